"""Ranks, categories and boxes with their probabilities, from the joint draws of any quantity per official.

Every statement is a share of draws, so officials that move together stay together; an order of means,
or of estimates that are shrunk, would hide that. More is better throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.ratings import Floats, Ints

LEVEL = 0.95
ROUNDING = 1e-9  # shares of draws are sums of fractions; a sum that should be 0.025 may miss by this

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What S joint draws say of the order of n officials; rank 1 is the highest.

    mean, lower, upper : (n,), of the quantity; the central 95 % of its draws
    rank, rank_lower, rank_upper : (n,), the median rank and the equal-tailed interval of ranks
    rank_share : (n,), the probability that the interval holds; at least 0.95, more where ranks are sure
    rank_probability : (n, n), of each official (row) at each rank; rows and columns sum to one
    above : (n, n), the probability that the row's official stands above the column's; a tie counts for none
    apart : (n, n), whether two are told apart: the 95 % interval of their difference excludes zero
    order : (n,), positions from the first to the last, as shown
    groups : runs of the order in which no two are told apart, as long as can be; runs may overlap
    not_apart_from : for each official those it is not told apart from, in the order shown
    """

    mean: Floats
    lower: Floats
    upper: Floats
    rank: Ints
    rank_lower: Ints
    rank_upper: Ints
    rank_share: Floats
    rank_probability: Floats
    above: Floats
    apart: Bools
    order: Ints
    groups: tuple[tuple[int, ...], ...]
    not_apart_from: tuple[tuple[int, ...], ...]

    def top(self, k: int) -> Floats:
        """Return the probability of each official to be among the first k; n of them sum to k."""
        share: Floats = self.rank_probability[:, :k].sum(axis=1)
        return share


def ranking_of(
    draws: Floats,
    *,
    order: Sequence[int] | None = None,
    component: Ints | None = None,
    level: float = LEVEL,
) -> Ranking:
    """Return ranks, their intervals and who cannot be told apart.

    draws : (S, n), joint draws of one quantity, more is better
    order : positions from first to last, usually that of the legal score; None: by mean, then by position
    component : (n,), the connected component of each; across components nobody is told apart,
        whatever the prior makes the draws look like

    Officials with the same value in a draw share the ranks that they occupy, each order of them being
    equally likely; so probabilities of one rank over all officials, and of all ranks of one, sum to one.

    >>> draws = np.array([[3.0, 2.0, 1.0], [3.0, 1.0, 2.0], [4.0, 2.0, 2.0], [3.0, 2.0, 1.0]])
    >>> found = ranking_of(draws)
    >>> found.rank_probability.tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.625, 0.375], [0.0, 0.375, 0.625]]
    >>> found.groups, found.not_apart_from
    (((0,), (1, 2)), ((), (2,), (1,)))
    """
    if draws.ndim != 2 or not draws.size or not np.isfinite(draws).all():
        raise ValueError("draws are finite numbers, one row a draw and one column an official")
    tail = (1.0 - level) / 2.0
    mean = draws.mean(axis=0)
    best = _best_ranks(draws)
    probability = _rank_probability(best)
    above = _above(best)
    surely_above = above >= 1.0 - tail - ROUNDING
    apart = surely_above | surely_above.T
    if component is not None:
        apart &= component[:, None] == component[None, :]
    chosen = np.argsort(-mean, kind="stable") if order is None else order
    shown: Ints = np.asarray(chosen).astype(np.int32)
    if not np.array_equal(np.sort(shown), np.arange(mean.size)):
        raise ValueError("the order names every official once")
    lowest, median, highest = (_quantile_rank(probability, share) for share in (tail, 0.5, 1.0 - tail))
    lower, upper = np.quantile(draws, [tail, 1.0 - tail], axis=0)
    return Ranking(
        mean=mean,
        lower=lower,
        upper=upper,
        rank=median,
        rank_lower=lowest,
        rank_upper=highest,
        rank_share=_share_between(probability, lowest, highest),
        rank_probability=probability,
        above=above,
        apart=apart,
        order=shown,
        groups=_runs(apart, shown),
        not_apart_from=tuple(
            tuple(int(other) for other in shown if other != one and not apart[one, other])
            for one in range(mean.size)
        ),
    )


