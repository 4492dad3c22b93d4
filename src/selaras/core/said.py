"""What people said and decided, read back from a ledger: the last word about each thing, with its notes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from selaras.core.casefile import Permission
from selaras.core.codec import Json, from_json
from selaras.core.decided import DataCheck, Decision, Minutes, Objection
from selaras.core.entries import EntryType, Opened, letter_alone
from selaras.core.statements import OF_ONES_DATA
from selaras.core.vocabulary import PermissionKind, PermissionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a participant said of the own data.

    is_current : nothing was entered about the person since
    """

    check: DataCheck
    words: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plenary:
    """The minutes of the last result; words by the examiners' codes, empty where the note is shut."""

    minutes: Minutes
    absent: Mapping[str, str]
    dissent: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """An objection as it was made, and the last answer to it; None while it waits."""

    objection: Objection
    words: str
    answer: Objection | None = None
    answer_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Each by the code of the person; objections in the order in which they were made.

    clearances : the reviewer's last answer about each person's part in the test
    """

    checks: Mapping[str, Checked] = field(default_factory=dict)
    plenary: Plenary | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    objections: tuple[Objected, ...] = ()
    clearances: Mapping[str, Permission] = field(default_factory=dict)


def said_in(entries: Sequence[Opened]) -> Said:
    """Return what stands of all that was said; minutes of an earlier result do not."""
    checks: dict[str, Checked] = {}
    decisions: dict[str, Decision] = {}
    objections: dict[tuple[str, int], Objected] = {}
    clearances: dict[str, Permission] = {}
    plenary: Plenary | None = None
    for one in entries:
        kind, subject = one.type, one.subject
        if kind is EntryType.DATA_CHECK:
            check = from_json(DataCheck, one.payload)
            checks[subject] = Checked(check=check, words=_words(one.note), is_current=True)
        elif kind in OF_ONES_DATA and subject in checks:
            checks[subject] = replace(checks[subject], is_current=False)
        elif kind is EntryType.MINUTES:
            note = _note(one.note)
            plenary = Plenary(
                minutes=from_json(Minutes, one.payload),
                absent=_table(note.get("absent")),
                dissent=_table(note.get("dissent")),
            )
        elif kind is EntryType.RESULT:
            plenary = None
        elif kind is EntryType.DECISION:
            decisions[subject] = from_json(Decision, one.payload)
        elif kind is EntryType.OBJECTION:
            _take_objection(objections, one)
        elif kind is EntryType.PERMISSION and _is_clearance(one.payload):
            clearances[subject] = from_json(Permission, letter_alone(one.payload))
    return Said(
        checks=checks,
        plenary=plenary,
        decisions=decisions,
        objections=tuple(objections.values()),
        clearances=clearances,
    )


def _take_objection(found: dict[tuple[str, int], Objected], entry: Opened) -> None:
    told, words = from_json(Objection, entry.payload), _words(entry.note)
    key = (told.official, told.number)
    if told.answer is None:
        found[key] = Objected(objection=told, words=words)
    elif key in found:
        found[key] = replace(found[key], answer=told, answer_words=words)


def _is_clearance(told: Json) -> bool:
    answered = (PermissionState.GRANTED.value, PermissionState.REFUSED.value)
    is_plan = told["kind"] == PermissionKind.TEST_PLAN.value
    return is_plan and told["nip"] is not None and told["state"] in answered


def _words(note: str) -> str:
    words = _note(note).get("words", "")
    return words if isinstance(words, str) else ""


def _note(note: str) -> Mapping[str, Json]:
    """Return a note as its object; nothing where it is shut or was written otherwise."""
    try:
        told = json.loads(note) if note else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _table(told: Json) -> Mapping[str, str]:
    found = told if isinstance(told, dict) else {}
    return {code: words for code, words in found.items() if isinstance(words, str)}
