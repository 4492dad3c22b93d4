"""Pairs and their integer worth in the two forms that the kernel computes with: a full table, or a list.

Integers of 64 bits where no sum can leave them; Python's own, which are slower, where one could.
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.model import Flags, Numbers, Values

# The sums of the kernel: at most one worth and two prices, each at most the worths along one path.
_ROOM = 2**60


class Pairs(Protocol):
    """Who may sit where; ``must`` : (n,) whether going without a seat is no choice."""

    @property
    def must(self) -> Flags: ...

    @property
    def n(self) -> int: ...

    @property
    def m(self) -> int: ...

    @property
    def closed(self) -> int: ...

    def worth(self, rows: Numbers, columns: Numbers) -> Values:
        """Return what pairs are worth; closed ones less than any sum of others."""
        ...

    def outbid(self, rows: Numbers, officials: Values, posts: Values) -> tuple[Numbers, Values, Numbers]:
        """Return the columns where one of the rows offers more than the price: columns, offers, by whom.

        officials : (n,) what each keeps, so a row offers its worth less that; posts : (m,) the prices
        """
        ...

    def equal_to(self, officials: Values, posts: Values) -> tuple[Numbers, Numbers]:
        """Return rows and columns of the open pairs that are worth the sum of both prices."""
        ...

    def graph(self) -> tuple[Numbers, Numbers]:
        """Return rows and columns of the open pairs, by row."""
        ...


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """All pairs side by side. values : (n, m), ``closed`` where there is no pair."""

    values: Values
    closed: int
    must: Flags
    m: int

    @property
    def n(self) -> int:
        return int(self.values.shape[0])

    def worth(self, rows: Numbers, columns: Numbers) -> Values:
        found: Values = self.values[rows, columns]
        return found

    def outbid(self, rows: Numbers, officials: Values, posts: Values) -> tuple[Numbers, Values, Numbers]:
        here = self.values if rows.size == self.n else self.values[rows]
        over = here - officials[rows, None]
        most = over.max(axis=0)
        columns = np.flatnonzero(most > posts)
        return columns, most[columns], rows[over[:, columns].argmax(axis=0)]

    def equal_to(self, officials: Values, posts: Values) -> tuple[Numbers, Numbers]:
        rows, columns = np.nonzero(self.values == officials[:, None] + posts)
        return rows, columns

    def graph(self) -> tuple[Numbers, Numbers]:
        rows, columns = np.nonzero(self.values != self.closed)
        return rows, columns


@dataclass(frozen=True, eq=False, kw_only=True)
class Listed:
    """Pairs one by one, by row. rows, columns, values : (pairs,); starts : (n + 1,) where each row begins"""

    rows: Numbers
    columns: Numbers
    values: Values
    starts: Numbers
    closed: int
    must: Flags
    m: int

    @property
    def n(self) -> int:
        return int(self.starts.size - 1)

    def worth(self, rows: Numbers, columns: Numbers) -> Values:
        # Rows and columns are in order, so a pair is found by its number in the full table.
        keys = self.rows * self.m + self.columns
        wanted = rows * self.m + columns
        at = np.minimum(np.searchsorted(keys, wanted), max(keys.size - 1, 0))
        if not keys.size:
            return np.full(wanted.size, self.closed, dtype=self.values.dtype)
        found: Values = np.where(keys[at] == wanted, self.values[at], self.closed)
        return found.astype(self.values.dtype)

    def outbid(self, rows: Numbers, officials: Values, posts: Values) -> tuple[Numbers, Values, Numbers]:
        if 2 * rows.size > self.n:
            whose, columns = self.rows, self.columns
            over = self.values - np.repeat(officials, np.diff(self.starts))
        else:
            at = self._of(rows)
            whose, columns = self.rows[at], self.columns[at]
            over = self.values[at] - officials[whose]
        more = np.flatnonzero(over > posts[columns])
        whose, columns, over = whose[more], columns[more], over[more]
        most = posts.copy()
        np.maximum.at(most, columns, over)
        who = np.empty(self.m, dtype=np.int64)
        first = over == most[columns]
        who[columns[first]] = whose[first]
        raised = np.flatnonzero(most > posts)
        return raised, most[raised], who[raised]

    def only(self, kept: Numbers) -> "Listed":
        """Return these pairs alone; kept : their numbers, ascending"""
        starts = np.searchsorted(kept, self.starts)
        return replace(
            self, rows=self.rows[kept], columns=self.columns[kept], values=self.values[kept], starts=starts
        )

    def _of(self, rows: Numbers) -> Numbers:
        starts, lengths = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        before = np.cumsum(lengths) - lengths
        found: Numbers = np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths)
        return found

    def equal_to(self, officials: Values, posts: Values) -> tuple[Numbers, Numbers]:
        equal = self.values == officials[self.rows] + posts[self.columns]
        return self.rows[equal], self.columns[equal]

    def graph(self) -> tuple[Numbers, Numbers]:
        return self.rows, self.columns


def table(values: Values, open_pairs: Flags, must: Flags) -> Table:
    """Return the pairs of full tables, (n, m) each."""
    n, m = values.shape
    if open_pairs.all():
        kept, closed = _with_room(values, n)
    else:
        kept, closed = _with_room(np.where(open_pairs, values, 0), n)
        kept = np.where(open_pairs, kept, closed)
    return Table(values=kept, closed=closed, must=must, m=m)


def listed(rows: Numbers, columns: Numbers, values: Values, *, must: Flags, m: int) -> Listed:
    """Return pairs that are named one by one; of a pair named twice the better counts."""
    n = must.size
    kept, closed = _with_room(values, n)
    keys = rows * m + columns
    # Lists are made by row; a sort of what is sorted is the larger part of a large one's time.
    if keys.size > 1 and not (keys[1:] > keys[:-1]).all():
        order = np.lexsort((kept, keys))
        order = order[np.append(keys[order][1:] != keys[order][:-1], True)]
        rows, columns, kept = rows[order], columns[order], kept[order]
    starts = np.searchsorted(rows, np.arange(n + 1))
    return Listed(rows=rows, columns=columns, values=kept, starts=starts, closed=closed, must=must, m=m)


def _with_room(values: Values, n: int) -> tuple[Values, int]:
    """Return values in a type that holds every sum of the kernel, and a worth below all of them."""
    largest = largest_of(values)
    if largest * (2 * n + 4) < _ROOM and values.dtype != object:
        return values, -(4 * _ROOM)
    whole: NDArray[Any] = values.astype(object)
    return whole, -largest * (8 * n + 16) - 1


def largest_of(values: Values) -> int:
    """Return the largest magnitude."""
    return max(abs(int(values.max())), abs(int(values.min()))) if values.size else 0
