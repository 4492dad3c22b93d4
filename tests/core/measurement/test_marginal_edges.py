"""What the marginal estimator does where data run out: each case is stated, none is a crash or a NaN."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from selaras.core.errors import CoreError
from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import design_of
from selaras.core.measurement.marginal import fit_marginal
from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.ratings import Ratings, ratings_from_codes, ratings_of
from selaras.core.measurement.simulation import Plan, simulate_panel

NO_HALO, HALO = Model(halo=False), Model(halo=True)
FULL, _ = simulate_panel(Plan(officials=20, examiners=4, criteria=4), seed=3)


def chosen(keep=None, *, mark=None, examiner=None, criterion=None) -> Ratings:
    keep = np.ones(FULL.n, dtype=bool) if keep is None else keep
    return ratings_from_codes(
        FULL.official[keep],
        mark=(FULL.mark if mark is None else mark)[keep],
        examiner=(FULL.examiner if examiner is None else examiner)[keep],
        criterion=(FULL.criterion if criterion is None else criterion)[keep],
    )


def measured(ratings: Ratings, model: Model = NO_HALO):
    result = fit_marginal(ratings, model=model)
    for facet in (result.officials, result.examiners, result.criteria):
        for values in (facet.measure, facet.se, facet.lower, facet.upper):
            assert np.isfinite(values).all()
        assert (facet.se >= 0).all()
    assert result.diagnosis.converged
    return result


def test_top_marks_throughout_give_a_finite_measure_and_a_wide_interval():
    top = np.where(FULL.official == 5, FULL.mark.max(), FULL.mark)

    result = measured(chosen(mark=top))

    assert "extreme_official" in result.diagnosis.notes
    assert result.officials.measure.argmax() == 5
    assert result.officials.se.argmax() == 5


@pytest.mark.parametrize("model", [NO_HALO, HALO], ids=["plain", "halo"])
def test_an_examiner_who_gives_only_top_marks_is_the_mildest_by_a_finite_amount(model):
    top = np.where(FULL.examiner == 2, FULL.mark.max(), FULL.mark)

    result = measured(chosen(mark=top), model)

    assert "extreme_examiner" in result.diagnosis.notes
    assert result.examiners.measure.argmin() == 2
    assert result.examiners.measure[2] > -12
    assert result.examiners.se.argmax() == 2


def test_a_criterion_on_which_all_fail_is_the_hardest_by_a_finite_amount():
    low = np.where(FULL.criterion == 1, FULL.mark.min(), FULL.mark)

    result = measured(chosen(mark=low))

    assert "extreme_criterion" in result.diagnosis.notes
    assert result.criteria.measure.argmax() == 1
    assert result.criteria.measure[1] < 12


def test_a_criterion_with_one_mark_for_all_says_nothing_in_partial_credit():
    one = np.where(FULL.criterion == 1, 3.0, FULL.mark)
    model = Model(halo=False, family=Family.PARTIAL_CREDIT)

    result, without = measured(chosen(mark=one), model), measured(chosen(FULL.criterion != 1), model)

    assert "constant_marks" in result.diagnosis.notes
    assert (result.criteria.measure[1], result.criteria.se[1]) == (0.0, 0.0)
    assert result.thresholds[1].size == 0
    assert result.log_likelihood == pytest.approx(without.log_likelihood, abs=1e-6)
    assert result.officials.measure == pytest.approx(without.officials.measure, abs=1e-5)


def test_two_rooms_are_each_centred_by_themselves():
    first = FULL.official < 10
    rooms = chosen(first == (FULL.examiner < 2))

    result = measured(rooms)

    assert "disconnected" in result.diagnosis.notes
    assert result.officials.component.tolist() == [0] * 10 + [1] * 10
    assert result.examiners.component.tolist() == [0, 0, 1, 1]
    for room in (0, 1):
        assert abs(result.officials.measure[result.officials.component == room].sum()) < 1e-9
        assert abs(result.examiners.measure[result.examiners.component == room].sum()) < 1e-9


def test_an_examiner_per_official_leaves_neither_severity_nor_halo():
    own = chosen(FULL.examiner == FULL.official % 4)

    result = measured(own, HALO)

    assert {"disconnected", "halo_not_identified"} <= set(result.diagnosis.notes)
    assert result.sd_halo is None
    assert not result.examiners.measure.any()
    assert not result.examiners.se.any()


@pytest.mark.parametrize("model", [NO_HALO, HALO], ids=["plain", "halo"])
def test_one_examiner_has_severity_zero_without_error(model):
    result = measured(chosen(FULL.examiner == 1), model)

    assert "one_examiner" in result.diagnosis.notes
    assert (result.examiners.measure.tolist(), result.examiners.se.tolist()) == ([0.0], [0.0])
    assert ("halo_not_identified" in result.diagnosis.notes) == model.halo


def test_one_criterion_has_difficulty_zero_without_error():
    result = measured(chosen(FULL.criterion == 1), HALO)

    assert {"one_criterion", "halo_not_identified"} <= set(result.diagnosis.notes)
    assert (result.criteria.measure.tolist(), result.criteria.se.tolist()) == ([0.0], [0.0])


def test_examiners_of_other_criteria_are_not_told_from_the_criteria():
    apart = chosen((FULL.examiner < 2) == (FULL.criterion < 2))

    result = measured(apart)

    assert "facets_confounded" in result.diagnosis.notes
    assert abs(result.examiners.measure[:2].sum()) < 1e-9
    assert abs(result.examiners.measure[2:].sum()) < 1e-9


def test_an_unused_category_is_left_out_and_said():
    model = Model(halo=False, scales=((1.0, 2.0, 3.0, 4.0, 5.0),))
    folded = np.where(FULL.mark == 2.0, 1.0, FULL.mark)

    result = measured(chosen(mark=folded), model)

    assert "category_unused" in result.diagnosis.notes
    assert result.categories == ((1.0, 3.0, 4.0, 5.0),)
    assert result.thresholds[0].size == 3


def test_marks_without_any_difference_between_officials_say_so():
    chance = np.random.default_rng(0)
    noise = {seed: chance.integers(1, 5, FULL.n).astype(float) for seed in range(8)}

    results = [measured(chosen(mark=mark)) for mark in noise.values()]

    flat = [one for one in results if "ability_spread_zero" in one.diagnosis.notes]
    assert flat
    assert all(one.officials.se.max() < 0.05 for one in flat)


def test_officials_who_each_have_one_mark_throughout_have_no_bounded_spread():
    result = measured(chosen(mark=FULL.official % 2 + 1.0))

    assert "ability_spread_unbounded" in result.diagnosis.notes
    assert result.sd_ability == 30.0


def test_two_officials_are_enough():
    result = measured(chosen(FULL.official < 2))

    assert result.officials.measure.sum() == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("keep", "mark", "code"),
    [
        (FULL.official == 0, FULL.mark, "one_official_only"),
        (FULL.official >= 0, np.full(FULL.n, 3.0), "marks_all_equal"),
        ((FULL.examiner == 0) & (FULL.criterion == 0), FULL.mark, "one_rating_per_official"),
    ],
)
def test_what_cannot_be_measured_is_refused_by_name(keep, mark, code):
    with pytest.raises(CoreError) as refused:
        fit_marginal(chosen(keep, mark=mark), model=NO_HALO)

    assert refused.value.code == code


def test_many_sets_of_criteria_are_measured_in_pieces():
    ratings, _ = simulate_panel(Plan(officials=60, examiners=5, criteria=9, missing=0.4), seed=2)
    assert design_of(ratings, NO_HALO).forms.shape[0] > 64
    plain, in_order = measured(ratings), measured(ratings, HALO)

    # Each rating as a criterion's own mark gives the same likelihood, whatever pieces it is laid out in.
    assert plain.log_likelihood <= in_order.log_likelihood + 1e-6
    assert plain.diagnosis.converged


def test_codes_and_labels_make_the_same_ratings():
    rows = [*product(["Ani", "Budi"], ["P", "Q"], ["k1", "k2"])][::-1]
    marks = np.arange(8.0)
    by_label = ratings_of(
        [r[0] for r in rows], examiners=[r[1] for r in rows], criteria=[r[2] for r in rows], marks=marks
    )
    by_code = ratings_from_codes(
        np.array([("Ani", "Budi").index(r[0]) for r in rows]),
        examiner=np.array(["PQ".index(r[1]) for r in rows]),
        criterion=np.array([("k1", "k2").index(r[2]) for r in rows]),
        mark=marks,
        officials=["Ani", "Budi"],
        examiners=["P", "Q"],
        criteria=["k1", "k2"],
    )

    assert by_label.mark.tolist() == by_code.mark.tolist() == marks[::-1].tolist()
    assert (by_label.officials, by_label.examiners) == (by_code.officials, by_code.examiners)
    assert by_label.official.tolist() == by_code.official.tolist()


def test_a_label_without_ratings_is_left_out():
    few = ratings_from_codes(np.array([2, 0]), mark=np.array([1.0, 2.0]), officials=["Ani", "Budi", "Citra"])

    assert few.officials == ("Ani", "Citra")
    assert few.official.tolist() == [0, 1]


def test_a_position_without_a_label_is_our_own_fault():
    with pytest.raises(ValueError):
        ratings_from_codes(np.array([2, 0]), mark=np.array([1.0, 2.0]), officials=["Ani", "Budi"])


def test_a_pair_rated_twice_is_named_by_row():
    with pytest.raises(CoreError) as refused:
        ratings_from_codes(np.array([0, 1, 0]), mark=np.array([1.0, 2.0, 3.0]), examiner=np.array([0, 0, 0]))

    assert refused.value.errors[0].facts["row"] == 3


def test_components_are_numbered_by_their_first_official():
    ratings = ratings_of(
        ["Ani", "Budi", "Citra", "Dewi"], examiners=["R", "P", "R", "P"], marks=[1.0, 2.0, 3.0, 4.0]
    )

    components = components_of(design_of(ratings, NO_HALO))

    assert components.official.tolist() == [0, 1, 0, 1]
    assert components.examiner.tolist() == [1, 0]
    assert components.n == 2
