"""Examiner reports: planted faults are found with their size, and faultless panels are left in peace."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from selaras.core.errors import CoreError
from selaras.core.measurement.design import design_of
from selaras.core.measurement.estimating import measure
from selaras.core.measurement.examiner_report import examiner_reports, report_for_examiner
from selaras.core.measurement.examiner_report.interactions import adjusted
from selaras.core.measurement.examiner_report.use_of_scale import scale_use
from selaras.core.measurement.model import Estimator, Family, Model
from selaras.core.measurement.ratings import ratings_of
from selaras.core.measurement.residuals import category_chances, fitted
from tests.core.measurement.building_measurement import elements, grid_measurement, panel_of, true_measurement

SHAPE = (41, 5, 8)
THREE_DAYS = np.arange(41) // 14


def reports_of(panel, **facts):
    return examiner_reports(panel.ratings, grid_measurement(panel), **facts)


def biased(at, size):
    bias = np.zeros(SHAPE)
    bias[at] = size
    return bias


@pytest.fixture(scope="module")
def faultless():
    """Reports on forty panels without any fault, dense and sparse, with halo and without."""
    seed = np.random.default_rng(1)
    found = []
    for turn in range(40):
        panel = panel_of(
            seed, sd_halo=0.6 * (turn % 2), per_official=None if turn % 4 < 2 else 3, occasion=THREE_DAYS
        )
        groups = seed.permutation(["north"] * 20 + ["south"] * 15 + [None] * 6).tolist()
        found += reports_of(panel, groups=groups)
    return found


KINDS = {
    "criterion": lambda one: one.by_criterion,
    "group": lambda one: one.by_group,
    "drift": lambda one: (one.drift,),
    "centrality": lambda one: (one.centrality,),
}


@pytest.mark.parametrize("kind", KINDS)
def test_faultless_examiners_are_suspected_as_rarely_as_promised(faultless, kind):
    tests = [cell for report in faultless for cell in KINDS[kind](report)]
    z = np.array([one.z for one in tests])

    assert 0.8 < z.std() < 1.15
    assert abs(z.mean()) < 0.2
    assert np.mean([one.p < 0.05 for one in tests]) < 0.085
    assert np.mean([one.q < 0.05 for one in tests]) < 0.02


def test_severity_that_stays_is_not_called_changing(faultless):
    assert np.mean([one.drift.p_any < 0.05 for one in faultless]) < 0.09


def test_strictness_on_one_criterion_is_found_with_its_size():
    found = []
    for seed in range(8):
        panel = panel_of(np.random.default_rng([2, seed]), bias=biased(np.s_[:, 1, 3], -1.3), sd_halo=0.4)
        reports = reports_of(panel)
        cell = reports[1].by_criterion[3]
        found.append(cell.size)
        assert (cell.of, cell.n, cell.q < 0.05) == ("K03", 41, True)

    assert np.mean(found) == pytest.approx(1.3, abs=0.25)


def test_strictness_towards_a_group_is_found_with_its_size():
    group = np.array(["east"] * 20 + ["west"] * 21)
    found = []
    for seed in range(8):
        panel = panel_of(
            np.random.default_rng([3, seed]), bias=biased(np.s_[group == "west", 2, :], -1.0), sd_halo=0.4
        )
        east, west = reports_of(panel, groups=group.tolist())[2].by_group
        assert west.q < 0.05
        assert (east.of, east.n, west.of, west.n) == ("east", 20, "west", 21)
        assert east.size == pytest.approx(-west.size)
        found.append(west.size)

    assert np.mean(found) == pytest.approx(1.0, abs=0.25)


def test_growing_strictness_is_found_with_its_slope():
    found = []
    for seed in range(8):
        bias = np.zeros(SHAPE)
        bias[:, 4, :] = -0.8 * THREE_DAYS[:, None]
        panel = panel_of(np.random.default_rng([4, seed]), bias=bias, occasion=THREE_DAYS, sd_halo=0.3)
        drift = reports_of(panel)[4].drift
        assert drift.q < 0.05
        assert [day for day, *_ in drift.occasions] == [0, 1, 2]
        assert drift.occasions[0][1] < 0 < drift.occasions[2][1]
        found.append(drift.slope)

    assert np.mean(found) == pytest.approx(0.8, abs=0.2)


def test_a_day_that_differs_without_a_trend_is_found_too():
    bias = np.zeros(SHAPE)
    bias[THREE_DAYS == 1, 0, :] = -1.5

    drift = reports_of(panel_of(np.random.default_rng(5), bias=bias, occasion=THREE_DAYS))[0].drift

    assert drift.p > 0.01
    assert drift.p_any < 1e-4


def test_who_keeps_to_the_middle_of_the_scale_is_found():
    panel = panel_of(np.random.default_rng(6), stretch=[1.0, 2.2, 1.0, 1.0, 1.0])

    reports = reports_of(panel)

    assert reports[1].centrality.size > 0.5
    assert reports[1].centrality.q < 0.01
    assert reports[1].sd_observed < 0.9 * reports[1].sd_expected
    assert min(one.centrality.q for one in reports if one.examiner != "R001") > 0.01


def test_who_keeps_to_the_ends_of_the_scale_is_told_from_who_keeps_to_the_middle():
    panel = panel_of(np.random.default_rng(7), stretch=[1.0, 1.0, 0.1, 1.0, 1.0])

    assert reports_of(panel)[2].centrality.size < -0.4


@pytest.mark.parametrize("n_draws", [0, 120])
@pytest.mark.parametrize(("sd_halo", "per_official"), [(0.0, None), (0.7, None), (0.7, 3)])
def test_the_halo_share_is_that_of_the_simulation(sd_halo, per_official, n_draws):
    seed = np.random.default_rng(8)
    shares = []
    for _ in range(4):
        panel = panel_of(seed, shape=(80, 5, 8), sd_halo=sd_halo, per_official=per_official)
        measurement = grid_measurement(panel, seed, n_draws=n_draws, halo=sd_halo > 0)
        reports = examiner_reports(panel.ratings, measurement)
        shares += [one.halo.share for one in reports]
        if n_draws and sd_halo:
            assert all(one.halo.lower < one.halo.share < one.halo.upper for one in reports)

    assert np.mean(shares) == pytest.approx(sd_halo**2 / (1 + sd_halo**2), abs=0.05)


def test_halo_that_the_model_left_out_is_seen_in_the_report():
    panel = panel_of(np.random.default_rng(9), shape=(120, 5, 8), sd_halo=0.8)

    reports = examiner_reports(panel.ratings, grid_measurement(panel, halo=False))

    assert np.mean([one.halo.share for one in reports]) == pytest.approx(0.39, abs=0.12)


def test_many_tests_are_adjusted_as_scipy_does_it():
    p = np.random.default_rng(19).uniform(size=40) ** 3
    tested = np.arange(40) % 3 > 0

    found = adjusted(p, tested)

    np.testing.assert_allclose(found[tested], false_discovery_control(p[tested]))
    assert (found[~tested] == 1.0).all()


def agreements_by_hand(panel, measurement, examiner):
    ratings = panel.ratings
    location = (
        measurement.officials.measure[ratings.official]
        - panel.severity[ratings.examiner]
        - panel.difficulty[ratings.criterion]
    )
    chances = category_chances(location, panel.thresholds)
    equal, likely = [], []
    for i in np.flatnonzero(ratings.examiner == examiner):
        same = (ratings.official == ratings.official[i]) & (ratings.criterion == ratings.criterion[i])
        for j in np.flatnonzero(same & (ratings.examiner != examiner)):
            equal.append(ratings.mark[i] == ratings.mark[j])
            likely.append(chances[i] @ chances[j])
    return len(equal), np.mean(equal), np.mean(likely)


def test_agreement_counts_every_pair_of_marks_on_the_same_thing():
    panel = panel_of(np.random.default_rng(10), shape=(9, 4, 3), per_official=3)
    measurement = true_measurement(panel)

    for one, report in enumerate(examiner_reports(panel.ratings, measurement)):
        by_hand = agreements_by_hand(panel, measurement, one)
        found = (report.n_compared, report.agreement_observed, report.agreement_expected)
        np.testing.assert_allclose(found, by_hand, atol=1e-9)


def test_officials_are_never_parted_between_blocks(monkeypatch):
    panel = panel_of(np.random.default_rng(11), shape=(12, 3, 4), per_official=2)
    found = fitted(panel.ratings, grid_measurement(panel))
    whole = scale_use(found)

    monkeypatch.setattr("selaras.core.measurement.examiner_report.use_of_scale.RUN", 5)

    assert scale_use(found).n_compared.tolist() == whole.n_compared.tolist()
    np.testing.assert_allclose(scale_use(found).agreement_expected, whole.agreement_expected)


def test_one_examiner_has_a_report_without_comparisons():
    panel = panel_of(np.random.default_rng(12), shape=(20, 1, 5), occasion=np.arange(20) // 10)

    (report,) = reports_of(panel, groups=["a", "b"] * 10)

    assert (report.by_criterion, report.by_group, report.drift, report.centrality) == ((), (), None, None)
    assert report.n_compared == 0
    assert np.isnan(report.agreement_observed)
    assert report.halo is None


def test_an_official_with_one_examiner_says_nothing_of_bias():
    """Each examiner has officials of the own: strong ones on one side are no mildness."""
    rows = [(p, r, k) for p in range(20) for r in (p % 2,) for k in range(4)]
    ratings = ratings_of(
        [f"{p:02d}" for p, _, _ in rows],
        examiners=[f"{r}" for _, r, _ in rows],
        criteria=[f"{k}" for *_, k in rows],
        marks=[1.0 + (p + k) % 3 for p, _, k in rows],
    )
    panel = replace(
        panel_of(np.random.default_rng(13), shape=(20, 2, 4)),
        ratings=ratings,
        thresholds=np.array([-1.0, 1.0]),
    )

    reports = examiner_reports(ratings, true_measurement(panel), groups=["a"] * 10 + ["b"] * 10)

    assert [one.by_group for one in reports] == [(), ()]


def test_one_rating_per_pair_leaves_halo_unsaid():
    panel = panel_of(np.random.default_rng(14), shape=(30, 4, 1))

    assert [one.halo for one in reports_of(panel)] == [None] * 4


def test_discrepancies_of_the_official_rule_are_passed_on():
    panel = panel_of(np.random.default_rng(15), shape=(10, 3, 4))

    assert [one.n_discrepancies for one in reports_of(panel, discrepancies=[2, 0, 1])] == [2, 0, 1]
    assert [one.n_discrepancies for one in reports_of(panel)] == [None] * 3


def test_an_examiner_sees_the_own_report_alone():
    panel = panel_of(np.random.default_rng(16), shape=(12, 3, 4))
    measurement = grid_measurement(panel)

    own = report_for_examiner("R001", ratings=panel.ratings, measurement=measurement)

    assert own == examiner_reports(panel.ratings, measurement)[1]
    assert "R000" not in repr(own)
    assert "R002" not in repr(own)
    with pytest.raises(CoreError, match="examiner_unknown"):
        report_for_examiner("R009", ratings=panel.ratings, measurement=measurement)


def test_faultless_panels_whose_every_facet_is_estimated_are_not_suspected_either():
    seed = np.random.default_rng(18)
    z = {kind: [] for kind in ("criterion", "group", "drift")}
    for _ in range(30):
        n, r, k = 36, 5, 6
        halo = 3.0 * seed.normal(size=(n, r, 1))
        marks = (
            70
            + 6 * seed.normal(size=(n, 1, 1))
            - 2 * seed.normal(size=(r, 1))
            - 3 * seed.normal(size=k)
            + halo
        )
        p, e, c = np.nonzero(np.ones((n, r, k)))
        ratings = ratings_of(
            [f"{one:02d}" for one in p],
            examiners=[f"{one}" for one in e],
            criteria=[f"{one}" for one in c],
            marks=(marks + 4 * seed.normal(size=(n, r, k)))[p, e, c],
            occasions=(p // 12).tolist(),
        )
        measurement = measure(ratings, model=Model(family=Family.LINEAR), estimator=Estimator.MARGINAL)
        for report in examiner_reports(
            ratings, measurement, groups=seed.permutation(["a", "b"] * 18).tolist()
        ):
            for kind, found in z.items():
                found += [cell.z for cell in KINDS[kind](report)]

    for found in z.values():
        assert 0.8 < np.std(found) < 1.15
        assert np.mean(np.abs(found) > 1.96) < 0.085


def test_linear_marks_have_reports_in_marks():
    seed = np.random.default_rng(17)
    n, r, k, error = 40, 4, 5, 3.0
    ability, severity = 70 + 8 * seed.normal(size=n), np.array([-2.0, 0.0, 0.5, 1.5])
    marks = ability[:, None, None] - severity[:, None] + error * seed.normal(size=(n, r, k))
    marks[:, 3, 2] -= 6.0
    marks[20:, 1, :] += 5.0
    p, e, c = np.nonzero(np.ones((n, r, k)))
    ratings = ratings_of(
        [f"{one:02d}" for one in p],
        examiners=[f"{one}" for one in e],
        criteria=[f"{one}" for one in c],
        marks=marks[p, e, c],
    )
    panel = panel_of(seed, shape=(n, r, k))
    severity = -(marks.mean(axis=(0, 2)) - marks.mean())
    difficulty = -(marks.mean(axis=(0, 1)) - marks.mean())
    measurement = replace(
        true_measurement(panel),
        model=Model(family=Family.LINEAR, halo=False),
        sd_ability=8.0,
        sd_error=error,
        officials=elements(ratings.officials, marks.mean(axis=(1, 2)), error / np.sqrt(r * k)),
        examiners=elements(ratings.examiners, severity, 0.2),
        criteria=elements(ratings.criteria, difficulty, 0.2),
        thresholds=(),
        thresholds_se=(),
        categories=design_of(ratings, Model()).categories,
    )

    reports = examiner_reports(ratings, measurement, groups=["a"] * 20 + ["b"] * 20)

    assert reports[3].by_criterion[2].size == pytest.approx(6.0, abs=1.5)
    assert reports[3].by_criterion[2].q < 1e-6
    assert reports[1].by_group[1].size == pytest.approx(-5.0, abs=1.5)
    assert reports[0].centrality is None
    assert np.isnan(reports[0].agreement_expected)
    assert reports[0].halo.share < 0.1
