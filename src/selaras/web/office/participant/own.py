"""Halaman saya: what a participant finds: the rules, the own hours, data, paper, result, objections."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from selaras.actions.office.checks import data_of, draft_of_check
from selaras.actions.office.desk.announcing import OBJECTIONS_UNTIL, PAPERS_UNTIL
from selaras.actions.office.desk.uploads import LARGEST, keep_upload
from selaras.actions.office.objections import draft_of_objection
from selaras.core.decided import CheckAnswer, ObjectionAbout
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade
from selaras.core.said import said_in
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.oversight import announcements_of, readings_of, until
from selaras.queries.office.desk.uploads import UploadKind, uploads_of
from selaras.queries.office.listing import participant_code
from selaras.queries.office.standing import is_announced
from selaras.web.office.deciding.development import plans_of
from selaras.web.office.deciding.objections import objection_told
from selaras.web.office.files import ZIP, file_answer, file_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.participant.showing import data_sheet, methods_in, sittings_of
from selaras.web.office.review.audit import thing_of
from selaras.web.office.review.bundles import bundle_now
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.telling import Named, people_in
from selaras.web.office.terms import term_word
from selaras.web.office.wording import moment, say, sentence

PAPER = "makalah"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """Whose page this is, by the own account; nobody reaches another's by an address."""

    code: str
    person: Named


@page("person", "own")
def own_page(visit: Visit) -> HttpResponse:
    """Show everything of one's own on one page."""
    mine = _mine(visit)
    here = held(visit.here)
    said = said_in(here.entries)
    papers = uploads_of(visit.here, UploadKind.PARTICIPANT_PAPER, person=mine.code, about=PAPER)
    papers_until, objections_until = until(visit.here, PAPERS_UNTIL), until(visit.here, OBJECTIONS_UNTIL)
    announced = announcements_of(visit.here)
    is_open = is_announced(visit.here)
    return visit.render(
        "participant/own.html",
        {
            "me": mine.person,
            "methods": methods_in(here.case.scheme),
            "sittings": sittings_of(here.entries, mine.code),
            "check": said.checks.get(mine.code),
            "may_check": visit.may("person", "check"),
            "paper": next((one for one in papers if one.superseded_at is None), None),
            "earlier": [one for one in papers if one.superseded_at is not None],
            "papers_until": papers_until,
            "may_hand_in": visit.may("upload", "paper") and not _is_over(papers_until),
            "is_announced": is_open,
            "announcement": announced[0] if announced else None,
            "plan": next((one for one in plans_of(here) if one.person.code == mine.code), None)
            if is_open
            else None,
            "decision": said.decisions.get(mine.code) if is_open else None,
            "decided": term_word(said.decisions[mine.code].kind)
            if is_open and mine.code in said.decisions
            else "",
            "may_bundle": visit.may("bundle", "R3"),
            "objections": [
                objection_told(one) for one in said.objections if one.objection.official == mine.code
            ],
            "objections_until": objections_until,
            "may_object": visit.may("objection", "make") and not _is_over(objections_until),
            "n_readings": len(readings_of(visit.here, mine.code)),
        },
    )


@page("person", "own", post=("person", "check"))
def own_data(visit: Visit) -> HttpResponse:
    """Show what stands in the ledger about oneself; let it be signed as right, or with remarks."""
    mine = _mine(visit)
    here = held(visit.here)
    names = ("answer", "remarks", "looked_at")
    typed = {name: visit.request.POST.get(name, "").strip() for name in names}
    errors: dict[str, str] = {}
    if visit.request.method == "POST":
        answer = next((one for one in CheckAnswer if one.value == typed["answer"]), None)
        if answer is None:
            errors["answer"] = say("Pilih salah satu.", "Choose one.")
        elif answer is CheckAnswer.REMARKS and not typed["remarks"]:
            errors["remarks"] = say("Tulis yang perlu diperbaiki.", "Say what needs mending.")
        else:
            try:
                draft = draft_of_check(
                    visit.ref,
                    mine.code,
                    answer=answer,
                    remarks=typed["remarks"],
                    looked_at=typed["looked_at"],
                )
            except CoreError as wrong:
                errors["answer"] = sentence(wrong)
            else:
                told = [
                    say("Saya telah memeriksa data diri saya.", "I looked at my own data."),
                    f"{term_word(answer)}.",
                    *([typed["remarks"]] if typed["remarks"] else []),
                ]
                return to_be_signed(visit, [draft], told=told, back=_own_url(visit))
    return visit.render(
        "participant/data.html",
        {
            "me": mine.person,
            "sheet": data_sheet(here.case, mine.person.nip),
            "looked_at": data_of(visit.ref, mine.code),
            "check": said_in(here.entries).checks.get(mine.code),
            "may_check": visit.may("person", "check"),
            "choices": [(one.value, term_word(one)) for one in CheckAnswer],
            "typed": typed,
            "errors": errors,
        },
        status=422 if errors else 200,
    )


