"""The whole result: one pure function of the entries, whatever their lawful order."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.errors import SeveralErrors
from selaras.core.freezing import locked
from selaras.core.outcome import Summary, WithoutConflict
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    TEST_ON,
    assessment,
    panel,
    performance,
    position,
    rulebook_on,
    scheme,
    small_case,
)
from tests.core.building_results import by_name, refusals, results, with_sekda


def test_a_result_tells_rank_category_match_box_and_proposal_of_everyone() -> None:
    found = results()

    assert [
        (one.name, one.code, str(one.score), one.rank, one.category, one.passed) for one in found.officials
    ] == [
        ("Ani", "P-001", "86.00", 2, v.Category.MS, True),
        ("Budi", "P-002", "78.00", 3, v.Category.MMS, True),
        ("Citra", "P-003", "94.00", 1, v.Category.MS, True),
    ]
    assert [one.match.percent for one in found.officials if one.match] == [
        Decimal("43.75"),
        Decimal("37.50"),
        Decimal("50.00"),
    ]
    assert [one.box.number for one in found.officials if one.box] == [8, 5, 8]
    assert [one.recommendation.kind for one in found.officials] == [v.Move.STAY] * 3
    assert (found.reviewer, found.rulebook_on, found.is_scored) == ("KASN", TEST_ON, True)
    assert (found.scheme_digest, found.rulebook_digest) == (
        locked(small_case(), rulebook_digest=rulebook_on().digest).digest,
        rulebook_on().digest,
    )


def test_a_summary_counts_what_was_found() -> None:
    posts = (
        *small_case().positions,
        position("J-05", state=v.PositionState.ACTING, state_since=date(2023, 10, 2), acting_name="Eko"),
    )

    found = results(
        positions=posts, performances=(performance(ANI.nip, "20"), *small_case().performances[1:])
    )

    assert found.summary == Summary(
        officials=3,
        participants=3,
        exempt=0,
        ineligible=0,
        not_assessed=0,
        examiners=5,
        vacant_positions=2,
        acting_positions=1,
        passed=2,
        failed=1,
        passed_percent=Decimal("66.7"),
        boxes={str(n): {2: 1, 5: 1, 8: 1}.get(n, 0) for n in range(1, 10)},
    )


def test_before_the_first_mark_there_is_no_score_and_the_result_says_so() -> None:
    found = results(rating_sheets=(), attendances=(), performances=())

    assert (found.is_scored, found.summary.passed_percent) == (False, None)
    for one in found.officials:
        assert (one.status, one.score, one.rank, one.category, one.passed) == (
            v.ParticipantStatus.PARTICIPANT,
            None,
            None,
            None,
            None,
        )
        assert [reason.code for reason in one.recommendation.reasons] == ["not_scored_yet"]


def test_no_result_is_computed_around_a_gap() -> None:
    assert refusals(performances=small_case().performances[1:]) == ["component_missing"]


def test_who_is_absent_is_not_assessed_and_never_a_zero() -> None:
    ill = c.Attendance(nip=ANI.nip, method=None, state=v.AttendanceState.ILL, document="800/1")
    kept = tuple(one for one in small_case().rating_sheets if one.nip != ANI.nip)

    found = results(attendances=(ill, *small_case().attendances[1:]), rating_sheets=kept)

    ani = by_name(found)["Ani"]
    assert (ani.status, ani.score, ani.rank, ani.category, ani.components, ani.examiners) == (
        v.ParticipantStatus.NOT_ASSESSED,
        None,
        None,
        None,
        (),
        (),
    )
    assert (ani.no_match_because, ani.no_box_because, ani.match, ani.box) == (
        "not_assessed",
        "not_assessed",
        None,
        None,
    )
    assert "SCORE-ABSENT" in [one.rule for one in ani.reasons]
    assert [one.rank for one in found.officials] == [None, 2, 1]
    assert (found.summary.participants, found.summary.not_assessed) == (2, 1)


def test_who_is_exempt_or_ineligible_has_reasons_and_no_score() -> None:
    new = replace(ANI, in_position_since=date(2023, 6, 1))
    other_level = replace(BUDI, level=v.Level.ADMINISTRATOR)
    kept = tuple(one for one in small_case().rating_sheets if one.nip == CITRA.nip)

    found = results(officials=(new, other_level, CITRA), rating_sheets=kept)

    assert [(one.status, one.recommendation.kind, one.rank) for one in found.officials] == [
        (v.ParticipantStatus.EXEMPT, v.Move.NONE, None),
        (v.ParticipantStatus.INELIGIBLE, v.Move.NONE, None),
        (v.ParticipantStatus.PARTICIPANT, v.Move.STAY, 1),
    ]
    assert all(any(reason.needs_attention for reason in one.reasons) for one in found.officials[:2])
    assert (found.summary.exempt, found.summary.ineligible, found.summary.participants) == (1, 1, 1)


# Matches and boxes that are not there -------------------------------------------------------------


def mute(one: s.Scheme) -> s.Scheme:
    return replace(one, criteria=tuple(replace(each, speaks_for=()) for each in one.criteria))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"scheme": mute(scheme())}, "no_competence_mapping"),
        ({"positions": tuple(position(f"J-0{n}", standard=()) for n in range(1, 5))}, "no_standard"),
        (
            {"positions": tuple(position(f"J-0{n}", standard=position().standard[1:]) for n in range(1, 5))},
            "no_level_for_this_standard",
        ),
        ({"officials": (replace(ANI, position=None), BUDI, CITRA)}, "no_own_post"),
    ],
)
def test_without_a_match_the_result_says_why(changes: dict[str, Any], why: str) -> None:
    ani = by_name(results(**changes))["Ani"]

    assert (ani.match, ani.no_match_because) == (None, why)


def test_without_any_mapping_there_are_no_alternatives_either() -> None:
    assert {one.alternatives for one in results(scheme=mute(scheme())).officials} == {()}


def test_without_a_predicate_there_is_no_box_and_the_result_says_why() -> None:
    silent = tuple(replace(one, predicate=None) for one in small_case().performances)

    found = results(performances=silent)

    assert [(one.box, one.no_box_because) for one in found.officials] == [(None, "predicate_unknown")] * 3
    assert set(found.summary.boxes.values()) == {0}


def test_a_doubtful_assessment_is_told_among_the_reasons() -> None:
    old = assessment(ANI.nip, date(2020, 1, 1))

    reasons = [one.rule for one in by_name(results(assessments=(old,)))["Ani"].reasons if one.needs_attention]

    assert "AC-VALID" in reasons


def test_a_person_whose_map_cannot_be_drawn_is_named() -> None:
    without_s2 = replace(
        scheme().talent,
        potential=replace(
            scheme().talent.potential,
            parts=(s.AxisPart(source=s.AxisSource.EDUCATION, component=None, weight=Decimal(1)),),
        ),
        tables=(
            *scheme().talent.tables,
            s.Conversion(
                code="education",
                kind=s.ConversionKind.TABLE,
                highest=None,
                steps=(s.Step(label="s3", at_least=None, points=Decimal(100)),),
            ),
        ),
    )

    with pytest.raises(SeveralErrors) as refused:
        results(scheme=scheme(talent=without_s2))

    assert [(one.code, one.facts["nip"]) for one in refused.value.errors] == [
        ("label_unknown", of.nip) for of in (ANI, BUDI, CITRA)
    ]


# Conflicts ----------------------------------------------------------------------------------------


def test_a_disclosed_conflict_shows_the_result_with_and_without_it() -> None:
    found = by_name(results(with_sekda(ANI.nip)))

    # With the Sekda's 100: 0.4 x 84 + 0.6 x 90; without: 0.4 x 80 + 0.6 x 90.
    assert (found["Ani"].score, found["Ani"].without_conflict) == (
        Decimal("87.60"),
        WithoutConflict(score=Decimal("86.00"), rank=2),
    )
    assert (found["Budi"].without_conflict, found["Citra"].without_conflict) == (None, None)
    assert [one.examiner for one in found["Ani"].examiners if one.disclosed] == ["P1", "P1"]


def test_the_rank_without_is_among_everybodys_scores_without() -> None:
    # Budi and Ani both have the Sekda for superior; his fives lift Budi's 78 to 81.2.
    found = by_name(results(with_sekda(ANI.nip, BUDI.nip, CITRA.nip, mark="1")))

    assert {name: (str(one.score), one.rank) for name, one in found.items()} == {
        "Ani": ("81.20", 2),
        "Budi": ("74.80", 3),
        "Citra": ("87.60", 1),
    }
    assert {name: one.without_conflict for name, one in found.items()} == {
        "Ani": WithoutConflict(score=Decimal("86.00"), rank=2),
        "Budi": WithoutConflict(score=Decimal("78.00"), rank=3),
        "Citra": WithoutConflict(score=Decimal("94.00"), rank=1),
    }


def test_a_conflict_can_change_the_order_and_both_orders_are_shown() -> None:
    lifted = with_sekda(BUDI.nip)
    even = replace(
        lifted,
        performances=(performance(ANI.nip, "75"), *small_case().performances[1:]),
    )

    found = by_name(results(even))

    assert (found["Ani"].score, found["Ani"].rank) == (Decimal("77.00"), 3)
    assert (found["Budi"].score, found["Budi"].rank) == (Decimal("81.20"), 2)
    assert found["Budi"].without_conflict == WithoutConflict(score=Decimal("78.00"), rank=2)


@pytest.mark.parametrize("rule", [s.ExaminerRule.MEAN, s.ExaminerRule.TRIMMED])
def test_where_too_few_are_free_of_conflict_there_is_no_result_without(rule: s.ExaminerRule) -> None:
    case = with_sekda(ANI.nip)
    few = {"P1"} if rule is s.ExaminerRule.MEAN else {"P1", "P2", "P3"}
    kept = replace(
        case,
        scheme=scheme(examiner_rule=rule),
        assignments=tuple(one for one in case.assignments if one.examiner in few),
        rating_sheets=tuple(one for one in case.rating_sheets if one.examiner in few),
    )

    ani = by_name(results(kept))["Ani"]

    assert (ani.score is not None, ani.without_conflict) == (True, None)


def test_an_examiner_under_a_barred_conflict_is_refused() -> None:
    kin = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.KIN, note="")

    assert (
        refusals(examiners=(replace(panel()[0], conflicts=(kin,)), *panel()[1:]))
        == ["mark_under_conflict"] * 2
    )
