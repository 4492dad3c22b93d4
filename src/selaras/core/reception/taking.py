"""Taking signed packets in: may this one enter now, as the ledger stands?

Everything is asked here that a verifier will ask of the entry later (``docs/evidence-format.md``, sections 2,
3, 7, 11 and 12, with the same reason codes): nothing is acknowledged that a bundle would be refused for.
Beyond it what an office can still mend while the examiner is there: pair, attendance, criteria, scale.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from selaras.core import casefile as c
from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact, written
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.ledger import Frontier, root_of
from selaras.core.evidence.opening import Sealed
from selaras.core.evidence.packet import (
    Envelope,
    Opening,
    Packet,
    Seen,
    SignatureKind,
    check_signature_length,
    commitment,
    envelope_of,
)
from selaras.core.life import Life
from selaras.core.reception.alarms import STOPPING, Alarming, AlarmKind, Raised
from selaras.core.reception.desk import OF_PROCEEDINGS, Desk
from selaras.core.reception.office_entries import CLASS_BY_TYPE

LARGEST_PAYLOAD = 65_536
LARGEST_NOTE = 65_536
# What a device may send by itself; all else is entered by the office, through its own actions.
RECEIVED = frozenset(
    {
        EntryType.ENROLMENT,
        EntryType.RATING_SHEET,
        EntryType.RECONFIRMATION,
        EntryType.APPROVAL,
        EntryType.PROPOSAL,
        *OF_PROCEEDINGS,
        *CLASS_BY_TYPE,
    }
)
_MOST_ROOTS = 256
# Before the lock whoever reaches the server can enrol; without a limit also until its disk is full.
MOST_DEVICES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A packet that was taken in, and what it said; the sheet names its person by the code."""

    index: int
    envelope: Envelope
    packet: Packet
    leaf_hash: bytes
    opening: Opening
    payload: Json
    sheet: c.RatingSheet | None = None


