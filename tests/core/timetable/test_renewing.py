"""A re-plan: what can stay stays, the count of changes is a true bound, and the limit is told honestly."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selaras.core.timetable import Absence, Goal, Impossible, Tie, Wanted, check, planned_again, timetable_of
from selaras.core.timetable.solving.keeping import Keeping
from selaras.core.timetable.wanted import GOALS_AGAIN
from tests.core.timetable.building_wishes import (
    ANI,
    BUDI,
    CITRA,
    MONDAY,
    TUESDAY,
    at,
    best_values,
    day,
    interview,
    presentation,
    stated,
    wishes,
)
from tests.core.timetable.test_planning import drawn_wishes

EFFORT = 1.0


def told_wishes() -> Wanted:
    """Return wishes with one free place, at an hour at which Ani sits elsewhere: T1 at 8.30."""
    wanted = wishes(
        days=(day(MONDAY, 480, 540),), sittings=(interview(ANI), interview(BUDI), presentation(ANI))
    )
    mine, his, shown = wanted.sittings
    told = (at(mine, MONDAY, 480), at(his, MONDAY, 480, "T2", "R2"), at(shown, MONDAY, 510, "T2", "R2"))
    return replace(wanted, previous=told, goals=GOALS_AGAIN)


def closed_early(wanted: Wanted) -> Wanted:
    """Return the wishes with nobody of T1 there before 8.30."""
    away = tuple(Absence(who=who, on=MONDAY, start=480, end=510) for who in ("U1", "U2"))
    return replace(wanted, absences=away)


def test_where_the_free_place_is_not_for_whoever_moves_another_moves_too() -> None:
    wanted = closed_early(told_wishes())
    keeping = Keeping(wanted)

    first = keeping.fewest(effort=EFFORT)
    assert first.bound == 1
    assert first.moving is not None
    assert set(first.moving) == {0}
    keeping.move_another(first.moving)
    assert keeping.fewest(effort=EFFORT).bound == 2

    found = timetable_of(wanted)
    assert check(found) == ()
    assert (found.reached[0].goal, found.reached[0].value, found.reached[0].bound) == (Goal.CHANGES, 2, 2)


@pytest.mark.parametrize(("tied", "fewest"), [((), 1), ((ANI, BUDI, CITRA), 2)])
def test_panels_that_hang_together_no_more_cost_a_change(tied: tuple[str, ...], fewest: int) -> None:
    """U1 misses the only sitting of the joint panel: it must see another whole, or one panel sees all."""
    joint = replace(wishes().panels[0], code="TG", examiners=("U1", "U2", "U3", "U4"))
    wanted = wishes(
        days=(day(MONDAY, 480, 570),),
        panels=(*wishes().panels, joint),
        sittings=tuple(interview(who, panels=("T1", "T2", "TG")) for who in (ANI, BUDI, CITRA)),
        absences=(Absence(who="U1", on=MONDAY, start=480, end=510),),
        ties=tuple(Tie(examiner="U2", official=who) for who in tied),
        least_linked=1,
        goals=GOALS_AGAIN,
    )
    mine, his, hers = wanted.sittings
    told = (at(mine, MONDAY, 480, "TG"), at(his, MONDAY, 510), at(hers, MONDAY, 510, "T2", "R2"))
    again = replace(wanted, previous=told)
    best = best_values(again)

    assert best is not None
    assert best[0] == fewest
    assert Keeping(again).fewest(effort=EFFORT).bound == fewest
    assert timetable_of(again).reached[0].value == fewest


@pytest.mark.parametrize("seed", range(16))
def test_no_timetable_changes_less_than_is_counted(seed: int) -> None:
    wanted = replace(drawn_wishes(seed), absences=())
    try:
        told = timetable_of(wanted)
    except Impossible:
        return
    away = tuple(Absence(who=who, on=told.placed[0].on) for who in ("U1", "U3", ANI)[seed % 3 :][:2])
    again = replace(wanted, absences=away, previous=told.placed, goals=GOALS_AGAIN)
    best = best_values(again)

    counted = Keeping(again).fewest(effort=EFFORT)

    if best is None:
        return
    assert not counted.is_impossible
    assert counted.bound <= best[0]
    found = timetable_of(again)
    assert (found.reached[0].value, found.reached[0].bound) == (best[0], best[0])


def test_nothing_moves_where_everything_can_stay() -> None:
    told = stated(told_wishes(), *told_wishes().previous)

    found = planned_again(told)

    assert set(found.placed) == set(told.placed)
    assert (found.reached[0].value, found.reached[0].bound) == (0, 0)


def test_what_is_new_is_no_change() -> None:
    wanted = told_wishes()
    late = replace(wanted, days=(*wanted.days, day(TUESDAY)), sittings=(*wanted.sittings, presentation(BUDI)))

    found = timetable_of(late)

    assert check(found) == ()
    assert (found.reached[0].value, found.reached[0].bound) == (0, 0)


def test_a_pin_elsewhere_is_a_change_and_the_rest_stays() -> None:
    wanted = told_wishes()
    pin = at(wanted.sittings[1], MONDAY, 510)

    found = timetable_of(replace(wanted, pins=(pin,)))

    assert pin in found.placed
    assert (found.reached[0].value, found.reached[0].bound) == (1, 1)


def test_a_short_limit_never_claims_more_than_is_proved() -> None:
    wanted = closed_early(told_wishes())

    found = timetable_of(wanted, effort=0.2)

    assert check(found) == ()
    assert found.reached[0].bound <= 2 <= found.reached[0].value
