"""Devices of an event: enrolled by their own signature, seen by people, revoked by the office."""

from dataclasses import dataclass

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import append
from selaras.actions.evidence.packets import Receipt, Refused, Submission, receive_packets
from selaras.core import custody
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.outside.clock import Clock
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A device as people compare it: its fingerprint, who holds it, and whether it still counts."""

    device: str
    holder: str
    role: str
    enrolled_at_index: int
    revoked_at_index: int | None


def enrol_device(ref: EventRef, submission: Submission, *, clock: Clock) -> Receipt | Refused:
    """Take in a device by the packet that its own key signed.

    Until the lock whoever reaches the server can enrol, and the lock names every device that was compared;
    after it, two people must have agreed to the very payload, which then names their approvals.
    """
    (answer,) = receive_packets(ref, [submission], clock=clock)
    return answer


def asked_to_enrol_late(enrolment: custody.Enrolment) -> Asked:
    """Return what two people agree to before a device comes in after the lock."""
    if not (enrolment.late_because or "").strip():
        raise CoreError("late_device_without_reason", holder=enrolment.holder)
    payload = to_json(enrolment)
    draft = EntryDraft(type=EntryType.ENROLMENT, subject="", method="", form="", payload=payload)
    return Asked(act=Act.ENROL_LATE, draft=draft)


def revoke_device(ref: EventRef, device: str, *, reason: str, acting: Acting) -> None:
    """Let a device's entries count for nothing from here on; those before stand. One person suffices.

    A device that was lost or lies must be stopped at once; it can only be replaced by two people.
    """
    require(acting.actor, "revoke_device")
    if not reason.strip():
        raise CoreError("revoked_without_reason", device=device)
    with transaction.atomic():
        event = event_row(ref)
        known = rows.Device.objects.select_for_update().filter(event=event, device=device).first()
        if known is None:
            raise CoreError("device_not_enrolled", device=device)
        if known.revoked_at_index is not None:
            raise CoreError("device_revoked", device=device)
        payload = to_json(custody.Revocation(device=device, reason=reason))
        draft = EntryDraft(type=EntryType.REVOCATION, subject="", method="", form="", payload=payload)
        append(event, [draft], **acting.by)


def devices_of(ref: EventRef) -> tuple[Enrolled, ...]:
    """Return every device that was ever enrolled, in that order."""
    found = rows.Device.objects.filter(event=event_row(ref)).order_by("enrolled_at_index")
    names = ("device", "holder", "role", "enrolled_at_index", "revoked_at_index")
    return tuple(Enrolled(**one) for one in found.values(*names))
