"""Small symmetric matrices, without the threads that libraries start for them.

For a panel's score of parameters, waking a thread takes longer than the whole inverse.
"""

from selaras.core.measurement.marginal.tables import compiled


@compiled
def invert(matrix):  # type: ignore[no-untyped-def]
    """Invert a positive definite matrix in place; return its smallest pivot over the largest.

    By sweeping (Gauss–Jordan without exchanges). The matrix is spoilt where the result is not positive.
    """
    n = matrix.shape[0]
    least, most = 1e300, 0.0
    for k in range(n):
        pivot = matrix[k, k]
        least, most = min(least, pivot), max(most, pivot)
        if pivot <= 0.0:
            return -1.0
        line = matrix[k]
        for b in range(n):
            line[b] /= pivot
        line[k] = 1.0 / pivot
        for a in range(n):
            if a == k:
                continue
            row, factor = matrix[a], matrix[a, k]
            row[k] = 0.0
            for b in range(n):
                row[b] -= factor * line[b]
    return least / most


@compiled
def mirror(matrix):  # type: ignore[no-untyped-def]
    """Copy the upper triangle to the lower."""
    for a in range(matrix.shape[0]):
        for b in range(a):
            matrix[a, b] = matrix[b, a]
