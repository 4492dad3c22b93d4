"""bengkulu-2021: 32 take part and 7 are exempt; the panel counts 40, the record 60 percent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from examples.making import forms
from examples.making.chance import Chance
from examples.making.fields import TECHNICAL_COMPETENCES
from examples.making.letters import assignments_of, home_consents, permission, signatory_of
from examples.making.marks import (
    Manner,
    Sheet,
    Year,
    attendances_of,
    feedback_of,
    performances_of,
    rating_sheets,
    track_record_of,
)
from examples.making.names import Names
from examples.making.people import Crowd, People, Person, from_regency
from examples.making.posts import CITY, PROVINCE, Holding, position_of
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.move_policy import MovePolicy
from selaras.core.scheme import Scheme, TalentProfile

KEY = "bengkulu-2021"
DAY = date(2021, 8, 30)
LAST_DAY = date(2021, 9, 1)
NOT_YET_MADE = ("LITBANG", "BIRO-PBJ", "BIRO-ADPIM", "RSJ", "PANGAN", "DISPORA", "PERKIM")
ACTING = ("BAPENDA", "DINSOS", "PMD", "ESDM", "BIRO-ORG", "RSUD")
NEW_IN_APRIL = (
    "ASISTEN-1", "SAHLI-SDM", "DISNAK", "NAKERTRANS", "DPMPTSP", "DIKBUD", "DISPERINDAG",
)  # fmt: skip
INAUGURATED = date(2021, 4, 9)
# Mondays and Fridays on which earlier rounds of officials were inaugurated.
EARLIER = tuple(
    date.fromisoformat(day)
    for day in ("2016-08-05", "2017-01-06", "2018-01-12", "2018-07-20", "2019-01-11", "2019-06-28")
)
REGENCIES = (("Kaur", "DINKES"), ("Seluma", "DIKBUD"), ("Rejang Lebong", "KETAPANG"))
GOVERNOR = c.Signatory(name="Dr. H. Zamroni Akbar, M.Si.", office="Gubernur Bengkulu", nip=None)
SECRETARY = c.Signatory(
    name="Drs. H. Nazarudin Salim, M.Si.",
    office="Sekretaris Daerah Provinsi Bengkulu",
    nip="196304121989031007",
)
AGENCY = c.Agency(
    code="bengkulu",
    name="Pemerintah Provinsi Bengkulu",
    kind=v.AgencyKind.PROVINCE,
    region="Bengkulu",
    province=None,
    seat="Bengkulu",
    personnel_office="Badan Kepegawaian Daerah",
    address="Jalan Pembangunan Nomor 1, Padang Harapan, Kota Bengkulu",
    contact="Telepon (0736) 000000, Kode Pos 38225",
    letter_pattern="800/{serial}/BKD/{year}",
)
PAPER = (
    ("MK1", "Ketajaman analisis masalah perangkat daerah", {"T.01": 60, "M.08": 40}),
    ("MK2", "Kelayakan anggaran dan sumber daya", {"T.02": 70, "M.04": 30}),
    ("MK3", "Ketepatan kebijakan dan landasan hukum", {"T.03": 70, "M.01": 30}),
    ("MK4", "Dampak bagi pelayanan publik", {"T.04": 60, "M.05": 40}),
    ("MK5", "Kelayakan teknis pelaksanaan", {"T.05": 70, "M.04": 30}),
    ("MK6", "Pemanfaatan data dan teknologi", {"T.06": 70, "M.07": 30}),
    ("MK7", "Pengendalian risiko dan keberlanjutan", {"T.07": 70, "M.08": 30}),
    ("MK8", "Keterlibatan masyarakat dan mitra", {"T.08": 60, "SK.01": 40}),
)
INTERVIEW = (
    ("WW1", "Integritas dan keteladanan", {"M.01": 100}),
    ("WW2", "Cara mengorganisasi perangkat daerah yang dipimpin", {"M.06": 50, "M.07": 50}),
    ("WW3", "Kerja sama lintas perangkat daerah", {"M.02": 70, "SK.01": 30}),
    ("WW4", "Komunikasi", {"M.03": 100}),
    ("WW5", "Pengambilan keputusan", {"M.08": 60, "M.04": 40}),
)
# The five behaviours of PP 30/2019.
FEEDBACK = (
    ("UB1", "Orientasi pelayanan", {"M.05": 100}),
    ("UB2", "Komitmen", {"M.01": 100}),
    ("UB3", "Inisiatif kerja", {"M.07": 50, "M.04": 50}),
    ("UB4", "Kerja sama", {"M.02": 70, "SK.01": 30}),
    ("UB5", "Kepemimpinan", {"M.06": 100}),
)
OLD_WORDS = {"Sangat Baik": 8.5, "Baik": -9.0, "Cukup": -18.0, "Kurang": -99.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The people of the event in the order of the sheet Pegawai."""

    takes_part: tuple[Person, ...]
    exempt: tuple[Person, ...]
    acting_names: tuple[str, ...]

    @property
    def everyone(self) -> tuple[Person, ...]:
        return (*self.takes_part, *self.exempt)

    def holder(self, post: str) -> Person:
        return next(one for one in self.everyone if one.official.position == post)


