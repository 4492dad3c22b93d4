"""Dataclasses to JSON and back: integers and strings only, every field named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.codec import LARGEST, decimal_of, from_json, hundredths, to_json
from selaras.core.errors import CoreError
from tests.core.building import agency, assessment, event, examiner, official, permission, position, scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """One field of every kind that a payload may have."""

    nip: v.Nip
    maybe_nip: v.Nip | None
    nips: tuple[v.Nip | None, ...]
    level: v.Level
    day: date | None
    number: Decimal
    count: int
    flag: bool
    text: str
    by_code: Mapping[v.CompetenceCode, Decimal]
    by_nip: Mapping[v.Nip, int]
    letters: tuple[c.Letter, ...]


texts = st.text(max_size=12)
decimals = st.integers(min_value=-LARGEST, max_value=LARGEST).map(decimal_of)
days = st.dates()
everythings = st.builds(
    Everything,
    nip=texts.map(v.Nip),
    maybe_nip=st.none() | texts.map(v.Nip),
    nips=st.lists(st.none() | texts.map(v.Nip), max_size=3).map(tuple),
    level=st.sampled_from(v.Level),
    day=st.none() | days,
    number=decimals,
    count=st.integers(min_value=-LARGEST, max_value=LARGEST),
    flag=st.booleans(),
    text=texts,
    by_code=st.dictionaries(texts.map(v.CompetenceCode), decimals, max_size=3),
    by_nip=st.dictionaries(texts.map(v.Nip), st.integers(0, 9), max_size=3),
    letters=st.lists(st.builds(c.Letter, number=texts, dated_on=days, issuer=texts), max_size=2).map(tuple),
)
ONE = Everything(
    nip=v.Nip("1"),
    maybe_nip=None,
    nips=(v.Nip("2"), None),
    level=v.Level.JPT_PRATAMA,
    day=date(2024, 1, 30),
    number=Decimal("78.5"),
    count=3,
    flag=True,
    text="1",
    by_code={v.CompetenceCode("M.01"): Decimal(4)},
    by_nip={v.Nip("1"): 7},
    letters=(c.Letter(number="n", dated_on=date(2024, 2, 29), issuer="i"),),
)
WRITTEN = {
    "nip": "1",
    "maybe_nip": None,
    "nips": ["2", None],
    "level": "jpt-pratama",
    "day": "2024-01-30",
    "number": 7850,
    "count": 3,
    "flag": True,
    "text": "1",
    "by_code": {"M.01": 400},
    "by_nip": {"1": 7},
    "letters": [{"number": "n", "dated_on": "2024-02-29", "issuer": "i"}],
}


@given(everythings)
def test_what_is_written_is_read_back(value: Everything) -> None:
    assert from_json(Everything, to_json(value)) == value


@pytest.mark.parametrize(
    "value",
    [agency(), event(), official(), position(), examiner(), permission(v.PermissionKind.PERTEK), scheme()],
    ids=lambda one: type(one).__name__,
)
def test_every_part_of_a_case_is_read_back(value: Any) -> None:
    assert from_json(type(value), to_json(value)) == value


def test_a_payload_holds_integers_and_strings_only() -> None:
    assert to_json(ONE) == WRITTEN


def test_every_field_of_type_nip_is_renamed_and_nothing_else() -> None:
    renamed = to_json(ONE, nip=lambda text: f"P-{text}")

    assert renamed == {**WRITTEN, "nip": "P-1", "nips": ["P-2", None], "by_nip": {"P-1": 7}}
    assert from_json(Everything, renamed, nip=lambda code: code.removeprefix("P-")) == ONE


@pytest.mark.parametrize("field", list(WRITTEN))
def test_a_missing_field_is_refused_by_name(field: str) -> None:
    with pytest.raises(CoreError) as refused:
        from_json(Everything, {name: one for name, one in WRITTEN.items() if name != field})

    assert (refused.value.code, dict(refused.value.facts)) == (
        "payload_field_missing",
        {"field": f"Everything.{field}"},
    )


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(CoreError) as refused:
        from_json(Everything, {**WRITTEN, "extra": 1})

    assert (refused.value.code, dict(refused.value.facts)) == (
        "payload_field_unknown",
        {"field": "Everything.extra"},
    )


@pytest.mark.parametrize(
    ("field", "wrong", "facts"),
    [
        ("number", 78.5, {"field": "Everything.number", "expected": "int", "got": "float"}),
        ("number", "78.5", {"field": "Everything.number", "expected": "int", "got": "str"}),
        ("number", True, {"field": "Everything.number", "expected": "int", "got": "bool"}),
        ("count", 3.0, {"field": "Everything.count", "expected": "int", "got": "float"}),
        ("count", False, {"field": "Everything.count", "expected": "int", "got": "bool"}),
        ("flag", 1, {"field": "Everything.flag", "expected": "bool", "got": "int"}),
        ("text", 1, {"field": "Everything.text", "expected": "str", "got": "int"}),
        ("nip", 1, {"field": "Everything.nip", "expected": "str", "got": "int"}),
        ("nips", "22", {"field": "Everything.nips", "expected": "list", "got": "str"}),
        ("by_code", [], {"field": "Everything.by_code", "expected": "dict", "got": "list"}),
        ("by_code", {"M.01": 1.5}, {"field": "Everything.by_code.M.01", "expected": "int", "got": "float"}),
        ("letters", ["x"], {"field": "Everything.letters[0]", "expected": "dict", "got": "str"}),
        ("level", "bupati", {"field": "Everything.level", "got": "bupati"}),
        ("level", 7, {"field": "Everything.level", "expected": "str", "got": "int"}),
        ("day", "30-01-2024", {"field": "Everything.day", "got": "30-01-2024"}),
        ("day", "20240130", {"field": "Everything.day", "got": "20240130"}),
        ("day", "2024-W05-2", {"field": "Everything.day", "got": "2024-W05-2"}),
        ("day", "2023-02-29", {"field": "Everything.day", "got": "2023-02-29"}),
    ],
)
def test_a_field_of_another_kind_is_refused_by_name(field: str, wrong: object, facts: dict[str, str]) -> None:
    with pytest.raises(CoreError) as refused:
        from_json(Everything, {**WRITTEN, field: wrong})

    assert (refused.value.code, dict(refused.value.facts)) == ("payload_field_wrong", facts)


@pytest.mark.parametrize("field", ["nip", "number", "level", "letters", "by_code"])
def test_an_empty_field_is_refused_where_something_must_stand(field: str) -> None:
    with pytest.raises(CoreError) as refused:
        from_json(Everything, {**WRITTEN, field: None})

    assert (refused.value.code, dict(refused.value.facts)) == (
        "payload_field_empty",
        {"field": f"Everything.{field}"},
    )


def test_a_wrong_field_is_named_by_its_whole_path() -> None:
    letter = {"number": "n", "dated_on": "2024-02-29"}

    with pytest.raises(CoreError) as refused:
        from_json(Everything, {**WRITTEN, "letters": [*WRITTEN["letters"], letter]})  # type: ignore[misc]

    assert dict(refused.value.facts) == {"field": "Everything.letters[1].issuer"}


@pytest.mark.parametrize("value", [1.5, object(), {"a": 0.5}, (1.0,), [1], b"x"])
def test_what_has_no_one_spelling_is_not_written(value: object) -> None:
    with pytest.raises(CoreError) as refused:
        to_json(value)

    assert refused.value.code == "not_codable"


@pytest.mark.parametrize(
    "text", ["78.555", "0.001", "-1.999", "1E-99999999", "12345678901234567890123456789.001"]
)
def test_a_third_decimal_place_is_refused_and_not_rounded(text: str) -> None:
    with pytest.raises(CoreError) as refused:
        hundredths(Decimal(text))

    assert refused.value.code in ("more_than_two_places", "number_not_codable")
    assert dict(refused.value.facts) == {"got": str(Decimal(text))}


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1E99999999", "90071992547409.92"])
def test_a_number_that_not_every_language_can_read_is_refused(text: str) -> None:
    with pytest.raises(CoreError) as refused:
        hundredths(Decimal(text))

    assert (refused.value.code, dict(refused.value.facts)) == (
        "number_not_codable",
        {"got": str(Decimal(text))},
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("78.5", 7850),
        ("-0.01", -1),
        ("0", 0),
        ("1E2", 10_000),
        ("78.5000", 7850),
        ("90071992547409.91", LARGEST),
    ],
)
def test_a_decimal_is_written_in_hundredths(text: str, number: int) -> None:
    assert hundredths(Decimal(text)) == number
    assert decimal_of(number) == Decimal(text)


@pytest.mark.parametrize("number", [LARGEST + 1, -LARGEST - 1])
def test_an_integer_beyond_the_exact_ones_is_refused_both_ways(number: int) -> None:
    for attempt in (decimal_of, to_json):
        with pytest.raises(CoreError) as refused:
            attempt(number)

        assert (refused.value.code, dict(refused.value.facts)) == (
            "number_not_codable",
            {"got": str(number)},
        )


def test_a_report_keeps_its_levels_by_competence() -> None:
    report = assessment(v.Nip("1"))

    assert to_json(report)["levels"] == {"M.01": 400, "M.02": 400, "SK.01": 400, "T.01": 400}
    assert from_json(c.Assessment, to_json(report)) == report


@dataclass(frozen=True, slots=True, kw_only=True)
class WithFloat:
    share: float


def test_a_field_of_a_kind_that_no_payload_has_is_refused() -> None:
    with pytest.raises(CoreError) as refused:
        from_json(WithFloat, {"share": "0.5"})

    assert (refused.value.code, dict(refused.value.facts)) == (
        "not_codable",
        {"type": "<class 'float'>"},
    )
