"""Why not everybody who has to get a seat can get one: Hall's theorem, with the fewest people.

People can all be seated if and only if any k of them have at least k open posts together. If exactly one
too many is there, the fewest who break this are unique and found by alternating paths. If more are, to find
the fewest is a hard problem (the girth of a transversal matroid); people with the same open posts, and
posts open to the same people, are then counted together and HiGHS proves the number.
Source: McCormick (1983).
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.assignment.solver import matched
from selaras.core.placement.model import NOWHERE, Flags, Instance, Numbers, Requirement, RequirementKind

# Nodes of HiGHS's search: to prove the number for hundreds of people of whom many lack a post could take
# hours. Beyond, a conflict is named from which nobody could be left out, but perhaps not the one of fewest.
_MOST_NODES = 300
_MOST_GROUPS = 50  # up to which the first of several conflicts of fewest people is told


def smallest_violator(instance: Instance) -> tuple[Requirement, ...]:
    """Return the fewest officials who must be seated and have too few open posts together; () where none.

    In the form of requirements that cannot hold together, none of which could be left out: each official's
    guard and gates, each post. Gates are left out where there are too few posts in all.
    """
    rows, columns = np.nonzero(instance.open)
    return violator(rows, columns, instance.must, m=len(instance.posts))


def violator(rows: Numbers, columns: Numbers, must: Flags, *, m: int) -> tuple[Requirement, ...]:
    """Return the same of pairs that are named one by one."""
    seat = matched(rows, columns, must, m=m)
    unseated = np.flatnonzero(must & (seat == NOWHERE)).tolist()
    if not unseated:
        return ()
    posts_of: dict[int, list[int]] = {int(row): [] for row in np.flatnonzero(must)}
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        if row in posts_of:
            posts_of[row].append(column)
    involved = _reached(posts_of, seat, unseated)
    people = involved if len(unseated) == 1 else _fewest(involved, posts_of, seat)
    return _requirements(people, posts_of, m)


def _reached(posts_of: dict[int, list[int]], seat: Numbers, starts: list[int]) -> list[int]:
    """Return who sits in a post open to whoever was reached before; only they can be in a conflict."""
    holder = {int(column): row for row, column in enumerate(seat.tolist()) if column != NOWHERE}
    found, waiting = set(starts), deque(starts)
    while waiting:
        for post in posts_of[waiting.popleft()]:
            row = holder.get(post)
            if row is not None and row not in found:
                found.add(row)
                waiting.append(row)
    return sorted(found)


def _fewest(people: list[int], posts_of: dict[int, list[int]], seat: Numbers) -> list[int]:
    groups = _grouped({row: frozenset(posts_of[row]) for row in people})
    if frozenset() in groups:
        return groups[frozenset()][:1]
    posts: dict[int, list[int]] = {}
    for g, open_posts in enumerate(groups):
        for post in open_posts:
            posts.setdefault(post, []).append(g)
    kinds = _grouped({post: frozenset(who) for post, who in posts.items()})
    counts = _Counts(
        sizes=[len(one) for one in groups.values()],
        posts=[(sorted(who), len(which)) for who, which in kinds.items()],
    ).fewest()
    if counts is None:
        unseated = [row for row in people if seat[row] == NOWHERE]
        return min((_reached(posts_of, seat, [row]) for row in unseated), key=lambda one: (len(one), one))
    return sorted(row for rows, n in zip(groups.values(), counts, strict=True) for row in rows[:n])


def _grouped(kind_of: dict[int, frozenset[int]]) -> dict[frozenset[int], list[int]]:
    found: dict[frozenset[int], list[int]] = {}
    for one in sorted(kind_of):
        found.setdefault(kind_of[one], []).append(one)
    return found


class _Counts:
    """How many of each group of like people are in the conflict: the fewest, of earlier groups the most.

    Of more than ``_MOST_GROUPS`` the fewest as they are found: a search for each would take minutes.

    sizes : people of each group; posts : the groups that a kind of posts is open to, and how many these are
    """

    def __init__(self, *, sizes: list[int], posts: list[tuple[list[int], int]]) -> None:
        self._sizes = sizes
        self._posts = posts
        self._least, self._most = [0] * len(sizes), list(sizes)

    def fewest(self) -> list[int] | None:
        """Return the number of each group; None where the search was stopped."""
        n = len(self._sizes)
        found = self._solved([1.0] * n, total=None)
        if found is None:
            return None
        best, total = found, sum(found)
        for g in range(n if n <= _MOST_GROUPS else 0):
            if sum(self._least) == total:
                break
            found = self._solved([-1.0 if k == g else 0.0 for k in range(n)], total=total)
            if found is None:
                return best
            best = found
            self._least[g] = self._most[g] = found[g]
        return best

    def _solved(self, costs: list[float], *, total: int | None) -> list[int] | None:
        from scipy.optimize import Bounds, LinearConstraint, milp

        n, n_kinds = len(self._sizes), len(self._posts)
        # Columns: the number of each group, whether it is in, whether each kind of posts is.
        width = 2 * n + n_kinds
        lines: list[NDArray[np.float64]] = []
        for g, size in enumerate(self._sizes):
            lines.append(_line(width, {g: -1.0, n + g: float(size)}))
        for k, (who, _) in enumerate(self._posts):
            lines += [_line(width, {n + g: -1.0, 2 * n + k: 1.0}) for g in who]
        more = _line(width, dict.fromkeys(range(n), 1.0))
        more[2 * n :] = [-float(size) for _, size in self._posts]
        constraints = [
            LinearConstraint(np.array(lines), 0.0, np.inf),
            LinearConstraint(more, 1.0, np.inf),
        ]
        if total is not None:
            constraints.append(LinearConstraint(_line(width, dict.fromkeys(range(n), 1.0)), total, total))
        found = milp(
            np.concatenate((costs, np.zeros(n + n_kinds))),
            integrality=np.ones(width),
            bounds=Bounds(
                np.array([*self._least, *[0.0] * (n + n_kinds)]),
                np.array([*self._most, *[1.0] * (n + n_kinds)]),
            ),
            constraints=constraints,
            options={"node_limit": _MOST_NODES, "mip_rel_gap": 0.0},
        )
        return None if found.status != 0 else [round(one) for one in found.x[:n]]


def _line(width: int, entries: dict[int, float]) -> NDArray[np.float64]:
    line = np.zeros(width)
    line[list(entries)] = list(entries.values())
    return line


def _requirements(people: list[int], posts_of: dict[int, list[int]], m: int) -> tuple[Requirement, ...]:
    posts = sorted({post for row in people for post in posts_of[row]})
    guards = [Requirement(kind=RequirementKind.GUARD, officials=(row,)) for row in people]
    gates = [
        Requirement(kind=RequirementKind.GATES, officials=(row,), posts=tuple(sorted(posts_of[row])))
        for row in people
    ]
    # With no post beyond these the gates are not to blame: without them there are as many too few.
    kept = gates if m > len(posts) else []
    return (*guards, *kept, *(Requirement(kind=RequirementKind.POST, posts=(post,)) for post in posts))
