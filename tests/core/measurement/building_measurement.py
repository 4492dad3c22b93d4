"""Panels with a known truth, and measurements of them by a plain grid with all but the officials known."""

from dataclasses import dataclass, replace

import numpy as np

from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Diagnosis, Draws, Elements, Estimator, Measurement, Model
from selaras.core.measurement.ratings import Ratings, ratings_of
from selaras.core.measurement.residuals import category_chances

THRESHOLDS = np.array([-2.1, -0.6, 0.7, 2.0])


@dataclass(frozen=True, kw_only=True)
class Panel:
    """halo : (officials, examiners); location : (officials, examiners, criteria)"""

    ratings: Ratings
    ability: np.ndarray
    severity: np.ndarray
    difficulty: np.ndarray
    halo: np.ndarray
    sd_ability: float
    sd_halo: float
    thresholds: np.ndarray


def panel_of(
    seed,
    *,
    shape=(41, 5, 8),
    sd_ability=1.0,
    sd_halo=0.0,
    per_official=None,
    bias=None,
    stretch=None,
    noisy=(),
    occasion=None,
    severity=None,
):
    """Simulate a panel. Every official is seen on all criteria by ``per_official`` examiners.

    bias : (officials, examiners, criteria), added to the location; stretch : (examiners,), factor of the
    thresholds; noisy : examiners who mark at random; occasion : (officials,), the day of each official
    """
    n_officials, n_examiners, n_criteria = shape
    ability = sd_ability * seed.normal(size=n_officials)
    hard = 0.5 * seed.normal(size=n_examiners) if severity is None else np.asarray(severity, dtype=float)
    hard = hard - hard.mean()
    difficulty = 0.4 * seed.normal(size=n_criteria)
    difficulty -= difficulty.mean()
    halo = sd_halo * seed.normal(size=(n_officials, n_examiners))
    location = (ability[:, None] - hard + halo)[:, :, None] - difficulty
    location = location + (0.0 if bias is None else bias)
    factor = np.ones(n_examiners) if stretch is None else np.asarray(stretch, dtype=float)
    category = np.empty(shape, dtype=int)
    for r in range(n_examiners):
        chances = category_chances(location[:, r].ravel(), factor[r] * THRESHOLDS)
        if r in noisy:
            chances = np.full_like(chances, 1.0 / chances.shape[1])
        drawn = (seed.uniform(size=chances.shape[0])[:, None] > np.cumsum(chances, axis=1)[:, :-1]).sum(
            axis=1
        )
        category[:, r] = drawn.reshape(n_officials, n_criteria)
    seen = np.ones((n_officials, n_examiners), dtype=bool)
    if per_official is not None:
        seen = seed.uniform(size=seen.shape).argsort(axis=1).argsort(axis=1) < per_official
    p, r, k = np.nonzero(np.broadcast_to(seen[:, :, None], shape))
    return Panel(
        ratings=ratings_of(
            [f"P{one:05d}" for one in p],
            examiners=[f"R{one:03d}" for one in r],
            criteria=[f"K{one:02d}" for one in k],
            marks=category[p, r, k] + 1.0,
            occasions=None if occasion is None else np.asarray(occasion)[p],
        ),
        ability=ability,
        severity=hard,
        difficulty=difficulty,
        halo=halo,
        sd_ability=sd_ability,
        sd_halo=sd_halo,
        thresholds=THRESHOLDS,
    )


def elements(labels, measure, se, *, n=None, component=None):
    measure, se = (
        np.asarray(measure, dtype=float),
        np.broadcast_to(np.asarray(se, dtype=float), np.shape(measure)),
    )
    zeros = np.zeros(measure.size, dtype=np.int32)
    return Elements(
        labels=tuple(labels),
        measure=measure,
        se=se.copy(),
        lower=measure - 1.96 * se,
        upper=measure + 1.96 * se,
        n=zeros if n is None else n,
        component=zeros if component is None else np.asarray(component, dtype=np.int32),
    )


