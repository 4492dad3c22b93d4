"""Limits of chains and cycles that ask for a proof over dozens of people; which cycles can matter."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement import coupled
from selaras.core.placement.coupled import cycling, programme
from selaras.core.placement.coupled.cycling import cycles_worth, most_worth
from selaras.core.placement.coupled.equals import folded
from selaras.core.placement.model import Wishes
from tests.core.placement.coupled.small import large_instance, lawful_seats, small_instance, worth_of


def limited(instance, chain, cycle):
    limits = ((CouplingKind.LONGEST_CHAIN, chain), (CouplingKind.LONGEST_CYCLE, cycle))
    rules = tuple(CouplingRule(kind=kind, most=most) for kind, most in limits if most is not None)
    return replace(instance, rules=rules)


def steps(seed, n=7):
    rng = np.random.default_rng(seed)
    worth = rng.integers(-20, 5, (n, n)).astype(float)
    worth[rng.random((n, n)) < 0.4] = -np.inf
    np.fill_diagonal(worth, -np.inf)
    return worth


def worth_of_cycle(worth, cycle):
    return sum(worth[a, b] for a, b in zip(cycle, cycle[1:] + cycle[:1], strict=True))


@pytest.mark.parametrize("most", [1, 2, 3, 4])
@pytest.mark.parametrize("least", [-np.inf, -12.0, 3.0])
def test_cycles_are_what_looking_at_every_order_finds(most, least):
    for seed in range(4):
        worth = steps(seed)

        found = cycles_worth(worth, most, least=least, limit=10_000)

        expected = {
            cycle
            for length in range(2, most + 1)
            for cycle in permutations(range(7), length)
            if cycle[0] == min(cycle) and worth_of_cycle(worth, cycle) >= max(least, -1e9)
        }
        told = [tuple(one) for length in found for one in length.tolist()]
        assert len(told) == len(set(told))
        assert set(told) == expected


def test_too_many_cycles_are_none():
    assert cycles_worth(np.zeros((9, 9)), 4, least=-1.0, limit=50) is None


def test_no_walk_is_worth_more_than_told():
    worth = steps(3)
    told = most_worth(worth, 3)

    two = (worth[:, :, None] + worth[None]).max(axis=1)
    three = (two[:, :, None] + worth[None]).max(axis=1)
    assert np.array_equal(told[2], np.maximum(worth, two))
    assert np.array_equal(told[3], np.maximum(told[2], three))


def test_small_instances_with_both_limits_come_to_the_best_lawful_seats(monkeypatch):
    # So few cycles to begin with that the first search misses some, and then none where they are too many.
    monkeypatch.setattr(cycling, "ENOUGH", 1)
    for seed in range(60):
        monkeypatch.setattr(cycling, "MOST", 10_000 if seed % 3 else 0)
        instance = limited(small_instance(seed)[0], (1, 2, None)[seed % 3], 2 + seed % 2)
        lawful = lawful_seats(instance, Wishes())
        found = programme.best(instance, (), weights=folded(instance))
        assert found.is_optimal
        assert worth_of(instance, found.seat.tolist()) == worth_of(instance, lawful[0])
        assert all(found.among[i, j] for i, j in enumerate(lawful[0]) if j >= 0)


@pytest.mark.parametrize(("chain", "cycle", "weight"), [(2, 2, 13_549_501), (3, 3, 13_828_714)])
def test_tight_limits_of_forty_people_are_proved(chain, cycle, weight):
    instance = limited(large_instance(0), chain, cycle)

    found = programme.best(instance, (), weights=folded(instance))

    assert found.weight == found.bound == weight
    assert not coupled.broken(instance, (), found.seat)
    assert found.rows == ()
