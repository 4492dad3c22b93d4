"""What a new timetable changes: who is elsewhere than told before."""

from dataclasses import dataclass

from selaras.core.timetable.timetable import Timetable
from selaras.core.timetable.wanted import Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One sitting that is elsewhere; ``before`` is None where it is new, ``now`` where it fell away.

    officials : whom it concerns
    """

    sitting: str
    officials: tuple[str, ...]
    before: Placed | None
    now: Placed | None


def changes_between(before: Timetable, now: Timetable) -> tuple[Moved, ...]:
    """Return every sitting that is elsewhere, in the order in which they now are; what fell away last."""
    told = {one.sitting: one for one in before.placed}
    officials = {one.code: one.officials for one in (*before.wanted.sittings, *now.wanted.sittings)}
    found = [
        Moved(sitting=one.sitting, officials=officials[one.sitting], before=told.get(one.sitting), now=one)
        for one in now.placed
        if told.get(one.sitting) != one
    ]
    left = {one.sitting for one in now.placed}
    found += [
        Moved(sitting=one.sitting, officials=officials[one.sitting], before=one, now=None)
        for one in before.placed
        if one.sitting not in left
    ]
    return tuple(found)
