"""What is wrong whether or not anybody was rated: references, doubles, numbers that cannot be."""

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
    assessment,
    examiner,
    panel,
    performance,
    permission,
    position,
    post_held,
    scheme,
    sheet,
    small_case,
    standard,
)
from tests.core.building_results import errors

NOBODY = v.Nip("000000000000000000")
PAPER = v.Method.PAPER


def named(**changes: Any) -> tuple[str, dict[str, object]]:
    (found,) = errors(rating_sheets=(), **changes)
    return found


def a_task(**changes: Any) -> c.Assignment:
    one = c.Assignment(examiner=v.ExaminerCode("P1"), method=PAPER, nip=None, withdrawn_because=None)
    return replace(one, **changes)


def an_item(**changes: Any) -> c.TrackRecordItem:
    one = c.TrackRecordItem(
        nip=ANI.nip,
        criterion=v.CriterionCode("M1"),
        item="Pendidikan",
        value=None,
        source="",
        dated_on=None,
        verifier="",
        verification=v.Verification.VERIFIED,
    )
    return replace(one, **changes)


STRANGERS: dict[str, tuple[dict[str, Any], str]] = {
    "career": ({"careers": (post_held(NOBODY, date(2012, 1, 2), None),)}, "Riwayat jabatan"),
    "attendance": (
        {
            "attendances": (
                c.Attendance(nip=NOBODY, method=None, state=v.AttendanceState.PRESENT, document=None),
            )
        },
        "Kehadiran",
    ),
    "feedback": (
        {"feedback": (c.FeedbackSheet(nip=NOBODY, group=v.RaterGroup.PEER, sheet=1, ratings=()),)},
        "Umpan balik 360",
    ),
    "performance": ({"performances": (performance(NOBODY),)}, "Kinerja"),
    "track record": ({"track_record": (an_item(nip=NOBODY),)}, "Rekam jejak"),
    "assessment": ({"assessments": (assessment(NOBODY),)}, "Asesmen"),
    "conflict": (
        {
            "examiners": (
                *panel()[:4],
                examiner("P5", conflicts=(c.Conflict(nip=NOBODY, kind=v.ConflictKind.KIN, note=""),)),
            )
        },
        "Penguji",
    ),
    "assignment": ({"assignments": (a_task(nip=NOBODY),)}, "Penugasan"),
    "permission": (
        {"permissions": (permission(v.PermissionKind.HOME_CONSENT, nip=NOBODY),)},
        "Izin dan persetujuan",
    ),
}


@pytest.mark.parametrize(("changes", "kind"), STRANGERS.values(), ids=STRANGERS.keys())
def test_somebody_who_is_not_listed_is_named_with_the_place(changes: dict[str, Any], kind: str) -> None:
    assert named(**changes) == ("official_unknown", {"nip": NOBODY, "kind": kind})


def test_a_mark_for_somebody_who_is_not_listed_is_refused() -> None:
    more = (*small_case().rating_sheets, sheet("P1", NOBODY, PAPER, M1="5", M2="5"))

    assert errors(rating_sheets=more) == [("official_unknown", {"nip": NOBODY, "kind": "Lembar nilai"})]


UNKNOWN: dict[str, tuple[dict[str, Any], tuple[str, dict[str, object]]]] = {
    "post of an official": (
        {"officials": (replace(ANI, position=v.PositionCode("X")), BUDI, CITRA)},
        ("position_unknown", {"nip": ANI.nip, "position": "X"}),
    ),
    "competence of a standard": (
        {"positions": (*small_case().positions[:3], position("J-04", standard=(standard("X"),)))},
        ("competence_unknown", {"position": "J-04", "competence": "X"}),
    ),
    "competence twice in a standard": (
        {
            "positions": (
                *small_case().positions[:3],
                position("J-04", standard=(standard("M.01"), standard("M.01", 3))),
            )
        },
        ("competence_twice", {"position": "J-04", "competence": "M.01"}),
    ),
    "competence of a criterion": (
        {
            "scheme": scheme(
                criteria=(
                    *scheme().criteria[:3],
                    replace(
                        scheme().criteria[3],
                        speaks_for=(s.CompetenceWeight(competence=v.CompetenceCode("X"), weight=Decimal(1)),),
                    ),
                )
            )
        },
        ("competence_unknown", {"criterion": "K1", "competence": "X"}),
    ),
    "competence of a report": (
        {"assessments": (assessment(ANI.nip, levels={v.CompetenceCode("X"): Decimal(3)}),)},
        ("competence_unknown", {"nip": ANI.nip, "report": "LAP/7/2022", "competence": "X"}),
    ),
    "examiner of an assignment": (
        {"assignments": (a_task(examiner="X"), a_task(examiner="X", nip=ANI.nip))},
        ("examiner_unknown", {"examiner": "X", "method": "paper"}),
    ),
    "criterion of an item": (
        {"track_record": (an_item(criterion="X"),)},
        ("criterion_unknown", {"nip": ANI.nip, "criterion": "X"}),
    ),
    "a level above five": (
        {"assessments": (assessment(ANI.nip, levels={v.CompetenceCode("M.01"): Decimal("5.01")}),)},
        (
            "level_outside_scale",
            {"nip": ANI.nip, "report": "LAP/7/2022", "competence": "M.01", "got": "5.01"},
        ),
    ),
    "a level below zero": (
        {"assessments": (assessment(ANI.nip, levels={v.CompetenceCode("M.01"): Decimal(-1)}),)},
        (
            "level_outside_scale",
            {"nip": ANI.nip, "report": "LAP/7/2022", "competence": "M.01", "got": "-1"},
        ),
    ),
    "a level of three places": (
        {"assessments": (assessment(ANI.nip, levels={v.CompetenceCode("M.01"): Decimal("3.125")}),)},
        (
            "level_outside_scale",
            {"nip": ANI.nip, "report": "LAP/7/2022", "competence": "M.01", "got": "3.125"},
        ),
    ),
    "a potential above a hundred": (
        {"assessments": (assessment(ANI.nip, potential=Decimal("100.01")),)},
        ("potential_outside_scale", {"nip": ANI.nip, "report": "LAP/7/2022", "got": "100.01"}),
    ),
    "a potential below zero": (
        {"assessments": (assessment(ANI.nip, potential=Decimal(-1)),)},
        ("potential_outside_scale", {"nip": ANI.nip, "report": "LAP/7/2022", "got": "-1"}),
    ),
    "an achievement below zero": (
        {"performances": (performance(ANI.nip, "-0.01"),)},
        ("achievement_outside_scale", {"nip": ANI.nip, "year": 2023, "got": "-0.01"}),
    ),
    "an achievement of three places": (
        {"performances": (performance(ANI.nip, "90.125"),)},
        ("achievement_outside_scale", {"nip": ANI.nip, "year": 2023, "got": "90.125"}),
    ),
    "an achievement beyond belief": (
        {"performances": (performance(ANI.nip, "1000.01"),)},
        ("achievement_outside_scale", {"nip": ANI.nip, "year": 2023, "got": "1000.01"}),
    ),
    "a standard of six": (
        {"positions": (*small_case().positions[:3], position("J-04", standard=(standard("M.01", 6),)))},
        ("standard_outside_scale", {"position": "J-04", "competence": "M.01", "got": 6}),
    ),
    "a standard of zero": (
        {"positions": (*small_case().positions[:3], position("J-04", standard=(standard("M.01", 0),)))},
        ("standard_outside_scale", {"position": "J-04", "competence": "M.01", "got": 0}),
    ),
    "a post taken after the event": (
        {"officials": (replace(ANI, in_position_since=date(2024, 1, 31)), BUDI, CITRA)},
        ("in_position_after_event", {"nip": ANI.nip, "got": "2024-01-31"}),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), UNKNOWN.values(), ids=UNKNOWN.keys())
