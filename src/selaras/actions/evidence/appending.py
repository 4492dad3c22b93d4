"""Entries into an event's ledger, and everything in it opened and checked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from selaras.actions.evidence.projections import keep_rows
from selaras.actions.evidence.receptions import knowing, wants_signatures
from selaras.core.entries import EntryDraft, EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.keyring import SERVER_DEVICE
from selaras.core.evidence.ledger import EMPTY_ROOT, Frontier
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
)
from selaras.core.evidence.writing import envelope_bytes, log_name, moment, ulid
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records.models import Entry, Erasure, Event, LedgerHead, Payload

_ID_BYTES = 10
# What ends an alarm, or must be possible for that.
_WHILE_STOPPED = frozenset({EntryType.RESTORATION, EntryType.REVOCATION, EntryType.LOG_KEY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """How far an event's ledger has come."""

    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """An entry that was made but not kept yet."""

    envelope: Envelope
    packet: Packet
    opening: Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What all entries of one appending have in common; without a signer they are imported."""

    signer: Signer | None
    log: str
    actor: str
    declared_at: str
    at: datetime

    @property
    def device(self) -> str:
        return SERVER_DEVICE if self.signer else IMPORT_DEVICE

    def signed(self, envelope: Envelope) -> Packet:
        data = envelope_bytes(envelope)
        return Packet(data, self.signer.sign(data) if self.signer else b"")


@transaction.atomic
def append(
    event: Event,
    drafts: Sequence[EntryDraft],
    *,
    actor: str,
    declared_at: date | datetime,
    clock: Clock,
    chance: Chance,
    signer: Signer | None = None,
    is_vouched: bool = False,
) -> tuple[Entry, ...]:
    """Append entries, all or none, and return their rows in order.

    declared_at : when the facts came about, as the actor says; the clock says when they are entered
    signer : the log key; entries are then of the class *server-ed25519* and judged by the event's life, so
        that nothing is signed that a verifier would refuse. Without it they are of the class *imported*.
    is_vouched : two people vouch for what nobody can sign, the entry of a lost log key; it is judged too
    """
    head = locked_head(event)
    declared = moment(declared_at) if isinstance(declared_at, datetime) else declared_at.isoformat()
    source = _Source(signer=signer, log=_log_of(event), actor=actor, declared_at=declared, at=clock.now())
    made = _made(drafts, source, chance=chance, last=_last_of_device(event, source.device))
    if signer is None and not is_vouched:
        if wants_signatures(event):
            raise CoreError("entry_not_signed", key=event.key)
        return _keep(head, made, received_at=source.at)
    with knowing(event, head) as known:
        if not {one.type for one in drafts} <= _WHILE_STOPPED and known.is_stopped():
            raise CoreError("event_read_only", key=event.key)
        admitted = [known.reception.enter(one.packet, one.opening) for one in made]
        kept = _keep(head, made, received_at=source.at)
        keep_rows(known, admitted, {one.index: one.pk for one in kept})
    return kept


def head_of(event: Event) -> Head:
    """Return size and root of an event's ledger; before its first entry it is empty."""
    head = LedgerHead.objects.filter(event=event).first()
    return Head(size=head.size, root=bytes(head.root)) if head else Head(size=0, root=EMPTY_ROOT)


@transaction.atomic
def opened_entries(event: Event) -> tuple[Opened, ...]:
    """Return every payload of an event, once chain, commitments and root were checked.

    Inside an action the ledger stays held until it ends: nothing enters between reading and freezing.
    """
    head = locked_head(event)
    n_kept = Entry.objects.filter(event=event).count()
    if n_kept != head.size:
        raise CoreError("ledger_size_wrong", expected=head.size, got=n_kept)
    return opened_ledger(ledger_of(event))


def ledger_of(event: Event) -> Ledger:
    """Return an event's ledger as it is kept, without holding up whoever appends."""
    head = head_of(event)
    # Entries never change and come with their head, so those below its size belong to one moment.
    kept = Entry.objects.filter(event=event, index__lt=head.size).order_by("index")
    rows = list(kept.values_list("id", "envelope", "signature"))
    opening_by_entry = {
        entry: Opening(salt=bytes(salt), payload=bytes(payload), note_salt=bytes(note_salt), note=bytes(note))
        for entry, salt, payload, note_salt, note in Payload.objects.filter(entry__event=event).values_list(
            "entry_id", "salt", "payload", "note_salt", "note"
        )
    }
    # Asked last: a payload that was not found was erased before, and its order stands by now.
    erased = set(Erasure.objects.filter(entry__event=event).values_list("entry_id", flat=True))
    entries: list[Sealed] = []
    for entry, envelope, signature in rows:
        if entry not in opening_by_entry and entry not in erased:
            raise CoreError("payload_missing", index=len(entries))
        packet = Packet(bytes(envelope), bytes(signature))
        entries.append(Sealed(packet, opening_by_entry.get(entry)))
    return Ledger(log=_log_of(event), size=head.size, root=head.root, entries=tuple(entries))


