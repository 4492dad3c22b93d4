"""A problem held against itself, against the frozen policy, and against the one that the entries make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selaras.core.codec import Json, from_json, hundredths
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from selaras.core.placement.model import NOWHERE, Instance
from selaras.core.placement.offer import Pair, Problem
from selaras.core.placement.problem import problem_of
from selaras.core.placement.told import ProblemTold, instance_of, problem_told
from selaras.core.placement.worth import weighted_match
from selaras.core.proposing import digest_of
from selaras.core.verification.found import Found
from selaras.core.verification.recount import frozen_at

NOT_TO_BE_FILLED = "not_in_play"
FORBIDDEN = "banned"
HIGHEST = 10_000  # one hundred points, in hundredths


@dataclass(frozen=True, eq=False, kw_only=True)
class Recomputed:
    """The problem that the entries make, and as it would have been told."""

    problem: Problem
    told: ProblemTold


@dataclass(frozen=True, eq=False, kw_only=True)
class Posed:
    """A problem as its entry tells it.

    recomputed : None: not from here
    few_moves, is_measured : of the scheme that it rests on
    """

    told: ProblemTold
    instance: Instance
    grounds: Mapping[Pair, Sequence[str]]
    digest: str = ""
    recomputed: Recomputed | None = None
    few_moves: int | None = None
    is_measured: bool = False

    @property
    def n_pairs(self) -> int:
        return len(self.told.officials) * len(self.told.posts)


class Frozen:
    """What the last result and the scheme say, as far as a placement rests on them."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._made: Recomputed | None = None  # of the last result, once it was asked for

    def policy(self, *, before: int) -> Json:
        """Return the policy of moves of the last scheme before an entry, as its own entry has it."""
        return self._scheme(before).get("placement")

    def is_measured(self, *, before: int) -> bool:
        return self._scheme(before).get("measurement") is not None

    def _scheme(self, before: int) -> dict[str, Json]:
        kinds = (
            one.payload
            for one in self._found.entries.values()
            if one.index < before and one.envelope.type is EntryType.SCHEME
        )
        schemes: list[dict[str, Json]] = [one for one in kinds if isinstance(one, dict)]
        return schemes[-1] if schemes else {}

    def is_last(self, one: Posed | None) -> bool:
        """Return whether a problem rests on the last result of the ledger."""
        at = self._found.last_result
        return one is not None and at is not None and frozen_at(self._found, at).version == one.told.version

    def problem(self, one: Posed) -> Recomputed | None:
        """Return the problem that the result's own entries make; None where it was not recomputed here."""
        grounds = self._found.grounds
        if grounds is None or not self.is_last(one):
            return None
        if self._made is None:
            try:
                problem = problem_of(grounds.case, grounds.rulebook, grounds.results)
            except CoreError as wrong:
                raise CoreError("placement_differs", part=wrong.code) from wrong
            told = problem_told(problem, case=grounds.case, version=one.told.version)
            self._made = Recomputed(problem=problem, told=told)
        return self._made


def posed(told: ProblemTold) -> Posed:
    """Return a problem once it is one: every pair is worth something, or closed by something."""
    instance = instance_of(told)
    grounds: dict[Pair, list[str]] = {}
    for one in told.closed:
        for i, j in one.pairs:
            grounds.setdefault((i, j), []).append(one.because)
    if told.closed != tuple(one for one in told.closed if one.pairs and one.because):
        raise CoreError("placement_wrong", part="closed")
    openable = {(i, j) for i, j in told.openable}
    for i, code in enumerate(told.officials):
        for j, post in enumerate(told.posts):
            why = grounds.get((i, j), [])
            is_open = told.values[i][j] is not None and (i, j) not in openable
            as_told = why == [NOT_TO_BE_FILLED] if (i, j) in openable else bool(why) != is_open
            if not as_told or (is_open and told.values[i][j] is None):
                raise CoreError("placement_wrong", part="closed", subject=code, position=post)
    _check_own_posts(instance, told)
    return Posed(told=told, instance=instance, grounds=grounds)


def _check_own_posts(instance: Instance, told: ProblemTold) -> None:
    """Refuse a problem in which somebody's own post is closed, or that lets a holder go without."""
    for i, j in enumerate(instance.home.tolist()):
        if j != NOWHERE and not instance.open[i, j]:
            raise CoreError("placement_wrong", part="home", subject=told.officials[i])
        if (j != NOWHERE) is not told.must[i]:
            raise CoreError("placement_wrong", part="must", subject=told.officials[i])


