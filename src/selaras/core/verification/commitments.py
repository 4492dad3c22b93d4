"""What the entries hide: every payload and note opens its commitment, and who is missing was erased."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import NOTES, PAYLOADS, Grade, line_wrong, read_notes
from selaras.core.evidence.bundle.grades import SHUT_TO_OWNER
from selaras.core.evidence.erasures import erased_by
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.packet import commitment
from selaras.core.verification.found import Entry, Found, at_index
from selaras.core.verification.verdict import Erased, Status

# What may be destroyed with a person; what keeps the ledger itself never may.
_E = EntryType
OF_A_PERSON = frozenset(
    {_E.OFFICIAL, _E.POST_HELD, _E.PERMISSION, _E.CONFLICT, _E.ASSIGNMENT, _E.ATTENDANCE, _E.RATING_SHEET}
    | {_E.RECONFIRMATION, _E.VOID, _E.FEEDBACK, _E.PERFORMANCE, _E.TRACK_RECORD, _E.ASSESSMENT, _E.NUMBERS}
    | {_E.DATA_CHECK, _E.DECISION, _E.OBJECTION}
)


def check_commitments(found: Found) -> Status:
    """Open what is shown, and ask of what is not whether it was erased."""
    if found.payloads_wrong is not None:
        raise found.payloads_wrong
    _check_shown(PAYLOADS, found.payloads, found.entries)
    for index, salted in found.payloads.items():
        entry = found.entries[index]
        if commitment(salt=salted.salt, content=salted.content) != entry.envelope.commit:
            raise CoreError("commitment_does_not_open", index=index, part="payload")
        try:
            entry.payload = read_exact(salted.content)
        except CoreError as wrong:
            raise at_index(index, wrong) from wrong
    if found.told.grade is Grade.FULL:
        _open_notes(found)
    _check_erasures(found)
    # From here on only what was opened is asked: the text is no longer needed.
    found.payloads = {}
    return Status.HOLDS


def _open_notes(found: Found) -> None:
    notes = read_notes(found.files.pop(NOTES))
    _check_shown(NOTES, notes, found.payloads)
    for number, (index, other) in enumerate(zip(notes, found.payloads, strict=False), start=1):
        if index != other:
            raise line_wrong(NOTES, number, field="index")
    if len(notes) != len(found.payloads):
        raise line_wrong(NOTES, len(notes) + 1, field="index")
    for index, salted in notes.items():
        entry = found.entries[index]
        if commitment(salt=salted.salt, content=salted.content) != entry.envelope.note_commit:
            raise CoreError("commitment_does_not_open", index=index, part="note")
        entry.note = salted.content.decode()


def _check_shown(file: str, lines: Iterable[int], entries: dict[int, Entry] | dict[int, Json]) -> None:
    for number, index in enumerate(lines, start=1):
        if index not in entries:
            raise line_wrong(file, number, field="index")


def _check_erasures(found: Found) -> None:
    orders = [one for one in found.entries.values() if one.envelope.type is EntryType.ERASURE]
    erased = {index for one in orders for index in erased_by(one.payload, at=one.index)}
    for index, entry in found.entries.items():
        shut = not found.is_whole and entry.envelope.type in SHUT_TO_OWNER
        if index not in found.payloads and index not in erased and not shut:
            raise CoreError("payload_missing", index=index)
    persons = {
        one.envelope.subject for one in found.entries.values() if one.envelope.type is EntryType.OFFICIAL
    }
    about: defaultdict[str, list[int]] = defaultdict(list)
    for index, entry in found.entries.items() if orders else ():
        if entry.envelope.type in OF_A_PERSON and entry.envelope.subject in persons:
            about[entry.envelope.subject].append(index)
    gone: set[int] = set()
    for one in orders:
        gone.update(erased_by(one.payload, at=one.index))
        if not _erases_people(found, one, about=about, gone=gone):
            raise CoreError("erasure_wrong", index=one.index)
    for index in sorted(erased):
        if index in found.payloads:
            raise CoreError("erased_payload_there", index=index)
    found.erased = frozenset(erased)
    people = {one.envelope.subject for one in found.entries.values() if one.index in erased}
    found.erased_people = Erased(people=tuple(sorted(people & persons)), entries=len(erased))


def _erases_people(found: Found, order: Entry, *, about: Mapping[str, list[int]], gone: set[int]) -> bool:
    """Return whether an erasure destroys whole people: a revocation or one sheet alone would be a forgery."""
    indices = erased_by(order.payload, at=order.index)
    named = [found.entries[one].envelope for one in indices if one in found.entries]
    if not indices or not all(one.subject in about and one.type in OF_A_PERSON for one in named):
        return False
    subjects = {one.subject for one in named}
    return all(one in gone for subject in subjects for one in about[subject] if one < order.index)
