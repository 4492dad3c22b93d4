"""Bundles by call: what an outsider needs to compute the result again, in the three grades."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade
from selaras.queries.office.listing import participant_code
from selaras.web.office.api.asking import REFUSALS, api, visit_of
from selaras.web.office.api.shapes import EventKey
from selaras.web.office.files import ZIP, file_answer
from selaras.web.office.review.bundles import bundle_now, whole_now

_ZIPPED: Any = {
    "responses": {
        200: {"description": "OK", "content": {ZIP: {"schema": {"type": "string", "format": "binary"}}}}
    }
}
_ANSWERS: Any = {200: bytes, 304: None, **REFUSALS}


@api.get("/events/{key}/bundle", response=_ANSWERS, openapi_extra=_ZIPPED)
def bundle(request: HttpRequest, key: EventKey) -> HttpResponse:
    """The bundle that proves the result, without names of examiners (R2)."""
    visit = visit_of(request, "bundles", ("bundle", "R2"), key)
    made = bundle_now(visit, Grade.WITHOUT_NAMES)
    return file_answer(made.content, file_name=f"bukti-{key}-{made.size}.zip", media_type=ZIP)


@api.get("/events/{key}/bundle/whole", response=_ANSWERS, openapi_extra=_ZIPPED)
def whole(request: HttpRequest, key: EventKey) -> HttpResponse:
    """The bundle with everything (R1): only once chair and secretariat agreed to it since the last result.

    Their two signatures in the ledger are the proof of two people that the table of permissions asks for; a
    token for it is of this one event and lives a week.
    """
    visit = visit_of(request, "bundle-R1", ("bundle", "R1"), key, two_agreed=True)
    made = whole_now(visit)
    return file_answer(made.content, file_name=f"bukti-R1-{key}-{made.size}.zip", media_type=ZIP)


@api.get("/events/{key}/bundle/own", response=_ANSWERS, openapi_extra=_ZIPPED)
def own(request: HttpRequest, key: EventKey) -> HttpResponse:
    """The bundle that proves the result of the participant whose token it is, and nobody else's (R3)."""
    visit = visit_of(request, "bundle-own", ("bundle", "R3"), key)
    mine = participant_code(visit.visitor.account, visit.here.agency, visit.here.key)
    if mine is None:
        raise CoreError("access_denied")
    made = bundle_now(visit, Grade.OWN, subject=mine)
    return file_answer(made.content, file_name=f"bukti-R3-{key}-{mine}.zip", media_type=ZIP)
