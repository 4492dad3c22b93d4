"""Addresses of: the calls of other systems, and the page of their tokens."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from selaras.core.errors import CoreError
from selaras.web.access import Rule, allowed_by
from selaras.web.answers import json_answer, refusal
from selaras.web.office.api import tokens
from selaras.web.office.api.calls import api


@allowed_by(Rule.SAYS_NOTHING)
def description(request: HttpRequest) -> HttpResponse:
    """Describe every call as OpenAPI 3; it tells nothing of any event."""
    if request.method not in ("GET", "HEAD"):
        return refusal(CoreError("method_not_allowed", expected="GET"))
    return json_answer(dict(api.get_openapi_schema(path_prefix="/api/v1/")))


# The library's own beginning and description stay out: only what asks for a token is taken from it.
_calls = [
    one
    for one in api.urls[0]
    if isinstance(one, URLPattern) and one.name not in ("api-root", "openapi-json", "openapi-view")
]
for _each in _calls:
    allowed_by(Rule.TOKEN)(_each.callback)

of_an_event: list[URLPattern | URLResolver] = []
of_the_house: list[URLPattern | URLResolver] = [
    path("instansi/token/", tokens.tokens, name="tokens"),
    path("api/v1/openapi.json", description, name="api_description"),
    path("api/v1/", include((_calls, "api_v1"), namespace="api_v1")),
]
