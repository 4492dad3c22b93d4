"""Compile the kernels once, so that nobody who measures waits for it.

Setting up runs `python -m selaras.core.measurement.warming`: each kernel is called on tiny data with the
types of real data, and numba keeps what it compiled beside the modules.
"""

from selaras.core.measurement.marginal import fit_marginal
from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.posterior import fit_posterior
from selaras.core.measurement.ratings import Ratings, ratings_of


def compile_kernels() -> None:
    """Call every compiled kernel once."""
    ratings = _tiny()
    fit_marginal(ratings, model=Model(halo=False))
    fit_marginal(ratings, model=Model(family=Family.PARTIAL_CREDIT))
    fit_posterior(ratings, model=Model(), seed=0, n_draws=8)


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


if __name__ == "__main__":
    compile_kernels()
