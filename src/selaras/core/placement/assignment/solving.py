"""The best seats without coupling rules."""

import numpy as np

from selaras.core.placement.assignment.canonical import first_in_order
from selaras.core.placement.assignment.hall import violator
from selaras.core.placement.assignment.pairs import Pairs, largest_of, listed, table
from selaras.core.placement.assignment.prices import Prices, proved
from selaras.core.placement.assignment.solver import seats_of, seats_of_draws
from selaras.core.placement.model import (
    NOWHERE,
    Certificate,
    Impossible,
    Instance,
    Numbers,
    Solution,
    Values,
)


def solve(instance: Instance) -> Solution:
    """Return the best seats; its rules are not asked.

    Among equals: the fewest moves, then the seats that come first by official and post, NOWHERE last.
    Raises ``Impossible`` with the smallest Hall violator.
    """
    pairs = table(folded(instance, instance.values), instance.open, instance.must)
    seat, _ = best_seats(pairs)
    objective = worth_of(instance, seat)
    return Solution(seat=seat, objective=objective, bound=objective)


def best_seats(pairs: Pairs) -> tuple[Numbers, Prices]:
    """Return the first of the best seats, and the prices that prove them; raises ``Impossible``."""
    seat = seats_of(pairs)
    if seat is None:
        raise Impossible(violator(*pairs.graph(), pairs.must, m=pairs.m))
    seat, prices = proved(pairs, seat)
    return first_in_order(pairs, seat, prices), prices


def worth_of(instance: Instance, seat: Numbers) -> int:
    """Return what seats are worth together, in hundredths."""
    seated = np.flatnonzero(seat != NOWHERE)
    # Python's integers: the last sum may need more than 64 bits where no single worth does.
    return sum(instance.values[seated, seat[seated]].tolist())


def folded(instance: Instance, values: Values) -> Values:
    """Return worths under which of two equal sets of seats the one of fewer moves is better.

    Each hundredth counts n + 1 and each move takes 1 away. To go without a seat is worth 0, so whoever
    leaves a post by going gets that 1 in every post instead.

    values : (..., n, m)
    """
    n, m = instance.open.shape
    moves = instance.home[:, None] != np.arange(m)
    leaves = instance.home[:, None] != NOWHERE
    if largest_of(values) * (n + 2) > 2**60:
        values = values.astype(object)
    return values * (n + 1) - moves + leaves


def solve_draws(instance: Instance, values: Values) -> Numbers:
    """Return (draws, n) the best seats under each drawn set of values.

    Of equals the fewest moves, then the greatest sum of (n - row) x (m - column), which agrees with the order
    of ``solve`` wherever officials or posts are alike; for large instances, where such sums leave the exact
    integers of a double, what the solver comes to.

    values : (draws, n, m) hundredths; read where the instance is open
    Raises ``Impossible``.
    """
    solve(instance)  # what is possible does not depend on the values
    return seats_of_draws(folded(instance, values), instance.open, instance.must)


def solve_sparse(
    rows: Numbers, columns: Numbers, values: Values, n: int, m: int
) -> tuple[Solution, Certificate]:
    """Return the best seats of n officials, who all must get one, with the proof.

    Pair k is (rows[k], columns[k]) and worth values[k]; of a pair named twice the better counts. Of equals
    the seats that come first by official and post. Raises ``Impossible``.
    """
    pairs = listed(rows, columns, values, must=np.ones(n, dtype=bool), m=m)
    seat, prices = best_seats(pairs)
    objective = sum(pairs.worth(np.arange(n), seat).tolist())
    proof = Certificate(scale=1, officials=prices.officials, posts=prices.posts)
    return Solution(seat=seat, objective=objective, bound=objective), proof
