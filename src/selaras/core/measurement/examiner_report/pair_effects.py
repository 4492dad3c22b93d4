"""How far one examiner's marks of one official lie from what ability and severity let expect.

All marks of a pair share its halo, so they count as one observation here. The ability was estimated from
the same marks, and followed them in part; both are made up for, to the first order.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.model import Measurement
from selaras.core.measurement.ranking import Bools
from selaras.core.measurement.ratings import Floats, Ints
from selaras.core.measurement.residuals import Fitted, pair_sums

LEAST_INFORMATION = 1e-6  # of a pair: extreme marks say next to nothing of it
TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEffects:
    """One number per pair of official and examiner, in the order of the design's pairs.

    official, examiner : (pairs,)
    effect : logits above what ability and severity let expect: how much milder the examiner was here
    variance : of the effect while the model holds, halo included
    usable : the official has another examiner and the marks say something; others cannot be told from
        the official's ability
    raw, halo_weight, noise : of the effect before the correction: its square is expected to be
        halo_weight × halo variance + noise
    """

    official: Ints
    examiner: Ints
    effect: Floats
    variance: Floats
    usable: Bools
    raw: Floats
    halo_weight: Floats
    noise: Floats


def pair_effects_of(found: Fitted) -> PairEffects:
    """Return the effects; ``found`` has the locations without halo (``fitted(..., with_halo=False)``).

    The posterior mean of an ability moves with the share a of one pair, so a pair's residual effect is
    (1 − a) of what happened in it, less the shares of the others, less what the prior holds back.
    """
    design, measurement = found.design, found.measurement
    score, information = pair_sums(found)
    official = design.pair_official
    n_officials = design.n_officials
    usable = information > LEAST_INFORMATION
    error = 1.0 / np.where(usable, information, 1.0)
    halo = (measurement.sd_halo or 0.0) ** 2
    weight = np.where(usable, 1.0 / (halo + error), 0.0)
    prior = 1.0 / measurement.sd_ability**2 if measurement.sd_ability > 0 else np.inf

    def all_of_official(values: Floats) -> Floats:
        summed = np.bincount(official, weights=values, minlength=n_officials).astype(np.float64)
        return summed[official]

    whole = all_of_official(weight)
    share = weight / (whole + prior)
    own = 1.0 - share
    squares = share**2
    halo_weight = own**2 + all_of_official(squares) - squares
    held_back = (1.0 - all_of_official(share)) ** 2 * measurement.sd_ability**2
    noise = own**2 * error + all_of_official(squares * error) - squares * error + held_back
    raw = np.where(usable, score, 0.0) * error
    usable &= np.bincount(official, weights=usable, minlength=n_officials)[official] > 1
    return PairEffects(
        official=official,
        examiner=design.pair_examiner,
        effect=raw / own,
        variance=(halo_weight * halo + noise) / own**2,
        usable=usable,
        raw=raw,
        halo_weight=halo_weight,
        noise=noise,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HaloShare:
    """Of what tells officials apart in one examiner's marks, the share that is the examiner's alone.

    share : var(halo) / (var(halo) + var(ability)) over the officials seen; lower, upper: central 95 %,
        None where there are no draws
    """

    share: float
    lower: float | None
    upper: float | None


def halo_shares(found: Fitted, effects: PairEffects) -> tuple[HaloShare | None, ...]:
    """Return one per examiner; None with one rating per pair or one official: nothing tells halo from chance.

    From the draws of halo and ability where there are any. Otherwise by moments: the mean square of the
    pair effects less what errors alone would make of it, an estimate that is zero at the least.
    """
    design, measurement = found.design, found.measurement
    n_ratings = np.bincount(design.pair, minlength=design.pair_official.size)
    shares: list[HaloShare | None] = []
    for one in range(design.n_examiners):
        pairs = np.flatnonzero(design.pair_examiner == one).astype(np.int32)
        if pairs.size < 2 or n_ratings[pairs].max() < 2:
            shares.append(None)
        elif measurement.draws is not None and measurement.draws.halo is not None:
            shares.append(_share_from_draws(measurement, found, pairs))
        else:
            shares.append(_share_by_moments(measurement, effects, pairs[effects.usable[pairs]]))
    return tuple(shares)


def _share_from_draws(measurement: Measurement, found: Fitted, pairs: Ints) -> HaloShare:
    draws = measurement.draws
    assert draws is not None
    assert draws.halo is not None
    halo = draws.halo[:, pairs].var(axis=1, ddof=1)
    ability = draws.ability[:, found.design.pair_official[pairs]].var(axis=1, ddof=1)
    share = halo / (halo + ability)
    lower, upper = np.quantile(share, TAILS)
    return HaloShare(share=float(share.mean()), lower=float(lower), upper=float(upper))


def _share_by_moments(measurement: Measurement, effects: PairEffects, pairs: Ints) -> HaloShare | None:
    if pairs.size < 2:
        return None
    trust = 1.0 / (effects.halo_weight[pairs] + effects.noise[pairs]) ** 2
    above = float((trust * (effects.raw[pairs] ** 2 - effects.noise[pairs])).sum())
    variance = max(above / float((trust * effects.halo_weight[pairs]).sum()), 0.0)
    whole = variance + measurement.sd_ability**2
    return HaloShare(share=variance / whole if whole > 0 else 0.0, lower=None, upper=None)
