"""Chains and cycles that are too long: the row that forbids one, made when it is met, and recognised again.

A run is officials a1, a2, .. of whom each takes the post of the next. With as many pairs as officials, one
seat each and one official a post, pairs without a circle among them can only be chosen all at once along one
line; so a row may hold the short cuts a1 -> a3 too, and stays true. ``follows`` asks for just that, without
knowing how the row was made: it is what a verifier calls.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from selaras.core.move_policy import CouplingKind
from selaras.core.placement.coupled.rows import activity
from selaras.core.placement.model import NOWHERE, Instance, Numbers, Row

Run = tuple[int, ...]  # officials, in the order in which they displace each other
Limit = tuple[int, int] | None  # the most moves of a run, and the number of the rule that says so


def broken(instance: Instance, rows: Sequence[Row], seat: Numbers) -> tuple[Row, ...]:
    """Return the rows that these seats do not obey, those of the rules about chains and cycles included."""
    static = tuple(row for row in rows if activity(row, seat) > row.most)
    return static + broken_runs(instance, seat)


def broken_runs(instance: Instance, seat: Numbers, *, with_short_cuts: bool = True) -> tuple[Row, ...]:
    """Return rows that forbid the chains and cycles of these seats that are too long.

    with_short_cuts : stronger rows, true only while nobody shares a post
    """
    chain, cycle = _limit(instance, CouplingKind.LONGEST_CHAIN), _limit(instance, CouplingKind.LONGEST_CYCLE)
    if chain is None and cycle is None:
        return ()
    found: dict[Row, None] = {}
    for run, end in _runs(instance, seat):
        for row in _rows_against(instance, run, end, (chain, cycle), with_short_cuts=with_short_cuts):
            found[row] = None
    return tuple(found)


def follows(instance: Instance, rows: Sequence[Row], row: Row) -> bool:
    """Return whether a row is true of all lawful seats: one of ``rows``, or one about chains and cycles.

    instance : as ``wished`` returns it. rows : of ``rows_of``
    """
    if row in rows:
        return True
    chain, cycle = _limit(instance, CouplingKind.LONGEST_CHAIN), _limit(instance, CouplingKind.LONGEST_CYCLE)
    leavers = {i for i, _, weight in row.pairs if weight == -1}
    steps = {(i, j) for i, j, weight in row.pairs if weight == 1}
    movers = {i for i, _ in steps}
    if len(steps) + sum(weight == -1 for _, _, weight in row.pairs) != len(row.pairs):
        return False
    if any(instance.home[i] == j for i, j in steps) or row.most != len(movers) - 1:
        return False
    arcs, ends = _arcs_and_ends(instance, steps, movers | leavers)
    if leavers:
        return not ends and _is_true_of_leaving(instance, row, arcs, movers, leavers, chain)
    if not ends:
        return cycle is not None and cycle[0] < len(movers) and _has_one_closing_arc(arcs)
    if len(ends) > 1 or chain is None or _has_circle(arcs):
        return False
    if holders_of(instance)[min(ends)] == NOWHERE:
        return chain[0] < len(movers)
    # Whoever holds that post has to move too: one move more than there are officials here.
    return cycle is not None and max(chain[0], cycle[0]) <= len(movers)


def _is_true_of_leaving(
    instance: Instance,
    row: Row,
    arcs: set[tuple[int, int]],
    movers: set[int],
    leavers: set[int],
    chain: Limit,
) -> bool:
    """Return whether a row about a chain that ends with one official going without a seat is true."""
    leaver = min(leavers)
    given_up = {j for i, j, weight in row.pairs if weight == -1}
    return (
        len(leavers) == 1
        and leaver not in movers
        and instance.home[leaver] != NOWHERE
        and given_up >= set(np.flatnonzero(instance.open[leaver]).tolist())
        and chain is not None
        and chain[0] <= len(movers)
        and not _has_circle(arcs)
    )


def _rows_against(
    instance: Instance, run: Run, end: int, limits: tuple[Limit, Limit], *, with_short_cuts: bool
) -> Iterator[Row]:
    chain, cycle = limits
    is_cycle = _closes(instance, run, end)
    limit = cycle if is_cycle else chain
    if limit is None or len(run) <= limit[0]:
        return
    if is_cycle:
        for first in range(len(run)) if with_short_cuts else (0,):
            turned = run[first:] + run[:first]
            yield _run_row(instance, turned, int(instance.home[turned[0]]), limit[1], with_short_cuts)
    else:
        yield _run_row(instance, run[-limit[0] - 1 :], end, limit[1], with_short_cuts)
    if chain is not None and cycle is not None and with_short_cuts:
        # One more move must follow a run into a post that is held; neither chain nor cycle bears it.
        size = max(chain[0], cycle[0], 1)
        line = run + run[:size] if is_cycle and size < len(run) else run
        for first in range(len(line) - size):
            window, held = line[first : first + size], int(instance.home[line[first + size]])
            yield _run_row(instance, window, held, chain[1], with_short_cuts)


def _run_row(instance: Instance, run: Run, end: int, rule: int, with_short_cuts: bool) -> Row:
    """Return the row that forbids a run that ends in the column ``end`` (NOWHERE: without a seat)."""
    weights: dict[tuple[int, int], int] = {}
    ends = [int(instance.home[i]) for i in run[1:]] + ([] if end == NOWHERE else [end])
    is_cycle = _closes(instance, run, end)
    for place, official in enumerate(run):
        reached = ends[place:] if with_short_cuts else ends[place : place + 1]
        for j in reached:
            # Only the last one may close a cycle, else two short ones would be forbidden with it.
            if instance.open[official, j] and not (is_cycle and j == end and place < len(run) - 1):
                weights[official, j] = 1
    most = len(run) - 1
    if end == NOWHERE:
        weights |= {(run[-1], int(j)): -1 for j in np.flatnonzero(instance.open[run[-1]])}
        most -= 1
    return Row(
        pairs=tuple((i, j, weight) for (i, j), weight in sorted(weights.items())), most=most, rule=rule
    )


def _runs(instance: Instance, seat: Numbers) -> Iterator[tuple[Run, int]]:
    """Yield every chain from each of its beginnings and every cycle once, with the column where it ends.

    Where posts are shared (only in asking what conflicts), chains may run together; each is told apart.
    """
    holders = holders_of(instance)
    followed = [_next(instance, seat, holders, i) for i in range(len(seat))]
    displaced = set(followed)
    for first in np.flatnonzero(seat != instance.home):
        run = [int(first)]
        while (after := followed[run[-1]]) is not None and after not in run:
            run.append(after)
        last = int(seat[run[-1]])
        if after is not None:
            if after == first == min(run):
                yield tuple(run), last
        elif int(first) not in displaced and (last == NOWHERE or holders[last] == NOWHERE):
            yield tuple(run), last


def _closes(instance: Instance, run: Run, end: int) -> bool:
    return end != NOWHERE and end == instance.home[run[0]]


def _next(instance: Instance, seat: Numbers, holders: Numbers, official: int) -> int | None:
    """Return who has to leave the post that a moving official takes; None at the end of a run."""
    j = seat[official]
    if j in (NOWHERE, instance.home[official]) or holders[j] == NOWHERE:
        return None
    displaced = int(holders[j])
    return displaced if seat[displaced] != j else None


def longest_chain(instance: Instance) -> int | None:
    """Return the most moves of a chain that the rules allow; None: any number."""
    limit = _limit(instance, CouplingKind.LONGEST_CHAIN)
    return None if limit is None else limit[0]


def longest_cycle(instance: Instance) -> int | None:
    """Return the most moves of a cycle that the rules allow; None: any number."""
    limit = _limit(instance, CouplingKind.LONGEST_CYCLE)
    return None if limit is None else limit[0]


def holders_of(instance: Instance) -> Numbers:
    """Return (m,) who held each post, NOWHERE where nobody did."""
    holders = np.full(len(instance.posts), NOWHERE, dtype=np.int64)
    settled = np.flatnonzero(instance.home != NOWHERE)
    holders[instance.home[settled]] = settled
    return holders


def _limit(instance: Instance, kind: CouplingKind) -> Limit:
    limits = [
        (rule.most, number)
        for number, rule in enumerate(instance.rules)
        if rule.kind is kind and rule.most is not None
    ]
    return min(limits, default=None)


def _arcs_and_ends(
    instance: Instance, steps: Iterable[tuple[int, int]], officials: set[int]
) -> tuple[set[tuple[int, int]], set[int]]:
    home = {int(instance.home[i]): i for i in officials if instance.home[i] != NOWHERE}
    arcs, ends = set(), set()
    for i, j in steps:
        if j in home:
            arcs.add((i, home[j]))
        else:
            ends.add(j)
    return arcs, ends


def _has_one_closing_arc(arcs: set[tuple[int, int]]) -> bool:
    """Return whether there is no circle, or one arc that every circle needs: so one of whichever is met."""
    circle = _circle(arcs)
    return not circle or any(not _circle(arcs - {one}) for one in circle)


def _has_circle(arcs: set[tuple[int, int]]) -> bool:
    return bool(_circle(arcs))


def _circle(arcs: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the arcs of one circle, none where there is none; each arc is looked at once or twice.

    Once nobody whom no arc reaches is left, going back from arc to arc has to come round.
    """
    ways: defaultdict[int, list[int]] = defaultdict(list)
    entering = Counter(end for _, end in arcs)
    for start, end in arcs:
        ways[start].append(end)
    free = [one for one in ways if not entering[one]]
    while free:
        for end in ways.pop(free.pop(), ()):
            entering[end] -= 1
            if not entering[end] and end in ways:
                free.append(end)
    before = {end: start for start, ends in ways.items() for end in ends}
    if not before:
        return []
    one, met = min(before), []
    while one not in met:
        met.append(one)
        one = before[one]
    circle = met[met.index(one) :]
    return [(before[end], end) for end in circle]
