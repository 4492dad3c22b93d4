"""The scheme (rancangan penilaian): how marks become a result, as the panel's meeting set it."""

from dataclasses import dataclass
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.move_policy import MovePolicy
from selaras.core.vocabulary import Term

ALL = Decimal(100)
MOST_PLACES = 2  # what an entry of the ledger can hold


class ConversionKind(Term):
    """How a mark becomes points on 0..100."""

    IDENTITY = "identity", "Apa adanya (0–100)"
    LINEAR = "linear", "Sebanding dengan nilai tertinggi"
    TABLE = "table", "Tabel nilai"
    BANDS = "bands", "Rentang nilai"


class ExaminerRule(Term):
    MEAN = "mean", "Rata-rata penguji"
    MEDIAN = "median", "Nilai tengah penguji"
    TRIMMED = "trimmed", "Rata-rata tanpa nilai tertinggi dan terendah"


class NoEvidence(Term):
    LOWEST = "lowest", "Dinilai sebagai nilai terendah"
    LEAVE_OUT = "leave-out", "Dikeluarkan; bobot unsur lain disesuaikan"


class WhenMissing(Term):
    """What a component does for a person who lawfully has nothing in it."""

    REQUIRED = "required", "Wajib ada"
    RESCALE = "rescale", "Bobot komponen lain disesuaikan"


class MatchCap(Term):
    TOTAL = "total", "Persentase dibatasi 100"
    EACH = "each", "Tiap kompetensi dibatasi pada standar"


class ThresholdKind(Term):
    """Whether criteria of one scale share their thresholds (measurement model)."""

    SHARED = "rating-scale", "Ambang bersama per skala"
    OWN = "partial-credit", "Ambang sendiri per kriteria"


class AxisSource(Term):
    """What a part of a talent axis reads."""

    PREDICATE = "predicate", "Predikat kinerja"
    COMPONENT = "component", "Nilai komponen"
    SCORE = "score", "Nilai akhir"
    COMPETENCE = "competence", "Kesesuaian kompetensi (JPM)"
    POTENTIAL = "potential", "Penilaian potensi"
    EDUCATION = "education", "Pendidikan formal"
    FIELD = "field", "Kesesuaian bidang ilmu"
    DISCIPLINE = "discipline", "Disiplin"
    TENURE = "tenure", "Pengalaman jabatan"


# Sources that are words or years, and so need a table of points in the talent profile.
TABLED = (
    AxisSource.PREDICATE,
    AxisSource.EDUCATION,
    AxisSource.FIELD,
    AxisSource.DISCIPLINE,
    AxisSource.TENURE,
)
CATEGORIES = {
    v.Purpose.SELECTION: (v.Category.MS, v.Category.MMS, v.Category.KMS),
    v.Purpose.MAPPING: (v.Category.OPTIMAL, v.Category.FAIRLY_OPTIMAL, v.Category.LESS_OPTIMAL),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of a conversion: a label (table) or a lowest mark (bands) and its points."""

    label: str | None
    at_least: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    code: str
    kind: ConversionKind
    highest: Decimal | None  # the mark worth 100 points, for LINEAR
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    mark: Decimal
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceWeight:
    competence: v.CompetenceCode
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What one rating is about; weights of a method's criteria sum to 100."""

    code: v.CriterionCode
    method: v.Method
    name: str
    weight: Decimal
    lowest: Decimal | None  # None with a table of labels
    highest: Decimal | None
    marks: tuple[Decimal, ...]  # the only marks allowed; empty: anything between lowest and highest
    conversion: str
    anchors: tuple[Anchor, ...]
    speaks_for: tuple[CompetenceWeight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A part of the result; the children of one parent sum to exactly 100."""

    code: v.ComponentCode
    name: str
    parent: v.ComponentCode | None  # None: directly under the result
    weight: Decimal
    method: v.Method | None  # a leaf reads one method; a branch reads its children
    criteria: tuple[v.CriterionCode, ...]  # a leaf may read only some of the method's criteria; empty: all
    when_missing: WhenMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWeight:
    group: v.RaterGroup
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    category: v.Category
    at_least: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisPart:
    source: AxisSource
    component: v.ComponentCode | None
    weight: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis of the talent map, 0..100; a boundary value belongs to the higher box unless said."""

    parts: tuple[AxisPart, ...]
    middle_from: Decimal
    high_from: Decimal
    boundary_is_higher: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TalentProfile:
    code: str
    performance: Axis
    potential: Axis
    performance_by_label: bool  # the predicate's label decides, so that Baik is never "above"
    tables: tuple[Conversion, ...]  # predicate, education, field, discipline, tenure to points


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPolicy:
    cap: MatchCap
    thin_evidence_share: Decimal  # percent of the standard that must be evidenced for a plain match
    thin_evidence_level: Decimal  # level assumed where nothing is known, in thin evidence
    marginal_percent: Decimal  # a difference up to this is not called a better post


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyRule:
    """When an examiner's sheet must be confirmed once more before closing; None: not looked at."""

    distance_points: Decimal | None  # from the panel's score of the person
    dixon_percent: int | None = None  # 90, 95 or 99: confidence at which Dixon's Q calls it an outlier
    residual: Decimal | None = None  # standardised residual of the measurement model, in either direction


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementPolicy:
    """How sure the scores are: the model, its priors and the draws, fixed before the first mark.

    Priors are in logits (for 0–100 marks in standard deviations of the marks).
    """

    thresholds: ThresholdKind = ThresholdKind.SHARED
    halo: bool = True
    draws: int = 1000
    halo_sd: Decimal = Decimal(1)
    halo_sd_where_prior_decides: Decimal = Decimal("0.5")
    ability_sd: Decimal = Decimal(2)
    contrast_sd: Decimal = Decimal(2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    version: int
    purpose: v.Purpose
    components: tuple[Component, ...]
    criteria: tuple[Criterion, ...]
    conversions: tuple[Conversion, ...]
    places: int  # decimals of the final score
    cuts: tuple[Cut, ...]  # highest first; the last begins at zero
    pass_from: v.Category
    tie_break: tuple[v.ComponentCode, ...]
    examiner_rule: ExaminerRule
    no_evidence: NoEvidence
    most_missing_share: Decimal  # percent of a form that may be left out as "no evidence"
    feedback_weights: tuple[GroupWeight, ...]
    smallest_group: int
    discrepancy: DiscrepancyRule
    talent: TalentProfile
    match: MatchPolicy
    measurement: MeasurementPolicy | None = None  # None: scores alone, without margins
    placement: MovePolicy | None = None  # None: no moves are proposed
    timetable_seed: int | None = None

    def criteria_of(self, method: v.Method) -> tuple[Criterion, ...]:
        return tuple(one for one in self.criteria if one.method is method)

    def children_of(self, parent: v.ComponentCode | None) -> tuple[Component, ...]:
        return tuple(one for one in self.components if one.parent == parent)

    def conversion(self, code: str) -> Conversion:
        for one in self.conversions:
            if one.code == code:
                return one
        raise CoreError("conversion_unknown", conversion=code)
