"""A signed event that has only begun: two devices, agency, event, one checkpoint. Small enough to print."""

from selaras.core.entries import EntryType, drafts_of
from selaras.core.freezing import locked
from tests.core.building import TEST_ON, rulebook_on, small_case
from tests.tampered.book import AnyStep, Book, Checkpoint, step_of
from tests.tampered.signed_event import SignedEvent, enrolment, policy_of

SEED = "mungil"


def tiny_event() -> SignedEvent:
    case, rulebook = small_case(), rulebook_on(TEST_ON)
    lock = locked(case, rulebook_digest=rulebook.digest)
    log = f"selaras/{case.agency.code}/{case.event.key}"
    steps: list[AnyStep] = [
        enrolment(SEED, "KP", "KP"),
        *(step_of(one) for one in drafts_of(case, (EntryType.AGENCY, EntryType.EVENT), lock=lock)),
        Checkpoint(),
        enrolment(SEED, "P1", "PG"),
        Checkpoint(),
    ]
    book = Book(seed=SEED, log=log).write(steps)
    return SignedEvent(case=case, rulebook=rulebook, lock=lock, book=book, policy=policy_of(SEED, log))
