"""Undangan: one letter for every official and examiner, with the own sittings and what changed in them."""

from collections.abc import Iterator
from itertools import groupby

from selaras.core.casefile import CaseFile, Examiner, Official
from selaras.core.timetable.wanted import Placed
from selaras.documents import facts, office
from selaras.documents.timetables.schedule import (
    TimetableDocket,
    group_name,
    hours,
    moved,
    place_in_words,
    weekday,
)

_BEFOREHAND = "15 (lima belas) menit"


def invited(docket: TimetableDocket) -> Iterator[str]:
    """Yield the codes of everybody who has to come, officials first."""
    told = docket.told
    for code in told.officials:
        if told.of_official(code):
            yield code
    for code in told.examiners:
        if told.of_examiner(code):
            yield code


def content(docket: TimetableDocket, code: str) -> office.Json:
    """Return the letter to one official or examiner."""
    told = docket.told
    if code in told.officials:
        return _letter(docket, _to_official(told.officials[code]), code, **_for_official(docket, code))
    return _letter(docket, _to_examiner(told.examiners[code]), code, **_for_examiner(docket, code))


def _letter(docket: TimetableDocket, to: list[str], code: str, **more: object) -> office.Json:
    case = docket.case
    again = docket.told.before is not None
    subject = f"{'Perubahan Jadwal' if again else 'Undangan'} {case.event.title}"
    return {
        **office.paper(docket, title=f"{subject} ({code})", is_result=False, serif=True),
        "number": facts.letter_number(case.agency.letter_pattern, on=docket.dated),
        "nature": "Penting",
        "attachments": facts.NOTHING,
        "subject": subject,
        "place": office.place_and_date(docket),
        "to": to,
        "to_place": "tempat",
        "signature": office.signature(case.event.personnel_head),
        "copies": [case.event.authorised_officer.office],
        **more,
    }


def _to_official(one: Official) -> list[str]:
    return [f"Sdr. {one.name}", f"NIP {facts.grouped_nip(one.nip)}", one.position_title]


def _to_examiner(one: Examiner) -> list[str]:
    return [line for line in (f"Sdr. {one.name}", one.function, one.institution) if line]


def _for_official(docket: TimetableDocket, code: str) -> office.Json:
    told, case = docket.told, docket.case
    rows = [
        [weekday(p.on), hours(p.start, p.end, told.zone), _what(docket, p), told.rooms[p.room].name]
        for p in told.of_official(code)
    ]
    changed = [
        f"{told.sittings[one.sitting].method.istilah}: semula {place_in_words(told, one.before)}; "
        f"menjadi {place_in_words(told, one.now)}"
        for one in moved(told)
        if code in one.officials
    ]
    return {
        "paragraphs": [
            f"{_opening(case)}, dengan hormat kami mengundang Saudara untuk hadir sebagai peserta pada:"
        ],
        "header": ["Hari, tanggal", "Waktu", "Kegiatan", "Ruang"],
        "rows": rows,
        "changed": _changed_part(docket, changed),
        "after": [
            f"Saudara dimohon hadir paling lambat {_BEFOREHAND} sebelum waktu tersebut dengan membawa kartu "
            "identitas pegawai. Urutan sesi ditetapkan dengan undian. Apabila berhalangan, mohon segera "
            f"memberitahukan kepada {case.agency.personnel_office} disertai keterangan tertulis."
        ],
        "closing": "Demikian undangan ini kami sampaikan. Atas perhatian dan kehadiran Saudara, kami ucapkan "
        "terima kasih.",
    }


def _opening(case: CaseFile) -> str:
    """Return of which event the letter speaks; most titles name the agency already."""
    by = "" if case.agency.name in case.event.title else f" oleh {case.agency.name}"
    return f"Sehubungan dengan pelaksanaan {case.event.title}{by}, bertempat di {case.event.venue}"


def _for_examiner(docket: TimetableDocket, code: str) -> office.Json:
    told, case = docket.told, docket.case
    rows = []
    for (on, room), those in groupby(
        sorted(told.of_examiner(code), key=lambda p: (p.on, p.room, p.start)), key=lambda p: (p.on, p.room)
    ):
        sittings = list(those)
        span = hours(sittings[0].start, max(p.end for p in sittings), told.zone)
        rows.append([weekday(on), span, f"{len(sittings)} sesi", told.rooms[room].name])
    out = [p for p in told.of_examiner(code) if code in told.missing(p)]
    leaves = [
        f"{weekday(p.on)}, pukul {hours(p.start, p.end, told.zone)}, {told.rooms[p.room].name}" for p in out
    ]
    changed = [
        f"{told.sittings[one.sitting].method.istilah} {_names(docket, one.officials)}: semula "
        f"{place_in_words(told, one.before)}; menjadi {place_in_words(told, one.now)}"
        for one in moved(told)
        if any(
            p is not None and p.panel is not None and code in told.panels[p.panel].examiners
            for p in (one.before, one.now)
        )
    ]
    return {
        "paragraphs": [
            f"{_opening(case)}, dengan hormat kami mengundang Saudara untuk hadir sebagai penguji pada:"
        ],
        "header": ["Hari, tanggal", "Waktu", "Kegiatan", "Ruang"],
        "rows": rows,
        "changed": _changed_part(docket, changed),
        "after": [
            *(
                [
                    "Karena benturan kepentingan yang telah dinyatakan, Saudara dimohon meninggalkan ruang "
                    f"selama sesi berikut: {'; '.join(leaves)}."
                ]
                if leaves
                else []
            ),
            "Jadwal lengkap per sesi terlampir pada Jadwal Pelaksanaan. Apabila berhalangan, mohon segera "
            f"memberitahukan kepada {case.agency.personnel_office}.",
        ],
        "closing": "Demikian undangan ini kami sampaikan. Atas perhatian dan kesediaan Saudara, kami ucapkan "
        "terima kasih.",
    }


def _changed_part(docket: TimetableDocket, changed: list[str]) -> office.Json:
    if docket.told.before is None:
        return {"words": "", "items": []}
    if not changed:
        return {"words": "Jadwal Saudara tidak berubah dari undangan sebelumnya.", "items": []}
    return {"words": "Jadwal ini menggantikan undangan sebelumnya, dengan perubahan:", "items": changed}


def _what(docket: TimetableDocket, place: Placed) -> str:
    told = docket.told
    sitting = told.sittings[place.sitting]
    if len(sitting.officials) == 1:
        return sitting.method.istilah
    return f"{sitting.method.istilah} ({group_name(told, place).lower()})"


def _names(docket: TimetableDocket, officials: tuple[str, ...]) -> str:
    return facts.listed([facts.bare_name(docket.told.officials[one].name) for one in officials])
