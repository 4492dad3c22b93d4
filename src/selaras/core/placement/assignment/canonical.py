"""The first of several best sets of seats: the least post of the first official, then of the second, ..."""

from collections import deque

import numpy as np

from selaras.core.placement.assignment.pairs import Pairs
from selaras.core.placement.assignment.prices import Prices, holders
from selaras.core.placement.model import NOWHERE, Numbers


def first_in_order(pairs: Pairs, seat: Numbers, prices: Prices) -> Numbers:
    """Return the best seats that come first by official and post, NOWHERE last.

    All best sets of seats consist of pairs worth exactly both their prices, and leave empty only posts of
    price 0. So from one to another leads a way inside these pairs, and none is found by trying.
    """
    rows, columns = _in_some_optimum(pairs, seat, prices)
    if not rows.size:
        return seat
    return _Order(pairs, seat, prices, rows, columns).run()


def _in_some_optimum(pairs: Pairs, seat: Numbers, prices: Prices) -> tuple[Numbers, Numbers]:
    """Return the pairs besides the seats that some other optimum has; a column NOWHERE for going without.

    A pair is in one if and only if its residual edge lies on a circle.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    n = pairs.n
    rows, columns = pairs.equal_to(prices.officials, prices.posts)
    other = columns != seat[rows]
    rows, columns = rows[other], columns[other]
    may_leave = np.flatnonzero(~pairs.must & (prices.officials == 0) & (seat != NOWHERE))
    rows = np.concatenate((rows, may_leave))
    columns = np.concatenate((columns, np.full(may_leave.size, NOWHERE)))
    if not rows.size:
        return rows, columns
    # NOWHERE is the last place of the holders: the pool of what is empty, node n.
    holder = np.append(holders(seat, pairs.m), NOWHERE)
    ends = holder[columns]
    ends[ends == NOWHERE] = n
    freed = np.flatnonzero((seat == NOWHERE) | (np.append(prices.posts, 0)[seat] == 0))
    starts = np.concatenate((rows, np.full(freed.size, n)))
    stops = np.concatenate((ends, freed))
    graph = csr_array((np.ones(starts.size, dtype=np.int8), (starts, stops)), shape=(n + 1, n + 1))
    _, part = connected_components(graph, directed=True, connection="strong")
    kept = part[rows] == part[ends]
    return rows[kept], columns[kept]


class _Order:
    """Officials settled one after the other; whoever is settled stays."""

    def __init__(self, pairs: Pairs, seat: Numbers, prices: Prices, rows: Numbers, columns: Numbers) -> None:
        self._seat = seat.tolist()
        self._holder = holders(seat, pairs.m).tolist()
        self._is_free_of_price = (prices.posts == 0).tolist()
        self._pool = pairs.n
        self._choices: dict[int, set[int]] = {}
        self._wanted_by: dict[int, list[int]] = {}
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
            self._choices.setdefault(row, {self._seat[row]}).add(column)
            self._wanted_by.setdefault(column, []).append(row)
        for row in self._choices:
            self._wanted_by.setdefault(self._seat[row], []).append(row)
        self._settled: set[int] = set()

    def run(self) -> Numbers:
        for official in sorted(self._choices):
            self._settle(official)
            self._settled.add(official)
        return np.array(self._seat, dtype=np.int64)

    def _settle(self, official: int) -> None:
        now = self._place(self._seat[official])
        choices = sorted(place for one in self._choices[official] if (place := self._place(one)) < now)
        if not choices:
            return
        toward = self._ways_to(official, stop=self._node(choices[0]))
        for post in choices:
            if self._node(post) in toward:
                self._reroute(official, post, toward)
                return

    def _place(self, column: int) -> int:
        return len(self._holder) if column == NOWHERE else column

    def _node(self, post: int) -> int:
        return self._pool if self._holder[post] == NOWHERE else int(self._holder[post])

    def _ways_to(self, official: int, *, stop: int) -> dict[int, int]:
        """Return for every node from which the official's post can be filled or left the next on its way."""
        toward: dict[int, int] = {}
        waiting = deque([official])
        while waiting:
            node = waiting.popleft()
            for before in self._before(node):
                if before not in toward and before != official and before not in self._settled:
                    toward[before] = node
                    if before == stop:
                        return toward
                    waiting.append(before)
        return toward

    def _before(self, node: int) -> list[int]:
        if node == self._pool:
            return [
                row
                for column, rows in self._wanted_by.items()
                if column == NOWHERE or self._holder[column] == NOWHERE
                for row in rows
                if self._seat[row] != column
            ]
        post = self._seat[node]
        if post == NOWHERE:
            return [self._pool]
        found = [row for row in self._wanted_by.get(post, ()) if row != node]
        return [*found, self._pool] if self._is_free_of_price[post] else found

    def _reroute(self, official: int, post: int, toward: dict[int, int]) -> None:
        moved = {official: post}
        node = self._node(post)
        while node != official:
            following = toward[node]
            if node != self._pool:
                moved[node] = self._empty_for(node) if following == self._pool else self._seat[following]
            node = following
        for row in moved:
            if self._seat[row] != NOWHERE:
                self._holder[self._seat[row]] = NOWHERE
        for row, column in moved.items():
            self._seat[row] = column
            if column != NOWHERE:
                self._holder[column] = row

    def _empty_for(self, row: int) -> int:
        empty = [one for one in self._choices[row] if one == NOWHERE or self._holder[one] == NOWHERE]
        return min(empty, key=self._place)
