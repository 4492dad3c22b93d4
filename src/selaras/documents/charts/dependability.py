"""The D study: how dependable a score becomes with more examiners and more criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.documents.charts.canvas import (
    BLUE,
    GREEN,
    INK,
    ORANGE,
    QUIET,
    SKY,
    VERMILION,
    WIDTH,
    Canvas,
    Spec,
)
from selaras.documents.charts.placing import spread

_LEFT, _RIGHT = 52.0, WIDTH - 118.0
_TOP, _TALL = 18.0, 260.0
_LOOKS: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    (BLUE, "circle", ()),
    (VERMILION, "square", (7, 3)),
    (GREEN, "triangle-up", (3, 3)),
    (ORANGE, "diamond", (9, 3, 2, 3)),
    (INK, "triangle-down", (1, 3)),
    (SKY, "cross", (12, 4)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependability:
    """One line: the coefficient (0..1) by the number of examiners."""

    label: str  # "8 unsur"
    by_count: Mapping[int, Decimal]


def dependability_curves(lines: Sequence[Dependability], *, target: Decimal, now: int | None = None) -> Spec:
    """Return dependability against the number of examiners, one line per number of criteria.

    now : how many examiners there were, marked on the axis
    """
    most = max((max(one.by_count) for one in lines), default=1)
    bottom = _TOP + _TALL

    def across(n: int) -> float:
        return _LEFT + 14 + (n - 1) / max(most - 1, 1) * (_RIGHT - _LEFT - 28)

    def up(value: Decimal) -> float:
        return bottom - float(value) * _TALL

    canvas = Canvas()
    _axes(canvas, [(n, across(n)) for n in range(1, most + 1)], bottom=bottom, now=now)
    canvas.rule((_LEFT, up(target)), (_RIGHT, up(target)), colour=INK, width=1.3, dash=[4, 3])
    ends = [up(one.by_count[max(one.by_count)]) for one in lines]
    # The target's own label takes part, so that no line's label lies upon it.
    labels = spread([*ends, up(target)], gap=13.0, low=_TOP, high=bottom)
    for n, (one, row) in enumerate(zip(lines, labels, strict=False)):
        colour, shape, dash = _LOOKS[n % len(_LOOKS)]
        points = [(across(k), up(value)) for k, value in sorted(one.by_count.items())]
        if len(points) > 1:
            canvas.curve(points, colour=colour, dash=dash)
        for x, y in points:
            canvas.symbol(x, y, shape=shape, fill=colour, size=42, line=0.5)
        canvas.rule((points[-1][0] + 5, points[-1][1]), (_RIGHT + 12, row), colour=QUIET, width=0.6)
        canvas.text(_RIGHT + 15, row, one.label, weight="bold", size=10)
    told = f"{target:.2f}".replace(".", ",")
    canvas.text(_RIGHT + 15, labels[-1], f"target {told}", size=10, colour=QUIET)
    return canvas.spec(bottom + 38)


def _axes(canvas: Canvas, counts: Sequence[tuple[int, float]], *, bottom: float, now: int | None) -> None:
    for tenth in range(0, 11, 2):
        y = bottom - tenth / 10 * _TALL
        canvas.rule((_LEFT, y), (_RIGHT, y))
        canvas.text(_LEFT - 6, y, f"{tenth / 10:.1f}".replace(".", ","), align="right", colour=QUIET)
    for n, x in counts:
        is_now = n == now
        if is_now:
            canvas.rule((x, _TOP), (x, bottom), colour=QUIET, width=0.9, dash=[2, 3])
        told = f"{n} (sekarang)" if is_now and len(counts) <= 9 else str(n)
        canvas.text(x, bottom + 11, told, align="center", weight="bold" if is_now else "normal")
    canvas.text((_LEFT + _RIGHT) / 2, bottom + 28, "Jumlah penguji", align="center", colour=QUIET)
