"""How an examiner uses the scale: too much of its middle, surprising marks, agreement with the others.

Sources: Andrich (1982) for the spread of thresholds as a parameter; Linacre (1997) for expected agreement;
Myford & Wolfe (2004) for central tendency and restriction of range.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from selaras.core.measurement.examiner_report.interactions import LEAST_LEFT, adjusted, two_sided
from selaras.core.measurement.ratings import Floats, Ints
from selaras.core.measurement.residuals import Fitted, category_chances

SURPRISING = 3.0  # standard deviations
RUN = 1 << 16  # ratings at once, about


@dataclass(frozen=True, slots=True, kw_only=True)
class Centrality:
    """How much further apart neighbouring thresholds lie for one examiner than for the panel.

    size : logits, positive: the middle of the scale is used too much (central tendency), negative: its
        ends; se, z, p, q : of a two-sided normal test, q after Benjamini–Hochberg over the examiners
    """

    size: float
    se: float
    z: float
    p: float
    q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleUse:
    """What each examiner did with the scale; arrays are (examiners,).

    sd_observed, sd_expected : of the categories given (marks for LINEAR), and what the model expects of
        an examiner who saw the same officials and criteria; less than expected: restricted range
    n_surprising : marks further than three standard deviations from their expectation
    centrality : None for LINEAR, for two categories, and for an examiner alone
    n_compared : marks beside another examiner's mark of the same official and criterion, each pair once
        for either; agreement_observed, agreement_expected : shares of exactly equal marks, NaN where
        nothing was compared or, for the expectation, with LINEAR
    """

    n: Ints
    sd_observed: Floats
    sd_expected: Floats
    n_surprising: Ints
    centrality: tuple[Centrality | None, ...]
    n_compared: Ints
    agreement_observed: Floats
    agreement_expected: Floats


def scale_use(found: Fitted) -> ScaleUse:
    """Return the use of the scale by every examiner; ``found`` has locations with halo."""
    n_examiners = found.design.n_examiners
    spread = np.zeros((6, n_examiners))
    middle = np.zeros((2, n_examiners))
    agreement = np.zeros((3, n_examiners))
    for rows in _runs_of_officials(found):
        block = found.block(rows)
        examiner = found.ratings.examiner[block.rows]
        free = np.maximum(block.variance * (1.0 - block.leverage), 1e-12)
        whole = block.variance * (1.0 + block.leverage)
        terms = (
            np.ones(examiner.size),
            block.observed,
            block.observed**2,
            block.expected,
            block.expected**2 + whole,
            (np.abs(block.residual) > SURPRISING * np.sqrt(free)).astype(np.float64),
        )
        for row, term in enumerate(terms):
            spread[row] += np.bincount(examiner, weights=term, minlength=n_examiners)
        chances = _chances(found, block.rows, block.location)
        if chances is not None:
            middle += _towards_the_middle(found, block.rows, block.observed, chances)
        agreement += _agreements(found, block.rows, block.observed, chances)
    n = np.maximum(spread[0], 1.0)
    compared = np.where(agreement[0] > 0, agreement[0], np.nan)
    linear = found.moments is None
    return ScaleUse(
        n=spread[0].astype(np.int32),
        sd_observed=np.sqrt(np.maximum(spread[2] / n - (spread[1] / n) ** 2, 0.0)),
        sd_expected=np.sqrt(np.maximum(spread[4] / n - (spread[3] / n) ** 2, 0.0)),
        n_surprising=spread[5].astype(np.int32),
        centrality=_centralities(middle),
        n_compared=agreement[0].astype(np.int32),
        agreement_observed=agreement[1] / compared,
        agreement_expected=np.full(n_examiners, np.nan) if linear else agreement[2] / compared,
    )


def _runs_of_officials(found: Fitted) -> list[Ints]:
    """Return runs of rows that never part an official, each of about a given number of ratings."""
    ends = np.searchsorted(found.ratings.official, np.arange(found.design.n_officials), side="right")
    cuts: list[int] = [0]
    for end in ends.tolist():
        if end - cuts[-1] >= RUN:
            cuts.append(end)
    if cuts[-1] < found.ratings.n:
        cuts.append(found.ratings.n)
    return [np.arange(first, last, dtype=np.int32) for first, last in pairwise(cuts)]


def _chances(found: Fitted, rows: Ints, location: Floats) -> Floats | None:
    """Return (n, most categories), zero where a criterion has fewer; None for LINEAR."""
    if found.moments is None:
        return None
    group = found.design.group[found.ratings.criterion[rows]]
    chances = np.zeros((rows.size, int(found.design.n_steps.max()) + 1))
    for g, thresholds in enumerate(found.measurement.thresholds):
        here = np.flatnonzero(group == g)
        if here.size:
            chances[here, : thresholds.size + 1] = category_chances(location[here], thresholds)
    return chances


def _towards_the_middle(found: Fitted, rows: Ints, observed: Floats, chances: Floats) -> Floats:
    """Return (2, examiners): score and information of a wider spread of the thresholds.

    The parameter adds k (m − k) / 2 to the log weight of category k. What a shift of the location could
    explain is taken out rating by rating, so that no error of the estimates reaches the score.
    """
    m = found.design.n_steps[found.design.group[found.ratings.criterion[rows]]][:, None]
    k = np.arange(chances.shape[1])
    reach = np.where(k <= m, k * (m - k) / 2.0, 0.0)
    category = observed.astype(np.int64)[:, None]
    expected, expected_reach = (chances * k).sum(axis=1), (chances * reach).sum(axis=1)
    away, away_reach = k - expected[:, None], reach - expected_reach[:, None]
    variance = np.maximum((chances * away**2).sum(axis=1), 1e-12)
    slope = (chances * away * away_reach).sum(axis=1) / variance
    own = (chances * away_reach**2).sum(axis=1) - slope**2 * variance
    score = np.take_along_axis(away_reach, category, axis=1)[:, 0] - slope * (observed - expected)
    examiner, n = found.ratings.examiner[rows], found.design.n_examiners
    return np.stack([np.bincount(examiner, weights=one, minlength=n) for one in (score, own)])


def _centralities(middle: Floats) -> tuple[Centrality | None, ...]:
    """Compare each examiner with the panel: the thresholds are estimated from all of them."""
    score, information = middle
    whole = float(information.sum())
    if whole <= 0:
        return tuple(None for _ in score)
    share = information / whole
    tested = (information > 1e-9) & (1.0 - share > LEAST_LEFT)
    kept = np.where(tested, information * (1.0 - share), 1.0)
    away = score - share * score.sum()
    z = away / np.sqrt(kept)
    p = two_sided(z)
    q = adjusted(p, tested)
    return tuple(
        Centrality(
            size=float(away[one] / kept[one]),
            se=float(kept[one] ** -0.5),
            z=float(z[one]),
            p=float(p[one]),
            q=float(q[one]),
        )
        if tested[one]
        else None
        for one in range(score.size)
    )


def _agreements(found: Fitted, rows: Ints, observed: Floats, chances: Floats | None) -> Floats:
    """Return (3, examiners): comparisons, equal marks, and their expected number."""
    ratings, n = found.ratings, found.design.n_examiners
    held = np.zeros((3, n))
    order = np.lexsort((ratings.examiner[rows], ratings.criterion[rows], ratings.official[rows]))
    person, item, rater = (
        ratings.official[rows][order],
        ratings.criterion[rows][order],
        ratings.examiner[rows][order],
    )
    mark = observed[order]
    for gap in range(1, n):
        same = np.flatnonzero((person[gap:] == person[:-gap]) & (item[gap:] == item[:-gap]))
        if not same.size:
            break
        other = same + gap
        equal = (mark[same] == mark[other]).astype(np.float64)
        likely = np.zeros(same.size)
        if chances is not None:
            likely = np.einsum("ik,ik->i", chances[order[same]], chances[order[other]])
        for one in (rater[same], rater[other]):
            held[0] += np.bincount(one, minlength=n)
            held[1] += np.bincount(one, weights=equal, minlength=n)
            held[2] += np.bincount(one, weights=likely, minlength=n)
    return held
