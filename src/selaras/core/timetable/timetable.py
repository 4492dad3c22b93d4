"""A timetable as it is kept: the wishes, the answer, what it is worth, and what it could be at best."""

from dataclasses import dataclass

from selaras.core.codec import Json, from_json, to_json
from selaras.core.errors import CoreError
from selaras.core.timetable.wanted import Goal, Placed, Wanted

FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """What one goal came to, all goals before it kept at what they came to.

    bound : no timetable has less, proven; for the order: none that keeps the times and rooms as they are
    """

    goal: Goal
    value: int
    bound: int

    @property
    def is_proven(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """placed : by day, hour and room; reached : in the order of the goals."""

    format: int
    wanted: Wanted
    placed: tuple[Placed, ...]
    reached: tuple[Reached, ...]

    @property
    def is_optimal(self) -> bool:
        return all(one.is_proven for one in self.reached)


def timetable_to_json(one: Timetable) -> Json:
    return to_json(one)


def timetable_from_json(told: Json) -> Timetable:
    """Return a kept timetable; one of another format is refused, not guessed at."""
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CoreError(
            "timetable_format_unknown", got=str(told.get("format") if isinstance(told, dict) else "")
        )
    return from_json(Timetable, told)


def in_order(placed: tuple[Placed, ...] | list[Placed]) -> tuple[Placed, ...]:
    return tuple(sorted(placed, key=lambda one: (one.on, one.start, one.room, one.sitting)))
