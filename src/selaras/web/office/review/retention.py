"""What is kept until when, what must not go yet, and what two people let go for good.

How long something is kept is the agency's own schedule of retention (JRA) to say, not the program's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.desk import retention as keeping
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.oversight import readings_of
from selaras.queries.office.desk.papers import notices_of
from selaras.queries.office.desk.retention import (
    HoldGround,
    KeptKind,
    erasure_asked,
    erasures_of,
    holds_of,
    remaining_people,
    terms_of,
)
from selaras.queries.office.desk.uploads import UploadKind, uploads_of
from selaras.web.office.acting import acting_of, log_key_at_hand
from selaras.web.office.failures import not_found, refused
from selaras.web.office.held import forget, held
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say, sentence

# Where on the page a refusal is to be mended.
_FIELDS = {
    "retention_years_wrong": "years",
    "retention_without_ground": "ground",
    "retention_not_set": "kind",
    "hold_without_reason": "hold-reason",
    "hold_unknown": "held",
    "hold_lifted_by_another": "held",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One kind of data: how much of it there is, for how long, from when on it may go, and how it goes."""

    kind: KeptKind
    n: int
    years: int | None
    ground: str
    due: date | None
    is_due: bool
    goes: str


@page("retention", "read")
def retention(visit: Visit) -> HttpResponse:
    """Show what is kept until when, what is held, and what was asked to go."""
    return _shown(visit)


@page("retention", "set", post=("retention", "set"))
def set_term(visit: Visit) -> HttpResponse:
    """Take the agency's term for one kind of data."""

    def work() -> str:
        typed = visit.request.POST.get("years", "").strip()
        years = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else None
        if typed and years is None:
            raise CoreError("retention_years_wrong", most=keeping.MOST_YEARS)
        keeping.set_term(
            visit.here.agency,
            KeptKind(visit.request.POST.get("kind", "")),
            years=years,
            ground=visit.request.POST.get("ground", ""),
            account=visit.visitor.account,
            clock=SystemClock(),
        )
        return say("Masa simpan disimpan.", "The term is kept.")

    return _done(visit, work)


@page("retention", "hold", post=("retention", "hold"))
def hold(visit: Visit) -> HttpResponse:
    """Hold what a dispute or an inquiry needs, or lift such a hold."""

    def work() -> str:
        sent, account = visit.request.POST, visit.visitor.account
        if sent.get("lift", "").isdecimal():
            number = int(sent["lift"])
            keeping.lift_hold(
                visit.ref, number, because=sent.get("because", ""), account=account, clock=SystemClock()
            )
            return say("Penahanan dicabut.", "The hold is lifted.")
        keeping.hold(
            visit.ref,
            subject=sent.get("subject", ""),
            ground=HoldGround(sent.get("hold_ground", "")),
            reason=sent.get("reason", ""),
            account=account,
            clock=SystemClock(),
        )
        return say("Ditahan: tidak ada yang dimusnahkan.", "Held: nothing of it is erased.")

    return _done(visit, work)


@page("retention", "erase", post=("retention", "erase"))
def ask(visit: Visit) -> HttpResponse:
    """Ask for one participant's erasure, or withdraw it."""

    def work() -> str:
        sent, acting, account = visit.request.POST, acting_of(visit), visit.visitor.account
        if sent.get("withdraw", "").isdecimal():
            keeping.withdraw_erasure(visit.ref, int(sent["withdraw"]), account=account, acting=acting)
            return say("Pengajuan ditarik.", "The request is withdrawn.")
        keeping.ask_erasure(
            visit.ref,
            sent.get("subject", ""),
            reason=sent.get("erasure_reason", ""),
            account=account,
            acting=acting,
        )
        return say(
            "Pemusnahan diajukan dan menunggu orang kedua.",
            "The erasure was asked; a second person must agree.",
        )

    return _done(visit, work)


