"""Whether kept estimates can be what was found in these ratings, without estimating again.

What follows from the ratings alone (counts, parts that are not connected, categories) must be theirs, and
what summarises the draws must be their summary. That draws are of the posterior at all shows only when they
are drawn anew: `alike` compares two sets of them.
"""

from collections.abc import Iterator

import numpy as np

from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.model import Draws, Elements, Family, Measurement, Model
from selaras.core.measurement.ratings import Floats, Ints, Ratings

# Draws and summaries are both rounded to 1e-4; a centred draw may be a whole step off, its summary one more.
ROUNDING = 2.5e-4
TAILS = (0.025, 0.975)
SAMPLERS = ("importance", "mcmc")
# Of a thousand draws the mean is sure to 0.03 sd, its sd to 2 percent, a correlation to 0.03; resampling
# and another processor's rounding widen that, nobody's rank does.
NEAR_MEAN, NEAR_SD, NEAR_CORRELATION = 0.25, 1.25, 0.25


def contradiction(kept: Measurement, *, ratings: Ratings, model: Model) -> str | None:
    """Return the first field that cannot be of these ratings and draws; None where all can.

    kept : of POSTERIOR, with draws
    """
    design = design_of(ratings, model)
    checks = {**_of_ratings(kept, ratings, design), **_of_draws(kept)}
    return next((field for field, holds in checks.items() if not holds), None)


def _of_ratings(kept: Measurement, ratings: Ratings, design: Design) -> dict[str, bool]:
    linear = kept.model.family is Family.LINEAR
    found = components_of(design)
    own_parts = np.concatenate([found.official, found.examiner])
    kept_parts = np.concatenate([kept.officials.component, kept.examiners.component])
    counts = {
        "officials.n": (kept.officials, ratings.official),
        "examiners.n": (kept.examiners, ratings.examiner),
        "criteria.n": (kept.criteria, ratings.criterion),
    }
    return {
        **{field: np.array_equal(one.n, np.bincount(codes)) for field, (one, codes) in counts.items()},
        "component": np.array_equal(own_parts, kept_parts),
        "categories": kept.categories == (() if linear else design.categories),
        "thresholds": [one.size for one in kept.thresholds] == ([] if linear else design.n_steps.tolist()),
        "sampler": kept.diagnosis.sampler in SAMPLERS,
        "notes": ("disconnected" in kept.diagnosis.notes) == (found.n > 1),
    }


def _of_draws(kept: Measurement) -> dict[str, bool]:
    draws = kept.draws
    assert draws is not None
    linear = kept.model.family is Family.LINEAR
    parts = kept.officials.component
    centred = _centred(draws.ability, parts)
    means = [float(draws.ability[:, parts == one].mean()) for one in np.unique(parts)]
    checks = {
        "draws.sd_error": (draws.sd_error is not None) == linear,
        "draws.sd": all((one >= 0).all() for one in (draws.sd_ability, draws.sd_halo)),
        "officials": _sums_up(kept.officials, centred),
        "examiners": _sums_up(kept.examiners, draws.severity),
        "criteria": _sums_up(kept.criteria, draws.difficulty),
        "sd_ability": _near(kept.sd_ability, draws.sd_ability.mean()),
        "sd_halo": (kept.sd_halo is not None) == kept.model.halo,
        "sd_halo.mean": _near(kept.sd_halo or 0.0, draws.sd_halo.mean()),
        "sd_error": (kept.sd_error is not None) == linear,
        "mean_ability": _near(kept.mean_ability, draws.ability.mean()),
        "component_means": not kept.component_means or _near(kept.component_means, means),
        "thresholds.mean": _all_near(kept.thresholds, [one.mean(axis=0) for one in draws.thresholds]),
        "thresholds_se": _all_near(kept.thresholds_se, [_sd(one) for one in draws.thresholds]),
    }
    if draws.sd_error is not None:
        checks["sd_error.mean"] = _near(kept.sd_error or 0.0, draws.sd_error.mean())
    return checks


def _centred(ability: Floats, parts: Ints) -> Floats:
    """Return (S, officials) less the mean of each draw in each connected part."""
    out = ability.copy()
    for one in np.unique(parts):
        out[:, parts == one] -= out[:, parts == one].mean(axis=1, keepdims=True)
    return out


def _sums_up(kept: Elements, draws: Floats) -> bool:
    lower, upper = np.quantile(draws, TAILS, axis=0)
    pairs = (
        (kept.measure, draws.mean(axis=0)),
        (kept.se, _sd(draws)),
        (kept.lower, lower),
        (kept.upper, upper),
    )
    return all(_near(one, other) for one, other in pairs)


def _sd(draws: Floats) -> Floats:
    found: Floats = draws.std(axis=0, ddof=1) if draws.shape[0] > 1 else np.zeros(draws.shape[1])
    return found


def _near(one: Floats | float | tuple[float, ...], other: object) -> bool:
    left, right = np.asarray(one), np.asarray(other, dtype=np.float64)
    return left.shape == right.shape and bool((np.abs(left - right) <= ROUNDING).all())


def _all_near(kept: tuple[Floats, ...], found: list[Floats]) -> bool:
    return len(kept) == len(found) and all(map(_near, kept, found))


def alike(one: Draws, other: Draws) -> bool:
    """Return whether two sets of draws can be of the same posterior, by means, spreads and correlations.

    >>> few = np.zeros((3, 1))
    >>> some = Draws(ability=np.array([[0.1], [0.0], [-0.1]]), severity=few, difficulty=few,
    ...     thresholds=(), halo=None, sd_ability=np.ones(3), sd_halo=np.zeros(3))
    >>> from dataclasses import replace
    >>> alike(some, some), alike(some, replace(some, ability=some.ability + 1.0))
    (True, False)
    """
    left, right = (np.column_stack(list(_columns(each))) for each in (one, other))
    if left.shape[1] != right.shape[1]:
        return False
    # What does not vary may still differ by the rounding of what was kept.
    sds = [np.maximum(each.std(axis=0), ROUNDING) for each in (left, right)]
    scores = [(each - each.mean(axis=0)) / sd for each, sd in zip((left, right), sds, strict=True)]
    correlations = [each.T @ each / each.shape[0] for each in scores]
    return bool(
        (np.abs(left.mean(axis=0) - right.mean(axis=0)) <= NEAR_MEAN * np.minimum(*sds) + ROUNDING).all()
        and (np.maximum(*sds) <= NEAR_SD * np.minimum(*sds) + ROUNDING).all()
        and (np.abs(correlations[0] - correlations[1]) <= NEAR_CORRELATION).all()
    )


def _columns(draws: Draws) -> Iterator[Floats]:
    yield from (draws.ability, draws.severity, draws.difficulty, *draws.thresholds)
    yield from (draws.sd_ability, draws.sd_halo)
    if draws.sd_error is not None:
        yield draws.sd_error
