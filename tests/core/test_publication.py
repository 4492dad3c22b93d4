"""``results.json``: what is published, in the published form, always the same bytes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.publication import NOT_A_GROUND, NOT_PROVABLE, publication, publication_bytes
from selaras.core.results import results_from
from tests.core.building import ANI, TEST_ON, assessment, panel, rulebook_on, small_case


def published(case: c.CaseFile) -> dict[str, Any]:
    return publication(case, results_from(case, rulebook_on(), as_of=TEST_ON))


def case_with_all() -> c.CaseFile:
    """Return a case with a disclosed conflict, an assessment and an exempt person."""
    superior = c.Conflict(nip=ANI.nip, kind=v.ConflictKind.SUPERIOR, note="")
    return small_case(
        examiners=(replace(panel()[0], conflicts=(superior,)), *panel()[1:]),
        assessments=(assessment(ANI.nip),),
    )


def test_the_published_form_is_the_published_schema() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "results.schema.json").read_text("utf-8"))

    for case in (case_with_all(), small_case(rating_sheets=(), performances=(), attendances=())):
        jsonschema.Draft202012Validator(schema).validate(published(case))


def leaves(data: Any) -> set[type]:
    if isinstance(data, dict):
        return set().union(*(leaves(one) for one in data.values())) if data else set()
    if isinstance(data, list):
        return set().union(*(leaves(one) for one in data)) if data else set()
    return {type(data)}


def test_no_number_is_published_as_a_float_or_decimal() -> None:
    assert leaves(published(case_with_all())) <= {str, int, bool, type(None)}


def test_a_person_is_published_with_score_rank_category_match_and_proposal() -> None:
    ani = published(case_with_all())["officials"][0]

    assert {
        name: ani[name] for name in ("nip", "name", "status", "score", "rank", "tied_with", "passed")
    } == {
        "nip": ANI.nip,
        "name": "Ani",
        "status": "participant",
        "score": "86.00",
        "rank": 2,
        "tied_with": [],
        "passed": True,
    }
    assert ani["category"] == "MS"
    assert ani["without_conflict"] == {"score": "86.00", "rank": 2}
    assert ani["components"]["MAKALAH"] == {
        "name": "Komponen MAKALAH",
        "parent": "PANEL",
        "weight": "50.00",
        "effective_weight": "50.00",
        "points": "80.00",
    }
    assert (ani["match"]["percent"], ani["match"]["gaps"][0]["source"]) == ("100.00", "assessor")
    assert ani["alternatives"][0] == {
        "position": "J-02",
        "title": "Kepala Dinas J-02",
        "rank": 1,
        "percent": "100.00",
        "same_as": ["J-03", "J-04"],
        "flags": ani["alternatives"][0]["flags"],
    }
    assert ani["recommendation"]["kind"] == "stay"


def test_the_bytes_are_sorted_utf_8_with_one_newline_at_the_end() -> None:
    case = case_with_all()
    results = results_from(case, rulebook_on(), as_of=TEST_ON)

    found = publication_bytes(case, results)

    assert found == publication_bytes(case, results)
    assert found.endswith(b"}\n")
    told = json.loads(found)
    assert list(told) == sorted(told)
    assert told == publication(case, results)


def test_every_result_says_that_it_is_no_ground_for_dismissal() -> None:
    ready = small_case(rating_sheets=(), performances=(), attendances=())

    assert published(case_with_all())["notices"] == [NOT_A_GROUND, NOT_PROVABLE]
    assert (published(ready)["notices"], published(ready)["event"]["stage"]) == ([NOT_PROVABLE], "ready")


def with_a_sheet_given_anew() -> c.CaseFile:
    """Return a case in which a sheet was voided by two people and given again."""
    sheet = small_case().rating_sheets[0]
    gone = c.VoidedSheet(
        examiner=sheet.examiner,
        nip=sheet.nip,
        method=sheet.method,
        reason="Lembar tertukar",
        approvals=("01HM5AMXG0", "01HM5AMXG1"),
    )
    return small_case(voided=(gone,))


def test_a_voided_sheet_stands_openly_in_the_result_and_is_said_first() -> None:
    found = published(with_a_sheet_given_anew())

    (gone,) = found["voided"]
    assert gone["reason"] == "Lembar tertukar"
    assert set(gone) == {"examiner", "nip", "method", "reason"}
    assert found["notices"][1].startswith("1 lembar nilai dibatalkan oleh dua orang")
    assert published(case_with_all())["voided"] == []
    schema = json.loads((Path(__file__).parents[2] / "docs" / "results.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)


def test_only_an_import_is_said_to_prove_nobody() -> None:
    assert NOT_PROVABLE in published(case_with_all())["notices"]
    assert published(replace(case_with_all(), is_signed=True))["notices"] == [NOT_A_GROUND]
