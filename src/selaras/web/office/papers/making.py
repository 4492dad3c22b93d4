"""The papers of an event as its ledger allows them now: which there are, who may have which, their bytes.

A paper is made anew each time, from the frozen result; what the ledger names must come out byte for byte.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from selaras.actions.papers import make_papers
from selaras.actions.results import Frozen
from selaras.core.casefile import CaseFile
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.results import results_from
from selaras.documents.docket import Docket, docket_of
from selaras.documents.papers import Named, Paper, names_of_papers, render_papers, render_twins
from selaras.documents.printing.dressing import Dressing, dressing
from selaras.documents.stamping import stamp_of
from selaras.queries.office.desk.letterheads import dress_of
from selaras.queries.office.desk.papers import numbers_of
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
    allowed = _allowed(visit, names)
    issued = papers_in(here.entries)
    for one in _made(visit, here, allowed):
        expected = None if is_stale(here, one.code) else issued.get(one.file_name)
        if expected is not None and one.sha256 != expected:
            raise CoreError("paper_not_of_the_ledger", file=one.file_name)
        yield one


def printed(visit: Visit, names: Collection[str]) -> Iterator[Paper]:
    """Return papers in the office's own dress, with their numbers; what asks the database is asked now."""
    here = held(visit.here)
    return iter(_made(visit, here, _allowed(visit, names), dress=dressing_of(visit)))


def twins(visit: Visit, names: Collection[str]) -> Iterator[Paper]:
    """Return editable twins of papers, with the office's letterhead and their numbers."""
    docket = docket_at(held(visit.here))
    return render_twins(docket, names=_allowed(visit, names), dress=dressing_of(visit))


def dressing_of(visit: Visit) -> Dressing:
    """Return what the agency lays over the papers of this event."""
    here = held(visit.here)
    return dressing(
        dress_of(visit.here.agency),
        seat=here.case.agency.seat,
        numbers=numbers_of(visit.here),
        digests={one.named.file_name: one.sha256 for one in offered(visit)},
    )


def _allowed(visit: Visit, names: Collection[str]) -> set[str]:
    return {one.named.file_name for one in offered(visit)} & set(names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digested:
    """A paper that was made to be issued, without its bytes: the ledger keeps none of them."""

    code: str
    file_name: str
    title: str
    sha256: str


def to_issue(visit: Visit, *, tell: Callable[[int, int], None]) -> Callable[[], tuple[Digested, ...]]:
    """Return what makes the papers that the ledger does not name yet, or names with other bytes.

    What asks the database is asked now; what comes back may run anywhere.
    tell : is told how many are made, and of how many
    """
    here = held(visit.here)
    if here.shown is None:
        raise CoreError("result_not_frozen")
    issued = papers_in(here.entries)
    names = {one.file_name for one in _names(here)}
    papers = _made(visit, here, names)

    def work() -> tuple[Digested, ...]:
        found = []
        tell(0, len(names))
        for n, one in enumerate(papers, start=1):
            tell(n, len(names))
            if issued.get(one.file_name) != one.sha256:
                found.append(
                    Digested(code=one.code, file_name=one.file_name, title=one.title, sha256=one.sha256)
                )
        return tuple(found)

    return work


def needs_issuing(here: Held) -> bool:
    """Return whether a result, or the officer's choice on it, came after the papers were issued."""
    return here.shown is not None and any(is_stale(here, code) for code in ("laporan-hasil", _OF_THE_CHOICE))


def is_stale(here: Held, code: str) -> bool:
    """Return whether papers of a code were issued before what they now tell: they are not these any more."""
    last = here.keep("last of each type", lambda: {one.type: n for n, one in enumerate(here.entries)})
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
    return names_of_papers(docket_at(here))


def docket_at(here: Held) -> Docket:
    """Return the event as its papers see it: its frozen result, or before one the case without marks."""
    shown = here.shown
    if shown is not None:
        stamp = stamp_of(here.ledger, size=shown.frozen_at_size)
        return docket_of(
            shown.case, shown.results, shown.rulebook, stamp, offer=here.offer, choice=here.choice
        )
    case = _unmarked(here)
    results = results_from(case, here.rulebook, as_of=case.event.data_on)
    return docket_of(case, results, here.rulebook, stamp_of(here.ledger))


def _made(
    visit: Visit, here: Held, names: Collection[str], *, dress: Dressing | None = None
) -> Iterable[Paper]:
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
        return make_papers(visit.ref, frozen, offer=here.offer, names=names, dress=dress)
    case = _unmarked(here)
    results = results_from(case, here.rulebook, as_of=case.event.data_on)
    return render_papers(case, results, here.rulebook, stamp_of(here.ledger), names=names, dress=dress)


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
