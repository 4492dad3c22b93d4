"""What each source holds for one person, and the difference between nothing, a gap and a doubt."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import Reading, dossier_of
from selaras.core.errors import CoreError
from selaras.core.sources import form_of, read_leaf
from tests.core.building import (
    ANI,
    component,
    criterion,
    panel,
    rating,
    rulebook_on,
    scheme,
    sheet,
    small_case,
)
from tests.core.building_sources import read, refusal


def test_a_branch_is_not_read() -> None:
    assert refusal(component("A")) == ("component_is_no_leaf", {"component": "A"})


# The panel ---------------------------------------------------------------------------------------

PAPER = component("MAKALAH", "100", v.Method.PAPER)
OPTIONAL = replace(PAPER, when_missing=s.WhenMissing.RESCALE)


def papers(*marks: tuple[str | None, str | None]) -> tuple[c.RatingSheet, ...]:
    """Return one sheet per examiner with the marks of M1 (60) and M2 (40)."""
    return tuple(
        sheet(member.code, ANI.nip, v.Method.PAPER, M1=one, M2=two)
        for member, (one, two) in zip(panel(), marks, strict=False)
    )


def test_the_panel_gives_a_mean_of_forms() -> None:
    found = read(PAPER, rating_sheets=papers(("5", "4"), ("4", "4"), ("3", "4"), ("4", "5"), ("4", None)))

    assert found is not None
    forms = [Fraction(92), Fraction(80), Fraction(68), Fraction(88), Fraction(80)]
    assert found.points == sum(forms, Fraction(0)) / 5
    assert [(one.examiner, one.points) for one in found.by_examiner] == [
        (f"P{n}", points) for n, points in enumerate(forms, start=1)
    ]
    assert {(one.component, one.method, one.disclosed, one.discrepant) for one in found.by_examiner} == {
        ("MAKALAH", v.Method.PAPER, False, False)
    }
    # The criterion without evidence is the mean of those who saw some.
    assert found.by_criterion == {"M1": 80, "M2": 85}


def test_a_missing_sheet_is_an_error_that_names_examiner_person_and_method() -> None:
    assert refusal(PAPER, rating_sheets=papers(("5", "4"))) == (
        "sheet_missing",
        {"examiner": "P2", "nip": ANI.nip, "method": "paper"},
    )


def test_a_missing_mark_is_an_error_that_names_its_criterion_too() -> None:
    sheets = papers(*[("5", "4")] * 4)
    hollow = sheet("P5", ANI.nip, v.Method.PAPER, M1="5")

    assert refusal(PAPER, rating_sheets=(*sheets, hollow)) == (
        "mark_missing",
        {"examiner": "P5", "nip": ANI.nip, "method": "paper", "criterion": "M2"},
    )


def test_nobody_assigned_is_an_error_unless_the_component_may_be_missing() -> None:
    assert refusal(PAPER, assignments=()) == (
        "nobody_assigned",
        {"nip": ANI.nip, "method": "paper", "component": "MAKALAH"},
    )
    assert read(OPTIONAL, assignments=()) is None


def test_a_component_that_may_be_missing_may_not_be_half_there() -> None:
    assert refusal(OPTIONAL, rating_sheets=papers(("5", "4")))[0] == "sheet_missing"


def test_ratings_under_a_disclosed_conflict_can_be_left_out() -> None:
    superior = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.SUPERIOR, note="")
    members = (replace(panel()[0], conflicts=(superior,)), *panel()[1:])
    case = small_case(
        scheme=scheme(components=(PAPER,)),
        examiners=members,
        officials=(ANI,),
        rating_sheets=papers(("5", "5"), *[("3", "3")] * 4),
    )
    dossier = dossier_of(case, rulebook_on())

    whole = read_leaf(dossier, ANI.nip, PAPER)
    without = read_leaf(dossier, ANI.nip, PAPER, undisclosed_only=True)

    assert whole is not None
    assert without is not None
    assert (whole.points, without.points) == (68, 60)
    assert [one.disclosed for one in whole.by_examiner] == [True, False, False, False, False]
    assert [one.examiner for one in without.by_examiner] == ["P2", "P3", "P4", "P5"]


def test_without_anybody_free_of_conflict_there_is_no_score_without() -> None:
    superior = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.SUPERIOR, note="")
    alone = (replace(panel()[0], conflicts=(superior,)),)
    case = small_case(
        scheme=scheme(components=(OPTIONAL,)),
        examiners=alone,
        officials=(ANI,),
        rating_sheets=papers(("5", "5")),
    )

    with pytest.raises(CoreError) as refused:
        read_leaf(dossier_of(case, rulebook_on()), ANI.nip, OPTIONAL, undisclosed_only=True)

    assert refused.value.code == "nobody_assigned"


@pytest.mark.parametrize(
    ("limit", "discrepant"),
    [("16.01", []), ("16", []), ("15.99", ["P1"]), ("3.99", ["P1", "P2", "P3", "P4", "P5"])],
)
def test_an_examiner_further_from_the_panel_than_allowed_is_discrepant(
    limit: str, discrepant: list[str]
) -> None:
    # P1 gives 100, the others 80: the panel's 84 is 16 away from P1 and 4 from each other.
    found = read(
        PAPER,
        rules={"discrepancy": s.DiscrepancyRule(distance_points=Decimal(limit))},
        rating_sheets=papers(("5", "5"), *[("4", "4")] * 4),
    )

    assert found is not None
    assert [one.examiner for one in found.by_examiner if one.discrepant] == discrepant


def test_one_examiner_alone_is_never_discrepant() -> None:
    found = read(
        PAPER,
        rules={"discrepancy": s.DiscrepancyRule(distance_points=Decimal(0))},
        rating_sheets=papers(("5", "5")),
        assignments=small_case().assignments[:1],
    )

    assert found is not None
    assert [one.discrepant for one in found.by_examiner] == [False]


def test_the_frozen_rule_across_examiners_is_used() -> None:
    found = read(
        PAPER,
        rules={"examiner_rule": s.ExaminerRule.MEDIAN},
        rating_sheets=papers(("5", "5"), ("1", "1"), ("4", "4"), ("4", "4"), ("1", "1")),
    )

    assert found is not None
    assert found.points == 80


def test_a_leaf_may_read_some_criteria_of_its_method() -> None:
    part = replace(PAPER, criteria=(v.CriterionCode("M2"),))
    found = read(part, rating_sheets=papers(*[("1", "5")] * 5))

    assert found is not None
    assert (found.points, dict(found.by_criterion)) == (100, {"M2": 100})
    dossier = dossier_of(small_case(), rulebook_on())
    assert [one.code for one in form_of(dossier, part)] == ["M2"]
    assert [one.code for one in form_of(dossier, PAPER)] == ["M1", "M2"]


# 360 degrees -------------------------------------------------------------------------------------

AROUND = component("U360", "100", v.Method.FEEDBACK_360)
QUESTIONS = (criterion("U1", v.Method.FEEDBACK_360, "75"), criterion("U2", v.Method.FEEDBACK_360, "25"))
WEIGHTS = {
    "feedback_weights": tuple(
        s.GroupWeight(group=group, weight=Decimal(weight))
        for group, weight in zip(v.RaterGroup, (50, 30, 20), strict=True)
    )
}
SUPERIOR, PEER, STAFF = v.RaterGroup.SUPERIOR, v.RaterGroup.PEER, v.RaterGroup.STAFF


def answers(group: v.RaterGroup, *marks: str | None, second: str | None = "") -> tuple[c.FeedbackSheet, ...]:
    """Return one answer per mark, given to both questions; ``second`` to the second one instead."""
    return tuple(
        c.FeedbackSheet(
            nip=ANI.nip,
            group=group,
            sheet=number,
            ratings=(rating("U1", mark), rating("U2", mark if second == "" else second)),
        )
        for number, mark in enumerate(marks, start=1)
    )


def around(*sheets: tuple[c.FeedbackSheet, ...]) -> Reading | None:
    return read(AROUND, *QUESTIONS, rules=WEIGHTS, feedback=tuple(one for group in sheets for one in group))


def around_refused(*sheets: tuple[c.FeedbackSheet, ...]) -> tuple[str, dict[str, object]]:
    feedback = tuple(one for group in sheets for one in group)
    return refusal(AROUND, *QUESTIONS, rules=WEIGHTS, feedback=feedback)


def test_superior_peers_and_staff_weigh_as_frozen() -> None:
    found = around(answers(SUPERIOR, "5"), answers(PEER, "4", "4", "1"), answers(STAFF, "2", "2", "2"))

    assert found is not None
    assert found.points == Fraction(50 * 100 + 30 * 60 + 20 * 40, 100)
    assert found.by_criterion == {"U1": 76, "U2": 76}
    assert found.by_examiner == ()


@pytest.mark.parametrize(
    ("peers", "staff"),
    [
        (("4", "4", "1"), ("2", "2")),
        (("4", "1"), ("4", "2", "2")),
        (("4", "4", "1", "2", "2"), ()),
        ((), ("4", "4", "1", "2", "2")),
    ],
)
def test_a_group_under_three_is_merged_so_that_nobody_can_be_told_from_it(
    peers: tuple[str, ...], staff: tuple[str, ...]
) -> None:
    found = around(answers(SUPERIOR, "5"), answers(PEER, *peers), answers(STAFF, *staff))

    assert found is not None
    assert found.points == Fraction(50 * 100 + 50 * 52, 100)
    assert found.by_criterion == {"U1": 76, "U2": 76}


def test_three_together_are_enough() -> None:
    found = around(answers(SUPERIOR, "5"), answers(PEER, "4"), answers(STAFF, "4", "1"))

    assert found is not None
    assert found.points == Fraction(50 * 100 + 50 * 60, 100)


def test_a_group_that_the_scheme_does_not_weigh_counts_nothing() -> None:
    weights = {
        "feedback_weights": (
            s.GroupWeight(group=SUPERIOR, weight=Decimal(70)),
            s.GroupWeight(group=PEER, weight=Decimal(30)),
        )
    }
    sheets = (*answers(SUPERIOR, "5"), *answers(PEER, "4", "4", "4"), *answers(STAFF, "1", "1", "1"))

    found = read(AROUND, *QUESTIONS, rules=weights, feedback=sheets)

    assert found is not None
    assert found.points == Fraction(70 * 100 + 30 * 80, 100)
    assert found.by_criterion == {"U1": 94, "U2": 94}


def test_two_groups_that_are_too_small_even_together_are_an_error() -> None:
    assert around_refused(answers(SUPERIOR, "5"), answers(PEER, "4"), answers(STAFF, "3")) == (
        "group_too_small",
        {"nip": ANI.nip, "component": "U360", "got": 2, "expected": 3},
    )


def test_the_superior_answers_openly_and_once() -> None:
    others = (answers(PEER, "4", "4", "4"), answers(STAFF, "4", "4", "4"))

    assert around_refused(*others) == ("superior_feedback_missing", {"nip": ANI.nip, "component": "U360"})
    assert around_refused(answers(SUPERIOR, "5", "1"), *others) == (
        "superior_feedback_twice",
        {"nip": ANI.nip, "component": "U360", "got": 2},
    )


def test_the_group_whose_answer_lacks_a_mark_is_named_but_no_person() -> None:
    hollow = (c.FeedbackSheet(nip=ANI.nip, group=PEER, sheet=4, ratings=(rating("U1", "5"),)),)

    assert around_refused(
        answers(SUPERIOR, "5"), answers(PEER, "4", "4", "4"), hollow, answers(STAFF, "4", "4", "4")
    ) == (
        "mark_missing",
        {"nip": ANI.nip, "group": "peer", "sheet": 4, "component": "U360", "criterion": "U2"},
    )


def test_a_question_of_which_a_group_saw_nothing_is_weighed_by_the_others() -> None:
    found = around(
        answers(SUPERIOR, "5"), answers(PEER, "4", "4", "4", second=None), answers(STAFF, "2", "2", "2")
    )

    assert found is not None
    assert found.points == Fraction(50 * 100 + 30 * 80 + 20 * 40, 100)
    assert found.by_criterion == {
        "U1": Fraction(50 * 100 + 30 * 80 + 20 * 40, 100),
        "U2": Fraction(50 * 100 + 20 * 40, 70),
    }


def test_a_question_nobody_saw_anything_of_speaks_for_nothing() -> None:
    found = around(
        answers(SUPERIOR, "5", second=None),
        answers(PEER, "4", "4", "4", second=None),
        answers(STAFF, "2", "2", "2", second=None),
    )

    assert found is not None
    assert found.by_criterion == {"U1": 82}


def test_nobody_asked_is_nothing_and_not_a_zero() -> None:
    assert around() is None
