"""Pairs and rows as the solvers want them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from selaras.core.placement.model import NOWHERE, Flags, Instance, Numbers, Row


@dataclass(frozen=True, eq=False, kw_only=True)
class Matrix:
    """Rows of an instance over its allowed pairs, as the solver wants them: lower <= sums @ x <= upper."""

    i: Numbers
    j: Numbers
    sums: Any
    lower: Any
    upper: Any


def matrix_of(instance: Instance, rows: Sequence[Row], allowed: Flags) -> Matrix:
    """Return one row an official, one a post, then the coupling rows, in their order."""
    from scipy import sparse

    n, m = allowed.shape
    i, j = (each.astype(np.int64) for each in np.nonzero(allowed))
    place = np.full((n, m), NOWHERE, dtype=np.int64)
    place[i, j] = np.arange(len(i))
    at, where, by = [i, n + j], [np.arange(len(i))] * 2, [np.ones(len(i))] * 2
    for number, row in enumerate(rows):
        pairs = np.array(row.pairs, dtype=np.int64).reshape(-1, 3)
        kept = pairs[allowed[pairs[:, 0], pairs[:, 1]]]
        at.append(np.full(len(kept), n + m + number))
        where.append(place[kept[:, 0], kept[:, 1]])
        by.append(kept[:, 2].astype(float))
    shape = (n + m + len(rows), len(i))
    sums = sparse.csr_matrix((np.concatenate(by), (np.concatenate(at), np.concatenate(where))), shape)
    lower = np.concatenate([instance.must.astype(float), np.full(m + len(rows), -np.inf)])
    upper = np.concatenate([np.ones(n + m), np.array([row.most for row in rows], dtype=float)])
    return Matrix(i=i, j=j, sums=sums, lower=lower, upper=upper)
