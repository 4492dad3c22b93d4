"""Kappa and concordance: published values, definitions, errors that repetition confirms."""

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.measurement.agreement import (
    cohen_kappa,
    concordance,
    fleiss_kappa,
    kappa_of_table,
    kendall_w,
)
from selaras.core.measurement.agreement.kappa import linear, quadratic
from tests.core.measurement.rating_tables import random_table
from tests.references import published_tables as published


def test_cohen_finds_his_kappa_and_his_weighted_kappa():
    plain = kappa_of_table(published.COHEN, n=200)
    weighted = kappa_of_table(published.COHEN, n=200, disagreement=published.COHEN_GRAVITY)

    assert (plain.value, weighted.value) == pytest.approx(published.COHEN_SAYS, abs=0.001)


def test_the_error_of_kappa_is_what_resampling_shows():
    rng = np.random.default_rng(8)
    counts = rng.multinomial(400, published.COHEN.ravel() / published.COHEN.sum(), size=3000)
    values = [
        kappa_of_table(c.reshape(3, 3).astype(float), n=400, disagreement=published.COHEN_GRAVITY).value
        for c in counts
    ]

    said = kappa_of_table(published.COHEN, n=400, disagreement=published.COHEN_GRAVITY)

    assert said.se == pytest.approx(np.std(values), rel=0.06)


def test_the_error_under_chance_is_what_resampling_under_chance_shows():
    rng = np.random.default_rng(9)
    chance = np.outer(published.COHEN.sum(axis=1), published.COHEN.sum(axis=0))
    counts = rng.multinomial(400, chance.ravel() / chance.sum(), size=3000)
    values = [kappa_of_table(c.reshape(3, 3).astype(float), n=400).value for c in counts]

    assert kappa_of_table(chance, n=400).se_chance == pytest.approx(np.std(values), rel=0.06)


def test_quadratic_kappa_is_the_correlation_when_raters_use_the_scale_alike():
    table = random_table(4, n=40, k=2)
    both = np.vstack([table, table[:, ::-1]])

    kappa = cohen_kappa(both, weights=quadratic).value

    assert kappa == pytest.approx(np.corrcoef(both.T)[0, 1], abs=1e-12)


def test_an_unused_category_between_two_used_ones_stays_a_distance():
    used = np.array([[1.0, 1], [2, 4], [4, 4], [1, 2], [4, 2], [2, 2]])
    weights = np.array([[0.0, 1, 3], [1, 0, 2], [3, 2, 0]])

    assert cohen_kappa(used, weights=linear) == cohen_kappa(used, disagreement=weights)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=30, deadline=None)
def test_kappa_knows_nothing_of_who_is_first(seed):
    table = random_table(seed, k=2, gaps=0.1)

    for weights in (linear, quadratic):
        one, other = cohen_kappa(table, weights=weights), cohen_kappa(table[:, ::-1], weights=weights)
        assert (one.value, one.se, one.p) == pytest.approx((other.value, other.se, other.p), abs=1e-10)


def test_fleiss_finds_his_kappa():
    table = np.array([np.repeat(np.arange(1.0, 6.0), row) for row in published.FLEISS_COUNTS])

    found = fleiss_kappa(table)

    assert found.value == pytest.approx(published.FLEISS_SAYS, abs=0.001)
    assert found.z == pytest.approx(found.value / found.se_chance)


def test_the_error_of_fleiss_under_chance_is_what_chance_gives():
    rng = np.random.default_rng(4)
    share = np.array([0.2, 0.5, 0.3])
    tables = [rng.choice(3, size=(40, 4), p=share).astype(float) for _ in range(1500)]
    found = [fleiss_kappa(table) for table in tables]

    assert np.mean([one.se_chance for one in found]) == pytest.approx(
        np.std([one.value for one in found]), rel=0.06
    )


def test_the_interval_of_fleiss_covers_the_truth():
    """Each subject is certain with chance 0.5, else marked blindly: kappa is known for equal shares."""
    rng = np.random.default_rng(5)
    sure, runs, hits = 0.5, 200, 0
    for _ in range(runs):
        own = rng.integers(0, 3, (50, 1))
        blind = rng.random((50, 1)) > sure
        table = np.where(blind, rng.integers(0, 3, (50, 4)), own).astype(float)
        found = fleiss_kappa(table)
        hits += found.low <= sure <= found.high

    assert 0.90 <= hits / runs <= 0.985


def test_fleiss_with_gaps_needs_no_equal_numbers_but_gives_no_test():
    table = random_table(6, gaps=0.2)

    found = fleiss_kappa(table)

    assert found.value is not None
    assert (found.se_chance, found.z, found.p) == (None, None, None)


def w_by_definition(table: np.ndarray) -> float:
    """Siegel and Castellan's formula with correction for ties."""
    n, k = table.shape
    ranks = np.array([[np.sum(c < x) + (np.sum(c == x) + 1) / 2 for x in c] for c in table.T]).T
    ties = sum(sum(t**3 - t for t in np.unique(c, return_counts=True)[1]) for c in table.T)
    total = ranks.sum(axis=1)
    return (12 * (total**2).sum() - 3 * k**2 * n * (n + 1) ** 2) / (k**2 * n * (n**2 - 1) - k * ties)


@pytest.mark.parametrize("seed", range(6))
def test_concordance_is_its_definition_with_ties(seed):
    table = random_table(seed, n=9, k=3)

    assert kendall_w(table, seed=1).value == pytest.approx(w_by_definition(table), abs=1e-12)


def test_the_exact_chance_of_a_concordance_is_counted():
    table = np.array([[1.0, 1, 2], [2, 3, 1], [3, 2, 3]])
    reached = [
        w_by_definition(np.array([table[:, 0], b, c]).T) >= w_by_definition(table) - 1e-12
        for b, c in product(permutations(table[:, 1]), permutations(table[:, 2]))
    ]

    found = kendall_w(table, seed=1)

    assert (found.exact, found.p_orders) == (True, pytest.approx(np.mean(reached)))


def test_drawn_orders_come_near_the_counted_ones():
    table = random_table(7, n=5, k=3)
    counted = kendall_w(table, seed=1)

    centred = np.argsort(np.argsort(table, axis=0), axis=0) - 2.0
    spread = float((centred.sum(axis=1) ** 2).sum())
    exact, was_exact = concordance._share_of_orders(centred, spread, 1)
    many = np.hstack([centred, np.zeros((5, 30))])
    drawn, was_drawn = concordance._share_of_orders(many, spread, 1)

    assert counted.exact
    assert (was_exact, was_drawn) == (True, False)
    assert drawn == pytest.approx(exact, abs=0.02)


def test_full_concordance_is_one_and_opposite_orders_are_zero():
    order = np.arange(6.0)

    assert kendall_w(np.array([order, order, order]).T, seed=1).value == pytest.approx(1.0)
    assert kendall_w(np.array([order, -order]).T, seed=1).value == pytest.approx(0.0)


def test_marks_that_are_no_categories_have_no_kappa():
    many = np.arange(2002.0).reshape(1001, 2)

    assert cohen_kappa(many).reason == fleiss_kappa(many).reason == "too_many_values"
