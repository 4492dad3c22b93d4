"""One browser and one page for all tests of the verifier's page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.verifier.browser import OpenPage, a_browser, browser_path, with_modules
from tools.build_verifier import page as page_of
from tools.build_verifier import read_sources


# For one module alone: while Playwright's loop runs in this thread, Django refuses its database.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as started:
        yield started


@pytest.fixture(scope="module")
def opened(browser: Browser) -> OpenPage:
    return OpenPage(browser)


@pytest.fixture(scope="module")
def parts(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> OpenPage:
    """The page with its modules in reach, to try them on published vectors."""
    path: Path = tmp_path_factory.mktemp("parts") / "parts.html"
    path.write_text(page_of(with_modules(read_sources())), encoding="utf-8")
    return OpenPage(browser, path)
