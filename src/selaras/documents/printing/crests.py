"""A crest that somebody hands in, drawn anew: what goes on is a small PNG that this program itself has made.

Nothing of the file stays but its picture: no metadata, no script, no second file behind the first.
"""

import re
import struct

import typst

from selaras.core.errors import CoreError

LARGEST = 512 * 1024
SIDE = 360  # dots; 1.9 cm of a letterhead at 480 dots an inch
_MOST_DOTS = 3000
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
# A drawing needs none of these; each can reach outside the file, or make much out of little.
_REFUSED = (
    b"<!doctype", b"<!entity", b"<script", b"<image", b"<use", b"<foreignobject", b"<filter", b"<style",
    b"<pattern", b"<mask", b"<text", b"href", b"url(http", b"@import",
)  # fmt: skip


_HANDLER = re.compile(rb"\son[a-z]+\s*=")


def drawn_crest(given: bytes) -> bytes:
    """Return a crest (PNG, JPEG or SVG) as a square PNG; refuse what is no picture, or too large.

    Raises ``style_crest_wrong``.
    """
    kind = _kind(given)
    if not kind:
        raise _wrong()
    # Typst takes the bytes of a picture as a list of numbers, and a drawing as its own words.
    told = "sys.inputs.picture" if kind == "svg" else "json(bytes(sys.inputs.picture))"
    page = (
        "#set page(width: 90pt, height: 90pt, margin: 0pt, fill: none)\n"
        f'#image(bytes({told}), format: "{kind}", width: 100%, height: 100%, fit: "contain")'
    )
    picture = given.decode() if kind == "svg" else str(list(given))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    try:
        made = typst.compile(
            page.encode(), format="png", ppi=SIDE * 72 / 90, sys_inputs={"picture": picture}, font_paths=fonts
        )
    except (typst.TypstError, ValueError) as wrong:
        raise _wrong() from wrong
    if not isinstance(made, bytes):
        raise _wrong()
    return made


def _kind(given: bytes) -> str:
    """Return what a file is, by what it begins with and says of its size; "" where it is not taken."""
    if not 0 < len(given) <= LARGEST:
        return ""
    if given.startswith(_PNG):
        across, down = struct.unpack_from(">II", given, 16) if len(given) > 24 else (0, 0)
        return "png" if _is_small(across, down) else ""
    if given.startswith(_JPEG):
        return "jpg" if _is_small(*_jpeg_size(given)) else ""
    try:
        told = given.decode().casefold().encode()
    except UnicodeDecodeError:
        return ""
    is_drawing = b"<svg" in told[:2000] and not any(one in told for one in _REFUSED)
    is_drawing = is_drawing and _HANDLER.search(told) is None
    return "svg" if is_drawing else ""


def _is_small(across: int, down: int) -> bool:
    return 0 < across <= _MOST_DOTS and 0 < down <= _MOST_DOTS


def _jpeg_size(given: bytes) -> tuple[int, int]:
    """Return width and height as the first frame says (ITU-T T.81, B.2.2); 0 and 0 without one."""
    at = 2
    while at + 9 < len(given) and given[at] == 0xFF:
        marker = given[at + 1]
        (length,) = struct.unpack_from(">H", given, at + 2)
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            down, across = struct.unpack_from(">HH", given, at + 5)
            return across, down
        at += 2 + length
    return 0, 0


def _wrong() -> CoreError:
    return CoreError("style_crest_wrong", kilobytes=LARGEST // 1024)
