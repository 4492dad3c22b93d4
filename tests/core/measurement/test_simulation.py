"""Simulated panels have the truth that their plan says."""

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.simulation import Plan, Spread, simulate_panel

LARGE = Plan(officials=4000, examiners=6, criteria=2)


def test_the_same_seed_gives_the_same_panel():
    first, second, other = (simulate_panel(Plan(), seed=seed)[0] for seed in (1, 1, 2))

    assert (first.mark == second.mark).all()
    assert (first.mark != other.mark).any()


def test_abilities_and_halos_spread_as_planned():
    _, truth = simulate_panel(Plan(officials=4000, ability_sd=1.5, halo_sd=0.7), seed=1)

    assert truth.ability.std() == pytest.approx(1.5, rel=0.05)
    assert truth.halo.std() == pytest.approx(0.7, rel=0.03)
    assert truth.severity.sum() == pytest.approx(0.0, abs=1e-12)


def test_a_skewed_halo_has_the_skewness_of_a_gamma_of_shape_two():
    plan = Plan(officials=4000, halo_sd=0.7, halo_spread=Spread.SKEWED)
    halo = simulate_panel(plan, seed=1)[1].halo.ravel()

    assert halo.std() == pytest.approx(0.7, rel=0.05)
    assert ((halo - halo.mean()) ** 3).mean() / halo.std() ** 3 == pytest.approx(1.41, abs=0.15)


def test_examiners_differ_in_halo_and_keep_its_mean_square():
    halo = simulate_panel(Plan(officials=4000, halo_sd=0.7, halo_ratio=4.0), seed=1)[1].halo
    own = np.sort(halo.std(axis=0))

    assert own[-1] / own[0] == pytest.approx(4.0, rel=0.1)
    assert np.sqrt((own**2).mean()) == pytest.approx(0.7, rel=0.03)


def test_two_of_six_examiners_see_each_official_and_loads_are_even():
    ratings, _ = simulate_panel(Plan(officials=60, examiners=6, examiners_per_official=2), seed=1)
    pairs = np.unique(np.stack([ratings.official, ratings.examiner]), axis=1)

    assert np.bincount(pairs[0]).tolist() == [2] * 60
    assert np.bincount(pairs[1]).tolist() == [20] * 6


def test_missing_marks_are_left_out_and_everybody_keeps_one():
    ratings, _ = simulate_panel(Plan(officials=400, examiners=1, criteria=2, missing=0.8), seed=1)

    assert len(ratings.officials) == 400
    assert ratings.n < 400 * 2 * 0.7


def test_drift_changes_severities_by_day_and_days_are_told():
    ratings, truth = simulate_panel(Plan(days=3, drift_sd=0.5), seed=1)

    assert truth.severity_by_day.shape == (3, 5)
    assert truth.severity_by_day.mean(axis=0) == pytest.approx(truth.severity)
    assert np.unique(ratings.occasion).tolist() == [0, 1, 2]


def test_marks_come_as_often_as_the_model_says():
    plan = Plan(officials=20000, examiners=1, criteria=1, ability_sd=0.0, thresholds=(-1.0, 1.0))
    ratings, _ = simulate_panel(plan, seed=1)

    shares = np.bincount(ratings.mark.astype(int))[1:] / ratings.n

    assert shares == pytest.approx([0.212, 0.576, 0.212], abs=0.012)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        (Plan(officials=1), "counts"),
        (Plan(thresholds=()), "counts"),
        (Plan(halo_sd=-0.1), "spreads"),
        (Plan(missing=1.0), "spreads"),
        (Plan(examiners_per_official=6), "examiners_per_official"),
    ],
)
def test_an_impossible_plan_is_refused(plan, reason):
    with pytest.raises(CoreError) as refused:
        simulate_panel(plan, seed=1)

    assert (refused.value.code, refused.value.facts["reason"]) == ("plan_impossible", reason)
