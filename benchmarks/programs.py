"""One call per program, from coded ratings to estimates with standard errors."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata

import numpy as np
import numpy.typing as npt

from benchmarks.panels import STEPS, Ints, Size

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """What programs can be compared by; log_likelihood and sd are None where a method has none."""

    severity: Floats
    difficulty: Floats
    thresholds: Floats
    log_likelihood: float | None
    sd: float | None
    converged: bool


Prepared = Callable[[], Estimates]


def selaras(size: Size, examiner: Ints, mark: Ints) -> Prepared:
    """Integer codes to a Measurement: checking, sorting, estimates, standard errors, intervals."""
    from selaras.core.measurement.marginal import fit_marginal
    from selaras.core.measurement.model import Model
    from selaras.core.measurement.ratings import ratings_from_codes

    official = np.repeat(np.arange(size.officials, dtype=np.int32), size.each * size.criteria)
    rater = np.repeat(examiner.ravel(), size.criteria)
    criterion = np.tile(np.arange(size.criteria, dtype=np.int32), size.officials * size.each)
    marks = mark.ravel().astype(np.float64)
    model = Model(halo=False)

    def run() -> Estimates:
        ratings = ratings_from_codes(official, examiner=rater, criterion=criterion, mark=marks)
        found = fit_marginal(ratings, model=model)
        return Estimates(
            severity=found.examiners.measure,
            difficulty=found.criteria.measure,
            thresholds=found.thresholds[0],
            log_likelihood=found.log_likelihood,
            sd=found.sd_ability,
            converged=found.diagnosis.converged,
        )

    return run


def mirt(size: Size, examiner: Ints, mark: Ints, *, nodes: int | None = None) -> Prepared:
    """Its own marginal maximum likelihood; it also returns fit statistics, which Selaras has elsewhere."""
    from mirt.estimation import fit_mfrm
    from mirt.models import Facet, PolytomousMFRM

    responses = mark.reshape(size.officials, size.each * size.criteria)
    items = np.tile(np.arange(size.criteria), size.each)
    raters = np.repeat(examiner, size.criteria, axis=1)

    def run() -> Estimates:
        model = PolytomousMFRM(size.criteria, STEPS + 1, [Facet("rater", size.examiners)])
        found = fit_mfrm(model, responses, {"rater": raters}, item_indices=items, n_quadpts=nodes)
        difficulty = found.item_difficulty
        return Estimates(
            severity=found.facet_parameters["rater"],
            difficulty=difficulty - difficulty.mean(),
            thresholds=found.thresholds,
            log_likelihood=found.log_likelihood,
            sd=found.sigma,
            converged=found.converged,
        )

    return run


def raschpy(size: Size, examiner: Ints, mark: Ints) -> Prepared:
    """Its default composite likelihood with sandwich standard errors; abilities are left out."""
    import pandas as pd
    from raschpy import MFRM

    index = pd.MultiIndex.from_arrays(
        [
            [f"R{r:03d}" for r in examiner.ravel()],
            np.repeat([f"P{p:06d}" for p in range(size.officials)], size.each),
        ],
        names=["Rater", "Person"],
    )
    columns = [f"Item_{i + 1}" for i in range(size.criteria)]
    table = pd.DataFrame(mark.reshape(-1, size.criteria).astype(float), index=index, columns=columns)

    def run() -> Estimates:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = MFRM(table.copy(), max_score=STEPS)
            model.calibrate()
            model.std_errors()
        raters = pd.Series(model.facet_effects_global).sort_index().to_numpy(dtype=float)
        return Estimates(
            severity=raters - raters.mean(),
            difficulty=np.asarray(model.items_global, dtype=float),
            thresholds=np.asarray(model.thresholds_global, dtype=float),
            log_likelihood=None,
            sd=None,
            converged=True,
        )

    return run


PROGRAMS = {"selaras": selaras, "mirt": mirt, "raschpy": raschpy}


def version_of(program: str) -> str:
    return "this checkout" if program == "selaras" else metadata.version(program)
