"""``selaras papers``: every paper again from the ledger's export alone.

They are compared with the ledger, and what stands in the dossier's folder with them.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from selaras.cli import screen
from selaras.cli.dossier_folder import CALENDAR, LEDGER, PAPERS, PLACEMENT, PROVENANCE, RESULTS, WORKBOOK
from selaras.cli.words import Words
from selaras.core.errors import CoreError
from selaras.core.plain_text import plain

if TYPE_CHECKING:
    from selaras.core.evidence.opening import Ledger
    from selaras.core.placement.offer import Offer
    from selaras.queries.results import Shown

SAME, DIFFERENT, CANNOT = 0, 1, 2
# As in a bundle: a file for each size, ten digits. An imported event has none.
CHECKPOINTS = "checkpoints"


def papers(folder: Path, *, out: Path, say: Words) -> int:
    """Write the papers; return 0 when all equal the ledger's, 1 when one differs, 2 without a ledger."""
    from selaras.core.evidence.opening import opened_ledger
    from selaras.documents.facts import root_groups
    from selaras.documents.papers import render_papers
    from selaras.documents.stamping import stamp_of
    from selaras.exchange.ledger_export import read_export
    from selaras.queries.placement import choice_in, offer_in
    from selaras.queries.results import papers_in, result_in

    try:
        data = (folder / LEDGER).read_bytes()
    except OSError:
        screen.err.print(say("not_a_dossier", folder=folder, missing=LEDGER), markup=False)
        return CANNOT
    try:
        ledger = read_export(data)
        entries = opened_ledger(ledger)
        shown, wanted = result_in(entries), papers_in(entries)
        offer = offer_in(entries, shown)
        choice = choice_in(entries, shown, offer)
        stamp = stamp_of(ledger, size=shown.frozen_at_size, note=_signed_note(folder, shown.frozen_at_size))
        made = {
            paper.file_name: paper.content
            for paper in render_papers(
                shown.case, shown.results, shown.rulebook, stamp, offer=offer, choice=choice
            )
        }
        # Before anything is written: the papers may be wanted in the dossier itself.
        altered = sorted(_altered_in(folder, ledger, shown, offer, made))
        out.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            (out / name).write_bytes(content)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return CANNOT
    except OSError as wrong:
        screen.err.print(say("cannot_write", folder=out, why=wrong.strerror or str(wrong)), markup=False)
        return CANNOT
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    different = sorted(name for name in wanted.keys() | made.keys() if wanted.get(name) != digests.get(name))
    for key, names in (("papers_differ", different), ("folder_differs", altered)):
        if names:
            told = say(key, n=len(names), names=", ".join(map(plain, names)), folder=folder)
            screen.err.print(told, markup=False)
    if different or altered:
        return DIFFERENT
    screen.out.print(say("papers_same", n=len(made)), markup=False)
    screen.out.print(say("ledger_code", code=" ".join(root_groups(stamp.root_hex))), markup=False)
    return SAME


def _signed_note(folder: Path, size: int) -> str:
    """Return the checkpoint of the result that the log key signed, from the dossier; "" without one.

    It is beside the ledger, not in it. Taken from elsewhere the minutes would come out with other bytes,
    and the ledger's own digest of them would say so.
    """
    from selaras.documents.stamping import log_note

    try:
        return log_note((folder / CHECKPOINTS / f"{size:010}.txt").read_bytes())
    except FileNotFoundError:
        return ""


def _altered_in(
    folder: Path, ledger: "Ledger", shown: "Shown", offer: "Offer | None", made: Mapping[str, bytes]
) -> Iterator[str]:
    """Yield every file of the dossier that the ledger would not give; what is absent claims nothing."""
    from selaras.cli.placing.as_json import placement_bytes
    from selaras.documents.placing_sentences import INDONESIAN, paragraphs
    from selaras.exchange.calendar_file import calendar_bytes
    from selaras.exchange.results_workbook import write_results

    workbook = BytesIO()
    why = paragraphs(shown.case, shown.results, offer, INDONESIAN) if offer is not None else ()
    write_results(shown.case, shown.results, workbook, offer=offer, why=why)
    expected = {
        RESULTS: shown.document,
        WORKBOOK: workbook.getvalue(),
        CALENDAR: calendar_bytes(shown.case, shown.results),
    }
    if offer is not None:
        expected[PLACEMENT] = placement_bytes(shown.case, shown.results, offer)
    for name, content in expected.items():
        if (folder / name).is_file() and (folder / name).read_bytes() != content:
            yield name
    if (folder / PAPERS).is_dir():
        for paper in (folder / PAPERS).iterdir():
            if not paper.is_file() or paper.read_bytes() != made.get(paper.name):
                yield f"{PAPERS}/{paper.name}"
    if (folder / PROVENANCE).is_file() and not _tells_of(folder / PROVENANCE, ledger):
        yield PROVENANCE


def _tells_of(provenance: Path, ledger: "Ledger") -> bool:
    try:
        told = json.loads(provenance.read_text(encoding="utf-8"))["ledger"]
        return bool(told == {"origin": ledger.log, "size": ledger.size, "root": ledger.root.hex()})
    except (ValueError, KeyError, TypeError):
        return False
