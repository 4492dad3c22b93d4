"""What can come out when facts are held against a rule."""

from enum import StrEnum


class Outcome(StrEnum):
    """BROKEN bars; FLAGGED is a breach of a rule that may not bar; UNKNOWN lacks a fact."""

    MET = "met"
    BROKEN = "broken"
    FLAGGED = "flagged"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"
