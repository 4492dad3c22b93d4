"""The leader's page in its first window: four answers without scrolling; the stories ask it of all events."""

import pytest
from playwright.sync_api import Page

from selaras.core.vocabulary import Role
from tests.journeys.office.glance import ANSWERS, WINDOW, below_the_fold
from tests.verifier.browser import a_browser, browser_path
from tests.web.office import offices
from tests.web.office.axe.looking import ORIGIN, answering
from tests.web.office.axe.rendering import Rendered
from tests.web.office.placing.proposed import in_review, url

pytestmark = [pytest.mark.django_db, pytest.mark.browser]


def shown() -> tuple[Rendered, dict[str, bytes]]:
    """Return the leader's page of a small event, with the style that the server makes for it."""
    ref = in_review()
    client, path = offices.browser_of(ref, Role.DECIDING_OFFICER), url(ref, "ringkasan/")
    style = f"/gaya/{ref.agency}.css"
    page = Rendered(
        told="leading",
        state="normal",
        status=200,
        path=path,
        html=client.get(path).content,
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
    return page, {style: client.get(style).content}


def test_a_governor_reads_four_answers_without_scrolling() -> None:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    # Before the browser: its loop allows no database in this thread.
    one, styles = shown()
    with a_browser() as browser:
        page = browser.new_page(viewport=WINDOW)
        page.route("**/*", answering(one, styles))
        page.goto(f"{ORIGIN}{one.path}", wait_until="load")
        found = below_the_fold(page)
        broken = {question: _pushed_down(page, question) for question in ANSWERS}
        page.locator(".sure-lines").evaluate("one => { one.style.height = '9px'; one.textContent = ' ' }")
        silent = below_the_fold(page)
        page.close()

    assert found == {}
    assert all(question in told for question, told in broken.items()), broken
    assert silent == {"how sure": "says nothing"}


def _pushed_down(page: Page, question: str) -> dict[str, str]:
    """Return what is found where a build pushes one answer down; mend it again."""
    there = page.locator(ANSWERS[question])
    there.evaluate("one => { one.style.position = 'relative'; one.style.top = '800px' }")
    found = below_the_fold(page)
    there.evaluate("one => { one.style.position = one.style.top = '' }")
    return found
