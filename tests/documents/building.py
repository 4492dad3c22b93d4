"""Case files for the papers' tests; their results stand in ``building_results``."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.rules import Rulebook
from selaras.documents.docket import ChainHead, LedgerStamp
from tests.core import building as b

ROOT_HEX = "9c417ae033d2b15a" * 4
COMPETENCES = (
    ("M.01", "Integritas", v.Cluster.MANAGERIAL),
    ("M.02", "Kerja Sama", v.Cluster.MANAGERIAL),
    ("M.03", "Komunikasi", v.Cluster.MANAGERIAL),
    ("M.04", "Orientasi pada Hasil", v.Cluster.MANAGERIAL),
    ("M.05", "Pelayanan Publik", v.Cluster.MANAGERIAL),
    ("M.06", "Pengembangan Diri dan Orang Lain", v.Cluster.MANAGERIAL),
    ("M.07", "Mengelola Perubahan", v.Cluster.MANAGERIAL),
    ("M.08", "Pengambilan Keputusan", v.Cluster.MANAGERIAL),
    ("SK.01", "Perekat Bangsa", v.Cluster.SOCIOCULTURAL),
    ("T.01", "Perencanaan Pembangunan Daerah", v.Cluster.TECHNICAL),
)
_FIRST = (
    *("Andika", "Bayu", "Cahyani", "Damar", "Endah", "Fajar", "Gilang"),
    *("Hesti", "Indra", "Joko", "Kartika", "Lukman", "Mega", "Nanda"),
)
_LAST = (
    *("Pranata", "Suryadi", "Wibisana", "Halimah", "Kusuma", "Rahardja"),
    *("Siregar", "Tampubolon", "Utami", "Wardhana", "Zulkarnaen"),
)
_TITLES = (", S.H., M.H.", ", S.Sos., M.Si.", ", S.E., M.M.", ", S.T., M.T.", ", S.IP., M.Si., M.Kes.")
_OFFICES = (
    "Dinas Pendidikan dan Kebudayaan",
    "Dinas Kesehatan",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Perumahan Rakyat, Kawasan Permukiman, dan Pertanahan",
    "Badan Perencanaan Pembangunan Daerah",
    "Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana",
    "Badan Pengelolaan Keuangan dan Aset Daerah",
    "Dinas Kelautan dan Perikanan",
)


def names(n: int) -> Iterator[str]:
    """Yield invented names, the first the longest that a paper has to bear."""
    yield "Dr. Drs. H. Raden Mas Bambang Suryokusumo Adiningrat, S.Sos., M.Si., M.Kes."
    for k in range(1, n):
        before = ("", "Ir. ", "Dr. ", "Hj. ", "")[k % 5]
        first, last = _FIRST[k % len(_FIRST)], _LAST[(k * 7 + k // 11) % len(_LAST)]
        yield f"{before}{first} {last}{_TITLES[k % len(_TITLES)]}"


def officials(n: int) -> tuple[c.Official, ...]:
    made = []
    for k, name in enumerate(names(n)):
        born_on = date(1966 + k % 13, 1 + k % 12, 1 + (k * 5) % 27)
        office = _OFFICES[k % len(_OFFICES)]
        made.append(
            b.official(
                name,
                nip=b.nip(born_on, k + 1, sex=1 + k % 2),
                born_on=born_on,
                position=v.PositionCode(f"J-{k + 1:02}"),
                position_title=f"Kepala {office}",
                unit=office,
                in_position_since=date(2017 + k % 5, 1 + k % 12, 4),
            )
        )
    # The last is newly inaugurated: by the rules too, when there are more than three.
    if n > 3:
        made[-1] = replace(made[-1], in_position_since=date(2023, 4, 12))
    return tuple(made)


def anchored(code: str, method: v.Method, name: str, weight: str, competence: str) -> s.Criterion:
    words = (
        "Belum menunjukkan; uraian tidak menjawab pokok soal",
        "Menjawab sebagian, tanpa contoh",
        "Menjawab dengan contoh yang cukup",
        "Menjawab lengkap dengan contoh dan hasil",
        "Lengkap, terukur, dan dapat ditiru unit lain",
    )
    return b.criterion(
        code,
        method,
        weight,
        name=name,
        anchors=tuple(s.Anchor(mark=Decimal(n), words=one) for n, one in enumerate(words, start=1)),
        speaks_for=(s.CompetenceWeight(competence=v.CompetenceCode(competence), weight=Decimal(100)),),
    )


def scheme() -> s.Scheme:
    return b.scheme(
        components=(
            b.component("PANEL", "40", name="Penilaian penguji"),
            b.component(
                "MAKALAH",
                "50",
                v.Method.PAPER,
                name="Makalah",
                parent=v.ComponentCode("PANEL"),
            ),
            b.component(
                "WAWANCARA",
                "50",
                v.Method.INTERVIEW,
                name="Wawancara",
                parent=v.ComponentCode("PANEL"),
            ),
            b.component("REKAM", "25", v.Method.TRACK_RECORD, name="Rekam jejak"),
            b.component("KINERJA", "35", v.Method.PERFORMANCE, name="Perjanjian kinerja"),
        ),
        criteria=(
            anchored("M1", v.Method.PAPER, "Ketajaman analisis masalah", "40", "M.08"),
            anchored("M2", v.Method.PAPER, "Gagasan dan inovasi", "35", "M.07"),
            anchored("M3", v.Method.PAPER, "Sistematika dan bahasa", "25", "M.03"),
            anchored("W1", v.Method.INTERVIEW, "Kepemimpinan", "30", "M.06"),
            anchored("W2", v.Method.INTERVIEW, "Kerja sama", "20", "M.02"),
            anchored("W3", v.Method.INTERVIEW, "Pengambilan keputusan", "25", "M.08"),
            b.criterion(
                "W4",
                v.Method.INTERVIEW,
                "25",
                name="Pencapaian target",
                lowest=Decimal(0),
                highest=Decimal(100),
                conversion="0-100",
                anchors=(
                    s.Anchor(mark=Decimal(60), words="sebagian target"),
                    s.Anchor(mark=Decimal(80), words="seluruh target"),
                    s.Anchor(mark=Decimal(95), words="melampaui target dengan bukti"),
                ),
            ),
            b.criterion(
                "R1",
                v.Method.TRACK_RECORD,
                name="Rekam jejak",
                lowest=Decimal(0),
                highest=Decimal(100),
                conversion="0-100",
            ),
            b.criterion(
                "K1",
                v.Method.PERFORMANCE,
                name="Capaian kinerja",
                lowest=Decimal(0),
                highest=Decimal(100),
                conversion="0-100",
            ),
        ),
        discrepancy=s.DiscrepancyRule(distance_points=Decimal(15)),
    )


def case(n: int = 5, **changes: Any) -> c.CaseFile:
    """Return an event of n officials: the second last exempt when there are more than three."""
    people = officials(n)
    posts = [
        b.position(
            f"J-{k + 1:02}",
            title=one.position_title,
            unit=one.unit,
            standard=tuple(b.standard(code) for code, _, _ in COMPETENCES),
        )
        for k, one in enumerate(people)
    ]
    posts.append(
        b.position(
            "J-99",
            title="Kepala Dinas Perpustakaan dan Kearsipan",
            unit="Dinas Perpustakaan dan Kearsipan",
            state=v.PositionState.ACTING,
            state_since=date(2023, 9, 1),
            acting_name="Pelaksana Tugas",
        )
    )
    panel = tuple(
        replace(one, name=name, institution=at)
        for one, name, at in zip(
            b.panel(),
            (
                "Drs. Hendra Lesmana, M.Si.",
                "Ir. Yuliani Prasetya, M.T.",
                "Dr. Ratna Anggraini, S.H., M.H.",
                "Prof. Dr. Ahmad Fauzan, M.Si.",
                "Dr. Melati Siahaan, M.Pd.",
            ),
            ("Sekretariat Daerah",) * 2 + ("Pemerintah Provinsi Jambi",) + ("Universitas Bengkulu",) * 2,
            strict=True,
        )
    )
    one = b.small_case(
        agency=b.agency(contact="Telepon (0736) 000000, pos-el bkd@contoh.go.id, Kode Pos 38224"),
        event=b.event(
            title="Uji Kompetensi Pejabat Pimpinan Tinggi Pratama di Lingkungan Pemerintah Provinsi Bengkulu",
            purpose="pemetaan kesesuaian pejabat dengan jabatan sebagai bahan rotasi",
            personnel_head=c.Signatory(
                name="Eko Prasetyo, S.STP., M.Si.",
                office="Kepala Badan Kepegawaian Daerah",
                nip="197803122000031002",
            ),
        ),
        scheme=scheme(),
        competences=tuple(
            c.Competence(code=v.CompetenceCode(code), name=name, cluster=cluster)
            for code, name, cluster in COMPETENCES
        ),
        officials=people,
        careers=tuple(
            post
            for k, one in enumerate(people)
            for post in (
                b.post_held(
                    one.nip,
                    date(2008, 3, 3),
                    date(2013, 5, 6),
                    title="Kepala Subbagian Perencanaan",
                    level=v.Level.PENGAWAS,
                ),
                b.post_held(
                    one.nip,
                    date(2013, 5, 6),
                    one.in_position_since,
                    title="Kepala Bidang Pengendalian dan Evaluasi",
                ),
                b.post_held(
                    one.nip,
                    one.in_position_since,
                    None,
                    title=one.position_title,
                    unit=one.unit,
                    level=v.Level.JPT_PRATAMA,
                ),
            )
        ),
        positions=tuple(posts),
        examiners=panel,
        attendances=(),
        rating_sheets=tuple(_sheets(people[:-1], panel)),
        performances=tuple(
            b.performance(one.nip, str(78 + (k * 7) % 20), year=year)
            for k, one in enumerate(people)
            for year in (2022, 2023)
        ),
        assessments=tuple(b.assessment(one.nip) for one in people[::3]),
    )
    return replace(one, **changes)


def _sheets(people: tuple[c.Official, ...], panel: tuple[c.Examiner, ...]) -> Iterator[c.RatingSheet]:
    """Yield every examiner's marks of those who take part: everyone's own, so that no two are confused."""
    whole = scheme()
    for n, examiner in enumerate(panel):
        for k, one in enumerate(people):
            for method in (v.Method.PAPER, v.Method.INTERVIEW):
                marks = {
                    criterion.code: str(3 + (n + k + m) % 3)
                    for m, criterion in enumerate(whole.criteria_of(method))
                }
                yield b.sheet(examiner.code, one.nip, method, **marks)


def rulebook() -> Rulebook:
    return b.rulebook_on()


def stamp(**changes: Any) -> LedgerStamp:
    one = LedgerStamp(
        origin="selaras/bengkulu/bengkulu-kecil",
        size=412,
        root_hex=ROOT_HEX,
        imported=True,
        last_at=datetime(2024, 2, 1, 9, 30, 12, tzinfo=UTC),
        chains={v.ExaminerCode("P1"): (ChainHead(device="import", n_entries=8, digest="0123abcd" * 8),)},
        given={(v.ExaminerCode("P1"), v.Method.PAPER): 31},
    )
    return replace(one, **changes)
