"""The problem of an event: who may sit where, why not, and what each seat is worth.

A pure function of case file, rulebook and results, so that whoever has the ledger can set it up again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from selaras.core.outcome import OfficialResult, Reason, Results
from selaras.core.placement.gates import Answer, Person, Why, three_names
from selaras.core.placement.model import NOWHERE, Instance
from selaras.core.placement.offer import Pair, Problem, Worth
from selaras.core.placement.worth import worth_of
from selaras.core.rules import Rulebook

Answers = dict[Pair, Answer]
Worths = dict[Pair, Worth]


def unplaced_because(case: c.CaseFile, results: Results) -> str | None:
    """Return the code of why an event has no proposal of moves; None where it has one.

    A re-test has one like any other event: who may not move is told to stay, with the reason.
    """
    if case.scheme.placement is None:
        return "placement_without_policy"
    if case.event.kind is v.EventKind.MAPPING:
        return "placement_of_mapping"
    if not results.is_scored:
        return "placement_before_scores"
    return None


def problem_of(case: c.CaseFile, rulebook: Rulebook, results: Results) -> Problem:
    """Return who may sit where in an event, with every reason and what each seat is worth.

    Rows are the officials who hold a post of the case file, and participants without one, who need not get
    one. Columns are the posts that such a person holds or that are to be filled; posts that are not to be
    filled stand there too, closed, unless somebody outside the event holds them.
    Raises CoreError with the code of ``unplaced_because`` where an event has no proposal.
    """
    because = unplaced_because(case, results)
    policy = case.scheme.placement
    if because is not None or policy is None:
        raise CoreError(because or "placement_without_policy", key=case.event.key)
    people = _people(case, results)
    posts = _posts(case, people)
    answers: Answers = {}
    worth: Worths = {}
    holders = {official.position for official, _ in people}
    for i, (official, result) in enumerate(people):
        person = Person(official, result, case=case, rulebook=rulebook)
        for j, post in enumerate(posts):
            fit = result.fits.get(post.code)
            is_free = post.is_in_play and not _is_held_outside(post, holders)
            answer = person.answer(post, fit=fit, is_free=is_free)
            if _is_held_outside(post, holders):
                answer = replace(answer, is_openable=False)
            answers[i, j] = answer
            if not answer.closed or answer.is_openable:
                worth[i, j] = worth_of(
                    policy,
                    fit=fit,
                    experience=person.experience.points(post) if policy.experience_weight else None,
                    is_move=post.code != official.position,
                )
    closed = {pair: answer.closed for pair, answer in answers.items() if answer.closed}
    if case.event.kind is v.EventKind.OPEN_SELECTION:
        names = rulebook.integer("OPEN-3NAMES", "names")
        closed |= {pair: (one,) for pair, one in _beyond_three(people, posts, closed, worth, names).items()}
    return _problem(people, posts, policy, answers=answers, closed=closed, worth=worth)


People = Sequence[tuple[c.Official, OfficialResult]]


def _people(case: c.CaseFile, results: Results) -> People:
    """Return the rows, in the order of the officials' codes."""
    by_nip = {one.nip: one for one in case.officials}
    held = {one.code for one in case.positions}
    found = [
        (by_nip[one.nip], one)
        for one in results.officials
        if by_nip[one.nip].position in held or one.status is v.ParticipantStatus.PARTICIPANT
    ]
    return sorted(found, key=lambda pair: pair[1].code)


def _posts(case: c.CaseFile, people: People) -> tuple[c.Position, ...]:
    holders = {official.position for official, _ in people}
    found = [one for one in case.positions if one.is_in_play or not _is_held_outside(one, holders)]
    return tuple(sorted(found, key=lambda one: one.code))


def _is_held_outside(post: c.Position, holders: set[v.PositionCode | None]) -> bool:
    """Return whether somebody holds the post whom the event does not know, and who must not lose it."""
    return post.state is v.PositionState.FILLED and post.code not in holders


