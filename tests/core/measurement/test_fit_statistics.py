"""Fit statistics against sums written out by hand, closed forms, and panels of known truth."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import kstest

from selaras.core.measurement.design import design_of
from selaras.core.measurement.fit_statistics import (
    eap_reliability,
    fit_of,
    homogeneity_of_examiners,
    separation_of,
    standardized,
)
from selaras.core.measurement.model import Diagnosis, Estimator, Family, Measurement, Model
from selaras.core.measurement.ratings import ratings_of
from selaras.core.measurement.residuals import category_chances, moments_of
from tests.core.measurement.building_measurement import (
    elements,
    grid_measurement,
    panel_of,
    true_measurement,
)


def mean_squares_by_hand(panel, facet):
    """Infit, outfit and their normal deviates from the textbook, rating by rating."""
    ratings = panel.ratings
    found = []
    for one in range(len(getattr(ratings, facet + "s" if facet != "criterion" else "criteria"))):
        squares, variances, fourths, standard = [], [], [], []
        for row in np.flatnonzero(getattr(ratings, facet) == one):
            location = (
                panel.ability[ratings.official[row]]
                - panel.severity[ratings.examiner[row]]
                - panel.difficulty[ratings.criterion[row]]
            )
            heights = [0.0]
            for threshold in panel.thresholds:
                heights.append(heights[-1] + location - threshold)
            weights = np.exp(heights) / np.exp(heights).sum()
            expected = sum(k * w for k, w in enumerate(weights))
            variance = sum((k - expected) ** 2 * w for k, w in enumerate(weights))
            squares.append((ratings.mark[row] - 1 - expected) ** 2)
            variances.append(variance)
            fourths.append(sum((k - expected) ** 4 * w for k, w in enumerate(weights)))
            standard.append(squares[-1] / variance)
        squares, variances, fourths = np.array(squares), np.array(variances), np.array(fourths)
        infit, outfit = squares.sum() / variances.sum(), np.mean(standard)
        q_in = np.sqrt((fourths - variances**2).sum()) / variances.sum()
        q_out = np.sqrt((fourths / variances**2).sum() / len(squares) ** 2 - 1 / len(squares))
        deviates = [(v ** (1 / 3) - 1) * 3 / q + q / 3 for v, q in ((infit, q_in), (outfit, q_out))]
        found.append((infit, outfit, *deviates))
    return np.array(found).T


@pytest.mark.parametrize("facet", ["official", "examiner", "criterion"])
def test_with_known_measures_the_mean_squares_are_those_of_the_textbook(facet):
    panel = panel_of(np.random.default_rng(1), shape=(7, 3, 4), per_official=2)

    fit = fit_of(panel.ratings, true_measurement(panel))

    found = {"official": fit.officials, "examiner": fit.examiners, "criterion": fit.criteria}[facet]
    infit, outfit, infit_z, outfit_z = mean_squares_by_hand(panel, facet)
    np.testing.assert_allclose(found.infit, infit, atol=1e-4)
    np.testing.assert_allclose(found.outfit, outfit, atol=1e-4)
    np.testing.assert_allclose(found.infit_z, infit_z, atol=1e-3)
    np.testing.assert_allclose(found.outfit_z, outfit_z, atol=1e-3)
    np.testing.assert_allclose(found.leverage, 0.0, atol=1e-12)


def test_tables_of_moments_are_those_of_the_distribution():
    thresholds = (np.array([-3.0, 0.5, 2.5]), np.array([0.0]), np.array([]))
    location = np.random.default_rng(2).uniform(-9, 9, size=300)

    for group, one in enumerate(thresholds):
        found = moments_of(thresholds).at(location, np.full(300, group))
        chances = category_chances(location, one)
        marks = np.arange(one.size + 1)
        expected = chances @ marks
        moments = [(chances * (marks - expected[:, None]) ** power).sum(axis=1) for power in (2, 3, 4)]
        np.testing.assert_allclose(found, np.column_stack((expected, *moments)), atol=2e-5)


def test_far_beyond_the_scale_moments_stay_finite():
    found = moments_of((np.array([-1.0, 1.0]),)).at(np.array([-1e4, 1e4]), np.zeros(2, dtype=int))

    np.testing.assert_allclose(found, [[0, 0, 0, 0], [2, 0, 0, 0]], atol=1e-9)


@pytest.mark.parametrize("sd_halo", [0.0, 0.7])
@pytest.mark.parametrize("n_draws", [0, 150])
def test_estimated_abilities_keep_mean_squares_at_one_and_deviates_normal(sd_halo, n_draws):
    seed = np.random.default_rng(3)
    infit, deviates = [], []
    for _ in range(6):
        panel = panel_of(seed, shape=(60, 4, 6), sd_halo=sd_halo)
        fit = fit_of(panel.ratings, grid_measurement(panel, seed, n_draws=n_draws))
        infit += [fit.officials.infit.mean(), fit.criteria.infit.mean()]
        deviates += [*fit.officials.infit_z, *fit.examiners.infit_z, *fit.criteria.outfit_z]

    assert np.mean(infit) == pytest.approx(1.0, abs=0.035)
    assert 0.85 < np.std(deviates) < 1.12
    assert np.mean(np.abs(deviates) > 1.96) < 0.075


def test_an_examiner_who_marks_at_random_stands_out_and_no_other_does():
    panel = panel_of(np.random.default_rng(4), noisy=(2,))

    examiners = fit_of(panel.ratings, grid_measurement(panel)).examiners

    assert examiners.infit[2] > 1.5
    assert examiners.outfit[2] > 1.5
    assert examiners.infit_z[2] > 5
    assert np.delete(examiners.infit, 2).max() < 1.2


def test_an_official_with_contradictory_marks_stands_out():
    panel = panel_of(np.random.default_rng(5))
    mark = panel.ratings.mark.copy()
    mark[panel.ratings.official == 7] = np.tile([1.0, 5.0], 20)
    panel = replace(panel, ratings=replace(panel.ratings, mark=mark))

    officials = fit_of(panel.ratings, grid_measurement(panel)).officials

    assert officials.infit.argmax() == 7
    assert officials.outfit_z[7] > 4


def test_the_order_of_blocks_changes_nothing(monkeypatch):
    panel = panel_of(np.random.default_rng(6), shape=(15, 4, 5), per_official=3)
    measurement = grid_measurement(panel)
    whole = fit_of(panel.ratings, measurement)

    monkeypatch.setattr("selaras.core.measurement.residuals.BLOCK", 7)
    small = fit_of(panel.ratings, measurement)

    for facet in ("officials", "examiners", "criteria"):
        np.testing.assert_allclose(getattr(small, facet).infit, getattr(whole, facet).infit, atol=1e-12)
        np.testing.assert_allclose(getattr(small, facet).outfit_z, getattr(whole, facet).outfit_z, atol=1e-9)


def test_a_criterion_with_one_category_says_nothing_of_fit():
    ratings = ratings_of(["A", "A", "B", "B"], criteria=["k", "l", "k", "l"], marks=[1.0, 3.0, 2.0, 3.0])
    model = Model(family=Family.PARTIAL_CREDIT, halo=False)
    measurement = measurement_with(ratings, model, thresholds=(np.zeros(1), np.zeros(0)))

    fit = fit_of(ratings, measurement)

    assert fit.criteria.n.tolist() == [2, 0]
    assert np.isnan(fit.criteria.infit[1])
    assert fit.officials.n.tolist() == [1, 1]


def measurement_with(ratings, model, *, thresholds=(), sd_error=None, officials=None):
    n = [len(one) for one in (ratings.officials, ratings.examiners, ratings.criteria)]
    return Measurement(
        model=model,
        estimator=Estimator.MARGINAL,
        log_likelihood=0.0,
        sd_ability=1.0,
        sd_halo=None,
        sd_error=sd_error,
        mean_ability=0.0,
        officials=officials or elements(ratings.officials, np.zeros(n[0]), 0.0),
        examiners=elements(ratings.examiners, np.zeros(n[1]), 0.0),
        criteria=elements(ratings.criteria, np.zeros(n[2]), 0.0),
        thresholds=thresholds,
        thresholds_se=tuple(np.zeros_like(one) for one in thresholds),
        categories=design_of(ratings, model).categories,
        diagnosis=Diagnosis(converged=True, n_iterations=0),
    )


def test_scale_groups_are_measured_on_their_own_thresholds():
    ratings = ratings_of(
        ["A"] * 4 + ["B"] * 4, criteria=["k", "l", "m", "n"] * 2, marks=[1, 2, 10, 20, 2, 1, 30, 10]
    )
    model = Model(groups=(0, 0, 1, 1), halo=False)
    measurement = measurement_with(ratings, model, thresholds=(np.zeros(1), np.array([-1.0, 1.0])))

    fit = fit_of(ratings, measurement)

    spread = 2 * (1 - category_chances(np.zeros(1), np.array([-1.0, 1.0]))[0, 1]) / 2
    np.testing.assert_allclose(fit.criteria.infit, [1.0, 1.0, 1 / spread, 0.5 / spread], atol=1e-6)


def test_linear_marks_have_the_error_variance_as_their_expectation():
    ratings = ratings_of(["A", "A", "B", "B"], criteria=["k", "l"] * 2, marks=[70.0, 74.0, 61.0, 59.0])
    officials = elements(ratings.officials, [72.0, 60.0], 0.0)
    measurement = measurement_with(
        ratings, Model(family=Family.LINEAR, halo=False), sd_error=2.0, officials=officials
    )

    fit = fit_of(ratings, measurement)

    np.testing.assert_allclose(fit.officials.infit, [1.0, 0.25])
    np.testing.assert_allclose(fit.criteria.outfit, [(1 + 0.25) / 2] * 2)


def test_estimated_linear_abilities_keep_mean_squares_at_one():
    seed = np.random.default_rng(8)
    n, k, error = 4000, 6, 3.0
    truth = 70 + 8 * seed.normal(size=n)
    marks = truth[:, None] + error * seed.normal(size=(n, k))
    kept = 64 / (64 + error**2 / k)
    eap = 70 + kept * (marks.mean(axis=1) - 70)
    p, c = np.nonzero(np.ones((n, k)))
    ratings = ratings_of([f"{one:04d}" for one in p], criteria=[f"{one}" for one in c], marks=marks[p, c])
    officials = elements(ratings.officials, eap, np.sqrt(kept) * error / np.sqrt(k))
    measurement = measurement_with(
        ratings, Model(family=Family.LINEAR, halo=False), sd_error=error, officials=officials
    )

    fit = fit_of(ratings, measurement)

    assert fit.officials.infit.mean() == pytest.approx(1.0, abs=0.03)
    np.testing.assert_allclose(fit.officials.leverage, kept / k)


def test_a_deviate_of_a_mean_square_is_normal():
    mean_squares = np.random.default_rng(9).chisquare(30, size=4000) / 30

    deviates = standardized(mean_squares, variance=np.full(4000, 2 / 30))

    assert kstest(deviates, "norm").pvalue > 0.001


def test_a_mean_square_that_cannot_vary_has_no_deviate():
    assert np.isnan(standardized(np.ones(1), variance=np.zeros(1)))[0]


def test_separation_of_measures_with_known_errors():
    found = separation_of(elements("abc", [-2.0, 0.0, 2.0], 1.0))

    assert (found.sd, found.rmse, found.true_sd) == pytest.approx((2.0, 1.0, np.sqrt(3.0)))
    assert (found.separation, found.strata) == pytest.approx((np.sqrt(3.0), (4 * np.sqrt(3.0) + 1) / 3))
    assert found.reliability == pytest.approx(0.75)


def test_less_spread_than_error_separates_nothing():
    found = separation_of(elements("abc", [-0.1, 0.0, 0.1], 1.0))

    assert (found.separation, found.reliability, found.strata) == (0.0, 0.0, pytest.approx(1 / 3))


def test_one_element_has_no_separation():
    assert np.isnan(separation_of(elements("a", [0.3], 0.1)).reliability)
    assert np.isnan(eap_reliability(elements("a", [0.3], 0.1)))


def test_shrunk_measures_give_the_reliability_they_have_and_not_a_lower_one():
    seed = np.random.default_rng(10)
    truth = 1.5 * seed.normal(size=20_000)
    seen = truth + 0.5 * seed.normal(size=truth.size)
    kept = 2.25 / (2.25 + 0.25)
    officials = elements([str(one) for one in range(truth.size)], kept * seen, np.sqrt(kept) * 0.5)

    assert eap_reliability(officials) == pytest.approx(kept, abs=0.005)
    found = separation_of(officials, shrunk=True)
    assert found.reliability == pytest.approx(eap_reliability(officials))
    assert found.separation == pytest.approx(np.sqrt(kept / (1 - kept)), rel=0.03)
    assert found.sd == pytest.approx(1.5, abs=0.02)


def test_measures_that_are_mostly_prior_separate_as_little_as_their_reliability_says():
    # One of them has nearly lost all that was its own; stretched back it would outweigh all others.
    officials = elements("abcd", [-0.3, -0.1, 0.0, 0.4], np.array([0.9, 0.95, 0.999, 0.9]))

    found = separation_of(officials, shrunk=True)

    assert found.separation == pytest.approx(np.sqrt(found.reliability / (1 - found.reliability)))
    assert found.separation < 1


def test_measures_count_from_the_mean_of_their_component():
    apart = elements("abcd", [0.0, 1.0, 100.0, 101.0], 0.1, component=[0, 0, 1, 1])

    assert separation_of(apart).sd == pytest.approx(np.sqrt(4 * 0.25 / 2))


@pytest.mark.parametrize("with_draws", [False, True])
@pytest.mark.parametrize("errors", [(0.2, 0.2), (0.1, 0.2, 0.3), (0.1, 0.1, 0.2, 0.2, 0.15)])
def test_equally_severe_examiners_are_called_unequal_as_rarely_as_promised(with_draws, errors):
    seed = np.random.default_rng(11)
    panel = panel_of(seed, shape=(3, len(errors), 2))
    start = grid_measurement(panel, seed, n_draws=200)
    centre = np.eye(len(errors)) - 1 / len(errors)
    covariance = centre @ np.diag(np.square(errors)) @ centre
    p = []
    for _ in range(400):
        severity = centre @ (seed.normal(size=len(errors)) * errors)
        drawn = severity + (seed.normal(size=(200, len(errors))) * errors) @ centre
        measurement = replace(
            start,
            examiners=elements(panel.ratings.examiners, severity, np.sqrt(np.diag(covariance))),
            draws=replace(start.draws, severity=drawn) if with_draws else None,
        )
        p.append(homogeneity_of_examiners(measurement).p)

    assert kstest(p, "uniform").pvalue > 0.001


def test_severities_apart_are_called_unequal():
    panel = panel_of(np.random.default_rng(12), shape=(3, 3, 2))
    unequal = elements(panel.ratings.examiners, [-1.0, 0.0, 1.0], 0.2)

    found = homogeneity_of_examiners(replace(true_measurement(panel), examiners=unequal))

    assert found.df == 2
    assert found.chi_square == pytest.approx(2 / (0.04 * 1.5))
    assert found.p < 1e-6


def test_one_examiner_has_nobody_to_be_compared_with():
    panel = panel_of(np.random.default_rng(13), shape=(5, 1, 3))

    assert fit_of(panel.ratings, grid_measurement(panel)).homogeneity is None
