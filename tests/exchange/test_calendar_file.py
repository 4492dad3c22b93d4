"""Deadlines as a calendar file: one entry each, the same bytes, moved dates replace old ones."""

from dataclasses import replace
from datetime import timedelta

from icalendar import Calendar

from selaras.core.outcome import Results
from selaras.core.results import results_from
from selaras.exchange.calendar_file import calendar_bytes
from tests.core.building import rulebook_on
from tests.exchange.full_case import unmeasured_case

CASE = unmeasured_case()


def results() -> Results:
    return results_from(CASE, rulebook_on(CASE.event.starts_on), as_of=CASE.event.data_on)


def entries(raw: bytes) -> dict[str, object]:
    return {str(one["uid"]): one["dtstart"].dt for one in Calendar.from_ical(raw).walk("VEVENT")}


def test_every_deadline_is_one_entry_on_its_day() -> None:
    found = entries(calendar_bytes(CASE, results()))

    assert sorted(map(str, found.values())) == sorted(str(one.on) for one in results().deadlines)
    assert len(found) == len(results().deadlines) > 0


def test_the_same_deadlines_give_the_same_bytes_in_any_order() -> None:
    told = results()

    turned = replace(told, deadlines=tuple(reversed(told.deadlines)))

    assert calendar_bytes(CASE, told) == calendar_bytes(CASE, turned)


def test_a_moved_date_keeps_its_identity() -> None:
    told = results()
    moved = tuple(replace(one, on=one.on + timedelta(days=7)) for one in told.deadlines)

    before = entries(calendar_bytes(CASE, told))
    after = entries(calendar_bytes(CASE, replace(told, deadlines=moved)))

    assert set(before) == set(after)
    assert all(before[uid] != after[uid] for uid in before)


def test_what_is_not_certain_says_so() -> None:
    told = results()
    doubtful = replace(told, deadlines=tuple(replace(one, certain=False) for one in told.deadlines))

    for entry in Calendar.from_ical(calendar_bytes(CASE, doubtful)).walk("VEVENT"):
        assert str(entry["status"]) == "TENTATIVE"
        assert "Perlu dipastikan." in str(entry["description"])
