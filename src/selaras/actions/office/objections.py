"""A participant's objection or wish for a correction, and the office's answer that supersedes it."""

from dataclasses import replace
from datetime import date

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.office.checks import words_as_note
from selaras.core.codec import from_json, to_json
from selaras.core.decided import Objection, ObjectionAbout, ObjectionAnswer
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact
from selaras.records import models as rows


def draft_of_objection(
    ref: EventRef,
    person: str,
    *,
    about: ObjectionAbout,
    words: str,
    made_on: date,
    scan: str | None = None,
) -> EntryDraft:
    """Return the person's next objection, for the own device to sign or the office to enter from a letter.

    scan : SHA-256 of the scanned letter, where it came on paper
    """
    made = _made(event_row(ref), person)
    told = Objection(
        official=person,
        number=len(made) + 1,
        about=about,
        made_on=made_on,
        answer=None,
        answered_on=None,
        scan=scan,
    )
    return _draft(told, words)


def draft_of_answer(
    ref: EventRef,
    person: str,
    number: int,
    *,
    answer: ObjectionAnswer,
    words: str,
    answered_on: date,
    scan: str | None = None,
) -> EntryDraft:
    """Return the office's answer, for chair or secretariat to sign; a later one supersedes it."""
    made = _made(event_row(ref), person)
    if number not in made:
        raise CoreError("objection_out_of_order", number=number)
    told = replace(made[number], answer=answer, answered_on=answered_on, scan=scan)
    return _draft(told, words)


def _made(event: rows.Event, person: str) -> dict[int, Objection]:
    """Return the person's objections by their numbers, as they stand."""
    about = rows.Entry.objects.filter(event=event, subject=person)
    if not about.filter(type=EntryType.OFFICIAL.value).exists():
        raise CoreError("person_code_unknown", code=person)
    found = rows.Payload.objects.filter(entry__in=about.filter(type=EntryType.OBJECTION.value))
    payloads = found.order_by("entry__index").values_list("payload", flat=True)
    told = [from_json(Objection, read_exact(bytes(one))) for one in payloads]
    return {one.number: one for one in told}


def _draft(told: Objection, words: str) -> EntryDraft:
    if not words.strip():
        raise CoreError("words_missing", field="words")
    return EntryDraft(
        type=EntryType.OBJECTION,
        subject=told.official,
        method="",
        form="",
        payload=to_json(told),
        note=words_as_note(words.strip()),
    )
