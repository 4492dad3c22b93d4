"""The text of a paper as a reader finds it in the file."""

import io
import re
from functools import cache

from pypdf import PdfReader

from selaras.documents.papers import Paper


@cache
def pages_of(paper: Paper) -> tuple[str, ...]:
    return tuple(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)


def text_of(paper: Paper) -> str:
    """Return the whole text on one line: where a line breaks is the layout's business."""
    return " ".join(" ".join(pages_of(paper)).split())


def plain(text: str) -> str:
    """Return a text without blanks, for words that a narrow column has broken."""
    return re.sub(r"\s+", "", text)
