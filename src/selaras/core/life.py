"""The life of an event, entry by entry: what may come after what, and who must have agreed.

Source: ``docs/evidence-format.md``, section 12. The server asks before it takes an entry in, a verifier asks
of every entry again. In a ledger that is not signed nobody can show which device marked and who agreed:
there those rules are passed over, and whoever asks must say that they are not provable.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selaras.core.codec import Json, objects_in
from selaras.core.custody import Holder as Holder
from selaras.core.entries import RECORD_TYPES, EntryType, thing_in
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import BOTH, Act, about, act_in
from selaras.core.evidence.packet import Envelope, SignatureKind
from selaras.core.freezing import digest_of_rulebook, locked_digest, locked_form
from selaras.core.lifecycle import TRANSITIONS, Phase
from selaras.core.proceedings import Proceedings
from selaras.core.vocabulary import Method, Role

SHEETS = (EntryType.RATING_SHEET, EntryType.RECONFIRMATION)
OF_SCORING = (*SHEETS, EntryType.VOID, EntryType.FEEDBACK, EntryType.ATTENDANCE)
# What decides, after the lock, who takes part and whose sheets count.
_E = EntryType
OF_THE_OFFICE = frozenset(
    {_E.AGENCY, _E.EVENT, _E.COMPETENCE, _E.POSITION, _E.OFFICIAL, _E.POST_HELD, _E.EXAMINER}
    | {_E.CONFLICT, _E.ATTENDANCE, _E.ASSIGNMENT}
)
# What a result is made of: after the close it stays as it is. Letters come until the decree, by two people.
OF_THE_RESULT = OF_THE_OFFICE | {*RECORD_TYPES}
OF_THE_LOCK = (EntryType.SCHEME, EntryType.RULEBOOK, EntryType.POSITION)
_BEFORE_SCORING = (Phase.DESIGN, Phase.READY)

_HOLDER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

SheetKey = tuple[Json, Json, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agreed:
    """An approval as far as later acts ask."""

    holder: Holder | None  # None: no approval that may count
    verb: Json
    about: Json
    index: int
    device: str


class Life:
    """What has happened in a ledger so far.

    phase : where the event stands
    warnings : what is lawful and yet must be said, as code and index of the entry
    """

    def __init__(self, *, signed: bool) -> None:
        self.signed = signed
        self.phase = Phase.DESIGN
        self.locked: str | None = None
        self.devices: dict[str, Holder] = {}
        self.warnings: list[tuple[str, int]] = []
        self._scheme: Json = None
        self._rulebook: Json = None
        self._standards: dict[str, Json] = {}
        self._forms: dict[str, str] = {}
        self._is_marked = False
        self._sheets: dict[SheetKey, int] = {}  # sheets that stand, with the index of their entry
        self._conflicts: set[SheetKey] = set()
        self._proceedings = Proceedings(signed=signed)
        self._known: dict[str, _Agreed] = {}  # every entry, by its id
        self._used: set[str] = set()
        self._revoked: set[Json] = set()
        self._nips: dict[str, Json] = {}  # of every official, by the code
        self._told: set[tuple[EntryType, str]] = set()  # what was told about, by type and thing
        self._last = -1  # last entry that is no approval
        self._last_move = -1

    def take(self, index: int, envelope: Envelope, payload: Json | None) -> None:
        """Refuse an entry that may not come here, naming ``index``; or remember it.

        payload : None where it was erased or is not shown; then only what the envelope says is judged
        A refusal leaves everything as it was.
        """
        told = payload if isinstance(payload, dict) else {}
        try:
            acts = self._judge(index, envelope, told, is_shown=payload is not None)
        except CoreError as wrong:
            raise CoreError(wrong.code, **{"index": index, **wrong.facts}) from wrong
        self._used.update(acts)
        self._remember(index, envelope, told)

    def finish(self) -> None:
        """Judge what needs all entries: no sheet that stands is of a pair in conflict."""
        barred = {(who, nip) for who, nip, kind in self._conflicts if kind not in _disclosed(self._rulebook)}
        for (examiner, nip, _), index in sorted(self._sheets.items(), key=lambda one: one[1]):
            if (examiner, nip) in barred:
                raise CoreError("conflicted_pair_marked", index=index, examiner=examiner, subject=nip)

    def _judge(
        self, index: int, envelope: Envelope, told: Mapping[str, Json], *, is_shown: bool
    ) -> tuple[str, ...]:
        """Refuse, or return the ids of the approvals that this entry uses up."""
        kind = envelope.type
        recovered = kind is EntryType.LOG_KEY and told.get("recovered") is True
        if self.signed and envelope.sig_alg is SignatureKind.IMPORTED and not recovered:
            raise CoreError("entry_not_signed")
        if kind is EntryType.ENROLMENT and is_shown:
            _judge_holder(told)
        if kind is EntryType.PHASE:
            self._judge_move(told)
        elif kind in OF_SCORING:
            self._judge_marks(envelope, told, is_shown=is_shown)
        elif kind in OF_THE_LOCK:
            self._judge_design(envelope, told)
        if self.signed and self.locked is not None:
            self._judge_late(envelope, told)
        by = self.devices.get(envelope.device) if envelope.sig_alg is SignatureKind.DEVICE else None
        role = by.role if by is not None else None
        asked = self.signed and is_shown
        act = act_in(kind, told, is_locked=self.locked is not None, role=role) if asked else None
        used = self._agreed(act, envelope, told) if act is not None else ()
        self._judge_keeping(envelope, told, is_shown=is_shown)
        if is_shown:
            self._proceedings.judge(index, envelope, told, phase=self.phase, by=by)
        return used

    def _judge_keeping(self, envelope: Envelope, told: Mapping[str, Json], *, is_shown: bool) -> None:
        kind = envelope.type
        if kind is EntryType.ENROLMENT:
            if envelope.device in self.devices:
                raise CoreError("enrolled_twice", device=envelope.device)
            if self.locked is not None and not told.get("late_because"):
                raise CoreError("late_device_without_reason", device=envelope.device)
        elif kind is EntryType.LOG_KEY and is_shown and told.get("recovered") is not True:
            if envelope.sig_alg is not SignatureKind.SERVER:
                raise CoreError("log_key_not_vouched")
        elif kind is EntryType.REVEAL and self.phase is not Phase.CLOSED:
            raise CoreError("reveal_before_close", phase=self.phase.value)
        elif kind is EntryType.RESULT and not self._may_conclude():
            raise CoreError("result_before_close", phase=self.phase.value)

    def _judge_move(self, told: Mapping[str, Json]) -> None:
        move = [told.get("from"), told.get("verb"), told.get("to")]
        allowed = [[one.start.value, one.verb, one.end.value] for one in TRANSITIONS]
        if move[0] != self.phase.value or move not in allowed:
            raise CoreError("phase_out_of_order", phase=self.phase.value, verb=str(move[1])[:40])
        found = self.locked or self._lock()
        if told.get("scheme") != found:
            raise CoreError("scheme_not_the_locked_one", expected=found, got=str(told.get("scheme"))[:64])

    def _judge_marks(self, envelope: Envelope, told: Mapping[str, Json], *, is_shown: bool) -> None:
        kind = envelope.type
        if self.phase is not Phase.SCORING:
            code = "marked_before_lock" if self.locked is None else "marked_outside_scoring"
            raise CoreError(code, phase=self.phase.value)
        if kind in (EntryType.RATING_SHEET, EntryType.FEEDBACK):
            other = told.get("method", envelope.method) != envelope.method
            if other or envelope.form != self._forms.get(envelope.method):
                raise CoreError("form_not_the_locked_one", method=envelope.method)
        if self.signed and kind in SHEETS:
            if envelope.sig_alg is not SignatureKind.DEVICE:
                raise CoreError("mark_not_signed", device=envelope.device)
            by = self.devices.get(envelope.device)
            own = by is not None and by.role == Role.EXAMINER.value
            if by is None or not own or (is_shown and by.holder != told.get("examiner")):
                raise CoreError("mark_of_another_examiner", device=envelope.device)
        stands = _key_of(told) in self._sheets
        if kind is EntryType.RATING_SHEET and stands and not told.get("reason"):
            raise CoreError("revision_without_reason", examiner=told["examiner"], nip=told["nip"])
        if kind is EntryType.VOID and is_shown and not stands:
            raise CoreError(
                "void_without_sheet", examiner=str(told.get("examiner"))[:40], nip=str(told.get("nip"))[:40]
            )

    def _judge_late(self, envelope: Envelope, told: Mapping[str, Json]) -> None:
        """Refuse what whoever keeps the server would enter alone to change who counts, and for what."""
        kind = envelope.type
        if kind in OF_THE_RESULT and self.phase not in (*_BEFORE_SCORING, Phase.SCORING):
            raise CoreError("entered_after_close", phase=self.phase.value)
        if kind in OF_THE_OFFICE:
            by = self.devices.get(envelope.device)
            if envelope.sig_alg is not SignatureKind.DEVICE or by is None or by.role not in BOTH:
                raise CoreError("not_by_the_office", device=envelope.device)
        nip = told.get("nip")
        if kind is EntryType.OFFICIAL and self._nips.get(envelope.subject, nip) != nip:
            raise CoreError("person_exchanged", subject=envelope.subject)

    def _judge_design(self, envelope: Envelope, told: Mapping[str, Json]) -> None:
        kind = envelope.type
        if kind is EntryType.RULEBOOK and digest_of_rulebook(told) != told.get("digest"):
            raise CoreError("rulebook_digest_wrong", got=str(told.get("digest"))[:64])
        if kind is EntryType.SCHEME and self._is_marked:
            raise CoreError("scheme_after_first_mark")
        if self.locked is not None and (found := self._lock(kind, told)) != self.locked:
            raise CoreError("scheme_not_the_locked_one", expected=self.locked, got=found)

    def _agreed(self, act: Act, envelope: Envelope, told: Mapping[str, Json]) -> tuple[str, ...]:
        """Return the ids of the two approvals of an act; refuse anything but two people for this very act."""
        named = told.get("approvals")
        ids = tuple(named) if isinstance(named, list) else ()
        facts = {"verb": act.value}
        known = all(isinstance(one, str) and one in self._known for one in ids)
        if not known or len(ids) != 2 or ids[0] == ids[1]:
            raise CoreError("approval_missing", **facts, n=len(ids))
        found = [self._known[one] for one in ids]
        holders = [one.holder for one in found if one.holder is not None]
        if len(holders) != 2:
            raise CoreError("approval_unknown", **facts)
        if not self._used.isdisjoint(ids):
            raise CoreError("approval_used_twice", **facts)
        wanted = (act.value, about(envelope.type, subject=envelope.subject, payload=dict(told)))
        if any((one.verb, one.about) != wanted for one in found):
            raise CoreError("approval_of_something_else", **facts)
        if holders[0].holder == holders[1].holder:
            raise CoreError("approval_same_person", **facts, holder=holders[0].holder)
        if {one.role for one in holders} != {one.value for one in BOTH}:
            raise CoreError("approval_wrong_role", **facts)
        if any(one.device in self._revoked for one in found):
            raise CoreError("approval_unknown", **facts)
        since = self._sheets.get(_key_of(told), -1) if act is Act.VOID else self._last_move
        if act is Act.RECORD_LETTER:
            since = max(since, self._proceedings.letters.answered_at(told))
        if any(one.index <= (self._last if act is Act.LOCK else since) for one in found):
            raise CoreError("approval_too_old", **facts)
        return ids

    def _may_conclude(self) -> bool:
        if self.phase in _BEFORE_SCORING:
            return not self._is_marked
        return self.phase is not Phase.SCORING

    def _lock(self, kind: EntryType | None = None, told: Mapping[str, Json] | None = None) -> str:
        """Return the digest of what is to be locked, as if this entry stood already."""
        scheme, book, standards = self._scheme, self._rulebook, self._standards
        if told is not None:
            if kind is EntryType.SCHEME:
                scheme = told
            elif kind is EntryType.RULEBOOK:
                book = told
            else:
                standards = {**standards, str(told.get("code")): told.get("standard")}
        return locked_digest(
            scheme=scheme, rulebook=digest_of_rulebook(book) if book else "", standards=standards
        )

    def _remember(self, index: int, envelope: Envelope, told: Mapping[str, Json]) -> None:
        kind = envelope.type
        thing = (kind, thing_in(kind, subject=envelope.subject, payload=told))
        again = bool(told) and self.locked is not None and thing in self._told
        self._known[envelope.id] = self._approval(index, envelope, told)
        said = self._proceedings.remember(index, envelope, told)
        self.warnings.extend((code, index) for code in said)
        if told and (kind in OF_THE_RESULT or kind is EntryType.PERMISSION):
            self._told.add(thing)
        if kind is not EntryType.APPROVAL:
            self._last = index
        if kind is EntryType.SCHEME:
            self._scheme = told
        elif kind is EntryType.RULEBOOK:
            self._rulebook = told
        elif kind is EntryType.POSITION:
            self._standards[str(told.get("code"))] = told.get("standard")
        elif kind is EntryType.PHASE:
            self._last_move = index
            self._move(Phase(told["to"]))
        elif kind is EntryType.OFFICIAL and told:
            self._nips.setdefault(envelope.subject, told.get("nip"))
        elif kind is EntryType.REVOCATION:
            self._revoked.add(str(told.get("device")))
        elif kind in OF_SCORING:
            self._remember_marks(index, kind, _key_of(told))
        elif kind is EntryType.CONFLICT:
            self._conflicts.add((str(told.get("examiner")), str(told.get("nip")), str(told.get("kind"))))
        elif kind is EntryType.ENROLMENT:
            self.devices[envelope.device] = Holder(holder=str(told.get("holder")), role=str(told.get("role")))
        self.warnings.extend((code, index) for code in self._worth_saying(kind, told, again=again))

    def _remember_marks(self, index: int, kind: EntryType, key: SheetKey) -> None:
        self._is_marked = self._is_marked or kind in (EntryType.RATING_SHEET, EntryType.FEEDBACK)
        if None in key:
            return  # erased or not shown
        if kind is EntryType.RATING_SHEET:
            self._sheets[key] = index
        elif kind is EntryType.VOID:
            del self._sheets[key]

    def _approval(self, index: int, envelope: Envelope, told: Mapping[str, Json]) -> _Agreed:
        counts = envelope.type is EntryType.APPROVAL and envelope.sig_alg is SignatureKind.DEVICE
        holder = self.devices.get(envelope.device) if told and counts else None
        verb, named = told.get("verb"), told.get("about")
        return _Agreed(holder=holder, verb=verb, about=named, index=index, device=envelope.device)

    def _move(self, to: Phase) -> None:
        if self.locked is None:
            self.locked = self._lock()
            criteria = objects_in(self._scheme, "criteria")
            self._forms = {
                one.value: locked_form(
                    [each for each in criteria if each.get("method") == one.value], one, digest=self.locked
                )
                for one in Method
            }
        self.phase = to

    def _worth_saying(self, kind: EntryType, told: Mapping[str, Json], *, again: bool) -> Iterator[str]:
        if again and self.signed:
            yield "corrected_after_lock"
        if kind is EntryType.ENROLMENT and self.locked is not None:
            yield "late_device"
        elif kind is EntryType.RESTORATION:
            yield "restored"
        elif kind is EntryType.LOG_KEY and told.get("recovered") is True:
            yield "log_key_recovered"


def _judge_holder(told: Mapping[str, Json]) -> None:
    holder, role = told.get("holder"), told.get("role")
    if not isinstance(holder, str) or not _HOLDER.fullmatch(holder) or role not in tuple(map(str, Role)):
        raise CoreError("enrolment_wrong")


def _key_of(told: Mapping[str, Json]) -> SheetKey:
    key = (told.get("examiner"), told.get("nip"), told.get("method"))
    # What is no text names no sheet; it is refused where payloads are read into their classes.
    return key if all(isinstance(one, str) for one in key) else (None, None, None)


def _disclosed(book: Json) -> tuple[str, ...]:
    """Return the kinds of conflict under which rating is allowed in the open, on the rulebook's day."""
    day = str(book.get("on")) if isinstance(book, dict) else ""
    for one in objects_in(book, "rules"):
        begins, ends = (one.get(name) for name in ("from", "until"))
        in_force = (begins is None or str(begins) <= day) and (ends is None or day < str(ends))
        values = one.get("values")
        listed = values.get("disclosed") if isinstance(values, dict) else None
        if one.get("id") == "PANSEL-CONFLICT" and in_force and isinstance(listed, list):
            return tuple(map(str, listed))
    return ()
