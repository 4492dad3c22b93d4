"""Entries into an event's ledger, and everything in it opened and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from selaras.core.entries import EntryDraft, Opened
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.ledger import Frontier
from selaras.core.evidence.opening import Ledger, Sealed, opened_ledger
from selaras.core.evidence.packet import (
    FORMAT_VERSION,
    IMPORT_DEVICE,
    NOTHING_SEEN,
    SALT_BYTES,
    Envelope,
    Opening,
    Packet,
    SignatureKind,
    commitment,
    envelope_bytes,
    log_name,
    moment,
    ulid,
)
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.records.models import Entry, Erasure, Event, LedgerHead, Payload

_ID_BYTES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRef:
    """Where an entry stands in its ledger."""

    index: int
    id: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """An entry that was made but not kept yet."""

    envelope: Envelope
    packet: Packet
    opening: Opening


def open_ledger(event: Event) -> None:
    """Give a new event its empty ledger."""
    LedgerHead.objects.create(
        event=event, agency_id=event.agency_id, size=0, frontier=b"", root=Frontier().root
    )


@transaction.atomic
def append(
    event: Event,
    drafts: Sequence[EntryDraft],
    *,
    actor: str,
    declared_at: date | datetime,
    clock: Clock,
    chance: Chance,
    sig_alg: SignatureKind = SignatureKind.IMPORTED,
) -> tuple[EntryRef, ...]:
    """Append entries of the class *imported*, all or none, and return where they stand.

    ``declared_at`` is when the facts came about, as the actor says; the clock says when they are entered.
    """
    if sig_alg is not SignatureKind.IMPORTED:
        raise CoreError("signature_missing", sig_alg=sig_alg.value)
    head = _locked_head(event)
    now = clock.now()
    made = _made(
        drafts,
        log=log_name(agency=event.agency.code, event=event.key),
        actor=actor,
        declared_at=moment(declared_at) if isinstance(declared_at, datetime) else declared_at.isoformat(),
        now=now,
        chance=chance,
        last=_last_of_device(event, IMPORT_DEVICE),
    )
    _keep(head, made, received_at=now)
    return tuple(
        EntryRef(index=n, id=one.envelope.id, digest=one.packet.digest)
        for n, one in enumerate(made, start=head.size - len(made))
    )


def opened_entries(event: Event) -> tuple[Opened, ...]:
    """Return every payload of an event, once chain, commitments and root were checked."""
    return opened_ledger(ledger_of(event))


@transaction.atomic
def ledger_of(event: Event) -> Ledger:
    """Return an event's ledger as it is kept, head and entries of one moment."""
    head = _locked_head(event)
    erased = set(Erasure.objects.filter(entry__event=event).values_list("entry_id", flat=True))
    rows = Entry.objects.filter(event=event).order_by("index")
    entries: list[Sealed] = []
    for row in rows.values_list(
        "id",
        "envelope",
        "signature",
        "payload__salt",
        "payload__payload",
        "payload__note_salt",
        "payload__note",
    ):
        key, (envelope, signature, *parts) = row[0], row[1:]
        opening = None
        if parts[0] is not None:
            salt, payload, note_salt, note = map(bytes, parts)
            opening = Opening(salt=salt, payload=payload, note_salt=note_salt, note=note)
        elif key not in erased:
            raise CoreError("payload_missing", index=len(entries))
        entries.append(Sealed(Packet(bytes(envelope), bytes(signature)), opening))
    return Ledger(
        log=log_name(agency=event.agency.code, event=event.key),
        size=head.size,
        root=bytes(head.root),
        entries=tuple(entries),
    )


def _locked_head(event: Event) -> LedgerHead:
    # On SQLite every transaction is IMMEDIATE and holds the one write lock already.
    head = LedgerHead.objects.select_for_update().filter(event=event).first()
    if head is None:
        raise CoreError("ledger_not_opened", event=event.key)
    return head


def _last_of_device(event: Event, device: str) -> tuple[int, str]:
    """Return counter and digest of a device's last entry; (0, "") before its first."""
    rows = Entry.objects.filter(event=event, device=device).order_by("-dseq")
    last = rows.values_list("dseq", "envelope", "signature").first()
    return (last[0], Packet(bytes(last[1]), bytes(last[2])).digest) if last else (0, "")


def _made(
    drafts: Sequence[EntryDraft],
    *,
    log: str,
    actor: str,
    declared_at: str,
    now: datetime,
    chance: Chance,
    last: tuple[int, str],
) -> list[_Made]:
    made: list[_Made] = []
    dseq, prev = last
    # One draw for all: asking the system for every salt costs more than hashing it.
    share = 2 * SALT_BYTES + _ID_BYTES
    drawn = memoryview(chance.draw(share * len(drafts)))
    for n, draft in enumerate(drafts):
        dseq += 1
        own = bytes(drawn[n * share : (n + 1) * share])
        opening = Opening(
            salt=own[:SALT_BYTES],
            payload=canonical(draft.payload),
            note_salt=own[SALT_BYTES : 2 * SALT_BYTES],
            note=b"",
        )
        envelope = Envelope(
            version=FORMAT_VERSION,
            type=draft.type,
            log=log,
            id=ulid(now, own[2 * SALT_BYTES :]),
            device=IMPORT_DEVICE,
            dseq=dseq,
            prev=prev,
            subject=draft.subject,
            method=draft.method,
            form=draft.form,
            commit=commitment(salt=opening.salt, content=opening.payload),
            note_commit=commitment(salt=opening.note_salt, content=opening.note),
            sig_alg=SignatureKind.IMPORTED,
            actor=actor,
            declared_at=declared_at,
            device_at=moment(now),
            seen=NOTHING_SEEN,
        )
        packet = Packet(envelope_bytes(envelope), b"")
        prev = packet.digest
        made.append(_Made(envelope=envelope, packet=packet, opening=opening))
    return made


def _keep(head: LedgerHead, made: Sequence[_Made], *, received_at: datetime) -> None:
    """Keep entries behind the locked head and move it forward, in the caller's transaction."""
    # Indices come from the head: a database sequence would leave gaps after every rollback.
    rows = [_row(head, head.size + n, one, received_at) for n, one in enumerate(made)]
    kept = Entry.objects.bulk_create(rows)
    Payload.objects.bulk_create(
        Payload(
            entry=row,
            agency_id=head.agency_id,
            salt=one.opening.salt,
            payload=one.opening.payload,
            note_salt=one.opening.note_salt,
            note=one.opening.note,
        )
        for row, one in zip(kept, made, strict=True)
    )
    frontier = Frontier.from_bytes(head.size, bytes(head.frontier)).extended(row.leaf_hash for row in rows)
    head.size, head.frontier, head.root = frontier.size, frontier.to_bytes(), frontier.root
    head.save(update_fields=["size", "frontier", "root"])


def _row(head: LedgerHead, index: int, made: _Made, received_at: datetime) -> Entry:
    return Entry(
        agency_id=head.agency_id,
        event_id=head.event_id,
        index=index,
        envelope=made.packet.envelope,
        signature=made.packet.signature,
        leaf_hash=made.packet.leaf_hash,
        ulid=made.envelope.id,
        type=made.envelope.type.value,
        subject=made.envelope.subject,
        device=made.envelope.device,
        dseq=made.envelope.dseq,
        received_at=received_at,
    )
