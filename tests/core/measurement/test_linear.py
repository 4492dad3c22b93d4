"""The linear mixed model for marks on 0–100, against dense algebra and closed forms."""

from itertools import pairwise

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.artefact import artefact_of, measurement_in
from selaras.core.measurement.discrepancy import pair_residuals
from selaras.core.measurement.estimating import advised_estimator, measure
from selaras.core.measurement.expected import fair_averages
from selaras.core.measurement.linear import fit_linear_marginal, fit_linear_posterior
from selaras.core.measurement.linear.likelihood import log_integrated
from selaras.core.measurement.linear.posterior import _drawn
from selaras.core.measurement.linear.reduced import Sds, reduced
from selaras.core.measurement.model import Estimator, Family, Model, Priors
from selaras.core.measurement.ratings import ratings_of

LINEAR = Model(family=Family.LINEAR)


def panel(
    *,
    officials=12,
    examiners=4,
    criteria=3,
    seed=0,
    keep=None,
    sd=(8.0, 5.0, 4.0),
    facet_sd=3.0,
    rounded=False,
):
    """Marks with known truth; ``keep`` tells which cells are there. Returns ratings and centred abilities."""
    rng = np.random.default_rng(seed)
    ability, halo, error, facet_sd = 8.0, 5.0, 4.0, 3.0
    person = ability * rng.normal(size=officials)
    severity, difficulty = facet_sd * rng.normal(size=examiners), facet_sd * rng.normal(size=criteria)
    mark = 70.0 + person[:, None, None] - severity[:, None] - difficulty
    mark = mark + halo * rng.normal(size=(officials, examiners, 1))
    mark = mark + error * rng.normal(size=(officials, examiners, criteria))
    if rounded:
        mark = np.round(mark)
    there = np.ones(mark.shape, dtype=bool) if keep is None else keep(rng, mark.shape)
    p, r, i = np.nonzero(there)
    ratings = ratings_of(
        [f"P{one:03}" for one in p],
        examiners=[f"E{one:02}" for one in r],
        criteria=[f"K{one:02}" for one in i],
        marks=mark[there],
    )
    return ratings, person - person.mean(), severity - severity.mean()


def with_gaps(rng, shape):
    there = rng.random(shape) > 0.4
    there[:, 0, 0] = True
    return there


def two_each(rng, shape):
    there = np.zeros(shape, dtype=bool)
    for p in range(shape[0]):
        there[p, rng.permutation(shape[1])[:2]] = True
    return there


def designs(ratings):
    """Dense incidence matrices: abilities, halos, and mean with severities and difficulties less one each."""
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    z_a = np.eye(len(ratings.officials))[ratings.official]
    pair = ratings.official * n_r + ratings.examiner
    z_h = (pair[:, None] == np.unique(pair)).astype(float)
    x = np.column_stack(
        [np.ones(ratings.n), np.eye(n_r)[ratings.examiner][:, 1:], np.eye(n_i)[ratings.criterion][:, 1:]]
    )
    return x, z_a, z_h


def covariance(ratings, ability, halo, error):
    _, z_a, z_h = designs(ratings)
    return ability**2 * z_a @ z_a.T + halo**2 * z_h @ z_h.T + error**2 * np.eye(ratings.n)


def dense_restricted(ratings, ability, halo, error):
    """Restricted log-likelihood by dense algebra, up to a constant."""
    x, _, _ = designs(ratings)
    v = covariance(ratings, ability, halo, error)
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    beta = np.linalg.solve(information, x.T @ inverse @ ratings.mark)
    rest = ratings.mark - x @ beta
    return -0.5 * (np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + rest @ inverse @ rest)


def test_standard_deviations_are_those_of_the_analysis_of_variance():
    ratings, _, _ = panel(officials=30, examiners=5, criteria=6, seed=4)
    y = ratings.mark.reshape(30, 5, 6)
    pairs, people, raters = y.mean(axis=2), y.mean(axis=(1, 2)), y.mean(axis=(0, 2))
    within = y - pairs[:, :, None] - y.mean(axis=(0, 1)) + y.mean()
    error = (within**2).sum() / (30 * 5 * 6 - 30 * 5 - 6 + 1)
    interaction = 6 * ((pairs - people[:, None] - raters + y.mean()) ** 2).sum() / (29 * 4)
    between = 30 * ((people - y.mean()) ** 2).sum() / 29

    found = fit_linear_marginal(ratings, model=LINEAR)

    assert found.diagnosis.converged
    assert found.sd_error**2 == pytest.approx(error, rel=1e-6)
    assert found.sd_halo**2 == pytest.approx((interaction - error) / 6, rel=1e-6)
    assert found.sd_ability**2 == pytest.approx((between - interaction) / 30, rel=1e-6)


