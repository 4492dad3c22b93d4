"""Would the ranking stand with other weights, and do groups pass alike? Looked at beside the result.

Neither changes a number. Both follow from the published scores; weights are drawn with a seed that follows
from the locked scheme.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.margins import GroupPassing, PassingByGroup, Robustness, WeightStability, WeightSwap
from selaras.core.measurement.decisions.fairness import PassRates, pass_rates
from selaras.core.measurement.decisions.weight_sensitivity import weight_sensitivity
from selaras.core.measuring import seed_of
from selaras.core.outcome import OfficialResult
from selaras.core.scoring import PersonScore
from selaras.core.uncertainty.numbers import number, percent

SPAN = Decimal(5)  # percent of the result, up and down: a panel could as well have agreed on these
SEX_DIGIT = 14  # of the NIP, from zero: 1 a man, 2 a woman
GROUPS = {"1": "laki-laki", "2": "perempuan"}


def robustness_of(
    dossier: Dossier,
    scores: Mapping[v.Nip, PersonScore],
    officials: Sequence[OfficialResult],
    *,
    scheme_digest: str,
) -> Robustness | None:
    """Return how far the ranking hangs on the weights and whether groups pass alike; None before scoring."""
    ranked = [one for one in officials if one.score is not None]
    if len(ranked) < 2:
        return None
    return Robustness(
        weights=_weights(dossier, scores, ranked, seed=seed_of(scheme_digest, "weights")),
        passing=_passing(ranked),
    )


def _weights(
    dossier: Dossier,
    scores: Mapping[v.Nip, PersonScore],
    ranked: Sequence[OfficialResult],
    *,
    seed: int,
) -> WeightStability | None:
    """Return None with a single component, or where somebody lawfully lacks one: weights differ there."""
    top = dossier.case.scheme.children_of(None)
    by_person = [{one.code: one.points for one in scores[each.nip].components} for each in ranked]
    if len(top) < 2 or any(points[one.code] is None for points in by_person for one in top):
        return None
    found = weight_sensitivity(
        np.array([[float(points[one.code] or 0) for one in top] for points in by_person]),
        weights=[float(one.weight) for one in top],
        ranges=[
            (float(max(one.weight - SPAN, Decimal(0))), float(min(one.weight + SPAN, Decimal(100))))
            for one in top
        ],
        seed=seed,
    )
    nips = [one.nip for one in ranked]
    return WeightStability(
        span=SPAN,
        unchanged=tuple(nip for nip, fixed in zip(nips, found.never_changes, strict=True) if fixed),
        ranks={
            nip: (best, worst)
            for nip, best, worst in zip(nips, found.best_rank, found.worst_rank, strict=True)
        },
        swaps=tuple(
            WeightSwap(
                upper=nips[one.upper],
                lower=nips[one.lower],
                percent=percent(one.share_changed),
            )
            for one in found.neighbours
            if one.can_change
        ),
    )


def _passing(ranked: Sequence[OfficialResult]) -> PassingByGroup:
    groups = [GROUPS.get(one.nip[SEX_DIGIT : SEX_DIGIT + 1]) for one in ranked]
    return _told(pass_rates(np.array([bool(one.passed) for one in ranked]), group=groups))


def _told(found: PassRates) -> PassingByGroup:
    ratio = found.ratios[0] if found.ratios else None
    return PassingByGroup(
        groups=tuple(
            GroupPassing(
                group=one.group,
                n=one.n,
                n_passed=one.n_passed,
                percent=None if one.rate is None else percent(one.rate),
            )
            for one in found.rates
        ),
        compared=None if ratio is None else ratio.group,
        ratio=None if ratio is None else number(ratio.ratio),
        lower=None if ratio is None else number(ratio.low),
        upper=None if ratio is None or not np.isfinite(ratio.high) else number(ratio.high),
        p=None if ratio is None else number(ratio.p),
        below_four_fifths=None if ratio is None else ratio.below_four_fifths,
        not_shown_because=None if found.reason is None else found.reason.value,
    )
