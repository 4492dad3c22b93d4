"""Vega specs of the charts, the same for screen and paper, and their SVG.

A spec is plain data made of marks with given places: nothing is left to a layout that could differ
between versions, and names never collide. Colours are Okabe and Ito's, and each is doubled by a
shape or a pattern.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from selaras.documents.coverage import FONTS, printable

Spec = dict[str, Any]
Rows = list[dict[str, Any]]

FONT = "Liberation Sans"
_INK, _QUIET, _RULE = "#16212b", "#4a5a68", "#9aa7b1"
_WIDTH = 680
_BOXES = ((4, 7, 9), (2, 5, 8), (1, 3, 6))
_PERFORMANCE = (("Di atas", "ekspektasi"), ("Sesuai", "ekspektasi"), ("Di bawah", "ekspektasi"))
_POTENTIAL = ("Potensial rendah", "Potensial menengah", "Potensial tinggi")
# Three tiers of boxes: fill, and how far apart the hatching lines of the heading band stand.
_TIERS = {
    **dict.fromkeys((7, 8, 9), ("#009E73", 0)),
    **dict.fromkeys((4, 5, 6), ("#56B4E9", 7)),
    **dict.fromkeys((1, 2, 3), ("#E69F00", 3.5)),
}
_BAND = 18
_LINE = 12.5
_LEFT = 76
_TOP = 26
_LEAST_LINES = 3
_MOST_LINES = 22
_ONE_COLUMN = 12  # more names than this stand in two columns
_STEPS = 4  # of the score axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """One person in the nine-box."""

    name: str
    box: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One person in the rank chart."""

    name: str
    label: str  # the printed score
    rank: str
    score: Decimal
    tier: int  # 0 best; which cut the score is above


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cut score in the rank chart."""

    at: Decimal
    label: str


def nine_box(people: Sequence[Boxed]) -> Spec:
    """Return the talent map: a 3 x 3 table with counts, names and patterns."""
    names = {number: [one.name for one in people if one.box == number] for number in _TIERS}
    width = (_WIDTH - _LEFT) / 3
    cells: Rows = []
    hatching: Rows = []
    words: Rows = []
    top = float(_TOP)
    for row, numbers in enumerate(_BOXES):
        lines = max(_LEAST_LINES, *(_lines(len(names[one])) for one in numbers))
        height = _BAND + 8 + lines * _LINE
        words += _row_heading(row, top + height / 2)
        for column, number in enumerate(numbers):
            left = _LEFT + column * width
            cells.append(_cell(left, top, width, height, number))
            hatching += _hatching(left, top, width, _TIERS[number][1])
            words += _cell_words(left, top, width, number, names[number])
        top += height
    words += [
        _text(_LEFT + (n + 0.5) * width, _TOP - 10, one, align="center", weight="bold")
        for n, one in enumerate(_POTENTIAL)
    ]
    marks = [
        _rects(cells, height="height", fill="tint"),
        _rects(cells, height="band", fill="fill"),
        _rules("hatching", "#ffffff", 1.1),
        _rects(cells, height="height", fill=None),
        _texts("words"),
    ]
    return _spec(top + 2, {"cells": cells, "hatching": hatching, "words": words}, marks)


def rank_dots(people: Sequence[Scored], lines: Iterable[Line], *, least: Decimal) -> Spec:
    """Return the rank chart: one dot per person with its score beside it, and the cut scores."""
    left, right, row = 214.0, _WIDTH - 52.0, 14.5
    low, high = float(least), 100.0

    def across(score: Decimal) -> float:
        return round(left + (float(score) - low) / (high - low) * (right - left), 2)

    words: Rows = []
    rules: Rows = []
    dots: Rows = []
    top = 34.0
    bottom = top + row * len(people)
    for n, one in enumerate(people):
        y = top + row * (n + 0.5)
        words.append(_text(26, y, one.rank, align="right"))
        words.append(_text(34, y, _short(one.name, 30)))
        words.append(_text(_WIDTH - 4, y, one.label, align="right", weight="bold"))
        rules.append({"x": left, "x2": right, "y": y, "y2": y})
        dots.append({"x": across(one.score), "y": y, **_DOTS[min(one.tier, len(_DOTS) - 1)]})
    cuts = [{"x": across(one.at), "x2": across(one.at), "y": top - 8, "y2": bottom} for one in lines]
    words += [_text(across(one.at), top - 15, one.label, align="center") for one in lines]
    for n in range(_STEPS + 1):
        value = low + n * (high - low) / _STEPS
        x = left + n * (right - left) / _STEPS
        words.append(_text(x, bottom + 9, f"{value:.0f}", align="center", colour=_QUIET))
    marks = [
        _rules("rules", "#e3e8ec", 0.8),
        _rules("cuts", _QUIET, 1.2, dash=[4, 3]),
        {
            "type": "symbol",
            "from": {"data": "dots"},
            "encode": {
                "enter": {
                    "x": {"field": "x"},
                    "y": {"field": "y"},
                    "shape": {"field": "shape"},
                    "fill": {"field": "fill"},
                    "stroke": {"value": _INK},
                    "strokeWidth": {"value": 0.7},
                    "size": {"value": 62},
                }
            },
        },
        _texts("words"),
    ]
    return _spec(bottom + 18, {"rules": rules, "cuts": cuts, "dots": dots, "words": words}, marks)


def axis_start(lowest: Decimal, lines: Iterable[Decimal]) -> Decimal:
    """Return where the score axis begins: a multiple of 20 below every score and every line.

    >>> axis_start(Decimal("61.20"), [Decimal(68), Decimal(80)])
    Decimal('60')
    """
    least = min([lowest, *lines])
    return Decimal(int(least) // 20 * 20)


_DOTS: tuple[dict[str, str], ...] = (
    {"shape": "circle", "fill": "#009E73"},
    {"shape": "square", "fill": "#56B4E9"},
    {"shape": "triangle-up", "fill": "#E69F00"},
)


class Drawing:
    """Charts being drawn by a process of its own; ``svgs`` waits for it."""

    def __init__(self, specs: Sequence[Spec]) -> None:
        self._process = _ready.pop() if _ready else _engine()
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(list(specs)))
        self._process.stdin.close()
        self._process.stdin = None

    def svgs(self) -> list[str]:
        """Return the pictures in the order of their specs; the same text on every machine."""
        told, _ = self._process.communicate()
        if self._process.returncode != 0:
            raise RuntimeError(f"charts were not drawn: exit {self._process.returncode}")
        return [str(one) for one in json.loads(told)]


_ready: list["subprocess.Popen[str]"] = []


def warm_up() -> None:
    """Start the chart engine now, beside other work, so that the next drawing need not wait for it."""
    if not _ready:
        _ready.append(_engine())


def _engine() -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("vega_process.py")), str(FONTS)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


def _spec(height: float, data: dict[str, Rows], marks: list[Spec]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": _WIDTH,
        "height": round(height, 2),
        "padding": 2,
        "autosize": "none",
        "background": "white",
        "data": [{"name": name, "values": rows} for name, rows in data.items()],
        "marks": marks,
    }


def _cell(left: float, top: float, width: float, height: float, number: int) -> dict[str, Any]:
    fill, _ = _TIERS[number]
    return {
        "x": round(left, 2),
        "y": round(top, 2),
        "width": round(width, 2),
        "height": round(height, 2),
        "band": _BAND,
        "fill": fill,
        "tint": f"{fill}1a",
    }


def _hatching(left: float, top: float, width: float, step: float) -> Rows:
    """Return the diagonal lines of a heading band, cut off at its right end."""
    if not step:
        return []
    lines, x = [], 112.0
    while x < width - 1:
        reach = min(float(_BAND), width - x)
        lines.append(
            {
                "x": round(left + x, 2),
                "y": round(top + _BAND, 2),
                "x2": round(left + x + reach, 2),
                "y2": round(top + _BAND - reach, 2),
            }
        )
        x += step
    return lines


def _cell_words(left: float, top: float, width: float, number: int, names: Sequence[str]) -> Rows:
    count = f"Kotak {number}: {len(names)} orang"
    dark = _TIERS[number][0] == "#009E73"
    words = [_text(left + 6, top + _BAND / 2, count, weight="bold", colour="#ffffff" if dark else _INK)]
    lines, columns = _lines(len(names)), 2 if len(names) > _ONE_COLUMN else 1
    room = lines * columns
    shown = (
        list(names) if len(names) <= room else [*names[: room - 1], f"dan {len(names) - room + 1} lainnya"]
    )
    for n, one in enumerate(shown):
        x = left + 6 + (n // lines) * (width - 6) / columns
        y = top + _BAND + 4 + (n % lines + 0.5) * _LINE
        words.append(_text(x, y, _short(one, int(width / columns / 5.7)), size=10))
    return words


def _lines(count: int) -> int:
    """Return how many lines the names of one box take."""
    return min(_MOST_LINES, count if count <= _ONE_COLUMN else (count + 1) // 2)


def _row_heading(row: int, middle: float) -> Rows:
    return [
        _text(_LEFT - 8, middle + (n - 0.5) * 13, one, align="right", weight="bold")
        for n, one in enumerate(_PERFORMANCE[row])
    ]


def _text(
    x: float,
    y: float,
    words: str,
    *,
    align: str = "left",
    weight: str = "normal",
    size: float = 10.5,
    colour: str = _INK,
) -> dict[str, Any]:
    return {
        "x": round(x, 2),
        "y": round(y, 2),
        "text": printable(words),
        "align": align,
        "weight": weight,
        "size": size,
        "colour": colour,
    }


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _texts(data: str) -> Spec:
    fields = {
        "x": "x",
        "y": "y",
        "text": "text",
        "align": "align",
        "fontWeight": "weight",
        "fontSize": "size",
        "fill": "colour",
    }
    enter: Spec = {name: {"field": field} for name, field in fields.items()}
    enter |= {"font": {"value": FONT}, "baseline": {"value": "middle"}}
    return {"type": "text", "from": {"data": data}, "encode": {"enter": enter}}


def _rects(cells: Rows, *, height: str, fill: str | None) -> Spec:
    enter: Spec = {name: {"field": name} for name in ("x", "y", "width")}
    enter["height"] = {"field": height}
    if fill is None:
        enter |= {"stroke": {"value": _RULE}, "strokeWidth": {"value": 1}}
    else:
        enter["fill"] = {"field": fill}
    return {"type": "rect", "from": {"data": "cells"}, "encode": {"enter": enter}}


def _rules(data: str, colour: str, width: float, dash: Sequence[int] = ()) -> Spec:
    enter: Spec = {name: {"field": name} for name in ("x", "y", "x2", "y2")}
    enter |= {"stroke": {"value": colour}, "strokeWidth": {"value": width}}
    if dash:
        enter["strokeDash"] = {"value": list(dash)}
    return {"type": "rule", "from": {"data": data}, "encode": {"enter": enter}}
