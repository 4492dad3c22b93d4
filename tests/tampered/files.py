"""The files of a bundle from a book, of every grade: ``docs/evidence-format.md``, section 10."""

import json
from collections.abc import Mapping

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import canonical
from tests.core.evidence.slow_proofs import inclusion_proof
from tests.tampered.book import Book
from tests.tampered.packing import line, with_manifest

MADE_BY = "selaras 0.3.0"
# What the recount of one participant needs, about nobody in particular.
SHARED = frozenset(
    {
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
        EntryType.REVOCATION,
        EntryType.LOG_KEY,
        EntryType.RESULT,
        EntryType.ERASURE,
        EntryType.APPROVAL,
    }
)
NEVER_OF_ONE = frozenset({EntryType.MEASUREMENT})


def bundle_files(book: Book, *, grade: str, policy: bytes, subject: str | None = None) -> dict[str, bytes]:
    """Return every file of a bundle, its manifest included."""
    shown = shown_in(book, subject) if grade == "R3" else range(len(book.entries))
    files = {"policy.json": policy}
    files |= line_files(book, shown, grade=grade)
    files |= checkpoint_files(book, only_last=grade == "R3")
    if "numbers.json" in book.publish:
        files["publish/numbers.json"] = (
            own_numbers(book.publish["numbers.json"], str(subject))
            if grade == "R3"
            else book.publish["numbers.json"]
        )
    if grade == "R1" and "results.json" in book.publish:
        files["publish/results.json"] = book.publish["results.json"]
    if grade == "R1":
        files |= {f"papers/{name}": data for name, data in book.papers.items()}
    if grade == "R3":
        files["proofs.json"] = proofs_of(book, shown)
    manifest: dict[str, Json] = {
        "format": "selaras-bundle",
        "grade": grade,
        "log": book.log,
        "made_by": MADE_BY,
        "root": book.root.hex(),
        "size": len(book.entries),
        "version": 1,
    }
    return with_manifest(files, manifest if subject is None else {**manifest, "subject": subject})


def shown_in(book: Book, subject: str | None) -> list[int]:
    """Return the entries that a bundle of one participant shows."""
    people = {one.subject for one in book.envelopes if one.type is EntryType.OFFICIAL}
    return [
        index
        for index, one in enumerate(book.envelopes)
        if one.type not in NEVER_OF_ONE
        and (one.subject == subject or (one.type in SHARED and one.subject not in people))
    ]


def line_files(book: Book, shown: range | list[int], *, grade: str) -> dict[str, bytes]:
    entries, payloads, notes = bytearray(), bytearray(), bytearray()
    for index in shown:
        sealed = book.entries[index]
        packet, opening = sealed.packet, sealed.opening
        entries += line(
            {"index": index, "envelope": packet.envelope.decode(), "signature": packet.signature.hex()}
        )
        is_shut = grade == "R3" and book.envelopes[index].type is EntryType.FEEDBACK
        if opening is None or is_shut:
            continue
        payloads += line({"index": index, "salt": opening.salt.hex(), "payload": opening.payload.decode()})
        notes += line({"index": index, "salt": opening.note_salt.hex(), "note": opening.note.decode()})
    files = {"entries.jsonl": bytes(entries), "payloads.jsonl": bytes(payloads)}
    return {**files, "notes.jsonl": bytes(notes)} if grade == "R1" else files


def checkpoint_files(book: Book, *, only_last: bool) -> dict[str, bytes]:
    sizes = sorted(book.checkpoints)
    return {
        f"checkpoints/{size:010d}.txt": book.checkpoints[size]
        for size in (sizes[-1:] if only_last else sizes)
    }


def own_numbers(numbers: bytes, subject: str) -> bytes:
    told = json.loads(numbers)
    return canonical({**told, "event": [], "people": {subject: told["people"][subject]}})


def proofs_of(book: Book, shown: range | list[int]) -> bytes:
    leaves = [one.packet.leaf_hash for one in book.entries]
    proofs: Mapping[str, Json] = {
        str(index): [one.hex() for one in inclusion_proof(index, leaves)] for index in shown
    }
    return canonical(proofs)
