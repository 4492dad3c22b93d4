"""metro-2021: echelon II of a city over three days; an assessment of 2019 that only some have."""

from dataclasses import replace
from datetime import date

from examples.making import forms
from examples.making.bengkulu_2021 import OLD_WORDS
from examples.making.chance import Chance
from examples.making.fields import TECHNICAL_COMPETENCES
from examples.making.letters import assignments_of, permission, signatory_of
from examples.making.marks import (
    Centre,
    Manner,
    Sheet,
    Year,
    assessment_of,
    attendances_of,
    performances_of,
    rating_sheets,
)
from examples.making.names import Names
from examples.making.people import Crowd, People, Person
from examples.making.posts import CITY, GENERAL, Holding, position_of
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.scheme import Scheme, TalentProfile, WhenMissing

KEY = "metro-2021"
DAYS = (date(2021, 9, 11), date(2021, 9, 12), date(2021, 9, 13))
EMPTY = ("BPPRD", "DLH", "DISDAG")
EARLIER = tuple(date.fromisoformat(day) for day in ("2017-03-17", "2018-02-09", "2018-10-05", "2019-05-24"))
AGENCY = c.Agency(
    code="metro",
    name="Pemerintah Kota Metro",
    kind=v.AgencyKind.CITY,
    region="Metro",
    province="Lampung",
    seat="Metro",
    personnel_office="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    address="Jalan Kantor Wali Kota Nomor 1, Kota Metro",
    contact="Telepon (0725) 000000, Kode Pos 34111",
    letter_pattern="800/{serial}/BKPSDM/{year}",
)
MAYOR = c.Signatory(name="dr. H. Fauzi Hasanusi, M.Kes.", office="Wali Kota Metro", nip=None)
SECRETARY = c.Signatory(
    name="Ir. H. Burhanuddin Sangun, M.M.",
    office="Sekretaris Daerah Kota Metro",
    nip="196605081992031006",
)
PRESENTATION = (
    ("PM1", "Kesesuaian program kerja dengan sasaran RPJMD", {"T.01": 60, "M.04": 40}),
    ("PM2", "Inovasi dan pemanfaatan teknologi", {"T.06": 60, "M.07": 40}),
    ("PM3", "Kelayakan anggaran dan prasarana", {"T.02": 50, "T.05": 50}),
    ("PM4", "Manfaat bagi warga kota", {"T.04": 60, "M.05": 40}),
)
PAPER = (
    ("MK1", "Ketepatan kebijakan dan landasan hukum", {"T.03": 100}),
    ("MK2", "Pengendalian risiko program", {"T.07": 70, "M.08": 30}),
    ("MK3", "Pelibatan masyarakat dan mitra", {"T.08": 70, "SK.01": 30}),
    ("MK4", "Susunan dan ketajaman gagasan", {"M.03": 60, "M.08": 40}),
)
INTERVIEW = (
    ("WW1", "Integritas", {"M.01": 100}),
    ("WW2", "Kepemimpinan dan pembinaan bawahan", {"M.06": 100}),
    ("WW3", "Kerja sama dan komunikasi", {"M.02": 60, "M.03": 40}),
    ("WW4", "Pengambilan keputusan", {"M.08": 100}),
    ("WW5", "Pemahaman target RPJMD pada perangkat daerah", {"M.04": 60, "T.01": 40}),
)
CENTRE = Centre(
    provider="Assessment Center Mabes Polri",
    accreditation="A",
    report="R/{number}/X/2019/AC",
    for_level=v.Level.JPT_PRATAMA,
    competences=GENERAL,
)


