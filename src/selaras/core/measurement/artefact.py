"""A measurement as a quantised artefact: integers and text alone, so its digest has one reading.

Everything published is computed from what ``measurement_in`` gives back, never from the estimator's own
floats: whoever holds the artefact can repeat every probability exactly, without repeating the estimate.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from selaras.core.errors import CoreError
from selaras.core.measurement.model import (
    Diagnosis,
    Draws,
    Elements,
    Estimator,
    Family,
    Measurement,
    Model,
    Priors,
)
from selaras.core.measurement.ratings import Floats

PER_UNIT = 10_000  # logits, marks and log-likelihoods are kept to 1e-4
LARGEST = 2**31 - 1
# Not compressed: the same bytes would then depend on the version of the compressor.
INTEGER = "<i4"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPriors:
    """Each in 1e-4."""

    halo_sd: int
    halo_sd_where_prior_decides: int
    ability_sd: int
    contrast_sd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptModel:
    """``scales``: marks in 1e-4."""

    family: Family
    halo: bool
    priors: KeptPriors
    groups: tuple[int, ...] | None
    scales: tuple[tuple[int, ...], ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptElements:
    """One facet; measure, se, lower, upper in 1e-4."""

    labels: tuple[str, ...]
    measure: tuple[int, ...]
    se: tuple[int, ...]
    lower: tuple[int, ...]
    upper: tuple[int, ...]
    n: tuple[int, ...]
    component: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraws:
    """Draws in 1e-4, as base64 of little-endian 32-bit integers, draw after draw.

    ability, severity, difficulty : n rows; thresholds : n rows per scale group;
    sd_ability, sd_halo, sd_error : n numbers. The halo of each pair is not kept: what is published
    averages over it.
    """

    n: int
    ability: str
    severity: str
    difficulty: str
    thresholds: tuple[str, ...]
    sd_ability: str
    sd_halo: str
    sd_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDiagnosis:
    converged: bool
    n_iterations: int
    pareto_k: int | None  # in 1e-4
    sampler: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """A measurement with the seed that it was drawn with; numbers in 1e-4 of a logit or a mark."""

    model: KeptModel
    estimator: Estimator
    seed: int
    log_likelihood: int
    sd_ability: int
    sd_halo: int | None
    sd_error: int | None
    mean_ability: int
    component_means: tuple[int, ...]
    officials: KeptElements
    examiners: KeptElements
    criteria: KeptElements
    thresholds: tuple[tuple[int, ...], ...]
    thresholds_se: tuple[tuple[int, ...], ...]
    categories: tuple[tuple[int, ...], ...]
    diagnosis: KeptDiagnosis
    draws: KeptDraws | None


def artefact_of(measurement: Measurement, *, seed: int) -> Artefact:
    """Return the quantised measurement; ``number_not_codable`` for one that is not finite or too large.

    ``artefact_of(measurement_in(kept), seed=kept.seed) == kept`` holds for every artefact.
    """
    m, looked_at = measurement, measurement.diagnosis
    return Artefact(
        model=kept_model(m.model),
        estimator=m.estimator,
        seed=seed,
        log_likelihood=_whole(m.log_likelihood),
        sd_ability=_whole(m.sd_ability),
        sd_halo=_whole_or_none(m.sd_halo),
        sd_error=_whole_or_none(m.sd_error),
        mean_ability=_whole(m.mean_ability),
        component_means=_wholes(m.component_means),
        officials=_kept_elements(m.officials),
        examiners=_kept_elements(m.examiners),
        criteria=_kept_elements(m.criteria),
        thresholds=tuple(_wholes(one) for one in m.thresholds),
        thresholds_se=tuple(_wholes(one) for one in m.thresholds_se),
        categories=tuple(_wholes(one) for one in m.categories),
        diagnosis=KeptDiagnosis(
            converged=bool(looked_at.converged),
            n_iterations=int(looked_at.n_iterations),
            pareto_k=_whole_or_none(looked_at.pareto_k),
            sampler=looked_at.sampler,
            notes=looked_at.notes,
        ),
        draws=None if m.draws is None else _kept_draws(m.draws),
    )


def measurement_in(artefact: Artefact) -> Measurement:
    """Return the measurement that an artefact holds; ``payload_field_wrong`` for draws of another shape."""
    a, looked_at = artefact, artefact.diagnosis
    return Measurement(
        model=_model_in(a.model),
        estimator=a.estimator,
        log_likelihood=a.log_likelihood / PER_UNIT,
        sd_ability=a.sd_ability / PER_UNIT,
        sd_halo=_number_or_none(a.sd_halo),
        sd_error=_number_or_none(a.sd_error),
        mean_ability=a.mean_ability / PER_UNIT,
        component_means=tuple(one / PER_UNIT for one in a.component_means),
        officials=elements_in(a.officials),
        examiners=elements_in(a.examiners),
        criteria=elements_in(a.criteria),
        thresholds=tuple(_floats(one) for one in a.thresholds),
        thresholds_se=tuple(_floats(one) for one in a.thresholds_se),
        categories=tuple(tuple(mark / PER_UNIT for mark in one) for one in a.categories),
        diagnosis=Diagnosis(
            converged=looked_at.converged,
            n_iterations=looked_at.n_iterations,
            pareto_k=_number_or_none(looked_at.pareto_k),
            sampler=looked_at.sampler,
            notes=looked_at.notes,
        ),
        draws=None if a.draws is None else draws_in(a),
    )


def draws_in(artefact: Artefact) -> Draws:
    """Return the draws that an artefact holds, without halo; ``draws_missing`` where it holds none."""
    kept = artefact.draws
    if kept is None:
        raise CoreError("draws_missing", estimator=artefact.estimator.value)
    if len(kept.thresholds) != len(artefact.thresholds):
        raise CoreError("payload_field_wrong", field="draws.thresholds")
    n = kept.n
    return Draws(
        ability=_unpacked(kept.ability, shape=(n, len(artefact.officials.labels)), field="ability"),
        severity=_unpacked(kept.severity, shape=(n, len(artefact.examiners.labels)), field="severity"),
        difficulty=_unpacked(kept.difficulty, shape=(n, len(artefact.criteria.labels)), field="difficulty"),
        thresholds=tuple(
            _unpacked(text, shape=(n, len(steps)), field="thresholds")
            for text, steps in zip(kept.thresholds, artefact.thresholds, strict=True)
        ),
        halo=None,
        sd_ability=_unpacked(kept.sd_ability, shape=(n,), field="sd_ability"),
        sd_halo=_unpacked(kept.sd_halo, shape=(n,), field="sd_halo"),
        sd_error=None if kept.sd_error is None else _unpacked(kept.sd_error, shape=(n,), field="sd_error"),
    )


def elements_in(kept: KeptElements) -> Elements:
    """Return one facet's measures; ``payload_field_wrong`` where the columns are not equally long."""
    columns = (kept.measure, kept.se, kept.lower, kept.upper, kept.n, kept.component)
    if {len(one) for one in columns} != {len(kept.labels)}:
        raise CoreError("payload_field_wrong", field="elements")
    if any(abs(one) > LARGEST for one in (*kept.n, *kept.component)):
        raise CoreError("payload_field_wrong", field="elements")
    return Elements(
        labels=kept.labels,
        measure=_floats(kept.measure),
        se=_floats(kept.se),
        lower=_floats(kept.lower),
        upper=_floats(kept.upper),
        n=np.asarray(kept.n, dtype=np.int32),
        component=np.asarray(kept.component, dtype=np.int32),
    )


