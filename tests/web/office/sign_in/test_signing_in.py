"""Signing in: by password and second factor, once each; guessing ends in a rest, and tells nobody's name."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.web.office.sign_in.lockout import counted_as
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import PASSWORD, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> rows.Agency:
    cache.clear()
    return offices.agency_row("kota")


def session_key(browser: Client) -> Any:
    found = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return found.value if found else None


def test_a_password_alone_is_enough_where_no_second_factor_is_set_up(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "ani.wijaya")
    browser = Client()

    answer = sign_in(browser, "Ani.Wijaya ")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert ways_in.kinds(who.pk) == ["signed_in"]


def test_with_an_app_the_password_is_the_first_of_two_steps(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya", has_app=True)
    browser = Client()

    first = sign_in(browser, "ani.wijaya")
    between = browser.get("/akun/")
    second = browser.post("/akun/masuk/kode/", {"code": ways_in.code_now()})

    assert first["Location"] == "/akun/masuk/kode/"
    assert between["Location"].startswith("/akun/masuk/")
    assert second["Location"] == "/"
    assert browser.get("/akun/").status_code == 200


def test_a_code_works_once(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya", has_app=True)
    code = ways_in.code_now()
    answers = []
    for browser in (Client(), Client()):
        sign_in(browser, "ani.wijaya")
        cache.clear()  # another process of the same server remembers nothing
        answers.append(browser.post("/akun/masuk/kode/", {"code": code}).status_code)

    assert answers == [302, 200]


def test_five_wrong_codes_end_in_a_rest(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "ani.wijaya", has_app=True)
    browser = Client()
    sign_in(browser, "ani.wijaya")
    wrong = [browser.post("/akun/masuk/kode/", {"code": "000000"}) for _ in range(5)]

    right = browser.post("/akun/masuk/kode/", {"code": ways_in.code_now()})

    assert [one.status_code for one in wrong] == [200] * 5
    assert "Tunggu 15 menit" in right.content.decode()
    assert ways_in.kinds(who.pk) == ["code_wrong"] * 5
    rows_of_time = rows.SecurityEvent._base_manager.filter(account=who)
    assert rows_of_time.filter(at__gt=timezone.now() - timedelta(minutes=15)).count() == 5


def test_a_nip_stands_for_its_account(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "budi.santoso")
    who.official = rows.Official.objects.create(
        agency=agency,
        nip="197505172000031234",
        name="Budi",
        born_on="1975-05-17",
        grade="IV/b",
        level="jpt-pratama",
        home_agency="Kota",
        position_title="Kepala Dinas",
        in_position_since="2020-01-01",
    )
    who.save()

    answer = sign_in(Client(), "19750517 200003 1 234")

    assert answer.status_code == 302
    assert not AccessAttempt.objects.filter(username__contains="1975").exists()


def test_five_wrong_passwords_hold_the_name_from_that_address(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "ani.wijaya")
    here = Client(REMOTE_ADDR="10.0.0.7")
    # Another spelling is no other name.
    wrong = [
        sign_in(here, name, "salah sama sekali") for name in ("ani.wijaya", "ANI.WIJAYA", " Ani.Wijaya") * 2
    ]

    held = sign_in(here, "ani.wijaya")
    elsewhere = sign_in(Client(REMOTE_ADDR="10.0.0.8"), "ani.wijaya")

    assert [one.status_code for one in wrong] == [200] * 4 + [429] * 2
    assert (held.status_code, held["Retry-After"]) == (429, "900")
    assert "15 menit" in held.content.decode()
    assert elsewhere.status_code == 302
    assert ways_in.kinds(who.pk).count("sign_in_failed") >= 5
    assert "sign_in_locked" in ways_in.kinds(who.pk)


def test_the_rest_ends_by_itself(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya")
    here = Client(REMOTE_ADDR="10.0.0.7")
    for _ in range(5):
        sign_in(here, "ani.wijaya", "salah sama sekali")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    cache.clear()

    assert sign_in(here, "ani.wijaya").status_code == 302


def test_no_name_is_kept_by_which_attempts_are_counted(agency: rows.Agency) -> None:
    sign_in(Client(), "197505172000031234", "rahasia yang salah")

    kept = AccessAttempt.objects.get()
    assert "1975" not in f"{kept.username}{kept.post_data}{kept.get_data}"
    assert kept.username == counted_as(None, {"username": "1975 0517 2000031234"})  # type: ignore[arg-type]


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya")
    closed = ways_in.with_password(agency, "budi.santoso")
    rows.Account.objects.filter(pk=closed.pk).update(is_active=False)

    def told(name: str, password: str) -> str:
        page = sign_in(Client(REMOTE_ADDR=f"10.1.0.{len(name)}"), name, password).content.decode()
        start = page.index('<div class="summary"')
        return page[start : page.index("</div>", start)]

    answers = {
        told("ani.wijaya", "salah sama sekali"),
        told("tidak.ada", "salah sama sekali"),
        told("budi.santoso", PASSWORD),
    }
    assert len(answers) == 1


def test_an_unknown_name_takes_as_long_as_a_wrong_password(
    agency: rows.Agency, quick_hashing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways_in.with_password(agency, "ani.wijaya")
    closed = ways_in.with_password(agency, "budi.santoso")
    rows.Account.objects.filter(pk=closed.pk).update(is_active=False)

    def worked(name: str, n: int) -> int:
        before = quick_hashing.n_worked
        sign_in(Client(REMOTE_ADDR=f"10.2.0.{n}"), name, "salah sama sekali")
        return int(quick_hashing.n_worked - before)

    # Nearly all of the time is the hashing: a tenth of a second against a few milliseconds.
    names = ("ani.wijaya", "tidak.ada", "budi.santoso", "197505172000031234")
    assert [worked(name, n) for n, name in enumerate(names)] == [1, 1, 1, 1]
    monkeypatch.setattr(AuthenticationBackend, "_mitigate_timing_attack", lambda *_: None)
    assert worked("tidak.ada", 9) == 0


def test_a_session_that_was_there_before_signing_in_is_another_afterwards(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya")
    browser = Client()
    session = browser.session
    session["milik"] = "penyerang"
    session.save()
    before = session_key(browser)

    sign_in(browser, "ani.wijaya")

    assert session_key(browser) not in (None, before)


@pytest.mark.parametrize(
    "elsewhere", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)", ""]
)
def test_signing_in_sends_nobody_elsewhere(agency: rows.Agency, elsewhere: str) -> None:
    ways_in.with_password(agency, "ani.wijaya")

    answer = Client().post("/akun/masuk/", {"login": "ani.wijaya", "password": PASSWORD, "next": elsewhere})

    assert answer["Location"] == "/"


def test_signing_in_leads_back_to_where_somebody_was_going(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya")

    answer = Client().post("/akun/masuk/", {"login": "ani.wijaya", "password": PASSWORD, "next": "/akun/"})

    assert answer["Location"] == "/akun/"


def test_cookies_are_for_this_server_and_no_script(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya")
    browser = Client()
    browser.get("/akun/masuk/")
    sign_in(browser, "ani.wijaya")

    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        kept = browser.cookies[name]
        assert (kept["httponly"], kept["samesite"], bool(kept["secure"])) == (True, "Lax", True)
        assert name.startswith("__Host-")
    assert browser.cookies[settings.SESSION_COOKIE_NAME]["expires"] == ""


def test_signing_out_ends_the_session(agency: rows.Agency) -> None:
    ways_in.with_password(agency, "ani.wijaya")
    browser = Client()
    sign_in(browser, "ani.wijaya")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = session_key(browser)

    asked = browser.get("/akun/keluar/")
    browser.post("/akun/keluar/")

    assert asked.status_code == 200
    assert thief.get("/akun/").status_code == 302


def test_a_changed_password_ends_every_other_session(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "ani.wijaya")
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser, "ani.wijaya")
    new = "lima bebek di kolam"

    wrong = here.post("/akun/sandi/", {"oldpassword": "bukan ini", "password1": new, "password2": new})
    changed = here.post("/akun/sandi/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (wrong.status_code, changed.status_code) == (200, 302)
    assert here.get("/akun/").status_code == 200
    assert there.get("/akun/").status_code == 302
    assert "password_changed" in ways_in.kinds(who.pk)
    who.refresh_from_db()
    assert who.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    "path",
    [
        "/akun/daftar/",
        "/akun/signup/",
        "/accounts/signup/",
        "/akun/password/reset/",
        "/akun/email/",
        "/akun/sandi/lupa/",
    ],
)
def test_nobody_makes_an_account_or_resets_a_password_alone(agency: rows.Agency, path: str) -> None:
    assert Client().get(path).status_code == 404


def test_a_recent_sign_in_is_fresh_and_an_old_one_is_not(agency: rows.Agency) -> None:
    who = offices.account(agency, "ani.wijaya")
    offices.member(who, Role.SECRETARIAT)
    path = "/orang/undang/"

    assert offices.signed_in(who).get(path).status_code == 200
    answer = offices.signed_in(who, is_fresh=False).get(path)
    assert (answer.status_code, answer["Location"]) == (302, "/akun/pastikan/?next=%2Forang%2Fundang%2F")


def test_an_account_without_a_password_is_never_fresh_by_itself(agency: rows.Agency) -> None:
    who = offices.account(agency, "ani.wijaya", has_second_factor=False)
    who.set_unusable_password()
    who.save()
    Authenticator.objects.create(user=who, type="totp", data={"secret": ways_in.SECRET})
    offices.member(who, Role.SECRETARIAT)
    stale = offices.signed_in(who, is_fresh=False)
    # The session says nothing at all about how it was proved.
    session = stale.session
    del session["account_authentication_methods"]
    session.save()

    assert stale.get("/orang/undang/").status_code == 302


def test_proving_it_again_leads_back(agency: rows.Agency) -> None:
    who = ways_in.with_password(agency, "ani.wijaya", has_app=True)
    offices.member(who, Role.SECRETARIAT)
    browser = offices.signed_in(who, is_fresh=False)
    ask = browser.get("/orang/undang/")["Location"]

    wrong = browser.post(ask, {"password": "bukan ini"})
    right = browser.post(ask, {"password": PASSWORD, "next": "/orang/undang/"})

    assert wrong.status_code == 200
    assert right["Location"] == "/orang/undang/"
    assert browser.get("/orang/undang/").status_code == 200


def test_proving_it_again_sends_nobody_elsewhere(agency: rows.Agency) -> None:
    browser = offices.signed_in(ways_in.with_password(agency, "ani.wijaya"), is_fresh=False)

    answer = browser.post("/akun/pastikan/", {"password": PASSWORD, "next": "https://jahat.example/"})

    assert answer["Location"] == "/"
