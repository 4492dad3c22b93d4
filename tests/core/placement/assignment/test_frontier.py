"""The frontier against every lawful set of seats; moves against what they were made of."""

from itertools import pairwise

import numpy as np

from selaras.core.placement.assignment import chains, solve, supported_frontier
from selaras.core.placement.model import NOWHERE, Chain, Step
from tests.core.placement.assignment.small import (
    best_by_looking,
    corners_by_looking,
    event,
    instance_of,
    random_instance,
)


def test_the_frontier_has_the_corners_that_looking_finds():
    sizes = set()
    for seed in range(150):
        instance = random_instance(seed)
        if best_by_looking(instance) is None:
            continue
        found = [(one.moves, one.objective) for one in supported_frontier(instance)]

        assert found == corners_by_looking(instance), seed
        sizes.add(len(found))
    assert {1, 2, 3} <= sizes


def test_of_an_event_it_rises_ever_more_slowly_to_the_optimum():
    instance = event(1)
    solution = solve(instance)

    found = supported_frontier(instance)

    gains = [(later.objective - one.objective) / (later.moves - one.moves) for one, later in pairwise(found)]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] > 0
    assert (found[0].moves, found[-1].objective) == (0, solution.objective)
    assert found[-1].moves == int((solution.seat != instance.home).sum())


def steps_of(chain: Chain) -> list[tuple[int, int, int]]:
    return [(one.official, one.start, one.end) for one in chain.steps]


def test_moves_hang_together_in_chains_and_exchanges():
    # 0 stays; 1 -> 2's post -> empty; 3 and 4 exchange; 5 comes from outside to 1's post; 6 goes without.
    instance = instance_of([[0] * 9] * 7, home=[0, 1, 2, 3, 4, NOWHERE, 6], must=False)
    seat = np.array([0, 2, 8, 4, 3, 1, NOWHERE])

    found = chains(instance, seat)

    assert [(one.is_cycle, steps_of(one)) for one in found] == [
        (False, [(5, NOWHERE, 1), (1, 1, 2), (2, 2, 8)]),
        (False, [(6, 6, NOWHERE)]),
        (True, [(3, 3, 4), (4, 4, 3)]),
    ]


def test_every_move_stands_in_exactly_one_chain():
    for seed in range(100):
        instance = random_instance(seed)
        if best_by_looking(instance) is None:
            continue
        seat = solve(instance).seat

        steps = [step for chain in chains(instance, seat) for step in chain.steps]

        moved = [i for i, (a, b) in enumerate(zip(instance.home, seat, strict=True)) if a != b]
        expected = [Step(official=i, start=int(instance.home[i]), end=int(seat[i])) for i in moved]
        assert sorted(steps, key=lambda one: one.official) == expected
