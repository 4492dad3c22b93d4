"""How much of a day sittings take of a room or a person, each begun on the grid of starts.

From one start to the next whole steps of the grid pass: where sittings of 30 minutes with a changeover of 5
begin at quarters of an hour, each takes 45 minutes.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from selaras.core.timetable.berths import windows_of
from selaras.core.timetable.wanted import DAY, Wanted


@dataclass(frozen=True, slots=True)
class Taking:
    """A sitting that may take time: ``lit`` is how often it does.

    minutes : from its start to the next one's; rest : those of them that are not needed before a break
    """

    lit: Any
    minutes: int
    rest: int


def sits(wanted: Wanted, lit: Any, minutes: int, *, gap: int = 0) -> Taking:
    """Return what a sitting takes where it is; gap : minutes that must stay free before the next."""
    whole = _whole(minutes + gap, wanted.step)
    return Taking(lit, whole, whole - minutes)


def waits(wanted: Wanted, lit: Any, minutes: int, *, gap: int = 0) -> Taking:
    """Return what a sitting elsewhere takes, during which nothing can be here; it may fall into the gap."""
    whole = _whole(minutes, wanted.step)
    return Taking(lit, max(0, whole - _whole(gap, wanted.step)), whole - minutes)


def stretches(wanted: Wanted, those: Iterable[Taking]) -> dict[int, tuple[int, ...]]:
    """Return by day the minutes of its stretches, each rounded down to what these sittings can fill."""
    known = tuple(those)
    unit = math.gcd(*(one.minutes for one in known)) or 1
    rest = max((one.rest for one in known), default=0)
    found: dict[int, tuple[int, ...]] = dict.fromkeys(range(len(wanted.days)), ())
    for window in windows_of(wanted):
        base = window.day * DAY
        first = base + _whole(window.start - base, wanted.step)
        free = max(0, window.end - first + rest) // unit * unit
        found[window.day] = (*found[window.day], free)
    return found


def _whole(minutes: int, step: int) -> int:
    return -(-minutes // step) * step
