"""A server that is older than what it once showed takes nothing in, until two people say why."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection

from selaras.actions.event_rows import event_row
from selaras.actions.evidence import receptions
from selaras.actions.evidence.acts import (
    asked_to_restore,
    asked_to_reveal,
    enter_restoration,
    reveal,
)
from selaras.actions.evidence.alarms import alarms_of
from selaras.actions.evidence.appending import head_of, ledger_of, opened_entries
from selaras.actions.evidence.devices import revoke_device
from selaras.actions.evidence.live import enter_inputs, move_event
from selaras.actions.evidence.packets import Receipt, Refused
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import EMPTY_ROOT
from selaras.core.evidence.packet import Seen
from selaras.core.reception import AlarmKind, Raised, Reception
from selaras.outside.chance import SeededChance
from selaras.records import guards
from selaras.records.models import Entry, Payload, Rating
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live, acting


@pytest.fixture
def live(db: None) -> Live:
    one = live_events.scoring()
    one.received(*one.signed_sheets(one.sheets("P1")))
    return one


def seen_now(live: Live) -> Seen:
    head = head_of(event_row(live.ref))
    return Seen(size=head.size, root=head.root.hex())


def seeing(live: Live, holder: str, seen: Seen) -> Receipt | Refused:
    """Send one sheet by an examiner whose tablet saw this."""
    (answer,) = live.receive(live.tablet(holder).sign(live.sheets(holder)[0], stays=True, seen=seen))
    return answer


def code_of(answer: object) -> str:
    assert isinstance(answer, Refused), answer
    return answer.code


def kinds(live: Live) -> list[str]:
    return [one.kind for one in alarms_of(live.ref)]


def test_a_tablet_that_saw_what_is_there_is_welcome(live: Live) -> None:
    ledger = ledger_of(event_row(live.ref))
    for seen in (
        seen_now(live),
        Seen(size=7, root=ledger.root_at(7).hex()),
        Seen(size=0, root=EMPTY_ROOT.hex()),
    ):
        live.tablet("P2").seen = seen
        live.received(live.tablet("P2").sign(live.sheets("P2")[live.tablet("P2").dseq - 1]))
    assert kinds(live) == []


def test_a_tablet_that_saw_more_stops_the_event(live: Live) -> None:
    before = seen_now(live)

    refused = seeing(live, "P2", replace(before, size=before.size + 3))

    assert code_of(refused) == "seen_ahead"
    assert refused.facts["seen"] == before.size + 3  # type: ignore[union-attr]
    assert kinds(live) == ["seen_ahead"]
    assert code_of(seeing(live, "P3", before)) == "event_read_only"
    assert seen_now(live) == before


def test_what_stands_behind_it_in_the_same_group_is_stopped_too(live: Live) -> None:
    ahead = replace(seen_now(live), size=999)
    first = live.tablet("P2").sign(live.sheets("P2")[0], seen=ahead)
    second = live.tablet("P3").sign(live.sheets("P3")[0])

    assert [code_of(one) for one in live.receive(first, second)] == ["seen_ahead", "event_read_only"]


def test_a_tablet_that_saw_another_ledger_stops_the_event(live: Live) -> None:
    other = replace(seen_now(live), root="ab" * 32)

    assert code_of(seeing(live, "P2", other)) == "seen_another_ledger"
    assert kinds(live) == ["seen_another_ledger"]
    assert code_of(seeing(live, "P3", seen_now(live))) == "event_read_only"


def test_the_office_enters_nothing_into_a_stopped_event(live: Live) -> None:
    seeing(live, "P2", replace(seen_now(live), size=999))
    by = acting(chance=SeededChance("stopped"))

    for act in (
        lambda: move_event(live.ref, "close_scoring", acting=by),
        lambda: enter_inputs(live.ref, live.case, live.rulebook, [EntryType.PERFORMANCE], acting=by),
        lambda: reveal(live.ref, approvals=[], acting=by),
    ):
        with pytest.raises(CoreError) as refused:
            act()
        assert refused.value.code == "event_read_only"


def restore(live: Live, *, size: int | None = None, root: bytes | None = None) -> None:
    head = head_of(event_row(live.ref))
    asked = asked_to_restore(size=size or head.size, root=root or head.root, reason="Cadangan semalam")
    approvals = live.agreed(asked)
    enter_restoration(live.ref, asked, approvals=approvals, acting=acting(chance=SeededChance("restore")))


def test_two_people_say_that_a_backup_was_put_back_and_it_goes_on(live: Live) -> None:
    seeing(live, "P2", replace(seen_now(live), size=999))

    restore(live)

    # The tablet has looked at the server again, and signs anew what was lost.
    live.received(live.tablet("P2").sign(live.sheets("P2")[0], seen=seen_now(live)))
    assert opened_entries(event_row(live.ref))


def test_only_what_this_ledger_was_can_have_been_put_back(live: Live) -> None:
    for told in ({"size": 999}, {"root": bytes(32)}):
        with pytest.raises(CoreError) as refused:
            restore(live, **told)  # type: ignore[arg-type]
        assert refused.value.code == "restoration_of_another_ledger"


def test_an_alarm_after_the_restoration_stops_the_event_again(live: Live) -> None:
    seeing(live, "P2", replace(seen_now(live), size=999))
    restore(live)

    assert code_of(seeing(live, "P3", replace(seen_now(live), size=998))) == "seen_ahead"
    assert code_of(seeing(live, "P2", seen_now(live))) == "event_read_only"


def test_a_device_that_lies_is_revoked_and_the_event_goes_on(live: Live) -> None:
    seeing(live, "P2", replace(seen_now(live), size=999))

    revoke_device(
        live.ref,
        live.tablet("P2").device,
        reason="Tablet rusak",
        acting=acting(chance=SeededChance("revoke")),
    )

    assert isinstance(seeing(live, "P3", seen_now(live)), Receipt)


def test_nobody_without_a_key_stops_an_event(live: Live) -> None:
    ahead = replace(seen_now(live), size=999)
    whole = live.tablet("P2").sign(live.sheets("P2")[0], stays=True, seen=ahead)

    (answer,) = live.receive(replace(whole, signature=bytes(63) + b"\x01"))

    assert code_of(answer) == "signature_wrong"
    assert kinds(live) == []
    assert isinstance(seeing(live, "P3", seen_now(live)), Receipt)


@pytest.mark.parametrize(("size", "code"), [(999, "seen_ahead"), (3, "seen_another_ledger")])
def test_a_device_that_is_not_enrolled_stops_no_event(db: None, size: int, code: str) -> None:
    live = live_events.designed()
    live.enrol_all()
    stranger = live_events.Tablet(live.ref.origin, "P1", "PG", seed="stranger")
    lying = stranger.sign(stranger.enrolment(), stays=True, seen=Seen(size=size, root="ab" * 32))

    (answer,) = live.receive(lying)

    assert code_of(answer) == code
    assert kinds(live) == []
    live.received(stranger.sign(stranger.enrolment()))


def test_who_a_stranger_says_it_is_counts_before_what_it_says_it_saw(db: None) -> None:
    live = live_events.designed()
    stranger = live_events.Tablet(live.ref.origin, "P99", "PG", seed="stranger")
    lying = stranger.sign(stranger.enrolment(), seen=Seen(size=999, root="ab" * 32))

    (answer,) = live.receive(lying)

    assert code_of(answer) == "examiner_unknown"


def test_a_stopped_event_still_takes_approvals(live: Live) -> None:
    seeing(live, "P2", replace(seen_now(live), size=999))

    assert len(live.agreed(asked_to_reveal())) == 2


def test_alarms_of_other_kinds_stop_nothing() -> None:
    reception = Reception(log="selaras/a/b", log_keys=[bytes(32)])

    told = {kind: reception.is_stopped_by([Raised(kind=kind, device="x", size=0)]) for kind in AlarmKind}

    assert {kind for kind, stops in told.items() if stops} == {
        AlarmKind.SEEN_AHEAD,
        AlarmKind.SEEN_ANOTHER_LEDGER,
    }


def test_a_build_that_does_not_compare_what_was_seen_is_caught(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reception, "_check_seen", lambda *_: None)

    for test in (
        test_a_tablet_that_saw_more_stops_the_event,
        test_a_tablet_that_saw_another_ledger_stops_the_event,
    ):
        with pytest.raises(AssertionError):
            test(live)


def test_a_build_that_goes_on_after_an_alarm_is_caught(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receptions.Known, "is_stopped", lambda _: False)

    with pytest.raises(AssertionError):
        test_a_tablet_that_saw_more_stops_the_event(live)


def _payload_changed(live: Live) -> None:
    enrolment = Payload.objects.get(entry__type="enrolment", entry__device=live.tablet("P1").device)
    other = live.tablet("P2").key.public_key.hex().encode()
    forged = bytes(enrolment.payload).replace(live.tablet("P1").key.public_key.hex().encode(), other)
    Payload.objects.filter(pk=enrolment.pk).update(payload=forged)


def _signature_changed(live: Live) -> None:
    Entry.objects.filter(type="rating-sheet").update(signature=bytes(64))


def _entry_dropped(live: Live) -> None:
    last = Entry.objects.order_by("-index")[1]
    Payload.objects.filter(entry=last).delete()
    Rating.objects.filter(entry=last).delete()
    last.delete()


@pytest.mark.parametrize(
    ("forge", "code"),
    [
        (_payload_changed, "commitment_does_not_open"),
        (_signature_changed, "ledger_root_wrong"),
        (_entry_dropped, "ledger_size_wrong"),
    ],
)
def test_nothing_enters_a_ledger_that_was_changed_behind_the_guards(
    forge: Callable[[Live], None], code: str, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    guards.lift(connection)
    forge(live)
    monkeypatch.setattr(receptions, "_KEPT", {})

    with pytest.raises(CoreError) as refused:
        seeing(live, "P2", Seen(size=0, root=EMPTY_ROOT.hex()))

    assert refused.value.code == code
