"""Refusals of packets in words: the ledger answers a browser in codes, and people read sentences."""

import re

from django.http import HttpResponse, JsonResponse

from selaras.core.errors import CoreError
from selaras.refusals import sentence_of
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import is_english, say

_CODE = re.compile(r"[a-z][a-z_0-9]{2,60}")
# What means something else to whoever holds the key than to whoever reads a ledger.
_HERE = {
    "chain_broken": (
        "Kunci ini sudah dipakai di tempat lain, atau sebagian catatannya tidak sampai. Buat kunci baru.",
        "This key was used elsewhere, or part of what it signed did not arrive. Make a new key.",
    ),
}
_MOST_FACTS = 12
_LONGEST = 120


@page("device", "own")
def sentence(visit: Visit) -> HttpResponse:
    """Say in the page's language what a code means; facts are codes of people, never names."""
    told = visit.request.GET
    code = told.get("code", "")
    if not _CODE.fullmatch(code) or len(told) > _MOST_FACTS:
        raise CoreError("request_wrong")
    if code in _HERE:
        return JsonResponse({"sentence": say(*_HERE[code])})
    facts = {name: value[:_LONGEST] for name, value in told.items() if name != "code"}
    return JsonResponse({"sentence": sentence_of(CoreError(code, **facts), "en" if is_english() else "id")})
