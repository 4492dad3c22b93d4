"""Where an examiner is stricter than usual: on a criterion, with a group of officials, on later days.

Every test asks for the examiner's deviation from the own severity and from the panel's common view, so what
all examiners share, a hard criterion or a strong group, is nobody's bias. Sources: Myford & Wolfe (2003,
2004); Engelhard (1994); Benjamini & Hochberg (1995) for the many tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.examiner_report.pair_effects import PairEffects
from selaras.core.measurement.ranking import Bools
from selaras.core.measurement.ratings import Floats
from selaras.core.measurement.residuals import Fitted

Positions = npt.NDArray[np.int64]  # codes and counts that are computed here

NEWTON_STEPS = 3
LARGEST_STEP = 1.0  # logits
ADDITIVE_TURNS = 20  # one is exact where every examiner marks every criterion alike
LEAST_LEFT = 1e-6  # share of a cell's information that the main effects leave; below it there is no test


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """How much stricter an examiner is in one cell than elsewhere.

    of : the criterion, the group or the occasion; n : ratings, or pairs for groups and occasions
    size : logits (marks for LINEAR), positive: stricter; se, z, p : of a two-sided normal test
    q : p after Benjamini–Hochberg over all examiners and cells of the kind
    """

    of: str
    n: int
    size: float
    se: float
    z: float
    p: float
    q: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How an examiner's severity changes over days or sittings, against the panel's.

    slope : logits (marks for LINEAR) of severity per occasion, positive: stricter later; se, z, p, q as
        for an interaction
    p_any : of the hypothesis that no occasion differs from another, whatever the course
    occasions : deviation from the mean severity on each occasion, se of it, pairs
    """

    slope: float
    se: float
    z: float
    p: float
    q: float
    p_any: float
    occasions: tuple[tuple[int, float, float, int], ...]


def criterion_interactions(found: Fitted) -> tuple[tuple[Interaction, ...], ...]:
    """Return one tuple per examiner; ``found`` has locations with halo, which is no matter of criteria.

    The size is found by Newton's method on the cell's score. Severities and difficulties are taken out
    once more, weighted by information, and what they took of the cell's own effect is given back: it is
    divided by (1 − share of the examiner) (1 − share of the criterion).
    """
    shape = (found.design.n_examiners, found.design.n_criteria)
    shift = np.zeros(shape)
    first_score = np.zeros(0)
    information = np.zeros(shape)
    for turn in range(NEWTON_STEPS):
        score, curve, n = _cell_sums(found, shift)
        if turn == 0:
            first_score, information = score, curve
        step = np.divide(score, curve, out=np.zeros(shape), where=curve > 0)
        shift += np.clip(step, -LARGEST_STEP, LARGEST_STEP) if found.moments is not None else step
    left = _left_over(information)
    testable = (left > LEAST_LEFT) & (n > 0)
    safe = np.where(testable, left, 1.0)
    kept = np.where(testable, information, 1.0) * safe
    single = np.divide(first_score, information, out=np.zeros(shape), where=information > 0)
    z = -_without_main_effects(single, information) * information / np.sqrt(kept)
    size = -_without_main_effects(shift, information) / safe
    return _interactions(
        labels=found.ratings.criteria, n=n, size=size, se=1.0 / np.sqrt(kept), z=z, testable=testable
    )


def _without_main_effects(effect: Floats, weight: Floats) -> Floats:
    """Return effects less their weighted additive fit by rows and columns."""
    left = effect.copy()
    for _ in range(ADDITIVE_TURNS):
        for axis in (0, 1):
            total = weight.sum(axis=axis, keepdims=True)
            mean = (weight * left).sum(axis=axis, keepdims=True)
            left -= np.divide(mean, total, out=np.zeros_like(mean), where=total > 0)
    return left


