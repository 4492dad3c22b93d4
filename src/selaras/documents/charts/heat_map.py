"""Where an examiner is more severe or milder on one criterion than elsewhere: examiner × criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.documents.charts.canvas import (
    BLUE,
    INK,
    ORANGE,
    QUIET,
    RULE,
    WIDTH,
    Canvas,
    Spec,
    diagonals,
)
from selaras.documents.charts.lettering import shortened

_LEFT, _TOP = 170.0, 26.0
_HIGH = 26.0
_WIDEST = 74.0
# How strongly a cell is tinted, by its share of the largest difference.
_TINTS = ("", "26", "4d", "80", "b3")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How much more severe than elsewhere; flagged where chance alone would rarely do it."""

    bias: Decimal
    label: str
    flagged: bool


def heat_map(
    rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[int, int], Cell], *, full: Decimal
) -> Spec:
    """Return the map: blue and a triangle upwards for more severe, orange and downwards for milder.

    Flagged cells have a strong frame, a triangle and bold figures; a cell without marks is hatched.

    cells : by row and column
    full : the difference that gets the strongest tint
    """
    canvas = Canvas()
    wide = min(_WIDEST, (WIDTH - _LEFT - 2) / max(len(columns), 1))
    for k, column in enumerate(columns):
        told = shortened(column, room=wide - 4, size=10, bold=True)
        canvas.text(_LEFT + (k + 0.5) * wide, _TOP - 10, told, align="center", weight="bold", size=10)
    for n, row in enumerate(rows):
        y = _TOP + n * _HIGH
        canvas.text(_LEFT - 8, y + _HIGH / 2, shortened(row, room=_LEFT - 10, size=10.5), align="right")
        for k in range(len(columns)):
            _cell(canvas, _LEFT + k * wide, y, wide, cells.get((n, k)), full=full)
    # The strong frames last, so that no neighbour's thin one lies over them.
    for (n, k), cell in sorted(cells.items()):
        if cell.flagged:
            x, y = _LEFT + k * wide, _TOP + n * _HIGH
            canvas.frame(x, y, width=wide, height=_HIGH, colour=INK, line=2.0)
    return canvas.spec(_TOP + len(rows) * _HIGH + _legend(canvas, _TOP + len(rows) * _HIGH))


def _cell(canvas: Canvas, x: float, y: float, wide: float, cell: Cell | None, *, full: Decimal) -> None:
    if cell is None:
        canvas.hatching(diagonals(x, y, width=wide, height=_HIGH, step=6.0), colour=RULE)
    else:
        share = min(abs(cell.bias) / full, Decimal(1)) if full else Decimal(0)
        tint = _TINTS[int(share * (len(_TINTS) - 1) + Decimal("0.5"))]
        if tint:
            fill = (BLUE if cell.bias > 0 else ORANGE) + tint
            canvas.area(x, y, width=wide, height=_HIGH, fill=fill)
        middle = y + _HIGH / 2
        if cell.flagged:
            shape = "triangle-up" if cell.bias > 0 else "triangle-down"
            canvas.symbol(x + 8, middle, shape=shape, size=34)
        weight = "bold" if cell.flagged else "normal"
        shift = 5 if cell.flagged else 0
        canvas.text(x + wide / 2 + shift, middle, cell.label, align="center", weight=weight, size=9.5)
    canvas.frame(x, y, width=wide, height=_HIGH)


def _legend(canvas: Canvas, bottom: float) -> float:
    y = bottom + 16
    x = _LEFT
    for fill, shape, words in (
        (BLUE, "triangle-up", "lebih ketat daripada biasanya"),
        (ORANGE, "triangle-down", "lebih murah hati daripada biasanya"),
    ):
        canvas.area(x, y - 6, width=14, height=12, fill=fill + "80")
        canvas.symbol(x + 24, y, shape=shape, size=34)
        canvas.text(x + 33, y, words, size=9.5, colour=QUIET)
        x += 230
    return 28.0
