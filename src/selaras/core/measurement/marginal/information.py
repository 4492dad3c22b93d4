"""The observed information of one official, by Louis' identity: E[−second derivative] − Var[score].

Expectations are over the official's posterior of ability, on the nodes where it was just weighed. What the
criteria's own second derivatives give is added elsewhere, from the visits to the tables.
"""

import math

from selaras.core.measurement.marginal.tables import compiled


@compiled
def add_information(  # type: ignore[no-untyped-def]
    first, n, pair_examiner, pair_form, rows, cells, away, weight, slope, curve, node,
    c, s, mu, sigma, mean, square, score, mixed, block, information, pull, pair_pull,
):  # fmt: skip
    """Add one official's information; fill its pulls, the posterior covariance of ability with each score.

    score, mixed, block : work arrays; block gathers the covariances of all but the severities' scores
    """
    n_nodes, n_scores, padded = node.size, pull.size, mixed.size
    precision = 1.0 / (sigma * sigma)
    _gather(
        first, n, pair_examiner, pair_form, rows, cells, away, weight, curve, score, mixed, n_scores,
        information,
    )  # fmt: skip
    mixed[:] = 0.0
    for q in range(n_nodes):
        off = c + s * node[q] - mu
        score[q, n_scores - 2] = off * precision
        score[q, n_scores - 1] = off * off * precision / sigma
        line = score[q]
        for a in range(padded):
            mixed[a] += weight[q] * line[a]
    pull[:] = 0.0
    for q in range(n_nodes):
        root = math.sqrt(weight[q])
        theta = (c + s * node[q] - mean) * root
        line = score[q]
        for a in range(padded):
            line[a] = (line[a] - mixed[a]) * root
        for a in range(n_scores):
            pull[a] += theta * line[a]
        for j in range(n):
            slope[j, q] *= root
    for a in range(n_scores):
        row = block[a]
        for q in range(n_nodes):
            x, line = score[q, a], score[q]
            for b in range(padded):
                row[b] += x * line[b]
    _with_severities(
        first, n, pair_examiner, weight, slope, score, mixed, n_scores, c, s, mean, node, information,
        pair_pull,
    )  # fmt: skip
    corner = information.shape[0] - 2
    information[corner, corner + 1] += 2 * (mean - mu) * precision / sigma
    information[corner + 1, corner + 1] += precision * (3 * square * precision - 1.0)


@compiled
def _with_severities(  # type: ignore[no-untyped-def]
    first, n, pair_examiner, weight, slope, score, mixed, n_scores, c, s, mean, node, information, pair_pull
):  # fmt: skip
    """Subtract the posterior covariances of the examiners' scores; slope comes times root weight."""
    n_nodes = score.shape[0]
    for j in range(n):
        average = 0.0
        for q in range(n_nodes):
            average += slope[j, q] * math.sqrt(weight[q])
        pulled = 0.0
        for q in range(n_nodes):
            root = math.sqrt(weight[q])
            slope[j, q] -= average * root
            pulled += slope[j, q] * (c + s * node[q] - mean) * root
        pair_pull[first + j] = pulled
    for j in range(n):
        a = pair_examiner[first + j]
        line = information[a]
        mixed[:] = 0.0
        for q in range(n_nodes):
            x, of_node = slope[j, q], score[q]
            for b in range(mixed.size):
                mixed[b] += x * of_node[b]
        at = information.shape[0] - n_scores
        for b in range(n_scores):
            line[at + b] -= mixed[b]
        for k in range(n):
            b = pair_examiner[first + k]
            if b < a:
                continue
            covered = 0.0
            for q in range(n_nodes):
                covered += slope[j, q] * slope[k, q]
            line[b] -= covered


@compiled
def _gather(  # type: ignore[no-untyped-def]
    first, n, pair_examiner, pair_form, rows, cells, away, weight, curve, score, mixed, n_scores, information
):  # fmt: skip
    """Fill the scores of difficulties and thresholds at each node; add the severities' second derivatives."""
    n_nodes, padded, n_examiners = weight.size, mixed.size, information.shape[0] - n_scores
    score[:] = 0.0
    for j in range(n):
        examiner = pair_examiner[first + j]
        f, bent = pair_form[first + j], 0.0
        mixed[:] = 0.0
        for q in range(n_nodes):
            cell, d, w = cells[j, q], away[j, q], weight[q]
            bent += w * curve[j, q]
            for a in range(padded):
                slope_a, bend_a = rows[f, cell, 1, a], rows[f, cell, 2, a]
                score[q, a] += rows[f, cell, 0, a] + d * (slope_a + d * bend_a)
                mixed[a] += w * (slope_a + 2 * d * bend_a)
        information[examiner, examiner] += bent
        line = information[examiner]
        for a in range(n_scores - 2):
            line[n_examiners + a] += mixed[a]
