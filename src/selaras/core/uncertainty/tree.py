"""The tree of one person once per draw: components, score, match and the axes of the talent map."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.matching import HIGHEST_LEVEL
from selaras.core.measurement.ranking import rounded_draws
from selaras.core.measurement.ratings import Floats, Ints
from selaras.core.outcome import ComponentScore, Match, TalentBox
from selaras.core.scheme import Axis, AxisSource, MatchCap, Scheme
from selaras.core.scoring import PersonScore
from selaras.core.talent import PERFORMANCE_LEVELS, PLACES, part_points
from selaras.core.uncertainty.leaves import ExpectedPoints, leaf_draws

FULL = 100.0
# A sum of floats may miss the half that the exact number has; records alone make such exact numbers.
HALF_MISSED = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraws:
    """One participant's numbers in each of S draws.

    score : (S,), unrounded; leaves : (S,) per measured leaf; match : (S,) percent or None
    performance, potential : (S,) levels 0..2 of the axes, or None without a box
    """

    score: Floats
    leaves: Mapping[v.ComponentCode, Floats]
    fixed: tuple[v.ComponentCode, ...]
    match: Floats | None
    performance: Ints | None
    potential: Ints | None


def person_draws(
    dossier: Dossier,
    score: PersonScore,
    expected: ExpectedPoints,
    *,
    code: str,
    match: Match | None,
    box: TalentBox | None,
) -> PersonDraws:
    """Return one person's draws; what is not measured keeps its exact value in every draw."""
    scheme = dossier.case.scheme
    leaves: dict[v.ComponentCode, Floats] = {}
    for component in scheme.components:
        drawn = leaf_draws(dossier, score.nip, component, expected, code=code)
        if drawn is not None:
            leaves[component.code] = drawn
    values = _components(scheme, score, leaves)
    total = sum(
        (values[one.code] * float(one.effective_weight) for one in score.components if _is_top(one)),
        np.zeros(expected.n_draws),
    )
    total = total / FULL
    matched = _match_draws(dossier, score, expected, match, code=code) if match else None
    axes: list[Ints | None] = [None, None]
    if box is not None:
        profile = scheme.talent
        for n, axis in enumerate((profile.performance, profile.potential)):
            axes[n] = _axis_levels(dossier, score, match, axis, total, values, matched)
        if profile.performance_by_label:
            level = PERFORMANCE_LEVELS.index(box.performance)
            axes[0] = np.full(expected.n_draws, level, dtype=np.int32)
    return PersonDraws(
        score=total,
        leaves=leaves,
        fixed=tuple(
            one.code
            for one in score.components
            if one.is_leaf and one.points is not None and one.code not in leaves
        ),
        match=matched,
        performance=axes[0],
        potential=axes[1],
    )


def _is_top(one: ComponentScore) -> bool:
    return one.parent is None and one.points is not None


def _components(
    scheme: Scheme, score: PersonScore, leaves: Mapping[v.ComponentCode, Floats]
) -> dict[v.ComponentCode, Floats]:
    """Return (S,) or (1,) points of every component that is there, children before parents."""
    by_code = {one.code: one for one in score.components}
    values: dict[v.ComponentCode, Floats] = {}

    def value(code: v.ComponentCode) -> Floats:
        one = by_code[code]
        if code not in values:
            if one.is_leaf:
                values[code] = leaves.get(code, np.array([float(one.points or 0)]))
            else:
                held = [c for c in scheme.children_of(code) if by_code[c.code].points is not None]
                parts = [value(c.code) * float(by_code[c.code].effective_weight) for c in held]
                values[code] = sum(parts, np.zeros(1)) / FULL
        return values[code]

    for one in score.components:
        if one.points is not None:
            value(one.code)
    return values


def _match_draws(
    dossier: Dossier, score: PersonScore, expected: ExpectedPoints, match: Match, *, code: str
) -> Floats:
    """Return (S,) percent: assessors' levels stay, levels from criteria follow the draws."""
    policy = dossier.case.scheme.match
    held = np.zeros(expected.n_draws)
    required = 0
    for gap in match.gaps:
        if gap.source == "criteria":
            level = level_draws(dossier, score, expected, gap.competence, code=code)
        elif gap.level is not None:
            level = np.array([float(gap.level)])
        elif match.is_thin:
            level = np.array([float(policy.thin_evidence_level)])
        else:
            continue
        held = held + (np.minimum(level, gap.required) if policy.cap is MatchCap.EACH else level)
        required += gap.required
    percent: Floats = np.minimum(held * FULL / required, FULL)
    return percent


def level_draws(
    dossier: Dossier,
    score: PersonScore,
    expected: ExpectedPoints,
    competence: v.CompetenceCode,
    *,
    code: str,
) -> Floats:
    """Return (S,) a competence's level as criteria speak for it; what is not measured stays as it is."""
    total, whole = np.zeros(expected.n_draws), 0.0
    for criterion in dossier.case.scheme.criteria:
        if criterion.code not in score.criteria:
            continue
        drawn = expected.of(criterion.code, code)
        points = np.array([float(score.criteria[criterion.code])]) if drawn is None else drawn
        for spoken in criterion.speaks_for:
            if spoken.competence == competence:
                total = total + float(spoken.weight) * points
                whole += float(spoken.weight)
    levels: Floats = total / whole * HIGHEST_LEVEL / FULL
    return levels


def _axis_levels(
    dossier: Dossier,
    score: PersonScore,
    match: Match | None,
    axis: Axis,
    total: Floats,
    values: Mapping[v.ComponentCode, Floats],
    matched: Floats | None,
) -> Ints:
    """Return (S,) 0, 1 or 2: below the middle, middle, high."""
    points, whole = np.zeros(total.size), 0.0
    for part in axis.parts:
        exact = part_points(dossier, score, match, part)
        if exact is None:
            continue
        drawn = np.array([float(exact)])
        if part.source is AxisSource.SCORE:
            drawn = as_rounded(total, places=dossier.case.scheme.places)
        elif part.source is AxisSource.COMPONENT and part.component is not None:
            drawn = values[part.component]
        elif part.source is AxisSource.COMPETENCE and matched is not None:
            drawn = as_rounded(matched, places=PLACES)
        points = points + float(part.weight) * drawn
        whole += float(part.weight)
    if not whole:
        return np.zeros(total.size, dtype=np.int32)
    value = as_rounded(points / whole, places=PLACES)
    middle, high = float(axis.middle_from), float(axis.high_from)
    if axis.boundary_is_higher:
        return (value >= middle).astype(np.int32) + (value >= high).astype(np.int32)
    return (value > middle).astype(np.int32) + (value > high).astype(np.int32)


def as_rounded(draws: Floats, *, places: int) -> Floats:
    """Return draws rounded half up as the scheme rounds: categories and boxes use the rounded value."""
    return rounded_draws(draws + HALF_MISSED, places=places)
