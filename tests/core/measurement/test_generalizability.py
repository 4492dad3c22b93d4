"""Variance components and D studies: published values, brute force, simulated truth."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.core.measurement.agreement import intraclass_correlations
from selaras.core.measurement.generalizability import (
    Component,
    Design,
    VarianceComponents,
    component_draws,
    d_study,
    examiners_needed,
    fewest_marks,
    variance_components,
)
from tests.references import published_tables as published

FACETS = {Design.ONE_FACET: "r", Design.TWO_FACETS: "ir", Design.NESTED: "tr"}


def study_of(cube: np.ndarray, design: Design, keep: np.ndarray | None = None) -> VarianceComponents:
    """Components of a cube of marks, persons first; ``keep`` says which cells were marked."""
    person, *facets = (a.ravel() for a in np.indices(cube.shape))
    kept = slice(None) if keep is None else keep.ravel()
    named = {name: column[kept] for name, column in zip(FACETS[design], facets, strict=True)}
    return variance_components(design, person=person[kept], facets=named, mark=cube.ravel()[kept])


def raw(study: VarianceComponents) -> dict[str, float]:
    return {effect: one.raw for effect, one in study.components.items()}


TRUTH = {"p": 1.0, "i": 0.2, "r": 0.3, "pi": 0.4, "pr": 0.5, "ir": 0.1, "pir": 0.6}


def simulated(rng: np.random.Generator, n: int, n_i: int, n_r: int, truth=TRUTH) -> np.ndarray:
    def effect(name: str, *shape: int) -> np.ndarray:
        return rng.normal(0, np.sqrt(truth[name]), shape)

    return (
        effect("p", n, 1, 1)
        + effect("i", 1, n_i, 1)
        + effect("r", 1, 1, n_r)
        + effect("pi", n, n_i, 1)
        + effect("pr", n, 1, n_r)
        + effect("ir", 1, n_i, n_r)
        + effect("pir", n, n_i, n_r)
    )


def test_brennan_finds_his_components_with_negative_ones_none():
    study = study_of(published.BRENNAN, Design.NESTED)

    assert raw(study) == pytest.approx(published.BRENNAN_SAYS, abs=0.0001)
    assert study.balanced
    assert study.levels == {"p": 10.0, "t": 3.0, "r": 4.0}


def test_brennan_finds_his_coefficients_for_three_tasks_of_four_raters():
    study = study_of(published.BRENNAN, Design.NESTED)

    found = d_study(study, sizes={"t": 3, "r": 4})

    assert found.generalizability == pytest.approx(published.BRENNAN_DEPENDABILITY["relative"], abs=1e-4)
    assert found.dependability == pytest.approx(published.BRENNAN_DEPENDABILITY["absolute"], abs=1e-3)


def test_degrees_of_freedom_and_mean_squares_are_brennans():
    study = study_of(published.BRENNAN, Design.NESTED)

    assert {e: c.df for e, c in study.components.items()} == {"p": 9, "t": 2, "r:t": 9, "pt": 18, "pr:t": 81}
    assert study.components["p"].mean_square == pytest.approx(10.2963, abs=1e-4)
    assert study.components["pr:t"].mean_square == pytest.approx(2.3802, abs=1e-4)


def expected_mean_squares(cube: np.ndarray) -> dict[str, float]:
    """Components of a full p x i x r cube as a textbook computes them."""
    n, n_i, n_r = cube.shape
    grand = cube.mean()
    p, i, r = (cube.mean(axis=a) - grand for a in ((1, 2), (0, 2), (0, 1)))
    pi = cube.mean(axis=2) - grand - p[:, None] - i
    pr = cube.mean(axis=1) - grand - p[:, None] - r
    ir = cube.mean(axis=0) - grand - i[:, None] - r
    rest = (
        cube
        - grand
        - p[:, None, None]
        - i[None, :, None]
        - r
        - pi[:, :, None]
        - pr[:, None, :]
        - ir[None, :, :]
    )
    ms_p, ms_i, ms_r = (
        n_i * n_r * (p**2).sum() / (n - 1),
        n * n_r * (i**2).sum() / (n_i - 1),
        n * n_i * (r**2).sum() / (n_r - 1),
    )
    ms_pi = n_r * (pi**2).sum() / ((n - 1) * (n_i - 1))
    ms_pr = n_i * (pr**2).sum() / ((n - 1) * (n_r - 1))
    ms_ir = n * (ir**2).sum() / ((n_i - 1) * (n_r - 1))
    ms_pir = (rest**2).sum() / ((n - 1) * (n_i - 1) * (n_r - 1))
    return {
        "p": (ms_p - ms_pi - ms_pr + ms_pir) / (n_i * n_r),
        "i": (ms_i - ms_pi - ms_ir + ms_pir) / (n * n_r),
        "r": (ms_r - ms_pr - ms_ir + ms_pir) / (n * n_i),
        "pi": (ms_pi - ms_pir) / n_r,
        "pr": (ms_pr - ms_pir) / n_i,
        "ir": (ms_ir - ms_pir) / n,
        "pir": ms_pir,
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_full_cube_gives_the_components_of_expected_mean_squares(seed):
    cube = simulated(np.random.default_rng(seed), 12, 4, 3) + 70

    study = study_of(cube, Design.TWO_FACETS)

    assert raw(study) == pytest.approx(expected_mean_squares(cube), abs=1e-9)


def test_a_negative_component_is_shown_raw_and_used_as_zero():
    found = [study_of(simulated(np.random.default_rng(s), 6, 3, 2), Design.TWO_FACETS) for s in range(20)]
    negative = [c for study in found for c in study.components.values() if c.raw < 0]

    assert negative
    assert {c.used for c in negative} == {0.0}


@pytest.mark.parametrize("gone", [0.3, 0.5])
def test_components_of_an_incomplete_cube_are_right_on_average(gone):
    rng = np.random.default_rng(11)
    runs = []
    for _ in range(250):
        cube = simulated(rng, 30, 5, 5)
        runs.append(list(raw(study_of(cube, Design.TWO_FACETS, rng.random(cube.shape) > gone)).values()))
    found = np.array(runs)

    error = found.std(axis=0) / np.sqrt(len(runs))

    assert (np.abs(found.mean(axis=0) - list(TRUTH.values())) < 3.5 * error).all()


def test_two_of_five_examiners_are_enough_for_every_component():
    rng = np.random.default_rng(12)
    runs = []
    for _ in range(250):
        cube = simulated(rng, 40, 4, 5)
        keep = np.argsort(rng.random((40, 5)), axis=1)[:, None, :] < 2
        runs.append(list(raw(study_of(cube, Design.TWO_FACETS, np.broadcast_to(keep, cube.shape))).values()))
    found = np.array(runs)

    error = found.std(axis=0) / np.sqrt(len(runs))

    assert (np.abs(found.mean(axis=0) - list(TRUTH.values())) < 3.5 * error).all()


def test_nested_components_are_right_on_average_with_unequal_nests():
    rng = np.random.default_rng(13)
    truth = np.sqrt([1.0, 0.3, 0.2, 0.4, 0.8])
    keep = np.ones((20, 6, 4), dtype=bool)
    keep[:, 0, 2:] = keep[:, 3, 3:] = False
    runs = []
    for _ in range(250):
        p, t, rt, pt = (
            sd * rng.normal(size=shape)
            for sd, shape in zip(truth, ((20, 1, 1), (1, 6, 1), (1, 6, 4), (20, 6, 1)), strict=False)
        )
        cube = p + t + rt + pt + truth[4] * rng.normal(size=(20, 6, 4))
        study = study_of(cube, Design.NESTED, keep & (rng.random(cube.shape) > 0.1))
        runs.append(list(raw(study).values()))
    found = np.array(runs)

    error = found.std(axis=0) / np.sqrt(len(runs))

    assert not study.balanced
    assert (np.abs(found.mean(axis=0) - truth**2) < 3.5 * error).all()


@pytest.mark.parametrize("design", [Design.ONE_FACET, Design.TWO_FACETS, Design.NESTED])
def test_components_know_nothing_of_order_and_origin_and_scale_with_the_square(design):
    rng = np.random.default_rng(2)
    cube = simulated(rng, 8, 4, 3)
    cube = cube[:, 0] if design is Design.ONE_FACET else cube
    keep = rng.random(cube.shape) > 0.2
    order = rng.permutation(8)

    before = study_of(cube, design, keep)
    after = study_of(1000 - 10 * cube[order], design, keep[order])

    assert raw(after) == pytest.approx({e: 100 * v for e, v in raw(before).items()}, abs=1e-8)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_one_facet_dependability_is_the_intraclass_correlation(seed):
    table = simulated(np.random.default_rng(seed), 15, 4, 1)[:, :, 0]
    study = study_of(table, Design.ONE_FACET)
    correlations = {one.also_named: one.value for one in intraclass_correlations(table)}
    if min(raw(study).values()) < 0:
        return

    one, four = (d_study(study, sizes={"r": n}) for n in (1, 4))

    assert (one.dependability, one.generalizability) == pytest.approx(
        (correlations["ICC(A,1)"], correlations["ICC(C,1)"])
    )
    assert (four.dependability, four.generalizability) == pytest.approx(
        (correlations["ICC(A,k)"], correlations["ICC(C,k)"])
    )


def study_with(components: dict[str, float], design: Design = Design.TWO_FACETS) -> VarianceComponents:
    facets = "p" + FACETS[design]
    return VarianceComponents(
        design=design,
        balanced=False,
        components={
            e: Component(effect=e, raw=v, used=max(v, 0.0), n_levels=5) for e, v in components.items()
        },
        levels=dict.fromkeys(facets, 5.0),
        n_marks=125,
        mean=3.0,
        of_mean=0.1,
    )


def test_a_two_facet_d_study_divides_every_component_by_what_it_averages_over():
    found = d_study(study_with(TRUTH), sizes={"i": 8, "r": 5})

    relative = 0.4 / 8 + 0.5 / 5 + 0.6 / 40
    absolute = relative + 0.2 / 8 + 0.3 / 5 + 0.1 / 40
    assert (found.universe, found.relative, found.absolute) == pytest.approx((1.0, relative, absolute))
    assert found.generalizability == pytest.approx(1 / (1 + relative))
    assert found.dependability == pytest.approx(1 / (1 + absolute))


def test_fixed_criteria_belong_to_what_is_measured():
    found = d_study(study_with(TRUTH), sizes={"i": 8, "r": 5}, fixed=frozenset("i"))

    relative = 0.5 / 5 + 0.6 / 40
    assert found.universe == pytest.approx(1.0 + 0.4 / 8)
    assert found.relative == pytest.approx(relative)
    assert found.absolute == pytest.approx(relative + 0.3 / 5 + 0.1 / 40)


def test_dependability_at_a_cut_is_lowest_where_the_mean_stands():
    study = study_with(TRUTH)
    at = {cut: d_study(study, sizes={"i": 8, "r": 5}, cut=cut).at_cut for cut in (1.0, 3.0, 5.0)}

    plain = d_study(study, sizes={"i": 8, "r": 5})

    assert at[3.0] == pytest.approx(plain.dependability)
    assert at[1.0] == at[5.0] == pytest.approx((1.0 + 4 - 0.1) / (1.0 + 4 - 0.1 + plain.absolute))


@given(
    parts=st.lists(st.floats(0, 2), min_size=7, max_size=7),
    target=st.floats(0.3, 0.95),
    others=st.integers(1, 12),
    relative=st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_the_fewest_examiners_are_the_fewest(parts, target, others, relative):
    study = study_with(dict(zip(TRUTH, parts, strict=True)))
    (need,) = examiners_needed(study, target=target, others=[others], relative=relative)

    def coefficient(n: int) -> float:
        found = d_study(study, sizes={"i": others, "r": n})
        value = found.generalizability if relative else found.dependability
        return 0.0 if value is None else value

    if need.examiners is None:
        assert coefficient(100) < target + 1e-6
    else:
        assert coefficient(need.examiners) >= target - 1e-8
        assert need.examiners == 1 or coefficient(need.examiners - 1) < target + 1e-8


def test_the_cheapest_panel_has_the_fewest_marks_and_then_the_fewest_examiners():
    needs = examiners_needed(study_with(TRUTH), target=0.8, others=range(1, 16))

    best = fewest_marks(needs)

    reached = [n for n in needs if n.examiners is not None]
    assert best in reached
    assert best.examiners * best.others == min(n.examiners * n.others for n in reached)


def test_a_target_above_the_ceiling_is_reached_by_nobody():
    (need,) = examiners_needed(study_with(TRUTH), target=0.9, others=[1])

    assert need.examiners is None
    assert need.ceiling == pytest.approx(1 / (1 + 0.4 + 0.2))
    assert fewest_marks([need]) is None


def test_the_intervals_of_a_balanced_study_cover_the_truth():
    rng = np.random.default_rng(15)
    truth = d_study(study_with(TRUTH), sizes={"i": 8, "r": 5})
    runs, hits = 200, np.zeros(2)
    for run in range(runs):
        study = study_of(simulated(rng, 41, 8, 5), Design.TWO_FACETS)
        draws = component_draws(study, seed=run, draws=1000)
        found = d_study(study, sizes={"i": 8, "r": 5}, draws=draws)
        for at, (interval, value) in enumerate(
            (
                (found.generalizability_interval, truth.generalizability),
                (found.dependability_interval, truth.dependability),
            )
        ):
            hits[at] += interval[0] <= value <= interval[1]

    assert ((hits / runs > 0.91) & (hits / runs <= 0.995)).all(), hits / runs


def test_the_standard_errors_are_what_repetition_shows():
    rng = np.random.default_rng(16)
    studies = [study_of(simulated(rng, 20, 8, 6), Design.TWO_FACETS) for _ in range(300)]

    for effect in ("p", "pi", "pir"):
        spread = np.std([s.components[effect].raw for s in studies])
        said = np.sqrt(np.mean([s.components[effect].se ** 2 for s in studies]))
        assert said == pytest.approx(spread, rel=0.12)


def test_an_incomplete_design_has_no_draws():
    cube = simulated(np.random.default_rng(1), 8, 3, 3)
    keep = np.ones(cube.shape, dtype=bool)
    keep[0, 0, 0] = False

    assert component_draws(study_of(cube, Design.TWO_FACETS, keep), seed=1) is None


def test_marks_that_are_all_equal_have_no_coefficient():
    study = study_of(np.full((5, 3, 4), 3.0), Design.TWO_FACETS)

    found = d_study(study, sizes={"i": 3, "r": 4}, cut=3.0)

    assert set(raw(study).values()) == {0.0}
    assert (found.generalizability, found.dependability, found.at_cut) == (None, None, None)
    assert examiners_needed(study, target=0.8)[0].examiners is None


@pytest.mark.parametrize(
    ("cube", "keep", "code"),
    [
        (np.arange(12.0).reshape(1, 4, 3), None, "design_one_level"),
        (np.arange(12.0).reshape(4, 3, 1), None, "design_one_level"),
        # One examiner per person: a strict examiner and a weak person look alike.
        (
            np.random.default_rng(1).normal(size=(6, 4, 3)),
            np.broadcast_to((np.arange(6)[:, None] % 3 == np.arange(3))[:, None, :], (6, 4, 3)),
            "design_not_separable",
        ),
    ],
)
def test_what_the_marks_cannot_tell_is_refused(cube, keep, code):
    with pytest.raises(CoreError) as refused:
        study_of(cube, Design.TWO_FACETS, keep)

    assert refused.value.code == code


def test_two_marks_of_one_cell_are_refused():
    person = np.array([0, 0, 1, 1, 1])
    facet = np.array([0, 1, 0, 1, 1])

    with pytest.raises(CoreError) as refused:
        variance_components(Design.ONE_FACET, person=person, facets={"r": facet}, mark=np.arange(5.0))

    assert (refused.value.code, refused.value.facts["n"]) == ("design_cell_twice", 1)
