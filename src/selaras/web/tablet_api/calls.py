"""The five calls of a tablet: each checks shape, asks one action, and answers in bytes."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from selaras.actions.event_ref import EventRef
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError, SeveralErrors
from selaras.web.access import Rule, View, allowed_by
from selaras.web.answers import json_answer, refusal
from selaras.web.serving import Serving, serving
from selaras.web.tablet_api.reading import MOST_PACKETS, body_of, ids_of, submissions_of, type_of

P = ParamSpec("P")


def _call(method: str, rule: Rule) -> Callable[[Callable[Concatenate[HttpRequest, P], HttpResponse]], View]:
    """Make a call of one method that its rule allows; refusals become answers."""

    def made(answer: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> View:
        @allowed_by(rule)
        @wraps(answer)
        def view(request: HttpRequest, *arguments: P.args, **named: P.kwargs) -> HttpResponse:
            if request.method != method:
                return refusal(CoreError("method_not_allowed", expected=method))
            try:
                return answer(request, *arguments, **named)
            except CoreError as wrong:
                return refusal(wrong)

        # Nothing ambient lets anybody in here, so there is nothing that a foreign page could borrow.
        view.csrf_exempt = True  # type: ignore[attr-defined]
        return view

    return made


@_call("GET", Rule.SAYS_NOTHING)
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the check at start passed, and if not, its codes."""
    because = serving().refusals()
    if because:
        return json_answer({"because": list(because), "ready": False}, status=503)
    return json_answer({"ready": True})


@_call("POST", Rule.SIGNED)
def enrol(request: HttpRequest, *, agency: str, event: str) -> HttpResponse:
    """Take in one device: a packet of type enrolment, signed by the key that it tells."""
    return _received(request, EventRef(agency=agency, key=event), most=1, enrolling=True)


@_call("POST", Rule.SIGNED)
def batch(request: HttpRequest, *, agency: str, event: str) -> HttpResponse:
    """Take in signed entries; each packet has an outcome of its own."""
    return _received(request, EventRef(agency=agency, key=event), most=MOST_PACKETS, enrolling=False)


@_call("GET", Rule.KNOWN_ID)
def receipts(request: HttpRequest, *, agency: str, event: str) -> HttpResponse:
    """Say again what was acknowledged, for ids that the device made itself."""
    ids = ids_of(request)
    found = _ready().receipts(EventRef(agency=agency, key=event), ids)
    return json_answer({"receipts": [one.to_json() for one in found]})


@_call("GET", Rule.PUBLIC_NOTE)
def checkpoint(request: HttpRequest, *, agency: str, event: str) -> HttpResponse:
    """Return the last checkpoint of the event's ledger, as the signed note that it is."""
    note = _ready().checkpoint(EventRef(agency=agency, key=event))
    if note is None:
        raise CoreError("no_checkpoint")
    return HttpResponse(note, content_type="text/plain; charset=utf-8")


def _received(request: HttpRequest, ref: EventRef, *, most: int, enrolling: bool) -> HttpResponse:
    here = _ready()
    submissions = submissions_of(body_of(request), most=most)
    # Whoever shuts the path of enrolment at the door must have shut every way to enrol.
    elsewhere: Sequence[CoreError] = [
        CoreError("packet_of_another_call", packet=n)
        for n, one in enumerate(submissions)
        if (kind := type_of(one)) is not None and (kind is EntryType.ENROLMENT) != enrolling
    ]
    if elsewhere:
        raise SeveralErrors(tuple(elsewhere))
    return json_answer({"results": [one.to_json() for one in here.receive(ref, submissions)]})


def _ready() -> Serving:
    here = serving()
    if here.refusals():
        raise CoreError("not_ready")
    return here
