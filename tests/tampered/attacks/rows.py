"""Edits, deletions, insertions and reorderings of rows, each mended as far as an intruder can."""

import json
from dataclasses import replace
from random import Random

from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.packet import NOTHING_SEEN, SignatureKind
from tests.tampered.attacks.intruder import Intruder, Row
from tests.tampered.attacks.mutation import (
    Mutated,
    Place,
    Structure,
    at,
    checkpoint_place,
    is_enrolment,
    other_payload,
    whole,
)
from tests.tampered.book import SERVER
from tests.tampered.keys import device_key

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEPT_SIGNATURE, LOG_SIGNATURE, FLIPPED_SIGNATURE = "kept", "log", "flipped"


def payload_of(row: Row) -> bytes:
    assert row.opening is not None
    return row.opening.payload


def changed_payload(row: Row, chance: Random) -> bytes:
    old = payload_of(row)
    while (new := canonical(other_payload(read_exact(old), chance))) == old:
        continue
    return new


def a_device_entry(base: Structure, chance: Random) -> int:
    return chance.choice(
        [n for n, one in enumerate(base.event.book.envelopes) if one.sig_alg is SignatureKind.DEVICE]
    )


def a_server_entry(base: Structure, chance: Random) -> int:
    return chance.choice([n for n, one in enumerate(base.event.book.envelopes) if one.device == SERVER])


def edited_without_the_key(base: Structure, chance: Random) -> Mutated:
    """Change what an entry says or commits to; the signature is the old one, the log's, or garbage."""
    thief, index = Intruder(base.event), chance.randrange(base.n)
    row = thief.rows[index]
    signature = chance.choice((KEPT_SIGNATURE, FLIPPED_SIGNATURE, LOG_SIGNATURE))
    if signature == LOG_SIGNATURE and row.is_servers:
        signature = KEPT_SIGNATURE
    match chance.randrange(4):
        case 0:
            row.commit_to(changed_payload(row, chance))
        case 1:
            row.tell(declared_at=f"2024-01-{chance.randrange(1, 15):02d}")
        case 2:
            row.tell(subject=f"P-{chance.randrange(100, 999)}")
        case _:
            row.tell(actor=f"orang {chance.randrange(1000)}")
    if signature == LOG_SIGNATURE:
        thief.sign(row)
    elif signature == FLIPPED_SIGNATURE:
        row.signature = flipped(row.signature, chance)
    return Mutated(whole(thief, chance), Place(index=index))


def flipped(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]


def signature_flipped(base: Structure, chance: Random) -> Mutated:
    thief, index = Intruder(base.event), chance.randrange(base.n)
    thief.rows[index].signature = flipped(thief.rows[index].signature, chance)
    return Mutated(whole(thief, chance), Place(index=index))


def taken_over_by_the_server(base: Structure, chance: Random) -> Mutated:
    """Change a device's entry and let the server vouch for it instead."""
    thief, index = Intruder(base.event), a_device_entry(base, chance)
    row = thief.rows[index]
    row.commit_to(changed_payload(row, chance))
    keeps_device = chance.random() < 0.3
    row.tell(sig_alg=SignatureKind.SERVER, seen=NOTHING_SEEN)
    if keeps_device:
        thief.sign(row)
        return Mutated(whole(thief, chance), Place(index=index))
    row.tell(device=SERVER)
    thief.relink()
    if is_enrolment(row):
        return Mutated(whole(thief, chance), Place(index=index))
    left = base.next_of_device(index)
    found = left if left is not None else base.first_witness(index)
    return Mutated(whole(thief, chance), at(found, base.last_checkpoint))


def server_entry_rewritten(base: Structure, chance: Random) -> Mutated:
    """Change an entry of the server and sign it anew; its chain, the tree and checkpoints may be mended."""
    thief, index = Intruder(base.event), a_server_entry(base, chance)
    row = thief.rows[index]
    if chance.random() < 0.7:
        row.commit_to(changed_payload(row, chance))
    else:
        row.tell(declared_at="2024-01-02")
    thief.sign(row)
    behind = base.next_of_device(index)
    if behind is not None and chance.random() < 0.3:
        return Mutated(whole(thief, chance), Place(index=behind))
    thief.relink()
    witness = base.first_witness(index)
    if chance.random() < 0.3:
        first = min(size for size in thief.checkpoints if size > index)
        return Mutated(thief.bundle(), at(witness, checkpoint_place(first)))
    return Mutated(whole(thief, chance), at(witness, base.last_checkpoint))


