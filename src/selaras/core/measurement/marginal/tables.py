"""Tables on one grid in ability − severity: all that the marks of a pair ask of its criteria.

With the criteria of a pair fixed, its likelihood needs one function of u = ability − severity only,
the log-normaliser K(u) = sum over criteria of log sum over k of exp(k (u − difficulty) − T_k), with T_k
the sum of the first k thresholds. Its derivatives are the cumulants of the pair's total, known in
closed form, so K is kept as a Taylor polynomial of degree five around each point of the grid.
"""

import math

import numpy as np
from numba import njit

DEGREE = 5  # at a spacing of 1/8 the remainder is below 1e-9 for a pair of ten criteria
# Sums may be reordered; infinities and NaN keep their meaning.
FAST = {"contract", "reassoc", "nsz", "arcp"}
compiled = njit(cache=True, nogil=True, error_model="numpy", fastmath=FAST)


@compiled
def _fill_range(begin, end, flipped, shift, growth, threshold, work, criteria, reached):  # type: ignore[no-untyped-def]
    """Fill one criterion's cells begin..end, on one side of its difficulty.

    Powers of exp(−|x|) cannot overflow: on the upper side the categories are counted from the top.
    growth : exp of minus the distance between two cells; shift : x at cell 0; work : (M + 8, cells)
    """
    m = threshold.size
    sign = -1.0 if flipped else 1.0
    total, power, ratio, mean = work[m + 1], work[m + 2], work[m + 3], work[m + 4]
    m2, m3, m4, m5 = work[m + 5], work[m + 6], work[m + 7], work[m + 8]
    n = end - begin
    cumulated = 0.0
    for c in range(n):
        # The exponential is taken once a row: the cells are evenly spaced.
        power[c], total[c], mean[c], m2[c], m3[c], m4[c], m5[c] = 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0
        work[0, c] = 1.0
    ratio[0] = math.exp(sign * shift)
    for c in range(1, n):
        ratio[c] = ratio[c - 1] * growth
    for k in range(1, m + 1):
        cumulated -= threshold[k - 1] if not flipped else -threshold[m - k]
        weight = math.exp(cumulated)
        line = work[k]
        for c in range(n):
            power[c] *= ratio[c]
            line[c] = weight * power[c]
            total[c] += line[c]
            mean[c] += k * line[c]
    for c in range(n):
        power[c] = 1.0 / total[c]
        mean[c] *= power[c]
    for k in range(m + 1):
        line = work[k]
        for c in range(n):
            d = k - mean[c]
            line[c] *= power[c]
            t = line[c] * d * d
            m2[c] += t
            m3[c] += t * d
            m4[c] += t * d * d
            m5[c] += t * d * d * d
    return cumulated


@compiled
def _store(begin, end, flipped, shift, step, cumulated, m, work, criteria, reached):  # type: ignore[no-untyped-def]
    """Lay a filled range into the tables, turned back to counting from the lowest category."""
    total, mean = work[m + 1], work[m + 4]
    m2, m3, m4, m5 = work[m + 5], work[m + 6], work[m + 7], work[m + 8]
    sign = -1.0 if flipped else 1.0
    for c in range(end - begin):
        row, spread = criteria[begin + c], m2[c]
        middle = m - mean[c] if flipped else mean[c]
        row[0] = math.log(total[c]) + (m * (shift + step * (begin + c)) - cumulated if flipped else 0.0)
        row[1] = middle
        row[2] = spread / 2
        row[3] = sign * m3[c] / 6
        row[4] = (m4[c] - 3 * spread * spread) / 24
        row[5] = sign * (m5[c] - 10 * spread * m3[c]) / 120
        p = slope = bend = 0.0
        for k in range(m, 0, -1):
            share = work[m - k if flipped else k, c]
            d = k - middle
            p += share
            slope += share * d
            bend += share * (d * d - spread)
            reached[begin + c, 0, k - 1] = p
            reached[begin + c, 1, k - 1] = slope
            reached[begin + c, 2, k - 1] = bend / 2