def cast() -> Cast:
    """Return 29 heads of the province and 3 from regencies, and the 7 inaugurated in April."""
    chance = Chance(f"{KEY}/people")
    crowd = Crowd("Provinsi Bengkulu", AGENCY.name, DAY, (46, 58), 67.0, 6.5, 0.35)
    people = People(crowd, Names("bengkulu", chance), chance)
    old, new = [], []
    for post in PROVINCE:
        if post.code in NEW_IN_APRIL:
            new.append(people.make(post, since=INAUGURATED))
        elif post.code not in (*ACTING, *NOT_YET_MADE):
            old.append(people.make(post, since=chance.one_of(EARLIER)))
    for number, (regency, code) in enumerate(REGENCIES, start=1):
        post = next(one for one in CITY if one.code == code)
        sent = c.Letter(
            number=f"800/{310 + number}/BKPSDM/2021", dated_on=date(2021, 8, 10 + number), issuer=""
        )
        person = people.make(post, since=chance.one_of(EARLIER), gift=chance.normal(3.0) + 4.0)
        old.append(from_regency(person, regency=regency, head=f"Bupati {regency}", letter=sent))
    acting = tuple(people.plain_name() for _ in ACTING)
    return Cast(takes_part=tuple(old), exempt=tuple(new), acting_names=acting)


def scheme(talent: TalentProfile) -> Scheme:
    """Return paper 15 and interview 25 (together 40), achievement 30, record 18, 360 degrees 12."""
    return forms.scheme(
        components=(
            forms.component("UJI", "Makalah dan wawancara", "40"),
            forms.component("MAKALAH", "Makalah", "37.5", method=v.Method.PAPER, parent="UJI"),
            forms.component("WAWANCARA", "Wawancara", "62.5", method=v.Method.INTERVIEW, parent="UJI"),
            forms.component("KINERJA", "Rekam jejak dan capaian kinerja", "60"),
            forms.component("CAPAIAN", "Capaian perjanjian kinerja", "50",
                            method=v.Method.PERFORMANCE, parent="KINERJA"),
            forms.component("REKAM-JEJAK", "Rekam jejak jabatan", "30",
                            method=v.Method.TRACK_RECORD, parent="KINERJA"),
            forms.component("UMPAN-BALIK", "Umpan balik atasan, rekan kerja, dan bawahan", "20",
                            method=v.Method.FEEDBACK_360, parent="KINERJA"),
        ),
        criteria=(
            *forms.form(v.Method.PAPER, PAPER, "12.5", forms.PAPER_MARKS),
            *forms.form(v.Method.INTERVIEW, INTERVIEW, "20", forms.ONE_TO_FIVE),
            *forms.form(v.Method.FEEDBACK_360, FEEDBACK, "20", forms.ONE_TO_FIVE),
            forms.criterion("CK1", v.Method.PERFORMANCE, "Capaian perjanjian kinerja", "100",
                            scale=forms.PERCENT, speaks_for={"M.04": 100}),
            *forms.track_record_form(("20", "20", "20", "25", "15")),
        ),
        talent=talent,
        # Clearly better or not at all: some acting posts then wait for open selection, as was reported.
        moves=MovePolicy(move_price=Decimal("1.5")),
        tie_break=("CAPAIAN", "WAWANCARA"),
        feedback={v.RaterGroup.SUPERIOR: 40, v.RaterGroup.PEER: 30, v.RaterGroup.STAFF: 30},
        discrepancy="15",
        seed=20210830,
    )  # fmt: skip


