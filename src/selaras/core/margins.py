"""How sure the published numbers are: the types of margins beside scores. Nothing is computed here.

The score of the rulebook stays what it is and is printed first. A margin refers to the score that the
same tree gives with each rated part replaced by what an examiner of average severity is expected to give;
records stay as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from selaras.core import vocabulary as v


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """The central 95 percent."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RankRange:
    """The central 95 percent of ranks, both ends included."""

    best: int
    worst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FairComponent:
    """One rated component as an examiner of average severity is expected to score it, in points."""

    component: v.ComponentCode
    method: v.Method
    expected: Decimal
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One person's measure in one unit; logits, or points for 0–100 marks. For the technical annex."""

    unit: str
    method: v.Method
    measure: Decimal
    se: Decimal
    interval: Interval
    infit: Decimal | None
    outfit: Decimal | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How sure one participant's score, rank, category, match and box are. Shares are percents."""

    expected: Decimal  # mean of the score under an examiner of average severity
    score: Interval
    rank: RankRange | None  # None where people are not comparable: no examiner links them
    pass_percent: Decimal
    category_percents: Mapping[v.Category, Decimal]
    match: Interval | None
    match_percents: Mapping[v.Category, Decimal]  # empty without a match
    box_percents: Mapping[str, Decimal]  # "1".."9"; empty without a box
    not_apart_from: tuple[v.Nip, ...]  # "selisih tidak bermakna", in the order of rank
    components: tuple[FairComponent, ...]
    fixed: tuple[v.ComponentCode, ...]  # leaves that are records, or not measured: taken as they are
    measures: tuple[Measured, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionMeasure:
    criterion: v.CriterionCode
    difficulty: Decimal
    se: Decimal
    infit: Decimal | None
    outfit: Decimal | None
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """Change of an examiner's severity per day, with its p-value after Benjamini and Hochberg."""

    per_day: Decimal
    se: Decimal
    p: Decimal
    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """An examiner more severe or milder on one criterion than elsewhere."""

    criterion: v.CriterionCode
    bias: Decimal
    se: Decimal
    p: Decimal
    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerMeasure:
    """One examiner in one unit. Shown to that examiner and to the chair, to nobody else."""

    examiner: v.ExaminerCode
    unit: str
    severity: Decimal
    se: Decimal
    interval: Interval
    infit: Decimal | None
    outfit: Decimal | None
    n: int
    spread_ratio: Decimal | None  # observed over expected spread of marks; well under 1: central tendency
    is_central: bool
    halo_percent: Decimal | None  # of what sets people apart in these marks, the examiner's own share
    drift: Drift | None
    interactions: tuple[Interaction, ...]
    n_surprising: int  # marks further than three standard deviations from what was expected


@dataclass(frozen=True, slots=True, kw_only=True)
class JointRating:
    """A sheet that does not exist and would help most.

    gain_percent : by how much the mean variance between two people falls; None where the sheet connects
    connects : pairs of people who become comparable by it
    """

    official: v.Nip
    examiner: v.ExaminerCode
    gain_percent: Decimal | None
    connects: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakLink:
    """Two examiners whose strictness can hardly be compared; they saw few people both."""

    first: v.ExaminerCode
    second: v.ExaminerCode
    n_joint: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelPlan:
    """What another number of examiners would give on the same form (D study; criteria fixed)."""

    target: Decimal
    needed: int | None  # fewest examiners that reach the target; None: no number does
    dependability: Mapping[int, Decimal]  # Phi by number of examiners


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitReport:
    """One measured unit: the marks of one method on one family of scales."""

    unit: str  # "interview" or "interview-points"
    method: v.Method
    family: str  # "rating-scale", "partial-credit" or "linear"
    n_ratings: int
    n_officials: int
    n_examiners: int
    n_criteria: int
    mean_ability: Decimal  # where the officials' mean lies against the criteria's
    sd_ability: Decimal
    sd_halo: Decimal | None
    sd_error: Decimal | None
    # Of the examiners' severities; None under four of them, where each could work out the others'.
    sd_severity: Decimal | None
    separation: Decimal | None
    reliability: Decimal | None
    thresholds: tuple[tuple[Decimal, ...], ...]
    criteria: tuple[CriterionMeasure, ...]
    n_components: int
    helpful: tuple[JointRating, ...]
    weak_links: tuple[WeakLink, ...] = ()
    plan: PanelPlan | None  # None with a single examiner or criterion
    sampler: str
    pareto_k: Decimal | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """A unit that cannot be measured, and why: a stable code."""

    unit: str
    method: v.Method
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """Whether an examiner's impression of a person goes from one method to another.

    The correlation of what each pair's marks leave unexplained in two units. Margins of what is made of
    both take the errors of the two measures to go together as far as this says.
    """

    first: str
    second: str
    n: int  # pairs of official and examiner in both
    correlation: Decimal
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredEvent:
    """What the measurement says of the event as a whole."""

    draws: int
    units: tuple[UnitReport, ...]
    unmeasured: tuple[Unmeasured, ...]
    examiners: tuple[ExaminerMeasure, ...]  # for the chair, and each for the examiner alone
    carried_over: tuple[CarriedOver, ...]
    groups: tuple[tuple[v.Nip, ...], ...]  # who cannot be told apart, best group first


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSwap:
    """Two neighbours of the ranking whom other weights may exchange, and how often they do."""

    upper: v.Nip
    lower: v.Nip
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightStability:
    """What the ranking owes to the weights: all weights within ``span`` percent of those in force."""

    span: Decimal
    unchanged: tuple[v.Nip, ...]  # whose rank no such weights change
    ranks: Mapping[v.Nip, tuple[int, int]]  # the best and the worst that they allow, exactly
    swaps: tuple[WeightSwap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPassing:
    """All None where the group is too small to be shown."""

    group: str
    n: int | None
    n_passed: int | None
    percent: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassingByGroup:
    """Pass rates of men and women; ``ratio`` is that of ``compared`` over the other group's.

    Under four fifths is a question to look into, not a finding of bias. p : Fisher's exact test.
    """

    groups: tuple[GroupPassing, ...]
    compared: str | None
    ratio: Decimal | None
    lower: Decimal | None
    upper: Decimal | None  # None: no upper end
    p: Decimal | None
    below_four_fifths: bool | None
    not_shown_because: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    weights: WeightStability | None  # None: one component, or not everybody has all of them
    passing: PassingByGroup
