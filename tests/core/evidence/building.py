"""Ledgers of a few entries for tests, made by the core alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.ledger import root_of
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import NOTHING_SEEN, Envelope, Opening, Packet, SignatureKind, commitment
from selaras.core.evidence.writing import envelope_bytes, moment, ulid

LOG = "selaras/bengkulu/job-fit-2024"
AT = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)


def envelope(**changes: object) -> Envelope:
    """Return the envelope of Ani's first mark of Budi."""
    one = Envelope(
        version=1,
        type=EntryType.RATING_SHEET,
        log=LOG,
        id="01HNHP8SR00000000000000000",
        device="import",
        dseq=1,
        prev="",
        subject="P-001",
        method="interview",
        form="ab" * 32,
        commit="cd" * 32,
        note_commit="ef" * 32,
        sig_alg=SignatureKind.IMPORTED,
        actor="importer",
        declared_at="2024-02-01",
        device_at="2024-02-01T09:30:00.000Z",
        seen=NOTHING_SEEN,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def sealed(
    number: int, payload: Json, *, prev: str, kind: EntryType = EntryType.RATING_SHEET, note: str = ""
) -> Sealed:
    """Return the entry that follows ``number`` others."""
    opening = Opening(
        salt=bytes([number]) * 32,
        payload=canonical(payload),
        note_salt=bytes([number + 100]) * 32,
        note=note.encode(),
    )
    made = envelope(
        type=kind,
        id=ulid(AT, number.to_bytes(10)),
        dseq=number + 1,
        prev=prev,
        subject=f"P-{number:03d}",
        commit=commitment(salt=opening.salt, content=opening.payload),
        note_commit=commitment(salt=opening.note_salt, content=opening.note),
        device_at=moment(AT),
    )
    return Sealed(Packet(envelope_bytes(made), b""), opening)


def ledger(n: int = 5) -> Ledger:
    """Return a ledger of n marks by one device."""
    entries: list[Sealed] = []
    for number in range(n):
        prev = entries[-1].packet.digest if entries else ""
        entries.append(sealed(number, {"mark": 400 + number}, prev=prev, note=f"catatan {number}"))
    return headed(entries)


def headed(entries: Sequence[Sealed]) -> Ledger:
    """Return a ledger whose head fits its entries, whatever they are."""
    root = root_of([one.packet.leaf_hash for one in entries])
    return Ledger(log=LOG, size=len(entries), root=root, entries=tuple(entries))
