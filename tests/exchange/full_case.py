"""A case file that fills every sheet: 360 answers, records, an assessment, letters, a declared conflict."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    assessment,
    component,
    criterion,
    letter,
    permission,
    rating,
    scheme,
    small_case,
    standard,
)

PEOPLE = (ANI, BUDI, CITRA)
TRACK = s.Conversion(
    code="REKAM",
    kind=s.ConversionKind.TABLE,
    highest=None,
    steps=tuple(
        s.Step(label=label, at_least=None, points=Decimal(points))
        for label, points in (("Lengkap", 100), ("Sebagian", 60), ("Tidak ada", 20))
    ),
)
BANDS = s.Conversion(
    code="RENTANG",
    kind=s.ConversionKind.BANDS,
    highest=None,
    steps=tuple(
        s.Step(label=None, at_least=Decimal(at_least), points=Decimal(points))
        for at_least, points in (("0", "40"), ("60", "70"), ("90.5", "100"))
    ),
)


def move_policy() -> MovePolicy:
    """Return a policy with a rule of every kind."""
    first, second = v.PositionCode("J-01"), v.PositionCode("J-02")
    return MovePolicy(
        experience_weight=Decimal("12.5"),
        move_price=Decimal("0.75"),
        few_moves=1,
        rules=(
            CouplingRule(kind=CouplingKind.MOST_MOVES, most=3, because="Arahan gubernur"),
            CouplingRule(kind=CouplingKind.UNIT_QUOTA, most=1, unit=small_case().positions[0].unit),
            CouplingRule(kind=CouplingKind.APART, officials=(ANI.nip, CITRA.nip), because="Ipar"),
            CouplingRule(kind=CouplingKind.NOT_BOTH, positions=(first, second)),
            CouplingRule(kind=CouplingKind.LONGEST_CHAIN, most=3),
            CouplingRule(kind=CouplingKind.LONGEST_CYCLE, most=2),
            CouplingRule(kind=CouplingKind.ONLY_IF, officials=(ANI.nip, BUDI.nip), positions=(second, first)),
        ),
    )


def full_scheme() -> s.Scheme:
    plain = scheme()
    anchors = (
        s.Anchor(mark=Decimal(1), words="Belum menunjukkan arah"),
        s.Anchor(mark=Decimal(5), words="Selalu memberi arah yang jelas"),
    )
    return replace(
        plain,
        components=(
            *plain.components[:3],
            component("KINERJA", "30", v.Method.PERFORMANCE),
            component("REKAM", "15", v.Method.TRACK_RECORD),
            component("UMPAN", "15", v.Method.FEEDBACK_360),
        ),
        criteria=(
            *plain.criteria[:2],
            criterion("W1", v.Method.INTERVIEW, "60", anchors=anchors),
            criterion("W2", v.Method.INTERVIEW, "40", marks=tuple(map(Decimal, (2, 4, 5)))),
            *plain.criteria[3:],
            criterion("R1", v.Method.TRACK_RECORD, lowest=None, highest=None, conversion="REKAM"),
            criterion("U1", v.Method.FEEDBACK_360, "50"),
            criterion("U2", v.Method.FEEDBACK_360, "50"),
        ),
        conversions=(*plain.conversions, TRACK, BANDS),
        tie_break=(v.ComponentCode("WAWANCARA"), v.ComponentCode("KINERJA")),
        feedback_weights=tuple(
            s.GroupWeight(group=group, weight=Decimal(weight))
            for group, weight in zip(v.RaterGroup, ("50", "25", "25"), strict=True)
        ),
        discrepancy=s.DiscrepancyRule(
            distance_points=Decimal("20.5"), dixon_percent=95, residual=Decimal("3.5")
        ),
        measurement=s.MeasurementPolicy(draws=2000, halo_sd=Decimal("0.75")),
        placement=move_policy(),
    )


def _reconfirmations() -> tuple[c.Reconfirmation, ...]:
    return (
        c.Reconfirmation(
            examiner=v.ExaminerCode("P1"),
            nip=ANI.nip,
            method=v.Method.INTERVIEW,
            changed=False,
            reason="Jawaban tentang arah kebijakan memang belum utuh",
            dated_on=date(2024, 2, 1),
        ),
        c.Reconfirmation(
            examiner=v.ExaminerCode("P2"),
            nip=BUDI.nip,
            method=v.Method.PAPER,
            changed=True,
            reason="Semula tertukar dengan makalah orang lain",
            dated_on=None,
        ),
    )


def _feedback() -> tuple[c.FeedbackSheet, ...]:
    return tuple(
        c.FeedbackSheet(
            nip=one.nip,
            group=group,
            sheet=n,
            ratings=(rating("U1", "4"), rating("U2", None if n == 3 else "3.5")),
        )
        for one in PEOPLE
        for group, count in zip(v.RaterGroup, (1, 3, 3), strict=True)
        for n in range(1, count + 1)
    )


def _track_record() -> tuple[c.TrackRecordItem, ...]:
    return tuple(
        c.TrackRecordItem(
            nip=one.nip,
            criterion=v.CriterionCode("R1"),
            item="Diklat kepemimpinan",
            value="Lengkap",
            source="Sertifikat",
            dated_on=date(2022, 5, 3),
            verifier="BKD",
            verification=v.Verification.VERIFIED,
        )
        for one in PEOPLE
    )


def full_case() -> c.CaseFile:
    """Return the small case with every sheet in use."""
    plain = small_case()
    conflict = c.Conflict(nip=BUDI.nip, kind=v.ConflictKind.KIN, note="Ipar")
    sheets = tuple(
        replace(one, paper_sheet=f"K-{n:03d}", ratings=_with_second(one))
        for n, one in enumerate(plain.rating_sheets, start=1)
        if (one.examiner, one.nip) != ("P5", BUDI.nip)
    )
    outsider = replace(
        CITRA,
        position=None,
        is_from_outside=True,
        home_agency="Pemerintah Kabupaten Kaur",
        home_consent=letter(),
        sanction=c.Sanction(level=v.SanctionLevel.LIGHT, until=date(2019, 3, 1)),
    )
    return replace(
        plain,
        scheme=full_scheme(),
        officials=(ANI, BUDI, outsider),
        positions=(
            *(_own_standard(one) for one in plain.positions[:2]),
            replace(
                plain.positions[2],
                state=v.PositionState.ACTING,
                state_since=date(2023, 10, 2),
                acting_name="Gilang Ramadan",
                study_fields=("Teknik Sipil", "Arsitektur"),
            ),
            plain.positions[3],
        ),
        examiners=(*plain.examiners[:4], replace(plain.examiners[4], conflicts=(conflict,))),
        rating_sheets=sheets,
        reconfirmations=_reconfirmations(),
        feedback=_feedback(),
        track_record=_track_record(),
        assessments=(assessment(ANI.nip, potential=Decimal("77.5")),),
        permissions=(
            *plain.permissions,
            permission(
                v.PermissionKind.COUNCIL,
                None,
                number=None,
                state=v.PermissionState.ASKED,
                issuer="DPRD",
                nip=ANI.nip,
                position=v.PositionCode("J-02"),
                note="Menunggu",
            ),
        ),
    )


def unmeasured_case() -> c.CaseFile:
    """Return the full case without margins, for what needs results but no estimates."""
    case = full_case()
    rule = replace(case.scheme.discrepancy, residual=None)
    return replace(case, scheme=replace(case.scheme, measurement=None, discrepancy=rule))


def _own_standard(post: c.Position) -> c.Position:
    return replace(
        post,
        standard=(
            standard("M.01", 4, mandatory=True),
            standard("SK.01", 3),
            standard("T.01", 3, mandatory=True),
        ),
    )


def _with_second(one: c.RatingSheet) -> tuple[c.Rating, ...]:
    if one.method is not v.Method.INTERVIEW:
        return one.ratings
    return (*one.ratings, rating("W2", "4" if one.nip != CITRA.nip else None))
