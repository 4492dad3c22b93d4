"""Where a sitting may lawfully be when it is looked at alone: rooms, panels, hours, who would be missing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selaras.core.timetable.wanted import DAY, Absence, Panel, Sitting, Wanted


@dataclass(frozen=True, slots=True)
class Berth:
    """Starts of one sitting that count alike.

    panel, room, day : positions in the wishes; panel -1 where none sits
    window : number of the stretch between breaks, counted through all days
    away, leaving : examiners of the panel who are absent, or leave the room for a conflict
    starts : minutes since midnight of the first day, ascending; day d begins at ``d * DAY``
    """

    panel: int
    room: int
    day: int
    window: int
    away: frozenset[str]
    leaving: frozenset[str]
    starts: tuple[int, ...]

    @property
    def n_missing(self) -> int:
        return len(self.away | self.leaving)

    @property
    def place(self) -> tuple[int, int, int, int, frozenset[str]]:
        """What tells the berths of one sitting apart."""
        return self.panel, self.room, self.day, self.window, self.away


def by_day(berths: tuple[Berth, ...]) -> tuple[Berth, ...]:
    """Return the berths of a sitting without their hours: one for each room, panel and day."""
    found: dict[tuple[object, ...], Berth] = {}
    for one in berths:
        key = (one.panel, one.room, one.day, one.away)
        known = found.get(key)
        starts = one.starts if known is None else tuple(sorted({*known.starts, *one.starts}))
        found[key] = Berth(one.panel, one.room, one.day, -1, one.away, one.leaving, starts)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch without a break, in minutes since midnight of the first day."""

    day: int
    start: int
    end: int


def windows_of(wanted: Wanted) -> tuple[Window, ...]:
    """Return the stretches of all days, in order."""
    return tuple(
        Window(n, n * DAY + start, n * DAY + end)
        for n, day in enumerate(wanted.days)
        for start, end in day.windows()
    )


def berths_of(wanted: Wanted) -> tuple[tuple[Berth, ...], ...]:
    """Return the berths of every sitting, in the order of the sittings; an empty one can be nowhere."""
    windows, absent = windows_of(wanted), _absences(wanted)
    return tuple(tuple(_berths(one, wanted, windows, absent)) for one in wanted.sittings)


def _absences(wanted: Wanted) -> Mapping[str, tuple[tuple[int, int], ...]]:
    number = {day.on: n for n, day in enumerate(wanted.days)}
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in wanted.absences:
        if one.on in number:
            found[one.who].append(_absolute(one, number[one.on]))
    return {who: tuple(spans) for who, spans in found.items()}


def _absolute(one: Absence, day: int) -> tuple[int, int]:
    return day * DAY + one.start, day * DAY + one.end


def leaving(sitting: Sitting, panel: Panel, wanted: Wanted) -> frozenset[str]:
    """Return the panel's examiners who may not be in the room."""
    return frozenset(
        one.examiner
        for one in wanted.ties
        if one.official in sitting.officials and one.examiner in panel.examiners
    )


def _berths(
    sitting: Sitting,
    wanted: Wanted,
    windows: tuple[Window, ...],
    absent: Mapping[str, tuple[tuple[int, int], ...]],
) -> Iterator[Berth]:
    panels = [n for n, one in enumerate(wanted.panels) if one.code in sitting.panels]
    for panel_number in panels if sitting.panels else [-1]:
        panel = wanted.panels[panel_number] if panel_number >= 0 else None
        goes = leaving(sitting, panel, wanted) if panel else frozenset()
        starts: defaultdict[tuple[int, frozenset[str]], list[int]] = defaultdict(list)
        for number, window in enumerate(windows):
            for at in _starts(sitting.minutes, window, wanted.step):
                if any(_meets(absent.get(who, ()), at, sitting.minutes) for who in sitting.officials):
                    continue
                those = panel.examiners if panel else ()
                away = frozenset(e for e in those if _meets(absent.get(e, ()), at, sitting.minutes))
                if panel is None or len(panel.examiners) - len(away | goes) >= panel.least:
                    starts[number, away].append(at)
        for room_number, room in enumerate(wanted.rooms):
            fits = room.seats >= len(sitting.officials) and set(sitting.equipment) <= set(room.equipment)
            if fits and (panel is None or room.code in panel.rooms):
                for (number, away), those_starts in starts.items():
                    day = windows[number].day
                    yield Berth(panel_number, room_number, day, number, away, goes, tuple(those_starts))


def _starts(minutes: int, window: Window, step: int) -> range:
    # Days begin at multiples of 24 hours, so the grid of the clock is the grid of the axis only by day.
    base = window.day * DAY
    first = base + -(-(window.start - base) // step) * step
    return range(first, window.end - minutes + 1, step)


def _meets(spans: tuple[tuple[int, int], ...], at: int, minutes: int) -> bool:
    return any(start < at + minutes and at < end for start, end in spans)
