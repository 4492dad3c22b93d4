"""A whole signed event, from its rulebook to its papers, made by the core and seeded keys alone.

Nothing is stored and no clock is asked: the same arguments always give the same bytes. Other tests take the
event as it is; forgers take its steps, change them and write them again with every key they may have.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random

from selaras.core import casefile as c
from selaras.core.codec import Json, to_json
from selaras.core.entries import (
    DESIGN_TYPES,
    RECORD_TYPES,
    EntryDraft,
    EntryType,
    Opened,
    drafts_of,
)
from selaras.core.evidence.acts import Act
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.opening import Ledger
from selaras.core.freezing import Locked, locked
from selaras.core.lifecycle import Phase, next_phase
from selaras.core.measuring import measurements_in
from selaras.core.numbers import numbers_of_event, numbers_of_people
from selaras.core.publication import SCHEMA_VERSION, FrozenResult, publication_bytes
from selaras.core.results import read_entries, results_from
from selaras.core.rules import Rulebook
from tests.core.building import TEST_ON, rulebook_on
from tests.tampered.book import (
    WITNESSES,
    AnyStep,
    Book,
    Checkpoint,
    Later,
    Step,
    by_two_people,
    enrolment_payload,
    step_of,
)
from tests.tampered.cases import case_of, drawn_sheet
from tests.tampered.files import bundle_files
from tests.tampered.keys import ledger_code, log_key, witness_key
from tests.tampered.packing import packed

AS_OF = date(2024, 3, 1)
PROGRAM = "selaras 0.3.0"
MARKS_BETWEEN_CHECKPOINTS = 12
Change = Callable[[list[AnyStep]], Sequence[AnyStep]]


@dataclass(frozen=True, slots=True)
class SignedEvent:
    """What an event left behind: its book, the policy that left the building, and what it was made from."""

    case: c.CaseFile
    rulebook: Rulebook
    lock: Locked
    book: Book
    policy: bytes

    @property
    def ledger(self) -> Ledger:
        return self.book.ledger

    @property
    def paper_code(self) -> str:
        """Return the ledger code of the last checkpoint, as a signed paper shows it."""
        return ledger_code(self.book.root)

    def files(self, grade: str = "R1", *, subject: str | None = None) -> dict[str, bytes]:
        return bundle_files(self.book, grade=grade, policy=self.policy, subject=subject)

    def bundle(self, grade: str = "R1", *, subject: str | None = None) -> bytes:
        return packed(self.files(grade, subject=subject))


@cache
def signed_event(
    *,
    officials: int = 3,
    methods: int = 2,
    examiners: int = 5,
    seed: str = "satu",
    signed: bool = True,
    checkpoints: bool = True,
    frozen: bool = True,
    quorum: int = 2,
) -> SignedEvent:
    """Return an event of this size; with ``signed`` false every entry is of the class imported."""
    case = case_of(officials=officials, methods=methods, examiners=examiners, seed=seed)
    return event_of(
        case, seed=seed, signed=signed, checkpoints=checkpoints and signed, frozen=frozen, quorum=quorum
    )


def event_of(
    case: c.CaseFile,
    *,
    seed: str = "satu",
    signed: bool = True,
    checkpoints: bool = True,
    frozen: bool = True,
    quorum: int = 2,
    change: Change = list,
) -> SignedEvent:
    """Return the event that a case file makes; ``change`` may do anything to its steps before."""
    rulebook = rulebook_on(TEST_ON)
    lock = locked(case, rulebook_digest=rulebook.digest)
    log = f"selaras/{case.agency.code}/{case.event.key}"
    steps = steps_of(case, rulebook, lock, seed=seed, signed=signed, frozen=frozen)
    if not checkpoints:
        steps = [one for one in steps if not isinstance(one, Checkpoint)]
    book = Book(seed=seed, log=log, is_signed=signed).write(change(steps))
    policy = policy_of(seed, log, quorum=quorum if checkpoints else 0, signed=signed, keyed=checkpoints)
    return SignedEvent(case=case, rulebook=rulebook, lock=lock, book=book, policy=policy)


def policy_of(
    seed: str, log: str, *, quorum: int = 2, signed: bool = True, keyed: bool = True, **changes: Json
) -> bytes:
    """Return the policy file; fields may be changed."""
    told = {
        "format": "selaras-policy",
        "log": log,
        "log_keys": [log_key(seed, log).vkey] if keyed else [],
        "quorum": quorum,
        "signed_marks": signed,
        "version": 1,
        "witnesses": [{"key": witness_key(seed, one).vkey, "who": one.title()} for one in WITNESSES]
        if keyed
        else [],
    }
    return canonical({**told, **changes})


def steps_of(
    case: c.CaseFile, rulebook: Rulebook, lock: Locked, *, seed: str, signed: bool, frozen: bool
) -> list[AnyStep]:
    """Return everything that is entered in an event without trouble, in order."""
    people = [] if not signed else enrolments(case, seed)
    drafts = drafts_of(case, DESIGN_TYPES, lock=lock)
    steps: list[AnyStep] = [
        step_of(_rulebook_draft(rulebook), name="rulebook"),
        *people,
        *(step_of(one, name=_name_of(one)) for one in drafts),
        *move(Phase.DESIGN, "lock_scheme", lock, signed=signed),
        Checkpoint(),
        *(step_of(one, name=_name_of(one)) for one in drafts_of(case, RECORD_TYPES, lock=lock)),
        *move(Phase.READY, "open_scoring", lock, signed=signed),
        *(
            step_of(one, by="SK", name=_name_of(one))
            for one in drafts_of(case, (EntryType.ATTENDANCE,), lock=lock)
        ),
        Checkpoint(),
        *marks(case, lock, seed),
        *move(Phase.SCORING, "close_scoring", lock, signed=signed),
        Checkpoint(),
    ]
    if frozen:
        steps += [Later(lambda book: result_steps(book, lock, version=1)), Checkpoint()]
    return steps


def _rulebook_draft(rulebook: Rulebook) -> EntryDraft:
    return EntryDraft(type=EntryType.RULEBOOK, subject="", method="", form="", payload=rulebook.to_payload())


def _name_of(draft: EntryDraft) -> str:
    method = f"/{draft.method}" if draft.method else ""
    return f"{draft.type.value}/{draft.subject}{method}"


def attendances(case: c.CaseFile, lock: Locked) -> list[Step]:
    """Return who was there, by the secretariat's own device: the server alone may not say."""
    drafts = drafts_of(case, (EntryType.ATTENDANCE,), lock=lock)
    return [step_of(one, by="SK", name=_name_of(one)) for one in drafts]


