"""The exact Gaussian likelihood of many standard deviations at once, coefficients integrated or estimated."""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.linear.reduced import CELLS, Reduced, Sds
from selaras.core.measurement.ratings import Floats

# Contrasts are "free" with this many sds of the marks: where nothing tells them apart (criteria that each
# examiner has alone) they then share evenly, with a standard error as wide as nothing is known.
FREE = 1e3
RIDGE = 1e-12  # of the marks' own product: marks without any error would leave a root of zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """For K points: everything that follows from the standard deviations.

    root : (K, q, q) lower Cholesky root of the coefficients' precision, bordered by the marks
    log_integrated : (K,), log density of the marks with the coefficients integrated over their prior
    log_determinant : (K,), of the marks' covariance
    precision : (K, q - 1, q - 1), from the marks alone; projected : (K, q - 1); square : (K,)
    """

    root: Floats
    log_integrated: Floats
    log_determinant: Floats
    precision: Floats
    projected: Floats
    square: Floats

    @property
    def coefficients(self) -> Floats:
        """Return (K, q - 1), the mean of the coefficients."""
        border = self.root[:, -1, :-1]
        upper = np.swapaxes(self.root[:, :-1, :-1], 1, 2)
        return np.asarray(np.linalg.solve(upper, border[..., None])[..., 0], dtype=np.float64)


def solved(data: Reduced, at: Sds, *, contrast_sd: float) -> Solved:
    """Return the K solutions; contrasts are normal with ``contrast_sd`` (marks), the mean is free."""
    products, log_determinant = _products(data, at)
    k = data.n_coefficients
    prior = np.full(k, 1.0 / contrast_sd**2)
    prior[0] = 0.0
    bordered = products.copy()
    places = np.arange(k)
    bordered[:, places, places] += prior
    bordered[:, k, k] *= 1.0 + RIDGE
    root: Floats = np.asarray(np.linalg.cholesky(bordered), dtype=np.float64)
    diagonal = np.log(np.diagonal(root, axis1=1, axis2=2))
    rest = root[:, k, k] ** 2
    # The mean has no prior: its flat density leaves one factor of 2π less.
    constant = (data.ratings.n - 1) * np.log(2 * np.pi) - np.log(prior[1:]).sum()
    return Solved(
        root=root,
        log_integrated=-0.5 * (constant + log_determinant + 2 * diagonal[:, :k].sum(axis=1) + rest),
        log_determinant=log_determinant,
        precision=products[:, :k, :k],
        projected=products[:, :k, k],
        square=products[:, k, k],
    )


def log_integrated(data: Reduced, at: Sds, *, contrast_sd: float) -> Floats:
    """Return (K,), in pieces that stay within memory."""
    q = data.n_coefficients + 1
    step = max(1, CELLS // (q * q + (0 if data.joint is not None else data.sums.size)))
    pieces = [
        solved(data, at.taken(slice(first, first + step)), contrast_sd=contrast_sd).log_integrated
        for first in range(0, at.ability.size, step)
    ]
    return np.concatenate(pieces)


def log_density(data: Reduced, found: Solved) -> Floats:
    """Return (K,), log density of the marks at the mean of the coefficients, without priors."""
    b = found.coefficients
    away = found.square - 2 * np.einsum("ki,ki->k", b, found.projected)
    away = away + np.einsum("ki,kij,kj->k", b, found.precision, b)
    density: Floats = -0.5 * (data.ratings.n * np.log(2 * np.pi) + found.log_determinant + away)
    return density


def _products(data: Reduced, at: Sds) -> tuple[Floats, Floats]:
    """Return (K, q, q) products of the columns under the inverse covariance, and its log determinant."""
    error2, halo2, ability2 = at.error**2, at.halo**2, at.ability**2
    pair = error2[:, None] + data.sizes * halo2[:, None]  # (K, N), variance of a pair's sum per rating
    weight = data.sizes / pair
    found: Floats = data.scatter / error2[:, None, None] + np.einsum(
        "kn,nij->kij", weight / data.sizes**2, data.between
    )
    held = weight @ data.patterns.T  # (K, T), precision of the official's mean
    gain = ability2[:, None] / (1.0 + ability2[:, None] * held)
    inverse = 1.0 / pair
    if data.joint is not None:
        joint = data.joint
        share = gain[:, joint.pattern] * inverse[:, joint.left] * inverse[:, joint.right]
        found -= (share @ joint.products).reshape(found.shape)
    else:
        own = officials_sums(data, inverse) * np.sqrt(gain)[:, data.pattern, None]
        for k in range(error2.size):  # one by one: stacks of transposed matrices miss the fast product
            found[k] -= own[k].T @ own[k]
    log_determinant = (
        np.log(error2) * ((data.sizes - 1) * data.pairs_of_size).sum()
        + np.log(pair) @ data.pairs_of_size
        + np.log1p(ability2[:, None] * held) @ data.officials_of_pattern
    )
    return found, log_determinant


def officials_sums(data: Reduced, inverse: Floats) -> Floats:
    """Return (K, officials, q), the columns of each official, pairs of each size times (K, N) ``inverse``."""
    rows = data.sums * inverse[:, data.row_size, None]
    found: Floats = np.add.reduceat(rows, data.row_start, axis=1)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditional:
    """Abilities given coefficients: mean = level − slope · coefficients, independent of each other.

    level, variance : (K, officials); slope : (K, officials, q - 1); the ability's mean is left out
    """

    level: Floats
    slope: Floats
    variance: Floats


def abilities_given(data: Reduced, at: Sds) -> Conditional:
    """Return the distribution of abilities, less their mean, given mean, severities and difficulties."""
    pair = at.error[:, None] ** 2 + data.sizes * at.halo[:, None] ** 2
    held = (data.sizes / pair) @ data.size_counts.T
    variance = at.ability[:, None] ** 2 / (1.0 + at.ability[:, None] ** 2 * held)
    own = officials_sums(data, 1.0 / pair)
    return Conditional(
        level=variance * own[..., -1], slope=variance[..., None] * own[..., :-1], variance=variance
    )
