"""The timetable of sittings: wishes, the best answer with its proof, the check, and what a change changes."""

from selaras.core.timetable.checking import Breach, Broken, check
from selaras.core.timetable.conflict import Impossible, Wish, WishKind
from selaras.core.timetable.drawn import drawn_order
from selaras.core.timetable.planning import planned_again, timetable_of
from selaras.core.timetable.timetable import (
    Reached,
    Timetable,
    timetable_from_json,
    timetable_to_json,
)
from selaras.core.timetable.wanted import (
    Absence,
    Break,
    Day,
    Goal,
    Panel,
    Placed,
    Room,
    Sitting,
    Tie,
    Wanted,
    Way,
)

__all__ = [
    "Absence",
    "Breach",
    "Break",
    "Broken",
    "Day",
    "Goal",
    "Impossible",
    "Panel",
    "Placed",
    "Reached",
    "Room",
    "Sitting",
    "Tie",
    "Timetable",
    "Wanted",
    "Way",
    "Wish",
    "WishKind",
    "check",
    "drawn_order",
    "planned_again",
    "timetable_from_json",
    "timetable_of",
    "timetable_to_json",
]