def enrolments(case: c.CaseFile, seed: str) -> list[Step]:
    holders = [("KP", "KP"), ("SK", "SK"), *((one.code, "PG") for one in case.examiners)]
    return [enrolment(seed, holder, role) for holder, role in holders]


def enrolment(seed: str, holder: str, role: str) -> Step:
    return Step(
        type=EntryType.ENROLMENT,
        payload=enrolment_payload(seed, holder, role),
        by=holder,
        name=f"enrolment/{holder}",
    )


def move(current: Phase, verb: str, lock: Locked, *, signed: bool, name: str = "") -> tuple[Step, ...]:
    """Return the entries of a move to the next phase: of two people where it needs two."""
    payload = {
        "from": current.value,
        "to": next_phase(current=current, verb=verb).value,
        "verb": verb,
        "scheme": lock.digest,
    }
    step = Step(type=EntryType.PHASE, payload=payload, form=lock.digest, name=name or verb)
    if signed and verb in (Act.LOCK.value, Act.REOPEN.value):
        return by_two_people(step, Act(verb), name=name or verb)
    return (step,)


def marks(case: c.CaseFile, lock: Locked, seed: str) -> list[AnyStep]:
    """Return every sheet, each by its examiner's own device, with checkpoints between and one revision."""
    drafts = drafts_of(case, (EntryType.RATING_SHEET,), lock=lock)
    steps: list[AnyStep] = []
    for n, draft in enumerate(drafts, start=1):
        steps.append(step_of(draft, by=draft.payload["examiner"], name=sheet_name(draft)))
        if n % MARKS_BETWEEN_CHECKPOINTS == 0:
            # Tablets do not see every checkpoint at once: one goes by unseen.
            steps.append(Checkpoint(is_shown=n % (2 * MARKS_BETWEEN_CHECKPOINTS) != 0))
    if case.rating_sheets:
        steps.append(revision(case, lock, seed))
    given = drafts_of(case, (EntryType.FEEDBACK,), lock=lock)
    return [*steps, *(step_of(one, name=f"feedback/{n}") for n, one in enumerate(given, start=1))]


