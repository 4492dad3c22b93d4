"""The five calls on a real ledger: taken in once, acknowledged after the commit, nothing of another event."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import head_of
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.evidence.live import open_event
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import signed_note_of
from selaras.outside.chance import SeededChance
from selaras.records.models import Entry, Event
from selaras.web.serving import Checking
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import LOG_KEY, OFFICE, Live, Tablet, acting, clock, policy_for
from tests.web import serving_halls
from tests.web.serving_halls import API, body_of, codes, post, told


@dataclass(frozen=True, slots=True)
class Hall:
    live: Live
    path: str

    def ask(self, call: str) -> Any:
        return Client().get(f"{API}{self.path}/{call}")


@pytest.fixture
def hall(committed_db: None) -> Iterator[Hall]:
    """A real server thread, hence real commits."""
    live = live_events.scoring()
    with serving_halls.serving():
        yield Hall(live, f"/{live.ref.agency}/{live.ref.key}")


def n_entries(hall: Hall) -> int:
    return head_of(event_row(hall.live.ref)).size


def test_marks_that_were_sent_are_acknowledged_and_kept(hall: Hall) -> None:
    before = n_entries(hall)
    sent = hall.live.signed_sheets()

    answer = post(f"{hall.path}/batch", body_of(*sent))

    assert answer.status_code == 200
    results = told(answer)["results"]
    assert [one["index"] for one in results] == list(range(before, before + len(sent)))
    kept = Entry.objects.filter(index__gte=before).order_by("index").values_list("ulid", "leaf_hash")
    assert [(one["id"], one["leaf_hash"]) for one in results] == [(u, bytes(h).hex()) for u, h in kept]


def test_what_is_sent_again_gets_the_same_receipts_and_enters_once(hall: Hall) -> None:
    body = body_of(*hall.live.signed_sheets())
    first = post(f"{hall.path}/batch", body)
    size = n_entries(hall)

    again = post(f"{hall.path}/batch", body)

    assert again.content == first.content
    assert n_entries(hall) == size


def test_a_packet_that_is_refused_keeps_no_other_from_entering(hall: Hall) -> None:
    one, two, three = hall.live.signed_sheets(hall.live.sheets()[:3])
    spoilt = replace(two, signature=bytes(64))

    answer = post(f"{hall.path}/batch", body_of(one, spoilt, three))

    assert answer.status_code == 200
    assert codes(told(answer)["results"]) == ["taken", "signature_wrong", "taken"]


def test_receipts_are_found_again_by_their_ids(hall: Hall) -> None:
    results = told(post(f"{hall.path}/batch", body_of(*hall.live.signed_sheets())))["results"]
    query = "&".join(f"id={one['id']}" for one in results)

    answer = hall.ask(f"receipts?{query}&id=01ARZ3NDEK0000000000000000")

    assert told(answer)["receipts"] == results


def test_a_device_enrols_by_a_call_of_its_own(hall: Hall) -> None:
    late = Tablet(hall.live.ref.origin, hall.live.case.examiners[0].code, "PG", seed="second tablet")
    packet = late.sign(late.enrolment(late_because="Layar rusak"))

    elsewhere = post(f"{hall.path}/batch", body_of(packet))
    answer = post(f"{hall.path}/enrol", body_of(packet))
    mark = post(f"{hall.path}/enrol", body_of(*hall.live.signed_sheets()[:1]))

    assert told(elsewhere)["errors"] == [{"code": "packet_of_another_call", "packet": 0}]
    assert told(mark)["errors"] == [{"code": "packet_of_another_call", "packet": 0}]
    # After the lock a device needs a reason and two people: judged by the ledger, not by the path.
    assert codes(told(answer)["results"]) == ["approval_missing"]


def test_the_last_checkpoint_is_given_as_the_note_it_is(hall: Hall) -> None:
    before = hall.ask("checkpoint")
    made = make_checkpoint(hall.live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock())

    answer = hall.ask("checkpoint")

    assert answer.content == made.note != before.content
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert signed_note_of(answer.content).checkpoint.size == n_entries(hall)


def test_an_event_that_is_not_there_is_said_so_by_every_call(hall: Hall) -> None:
    nowhere = f"/{hall.live.ref.agency}/nowhere"
    tablet = hall.live.tablet("PG-9")

    answers = [
        post(f"{nowhere}/batch", body_of(*hall.live.signed_sheets()[:1])),
        post(f"{nowhere}/enrol", body_of(tablet.sign(tablet.enrolment()))),
        Client().get(f"{API}{nowhere}/receipts?id=01ARZ3NDEK0000000000000000"),
        Client().get(f"{API}{nowhere}/checkpoint"),
    ]

    assert [(one.status_code, told(one)["code"]) for one in answers] == [(404, "event_unknown")] * 4


def test_nothing_of_another_event_is_taken_or_told(hall: Hall) -> None:
    case = replace(hall.live.case, event=replace(hall.live.case.event, key="lain"))
    other = EventRef(agency=case.agency.code, key="lain")
    office = acting(chance=SeededChance("another event"))
    open_event(case, hall.live.rulebook, policy=policy_for(other), acting=office)
    theirs = f"/{other.agency}/{other.key}"
    mine = hall.live.signed_sheets()[:2]
    (receipt, _) = told(post(f"{hall.path}/batch", body_of(*mine)))["results"]

    crossed = post(f"{theirs}/batch", body_of(*mine))
    asked = Client().get(f"{API}{theirs}/receipts?id={receipt['id']}")
    note = Client().get(f"{API}{theirs}/checkpoint")

    assert codes(told(crossed)["results"]) == ["entry_of_another_log"] * 2
    assert told(asked) == {"receipts": []}
    # The other event has none yet, though this one has.
    assert (note.status_code, told(note)) == (404, {"code": "no_checkpoint"})


@pytest.mark.sqlite
def test_a_locked_database_is_a_call_for_later_and_nothing_is_acknowledged(hall: Hall) -> None:
    body = body_of(*hall.live.signed_sheets())
    before = n_entries(hall)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused = post(f"{hall.path}/batch", body)

    again = post(f"{hall.path}/batch", body)

    assert (refused.status_code, told(refused)) == (503, {"code": "storage_busy"})
    assert int(refused["Retry-After"]) > 0
    assert [one["index"] for one in told(again)["results"]] == list(range(before, before + 18))


@pytest.mark.postgres
def test_a_full_disk_is_a_call_for_later_and_nothing_is_acknowledged(hall: Hall) -> None:
    body = body_of(*hall.live.signed_sheets())
    before = n_entries(hall)
    words = "could not extend file: No space left on device"
    raising = f"RAISE EXCEPTION '{words}' USING ERRCODE = 'disk_full';"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {raising} END$$"
        )
        cursor.execute(
            "CREATE TRIGGER full_disk BEFORE INSERT ON records_entry"
            " FOR EACH ROW EXECUTE FUNCTION full_disk()"
        )
    refused = post(f"{hall.path}/batch", body)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full_disk ON records_entry")
        cursor.execute("DROP FUNCTION full_disk()")

    again = post(f"{hall.path}/batch", body)

    assert (refused.status_code, told(refused)) == (503, {"code": "storage_full"})
    assert [one["index"] for one in told(again)["results"]] == list(range(before, before + 18))


def test_the_check_at_start_passes_on_a_sound_database(db: None) -> None:
    live_events.scoring()
    Checking(is_alone=True)()


def test_the_check_at_start_refuses_rows_that_say_other_than_the_ledger(db: None) -> None:
    live_events.scoring()
    Event.objects.update(phase="closed")

    with pytest.raises(CoreError) as refused:
        Checking(is_alone=True)()

    assert "projection_differs" in str(refused.value)