def _best_ranks(draws: Floats) -> Ints:
    """Return (n, S): one more than the number of officials that stand strictly above, in each draw."""
    n_draws, n = draws.shape
    by_value = np.argsort(-draws, axis=1, kind="stable")
    falling = np.take_along_axis(draws, by_value, axis=1)
    place = np.broadcast_to(np.arange(n, dtype=np.int32), draws.shape)
    first = np.ones(draws.shape, dtype=np.bool_)
    first[:, 1:] = falling[:, 1:] != falling[:, :-1]
    best_sorted = np.maximum.accumulate(np.where(first, place, 0), axis=1)
    best = np.empty((n_draws, n), dtype=np.int32)
    np.put_along_axis(best, by_value, best_sorted + 1, axis=1)
    return np.ascontiguousarray(best.T)


def _rank_probability(best: Ints) -> Floats:
    """Return (n, n); those who tie from rank a to rank b are at each of these with the same share."""
    n, n_draws = best.shape
    key = (np.arange(n_draws) * n + best - 1).ravel()
    n_tied = np.bincount(key, minlength=n_draws * n)[key].reshape(best.shape)
    # A share enters at the first rank of the tie and leaves behind its last; the sums along ranks hold it.
    row = np.arange(n)[:, None] * (n + 1)
    share = (1.0 / n_tied).ravel()
    enters = np.bincount((row + best - 1).ravel(), weights=share, minlength=n * (n + 1))
    leaves = np.bincount((row + best - 1 + n_tied).ravel(), weights=share, minlength=n * (n + 1))
    held = np.cumsum((enters - leaves).reshape(n, n + 1), axis=1)[:, :n] / n_draws
    chances: Floats = np.where(np.abs(held) < ROUNDING, 0.0, held)
    return chances


def _above(best: Ints) -> Floats:
    n, n_draws = best.shape
    narrow = best.astype(np.int16) if n < np.iinfo(np.int16).max else best
    above = np.empty((n, n))
    for one in range(n):
        above[one] = np.count_nonzero(narrow[one] < narrow, axis=1)
    chances: Floats = above / n_draws
    return chances


def _quantile_rank(probability: Floats, share: float) -> Ints:
    """Return the first rank at which the cumulative probability reaches a share.

    Less than ``share`` lies before it, at most 1 − ``share`` behind it: an interval of two such ranks
    leaves out no more than its tails on either side, whatever the steps of the distribution.
    """
    reached = np.cumsum(probability, axis=1) >= share - ROUNDING
    rank: Ints = (np.argmax(reached, axis=1) + 1).astype(np.int32)
    return rank


def _share_between(probability: Floats, lowest: Ints, highest: Ints) -> Floats:
    up_to = np.cumsum(np.pad(probability, ((0, 0), (1, 0))), axis=1)
    row = np.arange(lowest.size)
    share: Floats = up_to[row, highest] - up_to[row, lowest - 1]
    return np.minimum(share, 1.0)


def _runs(apart: Bools, order: Ints) -> tuple[tuple[int, ...], ...]:
    """Return the maximal runs of the order without a pair that is told apart."""
    n = order.size
    later = np.triu(apart[np.ix_(order, order)], k=1)
    first_apart = np.where(later.any(axis=1), later.argmax(axis=1), n)
    end = np.minimum.accumulate(first_apart[::-1])[::-1]
    starts = np.flatnonzero(np.diff(end, prepend=0) > 0)
    return tuple(tuple(int(one) for one in order[start : end[start]]) for start in starts)


def rounded_draws(draws: Floats, *, places: int) -> Floats:
    """Return draws rounded half up, as the score is: ranks, ties and cuts use the rounded value.

    >>> rounded_draws(np.array([[69.994, 69.995001]]), places=2).tolist()
    [[69.99, 70.0]]
    """
    unit = 10.0**places
    rounded: Floats = np.floor(draws * unit + 0.5) / unit
    return rounded


