"""A newer workbook of an event: what it says otherwise is corrected before the lock, or signed after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.events.amending import amend_design, changes_between, in_the_order_of
from selaras.actions.office.events.importing import keep_workbook
from selaras.actions.reference import defaults, rulebook_for
from selaras.core import casefile as c
from selaras.core.entries import (
    DESIGN_TYPES,
    RECORD_TYPES,
    EntryDraft,
    EntryType,
    listed_in,
)
from selaras.core.errors import CoreError
from selaras.core.freezing import locked
from selaras.core.lifecycle import Phase
from selaras.exchange.problems import Reading
from selaras.queries.office.workbooks import workbook_of_event
from selaras.web.office.acting import acting_of
from selaras.web.office.events.importing import uploaded
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.wording import say

# What may still be said otherwise once the design is locked: a person's own data, and the records.
AFTER_THE_LOCK = (EntryType.OFFICIAL, EntryType.POST_HELD, *RECORD_TYPES)
_WORDS = {
    EntryType.AGENCY: ("data instansi", "the agency"),
    EntryType.EVENT: ("data kegiatan", "the event"),
    EntryType.COMPETENCE: ("{n} kompetensi", "{n} competences"),
    EntryType.POSITION: ("{n} jabatan", "{n} posts"),
    EntryType.OFFICIAL: ("{n} data pejabat", "{n} officials"),
    EntryType.POST_HELD: ("{n} riwayat jabatan", "{n} posts held"),
    EntryType.PERMISSION: ("{n} surat", "{n} letters"),
    EntryType.EXAMINER: ("{n} penguji", "{n} examiners"),
    EntryType.CONFLICT: ("{n} benturan kepentingan", "{n} conflicts"),
    EntryType.ASSIGNMENT: ("{n} penugasan", "{n} assignments"),
    EntryType.SCHEME: ("rancangan penilaian", "the design of the assessment"),
    EntryType.PERFORMANCE: ("{n} data kinerja", "{n} records of performance"),
    EntryType.TRACK_RECORD: ("{n} butir rekam jejak", "{n} items of track record"),
    EntryType.ASSESSMENT: ("{n} laporan asesmen", "{n} assessment reports"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing: how many the workbook lists, and how many of them are in as they stand there."""

    word: str
    listed: int
    entered: int

    @property
    def waiting(self) -> int:
        return self.listed - self.entered


@page("design", "amend", post=("design", "amend"))
def inputs(visit: Visit) -> HttpResponse:
    """Show what the event's workbook says otherwise than the ledger.

    POST with a file keeps it as the event's newer workbook, to be looked at first; POST without one enters
    the differences, or lets them be signed.
    """
    here = held(visit.here)
    wrong: CoreError | None = None
    case: c.CaseFile | None = None
    try:
        if visit.request.FILES.get("berkas"):
            return _kept(visit, here)
        content = workbook_of_event(visit.here.agency, visit.here.key)
        case = _case(visit, here, content) if content is not None else None
        if visit.request.method == "POST":
            if case is None:
                raise CoreError("workbook_empty")
            return _entered(visit, here, case)
    except CoreError as refused:
        wrong, case = refused, None
    kinds = _kinds(here, case, visit.here.phase) if case is not None else ()
    return visit.render(
        "events/inputs.html",
        {
            "kinds": kinds,
            "missing": sum(one.waiting for one in kinds),
            "is_design": visit.here.phase is Phase.DESIGN,
            "wrong": wrong,
        },
        status=409 if wrong else 200,
    )


def _kept(visit: Visit, here: Held) -> HttpResponse:
    """Keep a newer workbook of this event; one that could not be entered is not kept."""
    content = uploaded(visit)
    _case(visit, here, content)
    keep_workbook(
        content,
        file_name=f"{visit.here.key}.xlsx",
        agency=visit.here.agency,
        account=visit.visitor.account,
        about="",
        acting=acting_of(visit),
        ref=visit.ref,
    )
    return HttpResponseRedirect(_own_address(visit))


