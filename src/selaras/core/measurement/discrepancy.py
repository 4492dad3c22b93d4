"""Rules that mark a sheet to be confirmed once more: distance, Dixon's Q, residual of the model.

Distance and Dixon's Q act on legal points, so they are exact. A mark says "look again", never "wrong".
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.expected import NODES
from selaras.core.measurement.model import Family, Measurement
from selaras.core.measurement.ratings import Floats, Ratings

Points = Fraction | Decimal
BLOCK = 1 << 16  # ratings at once
NOTHING_LEFT = 1e-9  # share of a pair's variance below which its residual says nothing

# Two-sided critical values by number of values, from 3: r10 to 7, r11 to 10, r21 to 13, r22 to 30.
# Rorabacher (1991), Analytical Chemistry 63:139–146, after Dixon (1951). Printed tables were interpolated;
# simulation puts them within 0.006 of the true quantiles (docs/method/discrepancy.md).
_TABLE: dict[int, str] = {
    90: """.941 .765 .642 .560 .507  .554 .512 .477  .576 .546 .521
        .546 .525 .507 .490 .475 .462 .450 .440 .430 .421 .413 .406 .399 .393 .387 .381 .376""",
    95: """.970 .829 .710 .625 .568  .615 .570 .534  .625 .592 .565
        .590 .568 .548 .531 .516 .503 .491 .480 .470 .461 .452 .445 .438 .432 .426 .419 .414""",
    99: """.994 .926 .821 .740 .680  .725 .677 .639  .713 .675 .649
        .674 .647 .624 .605 .589 .575 .562 .551 .541 .532 .524 .516 .508 .501 .495 .489 .483""",
}
CRITICAL = {level: tuple(Fraction(one) for one in text.split()) for level, text in _TABLE.items()}
FEWEST, MOST = 3, 30


def distant(values: Sequence[Points], *, limit: Points) -> tuple[int, ...]:
    """Return the positions further than ``limit`` from the mean of all values, their own included.

    >>> distant([Fraction(80), Fraction(82), Fraction(60)], limit=Decimal(10))
    (2,)
    """
    exact = [Fraction(one) for one in values]
    if not exact:
        return ()
    mean = sum(exact, Fraction(0)) / len(exact)
    return tuple(n for n, one in enumerate(exact) if abs(one - mean) > Fraction(limit))


def dixon_outliers(values: Sequence[Points], *, level: int) -> tuple[int, ...]:
    """Return the positions of the lowest or highest values that Dixon's Q calls outliers.

    level : 90, 95 or 99, the two-sided confidence in percent
    Values equal to the outlying one are marked with it. Fewer than three values cannot be judged: none.
    Raises ``dixon_not_tabled`` for another level and for more than 30 values.

    >>> dixon_outliers([Fraction(n) for n in (80, 81, 79, 80, 60)], level=95)
    (4,)
    """
    if level not in CRITICAL or len(values) > MOST:
        raise CoreError("dixon_not_tabled", level=level, n=len(values))
    if len(values) < FEWEST:
        return ()
    exact = [Fraction(one) for one in values]
    critical = CRITICAL[level][len(exact) - FEWEST]
    ordered = sorted(exact)
    # The high end is the low end of the mirrored values.
    ends = {ordered[0]} if dixon_ratio(ordered) > critical else set()
    if dixon_ratio([-one for one in reversed(ordered)]) > critical:
        ends.add(ordered[-1])
    return tuple(n for n, one in enumerate(exact) if one in ends)


def dixon_ratio(ordered: Sequence[Fraction]) -> Fraction:
    """Return Dixon's ratio of the lowest of 3 to 30 ascending values; 0 where the range is none.

    r_ji = (x_(1+j) − x_1) / (x_(n−i) − x_1): a neighbour on its own side (j = 2) or one or two on the
    other (i) are passed over in larger samples, where they could hide it. Source: Dixon (1951).

    >>> dixon_ratio([Fraction(n) for n in (60, 79, 80, 80, 81)])
    Fraction(19, 21)
    """
    n = len(ordered)
    skipped, far = (1, 0) if n <= 7 else (1, 1) if n <= 10 else (2, 1) if n <= 13 else (2, 2)
    whole = ordered[n - 1 - far] - ordered[0]
    return (ordered[skipped] - ordered[0]) / whole if whole else Fraction(0)


def pair_residuals(ratings: Ratings, measurement: Measurement) -> Floats:
    """Return (pairs,) z: how unusual each pair's total is, in the order of the design's pairs.

    z = (total − expected) / sd, with severity, difficulties and thresholds at their estimates.
    The halo's variance is part of the sd: a departure as large as this panel's halos usually are is no
    reason to look again. The official's own ability was estimated from this pair too; what it took from
    the residual is given back by sd² = V (1 − w / (Σ w + 1 / sd_ability²)), w = slope² / V. Under the
    model z is close to standard normal. 0 where nothing can be said, as where all marks are equal.
    """
    design = design_of(ratings, measurement.model)
    location = _locations(design, measurement)
    total = _totals(ratings, design, measurement)
    expected, variance, slope = _moments(ratings, design, measurement, location)
    weight = np.divide(slope**2, variance, out=np.zeros_like(slope), where=variance > 0)
    own = np.bincount(design.pair_official, weights=weight, minlength=design.n_officials)
    prior = 1.0 / max(measurement.sd_ability, 1e-6) ** 2
    left = 1.0 - weight / (own[design.pair_official] + prior)
    known = (variance > 0) & (left > NOTHING_LEFT)
    z = np.zeros_like(total)
    z[known] = (total - expected)[known] / np.sqrt(variance[known] * left[known])
    return z


def _locations(design: Design, measurement: Measurement) -> Floats:
    """Return (pairs,): ability − severity."""
    draws = measurement.draws
    severity = measurement.examiners.measure if draws is None else draws.severity.mean(axis=0)
    found: Floats = measurement.abilities[design.pair_official] - severity[design.pair_examiner]
    return found


def _totals(ratings: Ratings, design: Design, measurement: Measurement) -> Floats:
    if measurement.model.family is not Family.LINEAR:
        return design.pair_total.astype(np.float64)
    totals = np.bincount(design.pair, weights=ratings.mark, minlength=design.pair_official.size)
    return totals.astype(np.float64)


def _moments(
    ratings: Ratings, design: Design, measurement: Measurement, location: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return (pairs,) each: expectation of the total, its variance with the halo's, its slope in ability."""
    n_pairs = location.size
    sd_halo = measurement.sd_halo or 0.0
    if measurement.model.family is Family.LINEAR:
        size = np.bincount(design.pair, minlength=n_pairs).astype(np.float64)
        difficulty = measurement.criteria.measure[ratings.criterion]
        easier = np.bincount(design.pair, weights=difficulty, minlength=n_pairs)
        error = measurement.sd_error or 0.0
        return size * location - easier, (size * sd_halo) ** 2 + size * error**2, size
    nodes = NODES if sd_halo else np.zeros(1)
    weights = np.exp(-0.5 * nodes**2)
    weights /= weights.sum()
    means, within = np.zeros((nodes.size, n_pairs)), np.zeros((nodes.size, n_pairs))
    for q, node in enumerate(nodes):
        means[q], within[q] = _sums(ratings, design, measurement, location + sd_halo * node)
    expected = weights @ means
    variance = weights @ within + weights @ (means - expected) ** 2
    # d/d ability of the expectation at one halo is the variance there; averaged, the slope.
    return expected, variance, weights @ within


def _sums(
    ratings: Ratings, design: Design, measurement: Measurement, location: Floats
) -> tuple[Floats, Floats]:
    """Return (pairs,) each: sum of expected categories and of their variances at a pair's location."""
    mean, variance = np.zeros(location.size), np.zeros(location.size)
    group_of_rating = design.group[ratings.criterion]
    for g, thresholds in enumerate(measurement.thresholds):
        rows = np.flatnonzero(group_of_rating == g)
        k = np.arange(thresholds.size + 1)
        base = np.concatenate([[0.0], -np.cumsum(thresholds)])
        for first in range(0, rows.size, BLOCK):
            some = rows[first : first + BLOCK]
            at = location[design.pair[some]] - measurement.criteria.measure[ratings.criterion[some]]
            logits = at[:, None] * k + base
            share = np.exp(logits - logits.max(axis=1, keepdims=True))
            share /= share.sum(axis=1, keepdims=True)
            first_moment = share @ k
            mean += np.bincount(design.pair[some], weights=first_moment, minlength=location.size)
            spread = share @ k**2 - first_moment**2
            variance += np.bincount(design.pair[some], weights=spread, minlength=location.size)
    return mean, variance
