"""Letting an act wait for two people, and leading whoever asked to the page where it waits."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.evidence.acts import Asked
from selaras.actions.office.acts_of_two import ask_act
from selaras.web.office.acting import acting_of
from selaras.web.office.page import Visit


def ask_for(visit: Visit, *asked: Asked, told: Sequence[str], scan: int | None = None) -> HttpResponse:
    """Let what one paper says wait for two people, and show it to whoever asked, who signs first."""
    number = ask_act(
        visit.ref,
        *asked,
        told=told,
        account=visit.visitor.account,
        acting=acting_of(visit),
        scan=scan,
    )
    here = visit.here
    return HttpResponseRedirect(reverse("pending_act", args=(here.agency, here.key, number)))
