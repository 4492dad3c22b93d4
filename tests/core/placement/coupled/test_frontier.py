"""Every point of value against moves, held against trying all and against one programme a point."""

from fractions import Fraction

import pytest

from selaras.core.placement import assignment, coupled
from selaras.core.placement.model import Wishes
from tests.core.placement.coupled.small import large_instance, lawful_seats, n_moves, small_instance, worth_of

FEASIBLE_SEEDS = [seed for seed in range(0, 80, 2) if lawful_seats(small_instance(seed)[0], Wishes())]


def gaining_points(instance):
    """The best value of each number of moves that gains something, by trying all."""
    best: dict[int, int] = {}
    for seats in lawful_seats(instance, Wishes()):
        moves, value = n_moves(instance, seats), worth_of(instance, seats)
        best[moves] = max(value, best.get(moves, value))
    points = []
    for moves, value in sorted(best.items()):
        if not points or value > points[-1][1]:
            points.append((moves, value))
    return points


@pytest.mark.parametrize("seed", FEASIBLE_SEEDS)
def test_the_frontier_is_what_trying_all_finds(seed):
    instance, _ = small_instance(seed)

    found = coupled.full_frontier(instance, coupled.rows_of(instance, Wishes()))

    assert [(one.moves, one.objective) for one in found] == gaining_points(instance)


def test_supported_points_are_those_that_some_price_of_a_move_makes_best():
    instance = large_instance(3, n=12, m=14)

    found = coupled.full_frontier(instance, ())

    corners = {(one.moves, one.objective) for one in assignment.supported_frontier(instance)}
    assert corners <= {(one.moves, one.objective) for one in found if one.is_supported}
    for one in found:
        dearest = [
            Fraction(other.objective - one.objective, other.moves - one.moves)
            for other in found
            if other.moves > one.moves
        ]
        cheapest = [
            Fraction(one.objective - other.objective, one.moves - other.moves)
            for other in found
            if other.moves < one.moves
        ]
        has_price = max(dearest, default=Fraction(0)) <= min(cheapest, default=Fraction(10**9))
        assert one.is_supported == has_price
    assert not all(one.is_supported for one in found)


def test_the_frontier_of_41_officials_is_that_of_one_programme_for_each_number_of_moves():
    instance = large_instance(1)

    found = {one.moves: one.objective for one in coupled.full_frontier(instance, ())}

    for most in range(min(found), max(found), 5):
        wishes = Wishes(most_moves=most)
        solution, _ = coupled.solve(instance, coupled.rows_of(instance, wishes))
        assert solution.objective == max(value for moves, value in found.items() if moves <= most)
