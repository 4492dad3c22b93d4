"""How wide words are in the charts' font, so that what would not fit is shortened before it is drawn."""

from selaras.documents.coverage import advances

_UNKNOWN = 0.75  # of the size; a character without a glyph is replaced before it is drawn
ELLIPSIS = "…"


def width_of(text: str, *, size: float, bold: bool = False) -> float:
    """Return the width of a line of text, in the unit of its size.

    >>> width_of("Wawancara", size=10.0) < width_of("Wawancara", size=10.0, bold=True) < 60.0
    True
    """
    moves = advances("Bold" if bold else "Regular")
    return size * sum(moves.get(ord(one), _UNKNOWN) for one in text)


def shortened(text: str, *, room: float, size: float, bold: bool = False) -> str:
    """Return as much of a text as has room, with an ellipsis where something was left out.

    >>> shortened("Pengambilan keputusan", room=70.0, size=10.0)
    'Pengambilan…'
    """
    if width_of(text, size=size, bold=bold) <= room:
        return text
    for end in range(len(text) - 1, 0, -1):
        shorter = text[:end].rstrip() + ELLIPSIS
        if width_of(shorter, size=size, bold=bold) <= room:
            return shorter
    return ELLIPSIS
