"""Makalah peserta: who handed in a paper, until when, and the papers themselves for those who mark them."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.desk.announcing import PAPERS_UNTIL, set_until
from selaras.core.vocabulary import ParticipantStatus, Role
from selaras.outside.clock import SystemClock
from selaras.queries.office import standing
from selaras.queries.office.desk.oversight import until
from selaras.queries.office.desk.uploads import UploadKind, content_of, upload_of, uploads_of
from selaras.queries.office.listing import participant_code
from selaras.web.office.deciding.announcing import moment_in
from selaras.web.office.files import file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.review.checklist import officials_by_code
from selaras.web.office.telling import people_in
from selaras.web.office.wording import moment, say


@page("upload", "read_paper", post=("upload", "deadline"))
def papers(visit: Visit) -> HttpResponse:
    """List whose paper is there; the secretariat sets the last moment."""
    errors: dict[str, str] = {}
    typed = {"until": visit.request.POST.get("until", "").strip()}
    if visit.request.method == "POST":
        last = moment_in(typed, "until", errors)
        if last is None:
            errors.setdefault("until", say("Pilih batas waktunya.", "Choose the last moment."))
        else:
            account, clock = visit.visitor.account, SystemClock()
            set_until(visit.ref, PAPERS_UNTIL, last, account=account, actor=visit.actor, clock=clock)
            told = say("Makalah diterima sampai {at}.", "Papers are taken until {at}.", at=moment(last))
            messages.success(visit.request, told)
            return HttpResponseRedirect(reverse("papers_in", args=(visit.here.agency, visit.here.key)))
    here = held(visit.here)
    people, officials, standings = people_in(here.case), officials_by_code(here.case), here.dossier.standings
    latest = {
        one.person: one
        for one in uploads_of(visit.here, UploadKind.PARTICIPANT_PAPER)
        if one.superseded_at is None
    }
    shown = _shown(visit)
    rows = [
        {"person": people[code], "paper": latest.get(code)}
        for code, one in officials.items()
        if (shown is None or code in shown)
        and (standings[one.nip].status is ParticipantStatus.PARTICIPANT or code in latest)
    ]
    return visit.render(
        "participant/papers.html",
        {
            "rows": rows,
            "n": sum(row["paper"] is not None for row in rows),
            "until": until(visit.here, PAPERS_UNTIL),
            "may_set": visit.may("upload", "deadline"),
            "typed": typed,
            "errors": errors,
        },
        status=422 if errors else 200,
    )


@page("upload", "read_paper", is_logged=True)
def paper(visit: Visit, person: str, number: int) -> HttpResponse:
    """Hand out one paper of one participant."""
    found = upload_of(visit.here, number)
    if found is None or found.kind is not UploadKind.PARTICIPANT_PAPER or found.person != person:
        raise Http404
    name = f"makalah-{person}.pdf"
    return file_answer(content_of(visit.here, number), file_name=name, media_type=found.media_type)


def _shown(visit: Visit) -> frozenset[str] | None:
    """Return whose papers this visitor sees; None for all."""
    if visit.roles - {Role.EXAMINER, Role.PARTICIPANT}:
        return None
    found: frozenset[str] = frozenset()
    if Role.EXAMINER in visit.roles:
        codes = visit.visitor.holders_in(visit.here.key, Role.EXAMINER)
        found |= standing.marked_by(visit.here, codes)
    own = participant_code(visit.visitor.account, visit.here.agency, visit.here.key)
    if Role.PARTICIPANT in visit.roles and own is not None:
        found |= {own}
    return found
