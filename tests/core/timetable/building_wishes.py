"""Small wishes: two panels, two rooms, two short days; Ani, Budi and Citra sit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

from selaras.core.timetable import (
    Break,
    Day,
    Panel,
    Placed,
    Room,
    Sitting,
    Timetable,
    Wanted,
    check,
)
from selaras.core.timetable.checking import Breach
from selaras.core.timetable.timetable import FORMAT, Reached
from selaras.core.timetable.wanted import Goal
from selaras.core.timetable.worth import value_of
from selaras.core.vocabulary import Method

MONDAY, TUESDAY = date(2024, 1, 22), date(2024, 1, 23)
ANI, BUDI, CITRA, DEWI = "P-001", "P-002", "P-003", "P-004"


def day(on: date, opens: int = 480, closes: int = 600, *breaks: Break) -> Day:
    return Day(on=on, opens=opens, closes=closes, breaks=breaks)


def interview(who: str, minutes: int = 30, **changes: Any) -> Sitting:
    one = Sitting(
        code=f"W-{who}", method=Method.INTERVIEW, officials=(who,), minutes=minutes, panels=("T1", "T2")
    )
    return replace(one, **changes)


def presentation(who: str, minutes: int = 30, **changes: Any) -> Sitting:
    one = interview(who, minutes)
    return replace(one, **{"code": f"P-{who}", "method": Method.PRESENTATION, **changes})


def wishes(**changes: Any) -> Wanted:
    one = Wanted(
        days=(day(MONDAY), day(TUESDAY)),
        rooms=(Room(code="R1", name="Ruang 1", seats=3), Room(code="R2", name="Ruang 2", seats=3)),
        panels=(
            Panel(code="T1", name="Tim 1", examiners=("U1", "U2"), rooms=("R1",), least=1),
            Panel(code="T2", name="Tim 2", examiners=("U3", "U4"), rooms=("R2",), least=1),
        ),
        sittings=(interview(ANI), interview(BUDI), interview(CITRA)),
        step=30,
        least_linked=0,
        seed=6,
    )
    return replace(one, **changes)


def at(sitting: Sitting, on: date, start: int, panel: str | None = "T1", room: str = "R1") -> Placed:
    return Placed(
        sitting=sitting.code, panel=panel, room=room, on=on, start=start, end=start + sitting.minutes
    )


def stated(wanted: Wanted, *placed: Placed) -> Timetable:
    """Return a timetable that states its true worth."""
    return Timetable(
        format=FORMAT,
        wanted=wanted,
        placed=placed,
        reached=tuple(
            Reached(goal=goal, value=(n := value_of(goal, wanted, placed)), bound=min(n, 0))
            for goal in wanted.goals
        ),
    )


def every_sound(wanted: Wanted) -> list[tuple[Placed, ...]]:
    """Return every timetable that keeps every rule, by trying all."""
    choices = [
        [
            at(sitting, one.on, start, panel, room.code)
            for panel in sitting.panels or (None,)
            for room in wanted.rooms
            for one in wanted.days
            for start in range(one.opens, one.closes, wanted.step)
            if is_sound_alone(wanted, at(sitting, one.on, start, panel, room.code))
        ]
        for sitting in wanted.sittings
    ]
    return [those for those in product(*choices) if not breaches(wanted, those)]


def is_sound_alone(wanted: Wanted, place: Placed) -> bool:
    others = {Breach.LEFT_OUT, Breach.BEFORE, Breach.NOT_LINKED, Breach.PIN}
    return not breaches(wanted, (place,)) - others


def breaches(wanted: Wanted, placed: tuple[Placed, ...]) -> set[Breach]:
    values = {Breach.VALUE, Breach.BOUND, Breach.GOALS}
    return {one.breach for one in check(stated(wanted, *placed))} - values


def best_values(wanted: Wanted) -> tuple[int, ...] | None:
    """Return the least values of all goals but the order, the first first; None where nothing is sound."""
    goals = [one for one in wanted.goals if one is not Goal.ORDER]
    worth = [tuple(value_of(goal, wanted, those) for goal in goals) for those in every_sound(wanted)]
    return min(worth, default=None)
