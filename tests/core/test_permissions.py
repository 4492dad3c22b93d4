"""Which letters an event needs, in which order, and whether a decree may be issued."""

from datetime import date

import pytest

from selaras.core import vocabulary as v
from selaras.core.permissions import judge_assessment, judge_permissions
from selaras.core.rules import Outcome
from selaras.core.vocabulary import AgencyKind, EventKind, HeadStatus, PermissionKind
from tests.core.building import (
    ANI,
    TEST_ON,
    agency,
    assessment,
    event,
    head,
    permission,
    position,
    rulebook_on,
    small_case,
)

MET, BROKEN, FLAGGED = Outcome.MET, Outcome.BROKEN, Outcome.FLAGGED
UNKNOWN = Outcome.UNKNOWN
CONSENT = PermissionKind.MINISTER_CONSENT


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


def decree(on, **changes):
    """Return an event whose decree is planned, all letters before it."""
    return with_letters(event=event(planned_decree_on=on, **changes))


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


# --- the window before an election -------------------------------------------------------------


def test_a_decree_is_lawful_until_21_march_2024_and_needs_consent_from_22_march():
    assert gates(decree(date(2024, 3, 21))) == []
    assert gates(decree(date(2024, 3, 22))) == [("PILK-71-2", BROKEN)]


def test_a_shut_window_says_since_when_and_which_letter_is_missing():
    found = finding(decree(date(2024, 3, 22)), "PILK-71-2")

    assert (found.facts["window_from"], found.facts["window_until"]) == (
        "2024-03-22",
        "2025-02-20",
    )
    assert found.facts["missing_letters"] == "minister-consent"
    assert "22 Maret 2024" in found.text_id()


def test_the_ministers_consent_opens_the_window_if_it_comes_before_the_decree():
    when = event(planned_decree_on=date(2024, 4, 2))

    def shut(dated_on):
        return gates(with_letters(permission(CONSENT, dated_on), event=when))

    assert shut(date(2024, 4, 2)) == []
    assert shut(date(2024, 4, 3)) == [("PILK-71-2", BROKEN)]


def test_the_window_ends_with_the_next_inauguration():
    assert gates(decree(date(2025, 2, 19))) == [("PILK-71-2", BROKEN)]
    assert gates(decree(date(2025, 2, 20))) == []


def test_consent_for_one_person_does_not_open_the_window_for_all():
    when = event(planned_decree_on=date(2024, 4, 2))
    for_ani = permission(CONSENT, date(2024, 4, 1), nip=ANI.nip)

    assert gates(with_letters(for_ani, event=when)) == [("PILK-71-2", BROKEN)]


def test_without_a_planned_decree_the_finding_says_until_when_one_is_lawful():
    found = finding(with_letters(event=event(planned_decree_on=None)), "PILK-71-2")

    assert (found.outcome, found.facts["window_from"]) == (MET, "2024-03-22")
    assert found.facts["not_before_on"] == "2024-02-01"
    assert "decree_on" not in found.facts


def test_where_nothing_says_when_the_window_ends_nothing_is_promised():
    endless = head(term_ends_on=None, next_inauguration_on=None)

    assert gates(decree(date(2025, 6, 1), head=endless)) == [("PILK-71-2", UNKNOWN)]


def test_a_region_without_an_election_has_no_window():
    calm = head(candidates_fixed_on=None)

    assert gates(decree(date(2024, 5, 2), head=calm)) == []


def test_the_dates_of_a_past_election_end_with_the_present_heads_inauguration():
    """Metro 2021: candidates were fixed on 23 September 2020, the head sits since February."""
    new = head(
        inaugurated_on=date(2021, 2, 26),
        candidates_fixed_on=date(2020, 9, 23),
        term_ends_on=date(2026, 2, 26),
        next_inauguration_on=None,
    )

    assert gates(decree(date(2024, 3, 15), head=new)) == []


# --- six months after inauguration ---------------------------------------------------------------

METRO = head(
    inaugurated_on=date(2021, 2, 26),
    candidates_fixed_on=None,
    term_ends_on=date(2026, 2, 26),
    next_inauguration_on=None,
)


