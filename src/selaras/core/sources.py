"""What one component holds for one person: the panel's marks, 360° feedback, records, an assessment.

A source that lawfully has nothing gives None; a gap in what is expected is an error that names it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier, ExpectedSheet, Reading
from selaras.core.errors import CoreError
from selaras.core.measurement.discrepancy import MOST as MOST_JUDGED
from selaras.core.measurement.discrepancy import dixon_outliers
from selaras.core.outcome import ExaminerScore
from selaras.core.points import (
    across_examiners,
    folded,
    form_points,
    match_percent,
    points_of_label,
    points_of_mark,
)
from selaras.core.rules.values import as_text
from selaras.core.scheme import Component, ConversionKind, Criterion, DiscrepancyRule, WhenMissing

Marks = Mapping[v.CriterionCode, tuple[v.MarkState, Decimal | None]]
ANONYMOUS = (v.RaterGroup.PEER, v.RaterGroup.STAFF)
# The rulebook's words for where an appraisal stands.
PERFORMANCE_WORDS = {
    "DI_ATAS": v.PerformanceAxis.ABOVE,
    "SESUAI": v.PerformanceAxis.MEETS,
    "DI_BAWAH": v.PerformanceAxis.BELOW,
}
GENERAL = (v.Cluster.MANAGERIAL, v.Cluster.SOCIOCULTURAL)


def read_leaf(
    dossier: Dossier, nip: v.Nip, leaf: Component, *, undisclosed_only: bool = False
) -> Reading | None:
    """Return what one leaf of the tree holds for one person; None where there is nothing to read.

    Whether nothing is lawful the scheme says (``when_missing``); a part of something missing is an error.
    """
    key = (nip, leaf.code, undisclosed_only)
    if key not in dossier.readings:
        dossier.readings[key] = _read(dossier, nip, leaf, undisclosed_only)
    return dossier.readings[key]


def _read(dossier: Dossier, nip: v.Nip, leaf: Component, undisclosed_only: bool) -> Reading | None:
    if leaf.method is None:
        raise CoreError("component_is_no_leaf", component=leaf.code)
    if leaf.method.is_rated_by_panel:
        return _read_panel(dossier, nip, leaf, leaf.method, undisclosed_only)
    if leaf.method is v.Method.FEEDBACK_360:
        return _read_feedback(dossier, nip, leaf)
    if leaf.method is v.Method.PERFORMANCE:
        return _read_performance(dossier, nip, leaf)
    if leaf.method is v.Method.TRACK_RECORD:
        return _read_track_record(dossier, nip, leaf)
    return _read_assessment(dossier, nip)


def form_of(dossier: Dossier, leaf: Component) -> tuple[Criterion, ...]:
    """Return the criteria that a leaf reads."""
    assert leaf.method is not None
    whole = dossier.case.scheme.criteria_of(leaf.method)
    return tuple(one for one in whole if not leaf.criteria or one.code in leaf.criteria)


def marks_of(ratings: Sequence[c.Rating]) -> Marks:
    return {one.criterion: (one.state, one.mark) for one in ratings}


def _read_panel(
    dossier: Dossier, nip: v.Nip, leaf: Component, method: v.Method, undisclosed_only: bool
) -> Reading | None:
    expected = dossier.expected_by_person.get((nip, method), ())
    if not expected and leaf.when_missing is WhenMissing.RESCALE:
        return None
    wanted = [one for one in expected if not (undisclosed_only and one.disclosed)]
    if not wanted:
        raise CoreError("nobody_assigned", nip=nip, method=method.value, component=leaf.code)
    scheme, form = dossier.case.scheme, form_of(dossier, leaf)
    scored = [(one, *_read_sheet(dossier, one, form)) for one in wanted]
    points = across_examiners(scheme.examiner_rule, [total for _, total, _ in scored])
    criteria: defaultdict[v.CriterionCode, list[Fraction]] = defaultdict(list)
    for _, _, by_criterion in scored:
        for code, value in by_criterion.items():
            criteria[code].append(value)
    marked = _marked_by(scheme.discrepancy, [total for _, total, _ in scored], points)
    return Reading(
        points=points,
        by_criterion={code: _mean(found) for code, found in criteria.items()},
        by_examiner=tuple(
            ExaminerScore(
                examiner=one.examiner,
                component=leaf.code,
                method=method,
                points=total,
                disclosed=one.disclosed,
                discrepant=bool(rules),
                discrepant_by=rules,
            )
            for (one, total, _), rules in zip(scored, marked, strict=True)
        ),
    )


def _marked_by(rule: DiscrepancyRule, totals: Sequence[Fraction], points: Fraction) -> list[tuple[str, ...]]:
    """Return for each examiner's total the rules that mark it; distance is from the panel's own score."""
    limit, level = rule.distance_points, rule.dixon_percent
    # Above what the table holds nobody is called an outlier.
    judged = level is not None and len(totals) <= MOST_JUDGED
    outliers = dixon_outliers(totals, level=level) if judged and level is not None else ()
    marked: list[tuple[str, ...]] = []
    for n, total in enumerate(totals):
        far = limit is not None and abs(total - points) > limit
        marked.append((("distance",) if far else ()) + (("dixon",) if n in outliers else ()))
    return marked


def _read_sheet(
    dossier: Dossier, expected: ExpectedSheet, form: Sequence[Criterion]
) -> tuple[Fraction, dict[v.CriterionCode, Fraction]]:
    where = {"examiner": expected.examiner, "nip": expected.nip, "method": expected.method.value}
    sheet = dossier.sheets.get((expected.examiner, expected.nip, expected.method))
    if sheet is None:
        raise CoreError("sheet_missing", **where)
    try:
        return form_points(dossier.case.scheme, form, marks_of(sheet.ratings))
    except CoreError as wrong:
        raise CoreError(wrong.code, **where, **wrong.facts) from wrong


def _read_feedback(dossier: Dossier, nip: v.Nip, leaf: Component) -> Reading | None:
    sheets = dossier.feedback.get(nip, ())
    if not sheets:
        return None
    scheme, form = dossier.case.scheme, form_of(dossier, leaf)
    groups: defaultdict[v.RaterGroup, list[tuple[Fraction, dict[v.CriterionCode, Fraction]]]] = defaultdict(
        list
    )
    for sheet in sheets:
        try:
            groups[sheet.group].append(form_points(scheme, form, marks_of(sheet.ratings)))
        except CoreError as wrong:
            facts = {"nip": nip, "group": sheet.group.value, "sheet": sheet.sheet, "component": leaf.code}
            raise CoreError(wrong.code, **facts, **wrong.facts) from wrong
    weights = {one.group: Fraction(one.weight) for one in scheme.feedback_weights}
    total = Fraction(0)
    by_criterion: defaultdict[v.CriterionCode, Fraction] = defaultdict(Fraction)
    shares: defaultdict[v.CriterionCode, Fraction] = defaultdict(Fraction)
    for members, answers in _groups_large_enough(dossier, nip, leaf, groups):
        weight = sum((weights.get(one, Fraction(0)) for one in members), Fraction(0))
        total += weight * _mean([points for points, _ in answers])
        for one in form:
            told = [criteria[one.code] for _, criteria in answers if one.code in criteria]
            if told:
                by_criterion[one.code] += weight * _mean(told)
                shares[one.code] += weight
    points = {code: value / shares[code] for code, value in by_criterion.items() if shares[code]}
    return Reading(points=total / sum(weights.values()), by_criterion=points)


def _groups_large_enough(
    dossier: Dossier,
    nip: v.Nip,
    leaf: Component,
    groups: Mapping[v.RaterGroup, list[tuple[Fraction, dict[v.CriterionCode, Fraction]]]],
) -> list[tuple[tuple[v.RaterGroup, ...], list[tuple[Fraction, dict[v.CriterionCode, Fraction]]]]]:
    """Merge peers and staff where either is under the smallest group, so that nobody can be told from it."""
    smallest = dossier.case.scheme.smallest_group
    superior = groups.get(v.RaterGroup.SUPERIOR, [])
    if not superior:
        raise CoreError("superior_feedback_missing", nip=nip, component=leaf.code)
    if len(superior) > 1:
        raise CoreError("superior_feedback_twice", nip=nip, component=leaf.code, got=len(superior))
    apart = [((one,), groups.get(one, [])) for one in ANONYMOUS]
    if any(len(answers) < smallest for _, answers in apart):
        together = [answer for _, answers in apart for answer in answers]
        if len(together) < smallest:
            raise CoreError(
                "group_too_small", nip=nip, component=leaf.code, got=len(together), expected=smallest
            )
        return [((v.RaterGroup.SUPERIOR,), superior), (ANONYMOUS, together)]
    return [((v.RaterGroup.SUPERIOR,), superior), *apart]


def _read_performance(dossier: Dossier, nip: v.Nip, leaf: Component) -> Reading | None:
    rows = dossier.performances.get(nip, ())
    if not rows:
        return None
    form = form_of(dossier, leaf)
    by_criterion = {one.code: _performance_points(dossier, nip, leaf, one, rows) for one in form}
    return Reading(points=_weighted(form, by_criterion), by_criterion=by_criterion)


def _performance_points(
    dossier: Dossier, nip: v.Nip, leaf: Component, criterion: Criterion, rows: Sequence[c.Performance]
) -> Fraction:
    """A criterion with a table of words reads predicates, any other reads achievements; years count alike.

    A year in two halves, as where the regime changed, counts once; a year without a value is a gap.
    """
    conversion = dossier.case.scheme.conversion(criterion.conversion)
    by_word = conversion.kind is ConversionKind.TABLE
    by_year: dict[int, list[Fraction]] = {}
    for row in rows:
        by_year.setdefault(row.year, [])
        facts = {"nip": nip, "year": row.year, "component": leaf.code, "criterion": criterion.code}
        value = row.predicate if by_word else row.achievement
        if value is None:
            continue
        if row.verification is not v.Verification.VERIFIED:
            raise CoreError("record_not_verified", **facts, state=row.verification.value)
        try:
            told = (
                points_of_label(conversion, value)
                if isinstance(value, str)
                else points_of_mark(conversion, value)
            )
        except CoreError as wrong:
            raise CoreError(wrong.code, **facts, **wrong.facts) from wrong
        by_year[row.year].append(told)
    for year, found in by_year.items():
        if not found:
            raise CoreError(
                "record_missing", nip=nip, year=year, component=leaf.code, criterion=criterion.code
            )
    return _mean([_mean(found) for found in by_year.values()])


def performance_of_predicate(dossier: Dossier, predicate: str) -> v.PerformanceAxis:
    """Return where an appraisal's label stands; a label of no regime is an error."""
    axis = dossier.rulebook.rule("TAL-PREDICATE-AXIS").table("axis")
    wanted = folded(predicate)
    for label, row in axis.items():
        if folded(label) == wanted:
            return PERFORMANCE_WORDS[as_text(row, f"TAL-PREDICATE-AXIS.axis.{label}")]
    raise CoreError("label_unknown", got=predicate, expected=", ".join(axis))


