"""What forcing a pair loses where rules couple moves: a lower bound for all pairs at once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from selaras.core.placement import assignment
from selaras.core.placement.coupled.proving import taxed
from selaras.core.placement.model import Certificate, Instance, Losses, Numbers, Row, Solution, Values


def losses(instance: Instance, rows: Sequence[Row], solution: Solution, certificate: Certificate) -> Losses:
    """Return a lower bound of the loss of every open pair; exact, with ways, where no rule couples moves.

    solution, certificate : of ``solve``
    With rules the bound is that of the prices of the certificate. ``assignment.path`` then tells a way that
    rules may forbid, none where prices alone do not lead to these seats; ``exact_way`` finds loss and way of
    one pair on demand.
    """
    if not rows and not instance.rules:
        return assignment.losses(instance, solution)
    charged = taxed(instance, certificate.rows, instance.values, scale=certificate.scale)
    best = assignment.solve(charged)
    found = assignment.losses(charged, best)
    allowed = sum(price * row.most for row, price in certificate.rows)
    top = best.objective + allowed

    def bounds(loss: Values | Numbers) -> Values:
        reached = (top - loss) // certificate.scale
        return np.where(loss < 0, -1, np.maximum(0, solution.objective - reached))

    unseated = None if found.unseated is None else bounds(found.unseated)
    ways = found._next
    if not np.array_equal(best.seat, solution.seat):
        ways = np.zeros((0, 0), dtype=np.int64)
    return replace(found, loss=bounds(found.loss), unseated=unseated, is_exact=False, _next=ways)
