"""The full posterior: what it says of ordinary panels, and what of those that tell little."""

import hashlib
import subprocess
import sys

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.model import Estimator, Family, Model
from selaras.core.measurement.posterior import fit_posterior
from selaras.core.measurement.ratings import Ratings, ratings_of
from selaras.core.measurement.simulation import Plan, simulate_panel

SMALL = Plan(officials=12, examiners=3, criteria=4, halo_sd=0.4)


def posterior(ratings: Ratings, *, model: Model | None = None, seed: int = 1, n_draws: int = 400):
    return fit_posterior(ratings, model=model or Model(), seed=seed, n_draws=n_draws)


def rows(ratings: Ratings, *, keep=None, marks=None) -> Ratings:
    """Return the same ratings again, perhaps fewer, perhaps with other marks."""
    keep = np.ones(ratings.n, dtype=bool) if keep is None else keep
    marks = ratings.mark if marks is None else marks
    return ratings_of(
        [ratings.officials[one] for one in ratings.official[keep]],
        marks=marks[keep],
        examiners=[ratings.examiners[one] for one in ratings.examiner[keep]],
        criteria=[ratings.criteria[one] for one in ratings.criterion[keep]],
    )


@pytest.fixture(scope="module")
def small():
    ratings, _ = simulate_panel(SMALL, seed=5)
    return ratings, posterior(ratings)


def test_measures_are_centred_and_draws_keep_the_mean(small):
    _, found = small

    assert found.estimator is Estimator.POSTERIOR
    assert found.officials.measure.mean() == pytest.approx(0.0, abs=1e-12)
    assert found.draws.ability.shape == (400, 12)
    assert found.draws.ability.mean() == pytest.approx(found.mean_ability)
    assert found.draws.severity.sum(axis=1) == pytest.approx(np.zeros(400), abs=1e-12)
    assert found.draws.difficulty.sum(axis=1) == pytest.approx(np.zeros(400), abs=1e-12)
    assert found.draws.thresholds[0].sum(axis=1) == pytest.approx(np.zeros(400), abs=1e-12)
    assert found.draws.halo.shape == (400, 36)
    assert found.officials.n.tolist() == [12] * 12


def test_the_interval_is_the_middle_of_the_draws(small):
    _, found = small
    centred = found.draws.ability - found.draws.ability.mean(axis=1, keepdims=True)

    assert found.officials.lower == pytest.approx(np.quantile(centred, 0.025, axis=0))
    assert found.officials.upper == pytest.approx(np.quantile(centred, 0.975, axis=0))
    assert found.officials.se == pytest.approx(centred.std(axis=0, ddof=1))


def test_the_same_seed_gives_the_same_bytes_in_another_process(small):
    _, found = small
    script = (
        "import hashlib\n"
        "from selaras.core.measurement.model import Model\n"
        "from selaras.core.measurement.posterior import fit_posterior\n"
        "from selaras.core.measurement.simulation import Plan, simulate_panel\n"
        "plan = Plan(officials=12, examiners=3, criteria=4, halo_sd=0.4)\n"
        "ratings, _ = simulate_panel(plan, seed=5)\n"
        "found = fit_posterior(ratings, model=Model(), seed=1, n_draws=400)\n"
        "print(hashlib.sha256(found.draws.ability.tobytes() + found.draws.halo.tobytes()).hexdigest())\n"
    )
    here = hashlib.sha256(found.draws.ability.tobytes() + found.draws.halo.tobytes()).hexdigest()
    there = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)

    assert there.stdout.strip() == here


def test_the_order_of_rows_changes_nothing(small):
    ratings, found = small
    order = np.random.default_rng(2).permutation(ratings.n)

    again = posterior(rows(ratings, keep=order))

    assert np.abs(again.draws.ability - found.draws.ability).max() < 1e-9


def test_another_seed_moves_means_by_a_few_hundredths_of_their_error(small):
    ratings, found = small

    again = posterior(ratings, seed=2)

    assert np.abs(again.officials.measure - found.officials.measure).max() < 0.1 * found.officials.se.min()


def test_one_official_alone_is_refused():
    with pytest.raises(CoreError) as refused:
        posterior(ratings_of(["Ani", "Ani"], marks=[1, 2], examiners=["P", "Q"]))

    assert refused.value.code == "one_official_only"


def test_marks_that_are_all_equal_are_refused():
    with pytest.raises(CoreError) as refused:
        posterior(ratings_of(["Ani", "Budi"], marks=[3, 3]))

    assert refused.value.code == "marks_all_equal"


