"""Draws of the structural parameters by Pareto-smoothed importance sampling, learning once where needed."""

from dataclasses import dataclass, replace

import numpy as np

from selaras.core.measurement.posterior.panel import Panel, Points, log_posterior
from selaras.core.measurement.posterior.proposals import Grid, Proposal, Proposed
from selaras.core.measurement.posterior.weights import Smoothed, pareto_smoothed
from selaras.core.measurement.ratings import Floats

PROPOSALS = 2000
KERNEL = 0.12  # of the grid's width: how far weights speak for cells beside them
GOOD_K, GOOD_EFFECTIVE = 0.5, 600.0  # weights this good need no further round
MOST_ROUNDS = 4
WORST_K = 0.7  # above it the weights are not to be trusted, whatever the sample's size
LEAST_EFFECTIVE = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Proposed points with smoothed weights."""

    points: Points
    smoothed: Smoothed

    @property
    def trusted(self) -> bool:
        return self.smoothed.pareto_k <= WORST_K and self.smoothed.effective >= LEAST_EFFECTIVE


def importance_sample(panel: Panel, proposal: Proposal, *, chance: np.random.Generator) -> Weighted:
    """Return weighted points; while they fall short, another round proposes from what is learnt."""
    proposals = [proposal]
    drawn = proposal.drawn(PROPOSALS, chance)
    values = log_posterior(panel, drawn.points)
    smoothed = pareto_smoothed(values - proposal.log_density(drawn))
    while not _good(smoothed) and len(proposals) < MOST_ROUNDS:
        proposals.append(refitted(proposals[-1], drawn, smoothed))
        more = proposals[-1].drawn(PROPOSALS, chance)
        drawn = drawn.with_more(more)
        values = np.concatenate([values, log_posterior(panel, more.points)])
        # All rounds are one mixture: every point is weighed against all that could have proposed it.
        proposed = np.logaddexp.reduce([one.log_density(drawn) for one in proposals])
        smoothed = pareto_smoothed(values - proposed)
    return Weighted(points=drawn.points, smoothed=smoothed)


def _good(smoothed: Smoothed) -> bool:
    return smoothed.pareto_k <= GOOD_K and smoothed.effective >= GOOD_EFFECTIVE


def refitted(proposal: Proposal, drawn: Proposed, smoothed: Smoothed) -> Proposal:
    """Return the proposal with the grid and the conditional t moved to the weighted points.

    Both are drawn to the earlier proposal in so far as the effective sample is small.
    """
    weights = smoothed.weights
    standard = drawn.standard
    n = standard.shape[1]
    trust = smoothed.effective / (smoothed.effective + 5.0 * n)
    mean = weights @ standard
    apart = standard - mean
    covariance = (weights[:, None] * apart).T @ apart
    covariance = trust * covariance + (1.0 - trust) * np.eye(n)
    return replace(
        proposal,
        shift=trust * mean,
        root=np.linalg.cholesky(covariance),
        grid=_reweighed(proposal.grid, drawn.points, weights),
    )


def _reweighed(grid: Grid, points: Points, weights: Floats) -> Grid:
    """Return the grid times a smooth ratio of weighted to proposed points around each cell."""
    sd = (grid.sd_edges[1:] + grid.sd_edges[:-1]) / 2.0
    near_sd = _kernel(sd, points.sd, KERNEL * (grid.sd_edges[-1] - grid.sd_edges[0]))
    if grid.chance.shape[0] == 1:
        near_halo = np.ones((1, points.sd.size))
    else:
        halo = (grid.halo_edges[1:] + grid.halo_edges[:-1]) / 2.0
        near_halo = _kernel(halo, points.halo, KERNEL * (grid.halo_edges[-1] - grid.halo_edges[0]))
    # A few points' worth of a ratio of one keeps thinly visited cells as they were.
    prior = 2.0
    found = (near_halo * (weights * weights.size)) @ near_sd.T + prior
    ratio = found / (near_halo @ near_sd.T + prior)
    chance = grid.chance * ratio
    return replace(grid, chance=chance / chance.sum())


def _kernel(cells: Floats, at: Floats, width: float) -> Floats:
    return np.asarray(np.exp(-0.5 * ((cells[:, None] - at) / width) ** 2))
