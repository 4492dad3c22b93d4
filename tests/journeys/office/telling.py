"""The six stories: five events that were imported with their marks, and one whose every hand signs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from selaras.core.casefile import CaseFile
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from selaras.core.vocabulary import Role
from tests.journeys.example_runs import EXAMPLES, KEYS, case_of
from tests.journeys.office import after_the_result as station
from tests.journeys.office import other_parts as other
from tests.journeys.office import signed_stations as signed
from tests.journeys.office.builds import FAULTS
from tests.journeys.office.courses import COURSES
from tests.journeys.office.offices import Story
from tests.journeys.office.served import office_in
from tests.journeys.office.small_example import cut_down, workbook_of
from tests.journeys.office.special import seen_after, seen_of
from tests.journeys.office.watching import watched

SIGNED = "signed"
BROKEN = "broken"
STORIES = (*KEYS, SIGNED)
_OF_SIGNED = "bengkulu-2024"
# Under an acting governor: its decree waits for the minister.
_OF_BROKEN = "banten-2023"


@contextmanager
def story_of(case: CaseFile, browser: Browser, folder: Path, *, broken: str = "") -> Iterator[Story]:
    """Open an office for a story; whatever breaks it is told with what everybody did and saw.

    broken : of a deliberately broken build, its name; "" for the office as it is
    """
    with office_in(folder, broken=broken) as office:
        story = Story(office=office, browser=browser, agency=case.agency, key=case.event.key)
        story.journal.is_loud = bool(os.environ.get("SELARAS_STORIES_LOUD"))
        with watched(story.journal):
            try:
                yield story
            except BaseException as wrong:
                wrong.add_note(story.told())
                raise
            finally:
                story.ends()
        assert (story.faults, office.complaints) == ([], "")


def tell(name: str, browser: Browser, folder: Path) -> Story:
    """Tell one of the stories; return it when it has ended well."""
    if name == BROKEN:
        return tell_broken(browser, folder)
    if name == SIGNED:
        case = cut_down(_OF_SIGNED, officials=2, examiners=2)
        with story_of(case, browser, folder) as story:
            tell_signed(story, workbook_of(case))
        return story
    case = case_of(name)
    with story_of(case, browser, folder) as story:
        tell_imported(story, case, (EXAMPLES / f"{name}.xlsx").read_bytes())
    return story


def tell_broken(browser: Browser, folder: Path) -> Story:
    """Tell an event in an office with three faults; each station has to fail at its own."""
    case, course = case_of(_OF_BROKEN), COURSES[_OF_BROKEN]
    with story_of(case, browser, folder, broken=" ".join(FAULTS)) as story:
        story.begins(story.office.token)
        story.imports((EXAMPLES / f"{_OF_BROKEN}.xlsx").read_bytes())
        for role in (Role.CHAIR, Role.REVIEWER, Role.DECIDING_OFFICER):
            story.invites(role)
        with pytest.raises(AssertionError, match="the ranking shows another number"):
            station.show_the_result(story)
        published, codes = station.published_by(story)
        own = min(codes.values())
        story.invites(Role.PARTICIPANT, own)
        station.sign_minutes(story)
        assert station.choose(story), "nobody moves: no decree would be refused"
        station.give_verdict(story, course.verdict)
        other.announce(story)
        with pytest.raises(AssertionError, match="another's page opens"):
            station.see_own_result(story, published, codes, own)
        station.begin_to_decide(story)
        with pytest.raises(AssertionError, match="was not refused"):
            station.decide(story, course, len(case.officials))
    return story


def tell_imported(story: Story, case: CaseFile, workbook: bytes) -> None:
    course = COURSES[story.key]
    story.begins(story.office.token)
    story.imports(workbook)
    for role in (Role.CHAIR, Role.REVIEWER, Role.DECIDING_OFFICER, Role.AUDITOR):
        story.invites(role)
    published, codes = station.show_the_result(story)
    seen_of(story, published, codes)
    own = min(codes.values())
    story.invites(Role.PARTICIPANT, own)
    if case.rating_sheets:
        examiners = sorted({one.examiner for one in case.rating_sheets})
        story.invites(Role.EXAMINER, examiners[0])
        other.read_own_sheets(story, examiners[0], examiners[-1])
    station.sign_minutes(story)
    station.choose(story)
    station.write_papers(story)
    other.keep_signed_scan(story)
    other.ask_and_answer(story)
    for letter in course.letters:
        station.record_letter(story, letter)
    station.give_verdict(story, course.verdict)
    other.audit(story, published)
    other.own_result_is_shut(story, own)
    if course.is_announced:
        other.announce(story)
        station.see_own_result(story, published, codes, own)
    station.begin_to_decide(story)
    station.decide(story, course, len(case.officials))
    station.see_own_result(story, published, codes, own)
    assert course.decree in _own_page(story)
    other.see_who_looked(story)
    other.object_and_answer(story)
    station.follow_up(story)
    seen_after(story, published)
    contents = other.take_dossier(story)
    for letter in (*course.letters, *course.late):
        assert f"{letter.kind.istilah}: 1 berkas" in contents, contents
    other.call_from_outside(story, published)


def tell_signed(story: Story, workbook: bytes) -> None:
    course = COURSES[_OF_SIGNED]
    secretary = story.begins(story.office.token)
    before = secretary.clicks
    story.imports(workbook)
    made = secretary.clicks - before
    story.invites(Role.CHAIR)
    story.invites(Role.EXAMINER, "PG1", "PG2")
    story.invites(Role.PARTICIPANT, "P-001")
    for role in (Role.REVIEWER, Role.DECIDING_OFFICER):
        story.invites(role)
    examiners = [story.people["PG"], story.people["PG1"]]
    early = (secretary, story[Role.CHAIR], story[Role.REVIEWER], *examiners)
    signed.check_own_data(story)
    before = {one.name: one.clicks for one in early}
    # The secretariat's own key is made with its first signature.
    assert len({signed.enrol(story, one) for one in early[1:]}) == 4
    signed.lock(story)
    # The bar of Mode Ringkas, of everybody together: from the workbook to the locked event. Signing in and
    # inviting are left out: people and roles belong to the office, whatever event there is.
    clicks = {one.name: one.clicks - before[one.name] for one in early}
    assert made + sum(clicks.values()) <= 10, (made, clicks)
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
    for letter in course.letters:
        station.record_letter(story, letter)
    station.give_verdict(story, course.verdict)
    station.begin_to_decide(story)
    station.decide(story, course, 2)
    station.see_own_result(story, published, codes, "P-001")
    assert course.decree in _own_page(story)
    found = verify(signed.take_whole_bundle(story))
    assert found.verdict is Outcome.HOLDS, found


def _own_page(story: Story) -> str:
    story[Role.PARTICIPANT].opens(f"{story.root}saya/")
    return story[Role.PARTICIPANT].sees()
