"""The plenary: where it stands, how far examiners lie apart, what a change would do to the valid result.

Whatever is shown before the freeze comes from the same pure function as the frozen result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.entries import EntryType, Opened
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.core.margins import Interval
from selaras.core.measuring import UnitMeasurement, is_current, measure_units, measurements_in
from selaras.core.outcome import ExaminerScore, OfficialResult, Results
from selaras.core.results import read_entries, results_from

SheetKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A result as the entries would give it now; nothing of it is in the ledger yet."""

    case: c.CaseFile
    results: Results
    measured: tuple[UnitMeasurement, ...]


def prepared_of(entries: Sequence[Opened], *, as_of: date) -> Prepared:
    """Return what a freeze would give; estimates that the ledger lacks are drawn as the freeze draws them."""
    case, rulebook = read_entries(entries)
    measured = measurements_in(entries)
    if case.scheme.measurement is not None and case.has_marks:
        dossier = dossier_of(case, rulebook)
        digest = locked(case, rulebook_digest=rulebook.digest).digest
        if not (measured and is_current(dossier, measured, scheme_digest=digest)):
            measured = measure_units(dossier, scheme_digest=digest)
    results = results_from(case, rulebook, as_of=as_of, measured=measured)
    return Prepared(case=case, results=results, measured=measured)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What has happened of the plenary, by the places of its entries; -1: not yet.

    closes : of every close of scoring, in order; result, reveal : the last ones
    """

    closes: tuple[int, ...]
    reopened: int
    reveal: int
    result: int
    minutes: int

    @property
    def is_frozen(self) -> bool:
        """Whether the last result is of the marks as they are: none came since scoring was closed."""
        return self.result > max(self.closes, default=-1)

    @property
    def has_minutes(self) -> bool:
        return self.minutes > self.result >= 0

    @property
    def discussed(self) -> int:
        """The close whose marks were opened and then shut again by reopening; -1 where none was."""
        before = [one for one in self.closes if one < self.reopened]
        if not before or self.reopened < max(self.closes):
            return -1
        return before[-1] if before[-1] < self.reveal < self.reopened else -1


def course_of(entries: Sequence[Opened]) -> Course:
    """Return how far the plenary has come; entries without payloads are not among these."""

    def last(kind: EntryType) -> int:
        return max((n for n, one in enumerate(entries) if one.type is kind), default=-1)

    moves = [(n, str(one.payload["to"])) for n, one in enumerate(entries) if one.type is EntryType.PHASE]
    closes = tuple(n for n, to in moves if to == Phase.CLOSED.value and entries[n].payload["from"] != to)
    reopened = [
        n for n, to in moves if to == Phase.SCORING.value and entries[n].payload["from"] == Phase.CLOSED.value
    ]
    return Course(
        closes=closes,
        reopened=max(reopened, default=-1),
        reveal=last(EntryType.REVEAL),
        result=last(EntryType.RESULT),
        minutes=last(EntryType.MINUTES),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """One sheet that a frozen rule marked as far from the others."""

    examiner: str
    person: str
    name: str
    method: v.Method
    rules: tuple[str, ...]
    is_open: bool
    answer: c.Reconfirmation | None

    @property
    def key(self) -> SheetKey:
        return (self.examiner, self.person, self.method.value)


def flagged_in(results: Results, case: c.CaseFile) -> tuple[Flagged, ...]:
    """Return the marked sheets in the order of participants; several components of a sheet are one."""
    answers = {(one.examiner, one.nip, one.method): one for one in case.reconfirmations}
    found: dict[SheetKey, Flagged] = {}
    for result in results.officials:
        by_sheet: dict[tuple[v.ExaminerCode, v.Method], list[ExaminerScore]] = {}
        for score in result.examiners:
            if score.discrepant:
                by_sheet.setdefault((score.examiner, score.method), []).append(score)
        for (examiner, method), scores in by_sheet.items():
            one = Flagged(
                examiner=examiner,
                person=result.code,
                name=result.name,
                method=method,
                rules=tuple(dict.fromkeys(code for each in scores for code in each.discrepant_by)),
                is_open=not all(each.reconfirmed for each in scores),
                answer=answers.get((examiner, result.nip, method)),
            )
            found[one.key] = one
    return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the examiners of one component lie apart on one person.

    panel : points of the component by the rules; fair : under an examiner of average severity, with its range
    """

    component: str
    method: v.Method
    panel: Decimal | None
    fair: Decimal | None
    range: Interval | None
    scores: tuple[ExaminerScore, ...]


def spreads_of(result: OfficialResult) -> tuple[Spread, ...]:
    """Return the components of one person that examiners marked, in the order of the scheme."""
    margin = {one.component: one for one in result.margin.components} if result.margin else {}
    found = []
    for one in result.components:
        scores = tuple(each for each in result.examiners if each.component == one.code)
        if not scores:
            continue
        fair = margin.get(one.code)
        found.append(
            Spread(
                component=one.name,
                method=scores[0].method,
                panel=None if one.points is None else Decimal(float(one.points)),
                fair=fair.expected if fair else None,
                range=fair.interval if fair else None,
                scores=scores,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What is otherwise for one person between two results; ranks are None where there is none."""

    person: str
    name: str
    score_before: Decimal | None
    score_now: Decimal | None
    rank_before: int | None
    rank_now: int | None
    category_before: v.Category | None
    category_now: v.Category | None
    crosses: bool  # passes now and did not, or the other way round

    @property
    def moves(self) -> bool:
        return self.rank_before != self.rank_now


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that changes from a valid result to a prepared one, people in the order of their codes."""

    people: tuple[Changed, ...]

    @property
    def n_ranks(self) -> int:
        return sum(one.moves for one in self.people)

    @property
    def crossing(self) -> tuple[Changed, ...]:
        return tuple(one for one in self.people if one.crosses)

    @property
    def is_empty(self) -> bool:
        return not self.people


def difference_of(before: Results, now: Results) -> Difference:
    """Return whose score, rank or category a prepared result changes."""
    then: Mapping[str, OfficialResult] = {one.code: one for one in before.officials}
    found = []
    for one in now.officials:
        old = then.get(one.code)
        was = (old.score, old.rank, old.category, old.passed) if old else (None, None, None, None)
        if was == (one.score, one.rank, one.category, one.passed):
            continue
        found.append(
            Changed(
                person=one.code,
                name=one.name,
                score_before=was[0],
                score_now=one.score,
                rank_before=was[1],
                rank_now=one.rank,
                category_before=was[2],
                category_now=one.category,
                crosses=was[3] is not one.passed,
            )
        )
    return Difference(people=tuple(found))
