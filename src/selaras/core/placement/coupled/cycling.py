"""Which cycles matter: what is lost by each, by the prices of the programme that allows them all.

Seats with a cycle are worth at most the bound less what the cycle loses. So once lawful seats are known, only
the few cycles that lose less than they do can be part of better ones.
Source: reduced-cost fixing, as in kidney exchange with few cycles (Abraham, Blum and Sandholm 2007).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from selaras.core.placement.coupled.cycles import Floats, cycles_worth
from selaras.core.placement.coupled.levels import with_levels
from selaras.core.placement.coupled.matrix import matrix_of
from selaras.core.placement.coupled.runs import holders_of
from selaras.core.placement.model import Flags, Instance, Numbers, Row, Values

ENOUGH = 1_000  # cycles to begin with
MOST = 60_000


class TooManyCycles(Exception):
    """More could be part of the best seats than a programme can hold."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Relaxed:
    """The programme without a limit of cycles, in fractions.

    bound : no lawful seats weigh more. loss : (n, m) what seats with a pair lose of it at least, inf where
    closed. step : (n, n) minus what is lost by one official taking the other's post in a cycle
    """

    bound: float
    loss: Floats
    step: Floats


def relaxation(
    instance: Instance, rows: Sequence[Row], weights: Values, allowed: Flags, *, most: int | None
) -> Relaxed | None:
    """Return it with chains of at most ``most`` moves; None where not even fractions are lawful."""
    from scipy.optimize import linprog

    n = len(instance.officials)
    matrix = matrix_of(instance, rows, allowed)
    if not len(matrix.i):
        return Relaxed(bound=0.0, loss=np.full(allowed.shape, np.inf), step=np.full((n, n), -np.inf))
    levels = with_levels(instance, matrix, None if most is None else min(most, n))
    whole, n_pairs = levels.matrix, len(matrix.i)
    equal = whole.lower == whole.upper
    cost = np.append(-weights[matrix.i, matrix.j].astype(float), np.zeros(whole.sums.shape[1] - n_pairs))
    found = linprog(
        cost,
        A_ub=whole.sums[~equal],
        b_ub=whole.upper[~equal],
        A_eq=whole.sums[equal] if equal.any() else None,
        b_eq=whole.upper[equal] if equal.any() else None,
        bounds=(0, None),
        method="highs",
    )
    if found.status == 2:
        return None
    if found.status:
        raise TooManyCycles
    lost = found.lower.marginals
    of_pair, in_cycle = lost[:n_pairs].copy(), lost[:n_pairs][levels.into]
    if len(levels.parts):
        of_pair[levels.into] += lost[levels.parts].min(axis=0)
        in_cycle = in_cycle + lost[levels.parts[-1]]
    loss, step = np.full(allowed.shape, np.inf), np.full((n, n), -np.inf)
    loss[matrix.i, matrix.j] = of_pair
    step[matrix.i[levels.into], holders_of(instance)[matrix.j[levels.into]]] = -in_cycle
    return Relaxed(bound=-found.fun, loss=loss, step=step)


def beginning(relaxed: Relaxed, most: int) -> tuple[tuple[Numbers, ...], bool]:
    """Return cycles of at most ``most`` steps that lose least, and whether these are all there are."""
    every = cycles_worth(relaxed.step, most, least=-np.inf, limit=ENOUGH)
    if every is not None:
        return every, True
    found: tuple[Numbers, ...] = ()
    loss = 1.0
    while sum(map(len, found)) < ENOUGH:
        further = cycles_worth(relaxed.step, most, least=-loss, limit=MOST)
        if further is None:
            break
        found, loss = further, 2 * loss
    return found, False


def within(relaxed: Relaxed, most: int, *, loss: float) -> tuple[Numbers, ...]:
    """Return all cycles that lose at most so much; raise ``TooManyCycles``."""
    found = cycles_worth(relaxed.step, most, least=-loss, limit=MOST)
    if found is None:
        raise TooManyCycles
    return found
