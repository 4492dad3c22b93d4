"""Estimates that cannot be of the marks they name are refused, without estimating again."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selaras.core.dossier import dossier_of
from selaras.core.errors import CoreError
from selaras.core.freezing import locked
from selaras.core.measurement.artefact import Artefact
from selaras.core.measuring import UnitMeasurement, matched, measure_units, reproduced, units_of
from tests.core.building import ANI, CITRA, rulebook_on
from tests.core.uncertainty.building_draws import estimates, marked_as, points_case, spread

CASE = marked_as(points_case(), {(ANI.nip, "W1"): Decimal(30), (CITRA.nip, "M2"): Decimal(44)})
DOSSIER = dossier_of(CASE, rulebook_on())
LOCK = locked(CASE, rulebook_digest=rulebook_on().digest).digest


def refusal(first: UnitMeasurement, others: tuple[UnitMeasurement, ...]) -> CoreError:
    with pytest.raises(CoreError) as refused:
        matched(units_of(DOSSIER), (first, *others), scheme_digest=LOCK, draws=1000)
    return refused.value


def test_honest_estimates_are_taken() -> None:
    pairs = matched(units_of(DOSSIER), estimates(CASE, ability=spread), scheme_digest=LOCK, draws=1000)

    assert [unit.key for unit, _ in pairs] == ["paper-points", "interview-points"]


def test_estimates_of_the_estimator_itself_are_taken_and_reproduced() -> None:
    made = measure_units(DOSSIER, scheme_digest=LOCK)

    assert len(matched(units_of(DOSSIER), made, scheme_digest=LOCK, draws=1000)) == 2
    assert reproduced(made, measure_units(DOSSIER, scheme_digest=LOCK))


@pytest.mark.parametrize("because", ["marks_all_equal", "one_rating_each", "one_official_only", None])
def test_margins_cannot_be_left_out_under_a_pretext(because: str | None) -> None:
    first, *others = estimates(CASE, ability=spread)

    told = refusal(replace(first, artefact=None, because=because), tuple(others))

    assert told.code == "measurement_of_other_model"


def test_estimates_do_not_come_with_a_reason_for_having_none() -> None:
    first, *others = estimates(CASE, ability=spread)

    assert (
        refusal(replace(first, because="marks_all_equal"), tuple(others)).code == "measurement_of_other_model"
    )


def of_officials(**columns: Any) -> Callable[[Artefact], Artefact]:
    return lambda one: replace(one, officials=replace(one.officials, **columns))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (of_officials(n=(1, 1, 1)), "officials.n"),
        (of_officials(component=(0, 1, 1)), "component"),
        (of_officials(measure=(0, 0, 0)), "officials"),
        (of_officials(lower=(-1, -1, -1)), "officials"),
        (of_officials(n=(2**31, 1, 1)), "elements"),
        (lambda one: replace(one, sd_halo=2**53 - 1), "sd_halo.mean"),
        (lambda one: replace(one, sd_error=1), "sd_error.mean"),
        (lambda one: replace(one, mean_ability=0), "mean_ability"),
        (lambda one: replace(one, categories=((0, 1),)), "categories"),
        (lambda one: replace(one, diagnosis=replace(one.diagnosis, sampler="yes")), "sampler"),
        (lambda one: replace(one, diagnosis=replace(one.diagnosis, notes=("all_is_well",))), "notes"),
        (lambda one: replace(one, diagnosis=replace(one.diagnosis, notes=("disconnected",))), "notes"),
        (lambda one: replace(one, draws=replace(one.draws, sd_error=None)), "draws.sd_error"),
    ],
)
def test_what_follows_from_marks_and_draws_cannot_be_told_otherwise(
    change: Callable[[Any], Artefact], field: str
) -> None:
    first, *others = estimates(CASE, ability=spread)

    told = refusal(replace(first, artefact=change(first.artefact)), tuple(others))

    assert told.code == "payload_field_wrong"
    assert str(told.facts["field"]).removeprefix("paper-points.") == field


@pytest.mark.parametrize(
    "wished",
    [
        {"mean": 72.5},  # everybody a little better
        {"sd": 2.0},  # surer than anybody can be
        {"apart": 3.0},  # further from one another
    ],
)
def test_other_draws_are_seen_when_drawn_anew(wished: dict[str, float]) -> None:
    honest = estimates(CASE, ability=spread)
    forged = estimates(CASE, ability=lambda unit: spread(unit, **wished))
    again = estimates(CASE, ability=lambda unit: spread(unit, seed=6))

    assert reproduced(honest, again)
    assert not reproduced(forged, again)


def test_draws_that_make_two_people_go_together_are_seen() -> None:
    def together(unit: Any) -> Any:
        drawn = spread(unit)
        drawn[:, 1] = drawn[:, 0] - drawn[:, 0].mean() + drawn[:, 1].mean()
        return drawn

    honest = estimates(CASE, ability=spread)

    assert not reproduced(estimates(CASE, ability=together), honest)
    assert not reproduced((), honest)
