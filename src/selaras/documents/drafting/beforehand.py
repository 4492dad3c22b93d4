"""What is signed before anybody is rated: the plan's letter, the panel's rules, integrity, attendance."""

from selaras.core import vocabulary as v
from selaras.core.casefile import Examiner, Official
from selaras.documents import facts, office
from selaras.documents.content import letters, recap
from selaras.documents.docket import Docket
from selaras.documents.drafting.blocks import (
    OPEN,
    Office,
    heading,
    items,
    number,
    pairs,
    par,
    room,
    sheet,
    signatures,
    table,
)
from selaras.documents.office import Json
from selaras.documents.render import Job

_INTEGRITY = (
    "melaksanakan penilaian secara jujur, objektif, transparan, dan bertanggung jawab;",
    "memberi nilai sendiri berdasarkan bukti, tanpa tekanan, pesanan, atau janji dari siapa pun;",
    "tidak menerima atau meminta pemberian dalam bentuk apa pun yang berkaitan dengan kegiatan ini;",
    "menjaga kerahasiaan soal, nilai, dan pembahasan sampai diumumkan oleh yang berwenang; dan",
    "melaporkan setiap hubungan atau keadaan yang dapat memengaruhi penilaian sebelum menilai.",
)


def plan(told: Office) -> Job:
    """Return the letter that asks the reviewer of the day for a recommendation on the plan."""
    docket = told.docket
    agency, event = docket.case.agency, docket.case.event
    participants = docket.results.summary.participants
    return Job(
        template="letter",
        content={
            **office.paper(docket, title="Surat Permohonan Rekomendasi Rencana", is_result=False, serif=True),
            "kop": office.officer_letterhead(agency, event.deciding_officer),
            "number": number(docket),
            "nature": "Penting",
            "attachments": "1 (satu) berkas",
            "place": office.place_and_date(docket),
            "subject": f"Permohonan Rekomendasi Pelaksanaan {event.title}",
            "to": office.reviewer_title(docket.results.reviewer),
            "to_place": "Jakarta",
            "through": letters.through(docket),
            "paragraphs": [
                f"Dalam rangka {event.purpose[:1].lower()}{event.purpose[1:]}, {agency.name} merencanakan "
                f"pelaksanaan {event.title} pada {facts.period(event.starts_on, event.ends_on)} di "
                f"{event.venue}.",
                f"Kegiatan ini direncanakan diikuti oleh {participants} ({facts.in_words(participants)}) "
                f"pejabat dan dinilai oleh {len(docket.case.examiners)} "
                f"({facts.in_words(len(docket.case.examiners))}) penguji dengan bobot {_weights(docket)}.",
                "Sehubungan dengan hal tersebut, kami mohon kiranya dapat diberikan rekomendasi atas rencana "
                "dimaksud. Sebagai bahan telaah, bersama ini kami lampirkan:",
            ],
            "items": [
                "struktur organisasi dan tata kerja;",
                "daftar peserta beserta alasan kelayakan dan pengecualian;",
                "keputusan pembentukan panitia dan riwayat hidup anggotanya;",
                "rancangan tahapan, metode, dan bobot penilaian; dan",
                "jadwal pelaksanaan.",
            ],
            "closing": (
                "Demikian permohonan ini kami sampaikan. Atas perhatian dan kerja samanya, kami ucapkan "
                "terima kasih."
            ),
            "copies": letters.copies(docket),
            "signature": office.signature(event.deciding_officer),
        },
    )


def rules_of_the_panel(told: Office) -> Job:
    """Return the panel's decision on methods, weights, categories and ties, as the scheme has them."""
    docket = told.docket
    scheme, names = docket.case.scheme, {one.code: one.name for one in docket.case.scheme.components}
    panel = office.panel_name(docket)
    blocks: list[Json] = [
        par(
            f"{panel} {docket.case.event.title}, setelah bermusyawarah dalam rapat pada hari {OPEN}, tanggal "
            f"{OPEN}, menetapkan tahapan, metode, dan bobot penilaian sebagai berikut."
        ),
        heading("Pertama: metode dan bobot"),
        table(
            ("No.", "Komponen", "Metode", "Bobot dari nilai akhir"),
            [
                [
                    str(n),
                    one.name,
                    one.method.istilah if one.method else facts.NOTHING,
                    told_of["share"],
                ]
                for n, (one, told_of) in enumerate(
                    zip(docket.leaves(), recap.components(docket), strict=True), start=1
                )
            ],
            widths=(0.9, 0, 4.4, 3.2),
            align="cllr",
        ),
        heading("Kedua: kategori dan kelulusan"),
        par(recap.cut_sentence(docket)),
        heading("Ketiga: nilai sama"),
        par(
            "Peserta dengan nilai akhir sama diurutkan berturut-turut menurut nilai "
            f"{facts.listed(names[code].lower() for code in scheme.tie_break)}; bila tetap sama, "
            "peringkatnya sama."
            if scheme.tie_break
            else "Peserta dengan nilai akhir sama memperoleh peringkat yang sama."
        ),
        heading("Keempat: pembulatan"),
        par(
            f"Nilai akhir dibulatkan satu kali, pada akhir perhitungan, menjadi {scheme.places} angka "
            "desimal."
        ),
        heading("Kelima: berlakunya"),
        par(
            "Keputusan ini berlaku sejak rancangan penilaian ditetapkan dan dikunci, dan tidak diubah "
            "sesudah penilaian pertama dimulai."
        ),
        *_signers(docket),
    ]
    return sheet(
        docket,
        blocks,
        title=f"Keputusan {panel}",
        subtitle="tentang Tahapan, Metode, dan Bobot Penilaian",
        is_numbered=True,
    )


