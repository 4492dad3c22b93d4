"""Seats from solvers in floating point, chosen by size; nothing here is believed until prices prove it."""

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.assignment.pairs import Listed, Pairs, Table, largest_of
from selaras.core.placement.model import NOWHERE, Flags, Numbers, Values

_EXACT = 2**53  # below it a double adds integers without rounding
_MANY = 300_000  # pairs from which scaling of costs is the faster way for a list


def seats_of(pairs: Pairs) -> Numbers | None:
    """Return seats that are best but for rounding; None where not everybody who must can get one."""
    found = None
    if isinstance(pairs, Table):
        found = _of_table(pairs)
    elif isinstance(pairs, Listed):
        found = _of_list(pairs)
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
    """Return the answer of cost scaling where there are many pairs, or of shortest augmenting paths."""
    if pairs.rows.size >= _MANY and (found := scaled(pairs)) is not None:
        return found
    if (arcs := _arcs(pairs)) is None:
        return None
    rows, columns, costs, m = arcs
    found = _by_paths(rows, columns, costs.astype(np.float64), pairs.n, m)
    return None if found is None else np.where(found < pairs.m, found, NOWHERE)


def scaled(pairs: Listed) -> Numbers | None:
    """Return the answer of cost scaling; None where it has none, or where numbers would grow too large."""
    if (arcs := _arcs(pairs)) is None or pairs.values.dtype == object:
        return None
    found = _by_scaling(*arcs[:3], pairs.n, arcs[3])
    return None if found is None else np.where(found < pairs.m, found, NOWHERE)


def _arcs(pairs: Listed) -> tuple[Numbers, Numbers, Values, int] | None:
    """Return rows, columns, costs and the number of columns; who may go without has an own one for it."""
    may = np.flatnonzero(~pairs.must)
    if pairs.n > pairs.m + may.size:
        return None
    rows = np.concatenate((pairs.rows, may)) if may.size else pairs.rows
    columns = np.concatenate((pairs.columns, pairs.m + np.arange(may.size))) if may.size else pairs.columns
    worth = np.concatenate((pairs.values, np.zeros(may.size, dtype=pairs.values.dtype)))
    # A weight of 0 would be no pair; everybody gets one column, so a shift changes nothing.
    costs: Values = max(int(worth.max(initial=0)), 0) + 1 - worth
    return rows, columns, costs, pairs.m + may.size


def _by_paths(rows: Numbers, columns: Numbers, costs: NDArray[np.float64], n: int, m: int) -> Numbers | None:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    try:
        _, found = min_weight_full_bipartite_matching(csr_array((costs, (rows, columns)), shape=(n, m)))
    except ValueError:  # there is no complete one
        return None
    return np.asarray(found, dtype=np.int64)


def _by_scaling(rows: Numbers, columns: Numbers, costs: Values, n: int, m: int) -> Numbers | None:
    """Return the answer of OR-Tools, whose numbers are whole; None also where they would grow too large.

    It knows squares alone: of a wider problem a mirror image is added, in which the columns choose rows, and
    in which a column that is free here chooses itself.
    """
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    solver = SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(rows.astype(np.int32), columns.astype(np.int32), costs)
    if n < m:
        solver.add_arcs_with_cost(
            (n + columns).astype(np.int32), (m + rows).astype(np.int32), np.zeros_like(costs)
        )
        every = np.arange(m, dtype=np.int32)
        solver.add_arcs_with_cost(n + every, every, np.zeros(m, dtype=np.int64))
    if solver.solve() != solver.OPTIMAL:
        return None
    return np.fromiter(map(solver.right_mate, range(n)), dtype=np.int64, count=n)


def seats_of_draws(values: Values, open_pairs: Flags, must: Flags, *, moves: NDArray[np.float64]) -> Numbers:
    """Return (draws, n) the best seats under each set of worths of an instance in which all can be seated.

    values : (draws, n, m) hundredths; moves : (n, m) what is added where a hundredth counts n + 1
    """
    from scipy.optimize import linear_sum_assignment

    draws, n, m = values.shape
    may = np.flatnonzero(~must)
    scale, order = _order_of_pairs(n, m)
    if 2 * n * scale * (n + 1) * (largest_of(values) + 1) > _EXACT:
        scale, order = 1, np.zeros((n, m))
    added = np.where(open_pairs, -(moves * scale + order), np.inf)
    seats = np.empty((draws, n), dtype=np.int64)
    costs = np.full((n, m + may.size), np.inf)
    costs[may, m + np.arange(may.size)] = 0.0
    for d in range(draws):
        # Doubles, but whole numbers that they hold exactly.
        np.multiply(values[d], -float(scale * (n + 1)), out=costs[:, :m])
        costs[:, :m] += added
        seats[d] = linear_sum_assignment(costs)[1]
    seats[seats >= m] = NOWHERE
    return seats


def _order_of_pairs(n: int, m: int) -> tuple[int, NDArray[np.float64]]:
    """Return a factor for worths and what to add to them, so that only equals are told apart by it."""
    order = np.multiply.outer(np.arange(n, 0, -1.0), np.arange(m, 0, -1.0))
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
