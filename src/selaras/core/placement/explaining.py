"""Why here, why not there: the facts of one slate for every official and every post; no sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.calendar_days import years_between
from selaras.core.outcome import OfficialResult, Results
from selaras.core.placement.gates import TERM_RULE, is_lower, kept_by
from selaras.core.placement.model import NOWHERE, Losses, Slate, Step
from selaras.core.placement.offer import Candidate, Change, MoveKind, PostTold, Problem, SeatTold, WhyNot
from selaras.core.points import rounded
from selaras.core.rules import Rulebook

MOST_OTHERS = MOST_CANDIDATES = 3
SHARE_PLACES = 1
# Who is displaced where when a pair is forced; nothing where that is not known.
Paths = Callable[[int, int], tuple[Step, ...]]


@dataclass(frozen=True, kw_only=True)
class Explained:
    """What explanations rest on; ``paths`` are asked for one pair after the other."""

    case: c.CaseFile
    rulebook: Rulebook
    results: Results
    problem: Problem
    slate: Slate
    losses: Losses
    paths: Paths
    _positions: Mapping[v.PositionCode, c.Position] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_positions", {one.code: one for one in self.case.positions})

    def seats(self) -> tuple[SeatTold, ...]:
        """Return every official's seat in the slate, by row."""
        officials = {one.nip: one for one in self.case.officials}
        results = {one.nip: one for one in self.results.officials}
        return tuple(
            self._seat(row, officials[nip], results[nip]) for row, nip in enumerate(self.problem.nips)
        )

    def posts(self) -> tuple[PostTold, ...]:
        """Return every post in the slate, by column."""
        holder = {column: row for row, column in enumerate(self.slate.solution.seat.tolist())}
        return tuple(
            self._post(column, holder.get(column, NOWHERE)) for column in range(len(self.problem.positions))
        )

    def _seat(self, row: int, official: c.Official, result: OfficialResult) -> SeatTold:
        column = int(self.slate.solution.seat[row])
        others = self._others(row, column)
        chosen = self.slate.chosen_in
        return SeatTold(
            official=row,
            post=column,
            kind=self._kind(row, column, official, result),
            change=self._change(row, column, official),
            worth=self.problem.worth.get((row, column)),
            flags=self.problem.flags.get((row, column), ()),
            margin=int(self.losses.loss[row, others[0]]) if others else None,
            others=tuple(self._why_not(row, other) for other in self._told(row, others)),
            wished=self._wished(row, column, result),
            chosen_percent=None
            if chosen is None or not self.slate.n_draws
            else rounded(Fraction(100 * int(chosen[row]), self.slate.n_draws), SHARE_PLACES),
        )

    def _others(self, row: int, column: int) -> list[int]:
        """Return the other posts that the official could have, least loss first."""
        loss = self.losses.loss[row].tolist()
        known = [j for j, lost in enumerate(loss) if lost >= 0 and j != column]
        return sorted(known, key=lambda j: (loss[j], j))

    def _told(self, row: int, others: Sequence[int]) -> list[int]:
        """Return the nearest others; the own post is among them, since whoever moves asks why not stay."""
        nearest, home = list(others[:MOST_OTHERS]), int(self.problem.instance.home[row])
        if home in others and home not in nearest:
            return [*nearest[:-1], home]
        return nearest

    def _wished(self, row: int, column: int, result: OfficialResult) -> WhyNot | None:
        """Return why not the post of greatest match; nothing where the own seat matches as well."""
        matches = {
            j: fit.percent
            for j, code in enumerate(self.problem.positions)
            if (fit := result.fits.get(code)) is not None and not fit.knocked_out_by
        }
        most = max(matches.values(), default=None)
        if most is None or matches.get(column) == most:
            return None
        # Among equals a post that is open says more than one that is not.
        best = [j for j, one in matches.items() if one == most]
        return self._why_not(row, min(best, key=lambda j: ((row, j) in self.problem.closed, j)))

    def _why_not(self, row: int, column: int) -> WhyNot:
        closed = self.problem.closed.get((row, column), ())
        if closed:
            return WhyNot(official=row, post=column, closed=closed)
        lost = int(self.losses.loss[row, column])
        if lost < 0:
            return WhyNot(official=row, post=column, never=True)
        is_exact = self.losses.is_exact
        return WhyNot(
            official=row,
            post=column,
            loss=lost,
            path=self.paths(row, column) if is_exact else (),
            is_bound=not is_exact,
        )

    def _kind(self, row: int, column: int, official: c.Official, result: OfficialResult) -> MoveKind:
        if column == NOWHERE:
            return MoveKind.NO_SEAT
        if column == self.problem.instance.home[row]:
            return MoveKind.EXTEND if self._extends(official, result) else MoveKind.STAY
        if self.case.event.kind is v.EventKind.OPEN_SELECTION:
            return MoveKind.SELECTION
        target = self._position(column)
        if is_lower(official, target):
            return MoveKind.DEMOTION
        own, new = self._job_class(row, official), target.job_class
        if own is not None and new is not None and own != new:
            return MoveKind.PROMOTION if new > own else MoveKind.LOWER_CLASS
        circles = (one for one in self.slate.chains if one.is_cycle)
        in_circle = any(step.official == row for one in circles for step in one.steps)
        return MoveKind.ROTATION if in_circle else MoveKind.MUTATION

    def _extends(self, official: c.Official, result: OfficialResult) -> bool:
        """Return whether staying takes a decision: five years are over, and the result speaks for it."""
        if not official.level.is_jpt or any(kept_by(result)):
            return False
        limit = self.rulebook.rule(TERM_RULE).integer("max_years")
        return years_between(official.in_position_since, self.case.event.ends_on) >= limit

    def _change(self, row: int, column: int, official: c.Official) -> Change:
        target = None if column == NOWHERE else self._position(column)
        home = int(self.problem.instance.home[row])
        own = None if home == NOWHERE else self._position(home)
        return Change(
            echelon=(_echelon(own), _echelon(target)),
            job_class=(self._job_class(row, official), target.job_class if target else None),
            allowance_class=(
                official.allowance_class or (own.allowance_class if own else None),
                target.allowance_class if target else None,
            ),
        )

    def _job_class(self, row: int, official: c.Official) -> int | None:
        home = int(self.problem.instance.home[row])
        if official.job_class is not None or home == NOWHERE:
            return official.job_class
        return self._position(home).job_class

    def _post(self, column: int, holder: int) -> PostTold:
        loss = self.losses.loss[:, column].tolist()
        ranked = sorted((row for row, lost in enumerate(loss) if lost >= 0), key=lambda row: (loss[row], row))
        return PostTold(
            post=column,
            holder=holder,
            candidates=tuple(
                Candidate(official=row, worth=self.problem.worth[row, column], loss=loss[row])
                for row in ranked[:MOST_CANDIDATES]
            ),
            goes_to_selection=holder == NOWHERE and self._is_for_selection(column),
        )

    def _is_for_selection(self, column: int) -> bool:
        """Return whether open selection fills an empty post: a JPT's, to be filled, really empty."""
        post = self._position(column)
        was_held = column in self.problem.instance.home
        return (
            post.is_in_play and post.level.is_jpt and (was_held or post.state is not v.PositionState.FILLED)
        )

    def _position(self, column: int) -> c.Position:
        return self._positions[self.problem.positions[column]]


def _echelon(post: c.Position | None) -> str | None:
    return post.echelon or None if post else None
