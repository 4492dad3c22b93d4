"""Calls of a personnel system: it hands its export in and sees what was understood; a person goes on.

No call makes an event: what an export says becomes one only through the workbook that a person checks.
"""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse

from selaras.actions.office.events.importing import LARGEST_MEGABYTES, keep_workbook, remember_mapping
from selaras.core.errors import CoreError
from selaras.exchange.personnel import Export, fields_of_export, open_export, people_in, proposed_mapping
from selaras.queries.office.workbooks import Waiting, mapping_of, waiting_workbooks, workbook_of
from selaras.web.answers import json_answer
from selaras.web.office.api.asking import REFUSALS, api, caller_of, visit_of
from selaras.web.office.api.shapes import Column, Columns, ExportTold, Kept, Number, Wrong
from selaras.web.office.events.importing import acting_outside
from selaras.web.office.events.personnel import ABOUT
from selaras.web.office.page import Visit

_FILE: Any = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_MOST_WAITING, _MOST_WRONG = 20, 200
_FIELDS = frozenset(one.field for one in fields_of_export())
_RIGHT = ("event", "import")


@api.post("/personnel", response={201: Kept, **REFUSALS}, openapi_extra=_FILE)
def hand_in(request: HttpRequest) -> HttpResponse:
    """Hand in an export of personnel, xlsx or csv as the body; the same bytes are kept once."""
    visit = visit_of(request, "personnel", _RIGHT, None)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_MEGABYTES * 2**20:
        raise CoreError("body_too_large", most=LARGEST_MEGABYTES * 2**20)
    content, name = request.body, caller_of(request, "personnel").token.name
    try:
        open_export(content, file_name=name)
    except CoreError as wrong:
        return json_answer({"code": wrong.code}, status=400)
    waiting = [one for one in waiting_workbooks(visit.visitor.agency) if one.about == ABOUT]
    same = next((one.upload for one in waiting if one.sha256 == hashlib.sha256(content).hexdigest()), None)
    if same is None and len(waiting) >= _MOST_WAITING:
        return json_answer({"code": "too_many_exports_wait", "most": _MOST_WAITING}, status=409)
    number = same or keep_workbook(
        content,
        file_name=name,
        agency=visit.visitor.agency,
        account=visit.visitor.account,
        about=ABOUT,
        acting=acting_outside(visit),
    )
    return json_answer({"number": number, "continue_at": _continue_at(number)}, status=201)


@api.get("/personnel/{number}", response={200: ExportTold, 304: None, **REFUSALS})
def told(request: HttpRequest, number: Number) -> ExportTold:
    """What was understood of an export that waits: its columns, what is missing, which cells are wrong."""
    visit = visit_of(request, "personnel", _RIGHT, None)
    return _told(visit, *_waiting(visit, number))


@api.put("/personnel/{number}/columns", response={200: ExportTold, **REFUSALS})
def columns(request: HttpRequest, number: Number, told: Columns) -> ExportTold:
    """Say which column means which field; remembered for every export with the same headings."""
    visit = visit_of(request, "personnel", _RIGHT, None)
    waiting, export = _waiting(visit, number)
    unknown = {*told.columns} - {*export.headings} or {*told.columns.values()} - _FIELDS
    if unknown or len({*told.columns.values()}) < len(told.columns):
        raise CoreError("table_without_mapping")
    remember_mapping(
        told.columns, source=export.source, agency=visit.visitor.agency, acting=acting_outside(visit)
    )
    return _told(visit, waiting, export)


def _waiting(visit: Visit, number: int) -> tuple[Waiting, Export]:
    found = workbook_of(visit.visitor.agency, number)
    if found is None or found[0].about != ABOUT:
        raise CoreError("path_unknown")
    return found[0], open_export(found[1], file_name=found[0].file_name)


def _told(visit: Visit, waiting: Waiting, export: Export) -> ExportTold:
    kept = mapping_of(visit.visitor.agency, export.source)
    mapping = dict(kept) if kept is not None else proposed_mapping(export)
    given = set(mapping.values())
    people = people_in(export, mapping) if mapping else None
    return ExportTold(
        number=waiting.upload,
        sha256=waiting.sha256,
        continue_at=_continue_at(waiting.upload),
        is_remembered=kept is not None,
        columns=[Column(heading=one, field=mapping.get(one)) for one in export.headings],
        missing=[one.field for one in fields_of_export() if one.required and one.field not in given],
        people=people.n if people else 0,
        wrong=[
            Wrong(cell=one.place.cell or "", code=one.code)
            for one in (people.errors if people else ())[:_MOST_WRONG]
        ],
    )


def _continue_at(number: int) -> str:
    return f"/impor/pegawai/{number}/"
