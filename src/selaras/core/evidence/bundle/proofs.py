"""Inclusion proofs of many leaves at once, and the file that carries them.

A proof is the path of RFC 6962, section 2.1.1. Asked one by one each costs the whole tree; here
every full subtree is hashed once and each proof is then read off.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.ledger import node_hash

PROOFS = "proofs.json"

_INDEX = re.compile(r"0|[1-9][0-9]{0,15}")
_HASH = re.compile(r"[0-9a-f]{64}")
MOST_HASHES = 64


def inclusion_proofs(leaf_hashes: Sequence[bytes], indices: Iterable[int]) -> dict[int, tuple[bytes, ...]]:
    """Return the proof of each index in the tree of all these leaves, lowest hash first."""
    levels = _levels(leaf_hashes)
    return {index: _path(levels, index, len(leaf_hashes)) for index in indices}


def proofs_bytes(proofs: Mapping[int, Sequence[bytes]]) -> bytes:
    """Return ``proofs.json``."""
    return canonical({str(index): [one.hex() for one in path] for index, path in proofs.items()})


def read_proofs(data: bytes) -> dict[int, tuple[bytes, ...]]:
    """Return the proofs that the file tells; anything but its one spelling is refused as ``line_wrong``."""
    wrong = CoreError("line_wrong", file=PROOFS, line=1)
    try:
        told = read_exact(data)
    except CoreError as refused:
        raise wrong from refused
    if not isinstance(told, dict) or canonical(told) != data:
        raise wrong
    found: dict[int, tuple[bytes, ...]] = {}
    for index, path in told.items():
        if not _INDEX.fullmatch(index) or not isinstance(path, list) or len(path) > MOST_HASHES:
            raise wrong
        if not all(isinstance(one, str) and _HASH.fullmatch(one) for one in path):
            raise wrong
        found[int(index)] = tuple(bytes.fromhex(one) for one in path)
    return found


def _levels(leaf_hashes: Sequence[bytes]) -> list[list[bytes]]:
    """Return the tree from its leaves up; a node without a right sibling moves up as it is.

    This tree has the same nodes as that of RFC 6962: both join the largest full subtrees first.
    """
    levels = [list(leaf_hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [node_hash(below[n], below[n + 1]) for n in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(above) * 2 :])
    return levels


def _path(levels: Sequence[Sequence[bytes]], index: int, size: int) -> tuple[bytes, ...]:
    if not 0 <= index < size:
        raise CoreError("leaf_not_in_tree", index=index, size=size)
    path: list[bytes] = []
    for level in levels[:-1]:
        if (sibling := index ^ 1) < len(level):
            path.append(level[sibling])
        index >>= 1
    return tuple(path)
