"""Compiled tables of the marginal likelihood: the halo integrated per pair, the ability per official.

For a pair with total T and form f, ∫ exp(Tη − Ψ_f(η)) N(η; u, s²) dη = exp(Tu + T²s²/2) H_f(u + Ts²), with
H_f(v) = ∫ exp(−Ψ_f(η)) N(η; v, s²) dη: one function of one number for every total and examiner of a form.
It is tabulated where its integrand peaks, v = η + s²Ψ'(η), and read by quintic Hermite interpolation.
"""

import math

import numba
import numpy as np

NO_HALO = 0.005  # below this halo sd the integral is taken as its integrand, an error under 1e-4 in all
DROP = 25.0  # the integrands are followed until they have fallen by exp(-25)
# The trapezoidal rule on a bell needs one node per standard deviation for an error of 5e-9.
NODE_STEP = 0.9
MOST_NODES = 2000
REACH = 5.0  # the tables span this many standard deviations; beyond they go on as parabolas


@numba.njit(cache=True, nogil=True)
def item_functions(delta, tau, start, steps, eta):  # type: ignore[no-untyped-def]
    """Return log Z, expected category and variance, each (criteria, eta)."""
    n = eta.size
    log_z = np.empty((delta.size, n))
    mean = np.empty((delta.size, n))
    variance = np.empty((delta.size, n))
    for i in range(delta.size):
        m = steps[i]
        weight = np.empty(m + 1)
        reach = 0.0
        weight[0] = 1.0
        for k in range(1, m + 1):
            reach -= delta[i] + tau[start[i] + k - 1]
            weight[k] = math.exp(reach)
        for q in range(n):
            # Powers of exp(-|eta|) alone: counted from the top above zero, nothing overflows.
            x = math.exp(-abs(eta[q]))
            power, z0, z1, z2 = 1.0, 0.0, 0.0, 0.0
            for back in range(m + 1):
                k = m - back if eta[q] > 0.0 else back
                term = weight[k] * power
                z0 += term
                z1 += k * term
                z2 += k * k * term
                power *= x
            log_z[i, q] = math.log(z0) + (m * eta[q] if eta[q] > 0.0 else 0.0)
            mean[i, q] = z1 / z0
            variance[i, q] = z2 / z0 - mean[i, q] ** 2
    return log_z, mean, variance


@numba.njit(cache=True, nogil=True)
def sum_over_form(log_z, mean, variance, form, psi):  # type: ignore[no-untyped-def]
    """Fill psi (eta, 3) with Ψ of one form and its two derivatives."""
    for q in range(psi.shape[0]):
        psi[q, 0], psi[q, 1], psi[q, 2] = 0.0, 0.0, 0.0
    for i in range(form.size):
        if form[i]:
            for q in range(psi.shape[0]):
                psi[q, 0] += log_z[i, q]
                psi[q, 1] += mean[i, q]
                psi[q, 2] += variance[i, q]


@numba.njit(cache=True, nogil=True)
def quintic(at, table, k, out):  # type: ignore[no-untyped-def]
    """Fill row k of out (n, 6): a quintic in the distance from place k, true to two derivatives at both ends.

    The last row, for what lies beyond, is the parabola alone.
    """
    out[k, 0], out[k, 1], out[k, 2] = table[k, 0], table[k, 1], 0.5 * table[k, 2]
    out[k, 3], out[k, 4], out[k, 5] = 0.0, 0.0, 0.0
    if k == at.size - 1:
        return
    width = at[k + 1] - at[k]
    rise = table[k + 1, 0] - out[k, 0] - width * (out[k, 1] + width * out[k, 2])
    slope = (table[k + 1, 1] - out[k, 1] - 2.0 * width * out[k, 2]) * width
    bend = (0.5 * table[k + 1, 2] - out[k, 2]) * width * width
    cube = width * width * width
    out[k, 3] = (10.0 * rise - 4.0 * slope + bend) / cube
    out[k, 4] = (-15.0 * rise + 7.0 * slope - 2.0 * bend) / (cube * width)
    out[k, 5] = (6.0 * rise - 3.0 * slope + bend) / (cube * width * width)


