"""What an office says of its timetable, and what is taken where it says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from selaras.core.timetable.wanted import Absence, Break, Goal, Way
from selaras.core.vocabulary import Method

FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSaid:
    code: str
    name: str
    seats: int = 60
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelSaid:
    """rooms : codes, none for all; least : None for everybody but those in conflict, see ``starting``."""

    code: str
    name: str
    examiners: tuple[str, ...]
    rooms: tuple[str, ...] = ()
    least: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodSaid:
    """How one method is held. group : officials at once, 0 for all together."""

    minutes: int
    group: int = 1
    panels: tuple[str, ...] = ()  # codes; none for all that were given the method
    equipment: tuple[str, ...] = ()
    after: tuple[Method, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySaid:
    opens: int
    closes: int
    breaks: tuple[Break, ...]


# Noon prayer and meal, afternoon prayer; on Fridays the break is longer for the prayer in congregation.
USUAL_DAY = DaySaid(
    opens=8 * 60,
    closes=16 * 60 + 30,
    breaks=(
        Break(name="Istirahat dan salat Zuhur", start=12 * 60, end=13 * 60),
        Break(name="Salat Asar", start=15 * 60 + 15, end=15 * 60 + 30),
    ),
)
USUAL_FRIDAY = DaySaid(
    opens=8 * 60,
    closes=16 * 60 + 30,
    breaks=(
        Break(name="Istirahat dan salat Jumat", start=11 * 60 + 30, end=13 * 60 + 30),
        Break(name="Salat Asar", start=15 * 60 + 15, end=15 * 60 + 30),
    ),
)
USUAL_METHODS: Mapping[Method, MethodSaid] = {
    Method.WRITTEN_TEST: MethodSaid(minutes=90, group=0),
    Method.PAPER: MethodSaid(minutes=120, group=0),
    Method.GROUP_DISCUSSION: MethodSaid(minutes=60, group=7),
    Method.PRESENTATION: MethodSaid(minutes=30, after=(Method.WRITTEN_TEST, Method.PAPER)),
    Method.INTERVIEW: MethodSaid(minutes=30, after=(Method.WRITTEN_TEST, Method.PAPER)),
}
USUAL_MINUTES = (30, 25, 20, 15, 10)
# Written together under supervision; the panel reads afterwards.
WITHOUT_PANEL = (Method.WRITTEN_TEST, Method.PAPER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is not said here is taken from the case file: one panel of all examiners in one room.

    zone : as printed after the hours; days : of the event's scoring days where they are not said
    step : 0 for a quarter of an hour, or what goes into it, the changeover and every length
    methods : how a method is held; what one official at a time is usual for takes the longest of
        ``USUAL_MINUTES`` for which there is time
    """

    zone: str = "WIB"
    step: int = 0
    changeover: int = 0
    least_linked: int = 1
    seed: int | None = None
    usual: DaySaid = USUAL_DAY
    friday: DaySaid = USUAL_FRIDAY
    days: Mapping[date, DaySaid] = field(default_factory=dict)
    rooms: tuple[RoomSaid, ...] = ()
    panels: tuple[PanelSaid, ...] = ()
    methods: Mapping[Method, MethodSaid] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()
    absences: tuple[Absence, ...] = ()
    goals: tuple[Goal, ...] = ()

    def day(self, on: date) -> DaySaid:
        """Return the hours of a day."""
        return self.days.get(on) or (self.friday if on.weekday() == FRIDAY else self.usual)

    def method(self, method: Method) -> MethodSaid:
        """Return how a method is held."""
        return self.methods.get(method) or USUAL_METHODS[method]
