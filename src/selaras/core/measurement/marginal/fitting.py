"""Ratings in, a measurement out: the marginal estimator with its stated behaviour at the edges."""

from dataclasses import replace

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.marginal.halo_problem import halo_problem_of
from selaras.core.measurement.marginal.problem import Problem, constraints_of, problem_of
from selaras.core.measurement.marginal.results import Fit, measurement_of
from selaras.core.measurement.marginal.search import LARGEST_SD, SMALLEST_SD, climb
from selaras.core.measurement.model import Measurement, Model
from selaras.core.measurement.ratings import Floats, Ratings

EXTREME = 0.3  # of a category: by this an extreme examiner's or criterion's total is drawn in (Linacre)
START_HALO = 0.5  # logits


def fit_marginal(ratings: Ratings, *, model: Model, with_se: bool = True) -> Measurement:
    """Return the marginal maximum-likelihood measurement (empirical Bayes); it has no draws.

    Ability is N(mean, sd²) and the halo N(0, sd_halo²), both integrated out by adaptive quadrature;
    severities, difficulties and thresholds are flat and sum to zero, severities within each connected
    component (a common mean of ability over the components is the model's assumption; measures are compared
    only within one). Officials' measures are posterior means less the mean of their component. Their
    standard errors hold the posterior variance, that of the subtracted mean, and the covariance of all other
    estimates through the derivative of the posterior mean; those of the other facets come from the
    observed information. Intervals are measure ± 1.96 standard errors. Without with_se errors are NaN.

    An extreme examiner or criterion (all marks lowest or highest) has no finite estimate: its total is drawn
    in by 0.3 of a category. Notes: one_examiner, one_criterion, extreme_official, extreme_examiner,
    extreme_criterion, disconnected, constant_marks (criteria without thresholds), category_unused,
    halo_not_identified, halo_zero, ability_spread_zero, ability_spread_unbounded (held at 30 logits),
    facets_confounded (severities then sum to zero within each part), not_converged.

    Raises ``one_official_only``, ``marks_all_equal``, ``one_rating_per_official``.

    >>> from selaras.core.measurement.ratings import ratings_of
    >>> rows = [("Ani", "P", 3), ("Ani", "Q", 4), ("Budi", "P", 1), ("Budi", "Q", 2), ("Citra", "P", 2)]
    >>> few = ratings_of([r[0] for r in rows], examiners=[r[1] for r in rows], marks=[r[2] for r in rows])
    >>> result = fit_marginal(few, model=Model(halo=False))
    >>> [label for _, label in sorted(zip(result.officials.measure, result.officials.labels))]
    ['Budi', 'Citra', 'Ani']
    """
    design = design_of(ratings, model)
    _refuse(ratings, design)
    notes = _notes(design, model)
    components = components_of(design)
    if components.n > 1:
        notes.append("disconnected")
    with_halo = model.halo and _halo_identified(design)
    if model.halo and not with_halo:
        notes.append("halo_not_identified")
    fit = _with_halo(design, notes) if with_halo else _without_halo(design, notes)
    if fit.parts > 1 or fit.optimum.deficient:
        notes.append("facets_confounded")
    if not fit.optimum.converged:
        notes.append("not_converged")
    if fit.sd_ability <= SMALLEST_SD:
        notes.append("ability_spread_zero")
    if fit.sd_ability >= LARGEST_SD:
        notes.append("ability_spread_unbounded")
    return measurement_of(
        ratings,
        model=model,
        design=design,
        components=components,
        fit=fit,
        notes=tuple(notes),
        with_se=with_se,
    )


def _refuse(ratings: Ratings, design: Design) -> None:
    if design.n_officials < 2:
        raise CoreError("one_official_only", official=ratings.officials[0])
    if not design.n_steps.any():
        raise CoreError("marks_all_equal", mark=float(ratings.mark[0]))
    if ratings.n <= design.n_officials:
        raise CoreError("one_rating_per_official", n=ratings.n)


def _notes(design: Design, model: Model) -> list[str]:
    """Return what the data alone make worth saying."""
    steps = design.n_steps[design.group]
    most = (design.forms @ steps)[design.pair_form]
    total = np.bincount(design.pair_official, weights=design.pair_total)
    largest = np.bincount(design.pair_official, weights=most)
    used = {"one_examiner": design.n_examiners == 1, "one_criterion": design.n_criteria == 1}
    used["extreme_official"] = bool(((total == 0) | (total == largest)).any())
    used["constant_marks"] = bool((design.n_steps == 0).any())
    if model.scales is not None:
        scale_of = model.groups or (0,) * design.n_criteria
        used["category_unused"] = any(
            len(design.categories[design.group[i]]) < len(model.scales[scale_of[i]])
            for i in range(design.n_criteria)
        )
    return [note for note, holds in used.items() if holds]


def _halo_identified(design: Design) -> bool:
    """Say whether some pair has two ratings that vary and some official two examiners."""
    rated = (design.forms & (design.n_steps[design.group] > 0)).sum(axis=1)
    return bool((rated > 1).any() and (np.diff(design.official_start) > 1).any())


def _without_halo(design: Design, notes: list[str], *, start: Floats | None = None) -> Fit:
    problem, begin = problem_of(design)
    linear = _drawn_in(problem, notes)
    constraints, parts = constraints_of(design)
    optimum = climb(
        problem.evaluate,
        begin if start is None else start,
        constraints=constraints,
        n_officials=design.n_officials,
    )
    return Fit(
        problem=problem,
        optimum=optimum,
        log_likelihood=optimum.log_likelihood + float(linear @ optimum.at),
        mean_ability=float(optimum.at[-2]),
        sd_ability=float(optimum.at[-1]),
        sd_halo=None,
        parts=parts,
        start=problem.cells.start,
        examiner=problem.cells.examiner,
    )


def _with_halo(design: Design, notes: list[str]) -> Fit:
    """Return the fit with a halo; where its deviation goes to zero, the fit without."""
    plain, begin = problem_of(design)
    linear = np.append(_drawn_in(plain, notes), 0.0)
    problem = halo_problem_of(design, plain)
    constraints, parts = constraints_of(design, n_spreads=2)
    optimum = climb(
        problem.evaluate,
        np.append(begin, START_HALO),
        constraints=constraints,
        n_officials=design.n_officials,
    )
    if optimum.at[-1] <= SMALLEST_SD:
        notes.append("halo_zero")
        return replace(_without_halo(design, [], start=optimum.at[:-1]), sd_halo=0.0)
    return Fit(
        problem=plain,
        optimum=optimum,
        log_likelihood=optimum.log_likelihood + float(linear @ optimum.at),
        mean_ability=float(optimum.at[-3]),
        sd_ability=float(optimum.at[-2]),
        sd_halo=float(optimum.at[-1]),
        parts=parts,
        start=design.official_start,
        examiner=design.pair_examiner,
    )


def _drawn_in(problem: Problem, notes: list[str]) -> Floats:
    """Draw extreme totals in; return by how much each observed total was changed."""
    r, items = problem.n_examiners, problem.n_items
    observed, largest = problem.observed, problem.largest
    change = np.zeros_like(observed)
    for first, end, note in ((0, r, "extreme_examiner"), (r, r + items, "extreme_criterion")):
        here = slice(first, end)
        if end - first > 1:
            varies = largest[here] > 0
            change[here] += EXTREME * (varies & (observed[here] == 0))
            change[here] -= EXTREME * (varies & (observed[here] == largest[here]))
            if change[here].any():
                notes.append(note)
    observed += change
    return change
