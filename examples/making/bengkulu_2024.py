"""bengkulu-2024: 41 heads of agencies, five examiners, three days, before the window closes.

The people are those of 2021, three years on: some retired, some moved after the earlier event,
others came from outside the panel of that year.
"""

from dataclasses import replace
from datetime import date

from examples.making import bengkulu_2021, forms
from examples.making.bengkulu_2021 import AGENCY, GOVERNOR
from examples.making.chance import Chance
from examples.making.fields import TECHNICAL_COMPETENCES
from examples.making.letters import assignments_of, permission, signatory_of
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
from selaras.core.calendar_days import add_years
from selaras.core.scheme import Scheme, TalentProfile

KEY = "bengkulu-2024"
DAYS = (date(2024, 1, 30), date(2024, 1, 31), date(2024, 2, 1))
MOVED_ON = date(2021, 12, 3)
OPEN_SELECTION_ON = date(2022, 1, 14)
LEARNT = 4.0
# Assistants and expert staff head no agency, two offices have no head.
NO_HEAD = ("DISPORA", "BIRO-PBJ")
ALSO_EMPTY = ("ASISTEN-2", "SAHLI-EKBANG")
SECRETARY = c.Signatory(
    name="Dr. Hendarmin Jaya, S.Sos., M.A.P.",
    office="Sekretaris Daerah Provinsi Bengkulu",
    nip="196702111990031004",
)
INTERVIEW = (
    ("WW1", "Kepemimpinan perangkat daerah", {"M.06": 50, "M.07": 30, "M.01": 20}),
    ("WW2", "Kerja sama", {"M.02": 60, "SK.01": 40}),
    ("WW3", "Pengambilan keputusan", {"M.08": 100}),
    ("WW4", "Komunikasi", {"M.03": 80, "M.05": 20}),
    ("WW5", "Capaian target kinerja perangkat daerah", {"M.04": 70, "T.07": 30}),
)
PAPER = (
    ("MK1", "Perencanaan dan penganggaran program", {"T.01": 60, "T.02": 40}),
    ("MK2", "Kebijakan dan pelayanan publik", {"T.03": 50, "T.04": 50}),
    ("MK3", "Pelaksanaan teknis dan sumber daya", {"T.05": 70, "M.04": 30}),
    ("MK4", "Data, inovasi, dan digitalisasi", {"T.06": 70, "M.07": 30}),
    ("MK5", "Kemitraan dan pemberdayaan", {"T.08": 60, "SK.01": 40}),
)
# Looked at again on the last evening: examiner, office, method, what was decided and why.
LOOKED_AGAIN = (
    ("PG1", "DIKBUD", v.Method.INTERVIEW, False,
     "Jawaban tentang pembagian tugas di perangkat daerah tidak didukung contoh."),
    ("PG5", "DIKBUD", v.Method.INTERVIEW, False,
     "Contoh kerja sama lintas sektor disampaikan lengkap dengan hasilnya."),
    ("PG4", "DINSOS", v.Method.INTERVIEW, False,
     "Pengambilan keputusan dijelaskan tanpa data pendukung; catatan wawancara dilampirkan."),
    ("PG5", "BKD", v.Method.INTERVIEW, False,
     "Capaian target diperlihatkan dengan dokumen yang diperiksa langsung."),
    ("PG3", "KESBANGPOL", v.Method.PAPER, False,
     "Makalah tidak memuat langkah pelaksanaan dan anggaran."),
    ("PG2", "PARIWISATA", v.Method.PAPER, False,
     "Sebagian besar uraian tidak menjawab pertanyaan kebijakan."),
    ("PG5", "TPHP", v.Method.PAPER, True,
     "Nilai unsur data diturunkan setelah rujukannya diperiksa kembali; unsur lain tetap."),
)  # fmt: skip
WORDS = {"Sangat Baik": 8.0, "Baik": -9.0, "Butuh Perbaikan": -20.0, "Kurang": -99.0}


def scheme(talent: TalentProfile) -> Scheme:
    """Return interview 50, paper 30, achievement of targets 20."""
    return forms.scheme(
        components=(
            forms.component("WAWANCARA", "Wawancara", "50", method=v.Method.INTERVIEW),
            forms.component("MAKALAH", "Makalah", "30", method=v.Method.PAPER),
            forms.component("CAPAIAN", "Capaian target kinerja", "20",
                            method=v.Method.PERFORMANCE),
        ),
        criteria=(
            *forms.form(v.Method.PAPER, PAPER, "20", forms.PAPER_MARKS),
            *forms.form(v.Method.INTERVIEW, INTERVIEW, "25 20 20 15 20", forms.ONE_TO_FIVE),
            forms.criterion("CK1", v.Method.PERFORMANCE, "Capaian perjanjian kinerja", "100",
                            scale=forms.PERCENT, speaks_for={"M.04": 100}),
        ),
        talent=talent,
        discrepancy="15",
        dixon=95,
        seed=20240130,
    )  # fmt: skip


