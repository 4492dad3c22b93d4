"""The order drawn by lot: anyone with the seed and the codes draws it again, in any language."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from selaras.core.timetable.wanted import Placed, Sitting, Wanted

Time = tuple[date, int]


def drawn_order(seed: int, codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes in the order of the SHA-256 of "seed/code" (UTF-8, seed in decimal digits).

    >>> drawn_order(6, ["P-001", "P-002", "P-003"])
    ('P-003', 'P-001', 'P-002')
    """
    return tuple(sorted(codes, key=lambda code: (lot(seed, code), code)))


def lot(seed: int, code: str) -> str:
    """Return the lot of one code, 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}/{code}".encode()).hexdigest()


def turns(wanted: Wanted) -> Mapping[str, int]:
    """Return by sitting its turn as drawn, counted within its method from zero.

    Every official has one lot for all methods; a group's is the first of its members'.
    """
    by_method: defaultdict[str, list[Sitting]] = defaultdict(list)
    for one in wanted.sittings:
        by_method[one.method].append(one)
    return {
        one.code: n
        for those in by_method.values()
        for n, one in enumerate(
            sorted(those, key=lambda s: (min(lot(wanted.seed, who) for who in s.officials), s.code))
        )
    }


def out_of_turn(wanted: Wanted, placed: Sequence[Placed]) -> int:
    """Return by how many places together the sittings stand away from the turns drawn.

    Sittings of a method that begin at the same time in several rooms share their places.
    """
    drawn, method_of = turns(wanted), {one.code: one.method for one in wanted.sittings}
    by_method: defaultdict[str, list[Placed]] = defaultdict(list)
    for one in placed:
        by_method[method_of[one.sitting]].append(one)
    return sum(
        distance(drawn[one.sitting], shared[one.on, one.start])
        for those in by_method.values()
        for shared in [shared_places([(p.on, p.start) for p in those])]
        for one in those
    )


def shared_places(times: Sequence[Time]) -> Mapping[Time, tuple[int, int]]:
    """Return by time the first and last place that sittings of that time share."""
    ordered = sorted(times)
    first: dict[Time, int] = {}
    last: dict[Time, int] = {}
    for n, one in enumerate(ordered):
        first.setdefault(one, n)
        last[one] = n
    return {one: (first[one], last[one]) for one in first}


def distance(turn: int, places: tuple[int, int]) -> int:
    """Return how far a turn is from a stretch of places."""
    return max(places[0] - turn, 0, turn - places[1])
