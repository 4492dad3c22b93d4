"""Naskah: every paper of the event's stage with its number, its digest, its signed scan; one or all."""

import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from selaras.actions.office.desk.numbering import SERIES, give_number, void_number
from selaras.actions.office.desk.uploads import LARGEST, keep_upload
from selaras.core.errors import CoreError
from selaras.documents.papers import WITHOUT_TWIN
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.letterheads import patterns_of
from selaras.queries.office.desk.papers import next_serial, number_pattern, numbers_of, register_of
from selaras.queries.office.desk.uploads import UploadKind, uploads_of
from selaras.web.office.acting import note_taken
from selaras.web.office.files import PDF, XLSX, ZIP, file_answer, file_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.papers.drafts import drafts_for
from selaras.web.office.papers.making import Offered, make, needs_issuing, offered, workbook
from selaras.web.office.papers.reading import note_paper
from selaras.web.office.wording import say, sentence

# A ZIP with the same members has the same bytes: its times are the oldest that the format knows.
_OLDEST = (1980, 1, 1, 0, 0, 0)


@page("paper", "list", post=("paper", "number"))
def shelf(visit: Visit) -> HttpResponse:
    """List the papers; give one its number, or void it."""
    errors: dict[str, str] = {}
    post = visit.request.POST
    typed = {name: post.get(name, "").strip() for name in ("paper", "serial", "because")}
    if visit.request.method == "POST":
        try:
            said = _numbered(visit, typed)
        except CoreError as wrong:
            errors["serial" if post.get("do") != "void" else "because"] = sentence(wrong)
        else:
            messages.success(visit.request, said)
            return HttpResponseRedirect(_url(visit))
    here = held(visit.here)
    found = offered(visit)
    numbers = numbers_of(visit.here)
    today = _today()
    rows = _rows(visit, found, numbers)
    counted = Counter(one.named.code for one in found)
    return visit.render(
        "papers/shelf.html",
        {
            "rows": rows,
            "singles": [one for one in rows if counted[one["one"].code] == 1],
            "groups": [
                {"title": group[0]["one"].title, "rows": group}
                for code, n in counted.items()
                if n > 1 and (group := [one for one in rows if one["one"].code == code])
            ],
            "words": {"papers": say("Naskah", "Papers")},
            "has_result": here.shown is not None and visit.may("result", "list"),
            "needs_issuing": needs_issuing(here),
            "may_issue": visit.may("paper", "issue"),
            "may_number": visit.may("paper", "number"),
            "may_scan": visit.may("upload", "scan"),
            "may_read_scan": visit.may("upload", "read_scan"),
            "may_dossier": visit.may("dossier", "read"),
            "may_notice": visit.may("notice", "list"),
            "register": register_of(visit.here),
            "next_serial": next_serial(visit.here.agency, today.year, SERIES),
            "pattern": _pattern(visit, ""),
            "without_twin": WITHOUT_TWIN,
            "drafts": [
                {"one": one.named, "number": numbers.get(one.named.file_name, "")}
                for one in drafts_for(visit)
            ],
            "typed": typed,
            "errors": errors,
        },
        status=422 if errors else 200,
    )


def _rows(visit: Visit, found: Sequence[Offered], numbers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each paper with its digest, its number and the scan that stands."""
    scans = {
        one.about: one for one in uploads_of(visit.here, UploadKind.SIGNED_PAPER) if one.superseded_at is None
    }
    return [
        {
            "one": one.named,
            "sha256": one.sha256,
            "short": " ".join(one.sha256[n : n + 8] for n in (0, 8)) if one.sha256 else "",
            "number": numbers.get(one.named.file_name, ""),
            "scan": scans.get(one.named.file_name),
        }
        for one in found
    ]


@page("paper", "read")
def paper(visit: Visit, name: str) -> HttpResponse:
    """Make one paper and hand it out."""
    found = next(iter(make(visit, [f"{name}.pdf"])), None)
    if found is None:
        raise Http404
    note_paper(visit, found.file_name)
    return file_answer(found.content, file_name=found.file_name, media_type=PDF)


@page("paper", "read")
def all_papers(visit: Visit) -> HttpResponse:
    """Make all papers that this visitor may have, and hand them out as one file, numbered."""
    made = list(make(visit, [one.named.file_name for one in offered(visit)]))
    for one in made:
        note_paper(visit, one.file_name)
    content = zipped({one.file_name: one.content for one in made})
    return file_answer(content, file_name=f"naskah-{visit.here.key}.zip", media_type=ZIP)


@page("result", "list")
def results_workbook(visit: Visit) -> HttpResponse:
    """Hand out the result as a workbook."""
    content = workbook(held(visit.here))
    note_taken(visit, "result")
    return file_answer(content, file_name=f"hasil-{visit.here.key}.xlsx", media_type=XLSX)


@page("result", "list")
def results_document(visit: Visit) -> HttpResponse:
    """Hand out ``results.json``, byte for byte what was frozen."""
    shown = held(visit.here).shown
    if shown is None:
        raise CoreError("result_not_frozen")
    note_taken(visit, "result")
    return file_answer(shown.document, file_name="results.json", media_type="application/json")


@page("paper", "list", post=("upload", "scan"))
def signed_scan(visit: Visit, name: str) -> HttpResponse:
    """Keep the scan of a paper that was signed by hand; an earlier one is superseded."""
    if visit.request.method == "POST":
        file_name = f"{name}.pdf"
        if all(one.named.file_name != file_name for one in offered(visit)):
            raise Http404
        content, given = file_in(visit.request, "file", most=LARGEST)
        keep_upload(
            visit.ref,
            content,
            kind=UploadKind.SIGNED_PAPER,
            file_name=given,
            about=file_name,
            account=visit.visitor.account,
            actor=visit.actor,
            clock=SystemClock(),
        )
        messages.success(visit.request, say("Pindaian tersimpan.", "The scan is kept."))
    return HttpResponseRedirect(_url(visit))


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return files as one ZIP, in the order given."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, _OLDEST), data, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _numbered(visit: Visit, typed: Mapping[str, str]) -> str:
    name = typed["paper"]
    named = (*(one.named for one in offered(visit)), *(one.named for one in drafts_for(visit)))
    code = next((one.code for one in named if one.file_name == name), None)
    if code is None:
        raise Http404
    if visit.request.POST.get("do") == "void":
        void_number(visit.ref, name, because=typed["because"], actor=visit.actor)
        return say("Nomor dibatalkan.", "The number is void.")
    if typed["serial"] and not typed["serial"].isdecimal():
        raise CoreError("number_out_of_range", most=999_999)
    number = give_number(
        visit.ref,
        name,
        pattern=_pattern(visit, code),
        on=_today(),
        account=visit.visitor.account,
        actor=visit.actor,
        clock=SystemClock(),
        serial=int(typed["serial"]) if typed["serial"] else None,
    )
    return say("Nomor {number} diberikan.", "Number {number} is given.", number=number)


def _pattern(visit: Visit, code: str) -> str:
    """Return the pattern of a kind of paper: its own, else the office's, else the ledger's."""
    agency = visit.here.agency
    own = patterns_of(agency).get(code) or number_pattern(agency)
    return own or held(visit.here).case.agency.letter_pattern


def _today() -> date:
    return timezone.localtime().date()


def _url(visit: Visit) -> str:
    return reverse("papers", args=(visit.here.agency, visit.here.key))
