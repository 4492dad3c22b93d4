"""Deny by default: every route has a written rule, none is reached without, and no answer says too much."""

import json
import logging
from collections.abc import Iterator, Sequence

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from selaras.web.access import Rule, allowed_by, rule_of
from selaras.web.guarding import HEADERS
from tests.web import open_route, serving_halls
from tests.web.serving_halls import API

OPEN = "tests.web.open_route"


@pytest.fixture(autouse=True)
def here() -> Iterator[None]:
    with serving_halls.serving(begin=False):
        yield


def routes(patterns: Sequence[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, object]]:
    for one in patterns:
        path = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path)
        else:
            yield path, one.callback


def without_rule(table: str | None = None) -> list[str]:
    return [path for path, view in routes(get_resolver(table).url_patterns) if rule_of(view) is None]


def test_every_route_has_a_rule_and_these_are_all() -> None:
    found = {path: rule_of(view) for path, view in routes(get_resolver().url_patterns)}

    event = "api/tablet/v1/<part:agency>/<part:event>/"
    assert found == {
        "api/tablet/v1/health": Rule.SAYS_NOTHING,
        f"{event}enrol": Rule.SIGNED,
        f"{event}batch": Rule.SIGNED,
        f"{event}receipts": Rule.KNOWN_ID,
        f"{event}checkpoint": Rule.PUBLIC_NOTE,
    }


def test_a_route_without_a_rule_is_found() -> None:
    assert without_rule() == []
    assert without_rule(OPEN) == ["marks", "failing"]


def test_a_route_without_a_rule_is_never_reached(settings: object) -> None:
    settings.ROOT_URLCONF = OPEN  # type: ignore[attr-defined]

    answer = Client().get("/marks")

    assert (answer.status_code, answer.content) == (403, b'{"code":"access_denied"}')


@pytest.mark.parametrize(
    ("path", "status"),
    [(f"{API}/health", 200), ("/", 404), (f"{API}/a/b/batch", 405), ("/marks", 403), ("/failing", 500)],
)
def test_every_answer_carries_the_headers_and_no_cookie(path: str, status: int, settings: object) -> None:
    settings.ROOT_URLCONF = OPEN  # type: ignore[attr-defined]
    allowed_by(Rule.SAYS_NOTHING)(open_route.failing)

    answer = Client(raise_request_exception=False).get(path)

    assert answer.status_code == status
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert not answer.cookies


def test_a_fault_tells_neither_answer_nor_log_what_it_said(
    settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings.ROOT_URLCONF = OPEN  # type: ignore[attr-defined]
    allowed_by(Rule.SAYS_NOTHING)(open_route.failing)
    logging.getLogger("selaras").propagate = True

    answer = Client(raise_request_exception=False).get("/failing")

    assert json.loads(answer.content) == {"code": "server_failed"}
    assert "ValueError" in caplog.text
    assert "Budi" not in caplog.text
    assert "Budi" not in answer.content.decode()


def test_a_name_that_is_not_ours_is_refused() -> None:
    answer = Client().get(f"{API}/health", headers={"host": "elsewhere.example"})

    assert (answer.status_code, json.loads(answer.content)) == (400, {"code": "request_wrong"})
    assert {name: answer[name] for name in HEADERS} == HEADERS
