"""A signed event from a workbook without marks to its decree: all keys made and used in real browsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from selaras.core.vocabulary import Role
from tests.journeys.office import after_the_result as station
from tests.journeys.office import signed_stations as signed
from tests.journeys.office.offices import Story
from tests.journeys.office.served import office_in
from tests.journeys.office.small_example import cut_down, workbook_of
from tests.verifier.browser import a_browser, browser_path

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as started:
        yield started


def test_a_signed_event_goes_from_workbook_to_decree(browser: Browser, tmp_path: Path) -> None:
    case = cut_down("bengkulu-2024", officials=2, examiners=2)
    with office_in(tmp_path) as office:
        story = Story(office=office, browser=browser, agency=case.agency, key=case.event.key)
        try:
            tell(story, workbook_of(case))
        except BaseException as broken:
            broken.add_note(story.told())
            story.ends()
            raise
        faults = story.faults
        story.ends()
        assert (faults, office.complaints) == ([], "")


def tell(story: Story, workbook: bytes) -> None:
    secretary = story.begins(story.office.token)
    secretary.clicks = 0
    story.imports(workbook)
    to_event = secretary.clicks
    story.invites(Role.CHAIR)
    story.invites(Role.EXAMINER, "PG1", "PG2")
    story.invites(Role.PARTICIPANT, "P-001")
    for role in (Role.REVIEWER, Role.DECIDING_OFFICER):
        story.invites(role)
    examiners = [story.people["PG"], story.people["PG1"]]
    early = (secretary, story[Role.CHAIR], story[Role.REVIEWER], *examiners)
    assert len({signed.enrol(story, one) for one in early}) == 5
    signed.check_own_data(story)
    secretary.clicks = story[Role.CHAIR].clicks = 0
    signed.lock(story)
    # The bar of Mode Ringkas: from the workbook to the locked event, by whoever prepares it.
    assert to_event + secretary.clicks <= 10
    signed.open_scoring(story)
    assert [signed.mark_everybody(story, one) for one in examiners] == [4, 4]
    signed.enter_records(story)
    signed.close_scoring(story)
    signed.reveal_and_freeze(story)
    published, codes = station.show_the_result(story)
    signed.propose(story)
    station.sign_minutes(story)
    signed.enrol_late(story, story[Role.DECIDING_OFFICER])
    station.choose(story)
    station.give_verdict(story)
    station.decide(story, 2)
    station.see_own_result(story, published, codes, "P-001")
    found = verify(signed.take_whole_bundle(story))
    assert found.verdict is Outcome.HOLDS, found
