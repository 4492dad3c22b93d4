"""The office's own prints: a paper with letterhead and number, its editable twin, all papers in one file."""

from django.http import Http404, HttpResponse

from selaras.documents import office
from selaras.documents.printing.merging import TITLE, Bound, merged
from selaras.queries.office.desk.letterheads import dress_of
from selaras.queries.office.desk.papers import numbers_of
from selaras.web.office.computing.once import computed
from selaras.web.office.files import DOCX, PDF, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.papers.making import docket_at, dressing_of, offered, printed, twins
from selaras.web.office.papers.reading import note_paper


@page("paper", "read")
def print_of(visit: Visit, name: str) -> HttpResponse:
    """Make one paper under the office's letterhead, with its number, and hand it out."""
    found = next(printed(visit, [f"{name}.pdf"]), None)
    if found is None:
        raise Http404
    note_paper(visit, found.file_name)
    return file_answer(found.content, file_name=f"{name}-cetak.pdf", media_type=PDF)


@page("paper", "read")
def twin(visit: Visit, name: str) -> HttpResponse:
    """Write a paper once more as a file that can be edited and says so."""
    found = next(twins(visit, [f"{name}.pdf"]), None)
    if found is None:
        raise Http404
    note_paper(visit, found.file_name)
    return file_answer(found.content, file_name=found.file_name, media_type=DOCX)


@page("paper", "read")
def all_in_one(visit: Visit) -> HttpResponse:
    """Hand out every paper that this visitor may have in one file: a list of contents, then one by one."""
    here = held(visit.here)
    those = offered(visit)
    if not those:
        raise Http404
    numbers = numbers_of(visit.here)
    papers = printed(visit, [one.named.file_name for one in those])
    digests = {one.named.file_name: one.sha256 for one in those}
    is_result = any(one.named.shows_results for one in those)
    head = dressing_of(visit)("", "contents", office.paper(docket_at(here), title=TITLE, is_result=is_result))

    def make() -> bytes:
        bound = [
            Bound(
                file_name=one.file_name,
                title=one.title,
                content=one.content,
                number=numbers.get(one.file_name, ""),
                digest=digests.get(one.file_name, ""),
            )
            for one in papers
        ]
        return merged(bound, head=head)

    # Whoever sees the same papers under the same letterhead and numbers gets the same file.
    state = (here.ledger.log, here.ledger.size, here.ledger.root, tuple(sorted(digests)))
    look = (dress_of(visit.here.agency), tuple(sorted(numbers.items())))
    content = computed(("papers in one", *state, *look), make)
    for one in those:
        note_paper(visit, one.named.file_name)
    return file_answer(content, file_name=f"naskah-{visit.here.key}.pdf", media_type=PDF)
