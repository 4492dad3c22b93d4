"""Signed packets enter one by one or not at all, in their device's order, and never twice."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, transaction

from selaras.actions.event_rows import event_row
from selaras.actions.evidence import packets, receptions
from selaras.actions.evidence.acts import reveal
from selaras.actions.evidence.alarms import alarms_of
from selaras.actions.evidence.appending import head_of, opened_entries
from selaras.actions.evidence.packets import Receipt, Refused, Submission, receipts_of
from selaras.core.entries import EntryDraft
from selaras.core.errors import CoreError
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.packet import SignatureKind, commitment, envelope_of
from selaras.core.reception import Reception, taking
from selaras.records import guards
from selaras.records.models import Device, Entry, Rating
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live


@pytest.fixture
def live(db: None) -> Live:
    return live_events.scoring()


def refusal(live: Live, *submissions: Submission) -> Refused:
    """Return why the last of these was refused, all before it being taken in."""
    *before, last = live.receive(*submissions)
    assert all(isinstance(one, Receipt) for one in before), before
    assert isinstance(last, Refused), last
    return last


def alarms(live: Live) -> list[str]:
    return [one.kind for one in alarms_of(live.ref)]


def changed(draft: EntryDraft, **payload: Any) -> EntryDraft:
    return replace(draft, payload={**draft.payload, **payload})


def test_marks_signed_by_examiners_enter_in_order(live: Live) -> None:
    receipts = live.received(*live.signed_sheets())

    first = receipts[0].index
    assert [one.index for one in receipts] == list(range(first, first + len(receipts)))
    assert head_of(event_row(live.ref)).size == first + len(receipts) == Entry.objects.count()
    assert opened_entries(event_row(live.ref))[-1].payload == live.sheets()[-1].payload


def test_every_mark_stands_in_a_row_beside_its_entry(live: Live) -> None:
    live.received(*live.signed_sheets())

    told = {
        (one.examiner.code, one.participant.code, one.method, one.criterion, one.mark_hundredths)
        for one in Rating.objects.select_related("examiner", "participant")
    }
    assert told == {
        (one.payload["examiner"], one.subject, one.method, mark["criterion"], mark["mark"])
        for one in live.sheets()
        for mark in one.payload["ratings"]
    }


def test_the_receipt_names_the_latest_checkpoint(live: Live) -> None:
    (receipt,) = live.received(live.signed_sheets()[0])

    # The last one was signed when scoring was opened, before attendance came in.
    assert 0 < receipt.checkpoint_size < receipt.index
    assert receipt.to_json()["checkpoint"] == {
        "root": receipt.checkpoint_root.hex(),
        "size": receipt.checkpoint_size,
    }


def test_the_same_bytes_again_get_the_same_receipt(live: Live) -> None:
    one, other = live.signed_sheets()[:2]
    receipts = live.received(one, other)

    assert live.received(one, other, one) == (*receipts, receipts[0])
    assert receipts_of(live.ref, [receipts[1].id, "0" * 26]) == (receipts[1],)
    assert Entry.objects.filter(type="rating-sheet").count() == 2
    assert alarms(live) == []


def test_the_same_bytes_twice_in_one_group_enter_once(live: Live) -> None:
    one = live.signed_sheets()[0]

    first, second = live.received(one, one)

    assert first == second
    assert Entry.objects.filter(type="rating-sheet").count() == 1


def test_other_bytes_under_the_same_id_are_refused_and_raise_one_alarm(live: Live) -> None:
    tablet = live.tablet("P1")
    draft = live.sheets("P1")[0]
    first = tablet.sign(draft)
    (receipt,) = live.received(first)
    forged = tablet.sign(changed(draft, reason="lain"), stays=True, id=receipt.id)

    answers = [live.receive(forged)[0] for _ in range(3)]

    assert {(type(one), one.code) for one in answers if isinstance(one, Refused)} == {
        (Refused, "packet_differs")
    }
    assert alarms(live) == ["packet_differs"]
    assert live.received(first) == (receipt,)


def test_the_same_envelope_with_another_signature_is_another_packet(live: Live) -> None:
    (one,) = live.signed_sheets()[:1]
    live.received(one)

    assert refusal(live, replace(one, signature=bytes(64))).code == "packet_differs"


def test_an_entry_left_out_is_noticed_and_comes_later(live: Live) -> None:
    first, second, third = (live.tablet("P1").sign(one) for one in live.sheets("P1")[:3])

    refused = refusal(live, first, third)

    assert (refused.code, refused.facts["expected"], refused.facts["got"]) == ("chain_broken", 2 + 1, 4)
    assert alarms(live) == []
    live.received(second, third)


def test_a_device_that_goes_two_ways_raises_an_alarm(live: Live) -> None:
    tablet = live.tablet("P1")
    one, other = live.sheets("P1")[:2]
    live.received(tablet.sign(one, stays=True))
    twin = replace(tablet, seed="h2", at=tablet.at.replace(hour=9))

    assert refusal(live, twin.sign(other)).code == "chain_broken"
    assert alarms(live) == ["chain_forked"]


def _wrong_signature(one: Submission) -> Submission:
    return replace(one, signature=bytes(63) + b"\x01")


def _short_signature(one: Submission) -> Submission:
    return replace(one, signature=b"\x01")


def _other_salt(one: Submission) -> Submission:
    return replace(one, salt=bytes(32))


def _short_salt(one: Submission) -> Submission:
    return replace(one, note_salt=b"")


def _other_payload(one: Submission) -> Submission:
    return replace(one, payload=one.payload.replace(b"P-001", b"P-002"))


def _other_note(one: Submission) -> Submission:
    return replace(one, note=b"x")


def _large(one: Submission) -> Submission:
    return replace(one, note=bytes(70_000))


def _blank_envelope(one: Submission) -> Submission:
    return replace(one, envelope=b"{}")


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (_wrong_signature, "signature_wrong"),
        (_short_signature, "signature_length_wrong"),
        (_other_salt, "commitment_does_not_open"),
        (_short_salt, "salt_length_wrong"),
        (_other_payload, "commitment_does_not_open"),
        (_other_note, "commitment_does_not_open"),
        (_large, "packet_too_large"),
        (_blank_envelope, "envelope_field_missing"),
    ],
)
def test_a_packet_whose_bytes_do_not_hold_is_refused_and_raises_no_alarm(
    bend: Callable[[Submission], Submission], code: str, live: Live
) -> None:
    whole = live.signed_sheets()[0]

    assert refusal(live, bend(whole)).code == code

    assert alarms(live) == []
    live.received(whole)


def test_a_payload_in_another_spelling_is_refused(live: Live) -> None:
    tablet = live.tablet("P1")
    one = tablet.sign(live.sheets("P1")[0], stays=True)
    spaced = one.payload.replace(b":", b": ")
    told = commitment(salt=one.salt, content=spaced)
    resigned = tablet.sign(live.sheets("P1")[0], stays=True, commit=told)

    assert refusal(live, replace(resigned, payload=spaced)).code == "payload_not_canonical"


def test_a_packet_of_another_ledger_or_class_is_refused(live: Live) -> None:
    tablet, sheet = live.tablet("P1"), live.sheets("P1")[0]
    elsewhere = tablet.sign(sheet, stays=True, log="selaras/bengkulu/lain")
    imported = tablet.sign(sheet, stays=True, sig_alg=SignatureKind.IMPORTED)

    assert refusal(live, elsewhere).code == "entry_of_another_log"
    assert refusal(live, replace(imported, signature=b"")).code == "packet_not_by_a_device"


def test_one_bad_packet_refuses_only_itself(live: Live) -> None:
    good = live.signed_sheets(live.sheets("P1")[:2])
    bad = live.tablet("P2").sign(replace(live.sheets("P2")[0], form="ab" * 32))
    more = live.signed_sheets(live.sheets("P3")[:2])

    answers = live.receive(*good, bad, *more)

    assert [type(one) for one in answers] == [Receipt, Receipt, Refused, Receipt, Receipt]
    assert opened_entries(event_row(live.ref))


@pytest.fixture
def refused_by_the_database(live: Live) -> Iterator[tuple[Live, list[Submission]]]:
    """A build whose database refuses one of four packets, for whatever reason of its own."""
    sent = [live.tablet(one).sign(live.sheets(one)[0]) for one in ("P1", "P2", "P3")]
    told = envelope_of(sent[1].envelope)
    planted = guards.Guard("records_entry", "INSERT", "planted", f"NEW.ulid = '{told.id}'")
    with connection.cursor() as cursor:
        for statement in guards._creating(planted, connection.vendor):
            cursor.execute(statement)
    yield live, sent
    with connection.cursor() as cursor:
        cursor.execute(guards._dropping(planted.name, planted.table, connection.vendor))


def test_what_the_database_refuses_refuses_only_itself(
    refused_by_the_database: tuple[Live, list[Submission]],
) -> None:
    live, sent = refused_by_the_database

    answers = live.receive(*sent)

    assert [type(one) for one in answers] == [Receipt, Refused, Receipt]
    assert isinstance(answers[1], Refused)
    assert answers[1].code == "packet_not_kept"
    assert opened_entries(event_row(live.ref))
    assert Entry.objects.filter(type="rating-sheet").count() == 2


def test_a_group_costs_few_statements(live: Live) -> None:
    sent = live.signed_sheets()
    live.received(sent[0])
    statements: list[str] = []

    def count(execute: Callable[..., object], sql: str, *more: object) -> object:
        statements.append(sql)
        return execute(sql, *more)

    with connection.execute_wrapper(count):
        live.received(*sent[1:])

    assert len(statements) <= 16, statements


def test_what_is_known_of_a_ledger_is_dropped_when_its_transaction_is(live: Live) -> None:
    sent = live.signed_sheets()
    with transaction.atomic():
        live.received(*sent[:4])
        transaction.set_rollback(True)

    live.received(*sent)

    assert opened_entries(event_row(live.ref))


def test_what_was_rolled_back_here_does_not_mix_with_what_others_appended(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, others = live.signed_sheets(live.sheets("P1")), live.signed_sheets(live.sheets("P2"))
    with transaction.atomic():
        live.received(*sent[:2])
        transaction.set_rollback(True)
    with monkeypatch.context() as another_process:
        another_process.setattr(receptions, "_KEPT", {})
        live.received(*others[:4])

    live.received(*sent, *others[4:])

    assert opened_entries(event_row(live.ref))


def test_a_refused_act_does_not_make_a_ledger_be_read_anew(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    learnt: list[int] = []
    monkeypatch.setattr(Reception, "learn", lambda *_: learnt.append(1))

    with pytest.raises(CoreError):
        reveal(live.ref, approvals=[], acting=live_events.acting())
    live.received(*live.signed_sheets()[:1])

    assert learnt == []


def test_devices_are_not_enrolled_without_end(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_events.designed()
    live.enrol_all()
    monkeypatch.setattr(taking, "MOST_DEVICES", 5)
    spare = live_events.Tablet(live.ref.origin, "P1", "PG", seed="spare")

    assert refusal(live, spare.sign(spare.enrolment())).code == "devices_too_many"


def test_entries_that_another_process_appended_are_learnt(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = live.signed_sheets()
    live.received(*sent[:2])
    here = dict(receptions._KEPT)
    with monkeypatch.context() as another_process:
        another_process.setattr(receptions, "_KEPT", {})
        live.received(*sent[2:5])
    assert here == receptions._KEPT

    live.received(*sent[5:])

    assert opened_entries(event_row(live.ref))


def test_an_unknown_event_takes_nothing(live: Live) -> None:
    with pytest.raises(CoreError) as refused:
        packets.receive_packets(
            replace(live.ref, key="lain"), live.signed_sheets()[:1], clock=live_events.clock()
        )

    assert refused.value.code == "event_unknown"


# Deliberately broken builds: each must be caught by a test above, or that test proves nothing.


def _unchecked(*_: object, **__: object) -> None:
    return None


@pytest.mark.parametrize(
    ("check", "test"),
    [
        ("_check_chain", test_an_entry_left_out_is_noticed_and_comes_later),
        ("_check_chain", test_a_device_that_goes_two_ways_raises_an_alarm),
    ],
)
def test_a_build_without_the_check_is_caught(
    check: str, test: Callable[[Live], None], live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Reception, check, _unchecked)

    with pytest.raises(AssertionError):
        test(live)


def test_a_build_that_does_not_look_an_id_up_is_caught(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packets, "kept_by_ulid", lambda _: {})

    with pytest.raises(AssertionError):
        test_the_same_bytes_again_get_the_same_receipt(live)


def test_a_build_that_believes_any_envelope_is_caught(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keyring, "check", _unchecked)

    with pytest.raises(AssertionError):
        test_a_packet_whose_bytes_do_not_hold_is_refused_and_raises_no_alarm(
            _wrong_signature, "signature_wrong", live
        )


def test_devices_stand_as_rows(live: Live) -> None:
    holders = {one.holder: one.role for one in Device.objects.all()}

    assert holders == {"KP": "KP", "SK": "SK", "P1": "PG", "P2": "PG", "P3": "PG"}
