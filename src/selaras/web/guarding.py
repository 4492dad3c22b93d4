"""The one middleware: who may pass, what every answer carries, and that no fault tells its story."""

import logging
import traceback
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost, PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError

from selaras.core.errors import CoreError
from selaras.web.access import is_denied
from selaras.web.answers import as_problem, refusal

_LOG = logging.getLogger("selaras.web")

_ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# What a call answers is data: no script, frame or picture ever comes with it, and nothing is kept on the way.
HEADERS = {
    **_ALWAYS,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}
# A page brings its style, script, pictures and type from this server alone; nothing written into it runs.
PAGE_HEADERS = {
    **_ALWAYS,
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), publickey-credentials-get=(self)",
    # Forms tell where they come from to this server alone, so that a foreign one can be told apart.
    "Referrer-Policy": "same-origin",
}
# No faults: not there, not allowed, not understood. The handlers of the routes answer them.
_TOLD_BY_DJANGO = (Http404, PermissionDenied, SuspiciousOperation, BadRequest, MultiPartParserError)
_CALLS = "/api/"
_OF_SYSTEMS = "/api/v1/"
STATIC = "/statis/"
# Whoever is not signed in sends a name and a password; of more nothing is read at all.
_OPEN_TO_ALL = ("/akun/", "/undangan/", "/bahasa/", "/peragaan/")
_MOST_OF_STRANGERS = 64 * 1024
_TOO_LARGE = CoreError("body_too_large", most=_MOST_OF_STRANGERS)


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
            is_small = not request.path.startswith(_OPEN_TO_ALL) or _length(request) <= _MOST_OF_STRANGERS
            answer = self._get_response(request) if is_small else refusal(_TOO_LARGE)
        if request.path.startswith(_OF_SYSTEMS) and answer.status_code >= 400:
            answer = as_problem(answer)
        if not request.path.startswith(STATIC):
            for name, value in (HEADERS if _is_call(request) else PAGE_HEADERS).items():
                answer[name] = value
        else:
            for name, value in _ALWAYS.items():
                answer[name] = value
        return answer

    def process_view(
        self, request: HttpRequest, view: object, arguments: tuple[object, ...], named: dict[str, object]
    ) -> HttpResponse | None:
        if not is_denied(request, view):
            return None
        if _is_call(request):
            return refusal(CoreError("access_denied"))
        from selaras.web.office.failures import forbidden

        return forbidden(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        if isinstance(wrong, _TOLD_BY_DJANGO):
            return None  # Django asks for the page that says so
        if isinstance(wrong, CoreError):
            if _is_call(request):
                return refusal(wrong)
            from selaras.web.office.failures import failed

            return failed(request, wrong)
        # The message may hold what somebody wrote about a person; kind and place are enough to look.
        last = traceback.extract_tb(wrong.__traceback__)[-1]
        _LOG.error("%s at %s:%s", type(wrong).__name__, last.filename, last.lineno)
        if _is_call(request):
            return refusal(CoreError("server_failed"))
        from selaras.web.office.failures import fault

        return fault(request)


def _length(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else _MOST_OF_STRANGERS + 1


def _is_call(request: HttpRequest) -> bool:
    """Return whether a program asks and not a person; a server of tablets alone has no pages."""
    return request.path.startswith(_CALLS) or not settings.TEMPLATES
