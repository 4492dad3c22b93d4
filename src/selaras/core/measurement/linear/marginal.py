"""Restricted maximum likelihood and best linear unbiased prediction: fast, for large data.

The standard deviations are REML, so that few examiners do not make the errors look small. Intervals carry
the uncertainty of mean, severities and difficulties (Henderson), but take the standard deviations as
known: with small panels they are a little short, and the full posterior is advised.
"""

import numpy as np

from selaras.core.measurement.linear.climbing import highest
from selaras.core.measurement.linear.likelihood import (
    FREE,
    Conditional,
    abilities_given,
    log_density,
    log_integrated,
    solved,
)
from selaras.core.measurement.linear.reduced import Reduced, Sds, reduced
from selaras.core.measurement.model import Diagnosis, Elements, Estimator, Measurement, Model
from selaras.core.measurement.ratings import Floats, Ints, Ratings

Z95 = 1.959963984540054
NO_SPREAD = 1e-3  # of the sd of the marks
HALF_NORMAL_MEDIAN = 0.6744897501960817


def fit_linear_marginal(ratings: Ratings, *, model: Model) -> Measurement:
    """Return the empirical Bayes measurement of marks on a fine scale, in marks; the priors are not used.

    log_likelihood : of the marks at REML standard deviations and generalised least squares, not restricted
    Where the marks cannot tell the halo from error or ability (note ``halo_by_prior``), the median of its
    prior is laid to it, at most half of what it is mixed with.
    Raises ``one_official_only``, ``marks_all_equal`` and ``one_rating_each``.
    """
    data = reduced(ratings, model)
    sds, n_steps, converged = restricted_sds(data, model)
    found = solved(data, sds, contrast_sd=FREE * data.unit)
    mean = found.coefficients[0]
    covariance = np.linalg.inv(found.precision[0] + _ridge(data))
    ability, halo, error = (float(one[0]) for one in (sds.ability, sds.halo, sds.error))
    given = abilities_given(data, sds)
    people, people_se, means = _centred_abilities(data, given, mean, covariance)
    n_r = data.n_examiners
    facets = -data.basis[:, 1:] @ mean[1:]
    spread = np.einsum("ij,jk,ik->i", data.basis[:, 1:], covariance[1:, 1:], data.basis[:, 1:])
    facets_se = np.sqrt(np.maximum(spread, 0.0))
    return Measurement(
        model=model,
        estimator=Estimator.MARGINAL,
        log_likelihood=float(log_density(data, found)[0]),
        sd_ability=ability,
        sd_halo=halo if model.halo else None,
        sd_error=error,
        mean_ability=data.centre + float(mean[0]),
        component_means=tuple(data.centre + float(mean[0]) + one for one in means),
        officials=_normal(ratings.officials, people, people_se, *places(data)[0]),
        examiners=_normal(ratings.examiners, facets[:n_r], facets_se[:n_r], *places(data)[1]),
        criteria=_normal(ratings.criteria, facets[n_r:], facets_se[n_r:], *places(data)[2]),
        thresholds=(),
        thresholds_se=(),
        categories=(),
        diagnosis=Diagnosis(converged=converged, n_iterations=n_steps, notes=notes(data)),
    )


def restricted_sds(data: Reduced, model: Model) -> tuple[Sds, int, bool]:
    """Return the REML standard deviations, K = 1, with the number of steps and whether they settled."""
    with_halo = model.halo and not data.halo_by_prior

    def value(points: Floats) -> Floats:
        return log_integrated(data, as_sds(points, with_halo=with_halo), contrast_sd=FREE * data.unit)

    start = np.full(3 if with_halo else 2, 0.5 * data.unit)
    floor = floor_of(data, start.size)
    top = highest(value, start, unit=data.unit, floor=floor)
    converged = top.converged and data.ratings.n > data.n_coefficients
    # As few marks as there are severities and difficulties leave REML nothing to stand on; and that all
    # officials are alike is never certain, but REML would give intervals without width.
    penalised = start.size if not converged else int(top.at[0] < NO_SPREAD * data.unit)
    if penalised:
        scales = np.array([model.priors.ability_sd, 1.0, model.priors.halo_sd])[:penalised] * data.unit
        top = highest(
            lambda at: value(at) + _off_zero(at[:, :penalised] / scales), start, unit=data.unit, floor=floor
        )
    sds = as_sds(top.at[None], with_halo=with_halo)
    if model.halo and data.halo_by_prior:
        sds = _halo_split_off(data, sds, scale=model.priors.halo_sd_where_prior_decides)
    return sds, top.n_steps, converged and top.converged