def scheme(talent: TalentProfile) -> Scheme:
    """Return presentation 30, paper 20, interview 30 and the assessment of 2019 with 20.

    Who has no valid assessment is judged on the other three, their weights rescaled: fixed here.
    """
    return forms.scheme(
        components=(
            forms.component("PEMAPARAN", "Pemaparan program kerja", "30",
                            method=v.Method.PRESENTATION),
            forms.component("MAKALAH", "Makalah", "20", method=v.Method.PAPER),
            forms.component("WAWANCARA", "Wawancara", "30", method=v.Method.INTERVIEW),
            forms.component("ASESMEN", "Asesmen tahun 2019", "20",
                            method=v.Method.ASSESSMENT_CENTRE, when_missing=WhenMissing.RESCALE),
        ),
        criteria=(
            *forms.form(v.Method.PAPER, PAPER, "25", forms.HUNDRED),
            *forms.form(v.Method.PRESENTATION, PRESENTATION, "35 30 15 20", forms.HUNDRED),
            *forms.form(v.Method.INTERVIEW, INTERVIEW, "20", forms.HUNDRED),
        ),
        talent=talent,
        tie_break=("WAWANCARA", "PEMAPARAN"),
        discrepancy="12",
        seed=20210911,
    )  # fmt: skip


def cast() -> tuple[tuple[Person, ...], dict[str, str]]:
    """Return the 28 officials, and who keeps the three empty posts meanwhile."""
    chance = Chance(f"{KEY}/people")
    crowd = Crowd("Kota Metro", AGENCY.name, DAYS[0], (44, 57), 71.0, 6.5, 0.5)
    people = People(crowd, Names("lampung", chance), chance)
    found = [people.make(post, since=chance.one_of(EARLIER)) for post in CITY if post.code not in EMPTY]
    return tuple(found), {code: people.plain_name() for code in EMPTY}


def assessed(people: tuple[Person, ...]) -> tuple[c.Assessment, ...]:
    """Return 18 reports of October 2019; two of them are about the administrators they then were."""
    chance = Chance(f"{KEY}/assessment")
    found = []
    for number, person in enumerate(chance.shuffled(people)[:18], start=1):
        report = assessment_of(
            person, CENTRE, on=date(2019, 10, 14 + number % 3), number=number, chance=chance
        )
        if number > 16:
            report = replace(report, for_level=v.Level.ADMINISTRATOR)
        found.append(report)
    return tuple(found)


def panel(kin: Person) -> tuple[c.Examiner, ...]:
    """Return the five; the professional is related to one participant and does not rate that one."""
    rows = (
        ("PG1", SECRETARY.name, v.Element.INTERNAL, SECRETARY.office, AGENCY.name,
         "Pemerintahan daerah", v.Level.JPT_PRATAMA),
        ("PG2", "Dra. Hj. Ratnawati Umpu, M.Si.", v.Element.EXTERNAL_JPT, "Kepala Badan",
         "Pemerintah Provinsi Lampung", "Manajemen kepegawaian", v.Level.JPT_PRATAMA),
        ("PG3", "Prof. Dr. Hartono Wiratmo, M.Hum.", v.Element.ACADEMIC, "Guru Besar",
         "Universitas Lampung", "Hukum tata negara", None),
        ("PG4", "Dr. Siti Maimunah, M.Si.", v.Element.ACADEMIC, "Lektor Kepala",
         "Universitas Lampung", "Administrasi publik", None),
        ("PG5", "Drs. Nurdin Tihang, M.B.A.", v.Element.EXPERT, "Konsultan manajemen",
         "Praktisi", "Manajemen perubahan", None),
    )  # fmt: skip
    related = c.Conflict(nip=kin.nip, kind=v.ConflictKind.KIN, note="Ipar")
    return tuple(
        c.Examiner(
            code=v.ExaminerCode(code), name=name,
            role=v.PanelRole.CHAIR if code == "PG1" else v.PanelRole.MEMBER,
            element=element, function=function, institution=institution, expertise=expertise,
            level=level, is_party_member=False, conflicts_declared=True,
            conflicts=(related,) if code == "PG5" else (),
        )
        for code, name, element, function, institution, expertise, level in rows
    )  # fmt: skip