@page("person", "own", post=("upload", "paper"))
def hand_in(visit: Visit) -> HttpResponse:
    """Take the own paper; what was handed in before is superseded, and stays."""
    mine = _mine(visit)
    if visit.request.method == "POST":
        last = until(visit.here, PAPERS_UNTIL)
        if last is not None and _is_over(last):
            raise CoreError("upload_closed", until=moment(last))
        content, name = file_in(visit.request, "file", most=LARGEST)
        kept = keep_upload(
            visit.ref,
            content,
            kind=UploadKind.PARTICIPANT_PAPER,
            file_name=name,
            about=PAPER,
            account=visit.visitor.account,
            actor=visit.actor,
            clock=SystemClock(),
            person=mine.code,
        )
        told = say("Makalah diterima. SHA-256: {d}", "Your paper is here. SHA-256: {d}", d=kept.sha256)
        messages.success(visit.request, told)
    return HttpResponseRedirect(_own_url(visit) + "#makalah")


@page("person", "own", post=("objection", "make"))
def object_to(visit: Visit) -> HttpResponse:
    """Take an objection or a wish for a correction, signed by whoever makes it."""
    mine = _mine(visit)
    last = until(visit.here, OBJECTIONS_UNTIL)
    typed = {name: visit.request.POST.get(name, "").strip() for name in ("about", "words")}
    errors: dict[str, str] = {}
    if visit.request.method == "POST":
        about = next((one for one in ObjectionAbout if one.value == typed["about"]), None)
        if last is not None and _is_over(last):
            raise CoreError("upload_closed", until=moment(last))
        if about is None:
            errors["about"] = say("Pilih hal yang dipersoalkan.", "Choose what it is about.")
        if not typed["words"]:
            errors["words"] = say("Tulis keberatan Anda.", "Write your objection.")
        if about is not None and not errors:
            try:
                draft = draft_of_objection(
                    visit.ref, mine.code, about=about, words=typed["words"], made_on=_today()
                )
                told = say("Keberatan tentang {a}.", "An objection about {a}.", a=term_word(about).lower())
                return to_be_signed(visit, [draft], told=[told, typed["words"]], back=_own_url(visit))
            except CoreError as wrong:
                errors["words"] = sentence(wrong)
    return visit.render(
        "participant/objection.html",
        {
            "choices": [(one.value, term_word(one)) for one in ObjectionAbout],
            "typed": typed,
            "errors": errors,
            "until": last,
            "may_object": visit.may("objection", "make") and not _is_over(last),
        },
        status=422 if errors else 200,
    )


@page("person", "own", post=("bundle", "R3"))
def own_bundle(visit: Visit) -> HttpResponse:
    """Hand out the bundle that proves the own result, and shows nobody else's."""
    mine = _mine(visit)
    if visit.request.method != "POST":
        return HttpResponseRedirect(_own_url(visit))
    made = bundle_now(visit, Grade.OWN, subject=mine.code)
    name = f"bukti-R3-{visit.here.key}-{mine.code}.zip"
    return file_answer(made.content, file_name=name, media_type=ZIP)


@page("person", "watchers")
def watchers(visit: Visit) -> HttpResponse:
    """Show who looked at one's own data, when and in which role."""
    mine = _mine(visit)
    told = [{"one": one, "thing": thing_of(one.thing)} for one in readings_of(visit.here, mine.code)]
    return visit.render("participant/watchers.html", {"told": told})


def _mine(visit: Visit) -> Mine:
    code = participant_code(visit.visitor.account, visit.here.agency, visit.here.key)
    person = people_in(held(visit.here).case).get(code or "")
    if person is None:
        raise Http404
    return Mine(code=person.code, person=person)


def _is_over(moment_set: datetime | None) -> bool:
    return moment_set is not None and timezone.now() >= moment_set


def _today() -> date:
    return timezone.localtime().date()


def _own_url(visit: Visit) -> str:
    return reverse("own_page", args=(visit.here.agency, visit.here.key))
