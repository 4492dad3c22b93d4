"""Scans of letters and signed papers, handed out as they came in."""

from django.http import Http404, HttpResponse

from selaras.queries.office.desk.uploads import UploadKind, content_of, upload_of
from selaras.web.office.files import file_answer
from selaras.web.office.page import Visit, page

_SCANS = (UploadKind.LETTER, UploadKind.SIGNED_PAPER, UploadKind.EVIDENCE)


@page("upload", "read_scan")
def scan(visit: Visit, number: int) -> HttpResponse:
    """Hand out one scan, byte for byte."""
    found = upload_of(visit.here, number)
    if found is None or found.kind not in _SCANS:
        raise Http404
    content = content_of(visit.here, number)
    return file_answer(content, file_name=found.file_name, media_type=found.media_type)
