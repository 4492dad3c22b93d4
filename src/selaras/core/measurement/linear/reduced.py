"""Marks reduced to sums over pairs, from which the likelihood of any standard deviations follows exactly.

A pair's covariance is error² I + halo² J and an official's adds ability² J over all pairs; both are
inverted in closed form (Woodbury), so a rating is looked at once and never again.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.errors import CoreError
from selaras.core.measurement.model import Model, check_model
from selaras.core.measurement.ratings import Floats, Ints, Ratings

FEWEST_JOINT = 3  # officials with two pairs of two ratings each, below which nothing tells halo from the rest
MOST_JOINT = 12_000_000  # numbers kept ready (96 MB); beyond it products are formed anew each time
CELLS = 4_000_000  # numbers worked on at once, 32 MiB


@dataclass(frozen=True, slots=True, kw_only=True)
class Sds:
    """Standard deviations, in marks; each (K,)."""

    ability: Floats
    halo: Floats
    error: Floats

    def taken(self, some: slice) -> "Sds":
        return Sds(ability=self.ability[some], halo=self.halo[some], error=self.error[some])


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Products of officials' sums, added up over the officials of a pattern, (E, q²): one entry for each
    ``pattern`` and two sizes ``left`` <= ``right``; two different sizes with their transpose.
    """

    pattern: npt.NDArray[np.int64]
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    products: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """The sufficient statistics. Coefficients are the mean, then orthonormal contrasts of severities and of
    difficulties; a last column stands for the marks themselves, less ``centre``. q of them all together.

    basis : (examiners + criteria, q - 1), from coefficients to −severity and −difficulty, mean on examiners
    sizes : (N,), the numbers of ratings that a pair can have; n_pairs_of_size, n_within the same
    scatter : (q, q), products within pairs; between : (N, q, q), products of pairs' sums
    size_counts : (officials, N), pairs of each size
    sums : (rows, q), pairs' columns added up by official and size; row_size (rows,), which size;
        row_start (officials,), the first row of each official
    pattern : (officials,), which row of ``patterns`` (T, N) an official's size_counts are
    joint : products of officials' sums by pattern, or None where there are too many
    unit : sd of the marks; finest : the smallest error sd that marks so coarse can show
    """

    ratings: Ratings
    pair_official: Ints
    pair_examiner: Ints
    pair_size: Ints
    pair_sum: Floats
    pair_criteria: Floats
    basis: Floats
    centre: float
    unit: float
    finest: float
    sizes: Floats
    pairs_of_size: Floats
    scatter: Floats
    between: Floats
    sums: Floats
    row_size: Ints
    row_start: Ints
    size_counts: Floats
    pattern: Ints
    patterns: Floats
    officials_of_pattern: Floats
    joint: Joint | None
    component: Ints
    halo_by_prior: bool

    @property
    def n_coefficients(self) -> int:
        return int(self.basis.shape[1])

    @property
    def n_officials(self) -> int:
        return len(self.ratings.officials)

    @property
    def n_examiners(self) -> int:
        return len(self.ratings.examiners)


