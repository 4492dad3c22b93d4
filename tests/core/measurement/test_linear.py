"""The linear mixed model for marks on 0–100, against dense algebra and closed forms."""

from itertools import pairwise

import numpy as np
import pytest

from selaras.core.measurement.estimating import measure
from selaras.core.measurement.linear import fit_linear_marginal, fit_linear_posterior
from selaras.core.measurement.linear.likelihood import log_integrated
from selaras.core.measurement.linear.posterior import _drawn
from selaras.core.measurement.linear.reduced import Sds, reduced
from selaras.core.measurement.model import Estimator
from selaras.core.measurement.ratings import ratings_of
from tests.core.measurement.building_linear import LINEAR, covariance, designs, panel, two_each, with_gaps


def dense_restricted(ratings, ability, halo, error):
    """Restricted log-likelihood by dense algebra, up to a constant."""
    x, _, _ = designs(ratings)
    v = covariance(ratings, ability, halo, error)
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    beta = np.linalg.solve(information, x.T @ inverse @ ratings.mark)
    rest = ratings.mark - x @ beta
    return -0.5 * (np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + rest @ inverse @ rest)


def test_standard_deviations_are_those_of_the_analysis_of_variance():
    ratings, _, _ = panel(officials=30, examiners=5, criteria=6, seed=4)
    y = ratings.mark.reshape(30, 5, 6)
    pairs, people, raters = y.mean(axis=2), y.mean(axis=(1, 2)), y.mean(axis=(0, 2))
    within = y - pairs[:, :, None] - y.mean(axis=(0, 1)) + y.mean()
    error = (within**2).sum() / (30 * 5 * 6 - 30 * 5 - 6 + 1)
    interaction = 6 * ((pairs - people[:, None] - raters + y.mean()) ** 2).sum() / (29 * 4)
    between = 30 * ((people - y.mean()) ** 2).sum() / 29

    found = fit_linear_marginal(ratings, model=LINEAR)

    assert found.diagnosis.converged
    assert found.sd_error**2 == pytest.approx(error, rel=1e-6)
    assert found.sd_halo**2 == pytest.approx((interaction - error) / 6, rel=1e-6)
    assert found.sd_ability**2 == pytest.approx((between - interaction) / 30, rel=1e-6)


def test_the_worked_example_of_the_documentation_holds():
    marks = {
        "Ani": ((78, 74), (84, 82), (75, 73)),
        "Budi": ((70, 69), (77, 72), (71, 66)),
        "Citra": ((85, 80), (83, 81), (79, 78)),
        "Dewi": ((66, 61), (75, 73), (60, 62)),
    }
    rows = [
        (who, by, about, mark)
        for who, sheets in marks.items()
        for by, sheet in zip("PQR", sheets, strict=True)
        for about, mark in zip("12", sheet, strict=True)
    ]
    people, examiners, criteria, given = zip(*rows, strict=True)
    ratings = ratings_of(people, examiners=examiners, criteria=criteria, marks=given)

    quick = fit_linear_marginal(ratings, model=LINEAR)
    whole = fit_linear_posterior(ratings, model=LINEAR, seed=0)

    found = [quick.sd_error, quick.sd_halo, quick.sd_ability, quick.officials.measure[0]]
    assert np.round(found, 2).tolist() == [1.55, 2.32, 6.51, 3.57]
    assert np.round([quick.officials.lower[0], quick.officials.upper[0]], 1).tolist() == [1.1, 6.0]
    assert round(float(quick.examiners.measure[1]), 2) == -4.46
    wide = whole.officials.upper[0] - whole.officials.lower[0]
    assert 1.15 < wide / (quick.officials.upper[0] - quick.officials.lower[0]) < 1.45


@pytest.mark.parametrize("keep", [with_gaps, two_each, None])
def test_no_other_standard_deviations_are_more_likely(keep):
    ratings, _, _ = panel(seed=3, keep=keep)
    found = fit_linear_marginal(ratings, model=LINEAR)
    best = np.array([found.sd_ability, found.sd_halo, found.sd_error])

    height = dense_restricted(ratings, *best)

    for step in np.vstack([np.eye(3), -np.eye(3)]):
        assert dense_restricted(ratings, *(best + 0.02 * step)) < height
    slopes = [
        dense_restricted(ratings, *(best + 1e-4 * one)) - dense_restricted(ratings, *(best - 1e-4 * one))
        for one in np.eye(3)
    ]
    assert np.abs(slopes).max() / 2e-4 < 1e-4


