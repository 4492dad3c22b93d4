"""A workbook on its way to an event: kept as it came, then entered as a signed or as an imported event."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, refuse_known_event
from selaras.actions.events import drafts_of_design, import_event
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.evidence.live import open_event
from selaras.actions.evidence.policies import keep_policy
from selaras.actions.foreseeing import Foreseen, foresee_import
from selaras.actions.placement import Ready, proposal_on, propose
from selaras.actions.ratings import drafts_of_marks, import_marks
from selaras.actions.reference import rulebook_for
from selaras.actions.results import freeze_result
from selaras.core import casefile as c
from selaras.core.completeness import check_entered
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.checkpoint import KeyKind, VerifierKey
from selaras.core.evidence.policy import Policy
from selaras.core.freezing import locked
from selaras.core.placement.model import Impossible
from selaras.core.placement.problem import unplaced_because
from selaras.core.rules import Rulebook
from selaras.outside.clock import Clock
from selaras.outside.signing import LogKey
from selaras.records import models as rows
from selaras.records.office.uploads import UploadKind

LARGEST_MEGABYTES = 24
# A workbook that waits longer for somebody to make an event of it is handed in anew.
KEPT_DAYS = 14
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An event made of a workbook; ``is_imported`` says that its marks came with it and no device signed."""

    ref: EventRef
    is_imported: bool
    has_moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ahead:
    """All of an imported event that takes computing; ``moves`` is None where none can be proposed."""

    rulebook: Rulebook
    result: Foreseen
    moves: Ready | None


@transaction.atomic
def keep_workbook(
    content: bytes,
    *,
    file_name: str,
    agency: str,
    account: int,
    about: str,
    acting: Acting,
    ref: EventRef | None = None,
) -> int:
    """Keep a file until an event is made of it, or it is thrown away; return its number.

    about : "" for a workbook, else what kind of table it holds
    ref : the event whose newer workbook it is; its older ones are superseded
    """
    require(acting.actor, "import_event")
    if not content:
        raise CoreError("workbook_empty")
    if len(content) > LARGEST_MEGABYTES * 2**20:
        raise CoreError("workbook_too_large", megabytes=LARGEST_MEGABYTES)
    event = event_row(ref) if ref is not None else None
    if event is not None:
        older = rows.Upload.objects.filter(event=event, kind=UploadKind.WORKBOOK.value, superseded_at=None)
        older.update(superseded_at=acting.clock.now())
    kept = rows.Upload.objects.create(
        agency=rows.Agency.objects.get(code=agency),
        event=event,
        kind=UploadKind.WORKBOOK.value,
        about=about,
        file_name=file_name[-200:],
        media_type=_XLSX if content.startswith(b"PK") else "text/plain",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_by_id=account,
        uploaded_at=acting.clock.now(),
    )
    return kept.pk


def drop_workbook(upload: int, *, agency: str, acting: Acting) -> None:
    """Throw away a file of which no event was made; it holds personal data that nobody needs any more."""
    require(acting.actor, "import_event")
    rows.Upload.objects.filter(
        pk=upload, agency__code=agency, event=None, kind=UploadKind.WORKBOOK.value
    ).delete()


def drop_unused(*, clock: Clock) -> int:
    """Throw away files of which nobody made an event in time, of all agencies; return how many.

    They hold personal data for a purpose that nobody follows any more (UU 27/2022, article 43).
    """
    before = clock.now() - timedelta(days=KEPT_DAYS)
    found = rows.Upload.objects.filter(event=None, kind=UploadKind.WORKBOOK.value, uploaded_at__lt=before)
    return found.delete()[0]


def remember_mapping(mapping: Mapping[str, str], *, source: str, agency: str, acting: Acting) -> None:
    """Remember which column of an export means which field, for the next export of the same headings."""
    require(acting.actor, "import_event")
    rows.ColumnMapping.objects.update_or_create(
        agency=rows.Agency.objects.get(code=agency),
        source=source,
        defaults={"mapping": dict(mapping), "remembered_at": acting.clock.now()},
    )


