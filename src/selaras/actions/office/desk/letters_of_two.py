"""Letters by two people: one records what a letter says, another holds it against the scan and enters it."""

from dataclasses import asdict

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.office.acts_of_two import is_one_person
from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.proposing import digest_of
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.desk import ActState

VERB = "record_letter"


def record_letter(
    ref: EventRef,
    draft: EntryDraft,
    *,
    scan: int | None,
    account: int,
    actor: Actor,
    clock: Clock,
) -> int:
    """Let a letter wait for a second person and return its number; the same one is not doubled.

    scan : number of its kept file
    """
    require(actor, "record_letter")
    if draft.type is not EntryType.PERMISSION:
        raise CoreError("payload_field_wrong", field=draft.type.value)
    told: dict[str, Json] = {"draft": {**asdict(draft), "type": draft.type.value}, "scan": scan}
    about = digest_of(told["draft"])
    with transaction.atomic():
        event = event_row(ref)
        waiting = rows.PendingAct.objects.filter(
            event=event, verb=VERB, about=about, state=ActState.WAITING.value
        )
        there = waiting.values_list("pk", flat=True).first()
        if there is not None:
            return int(there)
        made = rows.PendingAct.objects.create(
            agency_id=event.agency_id,
            event=event,
            verb=VERB,
            told=told,
            about=about,
            asked_by_id=account,
            asked_at=clock.now(),
        )
    return made.pk


def checked_letter(ref: EventRef, number: int, *, account: int, actor: Actor) -> EntryDraft:
    """Return what a letter that waits would enter, for the second person; refuse the first one.

    Raises ``letter_not_waiting``, and ``act_of_one_person`` for whoever recorded it, by this account or
    another.
    """
    require(actor, "check_letter")
    event = event_row(ref)
    row = _waiting(event, number)
    if is_one_person(event, row.asked_by_id, account):
        raise CoreError("act_of_one_person", verb=VERB)
    told = row.told["draft"]
    if digest_of(told) != row.about:
        raise CoreError("approval_of_something_else", verb=VERB)
    return EntryDraft(**{**told, "type": EntryType(told["type"])})


def end_letter(
    ref: EventRef, number: int, *, was_entered: bool, account: int, actor: Actor, clock: Clock
) -> None:
    """Let a letter wait no longer: it stands in the ledger, or it is withdrawn."""
    require(actor, "check_letter")
    state = ActState.DONE if was_entered else ActState.WITHDRAWN
    with transaction.atomic():
        row = _waiting(event_row(ref), number)
        row.state, row.ended_at = state.value, clock.now()
        row.agreed_by_id = account if was_entered else None
        row.save(update_fields=["state", "ended_at", "agreed_by"])


def _waiting(event: rows.Event, number: int) -> rows.PendingAct:
    found = rows.PendingAct.objects.filter(event=event, pk=number, verb=VERB, state=ActState.WAITING.value)
    row = found.first()
    if row is None:
        raise CoreError("letter_not_waiting")
    return row
