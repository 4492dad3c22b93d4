"""Whether intervals hold as often as they say, and whether probabilities come true as often as they say."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.ratings import Floats

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share over replications with its Monte Carlo standard error.

    The error is taken over replications, not over single statements: those of one panel hang together.
    """

    share: float
    error: float
    n_replications: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Statements binned by their probability: what was said, what came true, how often.

    said, came_true, n : (bins,), empty bins left out
    expected_error : the mean over statements of the distance between the two (expected calibration error)
    """

    said: Floats
    came_true: Floats
    n: npt.NDArray[np.int64]
    expected_error: float


def share_over(replications: Floats) -> Share:
    """Return the mean of one share per replication, with the standard error of that mean.

    >>> found = share_over(np.array([0.9, 1.0, 0.95, 0.95]))
    >>> round(found.share, 4), round(found.error, 4), found.n_replications
    (0.95, 0.0204, 4)
    """
    n = replications.size
    error = float(replications.std(ddof=1)) / math.sqrt(n) if n > 1 else math.inf
    return Share(share=float(replications.mean()), error=error, n_replications=n)


def covered(lower: Floats, upper: Floats, truth: Floats) -> float:
    """Return the share of intervals, ends included, that hold the truth.

    >>> covered(np.array([0.0, 0.0]), np.array([1.0, 1.0]), np.array([0.5, 2.0]))
    0.5
    """
    return float(((lower <= truth) & (truth <= upper)).mean())


def reliability(said: Floats, happened: npt.NDArray[np.bool_], *, n_bins: int = BINS) -> Reliability:
    """Return the reliability curve over equal bins of the probability. Source: Naeini et al. (2015).

    >>> told = np.array([0.1, 0.1, 0.1, 0.9])
    >>> found = reliability(told, np.array([False, False, True, True]))
    >>> found.came_true.round(3).tolist(), round(found.expected_error, 3)
    ([0.333, 1.0], 0.2)
    """
    place = np.minimum((said * n_bins).astype(np.int64), n_bins - 1)
    n = np.bincount(place, minlength=n_bins)
    there = n > 0
    mean_said = np.bincount(place, weights=said, minlength=n_bins)[there] / n[there]
    came_true = np.bincount(place, weights=happened, minlength=n_bins)[there] / n[there]
    return Reliability(
        said=mean_said,
        came_true=came_true,
        n=n[there],
        expected_error=float((n[there] * np.abs(mean_said - came_true)).sum() / max(said.size, 1)),
    )
