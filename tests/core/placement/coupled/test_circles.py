"""Rows about runs are seen through by following arcs once, whatever a forger tangles them into."""

from itertools import permutations
from random import Random

import numpy as np

from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement.coupled.runs import follows
from selaras.core.placement.model import Instance, Row

LONGEST = CouplingRule(kind=CouplingKind.LONGEST_CYCLE, most=0)


def officials(n: int) -> Instance:
    """Return n holders, each with an own post, under a rule that allows no cycle."""
    return Instance(
        officials=tuple(f"P-{i:03d}" for i in range(n)),
        posts=tuple(f"J-{i:03d}" for i in range(n)),
        values=np.zeros((n, n), np.int64),
        open=np.ones((n, n), np.bool_),
        home=np.arange(n),
        must=np.ones(n, np.bool_),
        unit=np.zeros(n, np.int64),
        rules=(LONGEST,),
        units=("Dinas",),
    )


def row_of(arcs: set[tuple[int, int]]) -> Row:
    return Row(pairs=tuple((i, j, 1) for i, j in sorted(arcs)), most=len({i for i, _ in arcs}) - 1, rule=0)


def circles_of(arcs: set[tuple[int, int]]) -> list[set[tuple[int, int]]]:
    """Return the arcs of every circle, by trying every order of every few people."""
    people = sorted({one for arc in arcs for one in arc})
    orders = (one for size in range(2, len(people) + 1) for one in permutations(people, size))
    rounds = [set(zip(one, one[1:] + one[:1], strict=True)) for one in orders if one[0] == min(one)]
    return [one for one in rounds if one <= arcs]


def test_a_row_without_ends_is_true_where_every_circle_needs_one_arc() -> None:
    chance, seen = Random("circles"), set()
    for _ in range(150):
        arcs = {(i, j) for i in range(5) for j in range(5) if i != j and chance.random() < 0.35}
        arcs = {arc for arc in arcs if arc[1] in {start for start, _ in arcs}}  # an arc elsewhere is an end
        if not arcs or {end for _, end in arcs} - {start for start, _ in arcs}:
            continue
        circles = circles_of(arcs)
        expected = not circles or bool(set.intersection(*circles))
        seen.add(expected)

        assert follows(officials(5), (), row_of(arcs)) is expected
    assert seen == {True, False}


def test_a_row_with_two_circles_behind_a_long_order_is_not_true() -> None:
    # Asking every arc whether it is the one took 20 seconds for 60 people, and hours for 500.
    n = 200
    order = {(i, j) for i in range(n - 4) for j in range(i + 1, n)}
    two = {(n - 4, n - 3), (n - 3, n - 4), (n - 2, n - 1), (n - 1, n - 2)}

    assert not follows(officials(n), (), row_of(order | two))
