"""Windows and acting heads: when a decree needs the minister's consent."""

from datetime import date

import pytest

from selaras.core.permissions import judge_permissions
from selaras.core.rules import Outcome
from selaras.core.vocabulary import HeadStatus, PermissionKind
from tests.core.building import (
    ANI,
    event,
    head,
    permission,
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


def decree(on, **changes):
    """Return an event whose decree is planned, all letters before it."""
    return with_letters(event=event(planned_decree_on=on, **changes))


def finding(case, rule, rulebook=None):
    found = [one for one in judge_permissions(case, rulebook or rulebook_on()) if one.rule == rule]
    assert len(found) == 1
    return found[0]


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
