"""Which post a person may lawfully take."""

from dataclasses import replace
from datetime import date

import pytest

from selaras.core import vocabulary as v
from selaras.core.eligibility import judge_target
from selaras.core.rules import Outcome
from selaras.core.vocabulary import EventKind, PermissionKind
from tests.core.building import (
    ANI,
    event,
    permission,
    position,
    rulebook_on,
    small_case,
)

BROKEN, FLAGGED = Outcome.BROKEN, Outcome.FLAGGED


def target(person, post, rulebook=None, **changes):
    changes.setdefault("officials", (person,))
    case = small_case(positions=(position("J-01"), post), **changes)
    findings = judge_target(person, post, case=case, rulebook=rulebook or rulebook_on())
    return {one.rule: one.outcome for one in findings if one.needs_attention}


def test_a_fitting_post_of_the_same_level_is_open_without_remarks():
    assert target(ANI, position("J-09")) == {}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"level": v.Level.JPT_MADYA}, "MUT-LEVEL"),
        ({"level": v.Level.ADMINISTRATOR}, "MUT-LEVEL"),
        ({"min_education": v.Education.S3}, "ELIG-POST-EDU"),
        ({"study_fields": ("Hukum", "Kedokteran")}, "ELIG-POST-FIELD"),
        ({"min_grade": "IV/d"}, "ELIG-POST-RANK"),
        ({"min_experience_years": 13}, "ELIG-POST-EXP"),
        ({"experience_fields": ("Kesehatan",)}, "ELIG-POST-EXP"),
    ],
)
def test_an_unmet_requirement_of_a_post_closes_it(changes, rule):
    assert target(ANI, position("J-09", **changes))[rule] is BROKEN


@pytest.mark.parametrize(
    "changes",
    [
        {"min_education": v.Education.S2},
        {"study_fields": ("hukum", " MANAJEMEN ")},
        {"min_grade": "IV/c"},
        {"min_experience_years": 12},
        {"experience_fields": ("Kesehatan", "perencanaan")},
        {"experience_fields": (), "min_experience_years": 30},
    ],
)
def test_a_requirement_that_is_just_met_leaves_the_post_open(changes):
    assert target(ANI, position("J-09", **changes)) == {}


def test_requirements_of_the_post_one_already_holds_are_flags():
    own = position("J-01", min_education=v.Education.S3, level=v.Level.JPT_PRATAMA)
    findings = judge_target(ANI, own, case=small_case(), rulebook=rulebook_on())

    assert {one.rule: one.outcome for one in findings if one.needs_attention} == {"ELIG-POST-EDU": FLAGGED}


def test_two_years_are_counted_on_the_day_of_the_move():
    nearly = replace(ANI, in_position_since=date(2022, 3, 15))
    not_yet = replace(ANI, in_position_since=date(2022, 3, 16))

    assert target(nearly, position("J-09")) == {}
    assert target(not_yet, position("J-09")) == {"MUT-132-MIN2": BROKEN}


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (EventKind.FIVE_YEAR, {"MUT-132-MIN2": BROKEN}),
        (EventKind.RETEST, {"MUT-132-MIN2": BROKEN}),
        (EventKind.MAPPING, {"MUT-132-MIN2": BROKEN}),
        (EventKind.REORGANISATION, {}),
    ],
)
def test_who_may_be_evaluated_before_two_years_may_not_yet_be_moved(kind, found):
    newly = replace(ANI, in_position_since=date(2023, 6, 1))

    assert target(newly, position("J-09"), event=event(kind=kind)) == found


def test_an_administrator_moves_after_two_years_by_the_general_rule():
    when = event(kind=EventKind.ADMINISTRATOR, assessed_level=v.Level.ADMINISTRATOR)
    post = position("J-09", level=v.Level.ADMINISTRATOR)
    person = replace(ANI, level=v.Level.ADMINISTRATOR, in_position_since=date(2022, 3, 16))

    assert target(person, post, event=when) == {"MUT-190-GENERAL": BROKEN}


