"""Keys exchanged, tails cut off, backups put back: what changes the whole ledger and leaves it in order."""

from random import Random

from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.packet import NOTHING_SEEN
from tests.tampered.attacks.intruder import Intruder, Row
from tests.tampered.attacks.mutation import (
    ANYWHERE,
    Mutated,
    Place,
    Structure,
    at,
    checkpoint_place,
    whole,
)
from tests.tampered.attacks.rows import changed_payload, payload_of
from tests.tampered.book import WITNESSES
from tests.tampered.forgeries.policies import rolled_back
from tests.tampered.keys import device_key, log_key, witness_key
from tests.tampered.packing import repacked
from tests.tampered.signed_event import policy_of


def truncated(base: Structure, chance: Random) -> Mutated:
    """Cut off the end and sign what is left; or leave the manifest or the checkpoint as they were."""
    thief = Intruder(base.event)
    left = base.n - chance.randrange(1, base.n // 2)
    told = base.event.book.envelopes
    thief.rows = thief.rows[:left]
    if not any(one.type is EntryType.RESULT for one in told[:left]):
        thief.publish, thief.papers = {}, {}
    if chance.random() < 0.3:
        thief.checkpoints = {size: note for size, note in thief.checkpoints.items() if size < left}
        return Mutated(thief.bundle(), ANYWHERE)  # checkpoint_missing is about the whole
    # Cut off where witnesses had signed it is a backup put back: only paper knows better.
    place = ANYWHERE if left in base.event.book.checkpoints else checkpoint_place(left)
    return Mutated(whole(thief, chance), place)


def put_back(base: Structure, chance: Random) -> Mutated:
    """Show the ledger as it was at an earlier checkpoint, with its witnesses: only paper knows better."""
    size = chance.choice([one for one in sorted(base.event.book.checkpoints) if one < base.n])
    return Mutated(rolled_back(base.event, size), ANYWHERE)


def device_exchanged(base: Structure, chance: Random) -> Mutated:
    """Make one device another's from its enrolment on, with marks to the intruder's liking."""
    thief = Intruder(base.event)
    index = chance.choice(base.of_type(EntryType.ENROLMENT))
    was = exchange(thief, index, chance)
    first = base.first_witness(index, but=frozenset({was}))
    return Mutated(whole(thief, chance), at(first, base.last_checkpoint))


def exchange(thief: Intruder, index: int, chance: Random) -> str:
    """Give all entries of one device to a key of the intruder's; return the device that it was."""
    was = thief.rows[index].envelope.device
    key = device_key("penyusup", str(index))
    told = read_exact(payload_of(thief.rows[index]))
    thief.rows[index].commit_to(canonical({**told, "public_key": key.public_key.hex()}))
    mine = [row for row in thief.rows if row.envelope.device == was]
    marks = [row for row in mine if row.envelope.type is EntryType.RATING_SHEET]
    if marks:
        altered = chance.choice(marks)
        altered.commit_to(changed_payload(altered, chance))
    for row in mine:
        row.tell(device=key.device)
    see_what_is_there(thief, mine)
    thief.relink(device=key.device, key=key)
    return was


def see_what_is_there(thief: Intruder, rows: list[Row]) -> None:
    """Let entries that are signed anew have seen nothing: their makers contradict nobody."""
    for row in rows:
        row.tell(seen=NOTHING_SEEN)


def everything_written_anew(base: Structure, chance: Random) -> Mutated:
    """Exchange every device: a ledger without a flaw, which no witness has ever seen."""
    thief = Intruder(base.event)
    for index in base.of_type(EntryType.ENROLMENT):
        exchange(thief, index, chance)
    return Mutated(whole(thief, chance), base.last_checkpoint)


def enrolments_crossed(base: Structure, chance: Random) -> Mutated:
    """Exchange the keys that two enrolments tell."""
    thief = Intruder(base.event)
    one, other = sorted(chance.sample(base.of_type(EntryType.ENROLMENT), 2))
    left, right = (read_exact(payload_of(thief.rows[n])) for n in (one, other))
    thief.rows[one].commit_to(canonical({**left, "public_key": right["public_key"]}))
    thief.rows[other].commit_to(canonical({**right, "public_key": left["public_key"]}))
    return Mutated(whole(thief, chance), Place(index=one))


def policy_exchanged(base: Structure, chance: Random) -> Mutated:
    """Write a policy of the intruder's own: fewer witnesses, own witnesses, or another log key."""
    event = base.event
    seed, log = event.book.seed, event.book.log
    own = [{"key": witness_key("penyusup", one).vkey, "who": one} for one in WITNESSES]
    policy = chance.choice(
        (
            policy_of(seed, log, quorum=chance.randrange(2)),
            policy_of(seed, log, witnesses=own),
            policy_of(seed, log, log_keys=[log_key("penyusup", log).vkey]),
            policy_of(seed, log, signed_marks=False),
        )
    )
    thief = Intruder(event)
    files = thief.files()
    return Mutated(repacked(files | {"policy.json": policy}), ANYWHERE)


ATTACKS = (
    truncated,
    truncated,
    put_back,
    device_exchanged,
    device_exchanged,
    everything_written_anew,
    enrolments_crossed,
    policy_exchanged,
)
