"""The lots can be drawn again by anybody, from the seed and the codes alone."""

from __future__ import annotations

import hashlib

from selaras.core.timetable.drawn import drawn_order, lot, out_of_turn, turns
from tests.core.timetable.building_wishes import ANI, BUDI, CITRA, MONDAY, at, interview, presentation, wishes


def test_the_order_is_that_of_the_digests() -> None:
    codes = [f"P-{n:03}" for n in range(1, 42)]

    by_hand = sorted(codes, key=lambda code: hashlib.sha256(f"20240130/{code}".encode()).hexdigest())

    assert drawn_order(20240130, reversed(codes)) == tuple(by_hand)
    assert drawn_order(20240131, codes) != tuple(by_hand)


def test_every_method_counts_its_own_turns_by_the_same_lot() -> None:
    wanted = wishes(
        sittings=tuple(make(who) for who in (ANI, BUDI, CITRA) for make in (interview, presentation))
    )

    found = turns(wanted)

    in_order = drawn_order(6, (ANI, BUDI, CITRA))
    assert [found[f"W-{who}"] for who in in_order] == [0, 1, 2]
    assert [found[f"P-{who}"] for who in in_order] == [0, 1, 2]


def test_places_out_of_turn_are_counted_and_rooms_of_one_hour_share_them() -> None:
    wanted = wishes()
    first, second, third = (interview(who) for who in drawn_order(6, (ANI, BUDI, CITRA)))

    turned = (at(second, MONDAY, 480), at(first, MONDAY, 510), at(third, MONDAY, 540))
    shared = (at(second, MONDAY, 480), at(first, MONDAY, 480, "T2", "R2"), at(third, MONDAY, 540))

    assert out_of_turn(wanted, turned) == 2
    assert out_of_turn(wanted, shared) == 0


def test_a_group_takes_the_lot_of_its_first_member() -> None:
    assert min(lot(6, who) for who in (ANI, BUDI, CITRA)) == lot(6, drawn_order(6, (ANI, BUDI, CITRA))[0])