class Reception:
    """What a ledger says so far about who may enter what next.

    ``learn`` for what stands in it already, ``admit`` for what somebody sends, ``enter`` for what the server
    itself appends. A refusal leaves everything as it was.

    is_whole : False once something unforeseen broke off the taking of an entry; it must be made anew then
    """

    def __init__(self, *, log: str, log_keys: Sequence[bytes], signed: bool = True) -> None:
        self.log = log
        self.keyring = Keyring(log=log, log_keys=log_keys)
        self.life = Life(signed=signed)
        self._frontier = Frontier()
        self._leaves: list[bytes] = []
        self._chains: dict[str, tuple[int, str]] = {}
        self._desk = Desk()
        self._settled: dict[str, int] = {}  # by device that was revoked, or "" for a restoration: where
        self._roots: dict[int, bytes] = {}
        self.is_whole = True

    @property
    def size(self) -> int:
        return len(self._leaves)

    @property
    def frontier(self) -> Frontier:
        """Return the tree's frontier; hashes of a group are added to it once, when it is asked for."""
        if behind := self._leaves[self._frontier.size :]:
            self._frontier = self._frontier.extended(behind)
        return self._frontier

    def last_of(self, device: str) -> tuple[int, str]:
        """Return counter and digest of a device's last entry; (0, "") before its first."""
        return self._chains.get(device, (0, ""))

    def learn(self, sealed: Sealed) -> None:
        """Take an entry of the ledger as it stands; whoever learns compares the root at the end.

        Form, signature and chain were judged when it entered, and the root shows that these are the bytes.
        Payloads stand beside the tree, so their commitments are judged again.
        """
        envelope = _as_entered(sealed.packet.envelope)
        if sealed.opening is not None:
            _check_commitments(envelope, sealed.opening)
        payload = None if sealed.opening is None else json.loads(sealed.opening.payload)
        self._take(sealed.packet, envelope, sealed.opening, payload)

    def enter(self, packet: Packet, opening: Opening) -> Admitted:
        """Judge and take an entry that the server makes itself, by its signature and the event's life."""
        envelope, payload = envelope_of(packet.envelope), read_exact(opening.payload)
        self.keyring.check(self.size, envelope, packet)
        self._check_chain(envelope)
        return self._taken(packet, envelope, opening, payload)

    def read(self, packet: Packet) -> Envelope:
        """Return what the envelope of a packet says, once it is one that a device may send to this ledger."""
        envelope = envelope_of(packet.envelope)
        if envelope.log != self.log:
            raise CoreError("entry_of_another_log", expected=self.log, got=envelope.log)
        if envelope.sig_alg is not SignatureKind.DEVICE:
            raise CoreError("packet_not_by_a_device", got=envelope.sig_alg.value)
        check_signature_length(envelope.sig_alg, packet.signature)
        if envelope.type not in RECEIVED:
            raise CoreError("packet_of_this_type_not_received", got=envelope.type.value)
        return envelope

    def admit(self, packet: Packet, opening: Opening, *, envelope: Envelope) -> Admitted:
        """Return what was taken in, or refuse it by the first thing that does not hold; ``read`` it first."""
        is_known = self.keyring.device_key(envelope.device) is not None
        if is_known or envelope.type is not EntryType.ENROLMENT:
            # Nothing of a payload is read before somebody who may send one has signed it.
            self.keyring.check(self.size, envelope, packet)
            payload = _opened(envelope, opening)
        else:
            payload = _opened(envelope, opening)
            self.keyring.check(self.size, envelope, packet, payload=payload)
        self._check_chain(envelope)
        if is_known:
            self._check_seen(envelope)
        if envelope.type is EntryType.ENROLMENT and self._n_devices() >= MOST_DEVICES:
            raise CoreError("devices_too_many", most=MOST_DEVICES)
        sheet = self._desk.check(envelope, payload, by=self.life.devices.get(envelope.device))
        if not is_known:
            self._check_seen_by_stranger(envelope)
        return self._taken(packet, envelope, opening, payload, sheet)

    def root_at(self, size: int) -> bytes:
        """Return the root of the first ``size`` entries."""
        if size not in self._roots:
            if len(self._roots) >= _MOST_ROOTS:
                self._roots.clear()
            self._roots[size] = root_of(self._leaves[:size])
        return self._roots[size]

    def scheme_digest(self) -> str:
        """Return the digest of what is locked, or would be if it were locked now."""
        if self.life.locked is not None:
            return self.life.locked
        return self._desk.scheme_digest()

    def is_stopped_by(self, alarms: Iterable[Raised]) -> bool:
        """Return whether an alarm stands; a restoration by two people, or revoking the device, ends it."""
        return any(
            one.kind in STOPPING
            and max(self._settled.get(one.device, -1), self._settled.get("", -1)) < one.size
            for one in alarms
        )

    def _check_chain(self, envelope: Envelope) -> None:
        dseq, digest = self.last_of(envelope.device)
        if (envelope.dseq, envelope.prev) == (dseq + 1, digest):
            return
        facts = {"device": envelope.device, "expected": dseq + 1, "got": envelope.dseq}
        if envelope.dseq > dseq + 1:
            raise CoreError("chain_broken", **facts)
        # Signed by the device, and yet not what it sent before: one of the two is a copy or a forgery.
        raise Alarming(AlarmKind.CHAIN_FORKED, "chain_broken", **facts)

    def _check_seen(self, envelope: Envelope) -> None:
        seen = envelope.seen
        facts = {"device": envelope.device, "seen": seen.size, "size": self.size}
        if seen.size > self.size:
            raise Alarming(AlarmKind.SEEN_AHEAD, "seen_ahead", **facts)
        if self.root_at(seen.size).hex() != seen.root:
            raise Alarming(AlarmKind.SEEN_ANOTHER_LEDGER, "seen_another_ledger", **facts)

    def _check_seen_by_stranger(self, envelope: Envelope) -> None:
        """Refuse what a device not enrolled yet says it saw; anybody can make one, so it is no alarm."""
        try:
            self._check_seen(envelope)
        except Alarming as wrong:
            raise CoreError(wrong.code, **wrong.facts) from wrong

    def _n_devices(self) -> int:
        return sum(not self.keyring.is_revoked(one) for one in self.life.devices)

    def _taken(
        self,
        packet: Packet,
        envelope: Envelope,
        opening: Opening,
        payload: Json,
        sheet: c.RatingSheet | None = None,
    ) -> Admitted:
        index = self.size
        self._take(packet, envelope, opening, payload)
        return Admitted(
            index=index,
            envelope=envelope,
            packet=packet,
            leaf_hash=self._leaves[index],
            opening=opening,
            payload=payload,
            sheet=sheet,
        )

    def _take(self, packet: Packet, envelope: Envelope, opening: Opening | None, payload: Json) -> None:
        index = self.size
        self.is_whole = False
        try:
            self.life.take(index, envelope, payload)
        except CoreError:
            self.is_whole = True
            raise
        self.keyring.take(index, envelope, payload)
        self._leaves.append(packet.leaf_hash)
        self._chains[envelope.device] = (envelope.dseq, packet.digest)
        if opening is not None:
            self._desk.take(envelope, payload, opening.note.decode())
        if envelope.type is EntryType.REVOCATION and isinstance(payload, dict):
            self._settled[str(payload.get("device"))] = index
        elif envelope.type is EntryType.RESTORATION:
            self._settled[""] = index
        self.is_whole = True


def _as_entered(data: bytes) -> Envelope:
    """Return what an envelope of the ledger says, without judging it again: five times as fast."""
    told = json.loads(data)
    told["type"], told["sig_alg"] = EntryType(told["type"]), SignatureKind(told["sig_alg"])
    told["seen"] = Seen(**told["seen"])
    return Envelope(**told)


def _check_commitments(envelope: Envelope, opening: Opening) -> None:
    if commitment(salt=opening.salt, content=opening.payload) != envelope.commit:
        raise CoreError("commitment_does_not_open", part="payload")
    if commitment(salt=opening.note_salt, content=opening.note) != envelope.note_commit:
        raise CoreError("commitment_does_not_open", part="note")


def _opened(envelope: Envelope, opening: Opening) -> Json:
    if len(opening.payload) > LARGEST_PAYLOAD or len(opening.note) > LARGEST_NOTE:
        raise CoreError("packet_too_large", most=LARGEST_PAYLOAD)
    _check_commitments(envelope, opening)
    payload = read_exact(opening.payload)
    if written(payload, sort_keys=True) != opening.payload:
        raise CoreError("payload_not_canonical")
    try:
        opening.note.decode()
    except UnicodeDecodeError as wrong:
        raise CoreError("json_not_unicode") from wrong
    return payload