def _beyond_three(
    people: People,
    posts: Sequence[c.Position],
    closed: Mapping[Pair, tuple[Why, ...]],
    worth: Worths,
    names: int,
) -> dict[Pair, Reason]:
    """Return the pairs beyond the three names that may be put forward for a post of open selection.

    The best score first, as the committee ranks; among equal scores the greater worth, then the code.
    """
    best_first: dict[int, tuple[int, ...]] = {}
    for j, post in enumerate(posts):
        rows = [
            i
            for i, (official, _) in enumerate(people)
            if (i, j) not in closed and official.position != post.code
        ]
        rows.sort(key=lambda i: (-(people[i][1].score or Decimal(0)), -worth[i, j].value, i))
        best_first[j] = tuple(rows)
    return three_names(best_first, names=names)


def _problem(
    people: People,
    posts: Sequence[c.Position],
    policy: MovePolicy,
    *,
    answers: Answers,
    closed: dict[Pair, tuple[Why, ...]],
    worth: Worths,
) -> Problem:
    shape = (len(people), len(posts))
    values, is_open = np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=np.bool_)
    openable = np.zeros(shape, dtype=np.bool_)
    for pair, one in worth.items():
        values[pair] = one.value
    for pair in closed:
        is_open[pair] = False
        openable[pair] = answers[pair].is_openable
    column = {post.code: j for j, post in enumerate(posts)}
    home = [
        NOWHERE if official.position is None else column.get(official.position, NOWHERE)
        for official, _ in people
    ]
    units = tuple(sorted({post.unit for post in posts}))
    codes = {official.nip: result.code for official, result in people}
    rules, forbidden = _rules(policy, codes, column)
    for nip, position in forbidden:
        pair = ([official.nip for official, _ in people].index(nip), column[position])
        if pair[1] != home[pair[0]]:
            is_open[pair] = openable[pair] = False
            closed[pair] = (*closed.get(pair, ()), Reason(code="banned", facts={}))
    instance = Instance(
        officials=tuple(codes.values()),
        posts=tuple(post.code for post in posts),
        values=values,
        open=is_open,
        home=np.array(home, dtype=np.int64),
        must=np.array([one != NOWHERE for one in home], dtype=np.bool_),
        unit=np.array([units.index(post.unit) for post in posts], dtype=np.int64),
        rules=rules,
        units=units,
        openable=openable,
    )
    return Problem(
        instance=instance,
        nips=tuple(codes),
        positions=tuple(post.code for post in posts),
        closed=closed,
        flags={pair: one.flags for pair, one in answers.items() if one.flags and pair not in closed},
        worth={pair: one for pair, one in worth.items() if pair not in closed or openable[pair]},
    )


def _rules(
    policy: MovePolicy, codes: Mapping[v.Nip, str], column: Mapping[v.PositionCode, int]
) -> tuple[tuple[CouplingRule, ...], list[tuple[v.Nip, v.PositionCode]]]:
    """Return the rules by codes, and the moves that a rule forbids for good.

    Whoever is not among the rows never moves, and a post that is no column never changes hands: a rule that
    only they could break is none. A move that hangs on one that cannot be is forbidden.
    """
    rules: list[CouplingRule] = []
    forbidden: list[tuple[v.Nip, v.PositionCode]] = []
    for rule in policy.rules:
        nips = [one for one in rule.officials if one in codes]
        posts = tuple(one for one in rule.positions if one in column)
        whole = len(nips) == len(rule.officials) and len(posts) == len(rule.positions)
        if rule.kind is CouplingKind.ONLY_IF and not whole:
            if rule.officials[0] in codes and rule.positions[0] in column:
                forbidden.append((rule.officials[0], rule.positions[0]))
            continue
        if rule.kind is CouplingKind.APART and len(nips) < 2:
            continue
        if rule.kind is CouplingKind.NOT_BOTH and len(posts) < 2:
            continue
        officials = tuple(v.Nip(codes[one]) for one in nips)
        rules.append(replace(rule, officials=officials, positions=posts))
    return tuple(rules), forbidden
