"""Bar: without coupling rules every answer equals looking at all there is, or solving again."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bars.bar import Bar, Outcome
from selaras.core.placement.assignment import (
    certificate_of,
    check,
    losses,
    path,
    smallest_violator,
    solve,
    supported_frontier,
)
from selaras.core.placement.model import NOWHERE, Impossible, Instance, RequirementKind

SMALL, EVENTS, CROWDED = 2_000, 3, 1_000


def small_differences(seed: int) -> dict[str, int]:
    """Return how often one small instance's answers differ from all its lawful sets of seats."""
    from tests.core.placement.assignment.small import (
        all_seats,
        best_by_looking,
        corners_by_looking,
        random_instance,
        worth,
    )

    instance = random_instance(seed)
    best = best_by_looking(instance)
    try:
        solution = solve(instance)
    except Impossible:
        return {"optimum": int(best is not None), "impossible": 1}
    if best is None:
        return {"optimum": 1}
    found = losses(instance, solution)
    lawful = list(all_seats(instance))
    n, m = instance.open.shape
    wrong_losses = 0
    for i in range(n):
        for j in (*range(m), NOWHERE):
            worths = [worth(instance, one) for one in lawful if one[i] == j]
            expected = solution.objective - max(worths) if worths else -1
            loss = found.loss[i, j] if j != NOWHERE else _unseated(found.unseated, i)
            moved = solution.seat.tolist()
            for step in path(found, i, j):
                moved[step.official] = step.end
            is_right = loss == expected and (
                expected < 0 or worth(instance, tuple(moved)) == solution.objective - expected
            )
            wrong_losses += int(not is_right)
    corners = [(one.moves, one.objective) for one in supported_frontier(instance)]
    return {
        "optimum": int(tuple(solution.seat.tolist()) != best),
        "proof": int(check(instance, certificate_of(instance, solution)) != worth(instance, best)),
        "losses_and_paths": wrong_losses,
        "frontier": int(corners != corners_by_looking(instance)),
    }


def _unseated(unseated: object, official: int) -> int:
    assert isinstance(unseated, np.ndarray)
    return int(unseated[official])


def event_differences(instance: Instance) -> tuple[int, int]:
    """Return how many losses there are and how many differ from solving again with the pair forced."""
    from tests.core.placement.assignment.small import forced

    solution = solve(instance)
    found = losses(instance, solution)
    n_wrong, pairs = 0, np.argwhere(instance.open).tolist()
    for i, j in pairs:
        try:
            expected = solution.objective - solve(forced(instance, i, j)).objective
        except Impossible:
            expected = -1
        n_wrong += int(found.loss[i, j] != expected)
    return len(pairs), n_wrong


def conflict_differences(seed: int) -> int:
    from tests.core.placement.assignment.small import crowded, smallest_by_looking

    instance = crowded(seed)
    guards = [one for one in smallest_violator(instance) if one.kind is RequirementKind.GUARD]
    return int(len(guards) != smallest_by_looking(instance))


def measured(folder: Path) -> Outcome:
    from tests.core.placement.assignment.small import event

    differ = dict.fromkeys(("optimum", "proof", "losses_and_paths", "frontier", "impossible"), 0)
    for seed in range(SMALL):
        for name, count in small_differences(seed).items():
            differ[name] += count
    n_impossible = differ.pop("impossible")
    n_pairs = n_wrong = 0
    for seed in range(EVENTS):
        pairs, wrong = event_differences(event(seed))
        n_pairs, n_wrong = n_pairs + pairs, n_wrong + wrong
    conflicts = sum(map(conflict_differences, range(CROWDED)))
    return Outcome(
        holds=not (any(differ.values()) or n_wrong or conflicts),
        figures={
            "small_instances": SMALL,
            "of_these_impossible": n_impossible,
            **{f"{name}_differ": count for name, count in differ.items()},
            "why_nots_of_41_x_47_solved_again": n_pairs,
            "why_nots_differ": n_wrong,
            "conflicts": CROWDED,
            "conflicts_not_the_smallest": conflicts,
        },
    )


BARS = (
    Bar(
        name="placement-exact",
        bound="equal to brute force on 2,000 small instances; why-nots of 41 x 47 equal to solving again",
        measure=measured,
    ),
)
