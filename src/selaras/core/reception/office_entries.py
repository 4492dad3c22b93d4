"""What the office itself may enter after the lock, by a device of its own: of which class, about whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core import casefile as c
from selaras.core.codec import Json, from_json
from selaras.core.entries import EntryType, letter_alone
from selaras.core.vocabulary import Method

# Besides attendance and assignments, which have been received since the first signed event.
CLASS_BY_TYPE: Mapping[EntryType, type] = {
    EntryType.ATTENDANCE: c.Attendance,
    EntryType.ASSIGNMENT: c.Assignment,
    EntryType.OFFICIAL: c.Official,
    EntryType.POST_HELD: c.PostHeld,
    EntryType.PERMISSION: c.Permission,
    EntryType.CONFLICT: c.DeclaredConflict,
    EntryType.PERFORMANCE: c.Performance,
    EntryType.TRACK_RECORD: c.TrackRecordItem,
    EntryType.ASSESSMENT: c.Assessment,
    EntryType.FEEDBACK: c.FeedbackSheet,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry:
    """An entry of the office, read; ``subject`` and ``method`` are what its envelope must say."""

    value: object
    subject: str
    method: str
    official: str | None
    examiner: str | None


def office_entry(kind: EntryType, payload: Json, *, subject: str) -> OfficeEntry:
    """Read the payload of an entry of the office; a field too many, missing or wrong is named.

    subject : as the envelope says; of an official it is the code under which the ledger knows the person
    """
    told = payload
    if kind is EntryType.CONFLICT and isinstance(payload, dict):
        told = {**payload, "note": ""}  # its words stand in the note
    elif kind is EntryType.PERMISSION:
        told = letter_alone(payload)
    value: object = from_json(CLASS_BY_TYPE[kind], told)
    official = subject if kind is EntryType.OFFICIAL else getattr(value, "nip", None)
    method = Method.FEEDBACK_360 if kind is EntryType.FEEDBACK else getattr(value, "method", None)
    return OfficeEntry(
        value=value,
        subject=official or "",
        method=method.value if method else "",
        official=official,
        examiner=getattr(value, "examiner", None),
    )
