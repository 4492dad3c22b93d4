"""A new event from a model: a workbook that already holds all that rules and earlier events can fill in."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse

from selaras.actions.reference import defaults
from selaras.core.vocabulary import EventKind
from selaras.exchange.sheets.event import EVENT_FORM
from selaras.queries.office.listing import listed_events
from selaras.queries.office.styles import agency_of
from selaras.web.office.files import XLSX, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page

# What an earlier event of the same agency still says of it; letters and dates it does not.
_LASTING = (
    "agency.",
    "event.head.",
    "event.deciding_officer.",
    "event.authorised_officer.",
    "event.personnel_head.",
)


@page("event", "import")
def new_event(visit: Visit) -> HttpResponse:
    """Offer a model workbook for each kind of event."""
    return visit.render(
        "events/new_event.html",
        {"kinds": tuple(EventKind), "usual": EventKind.JOB_FIT, "earlier": _earlier(visit.visitor.agency)},
    )


@page("event", "import")
def model_workbook(visit: Visit) -> HttpResponse:
    """Give the workbook of a kind of event, with title and dates where they were said."""
    from selaras.exchange.workbook_template import write_template

    asked = visit.request.GET
    kind = next((one for one in EventKind if one.value == asked.get("jenis")), EventKind.JOB_FIT)
    answers = dict(known_answers(visit.visitor.agency))
    for name, field in (("judul", "event.title"), ("kode", "event.key")):
        if asked.get(name, "").strip():
            answers[field] = asked[name].strip()[:300]
    for name, field in (("mulai", "event.starts_on"), ("selesai", "event.ends_on")):
        day = _day(asked.get(name, ""))
        if day is not None:
            answers[field] = day
    out = BytesIO()
    write_template(kind, out, defaults(), answers=answers)
    return file_answer(out.getvalue(), file_name=f"buku-kerja-{kind.value}.xlsx", media_type=XLSX)


def known_answers(agency: str) -> Mapping[str, Any]:
    """Return what is known of an agency already: from its last event, or from its own row."""
    from selaras.exchange.writing.records_out import form_values

    for listed in listed_events(agency)[:1]:
        told = form_values(EVENT_FORM, held(listed).case)
        return {
            name: value
            for name, value in told.items()
            if name.startswith(_LASTING) and value is not None and not name.endswith("candidates_fixed_on")
        }
    facts = agency_of(agency)
    if facts is None:
        return {}
    return {
        "agency.code": facts.code,
        "agency.name": facts.name,
        "agency.kind": facts.kind,
        "agency.region": facts.region,
    }


def _earlier(agency: str) -> str:
    found = listed_events(agency)
    return found[0].title if found else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
