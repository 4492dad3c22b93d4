"""Bundles that are wrong in ways nobody thought of, for comparing two verifiers: bytes, lines, fields, lives.

A shallow one changes bytes, lines or fields of a finished bundle. A deep one changes what is entered and has
every key, so that all signatures, chains and roots hold and only the meaning is left to disagree about.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from tests.tampered.attacks.mutation import other_payload
from tests.tampered.book import AnyStep, Book, Checkpoint, Later, Lost, Step
from tests.tampered.conformance_set import conformance_set
from tests.tampered.forgeries.conformance import SEED, honest, small_case_file
from tests.tampered.packing import MANIFEST, packed, repacked, unpacked
from tests.tampered.signed_event import event_of, result_steps

VALUES: tuple[Json, ...] = (
    *(None, True, False, 0, -1, 1, 7, 2**53 - 1, 2**53, -(2**53), 10**30),
    *("", "x", "P-001", "P-999", "é", "\u2028", "😀", "00" * 32, "2024-01-30", "2024-02-30"),
    *([], {}, [1], {"a": 1}, ["P1"]),
)
BASES = (
    *("signed_r1", "signed_r1", "signed_r2", "signed_r3", "imported_r1", "imported_r3", "just_begun"),
    *("log_key_rotated", "tablet_replaced_in_the_middle", "person_erased_r1", "two_results_r1"),
    *("sheet_voided_and_given_again", "conflict_disclosed_r1", "three_methods", "participant_absent"),
)


@cache
def base_files() -> tuple[dict[str, bytes], ...]:
    held = {one.name.removeprefix("event_of_"): one.data for one in conformance_set()}
    return tuple(unpacked(held[name]) for name in BASES)


def fuzzed(number: int, *, seed: str = "acak") -> bytes:
    """Return the bundle of this number, always the same."""
    chance = Random(f"{seed}/{number}")
    if chance.random() < 0.35:
        try:
            return deep(chance)
        except KeyError:
            pass  # an act whose approvals were left out
    files = dict(chance.choice(base_files()))
    kind = chance.choice((raw_bytes, file_bytes, lines_moved, field_changed, field_changed, field_changed))
    return kind(files, chance)


def raw_bytes(files: dict[str, bytes], chance: Random) -> bytes:
    """Change, drop or add a few bytes of the archive; most often where it tells of its files."""
    data = bytearray(packed(files))
    begins = int.from_bytes(data[-6:-2], "little")
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        low = begins if chance.random() < 0.6 else 0
        place = chance.randrange(low, len(data))
        match chance.randrange(4):
            case 0 | 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                del data[place : place + chance.choice((1, 2, 46, 500))]
            case _:
                data[place:place] = chance.randbytes(chance.choice((1, 2, 22)))
        if len(data) < 2:
            break
        begins = min(begins, len(data) - 1)
    return bytes(data)


def file_bytes(files: dict[str, bytes], chance: Random) -> bytes:
    """Flip bits of one file and tell its digest anew."""
    name = chance.choice(sorted(files))
    data = bytearray(files[name])
    if not data:
        return packed(files)
    for _ in range(chance.choice((1, 1, 3))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    changed = {**files, name: bytes(data)}
    return packed(changed) if name == MANIFEST else repacked(changed)


def lines_moved(files: dict[str, bytes], chance: Random) -> bytes:
    """Exchange, repeat, drop or cut lines of one file."""
    name = chance.choice([one for one in sorted(files) if one.endswith((".jsonl", ".txt"))])
    lines = files[name].splitlines(keepends=True)
    if len(lines) < 2:
        return packed(files)
    one, other = chance.sample(range(len(lines)), 2)
    match chance.randrange(5):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            del lines[one]
        case 3:
            lines[one] = lines[one][: chance.randrange(len(lines[one]))]
        case _:
            lines = lines[:one]
    return repacked({**files, name: b"".join(lines)})


def field_changed(files: dict[str, bytes], chance: Random) -> bytes:
    """Change one field of one JSON object, in a line or a file, and tell the digest anew."""
    name = chance.choice([one for one in sorted(files) if one.endswith((".jsonl", ".json"))])
    lines = files[name].splitlines(keepends=True) if name.endswith(".jsonl") else [files[name]]
    if not lines:
        return packed(files)
    at = chance.randrange(len(lines))
    try:
        told = bent(json.loads(lines[at]), chance)
    except (ValueError, RecursionError):
        return packed(files)
    is_line = name.endswith(".jsonl")
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False, sort_keys=not is_line)
    if chance.random() < 0.05:
        text = text.replace(":", ": ", 1)
    lines[at] = text.encode() + (b"\n" if is_line else b"")
    changed = {**files, name: b"".join(lines)}
    return packed(changed) if name == MANIFEST else repacked(changed)


def bent(told: Json, chance: Random) -> Json:
    """Return JSON with one thing in it changed: a value, a name, a field more or less; also inside texts."""
    if isinstance(told, str) and told[:1] in "{[" and chance.random() < 0.8:
        try:
            inner = json.loads(told)
        except ValueError:
            return chance.choice(VALUES)
        return json.dumps(bent(inner, chance), separators=(",", ":"), ensure_ascii=False)
    if isinstance(told, dict) and told and chance.random() < 0.85:
        name = chance.choice(sorted(told))
        drawn = chance.random()
        if drawn < 0.08:
            return {key: value for key, value in told.items() if key != name}
        if drawn < 0.14:
            return {**told, "zz": 1}
        return {key: bent(value, chance) if key == name else value for key, value in told.items()}
    if isinstance(told, list) and told and chance.random() < 0.85:
        at = chance.randrange(len(told))
        drawn = chance.random()
        if drawn < 0.1:
            return told[:at] + told[at + 1 :]
        if drawn < 0.2:
            return [*told, told[at]]
        return [*told[:at], bent(told[at], chance), *told[at + 1 :]]
    if isinstance(told, int) and chance.random() < 0.5:
        return told + chance.choice((-1, 1, 100))
    return chance.choice(VALUES)


def deep(chance: Random) -> bytes:
    """Change what is entered, with every key: entries left out, repeated, moved, said otherwise."""
    event = honest()
    grade = chance.choice(("R1", "R1", "R1", "R2", "R3"))
    entries = event.book.opened()[: event.book.index_of["numbers/P-001/1"]]

    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        told: list[AnyStep] = [one for one in steps if not isinstance(one, Later)]
        for _ in range(chance.choice((1, 1, 1, 2))):
            told = one_change(told, chance)
        is_frozen = chance.random() < 0.6

        def result(book: Book) -> Sequence[AnyStep]:
            try:
                return result_steps(book, event.lock, version=1)
            except CoreError:
                return result_steps(book, event.lock, version=1, entries=entries)

        return [*told, *((Later(result),) if is_frozen else ()), Checkpoint()]

    made = event_of(small_case_file(), seed=SEED, change=change)
    return made.bundle(grade, subject="P-001" if grade == "R3" else None)


def one_change(steps: list[AnyStep], chance: Random) -> list[AnyStep]:
    places = [n for n, one in enumerate(steps) if isinstance(one, Step)]
    at = chance.choice(places)
    step = steps[at]
    assert isinstance(step, Step)
    match chance.randrange(8):
        case 0:
            needed = step.type.value in ("enrolment", "approval")
            return [*steps[:at], *([Lost(step)] if needed else []), *steps[at + 1 :]]
        case 1:
            return [*steps[:at], replace(step, name=""), *steps[at:]]
        case 2:
            other = chance.choice(places)
            rest = [*steps[:at], *steps[at + 1 :]]
            return (
                rest if step.name.count("/") and "lock" in step.name else [*rest[:other], step, *rest[other:]]
            )
        case 3:
            by = chance.choice(("server", "KP", "SK", "P1", "P2"))
            return [*steps[:at], replace(step, by=by), *steps[at + 1 :]]
        case _:
            return [*steps[:at], said_otherwise(step, chance), *steps[at + 1 :]]


def said_otherwise(step: Step, chance: Random) -> Step:
    """Return the entry with one value of its payload changed, by a like one or by anything."""

    def payload(book: Book) -> Json:
        told = step.payload(book) if callable(step.payload) else step.payload
        copied = json.loads(json.dumps(told))
        made = other_payload(copied, chance) if chance.random() < 0.6 else bent(copied, chance)
        return made if is_codable(made) else copied

    return replace(step, payload=payload)


def is_codable(told: Json) -> bool:
    from selaras.core.evidence.exact_json import canonical

    try:
        canonical(told)
    except CoreError:
        return False
    return isinstance(told, dict)
