"""Acts that need two people: what exactly each of the two agrees to."""

import hashlib
from collections.abc import Mapping

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical
from selaras.core.vocabulary import PermissionKind, Role, Term

# One of each must agree; the same two sign the minutes.
BOTH = frozenset({Role.CHAIR, Role.SECRETARIAT})


class Act(Term):
    """What one person alone may not do; the code is the ``verb`` of an approval."""

    LOCK = "lock_scheme", "Tetapkan dan kunci rancangan"
    REOPEN = "reopen_scoring", "Buka kembali penilaian"
    VOID = "void_sheet", "Batalkan lembar nilai"
    REVEAL = "reveal", "Buka nilai"
    EXPORT = "export", "Ekspor penuh"
    RESTORE = "restore", "Pulihkan cadangan"
    ENROL_LATE = "enrol_late", "Daftarkan perangkat susulan"
    RECOVER_LOG_KEY = "recover_log_key", "Pulihkan kunci buku induk"
    RECORD_PROPOSAL = "record_proposal", "Catat pilihan PPK"
    RECORD_DECISION = "record_decision", "Catat keputusan PPK"
    RECORD_LETTER = "record_letter", "Catat surat"


ACTS_BY_TYPE: Mapping[EntryType, tuple[Act, ...]] = {
    EntryType.PHASE: (Act.LOCK, Act.REOPEN),
    EntryType.VOID: (Act.VOID,),
    EntryType.REVEAL: (Act.REVEAL,),
    EntryType.EXPORT: (Act.EXPORT,),
    EntryType.RESTORATION: (Act.RESTORE,),
    EntryType.ENROLMENT: (Act.ENROL_LATE,),
    EntryType.LOG_KEY: (Act.RECOVER_LOG_KEY,),
    EntryType.PROPOSAL: (Act.RECORD_PROPOSAL,),
    EntryType.DECISION: (Act.RECORD_DECISION,),
    EntryType.PERMISSION: (Act.RECORD_LETTER,),
}
# What the deciding officer's own device signs alone, and the kinds of letter that the reviewer's does.
_OF_THE_OFFICER = (EntryType.PROPOSAL, EntryType.DECISION)
_OF_THE_REVIEWER = (PermissionKind.TEST_PLAN.value, PermissionKind.RESULT.value)
_BY_PHASE_VERB = {one.value: one for one in ACTS_BY_TYPE[EntryType.PHASE]}


def act_in(kind: EntryType, told: Mapping[str, Json], *, is_locked: bool, role: str | None) -> Act | None:
    """Return which act of two people an entry is; None for what one person may do.

    is_locked : whether the scheme is; role : of who holds the device that signed, None where none did
    """
    if kind is EntryType.PHASE:
        return _BY_PHASE_VERB.get(str(told.get("verb")))
    if kind is EntryType.EXPORT:
        return Act.EXPORT if told.get("grade") == "R1" else None
    if kind is EntryType.ENROLMENT:
        return Act.ENROL_LATE if is_locked else None
    if kind is EntryType.LOG_KEY:
        return Act.RECOVER_LOG_KEY if told.get("recovered") is True else None
    if kind in _OF_THE_OFFICER and role == Role.DECIDING_OFFICER.value:
        return None
    if kind is EntryType.PERMISSION:
        is_own = role == Role.REVIEWER.value and told.get("kind") in _OF_THE_REVIEWER
        return Act.RECORD_LETTER if is_locked and not is_own else None
    return next(iter(ACTS_BY_TYPE.get(kind, ())), None)


def who_sends(kind: EntryType) -> frozenset[str]:
    """Return the roles whose own devices may send what the office enters after the lock.

    Letters come from the reviewer as well; which of them that device signs alone, ``act_in`` tells.
    """
    office = frozenset(one.value for one in BOTH)
    return office | {Role.REVIEWER.value} if kind is EntryType.PERMISSION else office


def about(kind: EntryType, *, subject: str, payload: Json) -> str:
    """Return what an approval of this act names: the digest of all of it but the approvals themselves.

    >>> about(EntryType.REVEAL, subject="", payload={"approvals": []})[:16]
    '2cd4f689faca95c9'
    """
    if not isinstance(payload, dict):
        raise CoreError("payload_field_wrong", field=kind.value)
    told = {name: value for name, value in payload.items() if name != "approvals"}
    return hashlib.sha256(canonical({"payload": told, "subject": subject, "type": kind.value})).hexdigest()