def deleted(base: Structure, chance: Random) -> Mutated:
    thief, index = Intruder(base.event), chance.randrange(base.n)
    row = thief.rows.pop(index)
    end = checkpoint_place(base.n - 1)
    behind = base.next_of_device(index)
    if row.is_servers:
        thief.relink()
        behind = None
    found = behind if behind is not None else base.first_witness(index)
    return Mutated(whole(thief, chance), at(found, end, moved=-1))


def several_deleted(base: Structure, chance: Random) -> Mutated:
    """Throw away all of one person, or all that one device sent from some entry on."""
    thief = Intruder(base.event)
    told = base.event.book.envelopes
    if chance.random() < 0.5:
        person = told[chance.choice(base.of_type(EntryType.OFFICIAL))].subject
        gone = {n for n, one in enumerate(told) if one.subject == person}
    else:
        begin = a_device_entry(base, chance)
        gone = {n for n in range(begin, base.n) if told[n].device == told[begin].device}
    thief.rows = [row for row in thief.rows if row.was not in gone]
    thief.relink()
    return Mutated(whole(thief, chance), first_gap(base, thief, gone))


def first_gap(base: Structure, thief: Intruder, gone: set[int]) -> Place:
    """Return the first left entry whose device's entry before is gone; else the first that had seen one."""
    told = base.event.book.envelopes
    before: dict[str, int] = {}
    predecessor: dict[int, int] = {}
    for n, one in enumerate(told):
        if one.device in before:
            predecessor[n] = before[one.device]
        before[one.device] = n
    for new, row in enumerate(thief.rows):
        if not row.is_servers and predecessor.get(row.was) in gone:
            return Place(index=new)
    first = min(gone)
    for new, row in enumerate(thief.rows):
        if told[row.was].seen.size > first:
            return Place(index=new)
    return checkpoint_place(len(thief.rows))


def inserted_by_the_server(base: Structure, chance: Random) -> Mutated:
    """Slip in a changed copy of an entry of the server, with an id of its own."""
    thief = Intruder(base.event)
    model = thief.rows[a_server_entry(base, chance)]
    place = chance.randrange(1, base.n + 1)
    row = Row(replace(model.envelope, id=fresh_id(chance)), b"", model.opening, -1)
    row.commit_to(changed_payload(row, chance))
    thief.rows.insert(place, row)
    thief.relink()
    return Mutated(whole(thief, chance), at(base.first_witness(place), checkpoint_place(base.n + 1), moved=1))


def fresh_id(chance: Random) -> str:
    return "01HM" + "".join(chance.choice(CROCKFORD) for _ in range(22))


def inserted_twice(base: Structure, chance: Random) -> Mutated:
    """Enter somebody's entry once more, byte for byte."""
    thief = Intruder(base.event)
    index, place = chance.randrange(base.n), chance.randrange(base.n + 1)
    model = thief.rows[index]
    thief.rows.insert(place, replace_row(model))
    second = place if place > index else index + 1
    return Mutated(whole(thief, chance), Place(index=second))


def replace_row(row: Row) -> Row:
    return Row(row.envelope, row.signature, row.opening, row.was, row.raw)


def forged_mark(base: Structure, chance: Random) -> Mutated:
    """Slip in a mark, signed by a key of the intruder's own: under a name of its own, or an examiner's."""
    thief = Intruder(base.event)
    index = chance.choice(base.of_type(EntryType.RATING_SHEET))
    model = thief.rows[index]
    stranger = device_key("penyusup", str(chance.randrange(5)))
    row = Row(replace(model.envelope, id=fresh_id(chance)), b"", model.opening, -1)
    row.commit_to(changed_payload(row, chance))
    place = chance.randrange(index + 1, base.n + 1)
    if chance.random() < 0.5:
        row.tell(device=stranger.device, dseq=1, prev="")
    else:
        row.tell(dseq=model.envelope.dseq + 1, prev=model.packet.digest)
    thief.sign_as(row, stranger)
    thief.rows.insert(place, row)
    return Mutated(whole(thief, chance), Place(index=place))


