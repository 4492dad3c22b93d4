"""The best seats of a very large table, looked for among the pairs that stand out.

Most pairs of thousands of officials and posts are in no good set of seats. So a list of what stands out in
its row or column is solved, and then every pair of the table is held against the prices. Pairs that outbid
them join the list and it is solved again. What the prices of the list prove of the whole table is proven.
"""

import numpy as np

from selaras.core.placement.assignment.pairs import Listed, Table, listed
from selaras.core.placement.assignment.prices import Prices, proved
from selaras.core.placement.assignment.solver import seats_of
from selaras.core.placement.model import Numbers, Values

WIDE = 2_000_000  # pairs from which this is worth while
_TRIES = 8  # of a table in which what is best does not stand out
_SAMPLE = 640  # rows and columns by which the rest is judged
_RUN = 32  # neighbours in it
_STANDING = 3  # of a sample that stand out
_AT_ONCE = 16  # rows that are looked at together, so that they stay near the processor


def narrowed(pairs: Table) -> tuple[Listed, Numbers, Prices] | None:
    """Return a list that holds every pair of any best seats, such seats and the prices that prove them for
    the whole table; None where the list would grow too long or not everybody is seated by it.
    """
    if pairs.values.dtype == object:
        return None
    chosen = _standing_out(pairs)
    for _ in range(_TRIES):
        if chosen.size > pairs.values.size // 4:
            return None
        short = _list_of(pairs, chosen)
        seat = seats_of(short)
        if seat is None:
            return None
        seat, prices = proved(short, seat)
        reached, is_proof = _reached(pairs, prices, margin=_margin(short, prices))
        chosen = _united(chosen, reached)
        if is_proof:
            return _list_of(pairs, chosen), seat, prices
    return None


def _list_of(pairs: Table, chosen: Numbers) -> Listed:
    rows, columns = np.divmod(chosen, pairs.m)
    return listed(rows, columns, pairs.values[rows, columns], must=pairs.must, m=pairs.m)


def _united(chosen: Numbers, more: Numbers) -> Numbers:
    at = np.minimum(np.searchsorted(chosen, more), chosen.size - 1)
    new = more[chosen[at] != more]
    # Two ascending runs: a stable sort merges them.
    return np.sort(np.concatenate((chosen, new)), kind="stable")


def _standing_out(pairs: Table) -> Numbers:
    """Return the numbers (row x m + column) of the pairs that are high in their row or in their column.

    High once the means of both are taken away: else a post that is good for everybody is all that stands out.
    """
    values, n, m = pairs.values, pairs.n, pairs.m
    some_rows, some_columns = _sample(n), _sample(m)
    by_row, by_column = values[some_rows], values[:, some_columns]
    column_mean, row_mean = _means(by_row.T, pairs.closed), _means(by_column, pairs.closed)
    # Of a line with hardly an open pair every open one stands out, and still no closed one.
    least_in_row = np.maximum(_high(by_column - column_mean[some_columns]), pairs.closed // 4)
    least_in_column = np.maximum(_high((by_row - row_mean[some_rows, None]).T), pairs.closed // 4)
    found = []
    for start in range(0, n, _AT_ONCE):
        part = values[start : start + _AT_ONCE]
        stop = start + len(part)
        least = least_in_row[start:stop, None] + column_mean
        np.minimum(least, least_in_column + row_mean[start:stop, None], out=least)
        found.append(np.flatnonzero(part >= least) + start * m)
    return np.concatenate(found)


def _sample(size: int) -> Numbers:
    """Return numbers from all over, in runs of neighbours, which lie together in memory."""
    starts = np.linspace(0, size - _RUN, _SAMPLE // _RUN).astype(np.int64)
    return np.unique((starts[:, None] + np.arange(_RUN)).clip(0, size - 1))


def _means(sample: Values, closed: int) -> Values:
    """Return the mean of each line over its open pairs, whole."""
    is_open = sample != closed
    total = np.where(is_open, sample, 0).sum(axis=1)
    mean: Values = total // np.maximum(is_open.sum(axis=1), 1)
    return mean


def _high(lines: Values) -> Values:
    """Return of each line the worth that few of it reach."""
    kept = min(_STANDING, lines.shape[1])
    least: Values = np.partition(lines, lines.shape[1] - kept, axis=1)[:, -kept]
    return least


def _margin(pairs: Listed, prices: Prices) -> int:
    """Return by how much most pairs of the list fall short of their prices."""
    short = prices.officials[pairs.rows] + prices.posts[pairs.columns] - pairs.values
    return int(np.partition(short, short.size // 8)[short.size // 8])


def _reached(pairs: Table, prices: Prices, *, margin: int) -> tuple[Numbers, bool]:
    """Return the numbers of the pairs worth nearly both their prices, and whether none is worth more."""
    found, is_proof = [], True
    for start in range(0, pairs.n, _AT_ONCE):
        part = pairs.values[start : start + _AT_ONCE]
        over = part - prices.officials[start : start + len(part), None]
        reached = np.flatnonzero(over >= prices.posts - margin)
        is_proof = is_proof and bool((over.ravel()[reached] <= prices.posts[reached % pairs.m]).all())
        found.append(reached + start * pairs.m)
    return np.concatenate(found), is_proof
