"""What the optimum loses when a pair is forced, for all pairs at once, and who would go where.

To force a pair is to go round once in the residual graph: the official takes the post, its holder takes
another, ... until somebody takes the post that the official left, or an empty one. So the loss is the pair's
gap to its prices plus the shortest way from the post's holder back to the official. All posts that nobody
holds are one node, the pool: who takes one of them leads into it, whose post may be left empty is led to.
Of equally short ways the one of fewest people is told; each edge counts one beside its weight for that.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.assignment.pairs import Table, table
from selaras.core.placement.assignment.prices import Prices, holders
from selaras.core.placement.assignment.proof import prices_of
from selaras.core.placement.model import NOWHERE, Instance, Losses, Numbers, Solution, Step, Values


def losses(instance: Instance, solution: Solution) -> Losses:
    """Return the exact loss of every open pair, and of every official who may go without a seat.

    ``solution`` is an optimum of ``instance`` without its rules; raises ``proof_of_no_optimum``.
    """
    seat = solution.seat
    n, m = instance.open.shape
    prices = prices_of(instance, seat)
    pairs = table(instance.values, instance.open, instance.must)
    gap = prices.officials[:, None] + prices.posts - pairs.values
    gap[~instance.open] = -1
    weights, empty = _weights(pairs, seat, prices, gap)
    unit = n + 3  # more than the edges of any circle
    edges = np.where(weights < 0, -1, weights * unit + 1)
    distance = _distances(edges)
    holder = holders(seat, m)
    holder[holder == NOWHERE] = n
    back = distance[holder, :n].T  # (n, m) from whoever holds the post to the official
    possible = instance.open & (back >= 0)
    loss = np.where(possible, gap + back // unit, -1)
    may = ~instance.must & (distance[n, :n] >= 0)
    unseated = np.where(may, prices.officials + distance[n, :n] // unit, -1)
    unseated[seat == NOWHERE] = 0
    ways = np.full((n + 1, n + 3), NOWHERE)
    ways[:, : n + 1] = _next_nodes(edges, distance)
    ways[:n, n + 1], ways[:n, n + 2] = seat, empty
    return Losses(loss=loss, is_exact=True, unseated=unseated, _next=ways)


def _weights(pairs: Table, seat: Numbers, prices: Prices, gap: Values) -> tuple[Values, Numbers]:
    """Return the residual graph, (n + 1, n + 1), -1: no edge; and (n,) the empty column each would take."""
    n = pairs.n
    weights = np.full((n + 1, n + 1), -1, dtype=gap.dtype)
    seated = np.flatnonzero(seat != NOWHERE)
    weights[:n, seated] = gap[:, seat[seated]]
    weights[n, :n] = 0
    weights[n, seated] = prices.posts[seat[seated]]
    empty = np.full(n, NOWHERE)
    free = np.setdiff1d(np.arange(pairs.m), seat)
    into = np.full(n, -1, dtype=gap.dtype)
    if free.size:
        gaps = gap[:, free]
        known = np.where(gaps < 0, gaps.max(initial=0) + 1, gaps)
        best = known.argmin(axis=1)
        into = gaps[np.arange(n), best]
        empty[into >= 0] = free[best][into >= 0]
    out = np.flatnonzero(~pairs.must & (seat != NOWHERE))
    cheaper = out[(into[out] < 0) | (prices.officials[out] < into[out])]
    into[cheaper], empty[cheaper] = prices.officials[cheaper], NOWHERE
    weights[:n, n] = into
    np.fill_diagonal(weights, -1)
    return weights, empty


def _distances(edges: Values) -> Values:
    """Return all shortest ways, -1 where there is none; in the narrowest integers that hold them."""
    largest = int(edges.max(initial=0))
    reached = False
    for kind, far in ((np.int32, 2**30 - 1), (np.int64, 2**61)):
        # A way beyond ``far`` would pass for none: unless all were found, or none could be so long.
        if largest < far // 2:
            found = _all_ways(np.where(edges < 0, far, edges).astype(kind), far)
            reached = largest * len(edges) < far or bool((found < far).all())
        if reached:
            return np.where(found == far, -1, found).astype(np.int64)
    far = largest * len(edges) + 1
    found = _all_ways(np.where(edges < 0, far, edges).astype(object), far)
    return np.where(found == far, -1, found)


def _all_ways(distance: NDArray[Any], far: int) -> NDArray[Any]:
    """Return all-pairs shortest ways (Floyd and Warshall), one node at a time for all pairs."""
    np.fill_diagonal(distance, 0)
    through = np.empty_like(distance)
    for k in range(len(distance)):
        np.add(distance[:, k, None], distance[k], out=through)
        np.minimum(distance, through, out=distance)
    return distance


def _next_nodes(edges: Values, distance: Values) -> Numbers:
    """Return the first node on the way from each to each, the least where there are several."""
    size = len(edges)
    far = int(distance.max(initial=0)) * 2 + int(edges.max(initial=0)) + 1
    weights = np.where(edges < 0, far, edges)
    rest = np.where(distance < 0, far, distance).T.copy()
    found = np.empty((size, size), dtype=np.int64)
    through = np.empty_like(weights)
    for end in range(size):
        np.add(weights, rest[end], out=through)
        found[:, end] = through.argmin(axis=1)
    found[distance < 0] = NOWHERE
    return found


def path(found: Losses, official: int, post: int) -> tuple[Step, ...]:
    """Return who would go where if the official got the post: first the official, then the displaced.

    Starts are seats of the optimum. The last step ends in a post that was free, in the post that the official
    leaves, or NOWHERE. Empty where the official sits there already, where the pair cannot be, and where rules
    couple moves so that no way is known.
    post : a column, or NOWHERE
    """
    loss = found.loss[official, post] if post != NOWHERE else _unseated(found, official)
    return () if loss < 0 or not found._next.size else _Ways(found, official).to(post)


def paths(found: Losses, official: int) -> dict[int, tuple[Step, ...]]:
    """Return the path of every post that the official could get, by post; the own one is empty."""
    posts = np.flatnonzero(found.loss[official] >= 0).tolist()
    if not found._next.size:
        return dict.fromkeys(posts, ())
    ways = _Ways(found, official)
    return {post: ways.to(post) for post in posts}


class _Ways:
    """The ways back to one official, in lists, which are read one by one much faster than arrays."""

    def __init__(self, found: Losses, official: int) -> None:
        self._pool = len(found._next) - 1
        self._official = official
        self._next: list[int] = found._next[:, official].tolist()
        self._seat: list[int] = found._next[: self._pool, self._pool + 1].tolist()
        self._empty: list[int] = found._next[: self._pool, self._pool + 2].tolist()
        self._holder = {post: row for row, post in enumerate(self._seat) if post != NOWHERE}
        # Ways to one end share their last steps; told again, these cost nothing.
        self._rest: dict[int, tuple[Step, ...]] = {official: ()}

    def to(self, post: int) -> tuple[Step, ...]:
        start = self._seat[self._official]
        if start == post:
            return ()
        first = Step(official=self._official, start=start, end=post)
        return (first, *self._displaced(self._holder.get(post, self._pool)))

    def _displaced(self, node: int) -> tuple[Step, ...]:
        """Return the steps from a node back to the official."""
        waiting = []
        while node not in self._rest:
            waiting.append(node)
            node = self._next[node]
        for one in reversed(waiting):
            following = self._next[one]
            rest = self._rest[following]
            if one != self._pool:
                end = self._empty[one] if following == self._pool else self._seat[following]
                rest = (Step(official=one, start=self._seat[one], end=end), *rest)
            self._rest[one] = rest
        return self._rest[waiting[0]] if waiting else self._rest[node]


def _unseated(found: Losses, official: int) -> int:
    return -1 if found.unseated is None else int(found.unseated[official])
