"""Signed packets of devices into the ledger: each for itself, a group in one transaction.

No actor is asked for here: whoever holds the key of an enrolled device has signed, and that is judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DataError, IntegrityError, transaction

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.alarms import raise_alarm
from selaras.actions.evidence.appending import locked_head, move_head
from selaras.actions.evidence.projections import keep_rows
from selaras.actions.evidence.receptions import Known, knowing
from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import Envelope, Opening, Packet, envelope_of
from selaras.core.reception import STOPPING, Admitted, Alarming, AlarmKind
from selaras.outside.clock import Clock
from selaras.records.checkpoints import around
from selaras.records.evidence import KeptEntry, NewEntry, keep_entries, kept_by_ulid
from selaras.records.models import Entry, LedgerHead

_LONGEST_FACT = 120
# Faults of ours that a packet can bring about by what stands in it; those of the storage are told apart.
_UNFORESEEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What a device sends: the exact bytes it signed, its signature, and what opens the commitments."""

    envelope: bytes
    signature: bytes
    salt: bytes
    payload: bytes
    note_salt: bytes
    note: bytes

    @property
    def packet(self) -> Packet:
        return Packet(self.envelope, self.signature)

    @property
    def opening(self) -> Opening:
        return Opening(salt=self.salt, payload=self.payload, note_salt=self.note_salt, note=self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The packet is in the ledger, durably; the checkpoint is the latest, for the device's next ``seen``."""

    id: str
    index: int
    leaf_hash: bytes
    checkpoint_size: int
    checkpoint_root: bytes

    def to_json(self) -> dict[str, Json]:
        checkpoint = {"root": self.checkpoint_root.hex(), "size": self.checkpoint_size}
        told: dict[str, Json] = {"checkpoint": checkpoint, "id": self.id, "index": self.index}
        return told | {"leaf_hash": self.leaf_hash.hex()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The packet did not enter; facts name codes of people, never names. Without a readable id it is ""."""

    id: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def to_json(self) -> dict[str, Json]:
        facts = {
            name: value if isinstance(value, int) else str(value)[:_LONGEST_FACT]
            for name, value in self.facts.items()
        }
        return {"code": self.code, "facts": facts, "id": self.id}


Answer = Receipt | Refused


def receive_packets(ref: EventRef, submissions: Sequence[Submission], *, clock: Clock) -> tuple[Answer, ...]:
    """Take packets in, in their order, in one transaction; return an answer for each.

    A packet that is refused, even by the database or by a fault of ours, refuses only itself. A packet that
    is there already gets the same receipt; other bytes under its id are an alarm.
    """
    try:
        answers = _together(ref, submissions, clock=clock)
    except _BrokenOffError:
        answers = None
    return answers if answers is not None else _one_by_one(ref, submissions, clock=clock)


def receipts_of(ref: EventRef, ids: Sequence[str]) -> tuple[Receipt, ...]:
    """Return again the receipts of what is in the ledger; ids that are not there have none."""
    event = event_row(ref)
    last = around(event.pk)
    found = Entry.objects.filter(event=event, ulid__in=ids).values_list("ulid", "index", "leaf_hash")
    return tuple(
        Receipt(
            id=ulid,
            index=index,
            leaf_hash=bytes(leaf),
            checkpoint_size=last.checkpoint_size,
            checkpoint_root=last.checkpoint_root,
        )
        for ulid, index, leaf in found.order_by("index")
    )


class _BrokenOffError(Exception):
    """Something unforeseen left what is known of a ledger half changed: nothing of the group may stay."""


@dataclass(slots=True)
class _Group:
    """Packets on their way into one ledger, whose head is held."""

    known: Known
    head: LedgerHead
    clock: Clock
    admitted: list[Admitted] = field(default_factory=list)
    there: dict[str, KeptEntry] = field(default_factory=dict)  # or will be at the end of this group

    def judge(self, submissions: Sequence[Submission]) -> list[KeptEntry | Refused]:
        read = [self._read(one) for one in submissions]
        self.there.update(kept_by_ulid([one.id for one in read if isinstance(one, Envelope)]))
        is_stopped = self.known.is_stopped()
        answers: list[KeptEntry | Refused] = []
        for one, envelope in zip(submissions, read, strict=True):
            if isinstance(envelope, Refused):
                answers.append(envelope)
                continue
            answer = self._judged(one, envelope, is_stopped=is_stopped)
            # An alarm of this very group stops what comes behind it.
            is_stopped = is_stopped or (isinstance(answer, Refused) and answer.code in STOPPING)
            answers.append(answer)
        return answers

    def keep(self) -> bool:
        """Keep what was admitted; return whether the database took all of it."""
        if not self.admitted:
            return True
        try:
            with transaction.atomic():
                _keep(self.known, self.head, self.admitted, received_at=self.clock.now())
        except (IntegrityError, DataError, *_UNFORESEEN):
            # LookupError: a mark of somebody who has no row beside the ledger.
            return False
        return True

    def receipts(self, answers: Sequence[KeptEntry | Refused]) -> tuple[Answer, ...]:
        around = self.known.around
        id_by_index = {one.index: id for id, one in self.there.items()}
        return tuple(
            one
            if isinstance(one, Refused)
            else Receipt(
                id=id_by_index[one.index],
                index=one.index,
                leaf_hash=one.leaf_hash,
                checkpoint_size=around.checkpoint_size,
                checkpoint_root=around.checkpoint_root,
            )
            for one in answers
        )

    def _read(self, one: Submission) -> Envelope | Refused:
        try:
            return self.known.reception.read(one.packet)
        except CoreError as wrong:
            return Refused(id="", code=wrong.code, facts=wrong.facts)
        except _UNFORESEEN:
            return Refused(id="", code="packet_not_kept")

    def _judged(self, one: Submission, envelope: Envelope, *, is_stopped: bool) -> KeptEntry | Refused:
        try:
            return self._admitted(one, envelope, is_stopped=is_stopped)
        except CoreError as wrong:
            if isinstance(wrong, Alarming):
                raise_alarm(self.known, wrong, at=self.clock.now())
            return Refused(id=envelope.id, code=wrong.code, facts=wrong.facts)
        except _UNFORESEEN as wrong:
            if not self.known.reception.is_whole:
                raise _BrokenOffError from wrong
            return Refused(id=envelope.id, code="packet_not_kept")

    def _admitted(self, one: Submission, envelope: Envelope, *, is_stopped: bool) -> KeptEntry:
        there = self.there.get(envelope.id)
        if there is not None:
            if (there.envelope, there.signature) == (one.envelope, one.signature):
                return there
            raise Alarming(AlarmKind.PACKET_DIFFERS, "packet_differs", id=envelope.id, device=there.device)
        if is_stopped and envelope.type is not EntryType.APPROVAL:
            raise CoreError("event_read_only", key=self.known.event.key)
        admitted = self.known.reception.admit(one.packet, one.opening, envelope=envelope)
        self.admitted.append(admitted)
        there = KeptEntry(admitted.index, admitted.leaf_hash, one.envelope, one.signature, envelope.device)
        self.there[envelope.id] = there
        return there


def _one_by_one(ref: EventRef, submissions: Sequence[Submission], *, clock: Clock) -> tuple[Answer, ...]:
    """Take packets in singly, after something of a group could not be kept."""
    answers: list[Answer] = []
    for one in submissions:
        try:
            answered = _together(ref, [one], clock=clock)
        except _BrokenOffError:
            answered = None
        answers.extend(answered or [Refused(id=_id_in(one), code="packet_not_kept")])
    return tuple(answers)


def _together(ref: EventRef, submissions: Sequence[Submission], *, clock: Clock) -> tuple[Answer, ...] | None:
    """Take packets in, in one transaction; return None when the database did not keep them."""
    event = event_row(ref)
    with transaction.atomic():
        head = locked_head(event)
        with knowing(event, head) as known:
            # One enrolment would turn an imported ledger into a signed one that no verifier believes.
            if not known.policy.signed_marks:
                raise CoreError("event_not_signed", key=event.key)
            group = _Group(known, head, clock)
            answers = group.judge(submissions)
            return group.receipts(answers) if group.keep() else None


def _id_in(one: Submission) -> str:
    # It was read before: what breaks off is the taking of a packet, not its reading.
    return envelope_of(one.envelope).id


def _keep(known: Known, head: LedgerHead, admitted: Sequence[Admitted], *, received_at: datetime) -> None:
    entries = [
        NewEntry(
            agency_id=head.agency_id,
            event_id=head.event_id,
            index=one.index,
            envelope=one.packet.envelope,
            signature=one.packet.signature,
            leaf_hash=one.leaf_hash,
            ulid=one.envelope.id,
            type=one.envelope.type.value,
            subject=one.envelope.subject,
            device=one.envelope.device,
            dseq=one.envelope.dseq,
            received_at=received_at,
            opening=(one.opening.salt, one.opening.payload, one.opening.note_salt, one.opening.note),
        )
        for one in admitted
    ]
    keep_rows(known, admitted, keep_entries(entries))
    move_head(head, known.reception.frontier)
