"""Papers of the office beside those of the ledger: drawn up from the facts, filled in and signed by hand."""

from django.http import Http404, HttpResponse

from selaras.core.decisions import decisions_in
from selaras.core.said import said_in
from selaras.documents.drafting.blocks import Office
from selaras.documents.drafting.drafts import Draft, drafts_of, render_drafts, twin_of_draft
from selaras.documents.printing.dressing import Dressing, dressing
from selaras.queries.office.desk.letterheads import dress_of
from selaras.queries.office.desk.papers import numbers_of
from selaras.web.office.files import DOCX, PDF, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.papers.making import docket_at
from selaras.web.office.papers.reading import note_paper


def drafts_for(visit: Visit) -> list[Draft]:
    """Return the papers of the office that this visitor may have, in their order."""
    here = held(visit.here)
    return [one for one in here.keep("drafts", lambda: drafts_of(_told(visit))) if _may_have(visit, one)]


@page("paper", "read")
def draft(visit: Visit, name: str) -> HttpResponse:
    """Make one paper of the office under its letterhead, and hand it out."""
    (made,) = render_drafts([_named(visit, name)], dress=_dressing(visit))
    note_paper(visit, made.file_name)
    return file_answer(made.content, file_name=made.file_name, media_type=PDF)


@page("paper", "read")
def draft_twin(visit: Visit, name: str) -> HttpResponse:
    """Write a paper of the office as a file that can be edited and says so."""
    made = twin_of_draft(_named(visit, name), _told(visit), dress=_dressing(visit))
    note_paper(visit, made.file_name)
    return file_answer(made.content, file_name=made.file_name, media_type=DOCX)


def _named(visit: Visit, name: str) -> Draft:
    found = next((one for one in drafts_for(visit) if one.named.file_name == f"{name}.pdf"), None)
    if found is None:
        raise Http404
    return found


def _told(visit: Visit) -> Office:
    here = held(visit.here)
    made = said_in(here.entries).decisions
    standing = decisions_in(here.entries).standing
    return Office(docket=docket_at(here), decisions={code: made[code] for code in standing if code in made})


def _dressing(visit: Visit) -> Dressing:
    here = held(visit.here)
    return dressing(
        dress_of(visit.here.agency),
        seat=here.case.agency.seat,
        numbers=numbers_of(visit.here),
        digests={},
    )


def _may_have(visit: Visit, one: Draft) -> bool:
    if one.named.shows_results and not visit.may("result", "list"):
        return False
    return not one.tells_decisions or visit.may("decision", "read")
