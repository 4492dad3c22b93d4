"""Days that are alike, and groups of officials, change places whole: earlier lots come on earlier days.

Whoever takes over all sittings of another comes as often; nothing else is looked at here but who must leave
the room when a group sits, so what follows has to make it lawful again (``turns``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from selaras.core.timetable.drawn import distance, lot, shared_places, turns
from selaras.core.timetable.timetable import in_order
from selaras.core.timetable.wanted import Placed, Sitting, Wanted
from selaras.core.timetable.worth import missing_from

# A group before which somebody misses weighs more than any distance from the turns.
_MISSING = 1_000_000


@dataclass(frozen=True, slots=True)
class _Block:
    """A group that has a sitting together, and its members' own sittings, method by method in lot order."""

    together: str
    own: tuple[tuple[str, ...], ...]


def exchanged(wanted: Wanted, placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Return the places with days that are alike, then groups of one size, exchanged as they were drawn."""
    blocks = _alike(wanted)
    if wanted.pins or wanted.previous or not blocks:
        return tuple(placed)
    (worst, best), days = _regrouped(wanted, placed, blocks), sorted(_alike_days(wanted, placed))
    is_better = True
    while is_better:
        is_better = False
        begun = best
        for one, other in combinations(days, 2):
            swapped = {one: other, other: one}
            new = tuple(replace(place, on=swapped.get(place.on, place.on)) for place in begun)
            worth, moved = _regrouped(wanted, new, blocks)
            if worth < worst:
                worst, best, is_better = worth, moved, True
    return in_order(best)


def _alike_days(wanted: Wanted, placed: Sequence[Placed]) -> set[date]:
    """Return days in use that differ in nothing from the first of them; none where sittings have an order."""
    if any(one.after for one in wanted.sittings):
        return set()
    taken, absent = {one.on for one in placed}, {one.on for one in wanted.absences}
    those = [one for one in wanted.days if one.on in taken - absent]
    return {one.on for one in those if one.windows() == those[0].windows()}


def _regrouped(
    wanted: Wanted, placed: Sequence[Placed], alike: Sequence[Sequence[_Block]]
) -> tuple[int, tuple[Placed, ...]]:
    """Return the places with groups exchanged on these days, and what it costs (see ``_Costs``)."""
    from scipy.optimize import linear_sum_assignment

    at = {one.sitting: one for one in placed}
    found, costs = dict(at), _Costs(wanted, at)
    worth = 0
    for blocks in alike:
        seats = [_seats(one, at) for one in blocks]
        table = [[costs.of(one, those) for those in seats] for one in blocks]
        for row, column in zip(*linear_sum_assignment(table), strict=True):
            worth += table[row][column]
            for code, place in _pairs(blocks[row], seats[column], at):
                found[code] = replace(place, sitting=code)
    return worth, tuple(found.values())


def _alike(wanted: Wanted) -> list[list[_Block]]:
    """Return groups that could change places: of the same kinds of sittings and as many members."""
    of: defaultdict[str, list[Sitting]] = defaultdict(list)
    everybody = {who for one in wanted.sittings for who in one.officials}
    for one in wanted.sittings:
        # What everybody sits together stays where it is.
        for who in one.officials if set(one.officials) != everybody else ():
            of[who].append(one)
    groups: defaultdict[object, list[_Block]] = defaultdict(list)
    for one in wanted.sittings:
        if len(one.officials) == 1 or set(one.officials) == everybody:
            continue
        members = sorted(one.officials, key=lambda who: (lot(wanted.seed, who), who))
        alone = [sorted((s for s in of[who] if s != one), key=_kind) for who in members]
        if any(len(s.officials) > 1 for those in alone for s in those):
            continue
        signs = {tuple(map(_kind, those)) for those in alone}
        if len(signs) == 1:
            own = tuple(tuple(s.code for s in column) for column in zip(*alone, strict=True))
            groups[_kind(one), len(members), *signs].append(_Block(one.code, own))
    return list(groups.values())


def _kind(one: Sitting) -> tuple[object, ...]:
    return one.method, one.minutes, one.panels, one.equipment


def _seats(block: _Block, at: Mapping[str, Placed]) -> _Block:
    """Return the sittings of a block with each member's own together, the earliest member first."""
    members = sorted(
        zip(*block.own, strict=True), key=lambda those: min((at[one].on, at[one].start) for one in those)
    )
    return _Block(block.together, tuple(zip(*members, strict=True)))


def _pairs(block: _Block, seats: _Block, at: Mapping[str, Placed]) -> Iterator[tuple[str, Placed]]:
    """Yield every sitting of a block with the place that it takes over."""
    yield block.together, at[seats.together]
    for own, theirs in zip(block.own, seats.own, strict=True):
        yield from ((code, at[seat]) for code, seat in zip(own, theirs, strict=True))


class _Costs:
    """What it costs when a block takes the places of another."""

    def __init__(self, wanted: Wanted, at: Mapping[str, Placed]) -> None:
        self._wanted, self._at, self._drawn = wanted, at, turns(wanted)
        self._method = {one.code: one.method for one in wanted.sittings}
        times: defaultdict[object, list[tuple[date, int]]] = defaultdict(list)
        for code, place in at.items():
            times[self._method[code]].append((place.on, place.start))
        self._shared = {method: shared_places(those) for method, those in times.items()}

    def of(self, block: _Block, seats: _Block) -> int:
        """Return the places out of turn, and a great deal for each examiner whom the group would miss."""
        together = replace(self._at[seats.together], sitting=block.together)
        return _MISSING * len(missing_from(together, self._wanted)) + sum(
            distance(self._drawn[code], self._shared[self._method[code]][place.on, place.start])
            for code, place in _pairs(block, seats, self._at)
        )
