"""Calls that read an event: as the ledger has it, and numbers from the frozen result alone, byte for byte."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from selaras.actions.access import may
from selaras.core.errors import CoreError
from selaras.queries.office.desk.papers import numbers_of
from selaras.queries.office.desk.tokens import participants_in
from selaras.queries.office.listing import listed_events
from selaras.web.office.acting import note_taken
from selaras.web.office.api.asking import REFUSALS, api, caller_of, part, visit_of
from selaras.web.office.api.shapes import (
    USUALLY_TOLD,
    EventKey,
    EventTold,
    FileName,
    LetterTold,
    Limit,
    Offset,
    PaperNumber,
    PaperTold,
    ParticipantTold,
)
from selaras.web.office.files import PDF, file_answer
from selaras.web.office.held import held
from selaras.web.office.papers.making import make, offered
from selaras.web.office.papers.reading import note_paper
from selaras.web.office.telling import people_in

_PDF: Any = {
    "responses": {
        200: {"description": "OK", "content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}
    }
}


@api.get("/events", response={200: list[EventTold], 304: None, **REFUSALS})
def events(
    request: HttpRequest, response: HttpResponse, limit: Limit = USUALLY_TOLD, offset: Offset = 0
) -> list[EventTold]:
    """Every event of the agency in which the token's account has a part; one where it is limited to one."""
    caller = caller_of(request, "events")
    found = listed_events(caller.visitor.agency)
    told = [
        EventTold(
            key=one.key,
            title=one.title,
            kind=one.kind.value,
            phase=one.phase.value,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in found
        if caller.token.event in (None, one.key)
        and may(caller.visitor.roles_in(one.key), "event", "home", phase=one.phase)
    ]
    return part(told, request, response, limit, offset)


@api.get("/events/{key}/participants", response={200: list[ParticipantTold], 304: None, **REFUSALS})
def participants(
    request: HttpRequest,
    response: HttpResponse,
    key: EventKey,
    limit: Limit = USUALLY_TOLD,
    offset: Offset = 0,
) -> list[ParticipantTold]:
    """Who takes part, by code; each participant can see that it was read."""
    visit = visit_of(request, "participants", ("people", "list"), key)
    note_taken(visit, "people")
    told = [
        ParticipantTold(code=one.code, name=one.name, status=one.status)
        for one in participants_in(visit.here)
    ]
    return part(told, request, response, limit, offset)


@api.get("/events/{key}/results", response={200: dict[str, Any], 304: None, **REFUSALS})
def results(request: HttpRequest, key: EventKey) -> HttpResponse:
    """The frozen result: ``results.json`` byte for byte, as ``docs/results.schema.json`` describes it."""
    visit = visit_of(request, "results", ("result", "list"), key)
    shown = held(visit.here).shown
    if shown is None:
        raise CoreError("result_not_frozen")
    note_taken(visit, "result")
    return HttpResponse(shown.document, content_type="application/json")


@api.get("/events/{key}/papers", response={200: list[PaperTold], 304: None, **REFUSALS})
def papers(
    request: HttpRequest,
    response: HttpResponse,
    key: EventKey,
    number: PaperNumber = "",
    limit: Limit = USUALLY_TOLD,
    offset: Offset = 0,
) -> list[PaperTold]:
    """Every issued paper that the account may have, with its number and the digest that the ledger names."""
    visit = visit_of(request, "papers", ("paper", "list"), key)
    numbers = numbers_of(visit.here)
    told = [
        PaperTold(
            file_name=one.named.file_name,
            title=one.named.title,
            number=numbers.get(one.named.file_name),
            sha256=one.sha256,
        )
        for one in offered(visit)
        if one.sha256 and (not number or numbers.get(one.named.file_name) == number)
    ]
    return part(told, request, response, limit, offset)


@api.get(
    "/events/{key}/papers/{file_name}",
    response={200: bytes, 304: None, **REFUSALS},
    openapi_extra=_PDF,
)
def paper(request: HttpRequest, key: EventKey, file_name: FileName) -> HttpResponse:
    """One issued paper: the bytes whose digest the ledger names. Whom it tells of can see who read it."""
    visit = visit_of(request, "paper-files", ("paper", "read"), key)
    issued = {one.named.file_name for one in offered(visit) if one.sha256}
    found = next(iter(make(visit, [file_name] if file_name in issued else [])), None)
    if found is None:
        raise CoreError("path_unknown")
    note_paper(visit, found.file_name)
    return file_answer(found.content, file_name=found.file_name, media_type=PDF)


@api.get("/events/{key}/letters", response={200: list[LetterTold], 304: None, **REFUSALS})
def letters(
    request: HttpRequest,
    response: HttpResponse,
    key: EventKey,
    limit: Limit = USUALLY_TOLD,
    offset: Offset = 0,
) -> list[LetterTold]:
    """Every letter that opens a gate, the reviewer's verdicts among them, as the ledger has it."""
    visit = visit_of(request, "letters", ("letter", "list"), key)
    case = held(visit.here).case
    codes = {one.nip: code for code, one in people_in(case).items()}
    told = [
        LetterTold(
            kind=one.kind.value,
            state=one.state.value,
            issuer=one.issuer,
            number=one.number,
            dated_on=one.dated_on,
            participant=codes.get(one.nip) if one.nip is not None else None,
            post=one.position,
            note=one.note,
        )
        for one in case.permissions
    ]
    return part(told, request, response, limit, offset)
