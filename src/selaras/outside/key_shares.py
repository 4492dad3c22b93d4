"""A key divided among three holders: any two have it, one alone knows nothing of it.

Shamir 1979, over the field of 256 elements with the polynomial x⁸+x⁴+x³+x+1 (FIPS 197, section 4): the
secret byte is the line's value at 0, a holder's share its value at 1, 2 or 3. A share is printed as letters,
each line with two check letters (CRC-8), so that a slip of the pen is found where it is.
"""

import re
from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.evidence.signatures import fingerprint
from selaras.outside.chance import Chance
from selaras.outside.signing import SEED_BYTES, LogKey

N_SHARES = 3
ENOUGH = 2
N_LINES = 4
LINE_BYTES = SEED_BYTES // N_LINES
_LETTERS = "ABCDEFGHIJKLMNOP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One holder's part: its number, 1 to 3, and the bytes."""

    number: int
    content: bytes

    def lines(self) -> tuple[str, ...]:
        """Return what is printed: four groups of four letters and two check letters a line.

        >>> Share(number=1, content=bytes(32)).lines()[0]
        'AAAA AAAA AAAA AAAA PM'
        """
        return tuple(self._line(n) for n in range(1, N_LINES + 1))

    def _line(self, n: int) -> str:
        part = self.content[(n - 1) * LINE_BYTES : n * LINE_BYTES]
        letters = _lettered(part)
        groups = [letters[at : at + 4] for at in range(0, len(letters), 4)]
        return " ".join((*groups, _lettered(bytes([_check(self.number, n, part)]))))


def key_mark(public_key: bytes) -> str:
    """Return the twelve characters by which people know a log key; they stand on every share."""
    return fingerprint(public_key)


def shares_of(key: LogKey, *, chance: Chance) -> tuple[Share, ...]:
    """Divide a key anew; shares of two divisions do not go together."""
    seed, slope = key.seed(), chance.draw(SEED_BYTES)
    return tuple(
        Share(
            number=number,
            content=bytes(s ^ _times(number, a) for s, a in zip(seed, slope, strict=True)),
        )
        for number in range(1, N_SHARES + 1)
    )


def key_from_shares(one: Share, other: Share, *, mark: str) -> LogKey:
    """Return the key of two shares; one that is not the key with this mark is refused."""
    if one.number == other.number:
        raise CoreError("share_twice", number=one.number)
    # The line through (x, a) and (y, b) at 0: (y·a + x·b) / (x + y); adding is XOR, as is taking away.
    x, y = one.number, other.number
    by = _inverse(x ^ y)
    seed = bytes(
        _times(by, _times(y, a) ^ _times(x, b)) for a, b in zip(one.content, other.content, strict=True)
    )
    key = LogKey(seed)
    if key_mark(key.public_key) != mark.strip().upper():
        raise CoreError("shares_of_another_key", mark=mark)
    return key


def share_line(text: str, *, number: int, line: int) -> bytes:
    """Return the eight bytes of one printed line; a letter that was misread is refused."""
    letters = re.sub(r"[\s-]", "", text).upper()
    if len(letters) != 2 * LINE_BYTES + 2 or not set(letters) <= set(_LETTERS):
        raise CoreError("share_line_wrong", line=line)
    raw = bytes(
        _LETTERS.index(a) << 4 | _LETTERS.index(b) for a, b in zip(letters[::2], letters[1::2], strict=True)
    )
    if _check(number, line, raw[:-1]) != raw[-1]:
        raise CoreError("share_line_wrong", line=line)
    return raw[:-1]


def share_of(number: int, lines: tuple[str, ...]) -> Share:
    """Return the share that these printed lines tell."""
    if not 1 <= number <= N_SHARES or len(lines) != N_LINES:
        raise CoreError("share_line_wrong", line=0)
    parts = (share_line(text, number=number, line=n) for n, text in enumerate(lines, start=1))
    return Share(number=number, content=b"".join(parts))


def _lettered(data: bytes) -> str:
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in data)


def _check(number: int, line: int, part: bytes) -> int:
    """Return a CRC-8: it finds every letter misread and every two neighbours changed or exchanged."""
    check = 0
    for byte in (number << 4 | line, *part):
        check ^= byte
        for _ in range(8):
            check = (check << 1 ^ 0x07 if check & 0x80 else check << 1) & 0xFF
    return check


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = (one << 1 ^ 0x11B) if one & 0x80 else one << 1
        other >>= 1
    return product


def _inverse(one: int) -> int:
    power = 1
    for _ in range(254):  # in a field of 256 elements, x²⁵⁴ is 1 / x
        power = _times(power, one)
    return power
