"""The quantised artefact: what is published can be repeated from it, exactly and by anybody."""

import json
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pytest

from selaras.core.codec import from_json, to_json
from selaras.core.errors import CoreError
from selaras.core.measurement.artefact import (
    Artefact,
    artefact_of,
    draws_in,
    elements_in,
    measurement_in,
)
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


def elements(labels, seed):
    rng = np.random.default_rng(seed)
    n = len(labels)
    measure, se = rng.normal(size=n), rng.uniform(0.1, 0.4, size=n)
    return Elements(
        labels=tuple(labels),
        measure=measure,
        se=se,
        lower=measure - 1.96 * se,
        upper=measure + 1.96 * se,
        n=np.full(n, 24, dtype=np.int32),
        component=np.zeros(n, dtype=np.int32),
    )


def measured(*, draws=10, officials=3, examiners=2, criteria=2, linear=False, pareto_k=0.41):
    rng = np.random.default_rng(5)
    steps = () if linear else (np.array([-1.0, 0.25, 0.75]),)
    drawn = Draws(
        ability=3 * rng.normal(size=(draws, officials)),
        severity=rng.normal(size=(draws, examiners)),
        difficulty=rng.normal(size=(draws, criteria)),
        thresholds=tuple(rng.normal(size=(draws, one.size)) for one in steps),
        halo=rng.normal(size=(draws, officials * examiners)),
        sd_ability=rng.uniform(0.5, 2, size=draws),
        sd_halo=rng.uniform(0, 1, size=draws),
        sd_error=rng.uniform(1, 2, size=draws) if linear else None,
    )
    return Measurement(
        model=Model(
            family=Family.LINEAR if linear else Family.RATING_SCALE,
            priors=Priors(halo_sd=0.75),
            groups=(0,) * criteria,
            scales=None if linear else ((1.0, 2.0, 3.5, 5.0),),
        ),
        estimator=Estimator.POSTERIOR,
        log_likelihood=-1234.56785,
        sd_ability=1.5,
        sd_halo=0.71234,
        sd_error=4.2 if linear else None,
        mean_ability=0.33333,
        component_means=(0.33333,),
        officials=elements([f"P{n}" for n in range(officials)], 1),
        examiners=elements([f"E{n}" for n in range(examiners)], 2),
        criteria=elements([f"K{n}" for n in range(criteria)], 3),
        thresholds=steps,
        thresholds_se=tuple(np.full(one.size, 0.1) for one in steps),
        categories=() if linear else ((1.0, 2.0, 3.5, 5.0),),
        diagnosis=Diagnosis(
            converged=True, n_iterations=12, pareto_k=pareto_k, sampler="importance", notes=("one_examiner",)
        ),
        draws=drawn if draws else None,
    )


def same(left, right):
    """Equality field by field, arrays by value."""
    if is_dataclass(left):
        return type(left) is type(right) and all(
            same(getattr(left, f.name), getattr(right, f.name)) for f in fields(left)
        )
    if isinstance(left, np.ndarray):
        return np.array_equal(left, right)
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


@pytest.mark.parametrize("linear", [False, True])
def test_what_was_kept_is_kept_again_without_change(linear):
    kept = artefact_of(measured(linear=linear), seed=7)

    given_back = measurement_in(kept)

    assert artefact_of(given_back, seed=7) == kept
    assert same(measurement_in(artefact_of(given_back, seed=7)), given_back)


def test_an_artefact_is_written_and_read_as_exact_json():
    kept = artefact_of(measured(), seed=2**40)

    text = json.dumps(to_json(kept), sort_keys=True)

    assert "." not in text.replace('"', "")
    assert from_json(Artefact, json.loads(text)) == kept


def test_quantising_moves_no_number_by_more_than_half_a_step():
    measurement = measured()

    given_back = measurement_in(artefact_of(measurement, seed=0))

    half = 0.5e-4 + 1e-12
    assert np.abs(given_back.draws.ability - measurement.draws.ability).max() <= half
    assert np.abs(given_back.officials.lower - measurement.officials.lower).max() <= half
    assert abs(given_back.log_likelihood - measurement.log_likelihood) <= half
    assert abs(given_back.mean_ability - measurement.mean_ability) <= half
    assert given_back.draws.halo is None
    assert given_back.model == measurement.model
    assert given_back.diagnosis == measurement.diagnosis


def test_bytes_of_draws_are_the_same_on_every_machine():
    one = np.array([[1.0], [-0.00012]])
    drawn = replace(measured(draws=2, officials=1).draws, ability=one, sd_halo=np.zeros(2), halo=None)

    kept = artefact_of(replace(measured(draws=2, officials=1), draws=drawn), seed=0)

    # 10000 and -1 as little-endian 32-bit integers
    assert kept.draws.ability == "ECcAAP////8="


def test_a_measurement_without_draws_is_kept_without_draws():
    kept = artefact_of(measured(draws=0), seed=0)

    assert kept.draws is None
    assert measurement_in(kept).draws is None
    with pytest.raises(CoreError) as refused:
        draws_in(kept)
    assert refused.value.code == "draws_missing"


@pytest.mark.parametrize("number", [np.nan, np.inf, 3e5])
def test_a_number_that_cannot_be_written_is_refused(number):
    measurement = measured()
    wrong = measurement.draws.ability.copy()
    wrong[3, 1] = number

    with pytest.raises(CoreError) as refused:
        artefact_of(replace(measurement, draws=replace(measurement.draws, ability=wrong)), seed=0)

    assert refused.value.code == "number_not_codable"


def test_an_estimate_that_is_not_a_number_is_refused():
    with pytest.raises(CoreError) as refused:
        artefact_of(replace(measured(), log_likelihood=np.nan), seed=0)

    assert refused.value.code == "number_not_codable"


@pytest.mark.parametrize(
    "spelling",
    [
        "ECcAAP////8",  # no padding
        "ECcAAP////9=",  # spare bits set: the same bytes, another text
        "ECcA AP////8=",
        "ECcAAA==",  # one number too few
        "é",
    ],
)
def test_draws_have_one_spelling_and_one_shape(spelling):
    kept = artefact_of(measured(draws=2, officials=1), seed=0)

    with pytest.raises(CoreError) as refused:
        draws_in(replace(kept, draws=replace(kept.draws, ability=spelling)))

    assert refused.value.code == "payload_field_wrong"
    assert refused.value.facts["field"] == "draws.ability"


def test_draws_of_another_number_of_scale_groups_are_refused():
    kept = artefact_of(measured(), seed=0)

    with pytest.raises(CoreError) as refused:
        draws_in(replace(kept, draws=replace(kept.draws, thresholds=())))

    assert refused.value.code == "payload_field_wrong"


def test_columns_of_unequal_length_are_refused():
    kept = artefact_of(measured(), seed=0)

    with pytest.raises(CoreError) as refused:
        elements_in(replace(kept.officials, se=kept.officials.se[:-1]))

    assert refused.value.code == "payload_field_wrong"


def test_a_usual_panel_takes_about_a_third_of_a_megabyte():
    kept = artefact_of(measured(draws=1000, officials=41, examiners=5, criteria=8), seed=0)

    size = len(json.dumps(to_json(kept)))

    assert 300_000 < size < 350_000