def test_two_officials_are_enough_and_the_better_marked_stands_higher():
    ratings = ratings_of(
        ["Ani"] * 4 + ["Budi"] * 4,
        marks=[1, 2, 1, 2, 2, 3, 2, 2],
        examiners=["P", "P", "Q", "Q"] * 2,
        criteria=["K1", "K2"] * 4,
    )

    found = posterior(ratings)

    assert found.officials.measure[1] > found.officials.measure[0]
    assert np.isfinite(found.officials.se).all()


def test_an_official_with_all_marks_at_the_top_has_a_finite_measure_and_a_note(small):
    ratings, _ = small
    marks = np.where(ratings.official == 0, 5.0, ratings.mark)

    found = posterior(rows(ratings, marks=marks))

    assert "extreme_official" in found.diagnosis.notes
    assert np.argmax(found.officials.measure) == 0
    above, below = (
        found.officials.upper - found.officials.measure,
        found.officials.measure - found.officials.lower,
    )
    assert above[0] > below[0]


def test_halves_without_a_joint_examiner_are_centred_apart(small):
    ratings, _ = small
    keep = (ratings.official < 6) == (ratings.examiner < 1)

    found = posterior(rows(ratings, keep=keep))

    assert "disconnected" in found.diagnosis.notes
    for c in (0, 1):
        assert found.officials.measure[found.officials.component == c].mean() == pytest.approx(0.0, abs=1e-12)
        raters = found.examiners.component == c
        assert found.draws.severity[:, raters].sum(axis=1) == pytest.approx(np.zeros(400), abs=1e-12)


def test_with_one_examiner_or_one_criterion_the_prior_decides_the_halo():
    one_examiner = posterior(simulate_panel(Plan(officials=12, examiners=1), seed=1)[0])
    one_criterion = posterior(simulate_panel(Plan(officials=12, criteria=1), seed=1)[0])

    assert {"halo_by_prior", "one_examiner"} <= set(one_examiner.diagnosis.notes)
    assert one_examiner.examiners.measure.tolist() == [0.0]
    assert {"halo_by_prior", "one_criterion"} <= set(one_criterion.diagnosis.notes)
    # The mean of a half-normal(0.5) is 0.40.
    assert one_examiner.sd_halo == pytest.approx(0.40, abs=0.12)


def test_a_mark_that_nobody_gave_has_no_threshold_and_is_told(small):
    ratings, _ = small
    marks = np.where(ratings.mark == 3.0, 4.0, ratings.mark)

    found = posterior(rows(ratings, marks=marks), model=Model(scales=((1.0, 2.0, 3.0, 4.0, 5.0),)))

    assert "category_unused" in found.diagnosis.notes
    assert found.categories == ((1.0, 2.0, 4.0, 5.0),)
    assert found.thresholds[0].size == 3


def test_a_criterion_with_one_mark_alone_keeps_difficulty_zero(small):
    ratings, _ = small
    marks = np.where(ratings.criterion == 0, 3.0, ratings.mark)

    found = posterior(rows(ratings, marks=marks), model=Model(family=Family.PARTIAL_CREDIT))

    assert found.criteria.measure[0] == 0.0
    assert found.thresholds[0].size == 0
    assert np.isfinite(found.officials.measure).all()


def test_scale_groups_have_thresholds_of_their_own(small):
    ratings, _ = small
    marks = np.where(ratings.criterion < 2, np.minimum(ratings.mark, 3.0), ratings.mark)

    found = posterior(rows(ratings, marks=marks), model=Model(groups=(0, 0, 1, 1)))

    assert [one.size for one in found.thresholds] == [2, 4]


def test_gaps_at_random_are_no_zeros():
    plan = Plan(officials=12, examiners=3, criteria=4, missing=0.3)
    ratings, truth = simulate_panel(plan, seed=3)

    found = posterior(ratings)

    centred = truth.ability - truth.ability.mean()
    assert np.corrcoef(found.officials.measure, centred)[0, 1] > 0.8
    assert found.officials.n.sum() == ratings.n


def test_without_halo_intervals_are_narrower_and_no_halo_is_drawn():
    ratings, _ = simulate_panel(Plan(officials=20, examiners=3, criteria=5, halo_sd=0.8), seed=4)

    with_halo, without = posterior(ratings), posterior(ratings, model=Model(halo=False))

    assert without.draws.halo is None
    assert without.sd_halo is None
    assert without.officials.se.mean() < 0.8 * with_halo.officials.se.mean()


def test_a_full_panel_recovers_severities_and_halo():
    ratings, truth = simulate_panel(Plan(halo_sd=0.7), seed=11)

    found = posterior(ratings, n_draws=1000)

    assert found.diagnosis.sampler == "importance"
    assert found.diagnosis.pareto_k < 0.7
    assert found.sd_halo == pytest.approx(0.7, abs=0.2)
    assert np.abs(found.examiners.measure - truth.severity).max() < 3.5 * found.examiners.se.max()
