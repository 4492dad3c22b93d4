"""How well the marks follow the model: mean squares per element, and what the measures can tell apart.

Sources: Wright & Masters (1982), Rating Scale Analysis, ch. 5; Linacre (1989), Many-Facet Rasch
Measurement. Formulas and limits: docs/method/diagnostics.md.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.design import Design
from selaras.core.measurement.model import Elements, Measurement
from selaras.core.measurement.ratings import Floats, Ints, Ratings
from selaras.core.measurement.residuals import Block, fitted

SMALLEST_VARIANCE = 1e-12  # of a mark; beyond it a mark was certain and says nothing of fit


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetFit:
    """Fit of the elements of one facet, in the order of the labels; NaN where nothing could be seen.

    n : ratings on criteria with more than one category
    infit, outfit : mean squares, expectation 1; infit weights a rating by its information,
        outfit counts all alike and so feels single surprising marks
    infit_z, outfit_z : the same as standard normal deviates (Wilson–Hilferty)
    leverage : the share of the variance that the estimates have taken from the residuals;
        infit × (1 − leverage) is the mean square without the correction for it
    """

    labels: tuple[str, ...]
    n: Ints
    infit: Floats
    infit_z: Floats
    outfit: Floats
    outfit_z: Floats
    leverage: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """How many levels of a facet the measures can tell apart.

    sd : of the measures (of officials, with what shrinking took away); rmse : root mean square of their
        errors; true_sd : what is left without error
    separation : true_sd / rmse; strata : (4 · separation + 1) / 3; reliability : true / observed variance
    NaN where a facet has fewer than two elements
    """

    n: int
    sd: float
    rmse: float
    true_sd: float
    separation: float
    strata: float
    reliability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Homogeneity:
    """Test of the hypothesis that all elements of a facet have the same measure."""

    chi_square: float
    df: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Fit, separation and homogeneity of a measurement.

    eap_reliability : of the officials, variance of the EAPs over that plus the mean posterior variance
    homogeneity : of the examiners' severities; None with one examiner
    """

    officials: FacetFit
    examiners: FacetFit
    criteria: FacetFit
    eap_reliability: float
    officials_separation: Separation
    examiners_separation: Separation
    criteria_separation: Separation
    homogeneity: Homogeneity | None


def fit_of(ratings: Ratings, measurement: Measurement, *, design: Design | None = None) -> Fit:
    """Return everything that says how well the ratings follow the model; see ``residuals.fitted``."""
    facets = (
        (measurement.officials, ratings.official),
        (measurement.examiners, ratings.examiner),
        (measurement.criteria, ratings.criterion),
    )
    sums = [np.zeros((N_SUMS, len(elements.labels))) for elements, _ in facets]
    for block in fitted(ratings, measurement, design=design).blocks():
        usable = block.variance > SMALLEST_VARIANCE
        terms = _terms(block)
        for (_, codes), held in zip(facets, sums, strict=True):
            _add(held, codes[block.rows], terms, usable)
    officials, examiners, criteria = (
        _facet_fit(elements, held) for (elements, _), held in zip(facets, sums, strict=True)
    )
    return Fit(
        officials=officials,
        examiners=examiners,
        criteria=criteria,
        eap_reliability=eap_reliability(measurement.officials),
        officials_separation=separation_of(measurement.officials, shrunk=True),
        examiners_separation=separation_of(measurement.examiners),
        criteria_separation=separation_of(measurement.criteria),
        homogeneity=homogeneity_of_examiners(measurement),
    )


COUNT, SQUARES, EXPECTED, INFIT_VARIANCE, STANDARDIZED, OUTFIT_VARIANCE, VARIANCE = range(7)
N_SUMS = 7
SEPARATION_FIELDS = ("sd", "rmse", "true_sd", "separation", "strata", "reliability")


def _terms(block: Block) -> tuple[Floats, ...]:
    """Return per rating what infit, outfit and the variances of both are sums of.

    A squared residual from estimates that followed the rating is smaller than the rating's variance by
    the leverage; without the division well-fitting marks would look too good by it.
    """
    variance = np.maximum(block.variance, SMALLEST_VARIANCE)
    free = 1.0 - block.leverage
    squares = block.residual**2
    expected = variance * free
    spread = np.maximum(block.fourth - variance**2, 0.0)
    return squares, expected, spread * free, squares / expected, spread / (variance**2 * free), variance


def _add(held: Floats, codes: Ints, terms: tuple[Floats, ...], usable: np.ndarray) -> None:
    if not usable.all():
        codes, terms = codes[usable], tuple(one[usable] for one in terms)
    if not codes.size:
        return
    low, n = int(codes.min()), held.shape[1]
    near = codes - low
    width = min(n - low, int(near.max()) + 1)
    held[COUNT, low : low + width] += np.bincount(near, minlength=width)
    for row, term in enumerate(terms, start=SQUARES):
        held[row, low : low + width] += np.bincount(near, weights=term, minlength=width)


