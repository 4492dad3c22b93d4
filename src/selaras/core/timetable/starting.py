"""The wishes of an event: from its case file, and what the office says besides."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from selaras.core.casefile import CaseFile
from selaras.core.dossier import Dossier
from selaras.core.entries import person_codes
from selaras.core.errors import CoreError
from selaras.core.paneling import RatingRight, rating_allowed
from selaras.core.timetable.drawn import drawn_order
from selaras.core.timetable.settings import (
    USUAL_MINUTES,
    WITHOUT_PANEL,
    MethodSaid,
    PanelSaid,
    RoomSaid,
    Settings,
)
from selaras.core.timetable.wanted import GOALS, Absence, Day, Panel, Room, Sitting, Tie, Wanted
from selaras.core.vocabulary import ExaminerCode, Method, Nip

QUARTER = 15
_SHORT = {
    Method.PAPER: "MKL",
    Method.PRESENTATION: "PPR",
    Method.INTERVIEW: "WWC",
    Method.GROUP_DISCUSSION: "DSK",
    Method.WRITTEN_TEST: "TES",
}


def wanted_of(dossier: Dossier, settings: Settings) -> Wanted:
    """Return the wishes of an event; raise ``timetable_nothing_to_sit`` where no panel rates anybody.

    People are named by their codes. Without panels of its own an event has one of all examiners that were
    given a method of the panel; without rooms one for each panel, named after the venue. A tie that the
    rulebook lets be disclosed makes nobody leave the room.
    """
    case = dossier.case
    codes = person_codes(case.officials, case.codes)
    people = [codes[one.nip] for one in dossier.participants()]
    assigned = _assigned(dossier)
    if not people or not assigned:
        raise CoreError("timetable_nothing_to_sit", event=case.event.key)
    seed = settings.seed if settings.seed is not None else case.scheme.timetable_seed
    if seed is None:
        raise CoreError("timetable_seed_missing", event=case.event.key)
    panels = settings.panels or _one_panel(case, assigned)
    rooms = settings.rooms or _own_rooms(case, panels, n_people=len(people))
    days = tuple(
        Day(on=on, opens=said.opens, closes=said.closes, breaks=said.breaks)
        for on in sorted(settings.days or case.event.scoring_days)
        for said in [settings.day(on)]
    )
    held = _held(settings, assigned, days, n_people=len(people), n_panels=min(len(panels), len(rooms)))
    ties = tuple(_ties(dossier, codes))
    return Wanted(
        days=days,
        rooms=tuple(
            Room(code=one.code, name=one.name, seats=one.seats, equipment=one.equipment) for one in rooms
        ),
        panels=tuple(_panel(one, rooms, ties) for one in panels),
        sittings=tuple(_sittings(people, assigned, panels, held, seed)),
        ways=settings.ways,
        absences=tuple(_absence(one, codes, case) for one in settings.absences),
        ties=ties,
        step=settings.step or math.gcd(QUARTER, settings.changeover, *(one.minutes for one in held.values())),
        changeover=settings.changeover,
        least_linked=settings.least_linked,
        seed=seed,
        goals=settings.goals or GOALS,
    )


def _absence(said: Absence, codes: Mapping[Nip, str], case: CaseFile) -> Absence:
    """Return an absence by code, whether the office wrote a NIP, a participant's code or an examiner's."""
    who = codes.get(Nip(said.who), said.who)
    if who not in codes.values() and who not in {one.code for one in case.examiners}:
        raise CoreError("timetable_code_unknown", what="person", got=said.who)
    return replace(said, who=who)


def _assigned(dossier: Dossier) -> Mapping[Method, tuple[ExaminerCode, ...]]:
    """Return the examiners of every method that a panel rates, in the order of the methods."""
    read = {one.method for one in dossier.case.scheme.components}
    given: dict[Method, tuple[ExaminerCode, ...]] = {}
    for method in Method:
        if method in read and method.is_rated_by_panel:
            who = {
                one.examiner
                for one in dossier.case.assignments
                if one.method is method and one.withdrawn_because is None
            }
            if who:
                given[method] = tuple(one.code for one in dossier.case.examiners if one.code in who)
    return given


def _one_panel(case: CaseFile, assigned: Mapping[Method, Sequence[ExaminerCode]]) -> tuple[PanelSaid, ...]:
    """Return one panel for each set of examiners that has methods together."""
    sets = list(dict.fromkeys(tuple(who) for method, who in assigned.items() if method not in WITHOUT_PANEL))
    alone = len(sets) == 1
    return tuple(
        PanelSaid(code=f"T{n}", name="Tim Penguji" if alone else f"Tim Penguji {n}", examiners=tuple(who))
        for n, who in enumerate(sets, start=1)
    )


def _own_rooms(case: CaseFile, panels: Sequence[PanelSaid], *, n_people: int) -> tuple[RoomSaid, ...]:
    """Return a room for each panel, large enough for everybody: nothing is known of them."""
    if len(panels) < 2:
        return (RoomSaid(code="R1", name=case.event.venue, seats=n_people),)
    return tuple(RoomSaid(code=f"R{n}", name=f"Ruang {n}", seats=n_people) for n in range(1, len(panels) + 1))


def _held(
    settings: Settings,
    assigned: Mapping[Method, object],
    days: Sequence[Day],
    *,
    n_people: int,
    n_panels: int,
) -> Mapping[Method, MethodSaid]:
    """Return how every method is held; lengths that nobody said are the longest that there is time for."""
    held = {method: settings.method(method) for method in assigned}
    open_ones = [m for m in held if m not in settings.methods and held[m].group == 1]
    taken = sum(
        one.minutes * (1 if one.group == 0 else -(-n_people // one.group))
        for method, one in held.items()
        if method not in open_ones
    )
    for minutes in USUAL_MINUTES:
        free = sum((end - start) // minutes * minutes for day in days for start, end in day.windows())
        if taken + minutes * n_people * len(open_ones) <= free * max(n_panels, 1):
            return held | {method: replace(held[method], minutes=minutes) for method in open_ones}
    return held


def _panel(said: PanelSaid, rooms: Sequence[RoomSaid], ties: Sequence[Tie]) -> Panel:
    """Return a panel; where nothing is said, as many must stay as the worst conflict leaves.

    So a conflict never closes a panel, and where there is none an absent examiner does.
    """
    of_one: dict[str, set[str]] = {}
    for one in ties:
        if one.examiner in said.examiners:
            of_one.setdefault(one.official, set()).add(one.examiner)
    most_leaving = max(map(len, of_one.values()), default=0)
    least = said.least if said.least is not None else max(1, len(said.examiners) - most_leaving)
    return Panel(
        code=said.code,
        name=said.name,
        examiners=said.examiners,
        rooms=said.rooms or tuple(one.code for one in rooms),
        least=least,
    )


def _ties(dossier: Dossier, codes: Mapping[Nip, str]) -> Iterator[Tie]:
    for one in dossier.case.conflicts:
        right = rating_allowed(one.examiner, one.nip, case=dossier.case, rulebook=dossier.rulebook)
        if one.nip in codes and right is RatingRight.BARRED:
            yield Tie(examiner=one.examiner, official=codes[one.nip])


def _sittings(
    people: Sequence[str],
    assigned: Mapping[Method, Sequence[ExaminerCode]],
    panels: Sequence[PanelSaid],
    held: Mapping[Method, MethodSaid],
    seed: int,
) -> Iterator[Sitting]:
    drawn = drawn_order(seed, people)
    of_method = {method: _groups(drawn, held[method].group) for method in assigned}
    for method, groups in of_method.items():
        said = held[method]
        sits = tuple(_panels_of(method, assigned[method], panels, said.panels))
        for n, group in enumerate(groups, start=1):
            before = [
                _code(first, number, own)
                for first in said.after
                for number, own in enumerate(of_method.get(first, ()), start=1)
                if set(own) & set(group)
            ]
            yield Sitting(
                code=_code(method, n, group),
                method=method,
                officials=tuple(group),
                minutes=said.minutes,
                panels=sits,
                equipment=said.equipment,
                after=tuple(before),
            )


def _panels_of(
    method: Method, examiners: Sequence[ExaminerCode], panels: Sequence[PanelSaid], said: Sequence[str]
) -> Iterator[str]:
    """Yield the panels that may hold a method: those named, or whose examiners were all given it."""
    if method in WITHOUT_PANEL and not said:
        return
    found = [
        one.code for one in panels if one.code in said or (not said and set(one.examiners) <= set(examiners))
    ]
    if not found:
        raise CoreError("timetable_method_without_panel", method=method.value)
    yield from found


def _groups(drawn: Sequence[str], most: int) -> list[tuple[str, ...]]:
    """Return groups of nearly one size, neighbours in the drawn order together; 0 for all in one."""
    n = 1 if most == 0 else -(-len(drawn) // most)
    return [tuple(drawn[len(drawn) * k // n : len(drawn) * (k + 1) // n]) for k in range(n)]


def _code(method: Method, number: int, group: Sequence[str]) -> str:
    return f"{_SHORT[method]}-{group[0] if len(group) == 1 else number}"
