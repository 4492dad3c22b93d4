"""The best seats where rules couple moves."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from selaras.core.placement import assignment
from selaras.core.placement.coupled.conflicts import conflict_of_rows
from selaras.core.placement.coupled.equals import first_among_equals, folded, unfolded
from selaras.core.placement.coupled.programme import best, worth
from selaras.core.placement.coupled.proving import certificate_of, dual_prices, priced
from selaras.core.placement.coupled.rows import OF_RUNS
from selaras.core.placement.coupled.runs import broken, broken_runs
from selaras.core.placement.model import (
    NOWHERE,
    Certificate,
    Impossible,
    Instance,
    Row,
    Solution,
    Step,
    Values,
)

NEVER = -1
MOST_SHARPENINGS = 20


def solve(instance: Instance, rows: Sequence[Row]) -> tuple[Solution, Certificate]:
    """Return the best seats that obey the rows and all rules of the instance, and a proof of their bound.

    instance : as ``wished`` returns it. rows : of ``rows_of``
    Without a rule in the way it is the assignment, proven whole by its certificate. Otherwise HiGHS proves
    ``Solution.bound``; what the certificate proves alone (``assignment.check``) may be more, by the gap
    between the integer programme and its linear relaxation.
    Among equals: the fewest moves, then the seats that come first by official and post (NOWHERE last), for
    the first 64 officials who have a choice; not where the search ended before its proof.
    Raise ``Impossible``; ``placement_search_too_long``.
    """
    plain = assignment.solve(instance)
    if not broken(instance, rows, plain.seat):
        return plain, assignment.certificate_of(instance, plain)
    weights = folded(instance)
    found = best(instance, rows, weights=weights)
    if found is None:
        raise Impossible(conflict_of_rows(instance, rows))
    rows_met = _with_runs(instance, found.rows, weights)
    prices = dual_prices(instance, rows_met, weights)
    seat = found.seat
    if found.is_optimal:
        seat, _ = first_among_equals(instance, replace(found, rows=rows_met), weights, prices)
    objective = worth(instance.values, seat)
    bound = objective if found.is_optimal else unfolded(instance, found.bound)
    share = len(instance.officials) + 1
    proof = certificate_of(instance, rows_met, [price / share for price in prices])
    return Solution(seat=seat, objective=objective, bound=bound), proof


def _with_runs(instance: Instance, rows: tuple[Row, ...], weights: Values) -> tuple[Row, ...]:
    """Return the rows and those against the runs of the priced seats, which sharpen the certificate."""
    if not any(rule.kind in OF_RUNS for rule in instance.rules):
        return rows
    for _ in range(MOST_SHARPENINGS):
        prices = [round(share) for share in dual_prices(instance, rows, weights)]
        seat = priced(instance, rows, prices, weights, scale=1).solution.seat
        further = tuple(row for row in broken_runs(instance, seat) if row not in rows)
        if not further:
            break
        rows += further
    return rows


def exact_loss(
    instance: Instance, rows: Sequence[Row], i: int, j: int, *, objective: int | None = None
) -> int:
    """Return what the optimum loses when the official in row i gets the post in column j (NOWHERE: none).

    objective : the optimum's; None: it is found first. returns : -1 where no lawful seats have the pair
    """
    if objective is None:
        objective = solve(instance, rows)[0].objective
    forced = _forced(instance, i, j)
    found = None if forced is None else best(forced, rows, weights=instance.values)
    return NEVER if found is None else objective - found.weight


def exact_way(
    instance: Instance, rows: Sequence[Row], solution: Solution, i: int, j: int
) -> tuple[int, tuple[Step, ...]]:
    """Return the exact loss of a pair and who would sit elsewhere: that official, the displaced, then others.

    The steps start at the seats of ``solution``; (-1, ()) where no lawful seats have the pair.
    """
    forced = _forced(instance, i, j)
    found = None if forced is None else best(forced, rows, weights=folded(instance))
    if found is None:
        return NEVER, ()
    sitting = {int(post): k for k, post in enumerate(solution.seat) if post != NOWHERE}
    changed = [int(k) for k in np.flatnonzero(found.seat != solution.seat)]
    order: list[int] = []
    for first in (i, *changed):
        one: int | None = first
        while one is not None and one in changed and one not in order:
            order.append(one)
            one = sitting.get(int(found.seat[one]))
    steps = (Step(official=k, start=int(solution.seat[k]), end=int(found.seat[k])) for k in order)
    return solution.objective - worth(instance.values, found.seat), tuple(steps)


def _forced(instance: Instance, i: int, j: int) -> Instance | None:
    is_open, must = instance.open.copy(), instance.must.copy()
    if must[i] if j == NOWHERE else not is_open[i, j]:
        return None
    is_open[i, :] = False
    if j != NOWHERE:
        is_open[:, j] = False
        is_open[i, j] = True
        must[i] = True
    return replace(instance, open=is_open, must=must)
