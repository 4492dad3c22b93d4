"""Which letters an event needs, in which order, and whether a decree may be issued."""

from datetime import date

import pytest

from selaras.core import vocabulary as v
from selaras.core.permissions import judge_assessment, judge_permissions
from selaras.core.rules import Outcome
from selaras.core.vocabulary import AgencyKind, EventKind, PermissionKind
from tests.core.building import (
    ANI,
    TEST_ON,
    agency,
    assessment,
    event,
    permission,
    position,
    rulebook_on,
    small_case,
)

MET, BROKEN, FLAGGED = Outcome.MET, Outcome.BROKEN, Outcome.FLAGGED
UNKNOWN = Outcome.UNKNOWN


def gates(case, rulebook=None):
    return [
        (one.rule, one.outcome)
        for one in judge_permissions(case, rulebook or rulebook_on())
        if one.needs_attention
    ]


def with_letters(*more, **changes):
    return small_case(permissions=(*small_case().permissions, *more), **changes)


def without(kind, **changes):
    kept = tuple(one for one in small_case().permissions if one.kind is not kind)
    return small_case(permissions=kept, **changes)


def with_letter_of(kind, dated_on, **changes):
    return small_case(
        permissions=(
            *(one for one in small_case().permissions if one.kind is not kind),
            permission(kind, dated_on),
        ),
        **changes,
    )


def finding(case, rule, rulebook=None):
    found = [one for one in judge_permissions(case, rulebook or rulebook_on()) if one.rule == rule]
    assert len(found) == 1
    return found[0]


def test_an_event_with_all_its_letters_in_order_has_every_gate_open():
    assert gates(small_case()) == []


# --- letters and their order -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (PermissionKind.TEST_PLAN, ("OVER-3GATES", FLAGGED)),
        (PermissionKind.PANEL_DECREE, ("PANSEL-TERM", BROKEN)),
        (PermissionKind.RESULT, ("OVER-3GATES", FLAGGED)),
        (PermissionKind.PERTEK, ("OVER-PERTEK", BROKEN)),
        (PermissionKind.OPEN_SELECTION_CONSENT, ("OVER-OPEN-SELECTION", FLAGGED)),
    ],
)
def test_a_missing_letter_shuts_its_gate_and_is_named(kind, found):
    case = without(kind)

    shut = [one for one in judge_permissions(case, rulebook_on()) if one.needs_attention]

    assert [(one.rule, one.outcome) for one in shut] == [found]
    assert shut[0].facts["missing_letters"] == kind.value
    assert kind.istilah.casefold() in shut[0].text_id().casefold()


@pytest.mark.parametrize(
    ("kind", "in_time", "out_of_order", "rule"),
    [
        (PermissionKind.TEST_PLAN, TEST_ON, date(2024, 1, 31), "OVER-3GATES"),
        (PermissionKind.PANEL_DECREE, TEST_ON, date(2024, 1, 31), "PANSEL-TERM"),
        (PermissionKind.RESULT, date(2024, 2, 1), date(2024, 1, 31), "OVER-3GATES"),
        (PermissionKind.PERTEK, date(2024, 2, 20), date(2024, 2, 19), "OVER-PERTEK"),
        (PermissionKind.PERTEK, date(2024, 3, 15), date(2024, 3, 16), "OVER-PERTEK"),
    ],
)
def test_each_letter_comes_after_what_it_rests_on(kind, in_time, out_of_order, rule):
    assert gates(with_letter_of(kind, in_time)) == []
    assert [name for name, _ in gates(with_letter_of(kind, out_of_order))] == [rule]


def test_a_verdict_after_the_decree_is_out_of_order():
    case = with_letter_of(PermissionKind.RESULT, date(2024, 3, 16))

    assert [name for name, _ in gates(case)] == ["OVER-3GATES", "OVER-PERTEK"]


def test_a_letter_without_a_date_leaves_the_order_undecided():
    case = with_letter_of(PermissionKind.PERTEK, None)

    assert gates(case) == [("OVER-PERTEK", UNKNOWN)]


@pytest.mark.parametrize("state", [v.PermissionState.ASKED, v.PermissionState.REFUSED])
def test_a_letter_asked_for_or_refused_opens_nothing(state):
    kept = without(PermissionKind.PERTEK).permissions
    asked = permission(PermissionKind.PERTEK, state=state)

    assert gates(small_case(permissions=(*kept, asked))) == [("OVER-PERTEK", BROKEN)]


def test_letters_written_one_per_person_count():
    kept = without(PermissionKind.PERTEK).permissions
    one = permission(PermissionKind.PERTEK, date(2024, 3, 4), nip=ANI.nip)

    assert gates(small_case(permissions=(*kept, one))) == []


def test_the_pertek_is_asked_for_from_10_january_2023_only():
    case = without(PermissionKind.PERTEK)

    assert ("OVER-PERTEK", BROKEN) not in gates(case, rulebook_on(date(2023, 1, 9)))
    assert ("OVER-PERTEK", BROKEN) in gates(case, rulebook_on(date(2023, 1, 10)))


