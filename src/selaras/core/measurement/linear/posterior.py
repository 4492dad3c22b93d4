"""The full posterior: standard deviations integrated, everything else drawn exactly from normals.

Given the three standard deviations the model is Gaussian, so only they need a numerical answer: a grid that
closes in on where they can be, points drawn from it, exact weights for what the grid smoothed over.
"""

from collections.abc import Callable

import numpy as np

from selaras.core.measurement.linear.climbing import highest
from selaras.core.measurement.linear.likelihood import (
    abilities_given,
    log_density,
    log_integrated,
    solved,
)
from selaras.core.measurement.linear.marginal import as_sds, centred, floor_of, notes, places
from selaras.core.measurement.linear.reduced import CELLS, Reduced, Sds, reduced
from selaras.core.measurement.model import Diagnosis, Draws, Elements, Estimator, Measurement, Model
from selaras.core.measurement.posterior.weights import pareto_smoothed, resampled
from selaras.core.measurement.ratings import Floats, Ints, Ratings

ERROR_SCALE = 1.0  # half-normal prior of the error sd, in sds of the marks; the ratings decide it anyway
LARGEST = 8.0  # sds of the marks: no standard deviation is looked for beyond
CUT = 14.0  # log density below the highest, beyond which a cell of the grid is left out
FINER_CUT = 10.0
CELLS_OF = (18, 16, 14)  # ability, error, halo
ROUNDS = 12
FLATTER = 0.75  # of the log density: proposals a little wider than the posterior keep every weight small
PROPOSALS = 4  # per draw
WORST_K = 0.7


def fit_linear_posterior(ratings: Ratings, *, model: Model, seed: int, n_draws: int = 1000) -> Measurement:
    """Return the posterior of marks on a fine scale, in marks, with its draws.

    Priors in sds of the marks: ability and halo half-normal as ``model.priors`` says, error half-normal(1),
    severities and difficulties normal and summing to zero, the mean free.
    log_likelihood : of the marks at the mode of the standard deviations
    Raises ``one_official_only``, ``marks_all_equal`` and ``one_rating_each``.
    """
    data = reduced(ratings, model)
    chance = np.random.default_rng([seed, ratings.n])
    contrast_sd = model.priors.contrast_sd * data.unit
    with_halo = model.halo

    def value(points: Floats) -> Floats:
        sds = as_sds(points, with_halo=with_halo)
        return log_integrated(data, sds, contrast_sd=contrast_sd) + _log_prior(data, points, model)

    d = 3 if with_halo else 2
    top = highest(value, np.full(d, 0.5 * data.unit), unit=data.unit, floor=floor_of(data, d))
    points, log_weights = _proposed(data, value, n=PROPOSALS * n_draws, d=d, chance=chance)
    smoothed = pareto_smoothed(log_weights)
    chosen = points[resampled(smoothed.weights, n=n_draws, chance=chance)]
    sds = as_sds(chosen, with_halo=with_halo)
    draws = _drawn(data, sds, contrast_sd=contrast_sd, chance=chance, with_halo=with_halo)
    mode = solved(data, as_sds(top.at[None], with_halo=with_halo), contrast_sd=contrast_sd)
    people, raters, criteria = places(data)
    component = data.component[: data.n_officials]
    return Measurement(
        model=model,
        estimator=Estimator.POSTERIOR,
        log_likelihood=float(log_density(data, mode)[0]),
        sd_ability=float(draws.sd_ability.mean()),
        sd_halo=float(draws.sd_halo.mean()) if with_halo else None,
        sd_error=float(sds.error.mean()),
        mean_ability=float(draws.ability.mean()),
        officials=_told(ratings.officials, centred(draws.ability.T, component).T, *people),
        examiners=_told(ratings.examiners, draws.severity, *raters),
        criteria=_told(ratings.criteria, draws.difficulty, *criteria),
        thresholds=(),
        thresholds_se=(),
        categories=(),
        diagnosis=Diagnosis(
            converged=smoothed.pareto_k <= WORST_K,
            n_iterations=top.n_steps,
            pareto_k=smoothed.pareto_k if np.isfinite(smoothed.pareto_k) else None,
            sampler="importance",
            notes=notes(data),
        ),
        draws=draws,
    )


def _log_prior(data: Reduced, points: Floats, model: Model) -> Floats:
    """Return (K,), up to a constant, of ability, error(, halo) on their natural scale."""
    priors = model.priors
    halo = priors.halo_sd_where_prior_decides if data.halo_by_prior else priors.halo_sd
    scales = np.array([priors.ability_sd, ERROR_SCALE, halo])[: points.shape[1]] * data.unit
    density: Floats = -0.5 * ((points / scales) ** 2).sum(axis=1)
    return density


