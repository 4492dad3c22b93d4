"""A witness cosigns what continues the ledger it saw, and nothing else."""

import pytest

from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import Checkpoint, SignedNote, checkpoint_text
from selaras.core.evidence.cosigning import log_signature_line
from selaras.core.evidence.ledger import EMPTY_ROOT, leaf_hash, root_of
from selaras.core.evidence.proving import consistency_proof
from selaras.core.evidence.witnessing import Request, check_growth, request_bytes, request_of
from tests.core.evidence.building import LOG
from tests.core.evidence.test_checkpoint import LOG_KEY, key_of

LEAVES = [leaf_hash(str(n).encode()) for n in range(20)]
OTHERS = [*LEAVES[:7], leaf_hash(b"another mark"), *LEAVES[8:]]


def at(size: int, leaves: list[bytes] = LEAVES) -> Checkpoint:
    return Checkpoint(LOG, size, root_of(leaves[:size]))


def reason(new: Checkpoint, last: Checkpoint | None, proof: tuple[bytes, ...] = ()) -> str:
    try:
        check_growth(new, last=last, proof=proof)
    except CoreError as refused:
        return refused.code
    return "cosigned"


def test_a_ledger_that_grew_is_cosigned_from_every_size() -> None:
    for old in range(1, 21):
        for new in range(old, 21):
            proof = consistency_proof(old, LEAVES[:new])
            assert reason(at(new), at(old), proof) == "cosigned"


def test_a_ledger_rewritten_before_what_was_seen_is_refused_and_after_it_is_not_known() -> None:
    forged = consistency_proof(10, OTHERS[:15])

    assert reason(at(15, OTHERS), at(10), forged) == "checkpoint_of_another_past"
    assert reason(at(10, OTHERS), at(10)) == "checkpoint_of_another_past"
    assert reason(at(15, OTHERS), at(5), consistency_proof(5, OTHERS[:15])) == "cosigned"


def test_a_ledger_put_back_from_an_older_copy_is_refused() -> None:
    assert reason(at(9), at(10), consistency_proof(9, LEAVES[:10])) == "checkpoint_rolled_back"


def test_without_a_proof_a_larger_ledger_is_not_cosigned() -> None:
    assert reason(at(15), at(10)) == "checkpoint_without_proof"
    assert reason(at(15), None) == "cosigned"
    assert reason(at(15), Checkpoint(LOG, 0, EMPTY_ROOT)) == "cosigned"
    other = Checkpoint("selaras/bengkulu/lain", 15, at(15).root)
    assert reason(other, at(10), consistency_proof(10, LEAVES[:15])) == "checkpoint_of_another_log"


def note(size: int = 15) -> SignedNote:
    text = checkpoint_text(at(size))
    return SignedNote(text, (log_signature_line(key_of(LOG_KEY), signature=LOG_KEY.sign(text)),))


def test_a_request_comes_back_as_it_was_written() -> None:
    asked = Request(old_size=10, proof=consistency_proof(10, LEAVES[:15]), note=note())

    assert request_of(request_bytes(asked)) == asked
    alone = request_of(note().to_bytes())
    assert (alone.old_size, alone.proof, alone.note) == (0, (), note())


@pytest.mark.parametrize(
    "head", [b"old \n\n", b"old 010\n\n", b"old 5\nAAAA\n\n", b"old 5\n", b"old -1\n\n", b"old 5\r\n\r\n"]
)
def test_a_request_of_another_form_is_refused(head: bytes) -> None:
    with pytest.raises(CoreError, match="checkpoint_wrong"):
        request_of(head + note().to_bytes())
