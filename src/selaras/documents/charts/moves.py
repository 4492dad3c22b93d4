"""Who goes where: chains and exchanges as posts in a row, with arrows along which officials move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from selaras.documents.charts.canvas import (
    GREEN,
    INK,
    ORANGE,
    QUIET,
    Canvas,
    Point,
    Spec,
    diagonals,
)
from selaras.documents.charts.lettering import shortened, width_of

_GUTTER = 14.0  # left of all boxes: the way back of a long exchange
_WIDE, _GAP, _ACROSS = 142.0, 32.0, 4
_BAND = 9.0  # hatched edge of a post that falls vacant
_TITLE, _TITLE_LINE, _MOST_LINES = 9.0, 11.0, 3
_NAME, _NAME_LINE = 10.0, 13.5
_TALL = 6 + _MOST_LINES * _TITLE_LINE + 6 + 2 * _NAME_LINE + 4
_BETWEEN_ROWS, _HEAD, _BETWEEN = 24.0, 16.0, 14.0
_TALLEST = 440.0  # of one picture; the rest follows in another


class Becomes(Enum):
    """What a post is in its chain; doubled by frame and pattern, since a colour alone tells nothing."""

    HELD = "held"  # before and after
    FILLED = "filled"  # was empty
    VACANT = "vacant"  # falls vacant
    OUTSIDE = "outside"  # no post of the event


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One post: who leaves it and who comes; empty where nobody does."""

    title: str
    before: str
    after: str
    becomes: Becomes = Becomes.HELD


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One chain or exchange; officials move from each station to the next, in an exchange round."""

    head: str
    stations: Sequence[Station]
    is_cycle: bool

    @property
    def rows(self) -> list[int]:
        """How many stations each row holds; an exchange of three or more runs back in its last row."""
        n = len(self.stations)
        if n <= 2 or (not self.is_cycle and n <= _ACROSS):
            return [n]
        count = 2 * -(-n // (2 * _ACROSS)) if self.is_cycle else -(-n // _ACROSS)
        each = -(-n // count) if self.is_cycle else _ACROSS
        return [min(each, n - start) for start in range(0, n, each)]

    @property
    def height(self) -> float:
        rows = len(self.rows)
        return _HEAD + rows * _TALL + (rows - 1) * _BETWEEN_ROWS

    @property
    def is_narrow(self) -> bool:
        return max(self.rows) * 2 <= _ACROSS


def moves_maps(tracks: Sequence[Track]) -> list[Spec]:
    """Return the pictures, as many as legible ones need, in the order of the tracks."""
    made, canvas, y = [], Canvas(), 2.0
    for line in _lines(tracks):
        height = max(one.height for one in line)
        if y > 2.0 and y + height > _TALLEST:
            made.append(canvas.spec(y - _BETWEEN + 4))
            canvas, y = Canvas(), 2.0
        for n, one in enumerate(line):
            _track(canvas, one, left=_GUTTER + n * _ACROSS / 2 * (_WIDE + _GAP), top=y)
        y += height + _BETWEEN
    if tracks:
        made.append(canvas.spec(y - _BETWEEN + 4))
    return made


def _lines(tracks: Sequence[Track]) -> Iterator[list[Track]]:
    """Yield what stands beside each other: neighbours that are narrow and of equal height, in pairs."""
    left: Track | None = None
    for one in tracks:
        if left is not None and one.is_narrow and len(one.rows) == len(left.rows):
            yield [left, one]
            left = None
            continue
        if left is not None:
            yield [left]
        left = one if one.is_narrow else None
        if left is None:
            yield [one]
    if left is not None:
        yield [left]


def _track(canvas: Canvas, track: Track, *, left: float, top: float) -> None:
    canvas.text(left, top + _HEAD / 2 - 2, track.head, size=_NAME, weight="bold", colour=QUIET)
    places = _places(track, left=left, top=top + _HEAD)
    for one, (x, y) in zip(track.stations, places, strict=True):
        _station(canvas, one, x, y)
    if track.is_cycle and len(places) == 2:
        _there_and_back(canvas, *places)
        return
    for start, end in pairwise(places):
        _arrow(canvas, start, end)
    if track.is_cycle:
        _way_back(canvas, places[-1], places[0], n_rows=len(track.rows))


def _places(track: Track, *, left: float, top: float) -> list[Point]:
    """Return the upper left corners: rows run there and back in turn, like a plough."""
    made = []
    for n, count in enumerate(track.rows):
        columns = range(count) if n % 2 == 0 else [max(track.rows) - 1 - k for k in range(count)]
        y = top + n * (_TALL + _BETWEEN_ROWS)
        made += [(left + k * (_WIDE + _GAP), y) for k in columns]
    return made


_FILLS = {Becomes.FILLED: GREEN + "26", Becomes.VACANT: ORANGE + "2e", Becomes.OUTSIDE: "#f0f2f4"}


def _station(canvas: Canvas, one: Station, x: float, y: float) -> None:
    fill = _FILLS.get(one.becomes)
    if fill is not None:
        canvas.area(x, y, width=_WIDE, height=_TALL, fill=fill)
    names = y + 6 + _MOST_LINES * _TITLE_LINE + 4
    if one.becomes is Becomes.VACANT:
        canvas.hatching(diagonals(x, y, width=_BAND, height=_TALL, step=6.0), colour=ORANGE)
        _dashed(canvas, x, y)
    else:
        strong = one.becomes is Becomes.FILLED
        canvas.frame(
            x, y, width=_WIDE, height=_TALL, colour=INK if strong else QUIET, line=2 if strong else 1
        )
    canvas.rule((x, names), (x + _WIDE, names), colour=QUIET, width=0.6)
    middle, room = x + _WIDE / 2, _WIDE - 10
    if one.becomes is Becomes.VACANT:
        middle, room = middle + _BAND / 2, room - _BAND
    lines = wrapped(one.title, room=room, size=_TITLE, most=_MOST_LINES)
    first = y + 6 + (_MOST_LINES - len(lines)) * _TITLE_LINE / 2 + _TITLE_LINE / 2
    for n, line in enumerate(lines):
        canvas.text(middle, first + n * _TITLE_LINE, line, align="center", size=_TITLE)
    before = f"semula {one.before or 'lowong'}" if one.becomes is not Becomes.OUTSIDE else one.before
    below = names + 2 + _NAME_LINE / 2
    told = shortened(before, room=room, size=_TITLE)
    canvas.text(middle, below, told, align="center", size=_TITLE, colour=QUIET)
    if one.becomes is not Becomes.OUTSIDE:
        after = shortened(one.after or "menjadi lowong", room=room, size=_NAME, bold=True)
        canvas.text(middle, below + _NAME_LINE, after, align="center", size=_NAME, weight="bold")


def _dashed(canvas: Canvas, x: float, y: float) -> None:
    corners = [(x, y), (x + _WIDE, y), (x + _WIDE, y + _TALL), (x, y + _TALL), (x, y)]
    canvas.curve(corners, colour=INK, width=1.2, dash=[5, 3])


def _arrow(canvas: Canvas, start: Point, end: Point) -> None:
    """Draw an arrow between neighbours: sideways in a row, downwards to the next."""
    (x, y), (x2, y2) = start, end
    if y == y2:
        right = x2 > x
        _tipped(
            canvas,
            [(x + (_WIDE if right else 0), y + _TALL / 2), (x2 + (0 if right else _WIDE), y + _TALL / 2)],
        )
    else:
        _tipped(canvas, [(x2 + _WIDE / 2, y + _TALL), (x2 + _WIDE / 2, y2)])


def _there_and_back(canvas: Canvas, start: Point, end: Point) -> None:
    (x, y), (x2, _) = start, end
    for up, way in ((-11, 1), (11, -1)):
        ends = [(x + _WIDE, y + _TALL / 2 + up), (x2, y + _TALL / 2 + up)]
        _tipped(canvas, ends[::way])


def _way_back(canvas: Canvas, last: Point, first: Point, *, n_rows: int) -> None:
    """Draw the arrow that closes an exchange: up to the first post, around others through the gutter."""
    (x, y), (x2, y2) = last, first
    if n_rows > 2:
        lane = x2 - _GUTTER + 4
        _tipped(
            canvas, [(x, y + _TALL / 2), (lane, y + _TALL / 2), (lane, y2 + _TALL / 2), (x2, y2 + _TALL / 2)]
        )
    elif x == x2:
        _tipped(canvas, [(x + _WIDE / 2, y), (x + _WIDE / 2, y2 + _TALL)])
    else:
        turn = x2 + _WIDE / 2
        _tipped(canvas, [(x, y + _TALL / 2), (turn, y + _TALL / 2), (turn, y2 + _TALL)])


def _tipped(canvas: Canvas, points: Sequence[Point]) -> None:
    """Draw a line whose last piece ends in a tip; the line stops short of it."""
    (x, y), (x2, y2) = points[-2], points[-1]
    across, down = (x2 > x) - (x2 < x), (y2 > y) - (y2 < y)
    shape = {(1, 0): "right", (-1, 0): "left", (0, 1): "down", (0, -1): "up"}[across, down]
    end = (x2 - 6 * across, y2 - 6 * down)
    canvas.curve([*points[:-1], end], colour=INK, width=1.8)
    canvas.symbol(x2 - 5 * across, y2 - 5 * down, shape=f"triangle-{shape}", size=70, line=0.3)


def wrapped(text: str, *, room: float, size: float, most: int) -> list[str]:
    """Return a text in lines that have room, at most so many; the last is shortened where it must be.

    >>> wrapped("Kepala Dinas Kelautan dan Perikanan", room=90.0, size=9.0, most=3)
    ['Kepala Dinas', 'Kelautan dan', 'Perikanan']
    """
    words, lines = text.split(), [""]
    while words:
        tried = f"{lines[-1]} {words[0]}".strip()
        if lines[-1] and width_of(tried, size=size) > room:
            if len(lines) == most:
                lines[-1] = f"{lines[-1]} {' '.join(words)}"
                break
            lines.append("")
            continue
        lines[-1] = tried
        words.pop(0)
    return [shortened(one, room=room, size=size) for one in lines]
