"""The scheme (rancangan penilaian): how marks become a result, as the panel's meeting set it."""

from dataclasses import dataclass, field
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.vocabulary import Term

ALL = Decimal(100)
MOST_PLACES = 2  # what an entry of the ledger can hold
SMALLEST_GROUP = 3


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
    """When an examiner's mark must be confirmed once more before closing."""

    distance_points: Decimal | None


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
    measurement: tuple[str, ...] = field(default=())  # model and priors; empty until measured
    placement: tuple[str, ...] = field(default=())  # policy of moves; empty until placed
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


def check_scheme(scheme: Scheme) -> None:
    """Raise every error of a scheme at once: sums, unknown names, circles, scales, cuts."""
    errors = [
        *_tree_errors(scheme),
        *_form_errors(scheme),
        *_conversion_errors(scheme),
        *_feedback_errors(scheme),
        *_cut_errors(scheme),
        *_talent_errors(scheme),
    ]
    if errors:
        raise SeveralErrors(tuple(errors))


def _tree_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    codes = [one.code for one in scheme.components]
    errors += [
        CoreError("component_twice", component=c) for c in sorted({c for c in codes if codes.count(c) > 1})
    ]
    parents: list[v.ComponentCode | None] = [None, *(c.code for c in scheme.components)]
    for parent in parents:
        children = scheme.children_of(parent)
        total = sum((one.weight for one in children), Decimal(0))
        if children and total != ALL:
            errors.append(CoreError("weights_not_100", parent=parent or "hasil", got=str(total)))
        if parent is None and not children:
            errors.append(CoreError("no_components"))
    for one in scheme.components:
        if one.parent is not None and one.parent not in codes:
            errors.append(CoreError("component_parent_unknown", component=one.code, parent=one.parent))
        if one.weight <= 0:
            errors.append(CoreError("weight_not_positive", component=one.code, got=str(one.weight)))
        if (one.method is None) == (not scheme.children_of(one.code)):
            errors.append(CoreError("component_is_leaf_and_branch", component=one.code))
        if _is_in_a_circle(scheme, one):
            errors.append(CoreError("component_circle", component=one.code))
    errors += [CoreError("tie_break_unknown", component=c) for c in scheme.tie_break if c not in codes]
    return errors


def _is_in_a_circle(scheme: Scheme, start: Component) -> bool:
    by_code = {one.code: one for one in scheme.components}
    seen: set[str] = set()
    here: Component | None = start
    while here is not None and here.parent is not None:
        if here.code in seen:
            return True
        seen.add(here.code)
        here = by_code.get(here.parent)
    return False


def _form_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    codes = [one.code for one in scheme.criteria]
    errors += [
        CoreError("criterion_twice", criterion=c) for c in sorted({c for c in codes if codes.count(c) > 1})
    ]
    known = {one.code for one in scheme.conversions}
    methods = {one.code: one.method for one in scheme.criteria}
    for leaf in (one for one in scheme.components if one.method is not None):
        assert leaf.method is not None
        form = [c for c in scheme.criteria_of(leaf.method) if not leaf.criteria or c.code in leaf.criteria]
        errors += [
            CoreError("criterion_unknown", component=leaf.code, criterion=code)
            for code in leaf.criteria
            if methods.get(code) is not leaf.method
        ]
        if leaf.method is v.Method.ASSESSMENT_CENTRE:
            continue
        if not form:
            errors.append(
                CoreError("component_without_criteria", component=leaf.code, method=leaf.method.istilah)
            )
        elif sum((c.weight for c in form), Decimal(0)) != ALL:
            got = str(sum((c.weight for c in form), Decimal(0)))
            errors.append(CoreError("criteria_weights_not_100", component=leaf.code, got=got))
    for one in scheme.criteria:
        if one.conversion not in known:
            errors.append(CoreError("conversion_unknown", criterion=one.code, conversion=one.conversion))
        elif (one.lowest is None) != (scheme.conversion(one.conversion).kind is ConversionKind.TABLE):
            errors.append(CoreError("scale_missing", criterion=one.code))
        if one.weight <= 0:
            errors.append(CoreError("weight_not_positive", criterion=one.code, got=str(one.weight)))
    return errors


