"""Where there is no timetable, an irreducible set of wishes is named: give one up, and the others can be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from selaras.core.timetable import Absence, Break, Impossible, Wanted, Wish, WishKind, timetable_of
from selaras.core.timetable.conflict import conditions_of, without
from tests.core.timetable.building_wishes import (
    ANI,
    BUDI,
    CITRA,
    MONDAY,
    TUESDAY,
    at,
    day,
    interview,
    wishes,
)

ONE_DAY = (day(MONDAY, 480, 540),)
A, B, C = (interview(who, panels=("T1",)) for who in (ANI, BUDI, CITRA))


def conflict(wanted: Wanted) -> tuple[Wish, ...]:
    with pytest.raises(Impossible) as caught:
        timetable_of(wanted)
    return caught.value.conflict


CASES = {
    "two pins on one place": wishes(sittings=(A, B), pins=(at(A, MONDAY, 480), at(B, MONDAY, 480))),
    "absent on both days": wishes(
        sittings=(A, B, C),
        absences=(
            Absence(who=ANI, on=MONDAY),
            Absence(who=ANI, on=TUESDAY),
            Absence(who=BUDI, on=TUESDAY),
        ),
    ),
    "no room large enough": wishes(sittings=(replace(A, officials=(ANI, BUDI, CITRA, "P-004")),)),
    "a break in the only hour": wishes(
        days=(day(MONDAY, 480, 540, Break(name="Salat", start=495, end=525)),), sittings=(A,)
    ),
    "panels that cannot hang together": wishes(
        sittings=(interview(ANI, panels=("T1",)), interview(BUDI, panels=("T2",))), least_linked=1
    ),
    "too few examiners": wishes(
        panels=tuple(replace(one, least=3) for one in wishes().panels), sittings=(A,)
    ),
    "after itself through another": wishes(
        sittings=(replace(A, after=(B.code,)), replace(B, after=(A.code,)))
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_conflict_is_irreducible(name: str) -> None:
    wanted = CASES[name]

    found = conflict(wanted)

    assert found
    assert set(found) <= set(conditions_of(wanted))
    for one in found:
        assert timetable_of(without(wanted, one)).placed


def test_contradicting_pins_are_named_and_nothing_else() -> None:
    assert conflict(CASES["two pins on one place"]) == (
        Wish(kind=WishKind.PIN, about=A.code),
        Wish(kind=WishKind.PIN, about=B.code),
    )


def test_absences_are_named_with_their_days() -> None:
    assert conflict(CASES["absent on both days"]) == (
        Wish(kind=WishKind.ABSENCE, about=ANI, on="2024-01-22"),
        Wish(kind=WishKind.ABSENCE, about=ANI, on="2024-01-23"),
    )


def test_sittings_that_have_no_room_at_all_are_the_conflict_themselves() -> None:
    long = tuple(replace(one, minutes=600) for one in (A, B, C))

    found = conflict(wishes(days=(day(MONDAY, 0, 24 * 60),), sittings=long))

    assert [one.kind for one in found] == [WishKind.SITTING] * 3
