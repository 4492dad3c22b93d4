"""Bundles that prove the result: R1 with all, R2 without examiners' names, and the check on the spot."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.exports import BundleExport, export_bundle
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade
from selaras.core.verification.report import checks_told, findings_told, headline
from selaras.core.verification.verdict import Outcome, Status, Verdict
from selaras.core.verification.verifying import verify
from selaras.outside.clock import SystemClock
from selaras.queries.office.listing import ListedEvent
from selaras.web.office.acting import log_key_at_hand, note_taken
from selaras.web.office.files import ZIP, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import is_english, moment, say

_MOST = 16
_TAGS = {Status.HOLDS: "good", Status.FAILS: "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The last check of a bundle of this very state of the ledger."""

    verdict: Verdict
    at: datetime

    @property
    def headline(self) -> str:
        return headline(self.verdict, lang=_lang())

    @property
    def lines(self) -> list[dict[str, str]]:
        told = checks_told(self.verdict, lang=_lang())
        return [{"name": name, "word": word, "tag": _TAGS.get(one, "wait")} for name, word, one in told]

    @property
    def sentences(self) -> tuple[str, ...]:
        return findings_told(self.verdict, lang=_lang())

    @property
    def holds(self) -> bool:
        return self.verdict.verdict is Outcome.HOLDS

    @property
    def code(self) -> str:
        return self.verdict.code or ""


_KEPT: OrderedDict[tuple[str, str, bytes], Checked] = OrderedDict()
_LOCK = Lock()


def checked(listed: ListedEvent) -> Checked | None:
    """Return the last check of the ledger as it stands; None where nobody asked since it grew."""
    with _LOCK:
        return _KEPT.get((listed.agency, listed.key, listed.root))


def bundle_now(visit: Visit, grade: Grade, *, subject: str | None = None) -> BundleExport:
    """Return a bundle of the ledger as it stands, under a checkpoint of the log key where there is one."""
    key = log_key_at_hand() if visit.here.has_log_key else None
    if key is not None:
        make_checkpoint(visit.ref, log_key=key, actor=visit.actor, clock=SystemClock())
    return export_bundle(visit.ref, grade=grade, actor=visit.actor, papers={}, subject=subject)


def whole_now(visit: Visit) -> BundleExport:
    """Return everything, and note it for everybody; refused until two people agreed since the last result."""
    entries = held(visit.here).entries
    result = max((n for n, one in enumerate(entries) if one.type is EntryType.RESULT), default=-1)
    agreed = (
        one.payload["grade"] == Grade.FULL.value
        for one in entries[result + 1 :]
        if one.type is EntryType.EXPORT
    )
    if not any(agreed):
        # Of an imported event too, where the ledger itself would not ask.
        raise CoreError("export_not_approved", grade=Grade.FULL.value)
    note_taken(visit, "bundle")
    return bundle_now(visit, Grade.FULL)


@page("bundle", "R1", post=("bundle", "R1"))
def whole(visit: Visit) -> HttpResponse:
    """Hand out everything, once two people agreed since the last result."""
    if visit.request.method != "POST":
        return _back(visit)
    return _handed(visit, whole_now(visit))


@page("bundle", "R2", post=("bundle", "R2"))
def without_names(visit: Visit) -> HttpResponse:
    """Hand out the bundle in which examiners stand by their codes alone."""
    if visit.request.method != "POST":
        return _back(visit)
    return _handed(visit, bundle_now(visit, Grade.WITHOUT_NAMES))


@page("review", "read", post=("ledger", "read"))
def check_now(visit: Visit) -> HttpResponse:
    """Make a bundle, verify it as anybody could outside, and say how that came out."""
    if visit.request.method == "POST":
        made = bundle_now(visit, Grade.WITHOUT_NAMES)
        found = Checked(verdict=verify(made.content), at=SystemClock().now())
        with _LOCK:
            _KEPT[visit.here.agency, visit.here.key, made.root] = found
            while len(_KEPT) > _MOST:
                _KEPT.popitem(last=False)
        told = say("{how}, diperiksa {at}.", "{how}, checked {at}.", how=found.headline, at=moment(found.at))
        (messages.success if found.holds else messages.error)(visit.request, told)
    return _back(visit)


def _handed(visit: Visit, made: BundleExport) -> HttpResponse:
    name = f"bukti-{made.grade.value}-{visit.here.key}-{made.size}.zip"
    return file_answer(made.content, file_name=name, media_type=ZIP)


def _back(visit: Visit) -> HttpResponse:
    return HttpResponseRedirect(reverse("review_desk", args=(visit.here.agency, visit.here.key)) + "#bundle")


def _lang() -> str:
    return "en" if is_english() else "id"
