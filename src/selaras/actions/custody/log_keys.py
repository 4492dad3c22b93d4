"""The log key changes: the one before vouches for the new one, or, where it was lost, two people do.

Only entries are made here; key files are made and opened by whoever has the passphrase.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import append, locked_head
from selaras.actions.evidence.receptions import knowing
from selaras.core import custody
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.records.models import Event, Policy


def events_signed_by(public_key: bytes) -> tuple[EventRef, ...]:
    """Return every event whose ledger this key signs now."""
    with transaction.atomic():
        return tuple(_ref_of(event) for event in _with_policy() if public_key in _in_force(event))


def rotate_log_key(*, new: bytes, reason: str, acting: Acting) -> tuple[EventRef, ...]:
    """Enter the new key wherever the acting one signs, all or none; return those events.

    Done again after an interruption it enters nothing twice: there the old key is not in force any more.
    """
    require(acting.actor, "change_log_key")
    draft = _draft(new, recovered=False, reason=reason)
    if acting.signer is None:
        raise CoreError("log_key_missing")
    changed: list[EventRef] = []
    with transaction.atomic():
        for event in _with_policy():
            if acting.signer.public_key in _in_force(event):
                append(event, [draft], **acting.by)
                changed.append(_ref_of(event))
    return tuple(changed)


def asked_to_recover(*, new: bytes, reason: str) -> Asked:
    """Return the change to a new key where the former was lost; two people agree to exactly this."""
    return Asked(act=Act.RECOVER_LOG_KEY, draft=_draft(new, recovered=True, reason=reason))


def recover_log_key(ref: EventRef, asked: Asked, *, approvals: Sequence[str], acting: Acting) -> None:
    """Enter the new key of one event; nobody can sign for it but the two who approved it."""
    require(acting.actor, "change_log_key")
    if asked.act is not Act.RECOVER_LOG_KEY:
        raise CoreError("approval_of_something_else", verb=asked.act.value)
    payload = {**asked.draft.payload, "approvals": list(approvals)}
    by = acting.by
    by["signer"] = None
    with transaction.atomic():
        append(event_row(ref), [replace(asked.draft, payload=payload)], **by, is_vouched=True)


def _draft(new: bytes, *, recovered: bool, reason: str) -> EntryDraft:
    if not reason.strip():
        raise CoreError("log_key_without_reason")
    told = custody.LogKey(public_key=new.hex(), recovered=recovered, reason=reason, approvals=())
    return EntryDraft(type=EntryType.LOG_KEY, subject="", method="", form="", payload=to_json(told))


def _ref_of(event: Event) -> EventRef:
    return EventRef(agency=event.agency.code, key=event.key)


def _with_policy() -> Iterator[Event]:
    """Yield the events that are signed; an imported one has neither policy nor key."""
    signed = Policy.objects.values("event")
    yield from Event.objects.filter(pk__in=signed).select_related("agency").order_by("pk")


def _in_force(event: Event) -> tuple[bytes, ...]:
    head = locked_head(event)
    with knowing(event, head) as known:
        return known.reception.keyring.log_keys_at(head.size)
