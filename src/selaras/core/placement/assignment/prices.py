"""Integer prices of posts that prove seats to be best; where there are none, better seats.

A set of seats is best if and only if posts can have prices >= 0, empty ones 0, under which nobody would
gain by another post, or by none where that is a choice. Prices are raised from 0 as far as somebody's
gain asks for it, in rounds over all posts at once (Bellman and Ford on the residual graph). They stop at
the least prices there are, which do not depend on the seats, or else run in a circle: an exchange that
gains. So a solver in floating point, or a wrong one, is never believed.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.placement.assignment.pairs import Listed, Pairs
from selaras.core.placement.model import NOWHERE, Numbers, Values

_ROUNDS = 16  # between two looks for a circle
_LONG = 200_000  # pairs of a list from which it is worth while to load the compiler


@dataclass(frozen=True, eq=False, kw_only=True)
class Prices:
    """officials : (n,) what each gains over the price of the own post; posts : (m,) least prices"""

    officials: Values
    posts: Values


def proved(pairs: Pairs, seat: Numbers, *, posts: Values | None = None) -> tuple[Numbers, Prices]:
    """Return best seats with the prices that prove them, beginning from any lawful seats.

    posts : (m,) least prices for some of the pairs, under which these seats are best: no less is asked by all
    """
    while True:
        found = _Raising(pairs, seat, posts).run()
        if isinstance(found, Prices):
            return seat, found
        seat, posts = found, None


def value_of(pairs: Pairs, seat: Numbers) -> int:
    """Return what seats are worth together."""
    seated = np.flatnonzero(seat != NOWHERE)
    return int(pairs.worth(seated, seat[seated]).sum())


def holders(seat: Numbers, m: int) -> Numbers:
    """Return (m,) who sits in each post, NOWHERE where nobody does."""
    found = np.full(m, NOWHERE)
    seated = np.flatnonzero(seat != NOWHERE)
    found[seat[seated]] = seated
    return found


class _Raising:
    """Prices on their way up. ``by`` : (m,) who raised each price last."""

    def __init__(self, pairs: Pairs, seat: Numbers, posts: Values | None) -> None:
        self.pairs = pairs
        self._seat = seat
        self._holder = holders(seat, pairs.m)
        seated = np.flatnonzero(seat != NOWHERE)
        worth = pairs.worth(seated, seat[seated])
        self._worth = np.zeros(pairs.n, dtype=worth.dtype)
        self._worth[seated] = worth
        self._officials = self._worth.copy()
        self._posts = np.zeros(pairs.m, dtype=worth.dtype)
        if posts is not None:
            self._posts[:] = posts
            self._officials[seated] -= posts[seat[seated]]
        self._by = np.full(pairs.m, NOWHERE)

    def run(self) -> Prices | Numbers:
        """Return the least prices, or better seats where there are no prices."""
        unwilling = np.flatnonzero(~self.pairs.must & (self._officials < 0))
        if unwilling.size:
            return self._rerouted(int(unwilling[0]), NOWHERE)
        pairs = self.pairs
        if isinstance(pairs, Listed) and pairs.rows.size >= _LONG and pairs.values.dtype != object:
            return self._run_compiled(pairs)
        return self._run_in_rounds()

    def _run_compiled(self, pairs: Listed) -> Prices | Numbers:
        from selaras.core.placement.assignment import raising

        told, official, post = raising.raise_prices(
            *(pairs.starts, pairs.columns, pairs.values, self._seat, self._holder, pairs.must),
            *(self._worth, self._officials, self._posts, self._by),
        )
        if told == raising.AT_REST:
            return Prices(officials=self._officials, posts=self._posts)
        if told == raising.CIRCLE:
            return self._exchanged(self._circles())
        return self._rerouted(official, post)

    def _run_in_rounds(self) -> Prices | Numbers:
        rows, n_rounds = np.arange(self.pairs.n), 0
        while rows.size:
            raised, most, who = self.pairs.outbid(rows, self._officials, self._posts)
            empty = np.flatnonzero(self._holder[raised] == NOWHERE)
            if empty.size:
                return self._rerouted(int(who[empty[0]]), int(raised[empty[0]]))
            self._posts[raised] = most
            self._by[raised] = who
            rows = self._holder[raised]
            self._officials[rows] = self._worth[rows] - most
            unwilling = rows[~self.pairs.must[rows] & (self._officials[rows] < 0)]
            if unwilling.size:
                return self._rerouted(int(unwilling[0]), NOWHERE)
            n_rounds += 1
            if n_rounds % _ROUNDS == 0 and (circle := self._circles()).size:
                return self._exchanged(circle)
        return Prices(officials=self._officials, posts=self._posts)

    def _circles(self) -> Numbers:
        """Return the posts whose prices raise each other in circles."""
        m = self.pairs.m
        before = np.full(m + 1, m)
        raised = np.flatnonzero(self._by != NOWHERE)
        before[raised] = self._seat[self._by[raised]]
        before[before == NOWHERE] = m
        for _ in range(m.bit_length()):
            before = before[before]
        return np.unique(before[before != m])

    def _exchanged(self, circle: Numbers) -> Numbers:
        better = self._seat.copy()
        better[self._by[circle]] = circle
        return better

    def _rerouted(self, official: int, post: int) -> Numbers:
        """Return seats with the official in the post, and whoever wanted it most in each post left."""
        if (circle := self._circles()).size:
            return self._exchanged(circle)
        better = self._seat.copy()
        while True:
            left = int(self._seat[official])
            better[official] = post
            if left == NOWHERE or self._by[left] == NOWHERE:
                return better
            official, post = int(self._by[left]), left