def sheet_name(draft: EntryDraft) -> str:
    return f"sheet/{draft.payload['examiner']}/{draft.subject}/{draft.method}"


def revision(case: c.CaseFile, lock: Locked, seed: str, *, reason: str | None = "Salah baca lembar") -> Step:
    """Return the second sheet as its examiner gave it anew."""
    chance = Random(f"revision/{seed}")
    first = case.rating_sheets[min(1, len(case.rating_sheets) - 1)]
    made = drawn_sheet(case.scheme, first.examiner, first.nip, first.method, chance, reason=reason)
    (draft,) = drafts_of(replace(case, rating_sheets=(made,)), (EntryType.RATING_SHEET,), lock=lock)
    return step_of(draft, by=first.examiner, name="revision")


def as_computed(numbers: Json, document: Json) -> None:
    """Leave numbers and document as they were computed."""


def result_steps(
    book: Book,
    lock: Locked,
    *,
    version: int,
    bend: Callable[[Json, Json], None] = as_computed,
    entries: Sequence[Opened] = (),
) -> list[AnyStep]:
    """Return numbers, result and paper that follow from what the book holds; publish them beside it.

    bend : changes numbers and document before digests and entries are made of them
    entries : other ones than the book's, from which the result is computed
    """
    opened = entries or book.opened()
    case, rulebook = read_entries(opened)
    measured = measurements_in(opened)
    results = results_from(case, rulebook, as_of=AS_OF, measured=measured)
    told = {
        "event": to_json(numbers_of_event(results)),
        "people": {code: to_json(one) for code, one in numbers_of_people(results).items()},
        "version": version,
    }
    published = json.loads(publication_bytes(case, results))
    bend(told, published)
    people, event = told["people"], told["event"]
    document = (json.dumps(published, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
    book.publish["numbers.json"] = canonical(told)
    book.publish["results.json"] = document
    frozen = FrozenResult(
        version=version,
        as_of=AS_OF,
        document=hashlib.sha256(document).hexdigest(),
        program=PROGRAM,
        schema=SCHEMA_VERSION,
    )
    steps = [
        _numbers_step(code, numbers, version) for code, numbers in (*sorted(people.items()), ("", event))
    ]
    result = Step(type=EntryType.RESULT, payload=to_json(frozen), form=lock.digest, name=f"result/{version}")
    return [*steps, result, paper_step(book, "ba-hasil", version)]


def _numbers_step(code: str, numbers: Json, version: int) -> Step:
    return Step(
        type=EntryType.NUMBERS,
        payload={"version": version, "numbers": numbers},
        subject=code,
        name=f"numbers/{code}/{version}",
    )


def paper_step(book: Book, code: str, version: int) -> Step:
    """Return the entry of a paper, and lay its bytes beside the book."""
    file_name = f"{code}.pdf"
    data = f"%PDF-1.7 {code} {version}\n".encode()
    book.papers[file_name] = data
    payload: Mapping[str, Json] = {
        "code": code,
        "file_name": file_name,
        "title": "Berita Acara Hasil",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return Step(type=EntryType.PAPER, payload=payload, name=f"paper/{code}/{version}")
