"""Pages for what went wrong: each says what happened, what is safe and what to do, under its own title."""

import re

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from selaras.web.office import failures
from selaras.web.office.language import COOKIE

pytestmark = pytest.mark.django_db


def title_of(html: str) -> str:
    found = re.search(r"<title>(.*?)</title>", html, re.S)
    assert found is not None
    return " ".join(found[1].split())


@pytest.mark.parametrize(
    ("code", "status", "title"),
    [
        ("request_wrong", 400, "Tidak dapat dibuka (400)"),
        ("not_permitted", 403, "Tidak berwenang (403)"),
        ("form_expired", 403, "Formulir kedaluwarsa (403)"),
        ("page_unknown", 404, "Tidak ditemukan (404)"),
        ("too_large", 413, "Terlalu besar (413)"),
        ("server_failed", 500, "Gangguan (500)"),
        ("storage_busy", 503, "Tunggu sebentar (503)"),
    ],
)
def test_each_fault_has_a_page_of_its_own(code: str, status: int, title: str) -> None:
    answer = failures.refused(RequestFactory().get("/"), code, status=status)
    html = answer.content.decode()

    assert (answer.status_code, title_of(html)) == (status, title)
    assert html.count("<h1>") == 1
    assert 'href="/"' in html


def test_a_body_that_is_too_large_is_told_so() -> None:
    answer = failures.bad_request(RequestFactory().post("/"), RequestDataTooBig())

    assert answer.status_code == 413
    assert "24 MB" in answer.content.decode()


def test_a_fault_is_told_in_the_language_that_was_chosen() -> None:
    browser = Client()
    browser.cookies[COOKIE] = "en"

    assert title_of(browser.get("/tidak-ada/").content.decode()) == "Not found (404)"
