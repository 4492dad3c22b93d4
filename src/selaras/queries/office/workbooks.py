"""Files of which an event may yet be made, and how an agency's columns were last named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from selaras.records import models as rows
from selaras.records.office.uploads import UploadKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that was handed in, not yet an event; ``about`` is empty for a whole workbook."""

    upload: int
    file_name: str
    about: str
    sha256: str
    by: str
    at: datetime


def waiting_workbooks(agency: str) -> tuple[Waiting, ...]:
    """Return the files of an agency of which no event was made, the latest first."""
    return tuple(_waiting(one) for one in _found(agency).defer("content").order_by("-uploaded_at", "-pk"))


def workbook_of(agency: str, upload: int) -> tuple[Waiting, bytes] | None:
    """Return a file of this agency with its content; None where there is none, or an event has it."""
    one = _found(agency).filter(pk=upload).first()
    return None if one is None else (_waiting(one), bytes(one.content))


def workbook_of_event(agency: str, event: str) -> bytes | None:
    """Return the latest workbook of an event: the one it was made of, or a newer; None without any."""
    found = rows.Upload.objects.filter(
        agency__code=agency,
        event__key=event,
        kind=UploadKind.WORKBOOK.value,
        about="",
        superseded_at=None,
    )
    content = found.order_by("-pk").values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def mapping_of(agency: str, source: str) -> Mapping[str, str] | None:
    """Return which column means which field, as the agency last said of these headings."""
    found = rows.ColumnMapping.objects.filter(agency__code=agency, source=source)
    return found.values_list("mapping", flat=True).first()


def _found(agency: str) -> QuerySet[rows.Upload]:
    return rows.Upload.objects.select_related("uploaded_by").filter(
        agency__code=agency, event=None, kind=UploadKind.WORKBOOK.value
    )


def _waiting(one: rows.Upload) -> Waiting:
    return Waiting(
        upload=one.pk,
        file_name=one.file_name,
        about=one.about,
        sha256=one.sha256,
        by=one.uploaded_by.name,
        at=one.uploaded_at,
    )
