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
_Paper = tuple[str | None, str | None]  # issuer, number


class Letters:
    """The letters so far: the last entry of each paper on each question, and which letters were answers."""

    def __init__(self, *, signed: bool) -> None:
        self._signed = signed
        self._last: dict[tuple[_Question, _Paper], int] = {}
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
            self._last[_question(told), _paper(told)] = index
            self._is_answer[thing_in(kind, subject="", payload=told)] = told.get("state") in _ANSWERED

    def answered_at(self, told: Mapping[str, Json]) -> int:
        """Return the index of the last letter of this kind about the same person and post; -1 without one.

        A letter about no post in particular is about each, and one about nobody in particular about everybody
        whom the same paper does not name: whoever agreed before the last of them had not seen it, and by what
        they agreed to it could be undone.
        """
        (kind, person, post), paper = _question(told), _paper(told)
        return max(
            (
                index
                for ((other, who, where), by), index in self._last.items()
                if other == kind
                and (who == person or (who is None and by != paper))
                and (where == post or None in (where, post))
            ),
            default=-1,
        )


def _question(told: Mapping[str, Json]) -> _Question:
    return (_word(told.get("kind")), _word(told.get("nip")), _word(told.get("position")))


def _paper(told: Mapping[str, Json]) -> _Paper:
    return (_word(told.get("issuer")), _word(told.get("number")))


def _word(told: Json) -> str | None:
    return told if isinstance(told, str) else None