def _kept_elements(elements: Elements) -> KeptElements:
    return KeptElements(
        labels=elements.labels,
        measure=_wholes(elements.measure),
        se=_wholes(elements.se),
        lower=_wholes(elements.lower),
        upper=_wholes(elements.upper),
        n=tuple(int(one) for one in elements.n),
        component=tuple(int(one) for one in elements.component),
    )


def _kept_draws(draws: Draws) -> KeptDraws:
    return KeptDraws(
        n=draws.n,
        ability=_packed(draws.ability),
        severity=_packed(draws.severity),
        difficulty=_packed(draws.difficulty),
        thresholds=tuple(_packed(one) for one in draws.thresholds),
        sd_ability=_packed(draws.sd_ability),
        sd_halo=_packed(draws.sd_halo),
        sd_error=None if draws.sd_error is None else _packed(draws.sd_error),
    )


def kept_model(model: Model) -> KeptModel:
    priors = model.priors
    return KeptModel(
        family=model.family,
        halo=model.halo,
        priors=KeptPriors(
            halo_sd=_whole(priors.halo_sd),
            halo_sd_where_prior_decides=_whole(priors.halo_sd_where_prior_decides),
            ability_sd=_whole(priors.ability_sd),
            contrast_sd=_whole(priors.contrast_sd),
        ),
        groups=model.groups,
        scales=None if model.scales is None else tuple(_wholes(one) for one in model.scales),
    )


def _model_in(kept: KeptModel) -> Model:
    priors = kept.priors
    return Model(
        family=kept.family,
        halo=kept.halo,
        priors=Priors(
            halo_sd=priors.halo_sd / PER_UNIT,
            halo_sd_where_prior_decides=priors.halo_sd_where_prior_decides / PER_UNIT,
            ability_sd=priors.ability_sd / PER_UNIT,
            contrast_sd=priors.contrast_sd / PER_UNIT,
        ),
        groups=kept.groups,
        scales=None
        if kept.scales is None
        else tuple(tuple(mark / PER_UNIT for mark in one) for one in kept.scales),
    )


def _quantised(values: Any) -> npt.NDArray[np.float64]:
    """Return whole numbers of 1e-4, as floats; half to even, as the processor rounds."""
    scaled: npt.NDArray[np.float64] = np.rint(np.asarray(values, dtype=np.float64) * PER_UNIT)
    wrong = ~(np.abs(scaled) <= LARGEST)
    if wrong.any():
        raise CoreError("number_not_codable", got=str(float(scaled[wrong].flat[0]) / PER_UNIT))
    return scaled


def _whole(value: float) -> int:
    # A log-likelihood of millions of ratings is larger than a draw may be; the codec has its own limit.
    if not np.isfinite(value):
        raise CoreError("number_not_codable", got=str(value))
    return round(float(value) * PER_UNIT)


def _whole_or_none(value: float | None) -> int | None:
    return None if value is None else _whole(value)


def _number_or_none(value: int | None) -> float | None:
    return None if value is None else value / PER_UNIT


def _wholes(values: Any) -> tuple[int, ...]:
    return tuple(int(one) for one in _quantised(values))


def _floats(values: tuple[int, ...]) -> Floats:
    return np.asarray(values, dtype=np.float64) / PER_UNIT


def _packed(values: Floats) -> str:
    return base64.b64encode(_quantised(values).astype(INTEGER).tobytes()).decode("ascii")


def _unpacked(text: str, *, shape: tuple[int, ...], field: str) -> Floats:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise CoreError("payload_field_wrong", field=f"draws.{field}") from wrong
    # The last character of base64 has spare bits: the same draws spelt otherwise would have another digest.
    if base64.b64encode(raw).decode("ascii") != text or len(raw) != 4 * int(np.prod(shape)):
        raise CoreError("payload_field_wrong", field=f"draws.{field}")
    return np.frombuffer(raw, dtype=INTEGER).reshape(shape).astype(np.float64) / PER_UNIT
