"""Other seats that are nearly as good and really differ."""

from collections.abc import Sequence

from selaras.core.placement.coupled.equals import first_among_equals, folded
from selaras.core.placement.coupled.programme import best, worth
from selaras.core.placement.coupled.proving import dual_prices
from selaras.core.placement.coupled.rows import agreeing_row
from selaras.core.placement.model import Instance, Row, Solution


def diverse(
    instance: Instance, rows: Sequence[Row], best_one: Solution, *, n: int, at_least: int, within: int
) -> tuple[Solution, ...]:
    """Return up to ``n`` further seats, each the best that differs from ``best_one`` and all before it.

    at_least : officials whose seat is another, between any two
    within : hundredths that they may be worth less
    returns : best first, fewer than ``n`` where there are no more; ``bound`` is that of ``best_one``
    Canonical among equals as in ``solve``.
    """
    weights = folded(instance)
    n_officials = len(instance.officials)
    apart = [agreeing_row(instance, best_one.seat, n_officials - at_least)]
    further: list[Solution] = []
    while len(further) < n:
        found = best(instance, (*rows, *apart), weights=weights)
        if found is None or worth(instance.values, found.seat) < best_one.objective - within:
            break
        seat = found.seat
        if found.is_optimal:
            prices = dual_prices(instance, found.rows, weights)
            seat, _ = first_among_equals(instance, found, weights, prices)
        objective = worth(instance.values, seat)
        further.append(Solution(seat=seat, objective=objective, bound=best_one.bound))
        apart.append(agreeing_row(instance, seat, n_officials - at_least))
    return tuple(further)