def level_shares(
    draws: Floats,
    *,
    cuts: Sequence[float],
    cuts_se: Sequence[float] | None = None,
    cut_opens: bool = True,
) -> Floats:
    """Return (S, n, k + 1): in each draw, the probability of every level that k ascending cuts make.

    A value on a cut belongs to the level that the cut opens, or with ``cut_opens=False`` to the one below.
    A cut with a standard error is normal about its value; a level is reached only with all those below
    it, and the cuts' errors move together, as those of one panel's cuts do.

    >>> level_shares(np.array([[70.0]]), cuts=[60.0, 70.0]).tolist()
    [[[0.0, 0.0, 1.0]]]
    >>> level_shares(np.array([[70.0]]), cuts=[60.0, 70.0], cuts_se=[0.0, 2.0]).round(3).tolist()
    [[[0.0, 0.5, 0.5]]]
    """
    cut = np.asarray(cuts, dtype=np.float64)
    error = np.zeros_like(cut) if cuts_se is None else np.asarray(cuts_se, dtype=np.float64)
    if (np.diff(cut) < 0).any() or (error < 0).any() or error.shape != cut.shape:
        raise ValueError("cuts ascend, each with a standard error of zero or more")
    reached = np.empty((*draws.shape, cut.size + 2))
    reached[..., 0], reached[..., -1] = 1.0, 0.0
    for level in range(cut.size):
        if error[level] > 0:
            from scipy.special import ndtr  # large, and few cuts have an error

            share = ndtr((draws - cut[level]) / error[level])
        else:
            share = (draws >= cut[level] if cut_opens else draws > cut[level]).astype(np.float64)
        # With errors that move together the joint probability of several is the least of them.
        reached[..., level + 1] = np.minimum(share, reached[..., level])
    levels: Floats = reached[..., :-1] - reached[..., 1:]
    return levels


def sure_levels(levels: Ints, *, n_levels: int) -> Floats:
    """Return (1, n, n_levels) for levels that records fix: the same in every draw.

    >>> sure_levels(np.array([2, 0]), n_levels=3).tolist()
    [[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]]
    """
    shares: Floats = np.eye(n_levels)[np.asarray(levels)][None]
    return shares


def category_probabilities_of(
    draws: Floats,
    *,
    cuts: Sequence[float],
    cuts_se: Sequence[float] | None = None,
    cut_opens: bool = True,
) -> Floats:
    """Return (n, k + 1), the probability of every category, lowest first; rows sum to one."""
    share: Floats = level_shares(draws, cuts=cuts, cuts_se=cuts_se, cut_opens=cut_opens).mean(axis=0)
    return share


def pass_probability(draws: Floats, *, cut: float, cut_se: float = 0.0, cut_opens: bool = True) -> Floats:
    """Return (n,), the probability to reach the cut.

    >>> pass_probability(np.array([[71.0], [69.0], [70.0], [72.0]]), cut=70.0).tolist()
    [0.75]
    """
    share: Floats = category_probabilities_of(draws, cuts=[cut], cuts_se=[cut_se], cut_opens=cut_opens)[:, 1]
    return share


def box_probabilities(*, performance: Floats, potential: Floats) -> Floats:
    """Return (n, a, b), the joint probability of every box from the levels of two axes.

    performance : (S, n, a) or (1, n, a); potential : (S, n, b) or (1, n, b), as from ``level_shares``
    or ``sure_levels``. The same draws on both axes keep what they have in common, for instance one
    score that enters both; errors of the two axes' cuts are independent.

    >>> both = level_shares(np.array([[1.0], [3.0]]), cuts=[2.0])
    >>> box_probabilities(performance=both, potential=both).tolist()
    [[[0.5, 0.0], [0.0, 0.5]]]
    """
    n_draws = max(performance.shape[0], potential.shape[0])
    joint = np.empty((performance.shape[1], performance.shape[2], potential.shape[2]))
    for a in range(performance.shape[2]):
        for b in range(potential.shape[2]):
            joint[:, a, b] = (performance[..., a] * potential[..., b]).sum(axis=0)
    chances: Floats = joint / n_draws
    return chances
