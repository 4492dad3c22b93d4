"""Entering what a person of the office said where no device signs: an imported event, a design not locked."""

from collections.abc import Sequence

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import append
from selaras.actions.evidence.receptions import wants_signatures
from selaras.actions.evidence.unsigned import judge_unsigned
from selaras.core.entries import DESIGN_TYPES, EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.reception.taking import RECEIVED

# Marks come from the examiner's own device, or with the workbook; nobody types them in for another.
_NEVER = frozenset({EntryType.RATING_SHEET, EntryType.RECONFIRMATION, EntryType.VOID})


def signs_on_own_device(types: Sequence[EntryType], *, is_signed: bool, phase: Phase) -> bool:
    """Return whether entries of these types come in by a person's own device.

    Before the lock the design is the office's, entered under the log key; what tells of people signing
    (approvals, checks, marks) comes from devices in every phase.
    """
    if not is_signed or not set(types) <= RECEIVED:
        return False
    return not (phase is Phase.DESIGN and set(types) <= set(DESIGN_TYPES))


def enter_drafts(ref: EventRef, drafts: Sequence[EntryDraft], *, acting: Acting) -> int:
    """Enter drafts at once and return the size of the ledger; all of them or none.

    An imported ledger is judged as a whole afterwards, as a verifier would: what the event's life or the
    reading of entries refuses leaves everything as it was. Raises ``signature_wanted`` where a device of the
    person's own must sign.
    """
    require(acting.actor, "enter_as_oneself")
    types = [one.type for one in drafts]
    for kind in types:
        if kind in _NEVER:
            raise CoreError("mark_not_signed", type=kind.value)
    with transaction.atomic():
        event = event_row(ref)
        is_signed = wants_signatures(event)
        if signs_on_own_device(types, is_signed=is_signed, phase=Phase(event.phase)):
            raise CoreError("signature_wanted", type=types[0].value)
        kept = append(event, drafts, **acting.by)
        if not is_signed:
            judge_unsigned(event)
    return kept[-1].index + 1 if kept else 0
