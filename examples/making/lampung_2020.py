"""lampung-2020: administrators and supervisors, second test; 31 of 108 pass, that is 28.7 percent."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from examples.making import forms
from examples.making.bengkulu_2021 import OLD_WORDS
from examples.making.chance import Chance
from examples.making.fields import TECHNICAL_COMPETENCES
from examples.making.letters import assignments_of, permission
from examples.making.marks import (
    Manner,
    Sheet,
    Year,
    attendances_of,
    performances_of,
    rating_sheets,
)
from examples.making.names import Names
from examples.making.people import Crowd, People, Person
from examples.making.posts import PROVINCE, Holding, Post, position_of
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.scheme import Scheme, TalentProfile

KEY = "lampung-2020"
DAYS = (date(2020, 12, 2), date(2020, 12, 3), date(2020, 12, 4))
# What these people can do on average and how far they differ. With this chance and these two
# numbers 31 of the 108 reach the mark, as many as were reported; a test counts them.
MEAN, SPREAD = 64.6, 9.0
EARLIER = tuple(date.fromisoformat(day) for day in ("2015-01-09", "2016-12-30", "2017-08-11", "2018-06-29"))
AGENCY = c.Agency(
    code="lampung",
    name="Pemerintah Provinsi Lampung",
    kind=v.AgencyKind.PROVINCE,
    region="Lampung",
    province=None,
    seat="Bandar Lampung",
    personnel_office="Badan Kepegawaian Daerah",
    address="Jalan Kantor Gubernur Nomor 1, Bandar Lampung",
    contact="Telepon (0721) 000000, Kode Pos 35211",
    letter_pattern="800/{serial}/VI.04/{year}",
)
GOVERNOR = c.Signatory(name="H. Tamim Kusumaratu, S.E.", office="Gubernur Lampung", nip=None)
SECRETARY = c.Signatory(
    name="Ir. Faturahman Umar, M.T.",
    office="Sekretaris Daerah Provinsi Lampung",
    nip="196408151990031009",
)
PERSONNEL_HEAD = c.Signatory(
    name="Dra. Lusiana Bandarsyah, M.M.",
    office="Kepala Badan Kepegawaian Daerah Provinsi Lampung",
    nip="196607231992032005",
)
TEST = (
    ("TT1", "Kebijakan desentralisasi dan hubungan pusat-daerah", {"T.03": 100}),
    ("TT2", "Perencanaan, penganggaran, dan keuangan daerah", {"T.01": 50, "T.02": 50}),
    ("TT3", "Pelayanan publik dan pemberdayaan masyarakat", {"T.04": 60, "T.08": 40}),
    ("TT4", "Pengawasan, data, dan prasarana", {"T.07": 40, "T.06": 30, "T.05": 30}),
)
INTERVIEW = (
    ("WW1", "Integritas dan etika pemerintahan", {"M.01": 70, "SK.01": 30}),
    ("WW2", "Kerja sama dan komunikasi", {"M.02": 50, "M.03": 50}),
    ("WW3", "Orientasi pada hasil dan pelayanan", {"M.04": 50, "M.05": 50}),
    ("WW4", "Pengembangan diri dan orang lain", {"M.06": 60, "M.07": 40}),
    ("WW5", "Pengambilan keputusan", {"M.08": 100}),
)


def scheme(talent: TalentProfile) -> Scheme:
    """Return written test 60 and interview 40; passed from 68."""
    return forms.scheme(
        components=(
            forms.component("TES-TERTULIS", "Tes tertulis kompetensi pemerintahan", "60",
                            method=v.Method.WRITTEN_TEST),
            forms.component("WAWANCARA", "Wawancara", "40", method=v.Method.INTERVIEW),
        ),
        criteria=(
            *forms.form(v.Method.INTERVIEW, INTERVIEW, "20", forms.ONE_TO_FIVE),
            *forms.form(v.Method.WRITTEN_TEST, TEST, "25", forms.HUNDRED),
        ),
        talent=talent,
        tie_break=("TES-TERTULIS",),
        seed=20201202,
    )  # fmt: skip


def posts() -> tuple[Post, ...]:
    """Return 36 offices with a secretary, a head of division and a head of section each."""
    offices = [
        post for post in PROVINCE
        if not post.code.startswith(("ASISTEN", "SAHLI", "BIRO", "RS", "INSP", "SEKWAN"))
    ]  # fmt: skip
    bureaus = [post for post in PROVINCE if post.code.startswith(("BIRO", "INSP"))]
    found: list[Post] = []
    for post in [*offices, *bureaus][:36]:
        is_bureau = post.code.startswith("BIRO")
        steps = (
            ("SEK", "Kepala Bagian Tata Usaha" if is_bureau else "Sekretaris", "III.a", 12),
            ("BID", post.field.bureau, "III.a" if is_bureau else "III.b", 11),
            ("SIE", post.field.section, "IV.a", 9),
        )
        for step, title, echelon, job_class in steps:
            number = sum(1 for one in found if one.field is post.field)
            found.append(
                replace(
                    post, code=f"{post.code}-{step}", title=f"{title} pada {post.unit}",
                    echelon=echelon, job_class=job_class, number=number,
                )
            )  # fmt: skip
    return tuple(found)


def vacancies() -> tuple[c.Position, ...]:
    """Return posts whose holders retired: two heads of administration, and one head of section."""
    empty = Holding(state=v.PositionState.VACANT, since=date(2020, 9, 1))
    bureaus = [post for post in PROVINCE if post.code in ("BIRO-ORG", "BIRO-PBJ")]
    section = next(post for post in posts() if post.code == "DINSOS-SIE")
    heads = (
        replace(
            post, code=f"{post.code}-SEK", title=f"Kepala Bagian Tata Usaha pada {post.unit}",
            echelon="III.a", job_class=12,
        )
        for post in bureaus
    )  # fmt: skip
    second = replace(section, code="DINSOS-SIE2", title=f"Kepala Seksi Jaminan Sosial pada {section.unit}")
    return tuple(position_of(post, empty) for post in (*heads, second))


def cast() -> tuple[Person, ...]:
    """Return the 108 people in the order of their posts."""
    chance = Chance(f"{KEY}/people")
    crowd = Crowd("Provinsi Lampung", AGENCY.name, DAYS[0], (36, 55), MEAN, SPREAD, 0.25)
    people = People(crowd, Names("lampung", chance), chance)
    return tuple(people.make(post, since=chance.one_of(EARLIER)) for post in posts())


def panel() -> tuple[c.Examiner, ...]:
    """Return the five; the certifying body corrects the written test, the others interview."""
    rows = (
        ("PG1", SECRETARY.name, v.Element.INTERNAL, SECRETARY.office, AGENCY.name,
         "Pemerintahan daerah", v.Level.JPT_MADYA),
        ("PG2", PERSONNEL_HEAD.name, v.Element.INTERNAL, PERSONNEL_HEAD.office, AGENCY.name,
         "Manajemen kepegawaian", v.Level.JPT_PRATAMA),
        ("PG3", "Drs. Yohanes Purwadi, M.Si.", v.Element.EXTERNAL_JPT, "Kepala Bidang Sertifikasi",
         "Kementerian Dalam Negeri", "Kompetensi pemerintahan", v.Level.JPT_PRATAMA),
        ("PG4", "Dr. Maharani Tirtayasa, M.Si.", v.Element.ACADEMIC, "Lektor Kepala",
         "Universitas Lampung", "Ilmu pemerintahan", None),
        ("PG5", "Dr. Bagaskara Wisnu, M.Psi.", v.Element.EXPERT, "Asesor kompetensi",
         "Lembaga sertifikasi profesi", "Penilaian kompetensi", None),
    )  # fmt: skip
    return tuple(
        c.Examiner(
            code=v.ExaminerCode(code), name=name,
            role=v.PanelRole.CHAIR if code == "PG1" else v.PanelRole.MEMBER,
            element=element, function=function, institution=institution, expertise=expertise,
            level=level, is_party_member=False, conflicts_declared=True, conflicts=(),
        )
        for code, name, element, function, institution, expertise, level in rows
    )  # fmt: skip


def event() -> c.Event:
    return c.Event(
        key=KEY,
        kind=v.EventKind.ADMINISTRATOR,
        title="Uji Kompetensi Pejabat Administrasi di Lingkungan Pemerintah Provinsi Lampung "
        "Tahun 2020 (Tahap Kedua)",
        starts_on=DAYS[0],
        ends_on=DAYS[-1],
        scoring_days=DAYS,
        data_on=DAYS[0],
        venue="Badan Pengembangan Sumber Daya Manusia Provinsi Lampung",
        purpose="Bahan pertimbangan promosi, mutasi, bahkan demosi; peserta di bawah batas nilai "
        "mengikuti lokakarya mulai 8 Desember 2020, diuji ulang, lalu dipersiapkan untuk "
        "sertifikasi kompetensi pemerintahan oleh lembaga yang berwenang.",
        assessed_level=v.Level.ADMINISTRATOR,
        head=c.RegionHead(
            name=GOVERNOR.name, office=GOVERNOR.office, status=v.HeadStatus.DEFINITIVE,
            inaugurated_on=date(2019, 6, 12), term_ends_on=date(2024, 6, 12),
            candidates_fixed_on=None, next_inauguration_on=None,
        ),
        deciding_officer=GOVERNOR,
        authorised_officer=SECRETARY,
        personnel_head=PERSONNEL_HEAD,
        follows=c.EarlierEvent(
            key="lampung-2019",
            title="Uji Kompetensi Pejabat Administrasi Provinsi Lampung (Tahap Pertama)",
            held_on=date(2019, 11, 18),
        ),
        assessor_body=None,
        planned_decree_on=date(2021, 1, 22),
        consequences_explained=True,
    )  # fmt: skip


def permissions(people: Sequence[Person]) -> tuple[c.Permission, ...]:
    """Return the letters; one head of division was examined for a demotion by its own procedure."""
    kind = v.PermissionKind
    examined = next(one for one in people if one.official.position == "DINSOS-BID")
    return (
        permission(kind.DEMOTION_FILE, "Tim pemeriksa Pemerintah Provinsi Lampung",
                   "800/1187/VI.04/2020", "2020-10-19", nip=examined.nip,
                   note="Berita acara pemeriksaan atas kinerja dua tahun berturut-turut"),
        permission(kind.PANEL_DECREE, GOVERNOR.office, "G/520/VI.04/HK/2020", "2020-11-16"),
        permission(kind.AGREEMENT, "Lembaga sertifikasi profesi pemerintahan dalam negeri",
                   "119/1840/BPSDM/2020", "2020-11-09",
                   note="Penyusunan soal tes tertulis; sertifikat diterbitkan lembaga itu"),
    )  # fmt: skip


def case_file(talent: TalentProfile, competences: Sequence[c.Competence]) -> c.CaseFile:
    people = cast()
    chance = Chance(f"{KEY}/marks")
    frozen = scheme(talent)
    examiners = panel()
    codes = tuple(one.code for one in examiners)
    plan = {v.Method.WRITTEN_TEST: ("PG5",), v.Method.INTERVIEW: codes[1:4]}
    sheets = tuple(Sheet(method=method, examiners=who) for method, who in plan.items())
    years = tuple(
        Year(year=year, words=OLD_WORDS, mean=84.0, source=f"Penilaian prestasi kerja {year}",
             verifier="Badan Kepegawaian Daerah")
        for year in (2018, 2019)
    )  # fmt: skip
    manner = Manner(severity=1.5, halo=3.0, error=6.0, unseen=0.0)
    return c.CaseFile(
        agency=AGENCY,
        event=event(),
        scheme=frozen,
        competences=(*competences, *TECHNICAL_COMPETENCES),
        officials=tuple(one.official for one in people),
        careers=tuple(step for one in people for step in one.career),
        positions=(*(position_of(post) for post in posts()), *vacancies()),
        examiners=examiners,
        assignments=tuple(one for method, who in plan.items() for one in assignments_of(who, (method,))),
        attendances=attendances_of(people),
        rating_sheets=rating_sheets(frozen, people, sheets, chance, manner),
        feedback=(),
        performances=performances_of(people, years, chance),
        track_record=(),
        assessments=(),
        permissions=permissions(people),
    )
