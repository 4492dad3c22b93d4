"""What a witness asks before it puts its name under a checkpoint: does it continue what it saw last?

What is handed to a witness: C2SP tlog-witness, the body of ``add-checkpoint`` (``old SIZE``, the hashes of a
consistency proof in base64, an empty line, the checkpoint). Proofs: RFC 9162, section 2.1.4.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import Checkpoint, SignedNote, signed_note_of
from selaras.core.evidence.ledger import HASH_BYTES
from selaras.core.evidence.proving import check_consistency

MOST_HASHES = 63
_HEAD = re.compile(rb"old (0|[1-9][0-9]{0,15})\n((?:[A-Za-z0-9+/]{43}=\n){0,63})\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A checkpoint to cosign, and what shows that the ledger of ``old_size`` entries is its beginning."""

    old_size: int
    proof: tuple[bytes, ...]
    note: SignedNote


def request_bytes(request: Request) -> bytes:
    hashes = "".join(f"{base64.b64encode(one).decode()}\n" for one in request.proof)
    return f"old {request.old_size}\n{hashes}\n".encode() + request.note.to_bytes()


def request_of(data: bytes) -> Request:
    """Return what was handed over: a request, or a checkpoint alone, which proves nothing of its past."""
    if not data.startswith(b"old "):
        return Request(old_size=0, proof=(), note=signed_note_of(data))
    told = _HEAD.match(data)
    if told is None:
        raise CoreError("checkpoint_wrong", part="request")
    hashes = tuple(base64.b64decode(one) for one in told[2].split())
    if any(len(one) != HASH_BYTES for one in hashes):
        raise CoreError("checkpoint_wrong", part="request")
    return Request(old_size=int(told[1]), proof=hashes, note=signed_note_of(data[told.end() :]))


def check_growth(new: Checkpoint, *, last: Checkpoint | None, proof: Sequence[bytes]) -> None:
    """Refuse a checkpoint that is not the ledger seen last, or that ledger with more behind it.

    last : what the witness cosigned last; None the first time, when there is nothing to compare with
    """
    if last is None:
        return
    facts = {"seen": last.size, "size": new.size}
    if new.origin != last.origin:
        raise CoreError("checkpoint_of_another_log", expected=last.origin, got=new.origin)
    if new.size < last.size:
        raise CoreError("checkpoint_rolled_back", **facts)
    if new.size == last.size:
        if new.root != last.root:
            raise CoreError("checkpoint_of_another_past", **facts)
        return
    if last.size == 0:
        return
    if not proof:
        raise CoreError("checkpoint_without_proof", **facts)
    try:
        check_consistency(
            old_size=last.size, new_size=new.size, old_root=last.root, new_root=new.root, proof=proof
        )
    except CoreError as wrong:
        raise CoreError("checkpoint_of_another_past", **facts) from wrong
