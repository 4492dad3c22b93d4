"""Who takes part, who is expected to rate whom, and which assessment counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier, dossier_of
from selaras.core.rules import Outcome
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    TEST_ON,
    assessment,
    component,
    examiner,
    panel,
    rulebook_on,
    scheme,
    small_case,
)

PARTICIPANT, NOT_ASSESSED = v.ParticipantStatus.PARTICIPANT, v.ParticipantStatus.NOT_ASSESSED


def dossier(**changes: Any) -> Dossier:
    return dossier_of(small_case(**changes), rulebook_on())


def statuses(found: Dossier) -> dict[v.Nip, v.ParticipantStatus]:
    return {nip: one.status for nip, one in found.standings.items()}


def expected(found: Dossier) -> set[tuple[str, str, str]]:
    return {(one.examiner, one.nip, one.method.value) for one in found.expected}


def task(by: str, method: v.Method, nip: v.Nip | None = None, because: str | None = None) -> c.Assignment:
    return c.Assignment(examiner=v.ExaminerCode(by), method=method, nip=nip, withdrawn_because=because)


def attendance(nip: v.Nip, state: v.AttendanceState, method: v.Method | None = None) -> c.Attendance:
    return c.Attendance(nip=nip, method=method, state=state, document="800/9/2024")


def test_expected_is_everyone_assigned_times_everyone_present() -> None:
    found = dossier()

    assert statuses(found) == dict.fromkeys((ANI.nip, BUDI.nip, CITRA.nip), PARTICIPANT)
    assert expected(found) == {
        (member.code, of, method)
        for member in panel()
        for of in (ANI.nip, BUDI.nip, CITRA.nip)
        for method in ("paper", "interview")
    }
    assert {one.examiner for one in found.expected_by_person[ANI.nip, v.Method.PAPER]} == {
        "P1",
        "P2",
        "P3",
        "P4",
        "P5",
    }


@pytest.mark.parametrize(
    "state", [v.AttendanceState.ILL, v.AttendanceState.EXCUSED, v.AttendanceState.ABSENT]
)
def test_an_absent_person_is_not_assessed_with_the_reason(state: v.AttendanceState) -> None:
    away = (attendance(ANI.nip, state), *small_case().attendances[1:])

    found = dossier(attendances=away)

    assert statuses(found) == {ANI.nip: NOT_ASSESSED, BUDI.nip: PARTICIPANT, CITRA.nip: PARTICIPANT}
    assert not any(nip == ANI.nip for _, nip, _ in expected(found))
    assert [one.nip for one in found.participants()] == [BUDI.nip, CITRA.nip]
    assert {
        one.facts["attendance"] for one in found.standings[ANI.nip].findings if one.rule == "SCORE-ABSENT"
    } == {state.value}


def test_who_missed_one_method_only_is_not_assessed_either() -> None:
    away = (*small_case().attendances, attendance(ANI.nip, v.AttendanceState.ILL, v.Method.INTERVIEW))

    assert statuses(dossier(attendances=away))[ANI.nip] is NOT_ASSESSED


def test_who_was_given_another_time_takes_part() -> None:
    moved = (attendance(ANI.nip, v.AttendanceState.REPLACED), *small_case().attendances[1:])

    assert statuses(dossier(attendances=moved))[ANI.nip] is PARTICIPANT


def test_before_the_first_mark_nobody_is_absent() -> None:
    away = (attendance(ANI.nip, v.AttendanceState.ILL), *small_case().attendances[1:])

    assert statuses(dossier(attendances=away, rating_sheets=()))[ANI.nip] is PARTICIPANT


def test_a_barred_conflict_takes_the_sheet_out_of_what_is_expected() -> None:
    kin = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.KIN, note="saudara kandung")
    members = (*panel()[:4], examiner("P5", conflicts=(kin,)))

    found = dossier(examiners=members)

    assert expected(dossier()) - expected(found) == {
        ("P5", ANI.nip, "paper"),
        ("P5", ANI.nip, "interview"),
    }


def test_a_disclosed_conflict_may_rate_and_is_marked() -> None:
    superior = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.SUPERIOR, note="Sekretaris Daerah")
    members = (replace(panel()[0], conflicts=(superior,)), *panel()[1:])

    found = dossier(examiners=members)

    assert expected(found) == expected(dossier())
    assert {(one.examiner, one.nip) for one in found.expected if one.disclosed} == {("P1", ANI.nip)}


def test_what_was_assigned_twice_is_expected_once() -> None:
    twice = (*small_case().assignments, task("P1", v.Method.PAPER, ANI.nip))

    found = dossier(assignments=twice)

    assert len(found.expected) == len(expected(found)) == 30


def test_a_withdrawn_assignment_is_not_expected() -> None:
    gone = tuple(
        replace(one, withdrawn_because="Dinas luar") if one.examiner == "P2" else one
        for one in small_case().assignments
    )
    for_one = (*small_case().assignments, task("P2", v.Method.PAPER, ANI.nip, "Konflik kepentingan"))

    assert {by for by, _, _ in expected(dossier(assignments=gone))} == {"P1", "P3", "P4", "P5"}
    assert expected(dossier()) - expected(dossier(assignments=for_one)) == {("P2", ANI.nip, "paper")}


def test_a_method_that_no_component_reads_is_not_expected() -> None:
    more = (*small_case().assignments, task("P1", v.Method.GROUP_DISCUSSION))

    assert expected(dossier(assignments=more)) == expected(dossier())


def test_an_assignment_for_somebody_unknown_expects_nothing() -> None:
    more = (*small_case().assignments, task("P1", v.Method.PAPER, v.Nip("0")))

    assert expected(dossier(assignments=more)) == expected(dossier())


AC = component("AC", "100", v.Method.ASSESSMENT_CENTRE)


def test_the_latest_assessment_without_doubts_counts() -> None:
    older = assessment(ANI.nip, date(2021, 6, 1), report_number="LAP/1")
    newer = assessment(ANI.nip, date(2023, 6, 1), report_number="LAP/2")
    of_another_level = assessment(
        ANI.nip, date(2023, 9, 1), report_number="LAP/3", for_level=v.Level.ADMINISTRATOR
    )

    for order in ((newer, of_another_level, older), (of_another_level, older, newer)):
        found = dossier(assessments=order)

        assert {nip: one.report_number for nip, one in found.assessments.items()} == {ANI.nip: "LAP/2"}
    assert [one.outcome for one in found.assessment_findings[ANI.nip] if one.rule == "AC-VALID"] == [
        Outcome.FLAGGED,
        Outcome.MET,
        Outcome.MET,
    ]


def test_an_old_assessment_is_doubted_until_the_agency_confirms_the_rule_that_ends_it() -> None:
    # The article is known by its year alone, so the rule may only flag.
    expired = small_case(assessments=(assessment(ANI.nip, date(2021, 1, 29)),))

    doubted = dossier_of(expired, rulebook_on())
    ended = dossier_of(expired, rulebook_on(TEST_ON, "AC-VALID"))

    assert (set(doubted.assessments), set(ended.assessments)) == ({ANI.nip}, set())
    assert [one.outcome for one in doubted.assessment_findings[ANI.nip]] == [Outcome.FLAGGED, Outcome.MET]
    assert [one.outcome for one in ended.assessment_findings[ANI.nip]] == [Outcome.BROKEN, Outcome.MET]


def test_every_list_is_at_hand_by_person() -> None:
    found = dossier()

    assert {nip: len(rows) for nip, rows in found.performances.items()} == {
        ANI.nip: 1,
        BUDI.nip: 1,
        CITRA.nip: 1,
    }
    assert (found.feedback, found.track_record) == ({}, {})
    assert set(found.positions) == {"J-01", "J-02", "J-03", "J-04"}
    assert set(found.officials) == {ANI.nip, BUDI.nip, CITRA.nip}
    assert found.competences[v.CompetenceCode("M.01")].name == "Integritas"
    assert found.sheets["P1", ANI.nip, v.Method.PAPER].examiner == "P1"  # type: ignore[index]


def test_scoring_has_begun_when_the_last_source_to_come_in_is_there() -> None:
    answer = c.FeedbackSheet(nip=ANI.nip, group=v.RaterGroup.PEER, sheet=1, ratings=())
    note = c.TrackRecordItem(
        nip=ANI.nip,
        criterion=v.CriterionCode("RJ1"),
        item="Pendidikan",
        value=None,
        source="",
        dated_on=None,
        verifier="",
        verification=v.Verification.VERIFIED,
    )
    around = component("A", "100", v.Method.FEEDBACK_360)
    work = component("A", "100", v.Method.PERFORMANCE)
    nothing: dict[str, Any] = {"rating_sheets": (), "performances": ()}
    one_of_each: dict[str, Any] = {
        "assessments": (assessment(ANI.nip),),
        "feedback": (answer,),
        "track_record": (note,),
        "performances": small_case().performances,
    }

    def begun(*parts: s.Component, **changes: Any) -> bool:
        return small_case(scheme=scheme(components=parts), **{**nothing, **changes}).has_marks

    paper = component("P", "100", v.Method.PAPER)
    last = (
        ((paper, AC, around, work), {"rating_sheets": small_case().rating_sheets}),
        ((AC, around, work), {"assessments": (assessment(ANI.nip),)}),
        ((around, work), {"feedback": (answer,)}),
        ((work,), {"performances": small_case().performances}),
        ((work,), {"track_record": (note,)}),
    )
    for parts, sources in last:
        others = {name: rows for name, rows in one_of_each.items() if name not in sources}
        assert begun(*parts, **sources)
        assert not begun(*parts, **(others if parts != (work,) else {}))
