"""What is no batch is refused before anything is asked of the ledger, every fault by its name."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.web.serving import Serving
from selaras.web.tablet_api import reading
from tests.web import serving_halls
from tests.web.serving_halls import API, JSON, post, told

BATCH = "/bengkulu/2024/batch"
GOOD: dict[str, Any] = {
    "envelope": "{}",
    "signature": "00" * 64,
    "salt": "00" * 32,
    "payload": "{}",
    "note_salt": "00" * 32,
    "note": "",
}


@pytest.fixture(autouse=True)
def here() -> Iterator[Serving]:
    # No writer and no database: whatever got past the shape would hang or fail.
    with serving_halls.serving(begin=False) as serving:
        yield serving


def body(*packets: Any) -> bytes:
    return json.dumps({"packets": list(packets)}).encode()


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b" ", "json_not_readable"),
        (b"{", "json_not_readable"),
        (b'{"packets":[]}{}', "json_not_readable"),
        (b"\xff", "json_not_unicode"),
        (b'{"packets":["\\ud800"]}', "json_not_unicode"),
        (b'{"packets":[],"packets":[]}', "json_key_twice"),
        (b'{"packets":[1.0]}', "json_not_an_integer"),
        (b'{"packets":[NaN]}', "json_not_an_integer"),
        (b'{"packets":[9007199254740992]}', "json_not_an_integer"),
        (b"[" * 50_000, "json_too_deep"),
        (b"[]", "body_field_wrong"),
        (b"null", "body_field_wrong"),
        (b"{}", "body_field_wrong"),
        (b'{"packets":[]}', "body_field_wrong"),
        (b'{"packets":{}}', "body_field_wrong"),
        (b'{"packets":[],"more":1}', "body_field_unknown"),
        (body(*[GOOD] * 65), "body_field_wrong"),
    ],
)
def test_a_body_that_is_no_batch_is_refused_by_its_code(sent: bytes, code: str) -> None:
    answer = post(BATCH, sent)

    assert (answer.status_code, told(answer)["code"]) == (400, code)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("envelope", 1, "packet_field_wrong"),
        ("envelope", None, "packet_field_wrong"),
        ("envelope", "x" * 4097, "packet_field_wrong"),
        ("envelope", "é" * 2049, "packet_field_wrong"),
        ("signature", "0", "packet_field_wrong"),
        ("signature", "AB", "packet_field_wrong"),
        ("signature", "00" * 1025, "packet_field_wrong"),
        ("salt", "00" * 31, "packet_field_wrong"),
        ("salt", "00" * 32 + "\n", "packet_field_wrong"),
        ("note_salt", "zz" * 32, "packet_field_wrong"),
        ("payload", {}, "packet_field_wrong"),
        ("payload", "x" * 65_537, "packet_field_wrong"),
        ("note", ["x"], "packet_field_wrong"),
        ("more", "x", "packet_field_unknown"),
    ],
)
def test_a_wrong_field_is_named_with_its_packet(field: str, value: object, code: str) -> None:
    answer = post(BATCH, body(GOOD, {**GOOD, field: value}))

    assert answer.status_code == 400
    (error,) = told(answer)["errors"]
    assert (error["packet"], error["field"], error["code"]) == (1, field, code)


@pytest.mark.parametrize("field", GOOD)
def test_a_missing_field_is_named_with_its_packet(field: str) -> None:
    answer = post(BATCH, body({name: value for name, value in GOOD.items() if name != field}))

    assert [(one["packet"], one["field"]) for one in told(answer)["errors"]] == [(0, field)]


def test_every_wrong_field_is_told_at_once() -> None:
    answer = post(BATCH, body({**GOOD, "salt": 1, "note": 2}, "text", {**GOOD, "payload": 3}))

    assert [(one["packet"], one["field"]) for one in told(answer)["errors"]] == [
        (0, "salt"),
        (0, "note"),
        (1, ""),
        (2, "payload"),
    ]


def test_what_was_sent_is_not_said_back() -> None:
    answer = post(BATCH, body({**GOOD, "salt": "Budi Santoso"}))

    assert b"Budi" not in answer.content


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "text/json"])
def test_another_kind_of_body_is_refused(kind: str) -> None:
    answer = post(BATCH, body(GOOD), content_type=kind)

    assert (answer.status_code, told(answer)["code"]) == (415, "content_type_wrong")


def test_a_body_too_large_is_refused_by_its_announced_size() -> None:
    answer = post(BATCH, b"x", CONTENT_LENGTH=str(reading.LARGEST_BODY + 1))

    assert (answer.status_code, told(answer)["code"]) == (413, "body_too_large")
    assert told(answer)["most"] == 2**20


@pytest.mark.parametrize("announced", ["", "-1", "x"])
def test_a_body_of_unknown_length_is_refused(announced: str) -> None:
    answer = post(BATCH, b"x", CONTENT_LENGTH=announced)

    assert (answer.status_code, told(answer)["code"]) == (411, "length_missing")


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("get", BATCH, "POST"),
        ("put", BATCH, "POST"),
        ("delete", "/bengkulu/2024/enrol", "POST"),
        ("post", "/bengkulu/2024/receipts", "GET"),
        ("head", "/bengkulu/2024/checkpoint", "GET"),
        ("options", "/health", "GET"),
        ("trace", "/health", "GET"),
    ],
)
def test_another_method_is_refused_and_the_right_one_named(method: str, path: str, allowed: str) -> None:
    answer = getattr(Client(), method)(f"{API}{path}")

    assert (answer.status_code, answer["Allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "query_field_wrong"),
        ("id=", "query_field_wrong"),
        ("id=01ARZ3NDEK000000000000000", "query_field_wrong"),
        ("id=81ARZ3NDEK0000000000000000", "query_field_wrong"),
        ("id=01arz3ndek0000000000000000", "query_field_wrong"),
        ("&".join(["id=01ARZ3NDEK0000000000000000"] * 65), "query_field_wrong"),
        ("id=01ARZ3NDEK0000000000000000&all=1", "query_field_unknown"),
    ],
)
def test_a_question_for_receipts_names_ids_and_nothing_else(query: str, code: str) -> None:
    answer = Client().get(f"{API}/bengkulu/2024/receipts?{query}")

    assert (answer.status_code, json.loads(answer.content)["code"]) == (400, code)


def test_an_enrolment_comes_alone() -> None:
    answer = post("/bengkulu/2024/enrol", body(GOOD, GOOD))

    assert told(answer) == {"code": "body_field_wrong", "expected": "list of 1 to 1", "field": "packets"}


@pytest.mark.parametrize(
    "path",
    ["/bengkulu/batch", "/bengkulu/2024/batch/", "/beng kulu/2024/batch", "/../../passwd", "/a/b/c/d"],
)
def test_a_path_that_is_none_of_the_calls_does_not_exist(path: str) -> None:
    answer = post(path, body(GOOD))

    assert (answer.status_code, told(answer)) == (404, {"code": "path_unknown"})


def test_a_charset_does_not_make_another_kind_of_body() -> None:
    answer = post(BATCH, b"[]", content_type=f"{JSON}; charset=utf-8")

    assert told(answer)["code"] == "body_field_wrong"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["00" * 32, "{}"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*GOOD, "packets"]), inner),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ANYTHING.map(lambda value: json.dumps(value).encode()) | st.binary(max_size=200))
def test_no_body_whatever_makes_the_server_fail(sent: bytes) -> None:
    answer = post(BATCH, sent or b" ")

    assert answer.status_code == 400
    assert told(answer)["code"]
