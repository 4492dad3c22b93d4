"""Joint maximum likelihood of the many-facet Rasch model, as the common commercial program does it.

Only for comparison: abilities are parameters like all others, there is no halo, and standard errors take
everything else as known. Totals at an end of the scale are moved inwards by 0.3, as that program does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Model
from selaras.core.measurement.ratings import Floats, Ratings

INWARDS = 0.3
ROUNDS = 500
CLOSE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class JointEstimates:
    """Centred abilities (officials,) and severities (examiners,) with standard errors."""

    ability: Floats
    ability_se: Floats
    severity: Floats
    severity_se: Floats


def joint_estimates(ratings: Ratings) -> JointEstimates:
    """Return the joint estimates on one rating scale by alternating Newton steps."""
    design = design_of(ratings, Model())
    m = int(design.n_steps[0])
    p, r, i = ratings.official, ratings.examiner, ratings.criterion
    sizes = (design.n_officials, design.n_examiners, design.n_criteria)
    category = design.category.astype(np.float64)
    observed = np.bincount(p, weights=category)
    most = np.bincount(p) * float(m)
    observed = np.clip(observed, INWARDS, most - INWARDS)
    severity_total = np.bincount(r, weights=category, minlength=sizes[1])
    criterion_total = np.bincount(i, weights=category, minlength=sizes[2])
    steps = np.arange(m + 1)
    ability, severity, difficulty = (np.zeros(size) for size in sizes)
    thresholds = np.zeros(m)

    def moments() -> tuple[Floats, Floats, Floats]:
        location = ability[p] - severity[r] - difficulty[i]
        levels = steps * location[:, None] - np.concatenate([[0.0], np.cumsum(thresholds)])
        chance = np.exp(levels - levels.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        mean = chance @ steps
        return chance, mean, chance @ steps**2 - mean**2

    for _ in range(ROUNDS):
        before = ability.copy()
        _, mean, variance = moments()
        ability = ability + np.clip(
            (observed - np.bincount(p, weights=mean)) / np.bincount(p, weights=variance), -1, 1
        )
        _, mean, variance = moments()
        step = (np.bincount(r, weights=mean) - severity_total) / np.bincount(r, weights=variance)
        severity = severity + np.clip(step, -1, 1)
        severity -= severity.mean()
        _, mean, variance = moments()
        step = (np.bincount(i, weights=mean) - criterion_total) / np.bincount(i, weights=variance)
        difficulty = difficulty + np.clip(step, -1, 1)
        difficulty -= difficulty.mean()
        chance, _, _ = moments()
        reached = chance[:, ::-1].cumsum(axis=1)[:, ::-1][:, 1:]
        expected = reached.sum(axis=0)
        spread = (reached * (1.0 - reached)).sum(axis=0)
        thresholds = thresholds + np.clip((expected - design.steps_reached[0]) / spread, -1, 1) * 0.7
        thresholds -= thresholds.mean()
        if np.abs(ability - before).max() < CLOSE:
            break
    _, _, variance = moments()
    return JointEstimates(
        ability=ability - ability.mean(),
        ability_se=1.0 / np.sqrt(np.bincount(p, weights=variance)),
        severity=severity,
        severity_se=1.0 / np.sqrt(np.bincount(r, weights=variance)),
    )
