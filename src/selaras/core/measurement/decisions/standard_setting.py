"""Where a cut score stands and how sure it is: modified Angoff, borderline group, contrasting groups.

Sources: Angoff (1971) with Brennan & Lockwood (1980) for the error; Livingston & Zieky (1982) for the
two examinee-centred methods; Maritz & Jarrett (1978) for the error of a median.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy import special

from selaras.core.errors import CoreError

Floats = npt.NDArray[np.float64]
# Newton's method on a logistic curve of two numbers ends in a handful of steps.
MOST_STEPS = 100


class NoCut(StrEnum):
    """Why there is no cut, or no error of it."""

    FEW_JUDGES = "few_judges"
    FEW_PEOPLE = "few_people"
    GROUPS_IN_WRONG_ORDER = "groups_in_wrong_order"
    GROUPS_DO_NOT_OVERLAP = "groups_do_not_overlap"
    NO_SPREAD = "no_spread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A cut score with its standard error and interval; ``reason`` says why one of them is None."""

    value: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    n: int = 0
    reason: NoCut | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AngoffCut:
    """The cut of a panel of judges, on the scale of the items' sum.

    cut : its error says how other judges would set it, for these items
    se_items_too : how other judges with other items of the same kind would
    by_judge : (judges,), each judge's own cut
    """

    cut: Cut
    percent: float
    by_judge: Floats
    se_items_too: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContrastingCut:
    """Two curves through the same two groups.

    normal : where two normal densities of equal variance meet; logistic : where competence is as likely
    as not. ``gap`` is the empty stretch between groups that do not overlap.
    """

    normal: Cut
    logistic: Cut
    gap: tuple[float, float] | None = None


def angoff(judgements: Floats, *, highest: Floats | None = None, confidence: float = 0.95) -> AngoffCut:
    """Return the cut of a modified Angoff round: pass the judgements of the last round.

    judgements : (judges, items), expected marks of a person who just passes
    highest : (items,), highest mark of each item; None: 1, so judgements are probabilities

    Raises angoff_mark_missing and angoff_mark_outside, counting judges and items from one.

    >>> found = angoff(np.array([[.6, .5, .8], [.7, .5, .9], [.5, .4, .7]]))
    >>> round(found.cut.value, 3), round(found.cut.se, 3), round(found.percent, 1)
    (1.867, 0.145, 62.2)
    """
    most = np.ones(judgements.shape[1]) if highest is None else highest
    _check(judgements, most)
    by_judge = judgements.sum(axis=1)
    n_judges, n_items = judgements.shape
    value = float(by_judge.mean())
    percent = 100 * value / float(most.sum())
    if n_judges < 2:
        only = Cut(value=value, n=n_judges, reason=NoCut.FEW_JUDGES)
        return AngoffCut(cut=only, percent=percent, by_judge=by_judge, se_items_too=None)
    se = float(by_judge.std(ddof=1) / np.sqrt(n_judges))
    cut = _with_t(value, se, n_judges - 1, n_judges, confidence)
    if n_items < 2:
        return AngoffCut(cut=cut, percent=percent, by_judge=by_judge, se_items_too=None)
    # Judges x items, one mark each: the variance of the grand mean with both drawn anew.
    item = judgements.mean(axis=0)
    rest = judgements - item - judgements.mean(axis=1)[:, None] + judgements.mean()
    ms_rest = float((rest**2).sum()) / ((n_judges - 1) * (n_items - 1))
    ms_judge = n_items * float(judgements.mean(axis=1).var(ddof=1))
    ms_item = n_judges * float(item.var(ddof=1))
    variance = max(ms_judge - ms_rest, 0.0) / n_items / n_judges
    variance += max(ms_item - ms_rest, 0.0) / n_judges / n_items + ms_rest / (n_judges * n_items)
    return AngoffCut(
        cut=cut, percent=percent, by_judge=by_judge, se_items_too=n_items * float(np.sqrt(variance))
    )


def borderline_group(scores: Floats, *, confidence: float = 0.95, median: bool = True) -> Cut:
    """Return the median (or mean) score of the people judged to be just at the border.

    >>> cut = borderline_group(np.array([61., 64, 66, 67, 68, 70, 73]))
    >>> cut.value, round(cut.se, 2)
    (67.0, 1.72)
    """
    n = scores.size
    if n == 0:
        return Cut(value=None, reason=NoCut.FEW_PEOPLE)
    value = float(np.median(scores) if median else scores.mean())
    if n < 3:
        return Cut(value=value, n=n, reason=NoCut.FEW_PEOPLE)
    se = _se_of_median(scores) if median else float(scores.std(ddof=1) / np.sqrt(n))
    return _with_t(value, se, n - 1, n, confidence)


