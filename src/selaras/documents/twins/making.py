"""The twin of one paper, from the job that its PDF is set from."""

from datetime import UTC, date, datetime, time

from selaras.documents.render import Job, html_of
from selaras.documents.twins.reading import sheet_of
from selaras.documents.twins.writing import docx_of

_ENDING = "-salinan-sunting.docx"


def twin_name(file_name: str) -> str:
    """Return the name of a twin's file, which says what it is.

    >>> twin_name("05-berita-acara.pdf")
    '05-berita-acara-salinan-sunting.docx'
    """
    return file_name.removesuffix(".pdf") + _ENDING


def twin_of(job: Job, *, dated: date) -> bytes:
    """Return the .docx of a paper."""
    return docx_of(sheet_of(html_of(job)), dated=datetime.combine(dated, time(), UTC))
