"""What is handed to a witness: the last checkpoint, and the proof that it continues the one before."""

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.checkpoints import latest_checkpoint
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import signed_note_of
from selaras.core.evidence.proving import consistency_proof
from selaras.core.evidence.witnessing import Request, request_bytes
from selaras.records.models import Entry


def witness_request(ref: EventRef, *, old_size: int) -> bytes:
    """Return the last checkpoint with the proof from the size that the witness had seen; 0 the first time."""
    note = latest_checkpoint(ref)
    if note is None:
        raise CoreError("checkpoint_missing", key=ref.key)
    last = signed_note_of(note)
    size = last.checkpoint.size
    if old_size > size:
        raise CoreError("checkpoint_rolled_back", seen=old_size, size=size)
    kept = Entry.objects.filter(event=event_row(ref), index__lt=size).order_by("index")
    leaves = [bytes(one) for one in kept.values_list("leaf_hash", flat=True)]
    proof = consistency_proof(old_size, leaves) if old_size else ()
    return request_bytes(Request(old_size=old_size, proof=proof, note=last))