def true_measurement(panel, *, halo=False):
    """The measurement that knows the truth, without error; the halo is left out unless the model has it."""
    ratings = panel.ratings
    design = design_of(ratings, Model())
    return Measurement(
        model=Model(halo=halo),
        estimator=Estimator.MARGINAL,
        log_likelihood=0.0,
        sd_ability=panel.sd_ability,
        sd_halo=panel.sd_halo if halo else None,
        sd_error=None,
        mean_ability=0.0,
        officials=elements(ratings.officials, panel.ability, 0.0),
        examiners=elements(ratings.examiners, panel.severity, 0.0),
        criteria=elements(ratings.criteria, panel.difficulty, 0.0),
        thresholds=(panel.thresholds,),
        thresholds_se=(np.zeros(panel.thresholds.size),),
        categories=design.categories,
        diagnosis=Diagnosis(converged=True, n_iterations=0),
    )


def grid_measurement(panel, seed=None, *, n_draws=0, halo=None):
    """EAPs (and draws) of officials by a grid, with severities, difficulties and thresholds known."""
    with_halo = panel.sd_halo > 0 if halo is None else halo
    design = design_of(panel.ratings, Model())
    theta = np.linspace(-4.8, 4.8, 129) * panel.sd_ability
    bumps = np.linspace(-4.0, 4.0, 25) * panel.sd_halo if with_halo else np.zeros(1)
    weight = np.exp(-0.5 * np.linspace(-4.0, 4.0, 25) ** 2) if with_halo else np.ones(1)
    severity = panel.severity[design.pair_examiner]
    at = theta[:, None] + bumps  # (T, H)
    fine = np.linspace(at.min() - 6, at.max() + 6, 1500)
    steps = np.zeros(fine.size)
    for one in panel.difficulty:
        height = np.arange(THRESHOLDS.size + 1) * (fine[:, None] - one)
        height = height - np.concatenate(([0.0], np.cumsum(THRESHOLDS)))
        steps += np.logaddexp.reduce(height, axis=1)
    location = at[None] - severity[:, None, None]
    joint = design.pair_total[:, None, None] * location - np.interp(location, fine, steps) + np.log(weight)
    pair = np.logaddexp.reduce(joint, axis=2)  # (pairs, T)
    log = np.zeros((design.n_officials, theta.size)) - 0.5 * (theta / panel.sd_ability) ** 2
    np.add.at(log, design.pair_official, pair)
    posterior = np.exp(log - log.max(axis=1, keepdims=True))
    posterior /= posterior.sum(axis=1, keepdims=True)
    mean = posterior @ theta
    sd = np.sqrt(posterior @ theta**2 - mean**2)
    measurement = true_measurement(panel, halo=with_halo)
    officials = elements(
        panel.ratings.officials, mean, sd, n=np.bincount(panel.ratings.official).astype(np.int32)
    )
    draws = None
    if n_draws:
        draws = _draws(seed, panel, design, posterior, theta, joint, bumps, n_draws, with_halo)
    return replace(measurement, officials=officials, draws=draws)


def _draws(seed, panel, design, posterior, theta, joint, bumps, n_draws, with_halo):
    cumulative = np.cumsum(posterior, axis=1)
    which = np.stack(
        [np.searchsorted(one, seed.uniform(size=n_draws) * one[-1]) for one in cumulative], axis=1
    )
    step = theta[1] - theta[0]
    ability = theta[which] + step * seed.uniform(-0.5, 0.5, size=which.shape)
    halo = None
    if with_halo:
        halo = np.empty((n_draws, design.pair_official.size))
        width = bumps[1] - bumps[0]
        for pair, official in enumerate(design.pair_official):
            chances = np.exp(joint[pair] - joint[pair].max(axis=1, keepdims=True))
            reached = np.cumsum(chances, axis=1)[which[:, official]]
            found = (reached < seed.uniform(size=(n_draws, 1)) * reached[:, -1:]).sum(axis=1)
            halo[:, pair] = bumps[found] + width * seed.uniform(-0.5, 0.5, size=n_draws)
    return Draws(
        ability=ability,
        severity=np.tile(panel.severity, (n_draws, 1)),
        difficulty=np.tile(panel.difficulty, (n_draws, 1)),
        thresholds=(np.tile(panel.thresholds, (n_draws, 1)),),
        halo=halo,
        sd_ability=np.full(n_draws, panel.sd_ability),
        sd_halo=np.full(n_draws, panel.sd_halo),
    )
