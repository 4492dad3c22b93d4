"""A participant's check of the own data (pemeriksaan data), for the person to sign or the office to enter."""

import json

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.codec import to_json
from selaras.core.decided import CheckAnswer, DataCheck
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact
from selaras.core.lifecycle import Phase
from selaras.core.statements import BEFORE_SCORING, OF_ONES_DATA, digest_of_data
from selaras.records import models as rows


def data_of(ref: EventRef, person: str) -> str:
    """Return the digest of what stands in the ledger about a person: a page shows the data and keeps it."""
    event = event_row(ref)
    kinds = [one.value for one in OF_ONES_DATA]
    found = rows.Entry.objects.filter(event=event, subject=person, type__in=kinds).order_by("index")
    told = list(found.values_list("type", "envelope"))
    if EntryType.OFFICIAL.value not in {kind for kind, _ in told}:
        raise CoreError("person_code_unknown", code=person)
    while told[0][0] != EntryType.OFFICIAL.value:
        told.pop(0)
    return digest_of_data([read_exact(bytes(envelope))["commit"] for _, envelope in told])


def draft_of_check(
    ref: EventRef,
    person: str,
    *,
    answer: CheckAnswer,
    remarks: str = "",
    looked_at: str,
    scan: str | None = None,
) -> EntryDraft:
    """Return a data check, for the person's own device to sign or the office to enter from a signed sheet.

    looked_at : ``data_of`` when the page was shown; refused as ``data_check_of_other_data`` where the data
        changed since, so that nobody signs what the page did not show
    scan : SHA-256 of the scanned sheet, where it was signed on paper
    """
    phase = Phase(event_row(ref).phase)
    if phase not in BEFORE_SCORING:
        raise CoreError("data_check_out_of_place", phase=phase.value)
    words = remarks.strip()
    if answer is CheckAnswer.REMARKS and not words:
        raise CoreError("words_missing", field="remarks")
    if data_of(ref, person) != looked_at:
        raise CoreError("data_check_of_other_data", subject=person)
    told = DataCheck(official=person, data=looked_at, answer=answer, scan=scan)
    return EntryDraft(
        type=EntryType.DATA_CHECK,
        subject=person,
        method="",
        form="",
        payload=to_json(told),
        note=words_as_note(words),
    )


def words_as_note(words: str) -> str:
    """Return words about people as the note keeps them; nothing where there are none.

    >>> words_as_note("Gelar belum benar")
    '{"words":"Gelar belum benar"}'
    """
    return json.dumps({"words": words}, separators=(",", ":"), ensure_ascii=False) if words else ""
