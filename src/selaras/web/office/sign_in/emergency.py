"""Help in need: asked by one person, agreed by another, over by itself after a quarter of an hour."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.accounts import emergency
from selaras.core.errors import CoreError
from selaras.outside.clock import SystemClock
from selaras.queries.office import people as asked
from selaras.queries.office.visiting import emergencies_of
from selaras.web.office.failures import refused
from selaras.web.office.page import Visit, page
from selaras.web.office.sign_in.people import officer_of
from selaras.web.office.wording import say, sentence


@page("account", "ask_emergency", post=("account", "ask_emergency"))
def asking(visit: Visit) -> HttpResponse:
    """Show what was lent in this event; ask for it, or end it."""
    if visit.request.method != "POST":
        return _shown(visit)
    sent, officer, clock = visit.request.POST, officer_of(visit, "ask_emergency"), SystemClock()
    try:
        if sent.get("end", "").isdecimal():
            emergency.end_emergency(officer, int(sent["end"]), clock=clock)
            messages.success(visit.request, say("Diakhiri.", "Ended."))
        elif sent.get("account", "").isdecimal():
            emergency.ask_emergency(
                officer,
                int(sent["account"]),
                event=visit.here.key,
                reason=sent.get("reason", ""),
                clock=clock,
            )
            told = say("Diajukan; orang kedua perlu menyetujui.", "Asked; a second person must agree to it.")
            messages.success(visit.request, told)
        else:
            return refused(visit.request, "request_wrong", status=400)
    except CoreError as wrong:
        return _shown(visit, wrong)
    return HttpResponseRedirect(_url(visit))


@page("account", "agree_emergency", post=("account", "agree_emergency"))
def agreeing(visit: Visit, number: int) -> HttpResponse:
    """Agree to what another person asked."""
    if visit.request.method != "POST":
        return HttpResponseRedirect(_url(visit))
    try:
        emergency.agree_emergency(officer_of(visit, "agree_emergency"), number, clock=SystemClock())
    except CoreError as wrong:
        return _shown(visit, wrong)
    told = say(
        "Berlaku 15 menit mulai sekarang; auditor diberi tahu.",
        "For 15 minutes from now; the auditor is told.",
    )
    messages.success(visit.request, told)
    return HttpResponseRedirect(_url(visit))


def _url(visit: Visit) -> str:
    return reverse("emergency", args=(visit.here.agency, visit.here.key))


def _shown(visit: Visit, wrong: CoreError | None = None) -> HttpResponse:
    told = {
        "lent": emergencies_of(visit.here.agency, visit.here.key, now=SystemClock().now()),
        "people": asked.people_of(visit.here.agency),
        "own": visit.visitor.account,
        "may_agree": visit.may("account", "agree_emergency"),
        "typed": visit.request.POST,
        "errors": {"reason": sentence(wrong)} if wrong else {},
    }
    return visit.render("sign_in/emergency.html", told, status=422 if wrong else 200)
