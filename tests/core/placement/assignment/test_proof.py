"""A certificate proves its bound to whoever adds and compares integers, and no forged one does."""

from dataclasses import replace

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.placement.assignment import certificate_of, check, solve
from selaras.core.placement.model import Certificate, Row
from tests.core.placement.assignment.small import best_by_looking, event, instance_of, random_instance, worth


def refusal(instance, certificate):
    with pytest.raises(CoreError) as wrong:
        check(instance, certificate)
    return wrong.value.code


def test_the_bound_of_every_certificate_is_the_optimum():
    for seed in range(200):
        instance = random_instance(seed)
        best = best_by_looking(instance)
        if best is not None:
            assert check(instance, certificate_of(instance, solve(instance))) == worth(instance, best)


def test_the_prices_depend_on_the_instance_alone():
    # Both sets of seats are best; either proves with the same prices.
    instance = instance_of([[4, 3, 1], [4, 3, 1]])
    one = solve(instance)
    other = replace(one, seat=one.seat[::-1].copy())

    first, second = certificate_of(instance, one), certificate_of(instance, other)

    assert one.seat.tolist() == [0, 1]
    assert first.officials.tolist() == second.officials.tolist() == [3, 3]
    assert first.posts.tolist() == second.posts.tolist() == [1, 0, 0]


def test_any_price_made_smaller_is_refused():
    instance = event(1, n=12, m=14)
    right = certificate_of(instance, solve(instance))

    for i in range(12):
        officials = right.officials.copy()
        officials[i] -= 1
        assert refusal(instance, replace(right, officials=officials)) == "proof_misses_pair"
    for j in np.flatnonzero(right.posts):
        posts = right.posts.copy()
        posts[j] -= 1
        assert refusal(instance, replace(right, posts=posts)) == "proof_misses_pair"


def test_a_larger_price_only_weakens_the_bound():
    instance = event(1, n=12, m=14)
    solution = solve(instance)
    right = certificate_of(instance, solution)

    assert check(instance, replace(right, posts=right.posts + 1)) == solution.objective + 14


def test_what_no_certificate_may_hold_is_refused():
    instance = instance_of([[2, 1], [1, 2]], must=[True, False])
    right = certificate_of(instance, solve(instance))
    row = Row(pairs=((0, 0, 1),), most=1)

    assert check(instance, right) == 4
    assert refusal(instance, replace(right, scale=0)) == "proof_has_other_size"
    assert refusal(instance, replace(right, posts=right.posts[:1])) == "proof_has_other_size"
    outside = Row(pairs=((2, 0, 1),), most=1)
    assert refusal(instance, replace(right, rows=((outside, 1),))) == "proof_has_other_size"
    assert refusal(instance, replace(right, posts=np.array([-1, 0]))) == "proof_price_negative"
    assert refusal(instance, replace(right, rows=((row, -1),))) == "proof_price_negative"
    huge = replace(right, officials=np.array([2**53, 2]))
    assert refusal(instance, huge) == "proof_number_too_large"
    with_debt = Certificate(scale=1, officials=np.array([0, -1]), posts=np.array([2, 3]))
    assert refusal(instance, with_debt) == "proof_misses_going"


def test_a_priced_row_counts_in_cover_and_in_bound():
    # Both want the first post, and a rule allows at most one of the two pairs off the diagonal.
    instance = instance_of([[0, 10], [10, 0]])
    row = Row(pairs=((0, 1, 1), (1, 0, 1)), most=1)
    halves = Certificate(scale=1, officials=np.array([0, 0]), posts=np.array([0, 0]), rows=((row, 10),))

    assert check(instance, halves) == 10
    assert refusal(instance, replace(halves, rows=((row, 9),))) == "proof_misses_pair"


def test_the_bound_of_a_scaled_certificate_is_rounded_down():
    instance = instance_of([[3]])

    assert check(instance, Certificate(scale=1000, officials=np.array([3999]), posts=np.array([0]))) == 3


def test_forged_coefficients_cannot_overflow_into_a_cover():
    instance = instance_of([[5]])
    row = Row(pairs=((0, 0, 2**62),), most=0)
    forged = Certificate(scale=1, officials=np.array([0]), posts=np.array([0]), rows=((row, -(2**40)),))
    debt = Row(pairs=((0, 0, -(2**62)),), most=0)
    turned = replace(forged, rows=((debt, 2**40),))

    assert refusal(instance, forged) == "proof_price_negative"
    assert refusal(instance, turned) == "proof_misses_pair"
