"""A whole ledger opened: every commitment, every device's chain and the root, or a refusal by index."""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.evidence.erasures import erased_by
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.ledger import root_of
from selaras.core.evidence.packet import (
    Envelope,
    Opening,
    Packet,
    check_signature_length,
    commitment,
    envelope_of,
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry as it is kept; without an opening its payload was erased."""

    packet: Packet
    opening: Opening | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """All entries of one event with the head that they must add up to."""

    log: str
    size: int
    root: bytes
    entries: tuple[Sealed, ...]

    def root_at(self, size: int) -> bytes:
        """Return the root that the ledger had when it held this many entries."""
        if not 0 <= size <= len(self.entries):
            raise CoreError("ledger_shorter", size=len(self.entries), asked=size)
        return root_of([one.packet.leaf_hash for one in self.entries[:size]])


def opened_ledger(ledger: Ledger) -> tuple[Opened, ...]:
    """Return the payload of every entry, in order; whatever does not hold is refused by its index.

    An entry without an opening is left out when an erasure entry names it, and refused otherwise.
    """
    if len(ledger.entries) != ledger.size:
        raise CoreError("ledger_size_wrong", expected=ledger.size, got=len(ledger.entries))
    envelopes = tuple(_envelope_at(n, one, ledger.log) for n, one in enumerate(ledger.entries))
    _check_chains(ledger.entries, envelopes)
    if ledger.root_at(ledger.size) != ledger.root:
        raise CoreError("ledger_root_wrong", log=ledger.log, size=ledger.size)
    opened = tuple(
        None if sealed.opening is None else _opened_at(n, sealed.opening, envelope)
        for n, (sealed, envelope) in enumerate(zip(ledger.entries, envelopes, strict=True))
    )
    erased = _erased_indices(opened)
    for n, one in enumerate(opened):
        if one is None and n not in erased:
            raise CoreError("payload_missing", index=n)
    return tuple(one for one in opened if one is not None)


def _envelope_at(index: int, sealed: Sealed, log: str) -> Envelope:
    try:
        envelope = envelope_of(sealed.packet.envelope)
        check_signature_length(envelope.sig_alg, sealed.packet.signature)
    except CoreError as wrong:
        raise CoreError(wrong.code, index=index, **wrong.facts) from wrong
    if envelope.log != log:
        raise CoreError("entry_of_another_log", index=index, expected=log, got=envelope.log)
    return envelope


def _check_chains(entries: Sequence[Sealed], envelopes: Sequence[Envelope]) -> None:
    ids: set[str] = set()
    last: dict[str, tuple[int, str]] = {}
    for n, (sealed, envelope) in enumerate(zip(entries, envelopes, strict=True)):
        if envelope.id in ids:
            raise CoreError("entry_id_twice", index=n, id=envelope.id)
        ids.add(envelope.id)
        dseq, digest = last.get(envelope.device, (0, ""))
        if (envelope.dseq, envelope.prev) != (dseq + 1, digest):
            raise CoreError(
                "chain_broken", index=n, device=envelope.device, expected=dseq + 1, got=envelope.dseq
            )
        last[envelope.device] = (envelope.dseq, sealed.packet.digest)


def _opened_at(index: int, opening: Opening, envelope: Envelope) -> Opened:
    committed = (
        (commitment(salt=opening.salt, content=opening.payload), envelope.commit, "payload"),
        (commitment(salt=opening.note_salt, content=opening.note), envelope.note_commit, "note"),
    )
    for got, expected, part in committed:
        if got != expected:
            raise CoreError("commitment_does_not_open", index=index, part=part)
    try:
        payload = read_exact(opening.payload)
    except CoreError as wrong:
        raise CoreError(wrong.code, index=index, **wrong.facts) from wrong
    try:
        note = opening.note.decode()
    except UnicodeDecodeError as wrong:
        raise CoreError("json_not_unicode", index=index) from wrong
    return Opened(envelope.type, envelope.subject, payload, note)


def _erased_indices(opened: Sequence[Opened | None]) -> frozenset[int]:
    erased: set[int] = set()
    for at, one in enumerate(opened):
        if one is not None and one.type is EntryType.ERASURE:
            found = erased_by(one.payload, at=at)
            if not found:
                raise CoreError("erasure_wrong", index=at)
            erased.update(found)
    return frozenset(erased)
