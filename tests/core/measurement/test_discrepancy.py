"""Which sheets must be looked at again: exact rules on legal points, and the model's residual."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.discrepancy import (
    CRITICAL,
    distant,
    dixon_outliers,
    dixon_ratio,
    pair_residuals,
)
from selaras.core.measurement.model import (
    Diagnosis,
    Draws,
    Elements,
    Estimator,
    Family,
    Measurement,
    Model,
)
from selaras.core.measurement.ratings import ratings_of


def fractions(*values):
    return [Fraction(one) for one in values]


def test_distance_is_counted_from_the_mean_of_all():
    values = fractions(80, 84, 61)

    # mean 75: distances 5, 9, 14
    assert distant(values, limit=Decimal(10)) == (2,)
    assert distant(values, limit=Decimal(5)) == (1, 2)


def test_a_distance_of_exactly_the_limit_is_still_allowed():
    assert distant(fractions("1/3", "2/3"), limit=Fraction(1, 6)) == ()
    assert distant(fractions("1/3", "2/3"), limit=Fraction(1, 6) - Fraction(1, 10**30)) == (0, 1)


def test_nobody_is_distant_where_nobody_marked():
    assert distant([], limit=Decimal(1)) == ()


def test_dixon_finds_the_low_and_the_high_outlier():
    assert dixon_outliers(fractions(80, 60, 81, 79, 80), level=95) == (1,)
    assert dixon_outliers([Decimal(n) for n in (80, 99, 81, 79, 80)], level=95) == (1,)


def test_dixon_uses_the_published_example():
    # Rorabacher (1991) and many textbooks: Q = 0.455 of ten values is above 0.412 (90 %), below 0.466.
    values = [
        Decimal(one)
        for one in ["0.189", "0.167", "0.187", "0.183", "0.186", "0.182", "0.181", "0.184", "0.181", "0.177"]
    ]
    r10 = Fraction("0.010") / Fraction("0.022")
    assert round(float(r10), 3) == 0.455

    # With ten values the ratio that passes over the far end is used: r11 = 10 / 20 against 0.477 and 0.534.
    assert dixon_ratio(sorted(Fraction(one) for one in values)) == Fraction(1, 2)
    assert dixon_outliers(values, level=90) == (1,)
    assert dixon_outliers(values, level=95) == ()


def test_a_ratio_of_exactly_the_critical_value_is_no_outlier():
    values = fractions(0, "0.710", "0.8", "0.9", 1)

    assert dixon_ratio(values) == CRITICAL[95][2]
    assert dixon_outliers(values, level=95) == ()
    values[1] += Fraction(1, 10**20)
    assert dixon_outliers(values, level=95) == (0,)


def test_equal_values_give_no_outlier():
    assert dixon_outliers(fractions(70, 70, 70, 70), level=90) == ()
    assert dixon_outliers(fractions(50, 50, 80, 81, 82), level=90) == ()


def test_two_equal_outlying_values_are_marked_together_in_larger_panels():
    values = fractions(50, 50, *range(80, 90))

    assert dixon_outliers(values, level=99) == (0, 1)


def test_both_ends_are_marked_where_both_lie_out():
    values = fractions(20, 80, 81, 80, 79, 80, 81, 80, 79, 140)

    assert dixon_outliers(values, level=99) == (0, 9)


def test_three_near_equal_examiners_are_judged_by_agreement_as_documented():
    assert dixon_outliers(fractions("70.0", "70.5", 90), level=95) == (2,)
    assert dixon_outliers(fractions("70.0", "70.5", "71.5"), level=95) == ()
    assert dixon_outliers(fractions("70.0", "70.01", 71), level=95) == (2,)


def test_fewer_than_three_values_cannot_be_judged():
    assert dixon_outliers(fractions(10, 90), level=90) == ()


@pytest.mark.parametrize(("n", "level"), [(31, 95), (5, 97)])
def test_what_no_table_holds_is_refused(n, level):
    with pytest.raises(CoreError) as refused:
        dixon_outliers(fractions(*range(n)), level=level)

    assert refused.value.code == "dixon_not_tabled"


def ratio_of_rows(x):
    """Dixon's ratios of sorted rows, both ends, written once more with arrays."""
    n = x.shape[1]
    j, i = (1, 0) if n <= 7 else (1, 1) if n <= 10 else (2, 1) if n <= 13 else (2, 2)
    low = (x[:, j] - x[:, 0]) / (x[:, n - 1 - i] - x[:, 0])
    high = (x[:, -1] - x[:, -1 - j]) / (x[:, -1] - x[:, i])
    return np.concatenate([low, high])


