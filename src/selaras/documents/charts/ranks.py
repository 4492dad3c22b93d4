"""Who stands where: the scores as dots, and between which ranks each may really stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.documents.charts.canvas import BLUE, GREEN, INK, ORANGE, QUIET, SIZE, SKY, WIDTH, Canvas, Spec
from selaras.documents.charts.lettering import shortened, width_of

_ROW = 14.5
_TOP = 34.0
_RANK_WIDE = 26.0  # a shared rank of many people takes more
_STEPS = 4  # of the score axis
_TIERS: tuple[tuple[str, str], ...] = (("circle", GREEN), ("square", SKY), ("triangle-up", ORANGE))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class RankSpan:
    """One person with the rank by the rulebook and the ranks between which it may really lie."""

    name: str
    rank: str
    place: int
    span: tuple[int, int] | None  # None: not comparable with the others


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Rows, from the first to the last of a run, whose people cannot be told apart."""

    first: int
    last: int


def rank_dots(people: Sequence[Scored], lines: Iterable[Line], *, least: Decimal) -> Spec:
    """Return the rank chart: one dot per person with its score beside it, and the cut scores."""
    left, right = 214.0, WIDTH - 52.0
    low, high = float(least), 100.0

    def across(score: Decimal) -> float:
        return left + (float(score) - low) / (high - low) * (right - left)

    canvas = Canvas()
    name_at = _names_at(one.rank for one in people)
    bottom = _TOP + _ROW * len(people)
    for n, one in enumerate(people):
        y = _TOP + _ROW * (n + 0.5)
        _person(canvas, y, one.rank, one.name, at=name_at, until=left - 8)
        canvas.text(WIDTH - 4, y, one.label, align="right", weight="bold")
        canvas.rule((left, y), (right, y))
        shape, fill = _TIERS[min(one.tier, len(_TIERS) - 1)]
        canvas.symbol(across(one.score), y, shape=shape, fill=fill)
    for cut in lines:
        x = across(cut.at)
        canvas.rule((x, _TOP - 8), (x, bottom), colour=QUIET, width=1.2, dash=[4, 3])
        canvas.text(x, _TOP - 15, cut.label, align="center")
    for n in range(_STEPS + 1):
        value = low + n * (high - low) / _STEPS
        x = left + n * (right - left) / _STEPS
        canvas.text(x, bottom + 9, f"{value:.0f}", align="center", colour=QUIET)
    return canvas.spec(bottom + 18)


def axis_start(lowest: Decimal, lines: Iterable[Decimal]) -> Decimal:
    """Return where the score axis begins: a multiple of 20 below every score and every line.

    >>> axis_start(Decimal("61.20"), [Decimal(68), Decimal(80)])
    Decimal('60')
    """
    least = min([lowest, *lines])
    return Decimal(int(least) // 20 * 20)


_BRACKETS_AT, _BRACKETS_WIDE = 200.0, 84.0
_WIDEST_LANE = 9.0


def rank_intervals(people: Sequence[RankSpan], alike: Sequence[Alike], *, n_ranks: int) -> Spec:
    """Return the ranks: a bar from the best to the worst, the rank of the rulebook as a dot upon it.

    Beside the names, one line per run of people who cannot be told apart.
    """
    left, right = _BRACKETS_AT + _BRACKETS_WIDE + 18, WIDTH - 62.0
    step = (right - left) / max(n_ranks - 1, 1)
    canvas = Canvas()
    name_at = _names_at(one.rank for one in people)
    bottom = _TOP + _ROW * len(people)
    for rank in _marked_ranks(n_ranks):
        x = left + (rank - 1) * step
        canvas.rule((x, _TOP - 6), (x, bottom + 2))
        canvas.text(x, _TOP - 15, str(rank), align="center", colour=QUIET)
        canvas.text(x, bottom + 10, str(rank), align="center", colour=QUIET)
    for n, one in enumerate(people):
        y = _TOP + _ROW * (n + 0.5)
        if n % 2 == 0:
            canvas.area(0, y - _ROW / 2, width=WIDTH, height=_ROW, fill="#f4f6f7")
        _person(canvas, y, one.rank, one.name, at=name_at, until=_BRACKETS_AT - 6)
        x = left + (one.place - 1) * step
        if one.span is None:
            canvas.symbol(x, y, fill="#ffffff", size=44)
            canvas.text(WIDTH - 4, y, "–", align="right")
            continue
        best, worst = (left + (rank - 1) * step for rank in one.span)
        canvas.rule((best, y), (worst, y), colour=SKY, width=4.5)
        for end in (best, worst):
            canvas.rule((end, y - 4), (end, y + 4), colour=BLUE, width=1.2)
        canvas.symbol(x, y, fill=INK, size=44)
        canvas.text(WIDTH - 4, y, _span_label(one.span), align="right", weight="bold")
    _brackets(canvas, alike, n_people=len(people))
    return canvas.spec(bottom + 20)


def _marked_ranks(n: int) -> list[int]:
    """Return the ranks named on the axis: the first, every fifth, and the last if it has room.

    >>> _marked_ranks(12), _marked_ranks(41)
    ([1, 5, 10, 12], [1, 5, 10, 15, 20, 25, 30, 35, 41])
    """
    step = 1 if n <= 9 else 5 if n <= 60 else 10 * (1 + n // 150)
    named = [1, *range(step if step > 1 else 2, n + 1, step)]
    if named[-1] != n:
        named = [one for one in named if n - one >= step * 0.4] + [n]
    return named


def _brackets(canvas: Canvas, alike: Sequence[Alike], *, n_people: int) -> None:
    """Draw each run as an upright line; one that goes on beyond the picture has no foot there."""
    runs = [one for one in alike if one.last > one.first and one.first < n_people and one.last >= 0]
    lanes: list[int] = []  # the last row that each lane holds
    placed: list[tuple[Alike, int]] = []
    for run in sorted(runs, key=lambda one: (one.first, one.last)):
        lane = next((n for n, end in enumerate(lanes) if end < run.first), len(lanes))
        lanes[lane:] = [run.last, *lanes[lane + 1 :]]
        placed.append((run, lane))
    wide = min(_WIDEST_LANE, _BRACKETS_WIDE / max(len(lanes), 1))
    for run, lane in placed:
        x = _BRACKETS_AT + (lane + 0.5) * wide
        first, last = max(run.first, 0), min(run.last, n_people - 1)
        start, end = _TOP + _ROW * first + 2, _TOP + _ROW * (last + 1) - 2
        canvas.rule((x, start), (x, end), colour=INK, width=1.3)
        foot = wide * 0.6
        for row, y in ((run.first, start), (run.last, end)):
            if 0 <= row < n_people:
                canvas.rule((x, y), (x + foot, y), colour=INK, width=1.3)


def _span_label(span: tuple[int, int]) -> str:
    best, worst = span
    return str(best) if best == worst else f"{best}–{worst}"


def _names_at(ranks: Iterable[str]) -> float:
    """Return where the names begin, right of the widest rank."""
    return max([_RANK_WIDE, *(width_of(one, size=SIZE) for one in ranks)]) + 8


def _person(canvas: Canvas, y: float, rank: str, name: str, *, at: float, until: float) -> None:
    canvas.text(at - 8, y, rank, align="right")
    canvas.text(at, y, shortened(name, room=until - at, size=SIZE))