@compiled
def fill_criteria(lo, step, difficulty, group, step_start, threshold, criteria, reached):  # type: ignore[no-untyped-def]
    """Fill what each criterion gives at lo + step × cell.

    criteria : (I, cells, 6), Taylor coefficients of the log-normaliser
    reached : (I, cells, 3, M), the probability of reaching each step, its slope, half its curvature
    """
    n_cells = criteria.shape[1]
    work = np.empty((reached.shape[3] + 9, n_cells))
    for i in range(difficulty.size):
        own = threshold[step_start[group[i]] : step_start[group[i] + 1]]
        shift = lo - difficulty[i]
        middle = min(max(int(-shift / step) + 1, 0), n_cells)
        for flipped in (False, True):
            begin, end = (middle, n_cells) if flipped else (0, middle)
            if begin == end:
                continue
            x = shift + step * begin
            growth = math.exp(-step if flipped else step)
            rise = _fill_range(begin, end, flipped, x, growth, own, work, criteria, reached)
            _store(begin, end, flipped, shift, step, rise, own.size, work, criteria[i], reached[i])


@compiled
def fill_forms(forms, criteria, table):  # type: ignore[no-untyped-def]
    """Add the criteria of each form. table : (forms, cells, 6)."""
    for f in range(forms.shape[0]):
        whole = table[f]
        whole[:] = 0.0
        for i in range(forms.shape[1]):
            if not forms[f, i]:
                continue
            part = criteria[i]
            for cell in range(whole.shape[0]):
                for n in range(6):
                    whole[cell, n] += part[cell, n]


@compiled
def fill_rows(forms, group, step_start, criteria, reached, rows):  # type: ignore[no-untyped-def]
    """Fill the derivatives of −log-normaliser by difficulties, then thresholds, with slopes.

    rows : (forms, cells, 3, I + thresholds): value, slope and half the curvature, all times minus one
    """
    n_items = forms.shape[1]
    for f in range(forms.shape[0]):
        rows[f] = 0.0
        for i in range(n_items):
            if not forms[f, i]:
                continue
            first = step_start[group[i]]
            m = step_start[group[i] + 1] - first
            at = n_items + first
            for cell in range(rows.shape[1]):
                row, own, steps = rows[f, cell], criteria[i, cell], reached[i, cell]
                row[0, i] = own[1]
                row[1, i] = 2 * own[2]
                row[2, i] = 3 * own[3]
                for d in range(3):
                    for k in range(m):
                        row[d, at + k] += steps[d, k]


@compiled
def contract(second, forms, group, step_start, criteria, reached, visits, gradient, information):  # type: ignore[no-untyped-def]
    """Add what the visits to the grid say of difficulties and thresholds.

    visits : (forms, cells), posterior weight that fell on each cell
    gradient : (I + thresholds,); information : square, its upper triangle alone, only if second
    """
    n_items, n_cells = criteria.shape[0], criteria.shape[1]
    seen = np.empty(n_cells)
    for i in range(n_items):
        seen[:] = 0.0
        for f in range(forms.shape[0]):
            if forms[f, i]:
                for cell in range(n_cells):
                    seen[cell] += visits[f, cell]
        first = step_start[group[i]]
        m = step_start[group[i] + 1] - first
        at = n_items + first
        for cell in range(n_cells):
            w = seen[cell]
            if w == 0.0:
                continue
            gradient[i] += w * criteria[i, cell, 1]
            for k in range(m):
                gradient[at + k] += w * reached[i, cell, 0, k]
            if second:
                information[i, i] += 2 * w * criteria[i, cell, 2]
                for k in range(m):
                    p = reached[i, cell, 0, k]
                    information[i, at + k] += w * reached[i, cell, 1, k]
                    for later in range(k, m):
                        information[at + k, at + later] += w * reached[i, cell, 0, later] * (1 - p)