@pytest.mark.parametrize("n", [3, 5, 7, 8, 10, 11, 13, 14, 20, 30])
def test_critical_values_are_the_quantiles_of_normal_samples(n):
    rows = np.sort(np.random.default_rng(n).normal(size=(100_000, n)), axis=1)

    ratios = ratio_of_rows(rows)

    for level in (90, 95, 99):
        one_sided = 1 - (1 - level / 100) / 2
        assert float(CRITICAL[level][n - 3]) == pytest.approx(np.quantile(ratios, one_sided), abs=0.01)


def elements(labels, measure, *, component=None):
    measure = np.asarray(measure, dtype=np.float64)
    n = measure.size
    return Elements(
        labels=tuple(labels),
        measure=measure,
        se=np.zeros(n),
        lower=measure,
        upper=measure,
        n=np.ones(n, dtype=np.int32),
        component=np.zeros(n, dtype=np.int32) if component is None else np.asarray(component, dtype=np.int32),
    )


def measured(ratings, *, ability, severity, difficulty, **changed):
    fields = {
        "model": Model(),
        "estimator": Estimator.MARGINAL,
        "log_likelihood": 0.0,
        "sd_ability": 1.0,
        "sd_halo": 0.0,
        "sd_error": None,
        "mean_ability": 0.0,
        "officials": elements(ratings.officials, ability),
        "examiners": elements(ratings.examiners, severity),
        "criteria": elements(ratings.criteria, difficulty),
        "thresholds": (np.array([-1.0, 1.0]),),
        "thresholds_se": (np.zeros(2),),
        "categories": ((1.0, 2.0, 3.0),),
        "diagnosis": Diagnosis(converged=True, n_iterations=1),
    }
    return Measurement(**(fields | changed))


def crossed(mark):
    """Ratings of a full (officials, examiners, criteria) array."""
    p, r, i = (one.ravel() for one in np.indices(mark.shape))
    return ratings_of(
        [f"P{one:04}" for one in p],
        examiners=[f"E{one}" for one in r],
        criteria=[f"K{one}" for one in i],
        marks=mark.ravel(),
    )


def linear_panel(*, officials=400, sd_ability=6.0, sd_halo=4.0, sd_error=3.0, seed=1):
    """Marks on a hundred with the true values and the best abilities that can be made of them."""
    rng = np.random.default_rng(seed)
    severity, difficulty = np.array([3.0, -1.0, -2.0]), np.array([1.0, 0.5, -0.5, -1.0])
    ability = sd_ability * rng.normal(size=officials)
    halo = sd_halo * rng.normal(size=(officials, 3))
    error = sd_error * rng.normal(size=(officials, 3, 4))
    mark = 70 + ability[:, None, None] - severity[:, None] - difficulty + halo[:, :, None] + error
    ratings = crossed(mark)
    variance = sd_halo**2 + sd_error**2 / 4
    away = (mark + severity[:, None] + difficulty - 70).mean(axis=(1, 2))
    best = away * sd_ability**2 / (sd_ability**2 + variance / 3)
    found = measured(
        ratings,
        ability=best,
        severity=severity,
        difficulty=difficulty,
        model=Model(family=Family.LINEAR),
        mean_ability=70.0,
        sd_ability=sd_ability,
        sd_halo=sd_halo,
        sd_error=sd_error,
        thresholds=(),
        thresholds_se=(),
        categories=(),
    )
    return ratings, found


def test_residuals_are_standard_normal_where_the_model_holds():
    ratings, found = linear_panel()

    z = pair_residuals(ratings, found)

    assert z.size == 1200
    assert abs(z.mean()) < 0.1
    assert z.std() == pytest.approx(1.0, abs=0.06)
    assert np.mean(np.abs(z) > 1.96) == pytest.approx(0.05, abs=0.02)


def test_a_sheet_far_from_the_model_has_the_largest_residual():
    ratings, found = linear_panel(officials=30)
    marks = ratings.mark.copy()
    marks[12:16] -= 40.0  # the second official by the first examiner

    z = pair_residuals(replace(ratings, mark=marks), found)

    assert np.argmax(np.abs(z)) == 3
    assert z[3] < -5


