"""Marks as real panels give them: severity, halo, error, and the person underneath."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from examples.making.chance import Chance
from examples.making.forms import DISCIPLINE, EDUCATION, TRAINING
from examples.making.people import Person
from selaras.core import vocabulary as v
from selaras.core.casefile import (
    Assessment,
    Attendance,
    FeedbackSheet,
    Performance,
    Rating,
    RatingSheet,
    TrackRecordItem,
)
from selaras.core.scheme import Conversion, Criterion, Scheme

# How kindly a group looks upon a colleague, in points.
KINDNESS = {v.RaterGroup.SUPERIOR: 0.0, v.RaterGroup.PEER: 3.0, v.RaterGroup.STAFF: 6.0}
TRAININGS = ("PKN Tingkat II", "Diklatpim Tingkat II", "Diklatpim Tingkat III")
ANSWERS = {v.RaterGroup.SUPERIOR: 1, v.RaterGroup.PEER: 3, v.RaterGroup.STAFF: 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Which examiners rate which method, and whom they may not rate."""

    method: v.Method
    examiners: tuple[str, ...]
    barred: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a panel errs, as spreads in points."""

    severity: float = 4.0
    halo: float = 4.5
    error: float = 7.0
    unseen: float = 0.002  # share of marks where there was no evidence


def shown(person: Person, criterion: Criterion) -> float:
    """Return what a person has to show on a criterion, 0..100."""
    if not criterion.speaks_for:
        return person.overall
    whole = sum(float(one.weight) for one in criterion.speaks_for)
    parts = (person.profile[one.competence] * float(one.weight) for one in criterion.speaks_for)
    return sum(parts) / whole


def mark_for(points: float, criterion: Criterion) -> Decimal:
    """Return the mark that an examiner writes down for so many points."""
    if criterion.marks and len(criterion.marks) == 3:
        return Decimal(2 if points < 57 else 4 if points < 88 else 5)
    if criterion.marks:
        return Decimal(min(5, max(1, round(points / 20))))
    return Decimal(min(98, max(35, round(points))))


def rating_sheets(
    scheme: Scheme,
    people: Sequence[Person],
    sheets: Iterable[Sheet],
    chance: Chance,
    manner: Manner,
) -> tuple[RatingSheet, ...]:
    sheets = tuple(sheets)
    everyone = dict.fromkeys(code for sheet in sheets for code in sheet.examiners)
    severity = {code: chance.normal(manner.severity) for code in everyone}
    halo = {(c, p.nip): chance.normal(manner.halo) for c in everyone for p in people}
    hardness = {one.code: chance.normal(2.5) for one in scheme.criteria}
    found = []
    for sheet in sheets:
        for code in sheet.examiners:
            for number, person in enumerate(people, start=1):
                if (code, person.nip) in sheet.barred:
                    continue
                leaning = severity[code] + halo[code, person.nip]
                found.append(
                    RatingSheet(
                        examiner=v.ExaminerCode(code),
                        nip=person.nip,
                        method=sheet.method,
                        paper_sheet=f"{code}/{sheet.method.istilah[:3].upper()}/{number:03d}",
                        ratings=tuple(
                            _rating(
                                one,
                                shown(person, one) + leaning + hardness[one.code],
                                chance,
                                manner,
                            )
                            for one in scheme.criteria_of(sheet.method)
                        ),
                    )
                )
    place = {person.nip: number for number, person in enumerate(people)}
    # As they stand in a workbook: examiner by examiner, a row per person, method after method.
    found.sort(key=lambda one: (one.examiner, place[one.nip], v.PANEL_METHODS.index(one.method)))
    return tuple(found)


def _rating(criterion: Criterion, points: float, chance: Chance, manner: Manner) -> Rating:
    mark = mark_for(points + chance.normal(manner.error), criterion)
    # Of a short form no criterion may be left out: the scheme limits how much may be missing.
    if chance.happens(manner.unseen) and criterion.weight <= 20:
        return Rating(criterion=criterion.code, state=v.MarkState.NO_EVIDENCE, mark=None)
    return Rating(criterion=criterion.code, state=v.MarkState.SCORED, mark=mark)


def feedback_of(scheme: Scheme, people: Sequence[Person], chance: Chance) -> tuple[FeedbackSheet, ...]:
    form = scheme.criteria_of(v.Method.FEEDBACK_360)
    found = []
    for person in people:
        for group, answers in ANSWERS.items():
            for sheet in range(1, answers + 1):
                leaning = KINDNESS[group] + chance.normal(5.0)
                ratings = tuple(
                    Rating(
                        criterion=one.code,
                        state=v.MarkState.SCORED,
                        mark=mark_for(shown(person, one) + leaning + chance.normal(7.0), one),
                    )
                    for one in form
                )
                found.append(FeedbackSheet(nip=person.nip, group=group, sheet=sheet, ratings=ratings))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of performance: the words of its regime from the best downwards, with lower bounds.

    ``mean`` is the usual achievement of a performance contract in percent.
    """

    year: int
    words: Mapping[str, float]
    mean: float
    source: str
    verifier: str
    half: int | None = None


