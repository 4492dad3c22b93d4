"""Which of a ledger's parts each grade of bundle shows, and the bundle made of them.

The table: ``docs/evidence-format.md``, section 10.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle.archive import zip_bytes
from selaras.core.evidence.bundle.lines import ENTRIES, NOTES, PAYLOADS, Salted
from selaras.core.evidence.bundle.manifest import MANIFEST, Grade, Manifest, digests_of
from selaras.core.evidence.bundle.proofs import PROOFS, inclusion_proofs, proofs_bytes
from selaras.core.evidence.bundle.writing_lines import entry_lines, note_lines, payload_lines
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.opening import Ledger, Sealed
from selaras.core.evidence.packet import Envelope, envelope_of

POLICY = "policy.json"
NUMBERS = "publish/numbers.json"
RESULTS = "publish/results.json"
CHECKPOINTS = "checkpoints/"
PAPERS = "papers/"

# Without a person as subject: what a participant's own recount stands on.
GROUND = frozenset(
    {
        EntryType.RULEBOOK,
        EntryType.AGENCY,
        EntryType.EVENT,
        EntryType.COMPETENCE,
        EntryType.POSITION,
        EntryType.EXAMINER,
        EntryType.ASSIGNMENT,
        EntryType.SCHEME,
        EntryType.PHASE,
        EntryType.ENROLMENT,
        EntryType.REVOCATION,
        EntryType.LOG_KEY,
        EntryType.RESULT,
        EntryType.ERASURE,
        EntryType.APPROVAL,
    }
)
# Who gave feedback was promised to stay unknown, and few words betray a colleague.
SHUT_TO_OWNER = frozenset({EntryType.FEEDBACK})
# Estimates of one person rest on everybody's marks.
NOT_FOR_OWNER = frozenset({EntryType.MEASUREMENT})


@dataclass(frozen=True, slots=True)
class Shown:
    """Which entries a bundle shows, and of which of them the payload."""

    entries: tuple[int, ...]
    payloads: tuple[int, ...]


def checkpoint_name(size: int) -> str:
    """Return the name of the file that holds the checkpoint of this size.

    >>> checkpoint_name(985)
    'checkpoints/0000000985.txt'
    """
    return f"{CHECKPOINTS}{size:010d}.txt"


def shown_in(entries: Sequence[Sealed], grade: Grade, subject: str | None) -> Shown:
    """Return what a grade shows of a ledger's entries."""
    if (grade is Grade.OWN) != (subject is not None):
        raise CoreError("bundle_subject_wrong", grade=grade.value)
    everything = tuple(range(len(entries)))
    if subject is None:
        return Shown(everything, everything)
    envelopes = [envelope_of(one.packet.envelope) for one in entries]
    persons = {one.subject for one in envelopes if one.type is EntryType.OFFICIAL}
    if subject not in persons:
        raise CoreError("person_code_unknown", code=subject)
    own = tuple(n for n, one in enumerate(envelopes) if _is_for(one, subject, persons))
    return Shown(own, tuple(n for n in own if envelopes[n].type not in SHUT_TO_OWNER))


def _is_for(one: Envelope, subject: str, persons: set[str]) -> bool:
    if one.subject in persons:
        return one.subject == subject and one.type not in NOT_FOR_OWNER
    return one.type in GROUND


def bundle_of(
    ledger: Ledger,
    *,
    grade: Grade,
    policy: bytes,
    checkpoints: Mapping[int, bytes],
    publish: Mapping[str, bytes],
    papers: Mapping[str, bytes],
    made_by: str,
    subject: str | None = None,
) -> bytes:
    """Return a bundle of a ledger.

    checkpoints : signed notes by their size
    publish : ``numbers.json`` and ``results.json`` as they were frozen, or nothing before
    papers : contents by file name
    subject : code of the participant, for grade R3
    """
    shown = shown_in(ledger.entries, grade, subject)
    files = {POLICY: policy, ENTRIES: entry_lines({n: ledger.entries[n].packet for n in shown.entries})}
    openings = {n: one for n in shown.payloads if (one := ledger.entries[n].opening) is not None}
    files[PAYLOADS] = payload_lines({n: Salted(one.salt, one.payload) for n, one in openings.items()})
    if grade is Grade.FULL:
        files[NOTES] = note_lines({n: Salted(one.note_salt, one.note) for n, one in openings.items()})
        files |= {f"{PAPERS}{name}": content for name, content in papers.items()}
    if grade is Grade.OWN:
        hashes = [one.packet.leaf_hash for one in ledger.entries]
        files[PROOFS] = proofs_bytes(inclusion_proofs(hashes, shown.entries))
    sizes = sorted(checkpoints) if grade is not Grade.OWN else sorted(checkpoints)[-1:]
    files |= {checkpoint_name(size): checkpoints[size] for size in sizes}
    files |= _published(publish, grade, subject)
    manifest = Manifest(
        grade=grade,
        log=ledger.log,
        size=ledger.size,
        root=ledger.root,
        made_by=made_by,
        files=digests_of(files),
        subject=subject,
    )
    return zip_bytes({**files, MANIFEST: manifest.to_bytes()})


def _published(publish: Mapping[str, bytes], grade: Grade, subject: str | None) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if (numbers := publish.get("numbers.json")) is not None:
        found[NUMBERS] = numbers if subject is None else _own_numbers(numbers, subject)
    if grade is Grade.FULL and (results := publish.get("results.json")) is not None:
        found[RESULTS] = results
    return found


def _own_numbers(numbers: bytes, subject: str) -> bytes:
    told = read_exact(numbers)
    people = {code: one for code, one in told["people"].items() if code == subject}
    return canonical({"event": [], "people": people, "version": told["version"]})
