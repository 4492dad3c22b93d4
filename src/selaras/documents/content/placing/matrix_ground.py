"""The ground of the matrix: tints, hatching and frames as one small picture, so that a page is set at once.

Everything of one look is one path; the words are set upon it. Two thousand cells as elements of their own
would take as long as the whole paper.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from selaras.documents.charts.canvas import diagonals

_TINTS = ("", "#e4f0f8", "#c5dff0", "#98c6e4")
_STEP = 3.6  # between hatching lines, in points


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a cell is; a mark says that it is closed and why."""

    seat: bool
    own: bool
    mark: str
    tint: int


def ground(kinds: Sequence[Sequence[Kind]], *, wide: float, high: float) -> str:
    """Return the ground as SVG, a cell ``wide`` by ``high`` points."""
    rows, columns = len(kinds), len(kinds[0])

    def those(test: Callable[[Kind], bool]) -> list[tuple[float, float]]:
        return [(k * wide, n * high) for n, row in enumerate(kinds) for k, one in enumerate(row) if test(one)]

    def boxes(test: Callable[[Kind], bool], inset: float = 0.0) -> str:
        return "".join(_box(x + inset, y + inset, wide - 2 * inset, high - 2 * inset) for x, y in those(test))

    shut = those(lambda one: bool(one.mark) and not one.seat)
    parts = [
        *(_path(boxes(_is_tinted(tint)), fill=_TINTS[tint]) for tint in (1, 2, 3)),
        _path(_hatching(shut, wide=wide, high=high), stroke="#a0a0a0", line=0.35),
        # A plain ground behind the codes, so that no line runs through them.
        _path(
            "".join(
                _box(
                    x + wide / 2 - min(wide, 11.0) / 2 + 1, y + high * 0.22, min(wide, 11.0) - 2, high * 0.56
                )
                for x, y in shut
            ),
            fill="#ffffff",
        ),
        _path(boxes(lambda one: one.seat), fill="#000000"),
        _path(boxes(lambda one: one.seat and one.own, 1.2), stroke="#ffffff", line=0.8),
        _path(_lines(rows, columns, wide=wide, high=high), stroke="#787878", line=0.35),
        _path(boxes(lambda one: one.own and not one.seat, 0.8), stroke="#000000", line=1.1),
    ]
    size = f'width="{columns * wide:.2f}pt" height="{rows * high:.2f}pt"'
    view = f'viewBox="0 0 {columns * wide:.2f} {rows * high:.2f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view}>{"".join(parts)}</svg>'


def _is_tinted(tint: int) -> Callable[[Kind], bool]:
    return lambda one: one.tint == tint and not one.mark and not one.seat


def _path(drawn: str, *, fill: str = "none", stroke: str = "none", line: float = 0.0) -> str:
    return f'<path d="{drawn}" fill="{fill}" stroke="{stroke}" stroke-width="{line}"/>' if drawn else ""


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h{-width:.2f}z"


def _hatching(places: Iterable[tuple[float, float]], *, wide: float, high: float) -> str:
    lines = diagonals(0.0, 0.0, width=wide, height=high, step=_STEP)
    return "".join(
        f"M{x + a:.2f} {y + b:.2f}L{x + c:.2f} {y + d:.2f}" for x, y in places for (a, b), (c, d) in lines
    )


def _lines(rows: int, columns: int, *, wide: float, high: float) -> str:
    across = "".join(f"M0 {n * high:.2f}h{columns * wide:.2f}" for n in range(rows + 1))
    return across + "".join(f"M{k * wide:.2f} 0v{rows * high:.2f}" for k in range(columns + 1))
