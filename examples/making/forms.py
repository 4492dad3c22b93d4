"""Forms, scales and trees from which the five schemes are put together."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.move_policy import MovePolicy

ONE_TO_FIVE = "skala-5"
PAPER_MARKS = "makalah-5-4-2"
HUNDRED = "nilai-100"
PERCENT = "persen"
FIVE_STEPS = {
    5: "Sangat baik: menonjol dan dapat menjadi contoh",
    4: "Baik: memenuhi tuntutan jabatan",
    3: "Cukup: sebagian besar tuntutan terpenuhi",
    2: "Kurang: hanya sebagian kecil terpenuhi",
    1: "Sangat kurang: belum terlihat",
}
HUNDRED_STEPS = {
    90: "Sangat baik: menonjol, dengan contoh nyata dari jabatannya",
    80: "Baik: memenuhi tuntutan jabatan",
    68: "Cukup: sebagian besar tuntutan terpenuhi",
    50: "Kurang: jawaban umum, tanpa contoh atau data",
}
PAPER_STEPS = {
    5: "Tajam, didukung data, dan dapat dilaksanakan",
    4: "Memadai, sebagian belum didukung data",
    2: "Umum, tanpa data atau langkah yang jelas",
}


def table(code: str, points: Mapping[str, int]) -> s.Conversion:
    return s.Conversion(
        code=code,
        kind=s.ConversionKind.TABLE,
        highest=None,
        steps=tuple(
            s.Step(label=label, at_least=None, points=Decimal(worth)) for label, worth in points.items()
        ),
    )


def bands(code: str, points: Mapping[int, int]) -> s.Conversion:
    return s.Conversion(
        code=code,
        kind=s.ConversionKind.BANDS,
        highest=None,
        steps=tuple(
            s.Step(label=None, at_least=Decimal(start), points=Decimal(worth))
            for start, worth in points.items()
        ),
    )


def _linear(code: str) -> s.Conversion:
    return s.Conversion(code=code, kind=s.ConversionKind.LINEAR, highest=Decimal(5), steps=())


def _identity(code: str) -> s.Conversion:
    return s.Conversion(code=code, kind=s.ConversionKind.IDENTITY, highest=None, steps=())


SCALES = {
    ONE_TO_FIVE: (_linear(ONE_TO_FIVE), 1, 5, (1, 2, 3, 4, 5), FIVE_STEPS),
    PAPER_MARKS: (_linear(PAPER_MARKS), 2, 5, (2, 4, 5), PAPER_STEPS),
    HUNDRED: (_identity(HUNDRED), 0, 100, (), HUNDRED_STEPS),
    PERCENT: (_identity(PERCENT), 0, 100, (), {}),
}
EDUCATION = table("pendidikan", {"S-3": 100, "S-2": 90, "S-1/D-IV": 80})
TRAINING = table(
    "pelatihan-kepemimpinan",
    {"PKN Tingkat II": 100, "Diklatpim Tingkat II": 100, "Diklatpim Tingkat III": 80, "Belum": 60},
)
YEARS = bands("lama-menjabat", {8: 100, 5: 85, 2: 70, 0: 60})
DISCIPLINE = table("disiplin", {"Tidak pernah": 100, "Ringan": 75, "Sedang": 50, "Berat": 25})
AWARDS = table("penghargaan", {"Nasional": 100, "Provinsi": 85, "Belum ada": 70})


def criterion(
    code: str,
    method: v.Method,
    name: str,
    weight: str,
    *,
    scale: str,
    speaks_for: Mapping[str, int] | None = None,
) -> s.Criterion:
    """Return a criterion on one of the scales, or on the table or bands that ``scale`` names."""
    conversion, lowest, highest, marks, words = SCALES.get(scale, (None, None, None, (), {}))
    if scale == YEARS.code:
        lowest, highest = 0, 40
    return s.Criterion(
        code=v.CriterionCode(code),
        method=method,
        name=name,
        weight=Decimal(weight),
        lowest=None if lowest is None else Decimal(lowest),
        highest=None if highest is None else Decimal(highest),
        marks=tuple(Decimal(mark) for mark in marks),
        conversion=scale if conversion is None else conversion.code,
        anchors=tuple(s.Anchor(mark=Decimal(mark), words=said) for mark, said in words.items()),
        speaks_for=tuple(
            s.CompetenceWeight(competence=v.CompetenceCode(one), weight=Decimal(share))
            for one, share in (speaks_for or {}).items()
        ),
    )


def form(
    method: v.Method, rows: Sequence[tuple[str, str, Mapping[str, int]]], weights: str, scale: str
) -> tuple[s.Criterion, ...]:
    """Return one method's criteria: code, name and competences; one weight, or one for each."""
    shares = weights.split() if " " in weights else [weights] * len(rows)
    return tuple(
        criterion(code, method, name, weight, scale=scale, speaks_for=speaks_for)
        for (code, name, speaks_for), weight in zip(rows, shares, strict=True)
    )


