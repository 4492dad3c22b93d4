"""One pass over officials: ability integrated out of each by quadrature around its own posterior.

Work arrays come in, so that two threads may each take half of the officials with arrays of their own.
Natural parameters stand in the order severities, difficulties, thresholds, mean and sd of ability.
"""

import math

import numpy as np

from selaras.core.measurement.marginal.information import add_information
from selaras.core.measurement.marginal.tables import compiled


@compiled
def normaliser(c, d, step):  # type: ignore[no-untyped-def]
    """Return the log-normaliser and its first two derivatives at distance d from a cell."""
    if abs(d) > step:
        # Outside the table: far out the log-normaliser is a straight line.
        return c[0] + c[1] * d, c[1], 0.0
    value = c[0] + d * (c[1] + d * (c[2] + d * (c[3] + d * (c[4] + d * c[5]))))
    first = c[1] + d * (2 * c[2] + d * (3 * c[3] + d * (4 * c[4] + d * 5 * c[5])))
    second = 2 * c[2] + d * (6 * c[3] + d * (12 * c[4] + d * 20 * c[5]))
    return value, first, second


@compiled
def visit(visits, cell, s, weight):  # type: ignore[no-untyped-def]
    """Lay a weight on the four cells around a point s cells away, so that sums over cells are cubic in it."""
    s = min(max(s, -1.0), 1.0)
    down = 1 if s < 0 else 0
    s += down
    at = cell - 1 - down
    a, b, w = s - 2.0, weight * (s * s - 1.0), weight * s
    visits[at] -= w * (s - 1.0) * a * (1 / 6)
    visits[at + 1] += b * a * 0.5
    visits[at + 2] -= w * (s + 1.0) * a * 0.5
    visits[at + 3] += s * b * (1 / 6)


@compiled
def weigh(log_density, weight):  # type: ignore[no-untyped-def]
    """Turn log densities into weights that sum to one; return the log of their sum."""
    top = log_density[0]
    for q in range(1, log_density.size):
        top = max(top, log_density[q])
    total = 0.0
    for q in range(log_density.size):
        weight[q] = math.exp(log_density[q] - top)
        total += weight[q]
    for q in range(log_density.size):
        weight[q] /= total
    return top + math.log(total)


@compiled
def spread_of(c, s, node, weight):  # type: ignore[no-untyped-def]
    """Return the posterior mean and standard deviation on nodes c + s × node."""
    first = second = 0.0
    for q in range(node.size):
        first += weight[q] * node[q]
        second += weight[q] * node[q] * node[q]
    return c + s * first, s * math.sqrt(max(second - first * first, 0.0))


@compiled
def begin_density(c, s, node, log_weight, total, mu, precision, log_density):  # type: ignore[no-untyped-def]
    """Fill the log of prior times quadrature weight times the total's part of the likelihood."""
    for q in range(node.size):
        theta = c + s * node[q]
        log_density[q] = log_weight[q] + total * theta - 0.5 * precision * (theta - mu) ** 2


@compiled
def scale_within_reason(sd, curvature):  # type: ignore[no-untyped-def]
    """Return the next scale: nodes that stood badly tell no spread, curvature keeps it in reason."""
    likely = 1.0 / math.sqrt(curvature)
    return min(max(sd, 0.7 * likely), 1.5 * likely)


@compiled
def _look_up(u, s, node, form, step, log_density, slope, curve, cells, away):  # type: ignore[no-untyped-def]
    """Read one cell's log-normaliser at all nodes, u the distance of their centre from the table's start."""
    n_cells, per_step = form.shape[0], 1.0 / step
    for q in range(node.size):
        x = u + s * node[q]
        # Two cells at each end are kept for the interpolation of visits.
        cell = min(max(int(x * per_step + 0.5), 2), n_cells - 3)
        d = x - cell * step
        value, slope[q], curve[q] = normaliser(form[cell], d, step)
        cells[q], away[q] = cell, d
        log_density[q] -= value


@compiled
def _collect(weight, slope, curve, cells, away, per_step, visits):  # type: ignore[no-untyped-def]
    """Lay the visits of one cell; return the posterior means of its slope and curvature."""
    pulled = bent = 0.0
    for q in range(weight.size):
        pulled += weight[q] * slope[q]
        bent += weight[q] * curve[q]
        visit(visits, cells[q], away[q] * per_step, weight[q])
    return pulled, bent


@compiled
def ability_pass(  # type: ignore[no-untyped-def]
    begin, end, second, official_start, pair_examiner, pair_form, total, severity, mu, sigma,
    lo, step, table, rows, node, log_weight, centre, scale,
    mean, sd, around, visits, gradient, information, pull, pair_pull,
):  # fmt: skip
    """Return the log-likelihood of officials begin..end, less what is linear in the observed totals.

    centre, scale : (P,), where the nodes lie; mean, sd : (P,), filled with the posterior's
    around : (P,), with the next scale
    visits : (forms, cells) and gradient : (parameters,) are added to
    information : (parameters, parameters), upper triangle added to, only if second
    pull : (P, A + 2), pair_pull : (pairs,), posterior covariance of ability with each score; only if second
    """
    n_nodes, n_scores, padded = node.size, pull.shape[1], rows.shape[3]
    most = 0
    for p in range(begin, end):
        most = max(most, official_start[p + 1] - official_start[p])
    slope, curve = np.empty((most, n_nodes)), np.empty((most, n_nodes))
    cells, away = np.empty((most, n_nodes), np.int32), np.empty((most, n_nodes))
    log_density, weight = np.empty(n_nodes), np.empty(n_nodes)
    score, mixed, block = np.empty((n_nodes, padded)), np.empty(padded), np.zeros((padded, padded))
    precision, per_step = 1.0 / (sigma * sigma), 1.0 / step
    fixed = -math.log(sigma) - 0.5 * math.log(2 * math.pi)
    at_mu = gradient.size - 2
    result = 0.0
    for p in range(begin, end):
        first = official_start[p]
        n = official_start[p + 1] - first
        c, s = centre[p], scale[p]
        begin_density(c, s, node, log_weight, total[p], mu, precision, log_density)
        for j in range(n):
            u, form = c - severity[pair_examiner[first + j]] - lo, table[pair_form[first + j]]
            _look_up(u, s, node, form, step, log_density, slope[j], curve[j], cells[j], away[j])
        result += weigh(log_density, weight) + math.log(s) + fixed
        mean[p], sd[p] = spread_of(c, s, node, weight)
        off = mean[p] - mu
        square = sd[p] * sd[p] + off * off
        gradient[at_mu] += off * precision
        gradient[at_mu + 1] += (square * precision - 1.0) / sigma
        bent = precision
        for j in range(n):
            seen = visits[pair_form[first + j]]
            pulled, curved = _collect(weight, slope[j], curve[j], cells[j], away[j], per_step, seen)
            gradient[pair_examiner[first + j]] += pulled
            bent += curved
        around[p] = scale_within_reason(sd[p], bent)
        if second:
            add_information(
                first, n, pair_examiner, pair_form, rows, cells, away, weight, slope, curve, node,
                c, s, mu, sigma, mean[p], square, score, mixed, block, information, pull[p], pair_pull,
            )  # fmt: skip
    if second:
        at = at_mu + 2 - n_scores
        for a in range(n_scores):
            for b in range(a, n_scores):
                information[at + a, at + b] -= block[a, b]
        information[at_mu, at_mu] += (end - begin) * precision
    return result
