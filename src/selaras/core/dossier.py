"""The case file indexed for scoring: everyone's status, who is expected to rate whom, what was handed in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol, TypeVar

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.eligibility import absence, judge_official
from selaras.core.outcome import ExaminerScore
from selaras.core.paneling import RatingRight, rating_allowed
from selaras.core.permissions import judge_assessment
from selaras.core.rules import Finding, Rulebook

SheetKey = tuple[v.ExaminerCode, v.Nip, v.Method]


class AboutAPerson(Protocol):
    @property
    def nip(self) -> v.Nip: ...


Row = TypeVar("Row", bound=AboutAPerson)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a person takes part, and why or why not."""

    status: v.ParticipantStatus
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSheet:
    """A rating sheet that must be there: assigned, present, and not barred by a conflict."""

    examiner: v.ExaminerCode
    nip: v.Nip
    method: v.Method
    disclosed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: the component's points, each criterion's, and each examiner's where there is a panel."""

    points: Fraction
    by_criterion: Mapping[v.CriterionCode, Fraction] = field(default_factory=dict)
    by_examiner: tuple[ExaminerScore, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    case: c.CaseFile
    rulebook: Rulebook
    officials: Mapping[v.Nip, c.Official]
    positions: Mapping[v.PositionCode, c.Position]
    competences: Mapping[v.CompetenceCode, c.Competence]
    standings: Mapping[v.Nip, Standing]
    expected: tuple[ExpectedSheet, ...]
    expected_by_person: Mapping[tuple[v.Nip, v.Method], tuple[ExpectedSheet, ...]]
    sheets: Mapping[SheetKey, c.RatingSheet]
    feedback: Mapping[v.Nip, tuple[c.FeedbackSheet, ...]]
    performances: Mapping[v.Nip, tuple[c.Performance, ...]]
    track_record: Mapping[v.Nip, tuple[c.TrackRecordItem, ...]]
    assessments: Mapping[v.Nip, c.Assessment]  # the latest that counts
    assessment_findings: Mapping[v.Nip, tuple[Finding, ...]]
    # Kept once read, since completeness and score ask the same; all of it follows from the case.
    readings: dict[tuple[v.Nip, v.ComponentCode, bool], Reading | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def participants(self) -> tuple[c.Official, ...]:
        wanted = v.ParticipantStatus.PARTICIPANT
        return tuple(one for one in self.case.officials if self.standings[one.nip].status is wanted)


def dossier_of(case: c.CaseFile, rulebook: Rulebook) -> Dossier:
    """Return the dossier: statuses judged once, expected sheets, and every list by person."""
    standings = {one.nip: standing_of(one, case=case, rulebook=rulebook) for one in case.officials}
    expected = _expected_sheets(case, rulebook, standings)
    by_person: defaultdict[tuple[v.Nip, v.Method], list[ExpectedSheet]] = defaultdict(list)
    for sheet in expected:
        by_person[sheet.nip, sheet.method].append(sheet)
    valid, findings = _assessments(case, rulebook)
    return Dossier(
        case=case,
        rulebook=rulebook,
        officials={one.nip: one for one in case.officials},
        positions={one.code: one for one in case.positions},
        competences={one.code: one for one in case.competences},
        standings=standings,
        expected=expected,
        expected_by_person={key: tuple(found) for key, found in by_person.items()},
        sheets={(one.examiner, one.nip, one.method): one for one in case.rating_sheets},
        feedback=_by_nip(case.feedback),
        performances=_by_nip(case.performances),
        track_record=_by_nip(case.track_record),
        assessments=valid,
        assessment_findings=findings,
    )


def standing_of(official: c.Official, *, case: c.CaseFile, rulebook: Rulebook) -> Standing:
    """Return a person's status: by the rules first, then by attendance once scoring has begun."""
    status, findings = judge_official(official, case=case, rulebook=rulebook)
    if status is v.ParticipantStatus.PARTICIPANT and case.has_marks:
        away = absence(official, case, rulebook)
        if away:
            return Standing(status=v.ParticipantStatus.NOT_ASSESSED, findings=(*findings, *away))
    return Standing(status=status, findings=findings)


def _expected_sheets(
    case: c.CaseFile, rulebook: Rulebook, standings: Mapping[v.Nip, Standing]
) -> tuple[ExpectedSheet, ...]:
    """Expected = assigned x present x not barred; each pair once, however often it was assigned."""
    read = {one.method for one in case.scheme.components if one.method is not None}
    people = [n for n, s in standings.items() if s.status is v.ParticipantStatus.PARTICIPANT]
    found: dict[SheetKey, ExpectedSheet] = {}
    for one in case.assignments:
        if one.withdrawn_because is not None or one.method not in read:
            continue
        for nip in people if one.nip is None else [one.nip]:
            if nip not in standings or standings[nip].status is not v.ParticipantStatus.PARTICIPANT:
                continue
            right = rating_allowed(one.examiner, nip, case=case, rulebook=rulebook)
            if right is RatingRight.BARRED:
                continue
            found[one.examiner, nip, one.method] = ExpectedSheet(
                examiner=one.examiner, nip=nip, method=one.method, disclosed=right is RatingRight.DISCLOSED
            )
    # A withdrawal for one person also takes that person out of an assignment to everybody.
    for gone in case.assignments:
        if gone.withdrawn_because is not None and gone.nip is not None:
            found.pop((gone.examiner, gone.nip, gone.method), None)
    return tuple(found.values())


def _assessments(
    case: c.CaseFile, rulebook: Rulebook
) -> tuple[dict[v.Nip, c.Assessment], dict[v.Nip, tuple[Finding, ...]]]:
    """Return everyone's latest report that counts, one without doubts before a doubtful one."""
    best: dict[v.Nip, tuple[bool, date, str]] = {}
    valid: dict[v.Nip, c.Assessment] = {}
    findings: defaultdict[v.Nip, list[Finding]] = defaultdict(list)
    for one in case.assessments:
        judged = judge_assessment(
            one, level=case.event.assessed_level, on=case.event.starts_on, rulebook=rulebook
        )
        findings[one.nip].extend(judged)
        place = (not any(f.needs_attention for f in judged), one.assessed_on, one.report_number)
        if not any(f.bars for f in judged) and (one.nip not in best or place > best[one.nip]):
            best[one.nip], valid[one.nip] = place, one
    return valid, {nip: tuple(found) for nip, found in findings.items()}


def _by_nip(rows: tuple[Row, ...]) -> dict[v.Nip, tuple[Row, ...]]:
    grouped: defaultdict[v.Nip, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.nip].append(row)
    return {nip: tuple(found) for nip, found in grouped.items()}
