"""What the ledger keeps about itself: who holds which key, who agreed to what, what was destroyed.

Each class is the payload of one kind of entry. None of them changes a score; all of them decide whether the
entries that do may be believed. Codes stand for people: an examiner's or an office's, never a name.
"""

from dataclasses import dataclass
from datetime import date

from selaras.core import vocabulary as v


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """A device and its key, told by the device itself: the first entry of its chain, signed by that key."""

    public_key: str  # P-256, uncompressed point of 65 bytes, hex
    holder: str  # code of who uses it: "PG-1", "KP", "SK-2"
    role: v.Role
    late_because: str | None  # once the scheme is locked: why only now; two people agree
    approvals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who uses a device, as its enrolment says."""

    holder: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """From here on the device's entries count for nothing; those before stand."""

    device: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One of two people agrees to one act, by an own fresh signature.

    about : SHA-256 of the act: canonical JSON of its type, subject and payload without ``approvals``
    """

    verb: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """From here on examiners' marks may be seen by the panel."""

    approvals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A bundle of everything left the house."""

    grade: str
    approvals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoration:
    """The ledger was put back from a backup that had this size and root."""

    size: int
    root: str
    reason: str
    approvals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKey:
    """From here on checkpoints are signed with another key; the one before vouches for it, or two people.

    recovered : the former key was lost, so nobody can sign with it
    """

    public_key: str  # Ed25519, 32 bytes, hex
    recovered: bool
    reason: str
    approvals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Payloads, notes and salts that were destroyed, by the index of their entries."""

    entries: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reseated:
    """One official who is to sit elsewhere than the slate says; None: without a seat."""

    official: str  # "P-001"
    position: v.PositionCode | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The deciding officer's choice (usulan), which goes to the reviewer: one slate, as it is or changed.

    slate : SHA-256 of the canonical JSON of the slate's payload
    reasons : never empty where seats are changed
    letter : number of the officer's letter, where two people record it and no device of the officer signs
    """

    slate: str
    seats: tuple[Reseated, ...]
    reasons: str
    letter: str | None
    letter_on: date | None
    approvals: tuple[str, ...] = ()
