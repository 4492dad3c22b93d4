"""The slates as they are offered."""

from dataclasses import replace

import numpy as np
import pytest

from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement import assignment, coupled
from selaras.core.placement.model import Impossible, RequirementKind, SlateName, Wishes
from selaras.core.placement.slates import three_slates, wished_slate
from tests.core.placement.coupled.small import (
    large_instance,
    lawful_seats,
    n_moves,
    small_instance,
    worth_of,
)
from tests.core.placement.coupled.test_conflicts import three_in_their_posts
from tests.core.placement.robust.test_robust import drawn

SEEDS = [seed for seed in range(0, 80, 2) if lawful_seats(small_instance(seed)[0], Wishes())][:25]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_second_slate_has_half_the_moves_or_the_fewest_that_are_lawful(seed):
    instance, _ = small_instance(seed)
    lawful = lawful_seats(instance, Wishes())

    best, few = three_slates(instance, few_moves=None, draws=None)

    moves = n_moves(instance, best.solution.seat)
    most = max(-(-moves // 2), min(n_moves(instance, one) for one in lawful)) if moves else 0
    expected = next(one for one in lawful if n_moves(instance, one) <= most)
    assert (best.name, few.name) == (SlateName.BEST, SlateName.FEW_MOVES)
    assert tuple(best.solution.seat.tolist()) == lawful[0]
    assert few.wishes == Wishes(most_moves=most)
    assert tuple(few.solution.seat.tolist()) == expected
    assert few.solution.is_optimal
    assert few.regret is None
    assert few.chosen_in is None


def test_a_slate_of_few_moves_says_how_many_counted():
    instance = large_instance(2, n=10, m=12)

    best, few = three_slates(instance, few_moves=3, draws=None)

    assert few.wishes.most_moves == 3
    assert coupled.moves_of(instance, few.solution.seat) <= 3
    assert sum(len(chain.steps) for chain in few.chains) == coupled.moves_of(instance, few.solution.seat)
    asked = coupled.wished(instance, few.wishes)
    assert assignment.check(asked, few.certificate) >= few.solution.objective
    assert few.solution.objective <= best.solution.objective == assignment.check(instance, best.certificate)


def test_with_draws_a_third_slate_bears_the_worst_tenth_best():
    instance = large_instance(5)
    draws = drawn(instance, seed=1, n_draws=100, spread=250)

    slates = three_slates(instance, few_moves=None, draws=draws)
    again = three_slates(instance, few_moves=None, draws=draws)

    best, _, third = slates
    assert third.name is SlateName.ROBUST
    assert third.regret_bound <= third.regret[1] <= min(one.regret[1] for one in slates)
    assert third.solution.objective == worth_of(instance, third.solution.seat) <= third.solution.bound
    assert third.solution.bound == best.solution.objective
    assert all(one.n_draws == 100 and one.chosen_in.max() <= 100 for one in slates)
    assert [one.solution.seat.tolist() for one in slates] == [one.solution.seat.tolist() for one in again]


def test_a_wished_slate_keeps_pins_bans_and_the_limit():
    instance = large_instance(4, n=12, m=14)
    free = wished_slate(instance, Wishes())
    mover = int(np.flatnonzero(free.solution.seat != instance.home)[0])
    j = int(free.solution.seat[mover])
    banned = (instance.officials[mover], instance.posts[j])
    wishes = Wishes(
        bans=(banned,), most_moves=4, pins=((instance.officials[0], instance.posts[instance.home[0]]),)
    )

    slate = wished_slate(instance, wishes)

    assert slate.solution.seat[mover] != j
    assert slate.solution.seat[0] == instance.home[0]
    assert coupled.moves_of(instance, slate.solution.seat) <= 4
    assert slate.name is SlateName.WISHED
    assert slate.solution.is_optimal


def test_who_could_sit_elsewhere_at_no_loss_is_told_as_tied():
    instance = three_in_their_posts(values=np.array([[5, 9, 9, 0], [9, 9, 0, 0], [0, 0, 9, 9]]))

    best, _ = three_slates(instance, few_moves=None, draws=None)

    assert best.solution.seat.tolist() == [1, 0, 2]
    assert best.tied == (0, 1, 2)


def test_an_impossible_wish_is_refused_with_its_conflict():
    rule = CouplingRule(kind=CouplingKind.MOST_MOVES, most=0)
    instance = replace(three_in_their_posts(), rules=(rule,))

    with pytest.raises(Impossible) as caught:
        wished_slate(instance, Wishes(pins=(("Budi", "J-3"),)))

    assert [one.kind for one in caught.value.conflict] == [RequirementKind.PIN, RequirementKind.RULE]
