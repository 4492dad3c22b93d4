"""``selaras papers``: every paper again from the ledger's export alone, compared with the ledger."""

import hashlib
from pathlib import Path

from selaras.cli import screen
from selaras.cli.dossier_folder import LEDGER
from selaras.cli.words import Words
from selaras.core.errors import CoreError

SAME, DIFFERENT, CANNOT = 0, 1, 2


def papers(folder: Path, *, out: Path, say: Words) -> int:
    """Write the papers; return 0 when all equal the ledger's, 1 when one differs, 2 without a ledger."""
    from selaras.core.evidence.opening import opened_ledger
    from selaras.documents.papers import LedgerStamp, render_papers
    from selaras.exchange.ledger_export import read_export
    from selaras.queries.results import papers_in, result_in

    try:
        data = (folder / LEDGER).read_bytes()
    except OSError:
        screen.err.print(say("not_a_dossier", folder=folder, missing=LEDGER), markup=False)
        return CANNOT
    try:
        ledger = read_export(data)
        entries = opened_ledger(ledger)
        shown = result_in(entries)
        out.mkdir(parents=True, exist_ok=True)
        size = shown.frozen_at_size
        root = ledger.root_at(size).hex()
        stamp = LedgerStamp(origin=ledger.log, size=size, root_hex=root, imported=True)
        wanted = papers_in(entries)
        made: dict[str, str] = {}
        for paper in render_papers(shown.case, shown.results, shown.rulebook, stamp):
            (out / paper.file_name).write_bytes(paper.content)
            made[paper.file_name] = hashlib.sha256(paper.content).hexdigest()
    except CoreError as wrong:
        screen.tell_error(wrong, say)
        return CANNOT
    except OSError as wrong:
        screen.err.print(say("cannot_write", folder=out, why=wrong.strerror or str(wrong)), markup=False)
        return CANNOT
    different = sorted(name for name in wanted.keys() | made.keys() if wanted.get(name) != made.get(name))
    if different:
        screen.err.print(say("papers_differ", n=len(different), names=", ".join(different)), markup=False)
        return DIFFERENT
    screen.out.print(say("papers_same", n=len(made)), markup=False)
    return SAME
