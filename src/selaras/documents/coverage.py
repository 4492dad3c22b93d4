"""Which characters the bundled fonts can print: anything else would break the archive form of a paper."""

import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
UNPRINTABLE = "\N{WHITE SQUARE}"
# A line break inside a cell is kept; other control characters never reach a paper.
_KEPT = frozenset("\n")


def printable(text: str) -> str:
    """Return the text with a hollow square for every character that no bundled font has.

    >>> printable("Siti Nurḥayati ✕")
    'Siti Nurḥayati □'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(one if one in _KEPT or _can_print(one) else UNPRINTABLE for one in text)


def _can_print(one: str) -> bool:
    # Invisible characters are refused even where a font has them: one that turns the direction
    # of writing would let a name read as another.
    return ord(one) in covered() and unicodedata.category(one)[0] != "C"


def printable_content(value: Any) -> Any:
    """Return JSON content with every text made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [printable_content(one) for one in value]
    if isinstance(value, dict):
        return {key: printable_content(one) for key, one in value.items()}
    return value


@cache
def covered() -> frozenset[int]:
    """Return the code points that regular, bold and italic Liberation Sans all have."""
    sets = [_code_points((FONTS / f"LiberationSans-{one}.ttf").read_bytes()) for one in _STYLES]
    return frozenset.intersection(*sets)


_STYLES = ("Regular", "Bold", "Italic")


@cache
def advances(style: str) -> Mapping[int, float]:
    """Return how far each code point moves the pen, in parts of the size (OpenType 1.9, table hmtx)."""
    font = (FONTS / f"LiberationSans-{style}.ttf").read_bytes()
    (per_em,) = struct.unpack_from(">H", font, _table(font, b"head") + 18)
    (n_metrics,) = struct.unpack_from(">H", font, _table(font, b"hhea") + 34)
    metrics = struct.unpack_from(">" + "Hh" * n_metrics, font, _table(font, b"hmtx"))[::2]
    # Glyphs after the last pair all have its advance.
    return {code: metrics[min(glyph, n_metrics - 1)] / per_em for code, glyph in _glyphs(font).items()}


def _code_points(font: bytes) -> frozenset[int]:
    return frozenset(_glyphs(font))


def _glyphs(font: bytes) -> dict[int, int]:
    """Return the glyph of each code point of a font's format 4 character map (table cmap)."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for n in range(count):
        _, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * n)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 4:
            return _format_4(font, start + offset)
    return {}


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for n in range(count):
        name, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * n)
        if name == tag:
            return int(offset)
    raise ValueError(f"font without table {tag!r}")


def _format_4(font: bytes, at: int) -> dict[int, int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    n = twice // 2
    ends = struct.unpack_from(f">{n}H", font, at + 14)
    starts = struct.unpack_from(f">{n}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{n}H", font, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    ranges = struct.unpack_from(f">{n}H", font, ranges_at)
    found: dict[int, int] = {}
    for k in range(n):
        for code in range(starts[k], ends[k] + 1):
            if code == 0xFFFF:
                continue
            glyph = code
            if ranges[k]:
                where = ranges_at + 2 * k + ranges[k] + 2 * (code - starts[k])
                (glyph,) = struct.unpack_from(">H", font, where)
            if ranges[k] == 0 or glyph:
                glyph = (glyph + deltas[k]) & 0xFFFF
            if glyph:
                found[code] = glyph
    return found
