"""Officials who could change places in everything: only one order of them has to be looked at."""

from collections import defaultdict

from selaras.core.timetable.drawn import lot
from selaras.core.timetable.wanted import Wanted


def alike(wanted: Wanted) -> tuple[tuple[str, ...], ...]:
    """Return, for officials of whom nothing tells one from another, each one's first own sitting.

    In every tuple the sittings stand in the order of their officials' lots, at least two of them. Such
    officials have the same sittings, no absence and no conflict, and nothing of theirs is pinned or told.
    """
    told = {one.sitting for one in (*wanted.pins, *wanted.previous)}
    marked = {one.who for one in wanted.absences} | {one.official for one in wanted.ties}
    own: defaultdict[str, list[int]] = defaultdict(list)
    shared: defaultdict[str, list[str]] = defaultdict(list)
    for n, one in enumerate(wanted.sittings):
        for who in one.officials:
            if len(one.officials) == 1:
                own[who].append(n)
            else:
                shared[who].append(one.code)
    waited_for = {code for one in wanted.sittings if len(one.officials) > 1 for code in one.after}
    groups: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for who, numbers in own.items():
        those = [wanted.sittings[n] for n in numbers]
        codes = [one.code for one in those]
        if who in marked or told & {*codes, *shared[who]} or waited_for & set(codes):
            continue
        # What comes after an own sitting is told by its place among them, everything else by its code.
        signs = tuple(
            (
                one.method,
                one.minutes,
                one.panels,
                one.equipment,
                tuple(str(codes.index(first)) if first in codes else f"/{first}" for first in one.after),
            )
            for one in those
        )
        groups[signs, tuple(shared[who])].append(who)
    return tuple(
        tuple(
            wanted.sittings[own[who][0]].code for who in sorted(group, key=lambda w: (lot(wanted.seed, w), w))
        )
        for group in groups.values()
        if len(group) > 1
    )
