"""The calls under ``/api/v1/``, described in ``docs/api.md`` and by themselves in ``openapi.json``.

A token acts with the roles of its account, cut by its scopes. What needs a fresh proof or two people no token
may do. Numbers come from the frozen result alone, byte for byte.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from selaras.actions.access import may, table
from selaras.actions.event_ref import EventRef
from selaras.actions.office.events.importing import LARGEST_MEGABYTES, keep_workbook
from selaras.actions.office.tokens import digest_of_token, note_use
from selaras.actions.watching import note_reading
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade
from selaras.exchange.personnel import open_export
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.tokens import participants_in, token_with
from selaras.queries.office.listing import ListedEvent, listed_event, listed_events
from selaras.queries.office.visiting import Visitor, visitor_of
from selaras.web.answers import json_answer, refusal
from selaras.web.office.events.importing import acting_outside
from selaras.web.office.events.personnel import ABOUT
from selaras.web.office.files import ZIP, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit
from selaras.web.office.review.bundles import bundle_now

_LIMIT = {"api": "600/m/key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whose token a call carries, and what it may be used for."""

    visitor: Visitor
    scopes: tuple[str, ...]


class _Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        digest = digest_of_token(token)
        if not consume(request, app="selaras", action="api", config=_LIMIT, key=digest, limit_get=True):
            raise HttpError(429, "too_many_calls")
        clock = SystemClock()
        found = token_with(digest)
        visitor = visitor_of(found.account) if found and found.works(clock.now()) else None
        if found is None or visitor is None:
            return None
        note_use(found.number, clock=clock)
        return Caller(visitor=visitor, scopes=found.scopes)


class Refused(Schema):
    code: str


class EventTold(Schema):
    key: str
    title: str
    kind: str
    phase: str
    starts_on: date
    ends_on: date


class ParticipantTold(Schema):
    code: str
    name: str
    status: str


class PaperTold(Schema):
    file_name: str
    sha256: str


class LetterTold(Schema):
    kind: str
    state: str
    issuer: str
    number: str | None
    dated_on: date | None


class Kept(Schema):
    number: int
    continue_at: str


_REFUSALS: Any = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 503), Refused)
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_ZIPPED: Any = {"responses": {200: {"description": "OK", "content": {ZIP: _BYTES}}}}
_FILE: Any = {"requestBody": {"required": True, "content": {"application/octet-stream": _BYTES}}}
api = NinjaAPI(
    title="Selaras",
    version="1",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api_v1",
    auth=_Bearer(),
)


