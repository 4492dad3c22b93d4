"""The talent map: performance against potential, nine boxes numbered as PermenPANRB 3/2020 does.

Another ministry numbers its boxes differently, and a predicate turned into points puts every "Baik" above
expectation: so the box numbers are read from the rulebook and the profile says whether the label decides.
"""

from decimal import Decimal
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.calendar_days import years_between
from selaras.core.dossier import Dossier
from selaras.core.eligibility.participants import running_sanction
from selaras.core.errors import CoreError
from selaras.core.outcome import Match, TalentBox
from selaras.core.points import folded, points_of_label, points_of_mark, rounded
from selaras.core.rules.values import as_integer, as_table
from selaras.core.scheme import Axis, AxisPart, AxisSource, Conversion, TalentProfile
from selaras.core.scoring import PersonScore
from selaras.core.sources import PERFORMANCE_WORDS, latest_appraisal, performance_of_predicate

PLACES = 2
PERFORMANCE_LEVELS = (v.PerformanceAxis.BELOW, v.PerformanceAxis.MEETS, v.PerformanceAxis.ABOVE)
POTENTIAL_LEVELS = (v.PotentialAxis.LOW, v.PotentialAxis.MIDDLE, v.PotentialAxis.HIGH)


def box_of(dossier: Dossier, score: PersonScore, match: Match | None) -> TalentBox | str:
    """Return a person's box, or the stable code of what is missing for one."""
    profile = dossier.case.scheme.talent
    performance_points = _axis_points(dossier, score, match, profile.performance)
    potential_points = _axis_points(dossier, score, match, profile.potential)
    if potential_points is None:
        return "potential_unknown"
    if profile.performance_by_label:
        appraisal = latest_appraisal(dossier, score.nip)
        if appraisal is None or appraisal.predicate is None:
            return "predicate_unknown"
        if appraisal.verification is not v.Verification.VERIFIED:
            return "predicate_not_verified"
        performance = performance_of_predicate(dossier, appraisal.predicate)
    elif performance_points is None:
        return "performance_unknown"
    else:
        performance = PERFORMANCE_LEVELS[_third(profile.performance, performance_points)]
    potential = POTENTIAL_LEVELS[_third(profile.potential, potential_points)]
    number = box_number(dossier, performance, potential)
    return TalentBox(
        number=number,
        performance=performance,
        potential=potential,
        performance_points=performance_points,
        potential_points=potential_points,
        actions=dossier.rulebook.rule("TAL-BOX-ACTIONS").words(str(number)),
    )


def box_number(dossier: Dossier, performance: v.PerformanceAxis, potential: v.PotentialAxis) -> int:
    """Return the box's number in the rulebook's matrix."""
    row = {one: word for word, one in PERFORMANCE_WORDS.items()}[performance]
    column = {
        v.PotentialAxis.LOW: "RENDAH",
        v.PotentialAxis.MIDDLE: "MENENGAH",
        v.PotentialAxis.HIGH: "TINGGI",
    }[potential]
    cells = as_table(dossier.rulebook.rule("TAL-BOX").table("matrix").get(row), f"TAL-BOX.matrix.{row}")
    return as_integer(cells.get(column), f"TAL-BOX.matrix.{row}.{column}")


def _axis_points(dossier: Dossier, score: PersonScore, match: Match | None, axis: Axis) -> Decimal | None:
    """Return an axis in points; parts that are not there give their weight to the others."""
    whole, total = Fraction(0), Fraction(0)
    for part in axis.parts:
        points = part_points(dossier, score, match, part)
        if points is not None:
            whole += Fraction(part.weight)
            total += Fraction(part.weight) * points
    return rounded(total / whole, PLACES) if whole else None


def part_points(dossier: Dossier, score: PersonScore, match: Match | None, part: AxisPart) -> Fraction | None:
    official = dossier.officials[score.nip]
    profile = dossier.case.scheme.talent
    if part.source is AxisSource.SCORE:
        return Fraction(score.score)
    if part.source is AxisSource.COMPONENT:
        return next((one.points for one in score.components if one.code == part.component), None)
    if part.source is AxisSource.COMPETENCE:
        return Fraction(match.percent) if match else None
    if part.source is AxisSource.POTENTIAL:
        assessment = dossier.assessments.get(score.nip)
        return Fraction(assessment.potential) if assessment and assessment.potential is not None else None
    if part.source is AxisSource.TENURE:
        years = years_between(official.in_position_since, dossier.case.event.starts_on)
        return points_of_mark(_table(profile, part.source), Decimal(years))
    label = _label(dossier, official, part.source)
    return points_of_label(_table(profile, part.source), label) if label is not None else None


def _label(dossier: Dossier, official: c.Official, source: AxisSource) -> str | None:
    if source is AxisSource.PREDICATE:
        appraisal = latest_appraisal(dossier, official.nip)
        verified = appraisal is not None and appraisal.verification is v.Verification.VERIFIED
        return appraisal.predicate if appraisal is not None and verified else None
    if source is AxisSource.EDUCATION:
        return official.education.value
    if source is AxisSource.FIELD:
        post = dossier.positions.get(official.position) if official.position else None
        wanted = post.study_fields if post else ()
        if not wanted:
            return None
        fits = folded(official.field_of_study) in {folded(one) for one in wanted}
        return "sesuai" if fits else "tidak"
    running = running_sanction(official, on=dossier.case.event.starts_on)
    return "running" if running is not v.SanctionLevel.NONE else official.sanction.level.value


def _table(profile: TalentProfile, source: AxisSource) -> Conversion:
    for one in profile.tables:
        if one.code == source.value:
            return one
    raise CoreError("talent_table_missing", profile=profile.code, table=source.value)


def _third(axis: Axis, points: Decimal) -> int:
    """Return 0, 1 or 2; on a boundary the frozen direction decides."""
    if axis.boundary_is_higher:
        return int(points >= axis.middle_from) + int(points >= axis.high_from)
    return int(points > axis.middle_from) + int(points > axis.high_from)
