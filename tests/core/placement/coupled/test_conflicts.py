"""What stands in the way is named: a set that cannot hold together, and none of it to spare."""

from dataclasses import replace

import numpy as np
import pytest

from selaras.core import vocabulary as v
from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement import coupled
from selaras.core.placement.model import Impossible, Instance, Requirement, Wishes
from selaras.core.placement.model import RequirementKind as Kind
from selaras.core.placement.slates import wished_slate
from tests.core.placement.coupled.oracles import can_hold
from tests.core.placement.coupled.small import lawful_seats, small_instance

IMPOSSIBLE_SEEDS = [seed for seed in range(500, 640) if not lawful_seats(*small_instance(seed))]


@pytest.mark.parametrize("seed", [seed for seed in IMPOSSIBLE_SEEDS if not small_instance(seed)[0].rules])
def test_without_rules_a_conflict_cannot_hold_and_none_of_it_can_be_spared(seed):
    assert_irreducible(*small_instance(seed))


@pytest.mark.parametrize("seed", [seed for seed in IMPOSSIBLE_SEEDS if small_instance(seed)[0].rules])
def test_with_rules_a_conflict_cannot_hold_and_none_of_it_can_be_spared(seed):
    assert_irreducible(*small_instance(seed))


def assert_irreducible(instance: Instance, wishes: Wishes) -> None:
    found = coupled.conflict(instance, wishes)

    assert not can_hold(instance, wishes, found)
    for one in found:
        assert can_hold(instance, wishes, tuple(other for other in found if other is not one)), one


def three_in_their_posts(**changes) -> Instance:
    """Ani, Budi and Citra in J-0, J-1 and J-2; J-3 is empty; everything is open."""
    return Instance(
        **{
            "officials": ("Ani", "Budi", "Citra"),
            "posts": ("J-0", "J-1", "J-2", "J-3"),
            "values": np.arange(12, dtype=np.int64).reshape(3, 4),
            "open": np.ones((3, 4), dtype=bool),
            "home": np.array([0, 1, 2]),
            "must": np.ones(3, dtype=bool),
            "unit": np.array([0, 0, 1, 1]),
            "units": ("Badan A", "Dinas B"),
            **changes,
        }
    )


def test_one_official_pinned_to_two_posts_is_the_whole_conflict():
    wishes = Wishes(pins=(("Ani", "J-1"), ("Ani", "J-2")))

    with pytest.raises(Impossible) as caught:
        wished_slate(three_in_their_posts(), wishes)

    assert caught.value.conflict == (
        Requirement(kind=Kind.PIN, officials=(0,), posts=(1,)),
        Requirement(kind=Kind.PIN, officials=(0,), posts=(2,)),
    )


def test_two_officials_pinned_to_one_post_conflict_with_the_post():
    wishes = Wishes(pins=(("Ani", "J-3"), ("Budi", "J-3")))

    assert coupled.conflict(three_in_their_posts(), wishes) == (
        Requirement(kind=Kind.PIN, officials=(0,), posts=(3,)),
        Requirement(kind=Kind.PIN, officials=(1,), posts=(3,)),
        Requirement(kind=Kind.POST, posts=(3,)),
    )


def test_a_pin_to_a_closed_post_conflicts_with_the_gates():
    instance = three_in_their_posts()
    instance.open[0, 3] = False

    assert coupled.conflict(instance, Wishes(pins=(("Ani", "J-3"),))) == (
        Requirement(kind=Kind.PIN, officials=(0,), posts=(3,)),
        Requirement(kind=Kind.GATES, officials=(0,), posts=(0, 1, 2)),
    )


def test_a_pin_against_a_limit_of_no_moves_names_both():
    wishes = Wishes(pins=(("Ani", "J-3"),), most_moves=0)

    assert coupled.conflict(three_in_their_posts(), wishes) == (
        Requirement(kind=Kind.PIN, officials=(0,), posts=(3,)),
        Requirement(kind=Kind.MOST_MOVES),
    )


def test_consents_in_a_circle_are_possible_all_together_and_named_when_one_is_barred():
    consents = tuple(
        CouplingRule(
            kind=CouplingKind.ONLY_IF,
            officials=(v.Nip(who), v.Nip(other)),
            positions=(v.PositionCode(post), v.PositionCode(there)),
        )
        for who, post, other, there in (
            ("Ani", "J-1", "Budi", "J-2"),
            ("Budi", "J-2", "Citra", "J-0"),
            ("Citra", "J-0", "Ani", "J-1"),
        )
    )
    instance = three_in_their_posts(rules=consents)
    pinned = Wishes(pins=(("Ani", "J-1"),))
    barred = replace(pinned, bans=(("Citra", "J-0"),))

    assert wished_slate(instance, pinned).solution.seat.tolist() == [1, 2, 0]
    assert coupled.conflict(instance, barred) == (
        Requirement(kind=Kind.PIN, officials=(0,), posts=(1,)),
        Requirement(kind=Kind.GATES, officials=(2,), posts=(1, 2, 3)),
        Requirement(kind=Kind.RULE, rule=0),
        Requirement(kind=Kind.RULE, rule=1),
    )


def test_more_sitting_officials_than_lawful_posts_is_a_matter_of_gates_alone():
    instance = three_in_their_posts()
    instance.open[:] = False
    instance.open[:, :2] = True

    found = coupled.conflict(instance, Wishes(most_moves=3))

    assert {one.kind for one in found} == {Kind.GUARD, Kind.GATES, Kind.POST}
    assert {i for one in found for i in one.officials} == {0, 1, 2}


def test_an_official_without_any_open_post_is_named():
    instance = three_in_their_posts()
    instance.open[1] = False

    assert coupled.conflict(instance, Wishes()) == (
        Requirement(kind=Kind.GUARD, officials=(1,)),
        Requirement(kind=Kind.GATES, officials=(1,), posts=()),
    )


def test_nothing_conflicts_where_seats_exist():
    assert coupled.conflict(three_in_their_posts(), Wishes(pins=(("Ani", "J-3"),), most_moves=1)) == ()
