"""Where the search begins: logits of average marks, in the manner of Cohen's PROX."""

import numpy as np

from selaras.core.measurement.ratings import Floats, Ints


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
    n_of_group = np.bincount(group, weights=item_n, minlength=len(reached))
    steps, variance = np.zeros(len(reached)), np.zeros(len(reached))
    ratios: list[Floats] = []
    for g, at_or_above in enumerate(reached):
        m = steps[g] = at_or_above.size
        shares = np.concatenate(([n_of_group[g]], at_or_above, [0.0])) / n_of_group[g]
        variance[g] = ((2 * np.arange(m) + 1) * shares[1:-1]).sum() - shares[1:-1].sum() ** 2
        shares = shares[:-1] - shares[1:]
        ratios.append(np.log(shares[:-1] / shares[1:]))
    weight = n_of_group * steps
    weight /= weight.sum()
    ability, severity = _logit(total, most), -_logit(marked, markable)
    difficulty = -_logit(item_total, item_n * steps[group])
    between, narrow, stretch = ability.var() + severity.var() + difficulty.var(), np.ones(steps.size), 0.0
    for _ in range(4):
        # A logit of a mean share stands for this many logits of the model. Spread of location widens the
        # marks: variance = v + v² × spread, with v that of marks at one location; narrow is its share.
        stretch = float(weight @ (steps / np.maximum(4 * variance * narrow, 1e-9)))
        narrow = 2 / (1 + np.sqrt(1 + 4 * variance * stretch**2 * between))
    ability, severity, difficulty = stretch * ability, stretch * severity, stretch * difficulty
    n_pairs = np.maximum(np.bincount(pair_examiner, minlength=severity.size), 1)
    severity += np.bincount(pair_examiner, weights=ability[pair_official], minlength=severity.size) / n_pairs
    severity -= severity.mean()
    difficulty = np.where(steps[group] > 0, difficulty, 0.0)
    difficulty -= difficulty.sum() / max((steps[group] > 0).sum(), 1) * (steps[group] > 0)
    n_met = np.maximum(np.bincount(pair_official, minlength=total.size), 1)
    ability += np.bincount(pair_official, weights=severity[pair_examiner], minlength=total.size) / n_met
    thresholds = [(one - one.mean()) / narrow[g] for g, one in enumerate(ratios) if one.size]
    noise = 4 * stretch / np.maximum(most, 1.0)
    sd = float(np.sqrt(max(ability.var() - noise.mean(), 0.1)))
    scale = np.sqrt(1 / (1 / noise + 1 / sd**2))
    start = np.concatenate((severity, difficulty, *thresholds, (ability.mean(), sd)))
    return start, ability, scale


def _logit(total: Floats | Ints, most: Floats) -> Floats:
    result: Floats = np.log((total + 0.5) / (most - total + 0.5))
    return result
