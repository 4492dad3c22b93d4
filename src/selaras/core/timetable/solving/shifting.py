"""Sittings drawn together within their stretch, so that nobody waits for nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from selaras.core.timetable.berths import Berth
from selaras.core.timetable.timetable import in_order
from selaras.core.timetable.wanted import DAY, Placed, Wanted


def drawn_together(wanted: Wanted, placed: Sequence[Placed], berths: Sequence[Berth]) -> tuple[Placed, ...]:
    """Return the sittings each as early as the earlier ones let it, in the same room, panel and stretch.

    berths : of each of ``placed``. What was told before, or is pinned, stays where it is.
    """
    fixed = {*wanted.pins, *wanted.previous}
    number = {day.on: n for n, day in enumerate(wanted.days)}
    order = sorted(range(len(placed)), key=lambda n: (placed[n].on, placed[n].start, placed[n].sitting))
    found = list(placed)
    near = _neighbours(wanted, placed)
    for n in order:
        one = found[n]
        if one in fixed:
            continue
        base = number[one.on] * DAY
        for start in (at - base for at in berths[n].starts):
            if start >= one.start:
                break
            earlier = replace(one, start=start, end=start + one.end - one.start)
            if _fits(wanted, earlier, (found[other] for other in near[n])):
                found[n] = earlier
                break
    return in_order(found)


def _neighbours(wanted: Wanted, placed: Sequence[Placed]) -> list[list[int]]:
    """Return for every sitting those of its day that share a room or somebody with it, or hang on it."""
    of = {one.code: one for one in wanted.sittings}
    examiners: dict[str | None, tuple[str, ...]] = {one.code: one.examiners for one in wanted.panels}
    by_key: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    keys: list[list[tuple[object, ...]]] = []
    for n, place in enumerate(placed):
        sitting = of[place.sitting]
        people = (*sitting.officials, *examiners.get(place.panel, ()))
        own: list[tuple[object, ...]] = [(place.on, "room", place.room), (place.on, "sitting", place.sitting)]
        own += [(place.on, "person", who) for who in people]
        own += [(place.on, "sitting", first) for first in sitting.after]
        keys.append(own)
        for key in own:
            by_key[key].add(n)
    return [sorted(set().union(*(by_key[key] for key in own)) - {n}) for n, own in enumerate(keys)]


def _fits(wanted: Wanted, one: Placed, others: Iterable[Placed]) -> bool:
    after = next(s.after for s in wanted.sittings if s.code == one.sitting)
    for other in others:
        same = one.room == other.room
        gap = wanted.changeover if same else wanted.way(one.room, other.room)
        if one.start < other.end + gap and other.start < one.end + gap:
            return False
        if other.sitting in after and one.start < other.end:
            return False
    return True
