"""Tokens: who gave which system which reading until when; making one shows it once."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.tokens import LONGEST_DAYS, SCOPES, make_token, revoke_token
from selaras.core.errors import CoreError
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.tokens import tokens_of
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say


@page("agency", "tokens", post=("agency", "tokens"))
def tokens(visit: Visit) -> HttpResponse:
    """List the agency's tokens; POST makes one or ends one."""
    post = visit.request.POST
    clock = SystemClock()
    by = {"account": visit.visitor.account, "agency": visit.visitor.agency, "actor": visit.actor}
    if visit.request.method == "POST" and post.get("revoke", "").isdecimal():
        if revoke_token(int(post["revoke"][:9]), clock=clock, **by):  # type: ignore[arg-type]
            messages.success(visit.request, say("Kunci dicabut.", "The token was revoked."))
        return HttpResponseRedirect(reverse("tokens"))
    made, wrong = "", None
    typed = {"name": post.get("name", ""), "days": post.get("days", "90"), "scopes": post.getlist("scopes")}
    if visit.request.method == "POST":
        days = int(post["days"]) if post.get("days", "").isdecimal() and len(post["days"]) < 5 else 0
        try:
            made = make_token(
                post.get("name", ""),
                post.getlist("scopes"),
                days,
                clock=clock,
                chance=SystemChance(),
                **by,  # type: ignore[arg-type]
            )
        except CoreError as refused:
            wrong = refused
    now = clock.now()
    listed = [{"one": one, "works": one.works(now)} for one in tokens_of(visit.visitor.agency)]
    told = {"listed": listed, "made": made, "wrong": wrong, "typed": typed, "most": LONGEST_DAYS}
    return visit.render("api/tokens.html", {**told, "scopes": SCOPES}, status=422 if wrong else 200)
