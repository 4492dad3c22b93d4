"""Linkage against dense linear algebra: pseudo-inverses, ranks, and leaving out one node after the other."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.core.measurement.design import design_of
from selaras.core.measurement.linking.cut_points import cut_points
from selaras.core.measurement.linking.joint_ratings import best_joint_ratings, expected_precision
from selaras.core.measurement.linking.linkage import (
    information_of,
    information_with,
    linkage_of,
    mean_variances,
    must_be_comparable,
)
from selaras.core.measurement.model import Model
from selaras.core.measurement.ratings import ratings_of
from selaras.core.measurement.residuals import fitted
from tests.core.measurement.building_measurement import elements, grid_measurement, panel_of


def pairs_as_ratings(pairs, *, criteria=("k",)):
    rows = [(p, r, k) for p, r in pairs for k in criteria]
    return ratings_of(
        [f"P{p}" for p, _, _ in rows],
        examiners=[f"R{r}" for _, r, _ in rows],
        criteria=[k for *_, k in rows],
        marks=[1.0 + i % 3 for i in range(len(rows))],
    )


@st.composite
def panels(draw):
    """Pairs of up to seven officials and four examiners, everybody at least once."""
    cells = draw(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=16))
    return design_of(pairs_as_ratings(sorted(cells)), Model())


def dense(design, weight):
    """The Laplacian of officials and examiners, and its pseudo-inverse."""
    n = design.n_officials + design.n_examiners
    laplacian = np.zeros((n, n))
    for p, r, w in zip(design.pair_official, design.pair_examiner, weight, strict=True):
        edge = np.zeros(n)
        edge[p], edge[design.n_officials + r] = 1.0, -1.0
        laplacian += w * np.outer(edge, edge)
    return laplacian, np.linalg.pinv(laplacian, hermitian=True)


def parts_by_walking(design, *, without=None):
    """Connected sets of nodes, examiners counted after officials."""
    ends = [
        {int(p), int(r) + design.n_officials}
        for p, r in zip(design.pair_official, design.pair_examiner, strict=True)
    ]
    nodes = {one for end in ends for one in end} - {without}
    parts = []
    while nodes:
        part = {nodes.pop()}
        while more := {other for end in ends if without not in end and part & end for other in end} - part:
            part |= more
        nodes -= part
        parts.append(part)
    return parts


def contrasts(inverse, nodes):
    return [
        inverse[i, i] + inverse[j, j] - 2 * inverse[i, j] for i, j in itertools.combinations(sorted(nodes), 2)
    ]


@given(panels(), st.integers(0, 1000))
@settings(deadline=None)
def test_mean_variances_are_those_of_the_whole_information_matrix(design, seed):
    weight = np.random.default_rng(seed).uniform(0.5, 4.0, size=design.pair_official.size)
    _, inverse = dense(design, weight)

    found = mean_variances(information_with(design, weight=weight))

    parts = parts_by_walking(design)
    of_people = [v for part in parts for v in contrasts(inverse, {i for i in part if i < design.n_officials})]
    of_raters = [
        v for part in parts for v in contrasts(inverse, {i for i in part if i >= design.n_officials})
    ]
    by_hand = [np.mean(one) if one else np.nan for one in (of_people, of_raters)]
    np.testing.assert_allclose(found, by_hand, rtol=1e-8, atol=1e-10)


@given(panels())
@settings(deadline=None)
def test_cut_points_are_those_whose_leaving_parts_examiners(design):
    officials, examiners = cut_points(design)

    def n_with_examiners(without):
        parts = parts_by_walking(design, without=without)
        return sum(any(node >= design.n_officials for node in part) for part in parts)

    before = n_with_examiners(None)
    people = [p for p in range(design.n_officials) if n_with_examiners(p) > before]
    raters = [r for r in range(design.n_examiners) if n_with_examiners(design.n_officials + r) > before]
    assert officials == tuple(people)
    assert examiners == tuple(raters)


def measured(panel):
    measurement = grid_measurement(panel)
    design = design_of(panel.ratings, Model())
    parts = linkage_parts(design)
    return replace(measurement, officials=replace(measurement.officials, component=parts)), design


def linkage_parts(design):
    return information_with(design, weight=np.ones(design.pair_official.size)).official_component


@pytest.mark.parametrize("sd_halo", [0.0, 0.6])
def test_the_gain_of_a_rating_is_that_of_the_matrix_with_the_rating_added(sd_halo):
    panel = panel_of(np.random.default_rng(1), shape=(9, 4, 5), per_official=2, sd_halo=sd_halo)
    measurement, design = measured(panel)
    found = fitted(panel.ratings, measurement, design=design, with_halo=False)
    information = information_of(found)
    before = np.mean(contrasts(dense(design, information.weight)[1], range(9)))

    suggested = best_joint_ratings(panel.ratings, measurement, n=1000)

    rated = set(zip(design.pair_official.tolist(), design.pair_examiner.tolist(), strict=True))
    assert len(suggested) == 9 * 4 - len(rated)
    for one in suggested:
        p, r = panel.ratings.officials.index(one.official), panel.ratings.examiners.index(one.examiner)
        weight = expected_precision(found, np.array([p]), np.array([r]))[0]
        laplacian, _ = dense(design, information.weight)
        edge = np.eye(13)[p] - np.eye(13)[9 + r]
        inverse = np.linalg.pinv(laplacian + weight * np.outer(edge, edge), hermitian=True)
        after, severity = np.mean(contrasts(inverse, range(9))), np.mean(contrasts(inverse, range(9, 13)))
        np.testing.assert_allclose(one.se_ability**2, after, rtol=1e-7)
        np.testing.assert_allclose(one.se_severity**2, severity, rtol=1e-7)
        assert one.gain == pytest.approx(1 - after / before, abs=1e-7)
        assert one.connects == 0
    gains = [one.gain for one in suggested]
    assert gains == sorted(gains, reverse=True)


def test_components_are_connected_first_and_by_the_pair_that_ties_most():
    seen = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (3, 2), (3, 3), (4, 2), (4, 3), (5, 4)]
    panel = panel_of(np.random.default_rng(2), shape=(6, 5, 6))
    keep = np.isin(panel.ratings.official * 5 + panel.ratings.examiner, [p * 5 + r for p, r in seen])
    columns = {
        name: getattr(panel.ratings, name)[keep] for name in ("official", "examiner", "criterion", "mark")
    }
    panel = replace(panel, ratings=replace(panel.ratings, **columns))
    measurement, design = measured(panel)
    found = fitted(panel.ratings, measurement, design=design, with_halo=False)
    weight = information_of(found).weight

    suggested = best_joint_ratings(panel.ratings, measurement, n=1000)

    assert [one.connects for one in suggested] == sorted([one.connects for one in suggested], reverse=True)
    assert suggested[0].connects == 6
    assert len(suggested) == 6 * 5 - 3 * 2 - 2 * 2 - 1
    for one in suggested:
        p, r = int(one.official[1:]), int(one.examiner[1:])
        side = {0, 1, 2} if p < 3 else {3, 4} if p < 5 else {5}
        other = {0, 1, 2} if r < 2 else {3, 4} if r < 4 else {5}
        new = expected_precision(found, np.array([p]), np.array([r]))[0]
        laplacian, _ = dense(design, weight)
        edge = np.eye(11)[p] - np.eye(11)[6 + r]
        inverse = np.linalg.pinv(laplacian + new * np.outer(edge, edge), hermitian=True)
        between = [inverse[i, i] + inverse[j, j] - 2 * inverse[i, j] for i in side for j in other]
        np.testing.assert_allclose(one.se_ability**2, np.mean(between), rtol=1e-6)
        assert one.connects == len(between)
        assert np.isnan(one.gain)


def test_a_full_panel_needs_no_further_rating():
    panel = panel_of(np.random.default_rng(3), shape=(6, 3, 4))

    assert best_joint_ratings(panel.ratings, measured(panel)[0]) == ()


def test_the_first_suggestions_are_the_same_when_only_they_are_asked_for():
    panel = panel_of(np.random.default_rng(4), shape=(12, 5, 4), per_official=2)
    measurement, _ = measured(panel)

    assert (
        best_joint_ratings(panel.ratings, measurement, n=3)
        == best_joint_ratings(panel.ratings, measurement, n=99)[:3]
    )


def test_work_in_blocks_changes_no_suggestion(monkeypatch):
    panel = panel_of(np.random.default_rng(5), shape=(12, 5, 4), per_official=2)
    measurement, _ = measured(panel)
    whole = best_joint_ratings(panel.ratings, measurement)

    monkeypatch.setattr("selaras.core.measurement.linking.joint_ratings.CANDIDATES", 11)
    monkeypatch.setattr("selaras.core.measurement.linking.linkage.BLOCK", 5)

    parts = best_joint_ratings(panel.ratings, measurement)
    assert [(one.official, one.examiner) for one in parts] == [(one.official, one.examiner) for one in whole]
    np.testing.assert_allclose([one.gain for one in parts], [one.gain for one in whole])


def test_very_large_panels_think_of_the_officials_with_least_information(monkeypatch):
    panel = panel_of(np.random.default_rng(6), shape=(12, 5, 4), per_official=2)
    measurement, _ = measured(panel)
    poorest = information_of(fitted(panel.ratings, measurement, with_halo=False)).by_official.argsort()[:3]
    monkeypatch.setattr("selaras.core.measurement.linking.joint_ratings.MOST_CANDIDATES", 15)

    suggested = best_joint_ratings(panel.ratings, measurement, n=99)

    assert {one.official for one in suggested} == {panel.ratings.officials[p] for p in poorest}


def test_links_tell_how_well_two_severities_compare():
    panel = panel_of(np.random.default_rng(7), shape=(14, 4, 5), per_official=2, sd_halo=0.5)
    measurement, design = measured(panel)
    weight = information_of(fitted(panel.ratings, measurement, with_halo=False)).weight
    inverse = dense(design, weight)[1][14:, 14:]

    linkage = linkage_of(panel.ratings, measurement)

    assert len(linkage.links) == 6
    for one in linkage.links:
        a, b = panel.ratings.examiners.index(one.first), panel.ratings.examiners.index(one.second)
        np.testing.assert_allclose(one.se**2, inverse[a, a] + inverse[b, b] - 2 * inverse[a, b], rtol=1e-7)
        together = [
            {a, b} <= set(design.pair_examiner[design.pair_official == p].tolist()) for p in range(14)
        ]
        assert one.n_joint == sum(together)
        assert one.weak == (one.se > 0.5 * measurement.sd_ability)
    assert [one.se for one in linkage.links] == sorted([one.se for one in linkage.links], reverse=True)


def test_a_panel_in_two_rooms_has_two_parts_and_no_link_between():
    ratings = pairs_as_ratings([(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (3, 2)], criteria=("k", "l"))
    panel = replace(panel_of(np.random.default_rng(8), shape=(4, 3, 2)), ratings=ratings)
    measurement, _ = measured(replace(panel, thresholds=np.array([-1.0, 1.0])))

    linkage = linkage_of(ratings, measurement)

    assert (linkage.n_components, linkage.officials, linkage.examiners) == (2, (2, 2), (2, 1))
    assert [(one.first, one.second) for one in linkage.links] == [("R0", "R1")]
    assert linkage.single_examined == ("P2", "P3")
    with pytest.raises(CoreError, match="not_comparable"):
        must_be_comparable(measurement.officials)
    with pytest.raises(CoreError, match="not_comparable: first=P1, second=P2"):
        must_be_comparable(measurement.officials, "P1", "P2")
    must_be_comparable(measurement.officials, "P0", "P1")


def test_one_component_is_comparable_throughout():
    must_be_comparable(elements("abc", [0.0, 1.0, 2.0], 0.1))


def test_two_rooms_tied_by_one_official_hang_on_that_official():
    pairs = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 2), (4, 3)]
    ratings = pairs_as_ratings(pairs, criteria=("k", "l", "m"))
    panel = panel_of(np.random.default_rng(9), shape=(5, 4, 3))
    measurement, _ = measured(replace(panel, ratings=ratings, thresholds=np.array([-1.0, 1.0])))

    linkage = linkage_of(ratings, measurement)

    assert linkage.sole_officials == ("P2",)
    assert linkage.sole_examiners == ("R1", "R2")
    assert {linkage.links[0].first, linkage.links[0].second} == {"R0", "R3"}


def free_directions_by_rank(ratings):
    n = [len(one) for one in (ratings.officials, ratings.examiners, ratings.criteria)]
    rows = np.zeros((ratings.n, sum(n)))
    for i in range(ratings.n):
        rows[i, ratings.official[i]] = 1.0
        rows[i, n[0] + ratings.examiner[i]] = -1.0
        rows[i, n[0] + n[1] + ratings.criterion[i]] = -1.0
    return sum(n) - np.linalg.matrix_rank(rows)


CASES = {
    "everybody on everything": ([(0, 0, "kl"), (1, 0, "kl"), (1, 1, "kl")], ()),
    "the paper by one half of the panel, the interview by the other": (
        [(0, 0, "k"), (0, 1, "l"), (1, 0, "k"), (1, 1, "l")],
        (("k",), ("l",)),
    ),
    "the same, with one examiner who does both, of different officials": (
        [(0, 0, "k"), (0, 1, "l"), (1, 0, "k"), (1, 1, "l"), (2, 0, "l"), (2, 1, "l")],
        (),
    ),
    "one official on one criterion, the other on another": ([(0, 0, "k"), (1, 0, "l")], (("k",), ("l",))),
    "a chain of criteria": ([(0, 0, "kl"), (0, 1, "lm"), (1, 0, "m"), (1, 1, "k")], ()),
}


@pytest.mark.parametrize("case", CASES)
def test_criteria_are_confounded_when_the_ratings_leave_a_direction_free(case):
    pairs, expected = CASES[case]
    rows = [(p, r, k) for p, r, criteria in pairs for k in criteria]
    ratings = ratings_of(
        [f"P{p}" for p, _, _ in rows],
        examiners=[f"R{r}" for _, r, _ in rows],
        criteria=[k for *_, k in rows],
        marks=[1.0 + i % 2 for i in range(len(rows))],
    )
    design = design_of(ratings, Model())
    panel = panel_of(
        np.random.default_rng(10), shape=(design.n_officials, design.n_examiners, design.n_criteria)
    )
    measurement, _ = measured(replace(panel, ratings=ratings, thresholds=np.zeros(1)))

    found = linkage_of(ratings, measurement)

    n_parts = len(parts_by_walking(design))
    assert (free_directions_by_rank(ratings) > n_parts + 1) == bool(expected)
    assert found.confounded_criteria == expected