def make_event(case: c.CaseFile, *, upload: int, agency: str, log_key: LogKey | None, acting: Acting) -> Made:
    """Make an event of a checked workbook, wholly or not at all.

    Without marks it becomes a signed event, whose marks devices will sign; that takes the installation's log
    key. With marks it is an imported one, with its result and the moves proposed on it.
    """
    require(acting.actor, "import_event")
    if case.agency.code != agency:
        raise CoreError("workbook_of_another_agency", expected=agency, got=case.agency.code)
    rulebook = rulebook_for(case)
    if not case.has_marks and log_key is None:
        raise CoreError("log_key_missing")
    # Estimates, result and moves take seconds: they are computed before anybody has to wait for the ledger.
    ahead = _ahead(case, rulebook) if case.has_marks else None
    with transaction.atomic():
        if ahead is not None:
            ref = import_event(case, rulebook, **_imported_by(case, acting))
            _with_result(ref, case, ahead, log_key, acting)
        elif log_key is not None:
            ref = open_event(case, rulebook, policy=_policy(case, log_key, is_signed=True), acting=acting)
        rows.Upload.objects.filter(pk=upload, agency__code=agency).update(event=event_row(ref))
    has_moves = ahead is not None and ahead.moves is not None
    return Made(ref=ref, is_imported=case.has_marks, has_moves=has_moves)


def _ahead(case: c.CaseFile, rulebook: Rulebook) -> _Ahead:
    """Compute what an imported event will hold; refuse what could not be entered anyhow."""
    if errors := check_entered(case):
        raise SeveralErrors(errors)
    refuse_known_event(case)
    lock = locked(case, rulebook_digest=rulebook.digest)
    drafts = [*drafts_of_design(case, rulebook), *drafts_of_marks(case, lock=lock)]
    foreseen = foresee_import(drafts, as_of=case.event.data_on)
    moves = None
    if unplaced_because(foreseen.case, foreseen.results) is None:
        # Where no set of seats is lawful, the page of moves shows which demands contradict each other.
        with suppress(Impossible):
            moves = proposal_on(foreseen, version=1)
    return _Ahead(rulebook=rulebook, result=foreseen, moves=moves)


def _imported_by(case: c.CaseFile, acting: Acting) -> dict[str, Any]:
    # What stands in the workbook came about when the event was held; when it was entered stands apart.
    held_on: date = case.event.ends_on
    return {
        "actor": acting.actor,
        "declared_at": held_on,
        "clock": acting.clock,
        "chance": acting.chance,
    }


def _with_result(
    ref: EventRef, case: c.CaseFile, ahead: _Ahead, log_key: LogKey | None, acting: Acting
) -> None:
    by = _imported_by(case, acting)
    if log_key is not None:
        keep_policy(ref, _policy(case, log_key, is_signed=False), actor=acting.actor, clock=acting.clock)
    import_marks(ref, case, ahead.rulebook, **by)
    # An import cannot ask an examiner to look again; the papers name what was not confirmed.
    frozen = freeze_result(
        ref, as_of=case.event.data_on, unconfirmed_allowed=True, foreseen=ahead.result, **by
    )
    if ahead.moves is not None:
        propose(ref, frozen, ready=ahead.moves, **by)
    if log_key is not None:
        make_checkpoint(ref, log_key=log_key, actor=acting.actor, clock=acting.clock)


def _policy(case: c.CaseFile, log_key: LogKey, *, is_signed: bool) -> Policy:
    ref = EventRef(agency=case.agency.code, key=case.event.key)
    key = VerifierKey(name=ref.origin, kind=KeyKind.LOG, public_key=log_key.public_key)
    return Policy(log=ref.origin, log_keys=(key,), witnesses=(), quorum=0, signed_marks=is_signed)
