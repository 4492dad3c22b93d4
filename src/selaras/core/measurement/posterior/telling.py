"""What draws say: measures, intervals and notes, in the common form of every estimator."""

import numpy as np

from selaras.core.measurement.connection import Components
from selaras.core.measurement.design import Design
from selaras.core.measurement.model import Diagnosis, Draws, Elements, Estimator, Measurement, Model
from selaras.core.measurement.posterior.panel import Panel, Points, elements
from selaras.core.measurement.posterior.structural import Structural
from selaras.core.measurement.ratings import Floats, Ints, Ratings

TAIL = 0.025  # intervals hold the central 95 % of the draws


def anchored_draws(
    panel: Panel,
    design: Design,
    points: Points,
    *,
    ability: Floats,
    halo: Floats | None,
    components: Components,
) -> Draws:
    """Return the draws with severities summing to zero within each connected component.

    What is taken from a component's severities is taken from its abilities too: their difference, which alone
    the ratings know, stays.
    """
    _, severity, difficulty, thresholds = elements(panel, points.free)
    for c in range(components.n):
        raters = components.examiner == c
        shift = severity[:, raters].mean(axis=1, keepdims=True)
        severity[:, raters] -= shift
        ability[:, components.official == c] -= shift
    ends = np.cumsum(design.n_steps)
    return Draws(
        ability=ability,
        severity=severity,
        difficulty=difficulty,
        thresholds=tuple(
            np.ascontiguousarray(thresholds[:, end - m : end])
            for end, m in zip(ends, design.n_steps, strict=True)
        ),
        halo=halo,
        sd_ability=points.sd,
        sd_halo=points.halo,
    )


def measurement_of(
    ratings: Ratings,
    design: Design,
    *,
    model: Model,
    draws: Draws,
    components: Components,
    mode: Structural,
    diagnosis: Diagnosis,
) -> Measurement:
    centred = draws.ability.copy()
    for c in range(components.n):
        people = components.official == c
        centred[:, people] -= centred[:, people].mean(axis=1, keepdims=True)
    counts = [
        np.bincount(facet, minlength=len(labels)).astype(np.int32)
        for facet, labels in (
            (ratings.official, ratings.officials),
            (ratings.examiner, ratings.examiners),
            (ratings.criterion, ratings.criteria),
        )
    ]
    nowhere = np.zeros(len(ratings.criteria), dtype=np.int32)
    return Measurement(
        model=model,
        estimator=Estimator.POSTERIOR,
        log_likelihood=mode.log_likelihood,
        sd_ability=float(draws.sd_ability.mean()),
        sd_halo=float(draws.sd_halo.mean()) if model.halo else None,
        sd_error=None,
        mean_ability=float(draws.ability.mean()),
        officials=told(ratings.officials, centred, n=counts[0], component=components.official),
        examiners=told(ratings.examiners, draws.severity, n=counts[1], component=components.examiner),
        criteria=told(ratings.criteria, draws.difficulty, n=counts[2], component=nowhere),
        thresholds=tuple(one.mean(axis=0) for one in draws.thresholds),
        thresholds_se=tuple(one.std(axis=0, ddof=1) for one in draws.thresholds),
        categories=design.categories,
        diagnosis=diagnosis,
        draws=draws,
        component_means=tuple(
            float(draws.ability[:, components.official == c].mean()) for c in range(components.n)
        ),
    )


def told(labels: tuple[str, ...], draws: Floats, *, n: Ints, component: Ints) -> Elements:
    """Return mean, standard deviation and central 95 % of draws (S, labels)."""
    lower, upper = np.quantile(draws, [TAIL, 1.0 - TAIL], axis=0)
    return Elements(
        labels=labels,
        measure=draws.mean(axis=0),
        se=draws.std(axis=0, ddof=1),
        lower=lower,
        upper=upper,
        n=n,
        component=component,
    )


def per_group(flat: Floats, design: Design) -> tuple[Floats, ...]:
    ends = np.cumsum(design.n_steps)
    return tuple(flat[end - m : end] for end, m in zip(ends, design.n_steps, strict=True))


def notes_of(design: Design, model: Model, *, panel: Panel, components: Components) -> tuple[str, ...]:
    """Return the codes of what a reader must know about the ratings behind a posterior."""
    steps = design.n_steps[design.group]
    top = (design.forms @ steps)[design.pair_form]
    reached = np.add.reduceat(design.pair_total, design.official_start[:-1])
    possible = np.add.reduceat(top, design.official_start[:-1])
    codes = {
        "category_unused": _unused(design, model),
        "disconnected": components.n > 1,
        "extreme_official": bool(((reached == 0) | (reached == possible)).any()),
        "halo_by_prior": panel.halo_by_prior,
        "one_criterion": design.n_criteria == 1,
        "one_examiner": design.n_examiners == 1,
    }
    return tuple(code for code, holds in codes.items() if holds)


def _unused(design: Design, model: Model) -> bool:
    if model.scales is None:
        return False
    scale_of = model.groups or (0,) * design.n_criteria
    return any(
        len(design.categories[int(g)]) < len(model.scales[scale])
        for g, scale in zip(design.group, scale_of, strict=True)
    )
