"""Expected marks: what an examiner of average severity would give, draw by draw."""

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement import expected
from selaras.core.measurement.expected import (
    expected_marks,
    expected_points,
    fair_averages,
    group_of_criterion,
)
from selaras.core.measurement.model import (
    Diagnosis,
    Draws,
    Elements,
    Estimator,
    Family,
    Measurement,
    Model,
)

FIVE = (1.0, 2.0, 3.0, 4.0, 5.0)


def some_draws(*, n=50, officials=4, criteria=3, steps=((-1.5, -0.5, 0.5, 1.5),), sd_halo=0.7, spread=1.5):
    rng = np.random.default_rng(7)
    thresholds = tuple(np.array(one) + 0.1 * rng.normal(size=(n, len(one))) for one in steps)
    return Draws(
        ability=spread * rng.normal(size=(n, officials)),
        severity=rng.normal(size=(n, 2)),
        difficulty=rng.normal(size=(n, criteria)),
        thresholds=thresholds,
        halo=None,
        sd_ability=np.ones(n),
        sd_halo=np.full(n, sd_halo),
    )


def by_brute_force(draws, *, points, groups):
    """Dense quadrature and plain softmax, one cell after the other."""
    z = np.arange(-400, 401) * 0.02
    weight = np.exp(-0.5 * z * z) / np.exp(-0.5 * z * z).sum()
    out = np.empty((draws.n, draws.ability.shape[1], draws.difficulty.shape[1]))
    for s, p, c in np.ndindex(out.shape):
        steps = draws.thresholds[groups[c]][s]
        k = np.arange(steps.size + 1)
        at = draws.ability[s, p] - draws.difficulty[s, c] + draws.sd_halo[s] * z
        logits = k * at[:, None] - np.concatenate([[0.0], np.cumsum(steps)])
        share = np.exp(logits - logits.max(axis=1, keepdims=True))
        share /= share.sum(axis=1, keepdims=True)
        out[s, p, c] = weight @ (share @ np.asarray(points[c]))
    return out


def test_expected_marks_are_those_of_brute_force():
    draws = some_draws()

    found = expected_marks(draws, model=Model(), categories=[FIVE])

    assert np.abs(found - by_brute_force(draws, points=[FIVE] * 3, groups=[0, 0, 0])).max() < 2e-5


@pytest.mark.parametrize("sd_halo", [0.0, 0.3, 1.0, 1.5])
def test_equal_steps_are_close_enough_for_every_usual_halo(sd_halo):
    draws = some_draws(n=20, sd_halo=sd_halo, steps=((-0.5, 0.0, 0.0, 0.5),))

    found = expected_marks(draws, model=Model(), categories=[FIVE])

    assert np.abs(found - by_brute_force(draws, points=[FIVE] * 3, groups=[0, 0, 0])).max() < 1e-3


def test_mixed_scales_use_the_thresholds_of_their_own_group():
    model = Model(groups=(4, 9, 4))
    draws = some_draws(steps=((-1.0, 0.0, 1.0), (0.0,)))
    points = [(0.0, 50.0, 75.0, 100.0), (0.0, 100.0), (10.0, 20.0, 30.0, 90.0)]

    found = expected_points(draws, points_by_category=points, groups=group_of_criterion(model, n_criteria=3))

    assert np.abs(found - by_brute_force(draws, points=points, groups=[0, 1, 0])).max() < 1e-3


def test_partial_credit_gives_each_criterion_its_own_thresholds():
    model = Model(family=Family.PARTIAL_CREDIT, groups=(0, 0, 0))

    assert group_of_criterion(model, n_criteria=3).tolist() == [0, 1, 2]


def test_far_measures_and_many_categories_stay_finite_and_right():
    steps = tuple(np.linspace(-6, 6, 60))
    draws = some_draws(n=5, steps=(steps,), spread=20.0)
    points = [tuple(range(61))] * 3

    found = expected_points(draws, points_by_category=points, groups=[0, 0, 0])

    assert np.abs(found - by_brute_force(draws, points=points, groups=[0, 0, 0])).max() < 1e-3