def _facet_fit(elements: Elements, held: Floats) -> FacetFit:
    infit = _ratio(held[SQUARES], held[EXPECTED])
    outfit = _ratio(held[STANDARDIZED], held[COUNT])
    return FacetFit(
        labels=elements.labels,
        n=held[COUNT].astype(np.int32),
        infit=infit,
        infit_z=standardized(infit, variance=_ratio(held[INFIT_VARIANCE], held[EXPECTED] ** 2)),
        outfit=outfit,
        outfit_z=standardized(outfit, variance=_ratio(held[OUTFIT_VARIANCE], held[COUNT] ** 2)),
        leverage=1.0 - _ratio(held[EXPECTED], held[VARIANCE]),
    )


def _ratio(above: Floats, below: Floats) -> Floats:
    found: Floats = np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
    return found


def standardized(mean_square: Floats, *, variance: Floats) -> Floats:
    """Return mean squares as normal deviates: the cube root of a mean square is nearly normal.

    t = (v^(1/3) − 1) · 3/q + q/3, q the standard deviation of v. Wright & Masters (1982), p. 100.
    NaN where the mean square cannot vary, as with two categories of equal chance.

    >>> standardized(np.array([1.0, 1.44]), variance=np.array([0.01, 0.01])).round(2).tolist()
    [0.03, 3.91]
    """
    sd = np.sqrt(np.where(variance > SMALLEST_VARIANCE, variance, np.nan))
    found: Floats = (np.cbrt(mean_square) - 1.0) * 3.0 / sd + sd / 3.0
    return found


def eap_reliability(officials: Elements) -> float:
    """Return Var(EAP) / (Var(EAP) + mean posterior variance); NaN with fewer than two officials."""
    centred, df = _centred(officials)
    if df < 1:
        return float("nan")
    between = float((centred**2).sum()) / df
    within = float((officials.se**2).mean())
    return between / (between + within) if between + within > 0 else float("nan")


def separation_of(elements: Elements, *, shrunk: bool = False) -> Separation:
    """Return separation, strata and reliability; measures count from the mean of their component.

    shrunk : the measures are posterior means, which have lost their error already: subtracting it would
        take it away twice. Their variance is the true one that can be told, so that reliability is that of
        ``eap_reliability``. Severities and difficulties are hardly shrunk.
    """
    centred, df = _centred(elements)
    if df < 1:
        return Separation(n=centred.size, **dict.fromkeys(SEPARATION_FIELDS, float("nan")))
    observed = float((centred**2).sum()) / df
    rmse = float(np.sqrt((elements.se**2).mean()))
    if shrunk:
        observed += rmse**2
    true = max(observed - rmse**2, 0.0)
    separation = float(np.sqrt(true)) / rmse if rmse > 0 else float("inf")
    return Separation(
        n=centred.size,
        sd=float(np.sqrt(observed)),
        rmse=rmse,
        true_sd=float(np.sqrt(true)),
        separation=separation,
        strata=(4.0 * separation + 1.0) / 3.0,
        reliability=true / observed if observed > 0 else 0.0,
    )


def _centred(elements: Elements) -> tuple[Floats, int]:
    """Return measures less the mean of their component, and the degrees of freedom left."""
    which = np.unique(elements.component, return_inverse=True)[1]
    n = np.bincount(which)
    mean = np.bincount(which, weights=elements.measure) / n
    centred: Floats = elements.measure - mean[which]
    return centred, centred.size - n.size


def homogeneity_of_examiners(measurement: Measurement) -> Homogeneity | None:
    """Return the test that all examiners are equally severe ("fixed chi-square").

    None for one examiner, or one per component, and where severities have no error.

    With draws: the quadratic form of the severities in the inverse of their posterior covariance.
    Without: Σ w m² − (Σ w m)² / Σ w. There w is one over the variance an examiner's severity would have
    by itself: a standard error of a deviation from the mean of n is smaller, by (n − 1) / n when all are
    alike, and taking it as it stands would reject too often with few examiners.
    """
    examiners = measurement.examiners
    centred, df = _centred(examiners)
    if df < 1 or not (examiners.se > 0).all():
        return None
    if measurement.draws is not None and measurement.draws.n > 10 * centred.size:
        covariance = np.cov(measurement.draws.severity, rowvar=False)
        # Severities sum to zero within each component, so that many directions carry nothing.
        value, vector = np.linalg.eigh(covariance)
        along = vector[:, -df:].T @ centred
        statistic = float((along**2 / value[-df:]).sum())
    else:
        statistic = _fixed_chi_square(examiners, centred)
    from scipy.special import chdtrc

    return Homogeneity(chi_square=statistic, df=df, p=float(chdtrc(df, statistic)))


def _fixed_chi_square(examiners: Elements, centred: Floats) -> float:
    total = 0.0
    for one in np.unique(examiners.component):
        here = examiners.component == one
        n = int(here.sum())
        if n < 2:
            continue
        deviation = examiners.se[here] ** 2
        mean = deviation.mean() * n / (n - 1)
        own = np.full(n, mean) if n == 2 else (deviation - mean / n) / (1.0 - 2.0 / n)
        weight = 1.0 / np.maximum(own, 0.1 * mean)
        measure = centred[here]
        total += float((weight * measure**2).sum() - (weight * measure).sum() ** 2 / weight.sum())
    return total