@pytest.mark.parametrize(("on", "body"), [(date(2024, 7, 31), "KASN"), (date(2024, 8, 1), "BKN")])
def test_the_reviewer_of_plan_and_result_is_that_of_the_day(on, body):
    plans = [
        one.facts["body"]
        for one in judge_permissions(small_case(), rulebook_on(on))
        if one.rule == "OVER-3GATES"
    ]

    assert plans == [body, body]


@pytest.mark.parametrize("kind", [AgencyKind.CITY, AgencyKind.REGENCY])
def test_a_city_sends_its_result_with_the_governors_cover_letter(kind):
    city = agency(kind=kind, province="Lampung")
    cover = permission(PermissionKind.GOVERNOR, date(2024, 2, 12))
    too_late = permission(PermissionKind.GOVERNOR, date(2024, 2, 21))

    assert gates(small_case(agency=city)) == [("OVER-GOVERNOR", FLAGGED)]
    assert gates(with_letters(too_late, agency=city)) == [("OVER-GOVERNOR", FLAGGED)]
    assert gates(with_letters(cover, agency=city)) == []


def test_moves_of_administration_officials_need_the_performance_team():
    when = event(kind=EventKind.ADMINISTRATOR, assessed_level=v.Level.ADMINISTRATOR)

    assert gates(small_case(event=when)) == []
    assert gates(without(PermissionKind.PERFORMANCE_TEAM, event=when)) == [("MUT-191-TPK", BROKEN)]


def test_the_reviewer_of_jpt_is_not_asked_about_administration_officials():
    when = event(kind=EventKind.ADMINISTRATOR, assessed_level=v.Level.ADMINISTRATOR)
    team = permission(PermissionKind.PERFORMANCE_TEAM)
    late = permission(PermissionKind.TEST_PLAN, date(2024, 1, 31))
    keep = (
        permission(PermissionKind.PANEL_DECREE),
        permission(PermissionKind.PERTEK, date(2024, 3, 4)),
        team,
    )

    def found(*letters):
        return gates(small_case(event=when, permissions=(*keep, *letters), positions=()))

    assert found() == []
    assert found(late) == [("OVER-3GATES", FLAGGED)]


def test_a_map_of_talent_ends_without_a_decree_and_needs_no_letters_for_one():
    case = small_case(event=event(kind=EventKind.MAPPING), permissions=(), examiners=())

    assert judge_permissions(case, rulebook_on()) == ()


def test_an_outside_centre_needs_no_panel_decree():
    centre = event(assessor_body="Lembaga Administrasi Negara")

    assert gates(without(PermissionKind.PANEL_DECREE, event=centre, examiners=())) == []


def test_a_special_post_in_play_is_flagged_until_its_letter_is_there():
    inspector = position("J-05", special=v.SpecialPost.INSPECTORATE)
    resting = position("J-06", special=v.SpecialPost.INSPECTORATE, is_in_play=False)
    letter = permission(PermissionKind.CONSULTATION)

    assert gates(small_case(positions=(inspector, resting))) == [("SPEC-INSPEKTUR", FLAGGED)]
    assert gates(with_letters(letter, positions=(inspector, resting))) == []


def test_open_selection_needs_its_permission_only_where_posts_are_vacant():
    kept = without(PermissionKind.OPEN_SELECTION_CONSENT).permissions
    acting = position("J-05", state=v.PositionState.ACTING)

    filled = small_case(permissions=kept, positions=(position("J-01"),))
    empty = small_case(permissions=kept, positions=(position("J-01"), acting))

    assert gates(filled) == []
    assert finding(empty, "OVER-OPEN-SELECTION").facts["n_vacant"] == 1


# --- old assessments ---------------------------------------------------------------------------


def validity(**changes):
    found = judge_assessment(
        assessment(ANI.nip, **changes),
        level=v.Level.JPT_PRATAMA,
        on=date(2021, 9, 11),
        rulebook=rulebook_on(date(2021, 9, 11)),
    )
    return {one.rule: one.outcome for one in found}


def test_an_assessment_is_valid_for_three_years_to_the_day():
    valid = {"AC-VALID": MET, "AC-ACCRED": MET}

    assert validity(assessed_on=date(2019, 6, 18)) == valid
    assert validity(assessed_on=date(2018, 9, 11)) == valid
    assert validity(assessed_on=date(2018, 9, 10)) == {**valid, "AC-VALID": FLAGGED}


def test_an_assessment_for_another_level_is_flagged():
    found = validity(assessed_on=date(2019, 6, 18), for_level=v.Level.ADMINISTRATOR)

    assert found == {"AC-VALID": FLAGGED, "AC-ACCRED": MET}


def test_an_assessment_by_a_body_without_accreditation_is_flagged():
    found = validity(assessed_on=date(2019, 6, 18), accreditation=None)

    assert found == {"AC-VALID": MET, "AC-ACCRED": FLAGGED}