def latest_appraisal(dossier: Dossier, nip: v.Nip) -> c.Performance | None:
    """Return the latest period with a predicate; a whole year ends with its second half."""
    told = [one for one in dossier.performances.get(nip, ()) if one.predicate is not None]
    return max(told, key=lambda one: (one.year, one.half or 2), default=None)


def _read_track_record(dossier: Dossier, nip: v.Nip, leaf: Component) -> Reading | None:
    form = form_of(dossier, leaf)
    codes = {one.code for one in form}
    # A bare note is no value, and what speaks for another component is none of this one.
    rows = [
        row for row in dossier.track_record.get(nip, ()) if row.criterion in codes and row.value is not None
    ]
    if not rows:
        return None
    by_criterion: dict[v.CriterionCode, Fraction] = {}
    for one in form:
        facts = {"nip": nip, "component": leaf.code, "criterion": one.code}
        valued = [row for row in rows if row.criterion == one.code]
        if not valued:
            raise CoreError("record_missing", **facts)
        if len(valued) > 1:
            raise CoreError("record_twice", **facts, got=len(valued))
        if valued[0].verification is not v.Verification.VERIFIED:
            raise CoreError("record_not_verified", **facts, state=valued[0].verification.value)
        try:
            told = points_of_label(dossier.case.scheme.conversion(one.conversion), str(valued[0].value))
        except CoreError as wrong:
            raise CoreError(wrong.code, **facts, **wrong.facts) from wrong
        by_criterion[one.code] = told
    return Reading(points=_weighted(form, by_criterion), by_criterion=by_criterion)


