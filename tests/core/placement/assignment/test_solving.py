"""The optimum is the one that looking at every lawful set of seats finds, whichever solver was asked."""

import numpy as np
import pytest

from selaras.core.placement.assignment import certificate_of, check, solve, solve_draws, solver, solving
from selaras.core.placement.model import NOWHERE, Impossible
from tests.core.placement.assignment.small import (
    best_by_looking,
    event,
    instance_of,
    moves,
    random_instance,
    worth,
)

SEEDS = range(400)


def test_the_optimum_is_what_looking_at_every_set_of_seats_finds():
    n_impossible = 0
    for seed in SEEDS:
        instance = random_instance(seed)
        best = best_by_looking(instance)
        if best is None:
            n_impossible += 1
            with pytest.raises(Impossible):
                solve(instance)
            continue
        solution = solve(instance)

        assert tuple(solution.seat.tolist()) == best, seed
        assert solution.objective == solution.bound == worth(instance, best)
    assert 40 < n_impossible < 120


def test_of_equals_the_fewest_moves_and_then_the_first_by_official_and_post():
    same = [[5, 5, 5], [5, 5, 5]]

    at_home = solve(instance_of(same, home=[2, 1]))
    from_outside = solve(instance_of(same))
    may_go = solve(instance_of([[0, 0], [0, 0]], must=False))

    assert at_home.seat.tolist() == [2, 1]
    assert from_outside.seat.tolist() == [0, 1]
    # Coming in is a move that gains nothing.
    assert may_go.seat.tolist() == [NOWHERE, NOWHERE]


def test_who_need_not_get_a_seat_goes_without_one_that_is_worth_less_than_nothing():
    solution = solve(instance_of([[-4, -2], [3, -1]], must=[False, False]))

    assert solution.seat.tolist() == [NOWHERE, 0]
    assert solution.objective == 3


def reversed_seats(pairs):
    """Lawful where everything is open, and as bad as any."""
    return np.arange(pairs.n)[::-1].copy()


def closed_seats(pairs):
    return np.zeros(pairs.n, dtype=np.int64)


def nothing(pairs):
    return None


@pytest.mark.parametrize("wrong", [reversed_seats, closed_seats, nothing])
def test_a_wrong_solver_is_mended_not_believed(monkeypatch, wrong):
    monkeypatch.setattr(solver, "_of_table", wrong)

    for seed in range(60):
        instance = random_instance(seed, n=5, m=6)
        best = best_by_looking(instance)
        if best is not None:
            assert tuple(solve(instance).seat.tolist()) == best


def test_without_the_proof_the_wrong_solver_would_be_believed(monkeypatch):
    monkeypatch.setattr(solver, "_of_table", reversed_seats)
    instance = event(3, n=12, m=12)
    right = solve(instance).objective
    # What a kernel that trusts its solver would do.
    monkeypatch.setattr(solving, "proved", lambda pairs, seat: (seat, None))
    monkeypatch.setattr(solving, "first_in_order", lambda pairs, seat, prices: seat)

    assert solve(instance).objective < right


def test_a_bad_beginning_of_the_usual_size_is_mended(monkeypatch):
    instance = event(5)
    right = solve(instance)
    monkeypatch.setattr(solver, "_of_table", nothing)

    mended = solve(instance)

    assert mended.seat.tolist() == right.seat.tolist()
    assert check(instance, certificate_of(instance, mended)) == right.objective


def test_worths_beyond_64_bits_are_as_exact():
    for seed in range(40):
        small = random_instance(seed, n=4, m=5)
        # Differences in the last of 31 digits: no double would see them.
        large = np.array([[10**30 + int(one) for one in row] for row in small.values], dtype=object)
        instance = instance_of(large, is_open=small.open, home=small.home, must=small.must)
        best = best_by_looking(instance)
        if best is not None:
            solution = solve(instance)

            assert tuple(solution.seat.tolist()) == best
            assert solution.objective == worth(instance, best)


def test_every_draw_has_its_optimum_with_the_fewest_moves():
    rng = np.random.default_rng(1)
    for seed in range(40):
        instance = random_instance(seed)
        values = instance.values + rng.integers(-4, 5, (5, *instance.values.shape))
        if best_by_looking(instance) is None:
            with pytest.raises(Impossible):
                solve_draws(instance, values)
            continue
        for seat, drawn in zip(solve_draws(instance, values), values, strict=True):
            one = instance_of(drawn, is_open=instance.open, home=instance.home, must=instance.must)
            best = best_by_looking(one)

            assert worth(one, tuple(seat.tolist())) == worth(one, best)
            assert moves(one, tuple(seat.tolist())) == moves(one, best)


def test_posts_that_are_alike_are_filled_in_a_draw_as_in_the_slate():
    rng = np.random.default_rng(2)
    values = np.repeat(rng.integers(0, 100, (6, 4)), 2, axis=1)
    instance = instance_of(values)

    drawn = solve_draws(instance, values[None])

    assert drawn.tolist() == [solve(instance).seat.tolist()]