@pytest.mark.parametrize("keep", [with_gaps, two_each, None])
def test_measures_and_errors_are_those_of_dense_mixed_model_equations(keep):
    ratings, _, _ = panel(seed=5, keep=keep)
    found = fit_linear_marginal(ratings, model=LINEAR)
    x, z_a, _ = designs(ratings)
    v = covariance(ratings, found.sd_ability, found.sd_halo, found.sd_error)
    without_people = v - found.sd_ability**2 * z_a @ z_a.T
    weight = np.linalg.inv(without_people)
    both = np.column_stack([x, z_a])
    henderson = both.T @ weight @ both
    henderson[x.shape[1] :, x.shape[1] :] += np.eye(z_a.shape[1]) / found.sd_ability**2
    inverse = np.linalg.inv(henderson)
    solution = inverse @ both.T @ weight @ ratings.mark
    n_r, n_i, n_p = len(ratings.examiners), len(ratings.criteria), z_a.shape[1]

    def centring(n):
        return np.eye(n) - 1.0 / n

    def blocks(start, n, sign, first_is_zero):
        pick = np.zeros((n, solution.size))
        for k in range(n):
            if not (first_is_zero and k == 0):
                pick[k, start + k - first_is_zero] = sign
        pick = centring(n) @ pick
        return pick @ solution, np.sqrt(np.diag(pick @ inverse @ pick.T))

    for elements, (measure_, se) in (
        (found.officials, blocks(x.shape[1], n_p, 1.0, False)),
        (found.examiners, blocks(1, n_r, -1.0, True)),
        (found.criteria, blocks(n_r, n_i, -1.0, True)),
    ):
        assert np.abs(elements.measure - measure_).max() < 1e-6
        assert np.abs(elements.se - se).max() < 1e-6
        assert np.abs(elements.measure.sum()) < 1e-8


@pytest.mark.parametrize("estimator", list(Estimator))
def test_the_log_likelihood_is_the_dense_one(estimator):
    ratings, _, _ = panel(seed=6, keep=with_gaps)
    found = measure(ratings, model=LINEAR, estimator=estimator, n_draws=50)
    if estimator is Estimator.MARGINAL:
        x, _, _ = designs(ratings)
        v = covariance(ratings, found.sd_ability, found.sd_halo, found.sd_error)
        beta = np.linalg.solve(x.T @ np.linalg.solve(v, x), x.T @ np.linalg.solve(v, ratings.mark))
        rest = ratings.mark - x @ beta
        dense = -0.5 * (
            ratings.n * np.log(2 * np.pi) + np.linalg.slogdet(v)[1] + rest @ np.linalg.solve(v, rest)
        )
        assert found.log_likelihood == pytest.approx(dense, abs=1e-6)
    else:
        best = fit_linear_marginal(ratings, model=LINEAR).log_likelihood
        assert found.log_likelihood == pytest.approx(best, abs=0.5)


def dense_log_integrated(ratings, ability, halo, error, contrast_sd, mean_sd=1e4):
    """Log density of the marks with everything but the three sds integrated: one big normal."""
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    v = covariance(ratings, ability, halo, error) + mean_sd**2
    for z, n in ((np.eye(n_r)[ratings.examiner], n_r), (np.eye(n_i)[ratings.criterion], n_i)):
        v = v + contrast_sd**2 * z @ (np.eye(n) - 1.0 / n) @ z.T
    y = ratings.mark - ratings.mark.mean()
    return -0.5 * (np.linalg.slogdet(2 * np.pi * v)[1] + y @ np.linalg.solve(v, y)) + np.log(
        mean_sd * np.sqrt(2 * np.pi)
    )


@pytest.mark.parametrize("keep", [with_gaps, two_each, None])
def test_the_integrated_density_is_one_big_normal(keep):
    ratings, _, _ = panel(officials=6, seed=7, keep=keep)
    at = Sds(ability=np.array([3.0, 9.0]), halo=np.array([0.0, 4.0]), error=np.array([5.0, 2.0]))

    found = log_integrated(reduced(ratings, LINEAR), at, contrast_sd=20.0)

    dense = [
        dense_log_integrated(ratings, *sds, 20.0) for sds in zip(at.ability, at.halo, at.error, strict=True)
    ]
    assert np.abs(found - dense).max() < 1e-3
    assert found[1] - found[0] == pytest.approx(dense[1] - dense[0], abs=1e-4)