def metro(decree_on, tested_on=date(2021, 9, 11)):
    when = event(
        head=METRO,
        starts_on=tested_on,
        ends_on=tested_on,
        data_on=tested_on,
        planned_decree_on=decree_on,
    )
    return small_case(event=when, examiners=())


def test_six_months_after_26_february_2021_end_on_26_august():
    book = rulebook_on(date(2021, 9, 11))

    assert finding(metro(date(2021, 8, 25)), "PILK-162-3", book).outcome is BROKEN
    assert finding(metro(date(2021, 8, 26)), "PILK-162-3", book).outcome is MET
    assert finding(metro(date(2021, 9, 30)), "PILK-162-3", book).outcome is MET


def test_a_window_that_was_over_a_year_before_the_test_is_not_told():
    def asked(on):
        book = rulebook_on(on)
        return "PILK-162-3" in [one.rule for one in judge_permissions(metro(None, tested_on=on), book)]

    assert (asked(date(2022, 8, 26)), asked(date(2022, 8, 27))) == (True, False)


def test_a_test_inside_the_six_months_gates_the_decree_and_not_the_test():
    on = date(2021, 8, 2)
    book = rulebook_on(on)

    assert finding(metro(date(2021, 9, 1), tested_on=on), "PILK-162-3", book).outcome is MET
    assert finding(metro(None, tested_on=on), "PILK-162-3", book).outcome is BROKEN
    assert finding(metro(None), "PILK-162-3", rulebook_on(date(2021, 9, 11))).outcome is MET


def test_inside_a_window_the_ministers_permission_to_test_is_asked_for_as_a_flag():
    inside, after = date(2021, 8, 25), date(2021, 8, 26)

    def asked(on):
        found = gates(metro(date(2021, 9, 30), tested_on=on), rulebook_on(on))
        return ("OVER-TEST-MINISTER", FLAGGED) in found

    assert (asked(inside), asked(after)) == (True, False)


def test_a_permission_to_test_that_was_given_is_shown():
    given = permission(PermissionKind.TEST_MINISTER, date(2024, 1, 9))

    assert finding(with_letters(given), "OVER-TEST-MINISTER").outcome is MET


# --- acting heads ------------------------------------------------------------------------------


def banten(*letters, status=HeadStatus.PENJABAT, on=date(2023, 1, 3)):
    acting = head(
        status=status,
        inaugurated_on=date(2022, 5, 12),
        candidates_fixed_on=None,
        next_inauguration_on=None,
    )
    when = event(head=acting, starts_on=on, ends_on=on, data_on=on, planned_decree_on=date(2023, 4, 3))
    return with_letters(*letters, event=when), rulebook_on(on)


@pytest.mark.parametrize("status", [HeadStatus.PENJABAT, HeadStatus.PLT])
def test_under_an_acting_head_the_gate_is_shut_until_the_ministers_letter_is_there(status):
    alone, book = banten(status=status)
    with_consent, _ = banten(permission(CONSENT, date(2023, 3, 20)), status=status)

    def shut(case):
        return [rule for rule, outcome in gates(case, book) if outcome is BROKEN]

    assert [rule for rule in shut(alone) if rule.startswith("PILK")] == ["PILK-PJ", "PILK-PJ-2022"]
    assert [rule for rule in shut(with_consent) if rule.startswith("PILK")] == []


def test_an_acting_head_is_not_bound_by_six_months_after_an_election():
    case, book = banten()

    assert "PILK-162-3" not in [one.rule for one in judge_permissions(case, book)]


def test_an_elected_head_needs_no_consent_outside_the_windows():
    case, book = banten(status=HeadStatus.DEFINITIVE)

    assert [rule for rule, _ in gates(case, book) if rule.startswith("PILK-PJ")] == []


def test_the_circular_of_2022_is_not_asked_before_it_was_written():
    case, book = banten(on=date(2022, 9, 13))

    asked = [one.rule for one in judge_permissions(case, book) if one.rule.startswith("PILK-PJ")]

    assert asked == ["PILK-PJ"]


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
