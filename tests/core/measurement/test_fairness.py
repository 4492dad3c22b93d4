"""Fairness: rates and ratios against brute force, small groups hidden, contrasts against simulated bias."""

from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.measurement.decisions.fairness import (
    NotShown,
    benjamini_hochberg,
    fisher_exact,
    pass_rates,
    ratio_interval,
)
from selaras.core.measurement.decisions.group_contrasts import group_contrasts


def outcomes(**counts: tuple[int, int]) -> tuple[np.ndarray, list[str]]:
    """Passed and group of persons, from (passed, n) by group."""
    passed = [k < hit for hit, n in counts.values() for k in range(n)]
    return np.array(passed), [group for group, (_, n) in counts.items() for _ in range(n)]


@given(x=st.integers(0, 12), n=st.integers(1, 12), y=st.integers(0, 15), m=st.integers(1, 15))
@settings(max_examples=200, deadline=None)
def test_fishers_test_counts_all_tables_as_unlikely(x, n, y, m):
    x, y = min(x, n), min(y, m)
    chance = {a: comb(n, a) * comb(m, x + y - a) for a in range(n + 1) if 0 <= x + y - a <= m}

    expected = sum(c for c in chance.values() if c <= chance[x]) / sum(chance.values())

    assert fisher_exact(x, n, y, m) == pytest.approx(expected, abs=1e-10)


def test_fishers_tea_is_his():
    assert fisher_exact(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)


@pytest.mark.parametrize(("p", "q", "n", "m"), [(0.6, 0.8, 12, 25), (0.3, 0.3, 15, 15), (0.9, 0.95, 20, 30)])
def test_the_interval_of_a_ratio_covers_it_in_small_groups(p, q, n, m):
    """Exactly: over all outcomes with their binomial chances."""
    covered = 0.0
    for x, y in product(range(n + 1), range(m + 1)):
        chance = comb(n, x) * p**x * (1 - p) ** (n - x) * comb(m, y) * q**y * (1 - q) ** (m - y)
        if chance > 1e-7:
            low, high = ratio_interval(x, n, y, m)
            covered += chance * (low <= p / q <= high)

    assert 0.93 <= covered <= 0.985


@given(x=st.integers(0, 10), n=st.integers(1, 10), y=st.integers(0, 10), m=st.integers(1, 10))
@settings(max_examples=150, deadline=None)
def test_the_interval_of_a_ratio_holds_the_ratio_and_turns_with_it(x, n, y, m):
    x, y = min(x, n), min(y, m)
    low, high = ratio_interval(x, n, y, m)
    other_low, other_high = ratio_interval(y, m, x, n)

    assert 0.0 <= low <= high
    if y:
        assert low <= (x / n) / (y / m) * (1 + 1e-9)
        assert high >= (x / n) / (y / m) * (1 - 1e-9)
    if x and y:
        assert (other_low, other_high) == pytest.approx((1 / high, 1 / low), rel=1e-6)


def test_four_fifths_exactly_is_not_below_four_fifths():
    passed, group = outcomes(A=(10, 10), B=(8, 10), C=(7, 10))

    found = pass_rates(passed, group=group)

    assert {one.group: one.below_four_fifths for one in found.ratios} == {"B": False, "C": True}


def test_the_group_of_the_highest_rate_is_the_yardstick_unless_another_is_named():
    passed, group = outcomes(A=(5, 10), B=(9, 10), C=(18, 20))

    found = pass_rates(passed, group=group)
    named = pass_rates(passed, group=group, reference="A")

    assert found.reference == "C"
    assert {one.group: one.ratio for one in found.ratios} == pytest.approx({"A": 5 / 9, "B": 1.0})
    assert {one.group: one.ratio for one in named.ratios} == pytest.approx({"B": 1.8, "C": 1.8})


def test_two_small_groups_are_hidden():
    passed, group = outcomes(A=(5, 10), B=(9, 12), C=(1, 4), D=(0, 2))

    found = pass_rates(passed, group=group)

    assert {one.group: (one.n, one.not_shown) for one in found.rates if one.not_shown} == {
        "C": (None, NotShown.FEW_PEOPLE),
        "D": (None, NotShown.FEW_PEOPLE),
    }
    assert [one.group for one in found.ratios] == ["A"]


def test_one_small_group_hides_the_next_so_that_totals_do_not_tell():
    passed, group = outcomes(A=(5, 10), B=(9, 12), C=(10, 15), D=(0, 2))

    found = pass_rates(passed, group=group)
    alone = pass_rates(*[outcomes(A=(5, 10), D=(0, 2))[0]], group=outcomes(A=(5, 10), D=(0, 2))[1])

    assert {one.group for one in found.rates if one.rate is None} == {"A", "D"}
    assert {one.rate for one in alone.rates} == {None}
    assert (alone.ratios, alone.reason) == ((), NotShown.TOO_FEW_GROUPS)


