"""What one visitor has to do in an event: the examiner's sheets, the participant's page, desks of others."""

from dataclasses import dataclass

from django.urls import reverse

from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import ParticipantStatus, Role
from selaras.queries.office.listing import participant_code
from selaras.queries.office.pending import pending_acts
from selaras.queries.office.steps import Course
from selaras.web.office.events.telling import address
from selaras.web.office.held import Held
from selaras.web.office.page import Visit
from selaras.web.office.signing.describing import says
from selaras.web.office.wording import say

_MOST_WAITING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One card: what is mine here, in a sentence, and where it is done."""

    title: str
    sentence: str
    url: str
    text: str
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


def parts_of(visit: Visit, here: Held, course: Course) -> tuple[Part, ...]:
    """Return the cards of a visitor, in the order of the roles below; each leads somewhere it may go."""
    roles = visit.visitor.roles_in(visit.here.key)
    found: list[Part | None] = list(_second_person(visit))
    if Role.EXAMINER in roles:
        found.append(_examiner(visit, here))
    if Role.PARTICIPANT in roles:
        found.append(_participant(visit, here))
    if Role.REVIEWER in roles and visit.may("review", "read"):
        found.append(
            Part(
                title=say("Meja penelaah", "The reviewer's desk"),
                sentence=say(
                    "Daftar periksa prosedur dengan buktinya, tanya jawab, dan rekomendasi per orang.",
                    "The checklist of procedure with the evidence of each line, questions, and a verdict per "
                    "person.",
                ),
                url=address(visit, "review_desk"),
                text=say("Buka meja penelaah", "Open the desk"),
            )
        )
    if Role.DECIDING_OFFICER in roles and visit.may("summary", "read"):
        found.append(
            Part(
                title=say("Ringkasan untuk pimpinan", "Summary for the deciding officer"),
                sentence=say(
                    "Satu halaman: siapa cocok di mana, seberapa yakin, apa yang sah dan sampai kapan.",
                    "One page: who fits where, how sure, what is lawful and until when.",
                ),
                url=address(visit, "leading"),
                text=say("Buka ringkasan", "Open the summary"),
            )
        )
    return tuple(one for one in found if one is not None)


def _second_person(visit: Visit) -> list[Part]:
    """Return what waits for this visitor as the second person, the oldest first."""
    if not visit.may("pending", "agree"):
        return []
    waiting = [
        one for one in pending_acts(visit.here) if one.is_waiting and one.asked_by != visit.visitor.account
    ]
    return [
        Part(
            title=says(visit.here, one).title,
            sentence=say(
                "{who} meminta; menunggu persetujuan Anda sebagai orang kedua.",
                "{who} asked; it waits for your agreement as the second person.",
                who=one.asked_by_name,
            ),
            url=reverse("pending_act", args=(visit.here.agency, visit.here.key, one.number)),
            text=say("Periksa dan setujui", "Look and agree"),
        )
        for one in reversed(waiting[:_MOST_WAITING])
    ]


def _examiner(visit: Visit, here: Held) -> Part | None:
    codes = visit.visitor.holders_in(visit.here.key, Role.EXAMINER)
    mine = [one for one in here.dossier.expected if one.examiner in codes]
    done = sum((one.examiner, one.nip, one.method) in here.dossier.sheets for one in mine)
    if visit.here.phase in (Phase.DESIGN, Phase.READY):
        sentence = say(
            "Anda akan menilai {n} lembar. Penilaian belum dibuka.",
            "You will mark {n} sheets. Scoring is not open yet.",
            n=len(mine),
        )
    elif done < len(mine):
        sentence = say(
            "{done} dari {n} lembar Anda sudah diterima.",
            "{done} of your {n} sheets are in.",
            done=done,
            n=len(mine),
        )
    else:
        sentence = say("Semua {n} lembar Anda sudah diterima.", "All your {n} sheets are in.", n=len(mine))
    can_open = visit.may("sheet", "read_own") or visit.may("sheet", "write")
    return Part(
        title=say("Lembar nilai saya", "My sheets"),
        sentence=sentence,
        url=address(visit, "own_sheets") if can_open else "",
        text=say("Buka lembar nilai", "Open my sheets"),
        done=done,
        total=len(mine),
    )


def _participant(visit: Visit, here: Held) -> Part | None:
    code = participant_code(visit.visitor.account, visit.here.agency, visit.here.key)
    if code is None:
        return None
    by_code = dict(zip(_codes(here), here.dossier.standings.values(), strict=True))
    takes_part = by_code.get(code) is not None and by_code[code].status is ParticipantStatus.PARTICIPANT
    sentence = (
        say(
            "Aturan uji, jadwal Anda, data untuk diperiksa dan ditandatangani, makalah, dan hasil Anda.",
            "The rules, your timetable, your data to check and sign, your paper, and your own result.",
        )
        if takes_part
        else say(
            "Anda tidak mengikuti uji ini; alasannya dan pasalnya ada di halaman Anda.",
            "You do not take part; the reason and the article stand on your page.",
        )
    )
    return Part(
        title=say("Halaman saya", "My page"),
        sentence=sentence,
        url=address(visit, "own_page"),
        text=say("Buka halaman saya", "Open my page"),
    )


def _codes(here: Held) -> tuple[str, ...]:
    from selaras.core.freezing import person_codes

    return tuple(person_codes(here.case.officials, here.case.codes).values())
