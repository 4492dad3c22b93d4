"""Whom to believe, and who signed what: policy, signatures, and each device's unbroken chain."""

from collections.abc import Iterator

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import (
    ENTRIES,
    PAYLOADS,
    POLICY,
    Salted,
    line_wrong,
    read_entries,
    read_payloads,
)
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.packet import Packet, check_signature_length, envelope_of
from selaras.core.evidence.policy import policy_of
from selaras.core.verification.found import Entry, Found, at_index
from selaras.core.verification.roots import roots_at
from selaras.core.verification.verdict import Status

OF_KEYS = (EntryType.ENROLMENT, EntryType.REVOCATION, EntryType.LOG_KEY)


def check_keys(found: Found) -> Status:
    """Read the policy; one that was given must be the bundle's own."""
    data, given = found.files[POLICY], found.given_policy
    found.policy = policy_of(data)
    if found.policy.log != found.told.log:
        raise CoreError("policy_of_another_log", expected=found.told.log, got=found.policy.log)
    if given is None:
        found.warn("policy_from_bundle")
    elif given != data:
        raise CoreError("policy_not_the_given_one")
    return Status.HOLDS


def check_signatures(found: Found) -> Status:
    """Read every entry, then ask of each whether its key signed it."""
    # Read once and let go: a large ledger fills the memory of a small machine.
    packets = read_entries(found.files.pop(ENTRIES))
    if found.is_whole:
        for number, index in enumerate(packets, start=1):
            if index != number - 1:
                raise line_wrong(ENTRIES, number, field="index")
    _read_envelopes(found, packets)
    _read_payloads(found)
    policy = found.policy
    keyring = Keyring(log=policy.log, log_keys=[one.public_key for one in policy.log_keys])
    for index, entry in found.entries.items():
        payload = _payload_at(found, index) if entry.envelope.type in OF_KEYS else None
        keyring.check(index, entry.envelope, packets[index], payload=payload)
        keyring.take(index, entry.envelope, payload)
    found.keyring = keyring
    if n_imported := found.n_imported:
        found.warn("imported", n=n_imported)
    return Status.NOT_PROVABLE if n_imported == len(found.entries) else Status.HOLDS


def check_chains(found: Found) -> Status:
    """Refuse a device's gap or detour, and what a device had seen of a ledger that was not this one."""
    if not found.is_whole:
        found.warn("own_only")
        return Status.NOT_PROVABLE
    last: dict[str, tuple[int, str]] = {}
    for index, entry in found.entries.items():
        told = entry.envelope
        dseq, digest = last.get(told.device, (0, ""))
        if (told.dseq, told.prev) != (dseq + 1, digest):
            raise CoreError("chain_broken", index=index, device=told.device, expected=dseq + 1, got=told.dseq)
        last[told.device] = (told.dseq, entry.digest)
    sizes = {one.envelope.seen.size for one in found.entries.values()}
    roots = roots_at([one.leaf for one in found.entries.values()], sizes)
    for index, entry in found.entries.items():
        seen = entry.envelope.seen
        if seen.size > index:
            raise CoreError("seen_ahead", index=index, device=entry.envelope.device, size=seen.size)
        if roots[seen.size].hex() != seen.root:
            raise CoreError("seen_another_ledger", index=index, device=entry.envelope.device, size=seen.size)
    return Status.NOT_PROVABLE if found.n_imported == len(found.entries) else Status.HOLDS


def _read_envelopes(found: Found, packets: dict[int, Packet]) -> None:
    ids: set[str] = set()
    for index, packet in packets.items():
        try:
            envelope = envelope_of(packet.envelope)
            if envelope.log != found.told.log:
                raise CoreError("entry_of_another_log", expected=found.told.log, got=envelope.log)
            check_signature_length(envelope.sig_alg, packet.signature)
        except CoreError as wrong:
            raise at_index(index, wrong) from wrong
        if envelope.id in ids:
            raise CoreError("entry_id_twice", index=index, id=envelope.id)
        ids.add(envelope.id)
        found.entries[index] = Entry(index, envelope, packet.leaf_hash, packet.digest)


def _read_payloads(found: Found) -> None:
    """Read payloads already here, as keys stand in them; what is wrong in the file is said in its turn."""
    data = found.files.pop(PAYLOADS)
    try:
        found.payloads = read_payloads(data)
    except CoreError as wrong:
        found.payloads_wrong = wrong
        found.payloads = dict(_readable(data))


def _readable(data: bytes) -> Iterator[tuple[int, Salted]]:
    for line in data.split(b"\n"):
        try:
            yield from read_payloads(line + b"\n").items()
        except CoreError:
            continue


def _payload_at(found: Found, index: int) -> Json | None:
    salted = found.payloads.get(index)
    try:
        return None if salted is None else read_exact(salted.content)
    except CoreError:
        return None
