"""Prices of rules that prove a bound: found with floating-point numbers, proven with integers.

Any prices >= 0 give a true bound: the value of the best seats when every pair pays for the rows it burdens,
plus what all the rows together allow. So rounded dual prices of the linear programme lose sharpness only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selaras.core.placement import assignment
from selaras.core.placement.coupled.matrix import matrix_of
from selaras.core.placement.model import Certificate, Instance, Row, Solution, Values

SCALE = 1000


@dataclass(frozen=True, eq=False, kw_only=True)
class Priced:
    """An instance whose pairs pay for the rows: its values are scale x weight less prices.

    solution : its best seats; certificate : what proves them; bound : of scale x weight, for all lawful seats
    """

    instance: Instance
    solution: Solution
    certificate: Certificate
    bound: int


def dual_prices(instance: Instance, rows: Sequence[Row], weights: Values) -> tuple[float, ...]:
    """Return the price of each row in units of the weights; zero for all where nothing is lawful at all."""
    from scipy.optimize import linprog

    if not rows:
        return ()
    matrix = matrix_of(instance, rows, instance.open)
    n = len(instance.officials)
    must = np.flatnonzero(instance.must)
    others = np.concatenate([np.flatnonzero(~instance.must), np.arange(n, matrix.sums.shape[0])])
    found = linprog(
        -weights[matrix.i, matrix.j].astype(float),
        A_ub=matrix.sums[others],
        b_ub=matrix.upper[others],
        A_eq=matrix.sums[must] if len(must) else None,
        b_eq=np.ones(len(must)) if len(must) else None,
        bounds=(0, 1),
        method="highs",
    )
    if found.status != 0:
        return (0.0,) * len(rows)
    return tuple(float(max(0.0, -price)) for price in found.ineqlin.marginals[-len(rows) :])


def taxed(instance: Instance, prices: Sequence[tuple[Row, int]], weights: Values, *, scale: int) -> Instance:
    """Return the instance whose values are scale x weight less the prices of the rows that a pair burdens."""
    values = np.where(instance.open, scale * weights, 0)
    for row, price in prices:
        if price and row.pairs:
            i, j, coefficient = np.array(row.pairs, dtype=np.int64).T
            values[i, j] -= price * coefficient
    return replace(instance, values=values, rules=())


def priced(
    instance: Instance, rows: Sequence[Row], prices: Sequence[int], weights: Values, *, scale: int
) -> Priced:
    """Return the instance in which every pair pays for the rows it burdens, solved and proven in integers.

    prices : of the rows, in units of weight / scale
    """
    both = tuple(zip(rows, prices, strict=True))
    charged = taxed(instance, both, weights, scale=scale)
    solution = assignment.solve(charged)
    return Priced(
        instance=charged,
        solution=solution,
        certificate=assignment.certificate_of(charged, solution),
        bound=solution.objective + sum(price * row.most for row, price in both),
    )


def certificate_of(instance: Instance, rows: Sequence[Row], prices: Sequence[float]) -> Certificate:
    """Return the proof of the bound that these prices of rows give, rounded to integers at scale 1000."""
    whole = [round(SCALE * price) for price in prices]
    found = priced(instance, rows, whole, instance.values, scale=SCALE)
    return Certificate(
        scale=SCALE,
        officials=found.certificate.officials,
        posts=found.certificate.posts,
        rows=tuple((row, price) for row, price in zip(rows, whole, strict=True) if price),
    )
