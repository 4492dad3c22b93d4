"""Near-optimal seats that really differ: each is the best that there still is, by trying all."""

import pytest

from selaras.core.placement import coupled
from tests.core.placement.coupled.small import lawful_seats, small_instance, worth_of

SEEDS = [seed for seed in range(800, 900) if lawful_seats(*small_instance(seed))][:18]


def agreeing(seats, others) -> int:
    return sum(one == other for one, other in zip(seats, others, strict=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_further_slate_is_the_best_that_differs_enough_from_all_before(seed):
    instance, wishes = small_instance(seed)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    best, _ = coupled.solve(asked, rows)
    within = abs(best.objective) // 4

    found = coupled.diverse(asked, rows, best, n=3, at_least=2, within=within)

    n = len(instance.officials)
    lawful = lawful_seats(instance, wishes)
    told = [tuple(best.seat.tolist())]
    for _ in range(3):
        apart = [one for one in lawful if all(n - agreeing(one, other) >= 2 for other in told)]
        if not apart or worth_of(instance, apart[0]) < best.objective - within:
            break
        told.append(apart[0])
    assert [tuple(one.seat.tolist()) for one in found] == told[1:]
    assert all(one.bound == best.objective for one in found)
