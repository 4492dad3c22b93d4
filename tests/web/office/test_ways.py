"""The bar of rooms: what the work of the phase needs in front, the rest folded, nothing lost."""

import re
from dataclasses import asdict
from datetime import UTC, datetime

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Extent, Role
from selaras.records import models as rows
from selaras.web.office.ways import AT_A_GLANCE, WAYS
from tests.actions.evidence import live_events
from tests.web.office import offices

pytestmark = pytest.mark.django_db


@pytest.fixture
def ref() -> EventRef:
    """Return an event whose pages show everything: in Mode Ringkas the bar is shorter still."""
    ref = live_events.designed().ref
    event = rows.Event.objects.get(key=ref.key)
    rows.ShownExtent.objects.create(
        agency=event.agency,
        event=event,
        extent=Extent.FULL.value,
        chosen_by=offices.account(event.agency, "sekretariat-lama"),
        chosen_at=datetime(2026, 1, 5, tzinfo=UTC),
    )
    return ref


def bar_of(ref: EventRef, browser: offices.Client) -> tuple[list[str], list[str]]:
    """Return the rooms in front and those behind "Lainnya"."""
    html = browser.get(f"/k/{ref.agency}/{ref.key}/").content.decode()
    nav = html[html.index('<nav class="way"') : html.index("</nav>")]
    front, _, folded = nav.partition("<details>")
    return tuple(re.findall(r"<li>\s*<a [^>]+>([^<]+)</a>", part) for part in (front, folded))  # type: ignore[return-value]


def test_a_plan_shows_what_a_plan_needs(ref: EventRef) -> None:
    front, folded = bar_of(ref, offices.browser_of(ref, Role.SECRETARIAT))

    assert front == ["Langkah", "Peserta", "Rancangan", "Surat", "Naskah"]
    assert {"Jadwal", "Telaah", "Persetujuan", "Orang"} <= set(folded)


def test_scoring_brings_its_rooms_to_the_front(ref: EventRef) -> None:
    offices.put_into(ref, Phase.SCORING)

    front, folded = bar_of(ref, offices.browser_of(ref, Role.SECRETARIAT))

    assert {"Kendali", "Jadwal"} <= set(front)
    assert {"Rancangan", "Surat"} <= set(folded)


@pytest.mark.parametrize("phase", list(Phase))
def test_nobody_faces_a_cockpit(ref: EventRef, phase: Phase) -> None:
    offices.put_into(ref, phase)
    for role in (Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.AUDITOR):
        front, _ = bar_of(ref, offices.browser_of(ref, role))

        assert front[0] == "Langkah"
        assert len(front) <= AT_A_GLANCE + 1, (role, front)


def test_the_reviewer_keeps_the_own_desk_in_front(ref: EventRef) -> None:
    front, _ = bar_of(ref, offices.browser_of(ref, Role.REVIEWER))

    assert "Telaah" in front


def test_every_room_has_its_time() -> None:
    """A room that is never in front, and is not one of those that are rarely looked for, would be lost."""
    never = {
        one.url
        for one in WAYS
        if not one.is_aside and not any(one.is_in_front(p, frozenset()) for p in Phase)
    }

    assert never == {"pending_acts"}


def test_an_approval_that_waits_comes_to_the_front(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.SECRETARIAT)
    event = rows.Event.objects.get(key=ref.key)
    draft = EntryDraft(type=EntryType.PHASE, subject="", method="", form="", payload={})
    rows.PendingAct.objects.create(
        agency=event.agency,
        event=event,
        verb=Act.LOCK.value,
        told={"drafts": [{**asdict(draft), "type": draft.type.value}], "sentences": [], "scan": None},
        about="",
        asked_by=rows.Account.objects.first(),
        asked_at=datetime(2026, 1, 5, tzinfo=UTC),
    )

    assert "Persetujuan" in bar_of(ref, browser)[0]
