"""Who takes part, who is exempt, who is not eligible, and who was away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.eligibility import absence, judge_official
from selaras.core.errors import CoreError
from selaras.core.rules import Outcome
from selaras.core.vocabulary import EventKind, ParticipantStatus, PermissionKind
from tests.core.building import (
    ANI,
    BUDI,
    TEST_ON,
    component,
    event,
    letter,
    official,
    permission,
    rulebook_on,
    scheme,
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


# --- what the reviewer said ----------------------------------------------------------------------


def screened(*letters):
    return standing(
        ANI,
        permissions=tuple(
            permission(PermissionKind.TEST_PLAN, on, state=state, nip=of) for on, state, of in letters
        ),
    )


def test_whom_the_reviewer_refused_does_not_take_part():
    refused, granted = v.PermissionState.REFUSED, v.PermissionState.GRANTED
    no, later_yes = (date(2024, 1, 8), refused, ANI.nip), (date(2024, 1, 22), granted, ANI.nip)

    assert screened(no)[0] is INELIGIBLE
    assert screened(no, later_yes)[0] is PARTICIPANT
    assert screened(later_yes, no)[0] is PARTICIPANT
    assert screened((date(2024, 1, 8), refused, BUDI.nip))[0] is PARTICIPANT
    assert screened((date(2024, 1, 8), refused, None))[0] is PARTICIPANT


def test_a_refusal_by_the_reviewer_is_told_with_its_letter():
    no = permission(PermissionKind.TEST_PLAN, date(2024, 1, 8), state=v.PermissionState.REFUSED, nip=ANI.nip)

    assert [one.text_id() for one in reasons(ANI, permissions=(no,))] == [
        "KASN tidak menyetujui keikutsertaan pejabat ini (Nomor B/9/2024, 8 Januari 2024)."
    ]


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
    form = scheme(components=(component("AC", "100", v.Method.ASSESSMENT_CENTRE),), criteria=())
    rows = (c.Attendance(nip=ANI.nip, method=None, state=v.AttendanceState.ABSENT, document=None),)

    def found(body):
        case = small_case(scheme=form, attendances=rows, event=event(assessor_body=body))
        return [one.facts["methods"] for one in absence(ANI, case, rulebook_on())]

    assert found("Lembaga Administrasi Negara") == ["assessment-centre"]
    assert found(None) == []
