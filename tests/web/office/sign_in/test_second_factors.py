"""Second factors: set up by their owner, who proved it just now; removed and renewed likewise."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from selaras.core.vocabulary import Role
from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.sign_in import ways_in

pytestmark = pytest.mark.django_db

FACTORS = "/akun/faktor-kedua/"


@pytest.fixture
def who() -> rows.Account:
    made = ways_in.with_password(offices.agency_row("kota"), "ani.wijaya")
    offices.member(made, Role.SECRETARIAT)
    return made


def test_whoever_needs_one_is_led_to_it_and_back(
    who: rows.Account, django_capture_on_commit_callbacks: Any
) -> None:
    browser = Client()
    ways_in.sign_in(browser, "ani.wijaya")

    led = browser.get("/orang/")
    asked = browser.get(led["Location"])
    form = browser.get(f"{FACTORS}aplikasi/")
    secret = re.search(r'class="code">([A-Z2-7]+)<', form.content.decode())
    assert secret is not None
    middle = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(secret[1], middle[len(middle) // 2]))
    with django_capture_on_commit_callbacks(execute=True):
        done = browser.post(f"{FACTORS}aplikasi/", {"code": code})
    spare = browser.get(done["Location"])

    assert led["Location"] == FACTORS
    assert "Belum terpasang" in asked.content.decode()
    assert "data:image/svg+xml" in form.content.decode()
    assert done["Location"] == f"{FACTORS}kode-cadangan/"
    assert 'href="/orang/"' in spare.content.decode()
    assert len(re.findall(r'<li class="code">\d{8}</li>', spare.content.decode())) == 10
    assert browser.get("/orang/").status_code == 200
    assert "totp_activated" in ways_in.kinds(who.pk)


def test_a_wrong_code_sets_up_nothing_and_keeps_the_key(who: rows.Account) -> None:
    browser = offices.signed_in(who)
    first = re.search(r'class="code">([A-Z2-7]+)<', browser.get(f"{FACTORS}aplikasi/").content.decode())

    answer = browser.post(f"{FACTORS}aplikasi/", {"code": "000000"})

    again = re.search(r'class="code">([A-Z2-7]+)<', answer.content.decode())
    assert first is not None
    assert again is not None
    assert (answer.status_code, again[1]) == (200, first[1])
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "end",
    ["aplikasi/", "aplikasi/lepas/", "kunci/", "kode-cadangan/", "kode-cadangan/baru/", "kunci/{key}/lepas/"],
)
def test_every_change_wants_a_fresh_proof(who: rows.Account, end: str) -> None:
    made = Authenticator.objects.create(user=who, type="webauthn", data={"name": "Kunci", "credential": {}})
    if end != "aplikasi/":
        Authenticator.objects.create(user=who, type="totp", data={"secret": ways_in.SECRET})
    Authenticator.objects.create(user=who, type="recovery_codes", data={"seed": "ab", "used_mask": 0})

    answer = offices.signed_in(who, is_fresh=False).get(f"{FACTORS}{end.format(key=made.pk)}")

    assert answer["Location"].startswith("/akun/pastikan/")


def test_nobody_touches_a_key_of_somebody_else(who: rows.Account) -> None:
    other = ways_in.with_password(offices.agency_row("kota"), "budi")
    made = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Kunci", "credential": {}})

    answer = offices.signed_in(who).post(f"{FACTORS}kunci/{made.pk}/lepas/")

    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=made.pk).exists()


def test_a_spare_code_lets_in_once(who: rows.Account) -> None:
    Authenticator.objects.create(user=who, type="totp", data={"secret": ways_in.SECRET})
    page = offices.signed_in(who).post(f"{FACTORS}kode-cadangan/baru/", follow=True).content.decode()
    spare = re.findall(r'<li class="code">(\d{8})</li>', page)[0]
    answers = []
    for _ in range(2):
        browser = Client()
        ways_in.sign_in(browser, "ani.wijaya")
        answers.append(browser.post("/akun/masuk/kode/", {"code": spare}).status_code)

    assert answers == [302, 200]


def test_spare_codes_alone_are_no_second_factor(who: rows.Account) -> None:
    Authenticator.objects.create(user=who, type="recovery_codes", data={"seed": "ab", "used_mask": 0})

    assert offices.signed_in(who).get("/orang/")["Location"] == FACTORS


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "[]",
        "7",
        '{"id": 1}',
        "x" * 100,
        '{"response": {"userHandle": "MQ"}}',
        '{"id": "YQ", "rawId": 5}',
    ],
)
def test_a_made_up_passkey_lets_nobody_in(who: rows.Account, credential: str) -> None:
    browser = Client()
    browser.get("/akun/masuk/kunci/", headers={"accept": "application/json"})

    answer = browser.post("/akun/masuk/kunci/", {"credential": credential})

    assert answer.status_code in (302, 200)
    assert browser.get("/akun/").status_code == 302


def test_pages_hold_no_script_of_their_own(who: rows.Account) -> None:
    Authenticator.objects.create(user=who, type="totp", data={"secret": ways_in.SECRET})
    browser = offices.signed_in(who)
    paths = ["/akun/", "/akun/sandi/", "/akun/pastikan/", "/akun/pastikan/kode/", FACTORS, f"{FACTORS}kunci/",
             f"{FACTORS}aplikasi/lepas/", f"{FACTORS}kode-cadangan/baru/", "/orang/", "/orang/undang/",
             "/orang/undang/?role=AU", "/akun/keluar/"]  # fmt: skip
    for path in paths:
        answer = browser.get(path)
        page = answer.content.decode()
        scripts = re.findall(r"<script([^>]*)>", page)
        assert answer.status_code == 200, path
        assert all("src=" in one or 'type="application/json"' in one for one in scripts), path
        assert not re.search(r'\son[a-z]+=|style="|javascript:', page), path
        assert page.count("<h1") == 1, path
        assert "script-src 'self';" in answer["Content-Security-Policy"]
