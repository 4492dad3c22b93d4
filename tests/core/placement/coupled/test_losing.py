"""What forcing a pair loses under rules: exactly on demand, and a bound for all that never exceeds it."""

import numpy as np
import pytest

from selaras.core.placement import assignment, coupled
from selaras.core.placement.model import NOWHERE
from tests.core.placement.coupled.oracles import true_losses
from tests.core.placement.coupled.small import lawful_seats, obeys, small_instance, worth_of

SEEDS = [seed for seed in range(700, 800) if lawful_seats(*small_instance(seed))][:18]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_exact_loss_is_what_trying_all_finds_and_the_bound_never_above(seed):
    instance, wishes = small_instance(seed)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    solution, proof = coupled.solve(asked, rows)
    expected = true_losses(instance, wishes)

    bounds = coupled.losses(asked, rows, solution, proof)

    n, m = instance.open.shape
    for i in range(n):
        for j in (*range(m), NOWHERE):
            exact = coupled.exact_loss(asked, rows, i, j, objective=solution.objective)
            assert exact == expected[i, j]
            bound = bounds.loss[i, j] if j != NOWHERE else bounds.unseated[i]
            assert bound <= exact or exact == -1
            if bounds.is_exact:
                assert bound == exact
    assert bounds.is_exact == (not rows and not instance.rules)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_way_of_a_forced_pair_leads_to_lawful_seats_that_lose_just_so_much(seed):
    instance, wishes = small_instance(seed)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    solution, _ = coupled.solve(asked, rows)

    for i, j in np.argwhere(asked.open).tolist():
        loss, steps = coupled.exact_way(asked, rows, solution, i, j)
        seats = solution.seat.copy()
        for step in steps:
            assert solution.seat[step.official] == step.start
            seats[step.official] = step.end
        if loss < 0:
            assert steps == ()
            continue
        assert seats[i] == j
        assert worth_of(instance, seats) == solution.objective - loss
        assert tuple(seats.tolist()) in lawful_seats(instance, wishes)
        assert not steps or steps[0].official == i


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_tied_could_sit_elsewhere_at_no_loss(seed):
    instance, wishes = small_instance(seed)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    solution, proof = coupled.solve(asked, rows)
    found = coupled.losses(asked, rows, solution, proof)

    tied = coupled.tied(asked, rows, solution, found)

    lawful = lawful_seats(instance, wishes)
    equals = [seats for seats in lawful if worth_of(instance, seats) == solution.objective]
    expected = {i for seats in equals for i, j in enumerate(seats) if j != solution.seat[i]}
    assert tied == tuple(sorted(expected))


def test_no_way_is_told_where_prices_do_not_lead_to_the_seats():
    for seed in range(300):
        instance, wishes = small_instance(seed)
        asked = coupled.wished(instance, wishes)
        rows = coupled.rows_of(asked, wishes)
        if not lawful_seats(instance, wishes):
            continue
        solution, proof = coupled.solve(asked, rows)
        found = coupled.losses(asked, rows, solution, proof)
        if not found._next.size:
            i, j = np.argwhere(found.loss >= 0)[0]
            assert assignment.path(found, int(i), int(j)) == ()
            assert set(assignment.paths(found, int(i)).values()) == {()}
            assert any(
                not obeys(instance, rule, assignment.solve(asked).seat) for rule in instance.rules
            ) or (wishes.most_moves is not None)
            return
    pytest.fail("no such instance met")
