"""How likely each category is: per person as one bar, and per mark as the curves of a rating scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.documents.charts.canvas import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    QUIET,
    RULE,
    SKY,
    VERMILION,
    WIDTH,
    Canvas,
    Spec,
    diagonals,
)
from selaras.documents.charts.lettering import shortened, width_of
from selaras.documents.charts.placing import spread

_ROW, _BAR = 21.0, 15.0
_NAME_AT, _BARS_AT = 4.0, 200.0
_BARS_WIDE = WIDTH - _BARS_AT - 70.0
# Fill and the distance of the hatching lines: none, wide, narrow.
_FILLS: tuple[tuple[str, float], ...] = ((GREEN, 0.0), (SKY, 9.0), (ORANGE, 4.5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """One person's categories in percent, best first, and what stands at the end of the bar."""

    name: str
    percents: Sequence[Decimal]
    told: str


def category_bars(people: Sequence[Chances], categories: Sequence[str], *, head: str) -> Spec:
    """Return one bar of 100 percent per person, a part per category with its own colour and pattern.

    head : what the figures at the right are
    """
    canvas = Canvas()
    x = _NAME_AT
    for n, name in enumerate(categories):
        fill, step = _FILLS[min(n, len(_FILLS) - 1)]
        _part(canvas, x, 4.0, 22.0, fill, step, height=12.0)
        canvas.text(x + 27, 10, name, size=9.5)
        x += 40 + width_of(name, size=9.5)
    canvas.text(WIDTH - 4, 10, head, align="right", size=9.5, colour=QUIET)
    top = 24.0
    for n, one in enumerate(people):
        y = top + n * _ROW
        middle = y + _BAR / 2
        canvas.text(_NAME_AT, middle, shortened(one.name, room=_BARS_AT - _NAME_AT - 10, size=10.5))
        canvas.text(WIDTH - 4, middle, one.told, align="right", weight="bold")
        _bar(canvas, y, one.percents)
    return canvas.spec(top + len(people) * _ROW + 2)


def _bar(canvas: Canvas, y: float, percents: Sequence[Decimal]) -> None:
    whole = float(sum(percents)) or 1.0
    x = _BARS_AT
    for n, percent in enumerate(percents):
        wide = float(percent) / whole * _BARS_WIDE
        fill, step = _FILLS[min(n, len(_FILLS) - 1)]
        if wide > 0:
            _part(canvas, x, y, wide, fill, step, height=_BAR)
        told = f"{percent:.0f}%"
        room = width_of(told, size=9.5, bold=True) + 8
        if wide > room + 4:
            # A plain ground behind the figure: hatching would run through it.
            middle = y + _BAR / 2
            canvas.ground(x + (wide - room) / 2, middle - 6, width=room, height=12)
            canvas.text(x + wide / 2, middle, told, align="center", weight="bold", size=9.5)
        x += wide


def _part(canvas: Canvas, x: float, y: float, wide: float, fill: str, step: float, *, height: float) -> None:
    canvas.area(x, y, width=wide, height=height, fill=fill)
    if step:
        canvas.hatching(diagonals(x, y, width=wide, height=height, step=step))
    canvas.frame(x, y, width=wide, height=height, colour=INK, line=0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One rating scale: its thresholds in logits, and its marks, one more than thresholds."""

    title: str
    thresholds: Sequence[Decimal]
    marks: Sequence[str]


_PANEL_TALL, _ACROSS = 118.0, 3
_ALONE = 420  # width of the picture of a single scale
_REACH = 1.8  # logits beyond the outermost threshold
_POINTS = 60
_CURVES: tuple[tuple[str, tuple[int, ...]], ...] = (
    (BLUE, ()),
    (VERMILION, (6, 2)),
    (GREEN, (2, 2)),
    (ORANGE, (8, 2, 2, 2)),
    (INK, (4, 2)),
    (SKY, (1, 2)),
)


def category_curves(scales: Sequence[Scale]) -> Spec:
    """Return, per scale, the probability of every mark over ability minus severity minus difficulty.

    P(k) is proportional to exp(sum over j = 1..k of (x − threshold_j)); Andrich (1978), Linacre (1989).
    """
    columns = min(_ACROSS, max(len(scales), 1))
    whole = _ALONE if columns == 1 else WIDTH
    canvas = Canvas(whole)
    wide = (whole - 30.0 * columns) / columns
    tall = _PANEL_TALL if columns > 1 else _PANEL_TALL * 1.4
    for n, one in enumerate(scales):
        left = 28.0 + (n % columns) * (wide + 30.0)
        top = 40.0 + (n // columns) * (tall + 76.0)
        _panel(canvas, one, left=left, top=top, wide=wide, tall=tall)
    rows = math.ceil(len(scales) / columns)
    return canvas.spec(rows * (tall + 76.0))


def _panel(canvas: Canvas, one: Scale, *, left: float, top: float, wide: float, tall: float) -> None:
    thresholds = [float(each) for each in one.thresholds]
    low, high = min(thresholds) - _REACH, max(thresholds) + _REACH
    steps = [low + n * (high - low) / _POINTS for n in range(_POINTS + 1)]
    rows = [_chances(x, thresholds) for x in steps]
    bottom = top + tall

    def across(x: float) -> float:
        return left + (x - low) / (high - low) * wide

    if one.title:
        canvas.text(
            left, top - 30, shortened(one.title, room=wide, size=10, bold=True), weight="bold", size=10
        )
    for half in (0, 1, 2):
        y = bottom - half / 2 * tall
        canvas.rule((left, y), (left + wide, y), colour=RULE if half == 0 else "#e3e8ec")
        canvas.text(left - 5, y, ("0", "0,5", "1")[half], align="right", size=9, colour=QUIET)
    for value in range(math.ceil(low), math.floor(high) + 1):
        if value % (1 if high - low < 7 else 2) == 0:
            told = str(value).replace("-", "−")
            canvas.text(across(value), bottom + 9, told, align="center", size=9, colour=QUIET)
    peaks = [max(range(len(steps)), key=lambda n: (rows[n][k], -n)) for k in range(len(one.marks))]
    labels = spread([across(steps[n]) for n in peaks], gap=20.0, low=left + 5, high=left + wide - 5)
    for k, (peak, x) in enumerate(zip(peaks, labels, strict=True)):
        colour, dash = _CURVES[k % len(_CURVES)]
        canvas.curve(
            [(across(at), bottom - row[k] * tall) for at, row in zip(steps, rows, strict=True)],
            colour=colour,
            dash=dash,
        )
        height = bottom - rows[peak][k] * tall
        canvas.rule((across(steps[peak]), height - 2), (x, top - 7), colour=RULE, width=0.6)
        canvas.text(x, top - 13, one.marks[k], align="center", weight="bold", size=10, colour=INK)


def _chances(x: float, thresholds: Sequence[float]) -> list[float]:
    exponents = [0.0]
    for threshold in thresholds:
        exponents.append(exponents[-1] + x - threshold)
    # The largest is taken out: exp of large sums overflows, and the shift cancels in the ratio.
    most = max(exponents)
    parts = [math.exp(one - most) for one in exponents]
    whole = sum(parts)
    return [one / whole for one in parts]