def heads() -> tuple[Post, ...]:
    """Return the 41 offices with a head."""
    assistants = ("ASISTEN", "SAHLI")
    return tuple(
        post for post in PROVINCE
        if not post.code.startswith(assistants) and post.code not in NO_HEAD
    )  # fmt: skip


def _moved(person: Person, post: Post, on: date) -> Person:
    """Return the person in another post since a day, the career continued."""
    last = person.career[-1]
    step = replace(last, title=post.title, unit=post.unit, field=post.field.name, since=on, until=None)
    fields = dict.fromkeys((*person.official.experience_fields, post.field.name))
    moved = person.changed(
        position=v.PositionCode(post.code), position_title=post.title, unit=post.unit,
        in_position_since=on, job_class=post.job_class, allowance_class=f"TPP {post.job_class}",
        experience_fields=tuple(fields),
    )  # fmt: skip
    return replace(moved, career=(*person.career[:-1], replace(last, until=on), step))


def _swapped(at: dict[str, Person], posts: dict[str, Post], chance: Chance) -> dict[str, Person]:
    """Return who sits where after four exchanges, each of two people whose studies allow both."""
    seats, free = dict(at), chance.shuffled([code for code in posts if code in at])
    exchanges = 0
    while free and exchanges < 4:
        one = free.pop()
        for other in free:
            studies = at[one].official.field_of_study, at[other].official.field_of_study
            if studies[0] in posts[other].field.study and studies[1] in posts[one].field.study:
                seats[one] = _moved(at[other], posts[one], MOVED_ON)
                seats[other] = _moved(at[one], posts[other], MOVED_ON)
                free.remove(other)
                exchanges += 1
                break
    return seats


def cast() -> tuple[tuple[Person, ...], dict[str, str]]:
    """Return the heads in the order of their offices, and who keeps the empty posts."""
    chance = Chance(f"{KEY}/people")
    former = bengkulu_2021.cast()
    # Nobody is tested who retires at 60 before the next elections.
    stays = {
        str(one.official.position): one
        for one in former.everyone
        if not one.official.is_from_outside and add_years(one.official.born_on, 60) > date(2024, 9, 22)
    }
    names = Names("bengkulu", chance)
    names.reserve(one.official.name for one in former.everyone)
    crowd = Crowd("Provinsi Bengkulu", AGENCY.name, DAYS[0], (45, 56), 72.0, 6.5, 0.3)
    people = People(crowd, names, chance)
    posts = {post.code: post for post in heads()}
    # Three years in office taught everybody something.
    stays = {
        code: replace(one, profile={c: points + LEARNT for c, points in one.profile.items()})
        for code, one in stays.items()
    }
    seats = _swapped(stays, posts, chance)
    found = [
        seats[code] if code in seats else people.make(post, since=OPEN_SELECTION_ON)
        for code, post in posts.items()
    ]
    acting = {code: people.plain_name() for code in (*NO_HEAD, *ALSO_EMPTY)}
    signed = date(2024, 1, 15)
    return tuple(one.changed(data_confirmed_on=signed) for one in found), acting


def panel(people: tuple[Person, ...]) -> tuple[c.Examiner, ...]:
    """Return the secretary, three academics and a public figure, as the reports name them.

    The bureaus belong to the secretary's own house: declared, and shown with and without.
    """
    own = tuple(
        c.Conflict(nip=one.nip, kind=v.ConflictKind.SUPERIOR, note="Atasan di Sekretariat Daerah")
        for one in people
        if (one.official.position or "").startswith("BIRO")
    )
    rows = (
        ("PG1", SECRETARY.name, v.Element.INTERNAL, SECRETARY.office, AGENCY.name,
         "Pemerintahan daerah", v.Level.JPT_MADYA),
        ("PG2", "Prof. Dr. Kusnadi Wirahadi, M.Si.", v.Element.ACADEMIC, "Guru Besar",
         "Universitas Bengkulu", "Administrasi publik", None),
        ("PG3", "Prof. Dr. Abdul Muthalib Rasyad, M.Ag.", v.Element.ACADEMIC, "Guru Besar",
         "Universitas Islam Negeri Bengkulu", "Etika dan kepemimpinan", None),
        ("PG4", "Dr. Yulinda Prameswari, M.Psi.", v.Element.ACADEMIC, "Lektor Kepala",
         "Universitas Bengkulu", "Psikologi industri dan organisasi", None),
        ("PG5", "H. Rustam Kelana", v.Element.PUBLIC_FIGURE, "Tokoh masyarakat",
         "Masyarakat Bengkulu", "Kemasyarakatan", None),
    )  # fmt: skip
    return tuple(
        c.Examiner(
            code=v.ExaminerCode(code), name=name,
            role=v.PanelRole.CHAIR if code == "PG1" else v.PanelRole.MEMBER,
            element=element, function=function, institution=institution, expertise=expertise,
            level=level, is_party_member=False, conflicts_declared=True,
            conflicts=own if code == "PG1" else (),
        )
        for code, name, element, function, institution, expertise, level in rows
    )  # fmt: skip


