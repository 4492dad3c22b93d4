"""Symmetric matrices of some hundred parameters, without the threads that libraries start for them.

For a panel, waking a thread takes longer than the whole inverse; on a busy machine threads that wait for
each other take longer still.
"""

import numpy as np

from selaras.core.measurement.marginal.tables import compiled


@compiled
def invert(matrix):  # type: ignore[no-untyped-def]
    """Invert a positive definite matrix in place; return its smallest pivot over the largest.

    By sweeping its lower triangle. The matrix is spoilt where the result is not positive.
    """
    n = matrix.shape[0]
    column = np.empty(n)
    least, most = 1e300, 0.0
    for k in range(n):
        pivot = matrix[k, k]
        least, most = min(least, pivot), max(most, pivot)
        if pivot <= 0.0:
            return -1.0
        for a in range(k):
            column[a] = matrix[k, a]
        for a in range(k, n):
            column[a] = matrix[a, k]
        for a in range(n):
            row, factor = matrix[a], column[a] / pivot
            for b in range(a + 1):
                row[b] -= factor * column[b]
        for a in range(k):
            matrix[k, a] = column[a] / pivot
        for a in range(k, n):
            matrix[a, k] = column[a] / pivot
        matrix[k, k] = -1.0 / pivot
    for a in range(n):
        for b in range(a + 1):
            matrix[a, b] = -matrix[a, b]
            matrix[b, a] = matrix[a, b]
    return least / most


@compiled
def mirror(matrix):  # type: ignore[no-untyped-def]
    """Copy the upper triangle to the lower."""
    for a in range(matrix.shape[0]):
        for b in range(a):
            matrix[a, b] = matrix[b, a]
