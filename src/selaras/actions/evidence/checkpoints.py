"""Checkpoints: the ledger's size and root signed by the log key, and what witnesses put under them.

A checkpoint may leave the building at any moment: it is made from the held head and kept before it is shown.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import locked_head
from selaras.actions.evidence.receptions import knowing, policy_in_force
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import (
    MOST_SIGNATURES,
    Checkpoint,
    KeyKind,
    SignatureLine,
    SignedNote,
    VerifierKey,
    checkpoint_text,
    cosigners,
    signed_note_of,
)
from selaras.core.evidence.cosigning import log_signature_line
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A checkpoint as it stands: the signed note with every cosignature that came."""

    size: int
    root: bytes
    note: bytes


def make_checkpoint(ref: EventRef, *, log_key: Signer, actor: Actor, clock: Clock) -> Made:
    """Sign the ledger as it stands now and keep the note; of a size that was signed already, return that."""
    require(actor, "make_checkpoint")
    with transaction.atomic():
        return checkpoint_now(event_row(ref), log_key=log_key, clock=clock)


def checkpoint_now(event: rows.Event, *, log_key: Signer, clock: Clock) -> Made:
    """Sign the ledger in the transaction of an action that was allowed already."""
    head = locked_head(event)
    if head.size == 0:
        raise CoreError("checkpoint_of_nothing", key=event.key)
    made = rows.Checkpoint.objects.filter(event=event, size=head.size).first()
    if made is None:
        made = rows.Checkpoint.objects.create(
            agency_id=event.agency_id,
            event=event,
            size=head.size,
            root=bytes(head.root),
            note=_signed(event, head, log_key).to_bytes(),
            made_at=clock.now(),
        )
    return Made(size=made.size, root=bytes(made.root), note=_note_of(made).to_bytes())


def checkpoint_by(event: rows.Event, *, acting: Acting) -> None:
    """Sign the ledger where there is a key for it; an imported event goes on without."""
    if acting.signer is not None:
        checkpoint_now(event, log_key=acting.signer, clock=acting.clock)


def latest_checkpoint(ref: EventRef) -> bytes | None:
    """Return the note of the last checkpoint, with its cosignatures; None before the first."""
    last = rows.Checkpoint.objects.filter(event=event_row(ref)).order_by("-size").first()
    return None if last is None else _note_of(last).to_bytes()


def checkpoints_of(ref: EventRef) -> dict[int, bytes]:
    """Return every note of an event by its size, each with its cosignatures."""
    found = rows.Checkpoint.objects.filter(event=event_row(ref)).order_by("size")
    return {one.size: _note_of(one).to_bytes() for one in found}


def due(ref: EventRef, *, now: datetime, every: timedelta) -> bool:
    """Return whether entries came that no checkpoint covers, and the last one is at least so old."""
    event = event_row(ref)
    head = rows.LedgerHead.objects.filter(event=event).first()
    last = rows.Checkpoint.objects.filter(event=event).order_by("-size").first()
    if head is None or head.size == 0:
        return False
    return last is None or (last.size < head.size and now - last.made_at >= every)


def cosign(ref: EventRef, *, size: int, line: SignatureLine, clock: Clock) -> bytes:
    """Keep a witness's line under a checkpoint and return the note as it then stands.

    The line is judged by the policy alone, so it does not matter who brings it. A witness is kept once:
    who signs again at another second adds nothing to the quorum.
    """
    with transaction.atomic():
        event = event_row(ref)
        made = rows.Checkpoint.objects.select_for_update().filter(event=event, size=size).first()
        if made is None:
            raise CoreError("checkpoint_unknown", size=size)
        note = _note_of(made)
        witness = _witness_of(event, SignedNote(note.text, (line,)))
        if rows.Cosignature.objects.filter(checkpoint=made, witness=witness.text).exists():
            return note.to_bytes()
        cosigned = note.with_line(line)
        signed_note_of(cosigned.to_bytes())  # a file has limits, and this one will be read again
        rows.Cosignature.objects.create(
            agency_id=event.agency_id,
            event=event,
            checkpoint=made,
            witness=witness.text,
            line=line.text,
            kept_at=clock.now(),
        )
    return cosigned.to_bytes()


def cosign_note(ref: EventRef, *, note: bytes, clock: Clock) -> bytes:
    """Keep every witness's line that a returned note bears; its text must be that of a checkpoint of ours."""
    returned = signed_note_of(note)
    size = returned.checkpoint.size
    ours = checkpoints_of(ref).get(size)
    if ours is None:
        raise CoreError("checkpoint_unknown", size=size)
    if signed_note_of(ours).text != returned.text:
        raise CoreError("checkpoint_root_wrong", size=size)
    names = {(one.key.name, one.key.id) for one in policy_in_force(event_row(ref)).witnesses}
    theirs = [line for line in returned.lines if (line.name, line.key_id) in names]
    if not theirs:
        raise CoreError("cosigner_unknown", size=size)
    for line in theirs[:MOST_SIGNATURES]:
        ours = cosign(ref, size=size, line=line, clock=clock)
    return ours


def _signed(event: rows.Event, head: rows.LedgerHead, log_key: Signer) -> SignedNote:
    with knowing(event, head) as known:
        keys = known.reception.keyring.log_keys_at(head.size)
        log = known.reception.log
    if log_key.public_key not in keys:
        raise CoreError("log_key_not_in_force", key=event.key)
    text = checkpoint_text(Checkpoint(log, head.size, bytes(head.root)))
    key = VerifierKey(name=log, kind=KeyKind.LOG, public_key=log_key.public_key)
    return SignedNote(text, (log_signature_line(key, signature=log_key.sign(text)),))


def _note_of(made: rows.Checkpoint) -> SignedNote:
    own = bytes(made.note)
    lines = rows.Cosignature.objects.filter(checkpoint=made).order_by("pk").values_list("line", flat=True)
    return signed_note_of(own + "".join(lines).encode())


def _witness_of(event: rows.Event, note: SignedNote) -> VerifierKey:
    keys = [one.key for one in policy_in_force(event).witnesses]
    signed = cosigners(note, witnesses=keys)
    if not signed:
        raise CoreError("cosigner_unknown", size=note.checkpoint.size)
    (witness,) = signed
    return witness
