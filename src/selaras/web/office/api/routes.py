"""Addresses of: the calls of other systems, and the pages of their tokens."""

import hashlib
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import URLPattern, URLResolver, include, path
from django.utils.http import parse_etags

from selaras.core.errors import CoreError
from selaras.web.access import Rule, View, allowed_by
from selaras.web.answers import json_answer, refusal
from selaras.web.office.api import tokens
from selaras.web.office.api.asking import api
from selaras.web.office.api.describing import described


@allowed_by(Rule.SAYS_NOTHING)
def description(request: HttpRequest) -> HttpResponse:
    """Describe every call as OpenAPI 3.1; it tells nothing of any event."""
    if request.method not in ("GET", "HEAD"):
        return refusal(CoreError("method_not_allowed", expected="GET"))
    return json_answer(described())


def _tagged(view: View) -> View:
    """Give what a call tells a tag of its bytes; whoever holds the same bytes already gets none."""

    @wraps(view)
    def answered(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        answer = view(request, *arguments, **named)
        if request.method != "GET" or answer.status_code != 200:
            return answer
        tag = f'"{hashlib.sha256(answer.content).hexdigest()}"'
        held = parse_etags(request.headers.get("If-None-Match", ""))
        if tag in held or "*" in held:
            answer = HttpResponseNotModified()
        answer["ETag"] = tag
        return answer

    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


# The library's own beginning and description stay out: only what asks for a token is taken from it.
_calls = [
    path(str(one.pattern), allowed_by(Rule.TOKEN)(_tagged(one.callback)), name=one.name)
    for one in api.urls[0]
    if isinstance(one, URLPattern) and one.name not in ("api-root", "openapi-json", "openapi-view")
]

of_an_event: list[URLPattern | URLResolver] = [
    path("token/", tokens.event_tokens, name="event_tokens"),
]
of_the_house: list[URLPattern | URLResolver] = [
    path("instansi/token/", tokens.tokens, name="tokens"),
    path("api/v1/openapi.json", description, name="api_description"),
    path("api/v1/", include((_calls, "api_v1"), namespace="api_v1")),
]
