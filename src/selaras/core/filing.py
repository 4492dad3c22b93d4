"""Letters after the lock: what two people must have seen of them, and what a later letter cannot undo.

Source: ``docs/evidence-format.md``, section 12, items 7 and 15.
"""

from collections.abc import Mapping

from selaras.core.codec import Json
from selaras.core.entries import EntryType, thing_in
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import PermissionState

_ANSWERED = (PermissionState.GRANTED.value, PermissionState.REFUSED.value)
_Question = tuple[str | None, str | None, str | None]  # kind, person, post


class Letters:
    """The letters so far: the last entry on each question, and which letters were answers."""

    def __init__(self, *, signed: bool) -> None:
        self._signed = signed
        self._last: dict[_Question, int] = {}
        self._is_answer: dict[str, bool] = {}

    def judge(self, kind: EntryType, told: Mapping[str, Json], *, phase: Phase) -> None:
        """Refuse that a letter which granted or refused becomes one that only asks; other entries pass."""
        is_late = self._signed and phase is not Phase.DESIGN and kind is EntryType.PERMISSION
        is_asked = is_late and told.get("state") == PermissionState.ASKED.value
        if is_asked and self._is_answer.get(thing_in(kind, subject="", payload=told)):
            raise CoreError("letter_asked_after_answer", number=str(told.get("number"))[:64])

    def remember(self, index: int, kind: EntryType, told: Mapping[str, Json]) -> None:
        """Take an entry that was judged; of an erased letter nothing is known."""
        if kind is EntryType.PERMISSION and told:
            self._last[_question(told)] = index
            self._is_answer[thing_in(kind, subject="", payload=told)] = told.get("state") in _ANSWERED

    def answered_at(self, told: Mapping[str, Json]) -> int:
        """Return the index of the last letter of this kind about the same person and post; -1 without one.

        A letter about no post in particular is about each: whoever agreed before the last of them had not
        seen it, and by what they agreed to it could be undone.
        """
        kind, person, post = _question(told)
        return max(
            (
                index
                for (other, who, where), index in self._last.items()
                if (other, who) == (kind, person) and (where == post or None in (where, post))
            ),
            default=-1,
        )


def _question(told: Mapping[str, Json]) -> _Question:
    return (_word(told.get("kind")), _word(told.get("nip")), _word(told.get("position")))


def _word(told: Json) -> str | None:
    return told if isinstance(told, str) else None
