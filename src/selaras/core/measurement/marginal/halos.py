"""The pass over officials where each examiner's impression of an official (the halo) is integrated out too.

Given ability the halos of an official's examiners are independent, so each is integrated by itself at
every node of ability, by quadrature around its own posterior. As the halo's spread goes to zero its posterior
becomes its prior, and the pass that of `abilities`.
"""

import math

import numpy as np

from selaras.core.measurement.marginal.abilities import (
    begin_density,
    normaliser,
    scale_within_reason,
    spread_of,
    visit,
    weigh,
)
from selaras.core.measurement.marginal.tables import compiled


@compiled
def _sum_at(v, first, end, cell_form, lo, step, table):  # type: ignore[no-untyped-def]
    """Return the log-normaliser of a pair's cells and its first two derivatives."""
    value = slope = curve = 0.0
    cell = min(max(int((v - lo) / step + 0.5), 2), table.shape[1] - 3)
    d = v - lo - cell * step
    for k in range(first, end):
        a, b, c = normaliser(table[cell_form[k], cell], d, step)
        value += a
        slope += b
        curve += c
    return value, slope, curve, cell, d


@compiled
def _halo_at(  # type: ignore[no-untyped-def]
    u, total, begin, first, end, cell_form, sd_halo, lo, step, table, node, log_weight, weight, cells, away
):
    """Integrate one pair's halo at ability − severity = u, starting the search for its mode at begin.

    Fills weight, cells, away, (nodes,); returns the mode, the log of the integral, the mean of K', minus the
    second derivative of that log by u, and the mean square of the halo.
    """
    precision = 1.0 / (sd_halo * sd_halo)
    mode, curve = begin, 0.0
    for _ in range(20):
        _, slope, curve, _, _ = _sum_at(u + mode, first, end, cell_form, lo, step, table)
        move = (total - slope - mode * precision) / (curve + precision)
        mode += min(max(move, -2.0), 2.0)
        if abs(move) < 0.05 * sd_halo:
            break
    s = 1.0 / math.sqrt(curve + precision)
    top = -1e300
    slopes = curves = squares = slopes2 = 0.0
    for q in range(node.size):
        h = mode + s * node[q]
        value, slope, curve, cells[q], away[q] = _sum_at(u + h, first, end, cell_form, lo, step, table)
        weight[q] = log_weight[q] + total * h - value - 0.5 * precision * h * h
        top = max(top, weight[q])
    sum_of = 0.0
    for q in range(node.size):
        weight[q] = math.exp(weight[q] - top)
        sum_of += weight[q]
    for q in range(node.size):
        weight[q] /= sum_of
        h = mode + s * node[q]
        _, slope, curve, _, _ = _sum_at(u + h, first, end, cell_form, lo, step, table)
        slopes += weight[q] * slope
        slopes2 += weight[q] * slope * slope
        curves += weight[q] * curve
        squares += weight[q] * h * h
    result = top + math.log(sum_of * s / sd_halo) - 0.5 * math.log(2 * math.pi)
    return mode, result, slopes, curves - (slopes2 - slopes * slopes), squares


@compiled
def halo_pass(  # type: ignore[no-untyped-def]
    begin, end, official_start, pair_examiner, pair_total, cell_start, cell_form, total, severity, mu, sigma,
    sd_halo, lo, step, table, node, log_weight, centre, scale, mean, sd, around, visits, gradient,
    information, pair_pull,
):  # fmt: skip
    """Return the log-likelihood of officials begin..end, less what is linear in the observed totals.

    As `ability_pass`; of the information only the part of the severities, (examiners, examiners), is filled.
    The last three of gradient are of the mean and sd of ability and the sd of the halo.
    """
    n_nodes = node.size
    most = 0
    for p in range(begin, end):
        most = max(most, official_start[p + 1] - official_start[p])
    slope, curve, square = np.empty((most, n_nodes)), np.empty((most, n_nodes)), np.empty((most, n_nodes))
    share, away = np.empty((most, n_nodes, n_nodes)), np.empty((most, n_nodes, n_nodes))
    cells = np.empty((most, n_nodes, n_nodes), np.int32)
    log_density, weight = np.empty(n_nodes), np.empty(n_nodes)
    precision, per_step, result = 1.0 / (sigma * sigma), 1.0 / step, 0.0
    fixed = -math.log(sigma) - 0.5 * math.log(2 * math.pi)
    at_mu = gradient.size - 3
    for p in range(begin, end):
        first = official_start[p]
        n = official_start[p + 1] - first
        c, s = centre[p], scale[p]
        begin_density(c, s, node, log_weight, total[p], mu, precision, log_density)
        for j in range(n):
            at, mode = first + j, 0.0
            for q in range(n_nodes):
                u = c + s * node[q] - severity[pair_examiner[at]]
                mode, value, slope[j, q], curve[j, q], square[j, q] = _halo_at(
                    u, pair_total[at], mode, cell_start[at], cell_start[at + 1], cell_form, sd_halo, lo, step,
                    table, node, log_weight, share[j, q], cells[j, q], away[j, q],
                )  # fmt: skip
                log_density[q] += value
        result += weigh(log_density, weight) + math.log(s) + fixed
        mean[p], sd[p] = spread_of(c, s, node, weight)
        off = mean[p] - mu
        gradient[at_mu] += off * precision
        gradient[at_mu + 1] += ((sd[p] * sd[p] + off * off) * precision - 1.0) / sigma
        bent = precision
        for j in range(n):
            at, squares = first + j, 0.0
            for q in range(n_nodes):
                w = weight[q]
                gradient[pair_examiner[at]] += w * slope[j, q]
                squares += w * square[j, q]
                bent += w * curve[j, q]
                for k in range(cell_start[at], cell_start[at + 1]):
                    seen = visits[cell_form[k]]
                    for m in range(n_nodes):
                        visit(seen, cells[j, q, m], away[j, q, m] * per_step, w * share[j, q, m])
            gradient[at_mu + 2] += (squares / (sd_halo * sd_halo) - 1.0) / sd_halo
        around[p] = scale_within_reason(sd[p], max(bent, precision))
        if information.size:
            _between_severities(
                first, n, pair_examiner, weight, slope, curve, node, s, information, pair_pull
            )
    return result


@compiled
def _between_severities(first, n, pair_examiner, weight, slope, curve, node, s, information, pair_pull):  # type: ignore[no-untyped-def]
    """Add E[−second derivative] − Var[score] of the examiners of one official, upper triangle."""
    at = 0.0
    for q in range(node.size):
        at += weight[q] * node[q]
    for j in range(n):
        average = bent = pulled = 0.0
        for q in range(node.size):
            average += weight[q] * slope[j, q]
            bent += weight[q] * curve[j, q]
        for q in range(node.size):
            slope[j, q] -= average
            pulled += weight[q] * slope[j, q] * (node[q] - at) * s
        pair_pull[first + j] = pulled
        information[pair_examiner[first + j], pair_examiner[first + j]] += bent
    for j in range(n):
        a = pair_examiner[first + j]
        for k in range(n):
            b = pair_examiner[first + k]
            if b < a:
                continue
            covered = 0.0
            for q in range(node.size):
                covered += weight[q] * slope[j, q] * slope[k, q]
            information[a, b] -= covered
