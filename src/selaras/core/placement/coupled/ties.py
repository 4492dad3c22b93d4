"""Who could sit elsewhere without any loss."""

from collections.abc import Sequence

import numpy as np

from selaras.core.placement.coupled.programme import best, worth
from selaras.core.placement.model import NOWHERE, Instance, Losses, Row, Solution, Values


def tied(instance: Instance, rows: Sequence[Row], solution: Solution, losses: Losses) -> tuple[int, ...]:
    """Return the officials who could sit elsewhere (or go without) at no loss, though not all at once.

    solution, losses : of ``coupled.solve`` and ``coupled.losses``
    With rules, optima with as many other seats as can be are asked for until no further official has one.
    """
    n, m = instance.open.shape
    others = losses.loss == 0
    seated = np.flatnonzero(solution.seat != NOWHERE)
    others[seated, solution.seat[seated]] = False
    may_go = np.zeros(n, dtype=bool)
    if losses.unseated is not None:
        may_go = (losses.unseated == 0) & (solution.seat != NOWHERE)
    possible = others.any(axis=1) | may_go
    if losses.is_exact:
        return tuple(np.flatnonzero(possible).tolist())
    same = _no_worse(instance, solution)
    told: set[int] = set()
    while left := sorted(set(np.flatnonzero(possible).tolist()) - told):
        weights: Values = np.zeros((n, m), dtype=np.int64)
        for i in left:
            if solution.seat[i] == NOWHERE:
                weights[i] = 1
            else:
                weights[i, solution.seat[i]] = -1
        found = best(instance, (*rows, same), weights=weights)
        if found is None or found.weight <= worth(weights, solution.seat):
            break
        told |= {i for i in left if found.seat[i] != solution.seat[i]}
    return tuple(sorted(told))


def _no_worse(instance: Instance, solution: Solution) -> Row:
    i, j = np.nonzero(instance.open)
    pairs = zip(i.tolist(), j.tolist(), (-instance.values[i, j]).tolist(), strict=True)
    return Row(pairs=tuple(pairs), most=-solution.objective)