def performances_of(
    people: Sequence[Person], years: Iterable[Year], chance: Chance
) -> tuple[Performance, ...]:
    average = sum(person.overall for person in people) / len(people)
    found = []
    for person in people:
        own = chance.normal(7.5)
        for one in years:
            got = one.mean + 0.3 * (person.overall - average) + own + chance.normal(3.0)
            achievement = min(100, max(48, round(got)))
            predicate = next(word for word, start in one.words.items() if got - one.mean >= start)
            found.append(
                Performance(
                    nip=person.nip,
                    year=one.year,
                    half=one.half,
                    achievement=Decimal(achievement),
                    predicate=predicate,
                    source=one.source.format(unit=person.official.unit),
                    verifier=one.verifier,
                    verification=v.Verification.VERIFIED,
                )
            )
    return tuple(found)


def track_record_of(
    people: Sequence[Person], chance: Chance, *, on: date, verifier: str
) -> tuple[TrackRecordItem, ...]:
    """Return one valued item per criterion of the track record form, with its source."""
    found = []
    for person in people:
        office = person.official
        served = min(one.since for one in person.career if one.level is office.level)
        drawn = chance.unit()
        values = {
            "RJ1": (_label(EDUCATION, office.education.istilah), "Ijazah terakhir"),
            "RJ2": (
                _label(TRAINING, TRAININGS[0 if drawn < 0.4 else 1 if drawn < 0.7 else 2]),
                "Surat tanda tamat pelatihan",
            ),
            "RJ3": (str((on - served).days // 365), "Keputusan pengangkatan dalam jabatan"),
            "RJ4": (_label(DISCIPLINE, office.sanction.level.istilah), "Data disiplin kepegawaian"),
            "RJ5": (chance.one_of(("Belum ada", "Belum ada", "Provinsi", "Nasional")), "Piagam"),
        }
        for code, (value, source) in values.items():
            found.append(
                TrackRecordItem(
                    nip=person.nip,
                    criterion=v.CriterionCode(code),
                    item=source,
                    value=value,
                    source=source,
                    dated_on=on,
                    verifier=verifier,
                    verification=v.Verification.VERIFIED,
                )
            )
    return tuple(found)


def _label(conversion: Conversion, wanted: str) -> str:
    return next(step.label for step in conversion.steps if step.label == wanted)


def attendances_of(
    people: Sequence[Person], *, replaced: Mapping[str, str] | None = None
) -> tuple[Attendance, ...]:
    """Everyone is present; who was given another time has the document that says why."""
    moved = replaced or {}
    return tuple(
        Attendance(
            nip=one.nip,
            method=None,
            state=(v.AttendanceState.REPLACED if one.nip in moved else v.AttendanceState.PRESENT),
            document=moved.get(one.nip),
        )
        for one in people
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """An assessment centre and what it was asked for."""

    provider: str
    accreditation: str
    report: str  # pattern with {number}
    for_level: v.Level
    competences: tuple[str, ...]


def assessment_of(person: Person, centre: Centre, *, on: date, number: int, chance: Chance) -> Assessment:
    """Return a report: whole levels near what the person can do, and a potential."""
    levels = {
        v.CompetenceCode(code): Decimal(
            min(5, max(1, round((person.profile[code] + chance.normal(4.0)) / 20)))
        )
        for code in centre.competences
    }
    potential = min(97, max(40, round(person.overall + chance.normal(7.0))))
    return Assessment(
        nip=person.nip,
        provider=centre.provider,
        accreditation=centre.accreditation,
        assessed_on=on,
        for_level=centre.for_level,
        report_number=centre.report.format(number=f"{number:03d}"),
        levels=levels,
        potential=Decimal(potential),
    )
