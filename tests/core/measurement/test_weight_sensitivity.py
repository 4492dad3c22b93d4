"""Weight sensitivity: exact bounds against linear programming, even draws, ranks that cannot move."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from selaras.core.errors import CoreError
from selaras.core.measurement.decisions.weight_sensitivity import (
    extremes,
    hit_and_run,
    lawful_weights,
    weight_sensitivity,
)


def box(rng: np.random.Generator, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weights that sum to 100 and a range around each, some of no width."""
    now = rng.dirichlet(np.full(k, 3.0)) * 100
    low = np.maximum(now - rng.uniform(0, 15, k), 0)
    high = now + rng.uniform(0, 15, k)
    fixed = rng.random(k) < 0.2
    return now, np.where(fixed, now, low), np.where(fixed, now, high)


@given(seed=st.integers(0, 100_000), k=st.integers(2, 9))
@settings(max_examples=80, deadline=None)
def test_the_extremes_are_those_of_a_linear_program(seed, k):
    rng = np.random.default_rng(seed)
    _, low, high = box(rng, k)
    difference = rng.uniform(-100, 100, k)

    least, most = extremes(difference, low=low, high=high)

    for sign, found in ((1, least), (-1, most)):
        solved = optimize.linprog(
            sign * difference / 100,
            A_eq=np.ones((1, k)),
            b_eq=[100],
            bounds=list(zip(low, high, strict=True)),
        )
        assert found == pytest.approx(sign * solved.fun, abs=1e-6)


