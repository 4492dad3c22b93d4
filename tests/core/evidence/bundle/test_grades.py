"""Each grade shows what its table says, proves the same ledger, and lets nothing else out."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import (
    ENTRIES,
    NOTES,
    PAYLOADS,
    PROOFS,
    Grade,
    Manifest,
    bundle_of,
    files_of,
    inclusion_proofs,
    read_entries,
    read_notes,
    read_payloads,
    read_proofs,
)
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.ledger import check_inclusion, leaf_hash, root_of
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import Opening, Packet, commitment
from selaras.core.evidence.writing import envelope_bytes
from tests.core.evidence.building import envelope, headed
from tests.core.evidence.slow_proofs import inclusion_proof

NUMBERS = canonical(
    {"event": [{"a": "1"}], "people": {"P-001": [{"b": "2"}], "P-002": [{"b": "3"}]}, "version": 1}
)
PUBLISH = {"numbers.json": NUMBERS, "results.json": b"{}"}
PAPERS = {"07-laporan-individu-P-001.pdf": b"%PDF"}
CHECKPOINTS = {3: b"three", 12: b"twelve"}
# Type, subject: one of everything that a grade treats in its own way.
BOOK = [
    (EntryType.RULEBOOK, ""),
    (EntryType.AGENCY, ""),
    (EntryType.EVENT, ""),
    (EntryType.COMPETENCE, "K1"),
    (EntryType.POSITION, "J1"),
    (EntryType.OFFICIAL, "P-001"),
    (EntryType.OFFICIAL, "P-002"),
    (EntryType.EXAMINER, "PG-1"),
    (EntryType.CONFLICT, "P-001"),
    (EntryType.CONFLICT, "P-002"),
    (EntryType.ASSIGNMENT, ""),
    (EntryType.ASSIGNMENT, "P-001"),
    (EntryType.ASSIGNMENT, "P-002"),
    (EntryType.SCHEME, ""),
    (EntryType.PHASE, ""),
    (EntryType.ENROLMENT, ""),
    (EntryType.APPROVAL, ""),
    (EntryType.RATING_SHEET, "P-001"),
    (EntryType.RATING_SHEET, "P-002"),
    (EntryType.VOID, "P-002"),
    (EntryType.FEEDBACK, "P-001"),
    (EntryType.FEEDBACK, "P-002"),
    (EntryType.MEASUREMENT, ""),
    (EntryType.NUMBERS, "P-001"),
    (EntryType.NUMBERS, "P-002"),
    (EntryType.NUMBERS, ""),
    (EntryType.RESULT, ""),
    (EntryType.PAPER, ""),
    (EntryType.EXPORT, ""),
    (EntryType.RESTORATION, ""),
    (EntryType.LOG_KEY, ""),
    (EntryType.REVOCATION, ""),
    (EntryType.ERASURE, ""),
]
ERASED = 19


def entry(number: int, kind: EntryType, subject: str) -> Sealed:
    opening = Opening(
        salt=bytes([number]) * 32,
        payload=canonical({"n": number}),
        note_salt=bytes([number + 100]) * 32,
        note=f"catatan {number}".encode(),
    )
    made = envelope(
        type=kind,
        subject=subject,
        commit=commitment(salt=opening.salt, content=opening.payload),
        note_commit=commitment(salt=opening.note_salt, content=opening.note),
    )
    return Sealed(Packet(envelope_bytes(made), b""), None if number == ERASED else opening)


def book() -> Ledger:
    return headed([entry(n, kind, subject) for n, (kind, subject) in enumerate(BOOK)])


def made(grade: Grade, subject: str | None = None) -> dict[str, bytes]:
    data = bundle_of(
        book(),
        grade=grade,
        policy=b"{}",
        checkpoints=CHECKPOINTS,
        publish=PUBLISH,
        papers=PAPERS,
        made_by="selaras 0.3.0",
        subject=subject,
    )
    return files_of(data)


def test_r1_holds_everything_that_is_there() -> None:
    files, everything = made(Grade.FULL), set(range(len(BOOK)))

    assert sorted(files) == [
        "checkpoints/0000000003.txt",
        "checkpoints/0000000012.txt",
        "entries.jsonl",
        "manifest.json",
        "notes.jsonl",
        "papers/07-laporan-individu-P-001.pdf",
        "payloads.jsonl",
        "policy.json",
        "publish/numbers.json",
        "publish/results.json",
    ]
    assert read_entries(files[ENTRIES]).keys() == everything
    assert read_payloads(files[PAYLOADS]).keys() == everything - {ERASED}
    assert read_notes(files[NOTES]).keys() == everything - {ERASED}
    assert files["publish/numbers.json"] == NUMBERS


def test_r2_holds_no_note_no_paper_and_no_whole_result() -> None:
    full, files = made(Grade.FULL), made(Grade.WITHOUT_NAMES)

    assert full.keys() - files.keys() == {
        "notes.jsonl",
        "papers/07-laporan-individu-P-001.pdf",
        "publish/results.json",
    }
    assert files.keys() <= full.keys()
    assert all(files[name] == full[name] for name in files if name != "manifest.json")
    assert b"catatan" not in b"".join(files.values())


def test_r3_shows_the_ground_and_the_own_entries_and_of_nobody_else_anything() -> None:
    files = made(Grade.OWN, "P-001")
    shown = [BOOK[n] for n in read_entries(files[ENTRIES])]

    assert [kind for kind, subject in shown if subject == "P-001"] == [
        EntryType.OFFICIAL,
        EntryType.CONFLICT,
        EntryType.ASSIGNMENT,
        EntryType.RATING_SHEET,
        EntryType.FEEDBACK,
        EntryType.NUMBERS,
    ]
    assert [subject for _, subject in shown if subject == "P-002"] == []
    assert b"P-002" not in b"".join(files.values())
    assert {kind for kind, subject in shown if not subject.startswith("P-")} == {
        EntryType.RULEBOOK,
        EntryType.AGENCY,
        EntryType.EVENT,
        EntryType.COMPETENCE,
        EntryType.POSITION,
        EntryType.EXAMINER,
        EntryType.ASSIGNMENT,
        EntryType.SCHEME,
        EntryType.PHASE,
        EntryType.ENROLMENT,
        EntryType.APPROVAL,
        EntryType.RESULT,
        EntryType.LOG_KEY,
        EntryType.REVOCATION,
        EntryType.ERASURE,
    }


def test_r3_keeps_what_colleagues_said_shut() -> None:
    files = made(Grade.OWN, "P-001")
    shut = read_entries(files[ENTRIES]).keys() - read_payloads(files[PAYLOADS]).keys()

    assert [BOOK[n] for n in shut] == [(EntryType.FEEDBACK, "P-001")]


def test_r3_has_the_last_checkpoint_the_own_numbers_and_no_note() -> None:
    files = made(Grade.OWN, "P-001")

    assert sorted(files) == [
        "checkpoints/0000000012.txt",
        "entries.jsonl",
        "manifest.json",
        "payloads.jsonl",
        "policy.json",
        "proofs.json",
        "publish/numbers.json",
    ]
    assert json.loads(files["publish/numbers.json"]) == {
        "event": [],
        "people": {"P-001": [{"b": "2"}]},
        "version": 1,
    }
    assert Manifest.of(files["manifest.json"]).subject == "P-001"


def test_every_entry_of_r3_is_proved_to_be_in_the_ledger() -> None:
    files, whole = made(Grade.OWN, "P-002"), book()
    proofs = read_proofs(files[PROOFS])
    entries = read_entries(files[ENTRIES])

    assert proofs.keys() == entries.keys()
    for index, packet in entries.items():
        check_inclusion(
            index=index, size=whole.size, leaf=packet.leaf_hash, proof=proofs[index], root=whole.root
        )


def test_before_the_result_nothing_is_published() -> None:
    data = bundle_of(
        book(),
        grade=Grade.OWN,
        policy=b"{}",
        checkpoints={},
        publish={},
        papers={},
        made_by="x",
        subject="P-001",
    )

    assert [name for name in files_of(data) if name.startswith(("publish", "checkpoints"))] == []


@pytest.mark.parametrize("subject", ["P-003", "PG-1", "", "J1"])
def test_r3_is_for_a_participant_alone(subject: str) -> None:
    with pytest.raises(CoreError) as refused:
        made(Grade.OWN, subject)

    assert refused.value.code == "person_code_unknown"


@pytest.mark.parametrize(
    ("grade", "subject"), [(Grade.OWN, None), (Grade.FULL, "P-001"), (Grade.WITHOUT_NAMES, "P-001")]
)
def test_a_grade_without_or_with_a_subject_that_it_cannot_have_is_refused(
    grade: Grade, subject: str | None
) -> None:
    with pytest.raises(CoreError) as refused:
        made(grade, subject)

    assert refused.value.code == "bundle_subject_wrong"


def test_the_manifest_tells_the_ledger_and_every_other_file() -> None:
    files, whole = made(Grade.FULL), book()
    manifest = Manifest.of(files["manifest.json"])

    assert (manifest.log, manifest.size, manifest.root) == (whole.log, whole.size, whole.root)
    assert manifest.files.keys() == files.keys() - {"manifest.json"}


@given(st.integers(1, 130), st.data())
def test_proofs_made_at_once_are_those_made_one_by_one(size: int, data: st.DataObject) -> None:
    hashes = [leaf_hash(str(n).encode()) for n in range(size)]
    wanted = data.draw(st.sets(st.integers(0, size - 1), max_size=5))
    proofs = inclusion_proofs(hashes, wanted)

    assert proofs == {n: inclusion_proof(n, hashes) for n in wanted}
    for n, proof in proofs.items():
        check_inclusion(index=n, size=size, leaf=hashes[n], proof=proof, root=root_of(hashes))


@pytest.mark.parametrize("index", [-1, 5])
def test_what_is_not_in_the_tree_has_no_proof(index: int) -> None:
    with pytest.raises(CoreError) as refused:
        inclusion_proofs([leaf_hash(b"")] * 5, [index])

    assert refused.value.code == "leaf_not_in_tree"
