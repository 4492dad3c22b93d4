"""What a timetable is worth: the value of every goal, counted from the sittings alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from selaras.core.timetable.berths import leaving
from selaras.core.timetable.drawn import out_of_turn
from selaras.core.timetable.wanted import Goal, Placed, Wanted


def value_of(goal: Goal, wanted: Wanted, placed: Sequence[Placed]) -> int:
    """Return what a goal comes to.

    DAYS : days with a sitting. CHANGES : officials times sittings that are elsewhere than told before.
    PERSON_DAYS : days on which an official comes, over all officials. LOAD : minutes between the most and
    the least that an examiner of a panel sits. WALKS : examiners missing from a sitting of their panel,
    counted by sitting. ORDER : places out of turn.
    """
    officials = {one.code: one.officials for one in wanted.sittings}
    if goal is Goal.DAYS:
        return len({one.on for one in placed})
    if goal is Goal.CHANGES:
        told = set(wanted.previous)
        known = {one.sitting for one in wanted.previous}
        return sum(len(officials[p.sitting]) for p in placed if p.sitting in known and p not in told)
    if goal is Goal.PERSON_DAYS:
        return len({(who, one.on) for one in placed for who in officials[one.sitting]})
    if goal is Goal.LOAD:
        loads = loads_of(wanted, placed).values()
        return max(loads, default=0) - min(loads, default=0)
    if goal is Goal.WALKS:
        return sum(len(missing_from(one, wanted)) for one in placed)
    return out_of_turn(wanted, placed)


def loads_of(wanted: Wanted, placed: Sequence[Placed]) -> Mapping[str, int]:
    """Return the minutes that every examiner of a panel sits.

    Whoever leaves the room for a conflict waits outside, which counts; whoever is absent does not work.
    """
    sittings, panels = {one.code: one for one in wanted.sittings}, {one.code: one for one in wanted.panels}
    used = {code for one in wanted.sittings for code in one.panels}
    found: defaultdict[str, int] = defaultdict(int)
    for panel in wanted.panels:
        if panel.code in used:
            found.update({one: found[one] for one in panel.examiners})
    for place in placed:
        if place.panel is not None:
            away = absent_at(place, wanted)
            for one in panels[place.panel].examiners:
                if one not in away:
                    found[one] += sittings[place.sitting].minutes
    return found


def absent_at(place: Placed, wanted: Wanted) -> frozenset[str]:
    """Return everybody who is absent during a sitting."""
    return frozenset(
        one.who
        for one in wanted.absences
        if one.on == place.on and one.start < place.end and place.start < one.end
    )


def missing_from(place: Placed, wanted: Wanted) -> frozenset[str]:
    """Return the panel's examiners who are not in the room: absent, or in conflict."""
    if place.panel is None:
        return frozenset()
    panel = next(one for one in wanted.panels if one.code == place.panel)
    sitting = next(one for one in wanted.sittings if one.code == place.sitting)
    return leaving(sitting, panel, wanted) | (absent_at(place, wanted) & frozenset(panel.examiners))
