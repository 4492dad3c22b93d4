"""The frozen result of an event, recomputed from its ledger and compared before anything is shown."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from selaras import __version__
from selaras.core import casefile as c
from selaras.core.codec import from_json
from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.measuring import measurements_in
from selaras.core.outcome import Results
from selaras.core.publication import FrozenResult, IssuedPaper, publication_bytes
from selaras.core.results import read_entries, results_from
from selaras.core.rules import Rulebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What screens and papers may show of an event."""

    case: c.CaseFile
    rulebook: Rulebook
    results: Results
    document: bytes
    frozen_at_size: int  # entries up to and including the result's own


def result_in(entries: Sequence[Opened]) -> Shown:
    """Return the latest frozen result of a ledger; refuse one that does not follow from the entries."""
    at = max((n for n, one in enumerate(entries) if one.type is EntryType.RESULT), default=None)
    if at is None:
        raise CoreError("result_not_frozen")
    if orders := [one.payload["entries"] for one in entries if one.type is EntryType.ERASURE]:
        # Without them ranks and everything downstream would come out otherwise.
        raise CoreError("result_holds_erased", n=len({index for order in orders for index in order}))
    frozen = from_json(FrozenResult, entries[at].payload)
    before = entries[:at]
    case, rulebook = read_entries(before)
    results = results_from(case, rulebook, as_of=frozen.as_of, measured=measurements_in(before))
    document = publication_bytes(case, results)
    if hashlib.sha256(document).hexdigest() != frozen.document:
        made_here = f"selaras {__version__}"
        if frozen.program != made_here:
            raise CoreError("result_of_another_program", made=frozen.program, here=made_here)
        raise CoreError("result_differs_from_ledger", version=frozen.version)
    return Shown(case=case, rulebook=rulebook, results=results, document=document, frozen_at_size=at + 1)


def papers_in(entries: Sequence[Opened]) -> dict[str, str]:
    """Return the digest of every paper that the ledger names, by file name; a later one supersedes."""
    papers = (from_json(IssuedPaper, one.payload) for one in entries if one.type is EntryType.PAPER)
    return {paper.file_name: paper.sha256 for paper in papers}
