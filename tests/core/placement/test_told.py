"""A placement in entries is the one that was offered, and contradicts itself nowhere."""

from dataclasses import replace

import numpy as np
import pytest

from selaras.core.codec import from_json, to_json
from selaras.core.errors import CoreError
from selaras.core.placement.assignment import check
from selaras.core.placement.told import (
    Closed,
    ProblemTold,
    SlateTold,
    certificate_told,
    instance_of,
    problem_told,
    seats_of,
    slate_told,
)
from tests.tampered.placing import BEST, FEW, placed_case, problem_under, solved


def told() -> ProblemTold:
    return problem_told(problem_under(None), case=placed_case(), version=1)


def test_a_problem_comes_back_as_it_went() -> None:
    made, problem = problem_under(None).instance, told()
    found = instance_of(from_json(ProblemTold, to_json(problem)))

    assert from_json(ProblemTold, to_json(problem)) == problem
    assert (found.officials, found.posts, found.rules, found.units) == (
        made.officials,
        made.posts,
        made.rules,
        made.units,
    )
    assert made.openable is not None
    assert found.openable is not None
    for one, other in (
        (found.open, made.open),
        (found.openable, made.openable),
        (found.home, made.home),
        (found.must, made.must),
        (found.unit, made.unit),
        (found.values[found.open], made.values[made.open]),
    ):
        assert np.array_equal(one, other)


def test_people_stand_in_it_by_code_and_every_closed_pair_by_its_ground() -> None:
    text = str(to_json(told()))
    grounds = {one.because: one.pairs for one in told().closed}

    assert not any(one.nip in text or one.name in text for one in placed_case().officials)
    assert grounds["ELIG-POST-EDU"] == ((0, 3), (1, 3), (2, 3), (4, 3))
    assert grounds["below_the_mark"] == ((3, 0), (3, 1), (3, 2), (3, 4), (3, 5))


@pytest.mark.parametrize("wanted", [BEST, FEW], ids=lambda one: one.name.value)
def test_a_slate_comes_back_with_seats_and_proof(wanted: object) -> None:
    slate, instance = solved(None, wanted), problem_under(None).instance  # type: ignore[arg-type]
    payload = to_json(slate_told(slate, instance, problem="ab" * 32))
    found = from_json(SlateTold, payload)

    assert np.array_equal(seats_of(found, instance), slate.solution.seat)
    proof = certificate_told(found.proof)
    assert check(instance, proof) == check(instance, slate.certificate) >= slate.solution.objective
    assert (found.objective, found.bound) == (slate.solution.objective, slate.solution.bound)


def test_draws_are_told_with_their_number() -> None:
    slate = replace(
        solved(None, BEST), chosen_in=np.array([3, 3, 2, 3, 1]), n_draws=3, regret=(4, 9), regret_bound=8
    )
    found = slate_told(slate, problem_under(None).instance, problem="").draws

    assert found is not None
    assert (found.n, found.chosen_in, found.regret, found.regret_bound) == (3, (3, 3, 2, 3, 1), (4, 9), 8)


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("officials", {"officials": ("P-002", "P-001", "P-003", "P-004", "P-005")}),
        ("posts", {"posts": ("J-01", "J-01", "J-03", "J-04", "J-98", "J-99")}),
        ("home", {"home": (0, 0, 2, 3, -1)}),
        ("home", {"home": (0, 1, 2, 6, -1)}),
        ("home", {"home": (0, 1, 2, -2, -1)}),
        ("must", {"must": (True,)}),
        ("unit", {"unit": (0, 1, 1, 2, 3, 9)}),
        ("values", {"values": ((1,),)}),
        ("matches", {"matches": ()}),
        ("knocked_out", {"knocked_out": (5,)}),
        ("openable", {"openable": ((0, 6),)}),
        ("openable", {"openable": ((-1, 0),)}),
        ("closed", {"closed": (Closed(because="b", pairs=()), Closed(because="a", pairs=()))}),
        ("closed", {"closed": (Closed(because="a", pairs=((1, 0), (0, 0))),)}),
    ],
)
def test_what_contradicts_itself_is_refused_by_its_part(part: str, wrong: dict[str, object]) -> None:
    with pytest.raises(CoreError) as refused:
        instance_of(replace(told(), **wrong))  # type: ignore[arg-type]

    assert (refused.value.code, refused.value.facts["part"]) == ("placement_wrong", part)


def test_seats_of_another_problem_are_refused() -> None:
    instance = problem_under(None).instance
    slate = slate_told(solved(None, BEST), instance, problem="")
    for seats in (slate.seats[1:], ("J-77", *slate.seats[1:])):
        with pytest.raises(CoreError) as refused:
            seats_of(replace(slate, seats=seats), instance)
        assert refused.value.code == "slate_wrong"
