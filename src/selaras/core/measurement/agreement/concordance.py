"""Kendall's coefficient of concordance: do raters put subjects in the same order?

Source: Kendall & Babington Smith (1939); ties as in Siegel & Castellan (1988), section 9.4.
"""

from dataclasses import dataclass
from itertools import permutations, product
from math import factorial

import numpy as np
from scipy import special

from selaras.core.measurement.agreement.coefficient import Floats, Undefined, complete_rows, too_small

# Orders that are tried one by one; above it, orders drawn by chance.
MOST_ORDERS = 50_000
DRAWN_ORDERS = 9_999
# Above it chi-square is as good, and drawing takes time.
LARGEST_TABLE_TO_DRAW = 2_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """W from 0 (no common order) to 1 (one order), with two tests of "no common order".

    ``p_chi_square`` is an approximation for seven subjects or more; ``p_orders`` counts the orders that
    agree as much or more: all of them when ``exact``, else a drawn sample; None where the table is large.
    """

    value: float | None
    chi_square: float | None = None
    df: int | None = None
    p_chi_square: float | None = None
    p_orders: float | None = None
    exact: bool = False
    mean_rank_correlation: float | None = None
    n_subjects: int = 0
    reason: Undefined | None = None


def kendall_w(table: Floats, *, seed: int) -> Concordance:
    """Return W with correction for ties; subjects with a gap are left out.

    table : (subjects, raters), nan where a mark is missing

    >>> found = kendall_w(np.array([[1., 1, 2], [2, 3, 1], [3, 2, 3]]), seed=1)
    >>> round(found.value, 4), round(found.p_orders, 4), found.exact
    (0.4444, 0.3611, True)
    """
    rows = complete_rows(table)
    n, k = rows.shape
    reason = too_small(rows)
    if reason is not None:
        return Concordance(value=None, n_subjects=n, reason=reason)
    ranks = np.column_stack([_mid_ranks(column) for column in rows.T]) - (n + 1) / 2
    # W is the share of the largest spread of rank sums that these very ranks could have.
    most = k * float((ranks**2).sum())
    if most == 0.0:
        return Concordance(value=None, n_subjects=n, reason=Undefined.ALL_MARKS_EQUAL)
    spread = float((ranks.sum(axis=1) ** 2).sum())
    value = spread / most
    chi_square = k * (n - 1) * value
    p_orders, exact = _share_of_orders(ranks, spread, seed)
    return Concordance(
        value=value,
        chi_square=chi_square,
        df=n - 1,
        p_chi_square=float(special.chdtrc(n - 1, chi_square)),
        p_orders=p_orders,
        exact=exact,
        mean_rank_correlation=(k * value - 1) / (k - 1),
        n_subjects=n,
    )


def _mid_ranks(marks: Floats) -> Floats:
    _, code, counts = np.unique(marks, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[code])


def _share_of_orders(ranks: Floats, spread: float, seed: int) -> tuple[float | None, bool]:
    """Return the share of orders with as large a spread of rank sums, and whether all were counted."""
    n, k = ranks.shape
    enough = spread * (1 - 1e-9)
    # (n!)^(k-1) grows past any machine number; stop multiplying early.
    orders = factorial(n) ** (k - 1) if n <= 8 and k <= 16 else MOST_ORDERS + 1
    if orders <= MOST_ORDERS:
        by_rater = [np.array(list(permutations(ranks[:, j]))) for j in range(1, k)]
        reached = 0
        for chosen in product(*by_rater[:-1]):
            fixed = ranks[:, 0] + sum(chosen, start=np.zeros(n))
            reached += int((((fixed + by_rater[-1]) ** 2).sum(axis=1) >= enough).sum())
        return reached / orders, True
    if ranks.size > LARGEST_TABLE_TO_DRAW:
        return None, False
    # In an order of their own, so that the draws do not depend on how a file is sorted.
    ranks = np.sort(ranks, axis=0)
    ranks = ranks[:, np.lexsort(ranks[::-1])]
    rng = np.random.default_rng(seed)
    reached = 0
    for size in np.diff(np.linspace(0, DRAWN_ORDERS, 21).astype(int)):
        stack = np.broadcast_to(ranks.T, (size, k, n)).copy()
        sums = rng.permuted(stack, axis=2).sum(axis=1)
        reached += int(((sums**2).sum(axis=1) >= enough).sum())
    return (1 + reached) / (1 + DRAWN_ORDERS), False