def visit_of(request: HttpRequest, scope: str, right: tuple[str, str], key: str | None) -> Visit:
    """Return the visit of a call that its token and the table both grant."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    if scope not in caller.scopes:
        raise CoreError("access_denied")
    listed = listed_event(caller.visitor.agency, key) if key is not None else None
    if key is not None and listed is None:
        raise CoreError("event_unknown", agency=caller.visitor.agency, key=key[:64])
    roles = caller.visitor.roles_in(key)
    facts = frozenset({"revealed"}) if listed is not None and listed.is_revealed else frozenset()
    rights = table().rights_to(*right)
    phase = listed.phase if listed else None
    granting = table().roles_for(*right, roles=roles, phase=phase, facts=facts)
    if rights.is_fresh or rights.is_of_two or not granting:
        raise CoreError("access_denied")
    return Visit(request=request, visitor=caller.visitor, event=listed, roles=granting, facts=facts)


@api.get("/events", response={200: list[EventTold], **_REFUSALS})
def events(request: HttpRequest) -> list[EventTold]:
    """Every event of the agency in which the token's account has a part."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    if "events" not in caller.scopes:
        raise CoreError("access_denied")
    found = listed_events(caller.visitor.agency)
    return [
        EventTold(
            key=one.key,
            title=one.title,
            kind=one.kind.value,
            phase=one.phase.value,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in found
        if may(caller.visitor.roles_in(one.key), "event", "home", phase=one.phase)
    ]


@api.get("/events/{key}/participants", response={200: list[ParticipantTold], **_REFUSALS})
def participants(request: HttpRequest, key: str) -> list[ParticipantTold]:
    """Who takes part, by code; each participant can see that it was read."""
    visit = visit_of(request, "participants", ("people", "list"), key)
    found = participants_in(visit.here)
    _note(visit, "people", visit.here)
    return [ParticipantTold(code=one.code, name=one.name, status=one.status) for one in found]


@api.get("/events/{key}/results", response={200: dict[str, Any], **_REFUSALS})
def results(request: HttpRequest, key: str) -> HttpResponse:
    """The frozen result: ``results.json`` byte for byte, as ``docs/results.schema.json`` describes it."""
    visit = visit_of(request, "results", ("result", "list"), key)
    shown = held(visit.here).shown
    if shown is None:
        raise CoreError("result_not_frozen")
    _note(visit, "result", visit.here)
    return HttpResponse(shown.document, content_type="application/json")


@api.get("/events/{key}/papers", response={200: list[PaperTold], **_REFUSALS})
def papers(request: HttpRequest, key: str) -> list[PaperTold]:
    """Every paper that was issued, with the digest under which the ledger names it."""
    visit = visit_of(request, "papers", ("paper", "list"), key)
    issued = {
        str(one.payload["file_name"]): str(one.payload["sha256"])
        for one in held(visit.here).entries
        if one.type is EntryType.PAPER
    }
    return [PaperTold(file_name=name, sha256=digest) for name, digest in sorted(issued.items())]


@api.get("/events/{key}/letters", response={200: list[LetterTold], **_REFUSALS})
def letters(request: HttpRequest, key: str) -> list[LetterTold]:
    """Every letter that opens a gate, as the ledger has it."""
    visit = visit_of(request, "letters", ("letter", "list"), key)
    return [
        LetterTold(
            kind=one.kind.value,
            state=one.state.value,
            issuer=one.issuer,
            number=one.number,
            dated_on=one.dated_on,
        )
        for one in held(visit.here).case.permissions
    ]


@api.get("/events/{key}/bundle", response={200: bytes, **_REFUSALS}, openapi_extra=_ZIPPED)
def bundle(request: HttpRequest, key: str) -> HttpResponse:
    """The bundle that proves the result, without names of examiners (R2)."""
    visit = visit_of(request, "bundles", ("bundle", "R2"), key)
    made = bundle_now(visit, Grade.WITHOUT_NAMES)
    return file_answer(made.content, file_name=f"bukti-{key}-{made.size}.zip", media_type=ZIP)


@api.post("/personnel", response={201: Kept, **_REFUSALS}, openapi_extra=_FILE)
def personnel(request: HttpRequest) -> HttpResponse:
    """Hand in an export of personnel (xlsx or csv as the body); its columns are then named in a browser."""
    visit = visit_of(request, "personnel", ("event", "import"), None)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_MEGABYTES * 2**20:
        raise CoreError("body_too_large", most=LARGEST_MEGABYTES * 2**20)
    content = request.body
    try:
        open_export(content, file_name="api")
        number = keep_workbook(
            content,
            file_name="api",
            agency=visit.visitor.agency,
            account=visit.visitor.account,
            about=ABOUT,
            acting=acting_outside(visit),
        )
    except CoreError as wrong:
        return json_answer({"code": wrong.code}, status=400)
    return json_answer({"number": number, "continue_at": f"/impor/pegawai/{number}/"}, status=201)


def _note(visit: Visit, thing: str, listed: ListedEvent) -> None:
    role = min(visit.roles, key=lambda one: one.value)
    ref = EventRef(agency=listed.agency, key=listed.key)
    for one in participants_in(listed):
        note_reading(
            ref, one.code, account=visit.visitor.account, role=role, thing=thing, clock=SystemClock()
        )


@api.exception_handler(CoreError)
def _refused(request: HttpRequest, wrong: CoreError) -> HttpResponse:
    answer = refusal(wrong)
    if answer.status_code == 400:
        # The call was understood; the event is not so far, or not any more.
        return json_answer({"code": wrong.code}, status=409)
    return answer


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, wrong: AuthenticationError) -> HttpResponse:
    answer = json_answer({"code": "token_wrong"}, status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    return json_answer({"code": "request_wrong"}, status=422)


@api.exception_handler(HttpError)
def _told(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    code = "too_many_calls" if wrong.status_code == 429 else "request_wrong"
    return json_answer({"code": code}, status=wrong.status_code)
