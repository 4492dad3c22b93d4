"""D study: what other numbers of examiners and criteria would do for dependability.

Source: Brennan (2001), chapters 2 and 4; Phi(lambda) from Brennan & Kane (1977); intervals by
generalized pivotal quantities of the mean squares (Weerahandi 1995), for balanced designs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf, prod

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.generalizability.components import (
    EFFECTS,
    Design,
    VarianceComponents,
    mean_square_weights,
)

Floats = npt.NDArray[np.float64]
DRAWS = 4000
# Nobody seats more; a target that needs more is out of reach.
MOST_EXAMINERS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependability:
    """What a panel of certain sizes gives. Coefficients are None where nothing varies at all.

    relative, generalizability : error variance and coefficient for ranks
    absolute, dependability : error variance and coefficient for the score itself
    at_cut : Phi(lambda), for decisions at a cut score
    """

    sizes: Mapping[str, int]
    universe: float
    relative: float
    absolute: float
    generalizability: float | None
    dependability: float | None
    at_cut: float | None = None
    generalizability_interval: tuple[float, float] | None = None
    dependability_interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """For a number of levels of the other facet, the fewest examiners that reach the target.

    ``examiners`` is None when no number up to MOST_EXAMINERS reaches it; ``ceiling`` is the coefficient
    that no number of examiners could exceed.
    """

    others: int
    examiners: int | None
    ceiling: float | None


def d_study(
    study: VarianceComponents,
    *,
    sizes: Mapping[str, int],
    fixed: frozenset[str] = frozenset(),
    cut: float | None = None,
    draws: Mapping[str, Floats] | None = None,
    confidence: float = 0.95,
) -> Dependability:
    """Return variances and coefficients for a panel with these numbers of levels.

    sizes : levels by facet without p; for nested r, per t
    fixed : facets that would be the very same in every repetition, such as the criteria of one form;
        they belong to what is measured, and their number stays what it is
    draws : components drawn by ``component_draws``, for intervals
    """
    universe, relative, absolute = _variances(study.design, study.used(), sizes, fixed)
    found = Dependability(
        sizes=dict(sizes),
        universe=float(universe),
        relative=float(relative),
        absolute=float(absolute),
        generalizability=_share(universe, relative),
        dependability=_share(universe, absolute),
        at_cut=None if cut is None else _at_cut(study, universe, absolute, cut),
    )
    if draws is None:
        return found
    drawn = _variances(study.design, draws, sizes, fixed)
    return Dependability(
        **{name: getattr(found, name) for name in _PLAIN},
        generalizability_interval=_interval(drawn[0], drawn[1], confidence),
        dependability_interval=_interval(drawn[0], drawn[2], confidence),
    )


_PLAIN = (
    "sizes",
    "universe",
    "relative",
    "absolute",
    "generalizability",
    "dependability",
    "at_cut",
)


def examiners_needed(
    study: VarianceComponents,
    *,
    target: float,
    others: Sequence[int] = (1,),
    facet: str = "r",
    fixed: frozenset[str] = frozenset(),
    relative: bool = False,
) -> tuple[Need, ...]:
    """Return, for every number of criteria (or tasks) in ``others``, the fewest examiners for a target.

    ``facet`` is that of the examiners and may not be fixed; with one facet ``others`` says nothing.
    Dependability is meant, or generalizability when ``relative``. Exact: the error is a constant and a
    part that falls as one over the number of examiners.
    """
    return tuple(_need(study, n, target=target, facet=facet, fixed=fixed, relative=relative) for n in others)


def fewest_marks(needs: Sequence[Need]) -> Need | None:
    """Return the need with the fewest marks per person; of several, the one with the fewest examiners."""
    reached = [(one.examiners * one.others, one.examiners, one) for one in needs if one.examiners is not None]
    return min(reached, key=lambda found: found[:2])[2] if reached else None


def component_draws(study: VarianceComponents, *, seed: int, draws: int = DRAWS) -> dict[str, Floats] | None:
    """Return draws of the components, negative ones set to zero, from the mean squares of a balanced design.

    Each mean square is its expectation times chi square over its degrees of freedom; turned round, the
    observed one gives the spread of the expectation. None for unbalanced designs, where this does not hold.
    """
    if not study.balanced:
        return None
    rng = np.random.default_rng(seed)
    spread = {}
    for effect, one in study.components.items():
        if one.df is None or one.mean_square is None:
            return None
        spread[effect] = one.mean_square * one.df / rng.chisquare(one.df, size=draws)
    weights = mean_square_weights(study.design, study.levels)
    return {
        effect: np.maximum(sum((w * spread[ms] for ms, w in of.items()), start=np.zeros(draws)), 0.0)
        for effect, of in weights.items()
    }


def _variances(
    design: Design, components: Mapping[str, float | Floats], sizes: Mapping[str, int], fixed: frozenset[str]
) -> tuple[float | Floats, float | Floats, float | Floats]:
    """Return universe score variance, relative and absolute error variance."""
    universe: float | Floats = 0.0
    relative: float | Floats = 0.0
    absolute: float | Floats = 0.0
    for effect, facets in EFFECTS[design].items():
        others = facets.replace("p", "")
        part = components[effect] / prod(sizes[f] for f in others)
        if "p" in facets and set(others) <= fixed:
            universe = universe + part
        elif "p" in facets:
            relative, absolute = relative + part, absolute + part
        elif not set(others) <= fixed:
            absolute = absolute + part
    return universe, relative, absolute


def _share(universe: float | Floats, error: float | Floats) -> float | None:
    total = float(universe) + float(error)
    return float(universe) / total if total > 0.0 else None


def _interval(
    universe: float | Floats, error: float | Floats, confidence: float
) -> tuple[float, float] | None:
    total = np.asarray(universe + error)
    if not (total > 0.0).all():
        return None
    low, high = np.quantile(np.asarray(universe) / total, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _at_cut(
    study: VarianceComponents, universe: float | Floats, absolute: float | Floats, cut: float
) -> float | None:
    # The squared distance of a mean from the cut is too large by the variance of that mean.
    distance = max((study.mean - cut) ** 2 - study.of_mean, 0.0)
    return _share(universe + distance, absolute)


def _need(
    study: VarianceComponents,
    others: int,
    *,
    target: float,
    facet: str,
    fixed: frozenset[str],
    relative: bool,
) -> Need:
    one, two = ({**dict.fromkeys(study.levels, others), facet: n} for n in (1, 2))
    universe, *of_one = _variances(study.design, study.used(), one, fixed)
    _, *of_two = _variances(study.design, study.used(), two, fixed)
    with_one, with_two = (float(found[0 if relative else 1]) for found in (of_one, of_two))
    falling = 2 * (with_one - with_two)
    staying = max(with_one - falling, 0.0)
    allowed = float(universe) * (1 - target) / target - staying
    needed = falling / allowed if allowed > 0.0 else inf
    # A number that is whole but for rounding must not ask for one examiner more.
    n = max(ceil(needed - 1e-9), 1) if needed <= MOST_EXAMINERS else None
    return Need(
        others=others,
        examiners=n if float(universe) > 0.0 else None,
        ceiling=_share(universe, staying),
    )
