"""From an optimum to what is published: centred measures, standard errors, intervals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.measurement.connection import Components
from selaras.core.measurement.design import Design
from selaras.core.measurement.marginal.problem import Problem
from selaras.core.measurement.marginal.search import Optimum
from selaras.core.measurement.marginal.spreads import centred_variances
from selaras.core.measurement.model import Diagnosis, Elements, Estimator, Measurement, Model
from selaras.core.measurement.ratings import Floats, Ints, Ratings

NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """parts : of examiners and criteria; start, examiner : the cells that the problem's pull belongs to."""

    problem: Problem
    optimum: Optimum
    log_likelihood: float
    mean_ability: float
    sd_ability: float
    sd_halo: float | None
    parts: int
    start: Ints
    examiner: Ints


def measurement_of(
    ratings: Ratings,
    *,
    model: Model,
    design: Design,
    components: Components,
    fit: Fit,
    notes: tuple[str, ...],
    with_se: bool,
) -> Measurement:
    at, covariance, r, items = fit.optimum.at, fit.optimum.covariance, design.n_examiners, design.n_criteria
    variance = np.maximum(np.diag(covariance), 0.0)
    severity, shift = _centred(at[:r], components.examiner, components.n)
    ability, _ = _centred(fit.problem.centre, components.official, components.n)
    of_ability, of_severity = np.full(design.n_officials, np.nan), np.full(r, np.nan)
    if with_se:
        of_ability = _ability_variances(design, components, fit)
        of_severity = variance[:r] if components.n == 1 else _variances_within(covariance[:r, :r], components)
    else:
        variance = np.full(variance.size, np.nan)
    n_rated = design.forms.sum(axis=1)[design.pair_form]
    n_item = np.bincount(design.pair_form, minlength=design.forms.shape[0]) @ design.forms
    bounds = r + items + fit.problem.step_start
    blocks = [slice(bounds[g], bounds[g + 1]) for g in range(bounds.size - 1)]
    members = np.bincount(components.official, minlength=components.n)
    return Measurement(
        model=model,
        estimator=Estimator.MARGINAL,
        log_likelihood=fit.log_likelihood,
        sd_ability=fit.sd_ability,
        sd_halo=fit.sd_halo,
        sd_error=None,
        mean_ability=fit.mean_ability - float(members @ shift) / design.n_officials,
        officials=_elements(
            ratings.officials,
            ability,
            of_ability,
            np.bincount(design.pair_official, weights=n_rated, minlength=design.n_officials),
            components.official,
        ),
        examiners=_elements(
            ratings.examiners,
            severity,
            of_severity,
            np.bincount(design.pair_examiner, weights=n_rated, minlength=r),
            components.examiner,
        ),
        criteria=_elements(
            ratings.criteria,
            at[r : r + items],
            variance[r : r + items],
            n_item,
            np.zeros(items, dtype=np.int32),
        ),
        thresholds=tuple(at[block] for block in blocks),
        thresholds_se=tuple(np.sqrt(variance[block]) for block in blocks),
        categories=design.categories,
        diagnosis=Diagnosis(converged=fit.optimum.converged, n_iterations=fit.optimum.rounds, notes=notes),
    )


def _centred(values: Floats, component: Ints, n: int) -> tuple[Floats, Floats]:
    """Return values less the mean of their component, and those means."""
    if n == 1:
        mean = values.mean()
        return values - mean, np.array([mean])
    members = np.maximum(np.bincount(component, minlength=n), 1)
    means: Floats = np.bincount(component, weights=values, minlength=n) / members
    return values - means[component], means


def _variances_within(covariance: Floats, components: Components) -> Floats:
    """Return variances of severities less the mean of their component."""
    variance = np.zeros(covariance.shape[0])
    for k in range(components.n):
        here = np.flatnonzero(components.examiner == k)
        own = covariance[np.ix_(here, here)]
        variance[here] = np.diag(own) - 2 * own.mean(axis=1) + own.mean()
    result: Floats = np.maximum(variance, 0.0)
    return result


def _ability_variances(design: Design, components: Components, fit: Fit) -> Floats:
    order = (
        np.argsort(components.official, kind="stable") if components.n > 1 else np.arange(design.n_officials)
    )
    bounds = np.zeros(components.n + 1, dtype=np.int64)
    np.cumsum(np.bincount(components.official, minlength=components.n), out=bounds[1:])
    variance, problem = np.empty(design.n_officials), fit.problem
    centred_variances(
        order, bounds, fit.start, fit.examiner, problem.pull, problem.cell_pull, fit.optimum.covariance,
        problem.sd, variance,
    )  # fmt: skip
    return variance


def _elements(
    labels: tuple[str, ...], measure: Floats, variance: Floats, n: npt.NDArray[np.number], component: Ints
) -> Elements:
    se = np.sqrt(variance)
    margin = NORMAL_95 * se
    return Elements(
        labels=labels,
        measure=measure,
        se=se,
        lower=measure - margin,
        upper=measure + margin,
        n=n.astype(np.int32),
        component=component,
    )
