"""Small instances with every kind of rule, and their lawful seats by trying all; rules are read, not rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement.model import NOWHERE, Instance, Wishes

Seats = tuple[int, ...]
KINDS = tuple(CouplingKind)


def small_instance(seed: int) -> tuple[Instance, Wishes]:
    """Return 2 to 5 officials, 3 to 6 posts, up to four rules, and wishes in every second case."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(2, 6)), int(rng.integers(3, 7))
    home = np.full(n, NOWHERE, dtype=np.int64)
    settled = rng.permutation(min(n, m))[: max(1, min(n, m) - int(rng.integers(0, 2)))]
    home[settled] = rng.permutation(m)[: len(settled)]
    must = (home != NOWHERE) & (rng.random(n) < 0.85)
    is_open = rng.random((n, m)) < rng.choice([0.5, 0.8, 1.0])
    if rng.random() < 0.8:
        is_open[settled, home[settled]] = True
    few = int(rng.choice([3, 30, 3000]))  # few different values make many equals
    openable = ~is_open & (rng.random((n, m)) < 0.3)
    instance = Instance(
        officials=tuple(f"P-{i:03}" for i in range(n)),
        posts=tuple(f"J-{j:03}" for j in range(m)),
        values=rng.integers(-few // 3, few, (n, m)).astype(np.int64),
        open=is_open,
        home=home,
        must=must,
        unit=rng.integers(0, 3, m).astype(np.int64),
        units=("Badan A", "Dinas B", "Dinas C"),
        openable=openable,
    )
    rules = tuple(small_rule(rng, instance) for _ in range(int(rng.integers(0, 5))))
    instance = replace(instance, rules=rules)
    return instance, small_wishes(rng, instance) if seed % 2 else Wishes()


def small_rule(rng: np.random.Generator, instance: Instance) -> CouplingRule:
    kind = KINDS[int(rng.integers(len(KINDS)))]
    officials = [v.Nip(instance.officials[i]) for i in rng.permutation(len(instance.officials))]
    posts = [v.PositionCode(instance.posts[j]) for j in rng.permutation(len(instance.posts))]
    match kind:
        case CouplingKind.UNIT_QUOTA:
            return CouplingRule(
                kind=kind, unit=instance.units[int(rng.integers(3))], most=int(rng.integers(2))
            )
        case CouplingKind.APART | CouplingKind.NOT_BOTH:
            return CouplingRule(kind=kind, officials=tuple(officials[:2]), positions=tuple(posts[:2]))
        case CouplingKind.ONLY_IF:
            return CouplingRule(kind=kind, officials=tuple(officials[:2]), positions=tuple(posts[:2]))
        case _:
            return CouplingRule(kind=kind, most=int(rng.integers(0, 4)))


def small_wishes(rng: np.random.Generator, instance: Instance) -> Wishes:
    def pairs(n: int) -> tuple[tuple[str, str], ...]:
        rows = rng.integers(len(instance.officials), size=n)
        columns = rng.integers(len(instance.posts), size=n)
        return tuple((instance.officials[i], instance.posts[j]) for i, j in zip(rows, columns, strict=True))

    return Wishes(
        most_moves=int(rng.integers(0, 4)) if rng.random() < 0.5 else None,
        pins=pairs(int(rng.integers(0, 2))),
        bans=pairs(int(rng.integers(0, 3))),
        opened=tuple(
            instance.posts[j] for j in rng.permutation(len(instance.posts))[: int(rng.integers(0, 2))]
        ),
    )


def all_seats(is_open: np.ndarray, must: np.ndarray) -> Iterator[Seats]:
    """Yield every choice of open seats, one official a post; the guard is kept."""

    def further(i: int, taken: Seats) -> Iterator[Seats]:
        if i == len(must):
            yield taken
            return
        for j in np.flatnonzero(is_open[i]).tolist():
            if j not in taken:
                yield from further(i + 1, (*taken, j))
        if not must[i]:
            yield from further(i + 1, (*taken, NOWHERE))

    yield from further(0, ())


def lawful_seats(instance: Instance, wishes: Wishes) -> list[Seats]:
    """Return all lawful seats, the best first, in the canonical order of equals."""
    is_open = instance.open.copy()
    columns = {code: j for j, code in enumerate(instance.posts)}
    rows = {code: i for i, code in enumerate(instance.officials)}
    for post in wishes.opened:
        assert instance.openable is not None
        is_open[:, columns[post]] |= instance.openable[:, columns[post]]
    for official, post in wishes.bans:
        is_open[rows[official], columns[post]] = False
    pins = {(rows[official], columns[post]) for official, post in wishes.pins}
    found = [
        seats
        for seats in all_seats(is_open, instance.must)
        if all(seats[i] == j for i, j in pins)
        and (wishes.most_moves is None or n_moves(instance, seats) <= wishes.most_moves)
        and all(obeys(instance, rule, seats) for rule in instance.rules)
    ]
    return sorted(found, key=lambda seats: order_of(instance, seats))


def order_of(instance: Instance, seats: Seats) -> tuple[int, int, Seats]:
    m = len(instance.posts)
    places = tuple(m if j == NOWHERE else j for j in seats)
    return -worth_of(instance, seats), n_moves(instance, seats), places


def worth_of(instance: Instance, seats: Sequence[int]) -> int:
    return sum(int(instance.values[i, j]) for i, j in enumerate(seats) if j != NOWHERE)


def n_moves(instance: Instance, seats: Sequence[int]) -> int:
    return sum(j != home for j, home in zip(seats, instance.home.tolist(), strict=True))


def obeys(instance: Instance, rule: CouplingRule, seats: Sequence[int]) -> bool:
    """Return whether seats obey a rule, from what the rule says."""
    seat_of = dict(zip(instance.officials, seats, strict=True))
    post_of = dict(enumerate(instance.posts))
    match rule.kind:
        case CouplingKind.MOST_MOVES:
            return n_moves(instance, seats) <= most_of(rule)
        case CouplingKind.UNIT_QUOTA:
            unit = instance.units.index(rule.unit)
            changed = changed_posts(instance, seats)
            return sum(int(instance.unit[j]) == unit for j in changed) <= most_of(rule)
        case CouplingKind.NOT_BOTH:
            return sum(post_of[j] in rule.positions for j in changed_posts(instance, seats)) <= 1
        case CouplingKind.APART:
            units = [instance.unit[seat_of[one]] for one in rule.officials if seat_of[one] != NOWHERE]
            return all(one != other for one, other in combinations(units, 2))
        case CouplingKind.ONLY_IF:
            first, second = (
                seat_of[who] == instance.posts.index(post)
                for who, post in zip(rule.officials, rule.positions, strict=True)
            )
            return second or not first
        case CouplingKind.LONGEST_CHAIN:
            return all(length <= most_of(rule) for length, is_cycle in runs(instance, seats) if not is_cycle)
        case CouplingKind.LONGEST_CYCLE:
            return all(length <= most_of(rule) for length, is_cycle in runs(instance, seats) if is_cycle)


def most_of(rule: CouplingRule) -> int:
    assert rule.most is not None
    return rule.most


def changed_posts(instance: Instance, seats: Sequence[int]) -> set[int]:
    before = {int(j): i for i, j in enumerate(instance.home) if j != NOWHERE}
    after = {j: i for i, j in enumerate(seats) if j != NOWHERE}
    return {j for j in range(len(instance.posts)) if before.get(j) != after.get(j)}


def runs(instance: Instance, seats: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Yield the number of moves of every chain and cycle, and which it is."""
    home = instance.home.tolist()
    movers = [i for i, j in enumerate(seats) if j != home[i]]
    into = {seats[i]: i for i in movers if seats[i] != NOWHERE}
    left = set(movers)
    for last in movers:  # who takes a post that nobody leaves, or none
        if seats[last] == NOWHERE or seats[last] not in {home[i] for i in movers}:
            length, before = 0, [last]
            while before:
                left -= set(before)
                length, before = length + 1, [into[j] for j in (home[before[0]],) if j in into]
            yield length, False
    while left:
        first = left.pop()
        length, one = 1, into[home[first]]
        while one != first:
            left.discard(one)
            length, one = length + 1, into[home[one]]
        yield length, True


def large_instance(seed: int, *, n: int = 41, m: int = 47) -> Instance:
    """Everybody has a post and must keep one; fits hang on persons, posts and both."""
    rng = np.random.default_rng(seed)
    home = rng.permutation(m)[:n].astype(np.int64)
    fit = rng.normal(70, 6, (n, 1)) + rng.normal(0, 4, (1, m)) + rng.normal(0, 6, (n, m))
    values = np.rint(100 * fit).astype(np.int64) - 200
    values[np.arange(n), home] += 200
    is_open = rng.random((n, m)) < 0.6
    is_open[np.arange(n), home] = True
    return Instance(
        officials=tuple(f"P-{i:03}" for i in range(n)),
        posts=tuple(f"J-{j:03}" for j in range(m)),
        values=values,
        open=is_open,
        home=home,
        must=np.ones(n, dtype=bool),
        unit=rng.integers(0, 12, m).astype(np.int64),
        units=tuple(f"Unit {u:02}" for u in range(12)),
    )