def enrolled_stranger(base: Structure, chance: Random) -> Mutated:
    """Enrol a device of the intruder's for an examiner and let it mark; both entries are in order."""
    thief = Intruder(base.event)
    index = chance.choice(base.of_type(EntryType.RATING_SHEET))
    model = thief.rows[index]
    stranger = device_key("penyusup", str(chance.randrange(5)))
    examiner = json.loads(payload_of(model))["examiner"]
    told = {
        "public_key": stranger.public_key.hex(),
        "holder": examiner,
        "role": "PG",
        "late_because": chance.choice((None, "Tablet rusak")),
        "approvals": [],
    }
    enrolment = Row(
        replace(
            model.envelope,
            type=EntryType.ENROLMENT,
            id=fresh_id(chance),
            device=stranger.device,
            dseq=1,
            prev="",
            subject="",
            method="",
            form="",
            seen=NOTHING_SEEN,
        ),
        b"",
        model.opening,
        -1,
    )
    enrolment.commit_to(canonical(told))
    thief.sign_as(enrolment, stranger)
    mark = Row(replace(model.envelope, id=fresh_id(chance), device=stranger.device), b"", model.opening, -1)
    mark.commit_to(changed_payload(mark, chance))
    mark.tell(dseq=2, prev=enrolment.packet.digest, seen=NOTHING_SEEN)
    thief.sign_as(mark, stranger)
    place = chance.randrange(1, base.n + 1)
    thief.rows[place:place] = [enrolment, mark]
    return Mutated(whole(thief, chance), at(base.first_witness(place), checkpoint_place(base.n + 2), moved=2))


def swapped_in_a_chain(base: Structure, chance: Random) -> Mutated | None:
    """Exchange two entries that one device made one after the other."""
    thief, index = Intruder(base.event), chance.randrange(base.n)
    behind = base.next_of_device(index)
    if behind is None:
        return None
    thief.rows[index], thief.rows[behind] = thief.rows[behind], thief.rows[index]
    return Mutated(whole(thief, chance), Place(index=index))


def swapped_neighbours(base: Structure, chance: Random) -> Mutated | None:
    """Exchange two neighbours of different devices: every chain still holds."""
    thief, index = Intruder(base.event), chance.randrange(base.n - 1)
    told = base.event.book.envelopes
    if told[index].device == told[index + 1].device:
        return None
    thief.rows[index], thief.rows[index + 1] = thief.rows[index + 1], thief.rows[index]
    if told[index + 1].seen.size > index:
        return Mutated(whole(thief, chance), Place(index=index))
    return Mutated(whole(thief, chance), at(base.first_witness(index), base.last_checkpoint))


def erased(base: Structure, chance: Random) -> Mutated:
    """Destroy a payload and enter the erasure that names it."""
    thief, index = Intruder(base.event), chance.randrange(base.n)
    model = thief.rows[a_server_entry(base, chance)]
    order = canonical({"entries": [index], "reason": "Masa simpan berakhir"})
    row = Row(replace(model.envelope, id=fresh_id(chance), type=EntryType.ERASURE), b"", model.opening, -1)
    row.tell(subject="", method="", form="")
    row.commit_to(order)
    thief.rows.append(row)
    was_enrolment = is_enrolment(thief.rows[index])
    thief.rows[index].opening = None
    thief.relink()
    place = Place(index=index) if was_enrolment else checkpoint_place(base.n + 1)
    return Mutated(whole(thief, chance), place)


ATTACKS = (
    edited_without_the_key,
    edited_without_the_key,
    signature_flipped,
    taken_over_by_the_server,
    taken_over_by_the_server,
    server_entry_rewritten,
    server_entry_rewritten,
    server_entry_rewritten,
    deleted,
    deleted,
    several_deleted,
    inserted_by_the_server,
    inserted_twice,
    forged_mark,
    enrolled_stranger,
    swapped_in_a_chain,
    swapped_neighbours,
    erased,
)
