"""A placement as entries of the ledger, and back: the problem, and each slate with what proves it.

People stand in them by code (``P-001``), posts by theirs; lists and tables keep the problem's order.
Everything is an integer or a text, so that a bound can be checked in any language. Source:
``docs/evidence-format.md``, section 16.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from selaras.core.casefile import CaseFile
from selaras.core.codec import Json, hundredths, to_json
from selaras.core.entries import EntryDraft, EntryType, person_codes
from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingRule
from selaras.core.outcome import Reason
from selaras.core.placement.model import (
    NOWHERE,
    Certificate,
    Flags,
    Instance,
    Numbers,
    Row,
    Slate,
    SlateName,
    Values,
    Wishes,
)
from selaras.core.placement.offer import Offer, Pair, Problem
from selaras.core.proposing import digest_of
from selaras.core.vocabulary import Nip

Table = tuple[tuple[int | None, ...], ...]  # officials x posts


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The pairs that one ground closes: the id of a rule of law, or a code of ``CLOSING_CODES``."""

    because: str
    pairs: tuple[tuple[int, ...], ...]  # (official, post), ascending


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemTold:
    """The payload of a ``placement``.

    version : of the result that it rests on
    policy : SHA-256 of the canonical JSON of the scheme's ``placement``
    home : number of the own post, or -1
    unit : number of each post's unit in ``units``
    values : hundredths; None where the pair is closed. Pairs in ``openable`` have one too
    matches, expected, experience : hundredths, the parts of a value; None where there is none. ``expected``
        is the mean of a match's draws, which counts in its place
    knocked_out : officials whose own post counts as nothing, for want of a mandatory competence
    closed : every other pair, under each of its grounds; grounds ascending
    """

    version: int
    policy: str
    officials: tuple[str, ...]
    posts: tuple[str, ...]
    home: tuple[int, ...]
    must: tuple[bool, ...]
    unit: tuple[int, ...]
    units: tuple[str, ...]
    rules: tuple[CouplingRule, ...]
    values: Table
    matches: Table
    expected: Table
    experience: Table
    knocked_out: tuple[int, ...]
    openable: tuple[tuple[int, ...], ...]
    closed: tuple[Closed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedRow:
    """A row that couples pairs, and its price in the proof."""

    pairs: tuple[tuple[int, ...], ...]  # (official, post, coefficient)
    most: int
    rule: int
    price: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofTold:
    """A ``Certificate``, in integers of 1/scale hundredths."""

    scale: int
    officials: tuple[int, ...]
    posts: tuple[int, ...]
    rows: tuple[PricedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawsTold:
    """How a slate stands in the draws of the estimates.

    chosen_in : of each official, how many of ``n`` draws have the same seat in their optimum
    regret : mean and mean of the worst tenth, hundredths; empty where it was not asked
    regret_bound : of the most robust slate: no lawful set of seats has less of the second, as the solver said
    """

    n: int
    chosen_in: tuple[int, ...]
    regret: tuple[int, ...]
    regret_bound: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateTold:
    """The payload of a ``slate``.

    problem : SHA-256 of the canonical JSON of the placement's payload
    seats : the post of each official, or None
    bound : what no lawful set of seats is worth more than; equal to ``objective`` where the slate is best
    """

    problem: str
    name: SlateName
    wishes: Wishes
    seats: tuple[str | None, ...]
    objective: int
    bound: int
    proof: ProofTold
    draws: DrawsTold | None


def told_of(
    offer: Offer, *, case: CaseFile, scheme_digest: str, result_version: int
) -> tuple[EntryDraft, ...]:
    """Return the entries of an offer: the problem, then its slates in their order."""
    problem = to_json(problem_told(offer.problem, case=case, version=result_version))
    slates = (to_json(slate_told(one, offer.instance, problem=digest_of(problem))) for one in offer.slates)
    return (
        _draft(EntryType.PLACEMENT, problem, scheme_digest),
        *(_draft(EntryType.SLATE, one, scheme_digest) for one in slates),
    )


def problem_told(problem: Problem, *, case: CaseFile, version: int) -> ProblemTold:
    """Return what is entered of a problem; ``version`` is that of the result it rests on."""
    instance = problem.instance
    has_value = instance.open if instance.openable is None else instance.open | instance.openable
    return ProblemTold(
        version=version,
        policy=policy_digest(case),
        officials=instance.officials,
        posts=instance.posts,
        home=_integers(instance.home),
        must=tuple(map(bool, instance.must.tolist())),
        unit=_integers(instance.unit),
        units=instance.units,
        rules=instance.rules,
        values=_table(instance.values, has_value),
        matches=_parts(problem, "match"),
        expected=_parts(problem, "expected"),
        experience=_parts(problem, "experience"),
        knocked_out=tuple(sorted(i for (i, _), worth in problem.worth.items() if worth.knocked_out_by)),
        openable=_pairs(instance.openable),
        closed=tuple(_closed(problem)),
    )


def policy_digest(case: CaseFile) -> str:
    """Return the digest of the frozen policy of moves, as the scheme's entry tells it."""
    codes = person_codes(case.officials, case.codes)
    return digest_of(to_json(case.scheme.placement, nip=lambda nip: codes.get(Nip(nip), nip)))


def slate_told(slate: Slate, instance: Instance, *, problem: str) -> SlateTold:
    """Return what is entered of a slate; ``problem`` is the digest of its problem's payload."""
    draws = None
    if slate.chosen_in is not None:
        draws = DrawsTold(
            n=slate.n_draws,
            chosen_in=_integers(slate.chosen_in),
            regret=slate.regret or (),
            regret_bound=slate.regret_bound,
        )
    return SlateTold(
        problem=problem,
        name=slate.name,
        wishes=slate.wishes,
        seats=tuple(None if j == NOWHERE else instance.posts[j] for j in slate.solution.seat.tolist()),
        objective=slate.solution.objective,
        bound=slate.solution.bound,
        proof=_proof_told(slate.certificate),
        draws=draws,
    )


def instance_of(told: ProblemTold) -> Instance:
    """Return the instance that a payload tells; raise ``placement_wrong`` where it contradicts itself."""
    n, m = len(told.officials), len(told.posts)
    _check_form(told, n, m)
    has_value = np.array([[one is not None for one in row] for row in told.values], bool).reshape(n, m)
    openable = np.zeros((n, m), bool)
    for i, j in told.openable:
        openable[i, j] = True
    return Instance(
        officials=told.officials,
        posts=told.posts,
        values=np.array([[one or 0 for one in row] for row in told.values], np.int64).reshape(n, m),
        open=has_value & ~openable,
        home=np.array(told.home, np.int64),
        must=np.array(told.must, bool),
        unit=np.array(told.unit, np.int64),
        units=told.units,
        rules=told.rules,
        openable=openable,
    )


def seats_of(told: SlateTold, instance: Instance) -> Numbers:
    """Return (n,) the column of each official; raise ``slate_wrong`` for seats of another problem."""
    columns = {code: j for j, code in enumerate(instance.posts)}
    if len(told.seats) != len(instance.officials):
        raise CoreError("slate_wrong", part="seats")
    for code in told.seats:
        if code is not None and code not in columns:
            raise CoreError("slate_wrong", part="seats", position=code[:64])
    seats = (NOWHERE if code is None else columns[code] for code in told.seats)
    return np.fromiter(seats, np.int64, len(told.seats))


def certificate_told(told: ProofTold) -> Certificate:
    """Return the certificate that a payload tells."""
    return Certificate(
        scale=told.scale,
        officials=np.array(told.officials, np.int64),
        posts=np.array(told.posts, np.int64),
        rows=tuple((_row_of(one), one.price) for one in told.rows),
    )


def _draft(kind: EntryType, payload: Json, form: str) -> EntryDraft:
    return EntryDraft(type=kind, subject="", method="", form=form, payload=payload)


def _integers(numbers: Numbers) -> tuple[int, ...]:
    return tuple(map(int, numbers.tolist()))


def _table(values: Values, shown: Flags) -> Table:
    return tuple(
        tuple(value if there else None for value, there in zip(row, flags, strict=True))
        for row, flags in zip(values.tolist(), shown.tolist(), strict=True)
    )


def _parts(problem: Problem, name: str) -> Table:
    n, m = problem.instance.values.shape
    table: list[list[int | None]] = [[None] * m for _ in range(n)]
    for (i, j), worth in problem.worth.items():
        part = getattr(worth, name)
        table[i][j] = None if part is None else hundredths(part)
    return tuple(map(tuple, table))


def _pairs(flags: Flags | None) -> tuple[tuple[int, ...], ...]:
    return () if flags is None else tuple((int(i), int(j)) for i, j in np.argwhere(flags))


def _closed(problem: Problem) -> Iterator[Closed]:
    found: defaultdict[str, set[Pair]] = defaultdict(set)
    for pair, grounds in problem.closed.items():
        for one in grounds:
            found[one.code if isinstance(one, Reason) else one.rule].add(pair)
    for because in sorted(found):
        yield Closed(because=because, pairs=tuple(sorted(found[because])))


def _proof_told(proof: Certificate) -> ProofTold:
    return ProofTold(
        scale=proof.scale,
        officials=_integers(proof.officials),
        posts=_integers(proof.posts),
        rows=tuple(
            PricedRow(pairs=row.pairs, most=row.most, rule=row.rule, price=price) for row, price in proof.rows
        ),
    )


def _row_of(told: PricedRow) -> Row:
    for one in told.pairs:
        if len(one) != 3:
            raise CoreError("slate_wrong", part="proof")
    return Row(pairs=tuple((i, j, by) for i, j, by in told.pairs), most=told.most, rule=told.rule)


def _check_form(told: ProblemTold, n: int, m: int) -> None:
    parts: dict[str, bool] = {
        "officials": _is_ascending(told.officials),
        "posts": _is_ascending(told.posts),
        "home": len(told.home) == n and all(NOWHERE <= one < m for one in told.home),
        "must": len(told.must) == n,
        "units": _is_ascending(told.units),
        "unit": len(told.unit) == m and all(0 <= one < len(told.units) for one in told.unit),
        **{
            name: len(table) == n and all(len(row) == m for row in table)
            for name, table in (
                ("values", told.values),
                ("matches", told.matches),
                ("expected", told.expected),
                ("experience", told.experience),
            )
        },
        "knocked_out": _is_ascending(told.knocked_out) and all(0 <= one < n for one in told.knocked_out),
        "openable": all(_is_pair(one, n, m) for one in told.openable) and _is_ascending(told.openable),
        "closed": _is_ascending([one.because for one in told.closed])
        and all(
            _is_ascending(one.pairs) and all(_is_pair(p, n, m) for p in one.pairs) for one in told.closed
        ),
    }
    held = [one for one in told.home if one != NOWHERE]
    parts["home"] = parts["home"] and len(held) == len(set(held))
    for name, holds in parts.items():
        if not holds:
            raise CoreError("placement_wrong", part=name)


def _is_pair(one: Sequence[int], n: int, m: int) -> bool:
    return len(one) == 2 and 0 <= one[0] < n and 0 <= one[1] < m


def _is_ascending(listed: Sequence[object]) -> bool:
    return list(listed) == sorted(set(listed))  # type: ignore[type-var]
