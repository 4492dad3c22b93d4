"""What is true of small instances, by trying all: losses, and whether requirements can hold together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement import coupled
from selaras.core.placement.model import NOWHERE, Instance, Requirement, Values, Wishes
from selaras.core.placement.model import RequirementKind as Kind
from tests.core.placement.coupled.small import lawful_seats, most_of, n_moves, obeys, worth_of


def true_losses(instance: Instance, wishes: Wishes) -> Values:
    """Least loss of every pair by trying all; the last column is for no seat. -1: never."""
    n, m = instance.open.shape
    lawful = lawful_seats(instance, wishes)
    top = worth_of(instance, lawful[0])
    loss: Values = np.full((n, m + 1), -1, dtype=np.int64)
    for seats in lawful:
        for i, j in enumerate(seats):
            if loss[i, j] < 0:
                loss[i, j] = top - worth_of(instance, seats)
    return loss


def can_hold(instance: Instance, wishes: Wishes, held: tuple[Requirement, ...]) -> bool:
    """Whether any seats meet these requirements alone, by trying all; posts may be shared."""
    asked = coupled.wished(instance, replace(wishes, pins=(), most_moves=None))
    n, m = asked.open.shape
    gated = {one.officials[0] for one in held if one.kind is Kind.GATES}
    guarded = {one.officials[0] for one in held if one.kind is Kind.GUARD}
    pins = {(one.officials[0], one.posts[0]) for one in held if one.kind is Kind.PIN}
    single = {one.posts[0] for one in held if one.kind is Kind.POST}
    rules = [instance.rules[one.rule] for one in held if one.kind is Kind.RULE]
    has_limit = any(one.kind is Kind.MOST_MOVES for one in held)

    def further(i: int, taken: tuple[int, ...]) -> bool:
        if i == n:
            return (not has_limit or n_moves(asked, taken) <= (wishes.most_moves or 0)) and all(
                obeys_shared(asked, rule, taken) for rule in rules
            )
        places = [j for j in range(m) if i not in gated or asked.open[i, j]]
        places += [] if i in guarded else [NOWHERE]
        wanted = {j for k, j in pins if k == i}
        return any(
            further(i + 1, (*taken, j)) for j in places if wanted <= {j} and not (j in single and j in taken)
        )

    return further(0, ())


def obeys_shared(instance: Instance, rule: CouplingRule, seats: tuple[int, ...]) -> bool:
    """Like ``obeys``, where posts may be shared: all who come to an empty post count, and who leaves one."""
    match rule.kind:
        case CouplingKind.UNIT_QUOTA:
            unit = instance.units.index(str(rule.unit))
            return n_changes(instance, seats, np.flatnonzero(instance.unit == unit).tolist()) <= most_of(rule)
        case CouplingKind.NOT_BOTH:
            return n_changes(instance, seats, [instance.posts.index(one) for one in rule.positions]) <= 1
        case CouplingKind.LONGEST_CHAIN | CouplingKind.LONGEST_CYCLE:
            is_cycle = rule.kind is CouplingKind.LONGEST_CYCLE
            return all(
                length <= most_of(rule) for length, kind in shared_runs(instance, seats) if kind == is_cycle
            )
        case _:
            return obeys(instance, rule, seats)


def n_changes(instance: Instance, seats: tuple[int, ...], posts: Sequence[int]) -> int:
    holders = {int(j): i for i, j in enumerate(instance.home) if j != NOWHERE}
    left = sum(seats[holders[j]] != j for j in posts if j in holders)
    return left + sum(j in posts and j not in holders for j in seats)


def shared_runs(instance: Instance, seats: tuple[int, ...]) -> Iterator[tuple[int, bool]]:
    """Yield the length of every mover's run and whether it comes back; none that ends at one who stays."""
    home = instance.home.tolist()
    holders = {j: i for i, j in enumerate(home) if j != NOWHERE}
    for first in range(len(seats)):
        if seats[first] == home[first]:
            continue
        length, one = 1, first
        while seats[one] in holders and seats[holders[seats[one]]] != seats[one] and length <= len(seats):
            one = holders[seats[one]]
            if one == first:
                yield length, True
                break
            length += 1
        else:
            if length <= len(seats) and seats[one] not in holders:
                yield length, False
