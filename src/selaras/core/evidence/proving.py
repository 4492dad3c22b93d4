"""Proofs that one tree begins another, for witnesses. Made and checked as in RFC 9162, section 2.1.4."""

from collections.abc import Sequence

from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import EMPTY_ROOT, HASH_BYTES, node_hash, root_of


def consistency_proof(old_size: int, leaf_hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the hashes that show the first ``old_size`` leaves unchanged in the larger tree."""
    size = len(leaf_hashes)
    if not 0 < old_size <= size:
        raise CoreError("consistency_sizes_wrong", old_size=old_size, new_size=size)
    return _subproof(old_size, leaf_hashes, is_whole=True)


def _subproof(old_size: int, leaf_hashes: Sequence[bytes], *, is_whole: bool) -> tuple[bytes, ...]:
    size = len(leaf_hashes)
    if old_size == size:
        # The verifier knows the old root itself; any other full subtree it must be told.
        return () if is_whole else (root_of(leaf_hashes),)
    middle = _split(size)
    left, right = leaf_hashes[:middle], leaf_hashes[middle:]
    if old_size <= middle:
        return (*_subproof(old_size, left, is_whole=is_whole), root_of(right))
    return (*_subproof(old_size - middle, right, is_whole=False), root_of(left))


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def check_consistency(
    *, old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Refuse a proof that does not show the old tree to be the beginning of the new one.

    From an empty tree nothing follows, so size 0 is refused; only 0 to 0 holds, and only
    with the one root that an empty tree has, lest garbage agree with garbage.
    """
    refusal = CoreError("consistency_not_proved", old_size=old_size, new_size=new_size)
    if old_size == new_size:
        is_possible = old_size > 0 or (old_size == 0 and old_root == EMPTY_ROOT)
        if proof or old_root != new_root or not is_possible:
            raise refusal
        return
    if not 0 < old_size < new_size or not proof:
        raise refusal
    if any(len(one) != HASH_BYTES for one in (old_root, new_root, *proof)):
        raise refusal
    is_full = old_size & (old_size - 1) == 0
    path = (old_root, *proof) if is_full else tuple(proof)
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise refusal
        if here & 1 or here == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        here, last = here >> 1, last >> 1
    if last != 0 or old != old_root or new != new_root:
        raise refusal
