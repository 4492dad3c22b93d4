"""The best seats under rules are those that trying all finds, ties included, and their proof holds."""

import pytest

from selaras.core.placement import assignment, coupled
from selaras.core.placement.model import Impossible
from tests.core.placement.coupled.small import lawful_seats, small_instance, worth_of

SEEDS = range(200)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_best_seats_are_those_that_trying_all_finds(seed):
    instance, wishes = small_instance(seed)
    expected = lawful_seats(instance, wishes)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)

    if not expected:
        with pytest.raises(Impossible):
            coupled.solve(asked, rows)
        return
    solution, proof = coupled.solve(asked, rows)

    assert tuple(solution.seat.tolist()) == expected[0]
    assert solution.objective == solution.bound == worth_of(instance, expected[0])
    assert assignment.check(asked, proof) >= solution.objective
    assert all(coupled.follows(asked, rows, row) for row, _ in proof.rows)
