"""Mode Ringkas and Mode Lengkap: by size, or as the office chose; the same addresses and rules in both."""

from itertools import chain
from typing import Any

import pytest
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Extent, Role
from selaras.documents.content.placing.extent import MANY_PARTICIPANTS
from selaras.queries.office import showing
from selaras.queries.office.listing import listed_event
from selaras.records import models as rows
from selaras.web.office.showing import extents
from selaras.web.office.ways import WAYS
from tests.actions.evidence import live_events
from tests.web.office import offices
from tests.web.office.test_ways import bar_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]

OF_FULL = ("kendali/", "jadwal/", "penguji/")


@pytest.fixture
def ref() -> EventRef:
    return live_events.designed().ref


def home(ref: EventRef) -> str:
    return f"/k/{ref.agency}/{ref.key}/"


def choose(ref: EventRef, browser: Client, mode: str) -> Any:
    return browser.post(f"{home(ref)}mode/", {"mode": mode})


def shown(ref: EventRef) -> Extent:
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    return extents.extent_shown(listed)


@pytest.mark.parametrize(
    ("n", "extent"), [(MANY_PARTICIPANTS - 1, Extent.BRIEF), (MANY_PARTICIPANTS, Extent.FULL)]
)
def test_the_size_decides_while_nobody_chose(
    n: int, extent: Extent, ref: EventRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extents, "size_of", lambda _: (n, ()))

    assert shown(ref) is extent


def test_two_panels_are_not_small(ref: EventRef, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = (("interview", 1, 1), ("interview", 2, 2))
    monkeypatch.setattr(extents, "size_of", lambda _: (2, apart))

    assert shown(ref) is Extent.FULL


def test_a_choice_holds_against_the_size_and_can_be_taken_back(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.SECRETARIAT)

    answer = choose(ref, browser, "full")
    full = shown(ref)
    choose(ref, browser, "brief")

    assert (answer.status_code, answer["Location"]) == (302, home(ref))
    assert (full, shown(ref)) == (Extent.FULL, Extent.BRIEF)
    assert rows.ShownExtent.objects.count() == 1


def test_what_is_no_mode_changes_nothing(ref: EventRef) -> None:
    choose(ref, offices.browser_of(ref, Role.SECRETARIAT), "kokpit")

    assert not rows.ShownExtent.objects.exists()


@pytest.mark.parametrize("role", [Role.EXAMINER, Role.PARTICIPANT, Role.AUDITOR, Role.REVIEWER])
def test_others_do_not_choose(role: Role, ref: EventRef) -> None:
    browser = offices.browser_of(ref, role)

    assert choose(ref, browser, "full").status_code == 403
    assert "Ganti ke Mode" not in browser.get(home(ref)).content.decode()


def test_no_entry_comes_of_it(ref: EventRef) -> None:
    before = rows.LedgerHead.objects.get().size

    choose(ref, offices.browser_of(ref, Role.SECRETARIAT), "full")

    assert rows.LedgerHead.objects.get().size == before


@pytest.mark.parametrize("phase", [Phase.READY, Phase.SCORING, Phase.CLOSED])
def test_what_is_of_the_full_mode_stands_in_the_bar_there_alone(phase: Phase, ref: EventRef) -> None:
    offices.put_into(ref, phase)
    browser = offices.browser_of(ref, Role.CHAIR)
    of_full = {one.text[0] for one in WAYS if one.is_of_full}

    brief = {*chain(*bar_of(ref, browser))}
    choose(ref, browser, "full")
    full = {*chain(*bar_of(ref, browser))}

    assert of_full == {"Kendali", "Jadwal", "Penguji"}
    assert not brief & of_full
    assert full - brief <= of_full
    assert {"Kendali", "Jadwal"} <= full


def test_an_examiner_keeps_the_own_timetable(ref: EventRef) -> None:
    front, folded = bar_of(ref, offices.browser_of(ref, Role.EXAMINER, holder="P1"))

    assert "Jadwal" in (*front, *folded)


def test_every_address_answers_in_both(ref: EventRef) -> None:
    offices.put_into(ref, Phase.SCORING)
    browser = offices.browser_of(ref, Role.CHAIR)
    answers = {}
    for mode in ("brief", "full"):
        choose(ref, browser, mode)
        answers[mode] = [browser.get(f"{home(ref)}{end}").status_code for end in OF_FULL[:2]]

    assert answers["brief"] == answers["full"] == [200, 200]
    choose(ref, browser, "brief")
    assert 'aria-current="page">Kendali</a>' in browser.get(f"{home(ref)}kendali/").content.decode()


@pytest.mark.parametrize(
    ("phase", "way", "word"),
    [(Phase.READY, "kendali/buka/", "Buka penilaian"), (Phase.SCORING, "kendali/tutup/", "Tutup penilaian")],
)
def test_without_a_control_room_the_steps_open_and_close_the_scoring(
    phase: Phase, way: str, word: str, ref: EventRef
) -> None:
    offices.put_into(ref, phase)
    browser = offices.browser_of(ref, Role.CHAIR)

    brief = browser.get(home(ref)).content.decode()
    page = browser.get(f"{home(ref)}{way}").content.decode()
    choose(ref, browser, "full")
    full = browser.get(home(ref)).content.decode()

    assert f'href="{home(ref)}{way}">{word}</a>' in brief
    assert f'<a class="back" href="{home(ref)}">' in page
    assert f'href="{home(ref)}kendali/">Buka ruang kendali</a>' in full


def test_the_size_is_asked_once_for_a_state_of_the_ledger(
    ref: EventRef, django_assert_num_queries: Any
) -> None:
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    showing.size_of(listed)

    with django_assert_num_queries(1):
        extents.extent_shown(listed)
