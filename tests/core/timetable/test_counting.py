"""Officials counted by kind bound the timetable, and their counts become berths that are lawful by day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selaras.core.timetable import Absence, Goal, Panel, Tie, Wanted
from selaras.core.timetable.solving import counting
from selaras.core.timetable.solving.counting import counting_of
from selaras.core.timetable.solving.turns import days_in_turn
from selaras.core.timetable.wanted import GOALS
from tests.core.timetable.building_wishes import (
    ANI,
    BUDI,
    CITRA,
    DEWI,
    MONDAY,
    TUESDAY,
    at,
    best_values,
    interview,
    presentation,
    wishes,
)
from tests.core.timetable.test_planning import drawn_wishes

SOLVED = tuple(one for one in GOALS if one is not Goal.ORDER)


def counted(wanted: Wanted) -> counting.Counting:
    found = counting_of(wanted)
    assert found is not None
    return found


def test_only_officials_whom_nothing_tells_apart_are_counted_together() -> None:
    sittings = tuple(make(who) for who in (ANI, BUDI, CITRA, DEWI) for make in (interview, presentation))
    wanted = wishes(sittings=sittings, ties=(Tie(examiner="U1", official=DEWI),))

    kinds = counted(wanted).kinds

    # SHA-256 of 6/P-003 begins with 60, of 6/P-001 with 7c, of 6/P-002 with e8.
    assert [kind.own for kind in kinds] == [((4, 5), (0, 1), (2, 3)), ((6, 7),)]


@pytest.mark.parametrize("seed", range(8))
def test_no_timetable_is_better_than_its_counts(seed: int) -> None:
    wanted = drawn_wishes(seed)
    expected = best_values(wanted)
    model = counted(wanted)

    held: dict[Goal, int] = {}
    for goal in SOLVED:
        found = model.solve(goal, effort=1, at_most=held)
        if expected is None or found.value is None:
            assert expected is None
            return
        held[goal] = found.value

    assert expected is not None
    assert tuple(held.values()) <= expected


def test_the_counts_become_one_berth_for_every_sitting() -> None:
    sittings = tuple(make(who) for who in (ANI, BUDI, CITRA, DEWI) for make in (interview, presentation))
    wanted = wishes(sittings=sittings)
    model = counted(wanted)

    found = model.solve(None, effort=1, at_most={Goal.PERSON_DAYS: 4, Goal.LOAD: 0})

    assert found.chosen is not None
    for berth, those in zip(found.chosen, model.berths, strict=True):
        assert berth in those
    days = [berth.day for berth in found.chosen]
    assert days[::2] == days[1::2]
    assert [sum(berth.panel == n for berth in found.chosen) for n in (0, 1)] == [4, 4]


def test_a_pinned_sitting_is_counted_where_it_is() -> None:
    pin = at(interview(BUDI), TUESDAY, 510, "T2", "R2")
    model = counted(wishes(pins=(pin,)))

    found = model.solve(Goal.DAYS, effort=1, at_most={})

    assert found.chosen is not None
    assert [(one.day, one.panel) for one in found.chosen[1:2]] == [(1, 1)]
    assert {one.day for one in found.chosen} == {1}


def test_what_cannot_be_without_hours_is_proven_impossible() -> None:
    away = tuple(Absence(who=ANI, on=on) for on in (MONDAY, TUESDAY))

    assert counted(wishes(absences=away)).solve(None, effort=1, at_most={}).is_impossible


def test_one_panel_that_saw_enough_links_all_whom_it_holds() -> None:
    whole = Panel(code="TG", name="Tim gabungan", examiners=("U1", "U2", "U3", "U4"), rooms=("R1",), least=1)
    first, second = wishes().panels
    sittings = (
        interview(ANI, panels=("TG",)),
        interview(BUDI, panels=("T1",)),
        interview(CITRA, panels=("T2",)),
    )
    wanted = wishes(panels=(first, second, whole), sittings=sittings)

    ties = (Tie(examiner="U1", official=BUDI), Tie(examiner="U3", official=CITRA))
    linked = counted(replace(wanted, least_linked=1, ties=ties)).solve(None, effort=1, at_most={})
    too_few = counted(replace(wanted, least_linked=2)).solve(None, effort=1, at_most={})

    assert linked.chosen is not None
    assert too_few.is_impossible


def test_days_that_are_alike_change_places_so_that_earlier_lots_come_earlier() -> None:
    wanted = wishes()
    model = counted(wanted)
    # CITRA drew the first lot, ANI the second, BUDI the last.
    chosen = tuple(
        next(one for one in those if (one.day, one.panel) == (day, 0))
        for day, those in zip((1, 0, 1), model.berths, strict=True)
    )

    found = days_in_turn(wanted, chosen, model.berths)
    held = days_in_turn(replace(wanted, absences=(Absence(who=ANI, on=MONDAY),)), chosen, model.berths)

    assert [one.day for one in found] == [0, 1, 0]
    assert held == chosen


def test_too_many_ways_to_combine_days_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_WAYS", 1)

    assert counting_of(wishes()) is None