@numba.njit(cache=True, nogil=True)
def read(c, k, d):  # type: ignore[no-untyped-def]
    """Return the quintic of row k at distance d; before the first place by its parabola."""
    if d < 0.0:
        return c[k, 0] + d * (c[k, 1] + d * c[k, 2])
    return c[k, 0] + d * (c[k, 1] + d * (c[k, 2] + d * (c[k, 3] + d * (c[k, 4] + d * c[k, 5]))))


@numba.njit(cache=True, nogil=True)
def read_slopes(c, k, d):  # type: ignore[no-untyped-def]
    """Return first and second derivative of what `read` reads."""
    if d < 0.0:
        return c[k, 1] + 2.0 * d * c[k, 2], 2.0 * c[k, 2]
    one = c[k, 1] + d * (2.0 * c[k, 2] + d * (3.0 * c[k, 3] + d * (4.0 * c[k, 4] + d * 5.0 * c[k, 5])))
    two = 2.0 * c[k, 2] + d * (6.0 * c[k, 3] + d * (12.0 * c[k, 4] + d * 20.0 * c[k, 5]))
    return one, two


@numba.njit(cache=True, nogil=True)
def fill_fine(psi, step, parts, fine):  # type: ignore[no-untyped-def]
    """Fill Ψ on a lattice with `parts` cells to each of the table's; psi are rows of quintics."""
    n = psi.shape[0]
    for k in range(n - 1):
        for j in range(parts):
            fine[k * parts + j] = read(psi, k, j * step / parts)
    fine[(n - 1) * parts] = psi[n - 1, 0]


@numba.njit(cache=True, nogil=True)
def parts_for(curvature, step, s):  # type: ignore[no-untyped-def]
    """Return (parts, stride): the halo's nodes lie step * stride / parts apart."""
    if s < NO_HALO:
        return 1, 1
    narrowest = NODE_STEP / math.sqrt(1.0 / (s * s) + curvature)
    if narrowest >= step:
        return 1, int(narrowest / step)
    return math.ceil(step / narrowest), 1


@numba.njit(cache=True, nogil=True)
def halo_nodes(k, eta, v, psi, fine, parts, stride, s, offsets, weights):  # type: ignore[no-untyped-def]
    """Fill offsets (η − v) and weights of the integrand of H(v_k); return their number and the log peak."""
    step = eta[1] - eta[0]
    gap = step * stride / parts
    half = 0.5 / (s * s)
    centre = k * parts
    offsets[0] = eta[k] - v
    weights[0] = 1.0
    peak = -fine[centre] - half * offsets[0] ** 2
    count = 1
    for side in (-1, 1):
        j = 0
        while count < offsets.size:
            j += side
            at = centre + j * stride
            x = eta[k] + j * gap
            # Beyond the table Ψ is a straight line.
            if at < 0:
                value = fine[0] + psi[0, 1] * (x - eta[0])
            elif at >= fine.size:
                value = fine[-1] + psi[-1, 1] * (x - eta[-1])
            else:
                value = fine[at]
            fall = peak + value + half * (x - v) ** 2
            if fall > DROP:
                break
            offsets[count] = x - v
            weights[count] = math.exp(-fall)
            count += 1
    return count, peak


@numba.njit(cache=True, nogil=True)
def tabulate(f, k, tables):  # type: ignore[no-untyped-def]
    """Fill log H and its two derivatives at place k of form f, once."""
    eta, v, raw, done, _, psi, fine, s, parts, stride, offsets, weights = tables
    done[f, k] |= 1
    if s < NO_HALO:
        raw[f, k, 0], raw[f, k, 1], raw[f, k, 2] = -psi[f, k, 0], -psi[f, k, 1], -2.0 * psi[f, k, 2]
        return
    count, peak = halo_nodes(k, eta, v[f, k], psi[f], fine[f], parts, stride, s, offsets, weights)
    z0, z1, z2 = 0.0, 0.0, 0.0
    for j in range(count):
        part = weights[j] * offsets[j]
        z0 += weights[j]
        z1 += part
        z2 += part * offsets[j]
    mean = z1 / z0
    gap = (eta[1] - eta[0]) * stride / parts
    raw[f, k, 0] = peak + math.log(z0) + math.log(gap / (s * math.sqrt(2.0 * math.pi)))
    raw[f, k, 1] = mean / (s * s)
    raw[f, k, 2] = ((z2 / z0 - mean * mean) / (s * s) - 1.0) / (s * s)


