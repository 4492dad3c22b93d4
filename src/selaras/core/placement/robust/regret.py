"""What is lost, in every draw of what pairs may truly be worth, by not having the optimum of that draw."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selaras.core.placement import assignment
from selaras.core.placement.coupled.equals import folded
from selaras.core.placement.coupled.programme import best, worth
from selaras.core.placement.coupled.proving import taxed
from selaras.core.placement.coupled.runs import broken
from selaras.core.placement.model import NOWHERE, Certificate, Instance, Numbers, Row, Values

WORST_PERCENT = 10


@dataclass(frozen=True, eq=False, kw_only=True)
class Optima:
    """The best lawful seats of every draw.

    values : (draws, n, m) hundredths; seats : (draws, n); worths : (draws,) of the seats in their draw
    """

    values: Values
    seats: Numbers
    worths: Numbers

    @property
    def n_draws(self) -> int:
        return len(self.seats)


def optima_of(instance: Instance, rows: Sequence[Row], values: Values, certificate: Certificate) -> Optima:
    """Return the best lawful seats of every draw; raise ``Impossible``.

    values : (draws, n, m) hundredths, read where the instance is open
    certificate : of ``coupled.solve``; its prices of rules tell most draws' optimum without a search
    """
    if not rows and not instance.rules:
        seats = assignment.solve_draws(instance, values)
    else:
        seats = _coupled_seats(instance, rows, values, certificate)
    worths = [worth(value, seat) for value, seat in zip(values, seats, strict=True)]
    return Optima(values=values, seats=seats, worths=np.array(worths, dtype=np.int64))


def chosen_in(optima: Optima, seat: Numbers) -> Numbers:
    """Return (n,) the number of draws whose optimum gives each official this seat."""
    counts: Numbers = (optima.seats == seat).sum(axis=0).astype(np.int64)
    return counts


def placings(optima: Optima) -> Numbers:
    """Return (n, m + 1) the number of draws whose optimum seats whom where; the last column: nowhere."""
    _, n, m = optima.values.shape
    counts = np.zeros((n, m + 1), dtype=np.int64)
    np.add.at(counts, (np.broadcast_to(np.arange(n), optima.seats.shape), optima.seats), 1)
    return counts


def regrets(optima: Optima, seat: Numbers) -> Numbers:
    """Return (draws,) hundredths: how much more the optimum of each draw is worth in it than these seats."""
    seated = np.flatnonzero(seat != NOWHERE)
    found: Numbers = optima.worths - optima.values[:, seated, seat[seated]].sum(axis=1)
    return found


def n_worst(n_draws: int, *, worst_percent: int = WORST_PERCENT) -> int:
    """Return how many draws are the worst part, rounded up.

    >>> n_worst(1000), n_worst(15), n_worst(3)
    (100, 2, 1)
    """
    return -(-n_draws * worst_percent // 100)


def worst_sum(regret: Numbers, *, worst_percent: int = WORST_PERCENT) -> int:
    """Return the sum of the worst part of regrets."""
    n = n_worst(len(regret), worst_percent=worst_percent)
    return int(np.partition(regret, len(regret) - n)[len(regret) - n :].sum())


def cvar(regret: Numbers, *, worst_percent: int = WORST_PERCENT) -> int:
    """Return the mean of the worst part of regrets in whole hundredths, half up.

    >>> cvar(np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 8]))
    6
    """
    return rounded(
        worst_sum(regret, worst_percent=worst_percent), n_worst(len(regret), worst_percent=worst_percent)
    )


def mean(regret: Numbers) -> int:
    """Return the mean in whole hundredths, half up."""
    return rounded(int(regret.sum()), len(regret))


def rounded(total: int, n: int) -> int:
    return (2 * total + n) // (2 * n)


def _coupled_seats(
    instance: Instance, rows: Sequence[Row], values: Values, certificate: Certificate
) -> Numbers:
    """Return the best seats of each draw: those of the priced draw if they waste no price, else searched."""
    charge = taxed(instance, certificate.rows, np.zeros_like(instance.values), scale=1)
    scale = certificate.scale
    allowed = sum(price * row.most for row, price in certificate.rows)
    seats = assignment.solve_draws(replace(instance, rules=()), scale * values + charge.values)
    known: dict[bytes, Numbers] = {}
    for draw, (value, seat) in enumerate(zip(values, seats, strict=True)):
        lawful = not broken(instance, rows, seat)
        bound = worth(scale * value + charge.values, seat) + allowed
        if lawful and worth(value, seat) == bound // scale:
            known[seat.tobytes()] = seat
            continue
        drawn = replace(instance, values=np.where(instance.open, value, 0))
        least = max((worth(value, one) for one in known.values()), default=None)
        among = None
        if least is not None:
            gap = bound - scale * least
            priced = replace(
                drawn, values=np.where(instance.open, scale * value + charge.values, 0), rules=()
            )
            loss = assignment.losses(priced, assignment.solve(priced)).loss
            among = (loss >= 0) & (loss <= gap)
        found = best(drawn, rows, weights=folded(drawn), among=among)
        if found is None:
            raise RuntimeError("the solver lost seats that it had found")
        seats[draw] = found.seat
        known[found.seat.tobytes()] = found.seat
    return seats
