"""Hamiltonian Monte Carlo on the marginal posterior, for panels where importance weights fail.

Both sds are sampled over the whole line and their sign is dropped: the marginal likelihood depends on their
squares, so the mirrored density is smooth at zero and needs neither a boundary nor a transformation.
"""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.posterior.panel import THREADS, Panel, Points, log_posterior_gradient
from selaras.core.measurement.ratings import Floats

CHAINS = 4
WARM_UP, KEPT = 300, 600
MOST_ROUNDS = 3
FEWEST_STEPS, MOST_STEPS = 4, 10  # of the leapfrog, drawn evenly: a fixed length may resonate
TARGET = 0.85  # share of accepted proposals that the step is tuned to
WORST_R_HAT, LEAST_EFFECTIVE = 1.02, 400.0
LEAST_SD = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chains:
    """Draws (chains * kept, n_free + 2), the worst split R-hat and the smallest effective sample size."""

    points: Points
    r_hat: float
    effective: float

    @property
    def converged(self) -> bool:
        return self.r_hat <= WORST_R_HAT and self.effective >= LEAST_EFFECTIVE


def sampled(panel: Panel, start: Points, *, seed: int) -> Chains:
    """Return draws by four chains; the starting points give the first states and the metric.

    start : points roughly from the posterior, at least a few times as many as coordinates
    """
    flat = _flat(panel, start)
    centre = flat.mean(axis=0)
    covariance = np.cov(flat.T) + 1e-4 * np.eye(flat.shape[1])
    root: Floats = np.asarray(np.linalg.cholesky(covariance), dtype=np.float64)
    chains = [
        _Chain(panel, flat[k * (len(flat) // CHAINS)], centre, root, np.random.default_rng([seed, 7, k]))
        for k in range(CHAINS)
    ]
    kept: list[Floats] = []
    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(lambda chain: chain.warm_up(WARM_UP), chains))
        for _ in range(MOST_ROUNDS):
            kept.append(np.stack(list(threads.map(lambda chain: chain.run(KEPT), chains))))
            draws = np.concatenate(kept, axis=1)
            found = Chains(
                points=_points(panel, draws.reshape(-1, draws.shape[2])),
                r_hat=max(split_r_hat(draws[:, :, j]) for j in range(draws.shape[2])),
                effective=min(effective_size(draws[:, :, j]) for j in range(draws.shape[2])),
            )
            if found.converged:
                break
    return found


class _Chain:
    """One chain in coordinates where the metric is the identity."""

    def __init__(
        self, panel: Panel, start: Floats, centre: Floats, root: Floats, chance: np.random.Generator
    ) -> None:
        self.panel, self.centre, self.root, self.chance = panel, centre, root, chance
        self.at: Floats = np.asarray(np.linalg.solve(root, start - centre), dtype=np.float64)
        self.value, self.slope = self._density(self.at)
        self.step = 0.3

    def _density(self, at: Floats) -> tuple[float, Floats]:
        x = self.centre + self.root @ at
        n = self.panel.n_free
        sd = max(abs(x[n]), LEAST_SD)
        halo = abs(x[n + 1]) if x.size > n + 1 else 0.0
        value, slope = log_posterior_gradient(self.panel, x[:n], sd, halo)
        signs = np.sign(x[n:])
        natural = np.concatenate([slope[:n], slope[n : n + signs.size] * signs])
        return value, self.root.T @ natural

    def _moved(self) -> float:
        """Move once; return the chance with which the proposal was accepted."""
        speed = self.chance.standard_normal(self.at.size)
        energy = self.value - 0.5 * float(speed @ speed)
        at, value, slope = self.at, self.value, self.slope
        step = self.step * self.chance.uniform(0.8, 1.2)
        speed = speed + 0.5 * step * slope
        n_steps = int(self.chance.integers(FEWEST_STEPS, MOST_STEPS + 1))
        for k in range(n_steps):
            at = at + step * speed
            if np.abs(at).max() > 50.0:
                return 0.0
            value, slope = self._density(at)
            speed = speed + (0.5 if k == n_steps - 1 else 1.0) * step * slope
        accepted = math.exp(min(0.0, value - 0.5 * float(speed @ speed) - energy))
        if self.chance.random() < accepted:
            self.at, self.value, self.slope = at, value, slope
        return accepted

    def warm_up(self, n: int) -> None:
        """Tune the step by dual averaging. Source: Hoffman and Gelman (2014), section 3.2."""
        anchor, mean_error, log_mean = math.log(10.0 * self.step), 0.0, 0.0
        for k in range(1, n + 1):
            share = 1.0 / (k + 10.0)
            mean_error += share * (TARGET - self._moved() - mean_error)
            log_step = anchor - math.sqrt(k) / 0.05 * mean_error
            self.step = min(math.exp(log_step), 2.0)
            weight = k**-0.75
            log_mean = weight * math.log(self.step) + (1.0 - weight) * log_mean
        self.step = math.exp(log_mean)

    def run(self, n: int) -> Floats:
        out = np.empty((n, self.at.size))
        for k in range(n):
            self._moved()
            x = self.centre + self.root @ self.at
            x[self.panel.n_free :] = np.abs(x[self.panel.n_free :])
            out[k] = x
        return out


def _flat(panel: Panel, points: Points) -> Floats:
    columns = [points.free, points.sd[:, None]]
    if panel.halo_scale is not None:
        columns.append(points.halo[:, None])
    return np.concatenate(columns, axis=1)


def _points(panel: Panel, flat: Floats) -> Points:
    n = panel.n_free
    halo = flat[:, n + 1] if panel.halo_scale is not None else np.zeros(flat.shape[0])
    return Points(free=flat[:, :n], sd=np.maximum(flat[:, n], LEAST_SD), halo=halo)


def split_r_hat(draws: Floats) -> float:
    """Return R-hat of draws (chains, n), each chain cut in two. Source: Gelman et al. (2013), chapter 11.

    >>> apart = np.zeros((2, 4)); apart[1] = 9.0
    >>> split_r_hat(apart + [[0.0, 1.0, 0.0, 1.0]]) > 5
    True
    """
    half = draws.shape[1] // 2
    parts = draws[:, : 2 * half].reshape(-1, half)
    within = float(parts.var(axis=1, ddof=1).mean())
    between = float(parts.mean(axis=1).var(ddof=1))
    return math.sqrt((half - 1) / half + between / within) if within > 0 else 1.0


def effective_size(draws: Floats) -> float:
    """Return the effective number of independent draws of (chains, n).

    Autocorrelations are summed in pairs until a pair turns negative. Source: Geyer (1992).

    >>> chance = np.random.default_rng(1)
    >>> 1500 < effective_size(chance.standard_normal((4, 500))) <= 2000
    True
    """
    m, n = draws.shape
    apart = draws - draws.mean(axis=1, keepdims=True)
    spectrum = np.abs(np.fft.rfft(apart, 2 * n, axis=1)) ** 2
    covariance = np.fft.irfft(spectrum, axis=1)[:, :n].mean(axis=0) / n
    within = covariance[0] * n / (n - 1.0)
    whole = covariance[0] + (float(draws.mean(axis=1).var(ddof=1)) if m > 1 else 0.0)
    if whole <= 0:
        return float(m * n)
    rho = 1.0 - (within - covariance) / whole
    pairs = rho[: 2 * (n // 2)].reshape(-1, 2).sum(axis=1)
    stop = int(np.argmax(pairs < 0)) if (pairs < 0).any() else pairs.size
    time = -1.0 + 2.0 * float(np.minimum.accumulate(pairs[:stop]).sum())
    return float(min(m * n / max(time, 1e-9), m * n))
