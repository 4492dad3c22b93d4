"""What somebody with bad intent sends: forged forms, words that are markup, foreign numbers, wrong files."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as office
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from selaras.records import models as rows
from selaras.web.access import Rule
from selaras.web.guarding import HEADERS, PAGE_HEADERS
from tests.web.office import offices
from tests.web.office.cells import asking, pages, world
from tests.web.office.cells.routes import routes_of
from tests.web.office.cells.spoken import CANARY, FORMULA, spoken
from tests.web.office.cells.world import World

# Nothing of it hangs on the kind of database.
pytestmark = pytest.mark.sqlite


ELSEWHERE = (
    "https://jahat.example/",
    "//jahat.example/",
    "/\\jahat.example/",
    "\\\\jahat.example",
    "https:jahat.example",
    "javascript:alert(1)",
    "/%09/jahat.example",
    "http:///jahat.example",
    "https://testserver@jahat.example/",
)


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """A world whose event is full of markup and formulas."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.made(lambda case: spoken(case, FORMULA + CANARY))
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


def test_no_page_lets_words_become_markup_and_every_answer_carries_its_headers(here: World) -> None:
    wrong, read = [], 0
    for cell in asking.let_in_once(routes_of(), here):
        if cell.method != "GET":
            continue
        with asking.in_phase(cell, here):
            answer = asking.answered(cell, here)
            wrong += [f"{cell.told()}: {one}" for one in pages.wrong_in(answer)]
        read += "canary-element" in answer.content.decode("utf-8", "replace")

    assert wrong == []
    assert read >= 15  # the words did reach pages


def test_what_is_typed_into_a_form_comes_back_as_words(here: World) -> None:
    """Every form of every page, filled with markup and sent; and what stands there afterwards."""
    wrong, sent = [], 0
    for cell in asking.let_in_once(routes_of(), here):
        if "POST" not in cell.route.methods or cell.method != "GET":
            continue
        with asking.in_phase(cell, here):
            browser = here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)
            address = asking.address(cell, here)
            shown = browser.get(address)
            for form in pages.forms_in(shown.content.decode("utf-8", "replace")):
                if form.method != "post" or form.action.startswith(("/akun/keluar", "/bahasa")):
                    continue
                with transaction.atomic():
                    before = _foreign_rows(here)
                    told = [*form.filled(CANARY), *_not_asked_for(here)]
                    answer = browser.post(form.action or address, _as_sent(told))
                    again = browser.get(address)
                    wrong += [
                        f"{cell.told()}: {one}" for one in (*pages.wrong_in(answer), *pages.wrong_in(again))
                    ]
                    if before != _foreign_rows(here):
                        wrong.append(f"{cell.told()}: changed what is another's")
                    transaction.set_rollback(True)
                sent += 1

    assert wrong == []
    assert sent >= 25


def _not_asked_for(here: World) -> list[tuple[str, str]]:
    """Return fields that no form has and that rows do have: they must change nothing."""
    other = rows.Agency.objects.get(code=here.other)
    event = rows.Event.objects.filter(agency=other).order_by("pk")[0]
    return [
        *[(name, str(other.pk)) for name in ("agency", "agency_id")],
        *[(name, str(event.pk)) for name in ("event", "event_id")],
        *[(name, "1") for name in ("is_active", "is_staff", "is_superuser", "pk", "id")],
        ("phase", "follow-up"),
        ("made_at", "2001-01-01"),
    ]


def _as_sent(told: list[tuple[str, str]]) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for name, value in told:
        sent.setdefault(name, []).append(value)
    return sent


def _foreign_rows(here: World) -> object:
    """Return what no form of this agency may ever change."""
    own = rows.Agency.objects.get(code=here.agency)
    return (
        [
            (
                model.__name__,
                list(model.objects.exclude(agency=own).order_by("pk").values_list("pk", "agency")),
            )
            for model in (rows.Event, rows.Entry, rows.Account, rows.Membership, rows.Upload, rows.Link)
        ],
        list(rows.Account.objects.exclude(agency=own).order_by("pk").values_list("pk", "name", "is_active")),
        list(rows.Event.objects.order_by("pk").values_list("agency", "key", "starts_on")[:5]),
    )


