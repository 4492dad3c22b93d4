"""The ways of very large problems, on small ones: they come to the very seats of the ordinary way."""

import numpy as np
import pytest

from selaras.core.placement.assignment import (
    certificate_of,
    check,
    narrowing,
    prices,
    shortening,
    solve,
    solve_sparse,
    solver,
    solving,
)
from selaras.core.placement.assignment.pairs import listed, table
from selaras.core.placement.model import Impossible
from tests.core.placement.assignment.small import event, instance_of


def wide(monkeypatch):
    """From now on every table counts as very large; return how often the narrow way came to an end."""
    ends = []
    narrowed = narrowing.narrowed

    def counted(pairs):
        found = narrowed(pairs)
        ends.append(found is not None)
        return found

    monkeypatch.setattr(solving, "WIDE", 0)
    monkeypatch.setattr(solving, "narrowed", counted)
    monkeypatch.setattr(narrowing, "_SAMPLE", 96)
    return ends


def large(seed, *, n=120, m=130, top=10_000):
    rng = np.random.default_rng(seed)
    values = rng.integers(0, top, (n, m)) + rng.integers(0, top // 3, m) + rng.integers(0, top // 3, (n, 1))
    must = rng.random(n) < 0.8
    home = rng.permutation(m)[:n]
    is_open = (rng.random((n, m)) < 0.9) | (np.arange(m) == home[:, None])
    return instance_of(values, is_open=is_open, home=home, must=must)


@pytest.mark.parametrize("top", [10_000, 40])
def test_what_stands_out_leads_to_the_same_first_optimum(monkeypatch, top):
    instances = [large(seed, top=top) for seed in range(6)]
    expected = [solve(one) for one in instances]
    ends = wide(monkeypatch)

    found = [solve(one) for one in instances]

    assert [one.seat.tolist() for one in found] == [one.seat.tolist() for one in expected]
    assert sum(ends) >= 3


def test_where_nothing_stands_out_the_ordinary_way_is_gone(monkeypatch):
    # Ability times weight of the post: the best post of all is the best for everybody.
    values = np.multiply.outer(np.arange(80), np.arange(80))
    ends = wide(monkeypatch)

    found = solve(instance_of(values))

    assert ends == [False]
    assert found.seat.tolist() == list(range(80))


def test_no_proof_of_the_list_is_taken_for_one_of_the_table(monkeypatch):
    instance = large(1)
    right = solve(instance)
    wide(monkeypatch)
    # So few pairs stand out that the first list misses some of the best seats.
    monkeypatch.setattr(narrowing, "_STANDING", 1)
    monkeypatch.setattr(narrowing, "_margin", lambda pairs, prices: 0)

    assert solve(instance).objective == right.objective

    monkeypatch.setattr(narrowing, "_reached", lambda pairs, prices, margin: (np.array([0]), True))

    assert solve(instance).objective <= right.objective


def listed_event(seed, *, n, m):
    instance = event(seed, n=n, m=m)
    rows, columns = np.nonzero(instance.open)
    return instance_of(instance.values, is_open=instance.open), rows, columns


@pytest.mark.parametrize("many", [0, 10**9])
@pytest.mark.parametrize(("n", "m"), [(30, 30), (30, 36)])
def test_pairs_named_one_by_one_come_to_the_seats_of_the_table(monkeypatch, many, n, m):
    monkeypatch.setattr(solver, "_MANY", many)
    for seed in range(5):
        instance, rows, columns = listed_event(seed, n=n, m=m)
        order = np.random.default_rng(seed).permutation(rows.size)
        rows, columns = rows[order], columns[order]

        found, proof = solve_sparse(rows, columns, instance.values[rows, columns], n, m)

        expected = solve(instance)
        assert found.seat.tolist() == expected.seat.tolist()
        assert found.objective == found.bound == expected.objective == check(instance, proof)
        assert proof.posts.tolist() == certificate_of(instance, expected).posts.tolist()


def test_of_a_pair_named_twice_the_better_counts():
    rows, columns, values = np.array([0, 0, 1]), np.array([0, 0, 1]), np.array([3, 7, 1])

    found, _ = solve_sparse(rows, columns, values, 2, 2)

    assert found.objective == 8


def test_a_list_in_which_not_all_can_be_seated_is_refused():
    with pytest.raises(Impossible) as wrong:
        solve_sparse(np.array([0, 1]), np.array([0, 0]), np.array([1, 1]), 2, 3)

    assert [one.officials for one in wrong.value.conflict if one.officials][:2] == [(0,), (1,)]


def compiled_for_all(monkeypatch):
    monkeypatch.setattr(prices, "_LONG", 0)


@pytest.mark.parametrize(("n", "m"), [(60, 60), (60, 75)])
def test_compiled_prices_are_those_of_the_rounds(monkeypatch, n, m):
    for seed in range(6):
        instance, rows, columns = listed_event(seed, n=n, m=m)
        values = instance.values[rows, columns]
        with monkeypatch.context() as compiled:
            in_rounds, proof = solve_sparse(rows, columns, values, n, m)
            compiled_for_all(compiled)
            found, other = solve_sparse(rows, columns, values, n, m)

        assert found.seat.tolist() == in_rounds.seat.tolist()
        assert other.posts.tolist() == proof.posts.tolist()
        assert other.officials.tolist() == proof.officials.tolist()


def test_compiled_prices_mend_any_seats(monkeypatch):
    # Circles, empty posts that are wanted, and people who are better placed without a seat.
    compiled_for_all(monkeypatch)
    for seed in range(30):
        rng = np.random.default_rng(seed)
        n, m = 12, int(rng.integers(12, 18))
        instance = instance_of(rng.integers(-40, 60, (n, m)), must=rng.random(n) < 0.5)
        rows, columns = np.nonzero(instance.open)
        pairs = listed(rows, columns, instance.values[rows, columns], must=instance.must, m=m)

        seat, proof = prices.proved(pairs, rng.permutation(m)[:n])

        assert prices.value_of(pairs, seat) == solve(instance).objective
        assert int(proof.officials.sum() + proof.posts.sum()) == solve(instance).objective


def test_the_shorter_list_comes_to_the_seats_and_prices_of_the_whole(monkeypatch):
    ends = []
    shortened = solving.shortened

    def counted(pairs):
        ends.append(shortened(pairs))
        return ends[-1]

    for seed in range(8):
        instance, rows, columns = listed_event(seed, n=60, m=60 + seed)
        # Officials and posts that are good on the whole hide which pairs are.
        values = instance.values[rows, columns] + 50 * rows + 90 * columns
        expected, proof = solve_sparse(rows, columns, values, 60, 60 + seed)
        with monkeypatch.context() as long:
            long.setattr(solving, "LONG", 0)
            long.setattr(solving, "shortened", counted)
            found, other = solve_sparse(rows, columns, values, 60, 60 + seed)

        assert found.seat.tolist() == expected.seat.tolist()
        assert found.objective == found.bound == expected.objective
        assert other.posts.tolist() == proof.posts.tolist()
    assert sum(one is not None for one in ends) >= 6


def test_what_the_shorter_list_misses_is_found_by_its_prices(monkeypatch):
    instance, rows, columns = listed_event(8, n=60, m=60)
    values = instance.values[rows, columns]
    expected = solve_sparse(rows, columns, values, 60, 60)[0]
    best = set(zip(range(60), expected.seat.tolist(), strict=True))
    hidden = [k for k, pair in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)) if pair in best][
        :9
    ]
    monkeypatch.setattr(solving, "LONG", 0)
    standing = shortening._standing_out
    monkeypatch.setattr(
        shortening, "_standing_out", lambda pairs: standing(pairs) & ~np.isin(np.arange(rows.size), hidden)
    )

    found = solve_sparse(rows, columns, values, 60, 60)[0]

    assert found.seat.tolist() == expected.seat.tolist()


def test_a_table_and_a_list_tell_the_same_of_their_pairs():
    instance, rows, columns = listed_event(2, n=7, m=9)
    full = table(instance.values, instance.open, instance.must)

    assert [one.tolist() for one in full.graph()] == [rows.tolist(), columns.tolist()]