def test_every_way_of_adding_up_officials_gives_the_same(monkeypatch):
    ratings, _, _ = panel(seed=8, keep=with_gaps)
    at = Sds(ability=np.array([3.0, 9.0]), halo=np.array([0.0, 4.0]), error=np.array([5.0, 2.0]))
    kept_ready = log_integrated(reduced(ratings, LINEAR), at, contrast_sd=20.0)
    monkeypatch.setattr("selaras.core.measurement.linear.reduced.MOST_JOINT", 0)

    anew = log_integrated(reduced(ratings, LINEAR), at, contrast_sd=20.0)

    assert np.abs(anew - kept_ready).max() < 1e-9


def test_draws_given_the_sds_have_the_mean_and_covariance_of_dense_algebra():
    ratings, _, _ = panel(officials=5, examiners=3, criteria=2, seed=9, keep=with_gaps)
    data = reduced(ratings, LINEAR)
    n, ability, halo, error, wide = 12_000, 6.0, 4.0, 3.0, 20.0
    at = Sds(ability=np.full(n, ability), halo=np.full(n, halo), error=np.full(n, error))
    _, z_a, z_h = designs(ratings)
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    z_r, z_i = np.eye(n_r)[ratings.examiner], np.eye(n_i)[ratings.criterion]
    loadings = np.column_stack([np.ones(ratings.n), z_a, -z_r, -z_i, z_h])
    before = np.zeros((loadings.shape[1], loadings.shape[1]))
    ends = np.cumsum([1, z_a.shape[1], n_r, n_i, z_h.shape[1]])
    before[0, 0] = 1e6
    for (start, end), block in zip(
        pairwise(ends),
        (
            ability**2 * np.eye(z_a.shape[1]),
            wide**2 * (np.eye(n_r) - 1 / n_r),
            wide**2 * (np.eye(n_i) - 1 / n_i),
            halo**2 * np.eye(z_h.shape[1]),
        ),
        strict=True,
    ):
        before[start:end, start:end] = block
    gain = before @ loadings.T @ np.linalg.inv(loadings @ before @ loadings.T + error**2 * np.eye(ratings.n))
    mean = gain @ (ratings.mark - 70.0)
    after = before - gain @ loadings @ before

    drawn = _drawn(data, at, contrast_sd=wide, chance=np.random.default_rng(1), with_halo=True)

    # Abilities are drawn with the mean in them.
    add = np.eye(mean.size)
    add[1 : ends[1], 0] = 1.0
    mean, after = (add @ mean)[1:], (add @ after @ add.T)[1:, 1:]
    found = np.column_stack([drawn.ability - 70.0, drawn.severity, drawn.difficulty, drawn.halo])
    scale = np.sqrt(np.diag(after))
    assert np.abs((found.mean(axis=0) - mean) / scale).max() < 5 / np.sqrt(n)
    assert np.abs((np.cov(found.T) - after) / np.outer(scale, scale)).max() < 0.06


def test_the_posterior_of_the_sds_is_that_of_a_dense_grid():
    ratings, _, _ = panel(officials=7, examiners=3, criteria=3, seed=10)
    unit = ratings.mark.std()
    sds = [np.linspace(0.2, 30, 40), np.linspace(0.05, 14, 34), np.linspace(1.5, 9, 34)]
    grid = np.stack(np.meshgrid(*sds, indexing="ij"), axis=-1).reshape(-1, 3)
    data = reduced(ratings, LINEAR)
    height = log_integrated(
        data, Sds(ability=grid[:, 0], halo=grid[:, 1], error=grid[:, 2]), contrast_sd=2 * unit
    )
    height = height - 0.5 * ((grid / (unit * np.array([2.0, 1.0, 1.0]))) ** 2).sum(axis=1)
    share = np.exp(height - height.max())
    share /= share.sum()
    mean = share @ grid
    spread = np.sqrt(share @ (grid - mean) ** 2)

    draws = fit_linear_posterior(ratings, model=LINEAR, seed=3, n_draws=4000).draws

    drawn = np.column_stack([draws.sd_ability, draws.sd_halo, draws.sd_error])
    assert np.abs((drawn.mean(axis=0) - mean) / spread).max() < 0.06
    assert np.abs(drawn.std(axis=0) / spread - 1).max() < 0.06