def test_nobody_passing_gives_no_ratio():
    passed, group = outcomes(A=(0, 10), B=(0, 12))

    found = pass_rates(passed, group=group)

    assert (found.ratios, found.reason) == ((), NotShown.NOBODY_PASSES)


def test_people_without_a_group_are_counted_and_left_out():
    passed, group = outcomes(A=(5, 10), B=(9, 12))

    found = pass_rates(np.append(passed, [True, True]), group=[*group, None, None])

    assert found.n_without_group == 2
    assert [one.n for one in found.rates] == [10, 12]


def test_the_order_of_people_changes_nothing():
    passed, group = outcomes(A=(5, 10), B=(9, 12), C=(3, 9))
    order = np.random.default_rng(1).permutation(passed.size)

    assert pass_rates(passed[order], group=[group[i] for i in order]) == pass_rates(passed, group=group)


def test_adjusted_p_values_are_the_known_ones():
    from scipy.stats import false_discovery_control

    p = np.random.default_rng(2).random(30) ** 2

    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))
    assert benjamini_hochberg(np.array([])).size == 0


def panel_residuals(rng: np.random.Generator, *, bias: float, halo: float, n: int = 40):
    """Residuals of n persons x 5 examiners x 8 criteria; examiner 0 favours group W by ``bias``."""
    person, examiner, criterion = (a.ravel() for a in np.indices((n, 5, 8)))
    group = ["W" if p % 3 == 0 else "L" for p in range(n)]
    of_w = np.array([one == "W" for one in group])[person]
    value = rng.normal(0, 1, person.size) + rng.normal(0, halo, (n, 5))[person, examiner]
    value += bias * (of_w & (examiner == 0))
    return value, person, examiner, criterion, group


def test_contrasts_keep_their_error_rate_although_marks_of_a_person_hang_together():
    rng = np.random.default_rng(3)
    found = []
    for _ in range(200):
        value, person, examiner, _, group = panel_residuals(rng, bias=0.0, halo=0.8)
        found += group_contrasts(
            value, unit=examiner, units="ABCDE", person=person, group=group, reference="L"
        )

    share = np.mean([one.p < 0.05 for one in found])

    assert 0.03 <= share <= 0.07


def test_an_examiner_who_favours_a_group_is_found():
    value, person, examiner, _, group = panel_residuals(np.random.default_rng(4), bias=1.5, halo=0.5)

    found = group_contrasts(value, unit=examiner, units="ABCDE", person=person, group=group, reference="L")

    assert found[0].contrast == pytest.approx(1.5, abs=3 * found[0].se)
    assert [one.p_adjusted < 0.05 for one in found] == [True, False, False, False, False]


def test_model_variances_turn_residuals_into_logits():
    rng = np.random.default_rng(5)
    n = 4000
    person = np.arange(n)
    group = ["W" if p % 2 else "L" for p in range(n)]
    ability = rng.normal(0, 1, n)
    shift = 0.5 * np.array([one == "W" for one in group])
    mark = (rng.random(n) < 1 / (1 + np.exp(-ability - shift))).astype(float)
    expected = 1 / (1 + np.exp(-ability))

    (found,) = group_contrasts(
        mark - expected,
        variance=expected * (1 - expected),
        unit=np.zeros(n, dtype=np.int64),
        units=["K1"],
        person=person,
        group=group,
        reference="L",
    )

    assert found.contrast == pytest.approx(0.5, abs=3 * found.se)


def test_one_value_per_person_is_the_test_of_welch():
    from scipy import stats

    rng = np.random.default_rng(6)
    value = np.concatenate([rng.normal(0, 1, 12), rng.normal(0.5, 2, 9)])
    group = ["L"] * 12 + ["W"] * 9

    (found,) = group_contrasts(
        value,
        unit=np.zeros(21, dtype=np.int64),
        units=["ukuran"],
        person=np.arange(21),
        group=group,
        reference="L",
    )
    known = stats.ttest_ind(value[12:], value[:12], equal_var=False)

    assert (found.z, found.df, found.p) == pytest.approx((known.statistic, known.df, known.pvalue))


def test_contrasts_of_few_people_are_not_shown():
    value, person, examiner, _, group = panel_residuals(np.random.default_rng(7), bias=0.0, halo=0.5, n=12)

    found = group_contrasts(value, unit=examiner, units="ABCDE", person=person, group=group, reference="L")

    assert {(one.contrast, one.n, one.not_shown) for one in found} == {(None, None, NotShown.FEW_PEOPLE)}


def test_values_without_any_spread_have_a_contrast_but_no_test():
    found = group_contrasts(
        np.repeat([1.0, 2.0], 6),
        unit=np.zeros(12, dtype=np.int64),
        units=["K1"],
        person=np.arange(12),
        group=["L"] * 6 + ["W"] * 6,
        reference="L",
    )

    assert [(one.contrast, one.p, one.p_adjusted) for one in found] == [(1.0, None, None)]