def test_a_page_that_trusts_words_would_be_found() -> None:
    for html in (
        f"<p>{CANARY}</p>",
        '<p title="x" onfocus="x">',
        "<script>alert(1)</script>",
        '<a href=" javascript:alert(1)">',
        '<form action="https://jahat.example/">',
        '<p style="color: red">',
    ):
        assert pages.foreign_elements(html), html


def test_every_unsafe_call_without_a_token_of_the_form_is_refused(here: World) -> None:
    wrong = []
    for cell in asking.let_in_once(routes_of(), here):
        if cell.method != "POST":
            continue
        browser = here.browser(cell.persona, is_of_events=cell.route.is_of_an_event, session=cell.session)
        with asking.in_phase(cell, here):
            answer = _checked(browser).post(asking.address(cell, here), {"do": "x"})
        if answer.status_code != 403 or b"page_unknown" in answer.content:
            wrong.append(f"{cell.told()}: {answer.status_code}")
    for route in routes_of():
        if route.rule in (Rule.SIGN_IN, Rule.OWN_ACCOUNT) and not route.pattern.startswith("gaya/"):
            browser = here.browser("SK", is_of_events=True, session="fresh")
            answer = _checked(browser).post(route.path({}), {})
            if answer.status_code != 403:
                wrong.append(f"POST {route.pattern}: {answer.status_code}")

    assert wrong == []


def _checked(browser: Client) -> Client:
    """Return the same browser before a server that asks for the token, as every real one does."""
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = browser.cookies
    return strict


@pytest.mark.parametrize("there", ELSEWHERE)
def test_nobody_is_sent_elsewhere(there: str, here: World) -> None:
    who = rows.Account.objects.get(sign_in_name="sk-kegiatan-stale")
    browser = offices.signed_in(who, is_fresh=False)
    answers = [
        Client().post("/bahasa/", {"bahasa": "en", "next": there}),
        browser.get("/akun/masuk/", {"next": there}),
        browser.get("/akun/pastikan/", {"next": there}),
        browser.post("/kegiatan-baru/", {"next": there}, headers={"referer": there}),
        browser.post("/orang/undang/", {"next": there}, headers={"referer": there}),
        browser.post("/akun/keluar/", {"next": there}),
    ]

    gone = [one["Location"] for one in answers if 300 <= one.status_code < 400]
    assert len(gone) >= 4
    assert [one for one in gone if not one.startswith("/") or one.startswith(("//", "/\\", "/\t"))] == []


def test_an_answer_outside_of_every_page_carries_the_headers_too(here: World) -> None:
    browser = Client(raise_request_exception=False)
    for path in ("/tidak-ada/", "/k/x/y/", "/akun/masuk/", "/undangan/", "/bantuan/"):
        answer = browser.get(path)
        assert {name: answer[name] for name in PAGE_HEADERS} == PAGE_HEADERS, path
    answer = browser.get("/api/tablet/v1/tidak-ada")
    assert {name: answer[name] for name in HEADERS} == HEADERS


def test_cookies_are_for_this_server_alone_and_no_script_reads_them() -> None:
    assert office.SESSION_COOKIE_HTTPONLY is office.CSRF_COOKIE_HTTPONLY is True
    assert office.SESSION_COOKIE_SECURE is office.CSRF_COOKIE_SECURE is True
    assert (office.SESSION_COOKIE_SAMESITE, office.CSRF_COOKIE_SAMESITE) == ("Lax", "Lax")
    # Only a cookie of this prefix cannot be set from a neighbouring name of the same domain.
    assert office.SESSION_COOKIE_NAME.startswith("__Host-")
    assert office.CSRF_COOKIE_NAME.startswith("__Host-")
