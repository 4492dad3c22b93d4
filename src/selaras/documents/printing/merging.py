"""All papers of an event in one file for one print: a list of contents before them, a bookmark for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from selaras.documents import facts
from selaras.documents.render import Content, Job, render

if TYPE_CHECKING:
    from pypdf import PdfReader, PdfWriter

TITLE = "Daftar Naskah"
_OPENING = (
    "Berkas ini memuat naskah berikut dalam urutannya. Hal. adalah halaman pertama naskah itu dalam "
    "berkas ini. Yang membuktikan adalah naskah masing-masing; sidiknya tercatat dalam buku induk."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One paper of the file; ``number`` and ``digest`` are "" where register and ledger have none."""

    file_name: str
    title: str
    content: bytes
    number: str
    digest: str


def merged(papers: Sequence[Bound], *, head: Content) -> bytes:
    """Return the papers in one PDF; the same bytes from the same papers.

    head : the frame of a paper of this event, which the list of contents stands in
    """
    from pypdf import PdfReader, PdfWriter

    read = [PdfReader(BytesIO(one.content)) for one in papers]
    lengths = [len(one.pages) for one in read]
    # The list's own length shifts every page that it names: it is set until both agree.
    n_before = 1
    while True:
        listed = PdfReader(BytesIO(_contents(papers, lengths, n_before, head)))
        if len(listed.pages) == n_before:
            break
        n_before = len(listed.pages)
    made = PdfWriter()
    _append(made, listed, TITLE)
    for one, reader in zip(papers, read, strict=True):
        _append(made, reader, one.title)
    made.add_metadata({"/Title": f"{TITLE} – {head['event']}", "/Producer": "Selaras"})
    content = BytesIO()
    made.write(content)
    return content.getvalue()


def _append(made: "PdfWriter", reader: "PdfReader", title: str) -> None:
    made.append(reader, outline_item=title, import_outline=False)


def _contents(papers: Sequence[Bound], lengths: Sequence[int], n_before: int, head: Content) -> bytes:
    rows: list[list[object]] = []
    page = n_before + 1
    for n, (one, length) in enumerate(zip(papers, lengths, strict=True), start=1):
        digest = " ".join(facts.digest_groups(one.digest)[:2]) + "…" if one.digest else facts.NOTHING
        number = one.number or facts.NOTHING
        rows.append([str(n), [one.title, one.file_name], number, str(page), str(length), digest])
        page += length
    content: Mapping[str, object] = {
        **head,
        "title": TITLE,
        "subtitle": head["event"],
        "opening": _OPENING,
        "rows": rows,
    }
    (made,) = render([Job(template="contents", content=dict(content))])
    return made
