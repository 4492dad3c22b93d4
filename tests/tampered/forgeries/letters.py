"""Letters after the lock that one person, or two who agreed to something else, would enter: check `life`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.vocabulary import PermissionKind
from tests.tampered.book import SERVER, AnyStep, Book, Step
from tests.tampered.deciding import (
    MOVED,
    PERSON,
    decided_by_officer,
    decided_event,
    letter,
    letter_alone,
    target_changed,
)
from tests.tampered.forgeries.agreements import more_devices
from tests.tampered.forgeries.conformance import (
    SEED,
    Case,
    after,
    at_end,
    before,
    changed,
    edited,
    honest,
    refused,
)
from tests.tampered.forgeries.signatures import revocation
from tests.tampered.keys import device_key
from tests.tampered.signed_event import SignedEvent, enrolment

NAME = f"letter/{PERSON}"
SCAN = "5c" * 32


def cases() -> Iterator[Case]:
    yield from honest_ones()
    yield from by_one()
    yield from agreed_otherwise()
    yield from agreed_too_early()
    yield from asked_again()


def one(name: str, reason: str, *steps: Step, at: str = NAME) -> Case:
    """Return a case of letters behind the close of scoring."""
    return found(name, reason, changed(at_end(*steps)), at=at)


def found(name: str, reason: str, event: SignedEvent, *, at: str = NAME) -> Case:
    return refused(name, reason, event.bundle(), index=event.book.index_of[at])


def with_device(code: str, role: str, *steps: AnyStep) -> SignedEvent:
    """Return the event in which one more device was enrolled before the lock, and steps behind it all."""
    enrolled = after("enrolment/SK", enrolment(SEED, code, role))

    def change(told: list[AnyStep]) -> Sequence[AnyStep]:
        return at_end(*steps)(list(enrolled(told)))

    return changed(change)


def honest_ones() -> Iterator[Case]:
    recorded = changed(at_end(*letter(PERSON), *letter(None), *letter("P-002", state="refused")))
    yield Case(name="letters_by_two_people_hold", data=recorded.bundle())
    yield Case(name="letters_by_two_people_without_names_hold", data=recorded.bundle("R2"))
    by_device = (*letter(PERSON)[:2], replace(letter(PERSON)[2], by="SK"))
    yield Case(name="letter_by_two_people_and_a_device_hold", data=changed(at_end(*by_device)).bundle())
    mended = changed(at_end(*letter(PERSON), *letter(PERSON, state="refused", name="mended")))
    yield Case(
        name="letter_mended_by_two_people_hold", data=mended.bundle(), warnings=("corrected_after_lock",)
    )
    own = with_device("RV-1", "RV", letter_alone(PERSON, by="RV-1", state="refused"))
    yield Case(name="letter_by_the_reviewer_hold", data=own.bundle())
    plan = with_device("RV-1", "RV", letter_alone(PERSON, by="RV-1", kind="test-plan"))
    yield Case(name="plan_by_the_reviewer_hold", data=plan.bundle())
    many = decided_event(*letters_of_one_paper(), decided_by_officer())
    yield Case(name="letters_of_one_paper_hold", data=many.bundle())
    scanned = changed(at_end(*letter(PERSON, scan=SCAN)))
    yield Case(name="letter_with_its_scan_hold", data=scanned.bundle())
    before_lock = changed(before("lock_scheme/KP", letter_alone(PERSON, by=SERVER, state="asked")))
    yield Case(name="letter_before_the_lock_hold", data=before_lock.bundle())
    imported = changed(lambda steps: [*steps, letter_alone(PERSON, by=SERVER)], signed=False)
    yield Case(name="letter_in_an_import_hold", data=imported.bundle(), warnings=("imported",))


def letters_of_one_paper() -> list[Step]:
    """Return a reviewer's letter on three people: all approvals first, then what they agreed to."""
    acts = [letter(code, number="R-7") for code in (None, MOVED, "P-002")]
    return [*(step for act in acts for step in act[:2]), *(act[2] for act in acts)]


def by_one() -> Iterator[Case]:
    for kind in PermissionKind:
        alone = letter_alone(PERSON, by="SK", kind=kind.value, rule=None)
        yield one(f"letter_{kind.value.replace('-', '_')}_by_one", "approval_missing", alone)
    yield one("letter_by_the_server", "approval_missing", letter_alone(PERSON, by=SERVER))
    yield one("letter_by_the_chair_alone", "approval_missing", letter_alone(PERSON, by="KP"))
    yield one("letter_by_an_examiner", "approval_missing", letter_alone(PERSON, by="P1"))
    yield one("letter_with_one_approval", "approval_missing", *letter(PERSON, people=("SK",)))
    consent = with_device("RV-1", "RV", letter_alone(PERSON, by="RV-1", kind="minister-consent"))
    yield found("consent_by_the_reviewer", "approval_missing", consent)
    scoring = changed(before("close_scoring", letter_alone(PERSON, by="SK", kind="test-minister")))
    yield found("letter_by_one_while_scoring", "approval_missing", scoring)
    ready = changed(before("open_scoring", letter_alone(PERSON, by="SK", kind="test-plan")))
    yield found("plan_by_one_before_the_test", "approval_missing", ready)
    deciding = decided_event(letter_alone(MOVED, by="SK"), decided_by_officer())
    yield found("cleared_by_one", "approval_missing", deciding, at=f"letter/{MOVED}")


