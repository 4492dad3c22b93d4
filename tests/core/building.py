"""Small case files for tests: Ani, Budi and Citra in one clean event, each part with defaults.

The event is a job fit of a province, 30 January to 1 February 2024, in which everything is in
order: nobody is exempt, the panel is lawful, the letters are there. A test changes the one thing
it is about.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.rules import Confirmation, Rulebook
from tests.core.building_scheme import component as component
from tests.core.building_scheme import criterion as criterion
from tests.core.building_scheme import scheme as scheme
from tests.core.building_scheme import talent_profile as talent_profile

TEST_ON = date(2024, 1, 30)
AGENCY = "Pemerintah Provinsi Bengkulu"
COMPETENCES = (
    ("M.01", "Integritas", v.Cluster.MANAGERIAL),
    ("M.02", "Kerja Sama", v.Cluster.MANAGERIAL),
    ("SK.01", "Perekat Bangsa", v.Cluster.SOCIOCULTURAL),
    ("T.01", "Perencanaan Daerah", v.Cluster.TECHNICAL),
)


@cache
def rulebook_on(on: date = TEST_ON, *confirmed: str) -> Rulebook:
    """Return the real rules of a day; ``confirmed`` rules carry an agency's letter."""
    from selaras.law.loader import load_catalogue

    letters = tuple(Confirmation(rule=rule, letter_number="800/1/BKD/2024") for rule in confirmed)
    return load_catalogue().on(on, letters)


def nip(born_on: date, serial: int = 1, *, sex: int = 1) -> v.Nip:
    """Return a NIP whose parts agree: birth, appointment at about 25, sex, serial."""
    return v.Nip(f"{born_on:%Y%m%d}{born_on.year + 25:04d}03{sex}{serial:03d}")


def letter(
    number: str = "800/12/BKPSDM/2024",
    dated_on: date = date(2024, 1, 5),
    issuer: str = "Bupati Kaur",
) -> c.Letter:
    return c.Letter(number=number, dated_on=dated_on, issuer=issuer)


def official(name: str = "Ani", **changes: Any) -> c.Official:
    """Return a JPT Pratama of 48, three years in post, to whom nothing objects."""
    born_on = changes.get("born_on", date(1975, 5, 17))
    one = c.Official(
        nip=nip(born_on, sum(map(ord, name)) % 1000),
        name=name,
        born_on=born_on,
        grade="IV/c",
        education=v.Education.S2,
        field_of_study="Manajemen",
        home_agency=AGENCY,
        is_from_outside=False,
        home_consent=None,
        position=None,
        position_title=f"Kepala Dinas {name}",
        unit=f"Dinas {name}",
        level=v.Level.JPT_PRATAMA,
        in_position_since=date(2021, 1, 4),
        job_class=14,
        allowance_class="14",
        experience_fields=("Perencanaan",),
        sanction=c.Sanction(level=v.SanctionLevel.NONE, until=None),
        wealth_report_filed=True,
        tax_return_filed=True,
        data_confirmed_on=date(2024, 1, 10),
    )
    return replace(one, **changes)


def post_held(
    of: v.Nip, since: date, until: date | None, *, field: str = "Perencanaan", **changes: Any
) -> c.PostHeld:
    one = c.PostHeld(
        nip=of,
        title="Kepala Bidang",
        unit="Bappeda",
        level=v.Level.ADMINISTRATOR,
        field=field,
        since=since,
        until=until,
    )
    return replace(one, **changes)


def position(code: str = "J-01", **changes: Any) -> c.Position:
    """Return a filled post of JPT Pratama whose standard is level 4 in every competence."""
    one = c.Position(
        code=v.PositionCode(code),
        title=f"Kepala Dinas {code}",
        unit=f"Dinas {code}",
        echelon="II.a",
        level=v.Level.JPT_PRATAMA,
        job_class=14,
        allowance_class="14",
        state=v.PositionState.FILLED,
        state_since=None,
        acting_name=None,
        acting_extended=False,
        min_grade="IV/b",
        min_education=v.Education.S1,
        study_fields=(),
        experience_fields=("Perencanaan",),
        min_experience_years=5,
        special=v.SpecialPost.NONE,
        is_in_play=True,
        standard=tuple(standard(competence) for competence, _, _ in COMPETENCES),
    )
    return replace(one, **changes)


