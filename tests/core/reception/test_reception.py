"""The intake accepts exactly what may come next, and a refusal leaves nothing behind."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.opening import Sealed
from selaras.core.evidence.packet import Packet, SignatureKind, envelope_of
from selaras.core.evidence.policy import policy_of
from selaras.core.reception import Reception
from tests.tampered.signed_event import SignedEvent, signed_event


def event() -> SignedEvent:
    return signed_event(officials=3, methods=2, examiners=5)


def reception(told: SignedEvent) -> Reception:
    keys = [one.public_key for one in policy_of(told.policy).log_keys]
    return Reception(log=told.ledger.log, log_keys=keys)


def all_of(told: SignedEvent, kind: EntryType) -> list[int]:
    types = [envelope_of(one.packet.envelope).type for one in told.ledger.entries]
    return [n for n, found in enumerate(types) if found is kind]


def first_approval(told: SignedEvent) -> int:
    """Return where the design and the devices are in; this event enrols examiners before it names them."""
    return all_of(told, EntryType.APPROVAL)[0]


def marks(told: SignedEvent) -> list[int]:
    return all_of(told, EntryType.RATING_SHEET)


def offer(one: Reception, sealed: Sealed) -> None:
    """Let an entry in by the way it comes: a device's own by the intake, the rest by the server's actions."""
    assert sealed.opening is not None
    if envelope_of(sealed.packet.envelope).sig_alg is SignatureKind.DEVICE:
        one.admit(sealed.packet, sealed.opening, envelope=one.read(sealed.packet))
    else:
        one.enter(sealed.packet, sealed.opening)


def test_an_honest_event_enters_whole_and_gives_its_root() -> None:
    told = event()
    one = reception(told)
    begin = first_approval(told)
    for sealed in told.ledger.entries[:begin]:
        one.learn(sealed)

    for sealed in told.ledger.entries[begin:]:
        offer(one, sealed)

    assert (one.size, one.frontier.root) == (told.ledger.size, told.ledger.root)


def test_what_was_learnt_and_what_was_taken_in_are_the_same() -> None:
    told = event()
    taken, learnt = reception(told), reception(told)
    begin, half = first_approval(told), told.ledger.size // 2
    for n, sealed in enumerate(told.ledger.entries[:half]):
        learnt.learn(sealed)
        if n < begin:
            taken.learn(sealed)
        else:
            offer(taken, sealed)

    for sealed in told.ledger.entries[half:]:
        offer(taken, sealed)
        offer(learnt, sealed)

    assert taken.frontier == learnt.frontier
    assert [taken.root_at(n) for n in range(half)] == [told.ledger.root_at(n) for n in range(half)]


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32))
def test_packets_that_do_not_belong_here_leave_nothing_behind(seed: int) -> None:
    told, chance = event(), Random(seed)
    one, entries = reception(told), event().ledger.entries
    start = marks(told)[0]
    for sealed in entries[:start]:
        one.learn(sealed)

    for at in range(start, start + 12):
        # A later packet may have its own turn by chance: who marks next is not laid down.
        for other in chance.sample(range(len(entries)), 3):
            device = envelope_of(entries[other].packet.envelope).device
            next_of = one.last_of(device)[0] + 1
            if envelope_of(entries[other].packet.envelope).dseq != next_of:
                with pytest.raises(CoreError):
                    offer(one, entries[other])
        offer(one, entries[at])

    assert one.frontier.root == told.ledger.root_at(start + 12)


@settings(max_examples=30)
@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_packet_with_one_bit_turned_is_refused(at: int, bit: int) -> None:
    told = event()
    one, entries = reception(told), told.ledger.entries
    first = marks(told)[0]
    for sealed in entries[:first]:
        one.learn(sealed)
    sealed = entries[first]
    assert sealed.opening is not None
    whole = sealed.packet.envelope + sealed.packet.signature
    place = at % len(whole)
    bent = whole[:place] + bytes([whole[place] ^ 1 << bit]) + whole[place + 1 :]
    cut = len(sealed.packet.envelope)

    with pytest.raises(CoreError):
        offer(one, Sealed(Packet(bent[:cut], bent[cut:]), sealed.opening))

    offer(one, sealed)
    assert one.size == first + 1
