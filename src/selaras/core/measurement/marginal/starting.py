"""Where the search begins: logits of average marks, in the manner of Cohen's PROX."""

from math import log, sqrt
from operator import mul

import numpy as np

from selaras.core.measurement.ratings import Floats, Ints

# Found by trial on simulated panels; they save a round and decide nothing.
ENDS = 1.45  # the ends of the scale hold marks together, thresholds lie further apart than counts tell
FAR, MOST_SPREAD = 3.0, 2.0  # logits of mean shares; their variance
PERSONS = 0.83  # persons' shares vary around their own location, those of the other facets over all persons


def starting_values(
    *,
    total: Floats,
    most: Floats,
    marked: Floats,
    markable: Floats,
    pair_official: Ints,
    pair_examiner: Ints,
    item_total: Ints,
    item_n: Floats,
    group: Ints,
    reached: tuple[Ints, ...],
) -> tuple[Floats, Floats, Floats]:
    """Return parameters in natural order, and the centre and spread of each official's posterior.

    total, most : (officials,), sum of categories and the largest it could be
    marked, markable : (examiners,), likewise; item_total, item_n : (criteria,), sum and number of ratings
    reached : ratings at or above each step, by group
    """
    n_of_group = np.bincount(group, weights=item_n, minlength=len(reached)).tolist()
    steps = [one.size for one in reached]
    weight = [n * m / sum(map(mul, n_of_group, steps)) for n, m in zip(n_of_group, steps, strict=True)]
    variance, ratios = [], []
    for n, at_or_above in zip(n_of_group, reached, strict=True):
        # Plain numbers: a scale has few steps, and an array operation costs as much as ten of them.
        shares = [1.0, *(one / n for one in at_or_above.tolist()), 0.0]
        variance.append(sum((2 * k + 1) * one for k, one in enumerate(shares[1:])) - sum(shares[1:]) ** 2)
        found = [shares[k] - shares[k + 1] for k in range(len(shares) - 1)]
        logs = [log(found[k] / found[k + 1]) for k in range(len(found) - 1)]
        ratios.append([one - sum(logs) / len(logs) for one in logs])
    # One extreme examiner or criterion must not widen the rest.
    ability, severity = _logit(total, most), -np.clip(_logit(marked, markable), -FAR, FAR)
    item_steps = np.array(steps, dtype=np.float64)[group]
    difficulty = -np.clip(_logit(item_total, item_n * item_steps), -FAR, FAR)
    spread = min(PERSONS**2 * _variance(ability) + _variance(severity) + _variance(difficulty), MOST_SPREAD)
    narrow, stretch = [1.0] * len(steps), 0.0
    for _ in range(4):
        # A logit of a mean share stands for this many logits of the model. Spread of location widens the
        # marks: variance = v + v² × spread, with v that of marks at one location; narrow is its share.
        parts = zip(weight, steps, variance, narrow, strict=True)
        stretch = sum(w * m / (4 * v * one) for w, m, v, one in parts if w)
        narrow = [2 / (1 + sqrt(1 + 4 * v * stretch**2 * spread)) for v in variance]
    ability, severity, difficulty = PERSONS * stretch * ability, stretch * severity, stretch * difficulty
    varies = item_steps > 0
    difficulty = np.where(varies, difficulty - difficulty[varies].sum() / max(varies.sum(), 1), 0.0)
    # Who met severe examiners is better than the marks say, and who marked good officials more severe.
    n_met = np.maximum(np.bincount(pair_official, minlength=total.size), 1)
    n_marked = np.maximum(np.bincount(pair_examiner, minlength=severity.size), 1)
    severity -= severity.sum() / severity.size
    met = ability + np.bincount(pair_official, severity[pair_examiner], minlength=total.size) / n_met
    marked_by = np.bincount(pair_examiner, met[pair_official], minlength=severity.size) / n_marked
    severity += marked_by - marked_by.sum() / severity.size
    ability += np.bincount(pair_official, severity[pair_examiner], minlength=total.size) / n_met
    thresholds = [ENDS * one / share for own, share in zip(ratios, narrow, strict=True) for one in own]
    noise = 4 * stretch / np.maximum(most, 1.0)
    sd = sqrt(max(_variance(ability) - noise.sum() / noise.size, 0.1))
    scale = 1 / np.sqrt(1 / noise + 1 / sd**2)
    start = np.concatenate((severity, difficulty, thresholds, (ability.sum() / ability.size, sd)))
    return start, ability, scale


def _logit(total: Floats | Ints, most: Floats) -> Floats:
    result: Floats = np.log((total + 0.5) / (most - total + 0.5))
    return result


def _variance(values: Floats) -> float:
    centred = values - values.sum() / values.size
    return float(centred @ centred) / values.size