def event(personnel_head: Person) -> c.Event:
    return c.Event(
        key=KEY,
        kind=v.EventKind.JOB_FIT,
        title="Uji Kompetensi JPT Pratama di Lingkungan Pemerintah Provinsi Bengkulu Tahun 2024",
        starts_on=DAYS[0],
        ends_on=DAYS[-1],
        scoring_days=DAYS,
        data_on=DAYS[0],
        venue="Ruang pertemuan hotel di Kota Bengkulu",
        purpose="Evaluasi kinerja kepala perangkat daerah serta bahan pertimbangan mutasi, "
        "rotasi, atau promosi ke kelas jabatan yang lebih tinggi pada jenjang yang sama.",
        assessed_level=v.Level.JPT_PRATAMA,
        head=c.RegionHead(
            name=GOVERNOR.name, office=GOVERNOR.office, status=v.HeadStatus.DEFINITIVE,
            inaugurated_on=date(2021, 2, 25), term_ends_on=date(2024, 12, 31),
            candidates_fixed_on=date(2024, 9, 22), next_inauguration_on=date(2025, 2, 20),
        ),
        deciding_officer=GOVERNOR,
        authorised_officer=SECRETARY,
        personnel_head=signatory_of(personnel_head),
        follows=c.EarlierEvent(
            key=bengkulu_2021.KEY,
            title="Uji Kompetensi (Job Fit) JPT Pratama di Lingkungan Pemerintah Provinsi "
            "Bengkulu Tahun 2021",
            held_on=bengkulu_2021.DAY,
        ),
        assessor_body=None,
        planned_decree_on=date(2024, 3, 15),
        consequences_explained=True,
    )  # fmt: skip


def permissions() -> tuple[c.Permission, ...]:
    kind, asked = v.PermissionKind, v.PermissionState.ASKED
    return (
        permission(kind.TEST_PLAN, "Komisi Aparatur Sipil Negara", "B-112/JP.00.00/01/2024",
                   "2024-01-12", note="Rekomendasi rencana uji kompetensi"),
        permission(kind.PANEL_DECREE, GOVERNOR.office, "P.27.BKD.Tahun 2024", "2024-01-19"),
        permission(kind.RESULT, "Komisi Aparatur Sipil Negara", "800/214/BKD/2024",
                   "2024-02-12", state=asked, note="Rekomendasi hasil uji kompetensi"),
        permission(kind.PERTEK, "Badan Kepegawaian Negara", "800/231/BKD/2024", "2024-02-19",
                   state=asked, note="Pertimbangan teknis melalui I-MUT"),
    )  # fmt: skip


def looked_again(people: tuple[Person, ...]) -> tuple[c.Reconfirmation, ...]:
    nips = {one.official.position: one.nip for one in people}
    return tuple(
        c.Reconfirmation(
            examiner=v.ExaminerCode(code), nip=nips[v.PositionCode(office)], method=method,
            changed=changed, reason=reason, dated_on=DAYS[-1],
        )
        for code, office, method, changed, reason in LOOKED_AGAIN
    )  # fmt: skip


def case_file(talent: TalentProfile, competences: tuple[c.Competence, ...]) -> c.CaseFile:
    people, acting = cast()
    chance = Chance(f"{KEY}/marks")
    frozen = scheme(talent)
    examiners = panel(people)
    codes = tuple(one.code for one in examiners)
    methods = (v.Method.INTERVIEW, v.Method.PAPER)
    sheets = tuple(Sheet(method=method, examiners=codes) for method in methods)
    years = tuple(
        Year(year=year, words=WORDS, mean=84.0, source=f"Laporan kinerja {year} {{unit}}",
             verifier="Inspektorat Daerah")
        for year in (2022, 2023)
    )  # fmt: skip
    held = {code: Holding(v.PositionState.ACTING, date(2023, 12, 4), name) for code, name in acting.items()}
    shown = {post.code for post in heads()} | set(acting)
    return c.CaseFile(
        agency=AGENCY,
        event=event(next(one for one in people if one.official.position == "BKD")),
        scheme=frozen,
        competences=(*competences, *TECHNICAL_COMPETENCES),
        officials=tuple(one.official for one in people),
        careers=tuple(step for one in people for step in one.career),
        positions=tuple(
            position_of(post, held.get(post.code, Holding())) for post in PROVINCE if post.code in shown
        ),
        examiners=examiners,
        assignments=assignments_of(codes, methods),
        attendances=attendances_of(people),
        rating_sheets=rating_sheets(frozen, people, sheets, chance, Manner(halo=5.0)),
        reconfirmations=looked_again(people),
        feedback=(),
        performances=performances_of(people, years, chance),
        track_record=(),
        assessments=(),
        permissions=permissions(),
    )
