"""The root of a ledger as people copy and compare it: sixteen groups of four letters.

Form: ``docs/evidence-format.md``, section 4. Sixteen letters that no hand confuses carry four bits each.
"""

from selaras.core.errors import CoreError

ROOT_BYTES = 32
GROUP_LETTERS = 4

_LETTERS = "ABCDEFGHIJKLMNOP"


def ledger_code(root: bytes) -> str:
    """Return the letters that stand for a root on paper.

    >>> ledger_code(bytes(31) + b"\\x1f")[-9:]
    'AAAA AABP'
    """
    if len(root) != ROOT_BYTES:
        raise CoreError("ledger_root_wrong", expected=ROOT_BYTES, got=len(root))
    letters = "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in root)
    return " ".join(letters[at : at + GROUP_LETTERS] for at in range(0, len(letters), GROUP_LETTERS))


def is_code(text: str) -> bool:
    """Return whether a text can be a code at all, or was mistyped."""
    bare = _bare(text)
    return len(bare) == 2 * ROOT_BYTES and set(bare) <= set(_LETTERS)


def same_code(one: str, other: str) -> bool:
    """Return whether two codes say the same; blanks, hyphens and case are how they were written down.

    >>> same_code("ABCD EFGH", "abcd-efgh")
    True
    """
    return _bare(one) == _bare(other)


def _bare(code: str) -> str:
    return "".join(code.replace("-", "").split()).upper()