def integrity(told: Office) -> Job:
    """Return each member's declaration of integrity and of relations to participants, a page for each."""
    docket = told.docket
    blocks: list[Json] = []
    for one in docket.case.examiners:
        if blocks:
            blocks.append({"kind": "sheet", "number": None})
        blocks += _declaration(docket, one)
    return sheet(docket, blocks, title="Pakta Integritas", subtitle="dan Pernyataan Konflik Kepentingan")


def attendance(told: Office) -> Job:
    """Return the list that participants sign, one page for each day of rating."""
    docket = told.docket
    event = docket.case.event
    people = docket.with_status(v.ParticipantStatus.PARTICIPANT)
    blocks: list[Json] = []
    for day in event.scoring_days or (event.starts_on,):
        if blocks:
            blocks.append({"kind": "sheet", "number": None})
        blocks += [
            pairs([["Hari, tanggal", facts.long_date(day)], ["Tempat", event.venue]], width=3),
            table(
                ("No.", "Nama dan NIP", "Jabatan", "Datang pukul", "Tanda tangan"),
                [
                    [str(n), office.person_cell(one.name, one.nip), one.position_title, "", f"{n}."]
                    for n, one in enumerate(people, start=1)
                ],
                widths=(0.9, 5.2, 0, 2.0, 3.2),
                align="cllcl",
                is_signed=True,
            ),
        ]
    return sheet(docket, blocks, title="Daftar Hadir Peserta", subtitle=event.title, serif=False)


def _declaration(docket: Docket, one: Examiner) -> list[Json]:
    told = [f"{who.name} ({who.position_title})" for who in _in_conflict(docket, one)]
    return [
        par("Yang bertanda tangan di bawah ini:"),
        pairs(
            [
                ["Nama", one.name],
                ["Instansi", one.institution],
                ["Kedudukan", f"{one.role.istilah} {office.panel_name(docket)}"],
                ["Unsur", one.element.istilah],
            ]
        ),
        par(f"dalam {docket.case.event.title}, menyatakan bahwa saya akan:"),
        items(_INTEGRITY),
        par(
            "Hubungan keluarga, kedinasan, usaha, atau lainnya dengan peserta yang telah saya laporkan: "
            f"{facts.listed(told) if told else 'tidak ada'}. Hubungan lain yang saya ketahui (bila tidak "
            "ada, tuliskan “nihil”):"
        ),
        room(3),
        par("Apabila saya melanggar pernyataan ini, saya bersedia menerima sanksi sesuai dengan ketentuan."),
        signatures(
            {
                "place": office.place_and_date(docket),
                "office": "Yang menyatakan,",
                "name": one.name,
                "nip": "",
            }
        ),
    ]


def _in_conflict(docket: Docket, one: Examiner) -> list[Official]:
    return [docket.officials[each.nip] for each in one.conflicts if each.nip in docket.officials]


def _weights(docket: Docket) -> str:
    return facts.listed(f"{one['name'].lower()} {one['share']}" for one in recap.components(docket))


def _signers(docket: Docket) -> list[Json]:
    rows = [
        [str(n), [one.name, one.institution], one.role.istilah, f"{n}."]
        for n, one in enumerate(docket.case.examiners, start=1)
    ]
    return [
        par(f"Ditetapkan di {docket.case.agency.seat}, tanggal {OPEN}."),
        table(
            ("No.", "Nama", "Kedudukan", "Tanda tangan"),
            rows,
            widths=(0.9, 0, 3, 5),
            align="clll",
            is_signed=True,
        ),
    ]