def test_what_cannot_be_right_is_named(
    changes: dict[str, Any], expected: tuple[str, dict[str, object]]
) -> None:
    assert named(**changes) == expected


def test_a_sheet_of_an_unknown_examiner_is_refused() -> None:
    more = (*small_case().rating_sheets, sheet("X", ANI.nip, PAPER, M1="5", M2="5"))

    assert errors(rating_sheets=more) == [("examiner_unknown", {"examiner": "X", "method": "paper"})]


@pytest.mark.parametrize(
    "changes",
    [
        {"assessments": (assessment(ANI.nip, potential=Decimal(100)), assessment(BUDI.nip, potential=None))},
        {
            "assessments": (
                assessment(ANI.nip, levels={v.CompetenceCode("M.01"): Decimal(0)}, potential=Decimal(0)),
            )
        },
        {"performances": (performance(ANI.nip, "1000"), performance(BUDI.nip, "0"))},
        {"officials": (replace(ANI, in_position_since=date(2024, 1, 30)), BUDI, CITRA)},
        {
            "positions": (
                *small_case().positions[:3],
                position("J-04", standard=(standard("M.01", 1), standard("M.02", 5))),
            )
        },
    ],
)
def test_the_ends_of_what_can_be_right_are_right(changes: dict[str, Any]) -> None:
    assert errors(rating_sheets=(), **changes) == []


DOUBLES: dict[str, tuple[dict[str, Any], tuple[str, str]]] = {
    "official": ({"officials": (ANI, BUDI, CITRA, replace(ANI, name="Ani lagi"))}, ("Pejabat", ANI.nip)),
    "post": ({"positions": (*small_case().positions, position("J-02"))}, ("Jabatan", "J-02")),
    "year": (
        {"performances": (performance(ANI.nip, "90"), performance(ANI.nip, "10"))},
        ("Kinerja", f"{ANI.nip}/2023"),
    ),
    "item": (
        {"track_record": (an_item(value="5"), an_item(value="4"))},
        ("Rekam jejak", f"{ANI.nip}/M1/Pendidikan"),
    ),
}


@pytest.mark.parametrize(("changes", "expected"), DOUBLES.values(), ids=DOUBLES.keys())
def test_two_lines_about_one_thing_are_refused(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    kind, identity = expected

    assert named(**changes) == ("entered_twice", {"kind": kind, "identity": identity})


def test_two_sheets_of_one_examiner_for_one_person_are_refused() -> None:
    twice = (*small_case().rating_sheets, sheet("P1", ANI.nip, PAPER, M1="5", M2="5"))

    assert errors(rating_sheets=twice) == [
        ("entered_twice", {"kind": "Lembar nilai", "identity": f"P1/{ANI.nip}/paper"})
    ]


def test_a_year_after_the_data_date_is_refused() -> None:
    code, facts = named(performances=(performance(ANI.nip, year=2030),))

    assert (code, facts["year"]) == ("performance_in_the_future", 2030)


def test_a_whole_year_and_a_half_of_it_never_both_count() -> None:
    code, facts = named(performances=(performance(ANI.nip), performance(ANI.nip, half=1)))

    assert (code, facts["year"], facts["half"]) == ("performance_overlaps", 2023, 1)


def test_two_halves_of_a_year_may_stand_without_the_whole() -> None:
    halves = (performance(ANI.nip, half=1), performance(ANI.nip, half=2))

    assert errors(rating_sheets=(), performances=halves) == []
