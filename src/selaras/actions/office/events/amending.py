"""A design corrected before its lock: what a newer workbook says otherwise, entered and kept as rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, renew_event
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import append, opened_entries
from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.completeness import check_entered
from selaras.core.entries import DESIGN_TYPES, EntryDraft, EntryType, drafts_of, identity_of, listed_in
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.freezing import locked, person_codes
from selaras.core.lifecycle import Phase
from selaras.core.results import read_entries
from selaras.core.rules import Rulebook

_SINGLE = {
    EntryType.AGENCY: lambda case: case.agency,
    EntryType.EVENT: lambda case: case.event,
    EntryType.SCHEME: lambda case: case.scheme,
}


def in_the_order_of(kept: c.CaseFile, case: c.CaseFile) -> c.CaseFile:
    """Return a newer case file whose people have the codes that the ledger knows them by.

    New people follow after the known ones. Raises ``officials_left_out`` where somebody of the ledger is
    missing: an entry can be superseded, never taken back.
    """
    codes: dict[v.Nip, str] = dict(person_codes(kept.officials, kept.codes))
    by_nip = {one.nip: one for one in case.officials}
    if missing := [codes[nip] for nip in codes if nip not in by_nip]:
        raise CoreError("officials_left_out", n=len(missing), codes=", ".join(missing[:10]))
    new = [one for one in case.officials if one.nip not in codes]
    width = max(len(code) for code in codes.values()) - 2
    last = max(int(code[2:]) for code in codes.values())
    codes |= {one.nip: f"P-{last + n:0{width}d}" for n, one in enumerate(new, start=1)}
    ordered = (*(by_nip[nip] for nip in list(codes)[: len(kept.officials)]), *new)
    told = tuple(codes[one.nip] for one in ordered)
    counted = tuple(person_codes(ordered).values())
    return replace(case, officials=ordered, codes=() if told == counted else told)


def changes_between(
    kept: c.CaseFile, case: c.CaseFile, types: Sequence[EntryType], *, rulebook: Rulebook
) -> list[EntryDraft]:
    """Return the entries by which a newer case file differs; what it leaves out stays as it was.

    case : in the order of the ledger's people
    """
    lock = locked(case, rulebook_digest=rulebook.digest)
    drafts: list[EntryDraft] = []
    for kind in types:
        made = drafts_of(case, (kind,), lock=lock)
        if kind in _SINGLE:
            drafts += made if _SINGLE[kind](kept) != _SINGLE[kind](case) else []
            continue
        known: Mapping[tuple[object, ...], object] = {
            identity_of(kind, one): _bare(one) for one in listed_in(kept, kind)
        }
        told = zip(listed_in(case, kind), made, strict=True)
        drafts += [draft for one, draft in told if known.get(identity_of(kind, one)) != _bare(one)]
    return drafts


def _bare(one: object) -> object:
    # Conflicts are entries of their own.
    return replace(one, conflicts=()) if isinstance(one, c.Examiner) else one


def amend_design(ref: EventRef, case: c.CaseFile, rulebook: Rulebook, *, acting: Acting) -> int:
    """Enter what a newer workbook says otherwise, before the lock; return how many entries that made.

    case : in the order of the ledger's people
    Raises ``design_of_other_rules`` where its dates put it under another rulebook than the pinned one.
    """
    require(acting.actor, "open_event")
    if errors := check_entered(case):
        raise SeveralErrors(errors)
    with transaction.atomic():
        event = event_row(ref)
        if Phase(event.phase) is not Phase.DESIGN:
            raise CoreError("move_not_allowed", phase=event.phase, verb="amend")
        kept, pinned = read_entries(opened_entries(event))
        if pinned.digest != rulebook.digest:
            raise CoreError(
                "design_of_other_rules", pinned=pinned.on.isoformat(), got=rulebook.on.isoformat()
            )
        drafts = changes_between(kept, case, DESIGN_TYPES, rulebook=rulebook)
        if drafts:
            append(event, drafts, **acting.by)
            now, _ = read_entries(opened_entries(event))
            renew_event(event, now, rulebook)
    return len(drafts)
