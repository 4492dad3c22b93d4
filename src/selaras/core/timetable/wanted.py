"""What a timetable has to serve: sittings, panels, rooms, days, and who cannot be where.

Times of day are minutes from midnight, in the event's local time; ends are the first minute not included.
People and rooms are codes, so that a timetable tells nobody's name.
"""

from dataclasses import dataclass
from datetime import date

from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.vocabulary import Method, Term

DAY = 24 * 60


class Goal(Term):
    """What a timetable is chosen by, once every rule is kept."""

    DAYS = "days", "Hari pelaksanaan paling sedikit"
    CHANGES = "changes", "Perubahan paling sedikit"
    PERSON_DAYS = "person-days", "Hari hadir tiap pejabat paling sedikit"
    LOAD = "load", "Beban penguji merata"
    WALKS = "walks", "Penguji meninggalkan ruang paling sedikit"
    ORDER = "order", "Urutan sedekat mungkin dengan undian"


# A first timetable; with nothing told yet there are no changes to count.
GOALS = (Goal.DAYS, Goal.PERSON_DAYS, Goal.LOAD, Goal.WALKS, Goal.ORDER)
# Whoever was told a time has arranged for it. Were the days counted first, one person's absence could move
# everybody to the other day.
GOALS_AGAIN = (Goal.CHANGES, Goal.DAYS, Goal.PERSON_DAYS, Goal.LOAD, Goal.WALKS, Goal.ORDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Prayer, a meal: nobody sits."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day on which sittings may be."""

    on: date
    opens: int
    closes: int
    breaks: tuple[Break, ...] = ()

    def windows(self) -> tuple[tuple[int, int], ...]:
        """Return the stretches without a break, in order."""
        found, at = [], self.opens
        for one in sorted(self.breaks, key=lambda b: b.start):
            if one.start > at:
                found.append((at, min(one.start, self.closes)))
            at = max(at, one.end)
        if at < self.closes:
            found.append((at, self.closes))
        return tuple((start, end) for start, end in found if end > start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """seats : officials that find a place; the panel's own chairs are not counted."""

    code: str
    name: str
    seats: int
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Examiners who sit together; panels may share examiners, and then do not sit at the same time.

    rooms : where the panel may sit
    least : examiners who must be in the room, once those in conflict have left and the absent are away
    """

    code: str
    name: str
    examiners: tuple[str, ...]
    rooms: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One turn of an official or a group that has to take place.

    panels : any one of these; empty where no panel sits (a written test)
    after : sittings that must have ended before
    """

    code: str
    method: Method
    officials: tuple[str, ...]
    minutes: int
    panels: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Minutes that it takes to get from one room to the other, either way."""

    first: str
    second: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An official or examiner who cannot come; without hours the whole day."""

    who: str
    on: date
    start: int = 0
    end: int = DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A conflict of interest: the examiner leaves the room while the official sits."""

    examiner: str
    official: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where and when a sitting is; ``panel`` is None where none sits."""

    sitting: str
    panel: str | None
    room: str
    on: date
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All that a timetable has to serve.

    step : sittings begin at multiples of so many minutes after midnight
    changeover : minutes that a room stays free between two sittings
    least_linked : officials whom a panel must see without anybody leaving, for its examiners to count as
        tied by them; 0 where panels of a method need not be comparable
    seed : of the lots by which the order is drawn
    pins : what is past, or must stay as it is
    previous : what people were told before; empty for a first timetable
    """

    days: tuple[Day, ...]
    rooms: tuple[Room, ...]
    panels: tuple[Panel, ...]
    sittings: tuple[Sitting, ...]
    ways: tuple[Way, ...] = ()
    absences: tuple[Absence, ...] = ()
    ties: tuple[Tie, ...] = ()
    step: int = 15
    changeover: int = 0
    least_linked: int = 1
    seed: int = 0
    pins: tuple[Placed, ...] = ()
    previous: tuple[Placed, ...] = ()
    goals: tuple[Goal, ...] = GOALS

    def way(self, one: str, other: str) -> int:
        """Return the minutes between two rooms; none where nothing is said."""
        return next((w.minutes for w in self.ways if {w.first, w.second} == {one, other}), 0)


def refuse_unknown(wanted: Wanted) -> None:
    """Raise for what can be no wish at all: unknown or repeated codes, times that run backwards."""
    wrong: list[CoreError] = []
    lists = {
        "room": [one.code for one in wanted.rooms],
        "panel": [one.code for one in wanted.panels],
        "sitting": [one.code for one in wanted.sittings],
        "day": [one.on.isoformat() for one in wanted.days],
    }
    for what, codes in lists.items():
        twice = sorted({one for one in codes if codes.count(one) > 1})
        wrong += [CoreError("timetable_code_twice", what=what, got=one) for one in twice]
    rooms, panels, sittings = (set(lists[one]) for one in ("room", "panel", "sitting"))
    named = [("room", one, rooms) for panel in wanted.panels for one in panel.rooms]
    named += [("room", one, rooms) for way in wanted.ways for one in (way.first, way.second)]
    named += [("panel", one, panels) for sitting in wanted.sittings for one in sitting.panels]
    named += [("sitting", one, sittings) for sitting in wanted.sittings for one in sitting.after]
    for told in (*wanted.pins, *wanted.previous):
        named += [("sitting", told.sitting, sittings), ("room", told.room, rooms)]
        named += [("panel", told.panel, panels)] if told.panel is not None else []
    unknown = sorted({(what, one) for what, one, known in named if one not in known})
    wrong += [CoreError("timetable_code_unknown", what=what, got=one) for what, one in unknown]
    for day in wanted.days:
        hours = [(day.opens, day.closes), *((one.start, one.end) for one in day.breaks)]
        if any(not 0 <= start < end <= DAY for start, end in hours):
            wrong.append(CoreError("timetable_hours_wrong", day=day.on.isoformat()))
    wrong += [
        CoreError("timetable_minutes_wrong", sitting=one.code, got=one.minutes)
        for one in wanted.sittings
        if one.minutes < 1 or not one.officials
    ]
    if not 1 <= wanted.step <= DAY or wanted.changeover < 0 or len(set(wanted.goals)) != len(wanted.goals):
        wrong.append(CoreError("timetable_grid_wrong", step=wanted.step, changeover=wanted.changeover))
    if not wanted.days or not wanted.sittings:
        wrong.append(CoreError("timetable_empty", days=len(wanted.days), sittings=len(wanted.sittings)))
    if wrong:
        raise SeveralErrors(tuple(wrong)) if len(wrong) > 1 else wrong[0]
