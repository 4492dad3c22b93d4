"""Importance weights: Pareto smoothing, its diagnostic, and resampling."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.ratings import Floats

FEWEST_TAIL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Smoothed:
    """Normalised weights (N,) with a smoothed tail, the tail's shape, and the effective sample size."""

    weights: Floats
    pareto_k: float
    effective: float


def pareto_smoothed(log_weights: Floats) -> Smoothed:
    """Return weights whose largest are replaced by quantiles of a generalised Pareto distribution.

    A shape above 0.7 says that the weights cannot be trusted. Source: Vehtari, Simpson, Gelman, Yao and
    Gabry (2024), Pareto smoothed importance sampling.

    >>> flat = pareto_smoothed(np.linspace(0.0, 0.1, 400))
    >>> flat.pareto_k < 0.0, round(flat.effective)
    (True, 400)
    """
    shifted = np.exp(log_weights - log_weights.max())
    n = shifted.size
    n_tail = min(n // 5, math.ceil(3.0 * math.sqrt(n)))
    order = np.argsort(shifted, kind="stable")
    tail = order[n - n_tail :]
    threshold = shifted[order[n - n_tail - 1]]
    excess = shifted[tail] - threshold
    k = -math.inf
    if n_tail >= FEWEST_TAIL and excess[-1] > 1e-12 and excess[0] > 0:
        k, scale = pareto_fit(excess)
        places = (np.arange(n_tail) + 0.5) / n_tail
        spread = -np.log1p(-places) if abs(k) < 1e-8 else np.expm1(-k * np.log1p(-places)) / k
        shifted[tail] = np.minimum(threshold + scale * spread, 1.0)
    weights = shifted / shifted.sum()
    return Smoothed(weights=weights, pareto_k=k, effective=float(1.0 / (weights**2).sum()))


def pareto_fit(excess: Floats) -> tuple[float, float]:
    """Return shape and scale for ascending excesses over a threshold.

    The profile likelihood is averaged over a grid of the parameter θ = −k/σ, and the shape is drawn a little
    to 0.5 as for ten more observations. Source: Zhang and Stephens (2009), Technometrics 51.
    """
    n = excess.size
    m = 30 + int(math.sqrt(n))
    quartile = excess[int(n / 4 + 0.5) - 1]
    theta = 1.0 / excess[-1] + (1.0 - np.sqrt(m / (np.arange(1, m + 1) - 0.5))) / (3.0 * quartile)
    shape = np.log1p(-theta[:, None] * excess).mean(axis=1)
    likelihood = n * (np.log(-theta / shape) - shape - 1.0)
    share = np.exp(likelihood - likelihood.max())
    best = float((theta * share).sum() / share.sum())
    k = float(np.log1p(-best * excess).mean())
    scale = -k / best
    return (k * n + 5.0) / (n + 10.0), scale


def resampled(weights: Floats, *, n: int, chance: np.random.Generator) -> npt.NDArray[np.int64]:
    """Return n positions in proportion to the weights, by one uniform number (systematic), shuffled.

    >>> chance = np.random.default_rng(1)
    >>> sorted(resampled(np.array([0.5, 0.25, 0.25]), n=4, chance=chance).tolist())
    [0, 0, 1, 2]
    """
    places = (np.arange(n) + chance.random()) / n
    reached = np.cumsum(weights)
    which = np.searchsorted(reached / reached[-1], places, side="right").astype(np.int64)
    return chance.permutation(np.minimum(which, weights.size - 1))
