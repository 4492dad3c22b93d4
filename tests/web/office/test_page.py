"""Every page: sign in first, only the own agency's, only what the table grants."""

import pytest
from django.db import OperationalError

from selaras.actions.event_ref import EventRef
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices

pytestmark = pytest.mark.django_db


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


def home(ref: EventRef) -> str:
    return f"/k/{ref.agency}/{ref.key}/"


def test_nobody_sees_anything_without_signing_in(client: object, ref: EventRef) -> None:
    answer = offices.Client().get(home(ref))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/akun/masuk/?next=%2Fk%2F")


def test_the_secretariat_sees_its_event(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.SECRETARIAT)

    answer = browser.get(home(ref))

    title = rows.Event.objects.get(key=ref.key).title
    assert answer.status_code == 200
    assert title in answer.content.decode()
    assert title in browser.get("/").content.decode()


def test_an_event_of_another_agency_does_not_exist(ref: EventRef) -> None:
    stranger = offices.account(offices.agency_row("lain"), "orang-lain")
    offices.member(stranger, Role.SECRETARIAT)

    answers = [offices.signed_in(stranger).get(path) for path in (home(ref), f"/k/{ref.agency}/tidak-ada/")]

    assert [one.status_code for one in answers] == [404, 404]


def test_without_a_role_nothing_is_granted(ref: EventRef) -> None:
    assert offices.browser_of(ref).get(home(ref)).status_code == 403


def test_who_decides_careers_needs_a_second_factor(ref: EventRef) -> None:
    event = rows.Event.objects.get(key=ref.key)
    bare = offices.account(event.agency, "tanpa-faktor-kedua", has_second_factor=False)
    offices.member(bare, Role.SECRETARIAT, event=event)

    answer = offices.signed_in(bare).get(home(ref))

    assert (answer.status_code, answer["Location"]) == (302, "/akun/faktor-kedua/")


def test_pages_speak_indonesian_until_somebody_chooses_english(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.SECRETARIAT)
    before = browser.get("/bantuan/", headers={"accept-language": "en"})
    browser.post("/bahasa/", {"bahasa": "en", "next": "/bantuan/"})

    assert 'lang="id"' in before.content.decode()
    assert 'lang="en"' in browser.get("/bantuan/").content.decode()


def test_a_language_sends_nobody_elsewhere(ref: EventRef) -> None:
    answer = offices.Client().post("/bahasa/", {"bahasa": "en", "next": "https://jahat.example/"})

    assert answer["Location"] == "/"


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        (OperationalError("database is locked"), 503, "Penyimpanan sedang dipakai"),
        (OperationalError("no such table: x"), 500, "Terjadi gangguan di peladen"),
        (ValueError("locked"), 500, "Terjadi gangguan di peladen"),
    ],
)
def test_a_storage_that_is_written_to_is_only_busy(
    ref: EventRef, monkeypatch: pytest.MonkeyPatch, wrong: Exception, status: int, told: str
) -> None:
    def fail(agency: str) -> None:
        raise wrong

    browser = offices.browser_of(ref, Role.SECRETARIAT)
    browser.raise_request_exception = False
    monkeypatch.setattr("selaras.web.office.events.home.listed_events", fail)

    answer = browser.get("/")

    assert answer.status_code == status
    assert told in answer.content.decode()
    assert ("Retry-After" in answer) == (status == 503)
