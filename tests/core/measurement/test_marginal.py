"""Marginal maximum likelihood against brute force, against itself in another order, and at the edges."""

from __future__ import annotations

import numpy as np
import pytest

from selaras.core.measurement.design import design_of
from selaras.core.measurement.marginal import fit_marginal
from selaras.core.measurement.marginal.halo_problem import halo_problem_of
from selaras.core.measurement.marginal.problem import TOGETHER_BELOW, problem_of
from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.ratings import Ratings, ratings_from_codes, ratings_of
from selaras.core.measurement.simulation import Plan, simulate_panel

NO_HALO, HALO = Model(halo=False), Model(halo=True)


def panel(seed: int = 1, **plan) -> Ratings:
    return simulate_panel(Plan(**plan), seed=seed)[0]


def log_likelihood(ratings: Ratings, measurement, *, half_width: float = 9.0, n: int = 1201) -> float:
    """Sum over a wide fine grid of ability, and of every halo where there is one: no quadrature rule."""
    design = design_of(ratings, measurement.model)
    theta = np.linspace(-half_width, half_width, n) + measurement.mean_ability
    log_prior = normal_log_density(theta - measurement.mean_ability, measurement.sd_ability)
    halo, log_halo = np.zeros(1), np.zeros(1)
    if measurement.sd_halo:
        halo = np.linspace(-6, 6, 49) * measurement.sd_halo
        theta, log_prior = theta[::4], log_prior[::4] + np.log(4)
        log_halo = normal_log_density(halo, measurement.sd_halo)
    total = 0.0
    for p in range(design.n_officials):
        density = log_prior.copy()
        for pair in range(design.official_start[p], design.official_start[p + 1]):
            severity = measurement.examiners.measure[design.pair_examiner[pair]]
            location = theta[:, None] - severity + halo[None, :]
            inner = np.broadcast_to(log_halo, location.shape).copy()
            for row in np.flatnonzero(design.pair == pair):
                i = ratings.criterion[row]
                at = location - measurement.criteria.measure[i]
                steps = np.concatenate(([0.0], np.cumsum(measurement.thresholds[design.group[i]])))
                scores = at[..., None] * np.arange(steps.size) - steps
                inner += scores[..., design.category[row]] - np.logaddexp.reduce(scores, axis=-1)
            density += np.logaddexp.reduce(inner, axis=1)
        total += np.logaddexp.reduce(density)
    return float(total)


def normal_log_density(x, sd):
    return -0.5 * (x / sd) ** 2 - np.log(sd * np.sqrt(2 * np.pi)) + np.log(x[1] - x[0])


GROUPED = Model(halo=False, groups=(0, 0, 1, 1))


def grouped(ratings: Ratings) -> Ratings:
    """Fold the marks of the first two criteria to two categories."""
    low = ratings.criterion < 2
    return ratings_from_codes(
        ratings.official,
        mark=np.where(low, np.minimum(ratings.mark, 2.0), ratings.mark),
        examiner=ratings.examiner,
        criterion=ratings.criterion,
    )


SMALL = {"officials": 12, "examiners": 4, "criteria": 4}
CASES = {
    "rating scale": (panel(**SMALL), NO_HALO),
    "partial credit": (panel(**SMALL), Model(halo=False, family=Family.PARTIAL_CREDIT)),
    "missing": (panel(**SMALL, missing=0.3), NO_HALO),
    "sparse": (panel(**SMALL, examiners_per_official=2), NO_HALO),
    "scale groups": (grouped(panel(**SMALL)), GROUPED),
    "halo": (panel(**SMALL, halo_sd=0.9), HALO),
    "halo, missing": (panel(**SMALL, halo_sd=0.9, missing=0.3), HALO),
}


@pytest.mark.parametrize("case", CASES)
def test_the_log_likelihood_is_that_of_a_fine_grid(case):
    ratings, model = CASES[case]

    result = fit_marginal(ratings, model=model)

    assert result.diagnosis.converged
    assert result.log_likelihood == pytest.approx(log_likelihood(ratings, result), abs=2e-5)


@pytest.mark.parametrize("case", CASES)
def test_gradient_and_information_are_the_derivatives(case):
    ratings, model = CASES[case]
    problem, at = problem_of(design_of(ratings, model))
    if model.halo:
        problem, at = halo_problem_of(design_of(ratings, model), problem), np.append(at, 0.6)
    place = problem.plain if model.halo else problem
    for _ in range(4):
        problem.evaluate(at, False, 21)
    stood = place.centre, place.scale

    def value(moved):
        place.centre, place.scale = stood
        return problem.evaluate(moved, False, 21)

    place.centre, place.scale = stood
    here = problem.evaluate(at, True, 21)
    steps = 1e-4 * np.eye(at.size)
    slopes = [(value(at + s).log_likelihood - value(at - s).log_likelihood) / 2e-4 for s in steps]
    curves = [(value(at - s).gradient - value(at + s).gradient) / 2e-4 for s in steps]

    assert here.gradient == pytest.approx(np.array(slopes), abs=5e-4 * np.abs(here.gradient).max())
    assert here.information == pytest.approx(np.array(curves), abs=2e-3 * np.abs(here.information).max())


