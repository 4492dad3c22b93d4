"""Who may say what about data, plenary and result, and when: data checks, minutes and objections.

Source: ``docs/evidence-format.md``, section 17.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import TypeVar

from selaras.core.codec import Json, from_json
from selaras.core.custody import Holder
from selaras.core.decided import DataCheck, Minutes, Objection
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import BOTH
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.packet import Envelope
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role

T = TypeVar("T")

_E = EntryType
# What a participant looks at before signing: all that was entered about the person and is no mark.
OF_ONES_DATA = (_E.OFFICIAL, _E.POST_HELD, _E.PERFORMANCE, _E.TRACK_RECORD, _E.ASSESSMENT)
BEFORE_SCORING = (Phase.DESIGN, Phase.READY)
_OFFICE = tuple(one.value for one in BOTH)
_HEX_DIGITS = frozenset("0123456789abcdef")


def digest_of_data(commits: list[str]) -> str:
    """Return what a data check names: SHA-256 of the commitments to what ``OF_ONES_DATA`` lists, in order.

    >>> digest_of_data([])[:16]
    '4f53cda18c2baa0c'
    """
    return hashlib.sha256(canonical(commits)).hexdigest()


def read(kind: type[T], told: Mapping[str, Json], code: str) -> T:
    """Return a payload as its class; whatever is wrong with a field has one code in every verifier."""
    try:
        return from_json(kind, dict(told))
    except CoreError as wrong:
        raise CoreError(code, part="fields", because=wrong.facts.get("field")) from wrong


def is_word(told: str) -> bool:
    return told.strip(" \t\n\r") != ""


def is_digest(told: str) -> bool:
    return len(told) == 64 and _HEX_DIGITS.issuperset(told)


class Statements:
    """What was said so far about data, plenary and result."""

    def __init__(self, *, signed: bool) -> None:
        self._signed = signed
        self._data: dict[str, list[str]] = {}  # commitments about each official, by the code
        self._panel: set[str] = set()
        self._version: Json = None  # of the last result; None where there is none or marks may come again
        self._minutes: Json = None  # of which version the minutes since then are
        self._has_minutes = False
        self._objections: dict[str, dict[int, Objection]] = {}
        self._shut: set[str] = set()  # of whom an objection was erased: nobody knows the next number

    def judge(self, envelope: Envelope, told: Mapping[str, Json], *, phase: Phase, by: Holder | None) -> None:
        """Refuse what may not be said here; entries of other types pass.

        by : who holds the device that signed, None where none did
        """
        kind = envelope.type
        if kind is EntryType.DATA_CHECK:
            self._judge_check(envelope, told, phase=phase, by=by)
        elif kind is EntryType.MINUTES:
            self._judge_minutes(envelope, told, phase=phase, by=by)
        elif kind is EntryType.OBJECTION:
            self._judge_objection(envelope, told, by=by)
        elif kind is EntryType.PHASE and told.get("verb") == "sign_minutes" and self._has_minutes:
            self._check_minutes(self._minutes)

    def remember(self, envelope: Envelope, told: Mapping[str, Json], *, is_whole: bool) -> Iterator[str]:
        """Take an entry that was judged; yield what must be said of it and is yet lawful."""
        kind, subject = envelope.type, envelope.subject
        if kind is EntryType.OFFICIAL:
            self._data.setdefault(subject, [])
        if kind in OF_ONES_DATA and subject in self._data:
            self._data[subject].append(envelope.commit)
        elif kind is EntryType.EXAMINER:
            self._panel.add(subject)
        elif kind is EntryType.RESULT:
            self._version, self._minutes = told.get("version"), None
        elif kind is EntryType.MINUTES:
            self._minutes, self._has_minutes = told.get("version"), True
        elif kind is EntryType.OBJECTION:
            self._remember_objection(subject, told)
        elif kind is EntryType.PHASE:
            if told.get("to") == Phase.SCORING.value:
                self._version = self._minutes = None
            if told.get("verb") == "sign_minutes" and self._signed and is_whole and not self._has_minutes:
                yield "review_without_minutes"

    def _judge_check(
        self, envelope: Envelope, told: Mapping[str, Json], *, phase: Phase, by: Holder | None
    ) -> None:
        if phase not in BEFORE_SCORING:
            raise CoreError("data_check_out_of_place", phase=phase.value)
        one = read(DataCheck, told, "data_check_wrong")
        self._check_subject(envelope, one.official, "data_check_wrong")
        _check_scan(one.scan, "data_check_wrong")
        if one.data != digest_of_data(self._data[one.official]):
            raise CoreError("data_check_of_other_data", subject=one.official)
        self._check_who(envelope, one.official, one.scan, by)

    def _judge_minutes(
        self, envelope: Envelope, told: Mapping[str, Json], *, phase: Phase, by: Holder | None
    ) -> None:
        if phase is not Phase.CLOSED:
            raise CoreError("minutes_out_of_place", phase=phase.value)
        one = read(Minutes, told, "minutes_wrong")
        if envelope.subject or envelope.method:
            raise CoreError("minutes_wrong", part="subject")
        self._check_minutes(one.version)
        named = [*one.present, *one.absent]
        if not one.present or len(set(named)) != len(named) or set(named) != self._panel:
            raise CoreError("minutes_wrong", part="panel")
        if len(set(one.dissent)) != len(one.dissent) or not set(one.dissent) <= set(one.present):
            raise CoreError("minutes_wrong", part="dissent")
        _check_scan(one.scan, "minutes_wrong")
        if self._signed:
            _check_office(envelope, by)
            if one.scan is None:
                raise CoreError("said_without_scan")

    def _judge_objection(self, envelope: Envelope, told: Mapping[str, Json], *, by: Holder | None) -> None:
        one = read(Objection, told, "objection_wrong")
        self._check_subject(envelope, one.official, "objection_wrong")
        _check_scan(one.scan, "objection_wrong")
        if (one.answer is None) != (one.answered_on is None):
            raise CoreError("objection_wrong", part="answer")
        made = self._objections.get(one.official, {})
        if one.official not in self._shut:
            is_next = one.number == len(made) + 1 if one.answer is None else one.number in made
            if not is_next:
                raise CoreError("objection_out_of_order", number=one.number)
        first = made.get(one.number)
        if first is not None and (first.about, first.made_on) != (one.about, one.made_on):
            raise CoreError("objection_wrong", part="changed")
        if one.answer is None:
            self._check_who(envelope, one.official, one.scan, by)
        elif self._signed:
            _check_office(envelope, by)

    def _check_minutes(self, version: Json) -> None:
        # As JSON, because Python takes 1 and true for the same.
        if version is None or canonical(version) != canonical(self._version):
            raise CoreError("minutes_of_another_result", expected=self._version)

    def _check_subject(self, envelope: Envelope, official: str, code: str) -> None:
        if envelope.subject != official or envelope.method or official not in self._data:
            raise CoreError(code, part="subject")

    def _check_who(self, envelope: Envelope, official: str, scan: str | None, by: Holder | None) -> None:
        """Refuse what neither the person's own device signed nor the office's, from a sheet on paper."""
        if not self._signed:
            return
        if by is not None and (by.role, by.holder) == (Role.PARTICIPANT.value, official):
            return
        _check_office(envelope, by)
        if scan is None:
            raise CoreError("said_without_scan")

    def _remember_objection(self, subject: str, told: Mapping[str, Json]) -> None:
        if not told:
            self._shut.add(subject)
            return
        one = from_json(Objection, dict(told))
        self._objections.setdefault(subject, {})[one.number] = one


def _check_scan(told: str | None, code: str) -> None:
    if told is not None and not is_digest(told):
        raise CoreError(code, part="scan")


def _check_office(envelope: Envelope, by: Holder | None) -> None:
    if by is None or by.role not in _OFFICE:
        raise CoreError("said_by_another", device=envelope.device)
