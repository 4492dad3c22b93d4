"""Attendance: present, ill, excused, absent or moved to another time, each with what shows it."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse

from selaras.core import casefile as c
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import AttendanceState, Method, Nip
from selaras.queries.office.attending import Attending, attending
from selaras.web.office.page import Visit, page
from selaras.web.office.scoring.fields import Field, Kind, filled
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

_WITH_DOCUMENT = (AttendanceState.ILL, AttendanceState.EXCUSED, AttendanceState.REPLACED)
_METHODS = tuple(one for one in Method if one.is_rated_by_panel or one is Method.ASSESSMENT_CENTRE)


@page("attendance", "write", post=("attendance", "write"))
def everybody(visit: Visit) -> HttpResponse:
    """List who was there; POST notes everybody of whom nothing is noted as present."""
    people = attending(visit.here)
    waiting = [one for one in people if not one.is_noted]
    if visit.request.method == "POST" and waiting:
        _check_open(visit)
        drafts = [_draft(one.ratee.person, None, AttendanceState.PRESENT, None) for one in waiting]
        told = [
            say(
                "{n} peserta hadir pada semua metode:",
                "{n} participants present for all methods:",
                n=len(drafts),
            ),
            *(f"{one.ratee.person} · {one.ratee.name}" for one in waiting),
        ]
        return to_be_signed(visit, drafts, told=told, back=_back(visit))
    is_open = visit.here.phase is Phase.SCORING
    return visit.render(
        "scoring/attendance.html", {"people": people, "n_waiting": len(waiting), "is_open": is_open}
    )


@page("attendance", "write", post=("attendance", "write"), is_logged=True)
def one_person(visit: Visit, person: str) -> HttpResponse:
    """Note one person's attendance, for every method or for one."""
    found = next((one for one in attending(visit.here) if one.ratee.person == person), None)
    if found is None:
        raise CoreError("mark_for_nonparticipant", examiner="–", nip=person, method="–", status="–")
    fields = _fields()
    is_sent = visit.request.method == "POST"
    read = filled(fields, visit.request.POST if is_sent else {})
    errors = dict(read.errors) if is_sent else {}
    state = read.values.get("keadaan")
    if is_sent and state in tuple(map(str, _WITH_DOCUMENT)) and not read.values.get("dokumen"):
        errors["dokumen"] = say(
            "Dokumen: sebutkan surat atau berita acara yang mendasarinya.",
            "Document: name the letter or minutes that it rests on.",
        )
    if is_sent and not errors:
        _check_open(visit)
        return _signed(visit, found, read.typed)
    shown = [{"is": one, "typed": read.typed[one.name], "error": errors.get(one.name)} for one in fields]
    told = {"one": found, "fields": shown, "errors": errors}
    return visit.render("scoring/attendance_of.html", told, status=400 if errors else 200)


def _check_open(visit: Visit) -> None:
    """Refuse before anybody signs what the ledger would not take in."""
    if visit.here.phase is not Phase.SCORING:
        raise CoreError("marked_outside_scoring", phase=visit.here.phase.value)


def _signed(visit: Visit, found: Attending, told: Mapping[str, str]) -> HttpResponse:
    state = AttendanceState(told["keadaan"])
    method = Method(told["metode"]) if told["metode"] else None
    draft = _draft(found.ratee.person, method, state, told["dokumen"] or None)
    which = term_word(method) if method else say("semua", "all")
    lines = [
        f"{found.ratee.person} · {found.ratee.name}",
        say("Metode: {method}", "Method: {method}", method=which),
        say("Keadaan: {state}", "State: {state}", state=term_word(state)),
    ]
    if told["dokumen"]:
        lines.append(say("Dokumen: {document}", "Document: {document}", document=told["dokumen"]))
    return to_be_signed(visit, [draft], told=lines, back=_back(visit))


def _draft(person: str, method: Method | None, state: AttendanceState, document: str | None) -> EntryDraft:
    there = c.Attendance(nip=Nip(person), method=method, state=state, document=document)
    return EntryDraft(
        type=EntryType.ATTENDANCE,
        subject=person,
        method=method.value if method else "",
        form="",
        payload=to_json(there),
    )


def _fields() -> tuple[Field, ...]:
    return (
        Field(
            name="metode",
            label=say("Metode (kosong: semua)", "Method (empty: all)"),
            kind=Kind.CHOICE,
            is_needed=False,
            options=tuple((one.value, term_word(one)) for one in _METHODS),
        ),
        Field(
            name="keadaan",
            label=say("Keadaan", "State"),
            kind=Kind.CHOICE,
            options=tuple((one.value, term_word(one)) for one in AttendanceState),
        ),
        Field(
            name="dokumen",
            label=say("Dokumen (surat sakit, izin, berita acara)", "Document (certificate, leave, minutes)"),
            is_needed=False,
        ),
    )


def _back(visit: Visit) -> str:
    return reverse("attendance", args=(visit.here.agency, visit.here.key))