def test_the_gradient_is_zero_at_the_end():
    ratings = panel(officials=60, examiners=6, criteria=5, examiners_per_official=3)
    problem, _ = problem_of(design_of(ratings, NO_HALO))
    result = fit_marginal(ratings, model=NO_HALO)
    at = np.concatenate(
        (
            result.examiners.measure,
            result.criteria.measure,
            result.thresholds[0],
            (result.mean_ability, result.sd_ability),
        )
    )

    for _ in range(5):
        gradient = problem.evaluate(at, False, 21).gradient

    assert np.abs(gradient).max() < 1e-3
    assert abs(result.examiners.measure.sum()) < 1e-9
    assert abs(result.criteria.measure.sum()) < 1e-9
    assert abs(result.officials.measure.sum()) < 1e-9


def published(result) -> np.ndarray:
    facets = (result.officials, result.examiners, result.criteria)
    parts = [np.concatenate((one.measure, one.se)) for one in facets]
    return np.concatenate((*parts, *result.thresholds, [result.log_likelihood, result.sd_ability]))


@pytest.mark.parametrize("model", [NO_HALO, HALO], ids=["plain", "halo"])
def test_the_order_of_rows_changes_nothing(model):
    ratings = panel(officials=15, examiners=4, criteria=4, halo_sd=0.8, missing=0.2)
    order = np.random.default_rng(5).permutation(ratings.n)
    shuffled = ratings_from_codes(
        ratings.official[order],
        mark=ratings.mark[order],
        examiner=ratings.examiner[order],
        criterion=ratings.criterion[order],
    )

    assert published(fit_marginal(shuffled, model=model)) == pytest.approx(
        published(fit_marginal(ratings, model=model)), abs=1e-9
    )


def test_other_names_change_nothing_but_the_order():
    ratings = panel(officials=20, examiners=4, criteria=4)
    names = [f"{(7 * k) % 20:02d}" for k in range(20)]
    renamed = ratings_of(
        [names[k] for k in ratings.official],
        examiners=[f"{9 - k}" for k in ratings.examiner],
        criteria=[f"{9 - k}" for k in ratings.criterion],
        marks=ratings.mark,
    )

    one, other = fit_marginal(ratings, model=NO_HALO), fit_marginal(renamed, model=NO_HALO)

    back = [other.officials.labels.index(names[k]) for k in range(20)]
    assert other.officials.measure[back] == pytest.approx(one.officials.measure, abs=1e-9)
    assert other.examiners.measure[::-1] == pytest.approx(one.examiners.measure, abs=1e-9)
    assert other.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-9)


@pytest.mark.parametrize("model", [NO_HALO, HALO], ids=["plain", "halo"])
def test_a_second_call_gives_the_same_bytes(model):
    ratings = panel(officials=60, examiners=5, criteria=4, halo_sd=0.5)

    first, second = fit_marginal(ratings, model=model), fit_marginal(ratings, model=model)

    assert published(first).tobytes() == published(second).tobytes()


def test_two_threads_give_the_whole_likelihood():
    ratings = panel(officials=1600, examiners=12, criteria=2, examiners_per_official=2)
    assert design_of(ratings, NO_HALO).pair_form.size >= TOGETHER_BELOW

    result = fit_marginal(ratings, model=NO_HALO)

    assert result.log_likelihood == pytest.approx(log_likelihood(ratings, result, n=241), abs=2e-4)


def test_known_values_come_back_within_their_intervals():
    inside = {"officials": [], "examiners": [], "criteria": []}
    for seed in range(40):
        ratings, truth = simulate_panel(Plan(officials=80, examiners=6, criteria=6), seed=seed)
        result = fit_marginal(ratings, model=NO_HALO)
        known = {"officials": truth.ability, "examiners": truth.severity, "criteria": truth.difficulty}
        for facet, values in known.items():
            found = getattr(result, facet)
            centred = values - values.mean()
            inside[facet].append((found.lower <= centred) & (centred <= found.upper))

    assert 0.93 <= np.mean(inside["officials"]) <= 0.97
    assert 0.86 <= np.mean(inside["examiners"]) <= 1.0
    assert 0.86 <= np.mean(inside["criteria"]) <= 1.0


def test_a_halo_is_found_where_there_is_one():
    ratings = panel(officials=120, examiners=6, criteria=6, halo_sd=0.8)

    with_halo, without = fit_marginal(ratings, model=HALO), fit_marginal(ratings, model=NO_HALO)

    assert with_halo.sd_halo == pytest.approx(0.8, abs=0.12)
    assert with_halo.log_likelihood > without.log_likelihood + 50
    assert np.median(with_halo.officials.se) > 1.3 * np.median(without.officials.se)


def test_no_halo_in_the_data_gives_the_model_without():
    flat = [fit_marginal(panel(seed=k, officials=12, examiners=4, criteria=5), model=HALO) for k in range(6)]
    at_zero = [k for k, one in enumerate(flat) if "halo_zero" in one.diagnosis.notes]
    ratings = panel(seed=at_zero[0], officials=12, examiners=4, criteria=5)

    with_halo, without = fit_marginal(ratings, model=HALO), fit_marginal(ratings, model=NO_HALO)

    assert with_halo.sd_halo == 0.0
    assert without.sd_halo is None
    assert with_halo.log_likelihood == pytest.approx(without.log_likelihood, abs=1e-6)


def test_standard_errors_can_be_left_out():
    result = fit_marginal(panel(officials=10, examiners=3, criteria=3), model=NO_HALO, with_se=False)

    assert np.isnan(result.officials.se).all()
    assert np.isfinite(result.officials.measure).all()