def _read_assessment(dossier: Dossier, nip: v.Nip) -> Reading | None:
    """The assessed levels against the standard of the own post, or of the level where there is none.

    A centre assesses managerial and sociocultural competences; of these none may be missing. A
    technical one counts where the report has it.
    """
    assessment = dossier.assessments.get(nip)
    if assessment is None:
        return None
    standard = standard_of(dossier, nip)
    pairs: list[tuple[Decimal, int]] = []
    for code, needed in standard.items():
        level = assessment.levels.get(code)
        if level is not None:
            pairs.append((level, needed))
        elif dossier.competences[code].cluster in GENERAL:
            raise CoreError(
                "assessment_incomplete", nip=nip, report=assessment.report_number, competence=code
            )
    if not pairs:
        raise CoreError("assessment_without_standard", nip=nip, report=assessment.report_number)
    return Reading(points=match_percent(dossier.case.scheme.match.cap, pairs))


def standard_of(dossier: Dossier, nip: v.Nip) -> dict[v.CompetenceCode, int]:
    """Return the levels a person is held to: of the own post, else the general ones of the assessed level."""
    own = dossier.officials[nip].position
    if own is not None and own in dossier.positions and dossier.positions[own].standard:
        return {one.competence: one.level for one in dossier.positions[own].standard}
    level = dossier.rulebook.rule("AC-LEVEL").integer(dossier.case.event.assessed_level.name)
    return {one.code: level for one in dossier.case.competences if one.cluster in GENERAL}


def _weighted(form: Sequence[Criterion], points: Mapping[v.CriterionCode, Fraction]) -> Fraction:
    whole = sum((Fraction(one.weight) for one in form), Fraction(0))
    return sum((Fraction(one.weight) * points[one.code] for one in form), Fraction(0)) / whole


def _mean(values: Sequence[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)
