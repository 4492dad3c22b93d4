"""The practice office lets anybody be anybody: on this computer alone, and only in an invented office."""

import pytest
from django.test import Client
from django.utils import timezone

from selaras.actions.office import practice
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.web.office import offices

pytestmark = pytest.mark.django_db

PAGE = "/peragaan/"


@pytest.fixture
def name(settings: object) -> str:
    """Return the name of somebody of a practice office."""
    settings.IS_DEMO = True  # type: ignore[attr-defined]
    ref = live_events.designed().ref
    rows.SecurityEvent.objects.create(kind=practice.NOTE, at=timezone.now())
    event = rows.Event.objects.get(agency__code=ref.agency, key=ref.key)
    offices.member(offices.account(event.agency, f"au.{ref.key}"), Role.AUDITOR, event=event)
    return f"au.{ref.key}"


def test_here_one_press_signs_in(name: str) -> None:
    assert name in Client().get(PAGE).content.decode()
    assert Client().post(PAGE, {"sebagai": name})["Location"] == "/"


@pytest.mark.parametrize(
    "passed_on",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"HTTP_VIA": "1.1 kantor"},
        {"HTTP_X_FORWARDED_HOST": "contoh.go.id"},
    ],
    ids=lambda one: next(iter(one)),
)
def test_nobody_comes_in_from_elsewhere_or_through_a_proxy(passed_on: dict[str, str], name: str) -> None:
    assert Client().get(PAGE, **passed_on).status_code == 404  # type: ignore[arg-type]
    browser = Client()
    assert browser.post(PAGE, {"sebagai": name}, **passed_on).status_code == 404  # type: ignore[arg-type]
    assert not browser.session.get("_auth_user_id")


def test_a_real_office_has_no_such_page(name: str, settings: object) -> None:
    settings.IS_DEMO = False  # type: ignore[attr-defined]

    assert Client().post(PAGE, {"sebagai": name}).status_code == 404


def test_no_setting_makes_a_real_office_one_for_practice(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice, "NOTE", "not noted in this database")

    assert Client().post(PAGE, {"sebagai": name}).status_code == 404
