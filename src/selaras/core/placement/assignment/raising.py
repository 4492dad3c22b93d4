"""The rising of prices over a long list of pairs, compiled; ``prices`` tells what is raised and why.

Whoever gains least has prices that are nearly right, so those go first: officials wait until a threshold of
gain comes up to theirs, and only below it have turns. That halves the work of turns for all.
Source: Glover, Glover and Klingman (1984), the threshold shortest path algorithm.
"""

import numpy as np
from numba import njit

NOWHERE = -1
AT_REST, CIRCLE, WANTS_EMPTY, UNWILLING = range(4)
N_THRESHOLDS = 64


@njit(cache=True, nogil=True)
def raise_prices(starts, columns, values, seat, holder, must, worth, officials, posts, by):  # type: ignore[no-untyped-def]
    """Raise ``posts`` until nobody would gain by another one; ``officials`` and ``by`` go along.

    starts, columns, values : pairs by row. holder : (m,) who sits in each post. worth : (n,) of the own seat
    returns : (AT_REST, -1, -1); (CIRCLE, -1, -1) where prices raise each other; (WANTS_EMPTY, row, column)
    where an empty post would get a price; (UNWILLING, row, -1) where going without becomes better
    """
    n = seat.size
    if not n:
        return AT_REST, NOWHERE, NOWHERE
    later, n_later = np.arange(n), n
    is_later, is_waiting = np.ones(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    queue, head, n_waiting = np.empty(n, dtype=np.int64), 0, 0
    step = (officials.max() - officials.min()) // N_THRESHOLDS + 1
    threshold, n_turns = officials.min() - 1, 0
    visited = np.full(holder.size, -1)
    while n_waiting or n_later:
        if not n_waiting:
            head = 0
            threshold, n_later, n_waiting = _let_in(
                officials, threshold, step, later, n_later, is_later, queue
            )
            is_waiting[queue[:n_waiting]] = True
            continue
        i = queue[head]
        head = (head + 1) % n
        n_waiting -= 1
        is_waiting[i] = False
        for k in range(starts[i], starts[i + 1]):
            j = columns[k]
            over = values[k] - officials[i]
            if over <= posts[j]:
                continue
            h = holder[j]
            if h == NOWHERE:
                return WANTS_EMPTY, i, j
            posts[j], by[j], officials[h] = over, i, worth[h] - over
            if officials[h] < 0 and not must[h]:
                return UNWILLING, h, NOWHERE
            if officials[h] <= threshold and not is_waiting[h]:
                is_waiting[h], is_later[h] = True, False
                queue[(head + n_waiting) % n] = h
                n_waiting += 1
        n_turns += 1
        if n_turns % n == 0 and _goes_round(seat, by, visited, n_turns // n - 1):
            return CIRCLE, NOWHERE, NOWHERE
    return AT_REST, NOWHERE, NOWHERE


@njit(cache=True, nogil=True)
def _let_in(officials, threshold, step, later, n_later, is_later, queue):  # type: ignore[no-untyped-def]
    """Raise the threshold above the least gain; return it, how many wait further, how many were let in."""
    least, found = 0, False
    for k in range(n_later):
        if is_later[later[k]] and (not found or officials[later[k]] < least):
            least, found = officials[later[k]], True
    threshold = max(threshold, least) + step
    n_kept = n_let_in = 0
    for k in range(n_later):
        i = later[k]
        if not is_later[i]:
            continue
        if officials[i] <= threshold:
            is_later[i] = False
            queue[n_let_in] = i
            n_let_in += 1
        else:
            later[n_kept] = i
            n_kept += 1
    return threshold, n_kept, n_let_in


@njit(cache=True, nogil=True)
def _goes_round(seat, by, visited, n_looks):  # type: ignore[no-untyped-def]
    """Return whether posts raised each other's prices in a circle; visited : of earlier looks"""
    m = by.size
    for first in range(m):
        mark, j = n_looks * m + first, first
        while j != NOWHERE and by[j] != NOWHERE and visited[j] < n_looks * m:
            visited[j] = mark
            j = seat[by[j]]
        if j != NOWHERE and visited[j] == mark:
            return True
    return False
