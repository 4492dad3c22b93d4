"""What is proposed per person, with reasons; and nobody loses a seat through the test alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.outcome import Alternative, Match, Reason, Recommendation, TalentBox
from selaras.core.recommendation import (
    REASON_CODES,
    Assessed,
    not_a_participant,
    recommend,
)
from tests.core.building import ANI, permission, position, rulebook_on, small_case

POST = v.PositionCode
OWN = POST("J-01")


def match(percent: str = "90.00", **changes: Any) -> Match:
    one = Match(
        position=OWN,
        percent=Decimal(percent),
        category=v.Category.MS,
        gaps=(),
        knocked_out_by=(),
        evidenced_percent=Decimal("100.00"),
        is_thin=False,
    )
    return replace(one, **changes)


def box(number: int = 5, performance: v.PerformanceAxis = v.PerformanceAxis.MEETS) -> TalentBox:
    return TalentBox(
        number=number,
        performance=performance,
        potential=v.PotentialAxis.MIDDLE,
        performance_points=None,
        potential_points=Decimal(70),
        actions=("Penempatan yang sesuai", "Bimbingan kinerja"),
    )


def other(code: str = "J-02", percent: str = "95.00", same_as: tuple[str, ...] = ()) -> Alternative:
    return Alternative(
        position=POST(code),
        rank=1,
        percent=Decimal(percent),
        findings=(),
        same_as=tuple(POST(one) for one in same_as),
    )


def proposed(case: c.CaseFile | None = None, **changes: Any) -> Recommendation:
    known = Assessed(
        official=ANI,
        category=v.Category.MMS,
        passed=True,
        match=match(),
        alternatives=(),
        box=box(),
    )
    return recommend(dossier_of(case or small_case(), rulebook_on()), replace(known, **changes))


def told(one: Recommendation) -> tuple[v.Move, str | None, list[str]]:
    return one.kind, one.position, [reason.code for reason in one.reasons]


BOX_REASON = Reason(
    code="talent_box", facts={"box": "5", "actions": "Penempatan yang sesuai; Bimbingan kinerja"}
)


def test_who_passes_and_fits_stays_with_the_reasons() -> None:
    assert proposed() == Recommendation(
        kind=v.Move.STAY,
        position=OWN,
        reasons=(
            Reason(code="below_standard", facts={"percent": "90.00", "category": "Memenuhi Syarat"}),
            Reason(code="no_better_post", facts={}),
            BOX_REASON,
        ),
    )
    assert told(proposed(match=match("100.00"), box=None)) == (
        v.Move.STAY,
        OWN,
        ["meets_standard", "no_better_post"],
    )


def test_thin_evidence_is_said() -> None:
    found = proposed(match=match(is_thin=True, evidenced_percent=Decimal("40.00")))

    assert found.reasons[1] == Reason(code="thin_evidence", facts={"percent": "40.00"})


def test_without_a_match_there_is_no_claim_of_one() -> None:
    assert told(proposed(match=None, alternatives=(other(),))) == (
        v.Move.STAY,
        OWN,
        ["no_match", "talent_box"],
    )


@pytest.mark.parametrize(("percent", "kind"), [("91.00", v.Move.STAY), ("91.01", v.Move.ROTATE)])
def test_another_post_is_better_only_past_the_frozen_margin(percent: str, kind: v.Move) -> None:
    assert proposed(alternatives=(other(percent=percent),)).kind is kind


def test_a_better_post_is_proposed_with_both_percentages() -> None:
    found = proposed(alternatives=(other("J-02", "95.00", same_as=("J-03",)), other("J-04", "93.00")))

    assert found == Recommendation(
        kind=v.Move.ROTATE,
        position=POST("J-02"),
        reasons=(
            Reason(
                code="better_post",
                facts={"position": "Kepala Dinas J-02", "percent": "95.00", "own": "90.00"},
            ),
            Reason(code="posts_alike", facts={"positions": "Kepala Dinas J-03", "more": "0"}),
            BOX_REASON,
        ),
    )


def test_of_many_posts_alike_three_are_named_and_the_rest_counted() -> None:
    codes = tuple(f"J-{n:02d}" for n in range(3, 8))
    case = small_case(positions=tuple(position(one) for one in ("J-01", "J-02", *codes)))

    found = proposed(case, alternatives=(other(same_as=codes),))

    assert found.reasons[1] == Reason(
        code="posts_alike",
        facts={"positions": "Kepala Dinas J-03, Kepala Dinas J-04, Kepala Dinas J-05", "more": "2"},
    )


def test_who_is_knocked_out_of_the_own_post_goes_to_the_best_lawful_one() -> None:
    out = match(knocked_out_by=("M.01", "T.01"))

    found = proposed(match=out, alternatives=(other(percent="60.00"),))

    assert told(found) == (v.Move.ROTATE, "J-02", ["better_post", "knocked_out", "talent_box"])
    assert found.reasons[1].facts == {"competences": "M.01, T.01"}


def test_who_is_knocked_out_without_another_post_keeps_the_seat() -> None:
    assert told(proposed(match=match("100.00", knocked_out_by=("M.01",)))) == (
        v.Move.STAY,
        OWN,
        ["below_standard", "knocked_out", "no_better_post", "talent_box"],
    )


OUTSIDER = replace(ANI, position=None)


def test_who_comes_from_outside_is_proposed_the_best_post() -> None:
    found = proposed(official=OUTSIDER, match=None, alternatives=(other(percent="60.00"),))

    assert told(found) == (v.Move.ROTATE, "J-02", ["better_post", "talent_box"])
    assert found.reasons[0].facts["own"] == ""
    assert told(proposed(official=OUTSIDER, match=None)) == (v.Move.STAY, None, ["no_match", "talent_box"])


# Promotion ---------------------------------------------------------------------------------------

HIGHER = position("J-02", job_class=15)


def in_top_box(post: c.Position, of: c.Official = ANI, number: int = 9) -> Recommendation:
    case = small_case(positions=(position("J-01"), post))
    return proposed(
        case,
        official=of,
        alternatives=(other(),),
        box=box(number, v.PerformanceAxis.ABOVE),
    )


def test_promotion_is_a_higher_class_on_the_same_level_from_the_top_box() -> None:
    found = in_top_box(HIGHER)

    assert found == Recommendation(
        kind=v.Move.PROMOTE,
        position=POST("J-02"),
        reasons=(
            Reason(code="top_box", facts={"box": "9"}),
            Reason(code="higher_class", facts={"own": "14", "new": "15"}),
            Reason(
                code="better_post",
                facts={"position": "Kepala Dinas J-02", "percent": "95.00", "own": "90.00"},
            ),
        ),
    )


@pytest.mark.parametrize(
    ("post", "of", "number"),
    [
        (position("J-02", job_class=14), ANI, 9),
        (position("J-02", job_class=None), ANI, 9),
        (HIGHER, replace(ANI, job_class=None), 9),
        (HIGHER, ANI, 8),
        (replace(HIGHER, level=v.Level.JPT_MADYA), ANI, 9),
    ],
)
def test_anything_less_is_a_rotation(post: c.Position, of: c.Official, number: int) -> None:
    assert in_top_box(post, of, number).kind is v.Move.ROTATE


# Five years --------------------------------------------------------------------------------------


def since(day: date, level: v.Level = v.Level.JPT_PRATAMA) -> c.Official:
    return replace(ANI, in_position_since=day, level=level)


def test_five_years_in_post_that_are_kept_are_an_extension() -> None:
    found = proposed(official=since(date(2019, 2, 1)))

    assert (found.kind, found.position) == (v.Move.EXTEND, OWN)
    assert found.reasons[:2] == (
        Reason(code="five_years_reached", facts={"years": "5"}),
        Reason(code="extension_supported", facts={}),
    )
    assert [one.code for one in found.reasons[2:]] == ["below_standard", "no_better_post", "talent_box"]


def test_the_day_before_five_years_is_no_extension_yet() -> None:
    assert proposed(official=since(date(2019, 2, 2))).kind is v.Move.STAY


def test_the_five_years_are_of_high_posts_only() -> None:
    assert proposed(official=since(date(2010, 1, 1), v.Level.ADMINISTRATOR)).kind is v.Move.STAY


def test_five_years_without_a_match_are_an_extension_all_the_same() -> None:
    assert told(proposed(official=since(date(2019, 2, 1)), match=None)) == (
        v.Move.EXTEND,
        OWN,
        ["five_years_reached", "extension_supported", "no_match", "talent_box"],
    )


def test_after_five_years_a_better_post_comes_before_an_extension() -> None:
    assert proposed(official=since(date(2019, 2, 1)), alternatives=(other(),)).kind is v.Move.ROTATE


# Below the mark ----------------------------------------------------------------------------------

FAILED: dict[str, Any] = {"passed": False, "category": v.Category.KMS}


def demotion_file(**changes: Any) -> c.Permission:
    return permission(v.PermissionKind.DEMOTION_FILE, nip=ANI.nip, number="BAP/1/2024", **changes)


def test_who_fails_is_developed_and_tested_again_and_keeps_the_seat() -> None:
    assert proposed(**FAILED, alternatives=(other(),)) == Recommendation(
        kind=v.Move.DEVELOP,
        position=OWN,
        reasons=(
            Reason(code="below_the_mark", facts={"category": "Kurang Memenuhi Syarat"}),
            Reason(code="retest_follows", facts={}),
        ),
    )


def test_a_lower_post_is_proposed_only_with_the_file_of_its_own_procedure() -> None:
    with_file = small_case(permissions=(*small_case().permissions, demotion_file()))

    assert proposed(with_file, **FAILED) == Recommendation(
        kind=v.Move.DEMOTE,
        position=None,
        reasons=(
            Reason(code="below_the_mark", facts={"category": "Kurang Memenuhi Syarat"}),
            Reason(code="demotion_procedure", facts={"number": "BAP/1/2024"}),
        ),
    )


@pytest.mark.parametrize(
    "letter",
    [
        demotion_file(state=v.PermissionState.ASKED),
        demotion_file(state=v.PermissionState.REFUSED),
        replace(demotion_file(), nip=v.Nip("0")),
        replace(demotion_file(), nip=None),
        replace(demotion_file(), kind=v.PermissionKind.RESULT),
    ],
)
def test_nobody_is_demoted_on_a_file_that_is_not_theirs_or_not_granted(letter: c.Permission) -> None:
    case = small_case(permissions=(*small_case().permissions, letter))

    assert proposed(case, **FAILED).kind is v.Move.DEVELOP


def test_a_demotion_file_alone_demotes_nobody_who_passed() -> None:
    case = small_case(permissions=(*small_case().permissions, demotion_file()))

    assert proposed(case).kind is v.Move.STAY


def test_work_below_expectation_is_developed_whatever_the_test_said() -> None:
    below = box(6, v.PerformanceAxis.BELOW)

    assert proposed(box=below, alternatives=(other(),)) == Recommendation(
        kind=v.Move.DEVELOP,
        position=OWN,
        reasons=(
            Reason(code="performance_below", facts={"box": "6"}),
            Reason(code="retest_follows", facts={}),
        ),
    )


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (v.ParticipantStatus.EXEMPT, "exempt"),
        (v.ParticipantStatus.INELIGIBLE, "ineligible"),
        (v.ParticipantStatus.NOT_ASSESSED, "not_assessed"),
        (v.ParticipantStatus.PARTICIPANT, "not_scored_yet"),
    ],
)
def test_who_was_not_assessed_is_recommended_nothing_and_told_why(
    status: v.ParticipantStatus, code: str
) -> None:
    assert not_a_participant(status) == Recommendation(
        kind=v.Move.NONE, position=None, reasons=(Reason(code=code, facts={}),)
    )


def test_every_reason_is_in_the_closed_list() -> None:
    with_file = small_case(permissions=(*small_case().permissions, demotion_file()))
    out = match(knocked_out_by=("M.01",), is_thin=True)
    many = [
        proposed(),
        proposed(match=match("100.00")),
        proposed(match=out),
        proposed(match=None),
        proposed(alternatives=(other(same_as=("J-03",)),), match=out),
        proposed(official=since(date(2019, 2, 1))),
        proposed(box=box(6, v.PerformanceAxis.BELOW)),
        proposed(**FAILED),
        proposed(with_file, **FAILED),
        in_top_box(HIGHER),
        *(not_a_participant(status) for status in v.ParticipantStatus),
    ]

    used = {reason.code for one in many for reason in one.reasons}

    assert used == set(REASON_CODES)
