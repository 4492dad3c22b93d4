"""A QR code read back from its picture, written from ISO/IEC 18004 and not from what drew it.

Enough for what papers print: bytes, level M, versions 5 to 12, an undamaged code (nothing is corrected).
"""

import re
from collections.abc import Callable, Iterator

Rows = list[list[int]]

QUIET = 4
_LEVEL_M = 0b00
# Blocks of level M by version: codewords of error correction in each, then how many blocks of how many data.
_BLOCKS = {
    5: (24, ((2, 43),)),
    6: (16, ((4, 27),)),
    7: (18, ((4, 31),)),
    8: (22, ((2, 38), (2, 39))),
    9: (22, ((3, 36), (2, 37))),
    10: (26, ((4, 43), (1, 44))),
    11: (30, ((1, 50), (4, 51))),
    12: (22, ((6, 36), (2, 37))),
}
_ALIGNED = {5: (6, 30), 6: (6, 34), 7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50)}
_ALIGNED |= {11: (6, 30, 54), 12: (6, 32, 58)}
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda y, x: (y + x) % 2 == 0,
    lambda y, x: y % 2 == 0,
    lambda y, x: x % 3 == 0,
    lambda y, x: (y + x) % 3 == 0,
    lambda y, x: (y // 2 + x // 3) % 2 == 0,
    lambda y, x: y * x % 2 + y * x % 3 == 0,
    lambda y, x: (y * x % 2 + y * x % 3) % 2 == 0,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2 == 0,
)


def text_of_qr(svg: str) -> str:
    """Return the text of a code that was drawn as one path of rectangles."""
    rows = _rows(svg)
    version = (len(rows) - 17) // 4
    told = [rows[8][x] for x in (0, 1, 2, 3, 4)]
    level = (told[0] << 1 | told[1]) ^ 0b10
    mask = (told[2] << 2 | told[3] << 1 | told[4]) ^ 0b101
    assert level == _LEVEL_M
    bits = [rows[y][x] ^ _MASKS[mask](y, x) for y, x in _path(version)]
    words = [int("".join(map(str, bits[n : n + 8])), 2) for n in range(0, len(bits) // 8 * 8, 8)]
    stream = "".join(f"{word:08b}" for word in _data(words, version))
    width = 8 if version < 10 else 16
    assert stream[:4] == "0100", "not bytes"
    length = int(stream[4 : 4 + width], 2)
    at = 4 + width
    return bytes(int(stream[n : n + 8], 2) for n in range(at, at + 8 * length, 8)).decode()


def _rows(svg: str) -> Rows:
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found is not None
    size = int(found[1]) - 2 * QUIET
    rows = [[0] * size for _ in range(size)]
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg):
        for n in range(int(run)):
            rows[int(y) - QUIET][int(x) - QUIET + n] = 1
    return rows


def _path(version: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the data in their order: two columns at a time, up and down, from the right."""
    size = 17 + 4 * version
    taken = _taken(version)
    upward = True
    for right in (*range(size - 1, 6, -2), *range(5, 0, -2)):
        for y in range(size - 1, -1, -1) if upward else range(size):
            yield from ((y, x) for x in (right, right - 1) if (y, x) not in taken)
        upward = not upward


def _taken(version: int) -> set[tuple[int, int]]:
    size = 17 + 4 * version
    edge = range(size)
    taken = {(6, n) for n in edge} | {(n, 6) for n in edge}
    for y0, x0, height, width in ((0, 0, 9, 9), (0, size - 8, 9, 8), (size - 8, 0, 8, 9)):
        taken |= {(y, x) for y in range(y0, y0 + height) for x in range(x0, x0 + width)}
    if version >= 7:
        taken |= {(y, x) for y in range(6) for x in range(size - 11, size - 8)}
        taken |= {(x, y) for y in range(6) for x in range(size - 11, size - 8)}
    places, last = _ALIGNED[version], _ALIGNED[version][-1]
    for y0 in places:
        for x0 in places:
            if (y0, x0) not in ((6, 6), (6, last), (last, 6)):
                taken |= {(y0 + y, x0 + x) for y in range(-2, 3) for x in range(-2, 3)}
    return taken


def _data(words: list[int], version: int) -> list[int]:
    """Return the data codewords of all blocks in order; they are written a word of each block in turn."""
    _, kinds = _BLOCKS[version]
    sizes = [size for count, size in kinds for _ in range(count)]
    blocks: list[list[int]] = [[] for _ in sizes]
    at = iter(words)
    for n in range(max(sizes)):
        for block, size in zip(blocks, sizes, strict=True):
            if n < size:
                block.append(next(at))
    return [word for block in blocks for word in block]
