"""Cuts of three methods: by hand, against known truth, and errors that repetition confirms."""

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.decisions.standard_setting import (
    NoCut,
    angoff,
    borderline_group,
    contrasting_groups,
)


def test_an_angoff_cut_is_the_mean_of_the_judges_sums():
    judgements = np.array([[0.6, 0.5, 0.8], [0.7, 0.5, 0.9], [0.5, 0.4, 0.7]])

    found = angoff(judgements)

    assert found.by_judge.tolist() == pytest.approx([1.9, 2.1, 1.6])
    assert found.cut.value == pytest.approx(5.6 / 3)
    assert found.cut.se == pytest.approx(np.std([1.9, 2.1, 1.6], ddof=1) / np.sqrt(3))
    assert found.percent == pytest.approx(100 * 5.6 / 9)


def test_items_of_several_marks_count_with_their_marks():
    found = angoff(np.array([[2.0, 10], [3.0, 14]]), highest=np.array([5.0, 20]))

    assert (found.cut.value, found.percent) == (14.5, pytest.approx(58.0))


def test_the_errors_of_angoff_are_what_other_judges_and_items_show():
    rng = np.random.default_rng(1)
    judge_sd, item_sd, rest_sd, judges, items = 0.06, 0.1, 0.08, 8, 20
    one_form = 0.6 + rng.normal(0, item_sd, items)

    def round_of(form: np.ndarray) -> np.ndarray:
        marks = form + rng.normal(0, judge_sd, (judges, 1)) + rng.normal(0, rest_sd, (judges, items))
        return np.clip(marks, 0, 1)

    same_items = [angoff(round_of(one_form)) for _ in range(600)]
    new_items = [angoff(round_of(0.6 + rng.normal(0, item_sd, items))) for _ in range(600)]

    assert np.mean([one.cut.se for one in same_items]) == pytest.approx(
        np.std([one.cut.value for one in same_items]), rel=0.1
    )
    assert np.sqrt(np.mean([one.se_items_too**2 for one in new_items])) == pytest.approx(
        np.std([one.cut.value for one in new_items]), rel=0.1
    )


def test_one_judge_sets_a_cut_whose_error_nobody_knows():
    found = angoff(np.array([[0.5, 0.7]]))

    assert (found.cut.value, found.cut.se, found.cut.reason) == (1.2, None, NoCut.FEW_JUDGES)


def test_judges_who_agree_to_the_last_digit_have_no_believable_error():
    found = angoff(np.full((4, 3), 0.5))

    assert (found.cut.value, found.cut.se, found.cut.reason) == (1.5, None, NoCut.NO_SPREAD)


@pytest.mark.parametrize(
    ("judgements", "code", "facts"),
    [
        ([[0.5, np.nan], [0.5, 0.5]], "angoff_mark_missing", {"judge": 1, "item": 2}),
        ([[0.5, 0.5], [60.0, 0.5]], "angoff_mark_outside", {"judge": 2, "item": 1, "got": 60.0, "most": 1.0}),
        ([[-0.1, 0.5]], "angoff_mark_outside", {"judge": 1, "item": 1}),
    ],
)
def test_a_judgement_that_cannot_be_is_named(judgements, code, facts):
    with pytest.raises(CoreError) as refused:
        angoff(np.array(judgements))

    assert refused.value.code == code
    assert facts.items() <= refused.value.facts.items()


def test_the_error_of_a_borderline_median_is_what_other_groups_show():
    rng = np.random.default_rng(2)
    found = [borderline_group(rng.normal(65, 6, 15)) for _ in range(800)]

    spread = np.std([one.value for one in found])
    covered = np.mean([one.low <= 65 <= one.high for one in found])

    # Known to be too large by an eighth in groups of fifteen, on the safe side.
    assert 1.0 <= np.sqrt(np.mean([one.se**2 for one in found])) / spread <= 1.2
    assert 0.93 <= covered <= 0.98


