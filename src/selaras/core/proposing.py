"""What may be proposed and chosen when: a problem after a result, its slates, and the officer's choice.

Source: ``docs/evidence-format.md``, section 12. Whether seats are lawful and proofs hold is asked elsewhere.
"""

import hashlib
from collections.abc import Mapping

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.packet import Envelope, SignatureKind
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role

OF_PLACEMENT = (EntryType.PLACEMENT, EntryType.SLATE)
# A result stands by then, and nothing was recommended on it yet; what was decided goes back first.
_NOT_PLACED_IN = (Phase.SCORING, Phase.DECISION, Phase.FOLLOW_UP)
_BEFORE_THE_CLOSE = (Phase.DESIGN, Phase.READY, Phase.SCORING)


def digest_of(told: Json) -> str:
    """Return what a later entry names an earlier one by: SHA-256 of its payload's canonical JSON.

    >>> digest_of({})[:16]
    '44136fa355b3678a'
    """
    return hashlib.sha256(canonical(told)).hexdigest()


class Proposals:
    """Which result, problem and slates stand. Whoever asks first is judged; ``remember`` follows."""

    def __init__(self) -> None:
        self._version: Json = None  # of the last result; None where there is none or marks may come again
        self._problem: str | None = None
        self._slates: set[str] = set()

    def judge(
        self, envelope: Envelope, told: Mapping[str, Json], *, phase: Phase, signed: bool, role: str | None
    ) -> None:
        """Refuse what may not be proposed here; entries of other types pass.

        role : of who holds the device that signed, None where none did
        """
        kind = envelope.type
        if kind is EntryType.TIMETABLE:
            if phase not in _BEFORE_THE_CLOSE:
                raise CoreError("timetable_after_close", phase=phase.value)
        elif kind in OF_PLACEMENT:
            if self._version is None or phase in _NOT_PLACED_IN:
                raise CoreError("placement_out_of_place", phase=phase.value)
        elif kind is EntryType.PROPOSAL:
            self._judge_choice(told, phase=phase, is_recorded=signed and role != Role.DECIDING_OFFICER.value)
        is_computed = kind in (*OF_PLACEMENT, EntryType.TIMETABLE)
        if signed and is_computed and envelope.sig_alg is not SignatureKind.SERVER:
            raise CoreError("not_by_the_server", device=envelope.device)
        # As JSON, because Python takes 1 and true for the same.
        if kind is EntryType.PLACEMENT and canonical(told.get("version")) != canonical(self._version):
            raise CoreError("placement_of_another_result", expected=self._version)
        if kind is EntryType.SLATE and (self._problem is None or told.get("problem") != self._problem):
            raise CoreError("slate_of_another_problem")

    def remember(self, kind: EntryType, told: Mapping[str, Json]) -> None:
        """Take an entry that was judged."""
        if kind is EntryType.RESULT:
            self._version, self._problem = told.get("version"), None
            self._slates.clear()
        elif kind is EntryType.PHASE and told.get("to") == Phase.SCORING.value:
            self._version = self._problem = None
            self._slates.clear()
        elif kind is EntryType.PLACEMENT:
            self._problem = digest_of(dict(told))
            self._slates.clear()
        elif kind is EntryType.SLATE:
            self._slates.add(digest_of(dict(told)))

    def _judge_choice(self, told: Mapping[str, Json], *, phase: Phase, is_recorded: bool) -> None:
        if phase is not Phase.REVIEW:
            raise CoreError("proposal_outside_review", phase=phase.value)
        if told.get("slate") not in self._slates:
            raise CoreError("proposal_of_no_slate")
        if told.get("seats") != [] and not _is_word(told.get("reasons")):
            raise CoreError("proposal_without_reasons")
        if is_recorded and not (_is_word(told.get("letter")) and _is_word(told.get("letter_on"))):
            raise CoreError("proposal_without_letter")


def _is_word(told: Json) -> bool:
    return isinstance(told, str) and told.strip(" \t\n\r") != ""
