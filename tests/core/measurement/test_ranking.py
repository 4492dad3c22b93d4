"""Ranks, categories and boxes are shares of draws: counted by hand, by brute force, against true ranks."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.measurement.ranking import (
    box_probabilities,
    category_probabilities_of,
    level_shares,
    pass_probability,
    ranking_of,
    rounded_draws,
    sure_levels,
)


@st.composite
def small_draws(draw):
    n_draws, n = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    cells = draw(st.lists(st.integers(0, 5), min_size=n_draws * n, max_size=n_draws * n))
    return np.array(cells, dtype=np.float64).reshape(n_draws, n)


def rank_probability_by_every_order(draws):
    """Break ties by every order of the officials, each with the same weight."""
    n_draws, n = draws.shape
    found = np.zeros((n, n))
    orders = list(itertools.permutations(range(n)))
    for row in draws:
        for order in orders:
            ranked = sorted(range(n), key=lambda one: (-row[one], order[one]))
            for rank, one in enumerate(ranked):
                found[one, rank] += 1.0 / (n_draws * len(orders))
    return found


@given(small_draws())
def test_tied_officials_share_the_ranks_they_occupy(draws):
    found = ranking_of(draws).rank_probability

    np.testing.assert_allclose(found, rank_probability_by_every_order(draws), atol=1e-9)


@given(small_draws())
def test_every_rank_is_held_by_one_and_everyone_holds_one(draws):
    found = ranking_of(draws)

    np.testing.assert_allclose(found.rank_probability.sum(axis=0), 1.0, atol=1e-9)
    np.testing.assert_allclose(found.rank_probability.sum(axis=1), 1.0, atol=1e-9)
    np.testing.assert_allclose(found.top(2).sum(), min(2, draws.shape[1]), atol=1e-9)


@given(small_draws())
def test_standing_above_is_the_share_of_draws_that_say_so(draws):
    found = ranking_of(draws)

    by_hand = (draws[:, :, None] > draws[:, None, :]).mean(axis=0)
    np.testing.assert_allclose(found.above, by_hand, atol=1e-12)


@given(small_draws())
def test_intervals_of_ranks_leave_out_no_more_than_their_tails(draws):
    found = ranking_of(draws)

    for one, chances in enumerate(found.rank_probability):
        before = chances[: found.rank_lower[one] - 1].sum()
        behind = chances[found.rank_upper[one] :].sum()
        assert before < 0.025 + 1e-8
        assert behind <= 0.025 + 1e-8
        assert found.rank_share[one] == pytest.approx(1 - before - behind)
        assert found.rank_lower[one] <= found.rank[one] <= found.rank_upper[one]


@given(small_draws(), st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_no_statement_about_a_person(draws, random):
    shuffled = list(range(draws.shape[1]))
    random.shuffle(shuffled)

    found, again = ranking_of(draws), ranking_of(draws[:, shuffled])

    assert found.rank_lower[shuffled].tolist() == again.rank_lower.tolist()
    assert found.rank_upper[shuffled].tolist() == again.rank_upper.tolist()
    np.testing.assert_array_equal(found.apart[np.ix_(shuffled, shuffled)], again.apart)


def maximal_runs_by_trying_all(apart, order):
    n = len(order)

    def whole(start, end):
        return not any(apart[order[i], order[j]] for i, j in itertools.combinations(range(start, end), 2))

    runs = [(i, j) for i in range(n) for j in range(i + 1, n + 1) if whole(i, j)]
    return tuple(
        tuple(order[i:j]) for i, j in runs if not any((a, b) != (i, j) and a <= i and j <= b for a, b in runs)
    )


@given(small_draws())
def test_groups_are_the_longest_runs_in_which_no_two_are_told_apart(draws):
    found = ranking_of(draws)

    assert found.groups == maximal_runs_by_trying_all(found.apart, found.order.tolist())


def test_two_are_told_apart_when_the_interval_of_their_difference_excludes_zero():
    seed = np.random.default_rng(3)
    for gap in np.linspace(0.0, 4.0, 21):
        draws = np.column_stack((gap + seed.normal(size=1001), seed.normal(size=1001)))
        low, high = np.quantile(draws[:, 0] - draws[:, 1], [0.025, 0.975])

        found = ranking_of(draws)

        assert found.apart[0, 1] == (low > 0 or high < 0)


def test_officials_that_move_together_are_told_apart_though_their_intervals_overlap():
    common = np.random.default_rng(5).normal(size=1000)

    found = ranking_of(np.column_stack((common, common - 0.1)))

    assert found.lower[0] < found.upper[1]
    assert found.groups == ((0,), (1,))


def test_the_shown_order_may_be_that_of_the_legal_score():
    draws = np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0]])

    found = ranking_of(draws, order=(1, 2, 0))

    assert found.groups == ((1, 2), (0,))
    assert found.not_apart_from == ((), (2,), (1,))
    with pytest.raises(ValueError, match="every official once"):
        ranking_of(draws, order=(1, 1, 0))


def test_nobody_is_told_apart_across_components():
    draws = np.array([[3.0, 2.0, 1.0]] * 5)

    found = ranking_of(draws, component=np.array([0, 0, 1], dtype=np.int32))

    assert found.apart.tolist() == [[False, True, False], [True, False, False], [False, False, False]]


def test_one_official_is_first_for_sure():
    found = ranking_of(np.array([[0.3], [0.1]]))

    assert (found.rank_lower.tolist(), found.rank_upper.tolist(), found.groups) == ([1], [1], ((0,),))


def test_equal_officials_share_every_rank():
    found = ranking_of(np.ones((7, 4)))

    assert found.rank_probability.tolist() == [[0.25] * 4] * 4
    assert found.groups == ((0, 1, 2, 3),)


@pytest.mark.parametrize("draws", [np.zeros((0, 3)), np.zeros(3), np.array([[np.nan, 1.0]])])
def test_what_is_no_table_of_draws_is_refused(draws):
    with pytest.raises(ValueError, match="finite"):
        ranking_of(draws)


def normal_panel(seed, *, n=25, n_draws=500):
    """True values from the prior, one noisy look at each, draws from the exact posterior."""
    truth = seed.normal(size=n)
    error = seed.uniform(0.2, 0.8, size=n)
    seen = truth + error * seed.normal(size=n)
    weight = 1 / (1 + error**2)
    draws = weight * seen + np.sqrt(weight) * error * seed.normal(size=(n_draws, n))
    return truth, draws


def test_rank_intervals_hold_the_true_rank_as_often_as_they_say():
    seed = np.random.default_rng(17)
    held, promised = [], []
    for _ in range(120):
        truth, draws = normal_panel(seed)
        true_rank = 1 + (truth[None, :] > truth[:, None]).sum(axis=1)
        found = ranking_of(draws)
        held += ((found.rank_lower <= true_rank) & (true_rank <= found.rank_upper)).tolist()
        promised += found.rank_share.tolist()

    # 3,000 intervals, correlated within a panel: a Monte Carlo error of about 0.005.
    assert np.mean(held) == pytest.approx(np.mean(promised), abs=0.015)


def calibration_error(chances, came_true):
    """Return the expected calibration error over ten classes of equal width."""
    which = np.minimum((chances * 10).astype(int), 9)
    classes = [which == one for one in range(10) if (which == one).any()]
    gaps = [here.mean() * abs(chances[here].mean() - came_true[here].mean()) for here in classes]
    return float(sum(gaps))


def test_probabilities_of_the_top_of_a_pair_and_of_passing_are_calibrated():
    seed = np.random.default_rng(23)
    top, is_top, above, is_above, passing, passes = ([] for _ in range(6))
    for _ in range(120):
        truth, draws = normal_panel(seed)
        found = ranking_of(draws)
        top.append(found.top(5))
        is_top.append((truth[None, :] > truth[:, None]).sum(axis=1) < 5)
        above.append(found.above[np.triu_indices(truth.size, 1)])
        is_above.append((truth[:, None] > truth[None, :])[np.triu_indices(truth.size, 1)])
        cut = 0.3 + 0.2 * seed.normal()
        passing.append(pass_probability(draws, cut=0.3, cut_se=0.2))
        passes.append(truth >= cut)

    for chances, came_true in ((top, is_top), (above, is_above), (passing, passes)):
        assert calibration_error(np.concatenate(chances), np.concatenate(came_true)) <= 0.03


def test_a_value_on_the_cut_belongs_to_the_category_it_opens():
    draws = np.array([[59.99, 60.0, 85.0]])

    assert category_probabilities_of(draws, cuts=[60, 85]).tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    below = category_probabilities_of(draws, cuts=[60, 85], cut_opens=False)
    assert below.tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 0]]


def test_a_cut_with_an_error_gives_what_drawing_the_cut_gives():
    seed = np.random.default_rng(29)
    draws = seed.normal(70, 6, size=(400, 3)) + np.array([-5.0, 0.0, 4.0])
    common = seed.normal(size=(4000, 1, 1))
    cuts = np.maximum.accumulate(np.array([66.0, 70.0, 71.0]) + common * [1.0, 0.5, 4.0], axis=-1)
    levels = np.zeros((3, 4))
    for row in draws:
        reached = (row[None, :, None] >= cuts).sum(axis=-1)
        levels += np.array([(reached == k).mean(axis=0) for k in range(4)]).T / len(draws)

    found = category_probabilities_of(draws, cuts=[66, 70, 71], cuts_se=[1.0, 0.5, 4.0])

    np.testing.assert_allclose(found, levels, atol=0.012)
    np.testing.assert_allclose(found.sum(axis=1), 1.0)


def test_cuts_that_cross_leave_no_negative_probability():
    found = category_probabilities_of(np.array([[0.0, 5.0]]), cuts=[1.0, 1.1], cuts_se=[0.1, 9.0])

    assert (found >= 0).all()


@pytest.mark.parametrize(("cuts", "errors"), [([2, 1], [0, 0]), ([1, 2], [0, -1]), ([1, 2], [1])])
def test_cuts_that_make_no_levels_are_refused(cuts, errors):
    with pytest.raises(ValueError, match="ascend"):
        level_shares(np.zeros((1, 1)), cuts=cuts, cuts_se=errors)


def test_boxes_keep_what_both_axes_have_in_common():
    score = np.random.default_rng(31).normal(size=(2000, 1))
    level = level_shares(score, cuts=[-0.5, 0.5])

    together = box_probabilities(performance=level, potential=level)[0]
    records = box_probabilities(performance=sure_levels(np.array([2]), n_levels=3), potential=level)[0]

    np.testing.assert_allclose(together, np.diag(level.mean(axis=0)[0]), atol=1e-12)
    np.testing.assert_allclose(records, [[0] * 3, [0] * 3, level.mean(axis=0)[0]], atol=1e-12)


def test_two_sure_axes_fill_one_box():
    sure = sure_levels(np.array([1, 2]), n_levels=3)

    found = box_probabilities(performance=sure, potential=sure)

    assert [one.ravel().tolist().index(1.0) for one in found] == [4, 8]


def test_rounding_goes_half_up_and_makes_ties():
    draws = rounded_draws(np.array([[80.004, 79.996, 80.5]]), places=0)

    assert draws.tolist() == [[80.0, 80.0, 81.0]]
    assert ranking_of(draws).rank_probability.tolist() == [[0, 0.5, 0.5], [0, 0.5, 0.5], [1, 0, 0]]
