"""YAML without its surprises."""

import pytest

from selaras.core.errors import CoreError
from selaras.law.strict_yaml import read_yaml


@pytest.fixture
def read(tmp_path):
    def read_text(text):
        path = tmp_path / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        return read_yaml(path)

    return read_text


def test_words_stay_words_and_only_integers_get_a_type(read):
    data = read("{on: 2021-09-11, off: no, code: 0123, n: -5, none: null, yes: true, empty: }")

    assert data == {
        "on": "2021-09-11",
        "off": "no",
        "code": "0123",
        "n": -5,
        "none": None,
        "yes": True,
        "empty": None,
    }


@pytest.mark.parametrize("text", ["a: 1\na: 2", "a: {b: 1, c: 2, b: 3}", "- x: 1\n  x: 1"])
def test_a_key_that_stands_twice_is_refused_with_its_line(read, text):
    with pytest.raises(CoreError) as refused:
        read(text)

    assert refused.value.code == "law_duplicate_key"
    assert refused.value.facts["file"] == "rules.yaml"
    assert refused.value.facts["line"] == (2 if "\n" in text else 1)


@pytest.mark.parametrize("number", ["0.45", "-1.5", ".5", "5.", "1e3", "6.02E23", "+0.1"])
def test_a_number_with_a_point_is_refused_because_it_would_become_a_float(read, number):
    with pytest.raises(CoreError) as refused:
        read(f"share:\n  percent: {number}")

    assert refused.value.code == "law_float"
    assert refused.value.facts == {"file": "rules.yaml", "line": 2, "got": number}


def test_a_decimal_is_written_as_text(read):
    assert read("cut: '67.99'") == {"cut": "67.99"}


@pytest.mark.parametrize("text", ["a: [1, 2", "a: b: c", "a: *b", "a: !!python/name:os.system x"])
def test_what_is_no_plain_yaml_is_refused(read, text):
    with pytest.raises(CoreError) as refused:
        read(text)

    assert refused.value.code == "law_unreadable"
    assert refused.value.facts["file"] == "rules.yaml"
