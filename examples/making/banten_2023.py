"""banten-2023: an acting governor; every JPT Pratama goes to an assessment centre, in two waves.

The reports say "two days" and 3 to 5 January: each wave takes two days and they overlap by one.
"""

from datetime import date
from decimal import Decimal

from examples.making import forms
from examples.making.bengkulu_2021 import OLD_WORDS
from examples.making.bengkulu_2024 import WORDS
from examples.making.chance import Chance
from examples.making.fields import TECHNICAL, TECHNICAL_COMPETENCES
from examples.making.letters import permission, signatory_of
from examples.making.marks import (
    Centre,
    Year,
    assessment_of,
    attendances_of,
    performances_of,
    track_record_of,
)
from examples.making.names import Names
from examples.making.people import Crowd, People, Person
from examples.making.posts import GENERAL, PROVINCE, Holding, position_of
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.move_policy import MovePolicy
from selaras.core.scheme import Scheme, TalentProfile

KEY = "banten-2023"
DAYS = (date(2023, 1, 3), date(2023, 1, 4), date(2023, 1, 5))
WAVE_ENDS = (date(2023, 1, 4), date(2023, 1, 5))
EMPTY = ("ASISTEN-2", "BAPENDA", "RSUD", "DISPORA")
NOT_HERE = ("LITBANG", "PANGAN", "DISNAK", "PERKIM", "RSJ", "BIRO-PBJ", "PERPUS", "SAHLI-SDM")
# Five years are over for those of 2017; the others have held their posts from two to five.
EARLIER = tuple(
    date.fromisoformat(day)
    for day in ("2017-01-09", "2017-11-03", "2018-08-24", "2019-03-15", "2020-01-10", "2020-09-18")
)
AGENCY = c.Agency(
    code="banten",
    name="Pemerintah Provinsi Banten",
    kind=v.AgencyKind.PROVINCE,
    region="Banten",
    province=None,
    seat="Serang",
    personnel_office="Badan Kepegawaian Daerah",
    address="Kawasan Pusat Pemerintahan Provinsi Banten, Kota Serang",
    contact="Telepon (0254) 000000, Kode Pos 42171",
    letter_pattern="800/{serial}/BKD/{year}",
)
BODY = "Lembaga Administrasi Negara"
GOVERNOR = c.Signatory(name="Dr. Tatang Wiranata, M.Sc.", office="Gubernur Banten", nip=None)
SECRETARY = c.Signatory(
    name="Drs. H. Ujang Sasmita, M.Si.",
    office="Penjabat Sekretaris Daerah Provinsi Banten",
    nip="196703241993031005",
)
CENTRE = Centre(
    provider=BODY,
    accreditation="A",
    report="{number}/LAN/PPKASN/I/2023",
    for_level=v.Level.JPT_PRATAMA,
    competences=(*GENERAL, *TECHNICAL),
)


def scheme(talent: TalentProfile) -> Scheme:
    """Return the assessment 60, performance 25, track record 15: every barometer in one result."""
    return forms.scheme(
        components=(
            forms.component("ASESMEN", "Asesmen kompetensi manajerial dan teknis", "60",
                            method=v.Method.ASSESSMENT_CENTRE),
            forms.component("KINERJA", "Evaluasi kinerja", "25", method=v.Method.PERFORMANCE),
            forms.component("REKAM-JEJAK", "Rekam jejak", "15", method=v.Method.TRACK_RECORD),
        ),
        criteria=(
            forms.criterion("CK1", v.Method.PERFORMANCE, "Capaian perjanjian kinerja", "100",
                            scale=forms.PERCENT),
            *forms.track_record_form(("20", "20", "20", "25", "15")),
        ),
        talent=talent,
        purpose=v.Purpose.MAPPING,
        # A term of five years is extended unless another post gains clearly more.
        moves=MovePolicy(move_price=Decimal("1.25")),
    )  # fmt: skip


def cast() -> tuple[tuple[Person, ...], dict[str, str]]:
    """Return the 37 holders, and who keeps the four empty posts."""
    chance = Chance(f"{KEY}/people")
    crowd = Crowd("Provinsi Banten", AGENCY.name, DAYS[0], (44, 57), 70.0, 7.0, 0.3)
    people = People(crowd, Names("banten", chance), chance)
    found = [
        people.make(post, since=chance.one_of(EARLIER))
        for post in PROVINCE
        if post.code not in (*EMPTY, *NOT_HERE)
    ]
    return tuple(found), {code: people.plain_name() for code in EMPTY}