def test_halo_widens_what_is_usual():
    ratings, found = linear_panel(officials=30)

    with_halo = pair_residuals(ratings, found)
    without = pair_residuals(ratings, replace(found, sd_halo=None))

    assert np.abs(with_halo).max() < np.abs(without).max() / 2


def small_ordinal():
    mark = np.array([[[1, 2], [3, 3]], [[2, 2], [1, 2]], [[3, 2], [2, 3]]], dtype=np.float64)
    ratings = crossed(mark)
    found = measured(
        ratings, ability=[0.4, -0.8, 0.4], severity=[0.2, -0.2], difficulty=[-0.3, 0.3], sd_halo=0.9
    )
    return ratings, found


def test_ordinal_residuals_are_those_of_brute_force():
    ratings, found = small_ordinal()
    nodes = np.arange(-600, 601) * 0.01
    weights = np.exp(-0.5 * nodes**2) / np.exp(-0.5 * nodes**2).sum()
    totals, moments = [], []
    for p, ability in enumerate(found.officials.measure):
        for r, severity in enumerate(found.examiners.measure):
            means, spreads = np.zeros(nodes.size), np.zeros(nodes.size)
            for difficulty in found.criteria.measure:
                eta = ability - severity - difficulty + 0.9 * nodes
                weight = np.stack([np.ones_like(eta), np.exp(eta + 1), np.exp(2 * eta)])
                share = weight / weight.sum(axis=0)
                mean = share[1] + 2 * share[2]
                means += mean
                spreads += share[1] + 4 * share[2] - mean**2
            expected = weights @ means
            inner = weights @ spreads
            moments.append((expected, inner + weights @ (means - expected) ** 2, inner))
            totals.append(ratings.mark[(ratings.official == p) & (ratings.examiner == r)].sum() - 2)
    expected, variance, slope = np.array(moments).T
    weight = slope**2 / variance
    left = 1 - weight / (np.repeat(weight.reshape(3, 2).sum(axis=1), 2) + 1.0)

    z = pair_residuals(ratings, found)

    assert np.abs(z - (np.array(totals) - expected) / np.sqrt(variance * left)).max() < 1e-4


def test_draws_give_the_same_residuals_as_the_measures_they_average_to():
    ratings, found = small_ordinal()
    drawn = Draws(
        ability=np.tile(found.officials.measure, (2, 1)),
        severity=np.tile(found.examiners.measure, (2, 1)),
        difficulty=np.tile(found.criteria.measure, (2, 1)),
        thresholds=(np.array([[-1.0, 1.0]] * 2),),
        halo=None,
        sd_ability=np.ones(2),
        sd_halo=np.full(2, 0.9),
    )

    z = pair_residuals(ratings, replace(found, draws=drawn))

    assert np.abs(z - pair_residuals(ratings, found)).max() < 1e-12


def test_each_component_keeps_its_own_level():
    rng = np.random.default_rng(2)
    low, high = 40 + rng.normal(size=(4, 2, 3)), 90 + rng.normal(size=(4, 2, 3))
    officials = [f"{half}{p}" for half in "AB" for p in range(4) for _ in range(6)]
    examiners = [f"{half}{r}" for half in "AB" for _ in range(4) for r in range(2) for _ in range(3)]
    ratings = ratings_of(
        officials,
        examiners=examiners,
        criteria=["K1", "K2", "K3"] * 16,
        marks=np.concatenate([low.ravel(), high.ravel()]),
    )
    found = measured(
        ratings,
        ability=np.zeros(8),
        severity=np.zeros(4),
        difficulty=np.zeros(3),
        model=Model(family=Family.LINEAR),
        mean_ability=65.0,
        component_means=(40.0, 90.0),
        sd_error=1.0,
        thresholds=(),
        thresholds_se=(),
        categories=(),
        officials=elements(ratings.officials, np.zeros(8), component=[0] * 4 + [1] * 4),
    )

    z = pair_residuals(ratings, found)

    assert np.abs(z).max() < 4


def test_a_constant_mark_says_nothing_of_any_pair():
    ratings = crossed(np.full((3, 2, 2), 2.0))
    found = measured(
        ratings,
        ability=np.zeros(3),
        severity=np.zeros(2),
        difficulty=np.zeros(2),
        thresholds=(np.zeros(0),),
        thresholds_se=(np.zeros(0),),
        categories=((2.0,),),
    )

    assert (pair_residuals(ratings, found) == 0).all()
