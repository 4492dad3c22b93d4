"""The talent map: nine boxes of performance and potential as a real table with names."""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.documents.charts.canvas import GREEN, INK, LINE, ORANGE, SKY, WIDTH, Canvas, Spec, diagonals
from selaras.documents.charts.lettering import shortened

_BOXES = ((4, 7, 9), (2, 5, 8), (1, 3, 6))
_PERFORMANCE = (("Di atas", "ekspektasi"), ("Sesuai", "ekspektasi"), ("Di bawah", "ekspektasi"))
_POTENTIAL = ("Potensial rendah", "Potensial menengah", "Potensial tinggi")
# Three tiers of boxes: fill, and how far apart the hatching lines of the heading band stand.
_TIERS: dict[int, tuple[str, float]] = {
    **dict.fromkeys((7, 8, 9), (GREEN, 0.0)),
    **dict.fromkeys((4, 5, 6), (SKY, 7.0)),
    **dict.fromkeys((1, 2, 3), (ORANGE, 3.5)),
}
_BAND = 18.0
_PATTERN_FROM = 112.0
_LEFT = 76.0
_TOP = 26.0
_LEAST_LINES = 3
_MOST_LINES = 22
_ONE_COLUMN = 12  # more names than this stand in two columns
_NAME_SIZE = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """One person in the nine-box."""

    name: str
    box: int


def nine_box(people: Sequence[Boxed]) -> Spec:
    """Return the talent map: a 3 x 3 table with counts, names and patterns."""
    names = {number: [one.name for one in people if one.box == number] for number in _TIERS}
    canvas = Canvas()
    width = (WIDTH - _LEFT) / 3
    for n, one in enumerate(_POTENTIAL):
        canvas.text(_LEFT + (n + 0.5) * width, _TOP - 10, one, align="center", weight="bold")
    top = _TOP
    for row, numbers in enumerate(_BOXES):
        lines = max(_LEAST_LINES, *(_lines(len(names[one])) for one in numbers))
        height = _BAND + 8 + lines * LINE
        for n, word in enumerate(_PERFORMANCE[row]):
            canvas.text(_LEFT - 8, top + height / 2 + (n - 0.5) * 13, word, align="right", weight="bold")
        for column, number in enumerate(numbers):
            left = _LEFT + column * width
            _cell(canvas, left, top, width, height, number)
            _names(canvas, left, top, width, number, names[number])
        top += height
    return canvas.spec(top + 2)


def _cell(canvas: Canvas, left: float, top: float, width: float, height: float, number: int) -> None:
    fill, step = _TIERS[number]
    canvas.area(left, top, width=width, height=height, fill=f"{fill}1a")
    canvas.area(left, top, width=width, height=_BAND, fill=fill)
    if step:
        band = width - _PATTERN_FROM
        canvas.hatching(diagonals(left + _PATTERN_FROM, top, width=band, height=_BAND, step=step))
    canvas.frame(left, top, width=width, height=height)


def _names(canvas: Canvas, left: float, top: float, width: float, number: int, names: Sequence[str]) -> None:
    count = f"Kotak {number}: {len(names)} orang"
    dark = _TIERS[number][0] == GREEN
    canvas.text(left + 6, top + _BAND / 2, count, weight="bold", colour="#ffffff" if dark else INK)
    lines, columns = _lines(len(names)), 2 if len(names) > _ONE_COLUMN else 1
    room = lines * columns
    shown = list(names)
    if len(names) > room:
        shown = [*names[: room - 1], f"dan {len(names) - room + 1} lainnya"]
    for n, one in enumerate(shown):
        x = left + 6 + (n // lines) * (width - 6) / columns
        y = top + _BAND + 4 + (n % lines + 0.5) * LINE
        name = shortened(one, room=(width - 6) / columns - 4, size=_NAME_SIZE)
        canvas.text(x, y, name, size=_NAME_SIZE)


def _lines(count: int) -> int:
    """Return how many lines the names of one box take."""
    return min(_MOST_LINES, count if count <= _ONE_COLUMN else (count + 1) // 2)
