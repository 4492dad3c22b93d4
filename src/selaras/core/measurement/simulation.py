"""Panels with known truth, for planning and for measuring our own intervals.

A plan says how many officials, examiners and criteria there are, how far they spread, who rates whom, and how
the examiners' marks of one official hang together. The same plan and seed give the same ratings everywhere.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.ratings import Floats, Ints, Ratings, ratings_of
from selaras.core.vocabulary import Term


class Spread(Term):
    """The distribution of abilities and of the halo; each has mean zero and the sd of the plan."""

    NORMAL = "normal", "Normal"
    SKEWED = "skewed", "Menceng"  # gamma with shape 2 (skewness 1.41)
    UNIFORM = "uniform", "Seragam"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A panel to simulate; spreads in logits.

    thresholds : of the categories 1 .. m + 1, logits, centred by the simulation
    examiners_per_official : k of all examiners, in turn so that loads differ by at most one pair; None: all
    halo_ratio : the largest examiner's halo sd over the smallest; examiners lie between on a log scale and
        the mean square over examiners stays halo_sd²
    missing : the share of ratings left out at random; at least one of every official stays
    days, drift_sd : examiners' severities change from day to day by independent normal steps, centred
    """

    officials: int = 41
    examiners: int = 5
    criteria: int = 8
    thresholds: tuple[float, ...] = (-1.5, -0.5, 0.5, 1.5)
    ability_sd: float = 1.0
    ability_mean: float = 0.0
    severity_sd: float = 0.5
    difficulty_sd: float = 0.5
    halo_sd: float = 0.0
    ability_spread: Spread = Spread.NORMAL
    halo_spread: Spread = Spread.NORMAL
    halo_ratio: float = 1.0
    examiners_per_official: int | None = None
    missing: float = 0.0
    days: int = 1
    drift_sd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What the ratings were made of, in logits, by the labels of the ratings.

    ability (officials,); severity (examiners,), the mean over days; difficulty (criteria,);
    thresholds (m,); halo (officials, examiners); severity_by_day (days, examiners)
    """

    ability: Floats
    severity: Floats
    difficulty: Floats
    thresholds: Floats
    halo: Floats
    severity_by_day: Floats


def simulate_panel(plan: Plan, *, seed: int) -> tuple[Ratings, Truth]:
    """Return ratings 1 .. m + 1 and the truth behind them; raise ``plan_impossible``.

    >>> ratings, truth = simulate_panel(Plan(officials=3, examiners=2, criteria=4), seed=1)
    >>> ratings.n, truth.ability.shape, sorted(set(ratings.mark.tolist()))[0] >= 1
    (24, (3,), True)
    """
    _check(plan)
    chance = np.random.default_rng([seed, 0x5E1A])
    n, r, i = plan.officials, plan.examiners, plan.criteria
    ability = plan.ability_mean + plan.ability_sd * _spread(plan.ability_spread, chance, (n,))
    severity = _centred(plan.severity_sd * chance.standard_normal(r))
    difficulty = _centred(plan.difficulty_sd * chance.standard_normal(i))
    thresholds = _centred(np.asarray(plan.thresholds, dtype=np.float64))
    own = _halo_sds(plan)[chance.permutation(r)]
    halo = own * _spread(plan.halo_spread, chance, (n, r))
    steps = plan.drift_sd * chance.standard_normal((plan.days, r))
    by_day = severity + steps - (steps.mean(axis=0) if plan.days > 1 else 0.0)
    day = np.arange(n) * plan.days // n
    official, examiner = _assigned(plan, chance)
    eta = ability[official] - by_day[day[official], examiner] + halo[official, examiner]
    location = eta[:, None] - difficulty
    marks = _marks(location, thresholds, chance)
    kept = _kept(plan, official, chance)
    row, criterion = np.nonzero(kept)
    width = [len(str(number)) for number in (n, r, i)]
    ratings = ratings_of(
        [f"P{p + 1:0{width[0]}d}" for p in official[row]],
        examiners=[f"E{e + 1:0{width[1]}d}" for e in examiner[row]],
        criteria=[f"K{c + 1:0{width[2]}d}" for c in criterion],
        marks=marks[row, criterion].astype(np.float64),
        occasions=None if plan.days == 1 else day[official[row]].tolist(),
    )
    return ratings, Truth(
        ability=ability,
        severity=by_day.mean(axis=0),
        difficulty=difficulty,
        thresholds=thresholds,
        halo=halo,
        severity_by_day=by_day,
    )


def _check(plan: Plan) -> None:
    counts = (plan.officials, plan.examiners, plan.criteria, plan.days, len(plan.thresholds))
    spreads = (plan.ability_sd, plan.severity_sd, plan.difficulty_sd, plan.halo_sd, plan.drift_sd)
    per_official = plan.examiners if plan.examiners_per_official is None else plan.examiners_per_official
    if min(counts) < 1 or plan.officials < 2:
        raise CoreError("plan_impossible", reason="counts")
    if min(spreads) < 0 or not 0 <= plan.missing < 1 or plan.halo_ratio < 1:
        raise CoreError("plan_impossible", reason="spreads")
    if not 1 <= per_official <= plan.examiners:
        raise CoreError("plan_impossible", reason="examiners_per_official")


def _centred(values: Floats) -> Floats:
    result: Floats = values - values.mean()
    return result


def _spread(kind: Spread, chance: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    if kind is Spread.SKEWED:
        return np.asarray((chance.gamma(2.0, size=shape) - 2.0) / np.sqrt(2.0))
    if kind is Spread.UNIFORM:
        return chance.uniform(-np.sqrt(3.0), np.sqrt(3.0), size=shape)
    return chance.standard_normal(shape)


def _halo_sds(plan: Plan) -> Floats:
    place = np.linspace(-0.5, 0.5, plan.examiners) if plan.examiners > 1 else np.zeros(1)
    relative = plan.halo_ratio**place
    result: Floats = plan.halo_sd * relative / np.sqrt((relative**2).mean())
    return result


def _assigned(plan: Plan, chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Return the pairs; with k of R examiners, runs of k on a shuffled circle of examiners."""
    n, r = plan.officials, plan.examiners
    k = plan.examiners_per_official or r
    order = chance.permutation(n)
    circle = chance.permutation(r)
    official = np.repeat(np.arange(n), k)
    place = (order[:, None] + np.arange(k)) % r if k < r else np.tile(np.arange(r), (n, 1))
    return official.astype(np.int32), circle[place].ravel().astype(np.int32)


def _marks(location: Floats, thresholds: Floats, chance: np.random.Generator) -> Ints:
    """Return categories counted from one, drawn with the model's probabilities."""
    levels = np.cumsum(location[..., None] - thresholds, axis=-1)
    levels = np.concatenate([np.zeros((*location.shape, 1)), levels], axis=-1)
    chances = np.exp(levels - levels.max(axis=-1, keepdims=True))
    reached = np.cumsum(chances / chances.sum(axis=-1, keepdims=True), axis=-1)
    drawn = chance.random(location.shape)
    # The last sum may fall short of one by rounding.
    return np.asarray(1 + (drawn[..., None] > reached[..., :-1]).sum(axis=-1), dtype=np.int32)


def _kept(plan: Plan, official: Ints, chance: np.random.Generator) -> np.ndarray:
    kept = chance.random((official.size, plan.criteria)) >= plan.missing
    for p in np.flatnonzero(np.bincount(official[kept.any(axis=1)], minlength=plan.officials) == 0):
        kept[np.flatnonzero(official == p)[0], 0] = True
    return kept
