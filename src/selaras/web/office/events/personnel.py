"""People from another system: what its columns mean, what is wrong by cell, the workbook to take home."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.events.importing import LARGEST_MEGABYTES, remember_mapping
from selaras.actions.reference import defaults
from selaras.core.errors import CoreError
from selaras.core.vocabulary import EventKind
from selaras.exchange.personnel import (
    Export,
    People,
    fields_of_export,
    open_export,
    people_in,
    personnel_workbook,
    proposed_mapping,
)
from selaras.queries.office.workbooks import mapping_of, workbook_of
from selaras.web.office.events.importing import acting_outside, kept_file, told_problems
from selaras.web.office.events.starting import known_answers
from selaras.web.office.failures import not_found
from selaras.web.office.files import XLSX, file_answer
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say

ABOUT = "pegawai"
_MOST_SEEN = 8


@page("event", "import", post=("event", "import"))
def hand_in(visit: Visit) -> HttpResponse:
    """Ask for an export as a file or pasted; POST keeps it and goes on to its columns."""
    wrong: CoreError | None = None
    if visit.request.method == "POST":
        try:
            upload = kept_file(
                visit, about=ABOUT, check=lambda content, name: open_export(content, file_name=name)
            )
            return HttpResponseRedirect(reverse("personnel", args=(upload,)))
        except CoreError as refused:
            wrong = refused
    return visit.render(
        "events/personnel_new.html",
        {"wrong": wrong, "most": LARGEST_MEGABYTES, "typed": visit.request.POST.get("tabel", "")},
        status=400 if wrong else 200,
    )


@page("event", "import", post=("event", "import"))
def columns(visit: Visit, upload: int) -> HttpResponse:
    """Show what each column means and what follows from it; POST remembers the columns."""
    export = _export(visit, upload)
    if export is None:
        return not_found(visit.request)
    if visit.request.method == "POST":
        given = {
            heading: visit.request.POST.get(f"kolom-{n}", "") for n, heading in enumerate(export.headings)
        }
        mapping = {heading: meant for heading, meant in given.items() if meant in _FIELDS}
        agency = visit.visitor.agency
        remember_mapping(mapping, source=export.source, agency=agency, acting=acting_outside(visit))
        messages.success(visit.request, say("Pasangan kolom diingat.", "The columns are remembered."))
        return HttpResponseRedirect(reverse("personnel", args=(upload,)) + "#hasil")
    kept = mapping_of(visit.visitor.agency, export.source)
    mapping = dict(kept) if kept is not None else proposed_mapping(export)
    people, wrong = _people(export, mapping)
    return visit.render(
        "events/personnel.html",
        {
            "upload": upload,
            "columns": _lines(export, mapping),
            "fields": [(one.field, one.heading, one.required) for one in fields_of_export()],
            "is_remembered": kept is not None,
            "people": people,
            "seen": people.told()[:_MOST_SEEN] if people else (),
            "errors": told_problems(people.errors if people else ()),
            "words": {"errors": say("Sel yang belum terbaca", "Cells that could not be read")},
            "wrong": wrong,
            "missing": _missing(mapping),
            "kinds": tuple(EventKind),
        },
    )


@page("event", "import")
def workbook(visit: Visit, upload: int) -> HttpResponse:
    """Give a workbook of the wanted kind with people and posts filled in."""
    export = _export(visit, upload)
    if export is None:
        return not_found(visit.request)
    kind = next((one for one in EventKind if one.value == visit.request.GET.get("jenis")), EventKind.JOB_FIT)
    kept = mapping_of(visit.visitor.agency, export.source)
    people = people_in(export, dict(kept) if kept is not None else proposed_mapping(export))
    content = personnel_workbook(people, kind, defaults(), answers=known_answers(visit.visitor.agency))
    return file_answer(content, file_name=f"buku-kerja-{kind.value}.xlsx", media_type=XLSX)


_FIELDS = frozenset(one.field for one in fields_of_export())


def _export(visit: Visit, upload: int) -> Export | None:
    found = workbook_of(visit.visitor.agency, upload)
    if found is None or found[0].about != ABOUT:
        return None
    waiting, content = found
    return open_export(content, file_name=waiting.file_name)


def _people(export: Export, mapping: dict[str, str]) -> tuple[People | None, CoreError | None]:
    try:
        return people_in(export, mapping), None
    except CoreError as wrong:
        return None, wrong


def _lines(export: Export, mapping: dict[str, str]) -> list[dict[str, object]]:
    return [
        {"n": n, "heading": heading, "sample": export.sample(n), "meant": mapping.get(heading, "")}
        for n, heading in enumerate(export.headings)
    ]


def _missing(mapping: dict[str, str]) -> list[str]:
    """Return the headings that a participant cannot do without and that no column means yet."""
    given = set(mapping.values())
    return [one.heading for one in fields_of_export() if one.required and one.field not in given]
