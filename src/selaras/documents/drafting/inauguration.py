"""Berita acara pelantikan and surat pernyataan melaksanakan tugas: what follows a decree that moves somebody.

The oath is that of Peraturan BKN 7/2017. Faith, clergy and witnesses are not in the ledger: their places are
left open, and so are the days that nobody knows before the ceremony.
"""

from selaras.core.casefile import Official, Position
from selaras.core.decided import Decision
from selaras.documents import facts, office
from selaras.documents.drafting.blocks import (
    OPEN,
    Office,
    centred,
    note,
    open_signature,
    pairs,
    par,
    person,
    quoted,
    sheet,
    signatures,
    table,
)
from selaras.documents.office import Json
from selaras.documents.render import Job

_OATH = (
    "“Demi Allah/Tuhan Yang Maha Esa*, saya bersumpah/berjanji*:",
    "bahwa saya, akan setia dan taat kepada Undang-Undang Dasar Negara Republik Indonesia Tahun 1945 serta "
    "akan menjalankan segala peraturan perundang-undangan dengan selurus-lurusnya, demi dharma bakti saya "
    "kepada bangsa dan negara;",
    "bahwa saya, dalam menjalankan tugas jabatan, akan menjunjung etika jabatan, bekerja dengan "
    "sebaik-baiknya, dan dengan penuh rasa tanggung jawab;",
    "bahwa saya, akan menjaga integritas, tidak menyalahgunakan kewenangan, serta menghindarkan diri dari "
    "perbuatan tercela.”",
)


def minutes(told: Office) -> Job:
    """Return the minutes of the ceremony at which everybody who moves is sworn in."""
    docket = told.docket
    event, moving = docket.case.event, told.moving()
    signatory = event.deciding_officer
    n = len(moving)
    blocks: list[Json] = [
        par(
            f"Pada hari ini {OPEN}, tanggal {OPEN} bulan {OPEN} tahun {OPEN}, bertempat di {OPEN}, saya, "
            f"{signatory.name}, {signatory.office}, dengan disaksikan oleh dua orang saksi yang "
            "menandatangani berita acara ini, telah melantik dan mengambil sumpah/janji jabatan "
            f"{n} ({facts.in_words(n)}) pejabat yang namanya tercantum dalam daftar di bawah ini, "
            f"berdasarkan {_decrees([one for _, _, one, _ in moving], signatory.office)}."
        ),
        par(
            "Sumpah/janji jabatan diucapkan menurut agama atau kepercayaan masing-masing, didampingi "
            "rohaniwan, dengan bunyi sebagai berikut:"
        ),
        quoted(*_OATH),
        centred("Daftar pejabat yang dilantik"),
        table(
            ("No.", "Nama dan NIP", "Jabatan baru", "Agama/ kepercayaan", "Tanda tangan"),
            [
                [str(k), office.person_cell(one.name, one.nip), _post(position), "", ""]
                for k, (_, one, _, position) in enumerate(moving, start=1)
            ],
            widths=(0.9, 4.6, 0, 2.2, 3.0),
            align="cllcl",
            is_signed=True,
        ),
        note(
            "*) Coret yang tidak perlu; kata pembuka dan penutup disesuaikan dengan agama atau kepercayaan "
            "yang dianut."
        ),
        signatures(
            open_signature("Rohaniwan", place=" "),
            office.signature(signatory, place=office.place_and_date(docket)),
            open_signature("Saksi I"),
            open_signature("Saksi II"),
            text="Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan seperlunya.",
        ),
    ]
    return sheet(
        docket,
        blocks,
        title="Berita Acara Pelantikan",
        subtitle="dan Pengambilan Sumpah/Janji Jabatan",
        is_numbered=True,
        by_officer=True,
    )


def statement(told: Office, official: Official, decision: Decision, position: Position | None) -> Job:
    """Return the superior's statement that one official has taken up the new post."""
    docket = told.docket
    superior = docket.case.event.authorised_officer
    nip = facts.grouped_nip(superior.nip) if superior.nip else OPEN
    blocks: list[Json] = [
        par("Yang bertanda tangan di bawah ini:"),
        pairs([["Nama", superior.name], ["NIP", nip], ["Jabatan", superior.office]]),
        par("menyatakan dengan sesungguhnya bahwa Pegawai Negeri Sipil:"),
        pairs(person(official, post=f"{official.position_title} (jabatan lama)")),
        par(
            f"berdasarkan {_decrees([decision], docket.case.event.deciding_officer.office)}, telah dilantik "
            "dan secara nyata melaksanakan tugas sebagai:"
        ),
        pairs(
            [
                ["Jabatan", position.title if position else OPEN],
                ["Unit kerja", position.unit if position else OPEN],
                ["Eselon", (position.echelon if position else "") or facts.NOTHING],
                ["Terhitung mulai tanggal", OPEN],
            ]
        ),
        par(
            "Demikian surat pernyataan ini dibuat dengan sesungguhnya dengan mengingat sumpah jabatan. "
            "Apabila di kemudian hari isi surat pernyataan ini ternyata tidak benar dan mengakibatkan "
            "kerugian negara, saya bersedia menanggung kerugian tersebut."
        ),
        signatures(office.signature(superior, place=office.place_and_date(docket))),
    ]
    return sheet(docket, blocks, title="Surat Pernyataan Melaksanakan Tugas", is_numbered=True)


def _decrees(decisions: list[Decision], signatory: str) -> str:
    """Return the decrees that the ledger knows; an open place where none has a number yet."""
    known = dict.fromkeys((one.decree, one.decree_on) for one in decisions if one.decree)
    told = [f"nomor {number} tanggal {facts.long_date(on)}" for number, on in known]
    return f"Keputusan {signatory} {facts.listed(told) or f'nomor {OPEN} tanggal {OPEN}'}"


def _post(position: Position | None) -> list[str]:
    if position is None:
        return [OPEN]
    return [part for part in office.position_cell(position.title, position.unit) if part]
