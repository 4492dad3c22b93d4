"""What every page has about it: hours with their zone, a word before the session ends, lists that fold."""

import re
import time

import pytest
from django.conf import settings
from django.test import Client

from selaras.core.vocabulary import Role
from selaras.web.office.wording import WARNED_SECONDS, stacked
from tests.web.office import offices

pytestmark = pytest.mark.django_db


def signed_in(*, ago: float) -> Client:
    """Return a browser whose owner proved it that many seconds ago."""
    who = offices.account(offices.agency_row("kota-contoh"), "ani")
    offices.member(who, Role.AUDITOR)
    browser = offices.signed_in(who)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - ago}]
    session.save()
    return browser


def warned_in(browser: Client) -> int:
    found = re.search(r'data-ends-in="(\d+)"', browser.get("/akun/").content.decode())
    assert found is not None
    return int(found[1])


def test_a_page_says_in_which_zone_its_hours_are() -> None:
    assert "Semua jam dalam WIB." in signed_in(ago=0).get("/akun/").content.decode()


def test_whoever_is_signed_in_is_told_ten_minutes_before_the_session_ends() -> None:
    longest = settings.SESSION_COOKIE_AGE - WARNED_SECONDS

    assert longest - 5 <= warned_in(signed_in(ago=0)) <= longest
    assert longest - 3605 <= warned_in(signed_in(ago=3600)) <= longest - 3600
    assert warned_in(signed_in(ago=settings.SESSION_COOKIE_AGE)) == 0


def test_nobody_is_warned_who_is_not_signed_in() -> None:
    assert "data-ends-in" not in Client().get("/akun/masuk/").content.decode()


def test_a_list_that_folds_stays_a_table_to_whoever_hears_it() -> None:
    made = stacked(
        '<table class="people"><caption>Orang</caption><thead><tr><th scope="col">Kode</th>'
        '<th scope="col">Nama</th><th scope="col">Peran <b>di sini</b></th></tr></thead>'
        '<tbody><tr id="a"><td>1</td><th scope="row">Ani</th><td class="n">Ketua <small>KP</small></td></tr>'
        '<tr><th scope="row" colspan="2">Jumlah</th><td>1</td></tr></tbody></table>'
    )

    assert made.startswith('<table role="table" class="stacks people">')
    parts = ("rowgroup", "row", "columnheader", "rowheader", "cell")
    assert [made.count(f'role="{one}"') for one in parts] == [2, 3, 3, 2, 3]
    # What stands before the name is its title; behind a wide heading the columns are still told right.
    assert '<td role="cell">1</td>' in made
    assert (
        '<td role="cell" class="n" data-label="Peran di sini"><div>Ketua <small>KP</small></div></td>' in made
    )
    assert '<td role="cell" data-label="Peran di sini">1</td>' in made
