"""What follows the result: the call to the workshop of those who develop, and the report of what was done."""

from selaras.core import vocabulary as v
from selaras.core.outcome import OfficialResult
from selaras.documents import facts, office
from selaras.documents.content import recap
from selaras.documents.docket import Docket
from selaras.documents.drafting.blocks import OPEN, Office, heading, number, par, sheet, signatures, table
from selaras.documents.office import Json
from selaras.documents.render import Job


def developing(docket: Docket) -> tuple[OfficialResult, ...]:
    """Return who is to develop and be tested again."""
    return tuple(one for one in docket.ranked() if one.recommendation.kind is v.Move.DEVELOP)


def workshop(told: Office) -> Job:
    """Return the letter that calls those to a workshop who are to develop; it tells nobody's marks."""
    docket = told.docket
    agency, event = docket.case.agency, docket.case.event
    called = sorted(developing(docket), key=lambda one: one.code)
    return Job(
        template="letter",
        content={
            **office.paper(docket, title="Undangan Lokakarya Pengembangan", is_result=True, serif=True),
            "kop": office.letterhead(agency),
            "number": number(docket),
            "nature": "Penting",
            "attachments": "–",
            "place": office.place_and_date(docket),
            "subject": "Undangan Lokakarya Pengembangan Kompetensi",
            "to": "Para Pejabat tersebut di bawah ini",
            "to_place": "tempat",
            "through": "",
            "paragraphs": [
                f"Menindaklanjuti {event.title}, kami mengundang Saudara untuk mengikuti lokakarya "
                f"pengembangan kompetensi pada hari {OPEN}, tanggal {OPEN}, pukul {OPEN}, bertempat di "
                f"{OPEN}. Lokakarya ini mempersiapkan Saudara menghadapi uji ulang. Yang diundang:",
            ],
            "items": [f"{one.name}, {one.position_title}." for one in called],
            "closing": (
                "Mengingat pentingnya kegiatan ini, Saudara diharapkan hadir dan tidak diwakilkan. Atas "
                "perhatian Saudara, kami ucapkan terima kasih."
            ),
            "copies": [event.deciding_officer.office, event.authorised_officer.office],
            "signature": office.signature(event.personnel_head),
        },
    )


def report(told: Office) -> Job:
    """Return the report on how the event was held, from the plan to the decrees."""
    docket = told.docket
    event, found = docket.case.event, docket.results.summary
    moving = told.moving()
    blocks: list[Json] = [
        heading("A. Dasar"),
        _letters(docket),
        heading("B. Pelaksanaan"),
        par(
            f"{event.title} dilaksanakan pada {facts.period(event.starts_on, event.ends_on)} di "
            f"{event.venue}, diikuti oleh {found.participants} ({facts.in_words(found.participants)}) "
            f"pejabat dan dinilai oleh {found.examiners} ({facts.in_words(found.examiners)}) penguji. "
            f"Penilaian dilakukan dengan bobot {_weights(docket)}."
        ),
        heading("C. Hasil"),
        par(
            f"Sebanyak {found.passed} peserta lulus dan {found.failed} peserta belum lulus "
            f"({facts.percent(found.passed_percent, 1)} lulus). {office.NOT_A_GROUND}"
        ),
        heading("D. Tindak lanjut"),
        par(_followed(docket, moving_count=len(moving), decided=len(told.decisions))),
        *([_moves(told)] if moving else []),
        heading("E. Penutup"),
        signatures(
            office.signature(event.deciding_officer, place=office.place_and_date(docket)),
            text="Demikian laporan ini dibuat sebagai pertanggungjawaban pelaksanaan kegiatan.",
        ),
    ]
    return sheet(
        docket,
        blocks,
        title="Laporan Pelaksanaan",
        subtitle=event.title,
        is_numbered=True,
        is_result=True,
        by_officer=True,
    )


def _letters(docket: Docket) -> Json:
    rows = [
        [
            str(n),
            one.kind.istilah,
            one.issuer,
            [one.number or facts.NOTHING, facts.long_date(one.dated_on)],
        ]
        for n, one in enumerate(
            (
                each
                for each in docket.case.permissions
                if each.state is v.PermissionState.GRANTED
                and each.kind is not v.PermissionKind.RULE_CONFIRMATION
            ),
            start=1,
        )
    ]
    return table(
        ("No.", "Surat", "Penerbit", "Nomor dan tanggal"), rows, widths=(0.9, 0, 4.4, 4.6), align="clll"
    )


def _followed(docket: Docket, *, moving_count: int, decided: int) -> str:
    if not decided:
        return "Keputusan atas usulan belum ditetapkan pada saat laporan ini disusun."
    n = len(developing(docket))
    told = f"Dari {decided} pejabat yang diputuskan, {moving_count} pejabat berpindah jabatan."
    return f"{told} Sebanyak {n} pejabat mengikuti pengembangan dan uji ulang." if n else told


def _moves(told: Office) -> Json:
    return table(
        ("No.", "Nama dan NIP", "Jabatan lama", "Jabatan baru"),
        [
            [
                str(n),
                office.person_cell(one.name, one.nip),
                one.position_title,
                position.title if position else OPEN,
            ]
            for n, (_, one, _, position) in enumerate(told.moving(), start=1)
        ],
        widths=(0.9, 5.0, 0, 4.6),
        align="clll",
    )


def _weights(docket: Docket) -> str:
    return facts.listed(f"{one['name'].lower()} {one['share']}" for one in recap.components(docket))