def test_the_ceiling_of_five_years_on_the_vacant_route_only_warns():
    old = replace(ANI, in_position_since=date(2018, 1, 2))
    vacant = position("J-09", state=v.PositionState.VACANT)

    assert target(old, vacant) == {"MUT-5Y": FLAGGED, "MUT-131-ORIG": FLAGGED}
    assert target(old, position("J-09")) == {"MUT-5Y": FLAGGED}


def test_nobody_moves_after_the_day_of_retirement():
    old = replace(ANI, born_on=date(1964, 3, 14))

    assert target(old, position("J-09")) == {"ELIG-RETIRE": BROKEN, "ELIG-JPTP-AGE": FLAGGED}


@pytest.mark.parametrize("changes", [{"job_class": 13}, {"allowance_class": "13"}])
def test_a_lower_class_or_allowance_is_a_flag(changes):
    assert target(ANI, position("J-09", **changes)) == {"MUT-CLASS": FLAGGED}


def test_allowance_classes_that_are_no_numbers_are_not_put_in_order():
    assert target(ANI, position("J-09", allowance_class="B")) == {}


@pytest.mark.parametrize(
    ("special", "kind", "rule"),
    [
        (v.SpecialPost.INSPECTORATE, PermissionKind.CONSULTATION, "SPEC-INSPEKTUR"),
        (v.SpecialPost.CIVIL_REGISTRY, PermissionKind.MINISTER_CONSENT, "SPEC-DUKCAPIL"),
        (v.SpecialPost.COUNCIL_SECRETARY, PermissionKind.COUNCIL, "SPEC-SEKWAN"),
    ],
)
def test_a_special_post_is_flagged_until_its_letter_is_there(special, kind, rule):
    post = position("J-09", special=special)
    given_for_it = permission(kind, position=post.code)
    given_for_another = permission(kind, position=v.PositionCode("J-01"))

    assert target(ANI, post, permissions=()) == {rule: FLAGGED}
    assert target(ANI, post, permissions=(given_for_another,)) == {rule: FLAGGED}
    assert target(ANI, post, permissions=(given_for_it,)) == {}


def test_the_ministers_general_consent_does_not_appoint_a_registrar():
    post = position("J-09", special=v.SpecialPost.CIVIL_REGISTRY)

    found = target(ANI, post, permissions=(permission(PermissionKind.MINISTER_CONSENT),))

    assert found == {"SPEC-DUKCAPIL": FLAGGED}


def test_leaving_a_special_post_needs_its_letter_as_well():
    case = small_case(positions=(position("J-01", special=v.SpecialPost.INSPECTORATE),))

    findings = judge_target(ANI, position("J-09"), case=case, rulebook=rulebook_on())

    assert [one.rule for one in findings if one.needs_attention] == ["SPEC-INSPEKTUR"]


def test_open_selection_is_the_door_by_which_one_rises():
    person = replace(ANI, level=v.Level.ADMINISTRATOR)
    when = event(kind=EventKind.OPEN_SELECTION)

    assert target(person, position("J-09"), event=when) == {}
    assert target(person, position("J-09"))["MUT-LEVEL"] is BROKEN


def test_what_a_post_does_not_require_is_not_asked():
    bare = position(
        "J-09", min_education=None, min_grade=None, min_experience_years=None, level=v.Level.JPT_MADYA
    )
    unclassed = replace(ANI, job_class=None, allowance_class=None)

    assert target(unclassed, bare) == {"MUT-LEVEL": BROKEN}


def test_a_functional_post_has_no_age_of_retirement_to_judge():
    person = replace(ANI, level=v.Level.JF_AHLI_UTAMA, born_on=date(1960, 1, 1))

    assert "ELIG-RETIRE" not in target(person, position("J-09"))