def _conversion_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    codes = [one.code for one in scheme.conversions]
    errors += [
        CoreError("conversion_twice", conversion=c) for c in sorted({c for c in codes if codes.count(c) > 1})
    ]
    for one in (*scheme.conversions, *scheme.talent.tables):
        if one.kind is ConversionKind.LINEAR and (one.highest is None or one.highest <= 0):
            errors.append(CoreError("conversion_without_highest", conversion=one.code))
        if one.kind in (ConversionKind.TABLE, ConversionKind.BANDS) and not one.steps:
            errors.append(CoreError("conversion_without_steps", conversion=one.code))
        errors += [
            CoreError("points_outside_scale", conversion=one.code, got=str(step.points))
            for step in one.steps
            if not 0 <= step.points <= ALL
        ]
    return errors


def _feedback_errors(scheme: Scheme) -> list[CoreError]:
    if all(one.method is not v.Method.FEEDBACK_360 for one in scheme.components):
        return []
    errors: list[CoreError] = []
    groups = [one.group for one in scheme.feedback_weights]
    total = sum((one.weight for one in scheme.feedback_weights), Decimal(0))
    if total != ALL or len(set(groups)) != len(groups) or any(w.weight < 0 for w in scheme.feedback_weights):
        errors.append(CoreError("feedback_weights_not_100", got=str(total)))
    # In a group of two each knows what the other one answered.
    if scheme.smallest_group < SMALLEST_GROUP:
        errors.append(
            CoreError("smallest_group_too_small", got=scheme.smallest_group, expected=SMALLEST_GROUP)
        )
    return errors


def _cut_errors(scheme: Scheme) -> list[CoreError]:
    if not 0 <= scheme.places <= MOST_PLACES:
        return [CoreError("places_wrong", got=scheme.places, expected=f"0..{MOST_PLACES}")]
    cuts = [one.at_least for one in scheme.cuts]
    if not cuts or cuts[-1] != 0 or cuts != sorted(set(cuts), reverse=True):
        return [CoreError("cuts_not_descending_to_zero", got=", ".join(map(str, cuts)))]
    if scheme.pass_from not in [one.category for one in scheme.cuts]:
        return [CoreError("pass_category_unknown", got=scheme.pass_from.value)]
    # The words of mapping on a selection report, or the other way round, have been seen in print.
    wanted = CATEGORIES[scheme.purpose]
    return [
        CoreError("category_not_of_purpose", category=one.category.istilah, purpose=scheme.purpose.istilah)
        for one in scheme.cuts
        if one.category not in wanted
    ] or _order_errors(scheme, wanted)


def _order_errors(scheme: Scheme, wanted: tuple[v.Category, ...]) -> list[CoreError]:
    """The higher mark opens the better category; two cuts swapped by hand would turn everybody round."""
    named = [one.category for one in scheme.cuts]
    if named == [category for category in wanted if category in named]:
        return []
    return [CoreError("cuts_not_in_category_order", got=", ".join(one.istilah for one in named))]


def _talent_errors(scheme: Scheme) -> list[CoreError]:
    errors: list[CoreError] = []
    profile = scheme.talent
    codes = {one.code for one in scheme.components}
    tables = {one.code for one in profile.tables}
    for axis in (profile.performance, profile.potential):
        if not axis.parts or any(one.weight <= 0 for one in axis.parts):
            errors.append(CoreError("axis_weights_wrong", profile=profile.code))
        if not axis.middle_from < axis.high_from:
            errors.append(CoreError("axis_cuts_wrong", profile=profile.code))
        for part in axis.parts:
            if part.source is AxisSource.COMPONENT and part.component not in codes:
                errors.append(
                    CoreError("axis_component_unknown", profile=profile.code, component=part.component)
                )
            if part.source in TABLED and part.source.value not in tables:
                errors.append(
                    CoreError("talent_table_missing", profile=profile.code, table=part.source.value)
                )
    # With points alone "Baik" reaches the usual cut of 80, and everybody stands above expectation.
    if not profile.performance_by_label and {p.source for p in profile.performance.parts} == {
        AxisSource.PREDICATE
    }:
        errors.append(CoreError("predicate_axis_without_label", profile=profile.code))
    return errors
