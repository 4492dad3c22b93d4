"""Tokens: who gave which system which reading until when; making one shows it once."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.tokens import (
    LONGEST_DAYS,
    LONGEST_DAYS_OF_ALL,
    make_token,
    revoke_token,
    scopes_for,
)
from selaras.core.errors import CoreError
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.tokens import tokens_of
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say


@page("agency", "tokens", post=("agency", "tokens"))
def tokens(visit: Visit) -> HttpResponse:
    """List the agency's tokens; POST makes one or ends one."""
    return _page(visit, own_alone=False, here=reverse("tokens"))


@page("event", "tokens", post=("event", "tokens"))
def event_tokens(visit: Visit) -> HttpResponse:
    """List the own tokens that reach this event alone; POST makes one or ends one."""
    here = reverse("event_tokens", args=(visit.here.agency, visit.here.key))
    return _page(visit, own_alone=True, here=here)


def _page(visit: Visit, *, own_alone: bool, here: str) -> HttpResponse:
    post, clock = visit.request.POST, SystemClock()
    event = visit.event.key if visit.event else None
    account, agency = visit.visitor.account, visit.visitor.agency
    if visit.request.method == "POST" and post.get("revoke", "").isdecimal():
        number = int(post["revoke"][:9])
        if revoke_token(number, account=account, agency=agency, actor=visit.actor, clock=clock):
            messages.success(visit.request, say("Kunci dicabut.", "The token was revoked."))
        return HttpResponseRedirect(here)
    made, wrong = "", None
    typed = {"name": post.get("name", ""), "days": post.get("days", "7" if event else "90")}
    if visit.request.method == "POST":
        days = int(post["days"]) if post.get("days", "").isdecimal() and len(post["days"]) < 5 else 0
        try:
            made = make_token(
                typed["name"],
                post.getlist("scopes"),
                days,
                account=account,
                agency=agency,
                actor=visit.actor,
                clock=clock,
                chance=SystemChance(),
                event=event,
            )
        except CoreError as refused:
            wrong = refused
    kept = tokens_of(agency, account=account if own_alone else None, event=event if own_alone else None)
    listed = [{"one": one, "works": one.works(clock.now()), "may": _told(one.scopes)} for one in kept]
    scopes = scopes_for(visit.visitor.roles_in(event), is_of_event=event is not None)
    told: dict[str, Any] = {
        "listed": listed,
        "made": made,
        "wrong": wrong,
        "typed": typed,
        "most": LONGEST_DAYS,
    }
    told |= {"scopes": [{"code": one, "words": words_of(one)} for one in scopes], "here": here}
    told |= {"chosen": post.getlist("scopes"), "most_of_all": LONGEST_DAYS_OF_ALL}
    return visit.render("api/tokens.html", told, status=422 if wrong else 200)


def words_of(scope: str) -> str:
    """Return what a scope lets a system do, in words."""
    words: dict[str, Any] = {
        "events": say("membaca daftar kegiatan", "read the list of events"),
        "participants": say("membaca daftar peserta", "read the list of participants"),
        "results": say("membaca hasil", "read results"),
        "papers": say("membaca daftar naskah", "read the list of papers"),
        "paper-files": say("mengunduh naskah", "download papers"),
        "letters": say("membaca daftar surat", "read the list of letters"),
        "questions": say("membaca tanya jawab penelaah", "read the reviewer's questions"),
        "ask": say("bertanya sebagai penelaah", "ask as the reviewer"),
        "answer": say("menjawab penelaah", "answer the reviewer"),
        "bundles": say("mengunduh berkas bukti R2", "download the R2 bundle"),
        "bundle-R1": say("mengunduh berkas bukti lengkap R1", "download the whole R1 bundle"),
        "bundle-own": say("mengunduh bukti hasil sendiri R3", "download the own R3 bundle"),
        "personnel": say("mengirim ekspor data pegawai", "hand in exports of personnel"),
    }
    return str(words.get(scope, scope))


def _told(scopes: Collection[str]) -> str:
    return ", ".join(words_of(one) for one in scopes)