def _own_address(visit: Visit) -> str:
    return reverse("workbook_records", args=(visit.here.agency, visit.here.key))


def differences(here: Held, case: c.CaseFile, phase: Phase) -> list[EntryDraft]:
    """Return what a workbook says otherwise than the ledger, as far as this phase lets it be said."""
    types = DESIGN_TYPES if phase is Phase.DESIGN else AFTER_THE_LOCK
    return changes_between(here.case, case, types, rulebook=here.rulebook)


def _entered(visit: Visit, here: Held, case: c.CaseFile) -> HttpResponse:
    """Enter the differences, or ask for a signature."""
    drafts = differences(here, case, visit.here.phase)
    if not drafts:
        return HttpResponseRedirect(_own_address(visit))
    if visit.here.phase is not Phase.DESIGN:
        return to_be_signed(visit, drafts, told=_told(drafts), back=_own_address(visit))
    n = amend_design(visit.ref, case, rulebook_for(case), acting=acting_of(visit))
    what = _listed(drafts)
    told = say("{n} catatan dibetulkan: {what}.", "{n} entries corrected: {what}.", n=n, what=what)
    messages.success(visit.request, told)
    return HttpResponseRedirect(_own_address(visit))


def _case(visit: Visit, here: Held, content: bytes) -> c.CaseFile:
    """Return what a workbook says, with the people as the ledger knows them."""
    from selaras.exchange.workbook_reader import read_workbook

    reading: Reading = read_workbook(content, defaults())
    if reading.case is None:
        raise CoreError("workbook_with_errors", n=len(reading.errors), first=str(reading.errors[0].place))
    case = reading.case
    if (case.agency.code, case.event.key) != (here.case.agency.code, here.case.event.key):
        raise CoreError("workbook_of_another_event", expected=here.case.event.key, got=case.event.key)
    case = in_the_order_of(here.case, case)
    if visit.here.phase is not Phase.DESIGN:
        _check_locked(here, case)
    return case


def _check_locked(here: Held, case: c.CaseFile) -> None:
    """Refuse another design than the locked one, and people who were not in it."""
    ours = locked(here.case, rulebook_digest=here.rulebook.digest).digest
    theirs = locked(case, rulebook_digest=here.rulebook.digest).digest
    if ours != theirs:
        raise CoreError("scheme_not_the_locked_one", expected=ours, got=theirs)
    if new := len(case.officials) - len(here.case.officials):
        raise CoreError("officials_after_lock", n=new)


def _kinds(here: Held, case: c.CaseFile, phase: Phase) -> tuple[Kind, ...]:
    types = DESIGN_TYPES if phase is Phase.DESIGN else AFTER_THE_LOCK
    waiting = [one.type for one in differences(here, case, phase)]
    found = []
    for kind in types:
        n = len(listed_in(case, kind)) or (kind in (EntryType.AGENCY, EntryType.EVENT, EntryType.SCHEME))
        if n:
            word = say(*_WORDS[kind], n=n)
            found.append(Kind(word=word[0].upper() + word[1:], listed=n, entered=n - waiting.count(kind)))
    return tuple(found)


def _listed(drafts: Sequence[EntryDraft]) -> str:
    counts = {kind: sum(one.type is kind for one in drafts) for kind in _WORDS}
    return ", ".join(say(*_WORDS[kind], n=n) for kind, n in counts.items() if n)


def _told(drafts: Sequence[EntryDraft]) -> tuple[str, ...]:
    return (
        say(
            "Anda memasukkan dari buku kerja kegiatan ini: {what}.",
            "You enter from the workbook of this event: {what}.",
            what=_listed(drafts),
        ),
        say(
            "Yang lama tetap tersimpan; sumber dan pemverifikasi tiap butir ikut tercatat.",
            "What stood before is kept; the source and verifier of each are entered with it.",
        ),
    )
