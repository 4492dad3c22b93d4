"""What moves are worth: the best value that so many moves can reach, and which set is proposed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.documents.charts.canvas import BLUE, INK, PALE, QUIET, VERMILION, WIDTH, Canvas, Spec
from selaras.documents.charts.lettering import width_of

_LEFT, _TOP, _TALL = 66.0, 34.0, 210.0
_RIGHT = WIDTH - 24.0
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The best value with so many moves or fewer, in points."""

    moves: int
    value: Decimal
    is_supported: bool  # some price of a move makes it best


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A slate on the frontier; the first of several is the one proposed."""

    label: str
    moves: int
    value: Decimal


def frontier_curve(points: Sequence[Reached], proposed: Sequence[Proposed]) -> Spec:
    """Return the curve: filled points are supported, hollow ones are not; slates as diamonds with a label."""
    everything: list[Reached | Proposed] = [*points, *proposed]
    values = [float(one.value) for one in everything]
    ticks = _ticks(min(values), max(values))
    most = max([one.moves for one in everything] + [1])
    bottom = _TOP + _TALL

    def across(moves: int) -> float:
        return _LEFT + moves / most * (_RIGHT - _LEFT)

    def up(value: Decimal) -> float:
        return bottom - (float(value) - ticks[0]) / (ticks[-1] - ticks[0]) * _TALL

    canvas = Canvas()
    places = 0 if all(one == round(one) for one in ticks) else 1
    for tick in ticks:
        y = up(Decimal(repr(tick)))
        canvas.rule((_LEFT, y), (_RIGHT, y), colour=PALE)
        canvas.text(_LEFT - 8, y, _told(tick, places), align="right", colour=QUIET)
    step = max(1, -(-most // 12))
    for moves in range(0, most + 1, step):
        canvas.rule((across(moves), bottom), (across(moves), bottom + 4), colour=QUIET)
        canvas.text(across(moves), bottom + 13, str(moves), align="center", colour=QUIET)
    canvas.text(_LEFT - 58, 10, "Nilai susunan (poin)", colour=QUIET)
    canvas.text(_RIGHT, bottom + 29, "Jumlah perpindahan", align="right", colour=QUIET)
    if len(points) > 1:
        canvas.curve([(across(one.moves), up(one.value)) for one in points], colour=BLUE)
    for one in points:
        fill = BLUE if one.is_supported else "#ffffff"
        canvas.symbol(across(one.moves), up(one.value), fill=fill, size=44)
    taken: list[tuple[float, float, float]] = []
    for n, slate in enumerate(proposed):
        x, y = across(slate.moves), up(slate.value)
        canvas.symbol(x, y, shape="diamond", fill=VERMILION if n == 0 else "#ffffff", size=150, line=1.4)
        _label(canvas, slate.label, x, y, is_first=n == 0, taken=taken)
    return canvas.spec(bottom + 38)


def _label(
    canvas: Canvas, words: str, x: float, y: float, *, is_first: bool, taken: list[tuple[float, float, float]]
) -> None:
    """Write beside a point, below the rising curve, where no other label stands."""
    wide = width_of(words, size=10.5, bold=is_first) + 6
    left = min(x + 10, _RIGHT - wide)
    row = min(y + 18, _TOP + _TALL - 10)
    while any(abs(row - other) < 14 and left < end and start < left + wide for start, end, other in taken):
        row += 14
    taken.append((left, left + wide, row))
    canvas.ground(left - 2, row - 7, width=wide, height=14)
    if row - y > 22:
        near = min(max(x, left + 4), left + wide - 6)
        canvas.rule((x, y + 7), (near, row - 7), colour=QUIET, width=0.7)
    canvas.text(left + 1, row, words, weight="bold" if is_first else "normal", colour=INK)


def _ticks(least: float, most: float) -> list[float]:
    """Return round values around everything shown.

    >>> _ticks(612.4, 655.0)
    [610.0, 620.0, 630.0, 640.0, 650.0, 660.0]
    """
    reach = max(most - least, 0.5)
    step = next((one for one in _STEPS if reach / one < _MOST_TICKS), float(_STEPS[-1]) * 10)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [round(float(n * step), 6) for n in range(first, max(last, first + 1) + 1)]


def _told(value: float, places: int) -> str:
    return f"{value:,.{places}f}".replace(",", " ").replace(".", ",").replace(" ", ".")