def test_the_mean_of_a_borderline_group_has_the_textbook_error():
    scores = np.array([60.0, 62, 67, 71])

    found = borderline_group(scores, median=False)

    assert (found.value, found.se) == pytest.approx((65.0, scores.std(ddof=1) / 2))


@pytest.mark.parametrize(
    ("scores", "value", "reason"),
    [
        ([], None, NoCut.FEW_PEOPLE),
        ([60.0, 70.0], 65.0, NoCut.FEW_PEOPLE),
        ([60.0] * 5, 60.0, NoCut.NO_SPREAD),
    ],
)
def test_a_border_that_few_people_mark_says_so(scores, value, reason):
    found = borderline_group(np.array(scores))

    assert (found.value, found.se, found.reason) == (value, None, reason)


def two_groups(rng, n_one, n_two):
    """Equal variance, means 75 and 65: the curves meet at 70, or where the shares say."""
    return rng.normal(75, 6, n_one), rng.normal(65, 6, n_two)


@pytest.mark.parametrize("equal_shares", [True, False])
@pytest.mark.parametrize("curve", ["normal", "logistic"])
def test_contrasting_groups_find_the_crossing_and_know_its_error(curve, equal_shares):
    rng = np.random.default_rng(3)
    truth = 70 + (0 if equal_shares else 36 * np.log(60 / 30) / 10)
    found = []
    for _ in range(400):
        n = 30 if equal_shares else rng.binomial(90, 1 / 3)
        one, two = two_groups(rng, n, 90 - n)
        found.append(getattr(contrasting_groups(one, others=two, equal_shares=equal_shares), curve))

    values = np.array([cut.value for cut in found])
    covered = np.mean([cut.low <= truth <= cut.high for cut in found])

    assert values.mean() == pytest.approx(truth, abs=0.25)
    assert np.sqrt(np.mean([cut.se**2 for cut in found])) == pytest.approx(values.std(), rel=0.12)
    assert 0.92 <= covered <= 0.98


def test_the_logistic_curve_is_the_most_likely_one():
    from scipy import optimize

    one, two = two_groups(np.random.default_rng(4), 25, 25)

    def badness(parameters):
        a, b = parameters
        return np.logaddexp(0, -(a + b * (one - 70))).sum() + np.logaddexp(0, a + b * (two - 70)).sum()

    best = optimize.minimize(badness, [0, 0.1], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    found = contrasting_groups(one, others=two, equal_shares=False).logistic

    assert found.value == pytest.approx(70 - best.x[0] / best.x[1], abs=1e-3)


def test_groups_that_do_not_overlap_leave_a_gap_instead_of_a_curve():
    found = contrasting_groups(np.array([80.0, 82, 90]), others=np.array([60.0, 66, 70]))

    assert found.gap == (70.0, 80.0)
    assert (found.logistic.value, found.logistic.se) == (75.0, None)
    assert found.logistic.reason is NoCut.GROUPS_DO_NOT_OVERLAP
    assert found.normal.se is not None


def test_groups_in_the_wrong_order_have_no_cut():
    found = contrasting_groups(np.array([60.0, 62, 70]), others=np.array([65.0, 72, 80]))

    assert {cut.reason for cut in (found.normal, found.logistic)} == {NoCut.GROUPS_IN_WRONG_ORDER}
    assert {cut.value for cut in (found.normal, found.logistic)} == {None}


def test_a_group_of_one_has_no_cut():
    found = contrasting_groups(np.array([60.0]), others=np.array([50.0, 55]))

    assert found.normal.reason is NoCut.FEW_PEOPLE


def test_unit_and_origin_of_scores_move_the_cut_with_them():
    one, two = two_groups(np.random.default_rng(5), 20, 20)
    before = contrasting_groups(one, others=two)
    after = contrasting_groups(one / 25 - 1, others=two / 25 - 1)

    for curve in ("normal", "logistic"):
        cut, moved = getattr(before, curve), getattr(after, curve)
        assert (moved.value, moved.se) == pytest.approx((cut.value / 25 - 1, cut.se / 25))
