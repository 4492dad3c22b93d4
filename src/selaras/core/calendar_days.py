"""Ages and terms on the calendar: whole months and completed years, as offices count them.

Two traps are decided here once. A month that is too short is clipped to its last day (31 August
and six months is the end of February), and who was born on 29 February completes a year on
28 February of a common year.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from selaras.core.errors import CoreError

_MONTHS = 12


def add_months(day: date, months: int) -> date:
    """Return the day that many calendar months later (or earlier), clipped to the end of its month.

    >>> add_months(date(2024, 9, 22), -6)
    datetime.date(2024, 3, 22)
    >>> add_months(date(2021, 8, 31), 6)
    datetime.date(2022, 2, 28)
    """
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    if not date.min.year <= year <= date.max.year:
        raise CoreError("date_out_of_calendar", day=day.isoformat(), months=months)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Return the anniversary of a day; 29 February falls on 28 February in a common year.

    >>> add_years(date(2000, 2, 29), 21)
    datetime.date(2021, 2, 28)
    """
    return add_months(day, years * _MONTHS)


def months_between(start: date, end: date) -> int:
    """Return the completed calendar months from one day to another.

    >>> months_between(date(2021, 2, 26), date(2021, 8, 25))
    5
    >>> months_between(date(2021, 2, 26), date(2021, 8, 26))
    6
    """
    if end < start:
        raise CoreError("end_before_start", start=start.isoformat(), end=end.isoformat())
    months = (end.year - start.year) * _MONTHS + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def years_between(start: date, end: date) -> int:
    """Return the completed years from one day to another, such as an age.

    >>> years_between(date(1965, 9, 11), date(2021, 9, 10))
    55
    >>> years_between(date(1965, 9, 11), date(2021, 9, 11))
    56
    """
    return months_between(start, end) // _MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time in completed years, then months, then days."""

    years: int
    months: int
    days: int


def span_between(start: date, end: date) -> Span:
    """Return the stretch between two days as an office writes it: years, months, days.

    >>> span_between(date(2021, 4, 12), date(2021, 9, 11))
    Span(years=0, months=4, days=30)
    """
    total = months_between(start, end)
    years, months = divmod(total, _MONTHS)
    return Span(years=years, months=months, days=(end - add_months(start, total)).days)


def day_before(day: date) -> date:
    """Return the previous day, the last one of a period whose end is not included."""
    return day - timedelta(days=1)