def event(personnel_head: Person) -> c.Event:
    return c.Event(
        key=KEY,
        kind=v.EventKind.JOB_FIT,
        title="Uji Kompetensi Pejabat Eselon II di Lingkungan Pemerintah Kota Metro Tahun 2021",
        starts_on=DAYS[0],
        ends_on=DAYS[-1],
        scoring_days=DAYS,
        data_on=DAYS[0],
        venue="Aula Pemerintah Kota Metro",
        purpose="Menilai kesesuaian pejabat dengan jabatannya dan dengan sasaran RPJMD kepala "
        "daerah yang baru: tetap layak di jabatan sekarang atau lebih sesuai di jabatan lain.",
        assessed_level=v.Level.JPT_PRATAMA,
        head=c.RegionHead(
            name=MAYOR.name, office=MAYOR.office, status=v.HeadStatus.DEFINITIVE,
            inaugurated_on=date(2021, 2, 26), term_ends_on=date(2024, 12, 31),
            candidates_fixed_on=None, next_inauguration_on=None,
        ),
        deciding_officer=MAYOR,
        authorised_officer=SECRETARY,
        personnel_head=signatory_of(personnel_head),
        follows=None,
        assessor_body=None,
        planned_decree_on=date(2021, 11, 12),
        consequences_explained=True,
    )  # fmt: skip


def permissions() -> tuple[c.Permission, ...]:
    kind, asked = v.PermissionKind, v.PermissionState.ASKED
    return (
        permission(kind.TEST_PLAN, "Komisi Aparatur Sipil Negara", "B-2966/KASN/08/2021",
                   "2021-08-30", note="Rekomendasi rencana uji kompetensi"),
        permission(kind.PANEL_DECREE, MAYOR.office, "587/KPTS/BKPSDM/2021", "2021-09-03"),
        permission(kind.RULE_CONFIRMATION, MAYOR.office, "800/871/BKPSDM/2021", "2021-08-31",
                   rule="AC-VALID", note="Asesmen dipakai tiga tahun dan hanya untuk jenjang sama"),
        permission(kind.GOVERNOR, "Gubernur Lampung", "800/902/BKPSDM/2021", "2021-09-20",
                   state=asked, note="Surat pengantar kepada KASN melalui Gubernur"),
        permission(kind.RESULT, "Komisi Aparatur Sipil Negara", "800/903/BKPSDM/2021",
                   "2021-09-20", state=asked, note="Persetujuan sebelum pelantikan"),
    )  # fmt: skip


def case_file(talent: TalentProfile, competences: tuple[c.Competence, ...]) -> c.CaseFile:
    people, acting = cast()
    chance = Chance(f"{KEY}/marks")
    frozen = scheme(talent)
    kin = people[19]
    examiners = panel(kin)
    codes = tuple(one.code for one in examiners)
    # Everybody hears presentation and interview; three read the papers.
    plan = {
        v.Method.PRESENTATION: codes,
        v.Method.PAPER: codes[2:],
        v.Method.INTERVIEW: codes,
    }
    barred = frozenset({("PG5", str(kin.nip))})
    sheets = tuple(Sheet(method=m, examiners=who, barred=barred) for m, who in plan.items())
    years = tuple(
        Year(year=year, words=OLD_WORDS, mean=82.0, source=f"Laporan kinerja {year} {{unit}}",
             verifier="Inspektorat Daerah")
        for year in (2019, 2020)
    )  # fmt: skip
    held = {code: Holding(v.PositionState.ACTING, date(2021, 7, 1), name) for code, name in acting.items()}
    marks = rating_sheets(frozen, people, sheets, chance, Manner(severity=3.0, error=5.0))
    return c.CaseFile(
        agency=AGENCY,
        event=event(next(one for one in people if one.official.position == "BKPSDM")),
        scheme=frozen,
        competences=(*competences, *TECHNICAL_COMPETENCES),
        officials=tuple(one.official for one in people),
        careers=tuple(step for one in people for step in one.career),
        positions=tuple(position_of(post, held.get(post.code, Holding())) for post in CITY),
        examiners=examiners,
        assignments=tuple(one for method, who in plan.items() for one in assignments_of(who, (method,))),
        attendances=attendances_of(
            people, replaced={people[7].nip: "Surat keterangan dokter, diuji 13 September 2021"}
        ),
        rating_sheets=marks,
        feedback=(),
        performances=performances_of(people, years, chance),
        track_record=(),
        assessments=assessed(people),
        permissions=permissions(),
    )
