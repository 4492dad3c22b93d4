"""Is everything expected there, and nothing that must not be? Every answer at once, naming its place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.codec import to_json
from selaras.core.dossier import AboutAPerson, Dossier, dossier_of
from selaras.core.entries import EntryType, identity_of, listed_in
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.paneling import RatingRight, rating_allowed
from selaras.core.points import number_in
from selaras.core.rules import Rulebook
from selaras.core.scheme import Criterion, Scheme, WhenMissing
from selaras.core.scheme_checks import check_scheme
from selaras.core.scoring import leaves_of
from selaras.core.sources import latest_appraisal, performance_of_predicate, read_leaf

HIGHEST_LEVEL = 5
MOST_ACHIEVED = 1000  # percent; more is a slip of the hand


def check_case(case: c.CaseFile, rulebook: Rulebook) -> tuple[CoreError, ...]:
    """Return every error of a case file; none means that results can be computed.

    Before the first mark only what is frozen is checked: an event without marks stands lawfully at "ready".
    """
    errors = check_entered(case)
    if errors or not case.has_marks:
        return errors
    return check_marks(dossier_of(case, rulebook))


def check_entered(case: c.CaseFile) -> tuple[CoreError, ...]:
    """Return what is wrong whether or not anybody was rated: scheme, references, doubles, numbers."""
    return (*_scheme_errors(case), *_doubles(case), *_reference_errors(case), *_number_errors(case))


def check_marks(dossier: Dossier) -> tuple[CoreError, ...]:
    """Return what is missing from an event that was scored, and what must not be there."""
    return (
        *_attendance_errors(dossier),
        *_forbidden_marks(dossier),
        *_stray_confirmations(dossier),
        *_gaps(dossier),
        *_predicate_errors(dossier),
    )


def _scheme_errors(case: c.CaseFile) -> list[CoreError]:
    try:
        check_scheme(case.scheme)
    except SeveralErrors as several:
        return list(several.errors)
    try:
        to_json(case.scheme)
    except CoreError as wrong:
        # A weight of 33.333 could be computed with, but no entry of the ledger could hold it.
        return [wrong]
    return []


def _doubles(case: c.CaseFile) -> Iterator[CoreError]:
    """A second line about the same thing would count twice here and supersede the first in the ledger."""
    for kind in EntryType:
        seen: set[tuple[object, ...]] = set()
        for row in listed_in(case, kind):
            identity = identity_of(kind, row)
            if identity in seen:
                told = "/".join(str(part) for part in identity if part is not None)
                yield CoreError("entered_twice", kind=kind.istilah, identity=told)
            seen.add(identity)


def _number_errors(case: c.CaseFile) -> Iterator[CoreError]:
    for report in case.assessments:
        facts = {"nip": report.nip, "report": report.report_number}
        for code, level in report.levels.items():
            if not (0 <= level <= HIGHEST_LEVEL and _has_two_places(level)):
                yield CoreError("level_outside_scale", **facts, competence=code, got=str(level))
        potential = report.potential
        if potential is not None and not (0 <= potential <= 100 and _has_two_places(potential)):
            yield CoreError("potential_outside_scale", **facts, got=str(potential))
    for year in case.performances:
        got = year.achievement
        if got is not None and not (0 <= got <= MOST_ACHIEVED and _has_two_places(got)):
            yield CoreError("achievement_outside_scale", nip=year.nip, year=year.year, got=str(got))
        if year.year > case.event.data_on.year:
            yield CoreError("performance_in_the_future", nip=year.nip, year=year.year)
    yield from _overlapping_years(case)
    for post in case.positions:
        for wanted in post.standard:
            if not 1 <= wanted.level <= HIGHEST_LEVEL:
                yield CoreError(
                    "standard_outside_scale",
                    position=post.code,
                    competence=wanted.competence,
                    got=wanted.level,
                )
    for one in case.officials:
        if one.in_position_since > case.event.starts_on:
            yield CoreError("in_position_after_event", nip=one.nip, got=one.in_position_since.isoformat())


def _overlapping_years(case: c.CaseFile) -> Iterator[CoreError]:
    """A whole year and a half of it would both count, and weigh one year twice."""
    whole = {(one.nip, one.year) for one in case.performances if one.half is None}
    for one in case.performances:
        if one.half is not None and (one.nip, one.year) in whole:
            yield CoreError("performance_overlaps", nip=one.nip, year=one.year, half=one.half)


def _has_two_places(number: Decimal) -> bool:
    return number == number.quantize(Decimal("0.01"))


def _move_rule_errors(
    case: c.CaseFile, people: Collection[v.Nip], posts: Collection[v.PositionCode]
) -> Iterator[CoreError]:
    policy = case.scheme.placement
    units = {one.unit for one in case.positions}
    for n, rule in enumerate(policy.rules if policy else (), start=1):
        for nip in rule.officials:
            if nip not in people:
                yield CoreError("official_unknown", nip=nip, move_rule=n, column="officials")
        for code in rule.positions:
            if code not in posts:
                yield CoreError("position_unknown", position=code, move_rule=n, column="positions")
        if rule.unit is not None and rule.unit not in units:
            yield CoreError("unit_unknown", got=rule.unit, move_rule=n, column="unit")


def _reference_errors(case: c.CaseFile) -> Iterator[CoreError]:
    people = {one.nip for one in case.officials}
    posts = {one.code for one in case.positions}
    examiners = {one.code for one in case.examiners}
    competences = {one.code for one in case.competences}
    criteria = {one.code for one in case.scheme.criteria}
    for one in case.officials:
        if one.position is not None and one.position not in posts:
            yield CoreError("position_unknown", nip=one.nip, position=one.position)
    for post in case.positions:
        asked = [wanted.competence for wanted in post.standard]
        for competence in dict.fromkeys(asked):
            if competence not in competences:
                yield CoreError("competence_unknown", position=post.code, competence=competence)
            if asked.count(competence) > 1:
                yield CoreError("competence_twice", position=post.code, competence=competence)
    for criterion in case.scheme.criteria:
        for spoken in criterion.speaks_for:
            if spoken.competence not in competences:
                yield CoreError("competence_unknown", criterion=criterion.code, competence=spoken.competence)
    yield from _move_rule_errors(case, people, posts)
    for report in case.assessments:
        for competence in report.levels:
            if competence not in competences:
                yield CoreError(
                    "competence_unknown", nip=report.nip, report=report.report_number, competence=competence
                )
    by = [(one.examiner, one.method) for one in case.assignments]
    by += [(one.examiner, one.method) for one in case.rating_sheets]
    by += [(one.examiner, one.method) for one in case.reconfirmations]
    for examiner, method in dict.fromkeys(by):
        if examiner not in examiners:
            yield CoreError("examiner_unknown", examiner=examiner, method=method.value)
    for kind, nip in _named(case):
        if nip not in people:
            yield CoreError("official_unknown", nip=nip, kind=kind.istilah)
    for item in case.track_record:
        if item.criterion not in criteria:
            yield CoreError("criterion_unknown", nip=item.nip, criterion=item.criterion)


def _named(case: c.CaseFile) -> Iterator[tuple[EntryType, v.Nip]]:
    """Yield everybody who is named somewhere, with the kind of entry that names them."""
    about: tuple[tuple[EntryType, Sequence[AboutAPerson]], ...] = (
        (EntryType.POST_HELD, case.careers),
        (EntryType.ATTENDANCE, case.attendances),
        (EntryType.RATING_SHEET, case.rating_sheets),
        (EntryType.RECONFIRMATION, case.reconfirmations),
        (EntryType.FEEDBACK, case.feedback),
        (EntryType.PERFORMANCE, case.performances),
        (EntryType.TRACK_RECORD, case.track_record),
        (EntryType.ASSESSMENT, case.assessments),
    )
    for kind, rows in about:
        yield from ((kind, row.nip) for row in rows)
    for examiner in case.examiners:
        yield from ((EntryType.EXAMINER, one.nip) for one in examiner.conflicts)
    yield from ((EntryType.ASSIGNMENT, one.nip) for one in case.assignments if one.nip is not None)
    yield from ((EntryType.PERMISSION, one.nip) for one in case.permissions if one.nip is not None)


def _attendance_errors(dossier: Dossier) -> Iterator[CoreError]:
    listed = {one.nip for one in dossier.case.attendances}
    for one in dossier.participants():
        if one.nip not in listed:
            yield CoreError("attendance_missing", nip=one.nip, name=one.name)


def _forbidden_marks(dossier: Dossier) -> Iterator[CoreError]:
    expected = {(one.examiner, one.nip, one.method) for one in dossier.expected}
    for sheet in dossier.case.rating_sheets:
        where = {"examiner": sheet.examiner, "nip": sheet.nip, "method": sheet.method.value}
        status = dossier.standings[sheet.nip].status
        if status is not v.ParticipantStatus.PARTICIPANT:
            yield CoreError("mark_for_nonparticipant", **where, status=status.value)
        elif (
            rating_allowed(sheet.examiner, sheet.nip, case=dossier.case, rulebook=dossier.rulebook)
            is RatingRight.BARRED
        ):
            yield CoreError("mark_under_conflict", **where)
        elif (sheet.examiner, sheet.nip, sheet.method) not in expected:
            yield CoreError("mark_not_assigned", **where)
        yield from marks_off_the_scale(sheet.ratings, sheet.method, scheme=dossier.case.scheme, where=where)
    for answer in dossier.case.feedback:
        where = {"nip": answer.nip, "group": answer.group.value, "sheet": str(answer.sheet)}
        yield from marks_off_the_scale(
            answer.ratings, v.Method.FEEDBACK_360, scheme=dossier.case.scheme, where=where
        )


def marks_off_the_scale(
    ratings: tuple[c.Rating, ...], method: v.Method, *, scheme: Scheme, where: Mapping[str, str]
) -> Iterator[CoreError]:
    """Yield every mark that its form does not know or allow; ``where`` is told with each."""
    form = {one.code: one for one in scheme.criteria_of(method)}
    seen: set[v.CriterionCode] = set()
    for one in ratings:
        facts = {**where, "criterion": one.criterion}
        if one.criterion not in form:
            yield CoreError("criterion_unknown", **facts)
            continue
        if one.criterion in seen:
            yield CoreError("mark_twice", **facts)
        seen.add(one.criterion)
        if (one.mark is not None) is not (one.state is v.MarkState.SCORED):
            yield CoreError("mark_and_state_disagree", **facts, state=one.state.value)
        elif one.mark is not None and not _is_on_scale(scheme, form[one.criterion], one.mark):
            expected = _scale(scheme, form[one.criterion])
            yield CoreError("mark_outside_scale", **facts, got=str(one.mark), expected=expected)


def _is_on_scale(scheme: Scheme, criterion: Criterion, mark: Decimal) -> bool:
    if criterion.lowest is None or criterion.highest is None:
        return mark in _marks_in_table(scheme, criterion)
    if not criterion.lowest <= mark <= criterion.highest:
        return False
    return mark in criterion.marks if criterion.marks else _has_two_places(mark)


def _scale(scheme: Scheme, criterion: Criterion) -> str:
    marks = criterion.marks or (_marks_in_table(scheme, criterion) if criterion.lowest is None else ())
    return ", ".join(map(str, marks)) or f"{criterion.lowest}..{criterion.highest}"


def _marks_in_table(scheme: Scheme, criterion: Criterion) -> tuple[Decimal, ...]:
    steps = scheme.conversion(criterion.conversion).steps
    found = (number_in(step.label) for step in steps if step.label is not None)
    return tuple(one for one in found if one is not None)


def _gaps(dossier: Dossier) -> Iterator[CoreError]:
    """Read every leaf for everyone as scoring will, and collect what it would refuse.

    A sheet can lack several marks at once, so sheets are read criterion by criterion first.
    """
    seen: set[tuple[str, str, str]] = set()
    for leaf in leaves_of(dossier.case.scheme):
        for one in dossier.participants():
            assert leaf.method is not None
            if leaf.method.is_rated_by_panel:
                missing = {_key(gap): gap for gap in _missing_marks(dossier, one.nip, leaf.method)}
                yield from (gap for key, gap in missing.items() if key not in seen)
                seen.update(missing)
                if missing:
                    continue
            try:
                reading = read_leaf(dossier, one.nip, leaf)
            except CoreError as wrong:
                yield wrong
                continue
            if reading is None and leaf.when_missing is WhenMissing.REQUIRED:
                yield CoreError("component_missing", nip=one.nip, component=leaf.code, name=one.name)


def _predicate_errors(dossier: Dossier) -> Iterator[CoreError]:
    """Where the label decides the talent map, a label of no regime is an error."""
    if not dossier.case.scheme.talent.performance_by_label:
        return
    for one in dossier.participants():
        appraisal = latest_appraisal(dossier, one.nip)
        if appraisal is None or appraisal.predicate is None:
            continue
        try:
            performance_of_predicate(dossier, appraisal.predicate)
        except CoreError as wrong:
            yield CoreError(wrong.code, nip=one.nip, year=appraisal.year, **wrong.facts)


def _stray_confirmations(dossier: Dossier) -> Iterator[CoreError]:
    """A confirmation of a sheet that nobody filled in would pass for a second look that never was."""
    for one in dossier.case.reconfirmations:
        where = {"examiner": one.examiner, "nip": one.nip, "method": one.method.value}
        if (one.examiner, one.nip, one.method) not in dossier.sheets:
            yield CoreError("confirmed_without_sheet", **where)
        elif not one.reason.strip():
            yield CoreError("confirmed_without_reason", **where)


def _missing_marks(dossier: Dossier, nip: v.Nip, method: v.Method) -> Iterator[CoreError]:
    for expected in dossier.expected_by_person.get((nip, method), ()):
        where = {"examiner": expected.examiner, "nip": nip, "method": method.value}
        sheet = dossier.sheets.get((expected.examiner, nip, method))
        if sheet is None:
            yield CoreError("sheet_missing", **where)
            continue
        scored = {
            one.criterion
            for one in sheet.ratings
            if one.mark is not None or one.state is v.MarkState.NO_EVIDENCE
        }
        for criterion in dossier.case.scheme.criteria_of(method):
            if criterion.code not in scored:
                yield CoreError("mark_missing", **where, criterion=criterion.code)


def _key(error: CoreError) -> tuple[str, str, str]:
    facts = error.facts
    return str(facts["examiner"]), str(facts["nip"]), f"{facts['method']}/{facts.get('criterion', '')}"
