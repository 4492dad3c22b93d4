"""The whole result: one pure function of the entries, whatever their lawful order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.entries import DESIGN_TYPES, RECORD_TYPES, SCORING_TYPES, EntryType, Opened, drafts_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.outcome import OfficialResult, Results, Summary, WithoutConflict
from selaras.core.results import results_from, results_of, rulebook_of
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    TEST_ON,
    assessment,
    component,
    panel,
    performance,
    position,
    rulebook_on,
    scheme,
    sheet,
    small_case,
)

PAPER, INTERVIEW = v.Method.PAPER, v.Method.INTERVIEW


def results(case: c.CaseFile | None = None, **changes: Any) -> Results:
    return results_from(case or small_case(**changes), rulebook_on(), as_of=TEST_ON)


def by_name(found: Results) -> dict[str, OfficialResult]:
    return {one.name: one for one in found.officials}


def refusals(**changes: Any) -> list[str]:
    with pytest.raises(SeveralErrors) as refused:
        results(**changes)
    return [one.code for one in refused.value.errors]


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
    assert (found.scheme_digest, found.rulebook_digest) == (scheme().digest, rulebook_on().digest)


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


def with_sekda(*disclosed: v.Nip, mark: str = "5") -> c.CaseFile:
    """Return a case in which the Sekda is the superior of some, and rates these with one mark."""
    conflicts = tuple(c.Conflict(nip=of, kind=v.ConflictKind.SUPERIOR, note="atasan") for of in disclosed)
    sheets = tuple(
        replace(one, ratings=tuple(replace(r, mark=Decimal(mark)) for r in one.ratings))
        if one.examiner == "P1" and one.nip in disclosed
        else one
        for one in small_case().rating_sheets
    )
    return small_case(
        examiners=(replace(panel()[0], conflicts=conflicts), *panel()[1:]), rating_sheets=sheets
    )


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


# One pure function of entries ---------------------------------------------------------------------


def entries_of(case: c.CaseFile) -> list[Opened]:
    drafts = drafts_of(case, (*DESIGN_TYPES, *RECORD_TYPES, *SCORING_TYPES))
    rulebook = Opened(EntryType.RULEBOOK, "", rulebook_on().to_payload())
    return [rulebook, *(Opened(one.type, one.subject, one.payload) for one in drafts)]


BUSY = with_sekda(ANI.nip, CITRA.nip, mark="2")


def test_the_results_of_entries_are_those_of_the_case() -> None:
    assert results_of(entries_of(BUSY), as_of=TEST_ON) == results(BUSY)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_marks_and_records_may_be_entered_in_any_order(chance: Any) -> None:
    entries = entries_of(BUSY)
    design = [one for one in entries if one.type in (EntryType.RULEBOOK, *DESIGN_TYPES)]
    later = entries[len(design) :]
    chance.shuffle(later)

    assert results_of([*design, *later], as_of=TEST_ON) == results(BUSY)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_people_posts_and_examiners_changes_no_result_of_anybody(chance: Any) -> None:
    mixed = replace(
        BUSY,
        officials=tuple(chance.sample(BUSY.officials, 3)),
        positions=tuple(chance.sample(BUSY.positions, 4)),
        examiners=tuple(chance.sample(BUSY.examiners, 5)),
        assignments=tuple(chance.sample(BUSY.assignments, 10)),
        permissions=tuple(chance.sample(BUSY.permissions, len(BUSY.permissions))),
    )

    def told(found: Results) -> dict[str, Any]:
        return {
            one.name: replace(one, code="", examiners=tuple(sorted(one.examiners, key=str)))
            for one in found.officials
        }

    assert told(results(mixed)) == told(results(BUSY))
    assert results(mixed).summary == results(BUSY).summary


def test_a_superseding_sheet_counts_and_the_superseded_does_not() -> None:
    revised = sheet("P1", ANI.nip, PAPER, M1="1", M2="1")
    changed = small_case(rating_sheets=(revised, *small_case().rating_sheets[1:]))
    first = entries_of(small_case())
    late = [one for one in entries_of(changed) if one not in first]

    found = results_of([*first, *late], as_of=TEST_ON)

    assert len(late) == 1
    assert found == results(changed)
    assert by_name(found)["Ani"].score == Decimal("83.60")


def test_the_day_of_asking_changes_no_score() -> None:
    later = results_from(small_case(), rulebook_on(), as_of=date(2026, 1, 1))

    assert later.officials == results().officials


def test_without_a_rulebook_nothing_is_judged() -> None:
    with pytest.raises(CoreError) as refused:
        results_of(
            [one for one in entries_of(small_case()) if one.type is not EntryType.RULEBOOK], as_of=TEST_ON
        )

    assert (refused.value.code, dict(refused.value.facts)) == ("entries_incomplete", {"missing": "rulebook"})


def test_one_event_has_one_rulebook() -> None:
    pinned = entries_of(small_case())[0]
    another = Opened(EntryType.RULEBOOK, "", rulebook_on(date(2025, 1, 1)).to_payload())

    assert rulebook_of([pinned, pinned]) == rulebook_on()
    with pytest.raises(CoreError) as refused:
        rulebook_of([pinned, another])

    assert (refused.value.code, dict(refused.value.facts)) == ("rulebook_pinned_twice", {"got": 2})


# Bugs seen elsewhere, each of which must not happen here ------------------------------------------


def centre_only(*reports: c.Assessment, **changes: Any) -> Results:
    return results(
        scheme=scheme(components=(component("AC", "100", v.Method.ASSESSMENT_CENTRE),)),
        assignments=(),
        rating_sheets=(),
        assessments=reports,
        **changes,
    )


def test_known_bug_sixty_five_for_the_sixty_eight_boundary() -> None:
    levels = {
        code: Decimal(got)
        for code, got in zip(assessment(ANI.nip).levels, ("2.6", "2.6", "2.6", "2.6"), strict=True)
    }
    passing = {code: Decimal(got) for code, got in zip(levels, ("2.72", "2.72", "2.72", "2.72"), strict=True)}
    found = centre_only(
        assessment(ANI.nip, levels=levels),
        assessment(BUDI.nip, levels=passing),
        assessment(CITRA.nip),
    )

    assert [(str(one.score), one.category, one.passed) for one in found.officials] == [
        ("65.00", v.Category.KMS, False),
        ("68.00", v.Category.MMS, True),
        ("100.00", v.Category.MS, True),
    ]


def test_known_bug_mapping_categories_on_a_selection_report() -> None:
    mapping = tuple(
        s.Cut(category=category, at_least=Decimal(start))
        for category, start in zip(s.CATEGORIES[v.Purpose.MAPPING], (90, 78, 0), strict=True)
    )

    assert set(refusals(scheme=scheme(cuts=mapping, pass_from=v.Category.OPTIMAL))) == {
        "category_not_of_purpose"
    }


def test_known_bug_every_baik_counted_as_above_expectation() -> None:
    by_points = replace(scheme().talent, performance_by_label=False)

    assert {one.box.performance for one in results().officials if one.box} == {v.PerformanceAxis.MEETS}
    assert refusals(scheme=scheme(talent=by_points)) == ["predicate_axis_without_label"]


def test_known_bug_nine_boxes_numbered_in_another_ministrys_way() -> None:
    # Above expectation and middle potential is 7 here, 8 there; as expected and high is 8 here, 7 there.
    best = tuple(replace(one, predicate="Sangat Baik") for one in small_case().performances)

    found = by_name(results(performances=best))
    usual = by_name(results())

    assert [(one.box.number, one.box.potential) for one in (found["Budi"], usual["Ani"]) if one.box] == [
        (7, v.PotentialAxis.MIDDLE),
        (8, v.PotentialAxis.HIGH),
    ]


def test_known_bug_a_match_above_a_hundred() -> None:
    fives = {code: Decimal(5) for code in assessment(ANI.nip).levels}
    found = centre_only(*(assessment(of.nip, levels=fives) for of in (ANI, BUDI, CITRA)))

    assert {one.match.percent for one in found.officials if one.match} == {Decimal("100.00")}
    assert {other.percent for one in found.officials for other in one.alternatives} == {Decimal("100.00")}
    assert {one.score for one in found.officials} == {Decimal("100.00")}


def test_known_bug_a_missing_component_counted_as_zero() -> None:
    assert refusals(performances=()) == ["component_missing"] * 3


BLANK: dict[str, Callable[[], c.Rating]] = {
    "not scored": lambda: c.Rating(criterion=v.CriterionCode("W1"), state=v.MarkState.NOT_SCORED, mark=None),
    "left out": lambda: c.Rating(criterion=v.CriterionCode("W1"), state=v.MarkState.SCORED, mark=None),
}


@pytest.mark.parametrize("blank", BLANK.values(), ids=BLANK.keys())
def test_known_bug_a_blank_looking_like_the_lowest_mark(blank: Callable[[], c.Rating]) -> None:
    def with_last(one: c.Rating) -> tuple[c.RatingSheet, ...]:
        *rest, last = small_case().rating_sheets
        return (*rest, replace(last, ratings=(one,)))

    lowest = c.Rating(criterion=v.CriterionCode("W1"), state=v.MarkState.SCORED, mark=Decimal(1))

    assert results(rating_sheets=with_last(lowest)).is_scored
    assert "mark_missing" in refusals(rating_sheets=with_last(blank()))


def test_an_assessment_that_only_some_have_is_lawful_where_it_may_be_missing() -> None:
    parts = (
        component("KINERJA", "60", v.Method.PERFORMANCE),
        component("AC", "40", v.Method.ASSESSMENT_CENTRE, when_missing=s.WhenMissing.RESCALE),
    )
    with_centre = scheme(components=parts)
    shared: dict[str, Any] = {
        "scheme": with_centre,
        "assignments": (),
        "rating_sheets": (),
        "assessments": (assessment(ANI.nip),),
    }

    found = by_name(results(**shared))

    assert {name: str(one.score) for name, one in found.items()} == {
        "Ani": "94.00",
        "Budi": "90.00",
        "Citra": "90.00",
    }
    required = replace(
        with_centre, components=(parts[0], replace(parts[1], when_missing=s.WhenMissing.REQUIRED))
    )
    assert refusals(**{**shared, "scheme": required}) == ["component_missing"] * 2


def test_an_expired_assessment_is_missing_once_its_rule_is_confirmed() -> None:
    part = component("AC", "100", v.Method.ASSESSMENT_CENTRE)
    case = small_case(
        scheme=scheme(components=(part,)),
        assignments=(),
        rating_sheets=(),
        assessments=tuple(assessment(of.nip, date(2020, 6, 1)) for of in (ANI, BUDI, CITRA)),
    )

    with pytest.raises(SeveralErrors) as refused:
        results_from(case, rulebook_on(TEST_ON, "AC-VALID"), as_of=TEST_ON)

    assert [one.code for one in refused.value.errors] == ["component_missing"] * 3
    assert results(case).is_scored
