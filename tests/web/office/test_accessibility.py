"""Pages that everybody can read and use: axe finds nothing, words keep 7 : 1, nothing is wider than a screen.

A share of the pages is looked at here, each at a width of its own; with SELARAS_EVERY_WIDTH=1 all of them at
every width. The bar (``bars/accessibility.py``) looks at every page in every window and language.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser

from tests.verifier.browser import a_browser, browser_path
from tests.web.office.axe import keys, looking, rendering
from tests.web.office.axe.looking import STATIC
from tests.web.office.axe.rendering import Rendered
from tests.web.office.cells import world
from tests.web.office.cells.routes import routes_of

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
# Of the pages as they are, and of those that are empty or refused; the bar looks at all of them everywhere.
SHARES = {"normal": 0.5, "empty": 0.1, "error": 0.1}
SHEET, SCRIPT = "/statis/office/selaras.css", "/statis/office/office.js"


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> tuple[list[Rendered], dict[str, bytes]]:
    """Every page, made before a browser starts: its loop allows no database beside it."""
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        here = world.made()
        found = list(rendering.rendered(routes_of(), here))
        style = f"/gaya/{here.agency}.css"
        styles = {style: Client().get(style).content}
        transaction.set_rollback(True)
    return found, styles


@pytest.fixture(scope="module")
def browser(pages: object) -> Iterator[Browser]:
    if browser_path() is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium here")
    with a_browser() as found:
        yield found


def test_nothing_keeps_anybody_from_a_page(
    pages: tuple[list[Rendered], dict[str, bytes]], browser: Browser
) -> None:
    rendered, styles = pages
    chance = Random("accessibility")
    n = {state: sum(one.state == state for one in rendered) for state in ("normal", "empty", "error")}
    taken = [(one, chance.choice(looking.WIDTHS)) for one in rendered if chance.random() < SHARES[one.state]]
    if os.environ.get("SELARAS_EVERY_WIDTH") == "1":
        taken = [(one, width) for one in rendered for width in looking.WIDTHS]

    found = looking.violations(browser, taken, styles)

    assert found == []
    assert n["normal"] >= 80
    assert n["error"] >= 30


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ((b"</main>", b'<img src="/statis/office/crest.svg"></main>'), "image-alt"),
        ((b"</main>", b'<input name="x"></main>'), "label"),
        ((b'<html lang="id"', b"<html"), "html-has-lang"),
        ((b"<h1", b"<h4"), "page-has-heading-one"),
    ],
)
def test_a_page_that_shuts_somebody_out_is_found(
    broken: tuple[bytes, bytes],
    rule: str,
    pages: tuple[list[Rendered], dict[str, bytes]],
    browser: Browser,
) -> None:
    rendered, styles = pages
    one = next(one for one in rendered if one.path == "/akun/masuk/")
    assert broken[0] in one.html

    found = looking.violations(
        browser, [(replace(one, html=one.html.replace(*broken)), looking.DESK)], styles
    )

    assert any(told.startswith(rule) for told in found)


@pytest.mark.parametrize(
    ("address", "broken"),
    [
        (SHEET, (b"--ink-2: #43525f", b"--ink-2: #8c979f")),
        (SHEET, (b"--on-brand: #fff", b"--on-brand: #7fb0bd")),
    ],
    ids=["quiet-words", "words-on-buttons"],
)
def test_words_that_fade_are_found(
    address: str,
    broken: tuple[bytes, bytes],
    pages: tuple[list[Rendered], dict[str, bytes]],
    browser: Browser,
) -> None:
    rendered, styles = pages
    one = next(one for one in rendered if one.path == "/akun/masuk/")
    sheet = (STATIC / address.removeprefix("/statis/")).read_bytes()
    assert broken[0] in sheet

    found = looking.violations(browser, [(one, looking.DESK)], {**styles, address: sheet.replace(*broken)})

    assert any(told.startswith("color-contrast") for told in found)


def test_every_page_is_walked_with_the_keyboard_alone(
    pages: tuple[list[Rendered], dict[str, bytes]], browser: Browser
) -> None:
    rendered, styles = pages
    chance = Random("keyboard")
    normal = [one for one in rendered if one.state == "normal"]
    taken = normal if os.environ.get("SELARAS_EVERY_WIDTH") == "1" else chance.sample(normal, 16)
    page = browser.new_page(viewport={"width": 1280, "height": 800})

    found = [line for one in taken for line in keys.walked(page, one, styles)]
    past = [keys.leads_past_the_frame(page, one, styles) for one in taken[:3]]
    page.close()

    assert found == []
    assert all(past)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({SCRIPT: b"onkeydown = (key) => key.key === 'Tab' && key.target.id && key.preventDefault();"},
         "does not get on"),
        ({SHEET: b":focus-visible { outline: none }"}, "nothing shows"),
        ({SHEET: b":focus { position: absolute; left: -9999px } :focus-visible { outline: 3px solid }"},
         "one cannot see"),
    ],
    ids=["trap", "no-ring", "out-of-sight"],
)  # fmt: skip
def test_a_page_that_cannot_be_walked_is_found(
    changed: dict[str, bytes],
    told: str,
    pages: tuple[list[Rendered], dict[str, bytes]],
    browser: Browser,
) -> None:
    rendered, styles = pages
    one = next(one for one in rendered if one.path == "/akun/masuk/")
    page = browser.new_page(viewport={"width": 1280, "height": 800})

    found = keys.walked(page, one, {**styles, **changed})
    page.close()

    assert any(told in line for line in found)


def test_a_stop_out_of_its_turn_is_found(
    pages: tuple[list[Rendered], dict[str, bytes]], browser: Browser
) -> None:
    rendered, styles = pages
    one = next(one for one in rendered if one.path == "/akun/masuk/")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    jumping = replace(one, html=one.html.replace(b"<h1", b'<button tabindex="3">Lompat</button><h1'))

    found = keys.walked(page, jumping, styles)
    page.close()

    assert any("walked in another" in line for line in found)
