"""Impor: hand in a workbook, see every problem by cell, see what would come of it, make the event of it."""

import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.evidence.acting import Acting
from selaras.actions.office.events.importing import (
    KEPT_DAYS,
    LARGEST_MEGABYTES,
    drop_workbook,
    keep_workbook,
    make_event,
)
from selaras.actions.reference import defaults, rulebook_for
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier, dossier_of
from selaras.core.errors import CoreError
from selaras.core.paneling import judge_panel, panel_members
from selaras.core.rules import Finding, Rulebook
from selaras.exchange.problems import Problem, Reading
from selaras.exchange.reading.container.archive import unpacked_parts
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.queries.office.workbooks import Waiting, waiting_workbooks, workbook_of
from selaras.web.office.acting import log_key_at_hand
from selaras.web.office.failures import not_found
from selaras.web.office.files import XLSX, file_answer
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import is_english, say

_MOST_SHOWN = 200
_MOST_KEPT = 8


@dataclass(frozen=True)
class Preview:
    """What would come of a workbook that holds no error."""

    case: c.CaseFile

    @cached_property
    def rulebook(self) -> Rulebook:
        return rulebook_for(self.case)

    @cached_property
    def dossier(self) -> Dossier:
        return dossier_of(self.case, self.rulebook)

    @cached_property
    def left_out(self) -> list[tuple[c.Official, v.ParticipantStatus, tuple[Finding, ...]]]:
        """Who does not take part, each with the grounds."""
        found: list[tuple[c.Official, v.ParticipantStatus, tuple[Finding, ...]]] = []
        for one in self.case.officials:
            standing = self.dossier.standings[one.nip]
            if standing.status is not v.ParticipantStatus.PARTICIPANT:
                grounds = tuple(f for f in standing.findings if f.bars) or tuple(
                    f for f in standing.findings if f.needs_attention
                )
                found.append((one, standing.status, grounds))
        return found

    @cached_property
    def to_look_at(self) -> list[tuple[c.Official, tuple[Finding, ...]]]:
        """Participants of whom something must be made sure before the test."""
        found = []
        for one in self.case.officials:
            standing = self.dossier.standings[one.nip]
            doubts = tuple(f for f in standing.findings if f.needs_attention)
            if standing.status is v.ParticipantStatus.PARTICIPANT and doubts:
                found.append((one, doubts))
        return found

    @property
    def counts(self) -> Mapping[str, int]:
        statuses = [one.status for one in self.dossier.standings.values()]
        return {
            "participants": statuses.count(v.ParticipantStatus.PARTICIPANT),
            "exempt": statuses.count(v.ParticipantStatus.EXEMPT),
            "ineligible": statuses.count(v.ParticipantStatus.INELIGIBLE),
            "not_assessed": statuses.count(v.ParticipantStatus.NOT_ASSESSED),
            "positions": len(self.case.positions),
            "panel": len(panel_members(self.case)),
            "sheets": len(self.case.rating_sheets),
        }

    @cached_property
    def panel_points(self) -> tuple[Finding, ...]:
        return tuple(one for one in judge_panel(self.case, self.rulebook) if one.needs_attention)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The uppermost components with their weights."""
        scheme = self.case.scheme
        return [(one.name, f"{one.weight:g}") for one in scheme.children_of(None)]


@page("event", "import", post=("event", "import"))
def hand_in(visit: Visit) -> HttpResponse:
    """Ask for a workbook; POST keeps it and goes on to what is in it."""
    wrong: CoreError | None = None
    if visit.request.method == "POST":
        try:
            upload = kept_file(visit, about="", check=lambda content, _: unpacked_parts(content))
            return HttpResponseRedirect(reverse("import_check", args=(upload,)))
        except CoreError as refused:
            wrong = refused
    waiting = [one for one in waiting_workbooks(visit.visitor.agency) if not one.about]
    return visit.render(
        "events/import.html",
        {"wrong": wrong, "waiting": waiting, "most": LARGEST_MEGABYTES, "days": KEPT_DAYS},
        status=400 if wrong else 200,
    )


@page("event", "import", post=("event", "import"))
def check(visit: Visit, upload: int) -> HttpResponse:
    """Show what stands wrong in a workbook by sheet and cell, or what would come of it; POST makes it so."""
    found = workbook_of(visit.visitor.agency, upload)
    if found is None:
        return not_found(visit.request)
    waiting, content = found
    wrong: CoreError | None = None
    reading: Reading | None = None
    try:
        reading = reading_of(waiting.sha256, content)
        if visit.request.method == "POST" and reading.case is not None:
            return _made(visit, reading.case, upload)
    except CoreError as refused:
        wrong = refused
    return visit.render(
        "events/import_check.html",
        _shown(visit, waiting, reading, wrong),
        status=409 if wrong else 200,
    )


@page("event", "import")
def annotated(visit: Visit, upload: int) -> HttpResponse:
    """Give the officer's own workbook back, with a note in every cell that has a problem."""
    found = workbook_of(visit.visitor.agency, upload)
    if found is None:
        return not_found(visit.request)
    from selaras.exchange.annotating import annotate

    waiting, content = found
    reading = reading_of(waiting.sha256, content)
    with tempfile.TemporaryDirectory() as folder:
        came, out = Path(folder) / "masuk.xlsx", Path(folder) / "keluar.xlsx"
        came.write_bytes(content)
        annotate(came, reading.problems, out)
        noted = out.read_bytes()
    stem = waiting.file_name.rsplit(".", 1)[0]
    return file_answer(noted, file_name=f"{stem}-catatan.xlsx", media_type=XLSX)


