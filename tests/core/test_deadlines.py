"""Kalender Tenggat Hukum: what falls due by law, when, for whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core import vocabulary as v
from selaras.core.deadlines import deadlines_of
from selaras.core.vocabulary import EventKind, HeadStatus, PermissionKind
from tests.core.building import (
    ANI,
    TEST_ON,
    assessment,
    event,
    head,
    official,
    performance,
    permission,
    position,
    rulebook_on,
    small_case,
)


def calendar(kind, *, on=TEST_ON, rulebook=None, **changes):
    """Return day and sentence of each deadline of a kind."""
    changes.setdefault("officials", ())
    case = small_case(**changes)
    found = deadlines_of(case, rulebook or rulebook_on(on), as_of=on)
    return [(one.on, one.text) for one in found if one.kind == kind]


def of(kind, person, **changes):
    return calendar(kind, officials=(person,), **changes)


# --- officials ---------------------------------------------------------------------------------


def test_the_day_on_which_two_years_are_reached_is_shown_to_who_waits_for_it():
    newly = official("Budi", in_position_since=date(2022, 4, 12))

    assert of("two-years", newly) == [
        (date(2024, 4, 12), "Budi genap dua tahun menjabat Kepala Dinas Budi pada 12 April 2024.")
    ]


def test_who_has_long_had_two_years_has_nothing_to_wait_for():
    on_the_day = official(in_position_since=TEST_ON.replace(year=2022))
    before = official(in_position_since=TEST_ON.replace(year=2022) - timedelta(days=1))

    assert [on for on, _ in of("two-years", on_the_day)] == [TEST_ON]
    assert of("two-years", before) == []


def test_an_administrator_waits_two_years_by_the_general_rule():
    person = official(level=v.Level.ADMINISTRATOR, in_position_since=date(2022, 4, 12))
    case = small_case(officials=(person,))

    found = deadlines_of(case, rulebook_on(), as_of=TEST_ON)

    assert [one.rule for one in found if one.kind == "two-years"] == ["MUT-190-GENERAL"]


def test_five_years_are_announced_and_stay_when_overdue():
    ahead = official("Budi", in_position_since=date(2019, 6, 3))
    overdue = official("Citra", in_position_since=date(2012, 6, 3))

    assert of("five-years", ahead) == [
        (
            date(2024, 6, 3),
            "Budi genap lima tahun menjabat Kepala Dinas Budi pada 3 Juni 2024; evaluasi dan "
            "keputusan perpanjangan perlu selesai sebelum tanggal itu.",
        )
    ]
    assert of("five-years", overdue) == [
        (
            date(2017, 6, 3),
            "Citra telah melampaui lima tahun sebagai Kepala Dinas Citra sejak 3 Juni 2017; "
            "evaluasi dan keputusan perpanjangan sudah waktunya.",
        )
    ]


def test_where_no_rule_of_two_years_is_in_force_nobody_waits():
    newly = official(level=v.Level.ADMINISTRATOR, in_position_since=date(2017, 1, 2))
    early = event(data_on=date(2017, 4, 6), head=head(candidates_fixed_on=None, inaugurated_on=None))

    assert (
        of("two-years", newly, on=date(2017, 4, 6), event=early, rulebook=_without("MUT-190-GENERAL")) == []
    )


def _without(name):
    book = rulebook_on()
    return replace(book, rules=tuple(one for one in book.rules if one.id != name))


def test_five_years_bind_jpt_only():
    assert of("five-years", official(level=v.Level.ADMINISTRATOR)) == []


@pytest.mark.parametrize(("level", "age"), [(v.Level.JPT_PRATAMA, 60), (v.Level.ADMINISTRATOR, 58)])
def test_retirement_is_at_60_for_jpt_and_58_below(level, age):
    person = official("Budi", level=level, born_on=date(1966, 2, 28))

    assert of("retirement", person) == [
        (
            date(1966 + age, 2, 28),
            f"Budi mencapai batas usia pensiun {age} tahun pada 28 Februari {1966 + age}.",
        )
    ]


def test_a_retirement_more_than_five_years_ahead_is_no_deadline_of_the_event():
    limit = TEST_ON.replace(year=2029)
    near = official(born_on=limit.replace(year=1969))
    far = official(born_on=limit.replace(year=1969) + timedelta(days=1))

    assert len(of("retirement", near)) == 1
    assert of("retirement", far) == []


def test_functional_posts_get_no_age_that_the_rulebook_does_not_hold():
    assert of("retirement", official(level=v.Level.JF_AHLI_UTAMA, born_on=date(1964, 1, 1))) == []


# --- acting holders ----------------------------------------------------------------------------


def acting(**changes):
    return position(
        "J-05",
        **{
            "state": v.PositionState.ACTING,
            "state_since": date(2023, 11, 30),
            "acting_name": "Dedi",
            **changes,
        },
    )


def test_an_acting_term_ends_after_three_months_and_may_be_extended_to_six():
    assert calendar("acting-term", positions=(acting(),)) == [
        (
            date(2024, 2, 29),
            "Masa tugas Dedi sebagai Plt. Kepala Dinas J-05 berakhir pada 29 Februari 2024; dapat "
            "diperpanjang paling lama sampai 30 Mei 2024.",
        )
    ]
    assert calendar("acting-term", positions=(acting(acting_extended=True),)) == [
        (
            date(2024, 5, 30),
            "Masa tugas Dedi sebagai Plt. Kepala Dinas J-05 berakhir pada 30 Mei 2024 setelah "
            "diperpanjang; jabatan perlu diisi secara definitif.",
        )
    ]


def test_an_acting_term_long_over_stays_in_the_calendar():
    assert len(calendar("acting-term", positions=(acting(state_since=date(2021, 3, 1)),))) == 1


def test_vacant_posts_and_acting_ones_without_a_date_have_no_term():
    posts = (acting(state_since=None), acting(state=v.PositionState.VACANT))

    assert calendar("acting-term", positions=posts) == []


def test_the_acting_term_is_marked_as_to_be_verified():
    case = small_case(positions=(acting(),))

    found = [one for one in deadlines_of(case, rulebook_on(), as_of=TEST_ON) if one.position]

    assert [(one.kind, one.certain) for one in found if one.kind == "acting-term"] == [("acting-term", False)]


def test_before_the_circular_nobody_counts_acting_terms():
    assert calendar("acting-term", on=date(2020, 12, 31), positions=(acting(),)) == []


# --- assessments -------------------------------------------------------------------------------


def test_only_the_latest_assessment_of_a_person_expires():
    old = assessment(ANI.nip, date(2019, 6, 18))
    new = assessment(ANI.nip, date(2022, 6, 15), provider="Pusat Penilaian")

    assert calendar("assessment-expiry", officials=(ANI,), assessments=(new, old)) == [
        (
            date(2025, 6, 15),
            "Hasil asesmen Ani oleh Pusat Penilaian tanggal 15 Juni 2022 berlaku sampai dengan 15 Juni 2025.",
        )
    ]


# --- windows and heads -------------------------------------------------------------------------


def test_both_ends_of_the_window_before_an_election_are_shown():
    assert calendar("election-window-opens") == [
        (
            date(2024, 3, 22),
            "Mulai 22 Maret 2024 sampai sebelum 20 Februari 2025, penggantian pejabat memerlukan "
            "persetujuan tertulis Menteri Dalam Negeri.",
        )
    ]
    assert [on for on, _ in calendar("election-window-closes")] == [date(2025, 2, 20)]


def test_a_window_without_a_known_end_says_so():
    endless = event(head=head(term_ends_on=None, next_inauguration_on=None))

    assert calendar("election-window-closes", event=endless) == []
    assert "akhir masa jabatan" in calendar("election-window-opens", event=endless)[0][1]


def test_six_months_after_inauguration_are_shown_for_a_year():
    new = event(
        head=head(inaugurated_on=date(2021, 2, 26), candidates_fixed_on=None),
        data_on=date(2021, 9, 1),
    )

    def shown(on):
        return [day for day, _ in calendar("after-inauguration-ends", on=on, event=new)]

    assert shown(date(2021, 9, 11)) == [date(2021, 8, 26)]
    assert shown(date(2025, 1, 2)) == [date(2021, 8, 26)]
    later = replace(new, data_on=date(2022, 8, 27))
    assert calendar("after-inauguration-ends", on=date(2022, 8, 27), event=later) == []


@pytest.mark.parametrize(
    ("status", "called"),
    [(HeadStatus.DEFINITIVE, "Gubernur Bengkulu"), (HeadStatus.PENJABAT, "Penjabat (Pj.) Gubernur Bengkulu")],
)
def test_the_end_of_the_heads_term_is_shown_with_the_status(status, called):
    who = event(head=head(status=status))

    assert calendar("head-term-ends", event=who) == [
        (date(2025, 2, 20), f"Masa jabatan {called} berakhir pada 20 Februari 2025.")
    ]


# --- the reviewer, notices, re-tests -----------------------------------------------------------


def test_an_answer_may_be_expected_after_five_working_days():
    friday = date(2026, 2, 6)
    asked = permission(PermissionKind.PERTEK, friday, state=v.PermissionState.ASKED)
    granted = permission(PermissionKind.RESULT, friday)
    when = event(data_on=friday)
    letters = (asked, granted)

    assert calendar("review-answer", on=friday, event=when, permissions=letters) == [
        (
            date(2026, 2, 13),
            "Jawaban atas Pertimbangan teknis BKN yang diajukan 6 Februari 2026 diharapkan paling "
            "lambat 13 Februari 2026; hari libur nasional belum diperhitungkan.",
        )
    ]
    assert calendar("review-answer", on=date(2026, 1, 20), permissions=letters) == []


def test_open_selection_is_announced_fifteen_days_before():
    when = event(kind=EventKind.OPEN_SELECTION)

    assert [on for on, _ in calendar("notice", event=when)] == [date(2024, 1, 15)]
    assert calendar("notice") == []


def test_missed_targets_start_a_clock_of_six_months_towards_a_retest():
    rows = (
        performance(ANI.nip, predicate="Baik", year=2022),
        performance(ANI.nip, predicate="Butuh Perbaikan", year=2023),
    )
    case = small_case(officials=(ANI,), performances=rows)

    found = [one for one in deadlines_of(case, rulebook_on(), as_of=TEST_ON) if one.kind == "retest"]

    assert [(one.on, one.rule, one.certain) for one in found] == [(date(2024, 7, 1), "MUT-118-TARGET", False)]
    assert "enam bulan" in found[0].text


@pytest.mark.parametrize(
    "rows",
    [
        (performance(ANI.nip, predicate="Kurang", year=2022), performance(ANI.nip, year=2023)),
        (performance(ANI.nip, predicate="Baik"),),
    ],
)
def test_the_last_appraisal_decides_whether_the_clock_runs(rows):
    assert calendar("retest", officials=(ANI,), performances=rows) == []


def test_a_first_half_year_starts_the_clock_in_july():
    rows = (performance(ANI.nip, predicate="Kurang", year=2021, half=1),)

    assert [on for on, _ in calendar("retest", officials=(ANI,), performances=rows)] == [date(2022, 1, 1)]


# --- the calendar as a whole -------------------------------------------------------------------


@given(
    st.lists(st.dates(min_value=date(2015, 1, 1), max_value=date(2024, 1, 1)), max_size=4),
    st.dates(min_value=date(2021, 1, 1), max_value=date(2027, 1, 1)),
)
def test_the_calendar_is_in_order_and_does_not_depend_on_the_order_of_people(days, on):
    people = tuple(official(f"Pejabat {n}", in_position_since=day) for n, day in enumerate(days))

    one = deadlines_of(small_case(officials=people), rulebook_on(), as_of=on)
    other = deadlines_of(small_case(officials=people[::-1]), rulebook_on(), as_of=on)

    assert list(one) == sorted(one, key=lambda deadline: deadline.on)
    assert one == other


def test_every_deadline_names_rule_and_article():
    found = deadlines_of(small_case(positions=(acting(),)), rulebook_on(), as_of=TEST_ON)

    assert found
    assert [one for one in found if not (one.rule and one.article)] == []
