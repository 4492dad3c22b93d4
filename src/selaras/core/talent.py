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
from selaras.core.errors import CoreError
from selaras.core.outcome import Match, TalentBox
from selaras.core.points import points_of_label, points_of_mark, rounded
from selaras.core.scheme import Axis, AxisPart, AxisSource, Conversion, TalentProfile
from selaras.core.scoring import PersonScore

PLACES = 2


def box_of(dossier: Dossier, score: PersonScore, match: Match | None) -> TalentBox | str:
    """Return a person's box, or the stable code of what is missing for one."""
    profile = dossier.case.scheme.talent
    performance_points = _axis_points(dossier, score, match, profile.performance)
    potential_points = _axis_points(dossier, score, match, profile.potential)
    if potential_points is None:
        return "potential_unknown"
    if profile.performance_by_label:
        predicate = latest_predicate(dossier, score.nip)
        if predicate is None:
            return "predicate_unknown"
        performance = performance_of_predicate(dossier, predicate)
    elif performance_points is None:
        return "performance_unknown"
    else:
        performance = (v.PerformanceAxis.BELOW, v.PerformanceAxis.MEETS, v.PerformanceAxis.ABOVE)[
            _third(profile.performance, performance_points)
        ]
    potential = (v.PotentialAxis.LOW, v.PotentialAxis.MIDDLE, v.PotentialAxis.HIGH)[
        _third(profile.potential, potential_points)
    ]
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
    row = {
        v.PerformanceAxis.ABOVE: "DI_ATAS",
        v.PerformanceAxis.MEETS: "SESUAI",
        v.PerformanceAxis.BELOW: "DI_BAWAH",
    }[performance]
    column = {
        v.PotentialAxis.LOW: "RENDAH",
        v.PotentialAxis.MIDDLE: "MENENGAH",
        v.PotentialAxis.HIGH: "TINGGI",
    }[potential]
    matrix = dossier.rulebook.rule("TAL-BOX").value("matrix")
    if not isinstance(matrix, dict) or not isinstance(cells := matrix.get(row), dict):
        raise CoreError("rule_value_missing", id="TAL-BOX", key=f"matrix.{row}")
    number = cells.get(column)
    if not isinstance(number, int):
        raise CoreError("rule_value_missing", id="TAL-BOX", key=f"matrix.{row}.{column}")
    return number


def performance_of_predicate(dossier: Dossier, predicate: str) -> v.PerformanceAxis:
    """Return where an appraisal's label stands; a label of no regime is an error."""
    rows = dossier.rulebook.rule("TAL-PREDICATE-AXIS").value("axis")
    by_label = {str(label).casefold(): row for label, row in rows.items()} if isinstance(rows, dict) else {}
    row = by_label.get(predicate.strip().casefold())
    if row is None:
        raise CoreError("label_unknown", got=predicate, expected=", ".join(by_label))
    return {
        "DI_ATAS": v.PerformanceAxis.ABOVE,
        "SESUAI": v.PerformanceAxis.MEETS,
        "DI_BAWAH": v.PerformanceAxis.BELOW,
    }[str(row)]


def latest_predicate(dossier: Dossier, nip: v.Nip) -> str | None:
    """Return the predicate of the latest appraised period."""
    told = [one for one in dossier.performances.get(nip, ()) if one.predicate is not None]
    return max(told, key=lambda one: (one.year, one.half or 2)).predicate if told else None


def _axis_points(dossier: Dossier, score: PersonScore, match: Match | None, axis: Axis) -> Decimal | None:
    """Return an axis in points; parts that are not there give their weight to the others."""
    whole, total = Fraction(0), Fraction(0)
    for part in axis.parts:
        points = _part_points(dossier, score, match, part)
        if points is not None:
            whole += Fraction(part.weight)
            total += Fraction(part.weight) * points
    return rounded(total / whole, PLACES) if whole else None


def _part_points(
    dossier: Dossier, score: PersonScore, match: Match | None, part: AxisPart
) -> Fraction | None:
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
        return latest_predicate(dossier, official.nip)
    if source is AxisSource.EDUCATION:
        return official.education.value
    if source is AxisSource.FIELD:
        post = dossier.positions.get(official.position) if official.position else None
        wanted = post.study_fields if post else ()
        if not wanted:
            return None
        fits = official.field_of_study.casefold() in {one.casefold() for one in wanted}
        return "sesuai" if fits else "tidak"
    sanction, day = official.sanction, dossier.case.event.starts_on
    runs = sanction.until is not None and day < sanction.until
    return "running" if runs else sanction.level.value


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
