"""Proofs that one tree begins another, made for witnesses: RFC 9162, section 2.1.4.1."""

from collections.abc import Sequence

from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import root_of


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