@numba.njit(cache=True, nogil=True)
def ready(f, k, tables):  # type: ignore[no-untyped-def]
    """Have the quintic of row k of form f: only what officials need is ever tabulated."""
    v, raw, done, table = tables[1], tables[2], tables[3], tables[4]
    for place in (k, min(k + 1, v.shape[1] - 1)):
        if not done[f, place] & 1:
            tabulate(f, place, tables)
    quintic(v[f], raw[f], k, table[f])
    done[f, k] |= 2


@numba.njit(cache=True, nogil=True)
def row_near(v, at, k):  # type: ignore[no-untyped-def]
    """Return the row of v that the point follows, walking from row k; the first row before all."""
    while k < v.size - 1 and at >= v[k + 1]:
        k += 1
    while k > 0 and at < v[k]:
        k -= 1
    return k


@numba.njit(cache=True, nogil=True)
def eta_grid(severity, mu, sd, s, step):  # type: ignore[no-untyped-def]
    # The halo carries η beyond the abilities: without it a small ability sd would leave the table.
    reach = REACH * math.sqrt(sd * sd + s * s) + 1.0
    mildest, strictest = severity[0], severity[0]
    for one in severity:
        mildest, strictest = min(mildest, one), max(strictest, one)
    low = mu - reach - strictest
    high = mu + reach - mildest
    n = max(3, math.ceil((high - low) / step) + 1)
    grid = np.empty(n)
    for k in range(n):
        grid[k] = low + k * step
    return grid


@numba.njit(cache=True, nogil=True)
def form_tables(delta, tau, start, steps, forms, eta, s):  # type: ignore[no-untyped-def]
    """Return the tables of every form, and the largest curvature of Ψ.

    eta (n,); v (forms, n); log H at v with two derivatives (forms, n, 3), filled when asked for; what is
    filled (forms, n), 1 for the place and 2 for its row; rows of quintics of log H and of Ψ (forms, n, 6);
    Ψ on the halo's lattice; the halo's sd and lattice; room for its nodes
    """
    log_z, mean, variance = item_functions(delta, tau, start, steps, eta)
    n, n_forms = eta.size, forms.shape[0]
    psi = np.empty((n_forms, n, 6))
    raw = np.empty((n_forms, n, 3))
    curvature = 0.0
    for f in range(n_forms):
        sum_over_form(log_z, mean, variance, forms[f], raw[f])
        for k in range(n):
            quintic(eta, raw[f], k, psi[f])
            curvature = max(curvature, raw[f, k, 2])
    parts, stride = parts_for(curvature, eta[1] - eta[0], s)
    fine = np.empty((n_forms, (n - 1) * parts + 1))
    v = np.empty((n_forms, n))
    for f in range(n_forms):
        fill_fine(psi[f], eta[1] - eta[0], parts, fine[f])
        for k in range(n):
            v[f, k] = eta[k] + (s * s * psi[f, k, 1] if s >= NO_HALO else 0.0)
    done = np.zeros((n_forms, n), dtype=np.uint8)
    table = np.empty((n_forms, n, 6))
    room = np.empty((2, MOST_NODES))
    return (eta, v, raw, done, table, psi, fine, s, parts, stride, room[0], room[1]), curvature


@numba.njit(cache=True, nogil=True)
def ability_gap(curvature, most, sd, s):  # type: ignore[no-untyped-def]
    """Return the lattice's step, fine enough for the official who is known best.

    A step wider than the ability's own sd would invent likelihood near zero.
    """
    return NODE_STEP / math.sqrt(1.0 / (sd * sd) + most * curvature / (1.0 + s * s * curvature))


@numba.njit(cache=True, nogil=True)
def near_enough(hint, mu, sd):  # type: ignore[no-untyped-def]
    """Return the hint, moved to where a lattice with the step of a very small ability sd finds the peak."""
    return min(max(hint, mu - 8.0 * sd), mu + 8.0 * sd)


