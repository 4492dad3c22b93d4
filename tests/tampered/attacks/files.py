"""Blobs and files of the bundle: salts, payloads, numbers, documents, papers, and any byte of the archive.

What a bundle may lawfully leave out is no mutation: an earlier checkpoint, a line of a witness under one.
"""

import json
from random import Random

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import canonical
from tests.tampered.attacks.intruder import Intruder
from tests.tampered.attacks.mutation import ANYWHERE, Mutated, Place, Structure
from tests.tampered.attacks.rows import flipped
from tests.tampered.forgeries.numbers import raised
from tests.tampered.keys import checkpoint_text, log_key, signed_note
from tests.tampered.packing import MANIFEST, packed, repacked, with_manifest

PAYLOADS, NOTES, ENTRIES = "payloads.jsonl", "notes.jsonl", "entries.jsonl"
NUMBERS, RESULTS = "publish/numbers.json", "publish/results.json"


def split(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def blob_changed(base: Structure, chance: Random) -> Mutated:
    """Change a payload, a salt or a note beside its commitment; digests are told anew, or not."""
    files = base.event.files()
    name, index = chance.choice((PAYLOADS, PAYLOADS, NOTES)), chance.randrange(base.n)
    lines = split(files[name])
    told = json.loads(lines[index])
    content = "payload" if name == PAYLOADS else "note"
    if chance.random() < 0.4:
        told["salt"] = flipped(bytes.fromhex(told["salt"]), chance).hex()
    else:
        told[content] = other_text(told[content], chance)
    lines[index] = json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    changed = {**files, name: b"".join(lines)}
    if chance.random() < 0.2:
        return Mutated(packed(changed), Place(file=name))
    return Mutated(repacked(changed), Place(index=index))


def other_text(text: str, chance: Random) -> str:
    digits = [n for n, one in enumerate(text) if one in "123456789"]
    if not digits:
        return text + "x"
    place = chance.choice(digits)
    return text[:place] + str(int(text[place]) % 9 + 1) + text[place + 1 :]


def blob_destroyed(base: Structure, chance: Random) -> Mutated:
    """Destroy payload and note of an entry without saying so."""
    files, index = base.event.files(), chance.randrange(base.n)
    for name in (PAYLOADS, NOTES):
        lines = split(files[name])
        files[name] = b"".join(lines[:index] + lines[index + 1 :])
    return Mutated(repacked(files), Place(index=index))


def blobs_exchanged(base: Structure, chance: Random) -> Mutated:
    """Exchange the payloads of two entries."""
    files = base.event.files()
    told = base.event.book.envelopes
    one, other = sorted(chance.sample([n for n in range(base.n) if told[n].type not in OF_KEYS], 2))
    lines = split(files[PAYLOADS])
    left, right = json.loads(lines[one]), json.loads(lines[other])
    left["index"], right["index"] = right["index"], left["index"]
    for at, content in ((one, right), (other, left)):
        lines[at] = json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    return Mutated(repacked({**files, PAYLOADS: b"".join(lines)}), Place(index=one))


OF_KEYS = (EntryType.ENROLMENT, EntryType.REVOCATION, EntryType.LOG_KEY)


def line_taken_out(base: Structure, chance: Random) -> Mutated:
    """Take out an entry's line and leave the numbers of the others as they are."""
    files, index = base.event.files(), chance.randrange(base.n - 1)
    lines = split(files[ENTRIES])
    files[ENTRIES] = b"".join(lines[:index] + lines[index + 1 :])
    return Mutated(repacked(files), Place(file=ENTRIES, line=index + 1))


def number_changed(base: Structure, chance: Random) -> Mutated:
    """Publish another number than was entered."""
    files = base.event.files()
    told = json.loads(files[NUMBERS])
    person = chance.choice(sorted(told["people"]))
    one = chance.choice(told["people"][person])
    one["value"] = raised(one["value"])
    return Mutated(repacked({**files, NUMBERS: canonical(told)}), Place(subject=person, id=one["id"]))


def number_left_out(base: Structure, chance: Random) -> Mutated:
    files = base.event.files()
    told = json.loads(files[NUMBERS])
    person = chance.choice(sorted(told["people"]))
    gone = chance.randrange(len(told["people"][person]))
    name = told["people"][person].pop(gone)["id"]
    return Mutated(repacked({**files, NUMBERS: canonical(told)}), Place(subject=person, id=name))


def document_changed(base: Structure, chance: Random) -> Mutated:
    """Publish another document or paper than was entered."""
    files = base.event.files()
    name = chance.choice((RESULTS, *(one for one in files if one.startswith("papers/"))))
    files[name] = flipped(files[name], chance)
    return Mutated(repacked(files), Place(file=name))


def file_taken_out(base: Structure, chance: Random) -> Mutated:
    files = base.event.files()
    name = chance.choice((PAYLOADS, NOTES, ENTRIES, NUMBERS, RESULTS, "policy.json"))
    del files[name]
    return Mutated(repacked(files) if chance.random() < 0.7 else packed(files), Place(file=name))


def file_slipped_in(base: Structure, chance: Random) -> Mutated:
    """Lay in a paper that nobody issued, or a checkpoint of a tree that never was."""
    files = base.event.files()
    if chance.random() < 0.5:
        name = f"papers/{chance.randrange(10**6)}.pdf"
        files[name] = b"%PDF-1.7\n"
    else:
        size = chance.choice([n for n in range(1, base.n) if n not in base.event.book.checkpoints])
        name = f"checkpoints/{size:010d}.txt"
        log = base.event.book.log
        text = checkpoint_text(log=log, size=size, root=chance.randbytes(32))
        files[name] = signed_note(text, [log_key(base.event.book.seed, log).signature_line(text)])
    return Mutated(repacked(files), Place(file=name))


def checkpoint_changed(base: Structure, chance: Random) -> Mutated:
    """Change what a checkpoint says or who signed it."""
    files = base.event.files()
    names = sorted(name for name in files if name.startswith("checkpoints/"))
    name = chance.choice(names)
    text, lines = files[name].split(b"\n\n")
    told = split(lines)
    if name == names[-1] and chance.random() < 0.5:
        gone = chance.randrange(1, len(told))
        files[name] = text + b"\n\n" + b"".join(told[:gone] + told[gone + 1 :])
    else:
        body = text + b"\n\n" + told[0]
        files[name] = flipped(body, chance) + b"".join(told[1:])
    return Mutated(repacked(files), Place(file=name))


def byte_flipped(base: Structure, chance: Random) -> Mutated:
    """Flip one bit of the archive, wherever it falls."""
    data = base.event.bundle()
    place = chance.randrange(len(data))
    changed = data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
    # The archive's own checksums no longer fit: of which file is not told.
    return Mutated(changed, ANYWHERE)


def byte_flipped_and_listed(base: Structure, chance: Random) -> Mutated:
    """Flip one bit of the entries, payloads or notes and tell all digests anew."""
    files = base.event.files()
    name = chance.choice((ENTRIES, PAYLOADS, NOTES))
    lines = split(files[name])
    index = chance.randrange(base.n)
    content = lines[index][:-1]
    lines[index] = flipped(content, chance) + b"\n"
    manifest: dict[str, Json] = json.loads(files[MANIFEST])
    changed = with_manifest({**files, name: b"".join(lines)}, manifest)
    return Mutated(packed(changed), Place(index=index, file=name, line=index + 1))


def mended_and_published(base: Structure, chance: Random) -> Mutated:
    """Enter and publish another number, everywhere alike, and sign everything anew."""
    thief = Intruder(base.event)
    told = json.loads(thief.publish["numbers.json"])
    person = chance.choice(sorted(told["people"]))
    one = chance.choice(told["people"][person])
    one["value"] = raised(one["value"])
    thief.publish["numbers.json"] = canonical(told)
    index = base.event.book.index_of[f"numbers/{person}/1"]
    payload = {"version": 1, "numbers": told["people"][person]}
    thief.rows[index].commit_to(canonical(payload))
    thief.relink()
    thief.sign_checkpoints(with_witnesses=chance.random() < 0.5)
    return Mutated(thief.bundle(), base.last_checkpoint)


ATTACKS = (
    blob_changed,
    blob_changed,
    blob_destroyed,
    blobs_exchanged,
    line_taken_out,
    number_changed,
    number_left_out,
    document_changed,
    file_taken_out,
    file_slipped_in,
    checkpoint_changed,
    byte_flipped,
    byte_flipped_and_listed,
    byte_flipped_and_listed,
    mended_and_published,
)
