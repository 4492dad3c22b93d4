"""The seats whose worst tenth of regret is least: a search from above, a proof from below.

The sum of the worst k regrets of seats x is the greatest of sum(w_d x regret_d(x)) over weights 0 <= w_d <= 1
that sum to k (Rockafellar and Uryasev 2000, in the dual form). So any weights give a bound: one assignment
under the weighted values, solved exactly in integers. Weights climb by subgradients; the assignments met on
the way, those that force one pair, and exchanges of two seats are the seats that are tried. Few pairs left
are searched through with cutting planes. What stays between seats and bound is told, never assumed away.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement import assignment
from selaras.core.placement.coupled.runs import broken, broken_runs
from selaras.core.placement.model import NOWHERE, Flags, Instance, Losses, Numbers, Row, Solution
from selaras.core.placement.robust.planes import least_by_planes
from selaras.core.placement.robust.regret import WORST_PERCENT, Optima, n_worst

Floats = NDArray[np.float64]

STEPS = 150
SCALE = 1000
FEW_PAIRS = 60
FIRST_PLANES = 40


@dataclass(frozen=True, eq=False, kw_only=True)
class Robust:
    """The most robust seats found.

    worst_sum : sum of their worst regrets, hundredths; bound : no lawful seats have less, proven
    n_worst : how many draws that is; divided by it both are the CVaR
    """

    seat: Numbers
    worst_sum: int
    bound: int
    n_worst: int

    @property
    def is_optimal(self) -> bool:
        return self.worst_sum == self.bound


def most_robust(
    instance: Instance,
    rows: Sequence[Row],
    optima: Optima,
    starts: Sequence[Numbers],
    *,
    worst_percent: int = WORST_PERCENT,
) -> Robust:
    """Return lawful seats with the least CVaR of regret that is found, and what is proven of the least.

    starts : lawful seats to begin from, not empty; the best by mean values first, for it wins ties
    The same answer everywhere: no chance, no clock.
    """
    search = _Search(instance, rows, optima, n_worst(optima.n_draws, worst_percent=worst_percent))
    for seat in starts:
        search.try_seats(seat)
    weights, prices = search.climb()
    proof = search.proof(weights, prices)
    for seat in proof.forced():
        search.try_seats(seat)
    while search.exchange():
        pass
    among, bound = proof.among(search.least), proof.bound
    if bound < search.least and among.sum() <= FEW_PAIRS + len(instance.officials):
        bound = max(bound, search.cut(among, weights))
    return Robust(
        seat=search.seat, worst_sum=search.least, bound=min(bound, search.least), n_worst=search.n_worst
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Proof:
    """Integer weights of draws with the assignment that they price; ``bound`` of the sum of worst regrets."""

    instance: Instance
    solution: Solution
    losses: Losses
    total: int
    bound: int

    def among(self, least: int) -> Flags:
        """Return the pairs that seats with a lesser sum than ``least`` may have."""
        loss = self.losses.loss
        gap = SCALE * (least - 1) - self.total
        found: Flags = (loss >= 0) & (loss <= gap)
        return found

    def forced(self) -> Iterable[Numbers]:
        """Yield the priced assignment, then for every pair what it becomes when the pair is forced."""
        yield self.solution.seat
        for i, j in np.argwhere(self.losses.loss > 0):
            seat = self.solution.seat.copy()
            for step in assignment.path(self.losses, int(i), int(j)):
                seat[step.official] = step.end
            yield seat


class _Search:
    """Seats that were tried, the least worst sum among them, and the weights that bound it."""

    def __init__(self, instance: Instance, rows: Sequence[Row], optima: Optima, n_worst: int) -> None:
        self.instance, self.rows, self.optima, self.n_worst = instance, tuple(rows), optima, n_worst
        i, j = np.nonzero(instance.open)
        self._i, self._j = i, j
        self._place = np.full(instance.open.shape, NOWHERE, dtype=np.int64)
        self._place[i, j] = np.arange(len(i))
        # Whole numbers below 2**53: sums of them are exact in floating point.
        self._by_draw = np.ascontiguousarray(optima.values[:, i, j], dtype=np.float64)
        self._by_pair = np.ascontiguousarray(self._by_draw.T)
        self._worths = optima.worths.astype(np.float64)
        self._tried: set[bytes] = set()
        self._met: list[tuple[int, Numbers]] = []
        self.seat = np.full(len(instance.officials), NOWHERE, dtype=np.int64)
        self.least = -1

    def regrets(self, seat: Numbers) -> Floats:
        seated = np.flatnonzero(seat != NOWHERE)
        found: Floats = self._worths - self._by_pair[self._place[seated, seat[seated]]].sum(axis=0)
        return found

    def try_seats(self, seat: Numbers) -> None:
        """Keep lawful seats if they are the best so far; seats tried before are not tried again."""
        key = seat.tobytes()
        if key in self._tried:
            return
        self._tried.add(key)
        total = int(self._worst(self.regrets(seat)[None, :])[0])
        self._met.append((total, seat.copy()))
        if (self.least < 0 or total < self.least) and not broken(self.instance, self.rows, seat):
            self.seat, self.least = seat.copy(), total

    def climb(self) -> tuple[Floats, Floats]:
        """Return weights of draws and prices of rows whose bound is the greatest that was met."""
        seated = self.n_worst / self.optima.n_draws
        weights = np.full(self.optima.n_draws, seated)
        prices = np.zeros(len(self.rows))
        top, kept = -np.inf, (weights, prices)
        reach, since = 1.0, 0
        for _ in range(STEPS):
            seat, bound = self._priced(weights, prices)
            self._learn(seat)
            prices = np.concatenate([prices, np.zeros(len(self.rows) - len(prices))])
            self.try_seats(seat)
            if bound > top:
                top, kept, since = bound, (weights, prices), 0
            else:
                since += 1
                reach, since = (reach / 2, 0) if since == 8 else (reach, since)
            slope = self.regrets(seat)
            over = np.array([_activity(row, seat) - row.most for row in self.rows], dtype=float)
            over[(over < 0) & (prices <= 0)] = 0
            length = float(((slope - slope.mean()) ** 2).sum() + (over**2).sum() * 10_000)
            if length == 0:
                break
            step = reach * max(self.least - bound, 1.0) / length
            weights = _onto_weights(weights + step * slope, self.n_worst)
            prices = np.maximum(0.0, prices + step * 10_000 * over)
        return kept[0], np.concatenate([kept[1], np.zeros(len(self.rows) - len(kept[1]))])

    def proof(self, weights: Floats, prices: Floats) -> _Proof:
        """Return the bound of weights and prices, rounded to integers and solved exactly."""
        whole = _whole(weights, self.n_worst)
        charges = np.rint(prices * SCALE).astype(np.int64)
        used = np.flatnonzero(whole)
        values = np.tensordot(whole[used], self.optima.values[used], axes=1)
        for row, price in zip(self.rows, charges.tolist(), strict=True):
            for i, j, coefficient in row.pairs if price else ():
                values[i, j] -= price * coefficient
        priced = replace(self.instance, values=np.where(self.instance.open, values, 0), rules=())
        solution = assignment.solve(priced)
        allowed = sum(p * row.most for row, p in zip(self.rows, charges.tolist(), strict=True))
        total = int(whole @ self.optima.worths) - solution.objective - allowed
        return _Proof(
            instance=priced,
            solution=solution,
            losses=assignment.losses(priced, solution),
            total=total,
            bound=max(0, -(-total // SCALE)),
        )

    def exchange(self) -> bool:
        """Try every exchange of two seats and every free post; tell whether one is better."""
        before, seat, base = self.least, self.seat, self.regrets(self.seat)
        changes = list(self._changes(seat))
        gains = np.zeros((len(changes), len(base)))
        for number, change in enumerate(changes):
            for official, post in change:
                gains[number] += self._gain(official, int(seat[official]), post)
        sums = self._worst(base[None, :] - gains) if changes else np.zeros(0)
        for number in np.argsort(sums, kind="stable"):
            if sums[number] >= before or self.least < before:
                break
            tried = seat.copy()
            for official, post in changes[number]:
                tried[official] = post
            self.try_seats(tried)
        return self.least < before

    def cut(self, among: Flags, weights: Floats) -> int:
        """Search the pairs that are left; return the bound that is proven."""
        seats, bound = least_by_planes(
            self.instance,
            self.rows,
            self.optima,
            among=among,
            n_worst=self.n_worst,
            starts=[
                self.seat,
                *(seat for _, seat in sorted(self._met, key=lambda one: one[0])[:FIRST_PLANES]),
            ],
            weights=weights,
        )
        for seat in seats:
            self.try_seats(seat)
        return min(bound, self.least)

    def _changes(self, seat: Numbers) -> Iterable[tuple[tuple[int, int], ...]]:
        is_open = self.instance.open
        empty = np.setdiff1d(np.arange(is_open.shape[1]), seat)
        for i, one in enumerate(seat.tolist()):
            yield from (((i, int(j)),) for j in empty if is_open[i, j])
            if one != NOWHERE and not self.instance.must[i]:
                yield ((i, NOWHERE),)
        for i, k in combinations(range(len(seat)), 2):
            if self._may(i, int(seat[k])) and self._may(k, int(seat[i])) and seat[i] != seat[k]:
                yield ((i, int(seat[k])), (k, int(seat[i])))

    def _may(self, official: int, post: int) -> bool:
        may = not self.instance.must[official] if post == NOWHERE else self.instance.open[official, post]
        return bool(may)

    def _gain(self, official: int, start: int, end: int) -> Floats:
        nothing = np.zeros(self.optima.n_draws)
        before = nothing if start == NOWHERE else self._by_pair[self._place[official, start]]
        after = nothing if end == NOWHERE else self._by_pair[self._place[official, end]]
        gained: Floats = after - before
        return gained

    def _worst(self, regret: Floats) -> Floats:
        n_draws = regret.shape[1]
        ordered = np.partition(regret, n_draws - self.n_worst, axis=1)
        total: Floats = ordered[:, n_draws - self.n_worst :].sum(axis=1)
        return total

    def _priced(self, weights: Floats, prices: Floats) -> tuple[Numbers, float]:
        """Return the best seats under weighted values less prices, and the bound that they prove."""
        from scipy.optimize import linear_sum_assignment

        used = np.flatnonzero(weights)
        value = weights[used] @ self._by_draw[used]
        for row, price in zip(self.rows, prices, strict=False):
            for i, j, coefficient in row.pairs if price else ():
                if self._place[i, j] != NOWHERE:
                    value[self._place[i, j]] -= price * coefficient
        n, m = self.instance.open.shape
        far = (np.abs(value).max(initial=0.0) + 1) * (n + 1)
        table = np.full((n, m + n), -far)
        table[self._i, self._j] = value
        may_go = np.flatnonzero(~self.instance.must)
        table[may_go, m + may_go] = 0
        _, column = linear_sum_assignment(table, maximize=True)
        total = float(table[np.arange(n), column].sum())
        allowed = sum(price * row.most for row, price in zip(self.rows, prices, strict=False))
        return np.where(column < m, column, NOWHERE), float(weights @ self._worths) - total - allowed

    def _learn(self, seat: Numbers) -> None:
        """Keep the rows about chains and cycles that these seats break, so that they get a price."""
        further = [row for row in broken_runs(self.instance, seat) if row not in self.rows]
        self.rows += tuple(further)


def _activity(row: Row, seat: Numbers) -> int:
    return sum(coefficient for i, j, coefficient in row.pairs if seat[i] == j)


def _onto_weights(point: Floats, total: int) -> Floats:
    """Return the nearest weights between 0 and 1 that sum to ``total``."""
    low, high = float(point.min()) - 1, float(point.max())
    for _ in range(30):
        middle = (low + high) / 2
        if np.clip(point - middle, 0, 1).sum() > total:
            low = middle
        else:
            high = middle
    nearest: Floats = np.clip(point - high, 0, 1)
    return nearest


def _whole(weights: Floats, total: int) -> Numbers:
    """Return integers of 1/SCALE that sum to ``total``, none above 1; the rest goes to the largest parts."""
    whole = np.minimum(np.floor(weights * SCALE), SCALE).astype(np.int64)
    left = total * SCALE - int(whole.sum())
    order = np.argsort(whole - weights * SCALE, kind="stable")
    while left > 0:
        room = [k for k in order if whole[k] < SCALE][:left]
        whole[room] += 1
        left -= len(room)
    return whole
