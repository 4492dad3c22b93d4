"""The best seats of a very long list, looked for in the half of it that stands out.

Its prices are a beginning for those of the long list, under which every pair is looked at.
"""

import numpy as np

from selaras.core.placement.assignment.pairs import Listed
from selaras.core.placement.assignment.prices import Prices, proved
from selaras.core.placement.assignment.solver import scaled
from selaras.core.placement.model import Flags, Numbers, Values

LONG = 300_000  # pairs from which this is worth while
_MOST = 0.75  # of the list, beyond which a shorter one saves nothing
_FEW = 4  # pairs of an official or a post of which none is left out


def shortened(pairs: Listed) -> tuple[Numbers, Prices] | None:
    """Return best seats with the prices that prove them for the whole list.

    None where too much stands out, or what does not seat everybody.
    """
    if pairs.values.dtype == object:
        return None
    kept = np.flatnonzero(_standing_out(pairs))
    if kept.size > _MOST * pairs.values.size:
        return None
    short = pairs.only(kept)
    seat = scaled(short)
    if seat is None:
        return None
    seat, prices = proved(short, seat)
    return proved(pairs, seat, posts=prices.posts)


def _standing_out(pairs: Listed) -> Flags:
    """Return the half of the pairs that are high once the means of their row and column are taken away."""
    score = pairs.values - _means(pairs.rows, pairs.values, pairs.n)[pairs.rows]
    score -= _means(pairs.columns, pairs.values, pairs.m)[pairs.columns]
    half = score.size // 2
    kept: Flags = score >= np.partition(score, half)[half]
    for line, size in ((pairs.rows, pairs.n), (pairs.columns, pairs.m)):
        kept |= (np.bincount(line[kept], minlength=size) < _FEW)[line]
    return kept


def _means(line: Numbers, values: Values, size: int) -> Values:
    # Doubles do here: this says where to look, nothing else.
    total = np.bincount(line, values, size)
    mean: Values = (total / np.maximum(np.bincount(line, minlength=size), 1)).astype(np.int64)
    return mean
