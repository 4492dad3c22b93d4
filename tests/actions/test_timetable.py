"""The timetable that people are told is an entry; it changes no number and must be drawn as published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from selaras.actions.access import IMPORTER, Actor, Role
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.events import import_event
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.timetable import enter_timetable
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.timetable import Timetable, timetable_from_json, timetable_of
from selaras.outside.chance import SystemChance
from selaras.outside.clock import StoppedClock
from tests.core.building import rulebook_on, scheme, small_case
from tests.core.timetable.building_wishes import wishes


def by(**changes: Any) -> dict[str, Any]:
    told = {
        "actor": IMPORTER,
        "declared_at": date(2024, 1, 19),
        "clock": StoppedClock(datetime(2024, 1, 19, 9, 30, tzinfo=UTC)),
        "chance": SystemChance(),
    }
    return {**told, **changes}


@pytest.fixture
def ref(db: None) -> EventRef:
    case = small_case(
        rating_sheets=(), attendances=(), performances=(), scheme=replace(scheme(), timetable_seed=6)
    )
    return import_event(case, rulebook_on(), **by())


@pytest.fixture(scope="module")
def timetable() -> Timetable:
    return timetable_of(wishes())


def test_a_timetable_is_entered_whole_and_read_back(ref: EventRef, timetable: Timetable) -> None:
    enter_timetable(ref, timetable, **by())

    last = opened_entries(event_row(ref))[-1]
    assert last.type is EntryType.TIMETABLE
    assert timetable_from_json(last.payload) == timetable


def test_a_broken_timetable_is_not_entered(ref: EventRef, timetable: Timetable) -> None:
    with pytest.raises(CoreError, match="timetable_broken"):
        enter_timetable(ref, replace(timetable, placed=timetable.placed[1:]), **by())


def test_a_timetable_drawn_with_another_seed_is_not_entered(ref: EventRef) -> None:
    with pytest.raises(CoreError, match="timetable_of_another_seed"):
        enter_timetable(ref, timetable_of(wishes(seed=5)), **by())


def test_no_timetable_is_entered_once_scoring_is_closed(ref: EventRef, timetable: Timetable) -> None:
    event = event_row(ref)
    event.phase = Phase.CLOSED.value
    event.save(update_fields=["phase"])

    with pytest.raises(CoreError, match="timetable_after_close"):
        enter_timetable(ref, timetable, **by())


def test_only_the_secretariat_enters_one(ref: EventRef, timetable: Timetable) -> None:
    examiner = Actor(name="ani", roles=frozenset({Role.EXAMINER}))
    with pytest.raises(CoreError, match="not_permitted"):
        enter_timetable(ref, timetable, **by(actor=examiner))