def assessors() -> tuple[c.Examiner, ...]:
    """Return the centre's own people; they hand in levels and sit on no panel."""
    rows = (
        ("AS1", "Dra. Kartini Wulandari, M.Si.", v.PanelRole.CHAIR, "Asesor SDM Aparatur Utama"),
        ("AS2", "Dr. Yosef Manurung, M.Psi.", v.PanelRole.MEMBER, "Asesor SDM Aparatur Madya"),
        ("AS3", "Rahayu Ningtyas, S.Psi., M.M.", v.PanelRole.MEMBER, "Asesor SDM Aparatur Madya"),
        ("AS4", "Arief Budimansyah, M.A.P.", v.PanelRole.MEMBER, "Asesor SDM Aparatur Madya"),
    )
    return tuple(
        c.Examiner(
            code=v.ExaminerCode(code), name=name, role=role, element=v.Element.ASSESSOR_BODY,
            function=function, institution=BODY, expertise="Penilaian kompetensi", level=None,
            is_party_member=False, conflicts_declared=True, conflicts=(),
        )
        for code, name, role, function in rows
    )  # fmt: skip


def event(personnel_head: Person) -> c.Event:
    return c.Event(
        key=KEY,
        kind=v.EventKind.FIVE_YEAR,
        title="Uji Kompetensi dan Evaluasi Kinerja JPT Pratama di Lingkungan Pemerintah Provinsi "
        "Banten Tahun 2023",
        starts_on=DAYS[0],
        ends_on=DAYS[-1],
        scoring_days=DAYS,
        data_on=DAYS[0],
        venue="Assessment Center LAN, dalam dua gelombang yang masing-masing dua hari",
        purpose="Pemetaan kompetensi manajerial dan teknis serta evaluasi kinerja, antara lain "
        "untuk memutuskan perpanjangan jabatan yang sudah lima tahun diduduki.",
        assessed_level=v.Level.JPT_PRATAMA,
        head=c.RegionHead(
            name=GOVERNOR.name, office=GOVERNOR.office, status=v.HeadStatus.PENJABAT,
            inaugurated_on=date(2022, 5, 12), term_ends_on=None,
            candidates_fixed_on=None, next_inauguration_on=None,
        ),
        deciding_officer=c.Signatory(
            name=GOVERNOR.name, office=f"Penjabat {GOVERNOR.office}", nip="197002181994031006"
        ),
        authorised_officer=SECRETARY,
        personnel_head=signatory_of(personnel_head),
        follows=None,
        assessor_body=f"Assessment Center {BODY}",
        planned_decree_on=date(2023, 2, 20),
        consequences_explained=True,
    )  # fmt: skip


def permissions() -> tuple[c.Permission, ...]:
    """Return the letters that are there; the minister's consent is not among them."""
    kind, asked = v.PermissionKind, v.PermissionState.ASKED
    return (
        permission(kind.TEST_PLAN, "Komisi Aparatur Sipil Negara", "B-4402/JP.00.00/12/2022",
                   "2022-12-14", note="Rekomendasi rencana evaluasi dan uji kompetensi"),
        permission(kind.AGREEMENT, BODY, "119/27/BKD/2022", "2022-12-19",
                   note="Perjanjian kerja sama penilaian kompetensi"),
        permission(kind.RESULT, "Komisi Aparatur Sipil Negara", "800/118/BKD/2023", "2023-01-20",
                   state=asked, note="Rekomendasi hasil"),
    )  # fmt: skip


def case_file(talent: TalentProfile, competences: tuple[c.Competence, ...]) -> c.CaseFile:
    people, acting = cast()
    chance = Chance(f"{KEY}/marks")
    held = {
        code: Holding(v.PositionState.ACTING, date(2022, 10, 3), name, True) for code, name in acting.items()
    }
    half = len(people) // 2
    years = (
        Year(year=2021, half=1, words=OLD_WORDS, mean=88.0, source="Penilaian prestasi kerja 2021",
             verifier="Inspektorat Daerah"),
        Year(year=2022, words=WORDS, mean=88.0, source="Laporan kinerja 2022 {unit}",
             verifier="Inspektorat Daerah"),
    )  # fmt: skip
    return c.CaseFile(
        agency=AGENCY,
        event=event(next(one for one in people if one.official.position == "BKD")),
        scheme=scheme(talent),
        competences=(*competences, *TECHNICAL_COMPETENCES),
        officials=tuple(one.official for one in people),
        careers=tuple(step for one in people for step in one.career),
        positions=tuple(
            position_of(post, held.get(post.code, Holding()))
            for post in PROVINCE
            if post.code not in NOT_HERE
        ),
        examiners=assessors(),
        assignments=(),
        attendances=attendances_of(people),
        rating_sheets=(),
        feedback=(),
        performances=performances_of(people, years, chance),
        track_record=track_record_of(
            people, chance, on=date(2022, 12, 23), verifier="Badan Kepegawaian Daerah"
        ),
        assessments=tuple(
            assessment_of(one, CENTRE, on=WAVE_ENDS[number > half], number=number, chance=chance)
            for number, one in enumerate(people, start=1)
        ),
        permissions=permissions(),
    )
