"""What a result will say, computed while nothing is held, so that nobody waits behind a computation.

It is taken only where the entries are the very ones that it was computed from; else it is computed anew.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from selaras.actions.evidence.appending import ledger_of
from selaras.core import casefile as c
from selaras.core.dossier import dossier_of
from selaras.core.entries import EntryDraft, Opened
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.opening import opened_ledger
from selaras.core.freezing import locked
from selaras.core.measuring import (
    UnitMeasurement,
    drafts_of_measurements,
    is_current,
    measure_units,
    measurements_in,
    reproduced,
)
from selaras.core.outcome import Results
from selaras.core.publication import publication_bytes
from selaras.core.results import read_entries, results_from
from selaras.core.rules import Rulebook
from selaras.records import models as rows

Drawn = Callable[[], Sequence[UnitMeasurement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """A result that follows from entries; it is kept nowhere yet.

    stands_on : the root of the ledger that was read, or the digest of entries that are still to be made
    estimates : entries that go before the result, where its estimates are not in the ledger yet
    """

    stands_on: bytes
    as_of: date
    case: c.CaseFile
    rulebook: Rulebook
    results: Results
    document: bytes
    estimates: tuple[EntryDraft, ...]

    def follows_from(self, event: rows.Event) -> bool:
        """Return whether an event's ledger, which is held, consists of these entries and no others."""
        head = rows.LedgerHead.objects.filter(event=event).first()
        if head is None:
            return False
        return self.stands_on in (bytes(head.root), _digest_of_kept(event))


def foresee_result(event: rows.Event, *, as_of: date, drawn: Drawn = tuple) -> Foreseen:
    """Compute the result of a ledger as it stands; chain, commitments and root are checked first."""
    ledger = ledger_of(event)
    return _foreseen(opened_ledger(ledger), stands_on=ledger.root, as_of=as_of, drawn=drawn)


def foresee_import(drafts: Sequence[EntryDraft], *, as_of: date) -> Foreseen:
    """Compute the result that follows from entries which are still to be made."""
    contents = [(one, canonical(one.payload)) for one in drafts]
    entries = [Opened(one.type, one.subject, read_exact(payload), one.note) for one, payload in contents]
    stands_on = _digest(
        (one.type.value, one.subject, payload, one.note.encode()) for one, payload in contents
    )
    return _foreseen(entries, stands_on=stands_on, as_of=as_of, drawn=tuple)


def _foreseen(entries: Sequence[Opened], *, stands_on: bytes, as_of: date, drawn: Drawn) -> Foreseen:
    case, rulebook = read_entries(entries)
    measured, estimates = _measurements(case, rulebook, entries, drawn)
    results = results_from(case, rulebook, as_of=as_of, measured=measured)
    return Foreseen(
        stands_on=stands_on,
        as_of=as_of,
        case=case,
        rulebook=rulebook,
        results=results,
        document=publication_bytes(case, results),
        estimates=tuple(estimates),
    )


def _digest_of_kept(event: rows.Event) -> bytes:
    kept = rows.Payload.objects.filter(entry__event=event).order_by("entry__index")
    told = kept.values_list("entry__type", "entry__subject", "payload", "note")
    return _digest((kind, subject, bytes(payload), bytes(note)) for kind, subject, payload, note in told)


def _digest(contents: Iterable[tuple[str, str, bytes, bytes]]) -> bytes:
    found = hashlib.sha256()
    for parts in contents:
        for part in parts:
            content = part.encode() if isinstance(part, str) else part
            # With its length, so that no part runs into the next.
            found.update(len(content).to_bytes(8, "big") + content)
    return found.digest()


def _measurements(
    case: c.CaseFile, rulebook: Rulebook, entries: Sequence[Opened], drawn: Drawn
) -> tuple[tuple[UnitMeasurement, ...], list[EntryDraft]]:
    """Return the estimates of an event and the entries that are still to be made of them.

    Of marks that did not change a later version of the result shows the same margins. They are drawn again
    all the same: estimates that somebody slipped in after the marks would else be believed.
    """
    if case.scheme.measurement is None or not case.has_marks:
        return (), []
    lock = locked(case, rulebook_digest=rulebook.digest)
    dossier = dossier_of(case, rulebook)
    kept = measurements_in(entries)
    made = measure_units(dossier, scheme_digest=lock.digest, drawn=drawn())
    if kept and is_current(dossier, kept, scheme_digest=lock.digest) and reproduced(kept, made):
        return kept, []
    return made, drafts_of_measurements(made, forms=lock.forms)
