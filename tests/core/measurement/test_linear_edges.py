"""The linear mixed model where data are thin, odd or impossible; determinism and coverage."""

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.artefact import artefact_of, measurement_in
from selaras.core.measurement.discrepancy import pair_residuals
from selaras.core.measurement.estimating import measure
from selaras.core.measurement.expected import fair_averages
from selaras.core.measurement.linear import fit_linear_marginal, fit_linear_posterior
from selaras.core.measurement.linear.reduced import reduced
from selaras.core.measurement.model import Estimator, Family, Model, Priors
from selaras.core.measurement.ratings import ratings_of
from tests.core.measurement.building_linear import LINEAR, panel, two_each, with_gaps


@pytest.mark.parametrize("estimator", list(Estimator))
def test_marks_in_other_units_give_the_same_measures_in_those_units(estimator):
    ratings, _, _ = panel(seed=11, keep=with_gaps, rounded=True)
    p, r, i = (
        [labels[k] for k in codes]
        for labels, codes in (
            (ratings.officials, ratings.official),
            (ratings.examiners, ratings.examiner),
            (ratings.criteria, ratings.criterion),
        )
    )
    other = ratings_of(p, examiners=r, criteria=i, marks=4.0 * ratings.mark + 3.0)

    one, two = (measure(rows, model=LINEAR, estimator=estimator, n_draws=100) for rows in (ratings, other))

    assert np.abs(two.officials.measure - 4 * one.officials.measure).max() < 1e-5
    assert two.sd_halo == pytest.approx(4 * one.sd_halo, rel=1e-6)
    assert two.mean_ability == pytest.approx(4 * one.mean_ability + 3, rel=1e-6)


def test_the_order_of_rows_changes_nothing():
    ratings, _, _ = panel(seed=12, keep=with_gaps)
    order = np.random.default_rng(1).permutation(ratings.n)
    shuffled = ratings_of(
        [ratings.officials[ratings.official[k]] for k in order],
        examiners=[ratings.examiners[ratings.examiner[k]] for k in order],
        criteria=[ratings.criteria[ratings.criterion[k]] for k in order],
        marks=ratings.mark[order],
    )

    one = fit_linear_posterior(ratings, model=LINEAR, seed=1, n_draws=200)
    two = fit_linear_posterior(shuffled, model=LINEAR, seed=1, n_draws=200)

    assert np.abs(one.draws.ability - two.draws.ability).max() < 1e-9
    assert np.abs(one.officials.lower - two.officials.lower).max() < 1e-9


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    ratings, _, _ = panel(seed=13)
    first, again, other = (
        fit_linear_posterior(ratings, model=LINEAR, seed=seed, n_draws=200) for seed in (5, 5, 6)
    )

    assert first.draws.ability.tobytes() == again.draws.ability.tobytes()
    assert artefact_of(first, seed=5) == artefact_of(again, seed=5)
    assert (first.draws.ability != other.draws.ability).all()


def test_a_linear_measurement_is_kept_as_an_artefact():
    ratings, _, _ = panel(seed=13)
    kept = artefact_of(fit_linear_posterior(ratings, model=LINEAR, seed=5, n_draws=50), seed=5)

    assert artefact_of(measurement_in(kept), seed=5) == kept
    assert kept.draws.sd_error is not None


def test_intervals_hold_the_truth_as_often_as_they_say():
    inside = {one: [] for one in Estimator}
    for seed in range(40):
        ratings, truth, _ = panel(
            officials=24, examiners=4, criteria=4, seed=1000 + seed, keep=two_each, rounded=True
        )
        for estimator, hits in inside.items():
            found = measure(ratings, model=LINEAR, estimator=estimator, seed=seed, n_draws=200).officials
            hits.append(np.mean((found.lower <= truth) & (truth <= found.upper)))

    # 40 panels: Monte Carlo error about 0.009. Larger runs stand in docs/method/linear.md.
    assert 0.92 <= np.mean(inside[Estimator.POSTERIOR]) <= 0.98
    assert 0.90 <= np.mean(inside[Estimator.MARGINAL]) <= 0.98


def test_without_halo_none_is_reported():
    ratings, _, _ = panel(seed=14)
    model = Model(family=Family.LINEAR, halo=False)

    for estimator in Estimator:
        found = measure(ratings, model=model, estimator=estimator, n_draws=50)

        assert found.sd_halo is None
        assert found.draws is None or (found.draws.halo is None and not found.draws.sd_halo.any())


@pytest.mark.parametrize(
    ("shape", "notes"),
    [
        ({"examiners": 1}, ("halo_by_prior", "one_examiner")),
        ({"criteria": 1}, ("halo_by_prior", "one_criterion")),
        ({"officials": 2, "examiners": 2}, ("halo_by_prior",)),
        ({}, ()),
    ],
)
def test_where_the_marks_cannot_tell_the_halo_the_prior_does(shape, notes):
    ratings, _, _ = panel(seed=15, **shape)

    for estimator in Estimator:
        found = measure(ratings, model=LINEAR, estimator=estimator, n_draws=200)

        assert found.diagnosis.notes == notes
        assert found.sd_halo > 0
        assert (found.officials.se > 0).all()


def test_a_narrower_prior_is_used_where_the_prior_decides():
    ratings, _, _ = panel(seed=15, examiners=1)
    narrow = Model(family=Family.LINEAR, priors=Priors(halo_sd_where_prior_decides=0.05))

    wide, tight = (fit_linear_posterior(ratings, model=one, seed=1, n_draws=500) for one in (LINEAR, narrow))

    assert tight.sd_halo < 0.3 * wide.sd_halo


