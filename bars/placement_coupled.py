"""Bar: with every kind of rule, pins, bans and guard each answer equals looking at all there is.

At 41 x 47 the whole frontier is held against one programme for every number of moves, and timed.
"""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from bars.bar import Bar, Outcome
from selaras.core.placement import assignment, coupled
from selaras.core.placement.model import NOWHERE, Impossible, Wishes

SMALL, LARGE = 2_000, 5
EVERY = 5  # of the small instances, all losses are looked at in each so many
FRONTIER_SECONDS = 1.0


def small_differences(seed: int) -> Counter[str]:
    """Count what was looked at and what differs from all lawful seats of one small instance."""
    from tests.core.placement.coupled.oracles import true_losses
    from tests.core.placement.coupled.small import lawful_seats, small_instance, worth_of

    instance, wishes = small_instance(seed)
    lawful = lawful_seats(instance, wishes)
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    try:
        solution, proof = coupled.solve(asked, rows)
    except Impossible:
        return Counter(impossible=1, differ_optimum=int(bool(lawful)), differ_conflict=_spared(seed))
    if not lawful:
        return Counter(differ_optimum=1)
    found = Counter(
        coupled=int(assignment.solve(asked).objective != solution.objective),
        differ_optimum=int(tuple(solution.seat.tolist()) != lawful[0] or not solution.is_optimal),
        differ_proof=int(assignment.check(asked, proof) < worth_of(instance, lawful[0])),
        differ_rows=sum(not coupled.follows(asked, rows, row) for row, _ in proof.rows),
    )
    if seed % EVERY:
        return found
    expected = true_losses(instance, wishes)
    bounds = coupled.losses(asked, rows, solution, proof)
    n, m = instance.open.shape
    for i in range(n):
        for j in (*range(m), NOWHERE):
            loss = coupled.exact_loss(asked, rows, i, j, objective=solution.objective)
            found["losses"] += 1
            found["differ_losses"] += int(loss != expected[i, j])
            if j != NOWHERE and loss >= 0:
                found["differ_bounds"] += int(bounds.loss[i, j] > loss)
    return found


def _spared(seed: int) -> int:
    """Return 1 where a conflict could hold, or still cannot with one of its requirements taken away."""
    from tests.core.placement.coupled.oracles import can_hold
    from tests.core.placement.coupled.small import small_instance

    instance, wishes = small_instance(seed)
    named = coupled.conflict(instance, wishes)
    less = [tuple(one for one in named if one is not gone) for gone in named]
    is_right = not can_hold(instance, wishes, named) and all(can_hold(instance, wishes, one) for one in less)
    return int(not is_right)


def frontier_differences(seed: int) -> tuple[int, int, float]:
    """Return points looked at, points that differ from their own programme, and the frontier's seconds."""
    from tests.core.placement.coupled.small import large_instance

    instance = large_instance(seed)
    started = time.perf_counter()
    points = coupled.full_frontier(instance, ())
    seconds = time.perf_counter() - started
    n_wrong, most_moves = 0, range(points[0].moves, points[-1].moves + 1)
    for most in most_moves:
        wishes = Wishes(most_moves=most)
        solution, _ = coupled.solve(instance, coupled.rows_of(instance, wishes))
        reached = max(one.objective for one in points if one.moves <= most)
        n_wrong += int(solution.objective != reached)
    return len(most_moves), n_wrong, seconds


def measured(_: Path) -> Outcome:
    found: Counter[str] = Counter()
    for seed in range(SMALL):
        found += small_differences(seed)
    frontiers = [frontier_differences(seed) for seed in range(LARGE)]
    differ = {name: count for name, count in found.items() if name.startswith("differ_")}
    n_wrong = sum(wrong for _, wrong, _ in frontiers)
    seconds = sorted(each for _, _, each in frontiers)
    return Outcome(
        holds=not (differ or n_wrong) and seconds[len(seconds) // 2] <= FRONTIER_SECONDS,
        figures={
            "small_instances": SMALL,
            "of_these_impossible": found["impossible"],
            "of_these_with_a_rule_in_the_way": found["coupled"],
            "losses_looked_at": found["losses"],
            "differ": differ,
            "frontiers_of_41_x_47": LARGE,
            "points_solved_again": sum(n for n, _, _ in frontiers),
            "points_differ": n_wrong,
            "frontier_seconds_median": round(seconds[len(seconds) // 2], 2),
            "frontier_seconds_most": round(seconds[-1], 2),
        },
    )


BARS = (
    Bar(
        name="placement-coupled",
        bound=f"equal to brute force on {SMALL} small instances with rules, pins, bans and guard; each point "
        f"of the frontier of 41 x 47 equal to its own programme, median <= {FRONTIER_SECONDS:g} s",
        measure=measured,
    ),
)
