"""What is planned is the best there is: compared with all timetables of small cases."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from selaras.core.errors import CoreError
from selaras.core.timetable import (
    Absence,
    Break,
    Goal,
    Impossible,
    Tie,
    Wanted,
    Way,
    check,
    planned_again,
    timetable_from_json,
    timetable_of,
    timetable_to_json,
)
from selaras.core.timetable.changes import changes_between
from selaras.core.timetable.wanted import GOALS, GOALS_AGAIN
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
    wishes,
)


def drawn_wishes(seed: int) -> Wanted:
    """Return small wishes by chance: absences, conflicts, breaks, lengths, shared examiners, ways."""
    by = random.Random(seed)
    first, second = wishes().panels
    if by.random() < 0.5:
        second = replace(second, examiners=("U2", "U3"))
    lengths = [by.choice((30, 60)) for _ in range(3)]
    sittings = [interview(ANI, lengths[0]), interview(BUDI, lengths[1]), presentation(ANI, lengths[2])]
    if by.random() < 0.4:
        sittings[2] = replace(sittings[2], after=(sittings[0].code,))
    breaks = (Break(name="Salat", start=540, end=570),) if by.random() < 0.5 else ()
    return wishes(
        days=(day(MONDAY, 480, by.choice((540, 600)), *breaks), day(TUESDAY, 480, 600)),
        panels=(first, replace(second, least=by.choice((1, 2)))),
        sittings=tuple(sittings),
        absences=tuple(
            Absence(who=who, on=by.choice((MONDAY, TUESDAY)), start=480, end=by.choice((510, 600)))
            for who in by.sample(("U1", "U3", ANI, BUDI), by.choice((0, 1, 2)))
        ),
        ties=tuple(
            Tie(examiner=by.choice(("U1", "U2", "U3", "U4")), official=by.choice((ANI, BUDI)))
            for _ in range(by.choice((0, 1, 2)))
        ),
        ways=(Way(first="R1", second="R2", minutes=by.choice((0, 15))),),
        least_linked=by.choice((0, 1)),
        changeover=by.choice((0, 0, 30)),
    )


@pytest.mark.parametrize("seed", range(24))
def test_a_small_timetable_is_the_best_of_all(seed: int) -> None:
    wanted = drawn_wishes(seed)
    expected = best_values(wanted)

    if expected is None:
        with pytest.raises(Impossible):
            timetable_of(wanted)
        return
    found = timetable_of(wanted)

    assert check(found) == ()
    assert tuple(one.value for one in found.reached if one.goal is not Goal.ORDER) == expected
    assert all(one.is_proven for one in found.reached if one.goal is not Goal.ORDER)


@pytest.mark.parametrize("seed", range(8))
def test_a_new_timetable_changes_as_little_as_any_could(seed: int) -> None:
    wanted = replace(drawn_wishes(seed), absences=(), ties=(), least_linked=0)
    told = timetable_of(wanted)
    away = Absence(who=("U1", "U3", ANI, BUDI)[seed % 4], on=told.placed[0].on, start=480, end=510)
    again = replace(wanted, absences=(away,), previous=told.placed, goals=GOALS_AGAIN)
    expected = best_values(again)

    if expected is None:
        with pytest.raises(Impossible):
            planned_again(told, absences=(away,))
        return
    found = planned_again(told, absences=(away,))

    assert check(found) == ()
    assert tuple(one.value for one in found.reached if one.goal is not Goal.ORDER) == expected
    changed = changes_between(told, found)
    assert {one.sitting for one in changed} == {one.sitting for one in found.placed if one not in told.placed}
    assert sum(len(one.officials) for one in changed) == expected[0]


def test_what_is_past_stays_whatever_is_gained() -> None:
    told = timetable_of(wishes())
    first = told.placed[0]

    found = planned_again(told, absences=[Absence(who="U3", on=MONDAY)], pins=[first])

    assert first in found.placed
    assert check(found) == ()


def test_the_same_wishes_give_the_same_timetable_and_survive_their_file() -> None:
    wanted = drawn_wishes(3)

    one, other = timetable_of(wanted), timetable_of(wanted)

    assert one == other
    assert timetable_from_json(timetable_to_json(one)) == one
    with pytest.raises(CoreError, match="timetable_format_unknown"):
        timetable_from_json({**timetable_to_json(one), "format": 2})


def test_people_come_in_the_order_of_their_lots_where_nothing_speaks_against_it() -> None:
    panel = replace(wishes().panels[0], least=1)
    wanted = wishes(
        days=(day(MONDAY, 480, 600),),
        panels=(panel,),
        sittings=tuple(interview(who, panels=("T1",)) for who in (ANI, BUDI, CITRA)),
    )

    found = timetable_of(wanted)

    # SHA-256 of 6/P-003 begins with 60, of 6/P-001 with 7c, of 6/P-002 with e8.
    assert [one.sitting for one in found.placed] == ["W-P-003", "W-P-001", "W-P-002"]
    assert found.reached[-1].goal is Goal.ORDER
    assert found.reached[-1].value == 0


def test_whoever_cannot_come_in_turn_takes_the_nearest_place() -> None:
    wanted = wishes(
        days=(day(MONDAY, 480, 570),),
        panels=(wishes().panels[0],),
        sittings=tuple(interview(who, panels=("T1",)) for who in (ANI, BUDI, CITRA)),
        absences=(Absence(who=CITRA, on=MONDAY, start=480, end=510),),
    )

    found = timetable_of(wanted)

    assert [one.sitting for one in found.placed] == ["W-P-001", "W-P-003", "W-P-002"]
    assert (found.reached[-1].value, found.reached[-1].bound) == (2, 2)


def test_two_rooms_share_a_turn() -> None:
    found = timetable_of(wishes(goals=GOALS))

    assert found.reached[-1].value == 0


def test_a_joint_panel_links_panels_that_share_nobody() -> None:
    whole = replace(wishes().panels[0], code="TG", examiners=("U1", "U2", "U3", "U4"))
    sittings = tuple(
        interview(who, panels=("T1", "T2", "TG")) for who in (ANI, BUDI, CITRA, "P-004", "P-005", "P-006")
    )
    short = (day(MONDAY, 480, 600),)
    wanted = wishes(
        days=short, panels=(*wishes().panels, whole), sittings=sittings, least_linked=1, goals=(Goal.DAYS,)
    )

    found = timetable_of(wanted)

    assert check(found) == ()
    assert sum(one.panel == "TG" for one in found.placed) >= 1


def test_wishes_that_are_none_are_refused_by_name() -> None:
    with pytest.raises(CoreError, match="timetable_code_unknown"):
        timetable_of(wishes(sittings=(interview(ANI, panels=("T9",)),)))
    with pytest.raises(CoreError, match="timetable_code_twice"):
        timetable_of(wishes(sittings=(interview(ANI), interview(ANI))))
    with pytest.raises(CoreError, match="timetable_hours_wrong"):
        timetable_of(wishes(days=(day(MONDAY, 600, 480),)))
    with pytest.raises(CoreError, match="timetable_minutes_wrong"):
        timetable_of(wishes(sittings=(interview(ANI, 0),)))
    with pytest.raises(CoreError, match="timetable_empty"):
        timetable_of(wishes(sittings=()))
    with pytest.raises(CoreError, match="timetable_grid_wrong"):
        timetable_of(wishes(step=0))


def test_a_told_place_that_can_no_longer_be_counts_as_changed() -> None:
    told = timetable_of(wishes())
    away = [Absence(who=who, on=one.on) for one in told.placed for who in ("U1", "U2") if one.panel == "T1"]

    found = planned_again(told, absences=away)

    moved = [one for one in told.placed if one.panel == "T1"]
    assert {one.sitting for one in changes_between(told, found)} == {one.sitting for one in moved}
    assert at(interview(CITRA), MONDAY, 480) not in found.placed
