"""What comes out of an event: the types of a result, before any paper or screen. Nothing is computed here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from selaras.core import vocabulary as v
from selaras.core.margins import Margin, MeasuredEvent, Robustness
from selaras.core.rules import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentScore:
    """One node of the tree for one person. ``points`` is exact; only the root is ever rounded."""

    code: v.ComponentCode
    name: str
    parent: v.ComponentCode | None
    weight: Decimal  # as frozen
    effective_weight: Fraction  # after lawful rescaling, percent of the parent
    points: Fraction | None  # None: lawfully nothing here, weight went to the siblings
    is_leaf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerScore:
    """One examiner's score of one person in one component, exact."""

    examiner: v.ExaminerCode
    component: v.ComponentCode
    method: v.Method
    points: Fraction
    disclosed: bool  # a declared conflict that the rulebook lets rate, shown with and without
    discrepant: bool  # further from the others than a frozen rule allows
    discrepant_by: tuple[str, ...] = ()  # which rules: "distance", "dixon", "residual"
    reconfirmed: bool | None = None  # None: nothing to confirm


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    competence: v.CompetenceCode
    name: str
    cluster: v.Cluster
    required: int
    level: Decimal | None  # None: no evidence
    source: str  # "assessor", "criteria" or "none"
    mandatory: bool

    @property
    def shortfall(self) -> Decimal:
        """Return how far below the standard, never negative; all of it where nothing is known."""
        return max(Decimal(0), self.required - (self.level or Decimal(0)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The numbers of a match with one post alone."""

    percent: Decimal
    knocked_out_by: tuple[v.CompetenceCode, ...]
    evidenced: Fraction  # percent of the standard for which a level is known
    is_thin: bool
    expected: Decimal | None = None  # mean over posterior draws; None where nothing was measured

    @property
    def counted(self) -> Decimal:
        """Return the match that a placement counts: the expected one where there is one."""
        return self.percent if self.expected is None else self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Job-person match (JPM) of one person with one post."""

    position: v.PositionCode
    percent: Decimal
    category: v.Category
    gaps: tuple[Gap, ...]
    knocked_out_by: tuple[str, ...]  # unmet mandatory requirements, in words of codes
    evidenced_percent: Decimal  # share of the standard for which a level is known
    is_thin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One other post a person could lawfully take; ``same_as`` cannot be told apart from it."""

    position: v.PositionCode
    rank: int
    percent: Decimal
    findings: tuple[Finding, ...]  # flags; a post with a broken gate is not an alternative
    same_as: tuple[v.PositionCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalentBox:
    number: int  # 1..9, PermenPANRB 3/2020
    performance: v.PerformanceAxis
    potential: v.PotentialAxis
    performance_points: Decimal | None
    potential_points: Decimal
    actions: tuple[str, ...]  # recommended actions, Indonesian


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason of a recommendation: a stable code with facts; the sentence is made from them."""

    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    kind: v.Move
    position: v.PositionCode | None  # the post meant, for stay, extend and rotate
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutConflict:
    """The same score without ratings under a declared conflict."""

    score: Decimal
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialResult:
    nip: v.Nip
    code: str  # P-001
    name: str
    position: v.PositionCode | None
    position_title: str
    status: v.ParticipantStatus
    reasons: tuple[Finding, ...]
    components: tuple[ComponentScore, ...]
    examiners: tuple[ExaminerScore, ...]
    score: Decimal | None
    rank: int | None
    tied_with: tuple[v.Nip, ...]
    category: v.Category | None
    passed: bool | None
    without_conflict: WithoutConflict | None
    match: Match | None
    no_match_because: str | None  # code, when there is no match for the present post
    alternatives: tuple[Alternative, ...]
    box: TalentBox | None
    no_box_because: str | None
    recommendation: Recommendation
    margin: Margin | None = None  # how sure all this is; None where nothing was measured
    assessment: str | None = None  # number of the assessment's report that counts
    fits: Mapping[v.PositionCode, Fit] = field(default_factory=dict)  # with every post, where there is one
    # (draws, posts in the order of ``fits``), hundredths of a percent; None where nothing was measured
    drawn_fits: NDArray[np.int16] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    officials: int
    participants: int
    exempt: int
    ineligible: int
    not_assessed: int
    examiners: int
    vacant_positions: int  # without a definitive holder, acting ones included
    acting_positions: int  # of these, held by a Plt
    passed: int
    failed: int
    passed_percent: Decimal | None  # one decimal, half up
    boxes: Mapping[str, int]  # "1".."9"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One legal date: what falls due, for whom, on which ground."""

    on: date
    kind: str  # stable code: "two-years", "five-years", "retirement", "acting-term", ...
    subject: str  # name or post
    nip: v.Nip | None
    position: v.PositionCode | None
    rule: str
    article: str
    certain: bool  # False: "perlu dipastikan"
    text: str  # Indonesian sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything published about one event, one pure function of its entries."""

    scheme_digest: str
    rulebook_digest: str
    rulebook_on: date
    reviewer: str  # "KASN" or "BKN", by date
    officials: tuple[OfficialResult, ...]  # in the order they were entered
    panel: tuple[Finding, ...]
    permissions: tuple[Finding, ...]  # windows, consents, order of permissions
    deadlines: tuple[Deadline, ...]
    summary: Summary
    is_scored: bool  # False: the event stands at "ready", nothing was rated yet
    measured: MeasuredEvent | None = None
    robustness: Robustness | None = None