def _log_of(event: Event) -> str:
    return log_name(agency=event.agency.code, event=event.key)


def locked_head(event: Event) -> LedgerHead:
    """Return the head of an event's ledger, held until the transaction ends: whoever appends waits for it."""
    # On SQLite every transaction is IMMEDIATE and holds the one write lock already.
    heads = LedgerHead.objects.select_for_update()
    head = heads.filter(event=event).first()
    if head is None:
        empty = LedgerHead(event=event, agency_id=event.agency_id, size=0, frontier=b"", root=EMPTY_ROOT)
        # Whoever comes second waits for the first and then finds its head.
        LedgerHead.objects.bulk_create([empty], ignore_conflicts=True)
        head = heads.get(event=event)
    return head


def _last_of_device(event: Event, device: str) -> tuple[int, str]:
    """Return counter and digest of a device's last entry; (0, "") before its first."""
    rows = Entry.objects.filter(event=event, device=device).order_by("-dseq")
    last = rows.values_list("dseq", "envelope", "signature").first()
    return (last[0], Packet(bytes(last[1]), bytes(last[2])).digest) if last else (0, "")


def _made(
    drafts: Sequence[EntryDraft], source: _Source, *, chance: Chance, last: tuple[int, str]
) -> list[_Made]:
    made: list[_Made] = []
    dseq, prev = last
    # One draw for all: asking the system for every salt costs more than hashing it.
    share = 2 * SALT_BYTES + _ID_BYTES
    drawn = chance.draw(share * len(drafts))
    for n, draft in enumerate(drafts):
        one = _sealed(draft, source, chain=(dseq + 1, prev), drawn=drawn[n * share : (n + 1) * share])
        dseq, prev = one.envelope.dseq, one.packet.digest
        made.append(one)
    return made


def _sealed(draft: EntryDraft, source: _Source, *, chain: tuple[int, str], drawn: bytes) -> _Made:
    opening = Opening(
        salt=drawn[:SALT_BYTES],
        payload=canonical(draft.payload),
        note_salt=drawn[SALT_BYTES : 2 * SALT_BYTES],
        note=draft.note.encode(),
    )
    envelope = Envelope(
        version=FORMAT_VERSION,
        type=draft.type,
        log=source.log,
        id=ulid(source.at, drawn[2 * SALT_BYTES :]),
        device=source.device,
        dseq=chain[0],
        prev=chain[1],
        subject=draft.subject,
        method=draft.method,
        form=draft.form,
        commit=commitment(salt=opening.salt, content=opening.payload),
        # An absent note is committed to as well, so that nobody learns who has one.
        note_commit=commitment(salt=opening.note_salt, content=opening.note),
        sig_alg=SignatureKind.SERVER if source.signer else SignatureKind.IMPORTED,
        actor=source.actor,
        declared_at=source.declared_at,
        device_at=moment(source.at),
        seen=NOTHING_SEEN,
    )
    return _Made(envelope=envelope, packet=source.signed(envelope), opening=opening)


def _keep(head: LedgerHead, made: Sequence[_Made], *, received_at: datetime) -> tuple[Entry, ...]:
    """Keep entries behind the locked head and move it forward, in the caller's transaction."""
    hashes = [one.packet.leaf_hash for one in made]
    # Indices come from the head: a database sequence would leave gaps after every rollback.
    rows = [
        Entry(
            agency_id=head.agency_id,
            event_id=head.event_id,
            index=index,
            envelope=one.packet.envelope,
            signature=one.packet.signature,
            leaf_hash=leaf_hash,
            ulid=one.envelope.id,
            type=one.envelope.type.value,
            subject=one.envelope.subject,
            device=one.envelope.device,
            dseq=one.envelope.dseq,
            received_at=received_at,
        )
        for index, (one, leaf_hash) in enumerate(zip(made, hashes, strict=True), start=head.size)
    ]
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
    move_head(head, Frontier.from_bytes(head.size, bytes(head.frontier)).extended(hashes))
    return tuple(kept)


def move_head(head: LedgerHead, frontier: Frontier) -> None:
    """Keep how far the ledger has come, in the transaction that holds the head."""
    head.size, head.frontier, head.root = frontier.size, frontier.to_bytes(), frontier.root
    head.save(update_fields=["size", "frontier", "root"])
