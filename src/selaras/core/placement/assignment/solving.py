"""The best seats without coupling rules."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.assignment.canonical import first_in_order
from selaras.core.placement.assignment.hall import violator
from selaras.core.placement.assignment.narrowing import WIDE, narrowed
from selaras.core.placement.assignment.pairs import Pairs, Table, largest_of, listed, table
from selaras.core.placement.assignment.prices import Prices, proved
from selaras.core.placement.assignment.shortening import LONG, shortened
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
    if instance.must.all() and (instance.home == NOWHERE).all():
        # Everybody comes from outside: all sets of seats have as many moves.
        pairs = table(instance.values, instance.open, instance.must)
    else:
        # A hundredth counts n + 1 and a move costs 1: so fewer moves never outweigh a hundredth.
        pairs = priced(instance, worth=len(instance.officials) + 1, price=1)
    seat = _first_of_best(pairs)
    objective = worth_of(instance, seat)
    return Solution(seat=seat, objective=objective, bound=objective)


def _first_of_best(pairs: Table) -> Numbers:
    wide = narrowed(pairs) if pairs.values.size >= WIDE else None
    if wide is not None:
        return first_in_order(*wide)
    seat, prices = best_seats(pairs)
    return first_in_order(pairs, seat, prices)


def best_seats(pairs: Pairs) -> tuple[Numbers, Prices]:
    """Return some of the best seats, and the prices that prove them; raises ``Impossible``."""
    return proved(pairs, _some_seats(pairs))


def _some_seats(pairs: Pairs) -> Numbers:
    seat = seats_of(pairs)
    if seat is None:
        raise Impossible(violator(*pairs.graph(), pairs.must, m=pairs.m))
    return seat


def worth_of(instance: Instance, seat: Numbers) -> int:
    """Return what seats are worth together, in hundredths."""
    seated = np.flatnonzero(seat != NOWHERE)
    # Python's integers: the last sum may need more than 64 bits where no single worth does.
    return sum(instance.values[seated, seat[seated]].tolist())


def priced(instance: Instance, *, worth: int, price: int) -> Table:
    """Return the pairs where a hundredth counts ``worth`` and a move costs ``price``."""
    values = instance.values
    if largest_of(values) * worth + price > 2**60:
        values = values.astype(object)
    values = values * worth
    _add_price(values, instance, price)
    return table(values, instance.open, instance.must)


def _add_price(values: NDArray[Any], instance: Instance, price: int) -> None:
    """Price moves in place, but for what is the same in all places of an official.

    To go without is worth 0 and a move only for whoever has a home: they gain the price at home instead of
    paying it elsewhere, and who comes from outside and need not get a seat pays in every post.
    """
    at_home = np.flatnonzero(instance.home != NOWHERE)
    values[at_home, instance.home[at_home]] += price
    values[~instance.must & (instance.home == NOWHERE)] -= price


def solve_draws(instance: Instance, values: Values) -> Numbers:
    """Return (draws, n) the best seats under each drawn set of values.

    Of equals the fewest moves, then the greatest sum of (n - row) x (m - column), which agrees with the order
    of ``solve`` wherever officials or posts are alike; for large instances, where such sums leave the exact
    integers of a double, what the solver comes to.

    values : (draws, n, m) hundredths; read where the instance is open
    Raises ``Impossible``.
    """
    solve(instance)  # what is possible does not depend on the values
    n, m = instance.open.shape
    moves = np.zeros((n, m))
    _add_price(moves, instance, 1)
    return seats_of_draws(values, instance.open, instance.must, moves=moves)


def solve_sparse(
    rows: Numbers, columns: Numbers, values: Values, n: int, m: int
) -> tuple[Solution, Certificate]:
    """Return the best seats of n officials, who all must get one, and the proof of it.

    Pair k is (rows[k], columns[k]) and worth values[k]; of a pair named twice the better counts. Of equals
    the seats that come first by official and post. Raises ``Impossible``.
    """
    pairs = listed(rows, columns, values, must=np.ones(n, dtype=bool), m=m)
    long = shortened(pairs) if pairs.rows.size >= LONG else None
    seat, prices = long or best_seats(pairs)
    seat = first_in_order(pairs, seat, prices)
    objective = sum(pairs.worth(np.arange(n), seat).tolist())
    bound = sum(prices.officials.tolist()) + sum(prices.posts.tolist())
    proof = Certificate(scale=1, officials=prices.officials, posts=prices.posts)
    return Solution(seat=seat, objective=objective, bound=bound), proof
