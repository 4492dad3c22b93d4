"""A case file as ledger entries and back: what an entry is about, and its payload.

Results are a pure function of these payloads. Persons appear in payloads and envelopes by a code
(``P-001``); only the entry of the official itself holds the NIP, so erasing that payload erases the person.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from selaras.core import casefile as c
from selaras.core.codec import Json, from_json, to_json
from selaras.core.errors import CoreError
from selaras.core.freezing import Locked
from selaras.core.freezing import person_codes as person_codes
from selaras.core.scheme import Scheme
from selaras.core.vocabulary import Method, Nip, Term


class EntryType(Term):
    RULEBOOK = "rulebook", "Dasar hukum yang dipakai"
    AGENCY = "agency", "Instansi"
    EVENT = "event", "Kegiatan"
    COMPETENCE = "competence", "Kompetensi"
    POSITION = "position", "Jabatan"
    OFFICIAL = "official", "Pejabat"
    POST_HELD = "post-held", "Riwayat jabatan"
    PERMISSION = "permission", "Izin dan persetujuan"
    EXAMINER = "examiner", "Penguji"
    CONFLICT = "conflict", "Benturan kepentingan"
    ASSIGNMENT = "assignment", "Penugasan"
    SCHEME = "scheme", "Rancangan penilaian"
    PHASE = "phase", "Perpindahan tahap"
    ATTENDANCE = "attendance", "Kehadiran"
    RATING_SHEET = "rating-sheet", "Lembar nilai"
    RECONFIRMATION = "reconfirmation", "Konfirmasi ulang"
    VOID = "void", "Pembatalan lembar"
    FEEDBACK = "feedback", "Umpan balik 360"
    PERFORMANCE = "performance", "Kinerja"
    TRACK_RECORD = "track-record", "Rekam jejak"
    ASSESSMENT = "assessment", "Asesmen"
    MEASUREMENT = "measurement", "Hasil ukur"
    NUMBERS = "numbers", "Angka yang diterbitkan"
    RESULT = "result", "Hasil"
    PLACEMENT = "placement", "Soal penempatan"
    SLATE = "slate", "Usulan penempatan"
    PROPOSAL = "proposal", "Pilihan PPK"
    DATA_CHECK = "data-check", "Pemeriksaan data oleh peserta"
    MINUTES = "minutes", "Berita acara pleno"
    DECISION = "decision", "Keputusan PPK"
    OBJECTION = "objection", "Keberatan"
    TIMETABLE = "timetable", "Jadwal"
    PAPER = "paper", "Naskah"
    ENROLMENT = "enrolment", "Pendaftaran perangkat"
    REVOCATION = "revocation", "Pencabutan perangkat"
    APPROVAL = "approval", "Persetujuan"
    REVEAL = "reveal", "Pembukaan nilai"
    EXPORT = "export", "Ekspor penuh"
    RESTORATION = "restoration", "Pemulihan cadangan"
    LOG_KEY = "log-key", "Kunci buku induk"
    ERASURE = "erasure", "Pemusnahan data"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """What an entry will say, before the ledger gives it a place, a time and a commitment."""

    type: EntryType
    subject: str  # "P-001", a post's or examiner's code, or ""
    method: str
    form: str  # digest of the frozen form, for marks
    payload: Json
    note: str = ""  # committed to apart from the payload, so that it can stay shut


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry whose payload is at hand."""

    type: EntryType
    subject: str
    payload: Json
    note: str = ""