@given(seed=st.integers(0, 100_000), k=st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_every_drawn_weight_is_lawful(seed, k):
    _, low, high = box(np.random.default_rng(seed), k)

    drawn = lawful_weights(low, high, seed=seed, draws=200)

    assert drawn.shape == (200, k)
    assert drawn.sum(axis=1) == pytest.approx(np.full(200, 100.0), abs=1e-6)
    assert (drawn >= low - 1e-6).all()
    assert (drawn <= high + 1e-6).all()


def test_draws_fill_the_lawful_set_evenly():
    """Two ranges of width 40 and a third that takes the rest: uniform on a known hexagon."""
    low, high = np.array([10.0, 10, 10]), np.array([50.0, 50, 50])
    grid = np.linspace(10, 50, 801)
    a, b = (one.ravel() for one in np.meshgrid(grid, grid))
    inside = (100 - a - b >= 10) & (100 - a - b <= 50)

    drawn = lawful_weights(low, high, seed=1, draws=40_000)

    for cut in (15, 25, 33, 40, 48):
        assert (drawn[:, 0] < cut).mean() == pytest.approx((a[inside] < cut).mean(), abs=0.01)
    both = (drawn[:, 0] < 30) & (drawn[:, 1] < 35)
    assert both.mean() == pytest.approx(((a < 30) & (b < 35))[inside].mean(), abs=0.01)


def test_walks_and_rejection_draw_from_the_same_set():
    rng = np.random.default_rng(2)
    width, room = np.array([10.0, 14, 8, 20, 12]), 30.0
    walked = hit_and_run(width, room, rng=rng, draws=20_000)
    spread = rng.standard_exponential((400_000, 5))
    point = room * spread / spread.sum(axis=1, keepdims=True)
    kept = point[(point <= width).all(axis=1)]

    assert walked.mean(axis=0) == pytest.approx(kept.mean(axis=0), abs=0.15)
    assert walked.std(axis=0) == pytest.approx(kept.std(axis=0), rel=0.04)
    assert np.quantile(walked, [0.1, 0.5, 0.9], axis=0) == pytest.approx(
        np.quantile(kept, [0.1, 0.5, 0.9], axis=0), abs=0.3
    )


def test_a_set_too_narrow_for_rejection_is_walked():
    low, high = np.full(14, 5.0), np.full(14, 9.3)

    drawn = lawful_weights(low, high, seed=3, draws=500)

    assert drawn.shape == (500, 14)
    assert drawn.mean(axis=0) == pytest.approx(np.full(14, 100 / 14), abs=0.25)
    assert drawn.std(axis=0).min() > 0.5


def sensitivity(points, *, weights=(40, 30, 30), reach=10, seed=1):
    ranges = [(w - reach, w + reach) for w in weights]
    return weight_sensitivity(np.asarray(points, dtype=float), weights=weights, ranges=ranges, seed=seed)


def test_who_is_better_in_everything_stays_above_under_all_weights():
    found = sensitivity([[90, 80, 85], [70, 75, 80], [60, 40, 50]])

    assert found.never_changes == (True, True, True)
    assert found.rank == found.best_rank == found.worst_rank == (1, 2, 3)
    assert {one.share_changed for one in found.neighbours} == {0.0}
    assert found.share_of_rank == (1.0, 1.0, 1.0)


def test_neighbours_with_opposite_strengths_change_places_and_the_third_does_not():
    found = sensitivity([[80, 60, 70], [60, 85, 70], [20, 20, 20]])
    first, second = found.neighbours

    assert (first.can_change, second.can_change) == (True, False)
    assert 0.0 < first.share_changed < 1.0
    assert found.never_changes == (False, False, True)
    assert (found.best_rank, found.worst_rank) == ((1, 1, 3), (2, 2, 3))


def test_the_share_that_changes_is_the_share_of_the_lawful_set():
    """With two components the set is a line, and the share is known."""
    found = weight_sensitivity(
        np.array([[80.0, 60], [70, 75]]), weights=[50, 50], ranges=[(40, 70), (30, 60)], seed=1, draws=20_000
    )
    (one,) = found.neighbours

    # Equal where 80w + 60(1-w) = 70w + 75(1-w): w = 60; the upper one is first below it, from 40 to 70.
    assert (one.upper, one.lower) == (1, 0)
    assert one.share_changed == pytest.approx(1 / 3, abs=0.01)


@given(seed=st.integers(0, 100_000))
@settings(max_examples=40, deadline=None)
def test_no_drawn_weights_leave_the_bounds(seed):
    rng = np.random.default_rng(seed)
    now, low, high = box(rng, 4)
    points = np.round(rng.uniform(40, 100, (8, 4)))

    found = weight_sensitivity(
        points, weights=now, ranges=list(zip(low, high, strict=True)), seed=seed, draws=300
    )

    drawn = lawful_weights(low, high, seed=seed, draws=300) @ points.T / 100
    ranks = 1 + (drawn[:, None, :] > drawn[:, :, None] + 1e-9).sum(axis=2)
    assert (ranks.min(axis=0) >= found.best_rank).all()
    assert (ranks.max(axis=0) <= found.worst_rank).all()
    for pair in found.neighbours:
        assert pair.least - 3e-9 <= pair.difference <= pair.most + 3e-9
        assert pair.can_change or pair.share_changed == 0.0
    assert all(
        share == 1.0 for share, fixed in zip(found.share_of_rank, found.never_changes, strict=True) if fixed
    )


def test_equal_people_are_tied_under_every_weight():
    found = sensitivity([[80, 60, 70], [80, 60, 70], [10, 10, 10]])

    assert found.rank == (1, 1, 3)
    assert found.never_changes == (True, True, True)
    assert [one.can_change for one in found.neighbours] == [False, False]


def test_weights_without_any_room_change_nothing():
    found = sensitivity([[80, 60, 70], [60, 85, 70]], reach=0)

    assert found.never_changes == (True, True)
    assert found.neighbours[0].least == found.neighbours[0].most == found.neighbours[0].difference


def test_the_same_seed_gives_the_same_shares():
    points = np.random.default_rng(5).uniform(50, 90, (12, 3))

    assert sensitivity(points, seed=4) == sensitivity(points, seed=4)


@pytest.mark.parametrize(
    ("weights", "ranges", "code"),
    [
        ((50, 50), [(10, 20), (10, 20)], "weights_no_range"),
        ((50, 50), [(60, 70), (60, 70)], "weights_no_range"),
        ((50, 50), [(60, 40), (40, 60)], "weights_no_range"),
        ((50, 50), [(60, 70), (20, 45)], "weights_not_lawful"),
        ((50, 40), [(40, 60), (40, 60)], "weights_not_lawful"),
    ],
)
def test_weights_that_cannot_be_lawful_are_refused(weights, ranges, code):
    with pytest.raises(CoreError) as refused:
        weight_sensitivity(np.ones((2, 2)), weights=weights, ranges=ranges, seed=1)

    assert refused.value.code == code
