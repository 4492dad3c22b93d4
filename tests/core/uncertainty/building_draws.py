"""Estimates made by hand: any draws a test wants, kept as the ledger keeps them."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.freezing import locked
from selaras.core.measurement.artefact import artefact_of
from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Diagnosis, Draws, Estimator, Family, Measurement
from selaras.core.measurement.posterior.telling import told
from selaras.core.measurement.ratings import Floats
from selaras.core.measuring import Unit, UnitMeasurement, seed_of, units_of
from selaras.core.rules import Rulebook
from tests.core.building import rulebook_on, scheme, small_case

N_DRAWS = 1000
ONE_TO_FIVE = tuple(Decimal(mark) for mark in range(1, 6))
Abilities = Callable[[Unit], Floats]


def ordinal_scheme(**changes: Any) -> s.Scheme:
    """Return the small scheme with whole marks from 1 to 5, measured with the usual policy."""
    one = scheme(**{"measurement": s.MeasurementPolicy(), **changes})
    criteria = tuple(
        replace(each, marks=ONE_TO_FIVE) if each.method.is_rated_by_panel else each for each in one.criteria
    )
    return replace(one, criteria=criteria)


def points_scheme(**changes: Any) -> s.Scheme:
    """Return the small scheme with marks from 0 to 100 on paper and interview."""
    one = scheme(**{"measurement": s.MeasurementPolicy(), **changes})
    criteria = tuple(
        replace(each, lowest=Decimal(0), highest=Decimal(100), conversion="0-100") for each in one.criteria
    )
    return replace(one, criteria=criteria)


def estimates(
    case: c.CaseFile, *, ability: Abilities, sd_halo: float = 0.0, rulebook: Rulebook | None = None
) -> tuple[UnitMeasurement, ...]:
    """Return one measurement per unit; ability gives its (S, officials) draws."""
    rulebook = rulebook or rulebook_on()
    lock = locked(case, rulebook_digest=rulebook.digest)
    return tuple(
        UnitMeasurement(
            unit=unit.key,
            method=unit.method,
            marks=unit.marks,
            seed=seed_of(lock.digest, unit.key),
            artefact=artefact_of(
                _measurement(unit, ability(unit), sd_halo), seed=seed_of(lock.digest, unit.key)
            ),
            because=None,
        )
        for unit in units_of(dossier_of(case, rulebook))
    )


def _measurement(unit: Unit, ability: Floats, sd_halo: float) -> Measurement:
    ratings = unit.ratings
    assert ratings is not None
    linear = unit.model.family is Family.LINEAR
    categories = () if linear else design_of(ratings, unit.model).categories
    steps = tuple(_steps(len(one) - 1) for one in categories)
    n = ability.shape[0]
    parts = components_of(design_of(ratings, unit.model))
    centred = ability.copy()
    for part in range(parts.n):
        here = parts.official == part
        centred[:, here] -= centred[:, here].mean(axis=1, keepdims=True)
    severity = _summing_to_zero(n, len(ratings.examiners))
    difficulty = np.zeros((n, len(ratings.criteria)))
    nowhere = np.zeros(len(ratings.criteria), dtype=np.int32)
    counts = [
        np.bincount(codes).astype(np.int32)
        for codes in (ratings.official, ratings.examiner, ratings.criterion)
    ]
    return Measurement(
        model=unit.model,
        estimator=Estimator.POSTERIOR,
        log_likelihood=-100.0,
        sd_ability=1.0,
        sd_halo=sd_halo,
        sd_error=5.0 if linear else None,
        mean_ability=float(ability.mean()),
        officials=told(ratings.officials, centred, n=counts[0], component=parts.official),
        examiners=told(ratings.examiners, severity, n=counts[1], component=parts.examiner),
        criteria=told(ratings.criteria, difficulty, n=counts[2], component=nowhere),
        thresholds=steps,
        thresholds_se=tuple(np.zeros(one.size) for one in steps),
        categories=categories,
        diagnosis=Diagnosis(
            converged=True,
            n_iterations=1,
            sampler="importance",
            pareto_k=0.2,
            notes=("disconnected",) if parts.n > 1 else (),
        ),
        draws=Draws(
            ability=ability,
            severity=severity,
            difficulty=difficulty,
            thresholds=tuple(np.tile(one, (n, 1)) for one in steps),
            halo=None,
            sd_ability=np.ones(n),
            sd_halo=np.full(n, sd_halo),
            sd_error=np.full(n, 5.0) if linear else None,
        ),
    )


def _summing_to_zero(n_draws: int, n: int) -> Floats:
    drawn = 0.2 * np.random.default_rng(3).standard_normal((n_draws, n))
    centred: Floats = drawn - drawn.mean(axis=1, keepdims=True)
    return centred


def _steps(n: int) -> Floats:
    return np.linspace(-1.0, 1.0, n) if n > 1 else np.zeros(n)


def spread(unit: Unit, *, mean: float = 70.0, apart: float = 0.0, sd: float = 6.0, seed: int = 5) -> Floats:
    """Return draws of ability in points, or logits where the unit is ordinal, one column per official."""
    assert unit.ratings is not None
    n = len(unit.ratings.officials)
    rng = np.random.default_rng([seed, len(unit.key)])
    linear = unit.model.family is Family.LINEAR
    centre, size = (mean, sd) if linear else (0.5, 0.6)
    drawn: Floats = centre + apart * np.arange(n) + size * rng.standard_normal((N_DRAWS, n))
    return drawn


def points_case(**changes: Any) -> c.CaseFile:
    """Return the small case with marks on 0..100."""
    return small_case(scheme=points_scheme(), **changes)


def marked_as(case: c.CaseFile, given: dict[tuple[v.Nip, str], Decimal]) -> c.CaseFile:
    """Return a case in which every examiner gave these marks."""
    sheets = tuple(
        replace(
            one,
            ratings=tuple(
                replace(each, mark=given.get((one.nip, each.criterion), each.mark)) for each in one.ratings
            ),
        )
        for one in case.rating_sheets
    )
    return replace(case, rating_sheets=sheets)
