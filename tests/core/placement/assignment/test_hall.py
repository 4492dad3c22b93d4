"""The conflict that is named is the smallest there is, and nothing in it could be left out."""

import numpy as np
import pytest

from selaras.core.placement.assignment import hall, smallest_violator, solve
from selaras.core.placement.model import Impossible, RequirementKind
from tests.core.placement.assignment.small import crowded, instance_of, smallest_by_looking

GUARD, GATES, POST = RequirementKind.GUARD, RequirementKind.GATES, RequirementKind.POST


def can_hold(instance, requirements):
    """Whether there are seats that satisfy these requirements alone."""
    m = len(instance.posts)
    people = [i for one in requirements if one.kind is GUARD for i in one.officials]
    open_to = {one.officials[0]: one.posts for one in requirements if one.kind is GATES}
    single = {one.posts[0] for one in requirements if one.kind is POST}

    def seat_all(k, taken):
        return k == len(people) or any(
            seat_all(k + 1, taken | {post} if post in single else taken)
            for post in open_to.get(people[k], range(m))
            if post not in taken
        )

    return seat_all(0, frozenset())


def test_the_conflict_is_the_smallest_and_irreducible():
    sizes = []
    for seed in range(250):
        instance = crowded(seed)
        found = smallest_violator(instance)
        people = [one.officials[0] for one in found if one.kind is GUARD]

        assert len(people) == smallest_by_looking(instance), seed
        sizes.append(len(people))
        if not found:
            continue
        assert not can_hold(instance, found), seed
        for left_out in range(len(found)):
            assert can_hold(instance, found[:left_out] + found[left_out + 1 :]), (seed, left_out)
    # All kinds occur: nobody in conflict, one without any post, several.
    assert {0, 1, 2, 3, 4} <= set(sizes)


def test_the_refusal_carries_it_by_official_and_post():
    instance = instance_of(
        [[1, 2, 3], [1, 2, 3], [1, 2, 3]],
        is_open=[[True, False, False], [True, True, True], [True, False, False]],
    )

    with pytest.raises(Impossible) as wrong:
        solve(instance)

    told = [(one.kind, one.officials, one.posts) for one in wrong.value.conflict]
    assert told == [
        (GUARD, (0,), ()),
        (GUARD, (2,), ()),
        (GATES, (0,), (0,)),
        (GATES, (2,), (0,)),
        (POST, (), (0,)),
    ]


def test_with_too_few_posts_in_all_no_gate_is_to_blame():
    found = smallest_violator(instance_of([[1], [1]]))

    assert [one.kind for one in found] == [GUARD, GUARD, POST]


def test_five_hundred_people_for_fewer_posts_are_counted_by_kinds():
    found = smallest_violator(instance_of(np.zeros((500, 480), dtype=np.int64)))

    assert sum(one.kind is GUARD for one in found) == 481


def test_a_search_that_is_stopped_still_names_an_irreducible_conflict(monkeypatch):
    monkeypatch.setattr(hall._Counts, "fewest", lambda self: None)
    for seed in range(60):
        instance = crowded(seed)
        found = smallest_violator(instance)
        if found:
            assert not can_hold(instance, found)
            assert all(can_hold(instance, found[:k] + found[k + 1 :]) for k in range(len(found)))