def track_record_form(weights: tuple[str, str, str, str, str]) -> tuple[s.Criterion, ...]:
    """Return studies, leadership training, years in office, discipline and awards."""
    named = (
        ("RJ1", "Pendidikan formal", EDUCATION.code),
        ("RJ2", "Pelatihan kepemimpinan", TRAINING.code),
        ("RJ3", "Lama menjabat pada jenjang ini (tahun)", YEARS.code),
        ("RJ4", "Riwayat disiplin", DISCIPLINE.code),
        ("RJ5", "Penghargaan", AWARDS.code),
    )
    return tuple(
        criterion(code, v.Method.TRACK_RECORD, name, weight, scale=scale)
        for (code, name, scale), weight in zip(named, weights, strict=True)
    )


def component(
    code: str,
    name: str,
    weight: str,
    *,
    method: v.Method | None = None,
    parent: str | None = None,
    when_missing: s.WhenMissing = s.WhenMissing.REQUIRED,
) -> s.Component:
    return s.Component(
        code=v.ComponentCode(code),
        name=name,
        parent=None if parent is None else v.ComponentCode(parent),
        weight=Decimal(weight),
        method=method,
        criteria=(),
        when_missing=when_missing,
    )


SELECTION_CUTS = (
    s.Cut(category=v.Category.MS, at_least=Decimal(80)),
    s.Cut(category=v.Category.MMS, at_least=Decimal(68)),
    s.Cut(category=v.Category.KMS, at_least=Decimal(0)),
)
MAPPING_CUTS = (
    s.Cut(category=v.Category.OPTIMAL, at_least=Decimal(90)),
    s.Cut(category=v.Category.FAIRLY_OPTIMAL, at_least=Decimal(78)),
    s.Cut(category=v.Category.LESS_OPTIMAL, at_least=Decimal(0)),
)
MATCH = s.MatchPolicy(
    cap=s.MatchCap.EACH,
    thin_evidence_share=Decimal(60),
    thin_evidence_level=Decimal(1),
    marginal_percent=Decimal(1),
)
# Low, so that the examples show moves of every kind; an office asks for a gain of one or two points.
MOVES = MovePolicy(move_price=Decimal("0.5"))


def scheme(
    *,
    components: tuple[s.Component, ...],
    criteria: tuple[s.Criterion, ...],
    talent: s.TalentProfile,
    purpose: v.Purpose = v.Purpose.SELECTION,
    tie_break: tuple[str, ...] = (),
    feedback: Mapping[v.RaterGroup, int] | None = None,
    discrepancy: str | None = None,
    dixon: int | None = None,
    seed: int | None = None,
    moves: MovePolicy = MOVES,
) -> s.Scheme:
    """Return a scheme with the conversions that its criteria name."""
    known = {one[0].code: one[0] for one in SCALES.values()}
    known |= {one.code: one for one in (EDUCATION, TRAINING, YEARS, DISCIPLINE, AWARDS)}
    used = dict.fromkeys(one.conversion for one in criteria)
    is_selection = purpose is v.Purpose.SELECTION
    return s.Scheme(
        version=1,
        purpose=purpose,
        components=components,
        criteria=criteria,
        conversions=tuple(known[code] for code in used),
        places=2,
        cuts=SELECTION_CUTS if is_selection else MAPPING_CUTS,
        pass_from=v.Category.MMS if is_selection else v.Category.FAIRLY_OPTIMAL,
        tie_break=tuple(v.ComponentCode(code) for code in tie_break),
        examiner_rule=s.ExaminerRule.MEAN,
        no_evidence=s.NoEvidence.LEAVE_OUT,
        most_missing_share=Decimal(25),
        feedback_weights=tuple(
            s.GroupWeight(group=group, weight=Decimal(weight)) for group, weight in (feedback or {}).items()
        ),
        smallest_group=3,
        discrepancy=s.DiscrepancyRule(
            distance_points=None if discrepancy is None else Decimal(discrepancy), dixon_percent=dixon
        ),
        talent=talent,
        match=MATCH,
        measurement=s.MeasurementPolicy(),
        placement=moves,
        timetable_seed=seed,
    )
