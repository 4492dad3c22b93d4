"""Every gap and everything that must not be there, all at once and each by name."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    component,
    criterion,
    panel,
    performance,
    rating,
    scheme,
    sheet,
    small_case,
)
from tests.core.building_results import errors

PAPER, INTERVIEW = v.Method.PAPER, v.Method.INTERVIEW


def sheets_but(by: str, of: v.Nip, method: v.Method, *instead: c.RatingSheet) -> tuple[c.RatingSheet, ...]:
    """Return every sheet, with others in place of one."""
    return tuple(
        new
        for one in small_case().rating_sheets
        for new in (instead if (one.examiner, one.nip, one.method) == (by, of, method) else (one,))
    )


WHERE = {"examiner": "P2", "nip": ANI.nip, "method": "paper"}


def test_a_complete_case_has_no_errors() -> None:
    assert errors() == []


def test_without_marks_an_event_stands_lawfully_at_ready() -> None:
    assert errors(rating_sheets=(), attendances=(), performances=()) == []


def test_a_scheme_that_cannot_be_frozen_is_refused_before_any_mark() -> None:
    assert errors(rating_sheets=(), scheme=scheme(places=4)) == [
        ("places_wrong", {"got": 4, "expected": "0..2"})
    ]


def test_a_weight_that_no_entry_could_hold_is_refused() -> None:
    thirds = tuple(
        component(code, weight, v.Method.PERFORMANCE)
        for code, weight in (("A", "33.333"), ("B", "33.333"), ("C", "33.334"))
    )

    assert errors(scheme=scheme(components=thirds)) == [("more_than_two_places", {"got": "33.333"})]


# Gaps --------------------------------------------------------------------------------------------


def test_a_missing_sheet_is_named() -> None:
    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER)) == [("sheet_missing", WHERE)]


def test_every_missing_mark_of_a_sheet_is_named_at_once() -> None:
    not_scored = c.Rating(criterion=v.CriterionCode("M2"), state=v.MarkState.NOT_SCORED, mark=None)
    hollow = replace(sheet("P2", ANI.nip, PAPER), ratings=(not_scored,))

    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER, hollow)) == [
        ("mark_missing", {**WHERE, "criterion": "M1"}),
        ("mark_missing", {**WHERE, "criterion": "M2"}),
    ]


def test_gaps_of_several_people_and_methods_are_named_together() -> None:
    kept = tuple(one for one in small_case().rating_sheets if one.examiner != "P5")

    found = errors(rating_sheets=kept, performances=small_case().performances[:1])

    assert {(code, facts["nip"], facts.get("method", facts.get("component"))) for code, facts in found} == {
        *(("sheet_missing", of, m) for of in (ANI.nip, BUDI.nip, CITRA.nip) for m in ("paper", "interview")),
        ("component_missing", BUDI.nip, "KINERJA"),
        ("component_missing", CITRA.nip, "KINERJA"),
    }
    assert len(found) == 8


def test_a_method_read_by_two_components_lacks_a_sheet_only_once() -> None:
    twice = scheme(
        components=(component("A", "50", PAPER), component("B", "50", PAPER)),
        criteria=(criterion("M1", PAPER, "60"), criterion("M2", PAPER, "40")),
    )
    only_papers = tuple(one for one in small_case().rating_sheets if one.method is PAPER)

    found = errors(
        scheme=twice,
        rating_sheets=tuple(one for one in only_papers if (one.examiner, one.nip) != ("P2", ANI.nip)),
        assignments=tuple(one for one in small_case().assignments if one.method is PAPER),
    )

    assert found == [("sheet_missing", WHERE)]


def test_too_little_evidence_on_a_sheet_is_named() -> None:
    unseen = sheet("P2", ANI.nip, PAPER, M1=None, M2="4")

    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER, unseen)) == [
        ("too_much_missing", {**WHERE, "got": "60.00"})
    ]


def test_who_has_no_line_of_attendance_is_named() -> None:
    assert errors(attendances=small_case().attendances[1:]) == [
        ("attendance_missing", {"nip": ANI.nip, "name": "Ani"})
    ]


def test_a_component_that_may_be_missing_is_no_gap() -> None:
    one = scheme()
    lenient = scheme(
        components=(*one.components[:3], replace(one.components[3], when_missing=s.WhenMissing.RESCALE))
    )

    assert errors(scheme=lenient, performances=()) == []
    assert [code for code, _ in errors(performances=())] == ["component_missing"] * 3


def test_a_label_of_no_regime_is_named_where_the_label_decides_the_map() -> None:
    odd = (performance(ANI.nip, predicate="Istimewa"), *small_case().performances[1:])
    by_points = replace(
        scheme().talent,
        performance_by_label=False,
        performance=replace(
            scheme().talent.performance,
            parts=(s.AxisPart(source=s.AxisSource.SCORE, component=None, weight=Decimal(1)),),
        ),
    )

    (found,) = errors(performances=odd)

    assert found[0] == "label_unknown"
    assert (found[1]["nip"], found[1]["year"], found[1]["got"]) == (ANI.nip, 2023, "Istimewa")
    assert errors(performances=odd, scheme=scheme(talent=by_points)) == []


# What must not be there ---------------------------------------------------------------------------


def test_a_mark_for_an_exempt_person_is_refused() -> None:
    new_in_post = replace(ANI, in_position_since=date(2023, 6, 1))

    found = errors(officials=(new_in_post, BUDI, CITRA))

    assert {code for code, _ in found} == {"mark_for_nonparticipant"}
    assert found[0][1] == {"examiner": "P1", "nip": ANI.nip, "method": "paper", "status": "exempt"}
    assert len(found) == 10


def test_a_mark_for_an_absent_person_is_refused() -> None:
    ill = c.Attendance(nip=ANI.nip, method=None, state=v.AttendanceState.ILL, document="1")

    found = errors(attendances=(ill, *small_case().attendances[1:]))

    assert {(code, facts["status"]) for code, facts in found} == {("mark_for_nonparticipant", "not_assessed")}


def test_a_mark_under_a_barred_conflict_is_refused() -> None:
    kin = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.KIN, note="")
    members = (panel()[0], replace(panel()[1], conflicts=(kin,)), *panel()[2:])

    assert errors(examiners=members) == [
        ("mark_under_conflict", WHERE),
        ("mark_under_conflict", {**WHERE, "method": "interview"}),
    ]
    kept = tuple(one for one in small_case().rating_sheets if (one.examiner, one.nip) != ("P2", ANI.nip))
    assert errors(examiners=members, rating_sheets=kept) == []


def test_a_mark_that_nobody_asked_for_is_refused() -> None:
    fewer = tuple(one for one in small_case().assignments if (one.examiner, one.method) != ("P2", PAPER))

    found = errors(assignments=fewer)

    assert {(code, facts["examiner"], facts["method"]) for code, facts in found} == {
        ("mark_not_assigned", "P2", "paper")
    }
    assert len(found) == 3


@pytest.mark.parametrize(
    ("change", "mark", "expected"),
    [
        ({}, "5.01", "1..5"),
        ({}, "0.99", "1..5"),
        ({}, "4.555", "1..5"),
        ({"marks": (Decimal(1), Decimal(3), Decimal(5))}, "4", "1, 3, 5"),
        ({"lowest": None, "highest": None, "conversion": "5/4/2"}, "3", "5, 4, 2"),
    ],
)
def test_a_mark_outside_its_scale_is_refused_with_the_scale(
    change: dict[str, Any], mark: str, expected: str
) -> None:
    table = s.Conversion(
        code="5/4/2",
        kind=s.ConversionKind.TABLE,
        highest=None,
        steps=tuple(s.Step(label=one, at_least=None, points=Decimal(50)) for one in ("5", "4", "2")),
    )
    first = replace(scheme().criteria[0], **change)
    one = scheme(criteria=(first, *scheme().criteria[1:]), conversions=(*scheme().conversions, table))
    fives = tuple(
        replace(each, ratings=tuple(replace(r, mark=Decimal(5)) for r in each.ratings))
        for each in sheets_but("P2", ANI.nip, PAPER)
    )
    off = sheet("P2", ANI.nip, PAPER, M1=mark, M2="5")

    found = errors(scheme=one, rating_sheets=(*fives, off))

    assert ("mark_outside_scale", {**WHERE, "criterion": "M1", "got": mark, "expected": expected}) in found
    assert {facts["examiner"] for _, facts in found} == {"P2"}


@pytest.mark.parametrize("mark", ["1", "5", "3.25"])
def test_the_ends_of_a_scale_belong_to_it(mark: str) -> None:
    given_ = sheet("P2", ANI.nip, PAPER, M1=mark, M2="4")

    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER, given_)) == []


def test_a_criterion_of_another_form_is_refused() -> None:
    odd = sheet("P2", ANI.nip, PAPER, M1="4", M2="4", W1="4")

    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER, odd)) == [
        ("criterion_unknown", {**WHERE, "criterion": "W1"})
    ]


def test_two_marks_on_one_criterion_are_refused() -> None:
    twice = replace(
        sheet("P2", ANI.nip, PAPER), ratings=(rating("M1", "4"), rating("M2", "4"), rating("M1", "2"))
    )

    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER, twice)) == [
        ("mark_twice", {**WHERE, "criterion": "M1"})
    ]


def test_a_number_beside_no_evidence_is_refused() -> None:
    both = c.Rating(criterion=v.CriterionCode("M2"), state=v.MarkState.NO_EVIDENCE, mark=Decimal(3))
    confused = replace(sheet("P2", ANI.nip, PAPER), ratings=(rating("M1", "4"), both))

    assert errors(rating_sheets=sheets_but("P2", ANI.nip, PAPER, confused)) == [
        ("mark_and_state_disagree", {**WHERE, "criterion": "M2", "state": "no-evidence"})
    ]


def test_an_answer_outside_its_scale_names_the_group_and_no_person() -> None:
    one = scheme()
    around = scheme(
        components=(*one.components[:3], replace(one.components[3], method=v.Method.FEEDBACK_360)),
        criteria=(*one.criteria[:3], criterion("U1", v.Method.FEEDBACK_360)),
        feedback_weights=tuple(
            s.GroupWeight(group=group, weight=Decimal(weight))
            for group, weight in zip(v.RaterGroup, (50, 30, 20), strict=True)
        ),
    )
    answers = tuple(
        c.FeedbackSheet(
            nip=of,
            group=group,
            sheet=n,
            ratings=(rating("U1", "9" if (of, group, n) == (ANI.nip, v.RaterGroup.STAFF, 2) else "4"),),
        )
        for of in (ANI.nip, BUDI.nip, CITRA.nip)
        for group, size in zip(v.RaterGroup, (1, 3, 3), strict=True)
        for n in range(1, size + 1)
    )

    assert errors(scheme=around, feedback=answers) == [
        (
            "mark_outside_scale",
            {
                "nip": ANI.nip,
                "group": "staff",
                "sheet": "2",
                "criterion": "U1",
                "got": "9",
                "expected": "1..5",
            },
        )
    ]


def confirmed(examiner: str, nip: v.Nip, method: v.Method) -> c.Reconfirmation:
    return c.Reconfirmation(
        examiner=v.ExaminerCode(examiner),
        nip=nip,
        method=method,
        changed=False,
        reason="Sesuai catatan",
        dated_on=None,
    )


def test_a_confirmation_of_a_sheet_that_nobody_filled_in_is_refused() -> None:
    assert errors(reconfirmations=(confirmed("P1", ANI.nip, INTERVIEW),)) == []

    assert errors(reconfirmations=(confirmed("P1", ANI.nip, v.Method.PRESENTATION),)) == [
        ("confirmed_without_sheet", {"examiner": "P1", "nip": ANI.nip, "method": "presentation"})
    ]
    assert [code for code, _ in errors(reconfirmations=(confirmed("P9", ANI.nip, PAPER),))] == [
        "examiner_unknown"
    ]


def test_a_confirmation_without_a_reason_is_none() -> None:
    blank = replace(confirmed("P1", ANI.nip, INTERVIEW), reason="  ")

    assert [code for code, _ in errors(reconfirmations=(blank,))] == ["confirmed_without_reason"]
