"""Why there is no timetable: an irreducible set of wishes that cannot hold together.

Take any one of them away and the others can. First the conditions are asked (pins, absences, hours, breaks,
quorums, equipment, seats, order, linkage); where even without any of them the sittings have no room, the
sittings themselves are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from selaras.core.errors import CoreError
from selaras.core.timetable.berths import berths_of
from selaras.core.timetable.solving.counting import counting_of
from selaras.core.timetable.solving.problem import Problem
from selaras.core.timetable.wanted import DAY, Absence, Placed, Wanted
from selaras.core.vocabulary import Term

EFFORT = 1.0  # for each question, in deterministic time; what is not answered counts as possible
PATIENCE = 3  # so many questions may stay open
# With more starts, as when the hours of a day are given up, the solver works long before its steps count.
MOST_STARTS, SMALL = 40_000, 5_000


class WishKind(Term):
    PIN = "pin", "Sesi yang sudah tetap"
    ABSENCE = "absence", "Berhalangan"
    HOURS = "hours", "Jam pelaksanaan"
    BREAK = "break", "Istirahat atau salat"
    QUORUM = "quorum", "Jumlah penguji paling sedikit"
    EQUIPMENT = "equipment", "Perlengkapan"
    SEATS = "seats", "Kapasitas ruang"
    BEFORE = "before", "Urutan sesi"
    LINKED = "linked", "Keterbandingan penguji"
    CHANGEOVER = "changeover", "Jeda antarsesi"
    WAY = "way", "Waktu berpindah ruang"
    SITTING = "sitting", "Sesi"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One of several wishes in conflict.

    about : sitting, person, panel, room or day by code; PIN, SITTING, BEFORE, EQUIPMENT: a sitting;
        ABSENCE: who; QUORUM: panel; SEATS: room; WAY: first and second room, with a slash
    on : the day of an absence, of hours and breaks; name : of a break
    """

    kind: WishKind
    about: str = ""
    on: str = ""
    name: str = ""


class Impossible(CoreError):
    """No timetable serves the wishes; ``conflict`` is irreducible, all other wishes being as they are."""

    def __init__(self, conflict: tuple[Wish, ...]) -> None:
        super().__init__("timetable_impossible", n=len(conflict))
        self.conflict = conflict


def conflict_in(wanted: Wanted) -> tuple[Wish, ...]:
    """Return the wishes that conflict; call it only where there is no timetable."""
    conditions, asking = conditions_of(wanted), _Asking(wanted)
    if asking.is_impossible(_only(wanted, conditions, ())):
        bare = _only(wanted, conditions, ())
        sittings = [Wish(kind=WishKind.SITTING, about=one.code) for one in bare.sittings]
        return _irreducible(sittings, lambda kept: asking.is_impossible(_with_sittings(bare, kept)))
    return _irreducible(conditions, lambda kept: asking.is_impossible(_only(wanted, conditions, kept)))


def conditions_of(wanted: Wanted) -> list[Wish]:
    """Return every condition that could be given up, the most easily given up last."""
    k = WishKind
    found = [Wish(kind=k.PIN, about=one.sitting) for one in wanted.pins]
    found += [Wish(kind=k.ABSENCE, about=one.who, on=one.on.isoformat()) for one in wanted.absences]
    for day in wanted.days:
        found.append(Wish(kind=k.HOURS, on=day.on.isoformat()))
        found += [Wish(kind=k.BREAK, on=day.on.isoformat(), name=one.name) for one in day.breaks]
    found += [Wish(kind=k.SEATS, about=one.code) for one in wanted.rooms]
    found += [Wish(kind=k.EQUIPMENT, about=one.code) for one in wanted.sittings if one.equipment]
    found += [Wish(kind=k.BEFORE, about=one.code) for one in wanted.sittings if one.after]
    found += [Wish(kind=k.QUORUM, about=one.code) for one in wanted.panels]
    found += [Wish(kind=k.WAY, about=f"{one.first}/{one.second}") for one in wanted.ways]
    found += [Wish(kind=k.LINKED)] if wanted.least_linked else []
    found += [Wish(kind=k.CHANGEOVER)] if wanted.changeover else []
    return list(dict.fromkeys(found))


