"""A sample of the bar `two-verifiers`: what nobody thought of, judged alike in Python and in the browser."""

import pytest

from tests.tampered.attacks.comparing import compared
from tests.tampered.attacks.fuzz import fuzzed
from tests.tampered.attacks.proceedings import bent_proceedings
from tests.verifier.browser import OpenPage, a_browser, browser_path

pytestmark = pytest.mark.browser
SAMPLE = 60
OF_PROCEEDINGS = 12


@pytest.mark.skipif(browser_path() is None, reason="no Chromium here")
def test_two_verifiers_say_the_same_of_fuzzed_bundles() -> None:
    with a_browser() as browser:
        page = OpenPage(browser)
        bundles = [(str(number), fuzzed(number, seed="contoh"), None, None) for number in range(SAMPLE)]

        found = compared(bundles, page.verdict)

    assert found["bundles"] == SAMPLE
    assert found["differing"] == []
    # Sixty bundles that all end at the first check would prove little.
    assert len(found["by_reason"]) > 10


@pytest.mark.skipif(browser_path() is None, reason="no Chromium here")
def test_two_verifiers_say_the_same_of_what_is_said_and_decided() -> None:
    with a_browser() as browser:
        page = OpenPage(browser)
        events = (bent_proceedings(number, seed="contoh") for number in range(OF_PROCEEDINGS))
        bundles = ((str(number), one.bundle(), None, None) for number, one in enumerate(events))

        found = compared(bundles, page.verdict)

    assert (found["bundles"], found["differing"]) == (OF_PROCEEDINGS, [])
    assert len(found["by_reason"]) > 4