_LISTS: Mapping[EntryType, tuple[str, type]] = {
    EntryType.COMPETENCE: ("competences", c.Competence),
    EntryType.POSITION: ("positions", c.Position),
    EntryType.OFFICIAL: ("officials", c.Official),
    EntryType.POST_HELD: ("careers", c.PostHeld),
    EntryType.PERMISSION: ("permissions", c.Permission),
    EntryType.EXAMINER: ("examiners", c.Examiner),
    EntryType.CONFLICT: ("conflicts", c.DeclaredConflict),
    EntryType.ASSIGNMENT: ("assignments", c.Assignment),
    EntryType.ATTENDANCE: ("attendances", c.Attendance),
    EntryType.RATING_SHEET: ("rating_sheets", c.RatingSheet),
    EntryType.RECONFIRMATION: ("reconfirmations", c.Reconfirmation),
    EntryType.VOID: ("voided", c.VoidedSheet),
    EntryType.FEEDBACK: ("feedback", c.FeedbackSheet),
    EntryType.PERFORMANCE: ("performances", c.Performance),
    EntryType.TRACK_RECORD: ("track_record", c.TrackRecordItem),
    EntryType.ASSESSMENT: ("assessments", c.Assessment),
}
_SINGLE: Mapping[EntryType, tuple[str, type]] = {
    EntryType.AGENCY: ("agency", c.Agency),
    EntryType.EVENT: ("event", c.Event),
    EntryType.SCHEME: ("scheme", Scheme),
}
# Fields that stand in the note, which may stay shut while the payload is shown: who an examiner is, and
# what is told of a conflict. Without the note an examiner is known by the code alone.
_NOTED: Mapping[EntryType, tuple[str, ...]] = {
    EntryType.EXAMINER: ("name", "function", "institution"),
    EntryType.CONFLICT: ("note",),
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_SCAN = "0" * 64
DESIGN_TYPES = (
    EntryType.AGENCY,
    EntryType.EVENT,
    EntryType.COMPETENCE,
    EntryType.POSITION,
    EntryType.OFFICIAL,
    EntryType.POST_HELD,
    EntryType.PERMISSION,
    EntryType.EXAMINER,
    EntryType.CONFLICT,
    EntryType.ASSIGNMENT,
    EntryType.SCHEME,
)
# Known before the first sitting, or handed in from outside; entered once the scheme is locked.
RECORD_TYPES = (EntryType.PERFORMANCE, EntryType.TRACK_RECORD, EntryType.ASSESSMENT)
SCORING_TYPES = (
    EntryType.ATTENDANCE,
    EntryType.RATING_SHEET,
    EntryType.RECONFIRMATION,
    EntryType.FEEDBACK,
)


def listed_in(case: c.CaseFile, kind: EntryType) -> tuple[object, ...]:
    """Return what a case file lists of one type; nothing for what it does not list."""
    if kind not in _LISTS:
        return ()
    found: tuple[object, ...] = getattr(case, _LISTS[kind][0])
    return found


def drafts_of(case: c.CaseFile, types: Iterable[EntryType], *, lock: Locked) -> list[EntryDraft]:
    """Return the entries of the given types that a case file makes, in ledger order."""
    codes = person_codes(case.officials, case.codes)
    drafts: list[EntryDraft] = []
    for kind in types:
        name, _ = _SINGLE.get(kind) or _LISTS[kind]
        found = getattr(case, name)
        for one in found if isinstance(found, tuple) else (found,):
            drafts.append(_draft(kind, one, codes, lock.forms))
    return drafts


def _draft(kind: EntryType, one: Any, codes: Mapping[Nip, str], forms: Mapping[Method, str]) -> EntryDraft:
    method: Any = Method.FEEDBACK_360 if kind is EntryType.FEEDBACK else getattr(one, "method", None)
    form = ""
    if kind in (EntryType.RATING_SHEET, EntryType.FEEDBACK):
        form = forms[method]

    def code_of(nip: str) -> str:
        if kind is EntryType.OFFICIAL:
            return nip
        if nip not in codes:
            raise CoreError("official_unknown", nip=nip, entry=kind.value)
        return codes[Nip(nip)]

    nip: Any = getattr(one, "nip", None)
    subject = codes[nip] if nip in codes else str(getattr(one, "code", "") or "")
    payload = to_json(one, nip=code_of)
    note = ""
    if kind is EntryType.EVENT:
        payload = _with_signatories(payload, lambda text: codes.get(Nip("".join(text.split())), text))
    if kind is EntryType.EXAMINER:
        payload.pop("conflicts")  # entries of their own, each about its person
    if kind in _NOTED:
        apart = {name: payload.pop(name) for name in _NOTED[kind]}
        note = json.dumps(apart, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return EntryDraft(type=kind, subject=subject, method=method or "", form=form, payload=payload, note=note)


def letter_alone(payload: Json) -> Json:
    """Return what a letter says, without its scan and the approvals of two people who recorded it."""
    if not isinstance(payload, dict) or payload.keys().isdisjoint(("approvals", "scan")):
        return payload
    told = dict(payload)
    named, scan = told.pop("approvals", []), told.pop("scan", _NO_SCAN)
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise CoreError("payload_field_wrong", field="Permission.approvals")
    if not isinstance(scan, str) or not _DIGEST.fullmatch(scan):
        raise CoreError("payload_field_wrong", field="Permission.scan")
    return told


def scan_of_letter(payload: Json, note: str) -> str:
    """Return the digest of a letter's scan; "" without one.

    It is part of what two people agree to; in ledgers of earlier releases it stood in the note, which no
    approval names.
    """
    told = payload.get("scan") if isinstance(payload, dict) else None
    return told if isinstance(told, str) else note.removeprefix("sha256:")


def _with_note(one: Opened) -> Json:
    """Return a payload with what stood in its note, or with stand-ins where the note is shut."""
    if one.type is EntryType.PERMISSION:
        return letter_alone(one.payload)
    if one.type not in _NOTED:
        return one.payload
    if not isinstance(one.payload, dict):
        raise CoreError("payload_field_wrong", field=one.type.value)
    told: dict[str, Json] = dict.fromkeys(_NOTED[one.type], "")
    if one.note:
        try:
            apart = json.loads(one.note)
        except ValueError as wrong:
            raise CoreError("payload_field_wrong", field=f"{one.type.value}.note") from wrong
        if not isinstance(apart, dict) or set(apart) != set(told):
            raise CoreError("payload_field_wrong", field=f"{one.type.value}.note")
        told = apart
    elif one.type is EntryType.EXAMINER:
        told["name"] = one.subject
    extra: dict[str, Json] = {"conflicts": []} if one.type is EntryType.EXAMINER else {}
    return {**one.payload, **told, **extra}


def _with_signatories(event: dict[str, Json], rename: Callable[[str], str]) -> dict[str, Json]:
    """Rename the NIP under a signature: who signs may be an official of the event as well."""
    changed = dict(event)
    for office in ("deciding_officer", "authorised_officer", "personnel_head"):
        printed = event[office]["nip"]
        if printed is not None:
            changed[office] = {**event[office], "nip": rename(printed)}
    return changed


def casefile_of(entries: Sequence[Opened]) -> c.CaseFile:
    """Return the case file that entries tell; a later entry about the same thing supersedes the earlier.

    Officials stand in the order of their codes, whatever the order of their entries. After the first
    mark no other scheme is taken.
    """
    nips = {one.subject: Nip(one.payload["nip"]) for one in entries if one.type is EntryType.OFFICIAL}

    def nip_of(code: str) -> str:
        if code not in nips:
            raise CoreError("person_code_unknown", code=code)
        return nips[code]

    parts: dict[str, Any] = {name: {} for name, _ in _LISTS.values()}
    marked = False
    for one in sorted(entries, key=_by_code):
        marked = marked or one.type in (EntryType.RATING_SHEET, EntryType.FEEDBACK)
        if one.type in _SINGLE:
            name, kind = _SINGLE[one.type]
            # A rule of the scheme may name somebody whose own entry was erased, and keeps the code then.
            value: Any = from_json(kind, _with_nips(one, nips), nip=lambda code: nips.get(code, code))
            if one.type is EntryType.SCHEME and marked and value != parts.get(name):
                raise CoreError("scheme_after_first_mark", version=value.version)
            parts[name] = value
        elif one.type in _LISTS:
            name, kind = _LISTS[one.type]
            own = kind is c.Official
            payload = _with_note(one)
            value = from_json(kind, payload) if own else from_json(kind, payload, nip=nip_of)
            # An official is known by the code, so that a mistyped NIP can be corrected.
            identity = (one.subject,) if own else identity_of(one.type, value)
            if one.type is EntryType.RATING_SHEET:
                if identity in parts[name] and not value.reason:
                    raise CoreError("revision_without_reason", examiner=value.examiner, nip=value.nip)
                # Who changes a sheet afterwards has not looked again at what it now says.
                parts["reconfirmations"].pop(identity, None)
            elif one.type is EntryType.VOID:
                if parts["rating_sheets"].pop(identity, None) is None:
                    raise CoreError("void_without_sheet", examiner=value.examiner, nip=value.nip)
                parts["reconfirmations"].pop(identity, None)
            elif one.type is EntryType.RECONFIRMATION and identity in parts[name]:
                raise CoreError("reconfirmed_twice", examiner=value.examiner, nip=value.nip)
            parts[name][identity] = value
    missing = sorted(name for name, _ in _SINGLE.values() if name not in parts)
    if missing:
        raise CoreError("entries_incomplete", missing=", ".join(missing))
    whole: dict[str, Any] = {
        name: tuple(found.values()) if isinstance(found, dict) else found for name, found in parts.items()
    }
    whole["examiners"] = _with_conflicts(whole["examiners"], whole.pop("conflicts"))
    codes = tuple(code for (code,) in parts["officials"])
    if codes != tuple(person_codes(whole["officials"]).values()):
        whole["codes"] = codes
    whole["is_signed"] = any(one.type is EntryType.ENROLMENT for one in entries)
    return c.CaseFile(**whole)


def _with_conflicts(
    examiners: Sequence[c.Examiner], conflicts: Sequence[c.DeclaredConflict]
) -> tuple[c.Examiner, ...]:
    known = {one.code for one in examiners}
    for one in conflicts:
        if one.examiner not in known:
            raise CoreError("examiner_unknown", examiner=one.examiner)
    return tuple(
        replace(
            one,
            conflicts=tuple(
                c.Conflict(nip=found.nip, kind=found.kind, note=found.note)
                for found in conflicts
                if found.examiner == one.code
            ),
        )
        for one in examiners
    )


def _by_code(entry: Opened) -> tuple[int, int, str]:
    # Everything else keeps its order, behind the officials: the sort is stable.
    own = entry.type is EntryType.OFFICIAL
    return (0, len(entry.subject), entry.subject) if own else (1, 0, "")


def _with_nips(entry: Opened, nips: Mapping[str, Nip]) -> Json:
    if entry.type is not EntryType.EVENT:
        return entry.payload
    return _with_signatories(entry.payload, lambda printed: nips.get(printed, printed))


_IDENTITY: Mapping[EntryType, tuple[str, ...]] = {
    EntryType.COMPETENCE: ("code",),
    EntryType.POSITION: ("code",),
    EntryType.OFFICIAL: ("nip",),
    EntryType.POST_HELD: ("nip", "title", "unit", "since"),
    EntryType.PERMISSION: ("kind", "issuer", "nip", "position", "rule", "number"),
    EntryType.EXAMINER: ("code",),
    EntryType.CONFLICT: ("examiner", "nip", "kind"),
    EntryType.ASSIGNMENT: ("examiner", "method", "nip"),
    EntryType.ATTENDANCE: ("nip", "method"),
    EntryType.RATING_SHEET: ("examiner", "nip", "method"),
    EntryType.RECONFIRMATION: ("examiner", "nip", "method"),
    EntryType.VOID: ("examiner", "nip", "method"),
    EntryType.FEEDBACK: ("nip", "group", "sheet"),
    EntryType.PERFORMANCE: ("nip", "year", "half"),
    EntryType.TRACK_RECORD: ("nip", "criterion", "item"),
    EntryType.ASSESSMENT: ("nip", "report_number"),
}


def identity_of(kind: EntryType, value: object) -> tuple[object, ...]:
    """Return what makes two entries of one type be about the same thing."""
    return tuple(getattr(value, name) for name in _IDENTITY[kind])


def thing_in(kind: EntryType, *, subject: str, payload: Mapping[str, Json]) -> str:
    """Return what an entry is about, among those of its type, as ``identity_of`` tells it of a value."""
    if kind is EntryType.OFFICIAL:
        return subject
    return json.dumps([payload.get(name) for name in _IDENTITY.get(kind, ())])
