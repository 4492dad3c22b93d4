"""Pages for what went wrong: what happened, what is safe, what to do."""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from selaras.core.errors import CoreError, SeveralErrors
from selaras.web.answers import json_answer

_LATER = frozenset({"storage_busy", "storage_full", "disk_full", "disk_error", "writer_stopped", "not_ready"})

# Computing takes a few seconds; to ask more often would only slow it down.
AGAIN_SECONDS = 2

_OF_CALLS = {"page_unknown": "path_unknown", "not_permitted": "access_denied", "too_large": "body_too_large"}


def failed(request: HttpRequest, wrong: CoreError, *, visit: Any = None) -> HttpResponse:
    """Return the page that tells a refusal in words; a failing storage is nobody's mistake."""
    leaves = [wrong] if not isinstance(wrong, SeveralErrors) else list(wrong.errors)
    status = 503 if wrong.code in _LATER else 404 if wrong.code == "event_unknown" else 409
    return render(request, "office/failed.html", {"visit": visit, "errors": leaves}, status=status)


def refused(request: HttpRequest, code: str, *, status: int) -> HttpResponse:
    """Return the page that says why nothing was shown or done; a call gets the same in bytes."""
    if request.path.startswith("/api/"):
        return json_answer({"code": _OF_CALLS.get(code, code)}, status=status)
    return render(request, "office/refused.html", {"code": code, "status": status}, status=status)


def still_computing(visit: Any) -> HttpResponse:
    """Return the page that says what it waits for, and comes back by itself, also without script."""
    if visit.request.headers.get("HX-Request"):
        # A part that renews itself stays as it is and asks again.
        return HttpResponse(status=204)
    answer = render(visit.request, "office/computing.html", {"visit": visit}, status=202)
    answer["Refresh"] = str(AGAIN_SECONDS)
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, "page_unknown", status=404)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refused(request, "form_expired", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nobody understands what was sent, or that it is more than is taken at once."""
    if isinstance(exception, RequestDataTooBig):
        return refused(request, "too_large", status=413)
    return refused(request, "request_wrong", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, "not_permitted", status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """Say that something broke; a storage that somebody else is writing to is only busy."""
    wrong = sys.exc_info()[1]
    if isinstance(wrong, OperationalError) and "locked" in str(wrong):
        answer = refused(request, "storage_busy", status=503)
        answer["Retry-After"] = "10"
        return answer
    return refused(request, "server_failed", status=500)
