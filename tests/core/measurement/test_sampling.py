"""The ways to draw: smoothed weights, Hamiltonian chains, lattices with a drawn offset."""

import numpy as np
import pytest

from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Model
from selaras.core.measurement.posterior import fit_posterior, hamiltonian, importance
from selaras.core.measurement.posterior.drawing import abilities_and_halos
from selaras.core.measurement.posterior.fitting import summit
from selaras.core.measurement.posterior.hamiltonian import effective_size, split_r_hat
from selaras.core.measurement.posterior.panel import Points
from selaras.core.measurement.posterior.weights import pareto_fit, pareto_smoothed, resampled
from selaras.core.measurement.simulation import Plan, simulate_panel


@pytest.mark.parametrize("shape", [0.1, 0.5, 0.9])
def test_the_shape_of_a_pareto_tail_is_found(shape):
    uniform = np.random.default_rng(4).random(4000)
    excess = np.sort(np.expm1(-shape * np.log1p(-uniform)) / shape)

    found, scale = pareto_fit(excess)

    assert found == pytest.approx(shape, abs=0.06)
    assert scale == pytest.approx(1.0, abs=0.08)


def test_heavy_weights_are_told_and_light_ones_are_not():
    chance = np.random.default_rng(5)
    heavy = pareto_smoothed(chance.exponential(1.5, 2000))
    light = pareto_smoothed(chance.normal(0.0, 0.3, 2000))

    assert heavy.pareto_k > 0.7
    assert light.pareto_k < 0.3
    assert light.weights.sum() == pytest.approx(1.0)
    assert light.effective > 1700


def test_resampling_takes_each_point_as_often_as_its_weight_to_within_one():
    weights = np.random.default_rng(6).dirichlet(np.ones(40))

    taken = resampled(weights, n=1000, chance=np.random.default_rng(7))

    assert np.abs(np.bincount(taken, minlength=40) - 1000 * weights).max() < 1.0


def test_chains_apart_are_noticed():
    chance = np.random.default_rng(8)
    together = chance.standard_normal((4, 500))
    apart = together + np.arange(4)[:, None]
    slow = np.cumsum(together, axis=1)

    assert split_r_hat(together) < 1.01
    assert split_r_hat(apart) > 1.5
    assert effective_size(slow) < 100


def test_abilities_drawn_back_have_the_moments_of_their_density():
    ratings, _ = simulate_panel(Plan(officials=6, examiners=2, criteria=3, halo_sd=0.5), seed=9)
    design = design_of(ratings, Model())
    panel, mode, _, _ = summit(design, Model())
    sd, halo = 1.1, 0.6
    n = 4000
    point = Points(free=np.zeros((n, panel.n_free)), sd=np.full(n, sd), halo=np.full(n, halo))

    ability, halos = abilities_and_halos(
        panel, point, n_pairs=design.pair_total.size, chance=np.random.default_rng(1)
    )

    means, sds, halo_means = plain_moments(design, sd=sd, halo=halo)
    assert mode.converged
    assert ability.mean(axis=0) == pytest.approx(means, abs=0.01)
    assert ability.std(axis=0) == pytest.approx(sds, rel=0.03)
    assert halos.mean(axis=0) == pytest.approx(halo_means, abs=0.03)


def plain_moments(design, *, sd, halo):
    """Return means and sds of abilities and means of halos, with all structural parameters zero."""
    theta = np.linspace(-7, 7, 561)
    around = np.linspace(-5, 5, 401)
    eta = theta[:, None] + around
    m = int(design.n_steps[0])
    log_z = np.log(np.exp(np.arange(m + 1)[:, None, None] * eta).sum(axis=0))
    means, sds, halos = [], [], []
    for p in range(design.n_officials):
        whole = -0.5 * (theta / sd) ** 2
        joint = []
        for pair in range(design.official_start[p], design.official_start[p + 1]):
            n_criteria = design.forms[design.pair_form[pair]].sum()
            log_f = design.pair_total[pair] * eta - n_criteria * log_z - 0.5 * (around / halo) ** 2
            density = np.exp(log_f - log_f.max())
            joint.append(density)
            whole = whole + np.log(density.sum(axis=1))
        weight = np.exp(whole - whole.max())
        weight /= weight.sum()
        mean = weight @ theta
        means.append(mean)
        sds.append(np.sqrt(weight @ (theta - mean) ** 2))
        halos += [(weight[:, None] * one / one.sum(axis=1, keepdims=True) * around).sum() for one in joint]
    return np.array(means), np.array(sds), np.array(halos)


def test_chains_take_over_where_weights_fail_and_say_the_same(monkeypatch):
    ratings, _ = simulate_panel(Plan(officials=8, examiners=2, criteria=2, halo_sd=0.5), seed=3)
    by_weights = fit_posterior(ratings, model=Model(), seed=1)
    # No panel at hand fails reliably: the threshold is lowered instead of the sampler being replaced.
    monkeypatch.setattr(importance, "WORST_K", -9.0)
    monkeypatch.setattr(hamiltonian, "WARM_UP", 150)
    monkeypatch.setattr(hamiltonian, "KEPT", 250)
    monkeypatch.setattr(hamiltonian, "LEAST_EFFECTIVE", 150.0)

    by_chains = fit_posterior(ratings, model=Model(), seed=1)

    assert by_weights.diagnosis.sampler == "importance"
    assert by_chains.diagnosis.sampler == "mcmc"
    assert by_chains.diagnosis.converged
    apart = np.abs(by_chains.officials.measure - by_weights.officials.measure) / by_weights.officials.se
    assert apart.max() < 0.2
    assert by_chains.officials.se == pytest.approx(by_weights.officials.se, rel=0.2)
    assert by_chains.sd_halo == pytest.approx(by_weights.sd_halo, abs=0.1)