def test_both_ways_of_summing_agree(monkeypatch):
    draws = some_draws()
    fast = expected_marks(draws, model=Model(), categories=[FIVE])
    monkeypatch.setattr(expected, "LARGEST_EXPONENT", -1.0)

    careful = expected_marks(draws, model=Model(), categories=[FIVE])

    assert np.abs(fast - careful).max() < 1e-12


def test_the_pieces_worked_on_at_once_change_nothing(monkeypatch):
    draws = some_draws(officials=7)
    whole = expected_marks(draws, model=Model(), categories=[FIVE])
    monkeypatch.setattr(expected, "CELLS", 60)

    in_pieces = expected_marks(draws, model=Model(), categories=[FIVE])

    assert np.array_equal(whole, in_pieces)


def test_a_constant_mark_is_expected_of_everybody():
    draws = some_draws(steps=((),))

    assert (expected_marks(draws, model=Model(), categories=[(3.0,)]) == 3.0).all()


def test_points_that_do_not_fit_the_thresholds_are_refused():
    with pytest.raises(CoreError) as refused:
        expected_points(some_draws(), points_by_category=[(1.0, 2.0)] * 3, groups=[0, 0, 0])

    assert refused.value.code == "categories_wrong"


def test_marks_on_a_hundred_never_leave_their_range():
    draws = some_draws(steps=(), spread=300.0)

    found = expected_marks(draws, model=Model(family=Family.LINEAR))

    assert found.min() == 0.0
    assert found.max() == 100.0
    inside = (found > 0) & (found < 100)
    plain = draws.ability[:, :, None] - draws.difficulty[:, None, :]
    assert np.array_equal(found[inside], plain[inside])


def elements(measure, *, half=0.5):
    measure = np.asarray(measure, dtype=np.float64)
    n = measure.size
    return Elements(
        labels=tuple("ABCDEFGH"[:n]),
        measure=measure,
        se=np.full(n, half / 1.96),
        lower=measure - half,
        upper=measure + half,
        n=np.full(n, 6, dtype=np.int32),
        component=np.zeros(n, dtype=np.int32),
    )


def measured(draws):
    steps = np.array([-1.5, -0.5, 0.5, 1.5])
    return Measurement(
        model=Model(),
        estimator=Estimator.MARGINAL if draws is None else Estimator.POSTERIOR,
        log_likelihood=-1.0,
        sd_ability=1.0,
        sd_halo=0.7,
        sd_error=None,
        mean_ability=0.4,
        officials=elements([-1.0, 0.0, 0.5, 0.5]),
        examiners=elements([0.3, -0.3]),
        criteria=elements([0.2, -0.2, 0.0]),
        thresholds=(steps,),
        thresholds_se=(np.zeros(4),),
        categories=(FIVE,),
        diagnosis=Diagnosis(converged=True, n_iterations=3),
        draws=draws,
    )


def test_a_fair_average_is_the_mean_over_criteria_of_every_draw():
    draws = some_draws(n=400)

    fair = fair_averages(measured(draws))

    mean = by_brute_force(draws, points=[FIVE] * 3, groups=[0, 0, 0]).mean(axis=2)
    assert np.abs(fair.measure - mean.mean(axis=0)).max() < 1e-4
    assert np.abs(fair.lower - np.quantile(mean, 0.025, axis=0)).max() < 1e-4
    assert np.abs(fair.upper - np.quantile(mean, 0.975, axis=0)).max() < 1e-4
    assert (fair.se > 0).all()


def test_without_draws_a_fair_average_carries_the_interval_through_the_curve():
    fair = fair_averages(measured(None))

    assert (fair.lower < fair.measure).all()
    assert (fair.measure < fair.upper).all()
    assert fair.measure[2] == fair.measure[3]
    assert np.diff(fair.measure)[:2].min() > 0
    assert (fair.lower > 1).all()
    assert (fair.upper < 5).all()
