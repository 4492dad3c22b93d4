"""What is taken in files is noted like what is read on pages; what strangers send is small and sound."""

import time
from typing import Any

import pytest
from django.test import Client

from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.web.office import acting
from selaras.web.office.papers import dossier
from tests.web.office import offices
from tests.web.office.placing.proposed import imported, url

pytestmark = pytest.mark.django_db


def watched(thing: str) -> list[tuple[str, str]]:
    found = rows.PersonRead.objects.filter(thing=thing).order_by("participant__code")
    return list(found.values_list("participant__code", "role"))


def test_a_file_with_everybody_in_it_is_a_reading_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = imported()
    monkeypatch.setattr(dossier, "make", lambda visit, wanted: iter(()))
    event = rows.Event.objects.get(agency__code=ref.agency, key=ref.key)
    codes = list(rows.Participant.objects.filter(event=event).order_by("code").values_list("code", flat=True))
    browser = offices.browser_of(ref, Role.SECRETARIAT)

    for page, thing in (("naskah/hasil.xlsx", "result"), ("berkas/unduh.zip", "dossier")):
        assert browser.get(url(ref, page)).status_code == 200, page
        assert watched(thing) == [(code, "SK") for code in codes]

    # Whoever is tested finds it on the own page.
    own = offices.participant_browser(ref, codes[0]).get(url(ref, "saya/akses/")).content.decode()
    assert "unduhan" in own


def test_a_build_that_notes_no_file_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = imported()
    monkeypatch.setattr(acting, "note_reading_of_all", lambda *_, **__: None)

    offices.browser_of(ref, Role.SECRETARIAT).get(url(ref, "naskah/hasil.xlsx"))

    assert watched("result") == []


@pytest.mark.parametrize("path", ["/akun/masuk/", "/undangan/", "/bahasa/", "/peragaan/"])
def test_what_a_stranger_sends_is_small(path: str) -> None:
    began = time.process_time()

    large: Any = Client().post(path, {"login": "\ufb01" * 600_000, "password": "x", "code": "A" * 60_000})
    small = Client().post(path, {"login": "a" * 5_000, "password": "x", "code": "A"})

    assert (large.status_code, small.status_code != 413) == (413, True)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("told", ["", "x", "9" * 40, "-1"])
def test_a_length_that_is_none_lets_nothing_large_in(told: str) -> None:
    assert Client().post("/akun/masuk/", {"login": "a"}, CONTENT_LENGTH=told).status_code in (200, 413, 400)


def test_a_sign_that_no_database_takes_alike_is_refused() -> None:
    ref = imported()
    browser = offices.browser_of(ref, Role.SECRETARIAT)
    path = url(ref, "orang/undang/")

    typed = browser.post(path, {"role": "RV", "name": "Ani\0Wijaya"})
    asked = browser.get(path, {"role": "RV\0"})

    assert (typed.status_code, asked.status_code) == (400, 400)
    assert not rows.Link.objects.exists()
