"""Keeping files that people hand in: byte for byte, with their digest; what came before is superseded."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.core.errors import CoreError
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.uploads import UploadKind

LARGEST = 10 * 2**20
_MEDIA_BY_BEGINNING = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
_ONLY_PDF = frozenset({UploadKind.PARTICIPANT_PAPER})
_LONGEST_STEM = 120
_UNWANTED = re.compile(r"[^\w .()\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file that was kept: its number in the register, and the digest by which a ledger may name it."""

    number: int
    sha256: str
    size: int


def keep_upload(
    ref: EventRef,
    content: bytes,
    *,
    kind: UploadKind,
    file_name: str,
    about: str,
    account: int,
    actor: Actor,
    clock: Clock,
    person: str | None = None,
    replaces: bool = True,
) -> Kept:
    """Keep a file; an earlier one about the same thing stays, marked as superseded.

    about : which letter or paper it is a scan of; person : code of the participant who hands it in
    Raises ``upload_empty``, ``upload_too_large`` and ``upload_type_wrong``: a file is what its first bytes
    say, never what it is called.
    """
    require(actor, "keep_upload")
    media_type, ending = _media_of(content, kind)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        event = event_row(ref)
        participant = None
        if person is not None:
            participant = rows.Participant.objects.filter(event=event, code=person).first()
            if participant is None:
                raise CoreError("person_code_unknown", code=person[:64])
        if replaces:
            before = rows.Upload.objects.filter(
                event=event, kind=kind.value, about=about, participant=participant, superseded_at=None
            )
            before.update(superseded_at=clock.now())
        made = rows.Upload.objects.create(
            agency_id=event.agency_id,
            event=event,
            participant=participant,
            kind=kind.value,
            about=about[:200],
            file_name=plain_name(file_name, ending),
            media_type=media_type,
            sha256=digest,
            content=content,
            uploaded_by_id=account,
            uploaded_at=clock.now(),
        )
    return Kept(number=made.pk, sha256=digest, size=len(content))


def plain_name(file_name: str, ending: str) -> str:
    """Return a name without folders, and without signs that a header or a screen could stumble over.

    >>> plain_name("../../surat <izin>.PDF", ".pdf")
    'surat izin.pdf'
    """
    stem = PurePosixPath(file_name.replace("\\", "/")).stem
    cleaned = " ".join(_UNWANTED.sub("", stem).split()).strip(". ")[:_LONGEST_STEM]
    return f"{cleaned or 'berkas'}{ending}"


def _media_of(content: bytes, kind: UploadKind) -> tuple[str, str]:
    if not content:
        raise CoreError("upload_empty")
    if len(content) > LARGEST:
        raise CoreError("upload_too_large", megabytes=LARGEST // 2**20)
    for beginning, media_type, ending in _MEDIA_BY_BEGINNING:
        if content.startswith(beginning) and (ending == ".pdf" or kind not in _ONLY_PDF):
            return media_type, ending
    raise CoreError("upload_type_wrong", wanted="PDF" if kind in _ONLY_PDF else "PDF, PNG, JPEG")