def _off_zero(scaled: Floats) -> Floats:
    """Return (K,), a weak log prior that keeps (K, d) scaled sds about one standard error from zero.

    Gamma with shape 2 (Chung et al. 2013, Psychometrika 78), bounded above as a half-normal prior does.
    """
    density: Floats = (np.log(np.maximum(scaled, 1e-12)) - 0.5 * scaled**2).sum(axis=1)
    return density


def as_sds(points: Floats, *, with_halo: bool) -> Sds:
    """Return (K, 2 or 3) coordinates ability, error(, halo) as standard deviations."""
    return Sds(
        ability=points[:, 0],
        error=points[:, 1],
        halo=points[:, 2] if with_halo else np.zeros(points.shape[0]),
    )


def floor_of(data: Reduced, d: int) -> Floats:
    """Return (d,): no error is claimed below what the rounding of the marks makes."""
    floor = np.zeros(d)
    floor[1] = data.finest
    return floor


def _halo_split_off(data: Reduced, sds: Sds, *, scale: float) -> Sds:
    """Return the standard deviations with the prior's median halo taken from what hides it."""
    pairs = np.bincount(data.pair_official, minlength=data.n_officials)
    from_ability = int((pairs >= 2).sum()) < 3
    whole = float((sds.ability if from_ability else sds.error)[0]) ** 2
    halo2 = min((HALF_NORMAL_MEDIAN * scale * data.unit) ** 2, whole / 2)
    rest = np.array([np.sqrt(whole - halo2)])
    return Sds(
        ability=rest if from_ability else sds.ability,
        halo=np.array([np.sqrt(halo2)]),
        error=sds.error if from_ability else np.maximum(rest, data.finest),
    )


def _ridge(data: Reduced) -> Floats:
    free = np.full(data.n_coefficients, 1.0 / (FREE * data.unit) ** 2)
    free[0] = 0.0
    return np.diag(free)


def _centred_abilities(
    data: Reduced, given: Conditional, mean: Floats, covariance: Floats
) -> tuple[Floats, Floats, list[float]]:
    """Return measures less their component's mean, errors that know of the centring, and those means."""
    component = data.component[: data.n_officials]
    size = np.bincount(component).astype(np.float64)
    level = given.level[0] - given.slope[0] @ mean
    means = np.bincount(component, weights=level) / size
    slope = centred(given.slope[0], component)
    n = size[component]
    others = np.bincount(component, weights=given.variance[0])[component] / n**2
    variance = given.variance[0] * (1.0 - 2.0 / n) + others
    variance = variance + np.einsum("pi,ij,pj->p", slope, covariance, slope)
    return centred(level, component), np.sqrt(np.maximum(variance, 0.0)), means.tolist()


def centred(values: Floats, component: Ints) -> Floats:
    """Return (officials, …) less the mean of each connected component."""
    out = np.array(values)
    for one in range(int(component.max()) + 1):
        here = component == one
        out[here] -= out[here].mean(axis=0)
    return out


def places(data: Reduced) -> tuple[tuple[Ints, Ints], ...]:
    """Return numbers of ratings and components of officials, examiners and criteria."""
    ratings, n_p = data.ratings, data.n_officials
    people, raters = data.component[:n_p], data.component[n_p:]
    # A criterion belongs to the first component that uses it; one that several use compares in each.
    of_rating = people[ratings.official]
    criteria = np.full(len(ratings.criteria), int(of_rating.max()), dtype=np.int32)
    np.minimum.at(criteria, ratings.criterion, of_rating)
    counts = [
        np.bincount(codes, minlength=n).astype(np.int32)
        for codes, n in (
            (ratings.official, n_p),
            (ratings.examiner, data.n_examiners),
            (ratings.criterion, len(ratings.criteria)),
        )
    ]
    return tuple(zip(counts, (people, raters, criteria), strict=True))


def notes(data: Reduced) -> tuple[str, ...]:
    told = {
        "disconnected": bool(data.component.max() > 0),
        "halo_by_prior": data.halo_by_prior,
        "one_criterion": len(data.ratings.criteria) == 1,
        "one_examiner": data.n_examiners == 1,
    }
    return tuple(code for code, holds in told.items() if holds)


def _normal(labels: tuple[str, ...], measure: Floats, se: Floats, n: Ints, component: Ints) -> Elements:
    return Elements(
        labels=labels,
        measure=measure,
        se=se,
        lower=measure - Z95 * se,
        upper=measure + Z95 * se,
        n=n,
        component=component,
    )
