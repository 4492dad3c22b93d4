"""Small instances on a seeded chance, and every lawful set of seats there is, looked at one by one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from selaras.core.placement.model import NOWHERE, Instance


def instance_of(
    values: ArrayLike,
    *,
    is_open: ArrayLike | None = None,
    home: ArrayLike | None = None,
    must: ArrayLike = True,
) -> Instance:
    worths = np.array(values)
    n, m = worths.shape
    return Instance(
        officials=tuple(f"P{i:04}" for i in range(n)),
        posts=tuple(f"J{j:04}" for j in range(m)),
        values=worths,
        open=np.ones((n, m), dtype=bool) if is_open is None else np.array(is_open, dtype=bool),
        home=np.full(n, NOWHERE) if home is None else np.array(home, dtype=np.int64),
        must=np.full(n, must, dtype=bool) if np.ndim(must) == 0 else np.array(must, dtype=bool),
        unit=np.zeros(m, dtype=np.int64),
    )


def random_instance(seed: int, *, n: int | None = None, m: int | None = None) -> Instance:
    """Ties are frequent; values may be negative, pairs closed, officials from outside or free to go."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 6)) if n is None else n
    m = int(rng.integers(1, 7)) if m is None else m
    values = rng.integers(-3, int(rng.choice([2, 5, 60])), (n, m))
    home = np.full(n, NOWHERE)
    at_home = rng.permutation(n)[: min(n, m) if rng.random() < 0.7 else 0]
    home[at_home] = rng.permutation(m)[: at_home.size]
    is_open = rng.random((n, m)) < rng.choice([0.4, 0.7, 1.0])
    if rng.random() < 0.6:
        is_open[np.flatnonzero(home != NOWHERE), home[home != NOWHERE]] = True
    must = rng.random(n) < rng.choice([0.0, 0.5, 1.0])
    return instance_of(values, is_open=is_open, home=home, must=must)


def all_seats(instance: Instance) -> Iterator[tuple[int, ...]]:
    """Yield every lawful set of seats, in the order by official and post, NOWHERE last."""
    n, m = instance.open.shape

    def rest(i: int, taken: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        if i == n:
            yield taken
            return
        for j in range(m):
            if instance.open[i, j] and j not in taken:
                yield from rest(i + 1, (*taken, j))
        if not instance.must[i]:
            yield from rest(i + 1, (*taken, NOWHERE))

    yield from rest(0, ())


def worth(instance: Instance, seats: tuple[int, ...]) -> int:
    return sum(int(instance.values[i, j]) for i, j in enumerate(seats) if j != NOWHERE)


def moves(instance: Instance, seats: tuple[int, ...]) -> int:
    return sum(int(instance.home[i]) != j for i, j in enumerate(seats))


def best_by_looking(instance: Instance) -> tuple[int, ...] | None:
    """Return the most worth, of these the fewest moves, of these the first."""
    found = list(all_seats(instance))
    if not found:
        return None
    return min(found, key=lambda one: (-worth(instance, one), moves(instance, one)))  # min keeps the first


def event(seed: int, *, n: int = 41, m: int = 47) -> Instance:
    """An event of the usual size: most pairs open, everybody at home somewhere and to be seated."""
    rng = np.random.default_rng(seed)
    values = rng.integers(3000, 10_001, (n, m))
    home = rng.permutation(m)[:n]
    is_open = (rng.random((n, m)) < 0.8) | (np.arange(m) == home[:, None])
    return instance_of(values, is_open=is_open, home=home, must=True)


def forced(instance: Instance, official: int, post: int) -> Instance:
    """The same instance with one post open to the official, and to nobody else; NOWHERE: none."""
    is_open, must = instance.open.copy(), instance.must.copy()
    keeps = post != NOWHERE and bool(is_open[official, post])
    is_open[official] = False
    if post != NOWHERE:
        is_open[:, post] = False
        is_open[official, post] = keeps
        must[official] = True
    return replace(instance, open=is_open, must=must)


def corners_by_looking(instance: Instance) -> list[tuple[int, int]]:
    """Return the points of moves and value above every line between two others, up to the best."""
    best = best_by_looking(instance)
    assert best is not None
    by_moves: dict[int, int] = {}
    for seats in all_seats(instance):
        n = moves(instance, seats)
        by_moves[n] = max(by_moves.get(n, worth(instance, seats)), worth(instance, seats))
    points = sorted(one for one in by_moves.items() if one[0] <= moves(instance, best))
    return [
        (n, value)
        for n, value in points
        # Above every line between a point of fewer moves and one of more.
        if all(
            (value - low) * (more - n) > (high - value) * (n - fewer)
            for fewer, low in points
            for more, high in points
            if fewer < n < more
        )
    ]


def crowded(seed: int) -> Instance:
    """More people than posts for some of them."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(2, 8)), int(rng.integers(1, 7))
    is_open = rng.random((n, m)) < rng.choice([0.2, 0.4, 0.6, 0.95])
    return instance_of(np.zeros((n, m), dtype=np.int64), is_open=is_open, must=rng.random(n) < 0.9)


def smallest_by_looking(instance: Instance) -> int:
    """Return how many are in the smallest conflict over posts, 0 where there is none."""
    must = np.flatnonzero(instance.must)
    for size in range(1, must.size + 1):
        for people in combinations(must, size):
            if instance.open[list(people)].any(axis=0).sum() < size:
                return size
    return 0
