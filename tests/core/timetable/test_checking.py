"""The check names every broken rule; each is broken here on purpose, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Model
from selaras.core.measurement.ratings import ratings_of
from selaras.core.timetable import Absence, Breach, Break, Broken, Tie, Timetable, Way, check
from selaras.core.timetable.worth import missing_from
from selaras.core.vocabulary import Method
from tests.core.timetable.building_wishes import (
    ANI,
    BUDI,
    CITRA,
    MONDAY,
    TUESDAY,
    at,
    interview,
    presentation,
    stated,
    wishes,
)

A, B, C = interview(ANI), interview(BUDI), interview(CITRA)
SOUND = stated(
    wishes(),
    at(A, MONDAY, 480),
    at(B, MONDAY, 510),
    at(C, MONDAY, 480, "T2", "R2"),
)


def with_wishes(**changes: object) -> Timetable:
    return stated(replace(SOUND.wanted, **changes), *SOUND.placed)


def with_place(n: int, **changes: object) -> Timetable:
    placed = list(SOUND.placed)
    placed[n] = replace(placed[n], **changes)
    return stated(SOUND.wanted, *placed)


def with_ani_twice(**changes: object) -> Timetable:
    """Ani presents in the second room while she is interviewed in the first."""
    shown = presentation(ANI)
    wanted = replace(SOUND.wanted, sittings=(A, B, C, shown))
    place = replace(at(shown, MONDAY, 510, "T2", "R2"), **changes)
    return stated(wanted, *SOUND.placed, place)


def with_shared_examiner() -> Timetable:
    first, second = SOUND.wanted.panels
    return with_wishes(panels=(first, replace(second, examiners=("U2", "U4"))))


BROKEN: dict[Breach, Callable[[], Timetable]] = {
    Breach.LEFT_OUT: lambda: stated(SOUND.wanted, *SOUND.placed[:2]),
    Breach.TWICE: lambda: stated(SOUND.wanted, *SOUND.placed, at(A, TUESDAY, 480)),
    Breach.UNKNOWN: lambda: with_place(0, room="R9"),
    Breach.LENGTH: lambda: with_place(1, end=570),
    Breach.GRID: lambda: with_place(2, start=485, end=515),
    Breach.CLOSED: lambda: with_place(2, start=600, end=630),
    Breach.BREAK: lambda: with_wishes(
        days=(replace(SOUND.wanted.days[0], breaks=(Break(name="Salat", start=490, end=500),)),)
    ),
    Breach.SEATS: lambda: with_wishes(rooms=tuple(replace(one, seats=0) for one in SOUND.wanted.rooms)),
    Breach.EQUIPMENT: lambda: with_wishes(sittings=(replace(A, equipment=("layar",)), B, C)),
    Breach.PANEL: lambda: with_wishes(sittings=(replace(A, panels=("T2",)), B, C)),
    Breach.PANEL_ROOM: lambda: with_place(2, room="R1", start=570, end=600),
    Breach.QUORUM: lambda: with_wishes(
        panels=(replace(SOUND.wanted.panels[0], least=2), SOUND.wanted.panels[1]),
        ties=(Tie(examiner="U1", official=ANI),),
    ),
    Breach.ROOM_TAKEN: lambda: with_wishes(changeover=15),
    Breach.EXAMINER_TAKEN: with_shared_examiner,
    Breach.OFFICIAL_TAKEN: lambda: with_ani_twice(start=480, end=510),
    Breach.WAY: lambda: stated(
        replace(with_ani_twice().wanted, ways=(Way(first="R1", second="R2", minutes=5),)),
        *with_ani_twice().placed,
    ),
    Breach.ABSENT: lambda: with_wishes(absences=(Absence(who=ANI, on=MONDAY, start=500, end=520),)),
    Breach.BEFORE: lambda: with_wishes(sittings=(replace(A, after=(B.code,)), B, C)),
    Breach.NOT_LINKED: lambda: with_wishes(least_linked=1),
    Breach.PIN: lambda: with_wishes(pins=(at(A, TUESDAY, 480),)),
    Breach.GOALS: lambda: replace(SOUND, reached=SOUND.reached[1:]),
    Breach.VALUE: lambda: replace(SOUND, reached=(replace(SOUND.reached[0], value=2), *SOUND.reached[1:])),
    Breach.BOUND: lambda: replace(SOUND, reached=(replace(SOUND.reached[0], bound=2), *SOUND.reached[1:])),
}


def test_a_sound_timetable_has_nothing_against_it() -> None:
    assert check(SOUND) == ()
    assert check(with_ani_twice()) == ()


@pytest.mark.parametrize("breach", Breach, ids=lambda one: one.value)
def test_every_broken_rule_is_named(breach: Breach) -> None:
    found = {one.breach for one in check(BROKEN[breach]())}

    assert breach in found


def test_a_break_of_one_rule_is_told_with_whom_it_concerns() -> None:
    assert check(with_shared_examiner()) == (
        Broken(breach=Breach.EXAMINER_TAKEN, sittings=(A.code, C.code), about="U2"),
    )


@pytest.mark.parametrize(
    ("panel_of_c", "ties"),
    [("T2", ()), ("TG", ()), ("TG", (Tie(examiner="U1", official=CITRA),))],
    ids=["apart", "joint", "joint-but-somebody-left"],
)
def test_panels_hang_together_exactly_when_the_design_of_the_marks_is_connected(
    panel_of_c: str, ties: tuple[Tie, ...]
) -> None:
    whole = replace(SOUND.wanted.panels[0], code="TG", examiners=("U1", "U2", "U3", "U4"))
    sittings = tuple(replace(one, panels=("T1", "T2", "TG")) for one in (A, B, C))
    wanted = replace(
        SOUND.wanted, panels=(*SOUND.wanted.panels, whole), sittings=sittings, ties=ties, least_linked=1
    )
    room = "R2" if panel_of_c == "T2" else "R1"
    placed = (
        at(A, MONDAY, 480),
        at(B, MONDAY, 480, "T2", "R2"),
        at(C, MONDAY, 510, panel_of_c, room),
    )

    found = any(one.breach is Breach.NOT_LINKED for one in check(stated(wanted, *placed)))
    examiners = {one.code: one.examiners for one in wanted.panels}
    pairs = [
        (place.sitting, who)
        for place in placed
        for who in examiners[str(place.panel)]
        if who not in missing_from(place, wanted)
    ]
    marks = ratings_of(
        [p for p, _ in pairs], marks=[n % 2 for n in range(len(pairs))], examiners=[e for _, e in pairs]
    )
    is_connected = components_of(design_of(marks, Model())).n == 1

    # Stricter than the bare graph: a tie with a gap in it does not count.
    assert found is not is_connected or bool(ties)
    assert not (is_connected is False and found is False)


def test_the_linkage_is_asked_method_by_method() -> None:
    shown = presentation(ANI, panels=("T1", "T2"))
    wanted = replace(SOUND.wanted, sittings=(A, B, shown), least_linked=1)
    placed = (at(A, MONDAY, 480), at(B, MONDAY, 510), at(shown, MONDAY, 540, "T2", "R2"))

    assert check(stated(wanted, *placed)) == ()
    assert shown.method is Method.PRESENTATION
