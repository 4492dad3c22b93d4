"""The one middleware: who may pass, what every answer carries, and that no fault tells its story."""

import logging
import traceback
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from selaras.core.errors import CoreError
from selaras.web.access import is_denied
from selaras.web.answers import refusal

_LOG = logging.getLogger("selaras.web")

# No page, script, frame or picture ever comes from here, and nothing may be kept on the way.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Guarding:
    """Deny what has no rule, put the headers on every answer, hide every fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            # A name that is not ours means that somebody's page was made to speak to this address.
            request.get_host()
        except DisallowedHost:
            answer = refusal(CoreError("request_wrong"))
        else:
            answer = self._get_response(request)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    def process_view(
        self, request: HttpRequest, view: object, arguments: tuple[object, ...], named: dict[str, object]
    ) -> HttpResponse | None:
        return refusal(CoreError("access_denied")) if is_denied(request, view) else None

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse:
        if isinstance(wrong, CoreError):
            return refusal(wrong)
        # The message may hold what somebody wrote about a person; kind and place are enough to look.
        last = traceback.extract_tb(wrong.__traceback__)[-1]
        _LOG.error("%s at %s:%s", type(wrong).__name__, last.filename, last.lineno)
        return refusal(CoreError("server_failed"))