@numba.njit(cache=True, nogil=True)
def log_pairs(theta, first, last, severity, lift, v, table, done, data, places):  # type: ignore[no-untyped-def]
    """Return the log likelihood of an official's pairs, or NaN where a row that it needs is not ready.

    places remember where each pair was read.
    """
    pair_examiner, pair_total, pair_form = data[3], data[4], data[5]
    value = 0.0
    for pair in range(first, last):
        f = pair_form[pair]
        u = theta - severity[pair_examiner[pair]]
        at = u + pair_total[pair] * lift
        k = row_near(v[f], at, places[pair - first])
        places[pair - first] = k
        if not done[f, k] & 2:
            return math.nan
        value += pair_total[pair] * (u + 0.5 * pair_total[pair] * lift) + read(table[f], k, at - v[f, k])
    return value


@numba.njit(cache=True, nogil=True)
def prepare(theta, first, last, severity, lift, tables, data):  # type: ignore[no-untyped-def]
    """Have the rows ready that the pairs of an official need at an ability."""
    pair_examiner, pair_total, pair_form = data[3], data[4], data[5]
    for pair in range(first, last):
        f = pair_form[pair]
        v = tables[1][f]
        k = row_near(v, theta - severity[pair_examiner[pair]] + pair_total[pair] * lift, v.size // 2)
        if not tables[3][f, k] & 2:
            ready(f, k, tables)


@numba.njit(cache=True, nogil=True)
def official_row(p, origin, gap, severity, mu, sd, lift, tables, data, values, places):  # type: ignore[no-untyped-def]
    """Fill values with log density times prior on the lattice around origin, until it has fallen away.

    Returns the first and last filled place and the largest value. The density is log-concave, so walking to
    both sides from anywhere finds all of it.
    """
    first, last = data[6][p], data[6][p + 1]
    v, done, table = tables[1], tables[3], tables[4]
    middle = values.size // 2
    low, high = middle, middle
    top = -math.inf
    for side in (1, -1):
        for j in range(last - first):
            places[j] = tables[1].shape[1] // 2
        for j in range(0 if side == 1 else 1, middle):
            theta = origin + side * j * gap
            value = log_pairs(theta, first, last, severity, lift, v, table, done, data, places)
            if math.isnan(value):
                prepare(theta, first, last, severity, lift, tables, data)
                value = log_pairs(theta, first, last, severity, lift, v, table, done, data, places)
            value -= 0.5 * ((theta - mu) / sd) ** 2
            values[middle + side * j] = value
            top = max(top, value)
            if side == 1:
                high = middle + j
            else:
                low = middle - j
            if value < top - DROP:
                break
    return low, high, top


@numba.njit(cache=True, nogil=True)
def log_likelihood(severity, delta, tau, mu, sd, s, data, hints):  # type: ignore[no-untyped-def]
    """Return the marginal log likelihood at one point, without the linear terms.

    data : start and steps of each criterion's thresholds, forms, examiner, total and form of each pair,
        official_start, the grid's step, the most pairs of an official; hints : where each official may lie
    """
    (start, steps, forms, _examiner, _total, _form, official_start, eta_step, most) = data
    eta = eta_grid(severity, mu, sd, s, eta_step)
    tables, curvature = form_tables(delta, tau, start, steps, forms, eta, s)
    lift = 0.0 if s < NO_HALO else s * s
    gap = ability_gap(curvature, most, sd, s)
    values = np.empty(MOST_NODES)
    places = np.empty(most, dtype=np.int64)
    total = 0.0
    for p in range(official_start.size - 1):
        origin = near_enough(hints[p], mu, sd)
        low, high, top = official_row(p, origin, gap, severity, mu, sd, lift, tables, data, values, places)
        mass = 0.0
        for j in range(low, high + 1):
            mass += math.exp(values[j] - top)
        total += top + math.log(mass)
    return total + (official_start.size - 1) * math.log(gap / (sd * math.sqrt(2.0 * math.pi)))


@numba.njit(cache=True, nogil=True)
def log_likelihoods(severity, delta, tau, mu, sd, s, data, hints, out):  # type: ignore[no-untyped-def]
    """Fill out (points,) with the marginal log likelihood of each row, without the linear terms."""
    for n in range(out.size):
        out[n] = log_likelihood(severity[n], delta[n], tau[n], mu[n], sd[n], s[n], data, hints)
