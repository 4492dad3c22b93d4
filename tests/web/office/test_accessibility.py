"""Pages that everybody can read and use: axe finds nothing, words keep 7 : 1, nothing is wider than a screen.

Every page is looked at once at a width of its own, and a share of what is empty or refused; with
SELARAS_EVERY_WIDTH=1 all of them at every width.
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
from tests.web.office.axe import looking, rendering
from tests.web.office.axe.rendering import Rendered
from tests.web.office.cells import world
from tests.web.office.cells.routes import routes_of

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]
SHARE = 0.25


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
    taken = [
        (one, chance.choice(looking.WIDTHS))
        for one in rendered
        if one.state == "normal" or chance.random() < SHARE
    ]
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
