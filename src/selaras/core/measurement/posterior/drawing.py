"""Draw abilities and halos back, given draws of the structural parameters.

Each value is picked from a lattice of its own whose offset is drawn evenly over one step. Over the offset
that is a draw from the continuous density, exact as far as the lattice sums the density to one.
"""

import math

import numba
import numpy as np

from selaras.core.measurement.posterior.kernels import (
    DROP,
    MOST_NODES,
    NO_HALO,
    NODE_STEP,
    ability_gap,
    eta_grid,
    form_tables,
    near_enough,
    official_row,
    read,
    row_near,
)
from selaras.core.measurement.posterior.panel import Panel, Points, elements, in_two_threads
from selaras.core.measurement.ratings import Floats

NODES = MOST_NODES // 2


@numba.njit(cache=True, nogil=True)
def picked(weights, low, high, uniform):  # type: ignore[no-untyped-def]
    """Return the place between low and high where the running sum passes the uniform's share."""
    whole = 0.0
    for j in range(low, high + 1):
        whole += weights[j]
    left = uniform * whole
    for j in range(low, high):
        left -= weights[j]
        if left < 0.0:
            return j
    return high


@numba.njit(cache=True, nogil=True)
def drawn_halo(u, total, s, eta, v, psi, most, weights, pick, shift):  # type: ignore[no-untyped-def]
    """Return one halo of a pair whose official's ability less the examiner's severity is u."""
    at = u + total * s * s
    k = min(row_near(v, at, v.size // 2), v.size - 2)
    step = eta[1] - eta[0]
    share = min(max((at - v[k]) / (v[k + 1] - v[k]), 0.0), 1.0)
    gap = NODE_STEP / math.sqrt(1.0 / (s * s) + most)
    origin = eta[k] + share * step + (shift - 0.5) * gap
    last = eta.size - 1
    top = -1e300
    low, high = NODES, NODES
    for side in (1, -1):
        for j in range(0 if side == 1 else 1, NODES):
            x = origin + side * j * gap
            place = (x - eta[0]) / step
            left = min(max(int(place), 0), last)
            if place < 0.0 or place > last:
                value = psi[left, 0] + psi[left, 1] * (x - eta[left])
            else:
                value = read(psi, left, x - eta[left])
            level = total * x - value - 0.5 * ((x - u) / s) ** 2
            weights[NODES + side * j] = level
            top = max(top, level)
            if side == 1:
                high = NODES + j
            else:
                low = NODES - j
            if level < top - DROP:
                break
    for j in range(low, high + 1):
        weights[j] = math.exp(weights[j] - top)
    return origin + (picked(weights, low, high, pick) - NODES) * gap - u


@numba.njit(cache=True, nogil=True)
def draw_halos(p, theta, severity, s, eta, v, psi, most, data, weights, uniforms, halo):  # type: ignore[no-untyped-def]
    """Fill halo (pairs,) for the pairs of one official of the drawn ability."""
    pair_examiner, pair_total, pair_form, official_start = data[3], data[4], data[5], data[6]
    for pair in range(official_start[p], official_start[p + 1]):
        f = pair_form[pair]
        u = theta - severity[pair_examiner[pair]]
        pick, shift = uniforms[pair, 0], uniforms[pair, 1]
        halo[pair] = drawn_halo(u, pair_total[pair], s, eta, v[f], psi[f], most, weights, pick, shift)


@numba.njit(cache=True, nogil=True)
def draw_back(severity, delta, tau, mu, sd, s, data, hints, uniforms, ability, halo):  # type: ignore[no-untyped-def]
    """Fill ability (draws, officials) and halo (draws, pairs or none).

    uniforms : (draws, officials + pairs, 2), which node and which offset
    """
    (start, steps, forms, _examiner, _total, _form, official_start, eta_step, most_pairs) = data
    weights = np.empty(2 * NODES)
    places = np.empty(most_pairs, dtype=np.int64)
    n_officials = official_start.size - 1
    for n in range(mu.size):
        eta = eta_grid(severity[n], mu[n], sd[n], s[n], eta_step)
        tables, most = form_tables(delta[n], tau[n], start, steps, forms, eta, s[n])
        lift = 0.0 if s[n] < NO_HALO else s[n] * s[n]
        gap = ability_gap(most, most_pairs, sd[n], s[n])
        for p in range(n_officials):
            origin = near_enough(hints[p], mu[n], sd[n]) + (uniforms[n, p, 1] - 0.5) * gap
            low, high, top = official_row(
                p, origin, gap, severity[n], mu[n], sd[n], lift, tables, data, weights, places
            )
            for j in range(low, high + 1):
                weights[j] = math.exp(weights[j] - top)
            place = picked(weights, low, high, uniforms[n, p, 0])
            ability[n, p] = origin + (place - NODES) * gap
            if halo.shape[1] > 0 and lift > 0.0:
                draw_halos(
                    p,
                    ability[n, p],
                    severity[n],
                    s[n],
                    eta,
                    tables[1],
                    tables[5],
                    most,
                    data,
                    weights,
                    uniforms[n, n_officials:],
                    halo[n],
                )


def abilities_and_halos(
    panel: Panel, points: Points, *, n_pairs: int, chance: np.random.Generator
) -> tuple[Floats, Floats | None]:
    """Return abilities (S, officials) and halos (S, pairs; None without halo) for S structural draws."""
    n = points.sd.size
    with_halo = panel.halo_scale is not None and n_pairs > 0
    n_values = panel.n_officials + (n_pairs if with_halo else 0)
    uniforms = chance.random((n, n_values, 2))
    # Stratified over the draws: each value's picks fill the unit interval evenly.
    order = np.argsort(chance.random((n, n_values)), axis=0, kind="stable")
    uniforms[:, :, 0] = (order + uniforms[:, :, 0]) / n
    mean, severity, difficulty, thresholds = elements(panel, points.free)
    ability = np.empty((n, panel.n_officials))
    halo = np.zeros((n, n_pairs if with_halo else 0))

    def work(start: int, end: int) -> None:
        part = slice(start, end)
        draw_back(
            severity[part],
            difficulty[part],
            thresholds[part],
            mean[part],
            points.sd[part],
            points.halo[part],
            panel.data,
            panel.hints,
            uniforms[part],
            ability[part],
            halo[part],
        )

    in_two_threads(work, n)
    return ability, halo if with_halo else None
