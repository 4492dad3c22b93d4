"""Compile the kernels once, so that nobody who measures waits for it.

Setting up runs `python -m selaras.core.measurement.warming`: each kernel is called on tiny data with the
types of real data, and numba keeps what it compiled beside the modules. With the name of an estimator it
compiles that one's alone: two processes do both in half the time.
"""

import sys

from selaras.core.measurement.marginal import fit_marginal
from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.posterior import fit_posterior
from selaras.core.measurement.ratings import Ratings, ratings_of


def compile_marginal() -> None:
    """Call every kernel of the marginal estimator once."""
    fit_marginal(_tiny(), model=Model(halo=False))
    fit_marginal(_tiny(), model=Model(family=Family.PARTIAL_CREDIT))


def compile_posterior() -> None:
    """Call every kernel of the posterior estimator once."""
    fit_posterior(_tiny(), model=Model(), seed=0, n_draws=8)


def _tiny() -> Ratings:
    """Return twelve officials marked by three examiners on two criteria, with a gap."""
    rows = [
        (f"{p}", f"{r}", f"{i}", 1.0 + (p + 2 * r * (p % 3) + i * p // 2) % 4)
        for p in range(12)
        for r in range(3)
        for i in range(2)
        if (p, r, i) != (4, 1, 1)
    ]
    officials, examiners, criteria, marks = zip(*rows, strict=True)
    return ratings_of(officials, examiners=examiners, criteria=criteria, marks=marks)


BY_ESTIMATOR = {"marginal": compile_marginal, "posterior": compile_posterior}

if __name__ == "__main__":
    for name in sys.argv[1:] or BY_ESTIMATOR:
        BY_ESTIMATOR[name]()
