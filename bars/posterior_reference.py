"""Bar: the fast posterior against a slow, plain sampler of every parameter on the same ratings.

The sampler integrates nothing: abilities, halos, severities, difficulties, thresholds and both sds are moved
one after another by Metropolis steps on the ratings themselves, some exactly from their normal conditionals.
It shares no code with the estimator and takes minutes where that takes half a second.
"""

from __future__ import annotations

import math
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numba
import numpy as np

from bars.bar import Bar, Outcome
from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Model
from selaras.core.measurement.posterior import fit_posterior
from selaras.core.measurement.ratings import Floats
from selaras.core.measurement.simulation import Plan, simulate_panel

SWEEPS, BURN_IN, THIN = 60_000, 5_000, 10
CHAINS = 2
MOST_APART = 0.05  # of a posterior standard deviation, means of centred abilities
PLANS = {
    "full-halo": (Plan(halo_sd=0.7), 1.0),
    "two-of-five": (Plan(examiners_per_official=2), 1.0),
    "one-criterion": (Plan(criteria=1, halo_sd=0.4), 0.5),
}


@numba.njit
def log_rating(eta, category, cumulated):  # type: ignore[no-untyped-def]
    """Return log P(category) for ability − severity − difficulty + halo = eta."""
    top = 0.0
    for k in range(cumulated.size):
        top = max(top, k * eta - cumulated[k])
    whole = 0.0
    for k in range(cumulated.size):
        whole += math.exp(k * eta - cumulated[k] - top)
    return category * eta - cumulated[category] - top - math.log(whole)