@pytest.mark.parametrize("keep", [with_gaps, two_each, None])
def test_no_other_standard_deviations_are_more_likely(keep):
    ratings, _, _ = panel(seed=3, keep=keep)
    found = fit_linear_marginal(ratings, model=LINEAR)
    best = np.array([found.sd_ability, found.sd_halo, found.sd_error])

    height = dense_restricted(ratings, *best)

    for step in np.vstack([np.eye(3), -np.eye(3)]):
        assert dense_restricted(ratings, *(best + 0.02 * step)) < height
    slopes = [
        dense_restricted(ratings, *(best + 1e-4 * one)) - dense_restricted(ratings, *(best - 1e-4 * one))
        for one in np.eye(3)
    ]
    assert np.abs(slopes).max() / 2e-4 < 1e-4


@pytest.mark.parametrize("keep", [with_gaps, two_each, None])
def test_measures_and_errors_are_those_of_dense_mixed_model_equations(keep):
    ratings, _, _ = panel(seed=5, keep=keep)
    found = fit_linear_marginal(ratings, model=LINEAR)
    x, z_a, _ = designs(ratings)
    v = covariance(ratings, found.sd_ability, found.sd_halo, found.sd_error)
    without_people = v - found.sd_ability**2 * z_a @ z_a.T
    weight = np.linalg.inv(without_people)
    both = np.column_stack([x, z_a])
    henderson = both.T @ weight @ both
    henderson[x.shape[1] :, x.shape[1] :] += np.eye(z_a.shape[1]) / found.sd_ability**2
    inverse = np.linalg.inv(henderson)
    solution = inverse @ both.T @ weight @ ratings.mark
    n_r, n_i, n_p = len(ratings.examiners), len(ratings.criteria), z_a.shape[1]

    def centring(n):
        return np.eye(n) - 1.0 / n

    def blocks(start, n, sign, first_is_zero):
        pick = np.zeros((n, solution.size))
        for k in range(n):
            if not (first_is_zero and k == 0):
                pick[k, start + k - first_is_zero] = sign
        pick = centring(n) @ pick
        return pick @ solution, np.sqrt(np.diag(pick @ inverse @ pick.T))

    for elements, (measure_, se) in (
        (found.officials, blocks(x.shape[1], n_p, 1.0, False)),
        (found.examiners, blocks(1, n_r, -1.0, True)),
        (found.criteria, blocks(n_r, n_i, -1.0, True)),
    ):
        assert np.abs(elements.measure - measure_).max() < 1e-6
        assert np.abs(elements.se - se).max() < 1e-6
        assert np.abs(elements.measure.sum()) < 1e-8


@pytest.mark.parametrize("estimator", list(Estimator))
def test_the_log_likelihood_is_the_dense_one(estimator):
    ratings, _, _ = panel(seed=6, keep=with_gaps)
    found = measure(ratings, model=LINEAR, estimator=estimator, n_draws=50)
    if estimator is Estimator.MARGINAL:
        x, _, _ = designs(ratings)
        v = covariance(ratings, found.sd_ability, found.sd_halo, found.sd_error)
        beta = np.linalg.solve(x.T @ np.linalg.solve(v, x), x.T @ np.linalg.solve(v, ratings.mark))
        rest = ratings.mark - x @ beta
        dense = -0.5 * (
            ratings.n * np.log(2 * np.pi) + np.linalg.slogdet(v)[1] + rest @ np.linalg.solve(v, rest)
        )
        assert found.log_likelihood == pytest.approx(dense, abs=1e-6)
    else:
        best = fit_linear_marginal(ratings, model=LINEAR).log_likelihood
        assert found.log_likelihood == pytest.approx(best, abs=0.5)


def dense_log_integrated(ratings, ability, halo, error, contrast_sd, mean_sd=1e4):
    """Log density of the marks with everything but the three sds integrated: one big normal."""
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    v = covariance(ratings, ability, halo, error) + mean_sd**2
    for z, n in ((np.eye(n_r)[ratings.examiner], n_r), (np.eye(n_i)[ratings.criterion], n_i)):
        v = v + contrast_sd**2 * z @ (np.eye(n) - 1.0 / n) @ z.T
    y = ratings.mark - ratings.mark.mean()
    return -0.5 * (np.linalg.slogdet(2 * np.pi * v)[1] + y @ np.linalg.solve(v, y)) + np.log(
        mean_sd * np.sqrt(2 * np.pi)
    )


@pytest.mark.parametrize("keep", [with_gaps, two_each, None])
def test_the_integrated_density_is_one_big_normal(keep):
    ratings, _, _ = panel(officials=6, seed=7, keep=keep)
    at = Sds(ability=np.array([3.0, 9.0]), halo=np.array([0.0, 4.0]), error=np.array([5.0, 2.0]))

    found = log_integrated(reduced(ratings, LINEAR), at, contrast_sd=20.0)

    dense = [
        dense_log_integrated(ratings, *sds, 20.0) for sds in zip(at.ability, at.halo, at.error, strict=True)
    ]
    assert np.abs(found - dense).max() < 1e-3
    assert found[1] - found[0] == pytest.approx(dense[1] - dense[0], abs=1e-4)


