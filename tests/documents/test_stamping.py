"""Where the ledger stood: from the ledger alone, the same whenever a paper is printed again."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from selaras.core import vocabulary as v
from selaras.core.entries import EntryType
from selaras.core.evidence.checkpoint import SignatureLine, SignedNote, checkpoint_of
from selaras.core.evidence.packet import envelope_of
from selaras.documents.stamping import log_note, stamp_of
from tests.tampered.signed_event import signed_event

TEXT = b"selaras/bengkulu/job-fit\n3\n" + b"A" * 43 + b"=\n"


def test_a_stamp_of_a_part_is_of_that_part_alone():
    ledger = signed_event().ledger

    part = stamp_of(ledger, size=10)

    assert (part.size, part.root_hex) == (10, ledger.root_at(10).hex())
    assert stamp_of(ledger).root_hex == ledger.root.hex()
    assert part.given == {}


def test_a_signed_event_is_told_from_an_imported_one():
    assert not stamp_of(signed_event().ledger).imported
    assert stamp_of(signed_event(signed=False).ledger).imported


def test_the_moment_is_that_of_the_last_entry():
    ledger = signed_event().ledger
    last = envelope_of(ledger.entries[-1].packet.envelope)

    stamp = stamp_of(ledger)

    assert stamp.last_at == datetime.fromisoformat(last.device_at)
    assert stamp.last_at.tzinfo == UTC


def test_the_head_of_an_examiners_chain_is_the_last_entry_of_the_own_device():
    ledger = signed_event().ledger
    by_device: dict[str, list[bytes]] = {}
    for one in ledger.entries:
        by_device.setdefault(envelope_of(one.packet.envelope).device, []).append(one.packet.envelope)

    chains = stamp_of(ledger).chains

    assert set(chains) == {one.code for one in signed_event().case.examiners}
    for (head,) in chains.values():
        mine = by_device[head.device]
        assert head.digest == hashlib.sha256(mine[-1]).hexdigest()
        assert head.n_entries == len(mine)


def test_the_head_of_an_imported_examiner_is_the_last_entry_with_own_marks():
    event = signed_event(signed=False)
    ledger = event.ledger
    sheets = [
        one for one in ledger.entries if envelope_of(one.packet.envelope).type is EntryType.RATING_SHEET
    ]
    examiner = event.case.examiners[0].code
    own = [
        one for one in sheets if one.opening and f'"examiner":"{examiner}"' in one.opening.payload.decode()
    ]

    (head,) = stamp_of(ledger).chains[v.ExaminerCode(examiner)]

    assert head.digest == own[-1].packet.digest
    assert head.n_entries == len(own)


def test_sheets_are_counted_as_they_were_handed_in():
    event = signed_event()

    given = stamp_of(event.ledger).given

    # One sheet of this event was given anew.
    assert sum(given.values()) == len(event.case.rating_sheets) + 1
    assert {examiner for examiner, _ in given} == {one.code for one in event.case.examiners}


def test_an_erased_sheet_is_passed_over():
    ledger = signed_event(signed=False).ledger
    erased = tuple(
        replace(one, opening=None) if envelope_of(one.packet.envelope).subject == "P-001" else one
        for one in ledger.entries
    )

    given = stamp_of(replace(ledger, entries=erased)).given

    assert 0 < sum(given.values()) < sum(stamp_of(ledger).given.values())


def test_a_printed_checkpoint_has_the_logs_own_signature_and_no_other():
    origin = checkpoint_of(TEXT).origin
    own = SignatureLine(origin, b"abcd", b"s" * 64)
    witness = SignatureLine("saksi.inspektorat", b"efgh", b"t" * 72)

    first = log_note(SignedNote(TEXT, (own,)).to_bytes())
    later = log_note(SignedNote(TEXT, (witness, own)).to_bytes())

    assert first == later == SignedNote(TEXT, (own,)).to_bytes().decode()
    assert log_note(SignedNote(TEXT, (witness,)).to_bytes()) == ""
