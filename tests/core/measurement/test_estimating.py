"""One interface: the same call measures categories and fine marks, by either estimator."""

import numpy as np
import pytest

from selaras.core.measurement.estimating import PANEL_RATINGS, advised_estimator, measure
from selaras.core.measurement.expected import fair_averages
from selaras.core.measurement.model import Estimator, Family, Model
from selaras.core.measurement.ratings import ratings_of
from selaras.core.measurement.simulation import Plan, simulate_panel


@pytest.mark.parametrize("family", list(Family))
@pytest.mark.parametrize("estimator", list(Estimator))
def test_every_family_and_estimator_answers_the_same_call(family, estimator):
    plan = Plan(officials=12, examiners=3, criteria=4, halo_sd=0.5)
    ratings, truth = simulate_panel(plan, seed=3)

    found = measure(ratings, model=Model(family=family), estimator=estimator, seed=1, n_draws=200)

    assert found.estimator is estimator
    assert found.model.family is family
    assert found.officials.labels == ratings.officials
    assert np.corrcoef(found.officials.measure, truth.ability)[0, 1] > 0.8
    assert (found.sd_error is not None) is (family is Family.LINEAR)
    assert (found.draws is not None) is (estimator is Estimator.POSTERIOR)
    fair = fair_averages(found, bounds=(1.0, 5.0))
    assert np.abs(fair.measure.mean() - ratings.mark.mean()) < 0.25


def test_a_panel_is_advised_the_full_posterior_and_large_data_the_marginal():
    ratings, _ = simulate_panel(Plan(), seed=1)
    n = PANEL_RATINGS // 5 + 1
    officials = [f"P{k}" for k in range(n) for _ in range(5)]
    large = ratings_of(officials, examiners=list("ABCDE") * n, marks=[k % 5 for k in range(5 * n)])

    assert advised_estimator(ratings, Model()) is Estimator.POSTERIOR
    assert advised_estimator(large, Model()) is Estimator.MARGINAL