def panel(people: tuple[Person, ...]) -> tuple[c.Examiner, ...]:
    """Return two from the public service elsewhere and science for every one from inside."""
    own = tuple(
        c.Conflict(nip=one.nip, kind=v.ConflictKind.SUPERIOR, note="Atasan langsung di Sekretariat Daerah")
        for one in people
        if (one.official.position or "").startswith(("ASISTEN", "SAHLI", "BIRO"))
    )
    rows = (
        ("PG1", SECRETARY.name, v.Element.INTERNAL, SECRETARY.office, AGENCY.name,
         "Pemerintahan daerah", v.Level.JPT_MADYA),
        ("PG2", "Drs. Mursidin Latief, M.M.", v.Element.EXTERNAL_JPT, "Kepala Kantor Regional",
         "Badan Kepegawaian Negara", "Manajemen kepegawaian", v.Level.JPT_PRATAMA),
        ("PG3", "Prof. Dr. Kusnadi Wirahadi, M.Si.", v.Element.ACADEMIC, "Guru Besar",
         "Universitas Bengkulu", "Administrasi publik", None),
        ("PG4", "Dr. Yulinda Prameswari, M.Psi.", v.Element.ACADEMIC, "Lektor Kepala",
         "Universitas Bengkulu", "Psikologi industri dan organisasi", None),
        ("PG5", "Ir. Bastian Hutagaol, M.M.", v.Element.EXPERT, "Asesor sumber daya manusia",
         "Himpunan asesor", "Penilaian kompetensi", None),
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


def event(people: Cast) -> c.Event:
    return c.Event(
        key=KEY,
        kind=v.EventKind.JOB_FIT,
        title="Uji Kompetensi (Job Fit) JPT Pratama di Lingkungan Pemerintah Provinsi Bengkulu "
        "Tahun 2021",
        starts_on=DAY,
        ends_on=LAST_DAY,
        scoring_days=(DAY, date(2021, 8, 31), LAST_DAY),
        data_on=DAY,
        venue="Aula Badan Kepegawaian Daerah Provinsi Bengkulu",
        purpose="Evaluasi kinerja dan kesesuaian jabatan para JPT Pratama yang sudah dua tahun "
        "menjabat, sebagai bahan pertimbangan rotasi.",
        assessed_level=v.Level.JPT_PRATAMA,
        head=c.RegionHead(
            name=GOVERNOR.name, office=GOVERNOR.office, status=v.HeadStatus.DEFINITIVE,
            inaugurated_on=date(2021, 2, 25), term_ends_on=date(2024, 12, 31),
            candidates_fixed_on=None, next_inauguration_on=None,
        ),
        deciding_officer=GOVERNOR,
        authorised_officer=SECRETARY,
        personnel_head=signatory_of(people.holder("BKD")),
        follows=c.EarlierEvent(
            key="bengkulu-2019", title="Uji Kompetensi JPT Pratama Provinsi Bengkulu Tahun 2019",
            held_on=date(2019, 3, 11),
        ),
        assessor_body=None,
        planned_decree_on=date(2021, 10, 15),
        consequences_explained=True,
    )  # fmt: skip


def permissions(people: Cast) -> tuple[c.Permission, ...]:
    kind, asked = v.PermissionKind, v.PermissionState.ASKED
    return (
        permission(kind.TEST_MINISTER, "Kementerian Dalam Negeri", "821/4410/OTDA", "2021-07-28",
                   note="Izin melaksanakan uji kompetensi"),
        permission(kind.TEST_PLAN, "Komisi Aparatur Sipil Negara", "B-2711/KASN/08/2021",
                   "2021-08-09", note="Rekomendasi rencana uji kompetensi"),
        permission(kind.PANEL_DECREE, GOVERNOR.office, "S.380.BKD.Tahun 2021", "2021-08-16"),
        *home_consents(people.takes_part),
        permission(kind.RESULT, "Komisi Aparatur Sipil Negara", "800/1207/BKD/2021", "2021-09-06",
                   state=asked, note="Hasil diserahkan untuk dinilai prosedur dan substansinya"),
    )  # fmt: skip


def case_file(talent: TalentProfile, competences: tuple[c.Competence, ...]) -> c.CaseFile:
    people = cast()
    chance = Chance(f"{KEY}/marks")
    frozen = scheme(talent)
    examiners = panel(people.takes_part)
    codes = tuple(one.code for one in examiners)
    methods = (v.Method.PAPER, v.Method.INTERVIEW)
    acting = dict(zip(ACTING, people.acting_names, strict=True))
    sheets = tuple(Sheet(method=method, examiners=codes) for method in methods)
    years = (
        Year(year=2019, words=OLD_WORDS, mean=79.0, source="Laporan kinerja 2019 {unit}",
             verifier="Inspektorat Daerah"),
        Year(year=2020, words=OLD_WORDS, mean=76.0, source="Laporan kinerja 2020 {unit}",
             verifier="Inspektorat Daerah"),
    )  # fmt: skip
    return c.CaseFile(
        agency=AGENCY,
        event=event(people),
        scheme=frozen,
        competences=(*competences, *TECHNICAL_COMPETENCES),
        officials=tuple(one.official for one in people.everyone),
        careers=tuple(step for one in people.everyone for step in one.career),
        positions=tuple(
            position_of(post, Holding(v.PositionState.ACTING, date(2021, 5, 3), acting[post.code], True)
                        if post.code in acting else Holding())
            for post in PROVINCE if post.code not in NOT_YET_MADE
        ),
        examiners=examiners,
        assignments=assignments_of(codes, methods),
        attendances=attendances_of(people.takes_part),
        rating_sheets=rating_sheets(frozen, people.takes_part, sheets, chance, Manner()),
        feedback=feedback_of(frozen, people.takes_part, chance),
        performances=performances_of(people.takes_part, years, chance),
        track_record=track_record_of(
            people.takes_part, chance, on=date(2021, 8, 20), verifier=AGENCY.personnel_office
        ),
        assessments=(),
        permissions=permissions(people),
    )  # fmt: skip
