"""Rules as rows, wishes as open pairs, and rows that a proof may use."""

from dataclasses import replace

import numpy as np
import pytest

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement import assignment, coupled
from selaras.core.placement.model import Row, Wishes
from tests.core.placement.coupled.small import all_seats, lawful_seats, obeys, small_instance
from tests.core.placement.coupled.test_conflicts import three_in_their_posts

RUNS = (CouplingKind.LONGEST_CHAIN, CouplingKind.LONGEST_CYCLE)


@pytest.mark.parametrize("seed", range(900, 940))
def test_seats_break_a_row_exactly_where_they_break_a_rule(seed):
    instance, _ = small_instance(seed)
    rows = coupled.rows_of(instance, Wishes())

    for number, seats in enumerate(all_seats(instance.open, instance.must)):
        if number % 7 == 0:
            broken = {row.rule for row in coupled.broken(instance, rows, np.array(seats))}
            wrong = {k for k, rule in enumerate(instance.rules) if not obeys(instance, rule, seats)}
            # Of several rules of chains (cycles) the strictest speaks for all; a row may be of either kind.
            kinds = {instance.rules[k].kind in RUNS for k in wrong}
            assert {instance.rules[k].kind in RUNS for k in broken} == kinds
            assert {k for k in broken if instance.rules[k].kind not in RUNS} == {
                k for k in wrong if instance.rules[k].kind not in RUNS
            }


@pytest.mark.parametrize("seed", range(940, 1000))
def test_a_row_that_was_made_against_a_run_forbids_no_lawful_seats(seed):
    instance, _ = small_instance(seed)
    rules = (
        CouplingRule(kind=CouplingKind.LONGEST_CHAIN, most=1 + seed % 2),
        CouplingRule(kind=CouplingKind.LONGEST_CYCLE, most=2),
    )
    instance = replace(instance, rules=rules[: 1 + seed % 3 % 2] if seed % 5 else rules[1:])
    rows = coupled.rows_of(instance, Wishes())
    lawful = lawful_seats(instance, Wishes())

    for number, seats in enumerate(all_seats(instance.open, instance.must)):
        if number % 11 == 0:
            for row in coupled.broken(instance, rows, np.array(seats)):
                assert coupled.follows(instance, rows, row)
                assert all(total(row, one) <= row.most for one in lawful)


@pytest.mark.parametrize("seed", range(1000, 1030))
def test_a_row_that_some_lawful_seats_break_is_never_believed(seed):
    instance, _ = small_instance(seed)
    rng = np.random.default_rng(seed)
    rules = tuple(CouplingRule(kind=kind, most=int(rng.integers(1, 4))) for kind in RUNS)
    instance = replace(instance, rules=rules)
    lawful = lawful_seats(instance, Wishes())
    n, m = instance.open.shape
    n_believed = 0

    for _ in range(300):
        size = int(rng.integers(1, 6))
        pairs = {(int(rng.integers(n)), int(rng.integers(m))) for _ in range(size)}
        n_officials = len({i for i, _ in pairs})
        row = Row(pairs=tuple((i, j, 1) for i, j in sorted(pairs)), most=n_officials - 1, rule=0)
        if coupled.follows(instance, (), row):
            n_believed += 1
            assert all(total(row, one) <= row.most for one in lawful)
    assert n_believed or n < 3


def total(row, seats) -> int:
    return sum(weight for i, j, weight in row.pairs if seats[i] == j)


def test_a_forged_row_or_price_is_refused():
    instance = three_in_their_posts(values=np.array([[5, 9, 1, 3], [8, 2, 6, 1], [4, 7, 3, 5]]))
    wishes = Wishes(most_moves=1)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    solution, proof = coupled.solve(asked, rows)
    (row, price), *_ = proof.rows
    stricter = replace(row, most=row.most - 1)
    lower = replace_price(proof, -price)
    cheaper = replace(proof, posts=proof.posts - (proof.posts > 0))

    assert assignment.check(asked, proof) >= solution.objective
    assert coupled.follows(asked, rows, row)
    assert not coupled.follows(asked, rows, stricter)
    with pytest.raises(CoreError, match="proof_price_negative"):
        assignment.check(asked, lower)
    with pytest.raises(CoreError, match="proof_misses_pair"):
        assignment.check(asked, cheaper)


def replace_price(proof, price):
    return type(proof)(
        scale=proof.scale,
        officials=proof.officials,
        posts=proof.posts,
        rows=tuple((row, price) for row, _ in proof.rows),
    )


def test_a_pin_closes_its_row_and_column_and_opens_nothing():
    instance = three_in_their_posts()
    instance.open[1, 3] = False

    asked = coupled.wished(instance, Wishes(pins=(("Ani", "J-1"), ("Budi", "J-3"))))

    assert np.argwhere(asked.open).tolist() == [[0, 1], [2, 0], [2, 2]]


def test_a_post_to_fill_besides_opens_what_nothing_else_closes():
    instance = three_in_their_posts()
    instance.open[:, 3] = False
    openable = np.zeros_like(instance.open)
    openable[2, 3] = True
    instance = replace(instance, openable=openable)

    asked = coupled.wished(instance, Wishes(opened=("J-3",)))

    assert asked.open[:, 3].tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (CouplingRule(kind=CouplingKind.MOST_MOVES), "coupling_rule_incomplete"),
        (CouplingRule(kind=CouplingKind.LONGEST_CHAIN), "coupling_rule_incomplete"),
        (CouplingRule(kind=CouplingKind.APART, officials=(v.Nip("Ani"),)), "coupling_rule_incomplete"),
        (CouplingRule(kind=CouplingKind.ONLY_IF, officials=(v.Nip("Ani"),)), "coupling_rule_incomplete"),
        (CouplingRule(kind=CouplingKind.UNIT_QUOTA, unit="Dinas Z", most=1), "coupling_unit_unknown"),
        (
            CouplingRule(kind=CouplingKind.APART, officials=(v.Nip("Ani"), v.Nip("Zaki"))),
            "placement_official_unknown",
        ),
        (
            CouplingRule(
                kind=CouplingKind.NOT_BOTH, positions=(v.PositionCode("J-0"), v.PositionCode("J-9"))
            ),
            "placement_post_unknown",
        ),
    ],
)
def test_a_rule_that_says_too_little_or_names_a_stranger_is_refused(rule, code):
    with pytest.raises(CoreError, match=code):
        coupled.rows_of(three_in_their_posts(rules=(rule,)), Wishes())


@pytest.mark.parametrize(
    "wishes",
    [Wishes(pins=(("Zaki", "J-0"),)), Wishes(bans=(("Ani", "J-9"),)), Wishes(opened=("J-9",))],
)
def test_a_wish_about_a_stranger_is_refused(wishes):
    with pytest.raises(CoreError, match="unknown"):
        coupled.wished(three_in_their_posts(), wishes)
