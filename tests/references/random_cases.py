"""Random events of one participant: any tree, any scale, any rule, marks that may lack something."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from tests.core.building import ANI, performance, small_case

METHODS = (
    v.Method.PAPER,
    v.Method.PRESENTATION,
    v.Method.INTERVIEW,
    v.Method.GROUP_DISCUSSION,
    v.Method.WRITTEN_TEST,
    v.Method.FEEDBACK_360,
    v.Method.TRACK_RECORD,
    v.Method.PERFORMANCE,
)
BASE = small_case(officials=(ANI,), careers=())
WORDS = ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang")


def steps(labels: Sequence[str], chance: Random, *, banded: bool = False) -> tuple[s.Step, ...]:
    return tuple(
        s.Step(
            label=None if banded else label,
            at_least=Decimal(label) if banded else None,
            points=Decimal(chance.randrange(0, 10_001)).scaleb(-2),
        )
        for label in labels
    )


def conversions(chance: Random) -> tuple[s.Conversion, ...]:
    starts = ["0", *(str(one) for one in chance.sample(range(1, 100), 3))]
    return (
        s.Conversion(code="identity", kind=s.ConversionKind.IDENTITY, highest=None, steps=()),
        s.Conversion(
            code="linear", kind=s.ConversionKind.LINEAR, highest=Decimal(chance.choice((5, 7, 9))), steps=()
        ),
        s.Conversion(
            code="table",
            kind=s.ConversionKind.TABLE,
            highest=None,
            steps=steps(("5", "4", "2"), chance),
        ),
        s.Conversion(
            code="bands",
            kind=s.ConversionKind.BANDS,
            highest=None,
            steps=steps(chance.sample(starts, 4), chance, banded=True),
        ),
        s.Conversion(code="words", kind=s.ConversionKind.TABLE, highest=None, steps=steps(WORDS, chance)),
    )


def shares(n: int, chance: Random) -> list[Decimal]:
    """Return so many positive weights, in hundredths, that sum to exactly 100."""
    cuts = sorted(chance.sample(range(1, 10_000), n - 1))
    return [Decimal(end - start).scaleb(-2) for start, end in zip([0, *cuts], [*cuts, 10_000], strict=True)]


def form(method: v.Method, chance: Random) -> list[s.Criterion]:
    kinds = {
        v.Method.TRACK_RECORD: ("words", "bands", "identity"),
        v.Method.PERFORMANCE: ("words", "bands", "identity"),
    }.get(method, ("identity", "linear", "table", "bands"))
    found = []
    for number, weight in enumerate(shares(chance.choice((1, 2, 2, 3, 4)), chance)):
        kind = chance.choice(kinds)
        scale = {"linear": (1, 5), "identity": (0, 100), "bands": (0, 100)}.get(kind)
        found.append(
            s.Criterion(
                code=v.CriterionCode(f"{method.value}-{number}"),
                method=method,
                name=f"Unsur {number}",
                weight=weight,
                lowest=Decimal(scale[0]) if scale else None,
                highest=Decimal(scale[1]) if scale else None,
                marks=tuple(map(Decimal, (5, 3, 1))) if kind == "linear" and chance.random() < 0.5 else (),
                conversion=kind,
                anchors=(),
                speaks_for=(),
            )
        )
    return found


def tree(parent: str | None, depth: int, chance: Random) -> list[s.Component]:
    found: list[s.Component] = []
    for number, weight in enumerate(shares(chance.choice((1, 2, 2, 3, 4)), chance)):
        code = v.ComponentCode(f"{parent or 'C'}.{number}")
        is_leaf = depth == 0 or chance.random() < 0.5
        found.append(
            s.Component(
                code=code,
                name=code,
                parent=None if parent is None else v.ComponentCode(parent),
                weight=weight,
                method=chance.choice(METHODS) if is_leaf else None,
                criteria=(),
                when_missing=chance.choice(tuple(s.WhenMissing)),
            )
        )
        if not is_leaf:
            found += tree(code, depth - 1, chance)
    return found


def mark(one: s.Criterion, chance: Random) -> Decimal:
    if one.conversion == "table":
        return Decimal(chance.choice((5, 4, 2)))
    if one.marks:
        return chance.choice(one.marks)
    assert one.lowest is not None
    assert one.highest is not None
    return Decimal(chance.randint(int(one.lowest) * 100, int(one.highest) * 100)).scaleb(-2)


def ratings(criteria: Sequence[s.Criterion], chance: Random) -> tuple[c.Rating, ...]:
    found = []
    for one in criteria:
        drawn = chance.random()
        state = v.MarkState.SCORED if drawn > 0.04 else v.MarkState.NO_EVIDENCE
        state = v.MarkState.NOT_SCORED if drawn < 0.0005 else state
        given = mark(one, chance) if state is v.MarkState.SCORED else None
        found.append(c.Rating(criterion=one.code, state=state, mark=given))
    return tuple(chance.sample(found, len(found)))


def rating_sheets(one: s.Scheme, assignments: Sequence[c.Assignment], chance: Random) -> list[c.RatingSheet]:
    return [
        c.RatingSheet(
            examiner=task.examiner,
            nip=ANI.nip,
            method=task.method,
            paper_sheet=None,
            ratings=ratings(one.criteria_of(task.method), chance),
        )
        for task in assignments
        if chance.random() > 0.002
    ]


def assigned(chance: Random) -> list[c.Assignment]:
    found = []
    for method in METHODS[:5]:
        examiners = chance.sample(BASE.examiners, chance.choice((0, 2, 3, 3, 3, 3, 3, 4, 4, 4, 5, 5)))
        for one in examiners:
            nip = chance.choice((None, ANI.nip))
            found.append(c.Assignment(examiner=one.code, method=method, nip=nip, withdrawn_because=None))
    return found


def feedback(one: s.Scheme, chance: Random) -> list[c.FeedbackSheet]:
    if chance.random() < 0.05:
        return []
    sizes = {
        v.RaterGroup.SUPERIOR: 1,
        v.RaterGroup.PEER: chance.randint(0, 4),
        v.RaterGroup.STAFF: chance.randint(2, 4),
    }
    return [
        c.FeedbackSheet(
            nip=ANI.nip,
            group=group,
            sheet=number,
            ratings=ratings(one.criteria_of(v.Method.FEEDBACK_360), chance),
        )
        for group, size in sizes.items()
        for number in range(size)
    ]


def performances(chance: Random) -> list[c.Performance]:
    found = []
    for year in chance.sample((2020, 2021, 2022, 2023), chance.choice((0, 1, 1, 2, 2, 3))):
        for half in chance.choice(((None,), (1, 2))):
            whole = Decimal(chance.randint(4000, 12_000)).scaleb(-2)
            word = chance.choice(WORDS)
            found.append(
                replace(
                    performance(ANI.nip, year=year, half=half),
                    achievement=None if half == 1 and chance.random() < 0.3 else whole,
                    predicate=None if half == 2 and chance.random() < 0.3 else word,
                )
            )
    return found


def track_record(one: s.Scheme, chance: Random) -> list[c.TrackRecordItem]:
    if chance.random() < 0.1:
        return []
    return [
        c.TrackRecordItem(
            nip=ANI.nip,
            criterion=each.code,
            item=each.name,
            value=chance.choice(WORDS) if each.conversion == "words" else str(mark(each, chance)),
            source="Ijazah",
            dated_on=None,
            verifier="BKD",
            verification=v.Verification.VERIFIED,
        )
        for each in one.criteria_of(v.Method.TRACK_RECORD)
        if chance.random() > 0.01
    ]


def random_case(chance: Random) -> c.CaseFile:
    """Return an event of Ani alone under a random scheme; every list stands in random order."""
    weights = zip(v.RaterGroup, shares(3, chance), strict=True)
    components = tree(None, 2, chance)
    criteria = [one for method in METHODS for one in form(method, chance)]
    one = replace(
        BASE.scheme,
        components=tuple(chance.sample(components, len(components))),
        criteria=tuple(chance.sample(criteria, len(criteria))),
        conversions=conversions(chance),
        places=chance.choice((0, 1, 2, 2)),
        examiner_rule=chance.choice(tuple(s.ExaminerRule)),
        no_evidence=chance.choice(tuple(s.NoEvidence)),
        most_missing_share=Decimal(chance.choice((30, 60, 100))),
        feedback_weights=tuple(s.GroupWeight(group=g, weight=w) for g, w in weights),
    )
    assignments = assigned(chance)
    sheets = rating_sheets(one, assignments, chance)
    return replace(
        BASE,
        scheme=one,
        assignments=tuple(assignments),
        rating_sheets=tuple(chance.sample(sheets, len(sheets))),
        feedback=tuple(feedback(one, chance)),
        performances=tuple(performances(chance)),
        track_record=tuple(track_record(one, chance)),
    )