def contrasting_groups(
    competent: Floats, *, others: Floats, equal_shares: bool = True, confidence: float = 0.95
) -> ContrastingCut:
    """Return the cut between people judged competent and people judged not.

    equal_shares : weigh both groups alike; else as many as there are (the larger group draws the cut
        towards the other, so that fewer of its people are misjudged)

    >>> found = contrasting_groups(np.array([70., 75, 80, 66]), others=np.array([60., 65, 68, 71]))
    >>> round(found.normal.value, 2), round(found.logistic.value, 2)
    (69.38, 69.12)
    """
    n_one, n_two = competent.size, others.size
    n = n_one + n_two
    if min(n_one, n_two) < 2:
        few = Cut(value=None, n=n, reason=NoCut.FEW_PEOPLE)
        return ContrastingCut(normal=few, logistic=few)
    apart = float(competent.mean() - others.mean())
    if apart <= 0.0:
        wrong = Cut(value=None, n=n, reason=NoCut.GROUPS_IN_WRONG_ORDER)
        return ContrastingCut(normal=wrong, logistic=wrong)
    normal = _normal_cut(competent, others, equal_shares, confidence)
    if competent.min() >= others.max():
        gap = (float(others.max()), float(competent.min()))
        between = Cut(value=sum(gap) / 2, n=n, reason=NoCut.GROUPS_DO_NOT_OVERLAP)
        return ContrastingCut(normal=normal, logistic=between, gap=gap)
    return ContrastingCut(normal=normal, logistic=_logistic_cut(competent, others, equal_shares, confidence))


def _check(judgements: Floats, most: Floats) -> None:
    for judge, item in np.argwhere(np.isnan(judgements)):
        raise CoreError("angoff_mark_missing", judge=int(judge) + 1, item=int(item) + 1)
    for judge, item in np.argwhere((judgements < 0.0) | (judgements > most)):
        raise CoreError(
            "angoff_mark_outside",
            judge=int(judge) + 1,
            item=int(item) + 1,
            got=float(judgements[judge, item]),
            most=float(most[item]),
        )


def _with_t(value: float, se: float, df: int, n: int, confidence: float) -> Cut:
    if se <= 0.0:
        return Cut(value=value, n=n, reason=NoCut.NO_SPREAD)
    reach = float(special.stdtrit(df, (1 + confidence) / 2)) * se
    return Cut(value=value, se=se, low=value - reach, high=value + reach, n=n)


def _se_of_median(scores: Floats) -> float:
    """Return the error of a median from order statistics, which needs no density (Maritz & Jarrett 1978)."""
    n = scores.size
    ordered = np.sort(scores)

    def moments(a: float, b: float) -> tuple[float, float]:
        weight = np.diff(special.betainc(a, b, np.arange(n + 1) / n))
        return float(weight @ ordered), float(weight @ ordered**2)

    middle = (n + 1) / 2
    first, second = moments(middle, n + 1 - middle)
    return float(np.sqrt(max(second - first**2, 0.0)))


def _normal_cut(one: Floats, two: Floats, equal_shares: bool, confidence: float) -> Cut:
    n_one, n_two = one.size, two.size
    df = n_one + n_two - 2
    variance = float((one.var() * n_one + two.var() * n_two) / df)
    apart = float(one.mean() - two.mean())
    lean = 0.0 if equal_shares else float(np.log(n_two / n_one))
    value = float(one.mean() + two.mean()) / 2 + variance * lean / apart
    # By the delta method; the means and the common variance are independent.
    pull = variance * lean / apart**2
    spread = (0.5 - pull) ** 2 * variance / n_one + (0.5 + pull) ** 2 * variance / n_two
    spread += (lean / apart) ** 2 * 2 * variance**2 / df
    if not equal_shares:
        # Another sample of people would have other shares.
        spread += (variance / apart) ** 2 * (1 / n_one + 1 / n_two)
    return _with_t(value, float(np.sqrt(spread)), df, n_one + n_two, confidence)


def _logistic_cut(one: Floats, two: Floats, equal_shares: bool, confidence: float) -> Cut:
    """Return the score at which both answers are as likely, by maximum likelihood."""
    score = np.concatenate([one, two])
    centre, unit = float(score.mean()), float(score.std())
    x = np.column_stack([np.ones(score.size), (score - centre) / unit])
    y = np.concatenate([np.ones(one.size), np.zeros(two.size)])
    beta = np.zeros(2)
    for _ in range(MOST_STEPS):
        p = special.expit(x @ beta)
        information = (x * (p * (1 - p))[:, None]).T @ x
        step = np.linalg.solve(information, x.T @ (y - p))
        # A long step overshoots on a curve that flattens.
        beta = beta + step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-12))
        if float(np.abs(step).max()) < 1e-10:
            break
    if beta[1] <= 0.0:
        return Cut(value=None, n=score.size, reason=NoCut.GROUPS_IN_WRONG_ORDER)
    covariance = np.linalg.inv(information)
    shift = 0.0
    if equal_shares:
        # Groups of other sizes shift the intercept alone, and the part of its error that comes from
        # the sizes goes with them (Prentice & Pyke 1979).
        shift = float(np.log(one.size / two.size))
        covariance[0, 0] -= 1 / one.size + 1 / two.size
    at = (shift - beta[0]) / beta[1]
    slope = np.array([-1.0, -at]) / beta[1]
    se = float(np.sqrt(max(slope @ covariance @ slope, 0.0)))
    return _with_t(centre + unit * float(at), unit * se, score.size - 2, score.size, confidence)
