"""What forcing a pair loses is what solving again with the pair forced loses; the path is that solution."""

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.placement.assignment import losing, losses, path, paths, solve
from selaras.core.placement.model import NOWHERE, Impossible, Solution
from tests.core.placement.assignment.small import (
    all_seats,
    best_by_looking,
    event,
    forced,
    instance_of,
    random_instance,
    worth,
)


def after(seat, steps):
    """The seats once everybody has gone where the path says, from where it says."""
    moved = list(seat)
    for step in steps:
        assert moved[step.official] == step.start
    for step in steps:
        moved[step.official] = step.end
    return tuple(moved)


def test_every_loss_and_path_is_what_looking_at_every_set_of_seats_finds():
    n_known = n_never = 0
    for seed in range(200):
        instance = random_instance(seed)
        lawful = set(all_seats(instance))
        if not lawful:
            continue
        solution = solve(instance)
        found = losses(instance, solution)
        seat = tuple(solution.seat.tolist())
        for i in range(len(instance.officials)):
            for j in (*range(len(instance.posts)), NOWHERE):
                worths = [worth(instance, one) for one in lawful if one[i] == j]
                loss = found.unseated[i] if j == NOWHERE else found.loss[i, j]
                steps = path(found, i, j)
                if not worths:
                    n_never += 1
                    assert (loss, steps) == (-1, ()), (seed, i, j)
                    continue
                n_known += 1
                assert loss == solution.objective - max(worths), (seed, i, j)
                there = after(seat, steps)
                assert there in lawful
                assert there[i] == j
                assert worth(instance, there) == max(worths)
                assert not steps or (steps[0].official, steps[0].end) == (i, j)
    assert n_known > 1000
    assert n_never > 500


def test_a_sample_of_an_events_losses_equals_solving_again():
    instance = event(1)
    solution = solve(instance)
    found = losses(instance, solution)
    pairs = np.argwhere(instance.open)

    for i, j in np.random.default_rng(7).permutation(pairs)[:150]:
        assert found.loss[i, j] == solution.objective - solve(forced(instance, int(i), int(j))).objective


def test_a_post_that_only_one_official_can_fill_keeps_its_holder():
    instance = instance_of([[9, 8], [7, 1]], is_open=[[True, True], [True, False]])

    found = losses(instance, solve(instance))

    assert found.loss.tolist() == [[-1, 0], [0, -1]]
    assert path(found, 0, 0) == ()


def test_all_paths_of_an_official_are_the_single_ones():
    instance = event(2, n=12, m=14)
    found = losses(instance, solve(instance))

    for i in range(12):
        together = paths(found, i)

        assert together == {j: path(found, i, j) for j in range(14) if found.loss[i, j] >= 0}


def test_of_equally_short_ways_the_one_of_fewest_people_is_told():
    # The first could leave to the third's empty post at once or by way of the second.
    instance = instance_of([[5, 0, 5], [5, 5, 5]], home=[0, 1])

    found = losses(instance, solve(instance))

    assert found.loss[1, 0] == 0
    assert [(one.official, one.start, one.end) for one in path(found, 1, 0)] == [(1, 1, 0), (0, 0, 2)]


@pytest.mark.parametrize("scale", [1, 10**6, 10**12, 10**20])
def test_losses_are_exact_however_large_the_worths(scale):
    small = event(4, n=9, m=11)
    large = np.array([[int(one) * scale for one in row] for row in small.values.tolist()], dtype=object)
    values = large if scale > 10**12 else large.astype(np.int64)
    instance = instance_of(values, is_open=small.open, home=small.home)

    expected = losses(small, solve(small)).loss
    found = losses(instance, solve(instance)).loss

    assert found.tolist() == [[one * scale if one >= 0 else -1 for one in row] for row in expected.tolist()]


def test_a_way_too_long_for_narrow_integers_is_found_by_wide_ones():
    # A line of people each of whom can only take the next one's post.
    n = 40
    instance = instance_of(
        -np.eye(n, n + 1, 1, dtype=np.int64) * 40_000_000,
        is_open=np.eye(n, n + 1) + np.eye(n, n + 1, 1),
    )

    found = losses(instance, solve(instance))

    assert found.loss[0, 1] == n * 40_000_000
    assert len(path(found, 0, 1)) == n


def test_seats_that_are_not_the_best_have_no_losses():
    instance = instance_of([[1, 2], [2, 1]])
    worse = Solution(seat=np.array([0, 1]), objective=2, bound=4)

    with pytest.raises(CoreError) as wrong:
        losses(instance, worse)

    assert wrong.value.code == "proof_of_no_optimum"


def test_the_comparison_sees_a_reduced_cost_passed_off_as_a_loss(monkeypatch):
    monkeypatch.setattr(losing, "_all_ways", lambda distance, far: np.zeros_like(distance))
    found_wrong = 0
    for seed in range(40):
        instance = random_instance(seed)
        if best_by_looking(instance) is None:
            continue
        solution = solve(instance)
        found = losses(instance, solution)
        for i, j in np.argwhere(instance.open):
            try:
                loss = solution.objective - solve(forced(instance, int(i), int(j))).objective
            except Impossible:
                loss = -1
            found_wrong += int(found.loss[i, j] != loss)

    assert found_wrong > 50
