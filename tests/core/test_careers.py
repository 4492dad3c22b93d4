"""What a career adds up to."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from selaras.core import vocabulary as v
from selaras.core.careers import completed_months, experience_months, merged, months_at_levels
from tests.core.building import ANI, BUDI, post_held, small_case

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


def test_one_day_short_of_five_years_is_not_five_years():
    assert completed_months([(date(2018, 1, 5), date(2023, 1, 5))]) == 60
    assert completed_months([(date(2018, 1, 5), date(2023, 1, 4))]) == 59


def test_left_over_days_of_several_posts_add_up_to_months():
    halves = [(date(2020, 1, 1), date(2020, 1, 16)), (date(2021, 1, 1), date(2021, 1, 17))]

    assert completed_months(halves) == 1
    assert completed_months(halves[:1] * 2) == 0


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


def test_time_at_a_level_counts_earlier_posts_and_the_present_one():
    careers = (
        post_held(ANI.nip, date(2015, 1, 5), date(2017, 1, 5)),
        post_held(ANI.nip, date(2017, 1, 5), date(2021, 1, 4), level=v.Level.JPT_PRATAMA),
    )
    case, on = small_case(careers=careers), date(2024, 1, 4)

    def months(*levels):
        return months_at_levels(ANI, case=case, levels=levels, on=on)

    assert months("administrator") == 24
    assert months("jpt-pratama") == 83
    assert months("pengawas") == 0