@pytest.mark.parametrize("estimator", list(Estimator))
def test_two_panels_without_a_link_are_centred_apart(estimator):
    def apart(rng, shape):
        there = np.zeros(shape, dtype=bool)
        there[:6, :2] = there[6:, 2:] = True
        return there

    ratings, _, _ = panel(seed=16, keep=apart)

    found = measure(ratings, model=LINEAR, estimator=estimator, n_draws=200)

    assert found.diagnosis.notes == ("disconnected",)
    assert found.officials.component.tolist() == [0] * 6 + [1] * 6
    assert found.examiners.component.tolist() == [0, 0, 1, 1]
    assert abs(found.officials.measure[:6].sum()) < 1e-9
    assert abs(found.officials.measure[6:].sum()) < 1e-9
    assert np.abs(pair_residuals(ratings, found)).max() < 4


def test_a_long_chain_of_links_is_one_part():
    n = 40
    ratings = ratings_of(
        [f"P{p:02}" for p in range(n) for _ in range(2)],
        examiners=[f"E{r:02}" for p in range(n) for r in (n - p, n - p - 1)],
        marks=[70.0 + (7 * k) % 11 for k in range(2 * n)],
    )

    assert not reduced(ratings, LINEAR).component.any()


def test_officials_who_all_earned_the_same_are_not_certain_to_be_equal():
    # Each criterion's marks are a permutation: every total is the same.
    ratings = ratings_of(
        [f"P{p}" for p in range(4) for _ in range(4)],
        examiners=[f"E{r}" for _ in range(4) for r in range(4)],
        criteria=["K"] * 16,
        marks=[60.0 + 10 * ((p + r) % 4) for p in range(4) for r in range(4)],
    )

    for estimator in Estimator:
        found = measure(ratings, model=LINEAR, estimator=estimator, n_draws=500)

        assert np.abs(found.officials.measure).max() < 1.0
        assert (found.officials.upper - found.officials.lower > 2.0).all()


def test_marks_without_any_error_have_no_smaller_error_than_their_rounding():
    ratings = ratings_of(
        [f"P{p}" for p in range(6) for _ in range(6)],
        examiners=[f"E{r}" for _ in range(6) for r in range(2) for _ in range(3)],
        criteria=[f"K{i}" for _ in range(12) for i in range(3)],
        marks=[60.0 + 4 * p - 2 * r - i for p in range(6) for r in range(2) for i in range(3)],
    )

    for estimator in Estimator:
        found = measure(ratings, model=LINEAR, estimator=estimator, n_draws=200)

        assert found.sd_error >= 1 / np.sqrt(12) - 1e-9
        assert np.abs(found.officials.measure - 4 * (np.arange(6) - 2.5)).max() < 0.2
        assert (found.officials.se > 0.05).all()


def test_criteria_that_each_examiner_has_alone_are_measured_with_wide_errors():
    ratings, _, _ = panel(seed=17)
    p, r = ratings.official, ratings.examiner
    own = ratings_of(
        [ratings.officials[k] for k in p],
        examiners=[ratings.examiners[k] for k in r],
        criteria=[f"{ratings.examiners[k]}-{c}" for k, c in zip(r, ratings.criterion, strict=True)],
        marks=ratings.mark,
    )

    found = fit_linear_marginal(own, model=LINEAR)
    plain = fit_linear_marginal(ratings, model=LINEAR)

    # The officials lose nothing: examiner and criterion together are known as well as before.
    assert np.abs(found.officials.measure - plain.officials.measure).max() < 0.5
    assert found.examiners.se.min() > 50


@pytest.mark.parametrize("estimator", list(Estimator))
@pytest.mark.parametrize(
    ("officials", "examiners", "marks", "code"),
    [
        (["A"] * 3, ["E", "F", "G"], [70, 80, 75], "one_official_only"),
        (["A", "A", "B", "B"], ["E", "F"] * 2, [70] * 4, "marks_all_equal"),
        (["A", "B", "C"], ["E"] * 3, [70, 80, 90], "one_rating_each"),
    ],
)
def test_what_cannot_be_measured_is_refused_with_a_reason(estimator, officials, examiners, marks, code):
    ratings = ratings_of(officials, examiners=examiners, marks=marks)

    with pytest.raises(CoreError) as refused:
        measure(ratings, model=LINEAR, estimator=estimator)

    assert refused.value.code == code


def test_a_fair_average_stays_inside_the_scale():
    ratings = ratings_of(
        [p for p in "ABCD" for _ in range(6)],
        examiners=[r for _ in range(4) for r in "EF" for _ in range(3)],
        criteria=[i for _ in range(8) for i in "KLM"],
        marks=[100] * 5 + [99] + [0] * 5 + [1] + [50, 52, 49, 51, 50, 48] * 2,
    )

    fair = fair_averages(fit_linear_posterior(ratings, model=LINEAR, seed=1, n_draws=500))

    assert (fair.lower >= 0).all()
    assert (fair.upper <= 100).all()
    assert fair.measure[0] > 95
    assert fair.measure[1] < 5


def test_as_few_marks_as_unknowns_are_measured_without_a_claim_of_convergence():
    ratings = ratings_of(
        ["Ani", "Ani", "Budi", "Citra"],
        examiners=["P", "Q", "P", "Q"],
        criteria=["K", "K", "L", "M"],
        marks=[70.0, 82.0, 75.0, 64.0],
    )

    quick = fit_linear_marginal(ratings, model=LINEAR)
    whole = fit_linear_posterior(ratings, model=LINEAR, seed=1, n_draws=500)

    assert not quick.diagnosis.converged
    assert quick.sd_ability < 3 * ratings.mark.std()
    for found in (quick, whole):
        assert (found.officials.upper - found.officials.lower > 5).all()
