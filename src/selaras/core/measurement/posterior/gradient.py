"""The gradient of the marginal likelihood, by Fisher's identity: expected minus observed statistics.

The posterior mass of every (examiner, total, form) flows from the abilities to the table of log H, from
there over the halo to the categories; each table is read by interpolation, so mass flows by its transpose.
"""

import math

import numba
import numpy as np

from selaras.core.measurement.posterior.kernels import (
    MOST_NODES,
    NO_HALO,
    ability_gap,
    eta_grid,
    form_tables,
    halo_nodes,
    near_enough,
    official_row,
    read_slopes,
    row_near,
)


@numba.njit(cache=True, nogil=True)
def spread(mass, k, t, width, onto):  # type: ignore[no-untyped-def]
    """Put mass at the share t of interval k onto values and slopes at its ends (cubic Hermite)."""
    u = 1.0 - t
    onto[k, 0] += mass * u * u * (1.0 + 2.0 * t)
    onto[k, 1] += mass * u * u * t * width
    onto[k + 1, 0] += mass * t * t * (3.0 - 2.0 * t)
    onto[k + 1, 1] -= mass * t * t * u * width


@numba.njit(cache=True, nogil=True)
def official_flow(theta, mass, p, severity, s, tables, data, places, by_severity, onto):  # type: ignore[no-untyped-def]
    """Put one official's mass at one ability onto the tables of log H; return its part of d/ds."""
    pair_examiner, pair_total, pair_form = data[3], data[4], data[5]
    first, last = data[6][p], data[6][p + 1]
    v, table = tables[1], tables[4]
    by_s = 0.0
    for pair in range(first, last):
        f = pair_form[pair]
        at = theta - severity[pair_examiner[pair]] + pair_total[pair] * s * s
        k = row_near(v[f], at, places[pair - first])
        places[pair - first] = k
        one, two = read_slopes(table[f], k, at - v[f, k])
        k = min(k, v.shape[1] - 2)
        width = v[f, k + 1] - v[f, k]
        t = min(max((at - v[f, k]) / width, 0.0), 1.0)
        one += pair_total[pair]
        by_severity[pair_examiner[pair]] -= mass * one
        # The halo's integral solves the heat equation: d/d(s²) = half the second derivative.
        by_s += s * mass * (two + one * one)
        spread(mass, k, t, width, onto[f])
    return by_s


@numba.njit(cache=True, nogil=True)
def flow_over_halo(f, onto, tables):  # type: ignore[no-untyped-def]
    """Return the mass of one form on the grid of η (n, 2), as weights of values and slopes."""
    eta, v, _raw, _done, _table, psi, fine, s, parts, stride, offsets, weights = tables
    if s < NO_HALO:
        return onto
    step = eta[1] - eta[0]
    out = np.zeros(onto.shape)
    for k in range(eta.size):
        if onto[k, 0] == 0.0 and onto[k, 1] == 0.0:
            continue
        count, _ = halo_nodes(k, eta, v[f, k], psi[f], fine[f], parts, stride, s, offsets, weights)
        whole, mean = 0.0, 0.0
        for j in range(count):
            whole += weights[j]
            mean += weights[j] * offsets[j]
        mean /= whole
        for j in range(count):
            mass = weights[j] / whole * (onto[k, 0] + onto[k, 1] * (offsets[j] - mean) / (s * s))
            place = (v[f, k] + offsets[j] - eta[0]) / step
            interval = min(max(int(place), 0), eta.size - 2)
            spread(mass, interval, min(max(place - interval, 0.0), 1.0), step, out)
    return out


@numba.njit(cache=True, nogil=True)
def flow_to_categories(onto, eta, form, delta, tau, start, steps, by_delta, by_tau):  # type: ignore[no-untyped-def]
    """Add expected totals of criteria and of steps reached under the mass of one form."""
    for i in range(form.size):
        if not form[i]:
            continue
        m = steps[i]
        chance = np.empty(m + 1)
        for q in range(eta.size):
            if onto[q, 0] == 0.0 and onto[q, 1] == 0.0:
                continue
            level, top = 0.0, 0.0
            chance[0] = 0.0
            for k in range(1, m + 1):
                level += eta[q] - delta[i] - tau[start[i] + k - 1]
                chance[k] = level
                top = max(top, level)
            whole, mean = 0.0, 0.0
            for k in range(m + 1):
                chance[k] = math.exp(chance[k] - top)
                whole += chance[k]
                mean += k * chance[k]
            mean /= whole
            above, slope = 0.0, 0.0
            for k in range(m, 0, -1):
                above += chance[k] / whole
                slope += chance[k] / whole * (k - mean)
                flow = onto[q, 0] * above + onto[q, 1] * slope
                by_tau[start[i] + k - 1] += flow
                by_delta[i] += flow


@numba.njit(cache=True, nogil=True)
def log_likelihood_gradient(severity, delta, tau, mu, sd, s, data, hints, out):  # type: ignore[no-untyped-def]
    """Return the log likelihood; fill out with its gradient: severity, delta, tau, mu, sd, s."""
    (start, steps, forms, _examiner, _total, _form, official_start, eta_step, most) = data
    eta = eta_grid(severity, mu, sd, s, eta_step)
    tables, curvature = form_tables(delta, tau, start, steps, forms, eta, s)
    s_used = 0.0 if s < NO_HALO else s
    gap = ability_gap(curvature, most, sd, s)
    values = np.empty(MOST_NODES)
    places = np.zeros(most, dtype=np.int64)
    onto = np.zeros((forms.shape[0], eta.size, 2))
    for j in range(out.size):
        out[j] = 0.0
    total = 0.0
    for p in range(official_start.size - 1):
        origin = near_enough(hints[p], mu, sd)
        low, high, top = official_row(
            p, origin, gap, severity, mu, sd, s_used * s_used, tables, data, values, places
        )
        whole = 0.0
        for j in range(low, high + 1):
            values[j] = math.exp(values[j] - top)
            whole += values[j]
        total += top + math.log(whole * gap / (sd * math.sqrt(2.0 * math.pi)))
        for j in range(low, high + 1):
            theta = origin + (j - values.size // 2) * gap
            mass = values[j] / whole
            z = (theta - mu) / sd
            out[-3] += mass * z / sd
            out[-2] += mass * (z * z - 1.0) / sd
            out[-1] += official_flow(theta, mass, p, severity, s_used, tables, data, places, out, onto)
    n_severity, n_delta = severity.size, delta.size
    by_delta = out[n_severity : n_severity + n_delta]
    by_tau = out[n_severity + n_delta : out.size - 3]
    for f in range(forms.shape[0]):
        on_eta = flow_over_halo(f, onto[f], tables)
        flow_to_categories(on_eta, eta, forms[f], delta, tau, start, steps, by_delta, by_tau)
    return total