def _proposed(
    data: Reduced, value: Callable[[Floats], Floats], *, n: int, d: int, chance: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return n points from a grid of the standard deviations, and the log weights that correct them.

    The grid is even in the sds of ability and halo, which may be zero, and in the logarithm of the error's,
    which in a very small panel may be anything between rounding and the sd of the marks.
    """

    def height(at: Floats) -> Floats:
        return value(_natural(at)) + at[:, 1]

    low, high = np.zeros(d), np.full(d, LARGEST * data.unit)
    low[1], high[1] = np.log(data.finest), np.log(LARGEST * data.unit)
    n_cells = np.array(CELLS_OF[:d])
    axes = np.meshgrid(*(np.arange(one) for one in n_cells), indexing="ij")
    cells = np.stack(axes, axis=-1).reshape(-1, d)
    for _ in range(ROUNDS):
        width = (high - low) / n_cells
        heights = height(low + (cells + 0.5) * width)
        near = cells[heights > heights.max() - CUT]
        new_low = np.maximum(low, low + (near.min(axis=0) - 1) * width)
        new_high = np.minimum(high, low + (near.max(axis=0) + 2) * width)
        if np.prod((new_high - new_low) / (high - low)) > 0.7:
            break
        low, high = new_low, new_high
    # Once more, only where the posterior is: each cell in two along every axis.
    cells = cells[heights > heights.max() - FINER_CUT]
    halves = np.stack(np.meshgrid(*([[0, 1]] * d), indexing="ij"), axis=-1).reshape(-1, d)
    cells, width = (2 * cells[:, None, :] + halves).reshape(-1, d), width / 2
    heights = FLATTER * height(low + (cells + 0.5) * width)
    share = np.exp(heights - heights.max())
    cell = resampled(share / share.sum(), n=n, chance=chance)
    at = low + (cells[cell] + chance.random((n, d))) * width
    return _natural(at), height(at) - heights[cell]


def _natural(at: Floats) -> Floats:
    points = at.copy()
    points[:, 1] = np.exp(points[:, 1])
    return points


def _drawn(
    data: Reduced, sds: Sds, *, contrast_sd: float, chance: np.random.Generator, with_halo: bool
) -> Draws:
    """Return draws of coefficients, abilities and halos, each from its exact normal given the sds."""
    n, k, n_r = sds.ability.size, data.n_coefficients, data.n_examiners
    n_people, n_pairs = data.n_officials, data.pair_official.size
    coefficients, ability = chance.normal(size=(n, k)), chance.normal(size=(n, n_people))
    halo = chance.normal(size=(n, n_pairs))
    step = max(1, CELLS // ((k + 1) ** 2 + data.sums.size + 4 * n_pairs))
    for first in range(0, n, step):
        some = slice(first, first + step)
        at = sds.taken(some)
        found = solved(data, at, contrast_sd=contrast_sd)
        upper = np.swapaxes(found.root[:, :-1, :-1], 1, 2)
        border = found.root[:, -1, :-1] + coefficients[some]
        coefficients[some] = np.linalg.solve(upper, border[..., None])[..., 0]
        given = abilities_given(data, at)
        ability[some] *= np.sqrt(given.variance)
        ability[some] += given.level - np.einsum("kpi,ki->kp", given.slope, coefficients[some])
        facets = coefficients[some] @ data.basis.T  # mean − severity on examiners, −difficulty on criteria
        rest = data.pair_sum - facets[:, n_r:] @ data.pair_criteria.T
        rest -= data.pair_size * (facets[:, data.pair_examiner] + ability[some][:, data.pair_official])
        variance = at.error[:, None] ** 2 + data.pair_size * at.halo[:, None] ** 2
        halo[some] *= at.halo[:, None] * at.error[:, None] / np.sqrt(variance)
        halo[some] += at.halo[:, None] ** 2 * rest / variance
    facets = coefficients @ data.basis.T
    mean = coefficients[:, :1]
    return Draws(
        ability=ability + mean + data.centre,
        severity=mean - facets[:, :n_r],
        difficulty=-facets[:, n_r:],
        thresholds=(),
        halo=halo if with_halo else None,
        sd_ability=sds.ability,
        sd_halo=sds.halo,
        sd_error=sds.error,
    )


def _told(labels: tuple[str, ...], draws: Floats, n: Ints, component: Ints) -> Elements:
    lower, upper = np.quantile(draws, (0.025, 0.975), axis=0)
    return Elements(
        labels=labels,
        measure=draws.mean(axis=0),
        se=draws.std(axis=0, ddof=1) if draws.shape[0] > 1 else np.zeros(draws.shape[1]),
        lower=lower,
        upper=upper,
        n=n,
        component=component,
    )
