"""What a participant's page tells: the methods with their weights, the own hours, the own data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selaras.core import casefile as c
from selaras.core.entries import EntryType, Opened
from selaras.core.scheme import Scheme
from selaras.core.timetable import timetable_from_json
from selaras.core.vocabulary import Method
from selaras.documents import facts
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, decimal, nip, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """One sitting of a person, in the order of time."""

    on: date
    hours: str
    method: Method
    room: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of facts under one heading; ``rows`` are its lines, field by field."""

    title: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...] = ()


def methods_in(scheme: Scheme) -> list[dict[str, object]]:
    """Return the parts of the result with their weights, in the order of the tree."""
    depth: dict[str | None, int] = {None: -1}
    told: list[dict[str, object]] = []

    def walk(parent: str | None) -> None:
        for one in scheme.components:
            if one.parent == parent:
                depth[one.code] = depth[parent] + 1
                places = 0 if one.weight == one.weight.to_integral_value() else 2
                weight = decimal(one.weight, places)
                told.append({"name": one.name, "weight": weight, "depth": depth[one.code]})
                walk(one.code)

    walk(None)
    return told


def sittings_of(entries: Sequence[Opened], code: str) -> list[Hours]:
    """Return a person's sittings by the timetable that was told last; nothing where there is none."""
    last = next((one for one in reversed(entries) if one.type is EntryType.TIMETABLE), None)
    if last is None:
        return []
    timetable = timetable_from_json(last.payload)
    sittings = {one.code: one for one in timetable.wanted.sittings}
    rooms = {one.code: one.name for one in timetable.wanted.rooms}
    own = [one for one in timetable.placed if code in sittings[one.sitting].officials]
    return [
        Hours(
            on=one.on,
            hours=f"{_clock(one.start)}–{_clock(one.end)}",
            method=sittings[one.sitting].method,
            room=rooms[one.room],
        )
        for one in sorted(own, key=lambda one: (one.on, one.start))
    ]


def data_sheet(case: c.CaseFile, number: str) -> list[Group]:
    """Return all that the ledger holds about a person and is no mark, group by group."""
    person = next(one for one in case.officials if one.nip == number)
    return [
        Group(title=say("Identitas dan jabatan", "Identity and post"), facts=_identity(person)),
        Group(
            title=say("Riwayat jabatan", "Career"),
            facts=(),
            rows=tuple(
                (one.title, one.unit, f"{day(one.since)} – {day(one.until) if one.until else '…'}")
                for one in case.careers
                if one.nip == number
            ),
        ),
        Group(
            title=say("Kinerja", "Performance"),
            facts=(),
            rows=tuple(
                (
                    str(one.year) if one.half is None else f"{one.year}/{one.half}",
                    one.predicate or (decimal(one.achievement) if one.achievement is not None else "–"),
                    f"{one.source}; {term_word(one.verification)}",
                )
                for one in case.performances
                if one.nip == number
            ),
        ),
        Group(
            title=say("Rekam jejak", "Track record"),
            facts=(),
            rows=tuple(
                (one.item, one.value or "–", f"{one.source}; {term_word(one.verification)}")
                for one in case.track_record
                if one.nip == number
            ),
        ),
        Group(
            title=say("Asesmen", "Assessment"),
            facts=(),
            rows=tuple(
                (one.provider, one.report_number, day(one.assessed_on))
                for one in case.assessments
                if one.nip == number
            ),
        ),
    ]


def _identity(person: c.Official) -> tuple[tuple[str, str], ...]:
    sanction = term_word(person.sanction.level)
    if person.sanction.until is not None:
        sanction += f" ({say('sampai', 'until')} {day(person.sanction.until)})"
    yes, no = say("sudah dilaporkan", "filed"), say("belum dilaporkan", "not filed")
    return (
        (say("Nama dan gelar", "Name and titles"), person.name),
        ("NIP", nip(person.nip)),
        (say("Tanggal lahir", "Born on"), day(person.born_on)),
        (say("Golongan/ruang", "Grade"), person.grade),
        (say("Pendidikan", "Education"), f"{term_word(person.education)}, {person.field_of_study}"),
        (say("Instansi asal", "Home agency"), person.home_agency),
        (say("Jabatan", "Post"), person.position_title),
        (say("Unit kerja", "Unit"), person.unit),
        (say("Jenjang", "Level"), term_word(person.level)),
        (say("TMT jabatan", "In post since"), day(person.in_position_since)),
        (say("Bidang pengalaman", "Experience"), ", ".join(person.experience_fields) or facts.NOTHING),
        (say("Hukuman disiplin", "Sanctions"), sanction),
        ("LHKPN", yes if person.wealth_report_filed else no),
        ("SPT", yes if person.tax_return_filed else no),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"
