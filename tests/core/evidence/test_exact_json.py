"""A payload has one reading: what languages read differently is refused."""

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
        (b"[" * 100_000, "json_not_readable"),
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


@pytest.mark.parametrize("value", [1.5, {"a": [2.0]}, 2**53, float("nan"), "\ud800"])
def test_what_could_not_be_read_back_is_never_written(value: object) -> None:
    with pytest.raises(CoreError):
        canonical(value)


def test_the_same_value_gives_the_same_bytes_in_any_order_of_keys() -> None:
    assert (
        canonical({"b": 1, "a": "Dédé"}) == canonical({"a": "Dédé", "b": 1}) == '{"a":"Dédé","b":1}'.encode()
    )
