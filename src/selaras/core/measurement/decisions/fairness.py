"""Who passes in which group: rates, their ratio with an exact test, small groups hidden.

Input is one outcome per person, so the same question can be asked before and after a placement.
Sources: Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D (four fifths); Fisher
(1935); interval of the ratio by Koopman (1984), Biometrics 40; Benjamini & Hochberg (1995).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt

import numpy as np
import numpy.typing as npt

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
# Rates of fewer people are chance, and tell of single persons.
LEAST_PEOPLE = 5


class NotShown(StrEnum):
    """Why a group has no figures, or two groups no ratio."""

    FEW_PEOPLE = "few_people"
    WOULD_TELL_OF_FEW = "would_tell_of_few"
    NOBODY_PASSES = "nobody_passes"
    TOO_FEW_GROUPS = "too_few_groups"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRate:
    """Of ``n`` persons ``n_passed`` passed; all None where the group is not shown."""

    group: str
    n: int | None
    n_passed: int | None
    rate: float | None
    not_shown: NotShown | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRatio:
    """Rate of a group over that of the reference.

    p : Fisher's exact test, two-sided; p_adjusted : among all ratios of the report
    below_four_fifths : the screen; it is a question to look into, not a finding of bias
    """

    group: str
    reference: str
    ratio: float
    low: float
    high: float
    p: float
    p_adjusted: float
    below_four_fifths: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PassRates:
    """Rates of all groups, and ratios where at least two are shown; else ``reason`` says why not."""

    rates: tuple[GroupRate, ...]
    reference: str | None
    ratios: tuple[RateRatio, ...]
    n_without_group: int
    reason: NotShown | None = None


def pass_rates(
    passed: Bools,
    *,
    group: Sequence[str | None],
    reference: str | None = None,
    least: int = LEAST_PEOPLE,
    confidence: float = 0.95,
) -> PassRates:
    """Return rates by group, compared with the group of the highest rate (or with ``reference``).

    group : one per person, None where it is not known
    A group of fewer than ``least`` is hidden. Were it the only one hidden, its figures would follow
    from the totals, so the smallest of the others is hidden with it.

    >>> found = pass_rates(np.array([True] * 8 + [False] * 2 + [True] * 3 + [False] * 7),
    ...     group=["A"] * 10 + ["B"] * 10)
    >>> [(one.group, one.reference, round(one.ratio, 3), round(one.p, 3)) for one in found.ratios]
    [('B', 'A', 0.375, 0.07)]
    """
    labels = sorted({one for one in group if one is not None})
    of = np.array(["" if one is None else one for one in group], dtype=str)
    known = np.array([one is not None for one in group], dtype=bool)
    counts = {label: int((known & (of == label)).sum()) for label in labels}
    successes = {label: int((passed & known & (of == label)).sum()) for label in labels}
    hidden = _hidden(counts, least)
    rates = tuple(_rate(label, counts[label], successes[label], hidden.get(label)) for label in labels)
    n_without = int((~known).sum())
    shown = [label for label in labels if label not in hidden]
    if len(shown) < 2 or (reference is not None and reference not in shown):
        return PassRates(
            rates=rates, reference=None, ratios=(), n_without_group=n_without, reason=NotShown.TOO_FEW_GROUPS
        )
    # Of equal rates the larger group is the steadier yardstick.
    best = reference or min(shown, key=lambda one: (-successes[one] / counts[one], -counts[one], one))
    if successes[best] == 0:
        return PassRates(
            rates=rates, reference=best, ratios=(), n_without_group=n_without, reason=NotShown.NOBODY_PASSES
        )
    others = [label for label in shown if label != best]
    tests = [fisher_exact(successes[one], counts[one], successes[best], counts[best]) for one in others]
    ratios = tuple(
        _ratio(one, best, (successes[one], counts[one], successes[best], counts[best]), p, q, confidence)
        for one, p, q in zip(others, tests, benjamini_hochberg(np.array(tests)), strict=True)
    )
    return PassRates(rates=rates, reference=best, ratios=ratios, n_without_group=n_without)


def _hidden(counts: dict[str, int], least: int) -> dict[str, NotShown]:
    hidden = {label: NotShown.FEW_PEOPLE for label, n in counts.items() if n < least}
    left = sorted((n, label) for label, n in counts.items() if label not in hidden)
    if len(hidden) == 1 and left:
        hidden[left[0][1]] = NotShown.WOULD_TELL_OF_FEW
    return hidden


def _rate(label: str, n: int, passed: int, why: NotShown | None) -> GroupRate:
    if why is not None:
        return GroupRate(group=label, n=None, n_passed=None, rate=None, not_shown=why)
    return GroupRate(group=label, n=n, n_passed=passed, rate=passed / n)


def _ratio(
    label: str, best: str, four: tuple[int, int, int, int], p: float, q: float, confidence: float
) -> RateRatio:
    ratio = (four[0] / four[1]) / (four[2] / four[3])
    low, high = ratio_interval(*four, confidence=confidence)
    return RateRatio(
        group=label,
        reference=best,
        ratio=ratio,
        low=low,
        high=high,
        p=p,
        p_adjusted=float(q),
        # 8 of 10 against 10 of 10 is four fifths exactly, whatever floats make of it.
        below_four_fifths=5 * four[0] * four[3] < 4 * four[2] * four[1],
    )


def fisher_exact(passed: int, n: int, passed_other: int, n_other: int) -> float:
    """Return the two-sided p of a fourfold table: all tables at most as likely as this one.

    >>> round(fisher_exact(3, 4, 1, 4), 4)
    0.4857
    """
    total = passed + passed_other
    first = np.arange(max(0, total - n_other), min(n, total) + 1)
    chance = np.exp(
        _log_choose(n, first) + _log_choose(n_other, total - first) - _log_choose(n + n_other, total)
    )
    here = chance[passed - first[0]]
    # Tables that are equally likely must not be lost to rounding.
    return float(min(chance[chance <= here * (1 + 1e-7)].sum(), 1.0))


def _log_choose(n: int, k: npt.NDArray[np.int64] | int) -> Floats:
    # Large, so it is loaded only where it is needed; results of most events do without.
    from scipy import special

    return np.asarray(
        special.gammaln(n + 1) - special.gammaln(np.add(k, 1)) - special.gammaln(np.subtract(n + 1, k))
    )


def ratio_interval(
    passed: int, n: int, passed_other: int, n_other: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the score interval of a ratio of two rates, good for small numbers too; high may be inf.

    >>> [round(limit, 2) for limit in ratio_interval(36, 40, 16, 80)]
    [2.94, 7.15]
    """
    if passed == 0 and passed_other == 0:
        return 0.0, float("inf")
    from scipy import special

    limit = float(special.chdtri(1, 1 - confidence))

    def excess(log_ratio: float) -> float:
        return _score(exp(log_ratio), passed, n, passed_other, n_other) - limit

    # At the estimate the score is zero; without one of the counts start far inside the open side.
    start = log(((passed or 0.5) / n) / ((passed_other or 0.5) / n_other))
    low = 0.0 if passed == 0 else exp(_root(excess, start, -1.0))
    high = float("inf") if passed_other == 0 else exp(_root(excess, start, 1.0))
    return low, high


