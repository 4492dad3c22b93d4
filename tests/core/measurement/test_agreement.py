"""Agreement: published values, brute force, what may not change them, and what has no value."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.measurement.agreement import (
    Level,
    Undefined,
    agreement_report,
    cohen_kappa,
    fleiss_kappa,
    intraclass_correlations,
    kappa_of_table,
    kendall_w,
    krippendorff_alpha,
)
from selaras.core.measurement.agreement.kappa import linear, quadratic
from tests.references import published_tables as published

GAP = np.nan


def random_table(seed: int, *, n: int = 12, k: int = 4, gaps: float = 0.0, highest: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.normal(0, 1, (n, 1)) + rng.normal(0, 0.5, (1, k)) + rng.normal(0, 0.8, (n, k))
    table = np.clip(np.round(3 + level), 1, highest)
    table[rng.random((n, k)) < gaps] = GAP
    return table


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


def test_cohen_finds_his_kappa_and_his_weighted_kappa():
    plain = kappa_of_table(published.COHEN, n=200)
    weighted = kappa_of_table(published.COHEN, n=200, disagreement=published.COHEN_GRAVITY)

    assert (plain.value, weighted.value) == pytest.approx(published.COHEN_SAYS, abs=0.001)


def test_the_error_of_kappa_is_what_resampling_shows():
    rng = np.random.default_rng(8)
    counts = rng.multinomial(400, published.COHEN.ravel() / published.COHEN.sum(), size=3000)
    values = [
        kappa_of_table(c.reshape(3, 3).astype(float), n=400, disagreement=published.COHEN_GRAVITY).value
        for c in counts
    ]

    said = kappa_of_table(published.COHEN, n=400, disagreement=published.COHEN_GRAVITY)

    assert said.se == pytest.approx(np.std(values), rel=0.06)


def test_the_error_under_chance_is_what_resampling_under_chance_shows():
    rng = np.random.default_rng(9)
    chance = np.outer(published.COHEN.sum(axis=1), published.COHEN.sum(axis=0))
    counts = rng.multinomial(400, chance.ravel() / chance.sum(), size=3000)
    values = [kappa_of_table(c.reshape(3, 3).astype(float), n=400).value for c in counts]

    assert kappa_of_table(chance, n=400).se_chance == pytest.approx(np.std(values), rel=0.06)


def test_quadratic_kappa_is_the_correlation_when_raters_use_the_scale_alike():
    table = random_table(4, n=40, k=2)
    both = np.vstack([table, table[:, ::-1]])

    kappa = cohen_kappa(both, weights=quadratic).value

    assert kappa == pytest.approx(np.corrcoef(both.T)[0, 1], abs=1e-12)


def test_an_unused_category_between_two_used_ones_stays_a_distance():
    used = np.array([[1.0, 1], [2, 4], [4, 4], [1, 2], [4, 2], [2, 2]])
    weights = np.array([[0.0, 1, 3], [1, 0, 2], [3, 2, 0]])

    assert cohen_kappa(used, weights=linear) == cohen_kappa(used, disagreement=weights)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_kappa_knows_nothing_of_who_is_first(seed):
    table = random_table(seed, k=2, gaps=0.1)

    for weights in (linear, quadratic):
        one, other = cohen_kappa(table, weights=weights), cohen_kappa(table[:, ::-1], weights=weights)
        assert (one.value, one.se, one.p) == pytest.approx((other.value, other.se, other.p), abs=1e-10)


def test_fleiss_finds_his_kappa():
    table = np.array([np.repeat(np.arange(1.0, 6.0), row) for row in published.FLEISS_COUNTS])

    found = fleiss_kappa(table)

    assert found.value == pytest.approx(published.FLEISS_SAYS, abs=0.001)
    assert found.z == pytest.approx(found.value / found.se_chance)


def test_the_error_of_fleiss_under_chance_is_what_chance_gives():
    rng = np.random.default_rng(4)
    share = np.array([0.2, 0.5, 0.3])
    tables = [rng.choice(3, size=(40, 4), p=share).astype(float) for _ in range(1500)]
    found = [fleiss_kappa(table) for table in tables]

    assert np.mean([one.se_chance for one in found]) == pytest.approx(
        np.std([one.value for one in found]), rel=0.06
    )


def test_the_interval_of_fleiss_covers_the_truth():
    """Each subject is certain with chance 0.5, else marked blindly: kappa is known for equal shares."""
    rng = np.random.default_rng(5)
    sure, runs, hits = 0.5, 200, 0
    for _ in range(runs):
        own = rng.integers(0, 3, (50, 1))
        blind = rng.random((50, 1)) > sure
        table = np.where(blind, rng.integers(0, 3, (50, 4)), own).astype(float)
        found = fleiss_kappa(table)
        hits += found.low <= sure <= found.high

    assert 0.90 <= hits / runs <= 0.985


def test_fleiss_with_gaps_needs_no_equal_numbers_but_gives_no_test():
    table = random_table(6, gaps=0.2)

    found = fleiss_kappa(table)

    assert found.value is not None
    assert (found.se_chance, found.z, found.p) == (None, None, None)


def w_by_definition(table: np.ndarray) -> float:
    """Siegel and Castellan's formula with correction for ties."""
    n, k = table.shape
    ranks = np.array([[np.sum(c < x) + (np.sum(c == x) + 1) / 2 for x in c] for c in table.T]).T
    ties = sum(sum(t**3 - t for t in np.unique(c, return_counts=True)[1]) for c in table.T)
    total = ranks.sum(axis=1)
    return (12 * (total**2).sum() - 3 * k**2 * n * (n + 1) ** 2) / (k**2 * n * (n**2 - 1) - k * ties)


@pytest.mark.parametrize("seed", range(6))
def test_concordance_is_its_definition_with_ties(seed):
    table = random_table(seed, n=9, k=3)

    assert kendall_w(table, seed=1).value == pytest.approx(w_by_definition(table), abs=1e-12)


def test_the_exact_chance_of_a_concordance_is_counted():
    table = np.array([[1.0, 1, 2], [2, 3, 1], [3, 2, 3]])
    reached = [
        w_by_definition(np.array([table[:, 0], b, c]).T) >= w_by_definition(table) - 1e-12
        for b, c in product(permutations(table[:, 1]), permutations(table[:, 2]))
    ]

    found = kendall_w(table, seed=1)

    assert (found.exact, found.p_orders) == (True, pytest.approx(np.mean(reached)))


def test_drawn_orders_come_near_the_counted_ones():
    table = random_table(7, n=5, k=3)
    counted = kendall_w(table, seed=1)

    from selaras.core.measurement.agreement import concordance

    centred = np.argsort(np.argsort(table, axis=0), axis=0) - 2.0
    spread = float((centred.sum(axis=1) ** 2).sum())
    exact, was_exact = concordance._share_of_orders(centred, spread, 1)
    many = np.hstack([centred, np.zeros((5, 30))])
    drawn, was_drawn = concordance._share_of_orders(many, spread, 1)

    assert counted.exact
    assert (was_exact, was_drawn) == (True, False)
    assert drawn == pytest.approx(exact, abs=0.02)


def test_full_concordance_is_one_and_opposite_orders_are_zero():
    order = np.arange(6.0)

    assert kendall_w(np.array([order, order, order]).T, seed=1).value == pytest.approx(1.0)
    assert kendall_w(np.array([order, -order]).T, seed=1).value == pytest.approx(0.0)


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
