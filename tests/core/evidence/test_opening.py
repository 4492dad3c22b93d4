"""A ledger opens only as it was closed: whatever was changed is refused at its own entry."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger import EMPTY_ROOT, root_of
from selaras.core.evidence.opening import Ledger, Sealed, opened_ledger
from selaras.core.evidence.packet import Opening, Packet, commitment
from selaras.core.evidence.writing import envelope_bytes
from tests.core.evidence.building import LOG, envelope, headed, ledger, sealed


def test_a_ledger_opens_in_order() -> None:
    assert opened_ledger(ledger(3)) == tuple(
        Opened(EntryType.RATING_SHEET, f"P-{n:03d}", {"mark": 400 + n}, f"catatan {n}") for n in range(3)
    )


def test_an_empty_ledger_opens() -> None:
    assert opened_ledger(Ledger(log=LOG, size=0, root=EMPTY_ROOT, entries=())) == ()


def _with(number: int, change: Callable[[Sealed], Sealed], *, head_follows: bool) -> Ledger:
    whole = ledger()
    entries = tuple(change(one) if n == number else one for n, one in enumerate(whole.entries))
    return headed(entries) if head_follows else replace(whole, entries=entries)


def _opening(change: Callable[[Opening], Opening]) -> Callable[[Sealed], Sealed]:
    def changed(one: Sealed) -> Sealed:
        assert one.opening is not None
        return Sealed(one.packet, change(one.opening))

    return changed


def _rewritten(one: Sealed) -> Sealed:
    envelope = one.packet.envelope.replace(b'"P-002"', b'"P-009"')
    return Sealed(Packet(envelope, one.packet.signature), one.opening)


@pytest.mark.parametrize(
    ("changed", "code", "index"),
    [
        (
            _with(2, _opening(lambda o: replace(o, payload=b'{"mark":500}')), head_follows=True),
            "commitment_does_not_open",
            2,
        ),
        (
            _with(2, _opening(lambda o: replace(o, note=b"x")), head_follows=True),
            "commitment_does_not_open",
            2,
        ),
        (
            _with(2, _opening(lambda o: replace(o, salt=bytes(32))), head_follows=True),
            "commitment_does_not_open",
            2,
        ),
        (_with(2, lambda one: Sealed(one.packet, None), head_follows=True), "payload_missing", 2),
        # The next entry of the device names the digest of the true one.
        (_with(2, _rewritten, head_follows=True), "chain_broken", 3),
        (_with(4, _rewritten, head_follows=True), None, None),
        (
            _with(2, lambda one: Sealed(Packet(b"{}", b""), one.opening), head_follows=True),
            "envelope_field_missing",
            2,
        ),
        (
            _with(2, lambda one: Sealed(replace(one.packet, signature=b"x"), one.opening), head_follows=True),
            "signature_length_wrong",
            2,
        ),
    ],
)
def test_a_change_is_refused_at_its_entry(changed: Ledger, code: str | None, index: int | None) -> None:
    if code is None:
        assert len(opened_ledger(changed)) == 5
        return
    with pytest.raises(CoreError) as refused:
        opened_ledger(changed)

    assert (refused.value.code, refused.value.facts["index"]) == (code, index)


def test_a_rewritten_last_entry_is_refused_by_the_root() -> None:
    whole = ledger()
    last = whole.entries[-1]
    forged = Sealed(Packet(last.packet.envelope.replace(b'"P-004"', b'"P-009"'), b""), last.opening)

    with pytest.raises(CoreError) as refused:
        opened_ledger(replace(whole, entries=(*whole.entries[:-1], forged)))

    assert refused.value.code == "ledger_root_wrong"


@pytest.mark.parametrize(
    ("order", "code"),
    [
        ((0, 1, 3, 4), "chain_broken"),
        ((1, 0, 2, 3, 4), "chain_broken"),
        ((0, 0, 1, 2, 3, 4), "entry_id_twice"),
        ((1, 2, 3, 4), "chain_broken"),
    ],
)
def test_dropped_moved_and_doubled_entries_are_refused(order: tuple[int, ...], code: str) -> None:
    whole = ledger()

    with pytest.raises(CoreError) as refused:
        opened_ledger(headed([whole.entries[n] for n in order]))

    assert refused.value.code == code


def test_a_ledger_cut_off_at_its_end_is_refused_by_its_head() -> None:
    whole = ledger()

    with pytest.raises(CoreError) as refused:
        opened_ledger(replace(whole, entries=whole.entries[:-1]))

    assert refused.value.code == "ledger_size_wrong"


def test_an_entry_of_another_event_is_refused() -> None:
    with pytest.raises(CoreError) as refused:
        opened_ledger(replace(ledger(), log="selaras/bengkulu/other"))

    assert refused.value.code == "entry_of_another_log"


def _with_erasure(payload: object) -> Ledger:
    whole = ledger(3)
    gone = Sealed(whole.entries[1].packet, None)
    last = whole.entries[-1].packet.digest
    erasure = sealed(3, payload, prev=last, kind=EntryType.ERASURE)
    return headed((whole.entries[0], gone, whole.entries[2], erasure))


def test_an_erased_entry_is_left_out_when_an_erasure_names_it() -> None:
    opened = opened_ledger(_with_erasure({"entries": [1], "reason": "Masa simpan"}))

    assert [one.subject for one in opened] == ["P-000", "P-002", "P-003"]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"entries": [2], "reason": "Masa simpan"}, "payload_missing"),
        ({"entries": [1]}, "erasure_wrong"),
        ({"entries": [3], "reason": "x"}, "erasure_wrong"),
        ({"entries": "1"}, "erasure_wrong"),
        ({"entries": [True]}, "erasure_wrong"),
        ([1], "erasure_wrong"),
    ],
)
def test_an_erasure_of_something_else_excuses_nothing(payload: object, code: str) -> None:
    with pytest.raises(CoreError) as refused:
        opened_ledger(_with_erasure(payload))

    assert refused.value.code == code


def test_a_payload_with_two_readings_is_refused_though_it_opens() -> None:
    entry = sealed(0, {}, prev="")
    doubled = Opening(salt=bytes(32), payload=b'{"mark":1,"mark":5}', note_salt=bytes(32), note=b"")
    made = envelope(
        commit=commitment(salt=doubled.salt, content=doubled.payload),
        note_commit=commitment(salt=doubled.note_salt, content=doubled.note),
    )
    forged = Sealed(replace(entry.packet, envelope=envelope_bytes(made)), doubled)

    with pytest.raises(CoreError) as refused:
        opened_ledger(headed([forged]))

    assert (refused.value.code, refused.value.facts["index"]) == ("json_key_twice", 0)


def test_a_ledger_knows_its_earlier_roots() -> None:
    whole = ledger()

    assert whole.root_at(3) == ledger(3).root
    assert whole.root_at(0) == root_of([])
    with pytest.raises(CoreError):
        whole.root_at(6)
