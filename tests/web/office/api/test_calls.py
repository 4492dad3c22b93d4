"""Calls of other systems: only with a token that works, only what it and the table grant, the same result."""

import hashlib
import json
from datetime import timedelta

import jsonschema
import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.api.systems import call, closed_event, token

pytestmark = pytest.mark.django_db
KEYED = ("participants", "results", "papers", "letters", "bundle")


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


@pytest.fixture
def ref() -> EventRef:
    return closed_event()


def test_the_result_is_the_frozen_one_byte_for_byte(ref: EventRef) -> None:
    answer = call(f"events/{ref.key}/results", token(ref))

    assert answer.status_code == 200
    assert answer.content == rows.Result.objects.get(event__key=ref.key).document.encode()
    assert rows.PersonRead.objects.filter(thing="result").count() == 3


def test_every_call_answers_as_it_is_described(ref: EventRef) -> None:
    key = token(ref)

    told = {one: call(f"events/{ref.key}/{one}", key).status_code for one in KEYED}

    assert told == dict.fromkeys(KEYED, 200)
    assert [one["key"] for one in json.loads(call("events", key).content)] == [ref.key]
    assert [one["code"] for one in json.loads(call(f"events/{ref.key}/participants", key).content)] == [
        "P-001",
        "P-002",
        "P-003",
    ]


@pytest.mark.parametrize("key", [None, "", "salah", "selaras_" + "0" * 64])
def test_without_a_token_that_works_nothing_is_told(key: str | None, ref: EventRef) -> None:
    answers = [call(path, key) for path in ("events", f"events/{ref.key}/results")]

    assert [(one.status_code, json.loads(one.content)["code"]) for one in answers] == [
        (401, "token_wrong"),
        (401, "token_wrong"),
    ]
    assert {one["Content-Type"] for one in answers} == {"application/problem+json"}


def test_a_token_ends_with_its_time_its_revocation_and_its_account(ref: EventRef) -> None:
    key = token(ref)
    before = call("events", key).status_code
    found = rows.ApiToken.objects.get()
    found.expires_at, kept = SystemClock().now() - timedelta(seconds=1), found.expires_at
    found.save()
    expired = call("events", key).status_code
    found.expires_at, found.revoked_at = kept, SystemClock().now()
    found.save()
    revoked = call("events", key).status_code
    found.revoked_at = None
    found.save()
    rows.Account.objects.filter(pk=found.account_id).update(is_active=False)

    assert (before, expired, revoked, call("events", key).status_code) == (200, 401, 401, 401)


def test_only_the_digest_of_a_token_is_kept(ref: EventRef) -> None:
    key = token(ref)

    kept = rows.ApiToken.objects.get()

    assert key not in str(rows.ApiToken.objects.values())
    assert kept.digest == hashlib.sha256(b"selaras token\n" + key.encode()).hexdigest()


def test_a_scope_is_a_wall(ref: EventRef) -> None:
    key = token(ref, "events")

    assert [call(f"events/{ref.key}/{one}", key).status_code for one in KEYED] == [403] * len(KEYED)
    assert call("personnel", key, method="POST", body=b"x").status_code == 403


def test_a_token_has_no_more_rights_than_whoever_made_it(ref: EventRef) -> None:
    key = token(ref, role=Role.SYSTEM_ADMIN)
    before_close = token(ref)
    offices.put_into(ref, Phase.SCORING)

    assert [call(f"events/{ref.key}/{one}", key).status_code for one in KEYED] == [403] * len(KEYED)
    assert call(f"events/{ref.key}/results", before_close).status_code == 403


def test_an_event_of_another_agency_does_not_exist(ref: EventRef) -> None:
    other = offices.account(offices.agency_row("lain"), "sistem-lain")
    offices.member(other, Role.SECRETARIAT)
    key = token(ref)
    rows.ApiToken.objects.update(account=other, agency=other.agency)

    answers = [call(f"events/{one}/results", key) for one in (ref.key, "tidak-ada")]

    assert [one.status_code for one in answers] == [404, 404]
    assert json.loads(call("events", key).content) == []


def test_too_many_calls_are_told_so(ref: EventRef, monkeypatch: pytest.MonkeyPatch) -> None:
    from selaras.web.office.api import asking

    monkeypatch.setattr(asking, "_LIMIT", {"api": "2/m/key"})
    key = token(ref)

    assert [call("events", key).status_code for _ in range(3)] == [200, 200, 429]


