"""The Merkle tree of one event's ledger.

Tree and hashes: RFC 6962, section 2.1. Checking of proofs: RFC 9162, sections 2.1.3.2 and 2.1.4.2.
Held by the published vectors and the hash constants of RFC 6962 (see the tests).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from selaras.core.errors import CoreError

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

_LEAF = b"\x00"
_NODE = b"\x01"


def leaf_hash(leaf: bytes) -> bytes:
    """Return the hash of a leaf; its prefix keeps a leaf from ever posing as a node."""
    return hashlib.sha256(_LEAF + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The roots of the full subtrees of a tree, largest first: all that appending needs.

    One hash for every bit that is set in ``size``, hence never more than 64.

    >>> Frontier().extended([leaf_hash(b"")]).root.hex()[:16]
    '6e340b9cffb37a98'
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        fits = 0 <= self.size < 1 << 64 and len(self.hashes) == self.size.bit_count()
        if not fits or any(len(one) != HASH_BYTES for one in self.hashes):
            raise CoreError("frontier_wrong", size=self.size, n_hashes=len(self.hashes))

    def extended(self, leaf_hashes: Iterable[bytes]) -> Self:
        """Return the frontier after these leaves; each costs two hashes on average."""
        size, stack = self.size, list(self.hashes)
        for one in leaf_hashes:
            top, filled = one, size
            while filled & 1:
                top = node_hash(stack.pop(), top)
                filled >>= 1
            stack.append(top)
            size += 1
        return type(self)(size, tuple(stack))

    @property
    def root(self) -> bytes:
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def to_bytes(self) -> bytes:
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Self:
        return cls(size, tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)))


def root_of(leaf_hashes: Sequence[bytes]) -> bytes:
    return Frontier().extended(leaf_hashes).root


def check_inclusion(*, index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Refuse a proof that does not lead from the leaf hash at ``index`` to the root."""
    refusal = CoreError("inclusion_not_proved", index=index, size=size)
    if not 0 <= index < size or any(len(one) != HASH_BYTES for one in (leaf, root, *proof)):
        raise refusal
    here, last, hashed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise refusal
        if here & 1 or here == last:
            hashed = node_hash(sibling, hashed)
            while not here & 1 and here:
                here, last = here >> 1, last >> 1
        else:
            hashed = node_hash(hashed, sibling)
        here, last = here >> 1, last >> 1
    if last != 0 or hashed != root:
        raise refusal
