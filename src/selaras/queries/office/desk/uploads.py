"""Files that were handed in, by what they are about; their content only when it is asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.db.models.functions import Length

from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows
from selaras.records.office.uploads import UploadKind as UploadKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """One file; ``person`` is the code of the participant who handed it in, "" for the office's own."""

    number: int
    kind: UploadKind
    about: str
    person: str
    file_name: str
    media_type: str
    sha256: str
    size: int
    by: str
    at: datetime
    superseded_at: datetime | None

    @property
    def short_digest(self) -> str:
        return " ".join(self.sha256[n : n + 8] for n in range(0, 16, 8))

    @property
    def kilobytes(self) -> int:
        return max(1, round(self.size / 1024))


def uploads_of(
    listed: ListedEvent, *kinds: UploadKind, person: str | None = None, about: str | None = None
) -> tuple[Uploaded, ...]:
    """Return the files of these kinds, the latest first; those superseded too, marked."""
    found = _of(listed).filter(kind__in=[one.value for one in kinds])
    if person is not None:
        found = found.filter(participant__code=person)
    if about is not None:
        found = found.filter(about=about)
    return tuple(_uploaded(found.order_by("-pk")))


def upload_of(listed: ListedEvent, number: int) -> Uploaded | None:
    return next(iter(_uploaded(_of(listed).filter(pk=number))), None)


def content_of(listed: ListedEvent, number: int) -> bytes:
    """Return the bytes of a file of this event; b"" where there is none."""
    found = _of(listed).filter(pk=number).values_list("content", flat=True).first()
    return b"" if found is None else bytes(found)


def _of(listed: ListedEvent) -> "QuerySet[rows.Upload]":
    return rows.Upload.objects.filter(event__agency__code=listed.agency, event__key=listed.key)


def _uploaded(found: "QuerySet[rows.Upload]") -> Iterable[Uploaded]:
    told = found.annotate(size=Length("content")).values_list(
        "pk", "kind", "about", "participant__code", "file_name", "media_type",
        "sha256", "size", "uploaded_by__name", "uploaded_at", "superseded_at",
    )  # fmt: skip
    for number, kind, about, person, name, media_type, sha256, size, by, at, superseded_at in told:
        yield Uploaded(
            number=number,
            kind=UploadKind(kind),
            about=about,
            person=person or "",
            file_name=name,
            media_type=media_type,
            sha256=sha256,
            size=size,
            by=by,
            at=at,
            superseded_at=superseded_at,
        )
