"""The full posterior of an ordinal panel: structural draws first, then abilities and halos drawn back."""

import math
from dataclasses import replace

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.model import Diagnosis, Family, Measurement, Model
from selaras.core.measurement.posterior.drawing import abilities_and_halos
from selaras.core.measurement.posterior.hamiltonian import sampled
from selaras.core.measurement.posterior.importance import importance_sample
from selaras.core.measurement.posterior.modes import joint_mode, starting_inverse, starting_point
from selaras.core.measurement.posterior.panel import (
    SMALLEST_SD,
    Panel,
    elements,
    log_likelihood_of,
    log_prior,
    panel_of,
)
from selaras.core.measurement.posterior.proposals import Proposal, explored, grid_of
from selaras.core.measurement.posterior.structural import Structural
from selaras.core.measurement.posterior.telling import (
    anchored_draws,
    measurement_of,
    notes_of,
    per_group,
)
from selaras.core.measurement.posterior.weights import resampled
from selaras.core.measurement.ratings import Floats, Ratings

HINTED = 8  # draws at the mode whose mean tells where the lattice of each official had best start


def fit_posterior(ratings: Ratings, *, model: Model, seed: int, n_draws: int = 1000) -> Measurement:
    """Return the posterior of an ordinal panel with its draws, in logits.

    Abilities are centred within their connected component in each draw before means, standard deviations
    and intervals are taken; ``draws.ability`` keeps the mean. log_likelihood is that at `posterior_mode`.
    The same ratings and seed give the same bytes in every process.
    Raises ``one_official_only`` and ``marks_all_equal``.
    """
    design = checked_design(ratings, model)
    panel, mode, start, inverse = summit(design, model)
    chance = np.random.default_rng([seed, n_draws])
    known = explored(panel, start, inverse)
    proposal = Proposal(
        grid=grid_of(panel, known),
        conditional=known.conditional,
        shift=np.zeros(panel.n_free),
        root=np.eye(panel.n_free),
    )
    found = importance_sample(panel, proposal, chance=chance)
    points = found.points.taken(resampled(found.smoothed.weights, n=n_draws, chance=chance))
    chains = None
    if not found.trusted:
        chains = sampled(panel, points, seed=seed)
        places = np.arange(n_draws) * chains.points.sd.size // n_draws
        points = chains.points.taken(chance.permutation(places))
    ability, halo = abilities_and_halos(panel, points, n_pairs=design.pair_total.size, chance=chance)
    components = components_of(design)
    diagnosis = Diagnosis(
        converged=chains.converged if chains is not None else mode.converged,
        n_iterations=mode.n_iterations + known.n_iterations,
        pareto_k=found.smoothed.pareto_k if math.isfinite(found.smoothed.pareto_k) else None,
        sampler="importance" if chains is None else "mcmc",
        notes=notes_of(design, model, panel=panel, components=components),
    )
    draws = anchored_draws(panel, design, points, ability=ability, halo=halo, components=components)
    return measurement_of(
        ratings, design, model=model, draws=draws, components=components, mode=mode, diagnosis=diagnosis
    )


def posterior_mode(ratings: Ratings, *, model: Model) -> Structural:
    """Return the joint mode of all structural parameters, both standard deviations included.

    These are the estimates whose score equations `checking.score_equations` evaluates.
    """
    return summit(checked_design(ratings, model), model)[1]


def checked_design(ratings: Ratings, model: Model) -> Design:
    assert model.family is not Family.LINEAR
    if len(ratings.officials) < 2:
        raise CoreError("one_official_only", official=ratings.officials[0])
    design = design_of(ratings, model)
    if not design.n_steps.any():
        raise CoreError("marks_all_equal", mark=float(ratings.mark[0]))
    return design


def summit(design: Design, model: Model) -> tuple[Panel, Structural, Floats, Floats]:
    """Return the panel with good hints, the joint mode, and a start and metric for other modes."""
    panel = panel_of(design, model)
    start = np.append(starting_point(panel, design), 0.0)
    point, inverse, iterations, converged = joint_mode(panel, start, starting_inverse(panel, design))
    _, severity, difficulty, thresholds = elements(panel, point.free)
    mode = Structural(
        mean_ability=float(point.free[0, 0]),
        sd_ability=float(point.sd[0]),
        sd_halo=float(point.halo[0]) if model.halo else None,
        severity=severity[0],
        difficulty=difficulty[0],
        thresholds=per_group(thresholds[0], design),
        log_likelihood=float(log_likelihood_of(panel, point)[0]),
        log_prior=float(log_prior(panel, point)[0]),
        halo_scale=panel.halo_scale,
        converged=converged,
        n_iterations=iterations,
    )
    few = point.taken(np.zeros(HINTED, dtype=np.int64))
    hints = abilities_and_halos(panel, few, n_pairs=0, chance=np.random.default_rng(HINTED))[0].mean(axis=0)
    top = np.append(point.free[0], math.log(max(mode.sd_ability, SMALLEST_SD)))
    return replace(panel, hints=hints), mode, top, inverse