def without(wanted: Wanted, wish: Wish) -> Wanted:
    """Return the wishes with one condition given up."""
    conditions = conditions_of(wanted)
    return _only(wanted, conditions, [one for one in conditions if one != wish])


def _only(wanted: Wanted, conditions: Sequence[Wish], kept: Sequence[Wish]) -> Wanted:
    """Return the wishes with only some of their conditions."""
    gone = set(conditions) - set(kept)

    def stays(kind: WishKind, about: str = "", on: str = "", name: str = "") -> bool:
        return Wish(kind=kind, about=about, on=on, name=name) not in gone

    k = WishKind

    def of_pin(one: Placed) -> bool:
        return stays(k.PIN, one.sitting)

    def of_absence(one: Absence) -> bool:
        return stays(k.ABSENCE, one.who, one.on.isoformat())

    seats = max((len(one.officials) for one in wanted.sittings), default=0)
    days = []
    for day in wanted.days:
        on = day.on.isoformat()
        breaks = tuple(one for one in day.breaks if stays(k.BREAK, on=on, name=one.name))
        hours = (day.opens, day.closes) if stays(k.HOURS, on=on) else (0, DAY)
        days.append(replace(day, opens=hours[0], closes=hours[1], breaks=breaks))
    return replace(
        wanted,
        days=tuple(days),
        pins=tuple(filter(of_pin, wanted.pins)),
        absences=tuple(filter(of_absence, wanted.absences)),
        rooms=tuple(one if stays(k.SEATS, one.code) else replace(one, seats=seats) for one in wanted.rooms),
        panels=tuple(one if stays(k.QUORUM, one.code) else replace(one, least=0) for one in wanted.panels),
        sittings=tuple(
            replace(
                one,
                equipment=one.equipment if stays(k.EQUIPMENT, one.code) else (),
                after=one.after if stays(k.BEFORE, one.code) else (),
            )
            for one in wanted.sittings
        ),
        ways=tuple(one for one in wanted.ways if stays(k.WAY, f"{one.first}/{one.second}")),
        least_linked=wanted.least_linked if stays(k.LINKED) else 0,
        changeover=wanted.changeover if stays(k.CHANGEOVER) else 0,
    )


def _with_sittings(wanted: Wanted, kept: Sequence[Wish]) -> Wanted:
    codes = {one.about for one in kept}
    return replace(wanted, sittings=tuple(one for one in wanted.sittings if one.code in codes))


class _Asking:
    """Whether there is no timetable; when too many questions stayed open, they are asked without hours."""

    def __init__(self, wanted: Wanted) -> None:
        self._left = PATIENCE
        # What shows without hours is also looked into without them, unless the event is small.
        self._most = SMALL if _is_loosely_impossible(wanted) else MOST_STARTS

    def is_impossible(self, wanted: Wanted) -> bool:
        if not wanted.sittings:
            return False
        berths = berths_of(wanted)
        if not all(berths):
            return True
        # Most conflicts show without hours, where they are soon proved.
        if _is_loosely_impossible(wanted):
            return True
        if self._left == 0 or sum(len(one.starts) for those in berths for one in those) > self._most:
            return False
        found = Problem(replace(wanted, previous=()), with_hours=True).solve(None, effort=EFFORT)
        if not found.is_impossible and found.chosen is None:
            self._left -= 1
        return found.is_impossible


def _is_loosely_impossible(wanted: Wanted) -> bool:
    plain = replace(wanted, previous=())
    return (counting_of(plain) or Problem(plain, with_hours=False)).solve(None, effort=EFFORT).is_impossible


def _irreducible(wishes: Sequence[Wish], fails: Callable[[Sequence[Wish]], bool]) -> tuple[Wish, ...]:
    """Return wishes that fail together, of which none can be left out. Source: Junker (2004), QuickXplain."""

    def explain(background: list[Wish], is_new: bool, those: list[Wish]) -> list[Wish]:
        if is_new and fails(background):
            return []
        if len(those) == 1:
            return those
        half = len(those) // 2
        first, second = those[:half], those[half:]
        of_second = explain([*background, *first], bool(first), second)
        of_first = explain([*background, *of_second], bool(of_second), first)
        return [*of_first, *of_second]

    found = set(explain([], False, list(wishes))) if wishes and fails(wishes) else set(wishes)
    return tuple(one for one in wishes if one in found)