def agreed_otherwise() -> Iterator[Case]:
    pair = with_people("KP", "KP2")
    yield found("letter_by_one_person_twice", "approval_same_person", pair)
    yield found("letter_by_two_chairs", "approval_wrong_role", with_people("KP", "KP3"))
    yield found("letter_by_the_chair_and_an_examiner", "approval_wrong_role", with_people("KP", "P1"))
    *agreed, act = letter(PERSON)
    other = replace(act, payload=told_otherwise(act, state="refused"))
    yield one("letter_turned_after_it_was_agreed", "approval_of_something_else", *agreed, other)
    *with_scan, scanned = letter(PERSON, scan=SCAN)
    for name, scan in (("letter_under_another_scan", "c5" * 32), ("letter_under_no_scan", None)):
        swapped = replace(scanned, payload=without_nothing(told_otherwise(scanned, scan=scan)))
        yield one(name, "approval_of_something_else", *with_scan, swapped)
    moved = replace(act, subject="P-002")
    yield one("letter_moved_to_another", "approval_of_something_else", *agreed, moved)
    again = replace(act, name="again")
    yield one("letter_entered_twice", "approval_used_twice", *agreed, act, again, at="again")
    lost = revocation(device_key(honest().book.seed, "SK").device)
    yield one("letter_agreed_and_then_revoked", "approval_unknown", *agreed, lost, act)
    server = (replace(agreed[0], by=SERVER), agreed[1], act)
    yield one("letter_agreed_by_the_server", "approval_unknown", *server)


def with_people(*people: str) -> SignedEvent:
    def change(told: list[AnyStep]) -> Sequence[AnyStep]:
        enrolled = edited(told, "enrolment/SK", lambda known: [known, *more_devices(people)])
        return at_end(*letter(PERSON, people=people))(enrolled)

    return changed(change)


def told_otherwise(act: Step, **changes: Json) -> Callable[[Book], Json]:
    def told(book: Book) -> Json:
        assert callable(act.payload)
        return {**act.payload(book), **changes}

    return told


def without_nothing(told: Callable[[Book], Json]) -> Callable[[Book], Json]:
    def kept(book: Book) -> Json:
        payload = told(book)
        assert isinstance(payload, dict)
        return {name: value for name, value in payload.items() if name != "scan" or value is not None}

    return kept


def agreed_too_early() -> Iterator[Case]:
    """Yield approvals that were kept back until they would undo what came after them."""
    *agreed, act = letter(PERSON)
    closed = changed(lambda steps: edited(steps, "close_scoring", lambda this: [*agreed, this, act]))
    yield found("letter_agreed_before_the_close", "approval_too_old", closed)
    refusal = letter(PERSON, state="refused", name="refusal")
    yield one("refusal_undone_by_what_was_agreed_before", "approval_too_old", *agreed, *refusal, act)
    elsewhere = letter(PERSON, state="refused", number="R-8", issuer="KASN", name="refusal")
    yield one("refusal_undone_by_another_paper", "approval_too_old", *agreed, *elsewhere, act)
    of_post = letter(PERSON, state="refused", number="R-8", position="J-01", name="refusal")
    yield one("refusal_of_a_post_undone_by_all", "approval_too_old", *agreed, *of_post, act)
    nobody = letter(None, state="refused", number="R-8", name="refusal")
    yield one("refusal_of_everybody_undone_by_one", "approval_too_old", *agreed, *nobody, act)
    *back, later = letter(MOVED)
    returned = decided_event(*back, *target_changed(), later)
    yield found("letter_agreed_before_the_way_back", "approval_too_old", returned, at=f"letter/{MOVED}")


def asked_again() -> Iterator[Case]:
    asked = letter(PERSON, state="asked", name="asked")
    yield one("grant_undone_by_asking", "letter_asked_after_answer", *letter(PERSON), *asked, at="asked")
    refusal = letter(PERSON, state="refused")
    yield one("refusal_undone_by_asking", "letter_asked_after_answer", *refusal, *asked, at="asked")
    own = with_device(
        "RV-1", "RV", *letter(PERSON), replace(letter_alone(PERSON, by="RV-1", state="asked"), name="asked")
    )
    yield found("grant_undone_by_the_reviewer_asking", "letter_asked_after_answer", own, at="asked")
    yield Case(
        name="letter_asked_and_then_answered_hold",
        data=changed(
            at_end(*asked, *letter(PERSON), *letter(PERSON, number="R-8", state="asked", name="next"))
        ).bundle(),
        warnings=("corrected_after_lock",),
    )