def check_parts(one: Posed, policy: Json) -> MovePolicy:
    """Hold values against their parts, and rules against the frozen policy, which is returned."""
    told = one.told
    if policy is None or digest_of(policy) != told.policy:
        raise CoreError("placement_differs", part="policy")
    try:
        frozen = from_json(MovePolicy, policy)
    except CoreError as wrong:
        raise CoreError("placement_differs", part="policy") from wrong
    rules, forbidden = rules_for(frozen, told)
    if told.rules != rules:
        raise CoreError("placement_differs", part="rules")
    for i, code in enumerate(told.officials):
        for j, post in enumerate(told.posts):
            is_forbidden = (i, j) in forbidden and told.home[i] != j
            if is_forbidden is not (FORBIDDEN in one.grounds.get((i, j), ())):
                raise CoreError("placement_gate_differs", subject=code, position=post, because=FORBIDDEN)
            _check_value(told, i, j, frozen)
    return frozen


def rules_for(
    policy: MovePolicy, told: ProblemTold
) -> tuple[tuple[CouplingRule, ...], frozenset[tuple[int, int]]]:
    """Return the rules that these people and posts can break, and the pairs that a rule forbids for good."""
    rows = {code: i for i, code in enumerate(told.officials)}
    columns = {code: j for j, code in enumerate(told.posts)}
    rules: list[CouplingRule] = []
    forbidden: set[tuple[int, int]] = set()
    for rule in policy.rules:
        people = tuple(one for one in rule.officials if one in rows)
        posts = tuple(one for one in rule.positions if one in columns)
        if rule.kind is CouplingKind.ONLY_IF and (people, posts) != (rule.officials, rule.positions):
            if rule.officials[0] in rows and rule.positions[0] in columns:
                forbidden.add((rows[rule.officials[0]], columns[rule.positions[0]]))
            continue
        too_few = {CouplingKind.APART: len(people) < 2, CouplingKind.NOT_BOTH: len(posts) < 2}
        if not too_few.get(rule.kind, False):
            rules.append(replace(rule, officials=people, positions=posts))
    return tuple(rules), frozenset(forbidden)


def _check_value(told: ProblemTold, i: int, j: int, policy: MovePolicy) -> None:
    """Refuse a value that is not the sum of its parts: match and experience as weighted, less the price."""
    where = {"subject": told.officials[i], "position": told.posts[j]}
    value, match, experience = told.values[i][j], told.matches[i][j], told.experience[i][j]
    expected = told.expected[i][j]
    is_own = told.home[i] == j
    wrong = {
        "matches": match is not None and (value is None or not 0 <= match <= HIGHEST),
        "expected": expected is not None and (match is None or not 0 <= expected <= HIGHEST),
        "experience": experience is not None and (value is None or not 0 <= experience <= HIGHEST),
        "values": value is not None and match is None and not is_own,
    }
    for part, is_wrong in wrong.items():
        if is_wrong:
            raise CoreError("placement_wrong", part=part, **where)
    if value is None:
        return
    made = 0
    if match is not None and not (is_own and i in told.knocked_out):
        counted = match if expected is None else expected
        made = weighted_match(counted, experience=experience, weight=policy.experience_weight)
        made -= 0 if is_own else hundredths(policy.move_price)
    if value != made:
        raise CoreError("placement_value_differs", **where, published=value, recomputed=made)


def compare(one: Posed, own: Recomputed) -> None:
    """Refuse a problem that is not the one that the entries make; a missing gate is named by its rule."""
    told, made = one.told, own.told
    for part in ("officials", "posts", "home", "must", "units", "unit", "knocked_out"):
        if getattr(told, part) != getattr(made, part):
            raise CoreError("placement_differs", part=part)
    grounds: dict[Pair, set[str]] = {}
    for closed in made.closed:
        for i, j in closed.pairs:
            grounds.setdefault((i, j), set()).add(closed.because)
    openable = set(told.openable) ^ set(made.openable)
    for i, code in enumerate(told.officials):
        for j, post in enumerate(told.posts):
            other = set(one.grounds.get((i, j), ())) ^ grounds.get((i, j), set())
            if (i, j) in openable:
                other.add(NOT_TO_BE_FILLED)
            if other:
                raise CoreError("placement_gate_differs", subject=code, position=post, because=min(other))
            for part in ("matches", "expected", "experience", "values"):
                published, recomputed = getattr(told, part)[i][j], getattr(made, part)[i][j]
                if published != recomputed:
                    raise CoreError(
                        "placement_value_differs",
                        subject=code,
                        position=post,
                        published=published,
                        recomputed=recomputed,
                    )
    for part in ("openable", "closed", "rules"):
        if getattr(told, part) != getattr(made, part):
            raise CoreError("placement_differs", part=part)