@page("event", "import", post=("event", "import"))
def drop(visit: Visit, upload: int) -> HttpResponse:
    """Throw a file away of which no event was made."""
    if visit.request.method == "POST":
        drop_workbook(upload, agency=visit.visitor.agency, acting=acting_outside(visit))
        messages.success(visit.request, say("Berkas dibuang.", "The file was thrown away."))
    return HttpResponseRedirect(reverse("start"))


def acting_outside(visit: Visit) -> Acting:
    """Return who acts where there is no event yet; the log key signs where the installation has one."""
    clock = SystemClock()
    return Acting(
        actor=visit.actor,
        signer=log_key_at_hand(),
        declared_at=clock.now(),
        clock=clock,
        chance=SystemChance(),
    )


def uploaded(visit: Visit) -> bytes:
    """Return the file of a form; one that is missing or too large is refused before it is read."""
    came = visit.request.FILES.get("berkas")
    if came is None:
        raise CoreError("workbook_empty")
    if (came.size or 0) > LARGEST_MEGABYTES * 2**20:
        raise CoreError("workbook_too_large", megabytes=LARGEST_MEGABYTES)
    return bytes(came.read())


def kept_file(visit: Visit, *, about: str, check: Callable[[bytes, str], object]) -> int:
    """Keep the file, or the pasted table, that a form brought; what ``check`` refuses is not kept."""
    came = visit.request.FILES.get("berkas")
    pasted = visit.request.POST.get("tabel", "").strip() if about else ""
    content = pasted.encode() if came is None and pasted else uploaded(visit)
    name = Path((came.name if came else None) or say("Tabel yang ditempel", "Pasted table")).name
    check(content, name)
    return keep_workbook(
        content,
        file_name=name,
        agency=visit.visitor.agency,
        account=visit.visitor.account,
        about=about,
        acting=acting_outside(visit),
    )


def _made(visit: Visit, case: c.CaseFile, upload: int) -> HttpResponse:
    made = make_event(
        case,
        upload=upload,
        agency=visit.visitor.agency,
        log_key=log_key_at_hand(),
        acting=acting_outside(visit),
    )
    if made.is_imported:
        told = say(
            "Kegiatan dibuat, dan hasilnya dihitung dari nilai dalam buku kerja.",
            "The event was made, and its result computed from the marks in the workbook.",
        )
    else:
        told = say(
            "Kegiatan dibuat. Berikutnya: periksa rancangan ini, undang ketua dan penguji, lalu dua orang "
            "menguncinya.",
            "The event was made. Next: look at this design, invite the chair and the examiners, then two "
            "people lock it.",
        )
    messages.success(visit.request, told)
    onward = "event_home" if made.is_imported else "design"
    return HttpResponseRedirect(reverse(onward, args=(made.ref.agency, made.ref.key)))


def _shown(
    visit: Visit, waiting: Waiting, reading: Reading | None, wrong: CoreError | None
) -> dict[str, Any]:
    case = reading.case if reading else None
    of_another = case is not None and case.agency.code != visit.visitor.agency
    if case is not None and of_another and wrong is None:
        wrong = CoreError("workbook_of_another_agency", expected=visit.visitor.agency, got=case.agency.code)
    problems = reading.problems if reading else ()
    return {
        "waiting": waiting,
        "wrong": wrong,
        "errors": told_problems(reading.errors if reading else ()),
        "warnings": told_problems(reading.warnings if reading else ()),
        "more": max(0, len(problems) - _MOST_SHOWN),
        "words": {
            "errors": say("Harus dibetulkan", "To be mended"),
            "warnings": say("Perlu diperiksa", "To look at"),
        },
        "preview": Preview(case) if case is not None else None,
        "can_make": case is not None and not of_another and (case.has_marks or log_key_at_hand() is not None),
        "needs_key": case is not None and not case.has_marks and log_key_at_hand() is None,
    }


def told_problems(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    """Return problems in the language of this page, the first two hundred."""
    language = "en" if is_english() else "id"
    return [
        {
            "sheet": one.place.sheet,
            "cell": one.place.cell or "",
            "expected": one.expected.of(language),
            "found": one.found,
            "mend": one.mend.of(language),
        }
        for one in problems[:_MOST_SHOWN]
    ]


# Reading takes a quarter of a second, and a page is looked at more than once.
_READ: OrderedDict[str, Reading] = OrderedDict()
_LOCK = Lock()


def reading_of(sha256: str, content: bytes) -> Reading:
    """Return what a workbook says; the same bytes are read once."""
    with _LOCK:
        if sha256 in _READ:
            _READ.move_to_end(sha256)
            return _READ[sha256]
    from selaras.exchange.workbook_reader import read_workbook

    made = read_workbook(content, defaults())
    with _LOCK:
        _READ[sha256] = made
        while len(_READ) > _MOST_KEPT:
            _READ.popitem(last=False)
    return made
