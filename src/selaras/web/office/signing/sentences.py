"""Refusals of packets in words: the ledger answers a browser in codes, and people read sentences."""

import re

from django.http import HttpResponse, JsonResponse

from selaras.core.errors import CoreError
from selaras.refusals import sentence_of
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import is_english

_CODE = re.compile(r"[a-z][a-z_0-9]{2,60}")
_MOST_FACTS = 12
_LONGEST = 120


@page("device", "own")
def sentence(visit: Visit) -> HttpResponse:
    """Say in the page's language what a code means; facts are codes of people, never names."""
    told = visit.request.GET
    code = told.get("code", "")
    if not _CODE.fullmatch(code) or len(told) > _MOST_FACTS:
        raise CoreError("request_wrong")
    facts = {name: value[:_LONGEST] for name, value in told.items() if name != "code"}
    return JsonResponse({"sentence": sentence_of(CoreError(code, **facts), "en" if is_english() else "id")})
