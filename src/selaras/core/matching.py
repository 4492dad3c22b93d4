"""Job-person match (JPM): a person's competence levels against the standard of a post.

JPM = sum of levels / sum of required levels x 100, capped as frozen (PerBKN 26/2019; rule AC-JPM).
Levels are kept to the two places that are published, so that anybody can recompute a match from its table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.outcome import Fit, Gap, Match
from selaras.core.points import match_percent, rounded
from selaras.core.scoring import category_of

HIGHEST_LEVEL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelFound:
    level: Decimal
    source: str  # "assessor" or "criteria"


def levels_of(
    dossier: Dossier, nip: v.Nip, criteria: Mapping[v.CriterionCode, Fraction]
) -> dict[v.CompetenceCode, LevelFound]:
    """Return a person's level per competence: the assessor's where valid, else from the criteria.

    Criteria speak for competences with weights; 100 points are level 5, kept to two places.
    """
    weights: dict[v.CompetenceCode, Fraction] = {}
    sums: dict[v.CompetenceCode, Fraction] = {}
    for criterion in dossier.case.scheme.criteria:
        if criterion.code not in criteria:
            continue
        for spoken in criterion.speaks_for:
            weight = Fraction(spoken.weight)
            weights[spoken.competence] = weights.get(spoken.competence, Fraction(0)) + weight
            sums[spoken.competence] = (
                sums.get(spoken.competence, Fraction(0)) + weight * criteria[criterion.code]
            )
    found = {
        code: LevelFound(level=rounded(sums[code] / whole * HIGHEST_LEVEL / 100, 2), source="criteria")
        for code, whole in weights.items()
        if whole
    }
    assessment = dossier.assessments.get(nip)
    if assessment is not None:
        for code, level in assessment.levels.items():
            found[code] = LevelFound(level=level, source="assessor")
    return found


def match_with(
    dossier: Dossier, position: c.Position, levels: Mapping[v.CompetenceCode, LevelFound]
) -> Match | None:
    """Return the match with a post; None when the post has no standard or nothing at all is known.

    What is not evidenced stays out of both sums while enough of the standard is evidenced; below that
    share the frozen level is assumed for it and the match is called thin.
    """
    fit = fit_to(dossier, position, levels)
    if fit is None:
        return None
    return Match(
        position=position.code,
        percent=fit.percent,
        category=category_of(fit.percent, dossier.case.scheme),
        gaps=tuple(_gap(dossier, wanted, levels) for wanted in position.standard),
        knocked_out_by=fit.knocked_out_by,
        evidenced_percent=rounded(fit.evidenced, 2),
        is_thin=fit.is_thin,
    )


def fits_of(dossier: Dossier, levels: Mapping[v.CompetenceCode, LevelFound]) -> dict[v.PositionCode, Fit]:
    """Return the match with every post, where there is one."""
    told = ((one.code, fit_to(dossier, one, levels)) for one in dossier.case.positions if levels)
    return {code: fit for code, fit in told if fit is not None}


def fit_to(
    dossier: Dossier, position: c.Position, levels: Mapping[v.CompetenceCode, LevelFound]
) -> Fit | None:
    """Return the numbers of a match alone, for everybody with every post; None as ``match_with``."""
    policy = dossier.case.scheme.match
    known: list[tuple[Decimal, int]] = []
    unknown: list[tuple[Decimal, int]] = []
    knocked_out: list[v.CompetenceCode] = []
    for wanted in position.standard:
        found = levels.get(wanted.competence)
        # A level of zero was found by somebody; only what is not known is assumed.
        if found is None:
            unknown.append((policy.thin_evidence_level, wanted.level))
        else:
            known.append((found.level, wanted.level))
        if wanted.mandatory and (found is None or found.level < wanted.level):
            knocked_out.append(wanted.competence)
    if not known:
        return None
    evidenced_levels = sum(needed for _, needed in known)
    all_levels = evidenced_levels + sum(needed for _, needed in unknown)
    evidenced = Fraction(100 * evidenced_levels, all_levels)
    is_thin = evidenced < policy.thin_evidence_share
    percent = match_percent(policy.cap, [*known, *unknown] if is_thin else known)
    return Fit(
        percent=rounded(percent, 2),
        knocked_out_by=tuple(knocked_out),
        evidenced=evidenced,
        is_thin=is_thin,
    )


def _gap(dossier: Dossier, wanted: c.StandardLevel, levels: Mapping[v.CompetenceCode, LevelFound]) -> Gap:
    competence = dossier.competences[wanted.competence]
    found = levels.get(wanted.competence)
    return Gap(
        competence=wanted.competence,
        name=competence.name,
        cluster=competence.cluster,
        required=wanted.level,
        level=found.level if found else None,
        source=found.source if found else "none",
        mandatory=wanted.mandatory,
    )
