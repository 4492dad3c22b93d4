"""The core's own checks on what could be built, each refusal brought back to its cell.

A refusal that only follows from another problem already told is left out: an officer who mends the first
thing must not have been sent after the second in vain.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core.completeness import check_entered, check_marks
from selaras.core.defaults import Defaults
from selaras.core.dossier import dossier_of
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Method, ParticipantStatus
from selaras.exchange.problems import Report
from selaras.exchange.reading.cells import number_text
from selaras.exchange.reading.checks.places import Places
from selaras.exchange.reading.gathered import Gathered
from selaras.exchange.sheets.records import MARKS_PREFIX
from selaras.exchange.wording import WORDS

_NO_RULES = ("no_rules_in_force", "rule_not_in_force")
_DECIMAL = re.compile(r"-?\d+\.\d+")
# Told by the checks on columns with better words, or a mere consequence of a spoilt row.
_TOLD_ELSEWHERE = {
    "official_unknown",
    "position_unknown",
    "examiner_unknown",
    "competence_unknown",
    "criterion_unknown",
    "unit_unknown",
    "entered_twice",
}
_SCHEME_SHEETS = ("components", "criteria", "conversions")
_GAP_SHEETS = ("assignments", "examiners", "conflicts", *_SCHEME_SHEETS)
_GAP_OF_RECORDS = {
    *("component_missing", "record_missing"),
    *("superior_feedback_missing", "group_too_small"),
}
_PERSON_SHEETS = (
    *("officials", "careers", "attendances", "feedback", "performances"),
    *("track_record", "assessments", "permissions", "conflicts"),
)
_NOT_GAPS = {"mark_outside_scale", "mark_for_nonparticipant", "mark_under_conflict"}


def check_with_core(case: c.CaseFile, gathered: Gathered, defaults: Defaults, report: Report) -> None:
    """Report what the core refuses: the scheme, the rules of the day, marks and gaps."""
    places = Places(gathered)
    try:
        rulebook = defaults.rulebook_on(case.event.starts_on)
    except CoreError as wrong:
        _tell_refusal(wrong, case, places, report)
        return
    is_scheme_sound = True
    doubted: set[object] = set()
    for error in check_entered(case):
        is_scheme_sound = is_scheme_sound and ("nip" in error.facts or "position" in error.facts)
        if error.code in _TOLD_ELSEWHERE or _follows_from_scheme(error, gathered):
            continue
        tell(error, places, report)
        doubted.add(error.facts.get("nip"))
    if not case.has_marks or gathered.has_structure_errors:
        return
    try:
        errors = check_marks(dossier_of(_only_known(case, is_scheme_sound), rulebook))
    except CoreError as wrong:
        if is_scheme_sound and not report.has_errors:
            _tell_refusal(wrong, case, places, report)
        return
    gaps = _Gaps(case, gathered, places, report, is_scheme_sound)
    gaps.tainted |= doubted - {None}
    # Confirmations were held against the marks before, with the cell at hand.
    gaps.tell(tuple(error for error in errors if not error.code.startswith("confirmed_without")))


def tell(error: CoreError, places: Places, report: Report) -> None:
    """Report a core error at its cell, unless that cell is already known to be wrong."""
    place = places.of(error)
    if place in report.wrong_places:
        return
    facts = {name: _shown(name, value) for name, value in error.facts.items()}
    found = facts.get("got", "")
    if error.code in WORDS:
        report.error(place, error.code, found=found, **facts)
    elif error.code.startswith(("axis_", "talent_", "predicate_axis")):
        report.error(place, "scheme_wrong", found=found, told=str(error))
    else:
        report.error(place, "core_refused", found=found, told=str(error))


def _shown(name: str, value: object) -> object:
    if name == "method" and value in set(Method):
        return Method(str(value)).istilah
    if name == "status" and value in set(ParticipantStatus):
        return ParticipantStatus(str(value)).istilah.lower()
    if name == "got" and _DECIMAL.fullmatch(str(value)):
        return number_text(Decimal(str(value)))
    if name == "parent" and value == "hasil":
        return "nilai akhir"
    return value


def _tell_refusal(wrong: CoreError, case: c.CaseFile, places: Places, report: Report) -> None:
    """Blame the date only where no rules are known for it."""
    if wrong.code in _NO_RULES:
        report.error(places.first_day, wrong.code, found=case.event.starts_on, **wrong.facts)
    else:
        tell(wrong, places, report)


def _follows_from_scheme(error: CoreError, gathered: Gathered) -> bool:
    if "nip" in error.facts or "position" in error.facts:
        return False
    needed: Iterable[str] = _SCHEME_SHEETS
    if error.code in ("weights_not_100", "component_parent_unknown"):
        needed = ("components",)
    return any(gathered.tables[key].wrong for key in needed)


def _only_known(case: c.CaseFile, is_scheme_sound: bool) -> c.CaseFile:
    """Return the case without rows about people or examiners whose own row could not be read.

    An unsound tree is left out: nothing can be computed with it, but marks can still be looked at.
    """
    people = {one.nip for one in case.officials}
    panel = {one.code for one in case.examiners}
    return replace(
        case,
        scheme=case.scheme if is_scheme_sound else replace(case.scheme, components=()),
        rating_sheets=tuple(one for one in case.rating_sheets if one.nip in people and one.examiner in panel),
        assignments=tuple(one for one in case.assignments if one.examiner in panel),
        careers=tuple(one for one in case.careers if one.nip in people),
        feedback=tuple(one for one in case.feedback if one.nip in people),
        reconfirmations=tuple(
            one for one in case.reconfirmations if one.nip in people and one.examiner in panel
        ),
        performances=tuple(one for one in case.performances if one.nip in people),
        track_record=tuple(one for one in case.track_record if one.nip in people),
        assessments=tuple(one for one in case.assessments if one.nip in people),
    )


class _Gaps:
    """Tells gaps and forbidden marks, each once, and none that follows from something already told."""

    def __init__(
        self,
        case: c.CaseFile,
        gathered: Gathered,
        places: Places,
        report: Report,
        is_scheme_sound: bool,
    ) -> None:
        self._gathered = gathered
        self._places = places
        self._report = report
        tables = gathered.tables
        self._can_see_gaps = is_scheme_sound and not any(tables[key].wrong for key in _GAP_SHEETS)
        self.tainted = _tainted(gathered)
        self._absent_columns = self._criteria_without_column(case)
        self._absent_sheets = self._tell_absent_sheets(case)

    def tell(self, errors: Iterable[CoreError]) -> None:
        for error in errors:
            facts = error.facts
            if error.code in _TOLD_ELSEWHERE or facts.get("nip") in self.tainted:
                continue
            if error.code not in _NOT_GAPS and not self._can_see_gaps:
                continue
            if error.code == "mark_outside_scale" and self._gathered.tables["criteria"].wrong:
                continue
            examiner = str(facts.get("examiner"))
            if examiner in self._absent_sheets or self._is_row_lost(error, examiner):
                continue
            if self._is_record_lost(error):
                continue
            if (examiner, facts.get("criterion")) in self._absent_columns:
                continue
            tell(error, self._places, self._report)

    def _is_row_lost(self, error: CoreError, examiner: str) -> bool:
        """Return whether a sheet only seems missing because its NIP could not be read."""
        rows = self._gathered.marks.get(examiner)
        return error.code in ("sheet_missing", "mark_missing") and bool(rows and rows.bad)

    def _is_record_lost(self, error: CoreError) -> bool:
        """Return whether a record only seems missing because a row of its sheet could not be read."""
        if error.code == "attendance_missing":
            return bool(self._gathered.tables["attendances"].bad)
        if error.code not in _GAP_OF_RECORDS:
            return False
        key = self._places.record_sheet(error.code, error.facts)
        return key is not None and bool(self._gathered.tables[key].bad)

    def _tell_absent_sheets(self, case: c.CaseFile) -> set[str]:
        assigned = {
            one.examiner
            for one in case.assignments
            if one.withdrawn_because is None and one.method.is_rated_by_panel
        }
        absent = assigned - set(self._gathered.marks)
        for n, code in enumerate(self._gathered.tables["examiners"].column("code")):
            if code in absent and self._can_see_gaps:
                place = self._gathered.tables["examiners"].place("code", n)
                self._report.error(place, "marks_sheet_missing", sheet=f"{MARKS_PREFIX}{code}")
        return {str(one) for one in absent}

    def _criteria_without_column(self, case: c.CaseFile) -> set[tuple[str, object]]:
        absent: set[tuple[str, object]] = set()
        for one in case.assignments:
            rows = self._gathered.marks.get(one.examiner)
            if rows is None or one.withdrawn_because is not None or not rows.heading_row:
                continue
            for criterion in case.scheme.criteria_of(one.method):
                if one.method.is_rated_by_panel and criterion.code not in rows.index_by_code:
                    absent.add((one.examiner, criterion.code))
        for examiner, code in sorted(absent, key=str):
            rows = self._gathered.marks[examiner]
            if self._can_see_gaps and not self._has_strange_heading(rows.sheet):
                self._report.error(rows.heading(), "column_criterion_missing", criterion=code)
        return absent

    def _has_strange_heading(self, sheet: str) -> bool:
        """Return whether the missing column may be one that was told to bear the wrong heading."""
        return any(
            one.place.sheet == sheet and one.code.startswith("column_") for one in self._report.problems
        )


def _tainted(gathered: Gathered) -> set[object]:
    """Return the people about whom some row is wrong: what is missing for them may stand there."""
    found: set[object] = set()
    for key in _PERSON_SHEETS:
        rows = gathered.tables[key]
        found |= {rows.column("nip")[n] for n in rows.wrong}
    positions = gathered.tables["positions"]
    spoilt = {positions.column("code")[n] for n in positions.wrong}
    if spoilt:
        officials = gathered.tables["officials"]
        pairs = zip(officials.column("nip"), officials.column("position"), strict=True)
        found |= {nip for nip, position in pairs if position in spoilt}
    return found - {None}
