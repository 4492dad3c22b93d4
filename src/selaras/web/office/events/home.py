"""Where everybody begins: the events of the agency, and the nine steps of one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from selaras.actions.access import may
from selaras.actions.office.events.showing import choose_extent
from selaras.core import casefile as c
from selaras.core.vocabulary import Extent, Role
from selaras.queries.office.listing import listed_events
from selaras.queries.office.steps import Course, course_of
from selaras.queries.office.workbooks import waiting_workbooks
from selaras.web.access import Rule, allowed_by
from selaras.web.office.acting import acting_of
from selaras.web.office.events.due import next_dues
from selaras.web.office.events.own_part import parts_of
from selaras.web.office.events.telling import rows_of, short
from selaras.web.office.held import Held, held
from selaras.web.office.language import COOKIE, LANGUAGES
from selaras.web.office.page import Visit, page
from selaras.web.office.showing.extents import extent_shown
from selaras.web.office.signing.own_keys import keys_in_own_name, keys_to_make
from selaras.web.office.terms import term_word
from selaras.web.office.wording import is_english, say

_YEAR_SECONDS = 365 * 86400
# Who oversees the whole event; the others see their own part and how far the event has come.
OVERSEERS = frozenset({Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.DECIDING_OFFICER, Role.AUDITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Intact:
    """What was found when the ledger was last opened: it held, or there would be no page."""

    size: int
    code: str
    is_signed: bool
    checked_at: object


@page("event", "list")
def start(visit: Visit) -> HttpResponse:
    """List the events in which this visitor has a part."""
    own = [
        one
        for one in listed_events(visit.visitor.agency)
        if may(visit.visitor.roles_in(one.key), "event", "home", phase=one.phase)
    ]
    may_import = visit.may("event", "import")
    waiting = waiting_workbooks(visit.visitor.agency) if may_import else ()
    return visit.render(
        "events/start.html",
        {
            "events": own,
            "may_import": may_import,
            "waiting": waiting,
            "may_style": visit.may("agency", "style"),
            "may_tokens": visit.may("agency", "tokens"),
        },
    )


@page("event", "home")
def event_home(visit: Visit) -> HttpResponse:
    """Show the nine steps, what blocks and why, the one next thing to do, and everybody's own part."""
    here = held(visit.here)
    course = course_of(visit.here, here.case, here.rulebook, here.dossier, here.entries)
    oversees = bool(visit.visitor.roles_in(visit.here.key) & OVERSEERS)
    told = {
        "headline": headline(here.case, course),
        "kind": term_word(visit.here.kind),
        "extent": term_word(extent_shown(visit.here)),
        "other_extent": other_extent(visit) if visit.may("event", "extent") else None,
        "rows": rows_of(visit, course, reviewer=here.rulebook.text("REVIEWER", "body")),
        "parts": parts_of(visit, here, course),
        "keys": keys_to_make(visit),
        "in_own_name": keys_in_own_name(visit),
        "oversees": oversees,
        "dues": next_dues(visit) if visit.may("event", "deadlines") else (),
        "intact": _intact(visit, here) if visit.may("ledger", "read") else None,
        "can_clone": visit.may("event", "clone"),
        "can_amend": visit.may("design", "amend"),
    }
    return visit.render("events/home.html", told)


def headline(case: c.CaseFile, course: Course) -> str:
    """Return an event in three numbers: ``41 pejabat, 5 penguji, 3 hari``."""
    n_examiners = len(case.examiners)
    days = len(case.event.scoring_days) or (case.event.ends_on - case.event.starts_on).days + 1
    if is_english():
        return ", ".join(
            f"{n} {word if n == 1 else word + 's'}"
            for n, word in ((course.n_participants, "official"), (n_examiners, "examiner"), (days, "day"))
        )
    return f"{course.n_participants} pejabat, {n_examiners} penguji, {days} hari"


def other_extent(visit: Visit) -> dict[str, str]:
    """Return to what the switch changes, and what that would show."""
    now = extent_shown(visit.here)
    other = Extent.BRIEF if now is Extent.FULL else Extent.FULL
    told = {
        Extent.FULL: say(
            "Menampilkan juga ruang kendali, penyusun jadwal, beberapa susunan, dan statistik lanjut.",
            "Also shows the control room, the timetable planner, several slates and more statistics.",
        ),
        Extent.BRIEF: say(
            "Menyisakan langkah, satu usulan, dan naskah. Yang lain tetap ada di alamatnya.",
            "Leaves the steps, one proposal and the papers. The rest stays at its address.",
        ),
    }
    return {"value": other.value, "word": term_word(other), "told": told[other]}


@page("event", "home", post=("event", "extent"))
def extent(visit: Visit) -> HttpResponse:
    """Choose how much the pages of this event show, for everybody in it."""
    home = HttpResponseRedirect(reverse("event_home", args=(visit.here.agency, visit.here.key)))
    asked = visit.request.POST.get("mode", "")
    if visit.request.method == "POST" and asked in {one.value for one in Extent}:
        chosen = Extent(asked)
        choose_extent(visit.ref, chosen, account=visit.visitor.account, acting=acting_of(visit))
        messages.success(
            visit.request,
            say(
                "{mode} dipakai untuk kegiatan ini. Data, aturan, dan kuncinya sama.",
                "{mode} is used for this event. Data, rules and lock are the same.",
                mode=term_word(chosen),
            ),
        )
    return home


def _intact(visit: Visit, here: Held) -> Intact:
    return Intact(
        size=here.ledger.size,
        code=short(here.ledger.root.hex()),
        is_signed=visit.here.is_signed,
        checked_at=here.checked_at,
    )


@allowed_by(Rule.SIGN_IN)
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language that was chosen, and go back to where it was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(back)
    chosen = request.POST.get("bahasa")
    if request.method == "POST" and chosen in LANGUAGES:
        answer.set_cookie(
            COOKIE, chosen, max_age=_YEAR_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return answer
