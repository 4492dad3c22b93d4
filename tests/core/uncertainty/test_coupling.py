"""Draws of two methods bound together by one examiner's impression."""

from decimal import Decimal

import numpy as np
import pytest

from selaras.core.margins import CarriedOver, Interval
from selaras.core.uncertainty.coupling import paired, person_correlation

RNG = np.random.default_rng(7)
FIRST, SECOND, THIRD = RNG.standard_normal((3, 4000)) * np.array([[1.0], [3.0], [0.5]]) + 60.0


def both_at(correlation: float) -> np.ndarray:
    return np.array([[1.0, correlation], [correlation, 1.0]])


def carried(first: str, second: str, correlation: str) -> CarriedOver:
    either = Interval(lower=Decimal(-1), upper=Decimal(1))
    return CarriedOver(first=first, second=second, n=40, correlation=Decimal(correlation), interval=either)


@pytest.mark.parametrize("correlation", [0.2, 0.5, 0.9])
def test_paired_draws_have_the_correlation_and_keep_their_values(correlation: float) -> None:
    none, order = paired([FIRST, SECOND], correlation=both_at(correlation))

    assert none is None
    assert np.corrcoef(FIRST, SECOND[order])[0, 1] == pytest.approx(correlation, abs=0.03)
    assert np.array_equal(np.sort(SECOND[order]), np.sort(SECOND))


def test_a_sum_of_paired_draws_varies_as_common_errors_do() -> None:
    _, order = paired([FIRST, SECOND], correlation=both_at(0.6))

    expected = np.sqrt(FIRST.var() + SECOND.var() + 2 * 0.6 * FIRST.std() * SECOND.std())

    assert (FIRST + SECOND[order]).std() == pytest.approx(expected, rel=0.02)


def test_three_units_that_contradict_each_other_are_shrunk_until_they_fit() -> None:
    impossible = np.array([[1.0, 0.9, 0.0], [0.9, 1.0, 0.9], [0.0, 0.9, 1.0]])

    _, second, third = paired([FIRST, SECOND, THIRD], correlation=impossible)

    assert 0.4 < np.corrcoef(FIRST, SECOND[second])[0, 1] < 0.9
    assert sorted(third) == list(range(THIRD.size))


def test_nothing_is_paired_where_nothing_is_carried_over_or_nothing_varies() -> None:
    assert paired([FIRST, SECOND], correlation=np.eye(2)) == [None, None]
    assert paired([FIRST, None], correlation=both_at(0.5)) == [None, None]
    assert paired([FIRST, np.full(4000, 60.0)], correlation=both_at(0.5)) == [None, None]


def test_only_examiners_of_both_methods_carry_their_impression() -> None:
    told = [carried("paper", "interview", "0.50")]
    five, two = frozenset("ABCDE"), frozenset("AB")

    whole = person_correlation(["paper", "interview"], [five, five], told)
    part = person_correlation(["paper", "interview"], [five, two], told)
    none = person_correlation(["paper", "interview"], [two, frozenset("CD")], told)

    assert whole[0, 1] == pytest.approx(0.5)
    assert part[0, 1] == pytest.approx(0.5 * 2 / np.sqrt(10))
    assert none[0, 1] == 0.0


def test_a_negative_correlation_never_narrows_a_margin() -> None:
    told = [carried("paper", "interview", "-0.40")]

    found = person_correlation(["paper", "interview"], [frozenset("AB"), frozenset("AB")], told)

    assert np.array_equal(found, np.eye(2))
