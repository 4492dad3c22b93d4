"""Rest after wrong passwords: by whom they are counted, and how it is told."""

import hashlib
import unicodedata
from collections.abc import Mapping
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from selaras.actions.watching import note_safety
from selaras.outside.clock import SystemClock
from selaras.queries.office.people import account_named


def counted_as(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return by what wrong passwords of a name are counted; another spelling is no other name.

    A digest: what somebody typed may be a NIP, or a password in the wrong field.
    """
    typed = str((credentials or {}).get("username") or request.POST.get("login", ""))
    plain = "".join(unicodedata.normalize("NFKC", typed).split()).casefold()
    return hashlib.sha256(b"selaras sign-in\n" + plain.encode()).hexdigest()[:40]


def address_of(request: HttpRequest) -> str | None:
    """Return the address of the browser; behind the office's own proxy, the one that the proxy tells."""
    address: str | None = get_client_ip(request)
    return address


def locked_out(
    request: HttpRequest, answer: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Return the page that asks to wait, and note it."""
    known = account_named(str((credentials or {}).get("username", "")))
    account, agency = known or (None, None)
    note_safety("sign_in_locked", clock=SystemClock(), account=account, agency=agency)
    page = render(request, "sign_in/locked.html", status=429)
    page["Retry-After"] = "900"
    return page
