"""What leaves the house: the ledger of an event as one file, or a bundle that proves its numbers."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from selaras import __version__
from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import ledger_of
from selaras.actions.evidence.checkpoints import checkpoints_of
from selaras.actions.evidence.policies import policy_content
from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade, bundle_of
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.opening import Ledger
from selaras.core.evidence.policy import Policy, policy_bytes, policy_of
from selaras.exchange.ledger_export import export_bytes
from selaras.records import models as rows

PROGRAM = f"selaras {__version__}"

_VERBS = {
    Grade.FULL: "export_everything",
    Grade.WITHOUT_NAMES: "export_without_names",
    Grade.OWN: "export_own",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerExport:
    content: bytes
    size: int
    root: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleExport:
    """A bundle with what it could not hold."""

    content: bytes
    grade: Grade
    size: int
    root: bytes
    is_signed: bool  # devices signed its marks
    has_checkpoint: bool
    left_out: tuple[str, ...]  # papers that are not the ones that were issued, by file name


def export_ledger(ref: EventRef) -> LedgerExport:
    """Return the ledger's export; reading it back gives every entry with its opening."""
    ledger = ledger_of(event_row(ref))
    return LedgerExport(content=export_bytes(ledger), size=ledger.size, root=ledger.root)


def kept_ledger(ref: EventRef) -> Ledger:
    """Return an event's ledger as it is kept; nothing of it was checked."""
    return ledger_of(event_row(ref))


def export_bundle(
    ref: EventRef,
    *,
    grade: Grade,
    actor: Actor,
    papers: Mapping[str, bytes],
    subject: str | None = None,
    ledger: Ledger | None = None,
) -> BundleExport:
    """Return a bundle of the event as its ledger stands now.

    ledger : as ``kept_ledger`` just returned it, where the caller has it already
    papers : contents by file name; of a name that was issued only the bytes that were issued last are taken
    subject : code of the participant, for grade R3 alone
    Raises ``export_not_approved`` for everything of a signed event unless two people agreed since its last
    result, ``checkpoint_behind`` where the policy names a log key that did not sign the ledger as it stands.
    """
    require(actor, _VERBS[grade])
    event = event_row(ref)
    ledger = ledger or ledger_of(event)
    book = _Book(ledger)
    policy = _policy(ref, ledger.log)
    is_signed = policy.signed_marks or bool(book.of(EntryType.ENROLMENT))
    if is_signed and grade is Grade.FULL:
        _refuse_unapproved(book)
    # Entries and checkpoints that came in since the ledger was read belong to the next bundle.
    checkpoints = {size: note for size, note in checkpoints_of(ref).items() if size <= ledger.size}
    if policy.log_keys and ledger.size not in checkpoints:
        raise CoreError("checkpoint_behind", size=ledger.size, last=max(checkpoints, default=0))
    issued = book.issued_papers() if grade is Grade.FULL else {}
    taken = {
        name: content
        for name, content in papers.items()
        if issued.get(name) == hashlib.sha256(content).hexdigest()
    }
    content = bundle_of(
        ledger,
        grade=grade,
        policy=policy_bytes(policy),
        checkpoints=checkpoints,
        publish=_published(event, book),
        papers=taken,
        made_by=PROGRAM,
        subject=subject,
    )
    return BundleExport(
        content=content,
        grade=grade,
        size=ledger.size,
        root=ledger.root,
        is_signed=is_signed,
        has_checkpoint=bool(checkpoints),
        left_out=tuple(sorted(papers.keys() - taken.keys())) if grade is Grade.FULL else (),
    )


def only_event() -> EventRef:
    """Return the one event of a dossier's database; anything else is no dossier."""
    found = list(rows.Event.objects.values_list("agency__code", "key")[:2])
    if len(found) != 1:
        raise CoreError("dossier_without_its_event", n=len(found))
    return EventRef(agency=found[0][0], key=found[0][1])


class _Book:
    """A ledger by the types of its entries; payloads are read only of those that are asked for."""

    def __init__(self, ledger: Ledger) -> None:
        self._entries = ledger.entries
        self._told = [read_exact(one.packet.envelope) for one in ledger.entries]

    def of(self, kind: EntryType) -> list[int]:
        """Return the indices of all entries of a type."""
        return [n for n, one in enumerate(self._told) if one["type"] == kind.value]

    def subject(self, index: int) -> str:
        return str(self._told[index]["subject"])

    def payload(self, index: int) -> Json | None:
        """Return what an entry says, or None where that was erased."""
        opening = self._entries[index].opening
        return None if opening is None else read_exact(opening.payload)

    def issued_papers(self) -> dict[str, str]:
        """Return the digest under which each paper was issued last, by file name."""
        told = [self.payload(n) for n in self.of(EntryType.PAPER)]
        return {one["file_name"]: one["sha256"] for one in told if one is not None}


def _refuse_unapproved(book: _Book) -> None:
    """Refuse everything of a signed event that two people did not agree to; their act was checked then."""
    result = max(book.of(EntryType.RESULT), default=-1)
    agreed = [book.payload(n) for n in book.of(EntryType.EXPORT) if n > result]
    if not any(one is not None and one["grade"] == Grade.FULL.value for one in agreed):
        raise CoreError("export_not_approved", grade=Grade.FULL.value)


def _policy(ref: EventRef, log: str) -> Policy:
    """Return whom to believe about the event; of an import nobody was ever named."""
    content = policy_content(ref)
    if content is not None:
        return policy_of(content)
    return Policy(log=log, log_keys=(), witnesses=(), quorum=0, signed_marks=False)


def _published(event: rows.Event, book: _Book) -> dict[str, bytes]:
    """Return what was frozen last: each number by itself, and the whole document."""
    results = book.of(EntryType.RESULT)
    told = book.payload(results[-1]) if results else None
    if told is None:
        return {}
    version = told["version"]
    people: dict[str, Json] = {}
    of_event: Json = []
    for index in book.of(EntryType.NUMBERS):
        numbers = book.payload(index)
        if numbers is None or numbers["version"] != version:
            continue
        if subject := book.subject(index):
            people[subject] = numbers["numbers"]
        else:
            of_event = numbers["numbers"]
    document = rows.Result.objects.get(event=event, version=version).document
    published = canonical({"event": of_event, "people": people, "version": version})
    if not document:
        # It named everybody, and went with somebody who was erased.
        return {"numbers.json": published}
    return {"numbers.json": published, "results.json": document.encode()}