def _root(excess: Callable[[float], float], start: float, direction: float) -> float:
    step = 0.25
    while excess(start + direction * step) < 0.0:
        step *= 2
    # Halving, not a library's root finder: loading one takes longer than everything else here.
    inside, outside = start, start + direction * step
    while abs(outside - inside) > 1e-10:
        middle = (inside + outside) / 2
        if excess(middle) < 0.0:
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2


def _score(ratio: float, x: int, n: int, x_other: int, n_other: int) -> float:
    """Return the score chi square of a ratio (Koopman 1984; Miettinen & Nurminen 1985)."""
    a = (n + n_other) * ratio
    b = -(n * ratio + x + n_other + x_other * ratio)
    other = (-b - sqrt(max(b * b - 4 * a * (x + x_other), 0.0))) / (2 * a)
    own = ratio * other
    variance = own * (1 - own) / n + ratio**2 * other * (1 - other) / n_other
    distance = x / n - ratio * x_other / n_other
    if variance <= 0.0:
        return 0.0 if abs(distance) < 1e-12 else float("inf")
    return distance**2 / variance


def benjamini_hochberg(p: Floats) -> Floats:
    """Return p-values adjusted so that of all that fall below q, a share of q is expected to be false.

    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.5])).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    order = np.argsort(p)
    stepped = p[order] * p.size / np.arange(1, p.size + 1)
    adjusted = np.empty(p.size)
    adjusted[order] = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    return adjusted
