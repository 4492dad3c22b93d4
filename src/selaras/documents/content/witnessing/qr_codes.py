"""A text as a QR code (ISO/IEC 18004): drawn as one path, so that it stays sharp on any printer."""

import segno

from selaras.core.errors import CoreError

# A fifteenth of the code may be lost to a fold or a stamp; a higher level would make the squares smaller.
_LEVEL = "M"
# 11-M holds 251 bytes and is read from paper at 4 cm by a cheap telephone; a longer text takes what it needs.
_LARGEST = 18
QUIET = 4  # light squares around the code, as the standard demands


def qr_svg(text: str) -> str:
    """Return the code of a text as a picture; a text beyond what paper can bear is refused.

    No header tells a reader which bytes these are: telephones take them for UTF-8 of themselves.
    """
    rows = qr_rows(text)
    size = len(rows) + 2 * QUIET
    runs = (_runs(row, y + QUIET) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{"".join(runs)}"/></svg>'
    )


def qr_rows(text: str) -> tuple[bytes, ...]:
    """Return the squares of the code, row by row, 1 for a dark one, without the quiet border."""
    made = segno.make(text, error=_LEVEL, mode="byte", encoding="utf-8", micro=False, boost_error=False)
    if int(made.version) > _LARGEST:
        raise CoreError("text_too_long_for_qr", got=len(text.encode()))
    return tuple(bytes(row) for row in made.matrix)


def _runs(row: bytes, y: int) -> str:
    """Return a row's dark stretches; neighbours are one, lest hair lines show between them."""
    path, x = "", 0
    while x < len(row):
        if not row[x]:
            x += 1
            continue
        end = row.find(0, x)
        end = len(row) if end < 0 else end
        path += f"M{x + QUIET} {y}h{end - x}v1h{x - end}z"
        x = end
    return path
