"""The papers of an event as its ledger allows them now: which there are, who may have which, their bytes.

A paper is made anew each time, from the frozen result; what the ledger names must come out byte for byte.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from selaras.actions.papers import make_papers
from selaras.actions.results import Frozen
from selaras.core.casefile import CaseFile
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.results import results_from
from selaras.documents.docket import docket_of
from selaras.documents.papers import Named, Paper, names_of_papers, render_papers
from selaras.documents.stamping import stamp_of
from selaras.queries.results import papers_in
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit

# Papers that show results, by what else their reader must be allowed to see. What stands in neither list
# tells of single examiners, and is for whoever may know how severe each of them is.
_OF_RESULTS = frozenset(
    {
        "berita-acara",
        "laporan-hasil",
        "laporan-individu",
        "surat-permohonan-rekomendasi",
        "surat-pengantar",
        "usul-pertek",
        "profil-jabatan-lowong",
    }
)
_OF_MARKS = frozenset({"rekapitulasi-nilai", "lampiran-teknis"})
# The one paper that follows the officer's choice; all others are the panel's and stay as they were.
_OF_THE_CHOICE = "usul-pertek"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One paper that this visitor may have; ``sha256`` is what the ledger names, "" while it names none."""

    named: Named
    sha256: str


def offered(visit: Visit) -> list[Offered]:
    """Return the papers of the event's stage that this visitor may have, in their order."""
    here = held(visit.here)
    issued = papers_in(here.entries)
    return [
        Offered(named=one, sha256="" if is_stale(here, one.code) else issued.get(one.file_name, ""))
        for one in _names(here)
        if _may_have(visit, one)
    ]


def make(visit: Visit, names: Collection[str]) -> Iterator[Paper]:
    """Yield papers by their file names; refuse one that is not what the ledger names.

    What was issued before a newer result or choice is told anew, and the ledger names it once it is issued.
    """
    here = held(visit.here)
    allowed = {one.named.file_name for one in offered(visit)} & set(names)
    issued = papers_in(here.entries)
    for one in _made(visit, here, allowed):
        expected = None if is_stale(here, one.code) else issued.get(one.file_name)
        if expected is not None and hashlib.sha256(one.content).hexdigest() != expected:
            raise CoreError("paper_not_of_the_ledger", file=one.file_name)
        yield one


def changed(visit: Visit) -> list[Paper]:
    """Return the papers that the ledger does not name yet, or names with other bytes: to be issued."""
    here = held(visit.here)
    if here.shown is None:
        raise CoreError("result_not_frozen")
    issued = papers_in(here.entries)
    made = _made(visit, here, {one.file_name for one in _names(here)})
    return [one for one in made if issued.get(one.file_name) != hashlib.sha256(one.content).hexdigest()]


def needs_issuing(here: Held) -> bool:
    """Return whether a result, or the officer's choice on it, came after the papers were issued."""
    return here.shown is not None and any(is_stale(here, code) for code in ("laporan-hasil", _OF_THE_CHOICE))


def is_stale(here: Held, code: str) -> bool:
    """Return whether papers of a code were issued before what they now tell: they are not these any more."""
    last = {one.type: n for n, one in enumerate(here.entries)}
    newest = last.get(EntryType.RESULT, -1)
    if code == _OF_THE_CHOICE:
        newest = max(newest, last.get(EntryType.PROPOSAL, -1))
    return newest > last.get(EntryType.PAPER, -1)


def workbook(here: Held) -> bytes:
    """Return ``hasil.xlsx`` of the frozen result."""
    from selaras.documents.placing_sentences import INDONESIAN, paragraphs
    from selaras.exchange.results_workbook import write_results

    shown = here.shown
    if shown is None:
        raise CoreError("result_not_frozen")
    why = paragraphs(shown.case, shown.results, here.offer, INDONESIAN) if here.offer is not None else ()
    content = BytesIO()
    write_results(shown.case, shown.results, content, offer=here.offer, why=why)
    return content.getvalue()


def _names(here: Held) -> tuple[Named, ...]:
    return here.keep("names of papers", lambda: _named(here))


def _named(here: Held) -> tuple[Named, ...]:
    shown = here.shown
    if shown is not None:
        stamp = stamp_of(here.ledger, size=shown.frozen_at_size)
        return names_of_papers(
            docket_of(shown.case, shown.results, shown.rulebook, stamp, offer=here.offer, choice=here.choice)
        )
    case = _unmarked(here)
    results = results_from(case, here.rulebook, as_of=case.event.data_on)
    return names_of_papers(docket_of(case, results, here.rulebook, stamp_of(here.ledger)))


def _made(visit: Visit, here: Held, names: Collection[str]) -> Iterator[Paper]:
    shown = here.shown
    if shown is not None:
        frozen = Frozen(
            case=shown.case,
            rulebook=shown.rulebook,
            results=shown.results,
            document=shown.document,
            ledger_size=shown.frozen_at_size,
            ledger_root=here.ledger.root_at(shown.frozen_at_size),
        )
        yield from make_papers(visit.ref, frozen, offer=here.offer, names=names)
        return
    case = _unmarked(here)
    results = results_from(case, here.rulebook, as_of=case.event.data_on)
    yield from render_papers(case, results, here.rulebook, stamp_of(here.ledger), names=names)


def _unmarked(here: Held) -> CaseFile:
    """Return the case file without marks: before the result a paper tells none of them."""
    case = replace(here.case, rating_sheets=(), reconfirmations=(), voided=(), feedback=())
    if case.has_marks:
        case = replace(case, assessments=(), performances=(), track_record=())
    return case


def _may_have(visit: Visit, one: Named) -> bool:
    if not one.shows_results:
        return True
    if not visit.may("result", "list"):
        return False
    if one.code in _OF_MARKS:
        return visit.may("dossier", "read")
    return one.code in _OF_RESULTS or visit.may("severity", "read")
