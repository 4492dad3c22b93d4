"""Every published number by itself, with its formula and its value as text."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from selaras.core.codec import from_json, to_json
from selaras.core.numbers import (
    FORMULAS,
    Number,
    PublishedNumbers,
    numbers_of_event,
    numbers_of_people,
    payload_of,
)
from selaras.core.outcome import Results
from selaras.core.publication import publication
from selaras.core.results import results_from
from tests.core.building import ANI, TEST_ON, assessment, rulebook_on, small_case
from tests.core.building_results import with_sekda


def results(**changes: object) -> Results:
    case = small_case(assessments=(assessment(ANI.nip),), **changes)
    return results_from(case, rulebook_on(), as_of=TEST_ON)


def told(numbers: tuple[Number, ...]) -> dict[str, str]:
    return {one.id: one.value for one in numbers}


def test_a_persons_numbers_are_those_of_the_published_document() -> None:
    found = results()
    case = small_case(assessments=(assessment(ANI.nip),))
    shown = publication(case, found)["officials"][0]
    own = told(numbers_of_people(found)["P-001"])

    assert own["score"] == shown["score"]
    assert own["rank"] == str(shown["rank"])
    assert own["category"] == shown["category"]
    assert own["passed"] == ("true" if shown["passed"] else "false")
    assert own["match.percent"] == shown["match"]["percent"]
    assert own["box"] == str(shown["box"])
    assert own["axis.potential"] == shown["talent"]["potential_points"]
    assert own["assessment"] == assessment(ANI.nip).report_number
    for code, part in shown["components"].items():
        assert own[f"component.{code}.points"] == part["points"]
        assert own[f"component.{code}.share"] == part["effective_weight"]
    for one in shown["examiners"]:
        assert own[f"examiner.{one['examiner']}.{one['component']}.points"] == one["points"]


def test_numbers_stand_by_id_each_once_and_of_a_known_formula() -> None:
    for numbers in (*numbers_of_people(results()).values(), numbers_of_event(results())):
        ids = [one.id for one in numbers]
        assert ids == sorted(set(ids))
        assert {one.formula for one in numbers} <= set(FORMULAS)
        assert all(isinstance(one.value, str) for one in numbers)


def test_what_does_not_exist_has_no_line() -> None:
    unscored = results(rating_sheets=(), performances=(), attendances=())

    assert set(told(numbers_of_people(unscored)["P-001"])) == {"status", "assessment"}
    assert "summary.passed_percent" not in told(numbers_of_event(unscored))


def test_nobody_is_named_by_nip_in_a_number() -> None:
    found = results()
    tied = replace(found.officials[0], tied_with=(found.officials[1].nip,))
    numbers = numbers_of_people(replace(found, officials=(tied, *found.officials[1:])))

    assert told(numbers["P-001"])["tied"] == "P-002"
    nips = [one.nip for one in found.officials]
    assert not [one for own in numbers.values() for one in own for nip in nips if nip in one.value]


def test_the_score_without_conflict_is_told_beside_the_score() -> None:
    found = results_from(with_sekda(ANI.nip), rulebook_on(), as_of=TEST_ON)
    apart = [one for one in found.officials if one.without_conflict]
    assert apart

    for one in apart:
        assert one.without_conflict is not None
        own = told(numbers_of_people(found)[one.code])
        assert own["without-conflict.score"] == str(one.without_conflict.score)
        assert own["without-conflict.rank"] == str(one.without_conflict.rank)


def test_the_events_numbers_are_its_summary() -> None:
    found = results()
    own = told(numbers_of_event(found))

    assert own["summary.participants"] == str(found.summary.participants)
    assert own["summary.passed_percent"] == str(found.summary.passed_percent)
    assert [own[f"summary.boxes.{n}"] for n in range(1, 10)] == [
        str(found.summary.boxes[str(n)]) for n in range(1, 10)
    ]


def test_two_places_are_kept_and_rounded_half_up() -> None:
    found = results()
    part = replace(found.officials[0].components[0], points=Fraction(100, 3))
    changed = replace(
        found.officials[0], components=(part,), match=None, box=None, score=Decimal("70.5"), examiners=()
    )
    own = told(numbers_of_people(replace(found, officials=(changed, *found.officials[1:])))["P-001"])

    assert own[f"component.{part.code}.points"] == "33.33"
    assert own["score"] == "70.5"  # the scheme's places, not two


def test_numbers_go_into_an_entry_and_back() -> None:
    kept = PublishedNumbers(version=1, numbers=numbers_of_people(results())["P-001"])

    assert payload_of(kept.numbers, version=1) == to_json(kept)
    assert from_json(PublishedNumbers, to_json(kept)) == kept
