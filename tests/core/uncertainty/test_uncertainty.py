"""How sure a result is: the exact tree per draw, from the ledger's draws alone."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.dossier import dossier_of
from selaras.core.errors import CoreError
from selaras.core.measurement.artefact import draws_in, measurement_in
from selaras.core.measurement.expected import expected_marks
from selaras.core.measuring import units_of
from selaras.core.publication import publication, publication_bytes
from selaras.core.results import results_from
from selaras.core.scoring import score_person
from selaras.core.uncertainty.leaves import expected_points_of
from selaras.core.uncertainty.tree import person_draws
from tests.core.building import ANI, BUDI, CITRA, TEST_ON, rulebook_on, sheet, small_case
from tests.core.uncertainty.building_draws import (
    N_DRAWS,
    estimates,
    marked_as,
    ordinal_scheme,
    points_case,
    points_scheme,
    spread,
)


def margins(case, measured):
    found = results_from(case, rulebook_on(), as_of=TEST_ON, measured=measured)
    return {one.nip: one.margin for one in found.officials}, found


def drawn_scores(case, measured, nip, *, n=5):
    """Return the score the exact tree gives when every mark is the draw's expected mark: an oracle."""
    dossier = dossier_of(case, rulebook_on())
    units = {one.key: one for one in units_of(dossier)}
    scores = []
    for draw in range(n):
        given = {}
        for kept in measured:
            marks = expected_marks(draws_in(kept.artefact), model=units[kept.unit].model)
            labels = kept.artefact.officials.labels
            codes = {"P-001": ANI.nip, "P-002": BUDI.nip, "P-003": CITRA.nip}
            for column, code in enumerate(labels):
                for item, criterion in enumerate(kept.artefact.criteria.labels):
                    given[codes[code], criterion] = Decimal(repr(float(marks[draw, column, item])))
        exact = score_person(dossier_of(marked_as(case, given), rulebook_on()), nip).exact
        scores.append(float(exact))
    return scores


def test_each_draw_is_the_exact_tree_on_that_draws_marks() -> None:
    case = points_case()
    measured = estimates(case, ability=spread)

    dossier = dossier_of(case, rulebook_on())
    pairs = [
        (unit, measurement_in(kept.artefact)) for unit, kept in zip(units_of(dossier), measured, strict=True)
    ]
    drawn = person_draws(
        dossier,
        score_person(dossier, BUDI.nip),
        expected_points_of(dossier, pairs),
        code="P-002",
        match=None,
        box=None,
    )

    assert drawn.score[:5] == pytest.approx(drawn_scores(case, measured, BUDI.nip), abs=1e-9)
    assert drawn.fixed == ("KINERJA",)


def test_the_printed_score_is_never_replaced() -> None:
    plain = small_case(scheme=replace(points_scheme(), measurement=None))
    case = points_case()

    _, found = margins(case, estimates(case, ability=spread))
    without = results_from(plain, rulebook_on(), as_of=TEST_ON)

    assert [one.score for one in found.officials] == [one.score for one in without.officials]
    assert [one.rank for one in found.officials] == [one.rank for one in without.officials]
    assert [one.category for one in found.officials] == [one.category for one in without.officials]


def test_shares_sum_to_a_hundred_and_pass_is_the_share_above_the_cut() -> None:
    case = points_case()

    found, _ = margins(case, estimates(case, ability=spread))

    for one in found.values():
        shares = one.category_percents
        assert float(sum(shares.values())) == pytest.approx(100, abs=0.2)
        assert float(one.pass_percent) == pytest.approx(
            float(shares[v.Category.MS] + shares[v.Category.MMS]), abs=0.1
        )
        assert float(sum(one.box_percents.values())) == pytest.approx(100, abs=0.5)
        assert one.score.lower <= one.expected <= one.score.upper


def test_people_with_the_same_draws_cannot_be_told_apart_and_far_ones_can() -> None:
    case = points_case()

    alike, found = margins(case, estimates(case, ability=spread))
    apart, _ = margins(case, estimates(case, ability=lambda unit: spread(unit, mean=30, apart=30, sd=1)))

    assert alike[ANI.nip].not_apart_from
    assert found.measured.groups
    assert all(one.not_apart_from == () for one in apart.values())
    assert [apart[nip].rank.best for nip in (CITRA.nip, BUDI.nip, ANI.nip)] == [1, 2, 3]
    assert [apart[nip].rank.worst for nip in (CITRA.nip, BUDI.nip, ANI.nip)] == [1, 2, 3]


def test_whole_marks_are_expected_through_the_thresholds() -> None:
    case = small_case(scheme=ordinal_scheme())

    found, result = margins(case, estimates(case, ability=spread, sd_halo=0.5))

    assert {one.family for one in result.measured.units} == {"rating-scale"}
    part = found[ANI.nip].components[0]
    assert part.method is v.Method.PAPER
    assert 20 <= part.interval.lower < part.expected < part.interval.upper <= 100


