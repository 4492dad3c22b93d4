"""What a panel of some size would be able to say: the same measurement over many simulated panels."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from selaras.cli.measuring.ratings_in import halo_for
from selaras.core.measurement.estimating import measure
from selaras.core.measurement.fit_statistics import eap_reliability
from selaras.core.measurement.model import Elements, Estimator, Family, Model
from selaras.core.measurement.ranking import ranking_of
from selaras.core.measurement.ratings import Floats, Ints
from selaras.core.measurement.simulation import Plan, simulate_panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A mean over replications and its Monte Carlo standard error."""

    mean: float
    error: float


def expectation_of(
    plan: Plan, *, seed: int, n_replications: int, n_draws: int = 1000
) -> Mapping[str, Expected]:
    """Return width, coverage and error of intervals, ranks, and shares of pairs told apart.

    Panels have the seeds ``seed``, ``seed + 1``, …; each is measured with its full posterior.
    """
    each = [_one(plan, seed=seed + n, n_draws=n_draws) for n in range(n_replications)]
    return {
        key: Expected(
            mean=float(np.mean(values)),
            error=float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan"),
        )
        for key, values in ((key, [one[key] for one in each]) for key in each[0])
    }


def _one(plan: Plan, *, seed: int, n_draws: int) -> dict[str, float]:
    ratings, truth = simulate_panel(plan, seed=seed)
    estimator = Estimator.POSTERIOR
    halo = halo_for(ratings, family=Family.RATING_SCALE, estimator=estimator)
    found = measure(
        ratings,
        model=Model(halo=halo),
        estimator=estimator,
        seed=seed,
        n_draws=n_draws,
    )
    officials = found.officials
    true = centred(truth.ability, officials.component)
    measured = centred(officials.measure, officials.component)
    told: dict[str, float] = {
        "width": float((officials.upper - officials.lower).mean()),
        "coverage": 100.0 * _covered(officials, true - (measured - officials.measure)),
        "rmse": float(np.sqrt(((measured - true) ** 2).mean())),
        "reliability": eap_reliability(officials),
    }
    if found.draws is not None:
        # Across connected parts nobody is told apart, so that such designs show what they cost.
        ranks = ranking_of(found.draws.ability, component=officials.component)
        n = len(officials.labels)
        told["rank_width"] = float((ranks.rank_upper - ranks.rank_lower + 1).mean())
        told["apart"] = 100.0 * float(ranks.apart.sum()) / (n * (n - 1))
    return told


def centred(values: Floats, component: Ints) -> Floats:
    """Return values less the mean of their component, which the marks cannot tell.

    >>> centred(np.array([1.0, 3.0, 5.0]), np.array([0, 0, 1], dtype=np.int32)).tolist()
    [-1.0, 1.0, 0.0]
    """
    which = np.unique(component, return_inverse=True)[1]
    mean = np.bincount(which, weights=values) / np.bincount(which)
    left: Floats = values - mean[which]
    return left


def _covered(elements: Elements, true: Floats) -> float:
    return float(((elements.lower <= true) & (true <= elements.upper)).mean())
