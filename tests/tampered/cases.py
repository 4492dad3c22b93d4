"""Case files of any size for signed events: n officials, n methods, n examiners, marks drawn from a seed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from tests.core.building import examiner, nip, official, panel, performance, position, post_held, small_case
from tests.core.building_scheme import component, criterion, scheme

SYLLABLES = ("An", "Bu", "Ci", "De", "Fa", "Gi", "Ha", "In", "Ju", "Ka")
ENDINGS = ("di", "na", "ra", "to", "wa", "ya", "ni", "ma", "sa", "ta")


def name_of(number: int) -> str:
    """Return a short made-up name, another one for each number below a thousand."""
    start, end = SYLLABLES[number % 10], ENDINGS[number // 10 % 10]
    return start + end + ("" if number < 100 else ENDINGS[number // 100])


def examiners_of(n: int) -> tuple[c.Examiner, ...]:
    """Return a lawful panel: the one of the small case, with academics behind it."""
    return (*panel(), *(examiner(f"P{number}") for number in range(6, n + 1)))[:n]


def scheme_of(methods: tuple[v.Method, ...]) -> s.Scheme:
    """Return 40 percent panel, shared by the methods, and 60 percent performance."""
    share = Decimal(10_000 // len(methods)).scaleb(-2)
    shares = [*[share] * (len(methods) - 1), Decimal(100) - share * (len(methods) - 1)]
    base = scheme()
    return replace(
        base,
        components=(
            component("PANEL", "40"),
            *(
                component(f"C{n}", str(weight), method, parent=v.ComponentCode("PANEL"))
                for n, (method, weight) in enumerate(zip(methods, shares, strict=True), start=1)
            ),
            component("KINERJA", "60", v.Method.PERFORMANCE),
        ),
        criteria=(
            *(
                criterion(f"{method.value[0].upper()}{n}{part}", method, weight)
                for n, method in enumerate(methods, start=1)
                for part, weight in (("A", "60"), ("B", "40"))
            ),
            *(one for one in base.criteria if one.method is v.Method.PERFORMANCE),
        ),
    )


def case_of(*, officials: int, methods: int, examiners: int, seed: str) -> c.CaseFile:
    """Return an event in which everything is in order and everybody was marked."""
    chance = Random(f"case/{seed}")
    chosen = v.PANEL_METHODS[:methods]
    one = scheme_of(chosen)
    people = tuple(_official(n) for n in range(officials))
    members = examiners_of(examiners)
    return small_case(
        scheme=one,
        officials=people,
        careers=tuple(post_held(person.nip, date(2012, 1, 2), date(2021, 1, 4)) for person in people),
        positions=(
            *(position(f"J-{n + 1:02d}") for n in range(officials)),
            position("J-99", state=v.PositionState.VACANT, state_since=date(2023, 9, 1)),
        ),
        examiners=members,
        assignments=tuple(
            c.Assignment(examiner=member.code, method=method, nip=None, withdrawn_because=None)
            for member in members
            for method in chosen
        ),
        attendances=tuple(
            c.Attendance(nip=person.nip, method=None, state=v.AttendanceState.PRESENT, document=None)
            for person in people
        ),
        rating_sheets=tuple(
            drawn_sheet(one, member.code, person.nip, method, chance)
            for method in chosen
            for person in people
            for member in members
        ),
        performances=tuple(
            performance(person.nip, str(chance.randint(70, 100)), chance.choice(("Baik", "Sangat Baik")))
            for person in people
        ),
    )


def _official(number: int) -> c.Official:
    born_on = date(1975, 5, 17) + timedelta(days=number)
    return official(
        name_of(number),
        nip=nip(born_on, number + 1),
        born_on=born_on,
        position=v.PositionCode(f"J-{number + 1:02d}"),
    )


def drawn_sheet(
    one: s.Scheme,
    examiner_code: str,
    of: v.Nip,
    method: v.Method,
    chance: Random,
    *,
    reason: str | None = None,
) -> c.RatingSheet:
    return c.RatingSheet(
        examiner=v.ExaminerCode(examiner_code),
        nip=of,
        method=method,
        paper_sheet=None,
        ratings=tuple(
            c.Rating(criterion=each.code, state=v.MarkState.SCORED, mark=Decimal(chance.randint(2, 5)))
            for each in one.criteria_of(method)
        ),
        reason=reason,
    )