def test_no_evidence_counts_in_every_draw_as_the_scheme_says() -> None:
    lowest = points_scheme(no_evidence=s.NoEvidence.LOWEST, most_missing_share=Decimal(60))
    sheets = tuple(
        sheet(one.examiner, one.nip, one.method, M1="80", M2=None)
        if one.nip == ANI.nip and one.method is v.Method.PAPER
        else one
        for one in small_case().rating_sheets
    )
    left_out = small_case(
        scheme=points_scheme(no_evidence=s.NoEvidence.LEAVE_OUT, most_missing_share=Decimal(60)),
        rating_sheets=sheets,
    )
    counted = small_case(scheme=lowest, rating_sheets=sheets)

    full, _ = margins(left_out, estimates(left_out, ability=spread))
    less, _ = margins(counted, estimates(counted, ability=spread))

    paper = full[ANI.nip].components[0].expected
    assert float(less[ANI.nip].components[0].expected) == pytest.approx(float(paper) * 0.6, abs=0.02)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: replace(one, marks="0" * 64), "measurement_of_other_marks"),
        (lambda one: replace(one, seed=one.seed + 1), "measurement_of_other_model"),
        (lambda one: replace(one, artefact=None, because="no reason"), "measurement_of_other_model"),
        (lambda one: replace(one, unit="another"), "measurement_missing"),
        (
            lambda one: replace(
                one, artefact=replace(one.artefact, model=replace(one.artefact.model, halo=False))
            ),
            "measurement_of_other_model",
        ),
        (
            lambda one: replace(
                one, artefact=replace(one.artefact, draws=replace(one.artefact.draws, n=N_DRAWS - 1))
            ),
            "measurement_of_other_model",
        ),
    ],
)
def test_estimates_of_anything_else_are_refused(change, code) -> None:
    case = points_case()
    first, *others = estimates(case, ability=spread)

    with pytest.raises(CoreError) as refused:
        margins(case, (change(first), *others))

    assert refused.value.code == code


def test_a_mark_changed_after_measuring_is_refused() -> None:
    case = points_case()
    measured = estimates(case, ability=spread)
    changed = marked_as(case, {(ANI.nip, "W1"): Decimal(99)})

    with pytest.raises(CoreError) as refused:
        margins(changed, measured)

    assert refused.value.code == "measurement_of_other_marks"


def test_a_scheme_that_measures_nothing_has_no_margins() -> None:
    found, result = margins(small_case(), ())

    assert set(found.values()) == {None}
    assert result.measured is None


def test_across_groups_that_no_examiner_links_there_is_no_rank_range() -> None:
    whole = points_case()

    def meets(one) -> bool:
        return (one.nip == ANI.nip) == (one.examiner in ("P1", "P2"))

    case = replace(
        whole,
        assignments=tuple(
            replace(one, nip=of)
            for one in whole.assignments
            for of in (ANI.nip, BUDI.nip, CITRA.nip)
            if meets(replace(one, nip=of))
        ),
        rating_sheets=tuple(one for one in whole.rating_sheets if meets(one)),
    )

    found, result = margins(case, estimates(case, ability=spread))

    assert [one.rank for one in found.values()] == [None, None, None]
    assert result.measured.units[0].n_components == 2
    assert np.isfinite(float(found[ANI.nip].pass_percent))


def test_the_published_margins_fit_the_published_schema_and_name_no_severity() -> None:
    case = points_case()
    _, found = margins(case, estimates(case, ability=spread))
    schema = json.loads((Path(__file__).parents[3] / "docs" / "results.schema.json").read_text("utf-8"))

    told = publication(case, found)

    jsonschema.Draft202012Validator(schema).validate(json.loads(json.dumps(told)))
    assert found.measured is not None
    assert {one.examiner for one in found.measured.examiners} == {one.code for one in case.examiners}
    assert "examiners" not in told["measurement"]
    assert all("examiner" not in key for key in told["officials"][0]["margin"])


def test_the_same_estimates_give_the_same_bytes() -> None:
    case = points_case()
    measured = estimates(case, ability=spread)

    first, second = (publication_bytes(case, margins(case, measured)[1]) for _ in range(2))

    assert first == second


def test_marks_at_the_end_of_the_scale_are_noted() -> None:
    case = points_case()
    few = [one for one in case.officials if one.nip != CITRA.nip]
    full = marked_as(case, {(one.nip, code): Decimal(100) for one in few for code in ("M1", "W1")})

    _, found = margins(full, estimates(full, ability=spread))
    _, usual = margins(case, estimates(case, ability=spread))

    assert [one.notes for one in found.measured.units] == [("marks_at_the_end",)] * 2
    assert [one.notes for one in usual.measured.units] == [(), ()]
