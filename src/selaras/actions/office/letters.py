"""Letters that permit or refuse (izin, rekomendasi, pertimbangan), and the clearance of who takes part."""

from dataclasses import dataclass
from datetime import date

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.casefile import Letter, Permission
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.statements import is_digest
from selaras.core.vocabulary import Nip, PermissionKind, PermissionState, PositionCode, RuleId
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """A letter as somebody types it; persons and posts by their codes.

    person, post : None: the letter is about everybody, about every post
    note : what it says beside; of a refusal why
    scan : SHA-256 of the scanned letter
    """

    kind: PermissionKind
    state: PermissionState
    issuer: str
    number: str = ""
    dated_on: date | None = None
    person: str | None = None
    post: str | None = None
    rule: str | None = None
    note: str = ""
    scan: str | None = None


def draft_of_letter(ref: EventRef, form: LetterForm) -> EntryDraft:
    """Return the entry of a letter; a later one of the same kind, issuer, person, post and number supersedes.

    The scan's digest stands in the payload: whoever agrees to the letter agrees to its scan. Raises
    ``letter_part_missing`` naming the field, ``person_code_unknown``, ``post_code_unknown``, ``scan_wrong``.
    """
    event = event_row(ref)
    is_answered = form.state is not PermissionState.ASKED
    missing = {
        "issuer": not form.issuer.strip(),
        "number": is_answered and not form.number.strip(),
        "dated_on": is_answered and form.dated_on is None,
        "note": form.state is PermissionState.REFUSED and not form.note.strip(),
        "rule": form.kind is PermissionKind.RULE_CONFIRMATION and not form.rule,
    }
    for name in (one for one, is_missing in missing.items() if is_missing):
        raise CoreError("letter_part_missing", field=name)
    if form.person is not None and not _is_told(event, EntryType.OFFICIAL, form.person):
        raise CoreError("person_code_unknown", code=form.person)
    if form.post is not None and not _is_told(event, EntryType.POSITION, form.post):
        raise CoreError("post_code_unknown", code=form.post)
    if form.scan is not None and not is_digest(form.scan):
        raise CoreError("scan_wrong", field="scan")
    told = Permission(
        kind=form.kind,
        state=form.state,
        issuer=form.issuer.strip(),
        number=form.number.strip() or None,
        dated_on=form.dated_on,
        # In payloads a person stands by the code in the place of the NIP.
        nip=None if form.person is None else Nip(form.person),
        position=None if form.post is None else PositionCode(form.post),
        rule=None if form.rule is None else RuleId(form.rule),
        note=form.note.strip(),
    )
    return EntryDraft(
        type=EntryType.PERMISSION,
        subject=form.person or "",
        method="",
        form="",
        payload={**to_json(told), **({} if form.scan is None else {"scan": form.scan})},
    )


def draft_of_clearance(
    ref: EventRef,
    person: str,
    *,
    accepts: bool,
    reason: str = "",
    letter: Letter,
    scan: str | None = None,
) -> EntryDraft:
    """Return the reviewer's answer about one person's part in the test; a refusal gives its reason."""
    return draft_of_letter(
        ref,
        LetterForm(
            kind=PermissionKind.TEST_PLAN,
            state=PermissionState.GRANTED if accepts else PermissionState.REFUSED,
            issuer=letter.issuer,
            number=letter.number,
            dated_on=letter.dated_on,
            person=person,
            note=reason,
            scan=scan,
        ),
    )


def _is_told(event: rows.Event, kind: EntryType, code: str) -> bool:
    return rows.Entry.objects.filter(event=event, type=kind.value, subject=code).exists()
