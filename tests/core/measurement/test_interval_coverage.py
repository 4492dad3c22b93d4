"""A small sample of the bar *coverage*: intervals hold, and probabilities come true."""

import numpy as np
import pytest

from selaras.core.measurement.calibration import covered, reliability, share_over
from selaras.core.measurement.model import Model
from selaras.core.measurement.posterior import fit_posterior
from selaras.core.measurement.simulation import Plan, simulate_panel

REPLICATIONS = 8


@pytest.mark.parametrize("halo_sd", [0.0, 0.7])
def test_intervals_of_small_panels_hold_their_truth(halo_sd):
    held, said, true = [], [], []
    for seed in range(REPLICATIONS):
        plan = Plan(officials=15, examiners=3, criteria=4, halo_sd=halo_sd)
        ratings, truth = simulate_panel(plan, seed=900 + seed)
        found = fit_posterior(ratings, model=Model(), seed=seed, n_draws=400)
        ability = truth.ability - truth.ability.mean()
        held.append(covered(found.officials.lower, found.officials.upper, ability))
        centred = found.draws.ability - found.draws.ability.mean(axis=1, keepdims=True)
        said.append((centred > 0).mean(axis=0))
        true.append(ability > 0)

    coverage = share_over(np.array(held))
    curve = reliability(np.concatenate(said), np.concatenate(true), n_bins=5)

    # Intervals that ignore a halo of 0.7 hold in about 60 to 75 %.
    assert coverage.share > 0.95 - max(3.0 * coverage.error, 0.03)
    assert curve.expected_error < 0.1


def test_a_reliability_curve_of_honest_statements_lies_on_the_diagonal():
    chance = np.random.default_rng(1)
    said = chance.random(20000)

    curve = reliability(said, chance.random(20000) < said)

    assert curve.expected_error < 0.015
    assert curve.said == pytest.approx(curve.came_true, abs=0.04)


def test_overconfident_statements_are_caught():
    chance = np.random.default_rng(1)
    truth = chance.random(5000)
    apart = np.abs(2 * truth - 1) ** 0.5
    said = np.where(truth > 0.5, 0.5 + 0.5 * apart, 0.5 - 0.5 * apart)

    assert reliability(said, chance.random(5000) < truth).expected_error > 0.05
