"""Published structural estimates stand where their score equations, computed apart and plainly, are zero."""

from dataclasses import replace

import numpy as np
import pytest

from selaras.core.measurement.checking import score_equations
from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.posterior import posterior_mode
from selaras.core.measurement.posterior.panel import (
    Points,
    elements,
    log_likelihood_of,
    log_posterior_gradient,
    panel_of,
)
from selaras.core.measurement.posterior.structural import Structural
from selaras.core.measurement.simulation import Plan, simulate_panel

PLANS = {
    "full": Plan(officials=12, examiners=3, criteria=4, halo_sd=0.6),
    "sparse": Plan(officials=12, examiners=4, criteria=4, examiners_per_official=2),
    "gaps": Plan(officials=10, examiners=3, criteria=4, missing=0.25, halo_sd=0.5),
    "eleven marks": Plan(officials=8, examiners=2, criteria=3, thresholds=tuple(np.linspace(-2, 2, 10))),
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
@pytest.mark.parametrize("family", [Family.RATING_SCALE, Family.PARTIAL_CREDIT])
def test_at_the_mode_every_score_is_zero(plan, family):
    ratings, _ = simulate_panel(plan, seed=2)
    model = Model(family=family)

    mode = posterior_mode(ratings, model=model)
    scores = score_equations(design_of(ratings, model), model=model, structural=mode)

    assert mode.converged
    assert scores.largest < 0.01
    assert scores.log_likelihood == pytest.approx(mode.log_likelihood, abs=1e-4)


def test_away_from_the_mode_the_scores_say_so():
    ratings, _ = simulate_panel(PLANS["full"], seed=2)
    mode = posterior_mode(ratings, model=Model())
    moved = replace(mode, severity=mode.severity + np.array([0.05, -0.05, 0.0]))

    scores = score_equations(design_of(ratings, Model()), model=Model(), structural=moved)

    assert scores.largest > 0.5


@pytest.mark.parametrize("halo", [0.0, 0.03, 0.5, 2.0])
@pytest.mark.parametrize("sd", [0.1, 1.2])
def test_compiled_likelihood_and_gradient_agree_with_dense_quadrature(halo, sd):
    ratings, _ = simulate_panel(PLANS["gaps"], seed=7)
    design = design_of(ratings, Model())
    panel = panel_of(design, Model())
    free = np.random.default_rng(3).normal(0.0, 0.4, (1, panel.n_free))
    mean, severity, difficulty, thresholds = elements(panel, free)
    anywhere = Structural(
        mean_ability=float(mean[0]),
        sd_ability=sd,
        sd_halo=halo,
        severity=severity[0],
        difficulty=difficulty[0],
        thresholds=(thresholds[0],),
        log_likelihood=0.0,
        log_prior=0.0,
        halo_scale=panel.halo_scale,
        converged=True,
        n_iterations=0,
    )

    plain = score_equations(design, model=Model(), structural=anywhere)
    fast = log_likelihood_of(panel, Points(free=free, sd=np.array([sd]), halo=np.array([halo])))
    _, gradient = log_posterior_gradient(panel, free[0], sd, halo)

    assert fast[0] == pytest.approx(plain.log_likelihood, abs=1e-4)
    expected = np.concatenate(
        [
            [plain.mean_ability],
            plain.severity @ panel.bases[0],
            plain.difficulty @ panel.bases[1],
            plain.thresholds[0] @ panel.bases[2],
            [plain.sd_ability, plain.sd_halo],
        ]
    )
    assert np.abs(gradient - expected).max() < 0.01
