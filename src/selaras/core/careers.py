"""What a career adds up to: experience without double counting, and the day of retirement."""

from collections.abc import Callable, Iterable
from datetime import date

from selaras.core.calendar_days import add_years, span_between
from selaras.core.casefile import CaseFile, Official, PostHeld
from selaras.core.rules import Rulebook
from selaras.core.vocabulary import Level

Stretch = tuple[date, date]

_MONTHS = 12
# The longest month: one day short of a month is never counted as one.
_DAYS_OF_A_MONTH = 31


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches of time as few as possible: what overlaps or touches becomes one.

    >>> merged([(date(2020, 1, 1), date(2021, 1, 1)), (date(2020, 6, 1), date(2022, 1, 1))])
    ((datetime.date(2020, 1, 1), datetime.date(2022, 1, 1)),)
    """
    whole: list[Stretch] = []
    for start, end in sorted(stretches):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return tuple(whole)


def completed_months(stretches: Iterable[Stretch]) -> int:
    """Return the completed months of several stretches together, no day counted twice.

    Calendar months are added as months, left-over days as days, 31 of which make a month: so two
    and three calendar years are five years, whichever leap years they contain.
    """
    months = days = 0
    for start, end in merged(stretches):
        span = span_between(start, end)
        months += span.years * _MONTHS + span.months
        days += span.days
    return months + days // _DAYS_OF_A_MONTH


def experience_months(official: Official, *, case: CaseFile, fields: tuple[str, ...], on: date) -> int:
    """Return the months of experience in any of the fields, up to a day.

    The present post counts where the office recognises one of the fields for the official.
    """
    wanted = {plain(field) for field in fields}

    def belongs(post: PostHeld) -> bool:
        return plain(post.field) in wanted

    present = bool(wanted & {plain(field) for field in official.experience_fields})
    return completed_months(_stretches(official, case, on=on, belongs=belongs, present=present))


def months_at_levels(official: Official, *, case: CaseFile, levels: tuple[str, ...], on: date) -> int:
    """Return the months spent in posts of any of the levels, up to a day."""

    def belongs(post: PostHeld) -> bool:
        return post.level.value in levels

    present = official.level.value in levels
    return completed_months(_stretches(official, case, on=on, belongs=belongs, present=present))


def _stretches(
    official: Official,
    case: CaseFile,
    *,
    on: date,
    belongs: Callable[[PostHeld], bool],
    present: bool,
) -> list[Stretch]:
    held = [(one.since, one.until or on) for one in _career(official, case) if belongs(one)]
    if present:
        held.append((official.in_position_since, on))
    # What lies ahead of the day is not experience yet.
    return [(start, min(end, on)) for start, end in held if start < min(end, on)]


def _career(official: Official, case: CaseFile) -> Iterable[PostHeld]:
    return (one for one in case.careers if one.nip == official.nip)


def plain(field: str) -> str:
    """Return a field of work or study for comparison: capitals and blanks make no difference."""
    return " ".join(field.split()).casefold()


def retires_on(official: Official, rulebook: Rulebook) -> date | None:
    """Return the birthday on which the age limit is reached; None where no age is known.

    Functional posts have age limits of their own, which the rulebook does not hold.
    """
    keys = {Level.ADMINISTRATOR: "ADMINISTRATOR", Level.PENGAWAS: "PENGAWAS"}
    key = "JPT" if official.level.is_jpt else keys.get(official.level)
    if key is None:
        return None
    return add_years(official.born_on, rulebook.integer("ELIG-RETIRE", key))
