"""Daftar peserta: who takes part, who does not, and on which article."""

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.calendar_days import years_between
from selaras.documents import facts, office, sentences
from selaras.documents.docket import Docket

_WHY_NOT = (
    (v.ParticipantStatus.EXEMPT, "Pejabat yang dikecualikan"),
    (v.ParticipantStatus.INELIGIBLE, "Pejabat yang tidak memenuhi syarat"),
    (v.ParticipantStatus.NOT_ASSESSED, "Peserta yang tidak dinilai"),
)


def content(docket: Docket) -> office.Json:
    takes_part = docket.with_status(v.ParticipantStatus.PARTICIPANT)
    event = docket.case.event
    return {
        **office.paper(docket, title="Daftar Peserta", subtitle=event.title, is_result=False),
        "facts": office.event_facts(docket),
        "summary": _summary(docket),
        "participants": [_row(docket, n, one) for n, one in enumerate(takes_part, start=1)],
        "others": [
            {
                "title": title,
                "rows": [
                    _left_out(docket, n, one) for n, one in enumerate(docket.with_status(status), start=1)
                ],
            }
            for status, title in _WHY_NOT
            if docket.with_status(status)
        ],
        "basis": (
            "Kelayakan dihitung dari data kepegawaian menurut aturan yang berlaku pada "
            f"{facts.long_date(docket.results.rulebook_on)}. Catatan yang perlu dipastikan "
            "tidak menggugurkan peserta."
        ),
        "signature": office.signature(event.personnel_head, place=office.place_and_date(docket)),
    }


def _summary(docket: Docket) -> str:
    found = docket.results.summary
    parts = [f"{facts.number(found.participants, 0)} pejabat menjadi peserta"]
    for count, words in (
        (found.exempt, "dikecualikan"),
        (found.ineligible, "tidak memenuhi syarat"),
        (found.not_assessed, "tidak dinilai"),
    ):
        if count:
            parts.append(f"{facts.number(count, 0)} {words}")
    return f"Dari {facts.number(found.officials, 0)} pejabat, {facts.listed(parts)}."


def _row(docket: Docket, n: int, result: o.OfficialResult) -> list[object]:
    person = docket.officials[result.nip]
    on = docket.case.event.data_on
    outside = [f"dari {person.home_agency}"] if person.is_from_outside else []
    return [
        str(n),
        office.person_cell(person.name, person.nip),
        person.grade,
        [*office.position_cell(person.position_title, person.unit), *outside],
        [facts.short_date(person.in_position_since), facts.length_of_time(person.in_position_since, on)],
        [person.education.istilah, person.field_of_study],
        f"{years_between(person.born_on, on)} th",
        sentences.eligibility_note(result.reasons),
    ]


def _left_out(docket: Docket, n: int, result: o.OfficialResult) -> list[object]:
    person = docket.officials[result.nip]
    return [
        str(n),
        office.person_cell(person.name, person.nip),
        office.position_cell(person.position_title, person.unit),
        facts.short_date(person.in_position_since),
        sentences.why_left_out(result.reasons),
    ]
