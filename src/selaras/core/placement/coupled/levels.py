"""The longest chain inside the programme: every move of a chain has a level, its distance from the end.

Level 1 ends in a post that nobody held, or without a seat. A move of level k + 1 into somebody's post asks
that its holder moves at level k; moves of a cycle have no level but go round. Fractions of levels are enough:
where seats are whole, only chains of at most so many moves have levels. Far stronger than one row a chain.
Source: the position-indexed chain formulation of kidney exchange (Dickerson et al. 2016), turned round.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.coupled.matrix import Matrix
from selaras.core.placement.coupled.runs import holders_of
from selaras.core.placement.model import NOWHERE, Instance, Numbers

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False, kw_only=True)
class Levels:
    """A matrix with columns for the parts of moves.

    into : numbers of the pairs that displace somebody. parts : (parts, into) their columns, the part in a
    cycle last; none where chains may have any length
    """

    matrix: Matrix
    into: Numbers
    parts: Numbers


def with_levels(instance: Instance, matrix: Matrix, most: int | None) -> Levels:
    """Return the matrix with columns and rows that allow no chain of more than ``most`` moves.

    Added columns come after those of the pairs, added rows after the others.
    most : None, or less than 1: there are no levels
    """
    holder = holders_of(instance)[matrix.j]
    is_move = instance.home[matrix.i] != matrix.j
    into, ending = (np.flatnonzero(is_move & one) for one in (holder != NOWHERE, holder == NOWHERE))
    n_pairs, n_into = len(matrix.i), len(into)
    if most is None or most < 1:
        return Levels(matrix=matrix, into=into, parts=np.zeros((0, n_into), dtype=np.int64))
    # Columns: pairs | levels 2 .. most of each pair that displaces somebody | its part in a cycle.
    columns = n_pairs + np.arange(most * n_into).reshape(most, n_into)
    level, cycle = columns[:-1], columns[-1]
    parts = _Rows()
    own = np.arange(n_into)
    parts.add((own, into, 1), *((own, one, -1) for one in columns), upper=np.zeros(n_into), equal=True)
    mover, displaced = matrix.i[into], holder[into]
    nothing = np.zeros(len(instance.officials))
    parts.add((mover, cycle, 1), (displaced, cycle, -1), upper=nothing, equal=True)
    may_go = ~instance.must & (instance.home != NOWHERE)
    leaving = np.flatnonzero(may_go[matrix.i])
    ends = ((matrix.i[ending], ending, -1), (matrix.i[leaving], leaving, 1))
    for k, one in enumerate(level):
        after = ends if k == 0 else ((mover, level[k - 1], -1),)
        parts.add((displaced, one, 1), *after, upper=nothing if k else may_go.astype(float))
    return Levels(matrix=_widened(matrix, parts, most * n_into), into=into, parts=columns)


def with_cycles(instance: Instance, levels: Levels, cycles: Sequence[Numbers]) -> Matrix:
    """Return the matrix in which moves go round in these cycles alone, a column each.

    cycles : one array a length, (cycles, length) of officials, each of whom takes the post of the next
    """
    matrix = levels.matrix
    step = np.full((len(instance.officials),) * 2, NOWHERE, dtype=np.int64)
    into = levels.into
    step[matrix.i[into], holders_of(instance)[matrix.j[into]]] = np.arange(len(into))
    first = matrix.sums.shape[1]
    sums = _Rows()
    entries, n_cycles = [(np.arange(len(into)), levels.parts[-1], -1)], 0
    for one in cycles:
        steps = step[one, np.roll(one, -1, axis=1)]
        column = first + n_cycles + np.arange(len(one))
        entries.append((steps.ravel(), np.repeat(column, one.shape[1]), 1))
        n_cycles += len(one)
    sums.add(*entries, upper=np.zeros(len(into)), equal=True)
    return _widened(matrix, sums, n_cycles)


def _widened(matrix: Matrix, rows: "_Rows", n_columns: int) -> Matrix:
    from scipy import sparse

    before = matrix.sums.shape
    wide = sparse.hstack([matrix.sums, sparse.csr_matrix((before[0], n_columns))])
    return replace(
        matrix,
        sums=sparse.vstack([wide, rows.sums(before[1] + n_columns)], format="csr"),
        lower=np.concatenate([matrix.lower, *rows.lower]),
        upper=np.concatenate([matrix.upper, *rows.upper]),
    )


class _Rows:
    """Rows that are added block by block."""

    def __init__(self) -> None:
        self.lower: list[Floats] = []
        self.upper: list[Floats] = []
        self._entries: list[tuple[Numbers, Numbers, int]] = []
        self._n = 0

    def add(self, *entries: tuple[Numbers, Numbers, int], upper: Floats, equal: bool = False) -> None:
        """Add a row for each of ``upper``; entries: (row within the block, column, coefficient)."""
        self._entries += [(self._n + row, column, coefficient) for row, column, coefficient in entries]
        self.upper.append(upper)
        self.lower.append(upper if equal else np.full(len(upper), -np.inf))
        self._n += len(upper)

    def sums(self, width: int) -> Any:
        from scipy import sparse

        at = np.concatenate([row for row, _, _ in self._entries])
        where = np.concatenate([column for _, column, _ in self._entries])
        by = np.concatenate([np.full(len(row), float(one)) for row, _, one in self._entries])
        return sparse.csr_matrix((by, (at, where)), shape=(self._n, width))
