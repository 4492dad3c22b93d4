"""The practice office: one press signs in as anybody, on this computer and on invented events alone."""

from itertools import groupby

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from selaras.actions.office.practice import people_of_practice
from selaras.core.lifecycle import Phase
from selaras.web.access import Rule, allowed_by
from selaras.web.office.failures import not_found

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_ORDER = tuple(Phase)
_OWN = frozenset({"127.0.0.1", "::1"})
# What a proxy or a tunnel adds: then somebody else asks, though the address is this computer's own.
_PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")


@allowed_by(Rule.SIGN_IN)
def practice(request: HttpRequest) -> HttpResponse:
    """List who may be practised as, or sign in as one of them."""
    if not settings.IS_DEMO or not _is_here(request):
        return not_found(request)
    people = people_of_practice()
    if not people:
        return not_found(request)
    if request.method == "POST":
        asked = request.POST.get("sebagai", "")
        if asked not in {one.sign_in_name for one in people}:
            return not_found(request)
        user = get_user_model().objects.get(sign_in_name=asked)
        login(request, user, backend=_BACKEND)
        record_authentication(request, user, method="practice")
        return HttpResponseRedirect("/")
    events = [
        (title, list(those))
        for title, those in groupby(
            sorted(people, key=lambda one: (_ORDER.index(one.phase), one.event)), key=lambda one: one.event
        )
    ]
    return render(request, "sign_in/practice.html", {"events": events})


def _is_here(request: HttpRequest) -> bool:
    """Return whether a browser on this very computer asks, with nothing in between."""
    return request.META.get("REMOTE_ADDR") in _OWN and not any(one in request.META for one in _PASSED_ON)