@numba.njit
def sweep_chain(person, rater, item, pair, category, sizes, scale, n_sweeps, burn_in, thin, seed):  # type: ignore[no-untyped-def]
    """Return kept draws (kept, officials + examiners + 2): abilities, severities, ability sd, halo sd.

    sizes : officials, examiners, criteria, pairs, thresholds; scale : of the halo's half-normal prior
    """
    np.random.seed(seed)
    n_p, n_r, n_i, n_pair, m = sizes
    n = category.size
    theta, sigma, delta = np.random.normal(0, 1, n_p), np.zeros(n_r), np.zeros(n_i)
    tau, halo = np.linspace(-1.0, 1.0, m), np.random.normal(0, 0.3, n_pair)
    tau -= tau.mean()
    mu, sd, s = 0.0, 1.0, 0.3
    pair_p, pair_r = np.zeros(n_pair, np.int64), np.zeros(n_pair, np.int64)
    for row in range(n):
        pair_p[pair[row]], pair_r[pair[row]] = person[row], rater[row]
    cumulated = np.zeros(m + 1)
    cumulated[1:] = np.cumsum(tau)
    now = np.empty(n)
    new = np.empty(n)
    for row in range(n):
        eta = theta[person[row]] - sigma[rater[row]] - delta[item[row]] + halo[pair[row]]
        now[row] = log_rating(eta, category[row], cumulated)
    out = np.empty(((n_sweeps - burn_in) // thin, n_p + n_r + 2))
    step_theta, step_halo, step_block, step_tau = 0.5, 0.6, 0.12, 0.1
    gain_p, gain_h = np.empty(n_p), np.empty(n_pair)
    for sweep in range(n_sweeps):
        # Abilities, all at once: given the rest they are independent.
        move_p = np.random.normal(0, 1, n_p) * step_theta
        gain_p[:] = 0.0
        for row in range(n):
            p = person[row]
            eta = theta[p] + move_p[p] - sigma[rater[row]] - delta[item[row]] + halo[pair[row]]
            new[row] = log_rating(eta, category[row], cumulated)
            gain_p[p] += new[row] - now[row]
        for p in range(n_p):
            gain_p[p] -= 0.5 * ((theta[p] + move_p[p] - mu) ** 2 - (theta[p] - mu) ** 2) / sd**2
            if math.log(np.random.random()) < gain_p[p]:
                theta[p] += move_p[p]
            else:
                move_p[p] = 0.0
        for row in range(n):
            if move_p[person[row]] != 0.0:
                now[row] = new[row]
        # Halos, all at once.
        move_h = np.random.normal(0, 1, n_pair) * min(step_halo, 2.0 * s)
        gain_h[:] = 0.0
        for row in range(n):
            j = pair[row]
            eta = theta[person[row]] - sigma[rater[row]] - delta[item[row]] + halo[j] + move_h[j]
            new[row] = log_rating(eta, category[row], cumulated)
            gain_h[j] += new[row] - now[row]
        for j in range(n_pair):
            gain_h[j] -= 0.5 * ((halo[j] + move_h[j]) ** 2 - halo[j] ** 2) / s**2
            if math.log(np.random.random()) < gain_h[j]:
                halo[j] += move_h[j]
            else:
                move_h[j] = 0.0
        for row in range(n):
            if move_h[pair[row]] != 0.0:
                now[row] = new[row]
        # One ability up, its halos down: the ratings do not notice, the priors are normal.
        count, summed = np.zeros(n_p), np.zeros(n_p)
        for j in range(n_pair):
            count[pair_p[j]] += 1
            summed[pair_p[j]] += halo[j]
        for p in range(n_p):
            known = 1.0 / sd**2 + count[p] / s**2
            centre = ((mu - theta[p]) / sd**2 + summed[p] / s**2) / known
            summed[p] = centre + np.random.normal() / math.sqrt(known)
            theta[p] += summed[p]
        for j in range(n_pair):
            halo[j] -= summed[pair_p[j]]
        # Contrasts of severities, alone and together with the halos of both examiners.
        for k in range(n_r if n_r > 1 else 0):
            a, b = k, (k + 1 + np.random.randint(n_r - 1)) % n_r
            for together in range(2):
                e = np.random.normal() * (step_block if together == 0 else step_block * 1.5)
                gain = (
                    -0.5 * ((sigma[a] + e) ** 2 + (sigma[b] - e) ** 2 - sigma[a] ** 2 - sigma[b] ** 2) / 4.0
                )
                if together == 1:
                    for j in range(n_pair):
                        shift = e if pair_r[j] == a else -e if pair_r[j] == b else 0.0
                        gain -= 0.5 * ((halo[j] + shift) ** 2 - halo[j] ** 2) / s**2
                else:
                    for row in range(n):
                        if rater[row] == a or rater[row] == b:
                            shift = e if rater[row] == a else -e
                            eta = (
                                theta[person[row]]
                                - sigma[rater[row]]
                                - shift
                                - delta[item[row]]
                                + halo[pair[row]]
                            )
                            new[row] = log_rating(eta, category[row], cumulated)
                            gain += new[row] - now[row]
                if math.log(np.random.random()) < gain:
                    sigma[a] += e
                    sigma[b] -= e
                    if together == 1:
                        for j in range(n_pair):
                            halo[j] += e if pair_r[j] == a else -e if pair_r[j] == b else 0.0
                    else:
                        for row in range(n):
                            if rater[row] == a or rater[row] == b:
                                now[row] = new[row]
        # Contrasts of difficulties.
        for k in range(n_i if n_i > 1 else 0):
            a, b = k, (k + 1 + np.random.randint(n_i - 1)) % n_i
            e = np.random.normal() * step_block
            gain = -0.5 * ((delta[a] + e) ** 2 + (delta[b] - e) ** 2 - delta[a] ** 2 - delta[b] ** 2) / 4.0
            for row in range(n):
                if item[row] == a or item[row] == b:
                    shift = e if item[row] == a else -e
                    eta = theta[person[row]] - sigma[rater[row]] - delta[item[row]] - shift + halo[pair[row]]
                    new[row] = log_rating(eta, category[row], cumulated)
                    gain += new[row] - now[row]
            if math.log(np.random.random()) < gain:
                delta[a] += e
                delta[b] -= e
                for row in range(n):
                    if item[row] == a or item[row] == b:
                        now[row] = new[row]
        # Contrasts of thresholds; then both sds with their abilities or halos stretched along; the mean.
        for k in range((m if m > 1 else 0) + 2):
            stretch = k >= (m if m > 1 else 0)
            of_halo = k == (m if m > 1 else 0)
            gain, factor = 0.0, 1.0
            trial, trial_cumulated = tau.copy(), cumulated
            if stretch:
                factor = math.exp(np.random.normal() * (0.3 if of_halo else 0.1))
                old = s if of_halo else sd
                width = scale if of_halo else 2.0
                gain = math.log(factor) - 0.5 * ((old * factor) ** 2 - old**2) / width**2
            else:
                b = (k + 1 + np.random.randint(m - 1)) % m
                e = np.random.normal() * step_tau
                trial[k] += e
                trial[b] -= e
                gain = -0.5 * ((trial**2).sum() - (tau**2).sum()) / 4.0
                trial_cumulated = np.zeros(m + 1)
                trial_cumulated[1:] = np.cumsum(trial)
            for row in range(n):
                t, h = theta[person[row]], halo[pair[row]]
                if stretch and of_halo:
                    h *= factor
                elif stretch:
                    t = mu + (t - mu) * factor
                new[row] = log_rating(
                    t - sigma[rater[row]] - delta[item[row]] + h, category[row], trial_cumulated
                )
                gain += new[row] - now[row]
            if math.log(np.random.random()) < gain:
                now[:] = new
                if stretch and of_halo:
                    s *= factor
                    halo *= factor
                elif stretch:
                    sd *= factor
                    theta[:] = mu + (theta - mu) * factor
                else:
                    tau, cumulated = trial, trial_cumulated
        # Both sds given abilities and halos, and the mean, which the ratings do not see.
        for _ in range(2):
            factor = math.exp(np.random.normal() * 0.2)
            gain = math.log(factor) - n_p * math.log(factor) - 0.5 * ((sd * factor) ** 2 - sd**2) / 4.0
            gain -= 0.5 * ((theta - mu) ** 2).sum() * (1.0 / (sd * factor) ** 2 - 1.0 / sd**2)
            if math.log(np.random.random()) < gain:
                sd *= factor
            factor = math.exp(np.random.normal() * 0.15)
            gain = math.log(factor) - n_pair * math.log(factor) - 0.5 * ((s * factor) ** 2 - s**2) / scale**2
            gain -= 0.5 * (halo**2).sum() * (1.0 / (s * factor) ** 2 - 1.0 / s**2)
            if math.log(np.random.random()) < gain:
                s *= factor
        known = n_p / sd**2 + 1.0 / 100.0
        mu = theta.sum() / sd**2 / known + np.random.normal() / math.sqrt(known)
        if sweep >= burn_in and (sweep - burn_in) % thin == 0:
            k = (sweep - burn_in) // thin
            out[k, :n_p], out[k, n_p : n_p + n_r] = theta, sigma
            out[k, n_p + n_r], out[k, n_p + n_r + 1] = sd, s
    return out


def reference_draws(plan: Plan, scale: float, seed: int) -> Floats:
    ratings, _ = simulate_panel(plan, seed=77)
    design = design_of(ratings, Model())
    sizes = (
        design.n_officials,
        design.n_examiners,
        design.n_criteria,
        design.pair_total.size,
        int(design.n_steps[0]),
    )
    columns = [c.astype(np.int64) for c in (ratings.official, ratings.examiner, ratings.criterion)]
    drawn: Floats = sweep_chain(
        *columns,
        design.pair.astype(np.int64),
        design.category.astype(np.int64),
        sizes,
        scale,
        SWEEPS,
        BURN_IN,
        THIN,
        seed,
    )
    return drawn


def compared(plan: Plan, chains: list[Floats]) -> dict[str, float]:
    """Return how far the fast posterior lies from the reference, in posterior standard deviations."""
    ratings, _ = simulate_panel(plan, seed=77)
    found = fit_posterior(ratings, model=Model(), seed=1)
    n_p, n_r = len(ratings.officials), len(ratings.examiners)
    means, sds = [], []
    for chain in chains:
        centred = chain[:, :n_p] - chain[:, :n_p].mean(axis=1, keepdims=True)
        values = np.concatenate([centred, chain[:, n_p:]], axis=1)
        means.append(values.mean(axis=0))
        sds.append(values.std(axis=0))
    mean, sd = np.mean(means, axis=0), np.mean(sds, axis=0)
    noise = np.abs(means[0] - means[1]) / sd / 2.0
    assert found.draws is not None
    told = np.concatenate(
        [found.officials.measure, found.examiners.measure, [found.sd_ability, found.sd_halo or 0.0]]
    )
    apart = np.abs(told - mean) / sd
    return {
        "officials_mean_apart": round(float(apart[:n_p].max()), 4),
        "officials_typical": round(float(np.sqrt((apart[:n_p] ** 2).mean())), 4),
        "officials_sd_ratio": round(float((found.officials.se / sd[:n_p]).mean()), 4),
        "severities_mean_apart": round(float(apart[n_p : n_p + n_r].max()), 4),
        "sd_ability_apart": round(float(apart[-2]), 4),
        "sd_halo_apart": round(float(apart[-1]), 4),
        "reference_noise_officials": round(float(noise[:n_p].max()), 4),
        "reference_noise_sds": round(float(noise[-2:].max()), 4),
    }


def posterior_compared(_: Path) -> Outcome:
    figures: dict[str, object] = {}
    holds = True
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for name, (plan, scale) in PLANS.items():
            waiting = [pool.submit(reference_draws, plan, scale, seed) for seed in range(CHAINS)]
            found = compared(plan, [one.result() for one in waiting])
            figures[name] = found
            holds = holds and found["officials_typical"] <= MOST_APART
    return Outcome(holds=holds, figures=figures)


BARS = (
    Bar(
        name="posterior-reference",
        bound="officials' means within 0.05 posterior sd (root mean square) of a plain sampler, three panels",
        measure=posterior_compared,
    ),
)
