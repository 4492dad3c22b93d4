"""Ages and terms on the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.calendar_days import (
    Span,
    add_months,
    add_years,
    day_before,
    months_between,
    span_between,
    years_between,
)
from selaras.core.errors import CoreError

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2150, 12, 31))
MONTHS = st.integers(min_value=-1200, max_value=1200)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 9, 22), -6, date(2024, 3, 22)),
        (date(2021, 2, 26), 6, date(2021, 8, 26)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 12, 15), 1, date(2021, 1, 15)),
        (date(2021, 1, 15), -1, date(2020, 12, 15)),
        (date(2021, 12, 31), 0, date(2021, 12, 31)),
    ],
)
def test_a_month_that_is_too_short_ends_on_its_last_day(day, months, expected):
    assert add_months(day, months) == expected


def test_who_was_born_on_29_february_completes_a_year_on_28_february():
    born_on = date(1964, 2, 29)

    assert add_years(born_on, 57) == date(2021, 2, 28)
    assert years_between(born_on, date(2021, 2, 27)) == 56
    assert years_between(born_on, date(2021, 2, 28)) == 57
    assert years_between(born_on, date(2024, 2, 28)) == 59
    assert years_between(born_on, date(2024, 2, 29)) == 60


def test_a_year_is_complete_on_the_anniversary_and_not_the_day_before():
    since = date(2019, 9, 11)

    assert years_between(since, date(2021, 9, 10)) == 1
    assert years_between(since, date(2021, 9, 11)) == 2
    assert months_between(since, date(2021, 9, 10)) == 23
    assert months_between(since, date(2021, 9, 11)) == 24


def test_a_span_is_told_in_years_months_and_days():
    assert span_between(date(2019, 9, 12), date(2021, 9, 11)) == Span(years=1, months=11, days=30)
    assert span_between(date(2021, 4, 12), date(2021, 9, 11)) == Span(years=0, months=4, days=30)
    assert span_between(date(2021, 9, 11), date(2021, 9, 11)) == Span(years=0, months=0, days=0)


def test_the_last_day_of_a_period_lies_before_its_end():
    assert day_before(date(2024, 3, 1)) == date(2024, 2, 29)


def test_an_end_before_the_start_is_refused():
    with pytest.raises(CoreError) as refused:
        years_between(date(2021, 9, 12), date(2021, 9, 11))

    assert refused.value.code == "end_before_start"
    assert refused.value.facts == {"start": "2021-09-12", "end": "2021-09-11"}


@pytest.mark.parametrize("months", [-13, 12 * 9999])
def test_a_day_outside_the_calendar_is_refused(months):
    with pytest.raises(CoreError) as refused:
        add_months(date(1, 12, 1), months)

    assert refused.value.code == "date_out_of_calendar"


@given(DAYS, MONTHS)
def test_adding_months_lands_in_the_right_month_near_the_same_day(day, months):
    moved = add_months(day, months)

    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day <= day.day
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


@given(DAYS, DAYS, MONTHS)
def test_adding_months_keeps_the_order_of_days(one, other, months):
    earlier, later = sorted((one, other))

    assert add_months(earlier, months) <= add_months(later, months)


@given(DAYS, st.integers(min_value=0, max_value=120))
def test_years_are_complete_exactly_from_their_anniversary_on(day, years):
    anniversary = add_years(day, years)

    assert years_between(day, anniversary) == years
    if years:
        assert years_between(day, anniversary - timedelta(days=1)) == years - 1


@given(DAYS, DAYS)
def test_a_span_added_to_its_start_gives_its_end(one, other):
    start, end = sorted((one, other))
    span = span_between(start, end)

    months = span.years * 12 + span.months
    assert add_months(start, months) + timedelta(days=span.days) == end
    assert months == months_between(start, end)
    assert 0 <= span.months < 12
    assert 0 <= span.days < 31
