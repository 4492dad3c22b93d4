"""Who takes part, who is exempt, who is not eligible, and which post a person may take."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.careers import completed_months, experience_months, merged
from selaras.core.eligibility import absence, judge_official, judge_target
from selaras.core.errors import CoreError
from selaras.core.rules import Outcome
from selaras.core.vocabulary import EventKind, ParticipantStatus, PermissionKind
from tests.core.building import (
    ANI,
    BUDI,
    TEST_ON,
    event,
    letter,
    official,
    permission,
    position,
    post_held,
    rulebook_on,
    small_case,
)

MET, BROKEN, FLAGGED = Outcome.MET, Outcome.BROKEN, Outcome.FLAGGED
PARTICIPANT, EXEMPT = ParticipantStatus.PARTICIPANT, ParticipantStatus.EXEMPT
INELIGIBLE = ParticipantStatus.INELIGIBLE


def standing(person, rulebook=None, **changes):
    """Return the status and the outcome of every rule asked, by rule."""
    case = small_case(officials=(person,), **changes)
    status, findings = judge_official(person, case=case, rulebook=rulebook or rulebook_on())
    return status, {one.rule: one.outcome for one in findings}


def reasons(person, rulebook=None, **changes):
    case = small_case(officials=(person,), **changes)
    _, findings = judge_official(person, case=case, rulebook=rulebook or rulebook_on())
    return [one for one in findings if one.needs_attention]


def target(person, post, rulebook=None, **changes):
    changes.setdefault("officials", (person,))
    case = small_case(positions=(position("J-01"), post), **changes)
    findings = judge_target(person, post, case=case, rulebook=rulebook or rulebook_on())
    return {one.rule: one.outcome for one in findings if one.needs_attention}


# --- two years in post -------------------------------------------------------------------------


def test_one_day_before_two_years_an_official_is_exempt_and_on_the_day_takes_part():
    newly = official(in_position_since=TEST_ON.replace(year=2022) + timedelta(days=1))
    settled = official(in_position_since=TEST_ON.replace(year=2022))

    assert standing(newly)[0] is EXEMPT
    assert standing(settled)[0] is PARTICIPANT


def test_an_exemption_names_its_article_and_the_day_on_which_two_years_are_reached():
    on = date(2021, 9, 1)
    april = official(in_position_since=date(2021, 4, 12))
    when = event(starts_on=on, ends_on=on, data_on=on, planned_decree_on=None)

    found = reasons(april, rulebook_on(on), event=when)

    assert [(one.rule, one.outcome, one.facts["limit_on"]) for one in found] == [
        ("MUT-132-MIN2", BROKEN, "2023-04-12"),
        ("MUT-2Y-BAN", BROKEN, "2023-04-12"),
    ]
    assert "Ps 132" in found[0].article
    assert "12 April 2023" in found[0].text_id()


def test_the_ban_of_the_old_law_is_asked_until_it_was_repealed():
    newly = official(in_position_since=date(2023, 1, 2))

    def asked(on):
        when = event(starts_on=on, ends_on=on, data_on=on)
        return "MUT-2Y-BAN" in standing(newly, rulebook_on(on), event=when)[1]

    assert (asked(date(2023, 10, 30)), asked(date(2023, 10, 31))) == (True, False)


def test_an_exception_file_lifts_the_two_years_openly():
    newly = official(in_position_since=date(2023, 1, 2))
    file = permission(PermissionKind.EARLY_MOVE, nip=newly.nip, note="Kinerja unit")

    status, found = standing(newly, permissions=(file,))

    assert status is PARTICIPANT
    assert (found["MUT-132-MIN2"], found["MUT-LT2Y-SE19"]) == (FLAGGED, FLAGGED)


def test_an_exception_file_of_somebody_else_or_merely_asked_for_lifts_nothing():
    newly = official(in_position_since=date(2023, 1, 2))
    of_budi = permission(PermissionKind.EARLY_MOVE, nip=BUDI.nip)
    of_all = permission(PermissionKind.EARLY_MOVE)
    asked = permission(PermissionKind.EARLY_MOVE, nip=newly.nip, state=v.PermissionState.ASKED)

    assert standing(newly, permissions=(of_budi, of_all, asked))[0] is EXEMPT


def test_an_exception_file_lifts_nothing_before_the_circular():
    on = date(2023, 9, 21)
    newly = official(in_position_since=date(2023, 1, 2))
    file = permission(PermissionKind.EARLY_MOVE, nip=newly.nip, note="Kinerja unit")
    when = event(starts_on=on, ends_on=on, data_on=on)

    assert standing(newly, rulebook_on(on), event=when, permissions=(file,))[0] is EXEMPT


@pytest.mark.parametrize("kind", [EventKind.FIVE_YEAR, EventKind.RETEST, EventKind.MAPPING])
def test_an_evaluation_takes_in_the_newly_inaugurated_too(kind):
    newly = official(in_position_since=date(2023, 12, 1))

    assert standing(newly, event=event(kind=kind))[0] is PARTICIPANT


# --- the level assessed ------------------------------------------------------------------------


def test_an_official_of_another_level_stands_outside_the_event():
    administrator = official(level=v.Level.ADMINISTRATOR)

    assert standing(administrator) == (INELIGIBLE, {"ELIG-LEVEL": FLAGGED})


@pytest.mark.parametrize("level", [v.Level.ADMINISTRATOR, v.Level.PENGAWAS])
@pytest.mark.parametrize("kind", [EventKind.ADMINISTRATOR, EventKind.RETEST])
def test_an_administrators_event_takes_in_administrators_and_pengawas(kind, level):
    newly = official(level=level, in_position_since=date(2023, 12, 1))
    when = event(kind=kind, assessed_level=v.Level.ADMINISTRATOR)

    assert standing(newly, event=when)[0] is PARTICIPANT
    assert standing(official(), event=when)[0] is INELIGIBLE


def test_a_map_of_talent_takes_in_every_level():
    when = event(kind=EventKind.MAPPING)

    assert standing(official(level=v.Level.PENGAWAS), event=when)[0] is PARTICIPANT


# --- who may not take part ---------------------------------------------------------------------


def test_a_running_sanction_only_flags_until_the_agency_confirms_the_rule():
    sanction = c.Sanction(level=v.SanctionLevel.MEDIUM, until=TEST_ON + timedelta(days=1))
    punished = official(sanction=sanction)
    confirmed = rulebook_on(TEST_ON, "ELIG-DISCIPLINE")

    assert standing(punished)[0] is PARTICIPANT
    assert standing(punished)[1]["ELIG-DISCIPLINE"] is FLAGGED
    assert standing(punished, confirmed)[0] is INELIGIBLE


@pytest.mark.parametrize(
    ("level", "until"),
    [
        (v.SanctionLevel.LIGHT, date(2030, 1, 1)),
        (v.SanctionLevel.HEAVY, TEST_ON),
        (v.SanctionLevel.HEAVY, None),
    ],
)
def test_a_light_or_ended_sanction_keeps_nobody_out(level, until):
    person = official(sanction=c.Sanction(level=level, until=until))

    status, found = standing(person, rulebook_on(TEST_ON, "ELIG-DISCIPLINE"))

    assert (status, found["ELIG-DISCIPLINE"]) == (PARTICIPANT, MET)


def test_an_official_from_elsewhere_needs_the_consent_of_the_home_agency():
    guest = official(is_from_outside=True, home_agency="Pemerintah Kabupaten Kaur")
    of_guest = permission(PermissionKind.HOME_CONSENT, nip=guest.nip)
    of_budi = permission(PermissionKind.HOME_CONSENT, nip=BUDI.nip)

    assert standing(guest)[0] is INELIGIBLE
    assert standing(guest)[1]["OVER-DOCS-GEN"] is BROKEN
    assert standing(guest, permissions=(of_budi,))[0] is INELIGIBLE
    assert standing(guest, permissions=(of_guest,))[0] is PARTICIPANT
    assert standing(replace(guest, home_consent=letter()))[0] is PARTICIPANT


def test_a_retired_official_is_ineligible_from_the_day_after_the_birthday():
    on_the_day = official(born_on=TEST_ON.replace(year=1964))
    a_day_over = official(born_on=TEST_ON.replace(year=1964) - timedelta(days=1))

    assert standing(on_the_day)[0] is PARTICIPANT
    assert standing(a_day_over)[0] is INELIGIBLE


def test_an_ineligible_official_is_not_called_exempt():
    guest = official(is_from_outside=True, in_position_since=date(2023, 12, 1))

    assert standing(guest)[0] is INELIGIBLE


# --- flags -------------------------------------------------------------------------------------


def test_age_56_warns_of_a_lateral_move_and_never_keeps_out():
    decree_on = date(2024, 3, 15)
    at_the_limit = official(born_on=decree_on.replace(year=1968))
    a_day_over = official(born_on=decree_on.replace(year=1968) - timedelta(days=1))

    assert standing(at_the_limit)[1]["ELIG-JPTP-AGE"] is MET
    assert standing(a_day_over)[1]["ELIG-JPTP-AGE"] is FLAGGED
    assert standing(a_day_over)[0] is PARTICIPANT


def test_five_years_in_post_ask_for_an_evaluation():
    in_time = official(in_position_since=TEST_ON.replace(year=2019))
    overdue = official(in_position_since=TEST_ON.replace(year=2019) - timedelta(days=1))
    when = event(kind=EventKind.FIVE_YEAR)

    assert standing(in_time, event=when)[1]["MUT-5Y"] is MET
    assert standing(overdue, event=when)[0] is PARTICIPANT
    assert [(one.rule, one.outcome) for one in reasons(overdue, event=when)] == [("MUT-5Y", FLAGGED)]


def test_unfiled_reports_and_unsigned_data_are_flags():
    careless = official(wealth_report_filed=False, data_confirmed_on=None)

    status, found = standing(careless)

    assert status is PARTICIPANT
    assert (found["ELIG-LHKPN"], found["ELIG-DATA"]) == (FLAGGED, FLAGGED)


def test_less_than_a_year_of_service_left_is_a_flag():
    decree_on = date(2024, 3, 15)
    a_year_left = official(born_on=decree_on.replace(year=1965))
    less = official(born_on=decree_on.replace(year=1965) - timedelta(days=1))

    assert standing(a_year_left)[1]["ELIG-REMAINING"] is MET
    assert standing(less)[1]["ELIG-REMAINING"] is FLAGGED


def test_an_official_to_whom_nothing_objects_gets_no_reason_at_all():
    assert reasons(ANI) == []


def test_an_event_before_any_rule_is_refused_and_not_judged_by_later_law():
    with pytest.raises(CoreError) as refused:
        standing(official(), rulebook_on(date(2013, 1, 1)))

    assert refused.value.code == "rule_not_in_force"


# --- open selection ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"in_position_since": date(2022, 3, 15)}, PARTICIPANT),
        ({"in_position_since": date(2022, 3, 16)}, INELIGIBLE),
        ({"education": v.Education.D3}, INELIGIBLE),
        ({"born_on": date(1968, 3, 14)}, INELIGIBLE),
        ({"born_on": date(1968, 3, 15)}, PARTICIPANT),
        ({"level": v.Level.PENGAWAS}, INELIGIBLE),
    ],
)
def test_who_applies_from_below_must_meet_the_conditions_of_a_first_appointment(changes, status):
    person = replace(official(level=v.Level.ADMINISTRATOR), **changes)

    found = standing(person, event=event(kind=EventKind.OPEN_SELECTION), careers=())

    assert found[0] is status


# --- attendance --------------------------------------------------------------------------------


def away(*rows):
    attendances = tuple(
        c.Attendance(nip=ANI.nip, method=method, state=state, document="Surat dokter")
        for method, state in rows
    )
    found = absence(ANI, small_case(attendances=attendances), rulebook_on())
    return [one.facts["methods"] for one in found]


def test_who_missed_one_method_is_named_with_that_method():
    present, ill = v.AttendanceState.PRESENT, v.AttendanceState.ILL

    assert away((None, present)) == []
    assert away((None, present), (v.Method.INTERVIEW, ill)) == ["interview"]
    assert away((None, ill), (v.Method.PAPER, present)) == ["interview"]
    assert away((None, ill)) == ["paper", "interview"]


def test_a_sitting_on_another_day_counts_as_attended():
    assert away((None, v.AttendanceState.REPLACED)) == []


def test_nobody_is_called_absent_for_want_of_an_attendance_list():
    assert away() == []


def test_who_missed_an_assessment_centre_is_absent_only_where_one_scores():
    from tests.core.building import component, scheme

    form = scheme(components=(component("AC", "100", v.Method.ASSESSMENT_CENTRE),), criteria=())
    rows = (c.Attendance(nip=ANI.nip, method=None, state=v.AttendanceState.ABSENT, document=None),)

    def found(body):
        case = small_case(scheme=form, attendances=rows, event=event(assessor_body=body))
        return [one.facts["methods"] for one in absence(ANI, case, rulebook_on())]

    assert found("Lembaga Administrasi Negara") == ["assessment-centre"]
    assert found(None) == []


# --- target posts ------------------------------------------------------------------------------


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


# --- careers -----------------------------------------------------------------------------------

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2024, 1, 1))
STRETCHES = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))), max_size=6)


@given(STRETCHES, st.randoms())
def test_the_order_of_posts_changes_no_experience(stretches, chance):
    shuffled = list(stretches)
    chance.shuffle(shuffled)

    assert completed_months(shuffled) == completed_months(stretches)


@given(STRETCHES)
def test_a_post_told_twice_counts_once(stretches):
    assert completed_months(stretches * 2) == completed_months(stretches)


@given(DAYS, DAYS, DAYS)
def test_a_post_cut_in_two_counts_like_the_whole(one, other, third):
    start, cut, end = sorted((one, other, third))

    assert completed_months([(start, cut), (cut, end)]) == completed_months([(start, end)])


@given(STRETCHES)
def test_merged_stretches_never_touch(stretches):
    whole = merged(stretches)

    assert all(first[1] < second[0] for first, second in pairwise(whole))


def test_calendar_years_add_up_whichever_leap_years_they_contain():
    two_and_three = [(date(2017, 1, 1), date(2019, 1, 1)), (date(2021, 1, 1), date(2024, 1, 1))]

    assert completed_months(two_and_three) == 60


def test_experience_counts_only_what_is_past_and_in_the_field():
    careers = (
        post_held(ANI.nip, date(2010, 1, 1), date(2012, 1, 1)),
        post_held(ANI.nip, date(2012, 1, 1), date(2015, 1, 1), field="Kesehatan"),
        post_held(ANI.nip, date(2011, 1, 1), date(2013, 1, 1)),
        post_held(ANI.nip, date(2023, 7, 1), None),
        post_held(BUDI.nip, date(2000, 1, 1), None),
    )
    person = replace(ANI, experience_fields=())
    case = small_case(careers=careers)

    months = experience_months(person, case=case, fields=("Perencanaan",), on=date(2024, 1, 1))

    assert months == 36 + 6