def standard(competence: str, level: int = 4, *, mandatory: bool = False) -> c.StandardLevel:
    return c.StandardLevel(competence=v.CompetenceCode(competence), level=level, mandatory=mandatory)


def examiner(code: str = "P1", element: v.Element = v.Element.ACADEMIC, **changes: Any) -> c.Examiner:
    one = c.Examiner(
        code=v.ExaminerCode(code),
        name=f"Penguji {code}",
        role=v.PanelRole.MEMBER,
        element=element,
        function="Anggota pansel",
        institution="Universitas Bengkulu",
        expertise="Manajemen publik",
        level=v.Level.JPT_MADYA if element is v.Element.INTERNAL else None,
        is_party_member=False,
        conflicts_declared=True,
        conflicts=(),
    )
    return replace(one, **changes)


def panel() -> tuple[c.Examiner, ...]:
    """Return five members: two from inside (40 percent), one JPT from elsewhere, two academics."""
    return (
        examiner("P1", v.Element.INTERNAL, role=v.PanelRole.CHAIR, function="Sekretaris Daerah"),
        examiner(
            "P2",
            v.Element.INTERNAL,
            function="Asisten Administrasi Umum",
            level=v.Level.JPT_PRATAMA,
        ),
        examiner(
            "P3",
            v.Element.EXTERNAL_JPT,
            institution="Pemerintah Provinsi Jambi",
            level=v.Level.JPT_PRATAMA,
        ),
        examiner("P4"),
        examiner("P5"),
    )


def permission(
    kind: v.PermissionKind, dated_on: date | None = date(2024, 1, 12), **changes: Any
) -> c.Permission:
    one = c.Permission(
        kind=kind,
        state=v.PermissionState.GRANTED,
        issuer="Badan Kepegawaian Negara",
        number=f"B/{len(kind.value)}/2024",
        dated_on=dated_on,
        nip=None,
        position=None,
        rule=None,
        note="",
    )
    return replace(one, **changes)


def head(**changes: Any) -> c.RegionHead:
    """Return an elected governor of 2021 before the elections of 2024."""
    one = c.RegionHead(
        name="Rahmat Hidayat",
        office="Gubernur Bengkulu",
        status=v.HeadStatus.DEFINITIVE,
        inaugurated_on=date(2021, 2, 25),
        term_ends_on=date(2025, 2, 20),
        candidates_fixed_on=date(2024, 9, 22),
        next_inauguration_on=date(2025, 2, 20),
    )
    return replace(one, **changes)


def agency(**changes: Any) -> c.Agency:
    one = c.Agency(
        code="bengkulu",
        name=AGENCY,
        kind=v.AgencyKind.PROVINCE,
        region="Bengkulu",
        province=None,
        seat="Bengkulu",
        personnel_office="Badan Kepegawaian Daerah",
        address="Jalan Pembangunan Nomor 1",
        contact="Telepon (0736) 000000",
        letter_pattern="800/{serial}/BKD/{year}",
    )
    return replace(one, **changes)


def event(**changes: Any) -> c.Event:
    one = c.Event(
        key="bengkulu-kecil",
        kind=v.EventKind.JOB_FIT,
        title="Uji Kompetensi JPT Pratama",
        starts_on=TEST_ON,
        ends_on=date(2024, 2, 1),
        scoring_days=(TEST_ON, date(2024, 1, 31), date(2024, 2, 1)),
        data_on=TEST_ON,
        venue="Aula BKD",
        purpose="Rotasi",
        assessed_level=v.Level.JPT_PRATAMA,
        head=head(),
        deciding_officer=c.Signatory(name="Rahmat Hidayat", office="Gubernur Bengkulu", nip=None),
        authorised_officer=c.Signatory(name="Dewi Lestari", office="Sekretaris Daerah", nip=None),
        personnel_head=c.Signatory(name="Eko Prasetyo", office="Kepala BKD", nip=None),
        follows=None,
        assessor_body=None,
        planned_decree_on=date(2024, 3, 15),
        consequences_explained=True,
    )
    return replace(one, **changes)


def rating(code: str, mark: str | None) -> c.Rating:
    """Return a mark; None means "no evidence"."""
    state = v.MarkState.NO_EVIDENCE if mark is None else v.MarkState.SCORED
    return c.Rating(
        criterion=v.CriterionCode(code), state=state, mark=None if mark is None else Decimal(mark)
    )


