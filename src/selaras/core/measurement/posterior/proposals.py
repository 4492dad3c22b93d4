"""Proposals for the structural parameters: a grid in both sds, and Student's t for all the others.

A single t in the log of the halo's sd fails where the posterior reaches zero; on the natural scale the
density is finite there and a grid follows it. Given both sds the rest is close to normal.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.posterior.modes import Mode, along_sd, mode_at
from selaras.core.measurement.posterior.panel import (
    Panel,
    Points,
    joined,
    log_posterior,
    log_posterior_gradient,
)
from selaras.core.measurement.ratings import Floats

COARSE = (0.3, 0.06, 0.7, 1.2, 1.9, 3.0, 4.5)
DEGREES = 8.0  # of freedom of the conditional t
MANY_FREE = 40  # from so many coordinates on, heavier tails in each would waste nearly every proposal
AT_ONCE = 2**22  # numbers in the Cholesky factors of one batch of points
CELLS = ((10, 8), (10, 8), (18, 14))  # halo sd, ability sd: two rounds that close in, and the last
FINE = 4  # the grid's log density is interpolated onto cells of a quarter
TOLD_APART = 14.0  # log units below the profile's top where the halo sd's range ends
CROPPED = 11.0
LEAST_SD = 1e-4  # where the grid of ability sds begins at the lowest
FLOOR = 0.02  # of the proposals go evenly over the whole grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """The normal approximation of the free coordinates given both sds, interpolated between modes.

    halo (knots,); whole (knots, 3) : √(sd² + halo²) of the modes of each knot, ascending
    free (knots, 3, n); roots (knots, 3, n, n) : lower Cholesky factors of the covariances
    """

    halo: Floats
    whole: Floats
    free: Floats
    roots: Floats

    def at(self, sd: Floats, halo: Floats) -> tuple[Floats, Floats]:
        """Return means (N, n) and lower Cholesky factors of covariances (N, n, n)."""
        n = self.free.shape[2]
        along = lagrange(self.halo, halo)
        left, share = _between(self.halo, halo)
        smooth = np.empty((sd.size, self.halo.size, 3))
        linear = np.zeros_like(smooth)
        for k, knot in enumerate(self.halo):
            # Beyond the outer modes by half their distance nothing is extrapolated further.
            low, _, high = self.whole[k]
            reach = 0.5 * (high - low)
            here = np.clip(np.hypot(sd, knot), max(low - reach, 0.0), high + reach)
            smooth[:, k] = along[:, k : k + 1] * lagrange(self.whole[k], here)
            place, part = _between(self.whole[k], here)
            weight = np.where(left == k, 1.0 - share, np.where(left + 1 == k, share, 0.0))
            rows = np.arange(sd.size)
            linear[rows, k, place] += weight * (1.0 - part)
            linear[rows, k, place + 1] += weight * part
        means = smooth.reshape(sd.size, -1) @ self.free.reshape(-1, n)
        roots = linear.reshape(sd.size, -1) @ self.roots.reshape(-1, n * n)
        return means, roots.reshape(-1, n, n)


def conditional_of(modes: list[tuple[Mode, ...]]) -> Conditional:
    return Conditional(
        halo=np.array([three[0].halo for three in modes]),
        whole=np.array([[math.hypot(mode.sd, mode.halo) for mode in three] for three in modes]),
        free=np.array([[mode.free for mode in three] for three in modes]),
        roots=np.array(
            [[np.linalg.cholesky(np.linalg.inv(mode.precision)) for mode in three] for three in modes]
        ),
    )


def _between(knots: Floats, at: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the interval of each point and the share within it, held at the ends."""
    if knots.size == 1:
        return np.zeros(at.size, dtype=np.int64), np.zeros(at.size)
    left = np.clip(np.searchsorted(knots, at) - 1, 0, knots.size - 2)
    share = np.clip((at - knots[left]) / (knots[left + 1] - knots[left]), 0.0, 1.0)
    return left, share


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A density in (halo sd, ability sd), constant within cells; halo_edges is None without halo.

    chance : (halo cells, sd cells), summing to one
    """

    halo_edges: Floats
    sd_edges: Floats
    chance: Floats

    def drawn(self, uniforms: Floats, chance: np.random.Generator) -> tuple[Floats, Floats]:
        """Return ability sds and halo sds (N,) for cells picked at the uniforms (N,)."""
        flat = self.chance.ravel()
        reached = np.cumsum(flat)
        cell = np.minimum(np.searchsorted(reached / reached[-1], uniforms, side="right"), flat.size - 1)
        row, column = np.divmod(cell, self.chance.shape[1])
        within = chance.random((2, uniforms.size))
        halo = self.halo_edges[row] + within[0] * np.diff(self.halo_edges)[row]
        sd = self.sd_edges[column] + within[1] * np.diff(self.sd_edges)[column]
        return sd, halo

    def log_density(self, sd: Floats, halo: Floats) -> Floats:
        row = np.clip(np.searchsorted(self.halo_edges, halo, side="right") - 1, 0, self.chance.shape[0] - 1)
        column = np.clip(np.searchsorted(self.sd_edges, sd, side="right") - 1, 0, self.chance.shape[1] - 1)
        result: Floats = np.log(self.chance[row, column]) - np.log(np.diff(self.sd_edges)[column])
        if self.chance.shape[0] > 1:
            result = result - np.log(np.diff(self.halo_edges)[row])
        return result


def lagrange(knots: Floats, at: Floats) -> Floats:
    """Return the weights (N, knots) of the polynomial through all knots.

    >>> lagrange(np.array([0.0, 1.0, 2.0]), np.array([0.5])).tolist()
    [[0.375, 0.75, -0.125]]
    """
    out = np.ones((at.size, knots.size))
    for k in range(knots.size):
        for other in range(knots.size):
            if other != k:
                out[:, k] *= (at - knots[other]) / (knots[k] - knots[other])
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Explored:
    """The conditional approximation, and the ranges of both sds that matter as far as the modes tell."""

    conditional: Conditional
    halo_range: tuple[float, float]
    sd_range: tuple[float, float]
    n_iterations: int
    converged: bool


def explored(panel: Panel, start: Floats, inverse: Floats) -> Explored:
    """Return modes with Hessians over the range of halo sds that matter."""
    found: dict[float, tuple[Floats, Floats]] = {}
    if panel.halo_scale is None:
        found[0.0] = (start, inverse)
        halo_range, knots = (0.0, 0.0), np.zeros(1)
    else:
        halo_range = _range(_profile(panel, start, inverse, found))
        low, high = halo_range
        n_knots = 3 if high < 1.6 * low or high < 0.25 else 5
        # Chebyshev's places keep the polynomial through the modes calm at both ends.
        places = -np.cos((2.0 * np.arange(n_knots) + 1.0) * np.pi / (2.0 * n_knots))
        knots = (low + high) / 2.0 + places * (high - low) / 2.0
    modes, lows, highs, iterations, good = [], [], [], 0, True
    for halo in knots:
        near = min(found, key=lambda other: abs(other - halo))
        x, inverse, _, n, done = mode_at(panel, float(halo), *found[near])
        three, width = along_sd(panel, x, float(halo))
        modes.append(three)
        lows.append(three[1].sd - 6.0 * width)
        highs.append(three[1].sd + 8.0 * width)
        found[float(halo)] = (x, inverse)
        iterations, good = iterations + n, good and done
    widest = 5.0 * panel.priors.ability_sd
    return Explored(
        conditional=conditional_of(modes),
        halo_range=halo_range,
        sd_range=(max(min(lows), LEAST_SD), min(max(*highs, 0.5), widest)),
        n_iterations=iterations,
        converged=good,
    )


def _profile(
    panel: Panel, start: Floats, inverse: Floats, found: dict[float, tuple[Floats, Floats]]
) -> dict[float, tuple[float, float]]:
    """Return value and slope of the profile at coarse halo sds; leave the modes in found."""
    profile: dict[float, tuple[float, float]] = {}
    x = start
    for halo in COARSE:
        best = max((value for value, _ in profile.values()), default=0.0)
        if halo > 1.0 and profile[max(profile)][0] < best - 2.0 * TOLD_APART:
            break
        if found:
            x, inverse = found[min(found, key=lambda other: abs(other - halo))]
        x, inverse, value, _, _ = mode_at(panel, halo, x, inverse)
        slope = log_posterior_gradient(panel, x[:-1], math.exp(x[-1]), halo)[1][-1]
        profile[halo], found[halo] = (value, float(slope)), (x, inverse)
    return profile


def _range(profile: dict[float, tuple[float, float]]) -> tuple[float, float]:
    """Return where the profile, a cubic between its knots, stays near its top."""
    knots = np.array(sorted(profile))
    value = np.array([profile[k][0] for k in knots])
    slope = np.array([profile[k][1] for k in knots])
    at = np.concatenate(
        [np.linspace(0.0, knots[0], 10, endpoint=False), np.linspace(knots[0], knots[-1], 600)]
    )
    k = np.clip(np.searchsorted(knots, at) - 1, 0, knots.size - 2)
    width = knots[k + 1] - knots[k]
    t = np.maximum((at - knots[k]) / width, 0.0)
    u = 1.0 - t
    curve = (
        value[k] * u * u * (1.0 + 2.0 * t)
        + slope[k] * width * u * u * t
        + value[k + 1] * t * t * (3.0 - 2.0 * t)
        - slope[k + 1] * width * t * t * u
    )
    inside = at[curve > curve.max() - TOLD_APART]
    gap = at[-1] - at[-2]
    low, high = float(inside.min()), float(inside.max())
    return (0.0 if low < 0.1 else max(low - gap, 0.0)), high + gap


def grid_of(panel: Panel, known: Explored) -> Grid:
    """Return Laplace's approximation of the density of both sds, cropped to where it matters."""
    conditional, halo_range, sd_range = known.conditional, known.halo_range, known.sd_range
    widest = 5.0 * panel.priors.ability_sd
    for halo_cells, sd_cells in CELLS:
        halo_edges = np.linspace(*halo_range, (halo_cells if halo_range[1] > 0 else 1) + 1)
        sd_edges = np.linspace(*sd_range, sd_cells + 1)
        log_p = _laplace(panel, conditional, sd_edges, halo_edges)
        near = log_p > log_p.max() - CROPPED
        rows, columns = np.flatnonzero(near.any(axis=1)), np.flatnonzero(near.any(axis=0))
        # One cell more on each side: a middle may lie low while its cell reaches higher.
        halo_range = (
            float(halo_edges[max(rows[0] - 1, 0)]),
            float(halo_edges[min(rows[-1] + 2, halo_edges.size - 1)]),
        )
        top = sd_edges[min(columns[-1] + 2, sd_cells)]
        if columns[-1] == sd_cells - 1:
            top = min(1.5 * top, widest)
        sd_range = (float(sd_edges[max(columns[0] - 1, 0)]), float(top))
    fine = _finer(log_p)
    chance = np.exp(fine - fine.max())
    chance = (1.0 - FLOOR) * chance / chance.sum() + FLOOR / chance.size
    n_halo = 1 if log_p.shape[0] == 1 else log_p.shape[0] * FINE
    return Grid(
        halo_edges=np.linspace(halo_edges[0], halo_edges[-1], n_halo + 1),
        sd_edges=np.linspace(sd_edges[0], sd_edges[-1], log_p.shape[1] * FINE + 1),
        chance=chance,
    )