def test_an_export_of_personnel_waits_for_its_columns(ref: EventRef) -> None:
    key = token(ref)
    who = rows.ApiToken.objects.get().account
    offices.member(who, Role.SECRETARIAT)

    answer = call("personnel", key, method="POST", body=b"NIP;Nama\n197505172000031001;Ani\n")

    told = json.loads(answer.content)
    assert answer.status_code == 201
    assert rows.Upload.objects.get(pk=told["number"]).about == "pegawai"
    assert call("personnel", key, method="POST", body=b"").status_code == 400


def test_another_method_is_refused(ref: EventRef) -> None:
    assert call("events", token(ref), method="DELETE").status_code == 405


DESCRIBED = {200, 201, 400, 401, 403, 404, 405, 409, 413, 422, 429, 503}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.text(max_size=40),
    end=st.sampled_from(["", *(f"/{one}" for one in KEYED)]),
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "HEAD"]),
    body=st.binary(max_size=200),
)
def test_whatever_is_sent_the_answer_is_described(
    ref: EventRef, key: str, end: str, method: str, body: bytes
) -> None:
    from urllib.parse import quote

    cache.clear()
    answer = call(f"events/{quote(key, safe='')}{end}", token_once(ref), method=method, body=body)
    handed = call("personnel", token_once(ref), method="POST", body=body)

    assert answer.status_code in DESCRIBED
    assert handed.status_code in DESCRIBED


def token_once(ref: EventRef) -> str:
    if not rows.ApiToken.objects.exists():
        token(ref)
    rows.ApiToken.objects.update(digest=hashlib.sha256(b"selaras token\nsatu").hexdigest())
    return "satu"


def test_the_description_names_every_call_and_no_secret() -> None:
    told = json.loads(Client().get("/api/v1/openapi.json").content)

    assert told["openapi"].startswith("3.")
    assert set(told["paths"]) == {
        "/api/v1/events",
        *(f"/api/v1/events/{{key}}/{one}" for one in KEYED),
        "/api/v1/events/{key}/papers/{file_name}",
        "/api/v1/events/{key}/questions",
        "/api/v1/events/{key}/questions/{number}/answer",
        "/api/v1/events/{key}/bundle/whole",
        "/api/v1/events/{key}/bundle/own",
        "/api/v1/personnel",
        "/api/v1/personnel/{number}",
        "/api/v1/personnel/{number}/columns",
    }


def test_every_answer_is_what_the_description_says(ref: EventRef) -> None:
    """Bodies are held against the schema that the server gives out, whole calls and refusals alike."""
    told = json.loads(Client().get("/api/v1/openapi.json").content)
    key = token(ref)
    asked = [
        ("/api/v1/events", "events"),
        *((f"/api/v1/events/{{key}}/{one}", f"events/{ref.key}/{one}") for one in KEYED),
    ]

    for described, path in asked:
        for bearer in (key, "salah"):
            answer = call(path, bearer)
            response = told["paths"][described]["get"]["responses"][str(answer.status_code)]
            assert answer["Content-Type"].split(";")[0] in response["content"]
            if answer["Content-Type"] == "application/json":
                schema = response["content"]["application/json"]["schema"]
                whole = {**schema, "components": told["components"]}
                jsonschema.Draft202012Validator(whole).validate(json.loads(answer.content))


def test_a_token_is_made_shown_once_and_revoked_on_its_page(ref: EventRef) -> None:
    who = offices.account(rows.Agency.objects.get(code=ref.agency), "sekretaris")
    offices.member(who, Role.SECRETARIAT)
    browser = offices.signed_in(who)

    made = browser.post("/instansi/token/", {"name": "SIMPEG", "scopes": ["events"], "days": "30"})
    again = browser.get("/instansi/token/")
    number = rows.ApiToken.objects.get().pk
    browser.post("/instansi/token/", {"revoke": str(number)})

    assert b"selaras_" in made.content
    assert b"selaras_" not in again.content.replace(b"selaras_csrf", b"")
    assert rows.ApiToken.objects.get().revoked_at is not None
    assert browser.post("/instansi/token/", {"name": "", "days": "30"}).status_code == 422
    assert offices.signed_in(who, is_fresh=False).get("/instansi/token/").status_code == 302
