"""What one person alone may not do: asked first, agreed to by two on their own devices, then done.

An act is drawn up without its approvals; both people sign its digest; with their two entries named it enters
the ledger. Whether they were two, for this very act and of the right roles, the event's life decides, as a
verifier will.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, locked_scheme, move_phase, phase_draft
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import append, locked_head
from selaras.actions.evidence.checkpoints import checkpoint_by
from selaras.actions.evidence.receptions import knowing
from selaras.core import custody
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act, about
from selaras.core.lifecycle import Phase
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act that waits for its two approvals: what their devices sign is ``verb`` and ``about``."""

    act: Act
    draft: EntryDraft

    @property
    def about(self) -> str:
        return about(self.draft.type, subject=self.draft.subject, payload=self.draft.payload)

    def approval(self) -> custody.Approval:
        return custody.Approval(verb=self.act.value, about=self.about)


def asked_to_lock(ref: EventRef) -> Asked:
    """Return the locking of the scheme as the ledger's design now stands."""
    event = event_row(ref)
    with transaction.atomic(), knowing(event, locked_head(event)) as known:
        scheme = known.reception.scheme_digest()
    return Asked(act=Act.LOCK, draft=phase_draft(Phase.DESIGN, Act.LOCK.value, scheme=scheme))


def asked_to_reopen(ref: EventRef) -> Asked:
    draft = phase_draft(Phase.CLOSED, Act.REOPEN.value, scheme=locked_scheme(event_row(ref)))
    return Asked(act=Act.REOPEN, draft=draft)


def asked_to_void(*, examiner: str, person: str, method: str, reason: str) -> Asked:
    """Return the voiding of one sheet; ``person`` is the code of who was marked."""
    if not reason.strip():
        raise CoreError("void_without_reason", examiner=examiner, nip=person)
    told = {"examiner": examiner, "nip": person, "method": method, "reason": reason}
    draft = EntryDraft(type=EntryType.VOID, subject=person, method=method, form="", payload=told)
    return Asked(act=Act.VOID, draft=draft)


def asked_to_reveal() -> Asked:
    return Asked(act=Act.REVEAL, draft=_draft(EntryType.REVEAL, custody.Reveal(approvals=())))


def asked_to_export(*, grade: str = "R1") -> Asked:
    export = custody.Export(grade=grade, approvals=())
    return Asked(act=Act.EXPORT, draft=_draft(EntryType.EXPORT, export))


def asked_to_restore(*, size: int, root: bytes, reason: str) -> Asked:
    """Return the saying that the ledger was put back from a backup of this size and root."""
    told = custody.Restoration(size=size, root=root.hex(), reason=reason, approvals=())
    return Asked(act=Act.RESTORE, draft=_draft(EntryType.RESTORATION, told))


def lock_scheme(
    ref: EventRef, *, approvals: Sequence[str], devices: Collection[str], acting: Acting
) -> EventRef:
    """Lock the scheme, and with it who may mark by which device.

    devices : fingerprints that people compared with the tablets in their hands. Until now whoever reaches the
        server could enrol; a device that nobody compared stops the lock.
    """
    require(acting.actor, "act_of_two")
    with transaction.atomic():
        event = event_row(ref)
        locked_head(event)
        enrolled = rows.Device.objects.filter(event=event, revoked_at_index=None)
        if others := set(enrolled.values_list("device", flat=True)) ^ set(devices):
            raise CoreError("devices_not_as_compared", device=min(others))
        _enter(event, asked_to_lock(ref), approvals, acting)
        move_phase(event, Act.LOCK.value)
        checkpoint_by(event, acting=acting)
    return ref


def reopen_scoring(ref: EventRef, *, approvals: Sequence[str], acting: Acting) -> None:
    """Let marks be given again after the close."""
    require(acting.actor, "act_of_two")
    with transaction.atomic():
        event = event_row(ref)
        _enter(event, asked_to_reopen(ref), approvals, acting)
        move_phase(event, Act.REOPEN.value)


def void_sheet(ref: EventRef, asked: Asked, *, approvals: Sequence[str], acting: Acting) -> None:
    """Take a sheet out, openly; what it leaves missing is named until it is given anew."""
    _do(ref, asked, approvals, acting, expected=Act.VOID)


def reveal(ref: EventRef, *, approvals: Sequence[str], acting: Acting) -> None:
    """Open examiners' marks to the panel, once the event is closed."""
    _do(ref, asked_to_reveal(), approvals, acting, expected=Act.REVEAL)


def enter_export(ref: EventRef, *, approvals: Sequence[str], acting: Acting, grade: str = "R1") -> None:
    """Enter that a bundle of everything leaves the house; making it is another action."""
    _do(ref, asked_to_export(grade=grade), approvals, acting, expected=Act.EXPORT)


def enter_restoration(ref: EventRef, asked: Asked, *, approvals: Sequence[str], acting: Acting) -> None:
    """Enter that the ledger was put back from a backup; it ends the alarm that keeps the event read-only.

    The size and root must be what this ledger was: devices then sign anew what it does not hold any more.
    """
    require(acting.actor, "act_of_two")
    told = asked.draft.payload
    with transaction.atomic():
        event = event_row(ref)
        head = locked_head(event)
        with knowing(event, head) as known:
            is_ours = 0 <= told["size"] <= head.size
            if not is_ours or known.reception.root_at(told["size"]).hex() != told["root"]:
                raise CoreError("restoration_of_another_ledger", size=told["size"])
        _enter(event, asked, approvals, acting)
        checkpoint_by(event, acting=acting)


def _do(ref: EventRef, asked: Asked, approvals: Sequence[str], acting: Acting, *, expected: Act) -> None:
    require(acting.actor, "act_of_two")
    if asked.act is not expected:
        raise CoreError("approval_of_something_else", verb=asked.act.value)
    with transaction.atomic():
        _enter(event_row(ref), asked, approvals, acting)


def _enter(event: rows.Event, asked: Asked, approvals: Sequence[str], acting: Acting) -> None:
    payload = {**asked.draft.payload, "approvals": list(approvals)}
    append(event, [replace(asked.draft, payload=payload)], **acting.by)


def _draft(kind: EntryType, told: object) -> EntryDraft:
    return EntryDraft(type=kind, subject="", method="", form="", payload=to_json(told))
