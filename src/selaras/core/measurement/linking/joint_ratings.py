"""Which further joint rating would help most: the exact gain of every pair that is not yet there.

Adding one pair's marks adds one term to the information matrix, so the new covariance is the old one less
a rank-one term (Sherman & Morrison 1950), and every candidate's gain follows from one matrix of examiners.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.linking.linkage import (
    Information,
    information_of,
    mean_variances,
    share_variances,
)
from selaras.core.measurement.model import Measurement
from selaras.core.measurement.ratings import Floats, Ints, Ratings
from selaras.core.measurement.residuals import Fitted, error_variance, fitted

CANDIDATES = 1 << 18  # worked on at once
MOST_CANDIDATES = 1_000_000  # above, only officials with the least information are thought of


@dataclass(frozen=True, slots=True, kw_only=True)
class JointRating:
    """What it would bring if this examiner marked this official on all criteria.

    connects : pairs of officials that become comparable by it; 0 within a component
    se_ability, se_severity : root mean variance of a contrast afterwards; for a rating that connects two
        components, of the contrasts from one to the other
    gain : share by which the mean variance of a contrast of abilities falls, 0..1; NaN for a rating that
        connects: there was no variance to fall
    """

    official: str
    examiner: str
    connects: int
    se_ability: float
    se_severity: float
    gain: float


def best_joint_ratings(
    ratings: Ratings, measurement: Measurement, *, n: int = 10, design: Design | None = None
) -> tuple[JointRating, ...]:
    """Return the n most helpful further ratings, the best first.

    Components are connected first: most pairs of officials that become comparable, then the smallest mean
    variance between them. Within one component: the smallest mean variance of ability contrasts.
    """
    known = design_of(ratings, measurement.model) if design is None else design
    found = fitted(ratings, measurement, design=known, with_halo=False)
    information = information_of(found)
    official, examiner = _candidates(known, information)
    if not official.size:
        return ()
    weight = expected_precision(found, official, examiner)
    if information.official_component.max() > 0:
        rows = _connecting(information, official, examiner, weight)
    else:
        rows = _within(information, official, examiner, weight)
    connects, ability, severity, gain = rows
    best = np.lexsort((examiner, official, np.round(ability, 12), -connects))[:n]
    return tuple(
        JointRating(
            official=ratings.officials[official[one]],
            examiner=ratings.examiners[examiner[one]],
            connects=int(connects[one]),
            se_ability=float(np.sqrt(ability[one])),
            se_severity=float(np.sqrt(severity[one])),
            gain=float(gain[one]),
        )
        for one in best.tolist()
    )


def _candidates(design: Design, information: Information) -> tuple[Ints, Ints]:
    """Return the pairs not yet rated; of more than one component only those that connect."""
    n_people, n_raters = design.n_officials, design.n_examiners
    thought_of = np.arange(n_people)
    if n_people * n_raters > MOST_CANDIDATES:
        poorest = np.argsort(information.by_official, kind="stable")
        thought_of = np.sort(poorest[: max(1, MOST_CANDIDATES // n_raters)])
    place = np.full(n_people, -1)
    place[thought_of] = np.arange(thought_of.size)
    free = np.ones((thought_of.size, n_raters), dtype=np.bool_)
    rated = place[design.pair_official] >= 0
    free[place[design.pair_official[rated]], design.pair_examiner[rated]] = False
    if information.official_component.max() > 0:
        free &= information.official_component[thought_of][:, None] != information.examiner_component
    row, examiner = np.nonzero(free)
    return thought_of[row].astype(np.int32), examiner.astype(np.int32)


def expected_precision(found: Fitted, official: Ints, examiner: Ints) -> Floats:
    """Return the precision of ability − severity that new marks on all criteria can be expected to have."""
    measurement = found.measurement
    location = measurement.abilities[official] - measurement.examiners.measure[examiner]
    halo = (measurement.sd_halo or 0.0) ** 2
    if found.moments is None:
        error = error_variance(measurement) / found.design.n_criteria
        return np.full(official.size, 1.0 / (halo + error))
    information = np.zeros(official.size)
    for criterion, difficulty in enumerate(measurement.criteria.measure):
        group = int(found.design.group[criterion])
        if not found.design.n_steps[group]:
            continue
        for first in range(0, official.size, CANDIDATES):
            here = slice(first, first + CANDIDATES)
            groups = np.full(location[here].size, group, dtype=np.int32)
            information[here] += found.moments.at(location[here] - difficulty, groups)[:, 1]
    return 1.0 / (halo + 1.0 / np.maximum(information, 1e-6))


Rows = tuple[Ints, Floats, Floats, Floats]


def _within(information: Information, official: Ints, examiner: Ints, weight: Floats) -> Rows:
    """Return the mean variances after each candidate, everything being one component already.

    With v = K (u_p − e_r), the covariance of ability q with θ_p − s_r is [q = p] / D_p + u_q · v, and that of
    severity t is v_t. The rank-one term takes w c cᵀ / (1 + w R) away, R = Var(θ_p − s_r). All is
    quadratic in u_p and e_r, so that products of a few small matrices serve every candidate.
    """
    share, cover = information.share, information.severity
    n_people, n_raters = share.shape
    ability, severity = mean_variances(information)
    gram = cover @ (share.T @ share).toarray() @ cover  # v Aᵀ A v for u and e alike
    squared = cover @ cover
    towards_mean = cover @ np.asarray(share.sum(axis=0)).ravel()
    people, row = np.unique(official, return_inverse=True)
    falls_ability, falls_severity = np.empty(official.size), np.empty(official.size)
    block = max(1, CANDIDATES // n_raters)
    for first in range(0, people.size, block):
        here = np.flatnonzero((row >= first) & (row < first + block))
        at, r = (row[here] - first).astype(np.int32), examiner[here]
        u = share[people[first : first + block]].toarray()
        own: Floats = 1.0 / information.by_official[people[first : first + block]][at]
        between, met = _quadratic(u, cover, at, r)
        squares = _quadratic(u, gram, at, r)[0] + 2.0 * met * own + own**2
        total = (u @ towards_mean)[at] - towards_mean[r] + own
        taken: Floats = weight[here] / (1.0 + weight[here] * (own + between))
        falls_ability[here] = taken * (squares - total**2 / n_people)
        # The severities' covariance has rows that sum to zero, so v needs no centring.
        falls_severity[here] = taken * _quadratic(u, squared, at, r)[0]
    after = ability - falls_ability * 2.0 / max(n_people - 1, 1)
    after_severity = severity - falls_severity * 2.0 / max(n_raters - 1, 1)
    return np.zeros(official.size, dtype=np.int32), after, after_severity, 1.0 - after / ability


def _quadratic(u: Floats, matrix: Floats, at: Ints, r: Ints) -> tuple[Floats, Floats]:
    """Return (u − e)ᵀ M (u − e) and uᵀ M (u − e) for each candidate."""
    reach = u @ matrix
    alone: Floats = np.einsum("ij,ij->i", reach, u)[at]
    across: Floats = reach[at, r]
    return alone - 2.0 * across + np.diag(matrix)[r], alone - across


def _connecting(information: Information, official: Ints, examiner: Ints, weight: Floats) -> Rows:
    """Return what one edge between two components brings: resistances in series.

    Between official i of one side and j of the other lie R(i, p), 1 / w and R(r, j).
    """
    to_people, to_raters = _mean_resistances(information)
    of_official, of_examiner = information.official_component, information.examiner_component
    people, raters = np.bincount(of_official), np.bincount(of_examiner, minlength=of_official.max() + 1)
    side, other = of_official[official], of_examiner[examiner]
    connects = people[side] * people[other]
    n_joint = raters[side] * raters[other]
    edge = 1.0 / weight
    ability = to_people[0][official] + edge + to_raters[0][examiner]
    severity = to_people[1][official] + edge + to_raters[1][examiner]
    severity = np.where(n_joint > 0, severity, np.nan)
    return connects.astype(np.int32), ability, severity, np.full(official.size, np.nan)


def _mean_resistances(information: Information) -> tuple[Floats, Floats]:
    """Return mean resistances within the own component: (2, officials) from each official to officials and to
    examiners, and (2, examiners) from each examiner to officials and to examiners."""
    share, cover = information.share, information.severity
    own = 1.0 / information.by_official
    diagonal = own + share_variances(information)
    cover_diagonal = np.diag(cover)
    people = np.zeros((2, share.shape[0]))
    raters = np.zeros((2, share.shape[1]))
    for one in range(int(information.official_component.max()) + 1):
        here = np.flatnonzero(information.official_component == one)
        there = np.flatnonzero(information.examiner_component == one)
        mean_share = np.asarray(share[here].sum(axis=0)).ravel() / max(here.size, 1)
        spread = cover @ mean_share
        level = float(diagonal[here].mean()) if here.size else 0.0
        rater_level = float(cover_diagonal[there].mean()) if there.size else 0.0
        with_raters = cover[:, there].mean(axis=1) if there.size else np.zeros(cover.shape[0])
        joint = share[here]
        # Cov(ability i, mean ability) = own_i / n + u_i · K · mean share, and so on for the others.
        people[0, here] = diagonal[here] + level - 2.0 * (own[here] / here.size + joint @ spread)
        people[1, here] = diagonal[here] + rater_level - 2.0 * (joint @ with_raters)
        raters[0, there] = cover_diagonal[there] + level - 2.0 * spread[there]
        raters[1, there] = cover_diagonal[there] + rater_level - 2.0 * with_raters[there]
    return people, raters
