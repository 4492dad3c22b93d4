"""Whether a ledger is intact, as it was read: every seal, chain and signature, the root, and the result.

Commitments, chains and the root were checked when its entries were opened; here signatures follow, and what
was counted is told. An auditor asks more of a bundle, and needs none of this.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from selaras.core.entries import EntryType, Opened
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.evidence.opening import Ledger
from selaras.core.evidence.packet import SignatureKind, envelope_of

_OF_KEYS = (EntryType.ENROLMENT, EntryType.REVOCATION, EntryType.LOG_KEY)
_SHORT_GROUPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Intact:
    """What was found whole.

    n_marks : marks in the sheets of examiners; n_signed : entries whose signature was checked
    code : the first letters of the ledger's code, to compare with paper; at : when it was checked
    """

    n_entries: int
    n_sheets: int
    n_marks: int
    n_signed: int
    code: str
    at: datetime


def intact(ledger: Ledger, entries: Sequence[Opened], *, log_keys: Sequence[bytes], at: datetime) -> Intact:
    """Return what is whole; raise the refusal of the first signature that is not.

    entries : of this ledger, opened; at : when they were
    """
    sheets = [one.payload["ratings"] for one in entries if one.type is EntryType.RATING_SHEET]
    return Intact(
        n_entries=ledger.size,
        n_sheets=len(sheets),
        n_marks=sum(map(len, sheets)),
        n_signed=_check_signatures(ledger, log_keys),
        code=" ".join(ledger_code(ledger.root).split()[:_SHORT_GROUPS]),
        at=at,
    )


def _check_signatures(ledger: Ledger, log_keys: Sequence[bytes]) -> int:
    keyring, signed = Keyring(log=ledger.log, log_keys=log_keys), 0
    for index, sealed in enumerate(ledger.entries):
        envelope = envelope_of(sealed.packet.envelope)
        of_keys = envelope.type in _OF_KEYS and sealed.opening is not None
        payload = read_exact(sealed.opening.payload) if of_keys and sealed.opening else None
        keyring.check(index, envelope, sealed.packet, payload=payload)
        keyring.take(index, envelope, payload)
        signed += envelope.sig_alg is not SignatureKind.IMPORTED
    return signed