def sheet(by: str, of: v.Nip, method: v.Method, **marks: str | None) -> c.RatingSheet:
    """Return one examiner's sheet: ``sheet("P1", ani.nip, Method.PAPER, M1="4", M2="3")``."""
    return c.RatingSheet(
        examiner=v.ExaminerCode(by),
        nip=of,
        method=method,
        paper_sheet=None,
        ratings=tuple(rating(code, mark) for code, mark in marks.items()),
    )


def performance(of: v.Nip, achievement: str = "90", predicate: str = "Baik", **changes: Any) -> c.Performance:
    one = c.Performance(
        nip=of,
        year=2023,
        half=None,
        achievement=Decimal(achievement),
        predicate=predicate,
        source="Perjanjian kinerja",
        verifier="Inspektorat",
        verification=v.Verification.VERIFIED,
    )
    return replace(one, **changes)


def assessment(of: v.Nip, assessed_on: date = date(2022, 6, 15), **changes: Any) -> c.Assessment:
    one = c.Assessment(
        nip=of,
        provider="Pusat Penilaian Kompetensi",
        accreditation="A",
        assessed_on=assessed_on,
        for_level=v.Level.JPT_PRATAMA,
        report_number="LAP/7/2022",
        levels={v.CompetenceCode(code): Decimal(4) for code, _, _ in COMPETENCES},
        potential=Decimal(80),
    )
    return replace(one, **changes)


ANI = official("Ani", position=v.PositionCode("J-01"))
BUDI = official("Budi", position=v.PositionCode("J-02"))
CITRA = official("Citra", position=v.PositionCode("J-03"))
_MARKS = {ANI.nip: "4", BUDI.nip: "3", CITRA.nip: "5"}


def marked_sheets() -> tuple[c.RatingSheet, ...]:
    """Return every sheet that is expected: five examiners, three participants, two methods."""
    return tuple(
        one
        for member in panel()
        for of, mark in _MARKS.items()
        for one in (
            sheet(member.code, of, v.Method.PAPER, M1=mark, M2=mark),
            sheet(member.code, of, v.Method.INTERVIEW, W1=mark),
        )
    )


def small_case(**changes: Any) -> c.CaseFile:
    """Return the event with three filled posts and a vacant one, every mark given.

    Any field of the case file may be given; ``event`` may be a mapping of changed fields.
    """
    if isinstance(changes.get("event"), dict):
        changes["event"] = event(**changes["event"])
    examiners = changes.get("examiners", panel())
    one = c.CaseFile(
        agency=agency(),
        event=event(),
        scheme=scheme(),
        competences=tuple(
            c.Competence(code=v.CompetenceCode(code), name=name, cluster=cluster)
            for code, name, cluster in COMPETENCES
        ),
        officials=(ANI, BUDI, CITRA),
        careers=tuple(
            post_held(of, date(2012, 1, 2), date(2021, 1, 4)) for of in (ANI.nip, BUDI.nip, CITRA.nip)
        ),
        positions=(
            position("J-01"),
            position("J-02"),
            position("J-03"),
            position("J-04", state=v.PositionState.VACANT, state_since=date(2023, 9, 1)),
        ),
        examiners=examiners,
        assignments=tuple(
            c.Assignment(examiner=member.code, method=method, nip=None, withdrawn_because=None)
            for member in examiners
            for method in (v.Method.PAPER, v.Method.INTERVIEW)
        ),
        attendances=tuple(
            c.Attendance(nip=of, method=None, state=v.AttendanceState.PRESENT, document=None)
            for of in (ANI.nip, BUDI.nip, CITRA.nip)
        ),
        rating_sheets=marked_sheets(),
        feedback=(),
        performances=tuple(performance(of) for of in (ANI.nip, BUDI.nip, CITRA.nip)),
        track_record=(),
        assessments=(),
        permissions=(
            permission(v.PermissionKind.TEST_PLAN, date(2024, 1, 8)),
            permission(v.PermissionKind.PANEL_DECREE, date(2024, 1, 12)),
            permission(v.PermissionKind.RESULT, date(2024, 2, 20)),
            permission(v.PermissionKind.PERTEK, date(2024, 3, 4)),
            permission(v.PermissionKind.PERFORMANCE_TEAM, date(2024, 2, 26)),
            permission(v.PermissionKind.OPEN_SELECTION_CONSENT, date(2024, 3, 11)),
        ),
    )
    return replace(one, **changes)
