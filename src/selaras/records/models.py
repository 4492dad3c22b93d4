"""All models of the one app, so that Django finds them; each stands in the module of its subject."""

from selaras.records.agencies import Agency, Position
from selaras.records.checkpoints import Checkpoint, Cosignature, Policy
from selaras.records.devices import Alarm, Device
from selaras.records.events import Event, Examiner, Participant
from selaras.records.evidence import Entry, Erasure, LedgerHead, Payload
from selaras.records.office.custody import EmergencyAccess, ErasureRequest, RetentionHold, RetentionTerm
from selaras.records.office.desk import (
    AgencyStyle,
    Announcement,
    ApiToken,
    ColumnMapping,
    LetterNumber,
    Notice,
    PendingAct,
    Question,
)
from selaras.records.office.memberships import Link, Membership
from selaras.records.office.showing import ShownExtent
from selaras.records.office.uploads import Upload
from selaras.records.office.watching import PersonRead, SecurityEvent
from selaras.records.papers import Paper
from selaras.records.people import Account, Official
from selaras.records.ratings import Rating
from selaras.records.results import Result

__all__ = [
    "Account",
    "Agency",
    "AgencyStyle",
    "Alarm",
    "Announcement",
    "ApiToken",
    "Checkpoint",
    "ColumnMapping",
    "Cosignature",
    "Device",
    "EmergencyAccess",
    "Entry",
    "Erasure",
    "ErasureRequest",
    "Event",
    "Examiner",
    "LedgerHead",
    "LetterNumber",
    "Link",
    "Membership",
    "Notice",
    "Official",
    "Paper",
    "Participant",
    "Payload",
    "PendingAct",
    "PersonRead",
    "Policy",
    "Position",
    "Question",
    "Rating",
    "Result",
    "RetentionHold",
    "RetentionTerm",
    "SecurityEvent",
    "ShownExtent",
    "Upload",
]
