"""The page of the log key: it shows which one holds, takes no share, and lets two people replace it."""

from pathlib import Path

import pytest
from django.test import Client

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import opened_entries
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.vocabulary import Role
from selaras.outside.key_shares import key_mark
from selaras.outside.sealing import Cost
from selaras.outside.signing import LogKey, keep_log_key
from selaras.queries.office.listing import listed_event
from selaras.queries.office.pending import pending_act
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import LOG_KEY, Live
from tests.web.office import offices
from tests.web.office.conftest import PASSPHRASE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]
NEW = LogKey(bytes(range(1, 33)))


def at(live: Live, end: str = "kunci/") -> str:
    return f"/k/{live.ref.agency}/{live.ref.key}/{end}"


def of_two(live: Live, role: Role) -> Client:
    return offices.browser_of(live.ref, role, name=f"orang {role.value}", holder=role.value)


@pytest.fixture
def new_key_at_hand(log_key: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "baru.key"
    keep_log_key(NEW, path, passphrase=PASSPHRASE, cost=Cost(n=16))
    monkeypatch.setenv("SELARAS_LOG_KEY", str(path))


def test_the_page_shows_the_key_in_force_and_asks_for_no_share() -> None:
    live = live_events.designed()

    page = of_two(live, Role.SECRETARIAT).get(at(live)).content.decode()

    assert page.count(key_mark(LOG_KEY.public_key)) == 2
    assert "selaras key recover" in page
    assert 'name="reason"' not in page


def test_the_key_in_force_is_not_asked_for_again() -> None:
    live = live_events.designed()

    answer = of_two(live, Role.SECRETARIAT).post(at(live), {"reason": "hilang"})

    assert answer.status_code == 422
    assert not rows.PendingAct.objects.exists()


@pytest.mark.usefixtures("new_key_at_hand")
def test_two_people_put_another_key_in_the_lost_ones_place() -> None:
    live = live_events.scoring(officials=2, methods=1, examiners=2)
    first, second = of_two(live, Role.SECRETARIAT), of_two(live, Role.CHAIR)
    before = first.get(at(live)).content.decode()
    bare = first.post(at(live), {"reason": " "})

    led = first.post(at(live), {"reason": "Berita acara kehilangan nomor 4"})
    assert led.status_code == 302, led.content.decode()
    (number,) = rows.PendingAct.objects.values_list("pk", flat=True)
    alone = second.post(led["Location"])
    listed = listed_event(live.ref.agency, live.ref.key)
    assert listed is not None
    found = pending_act(listed, number)
    assert found is not None
    asked = Asked(act=found.act, draft=found.drafts[0])
    live.agreed(asked, "SK")
    one_signature = second.post(led["Location"])
    live.agreed(asked, "KP")
    done = second.post(led["Location"])

    assert "Bukan yang berlaku" in before
    assert bare.status_code == 422
    assert found.act is Act.RECOVER_LOG_KEY
    assert (alone.status_code, one_signature.status_code) == (409, 409)
    assert done.status_code == 302, done.content.decode()
    last = opened_entries(event_row(live.ref))[-1]
    assert last.type is EntryType.LOG_KEY
    assert last.payload is not None
    assert (last.payload["public_key"], last.payload["recovered"]) == (NEW.public_key.hex(), True)
    page = first.get(at(live)).content.decode()
    assert "Dipulihkan dua orang" in page
    assert page.count(key_mark(NEW.public_key)) >= 2


def test_whoever_has_no_part_in_the_ledger_sees_no_key() -> None:
    live = live_events.designed()

    assert offices.browser_of(live.ref, Role.EXAMINER, holder="P1").get(at(live)).status_code == 403
