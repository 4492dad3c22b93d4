"""Files that leave a page: as an attachment, under a name that tells nothing of a person."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from selaras.core.errors import CoreError

ZIP, PDF = "application/zip", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_answer(content: bytes, *, file_name: str, media_type: str) -> HttpResponse:
    """Return a file to be kept; a browser never opens it as a page of this server."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = str(content_disposition_header(True, file_name))
    return answer


def file_in(request: HttpRequest, field: str, *, most: int) -> tuple[bytes, str]:
    """Return content and name of a file of a form; nothing of one that is not there.

    most : bytes; whatever is larger is refused before it is read (``upload_too_large``)
    """
    found = request.FILES.get(field)
    if found is None:
        return b"", ""
    if (found.size or 0) > most:
        raise CoreError("upload_too_large", megabytes=most // 2**20)
    return found.read(), found.name or ""
