"""The severity map (Wright map): officials, examiners, criteria and thresholds on one axis."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from selaras.documents.charts.canvas import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    QUIET,
    RULE,
    VERMILION,
    WIDTH,
    Canvas,
    Spec,
)
from selaras.documents.charts.lettering import shortened, width_of
from selaras.documents.charts.placing import spread, swarm

_TOP, _TALL = 48.0, 320.0
_AXIS = 44.0
_LABEL_GAP = 12.5
_LABEL_SIZE = 9.5
_MOST_TICKS = 10
_LEAST_REACH = 0.5
_TICK_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
# Where each column begins and how wide it is: its symbols first, then its labels.
_OFFICIALS, _EXAMINERS, _CRITERIA, _THRESHOLDS = 56.0, 208.0, 372.0, 590.0
_DOT, _LANES = 8.5, 16
_UNNAMED, _UNNAMED_LANES = 13.0, 9
_LEADER = 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Something on the axis; without a label only its place is shown."""

    label: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """What one map shows. Higher is abler, more severe, harder."""

    officials: Sequence[float]
    examiners: Sequence[Located]
    criteria: Sequence[Located]
    thresholds: Sequence[Located]


def severity_map(shown: Facets, *, unit: str) -> Spec:
    """Return the map; every label stands at its place or, where two would collide, beside it with a line.

    unit : what the axis counts, "logit" or "poin"
    """
    everything = [
        *shown.officials,
        *(one.at for one in (*shown.examiners, *shown.criteria, *shown.thresholds)),
    ]
    ticks = _ticks(min(everything, default=-1.0), max(everything, default=1.0))
    low, high = ticks[0], ticks[-1]
    bottom = _TOP + _TALL

    def up(value: float) -> float:
        return bottom - (value - low) / (high - low) * _TALL

    canvas = Canvas()
    _axis(canvas, ticks, [up(one) for one in ticks], unit=unit)
    _dots(canvas, [up(one) for one in shown.officials], low=_TOP, high=bottom)
    heads: list[tuple[float, str, str]] = [(_OFFICIALS, "Peserta", "ke atas lebih mampu")]
    if any(one.label for one in shown.examiners):
        _labelled(
            canvas, shown.examiners, up, at=_EXAMINERS, until=_CRITERIA, shape="diamond", fill=VERMILION
        )
    else:
        _unnamed(canvas, [up(one.at) for one in shown.examiners], low=_TOP, high=bottom)
    heads.append((_EXAMINERS, "Penguji", "ke atas lebih ketat"))
    until = _THRESHOLDS if shown.thresholds else WIDTH
    _labelled(canvas, shown.criteria, up, at=_CRITERIA, until=until, shape="square", fill=GREEN)
    heads.append((_CRITERIA, "Unsur", "ke atas lebih sulit"))
    if shown.thresholds:
        _labelled(canvas, shown.thresholds, up, at=_THRESHOLDS, until=WIDTH, shape="triangle-up", fill=ORANGE)
        heads.append((_THRESHOLDS, "Ambang nilai", "antara dua nilai"))
    for x, head, below in heads:
        canvas.text(x - 4, 10, head, weight="bold")
        canvas.text(x - 4, 24, below, size=8.5, colour=QUIET)
    return canvas.spec(bottom + 12)


def _ticks(least: float, most: float) -> list[float]:
    """Return round values around everything shown, at most about ten of them.

    >>> _ticks(-1.2, 2.3)
    [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5]
    """
    reach = max(most - least, _LEAST_REACH)
    step = next(one for one in _TICK_STEPS if reach / one < _MOST_TICKS)
    first, last = math.floor(least / step - 1e-9), math.ceil(most / step + 1e-9)
    return [round(n * step, 6) for n in range(first, max(last, first + 1) + 1)]


def _axis(canvas: Canvas, ticks: Sequence[float], places: Sequence[float], *, unit: str) -> None:
    canvas.rule((_AXIS, places[0]), (_AXIS, places[-1]), colour=INK, width=1.1)
    whole = all(one == round(one) for one in ticks)
    for value, y in zip(ticks, places, strict=True):
        strong = value == 0
        canvas.rule(
            (_AXIS, y), (WIDTH, y), colour=RULE if strong else "#e3e8ec", width=1.1 if strong else 0.8
        )
        told = f"{value:.{0 if whole else 1}f}".replace("-", "−").replace(".", ",")
        canvas.text(_AXIS - 6, y, told, align="right", colour=QUIET)
    canvas.text(_AXIS - 6, 24, unit, align="right", size=8.5, colour=QUIET)


def _dots(canvas: Canvas, places: Sequence[float], *, low: float, high: float) -> None:
    for across, y in swarm(places, across=_DOT, height=_DOT, lanes=_LANES, low=low, high=high):
        canvas.symbol(_OFFICIALS + across, y, fill=BLUE, size=40, line=0.4)


def _unnamed(canvas: Canvas, places: Sequence[float], *, low: float, high: float) -> None:
    found = swarm(places, across=_UNNAMED, height=9.0, lanes=_UNNAMED_LANES, low=low, high=high)
    for across, y in found:
        canvas.symbol(_EXAMINERS + across, y, shape="diamond", fill=VERMILION, size=52, line=0.5)


def _labelled(
    canvas: Canvas,
    those: Sequence[Located],
    up: Callable[[float], float],
    *,
    at: float,
    until: float,
    shape: str,
    fill: str,
) -> None:
    places = [up(one.at) for one in those]
    rows = spread(places, gap=_LABEL_GAP, low=_TOP, high=_TOP + _TALL)
    for one, y, row in zip(those, places, rows, strict=True):
        canvas.symbol(at, y, shape=shape, fill=fill, size=46, line=0.5)
        if abs(row - y) > 0.5:
            canvas.rule((at + 4, y), (at + _LEADER, row), colour=QUIET, width=0.7)
        x = at + _LEADER + 2
        label = shortened(one.label, room=until - x - 10, size=_LABEL_SIZE)
        # A plain ground, so that no line of the axis runs through the words.
        canvas.ground(x - 1, row - 5.5, width=width_of(label, size=_LABEL_SIZE) + 2, height=11)
        canvas.text(x, row, label, size=_LABEL_SIZE)
