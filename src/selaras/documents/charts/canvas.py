"""What every chart is drawn with: marks at given places, one upon the other, as a Vega spec.

A spec is plain data: nothing is left to a layout that could differ between versions. Colours are Okabe
and Ito's, and whoever uses one doubles it by a shape, a pattern or a word.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from selaras.documents.coverage import printable

Spec = dict[str, Any]
Rows = list[dict[str, Any]]
Point = tuple[float, float]

FONT = "Liberation Sans"
WIDTH = 680
INK, QUIET, RULE, PALE = "#16212b", "#4a5a68", "#9aa7b1", "#e3e8ec"
GREEN, SKY, ORANGE, BLUE, VERMILION = "#009E73", "#56B4E9", "#E69F00", "#0072B2", "#D55E00"
SIZE = 10.5
LINE = 12.5


class Canvas:
    """Marks of one picture. What is drawn later of the same kind lies above; kinds lie in a fixed order."""

    def __init__(self, width: float = WIDTH) -> None:
        self._width = width
        self._rows: dict[str, Rows] = {name: [] for name in _ENCODED}

    def area(self, x: float, y: float, *, width: float, height: float, fill: str) -> None:
        self._rows["areas"].append({**_box(x, y, width, height), "fill": fill})

    def hatching(self, lines: Iterable[tuple[Point, Point]], *, colour: str = "#ffffff") -> None:
        """Lay the lines of a pattern over the areas, as one path."""
        drawn = "".join(_line(start) + _line(end, "L") for start, end in lines)
        if drawn:
            self._rows["patterns"].append({"path": drawn, "colour": colour, "width": 1.1, "dash": []})

    def frame(
        self, x: float, y: float, *, width: float, height: float, colour: str = RULE, line: float = 1.0
    ) -> None:
        self._rows["frames"].append({**_box(x, y, width, height), "colour": colour, "line": line})

    def rule(
        self, start: Point, end: Point, *, colour: str = PALE, width: float = 0.8, dash: Sequence[float] = ()
    ) -> None:
        (x, y), (x2, y2) = start, end
        places = {"x": round(x, 2), "y": round(y, 2), "x2": round(x2, 2), "y2": round(y2, 2)}
        self._rows["rules"].append({**places, "colour": colour, "width": width, "dash": list(dash)})

    def curve(
        self, points: Sequence[Point], *, colour: str = INK, width: float = 1.6, dash: Sequence[float] = ()
    ) -> None:
        """Draw a line through all points."""
        first, *others = points
        path = _line(first) + "".join(_line(one, "L") for one in others)
        self._rows["curves"].append({"path": path, "colour": colour, "width": width, "dash": list(dash)})

    def symbol(
        self,
        x: float,
        y: float,
        *,
        shape: str = "circle",
        fill: str = INK,
        size: float = 62,
        line: float = 0.7,
    ) -> None:
        """Draw a shape; ``size`` is the area that it covers."""
        row = {"x": round(x, 2), "y": round(y, 2), "shape": shape, "fill": fill, "size": size, "line": line}
        self._rows["symbols"].append(row)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        align: str = "left",
        weight: str = "normal",
        size: float = SIZE,
        colour: str = INK,
    ) -> None:
        row = {"x": round(x, 2), "y": round(y, 2), "text": printable(words), "align": align}
        self._rows["words"].append({**row, "weight": weight, "size": size, "colour": colour})

    def ground(self, x: float, y: float, *, width: float, height: float) -> None:
        """Cover what lies beneath with white, for words that must stay clear of lines."""
        self._rows["grounds"].append({**_box(x, y, width, height), "fill": "#ffffff"})

    def spec(self, height: float) -> Spec:
        used = {name: rows for name, rows in self._rows.items() if rows}
        return {
            "$schema": "https://vega.github.io/schema/vega/v5.json",
            "width": self._width,
            "height": round(height, 2),
            "padding": 2,
            "autosize": "none",
            "background": "white",
            "data": [{"name": name, "values": rows} for name, rows in used.items()],
            "marks": [_mark(name) for name in used],
        }


# Kind of mark, and which field of a row gives what; from the lowest layer to the highest.
_PLACES = {name: name for name in ("x", "y")}
_RECTANGLE = {**_PLACES, "width": "width", "height": "height"}
_STROKE = {"stroke": "colour", "strokeWidth": "width", "strokeDash": "dash"}
_ENCODED: dict[str, tuple[str, dict[str, str]]] = {
    "areas": ("rect", {**_RECTANGLE, "fill": "fill"}),
    "patterns": ("path", {"path": "path", **_STROKE}),
    "rules": ("rule", {**_PLACES, "x2": "x2", "y2": "y2", **_STROKE}),
    "frames": ("rect", {**_RECTANGLE, "stroke": "colour", "strokeWidth": "line"}),
    "curves": ("path", {"path": "path", **_STROKE}),
    "grounds": ("rect", {**_RECTANGLE, "fill": "fill"}),
    "symbols": (
        "symbol",
        {**_PLACES, "shape": "shape", "fill": "fill", "size": "size", "strokeWidth": "line"},
    ),
    "words": (
        "text",
        {
            **_PLACES,
            "text": "text",
            "align": "align",
            "fontWeight": "weight",
            "fontSize": "size",
            "fill": "colour",
        },
    ),
}
_CONSTANT: dict[str, Spec] = {
    "symbols": {"stroke": {"value": INK}},
    "words": {"font": {"value": FONT}, "baseline": {"value": "middle"}},
}


def _mark(name: str) -> Spec:
    kind, fields = _ENCODED[name]
    enter: Spec = {channel: {"field": field} for channel, field in fields.items()}
    return {"type": kind, "from": {"data": name}, "encode": {"enter": enter | _CONSTANT.get(name, {})}}


def _box(x: float, y: float, width: float, height: float) -> dict[str, Any]:
    return {"x": round(x, 2), "y": round(y, 2), "width": round(width, 2), "height": round(height, 2)}


def _line(to: Point, how: str = "M") -> str:
    return f"{how}{to[0]:.2f},{to[1]:.2f}"


def diagonals(x: float, y: float, *, width: float, height: float, step: float) -> list[tuple[Point, Point]]:
    """Return lines that rise to the right through a box, ``step`` apart, none beyond its edges.

    >>> diagonals(0.0, 0.0, width=10.0, height=4.0, step=6.0)
    [((0.0, 0.0), (0.0, 0.0)), ((2.0, 4.0), (6.0, 0.0)), ((8.0, 4.0), (10.0, 2.0))]
    """
    lines = []
    start = -height
    while start < width:
        left, right = max(start, 0.0), min(start + height, width)
        lines.append(((x + left, y + height - (left - start)), (x + right, y + height - (right - start))))
        start += step
    return lines
