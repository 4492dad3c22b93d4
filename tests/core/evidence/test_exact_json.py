"""A payload has one reading: what languages read differently is refused."""

import time

import pytest

from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical, read_exact


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"a":1,"a":2}', "json_key_twice"),
        (b'{"x":{"a":1,"\\u0061":2}}', "json_key_twice"),
        (b"1.0", "json_not_an_integer"),
        (b"1e3", "json_not_an_integer"),
        (b"-0", "json_not_an_integer"),
        (b"NaN", "json_not_an_integer"),
        (b"Infinity", "json_not_an_integer"),
        (b"9007199254740992", "json_not_an_integer"),
        (b"-9007199254740992", "json_not_an_integer"),
        (b"1" * 5000, "json_not_an_integer"),
        (b'"\\ud800"', "json_not_unicode"),
        (b'{"\\udc00":1}', "json_not_unicode"),
        (b'"\xff"', "json_not_unicode"),
        (b"\xef\xbb\xbf{}", "json_not_readable"),
        (b"[" * 100_000, "json_too_deep"),
        (b"[" * 65 + b"]" * 65, "json_too_deep"),
        (b'[{"a":' * 33 + b"1" + b"}]" * 33, "json_too_deep"),
        (b'{"\\"]]]":' * 65 + b"1" + b"}" * 65, "json_too_deep"),
        (b'["\\ud800",' + b"[" * 900 + b"]" * 901, "json_too_deep"),
        (b'["' + b"[" * 100, "json_not_readable"),
        (b"{} {}", "json_not_readable"),
        (b"01", "json_not_readable"),
        (b"'a'", "json_not_readable"),
        (b'{"a":1,}', "json_not_readable"),
        (b"", "json_not_readable"),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(CoreError) as refused:
        read_exact(data)

    assert refused.value.code == code


def test_what_has_one_reading_is_read() -> None:
    data = b'{"a":[1,-5,9007199254740991,true,false,null],"b":"\\ud83d\\ude00 \xc3\xa9"}'

    assert read_exact(data) == {"a": [1, -5, 9007199254740991, True, False, None], "b": "😀 é"}


def test_levels_are_counted_outside_texts_alone() -> None:
    deepest = b"[" * 64 + b"]" * 64
    wide = b"[" + b",".join([b'{"a\\"[[":["[[{{\\\\"]}'] * 500) + b"]"

    assert canonical(read_exact(deepest)) == deepest
    assert canonical(read_exact(wide)) == wide


def test_what_is_too_deep_is_never_written() -> None:
    value: list[object] = []
    for _ in range(5000):
        value = [value]

    with pytest.raises(CoreError) as refused:
        canonical(value)

    assert refused.value.code == "json_too_deep"


def test_a_key_that_stands_twice_among_many_is_found_at_once() -> None:
    pairs = ",".join(f'"{n}":0' for n in range(100_000))
    began = time.process_time()

    with pytest.raises(CoreError) as refused:
        read_exact(f'{{{pairs},"99999":1}}'.encode())

    assert refused.value.facts == {"key": "99999"}
    assert time.process_time() - began < 2  # looking each one up among all took minutes


@pytest.mark.parametrize("value", [1.5, {"a": [2.0]}, 2**53, float("nan"), "\ud800"])
def test_what_could_not_be_read_back_is_never_written(value: object) -> None:
    with pytest.raises(CoreError):
        canonical(value)


def test_the_same_value_gives_the_same_bytes_in_any_order_of_keys() -> None:
    assert (
        canonical({"b": 1, "a": "Dédé"}) == canonical({"a": "Dédé", "b": 1}) == '{"a":"Dédé","b":1}'.encode()
    )
