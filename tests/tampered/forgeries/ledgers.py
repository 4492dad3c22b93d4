"""Forged chains, trees and checkpoints: checks `chains`, `roots` and `commitments`."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.opening import Sealed
from selaras.core.evidence.packet import Seen
from tests.tampered.book import AnyStep, Bent, Checkpoint, Lost, Step
from tests.tampered.forgeries.conformance import (
    Case,
    Files,
    at_end,
    bent,
    changed,
    edited,
    honest,
    index_of,
    instead,
    last_sheet_of,
    refused,
    with_file,
    with_line,
    with_payload,
)
from tests.tampered.forgeries.signatures import new_log_key
from tests.tampered.keys import P256_ORDER, checkpoint_text, log_key
from tests.tampered.packing import repacked, unpacked
from tests.tampered.signed_event import SignedEvent

TARGET = "event/"


def cases() -> Iterator[Case]:
    yield from chains()
    yield from roots()
    yield from proofs()
    yield from commitments()
    yield from erasures()


def sheets_of(event: SignedEvent, examiner: str) -> list[str]:
    names = [name for name in event.book.index_of if name.startswith(f"sheet/{examiner}/")]
    return sorted(names, key=event.book.index_of.__getitem__)


def chains() -> Iterator[Case]:
    event = honest(frozen=False)
    first, second = sheets_of(event, "P2")[:2]
    lost = changed(lambda steps: edited(steps, first, lambda one: [Lost(one)]))
    yield refused("sheet_dropped", "chain_broken", lost.bundle(), index=lost.book.index_of[second])
    dropped = changed(
        lambda steps: edited(steps, "enrolment/SK", lambda one: [one, Lost(named_step(one, "x"))])
    )
    yield refused(
        "approval_behind_a_gap",
        "chain_broken",
        dropped.bundle(),
        index=dropped.book.index_of["lock_scheme/SK"],
    )
    at = event.book.index_of[second]
    dseq = event.book.envelopes[at].dseq
    for name, fields in (
        ("sheet_counted_twice", {"dseq": dseq - 1}),
        ("sheet_counted_ahead", {"dseq": dseq + 1}),
        ("sheet_behind_another", {"prev": event.book.entries[0].packet.digest}),
        ("sheet_as_a_new_beginning", {"dseq": 1, "prev": ""}),
    ):
        made = bent(second, Bent(fields=fields))
        yield refused(name, "chain_broken", made.bundle(), index=at)
    seen = event.book.envelopes[at].seen
    for name, told in (
        ("sheet_saw_more_than_there_was", Seen(size=at + 1, root=seen.root)),
        ("sheet_saw_far_ahead", Seen(size=9999, root=seen.root)),
    ):
        made = bent(second, Bent(fields={"seen": told}))
        yield refused(name, "seen_ahead", made.bundle(), index=at)
    for name, told in (
        ("sheet_saw_another_root", Seen(size=seen.size, root="ab" * 32)),
        ("sheet_saw_it_at_another_size", Seen(size=seen.size - 1, root=seen.root)),
    ):
        made = bent(second, Bent(fields={"seen": told}))
        yield refused(name, "seen_another_ledger", made.bundle(), index=at)
    yield rewritten_behind_the_tablets()


def named_step(one: Step, name: str) -> Step:
    return replace(one, name=name, type=EntryType.APPROVAL, payload={"verb": "export", "about": "00" * 32})


def rewritten_behind_the_tablets() -> Case:
    """Return a ledger that was written anew with the log key; the tablets signed what they had seen."""
    event = honest(frozen=False)

    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        told: list[AnyStep] = []
        for one in with_payload(TARGET, lambda payload: {**payload, "venue": "Aula lain"})(steps):
            if isinstance(one, Step) and one.by not in ("server", "import"):
                was = event.book.envelopes[event.book.index_of[one.name]].seen
                told.append(replace(one, bent=Bent(fields={"seen": was})))
            else:
                told.append(one)
        return told

    made = changed(change)
    first = next(n for n, one in enumerate(made.book.envelopes) if one.seen.size > 0)
    return refused("rewritten_behind_the_tablets", "seen_another_ledger", made.bundle(), index=first)


def checkpoint_names(files: Files) -> list[str]:
    return sorted(name for name in files if name.startswith("checkpoints/"))


def roots() -> Iterator[Case]:
    event = honest()
    files = event.files()
    n = len(event.book.entries)
    yield refused("manifest_tells_one_entry_more", "ledger_size_wrong", repacked(files, size=n + 1))
    yield refused("manifest_tells_one_entry_less", "ledger_size_wrong", repacked(files, size=n - 1))
    yield refused("manifest_tells_another_root", "ledger_root_wrong", repacked(files, root="ab" * 32))
    first, second, *_, last = checkpoint_names(files)
    size = int(first[12:22])
    for name, change in (
        ("no_signature", lambda data: data.split(b"\n\n")[0] + b"\n\n"),
        ("not_ended", lambda data: data[:-1]),
        ("leading_zero", lambda data: data.replace(b"\n%d\n" % size, b"\n0%d\n" % size)),
        ("empty", lambda data: b""),
        ("with_carriage_returns", lambda data: data.replace(b"\n", b"\r\n")),
    ):
        yield refused(f"checkpoint_{name}", "checkpoint_wrong", with_file(files, first, change), file=first)
    for name, reason, text in signed_otherwise(event, size):
        data = signed(event, text)
        yield refused(f"checkpoint_{name}", reason, with_file(files, first, instead(data)), file=first)
    renamed = {**files, f"checkpoints/{size + 1:010d}.txt": files[first]}
    del renamed[first]
    yield refused(
        "checkpoint_under_another_size",
        "checkpoint_size_wrong",
        repacked(renamed),
        file=f"checkpoints/{size + 1:010d}.txt",
    )
    ahead = f"checkpoints/{n + 5:010d}.txt"
    text = checkpoint_text(log=event.book.log, size=n + 5, root=event.book.root)
    yield refused(
        "checkpoint_of_more_than_there_is",
        "checkpoint_ahead",
        repacked({**files, ahead: signed(event, text)}),
        file=ahead,
    )
    stranger = log_key("orang lain", event.book.log)
    for name, change in (
        ("signed_by_a_stranger", lambda data: resigned(data, stranger.signature_line)),
        ("with_a_bit_flipped", flipped_log_line),
        ("cosigned_only", lambda data: without_line(data, 0)),
    ):
        yield refused(
            f"checkpoint_{name}", "checkpoint_not_signed", with_file(files, second, change), file=second
        )
    kept = {name: data for name, data in files.items() if name != last}
    yield refused("checkpoint_last_taken_out", "checkpoint_missing", repacked(kept))
    none = {name: data for name, data in files.items() if not name.startswith("checkpoints/")}
    yield refused("checkpoints_all_taken_out", "checkpoint_missing", repacked(none))
    yield signed_by_the_former_key()


def signed_otherwise(event: SignedEvent, size: int) -> Iterator[tuple[str, str, bytes]]:
    log, root = event.book.log, event.ledger.root_at(size)
    yield (
        "of_another_log",
        "checkpoint_of_another_log",
        checkpoint_text(log="selaras/jambi/lain", size=size, root=root),
    )
    yield "of_another_root", "checkpoint_root_wrong", checkpoint_text(log=log, size=size, root=bytes(32))
    yield "of_another_size", "checkpoint_size_wrong", checkpoint_text(log=log, size=size - 1, root=root)


def signed(event: SignedEvent, text: bytes) -> bytes:
    return text + b"\n" + event.book.log_key.signature_line(text)


def resigned(data: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    text, lines = data.split(b"\n\n")
    return text + b"\n\n" + sign(text + b"\n") + b"".join(lines.splitlines(keepends=True)[1:])


def without_line(data: bytes, number: int) -> bytes:
    text, lines = data.split(b"\n\n")
    told = lines.splitlines(keepends=True)
    return text + b"\n\n" + b"".join(told[:number] + told[number + 1 :])


def flipped_log_line(data: bytes) -> bytes:
    head, lines = data.split(b"\n\n")
    mine, rest = lines.split(b"\n", 1)
    at = len(mine) - 12
    other = b"A" if mine[at : at + 1] != b"A" else b"B"
    return head + b"\n\n" + mine[:at] + other + mine[at + 1 :] + b"\n" + rest


def signed_by_the_former_key() -> Case:
    event = honest(frozen=False)
    made = changed(
        lambda steps: [*steps, Checkpoint(), new_log_key(event), Checkpoint(key_number=1)], frozen=False
    )
    name = checkpoint_names(made.files())[-1]
    return refused("checkpoint_by_the_former_log_key", "checkpoint_not_signed", made.bundle(), file=name)


def proofs() -> Iterator[Case]:
    event = honest()
    files = event.files("R3", subject="P-001")
    told = json.loads(files["proofs.json"])
    shown = next(iter(sorted(told, key=int)))
    wrong = {**told, shown: ["ab" * 32, *told[shown][1:]]}
    short = {**told, shown: told[shown][:-1]}
    for name, proof in (("changed", wrong), ("cut", short)):
        data = with_file(files, "proofs.json", instead(canonical(proof)))
        yield refused(f"proof_{name}", "inclusion_not_proved", data, index=int(shown))
    missing = {at: proof for at, proof in told.items() if at != shown}
    data = with_file(files, "proofs.json", instead(canonical(missing)))
    yield refused("proof_taken_out", "proof_missing", data, index=int(shown))
    at = event.book.index_of[sheets_of(event, "P3")[0]]
    data = with_file(files, "entries.jsonl", lambda data: swapped_mark(event, data, at))
    yield refused("own_mark_of_another_time", "inclusion_not_proved", data, index=at)


def swapped_mark(event: SignedEvent, data: bytes, at: int) -> bytes:
    """Return the lines with another signature on one mark, just as good: none is wrong, but the tree is."""
    signature = event.book.entries[at].packet.signature
    s = P256_ORDER - int.from_bytes(signature[32:])
    other = signature[:32] + s.to_bytes(32)
    assert signature.hex().encode() in data
    return data.replace(signature.hex().encode(), other.hex().encode())


def commitments() -> Iterator[Case]:
    event = honest()
    files = event.files()
    at = event.book.index_of[last_sheet_of(event, "P3")]
    for name, file, change in (
        ("mark_changed_beside_its_commitment", "payloads.jsonl", changed_mark),
        ("salt_changed", "payloads.jsonl", changed_salt),
        ("note_added", "notes.jsonl", lambda line: line.replace(b'"note":""', b'"note":"lulus"')),
        ("salt_of_a_note_changed", "notes.jsonl", changed_salt),
    ):
        yield refused(name, "commitment_does_not_open", with_line(files, file, at + 1, change), index=at)
    for name, file, number, change in (
        (
            "payload_line_with_blanks",
            "payloads.jsonl",
            12,
            lambda line: line.replace(b'"index":', b'"index": '),
        ),
        ("payload_line_twice", "payloads.jsonl", 13, lambda line: line.replace(b'"index":12', b'"index":11')),
        (
            "payload_salt_in_capitals",
            "payloads.jsonl",
            12,
            lambda line: line[:30] + line[30:60].upper() + line[60:],
        ),
        ("note_line_left_out", "notes.jsonl", 5, lambda line: b""),
    ):
        yield refused(name, "line_wrong", with_line(files, file, number, change), file=file, line=number)
    cut = with_file(files, "payloads.jsonl", lambda data: data[:-1])
    yield refused(
        "payload_last_line_not_ended", "line_wrong", cut, file="payloads.jsonl", line=len(event.book.entries)
    )
    yield stray_payload(event)
    without = with_line(files, "payloads.jsonl", at + 1, lambda line: b"")
    both = repacked({**unpacked(without), "notes.jsonl": no_line(files["notes.jsonl"], at)})
    yield refused("payload_taken_out", "payload_missing", both, index=at)
    for name, reason, change in (
        ("payload_key_twice", "json_key_twice", lambda data: data.replace(b'{"', b'{"key":"x","', 1)),
        ("payload_fraction", "json_not_an_integer", lambda data: data.replace(b":true", b":1.5", 1)),
        (
            "payload_half_surrogate",
            "json_not_unicode",
            lambda data: data.replace(b'"Rotasi"', b'"\\udc00"', 1),
        ),
        ("payload_not_readable", "json_not_readable", lambda data: data[:-1]),
    ):
        made = bent(TARGET, Bent(payload=change))
        yield refused(name, reason, made.bundle(), index=made.book.index_of[TARGET])


def no_line(data: bytes, at: int) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[:at] + lines[at + 1 :])


def stray_payload(event: SignedEvent) -> Case:
    """Return a bundle of one participant that shows a payload of another."""
    files = event.files("R3", subject="P-001")
    at = event.book.index_of[next(n for n in sheets_of(event, "P1") if "P-002" in n)]
    line = event.files()["payloads.jsonl"].splitlines(keepends=True)[at]
    lines = files["payloads.jsonl"].splitlines(keepends=True)
    place = next(n for n, one in enumerate(lines) if json.loads(one)["index"] > at)
    data = repacked({**files, "payloads.jsonl": b"".join([*lines[:place], line, *lines[place:]])})
    return refused("payload_of_an_entry_not_shown", "line_wrong", data, file="payloads.jsonl", line=place + 1)


def changed_mark(line: bytes) -> bytes:
    for old, new in ((b'\\"mark\\":200', b'\\"mark\\":500'), (b'\\"mark\\":', b'\\"mark\\":1')):
        if old in line:
            return line.replace(old, new, 1)
    raise AssertionError(line)


def changed_salt(line: bytes) -> bytes:
    told = json.loads(line)
    return line.replace(told["salt"].encode(), ("00" * 32).encode())


def erasures() -> Iterator[Case]:
    event = honest(frozen=False)
    at = index_of(event, EntryType.PERFORMANCE)

    def erasure(payload: Json) -> Step:
        return Step(type=EntryType.ERASURE, payload=payload, name="erasure")

    person = event.book.envelopes[at].subject
    whole = [n for n, one in enumerate(event.book.envelopes) if one.subject == person]
    kept = changed(at_end(erasure({"entries": whole, "reason": "Masa simpan berakhir"})))
    yield refused("erased_and_still_there", "erased_payload_there", kept.bundle(), index=whole[0])
    # What is in somebody's way must not disappear as if it were a person.
    for name, gone in (
        ("erasure_of_half_a_person", whole[1:]),
        ("erasure_of_no_person", [index_of(event, EntryType.COMPETENCE)]),
    ):
        made = changed(at_end(erasure({"entries": gone, "reason": "x"})))
        for index in gone:
            made.book.entries[index] = Sealed(made.book.entries[index].packet, None)
        yield refused(name, "erasure_wrong", made.bundle(), index=made.book.index_of["erasure"])
    for name, payload in (
        ("erasure_of_words", {"entries": ["5"], "reason": "x"}),
        ("erasure_without_entries", {"reason": "x"}),
        ("erasure_of_what_is_not_there", {"entries": [9999], "reason": "x"}),
        ("erasure_descending", {"entries": [at + 1, at], "reason": "x"}),
    ):
        made = changed(at_end(erasure(payload)))
        yield refused(name, "erasure_wrong", made.bundle(), index=made.book.index_of["erasure"])
