"""The spread of examiners' scores on one person as a small picture, with its sentence and its table."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from selaras.core.outcome import OfficialResult
from selaras.queries.office.panel.plenary import Spread, spreads_of
from selaras.web.office.results import words
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

# The picture: a line of points 0 to 100, labels in rows above it where two would touch.
_LEFT, _WIDTH, _LINE, _ROW = 20, 600, 30, 22
_APART = 64


def spread_shown(result: OfficialResult, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return every component that examiners marked, as the page draws it."""
    return [_shown(one, names) for one in spreads_of(result)]


def _shown(one: Spread, names: Mapping[str, str]) -> dict[str, Any]:
    scores = sorted(one.scores, key=lambda each: (each.points, each.examiner))
    points = [_rounded(each.points) for each in scores]
    places = _labels([_x(each) for each in points])
    depth = max(places, default=0)
    axis = _LINE + depth * _ROW
    return {
        "title": one.component,
        "method": term_word(one.method),
        "sentence": _sentence(one, points, names),
        "high": axis + 42,
        "axis": axis,
        "ticks": [{"x": _x(Decimal(at)), "text": at} for at in (0, 25, 50, 75, 100)],
        "fair": None if one.range is None else _bar(one.range.lower, one.range.upper),
        "panel": None if one.panel is None else _x(one.panel),
        "dots": [
            {
                "x": _x(at),
                "y": axis,
                "label_y": axis - 12 - row * _ROW,
                "label": each.examiner,
                "is_flagged": each.discrepant,
            }
            for each, at, row in zip(scores, points, places, strict=True)
        ],
        "rows": [
            {
                "code": each.examiner,
                "name": names.get(each.examiner, each.examiner),
                "points": words.places(each.points),
                "is_flagged": each.discrepant,
                "is_open": each.reconfirmed is False,
                "is_disclosed": each.disclosed,
            }
            for each in scores
        ],
        "panel_points": words.places(one.panel),
        "fair_points": words.places(one.fair, 1) if one.fair is not None else "",
        "fair_range": words.span(one.range) if one.range else "",
    }


def _sentence(one: Spread, points: Sequence[Decimal], names: Mapping[str, str]) -> str:
    low, high = min(points), max(points)
    told = say(
        "{n} penguji memberi {low} sampai {high}; nilai menurut aturan {panel}.",
        "{n} examiners gave {low} to {high}; the score by the rules is {panel}.",
        n=len(points),
        low=words.places(low),
        high=words.places(high),
        panel=words.places(one.panel),
    )
    far = [names.get(each.examiner, each.examiner) for each in one.scores if each.discrepant]
    if far:
        return f"{told} " + say(
            "Melampaui batas: {names}.", "Beyond the limits: {names}.", names="; ".join(far)
        )
    return f"{told} " + say("Semua di dalam batas.", "All are within the limits.")


def _rounded(points: Fraction) -> Decimal:
    return Decimal(points.numerator) / Decimal(points.denominator)


def _x(points: Decimal) -> int:
    return _LEFT + round(float(min(max(points, Decimal(0)), Decimal(100))) * _WIDTH / 100)


def _bar(lower: Decimal, upper: Decimal) -> dict[str, int]:
    return {"x": _x(lower), "width": max(2, _x(upper) - _x(lower))}


def _labels(places: Sequence[int]) -> list[int]:
    """Return the row of each label, the lowest that is free; places come in order.

    >>> _labels([0, 10, 100, 110])
    [0, 1, 0, 1]
    """
    ends: list[int] = []
    found = []
    for at in places:
        row = next((n for n, end in enumerate(ends) if at - end >= _APART), len(ends))
        if row == len(ends):
            ends.append(at)
        ends[row] = at
        found.append(row)
    return found
