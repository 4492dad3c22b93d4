"""Agreement: published values, brute force, what may not change them, and what has no value."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.measurement.agreement import (
    Level,
    Undefined,
    agreement_report,
    cohen_kappa,
    intraclass_correlations,
    kendall_w,
    krippendorff_alpha,
)
from tests.core.measurement.rating_tables import GAP, random_table
from tests.references import published_tables as published


def values_of(table: np.ndarray) -> dict[str, float | None]:
    return {one.name: one.value for one in intraclass_correlations(table)}


def test_shrout_and_fleiss_find_their_six_correlations():
    found = values_of(published.SHROUT_FLEISS)

    assert found == pytest.approx(published.SHROUT_FLEISS_SAYS, abs=0.005)


def test_the_intervals_of_the_six_correlations_are_those_of_other_programs():
    # psych::ICC and irr::icc print these for the table of Shrout & Fleiss.
    expected = [(-0.13, 0.72), (0.02, 0.76), (0.34, 0.95), (-0.88, 0.91), (0.07, 0.93), (0.68, 0.99)]

    found = [(one.low, one.high) for one in intraclass_correlations(published.SHROUT_FLEISS)]

    for pair, wanted in zip(found, expected, strict=True):
        assert pair == pytest.approx(wanted, abs=0.005)


def test_the_f_tests_are_those_of_the_analysis_of_variance():
    one_way, absolute, consistent, *_ = intraclass_correlations(published.SHROUT_FLEISS)

    assert (one_way.f, one_way.df1, one_way.df2) == pytest.approx((1.7947, 5, 18), abs=1e-4)
    assert (absolute.f, absolute.df1, absolute.df2) == pytest.approx((11.0272, 5, 15), abs=1e-4)
    assert consistent.p == pytest.approx(0.000134567, abs=1e-8)


def test_intervals_of_the_correlations_cover_the_truth_as_often_as_they_say():
    """Two-way random panels with known components: 95 % means 95 %, for each of the six."""
    rng = np.random.default_rng(20260722)
    n, k, sigma_p, sigma_r, sigma_e, runs = 30, 5, 1.0, 0.5, 0.8, 400
    error, rater = sigma_e**2, sigma_r**2
    truth = {
        "ICC(2,1)": 1 / (1 + rater + error),
        "ICC(3,1)": 1 / (1 + error),
        "ICC(2,k)": 1 / (1 + (rater + error) / k),
        "ICC(3,k)": 1 / (1 + error / k),
    }
    hits = dict.fromkeys(truth, 0)
    for _ in range(runs):
        table = (
            rng.normal(0, sigma_p, (n, 1)) + rng.normal(0, sigma_r, (1, k)) + rng.normal(0, sigma_e, (n, k))
        )
        for one in intraclass_correlations(table):
            if one.name in truth:
                hits[one.name] += one.low <= truth[one.name] <= one.high

    assert all(0.92 <= n_hits / runs <= 0.98 for n_hits in hits.values()), hits


@given(seed=st.integers(0, 10_000), scale=st.floats(0.01, 100), shift=st.floats(-1000, 1000))
@settings(max_examples=40, deadline=None)
def test_correlations_know_nothing_of_unit_origin_and_order(seed, scale, shift):
    table = random_table(seed)
    rng = np.random.default_rng(seed)
    turned = rng.permutation(rng.permutation(table, axis=0), axis=1) * scale + shift

    for one, other in zip(intraclass_correlations(table), intraclass_correlations(turned), strict=True):
        assert one.reason == other.reason
        if one.value is not None:
            assert other.value == pytest.approx(one.value, abs=1e-7)
        if one.low is not None:
            assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=1e-6)


def test_a_constant_added_by_one_rater_changes_absolute_agreement_only():
    table = published.SHROUT_FLEISS
    stricter = table - np.array([3.0, 0, 0, 0])

    before, after = values_of(table), values_of(stricter)

    assert after["ICC(3,1)"] == pytest.approx(before["ICC(3,1)"], abs=1e-12)
    assert after["ICC(2,1)"] != pytest.approx(before["ICC(2,1)"], abs=0.01)


def alpha_by_pairs(table: np.ndarray, level: Level) -> float:
    """The definition, pair by pair."""
    units = [row[~np.isnan(row)] for row in table]
    units = [unit for unit in units if unit.size >= 2]
    values = np.concatenate(units)
    n = values.size

    def apart(a: float, b: float) -> float:
        if level is Level.NOMINAL:
            return float(a != b)
        if level is Level.INTERVAL:
            return (a - b) ** 2
        if level is Level.RATIO:
            return 0.0 if a == b else ((a - b) / (a + b)) ** 2
        low, high = min(a, b), max(a, b)
        between = np.sum((values >= low) & (values <= high))
        return (between - (np.sum(values == a) + np.sum(values == b)) / 2) ** 2 if a != b else 0.0

    observed = sum(
        apart(unit[i], unit[j]) / (unit.size - 1)
        for unit in units
        for i, j in product(range(unit.size), repeat=2)
    )
    expected = sum(apart(a, b) for a, b in product(values, repeat=2))
    return 1 - (n - 1) * observed / expected


@pytest.mark.parametrize("level", list(Level))
def test_krippendorff_finds_his_alpha(level):
    found = krippendorff_alpha(published.KRIPPENDORFF, level=level, seed=1)

    assert found.value == pytest.approx(published.KRIPPENDORFF_SAYS[level.value], abs=0.001)
    assert found.low < found.value < found.high


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("seed", range(8))
def test_alpha_is_its_definition_pair_by_pair(level, seed):
    table = random_table(seed, n=9, gaps=0.3) - 1

    assert krippendorff_alpha(table, level=level, seed=1, resamples=2).value == pytest.approx(
        alpha_by_pairs(table, level), abs=1e-10
    )


@pytest.mark.parametrize("level", list(Level))
def test_alpha_knows_nothing_of_the_order_of_raters_and_subjects(level):
    table = random_table(3, gaps=0.2)
    turned = np.random.default_rng(1).permutation(table[::-1], axis=1)

    one, other = (krippendorff_alpha(t, level=level, seed=1, resamples=9).value for t in (table, turned))

    assert one == pytest.approx(other, abs=1e-12)


@pytest.mark.parametrize(
    ("level", "changed"),
    [
        (Level.NOMINAL, lambda x: (7 * x) % 11),
        (Level.ORDINAL, lambda x: np.exp(x)),
        (Level.INTERVAL, lambda x: 3 * x - 40),
        (Level.RATIO, lambda x: 3 * x),
    ],
)
def test_alpha_changes_only_with_what_its_level_means(level, changed):
    table = random_table(5, gaps=0.2)

    one, other = (
        krippendorff_alpha(t, level=level, seed=1, resamples=2).value for t in (table, changed(table))
    )

    assert other == pytest.approx(one, abs=1e-12)


def test_the_interval_of_alpha_is_the_same_for_the_same_seed():
    table = random_table(2)

    first, again, other = (krippendorff_alpha(table, level=Level.INTERVAL, seed=s) for s in (5, 5, 6))

    assert first == again
    assert (first.value, first.low != other.low) == (other.value, True)


ONE_RATER = np.array([[1.0], [2], [3]])
ONE_SUBJECT = np.array([[1.0, 2, 3]])
ALL_EQUAL = np.full((4, 3), 2.0)
NO_COMPLETE = np.array([[1.0, 2, GAP], [GAP, 3, 3], [2, GAP, 1]])
EMPTY = np.empty((0, 3))
NO_MARKS = np.full((4, 3), GAP)


@pytest.mark.parametrize(
    ("table", "icc", "alpha", "kappa", "fleiss", "w"),
    [
        (ONE_RATER, "too_few_raters", "too_few_raters", "too_few_raters", "too_few_raters", "too_few_raters"),
        (ONE_SUBJECT, *["too_few_subjects"] * 5),
        (ALL_EQUAL, *["all_marks_equal"] * 5),
        (NO_COMPLETE, "too_few_subjects", None, "too_few_subjects", None, "too_few_subjects"),
        (
            EMPTY,
            "too_few_subjects",
            "too_few_raters",
            "too_few_subjects",
            "too_few_raters",
            "too_few_subjects",
        ),
        (
            NO_MARKS,
            "too_few_subjects",
            "too_few_raters",
            "too_few_subjects",
            "too_few_raters",
            "too_few_subjects",
        ),
    ],
)
def test_what_has_no_value_says_why(table, icc, alpha, kappa, fleiss, w):
    report = agreement_report(table, seed=1)

    assert {one.reason for one in report.intraclass} == {icc}
    assert {one.reason for one in report.alpha.values() if one.value is None} == ({alpha} if alpha else set())
    assert {one.reason for one in report.mean_of_pairs.values()} == {kappa}
    assert report.fleiss.reason in ([fleiss] if fleiss else [None, Undefined.NO_ERROR_VARIANCE])
    assert report.concordance.reason == w


def test_full_agreement_is_one_without_an_interval_that_nobody_could_believe():
    table = np.array([[1.0, 1, 1], [2, 2, 2], [3, 3, 3], [2, 2, 2]])

    report = agreement_report(table, seed=1)

    assert {(one.value, one.low, one.reason) for one in report.intraclass} == {
        (1.0, None, "no_error_variance")
    }
    assert {(one.value, one.low) for one in report.alpha.values()} == {(1.0, None)}
    assert (report.fleiss.value, report.fleiss.low) == (pytest.approx(1.0), None)
    assert report.concordance.value == pytest.approx(1.0)


def test_raters_who_differ_while_subjects_do_not_leave_no_traceback():
    table = np.tile([1.0, 2.0, 3.0], (5, 1))

    found = {one.name: (one.value, one.reason) for one in intraclass_correlations(table)}

    assert found["ICC(1,1)"] == (pytest.approx(-0.5), None)
    assert found["ICC(1,k)"] == (None, "no_subject_variance")
    assert found["ICC(3,1)"] == (None, "no_error_variance")


def test_negative_marks_have_no_ratio_alpha():
    found = krippendorff_alpha(random_table(1) - 3, level=Level.RATIO, seed=1)

    assert (found.value, found.reason) == (None, "negative_marks")


@given(
    seed=st.integers(0, 100_000),
    n=st.integers(0, 6),
    k=st.integers(1, 4),
    gaps=st.sampled_from([0.0, 0.3, 0.7]),
    highest=st.integers(1, 5),
)
@settings(max_examples=150, deadline=None)
def test_no_small_table_gives_nan_or_breaks(seed, n, k, gaps, highest):
    table = random_table(seed, n=n, k=k, gaps=gaps, highest=highest)

    report = agreement_report(table, seed=1, resamples=20)

    whole = [
        *report.intraclass,
        *report.alpha.values(),
        *report.mean_of_pairs.values(),
        report.fleiss,
        report.concordance,
    ]
    for one in whole:
        numbers = [getattr(one, name) for name in one.__slots__]
        assert not any(isinstance(x, float) and not np.isfinite(x) for x in numbers), one
        assert (one.value is not None) or (one.reason is not None)


@pytest.mark.parametrize("seed", range(5))
def test_tails_are_those_of_the_usual_distributions(seed):
    """scipy.stats loads half a second longer than the functions it stands on."""
    from scipy import stats

    table = random_table(seed)
    one_way, absolute, *_ = intraclass_correlations(table)
    w = kendall_w(table, seed=1)
    pair = cohen_kappa(table[:, :2])

    assert one_way.p == pytest.approx(stats.f.sf(one_way.f, one_way.df1, one_way.df2))
    assert absolute.p == pytest.approx(stats.f.sf(absolute.f, absolute.df1, absolute.df2))
    assert w.p_chi_square == pytest.approx(stats.chi2.sf(w.chi_square, w.df))
    assert pair.p == pytest.approx(2 * stats.norm.sf(abs(pair.z)))
    least = one_way.f / stats.f.ppf(0.975, one_way.df1, one_way.df2)
    assert one_way.low == pytest.approx((least - 1) / (least + 3))


def test_the_interval_of_alpha_covers_the_truth():
    """One-way panels, in which alpha is the intraclass correlation."""
    rng = np.random.default_rng(31)
    truth, runs = 1 / (1 + 0.8**2), 200
    hits = 0
    for run in range(runs):
        table = rng.normal(0, 1, (20, 1)) + rng.normal(0, 0.8, (20, 4))
        found = krippendorff_alpha(table, level=Level.INTERVAL, seed=run, resamples=400)
        hits += found.low <= truth <= found.high

    assert 0.91 <= hits / runs <= 0.985


@pytest.mark.parametrize("level", list(Level))
def test_a_large_table_is_drawn_in_parts_to_the_same_interval(level, monkeypatch):
    table = random_table(9, n=150, k=5)
    at_once = krippendorff_alpha(table, level=level, seed=1, resamples=300)

    monkeypatch.setattr("selaras.core.measurement.agreement.alpha.MOST_HELD", 10_000)
    in_parts = krippendorff_alpha(table, level=level, seed=1, resamples=300)

    assert (in_parts.low, in_parts.high) == pytest.approx((at_once.low, at_once.high), abs=1e-12)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize(("scale", "shift"), [(1e-8, 0.0), (1e-3, 1e6), (1e5, 0.0)])
def test_tiny_huge_and_far_marks_have_finite_coefficients(level, scale, shift):
    table = random_table(12, n=8, gaps=0.2) * scale + shift

    found = krippendorff_alpha(table, level=level, seed=1, resamples=50)

    assert -1.0 <= found.low <= found.value <= found.high <= 1.0


def test_the_order_of_rows_and_columns_changes_no_interval_and_no_p():
    table = random_table(14, n=15, k=4)
    table[3, 1] = GAP
    rng = np.random.default_rng(2)
    turned = rng.permutation(rng.permutation(table, axis=0), axis=1)

    one, other = (agreement_report(t, seed=5) for t in (table, turned))

    for level in Level:
        a, b = one.alpha[level], other.alpha[level]
        assert (a.value, a.low, a.high) == pytest.approx((b.value, b.low, b.high), abs=1e-9)
    assert one.concordance.p_orders == other.concordance.p_orders
    assert (one.fleiss.low, one.fleiss.high) == pytest.approx((other.fleiss.low, other.fleiss.high), abs=1e-9)
