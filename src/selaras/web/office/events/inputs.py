"""What a workbook knows besides the design: performance, track record, reports; entered after the lock."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from selaras.actions.reference import defaults
from selaras.core import casefile as c
from selaras.core.entries import (
    RECORD_TYPES,
    EntryDraft,
    EntryType,
    drafts_of,
    identity_of,
    listed_in,
)
from selaras.core.errors import CoreError
from selaras.core.freezing import locked
from selaras.exchange.problems import Reading
from selaras.queries.office.workbooks import workbook_of_event
from selaras.web.office.events.importing import uploaded
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.wording import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of record: how many the workbook lists, and how many of them are in."""

    type: EntryType
    listed: int
    entered: int


@page("records", "write", post=("records", "write"))
def inputs(visit: Visit) -> HttpResponse:
    """Show what the workbook still has to give; POST lets it be signed and entered.

    A newer workbook of the same design may be handed in instead of the one the event was made of.
    """
    here = held(visit.here)
    wrong: CoreError | None = None
    case: c.CaseFile | None = None
    try:
        case = _case(visit)
        if case is not None:
            _check(here, case)
        if visit.request.method == "POST":
            if case is None:
                raise CoreError("workbook_empty")
            drafts = missing_records(here, case)
            if drafts:
                return to_be_signed(
                    visit,
                    drafts,
                    told=_told(drafts),
                    back=reverse("workbook_records", args=(visit.here.agency, visit.here.key)),
                )
    except CoreError as refused:
        wrong, case = refused, None
    kinds = _kinds(here, case) if case is not None else ()
    return visit.render(
        "events/inputs.html",
        {
            "kinds": kinds,
            "missing": sum(one.listed - one.entered for one in kinds),
            "has_workbook": case is not None,
            "wrong": wrong,
        },
        status=409 if wrong else 200,
    )


def missing_records(here: Held, case: c.CaseFile) -> list[EntryDraft]:
    """Return the entries of a workbook's records that the ledger does not have as they stand there."""
    lock = locked(case, rulebook_digest=here.rulebook.digest)
    drafts: list[EntryDraft] = []
    for kind in RECORD_TYPES:
        known = {identity_of(kind, one): one for one in listed_in(here.case, kind)}
        told = zip(listed_in(case, kind), drafts_of(case, (kind,), lock=lock), strict=True)
        drafts += [draft for one, draft in told if known.get(identity_of(kind, one)) != one]
    return drafts


def _case(visit: Visit) -> c.CaseFile | None:
    from selaras.exchange.workbook_reader import read_workbook

    content = uploaded(visit) if visit.request.FILES.get("berkas") else None
    content = content or workbook_of_event(visit.here.agency, visit.here.key)
    if content is None:
        return None
    reading: Reading = read_workbook(content, defaults())
    if reading.case is None:
        raise CoreError("workbook_with_errors", n=len(reading.errors), first=str(reading.errors[0].place))
    return reading.case


def _check(here: Held, case: c.CaseFile) -> None:
    """Refuse a workbook of another event, or of another design than the locked one."""
    if (case.agency.code, case.event.key) != (here.case.agency.code, here.case.event.key):
        raise CoreError("workbook_of_another_event", expected=here.case.event.key, got=case.event.key)
    ours = locked(here.case, rulebook_digest=here.rulebook.digest).digest
    theirs = locked(case, rulebook_digest=here.rulebook.digest).digest
    if ours != theirs:
        raise CoreError("scheme_not_the_locked_one", expected=ours, got=theirs)


def _kinds(here: Held, case: c.CaseFile) -> tuple[Kind, ...]:
    waiting = [one.type for one in missing_records(here, case)]
    return tuple(
        Kind(type=kind, listed=len(found), entered=len(found) - waiting.count(kind))
        for kind in RECORD_TYPES
        if (found := listed_in(case, kind))
    )


def _told(drafts: Sequence[EntryDraft]) -> tuple[str, ...]:
    counts = {kind: sum(one.type is kind for one in drafts) for kind in RECORD_TYPES}
    words = {
        EntryType.PERFORMANCE: ("{n} data kinerja", "{n} records of performance"),
        EntryType.TRACK_RECORD: ("{n} butir rekam jejak", "{n} items of track record"),
        EntryType.ASSESSMENT: ("{n} laporan asesmen", "{n} assessment reports"),
    }
    found = [say(*words[kind], n=n) for kind, n in counts.items() if n]
    return (
        say(
            "Anda memasukkan dari buku kerja kegiatan ini: {what}.",
            "You enter from the workbook of this event: {what}.",
            what=", ".join(found),
        ),
        say(
            "Sumber dan pemverifikasi tiap butir ikut tercatat.",
            "The source and verifier of each are entered with it.",
        ),
    )
