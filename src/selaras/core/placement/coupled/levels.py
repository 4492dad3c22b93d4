"""The longest chain inside the programme: every move of a chain has a level, its distance from the end.

Level 1 ends in a post that nobody held, or without a seat. A move of level k + 1 into somebody's post asks
that its holder moves at level k; moves of a cycle have no level but go round. Fractions of levels are enough:
where seats are whole, only chains of at most so many moves have levels. Far stronger than one row a chain.
Source: the position-indexed chain formulation of kidney exchange (Dickerson et al. 2016), turned round.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from selaras.core.placement.coupled.matrix import Matrix
from selaras.core.placement.coupled.runs import holders_of, longest_chain
from selaras.core.placement.model import NOWHERE, Instance, Numbers

Floats = NDArray[np.float64]


def with_levels(instance: Instance, matrix: Matrix) -> Matrix:
    """Return the matrix with columns and rows that allow no chain longer than the rules say.

    Added columns come after those of the pairs, added rows after the others.
    """
    most = longest_chain(instance)
    if most is None or not 1 <= most < len(instance.officials):
        return matrix
    from scipy import sparse

    holder = holders_of(instance)[matrix.j]
    is_move = instance.home[matrix.i] != matrix.j
    into, ending = (np.flatnonzero(is_move & one) for one in (holder != NOWHERE, holder == NOWHERE))
    n_pairs, n_into = len(matrix.i), len(into)
    # Columns: pairs | levels 2 .. most of each pair that displaces somebody | its part in a cycle.
    level = n_pairs + np.arange((most - 1) * n_into).reshape(most - 1, n_into)
    cycle = n_pairs + (most - 1) * n_into + np.arange(n_into)
    parts = _Rows()
    own = np.arange(n_into)
    parts.add(
        (own, into, 1), *((own, one, -1) for one in (*level, cycle)), upper=np.zeros(n_into), equal=True
    )
    mover, displaced = matrix.i[into], holder[into]
    nothing = np.zeros(len(instance.officials))
    parts.add((mover, cycle, 1), (displaced, cycle, -1), upper=nothing, equal=True)
    may_go = ~instance.must & (instance.home != NOWHERE)
    leaving = np.flatnonzero(may_go[matrix.i])
    ends = ((matrix.i[ending], ending, -1), (matrix.i[leaving], leaving, 1))
    for k, one in enumerate(level):
        after = ends if k == 0 else ((mover, level[k - 1], -1),)
        parts.add((displaced, one, 1), *after, upper=nothing if k else may_go.astype(float))
    width = n_pairs + most * n_into
    wide = sparse.hstack([matrix.sums, sparse.csr_matrix((matrix.sums.shape[0], width - n_pairs))])
    return replace(
        matrix,
        sums=sparse.vstack([wide, parts.sums(width)], format="csr"),
        lower=np.concatenate([matrix.lower, *parts.lower]),
        upper=np.concatenate([matrix.upper, *parts.upper]),
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
