"""The example events with their marks, from workbook to decree, in real browsers on a server of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.journeys.example_runs import KEYS
from tests.journeys.office.telling import tell
from tests.journeys.office.watching import Journal, watched
from tests.verifier.browser import a_browser, browser_path

pytestmark = [pytest.mark.browser, pytest.mark.served]

# SELARAS_STORIES=all asks for every example, as the bar of stories does; here as many as there is time for.
_TOLD = (pytest.param("bengkulu-2021", marks=pytest.mark.sqlite),)
STORIES = KEYS if os.environ.get("SELARAS_STORIES") == "all" else _TOLD


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as started:
        yield started


@pytest.mark.parametrize("key", STORIES)
def test_an_example_goes_from_workbook_to_decree(key: str, browser: Browser, tmp_path: Path) -> None:
    story = tell(key, browser, tmp_path)

    assert all(one["clicks"] and one["pages"] for one in story.effort.values()), story.effort


@pytest.mark.sqlite
def test_a_step_that_hangs_ends_by_itself_and_says_what_it_was(browser: Browser) -> None:
    # Last of this module: the browser under the step is ended with it.
    journal, page = Journal(), browser.new_page()

    with watched(journal, longest=1):
        journal.begins("siti", "reads a page that is stuck")
        with pytest.raises(Error):
            page.evaluate("() => { for (;;) {} }")

    told = journal.told()
    assert "siti: reads a page that is stuck" in told
    assert "hung for" in told
