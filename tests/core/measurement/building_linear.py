"""Panels on a hundred with known truth, and the dense matrices that answers are checked against."""

import numpy as np

from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.ratings import ratings_of

LINEAR = Model(family=Family.LINEAR)


def panel(
    *,
    officials=12,
    examiners=4,
    criteria=3,
    seed=0,
    keep=None,
    sd=(8.0, 5.0, 4.0),
    facet_sd=3.0,
    rounded=False,
):
    """Marks with known truth; ``keep`` tells which cells are there. Returns ratings and centred abilities."""
    rng = np.random.default_rng(seed)
    ability, halo, error, facet_sd = 8.0, 5.0, 4.0, 3.0
    person = ability * rng.normal(size=officials)
    severity, difficulty = facet_sd * rng.normal(size=examiners), facet_sd * rng.normal(size=criteria)
    mark = 70.0 + person[:, None, None] - severity[:, None] - difficulty
    mark = mark + halo * rng.normal(size=(officials, examiners, 1))
    mark = mark + error * rng.normal(size=(officials, examiners, criteria))
    if rounded:
        mark = np.round(mark)
    there = np.ones(mark.shape, dtype=bool) if keep is None else keep(rng, mark.shape)
    p, r, i = np.nonzero(there)
    ratings = ratings_of(
        [f"P{one:03}" for one in p],
        examiners=[f"E{one:02}" for one in r],
        criteria=[f"K{one:02}" for one in i],
        marks=mark[there],
    )
    return ratings, person - person.mean(), severity - severity.mean()


def with_gaps(rng, shape):
    there = rng.random(shape) > 0.4
    there[:, 0, 0] = True
    return there


def two_each(rng, shape):
    there = np.zeros(shape, dtype=bool)
    for p in range(shape[0]):
        there[p, rng.permutation(shape[1])[:2]] = True
    return there


def designs(ratings):
    """Dense incidence matrices: abilities, halos, and mean with severities and difficulties less one each."""
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    z_a = np.eye(len(ratings.officials))[ratings.official]
    pair = ratings.official * n_r + ratings.examiner
    z_h = (pair[:, None] == np.unique(pair)).astype(float)
    x = np.column_stack(
        [np.ones(ratings.n), np.eye(n_r)[ratings.examiner][:, 1:], np.eye(n_i)[ratings.criterion][:, 1:]]
    )
    return x, z_a, z_h


def covariance(ratings, ability, halo, error):
    _, z_a, z_h = designs(ratings)
    return ability**2 * z_a @ z_a.T + halo**2 * z_h @ z_h.T + error**2 * np.eye(ratings.n)
