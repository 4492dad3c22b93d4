"""A signed event from a workbook without marks to its decree: all keys made and used in real browsers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.office.telling import SIGNED, tell
from tests.verifier.browser import a_browser, browser_path

pytestmark = [pytest.mark.browser, pytest.mark.served]
# Where there is little time, the imported story is told on SQLite and this one on PostgreSQL.
_IS_ALL = os.environ.get("SELARAS_STORIES") == "all"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as started:
        yield started


@pytest.mark.parametrize("name", [pytest.param(SIGNED, marks=() if _IS_ALL else pytest.mark.postgres)])
def test_a_signed_event_goes_from_workbook_to_decree(name: str, browser: Browser, tmp_path: Path) -> None:
    story = tell(name, browser, tmp_path)

    assert all(one["clicks"] and one["pages"] for one in story.effort.values()), story.effort