def _laplace(panel: Panel, conditional: Conditional, sd_edges: Floats, halo_edges: Floats) -> Floats:
    middle_sd = (sd_edges[1:] + sd_edges[:-1]) / 2.0
    middle_halo = (halo_edges[1:] + halo_edges[:-1]) / 2.0
    sd = np.tile(middle_sd, middle_halo.size)
    halo = np.repeat(middle_halo, middle_sd.size)
    means, factors = conditional.at(sd, halo)
    log_det = np.log(np.einsum("nii->ni", factors)).sum(axis=1)
    value = log_posterior(panel, Points(free=means, sd=sd, halo=halo)) + log_det
    return np.asarray(value.reshape(middle_halo.size, middle_sd.size))


def _finer(log_p: Floats) -> Floats:
    """Return the log density on finer cells, linear between the middles of the coarse ones."""
    for axis in (0, 1):
        n = log_p.shape[axis]
        if n == 1:
            continue
        at = (np.arange(n * FINE) + 0.5) / FINE - 0.5
        left = np.clip(at.astype(int), 0, n - 2)
        share = at - left
        shape = [1, 1]
        shape[axis] = share.size
        share = share.reshape(shape)
        log_p = (1.0 - share) * np.take(log_p, left, axis=axis) + share * np.take(log_p, left + 1, axis=axis)
    return log_p


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Both sds from a grid, the rest from t with a scale and a shift learnt from earlier proposals.

    shift (n,), root (n, n) : mean and Cholesky factor of the standardised rest
    """

    grid: Grid
    conditional: Conditional
    shift: Floats
    root: Floats

    @property
    def degrees(self) -> float:
        return DEGREES if self.shift.size <= MANY_FREE else float(self.shift.size)

    def drawn(self, n: int, chance: np.random.Generator) -> "Proposed":
        uniforms = (np.arange(n) + chance.random(n)) / n
        sd, halo = self.grid.drawn(uniforms, chance)
        normal = chance.standard_normal((n, self.shift.size))
        widen = np.sqrt(self.degrees / chance.chisquare(self.degrees, size=(n, 1)))
        standard = self.shift + widen * (normal @ self.root.T)
        free, log_det = np.empty_like(standard), np.empty(n)
        size = max(1, AT_ONCE // self.shift.size**2)
        for start in range(0, n, size):
            part = slice(start, start + size)
            means, factors = self.conditional.at(sd[part], halo[part])
            free[part] = means + np.einsum("nij,nj->ni", factors, standard[part])
            log_det[part] = np.log(np.einsum("nii->ni", factors)).sum(axis=1)
        return Proposed(points=Points(free=free, sd=sd, halo=halo), standard=standard, log_det=log_det)

    def log_density(self, proposed: "Proposed") -> Floats:
        """Return the log density (N,) up to the constant of the t, of points drawn from any such proposal."""
        rest = np.linalg.solve(self.root, (proposed.standard - self.shift).T).T
        log_det = proposed.log_det + np.log(np.diag(self.root)).sum()
        n, degrees = rest.shape[1], self.degrees
        bell = -0.5 * (degrees + n) * np.log1p((rest**2).sum(axis=1) / degrees)
        points = proposed.points
        result: Floats = self.grid.log_density(points.sd, points.halo) + bell - log_det
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Points, and their rest (N, n) standardised by the conditional that all proposals of a panel share.

    log_det : (N,), of the Cholesky factors used
    """

    points: Points
    standard: Floats
    log_det: Floats

    def with_more(self, other: "Proposed") -> "Proposed":
        return Proposed(
            points=joined(self.points, other.points),
            standard=np.concatenate([self.standard, other.standard]),
            log_det=np.concatenate([self.log_det, other.log_det]),
        )
