"""What fits into a room's day follows from the grid of starts, and groups that change places stay whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selaras.core.timetable import Break, Goal, Wanted, check, timetable_of
from selaras.core.timetable.drawn import drawn_order, out_of_turn
from selaras.core.timetable.solving.blocks import exchanged
from selaras.core.timetable.solving.counting import counting_of
from selaras.core.timetable.solving.filling import sits, stretches, waits
from selaras.core.timetable.wanted import Sitting
from selaras.core.timetable.worth import value_of
from selaras.core.vocabulary import Method
from tests.core.timetable.building_wishes import (
    ANI,
    BUDI,
    CITRA,
    DEWI,
    MONDAY,
    TUESDAY,
    at,
    breaches,
    day,
    interview,
    wishes,
)


def test_a_changeover_that_the_grid_does_not_know_takes_a_whole_step() -> None:
    wanted = wishes(days=(day(MONDAY),), step=15, changeover=5)

    one = sits(wanted, None, 30, gap=5)

    # 08.00, 08.45, 09.30; the last may end with the day.
    assert (one.minutes, one.rest) == (45, 15)
    assert stretches(wanted, (one,)) == {0: (135,)}
    assert waits(wanted, None, 60, gap=5).minutes == 45


@pytest.mark.parametrize(("changeover", "fit"), [(0, 4), (5, 3), (15, 3)])
def test_as_many_are_counted_as_there_are_hours_for(changeover: int, fit: int) -> None:
    people = [f"P-{n:03}" for n in range(1, 6)]

    def first(n: int) -> Wanted:
        sittings = tuple(interview(who, panels=("T1",)) for who in people[:n])
        return wishes(days=(day(MONDAY),), sittings=sittings, step=15, changeover=changeover)

    counted = [counting_of(first(n)) for n in (fit, fit + 1)]
    found = [one.solve(None, effort=1, at_most={}).is_impossible for one in counted if one is not None]

    assert found == [False, True]
    assert check(timetable_of(first(fit))) == ()


def test_what_is_left_of_a_stretch_is_of_no_use_in_another() -> None:
    # Two stretches of 70 minutes hold one sitting of 40 each; three and one of 10 would fit into 140.
    noon = Break(name="Istirahat", start=550, end=560)
    long = [interview(who, 40, panels=("T1",)) for who in (ANI, BUDI, CITRA)]
    sittings = (*long, interview(DEWI, 10, panels=("T1",)))
    wanted = wishes(days=(day(MONDAY, 480, 630, noon),), sittings=sittings, step=10)
    model = counting_of(wanted)

    assert model is not None
    assert model.solve(None, effort=1, at_most={}).is_impossible


def test_a_group_that_sits_in_the_changeover_takes_nothing_more() -> None:
    # 08.00 Ani, 08.30 all three elsewhere, 09.30 Budi: the room rests meanwhile.
    whole = Sitting(
        code="DSK-1",
        method=Method.GROUP_DISCUSSION,
        officials=(ANI, BUDI, CITRA),
        minutes=60,
        panels=("T2",),
    )
    sittings = (interview(ANI, panels=("T1",)), interview(BUDI, panels=("T1",)), whole)
    wanted = wishes(days=(day(MONDAY),), sittings=sittings, step=5, changeover=5)

    assert check(timetable_of(wanted)) == ()


def test_groups_change_days_whole_and_nobody_comes_more_often() -> None:
    people = drawn_order(6, (ANI, BUDI, CITRA, DEWI))
    groups = [
        Sitting(code=f"DSK-{n}", method=Method.GROUP_DISCUSSION, officials=those, minutes=30, panels=("T1",))
        for n, those in enumerate((people[:2], people[2:]), start=1)
    ]
    own = [interview(who, panels=("T1",)) for who in people]
    wanted = wishes(days=(day(MONDAY), day(TUESDAY)), sittings=(*groups, *own))
    placed = (
        at(groups[1], MONDAY, 480),
        at(own[2], MONDAY, 510),
        at(own[3], MONDAY, 540),
        at(groups[0], TUESDAY, 480),
        at(own[0], TUESDAY, 510),
        at(own[1], TUESDAY, 540),
    )

    found = exchanged(wanted, placed)

    assert breaches(wanted, placed) == breaches(wanted, found) == set()
    assert out_of_turn(wanted, placed) > out_of_turn(wanted, found) == 0
    assert value_of(Goal.PERSON_DAYS, wanted, found) == value_of(Goal.PERSON_DAYS, wanted, placed) == 4
    assert exchanged(replace(wanted, pins=placed[:1]), placed) == placed