def test_every_way_of_adding_up_officials_gives_the_same(monkeypatch):
    ratings, _, _ = panel(seed=8, keep=with_gaps)
    at = Sds(ability=np.array([3.0, 9.0]), halo=np.array([0.0, 4.0]), error=np.array([5.0, 2.0]))
    kept_ready = log_integrated(reduced(ratings, LINEAR), at, contrast_sd=20.0)
    monkeypatch.setattr("selaras.core.measurement.linear.reduced.MOST_JOINT", 0)

    anew = log_integrated(reduced(ratings, LINEAR), at, contrast_sd=20.0)

    assert np.abs(anew - kept_ready).max() < 1e-9


def test_draws_given_the_sds_have_the_mean_and_covariance_of_dense_algebra():
    ratings, _, _ = panel(officials=5, examiners=3, criteria=2, seed=9, keep=with_gaps)
    data = reduced(ratings, LINEAR)
    n, ability, halo, error, wide = 40_000, 6.0, 4.0, 3.0, 20.0
    at = Sds(ability=np.full(n, ability), halo=np.full(n, halo), error=np.full(n, error))
    _, z_a, z_h = designs(ratings)
    n_r, n_i = len(ratings.examiners), len(ratings.criteria)
    z_r, z_i = np.eye(n_r)[ratings.examiner], np.eye(n_i)[ratings.criterion]
    loadings = np.column_stack([np.ones(ratings.n), z_a, -z_r, -z_i, z_h])
    before = np.zeros((loadings.shape[1], loadings.shape[1]))
    ends = np.cumsum([1, z_a.shape[1], n_r, n_i, z_h.shape[1]])
    before[0, 0] = 1e6
    for (start, end), block in zip(
        pairwise(ends),
        (
            ability**2 * np.eye(z_a.shape[1]),
            wide**2 * (np.eye(n_r) - 1 / n_r),
            wide**2 * (np.eye(n_i) - 1 / n_i),
            halo**2 * np.eye(z_h.shape[1]),
        ),
        strict=True,
    ):
        before[start:end, start:end] = block
    gain = before @ loadings.T @ np.linalg.inv(loadings @ before @ loadings.T + error**2 * np.eye(ratings.n))
    mean = gain @ (ratings.mark - 70.0)
    after = before - gain @ loadings @ before

    drawn = _drawn(data, at, contrast_sd=wide, chance=np.random.default_rng(1), with_halo=True)

    # Abilities are drawn with the mean in them.
    add = np.eye(mean.size)
    add[1 : ends[1], 0] = 1.0
    mean, after = (add @ mean)[1:], (add @ after @ add.T)[1:, 1:]
    found = np.column_stack([drawn.ability - 70.0, drawn.severity, drawn.difficulty, drawn.halo])
    scale = np.sqrt(np.diag(after))
    assert np.abs((found.mean(axis=0) - mean) / scale).max() < 5 / np.sqrt(n)
    assert np.abs((np.cov(found.T) - after) / np.outer(scale, scale)).max() < 0.03


def test_the_posterior_of_the_sds_is_that_of_a_dense_grid():
    ratings, _, _ = panel(officials=7, examiners=3, criteria=3, seed=10)
    unit = ratings.mark.std()
    sds = [np.linspace(0.2, 30, 40), np.linspace(0.05, 14, 34), np.linspace(1.5, 9, 34)]
    grid = np.stack(np.meshgrid(*sds, indexing="ij"), axis=-1).reshape(-1, 3)
    data = reduced(ratings, LINEAR)
    height = log_integrated(
        data, Sds(ability=grid[:, 0], halo=grid[:, 1], error=grid[:, 2]), contrast_sd=2 * unit
    )
    height = height - 0.5 * ((grid / (unit * np.array([2.0, 1.0, 1.0]))) ** 2).sum(axis=1)
    share = np.exp(height - height.max())
    share /= share.sum()
    mean = share @ grid
    spread = np.sqrt(share @ (grid - mean) ** 2)

    draws = fit_linear_posterior(ratings, model=LINEAR, seed=3, n_draws=4000).draws

    drawn = np.column_stack([draws.sd_ability, draws.sd_halo, draws.sd_error])
    assert np.abs((drawn.mean(axis=0) - mean) / spread).max() < 0.06
    assert np.abs(drawn.std(axis=0) / spread - 1).max() < 0.06


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
    for seed in range(60):
        ratings, truth, _ = panel(
            officials=24, examiners=4, criteria=4, seed=1000 + seed, keep=two_each, rounded=True
        )
        for estimator, hits in inside.items():
            found = measure(ratings, model=LINEAR, estimator=estimator, seed=seed, n_draws=300).officials
            hits.append(np.mean((found.lower <= truth) & (truth <= found.upper)))

    # 60 panels: Monte Carlo error about 0.008. Larger runs stand in docs/method/linear.md.
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


def test_a_panel_is_advised_the_full_posterior_and_large_data_the_marginal():
    small, _, _ = panel()
    large = ratings_of(
        [f"P{n // 5}" for n in range(30_000)], examiners=list("ABCDE") * 6000, marks=range(30_000)
    )

    assert advised_estimator(small, LINEAR) is Estimator.POSTERIOR
    assert advised_estimator(large, LINEAR) is Estimator.MARGINAL