def reduced(ratings: Ratings, model: Model) -> Reduced:
    """Return the sums; raise ``one_official_only``, ``marks_all_equal`` and ``one_rating_each``."""
    n_p, n_r, n_i = len(ratings.officials), len(ratings.examiners), len(ratings.criteria)
    check_model(model, n_criteria=n_i)
    _refuse(ratings)
    centre = float(ratings.mark.mean())
    mark = ratings.mark - centre
    starts = np.flatnonzero(
        np.concatenate([[True], (np.diff(ratings.official) != 0) | (np.diff(ratings.examiner) != 0)])
    )
    size = np.diff(np.append(starts, ratings.n))
    pair = np.repeat(np.arange(starts.size), size)
    criteria = np.zeros((starts.size, n_i))
    criteria[pair, ratings.criterion] = 1.0
    official, examiner = ratings.official[starts], ratings.examiner[starts]
    pair_sum = np.add.reduceat(mark, starts)
    basis = _basis(n_r, n_i)
    columns = np.empty((starts.size, basis.shape[1] + 1))
    columns[:, :-1] = size[:, None] * basis[examiner] + criteria @ basis[n_r:]
    columns[:, -1] = pair_sum
    sizes, which = np.unique(size, return_inverse=True)
    between = np.stack([columns[which == k].T @ columns[which == k] for k in range(sizes.size)])
    key = official.astype(np.int64) * sizes.size + which
    rows, row = np.unique(key, return_inverse=True)
    sums = np.zeros((rows.size, columns.shape[1]))
    np.add.at(sums, row, columns)
    row_size = (rows % sizes.size).astype(np.int32)
    counts = np.bincount(key, minlength=n_p * sizes.size).reshape(n_p, sizes.size)
    patterns, pattern = np.unique(counts, axis=0, return_inverse=True)
    within = _products(ratings, mark, basis) - np.einsum("k,kij->ij", 1.0 / sizes, between)
    unit = float(mark.std())
    return Reduced(
        ratings=ratings,
        pair_official=official,
        pair_examiner=examiner,
        pair_size=size.astype(np.int32),
        pair_sum=pair_sum,
        pair_criteria=criteria,
        basis=basis,
        centre=centre,
        unit=unit,
        finest=_finest(ratings.mark, unit),
        sizes=sizes.astype(np.float64),
        pairs_of_size=np.bincount(which).astype(np.float64),
        scatter=within,
        between=between,
        sums=sums,
        row_size=row_size,
        row_start=np.searchsorted(rows // sizes.size, np.arange(n_p)).astype(np.int32),
        size_counts=counts.astype(np.float64),
        pattern=pattern.astype(np.int32).ravel(),
        patterns=patterns.astype(np.float64),
        officials_of_pattern=np.bincount(pattern.ravel()).astype(np.float64),
        joint=_joint(sums, row_size, pattern.ravel()[rows // sizes.size].astype(np.int32), patterns),
        component=_components(official, examiner, n_p, n_r),
        halo_by_prior=model.halo and _prior_decides(official, size, n_p),
    )


def _refuse(ratings: Ratings) -> None:
    if len(ratings.officials) < 2:
        raise CoreError("one_official_only", official=ratings.officials[0])
    if ratings.mark.max() == ratings.mark.min():
        raise CoreError("marks_all_equal", mark=float(ratings.mark[0]))
    if np.bincount(ratings.official).max() < 2:
        raise CoreError("one_rating_each", n=ratings.n)


def _basis(n_examiners: int, n_criteria: int) -> Floats:
    """Return (examiners + criteria, coefficients): a rating is its examiner's row plus its criterion's."""
    basis = np.zeros((n_examiners + n_criteria, n_examiners + n_criteria - 1))
    basis[:n_examiners, 0] = 1.0
    basis[:n_examiners, 1:n_examiners] = -_contrasts(n_examiners)
    basis[n_examiners:, n_examiners:] = -_contrasts(n_criteria)
    return basis


def _contrasts(n: int) -> Floats:
    """Return (n, n - 1), an orthonormal basis of what sums to zero (Helmert)."""
    k = np.arange(1, n)
    scale = 1.0 / np.sqrt(k * (k + 1.0))
    contrasts: Floats = np.triu(np.ones((n, n - 1))) * scale
    contrasts[k, k - 1] = -k * scale
    return contrasts


def _products(ratings: Ratings, mark: Floats, basis: Floats) -> Floats:
    """Return (q, q), the products of the columns over all ratings, from their cross table."""
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    table = np.bincount(ratings.examiner.astype(np.int64) * n_i + ratings.criterion, minlength=n_r * n_i)
    table = table.reshape(n_r, n_i)
    plain = np.zeros((n_r + n_i + 1, n_r + n_i + 1))
    plain[:n_r, :n_r] = np.diag(table.sum(axis=1))
    plain[n_r:-1, n_r:-1] = np.diag(table.sum(axis=0))
    plain[:n_r, n_r:-1], plain[n_r:-1, :n_r] = table, table.T
    by_facet = np.concatenate(
        [
            np.bincount(ratings.examiner, weights=mark, minlength=n_r),
            np.bincount(ratings.criterion, weights=mark, minlength=n_i),
        ]
    )
    plain[-1, :-1] = plain[:-1, -1] = by_facet
    plain[-1, -1] = mark @ mark
    whole = np.zeros((n_r + n_i + 1, basis.shape[1] + 1))
    whole[:-1, :-1], whole[-1, -1] = basis, 1.0
    found: Floats = whole.T @ plain @ whole
    return found


def _joint(
    sums: Floats, row_size: Ints, row_pattern: Ints, patterns: npt.NDArray[np.integer]
) -> Joint | None:
    """Rows of one pattern and size stand in the order of the officials, so they multiply row by row."""
    q = sums.shape[1]
    held = [np.flatnonzero(one) for one in patterns]
    entries = [(t, a, b) for t, sizes in enumerate(held) for a in sizes for b in sizes if a <= b]
    if len(entries) * q**2 > MOST_JOINT:
        return None
    order = np.lexsort((row_size, row_pattern))  # stable: officials stay in order
    key = row_pattern[order].astype(np.int64) * patterns.shape[1] + row_size[order]
    products = np.empty((len(entries), q * q))
    for n, (t, a, b) in enumerate(entries):
        left, right = (
            sums[order[slice(*np.searchsorted(key, [at, at + 1]))]]
            for at in (t * patterns.shape[1] + a, t * patterns.shape[1] + b)
        )
        product = left.T @ right
        products[n] = (product if a == b else product + product.T).ravel()
    pattern, first, second = np.array(entries, dtype=np.int64).T
    return Joint(pattern=pattern, left=first, right=second, products=products)


def _finest(mark: Floats, unit: float) -> float:
    """Return the smallest error sd that can be claimed: rounding to the finest step, or 1 % of the spread.

    Without a floor, marks that happen to add up without rest would make every interval nothing.
    """
    step = float(np.diff(np.unique(mark)).min())
    return max(step / math.sqrt(12.0), 0.01 * unit)


def _components(official: Ints, examiner: Ints, n_officials: int, n_examiners: int) -> Ints:
    """Return (officials + examiners,), which connected part of who-rated-whom each belongs to.

    Each takes the smallest official that it is linked to, again and again until nothing changes.
    """
    people = np.arange(n_officials)
    while True:
        raters = np.full(n_examiners, n_officials)
        np.minimum.at(raters, examiner, people[official])
        before = people.copy()
        np.minimum.at(people, official, raters[examiner])
        if (people == before).all():
            return np.unique(np.concatenate([people, raters]), return_inverse=True)[1].astype(np.int32)


def _prior_decides(official: Ints, size: Ints, n_officials: int) -> bool:
    """Tell whether too few officials have two examiners who each scored two criteria or more."""
    pairs = np.bincount(official[size >= 2], minlength=n_officials)
    return int((pairs >= 2).sum()) < FEWEST_JOINT
