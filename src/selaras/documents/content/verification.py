"""Lembar verifikasi data: each participant reads and signs the own record before anything is scored."""

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.documents import facts, office, sentences
from selaras.documents.docket import Docket

_CHECKED = (v.ParticipantStatus.PARTICIPANT, v.ParticipantStatus.NOT_ASSESSED)


def content(docket: Docket) -> office.Json:
    return {
        **office.paper(docket, title="Lembar Verifikasi Data Peserta", is_result=False),
        "people": [
            _person(docket, docket.officials[one.nip], one.code) for one in docket.with_status(*_CHECKED)
        ],
        "seat": office.place_and_date(docket),
        "consequences": sentences.inside(docket.case.event.purpose),
    }


def _person(docket: Docket, person: c.Official, code: str) -> office.Json:
    return {
        "code": code,
        "name": person.name,
        "nip": facts.grouped_nip(person.nip),
        "identity": [*_identity(docket, person), *_conduct(person)],
        "career": [_post(one) for one in docket.careers.get(person.nip, ())],
        "performance": [_year(one) for one in docket.performances.get(person.nip, ())],
        "assessments": [_assessment(one) for one in docket.assessments.get(person.nip, ())],
    }


def _identity(docket: Docket, person: c.Official) -> list[list[str]]:
    on = docket.case.event.data_on
    served = facts.length_of_time(person.in_position_since, on)
    classes = [f"kelas jabatan {person.job_class}"] if person.job_class is not None else []
    classes += [f"kelas tunjangan {person.allowance_class}"] if person.allowance_class else []
    return [
        ["Nama dan gelar", person.name],
        ["NIP", facts.grouped_nip(person.nip)],
        ["Tanggal lahir", facts.long_date(person.born_on)],
        ["Golongan/ruang", person.grade],
        ["Pendidikan", _joined(person.education.istilah, person.field_of_study)],
        ["Instansi asal", person.home_agency],
        ["Jabatan", person.position_title],
        ["Unit kerja", person.unit],
        ["Jenjang", _joined(person.level.istilah, *classes)],
        ["TMT jabatan", f"{facts.long_date(person.in_position_since)} ({served})"],
        ["Bidang pengalaman", _joined(*person.experience_fields) or facts.NOTHING],
    ]


def _conduct(person: c.Official) -> list[list[str]]:
    sanction = person.sanction.level.istilah
    if person.sanction.until is not None:
        sanction += f", berakhir {facts.long_date(person.sanction.until)}"
    return [
        ["Hukuman disiplin", sanction],
        [
            "LHKPN dan SPT",
            f"LHKPN {_filed(person.wealth_report_filed)}, SPT {_filed(person.tax_return_filed)}",
        ],
    ]


def _filed(is_filed: bool) -> str:
    return "sudah dilaporkan" if is_filed else "belum dilaporkan"


def _post(post: c.PostHeld) -> list[object]:
    until = facts.short_date(post.until) if post.until else "sekarang"
    return [[post.title, post.unit], post.level.istilah, post.field, facts.short_date(post.since), until]


def _year(one: c.Performance) -> list[object]:
    half = "" if one.half is None else f" semester {facts.in_words(one.half)}"
    achieved = facts.percent(one.achievement) if one.achievement is not None else facts.NOTHING
    return [
        f"{one.year}{half}",
        achieved,
        one.predicate or facts.NOTHING,
        one.source,
        [one.verifier, one.verification.istilah],
    ]


def _assessment(one: c.Assessment) -> list[object]:
    accredited = f"akreditasi {one.accreditation}" if one.accreditation else "tidak terakreditasi"
    return [
        facts.long_date(one.assessed_on),
        [one.provider, accredited],
        one.for_level.istilah,
        one.report_number,
    ]


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
