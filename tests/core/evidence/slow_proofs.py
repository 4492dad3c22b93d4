"""Inclusion proofs as RFC 6962, section 2.1.1, defines them: slow, and held against the fast ones."""

from collections.abc import Sequence

from selaras.core.evidence.ledger import root_of


def inclusion_proof(index: int, leaf_hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """Return the hashes that lead from one leaf to the root, lowest first."""
    size = len(leaf_hashes)
    if size == 1:
        return ()
    middle = 1 << ((size - 1).bit_length() - 1)
    left, right = leaf_hashes[:middle], leaf_hashes[middle:]
    if index < middle:
        return (*inclusion_proof(index, left), root_of(right))
    return (*inclusion_proof(index - middle, right), root_of(left))