@page("retention", "agree_erasure", post=("retention", "agree_erasure"))
def agree(visit: Visit, number: int) -> HttpResponse:
    """Tell what an erasure destroys for good; do it, with the second person's agreement."""
    found = erasure_asked(visit.here, number)
    if found is None:
        return not_found(visit.request)
    own = found.asked_by == visit.visitor.account
    if visit.request.method != "POST":
        return visit.render("review/erase.html", {"asked": found, "own": own})
    if visit.request.POST.get("subject", "").strip().upper() != found.subject.upper():
        wrong = CoreError("erasure_code_differs", subject=found.subject)
        return visit.render(
            "review/erase.html",
            {"asked": found, "own": own, "errors": {"subject": sentence(wrong)}},
            status=422,
        )
    key = log_key_at_hand() if visit.here.has_log_key else None
    done = keeping.agree_to_erasure(
        visit.ref, number, account=visit.visitor.account, acting=acting_of(visit), log_key=key
    )
    forget(visit.here)
    _wiped(visit)
    messages.success(
        visit.request,
        say(
            "Data {code} dimusnahkan: {n} catatan dibuka tidak lagi. Sidiknya tetap di buku induk.",
            "The data of {code} are destroyed: {n} entries open no more. Their digests stay in the ledger.",
            code=done.subject,
            n=len(done.entries),
        ),
    )
    if done.remains_at:
        messages.warning(
            visit.request,
            say(
                "Namanya masih disebut dalam catatan tentang hal lain (nomor {at}): putuskan bersama pejabat "
                "pelindungan data.",
                "The name still stands in entries about something else (numbers {at}): decide with the data "
                "protection officer.",
                at=", ".join(map(str, done.remains_at)),
            ),
        )
    return HttpResponseRedirect(_back(visit))


def _wiped(visit: Visit) -> None:
    """Take the bytes out of the database's files; where somebody is reading, the console does it later."""
    from selaras.actions.installation import wipe_deleted

    try:
        wipe_deleted()
    except CoreError:
        messages.warning(
            visit.request,
            say(
                "Berkas basis data sedang dipakai, jadi bitanya belum ditimpa. Hentikan peladen dan jalankan "
                "`selaras erase` untuk kode yang sama; perintah itu menyelesaikannya.",
                "The database's file is in use, so the bytes are not overwritten yet. Stop the server and "
                "run `selaras erase` for the same code, which finishes it.",
            ),
        )


def _done(visit: Visit, work: Callable[[], str]) -> HttpResponse:
    """Do what a form of the page asks; a refusal shows the page again with what was typed."""
    if visit.request.method != "POST":
        return HttpResponseRedirect(_back(visit))
    try:
        messages.success(visit.request, work())
    except CoreError as wrong:
        return _shown(visit, wrong, typed=visit.request.POST.dict())
    except ValueError:  # a kind or ground that no form of ours offers
        return refused(visit.request, "request_wrong", status=400)
    return HttpResponseRedirect(_back(visit))


def _back(visit: Visit) -> str:
    return reverse("retention", args=(visit.here.agency, visit.here.key))


def _shown(
    visit: Visit, wrong: CoreError | None = None, *, typed: Mapping[str, Any] | None = None
) -> HttpResponse:
    holds = holds_of(visit.here)
    told = {
        "kept": _kept(visit),
        "holds": [(one, one.set_by != visit.visitor.account) for one in holds],
        "grounds": list(HoldGround),
        "people": remaining_people(visit.here),
        "asked": erasures_of(visit.here),
        "may_set": visit.may("retention", "set"),
        "may_hold": visit.may("retention", "hold"),
        "may_erase": visit.may("retention", "erase"),
        "may_agree": visit.may("retention", "agree_erasure"),
        "own": visit.visitor.account,
        "typed": typed or {},
        "errors": {_FIELDS.get(wrong.code, "erase-reason"): sentence(wrong)} if wrong else {},
    }
    return visit.render("review/retention.html", told, status=422 if wrong else 200)


def _kept(visit: Visit) -> list[Kept]:
    here, today = visit.here, SystemClock().now().date()
    terms, due = terms_of(here.agency), keeping.due_on(here.agency, here.ends_on)
    uploads = uploads_of(here, *UploadKind)
    papers = sum(one.kind is UploadKind.PARTICIPANT_PAPER for one in uploads)
    by_two = say("Dimusnahkan per orang, oleh dua orang.", "Erased person by person, by two people.")
    beside = say("Ikut hilang saat orangnya dimusnahkan.", "Goes when the person is erased.")
    last = say("Dihapus bersama basis data kegiatan.", "Goes with the database of the event.")
    n_people = sum(one.type is EntryType.OFFICIAL and bool(one.payload) for one in held(here).entries)
    told = {
        KeptKind.PERSON: (n_people, by_two),
        KeptKind.PAPER: (papers, beside),
        KeptKind.SCAN: (len(uploads) - papers, last),
        KeptKind.NOTICE: (len(notices_of(here)), beside),
        KeptKind.ACCESS: (len(readings_of(here)), beside),
    }
    return [
        Kept(
            kind=kind,
            n=n,
            years=terms[kind].years if kind in terms else None,
            ground=terms[kind].ground if kind in terms else "",
            due=due.get(kind),
            is_due=kind in due and due[kind] <= today,
            goes=goes,
        )
        for kind, (n, goes) in told.items()
    ]
