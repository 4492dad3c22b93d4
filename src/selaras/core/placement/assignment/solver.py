"""Seats from solvers in floating point, chosen by size; nothing here is believed until prices prove it."""

import numpy as np

from selaras.core.placement.assignment.pairs import Listed, Pairs, Table, largest_of
from selaras.core.placement.model import NOWHERE, Flags, Numbers, Values

_EXACT = 2**53  # below it a double adds integers without rounding
_AT_ONCE = 64  # draws whose costs are laid out together


def seats_of(pairs: Pairs) -> Numbers | None:
    """Return seats that are best but for rounding; None where not everybody who must can get one."""
    found = _of_table(pairs) if isinstance(pairs, Table) else _of_list(pairs)
    if found is not None and _is_lawful(pairs, found):
        return found
    return _any_seats(pairs)


def _is_lawful(pairs: Pairs, seat: Numbers) -> bool:
    seated = np.flatnonzero(seat != NOWHERE)
    taken = seat[seated]
    if pairs.must[seat == NOWHERE].any() or np.unique(taken).size < taken.size:
        return False
    return bool((pairs.worth(seated, taken) != pairs.closed).all())


def _of_table(pairs: Table) -> Numbers | None:
    """Return the answer of shortest augmenting paths; who may go without has a column of the own for it."""
    from scipy.optimize import linear_sum_assignment

    may = np.flatnonzero(~pairs.must)
    if pairs.n > pairs.m + may.size:
        return None
    costs = np.full((pairs.n, pairs.m + may.size), np.inf)
    costs[:, : pairs.m] = -pairs.values.astype(np.float64)
    costs[:, : pairs.m][pairs.values == pairs.closed] = np.inf
    costs[may, pairs.m + np.arange(may.size)] = 0.0
    try:
        _, columns = linear_sum_assignment(costs)
    except ValueError:  # what it says of a matrix without a complete assignment
        return None
    return np.where(columns < pairs.m, columns, NOWHERE)


def _of_list(pairs: Listed) -> Numbers | None:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    may = np.flatnonzero(~pairs.must)
    if pairs.n > pairs.m + may.size:
        return None
    rows = np.concatenate((pairs.rows, may))
    columns = np.concatenate((pairs.columns, pairs.m + np.arange(may.size)))
    worth = np.concatenate((pairs.values.astype(np.float64), np.zeros(may.size)))
    # A weight of 0 would be no pair; everybody gets one column, so a shift changes nothing.
    costs = worth.max(initial=0.0) + 1.0 - worth
    graph = csr_array((costs, (rows, columns)), shape=(pairs.n, pairs.m + may.size))
    try:
        _, found = min_weight_full_bipartite_matching(graph)
    except ValueError:
        return None
    return np.where(found < pairs.m, found, NOWHERE).astype(np.int64)


def seats_of_draws(values: Values, open_pairs: Flags, must: Flags) -> Numbers:
    """Return (draws, n) the best seats under each set of worths of an instance in which all can be seated.

    values : (draws, n, m)
    """
    from scipy.optimize import linear_sum_assignment

    draws, n, m = values.shape
    may = np.flatnonzero(~must)
    scale, order = _order_of_pairs(n, m)
    if 2 * n * scale * (largest_of(values) + 1) > _EXACT:
        scale, order = 1, 0 * order
    seats = np.empty((draws, n), dtype=np.int64)
    costs = np.full((_AT_ONCE, n, m + may.size), np.inf)
    costs[:, may, m + np.arange(may.size)] = 0.0
    for start in range(0, draws, _AT_ONCE):
        part = values[start : start + _AT_ONCE]
        worth = (part * scale + order).astype(np.float64)
        costs[: len(part), :, :m] = np.where(open_pairs, -worth, np.inf)
        for d in range(len(part)):
            seats[start + d] = linear_sum_assignment(costs[d])[1]
    seats[seats >= m] = NOWHERE
    return seats


def _order_of_pairs(n: int, m: int) -> tuple[int, Numbers]:
    """Return a factor for worths and what to add to them, so that only equals are told apart by it."""
    order: Numbers = np.multiply.outer(np.arange(n, 0, -1), np.arange(m, 0, -1))
    return n * (n + 1) // 2 * m + 1, order


def _any_seats(pairs: Pairs) -> Numbers | None:
    """Return some lawful seats, whatever they are worth; None where there are none."""
    rows, columns = pairs.graph()
    seat = matched(rows, columns, pairs.must, m=pairs.m)
    return None if (seat[pairs.must] == NOWHERE).any() else seat


def matched(rows: Numbers, columns: Numbers, must: Flags, *, m: int) -> Numbers:
    """Return seats for as many as can of those who must get one."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    asked = must[rows]
    rows, columns = rows[asked], columns[asked]
    graph = csr_array((np.ones(rows.size, dtype=np.int8), (rows, columns)), shape=(must.size, m))
    found: Numbers = maximum_bipartite_matching(graph, perm_type="column").astype(np.int64)
    return found
