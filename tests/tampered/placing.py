"""A placement behind a signed event: problem, slates and the officer's choice, and what forgers bend.

The core sets the problem up and proves the slates; here they only become entries.
"""

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.codec import Json, to_json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.freezing import Locked, locked
from selaras.core.lifecycle import Phase
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from selaras.core.placement.assignment import chains
from selaras.core.placement.coupled import rows_of, solve, wished
from selaras.core.placement.model import Slate, SlateName, Wishes
from selaras.core.placement.offer import Problem
from selaras.core.placement.problem import problem_of
from selaras.core.placement.told import problem_told, slate_told
from selaras.core.proposing import digest_of
from selaras.core.results import read_entries, results_from
from tests.core.building import COMPETENCES, TEST_ON, assessment, position, rulebook_on, standard
from tests.tampered.book import SERVER, AnyStep, Book, Checkpoint, Step, by_two_people
from tests.tampered.cases import case_of
from tests.tampered.signed_event import AS_OF, SignedEvent, enrolment, event_of, move

SEED = "s15"
OFFICER = "PK"
LETTER: dict[str, Json] = {"letter": "800/17/2024", "letter_on": "2024-03-20"}
Bend = Callable[[dict[str, Json]], None]
BendAll = Callable[[dict[str, dict[str, Json]]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One slate that is to be entered: its name, and what is wished of it."""

    name: SlateName
    wishes: Wishes = field(default_factory=Wishes)


BEST = Wanted(name=SlateName.BEST)
FEW = Wanted(name=SlateName.FEW_MOVES, wishes=Wishes(most_moves=1))


def as_solved(_: object) -> None:
    """Leave everything as it was solved."""


# What each post asks for; the second is mandatory in J-99. Each person is strong in what another post wants.
_STANDARDS = {
    "J-01": ("M.02", "SK.01"),
    "J-02": ("SK.01", "T.01"),
    "J-03": ("T.01", "M.01"),
    "J-04": ("M.01", "M.02"),
    "J-98": ("M.02", "T.01"),
    "J-99": ("T.01", "SK.01"),
}
_LEVELS = (("T.01", "M.01"), ("M.02", "SK.01"), ("SK.01", "T.01"), ("M.01", "T.01"), ("T.01", "M.02"))


@cache
def placed_case(policy: MovePolicy | None = None) -> c.CaseFile:
    """Return an event of four holders, of whom three would fit better elsewhere, and one without a post.

    P-004 is below the mark; J-98 is not to be filled.
    """
    case = case_of(officials=5, methods=1, examiners=3, seed=SEED)
    policy = policy or ruled()
    vacant = {"state": v.PositionState.VACANT, "state_since": date(2023, 9, 1)}
    posts = [one for one in case.positions if one.code in _STANDARDS]
    posts.insert(-1, position("J-98", is_in_play=False, **vacant))
    return replace(
        case,
        scheme=replace(case.scheme, placement=_by_nip(policy, case)),
        officials=tuple(_known(one) for one in case.officials),
        positions=tuple(_asking(one) for one in posts),
        assessments=tuple(
            assessment(one.nip, report_number=f"LAP/{n}/2022", levels=_levels(n))
            for n, one in enumerate(case.officials)
        ),
    )


def _by_nip(policy: MovePolicy, case: c.CaseFile) -> MovePolicy:
    """Return a policy whose rules name people as case files do; tests name them by their codes."""
    nips = {f"P-{n:03d}": one.nip for n, one in enumerate(case.officials, start=1)}
    rules = (replace(one, officials=tuple(nips[code] for code in one.officials)) for one in policy.rules)
    return replace(policy, rules=tuple(rules))


def _asking(post: c.Position) -> c.Position:
    """Return a post with its standard; J-04 asks for its holder's degree, J-03 is of the unit of J-02."""
    degree = v.Education.S3 if post.code == "J-04" else post.min_education
    unit = "Dinas J-02" if post.code == "J-03" else post.unit
    return replace(post, standard=_standard(post.code), min_education=degree, unit=unit)


def _known(one: c.Official) -> c.Official:
    """Return who has the degree with it, and the last without a post of the event."""
    if one.position == "J-05":
        return replace(one, position=None)
    return replace(one, education=v.Education.S3 if one.position == "J-04" else one.education)


def _standard(post: str) -> tuple[c.StandardLevel, ...]:
    first, second = _STANDARDS[post]
    return standard(first, 5), standard(second, 4, mandatory=post == "J-99")


def _levels(number: int) -> dict[v.CompetenceCode, Decimal]:
    strong = _LEVELS[number]
    return {
        v.CompetenceCode(code): Decimal(5 if code == strong[0] else 4 if code in strong else 3)
        for code, _, _ in COMPETENCES
    }


@cache
def problem_under(policy: MovePolicy | None) -> Problem:
    """Return the problem that the entries of the event make."""
    case, rulebook = read_entries(finished(policy).book.opened())
    return problem_of(case, rulebook, results_from(case, rulebook, as_of=AS_OF))


@cache
def solved(policy: MovePolicy | None, wanted: Wanted) -> Slate:
    instance = wished(problem_under(policy).instance, wanted.wishes)
    solution, certificate = solve(instance, rows_of(instance, wanted.wishes))
    return Slate(
        name=wanted.name,
        wishes=wanted.wishes,
        solution=solution,
        certificate=certificate,
        chains=chains(instance, solution.seat),
    )


def placement_steps(
    policy: MovePolicy | None = None,
    *,
    wanted: Sequence[Wanted] = (BEST, FEW),
    pose: Bend = as_solved,
    bend: BendAll = as_solved,
    by: str = SERVER,
    name: str = "",
) -> list[Step]:
    """Return the problem and its slates.

    pose : changes the problem before slates name it; ``bend`` the slates, by their names
    name : goes before the names of the entries
    """
    case, problem = placed_case(policy), problem_under(policy)
    posed: dict[str, Json] = to_json(problem_told(problem, case=case, version=1))
    pose(posed)
    digest = digest_of(posed)
    slates: dict[str, dict[str, Json]] = {
        one.name.value: to_json(slate_told(solved(policy, one), problem.instance, problem=digest))
        for one in wanted
    }
    bend(slates)
    return entries_of(posed, slates, form=lock_of(case).digest, by=by, name=name)


def entries_of(
    posed: Json, slates: dict[str, dict[str, Json]], *, form: str, by: str = SERVER, name: str = ""
) -> list[Step]:
    """Return a problem and its slates as steps; ``name`` as of ``placement_steps``."""
    return [
        Step(type=EntryType.PLACEMENT, payload=posed, form=form, by=by, name=f"{name}placement"),
        *(
            Step(type=EntryType.SLATE, payload=told, form=form, by=by, name=f"{name}slate/{which}")
            for which, told in slates.items()
        ),
    ]


def proposal(slate: str = "best", *, name: str = "", **changes: Json) -> Callable[[Book], Json]:
    """Return the payload of a choice, which waits for its slate; ``name`` as of ``placement_steps``."""

    def told(book: Book) -> Json:
        opening = book.entries[book.index_of[f"{name}slate/{slate}"]].opening
        assert opening is not None
        digest = digest_of(json.loads(opening.payload))
        return {"slate": digest, "seats": [], "reasons": "", **LETTER, **changes}

    return told


def chosen(
    payload: Callable[[Book], Json] | None = None,
    *,
    people: Sequence[str] = ("KP", "SK"),
    name: str = "proposal",
) -> tuple[Step, ...]:
    """Return the officer's choice as two people record it from a letter."""
    step = Step(type=EntryType.PROPOSAL, payload=payload or proposal())
    return by_two_people(step, Act.RECORD_PROPOSAL, name=name, people=people)


def chosen_by_officer(payload: Callable[[Book], Json] | None = None, *, by: str = OFFICER) -> Step:
    """Return the choice as the officer's own device signs it."""

    def told(book: Book) -> Json:
        return {"letter": None, "letter_on": None, **dict((payload or proposal())(book)), "approvals": []}

    return Step(type=EntryType.PROPOSAL, payload=told, by=by, name="proposal")


@cache
def finished(policy: MovePolicy | None = None, *, signed: bool = True) -> SignedEvent:
    """Return the event up to its result, with the officer's device among the others."""

    def changed(steps: list[AnyStep]) -> Sequence[AnyStep]:
        return [one for step in steps for one in (_with_officer(step) if signed else [step])]

    return event_of(placed_case(policy), seed=SEED, signed=signed, checkpoints=signed, change=changed)


def placed_event(
    policy: MovePolicy | None = None,
    *,
    wanted: Sequence[Wanted] = (BEST, FEW),
    pose: Bend = as_solved,
    bend: BendAll = as_solved,
    by: str = SERVER,
    then: Sequence[AnyStep] | None = None,
    signed: bool = True,
    posed: bool = True,
) -> SignedEvent:
    """Return an event with a placement behind its result; without ``posed`` only what comes ``then``.

    then : what comes behind the slates; without it the minutes are signed and two people record a choice
    """
    event = finished(policy, signed=signed)
    rest = choice_steps(policy, signed=signed) if then is None else then
    placed = placement_steps(policy, wanted=wanted, pose=pose, bend=bend, by=by) if posed else []
    checkpoint = [Checkpoint()] if signed else []
    return replace(event, book=deepcopy(event.book).write([*placed, *rest, *checkpoint]))


def choice_steps(policy: MovePolicy | None = None, *, signed: bool = True) -> list[AnyStep]:
    """Return the signing of the minutes, and the choice."""
    payload = proposal()
    choice = (
        chosen() if signed else (Step(type=EntryType.PROPOSAL, payload=_alone(payload), name="proposal"),)
    )
    return [*minutes(policy, signed=signed), *choice]


def minutes(policy: MovePolicy | None = None, *, signed: bool = True) -> tuple[Step, ...]:
    return move(Phase.CLOSED, "sign_minutes", lock_of(placed_case(policy)), signed=signed)


def lock_of(case: c.CaseFile) -> Locked:
    return locked(case, rulebook_digest=rulebook_on(TEST_ON).digest)


def _alone(payload: Callable[[Book], Json]) -> Callable[[Book], Json]:
    return lambda book: {**dict(payload(book)), "approvals": []}


def _with_officer(step: AnyStep) -> list[AnyStep]:
    """Put the officer's device behind the secretariat's."""
    is_last = isinstance(step, Step) and step.name == "enrolment/SK"
    return [step, enrolment(SEED, OFFICER, "PK")] if is_last else [step]


def ruled(*rules: CouplingRule) -> MovePolicy:
    """Return the usual policy with rules that several moves break together; people by their codes' order."""
    return MovePolicy(experience_weight=Decimal(20), move_price=Decimal(2), few_moves=1, rules=rules)


def rule(kind: CouplingKind, **fields: object) -> CouplingRule:
    return CouplingRule(kind=kind, because="Keputusan rapat", **fields)  # type: ignore[arg-type]
