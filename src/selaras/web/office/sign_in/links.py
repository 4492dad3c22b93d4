"""One address for every single-use code: first set-up, invitation, recovery.

The code stands behind ``#``, which no browser sends: it is in no log and no history of a server.
"""

from typing import Any

from allauth.core.internal.ratelimit import consume
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from selaras.actions.access import may
from selaras.actions.office import invitations, recovery
from selaras.core.errors import CoreError
from selaras.core.vocabulary import AgencyKind
from selaras.outside.clock import SystemClock
from selaras.queries.office.listing import listed_event
from selaras.queries.office.visiting import Visitor, visitor_of
from selaras.refusals import sentence_of
from selaras.web.access import Rule, allowed_by
from selaras.web.office.failures import refused
from selaras.web.office.page import GOING_TO, WITH_SECOND_FACTOR
from selaras.web.office.sign_in.adapter import WAIT, sign_in
from selaras.web.office.sign_in.forms import FirstAccountForm, LinkCode, NewAccountForm, NewPassword
from selaras.web.office.signing.own_keys import ARRIVED_IN
from selaras.web.office.wording import is_english, say

_LIMIT = {"link": "60/m/ip"}
_FORMS: dict[str, type[forms.Form]] = {
    "set-up": FirstAccountForm,
    "invitation": NewAccountForm,
    "recovery": NewPassword,
}
_FIELD_OF = {
    "sign_in_name_wrong": "sign_in_name",
    "sign_in_name_taken": "sign_in_name",
    "agency_code_wrong": "agency_code",
    "agency_has_people": "agency_code",
    "person_without_name": "person",
}


@allowed_by(Rule.SIGN_IN)
def link(request: HttpRequest) -> HttpResponse:
    """Ask for a code, say what it is for, and take what the person chooses."""
    if request.method not in ("GET", "HEAD", "POST"):
        return refused(request, "method_not_allowed", status=405)
    if request.method != "POST":
        return render(request, "sign_in/link.html", {"form": LinkCode()})
    asked = LinkCode(request.POST)
    if not consume(request, app="selaras", action="link", config=_LIMIT):
        asked.add_error(None, str(WAIT))
    if not asked.is_valid():
        return render(request, "sign_in/link.html", {"form": asked}, status=422)
    code = asked.cleaned_data["code"]
    try:
        told = invitations.look_at(code, clock=SystemClock())
    except CoreError as wrong:
        asked.add_error("code", _sentence(wrong))
        return render(request, "sign_in/link.html", {"form": asked}, status=422)
    visitor = visitor_of(request.user.pk) if request.user.is_authenticated else None
    if "with_account" in request.POST and visitor and told.purpose == "invitation":
        return _with_account(request, code, told, visitor)
    form = _FORMS[told.purpose](request.POST if "done" in request.POST else None)
    if form.is_bound and form.is_valid():
        try:
            account = _done(code, told, form.cleaned_data)
        except CoreError as wrong:
            field = _FIELD_OF.get(wrong.code)
            form.add_error(field if field in form.fields else None, _sentence(wrong))
        else:
            return _go_on(request, account, told)
    return _shown(request, code, told, form, visitor)


def _shown(
    request: HttpRequest,
    code: str,
    told: invitations.Told,
    form: forms.Form,
    visitor: Visitor | None,
) -> HttpResponse:
    can_use = visitor if visitor and told.purpose == "invitation" and visitor.agency == told.agency else None
    more = {"told": told, "code": code, "form": form, "visitor": can_use}
    return render(request, f"sign_in/{told.purpose}.html", more, status=422 if form.errors else 200)


def _done(code: str, told: invitations.Told, given: dict[str, Any]) -> int:
    """Do what the code is for; return the account that is signed in by it."""
    clock = SystemClock()
    if told.purpose == "recovery":
        return recovery.recover(code, given["password1"], clock=clock)
    new = invitations.NewAccount(sign_in_name=given["sign_in_name"], password=given["password1"])
    if told.purpose == "invitation":
        return invitations.accept(code, new, clock=clock)
    first = invitations.FirstAccount(
        code=given["agency_code"],
        name=given["agency_name"],
        kind=AgencyKind(given["kind"]),
        region=given["region"],
        person=given["person"],
        is_small=bool(given["is_small"]),
    )
    return invitations.set_up(code, first, new, clock=clock)


def _with_account(request: HttpRequest, code: str, told: invitations.Told, visitor: Visitor) -> HttpResponse:
    try:
        invitations.accept_with(code, visitor.account, clock=SystemClock())
    except CoreError as wrong:
        form = NewAccountForm()
        return render(
            request,
            "sign_in/invitation.html",
            {"told": told, "code": code, "form": form, "visitor": visitor, "refusal": _sentence(wrong)},
            status=409,
        )
    messages.success(request, say("Peran ini kini milik Anda.", "This role is yours now."))
    return HttpResponseRedirect("/")


def _go_on(request: HttpRequest, account: int, told: invitations.Told) -> HttpResponse:
    sign_in(request, account)
    visitor = visitor_of(account)
    roles = {one.role for one in visitor.members} if visitor else set()
    onward = _event_of(visitor, told)
    if onward != "/":
        request.session[ARRIVED_IN] = told.event
    if roles & WITH_SECOND_FACTOR:
        request.session[GOING_TO] = onward
        messages.success(
            request,
            say(
                "Akun Anda siap. Satu langkah lagi: pasang faktor kedua.",
                "Your account is ready. One more step: set up a second factor.",
            ),
        )
        return HttpResponseRedirect(reverse("mfa_index"))
    messages.success(request, say("Akun Anda siap.", "Your account is ready."))
    return HttpResponseRedirect(onward)


def _event_of(visitor: Visitor | None, told: invitations.Told) -> str:
    """Return where somebody who was invited goes on: the event, where the role may enter it by now."""
    listed = listed_event(told.agency, told.event) if told.event else None
    if visitor is None or listed is None:
        return "/"
    if not may(visitor.roles_in(listed.key), "event", "home", phase=listed.phase):
        return "/"
    return reverse("event_home", args=(listed.agency, listed.key))


def _sentence(wrong: CoreError) -> str:
    return sentence_of(wrong, "en" if is_english() else "id")