def _cell_sums(found: Fitted, shift: Floats) -> tuple[Floats, Floats, Positions]:
    """Return score, information and number of each (examiner, criterion) with its location shifted."""
    shape, n_cells = shift.shape, shift.size
    score, curve, n = np.zeros(n_cells), np.zeros(n_cells), np.zeros(n_cells, dtype=np.int64)
    for block in found.blocks():
        cell = found.ratings.examiner[block.rows].astype(np.int64) * shape[1]
        cell += found.ratings.criterion[block.rows]
        residual, variance = block.residual, block.variance
        if found.moments is None:
            residual, variance = (residual - shift.ravel()[cell]) / variance, 1.0 / variance
        elif shift.any():
            group = found.design.group[found.ratings.criterion[block.rows]]
            unmoved = found.moments.at(block.location, group)
            moved = found.moments.at(block.location + shift.ravel()[cell], group)
            # The averaged expectation of the block, moved as the expectation at its location moves.
            residual = residual - (moved[:, 0] - unmoved[:, 0])
            variance = variance + (moved[:, 1] - unmoved[:, 1])
        score += np.bincount(cell, weights=residual, minlength=n_cells)
        curve += np.bincount(cell, weights=variance, minlength=n_cells)
        n += np.bincount(cell, minlength=n_cells)
    return score.reshape(shape), np.maximum(curve.reshape(shape), 0.0), n.reshape(shape)


def _left_over(information: Floats) -> Floats:
    def share(total: Floats) -> Floats:
        found: Floats = np.divide(information, total, out=np.ones_like(information), where=total > 0)
        return found

    rows = np.broadcast_to(information.sum(axis=1, keepdims=True), information.shape)
    columns = np.broadcast_to(information.sum(axis=0, keepdims=True), information.shape)
    left: Floats = (1.0 - share(rows)) * (1.0 - share(columns))
    return left


def _interactions(
    *, labels: Sequence[str], n: Positions, size: Floats, se: Floats, z: Floats, testable: Bools
) -> tuple[tuple[Interaction, ...], ...]:
    p = two_sided(z)
    q = adjusted(p, testable)
    return tuple(
        tuple(
            Interaction(
                of=label,
                n=int(n[one, cell]),
                size=float(size[one, cell]),
                se=float(se[one, cell]),
                z=float(z[one, cell]),
                p=float(p[one, cell]),
                q=float(q[one, cell]),
            )
            for cell, label in enumerate(labels)
            if testable[one, cell]
        )
        for one in range(n.shape[0])
    )


def two_sided(z: Floats) -> Floats:
    # Large; whoever has estimates drawn elsewhere loads it while waiting for them.
    from scipy.special import ndtr

    p: Floats = 2.0 * ndtr(-np.abs(z))
    return p


def adjusted(p: Floats, tested: Bools) -> Floats:
    """Return p-values after Benjamini and Hochberg over those tested; 1 for the others.

    The i-th smallest of n becomes the least of n p / j over all j from i on.

    >>> adjusted(np.array([0.01, 0.5, 0.04, 0.02]), np.array([True, True, False, True])).round(3).tolist()
    [0.03, 0.5, 1.0, 0.03]
    """
    q = np.ones_like(p)
    values = p[tested]
    falling = np.argsort(-values, kind="stable")
    scaled = values[falling] * values.size / np.arange(values.size, 0, -1)
    found = np.empty_like(values)
    found[falling] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    q[tested] = found
    return q


