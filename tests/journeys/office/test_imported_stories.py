"""The example events with their marks, from workbook to decree, in real browsers on a server of their own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from selaras.core.vocabulary import Role
from tests.journeys.example_runs import EXAMPLES, KEYS, case_of
from tests.journeys.office import after_the_result as station
from tests.journeys.office.offices import Story
from tests.journeys.office.served import office_in
from tests.verifier.browser import a_browser, browser_path

pytestmark = [pytest.mark.browser, pytest.mark.served]

# SELARAS_STORIES=all asks for every example; here as many as there is time for.
_TOLD = ("bengkulu-2021",)
STORIES = KEYS if os.environ.get("SELARAS_STORIES") == "all" else _TOLD


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as started:
        yield started


@pytest.mark.parametrize("key", STORIES)
def test_an_example_goes_from_workbook_to_decree(key: str, browser: Browser, tmp_path: Path) -> None:
    case = case_of(key)
    with office_in(tmp_path) as office:
        story = Story(office=office, browser=browser, agency=case.agency, key=key)
        try:
            tell(story, (EXAMPLES / f"{key}.xlsx").read_bytes(), officials=len(case.officials))
        except BaseException as broken:
            broken.add_note(story.told())
            story.ends()
            raise
        faults = story.faults
        story.ends()
        assert (faults, office.complaints) == ([], "")


def tell(story: Story, workbook: bytes, *, officials: int) -> None:
    story.begins(story.office.token)
    story.imports(workbook)
    for role in (Role.CHAIR, Role.REVIEWER, Role.DECIDING_OFFICER):
        story.invites(role)
    published, codes = station.show_the_result(story)
    own = min(codes.values())
    story.invites(Role.PARTICIPANT, own)
    station.sign_minutes(story)
    station.choose(story)
    station.write_papers(story)
    station.record_letter(story)
    station.give_verdict(story)
    station.decide(story, officials)
    station.see_own_result(story, published, codes, own)
    station.follow_up(story)
