"""The trail of one score: every entry it rests on, from tick to decree, each with its proof of inclusion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle.proofs import inclusion_proofs
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.ledger import check_inclusion
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import Envelope, SignatureKind, envelope_of
from selaras.core.lifecycle import Phase
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows

# Of these the whole event's stand in everybody's trail: what was fixed before, computed and decided after.
_OF_ALL = frozenset(
    {
        EntryType.RULEBOOK,
        EntryType.SCHEME,
        EntryType.REVEAL,
        EntryType.MEASUREMENT,
        EntryType.RESULT,
        EntryType.MINUTES,
        EntryType.PROPOSAL,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One entry of a trail.

    number : its place in the ledger, from 1; receipt : the id that its maker was told
    holder : whose device signed, by code; at : when the server took it in; payload None: erased
    proof : the hashes that lead from ``leaf`` to the ledger's root
    """

    number: int
    type: EntryType
    method: str
    receipt: str
    actor: str
    holder: str
    device: str
    sequence: int
    declared_at: str
    device_at: str
    at: datetime | None
    signature: SignatureKind
    commit: str
    note_commit: str
    digest: str
    leaf: str
    proof: tuple[str, ...]
    payload: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All links in the order of the ledger; ``root`` is what every proof was checked against."""

    size: int
    root: str
    links: tuple[Link, ...]

    def of(self, *kinds: EntryType) -> tuple[Link, ...]:
        return tuple(one for one in self.links if one.type in kinds)


def trail_of(listed: ListedEvent, ledger: Ledger, person: str) -> Trail:
    """Return the trail of a participant; raise ``inclusion_not_proved`` where a proof does not hold."""
    envelopes = [envelope_of(one.packet.envelope) for one in ledger.entries]
    payloads = [_payload(one) for one in ledger.entries]
    chosen = [
        n
        for n, (envelope, payload) in enumerate(zip(envelopes, payloads, strict=True))
        if _belongs(envelope, payload, person)
    ]
    leaves = [one.packet.leaf_hash for one in ledger.entries]
    proofs = inclusion_proofs(leaves, chosen)
    times, holders = _received(listed), _holders(listed)
    links = []
    for n in chosen:
        check_inclusion(index=n, size=ledger.size, leaf=leaves[n], proof=proofs[n], root=ledger.root)
        links.append(
            _link(n, ledger.entries[n], envelopes[n], payloads[n], leaves[n], proofs[n], times, holders)
        )
    return Trail(size=ledger.size, root=ledger.root.hex(), links=tuple(links))


def _link(
    n: int,
    sealed: Sealed,
    envelope: Envelope,
    payload: Json | None,
    leaf: bytes,
    proof: Sequence[bytes],
    times: Mapping[int, datetime],
    holders: Mapping[str, str],
) -> Link:
    return Link(
        number=n + 1,
        type=envelope.type,
        method=envelope.method,
        receipt=envelope.id,
        actor=envelope.actor,
        holder=holders.get(envelope.device, ""),
        device=envelope.device,
        sequence=envelope.dseq,
        declared_at=envelope.declared_at,
        device_at=envelope.device_at,
        at=times.get(n),
        signature=envelope.sig_alg,
        commit=envelope.commit,
        note_commit=envelope.note_commit,
        digest=sealed.packet.digest,
        leaf=leaf.hex(),
        proof=tuple(one.hex() for one in proof),
        payload=payload,
    )


def _belongs(envelope: Envelope, payload: Json | None, person: str) -> bool:
    if envelope.subject == person:
        return True
    if envelope.type in _OF_ALL:
        return True
    if envelope.type is EntryType.PHASE:
        return isinstance(payload, dict) and payload.get("to") != Phase.SCORING.value
    return envelope.type is EntryType.ASSIGNMENT and isinstance(payload, dict) and payload.get("nip") is None


def _payload(sealed: Sealed) -> Json | None:
    if sealed.opening is None:
        return None
    try:
        return read_exact(sealed.opening.payload)
    except CoreError:
        return None


def _received(listed: ListedEvent) -> Mapping[int, datetime]:
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    return dict(rows.Entry.objects.filter(**event).values_list("index", "received_at"))


def _holders(listed: ListedEvent) -> Mapping[str, str]:
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    return dict(rows.Device.objects.filter(**event).values_list("device", "holder"))
