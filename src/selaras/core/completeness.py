"""Is everything expected there, and nothing that must not be? Every answer at once, naming its place."""

from collections.abc import Iterator

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import AboutAPerson, Dossier, dossier_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.paneling import RatingRight, rating_allowed
from selaras.core.rules import Rulebook
from selaras.core.scheme import Criterion, WhenMissing, check_scheme
from selaras.core.scoring import leaves_of
from selaras.core.sources import read_leaf


def check_case(case: c.CaseFile, rulebook: Rulebook) -> tuple[CoreError, ...]:
    """Return every error of a case file; none means that results can be computed.

    Before the first mark only what is frozen is checked: an event without marks stands lawfully at "ready".
    """
    errors = [*_scheme_errors(case), *_reference_errors(case)]
    if errors or not case.has_marks:
        return tuple(errors)
    dossier = dossier_of(case, rulebook)
    return (*_attendance_errors(dossier), *_forbidden_marks(dossier), *_gaps(dossier))


def _scheme_errors(case: c.CaseFile) -> list[CoreError]:
    try:
        check_scheme(case.scheme)
    except SeveralErrors as several:
        return list(several.errors)
    return []


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
        for wanted in post.standard:
            if wanted.competence not in competences:
                yield CoreError("competence_unknown", position=post.code, competence=wanted.competence)
    for criterion in case.scheme.criteria:
        for spoken in criterion.speaks_for:
            if spoken.competence not in competences:
                yield CoreError("competence_unknown", criterion=criterion.code, competence=spoken.competence)
    for assignment in case.assignments:
        if assignment.examiner not in examiners:
            yield CoreError("examiner_unknown", examiner=assignment.examiner, method=assignment.method.value)
    about: tuple[AboutAPerson, ...] = (
        *case.careers,
        *case.performances,
        *case.track_record,
        *case.assessments,
        *case.feedback,
    )
    for row in about:
        if row.nip not in people:
            yield CoreError("official_unknown", nip=row.nip)
    for item in case.track_record:
        if item.criterion not in criteria:
            yield CoreError("criterion_unknown", nip=item.nip, criterion=item.criterion)


def _attendance_errors(dossier: Dossier) -> Iterator[CoreError]:
    listed = {one.nip for one in dossier.case.attendances}
    for one in dossier.participants():
        if one.nip not in listed:
            yield CoreError("attendance_missing", nip=one.nip, name=one.name)


def _forbidden_marks(dossier: Dossier) -> Iterator[CoreError]:
    expected = {(one.examiner, one.nip, one.method) for one in dossier.expected}
    for sheet in dossier.case.rating_sheets:
        where = {"examiner": sheet.examiner, "nip": sheet.nip, "method": sheet.method.value}
        if sheet.nip not in dossier.standings:
            yield CoreError("official_unknown", **where)
            continue
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
        yield from _marks_off_the_scale(dossier, sheet.ratings, sheet.method, where)
    for answer in dossier.case.feedback:
        where = {"nip": answer.nip, "group": answer.group.value, "sheet": str(answer.sheet)}
        yield from _marks_off_the_scale(dossier, answer.ratings, v.Method.FEEDBACK_360, where)


def _marks_off_the_scale(
    dossier: Dossier, ratings: tuple[c.Rating, ...], method: v.Method, where: dict[str, str]
) -> Iterator[CoreError]:
    form = {one.code: one for one in dossier.case.scheme.criteria_of(method)}
    for one in ratings:
        if one.criterion not in form:
            yield CoreError("criterion_unknown", **where, criterion=one.criterion)
        elif one.mark is not None and not _is_on_scale(form[one.criterion], one):
            scale = form[one.criterion]
            expected = ", ".join(map(str, scale.marks)) or f"{scale.lowest}..{scale.highest}"
            yield CoreError(
                "mark_outside_scale", **where, criterion=one.criterion, got=str(one.mark), expected=expected
            )


def _is_on_scale(criterion: Criterion, rating: c.Rating) -> bool:
    mark = rating.mark
    if mark is None or criterion.lowest is None or criterion.highest is None:
        return True
    return mark in criterion.marks if criterion.marks else criterion.lowest <= mark <= criterion.highest


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


def _missing_marks(dossier: Dossier, nip: v.Nip, method: v.Method) -> Iterator[CoreError]:
    for expected in dossier.expected_by_person.get((nip, method), ()):
        where = {"examiner": expected.examiner, "nip": nip, "method": method.value}
        sheet = dossier.sheets.get((expected.examiner, nip, method))
        if sheet is None:
            yield CoreError("sheet_missing", **where)
            continue
        scored = {one.criterion for one in sheet.ratings if one.state is not v.MarkState.NOT_SCORED}
        for criterion in dossier.case.scheme.criteria_of(method):
            if criterion.code not in scored:
                yield CoreError("mark_missing", **where, criterion=criterion.code)


def _key(error: CoreError) -> tuple[str, str, str]:
    facts = error.facts
    return str(facts["examiner"]), str(facts["nip"]), f"{facts['method']}/{facts.get('criterion', '')}"