def group_interactions(
    effects: PairEffects, *, groups: Sequence[str | None], n_examiners: int
) -> tuple[tuple[Interaction, ...], ...]:
    """Return one tuple per examiner: severity towards a group less that towards the others.

    groups : (officials,), None where the group is not known
    """
    labels = tuple(sorted({one for one in groups if one is not None}))
    code = np.array([-1 if one is None else labels.index(one) for one in groups], dtype=np.int64)
    group = code[effects.official]
    known = effects.usable & (group >= 0)
    deviation = _less_common(effects, group, known)
    weight = 1.0 / effects.variance
    shape = (n_examiners, len(labels))
    n, size, se = np.zeros(shape, dtype=np.int64), np.zeros(shape), np.ones(shape)
    for one in range(n_examiners):
        own = known & (effects.examiner == one)
        for cell in range(len(labels)):
            here, rest = own & (group == cell), own & (group != cell)
            n[one, cell] = here.sum()
            if here.any() and rest.any():
                inside, outside = weight[here].sum(), weight[rest].sum()
                size[one, cell] = (weight * deviation)[rest].sum() / outside
                size[one, cell] -= (weight * deviation)[here].sum() / inside
                se[one, cell] = np.sqrt(1.0 / inside + 1.0 / outside)
            else:
                n[one, cell] = 0
    return _interactions(labels=labels, n=n, size=size, se=se, z=size / se, testable=n > 0)


def _less_common(effects: PairEffects, cell: Positions, known: Bools) -> Floats:
    """Return effects less their mean over all examiners in the same cell: the prior pulls strong groups
    and weak ones towards the middle, for everybody alike."""
    weight = known / effects.variance
    place = np.where(known, cell, 0)
    n_cells = int(place.max(initial=0)) + 1
    total = np.bincount(place, weights=weight, minlength=n_cells)
    mean = np.bincount(place, weights=weight * effects.effect, minlength=n_cells)
    mean = np.divide(mean, total, out=np.zeros(n_cells), where=total > 0)
    deviation: Floats = effects.effect - mean[place]
    return deviation


def drifts(effects: PairEffects, *, found: Fitted) -> tuple[Drift | None, ...]:
    """Return one per examiner; None where occasions are not known or the examiner saw only one.

    A pair stands at the mean occasion of its ratings. A change that all examiners share, or that comes
    with other officials on other days, cannot be seen: the slope is against the panel.
    """
    design, occasion = found.design, found.ratings.occasion
    if occasion is None:
        return (None,) * design.n_examiners
    n_ratings = np.bincount(design.pair)
    when = np.bincount(design.pair, weights=occasion) / n_ratings
    day = np.round(when).astype(np.int64)
    deviation = _less_common(effects, day - day.min(), effects.usable)
    rows = [_drift(effects, deviation, when, day, one) for one in range(design.n_examiners)]
    p = np.array([1.0 if row is None else row.p for row in rows])
    q = adjusted(p, np.array([row is not None for row in rows]))
    return tuple(
        None
        if row is None
        else Drift(
            slope=row.slope,
            se=row.se,
            z=row.z,
            p=row.p,
            q=float(q[one]),
            p_any=row.p_any,
            occasions=row.occasions,
        )
        for one, row in enumerate(rows)
    )


def _drift(
    effects: PairEffects, deviation: Floats, when: Floats, day: Positions, examiner: int
) -> Drift | None:
    own = effects.usable & (effects.examiner == examiner)
    if np.unique(day[own]).size < 2:
        return None
    weight, severity = 1.0 / effects.variance[own], -deviation[own]
    centre = np.average(when[own], weights=weight)
    spread = float((weight * (when[own] - centre) ** 2).sum())
    slope = float((weight * (when[own] - centre) * severity).sum()) / spread
    se = spread**-0.5
    mean = np.average(severity, weights=weight)
    occasions, chi_square = [], 0.0
    for one in np.unique(day[own]):
        here = day[own] == one
        whole = float(weight[here].sum())
        away = float((weight * severity)[here].sum()) / whole - float(mean)
        chi_square += whole * away**2
        occasions.append((int(one), away, whole**-0.5, int(here.sum())))
    p = float(two_sided(np.array(slope / se)))
    return Drift(
        slope=slope,
        se=se,
        z=slope / se,
        p=p,
        q=p,
        p_any=_beyond(len(occasions) - 1, chi_square),
        occasions=tuple(occasions),
    )


def _beyond(df: int, chi_square: float) -> float:
    from scipy.special import chdtrc

    return float(chdtrc(df, chi_square))
