"""Acts of two people that two people did not agree to: check `life`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from tests.tampered.book import (
    SERVER,
    AnyStep,
    Book,
    Checkpoint,
    Step,
    by_two_people,
    enrolment_payload,
)
from tests.tampered.forgeries.conformance import (
    Case,
    at_end,
    before,
    edited,
    honest,
    last_sheet_of,
    with_payload,
)
from tests.tampered.forgeries.lives import case, reveal, void, without_lock
from tests.tampered.signed_event import Change, move


def cases() -> Iterator[Case]:
    yield from approvals()


def approvals() -> Iterator[Case]:
    yield case("locked_by_nobody", "approval_missing", with_approvals(lambda _: []), "lock_scheme")
    yield case("locked_by_one", "approval_missing", with_approvals(lambda ids: ids[:1]), "lock_scheme")
    yield case(
        "locked_by_one_twice", "approval_missing", with_approvals(lambda ids: [ids[0], ids[0]]), "lock_scheme"
    )
    yield case(
        "locked_by_three", "approval_missing", with_approvals(lambda ids: [*ids, ids[0]]), "lock_scheme"
    )
    yield case(
        "locked_by_an_id_of_nothing",
        "approval_missing",
        with_approvals(lambda ids: [ids[0], "01HNHP8SR00000000000000000"]),
        "lock_scheme",
    )
    first = honest().book.envelopes[0].id
    yield case(
        "locked_by_the_rulebook",
        "approval_unknown",
        with_approvals(lambda ids: [ids[0], first]),
        "lock_scheme",
    )
    yield case(
        "approved_by_the_server",
        "approval_unknown",
        lambda steps: edited(steps, "lock_scheme/SK", lambda one: [replace(one, by=SERVER)]),
        "lock_scheme",
    )
    yield case("approvals_of_another_act", "approval_of_something_else", borrowed, "second")
    yield case(
        "approval_of_another_verb",
        "approval_of_something_else",
        with_payload("lock_scheme/SK", lambda told: {**told, "verb": "reveal"}),
        "lock_scheme",
    )
    yield case("approvals_used_again", "approval_used_twice", used_again, "again")
    people = {
        "same_person": ("KP", "KP2"),
        "two_chairs": ("KP", "KP3"),
        "examiner_for_secretariat": ("KP", "P1"),
    }
    reasons = {"same_person": "approval_same_person"}
    for name, pair in people.items():
        yield case(
            f"locked_by_{name}", reasons.get(name, "approval_wrong_role"), locked_by(pair), "lock_scheme"
        )
    yield case("approved_in_anothers_name", "approval_same_person", in_anothers_name, "lock_scheme")
    event = honest()
    export = Step(type=EntryType.EXPORT, payload={"grade": "R1", "approvals": []}, name="alone")
    restored = {"size": 5, "root": event.ledger.root_at(5).hex(), "reason": "Disk rusak", "approvals": []}
    yield case("exported_by_one", "approval_missing", at_end(export), "alone")
    yield case(
        "restored_by_one",
        "approval_missing",
        at_end(Step(type=EntryType.RESTORATION, payload=restored, name="alone")),
        "alone",
    )
    yield case(
        "revealed_by_one",
        "approval_missing",
        at_end(Step(type=EntryType.REVEAL, payload={"approvals": []}, name="alone")),
        "alone",
    )
    yield case(
        "voided_by_one",
        "approval_missing",
        before(
            "close_scoring",
            replace(void("alone")[2], payload={**void_payload(void("alone")[2]), "approvals": []}),
        ),
        "alone",
    )
    lock = honest().lock
    alone = move(Phase.CLOSED, "reopen_scoring", lock, signed=False, name="alone")
    yield case("reopened_by_one", "approval_missing", at_end(*alone), "alone")


def void_payload(step: Step) -> Json:
    """Return an act's payload without approvals, as ``void`` was given it."""
    _, examiner, subject, method = last_sheet_of(honest(), "P3").split("/")
    return {"examiner": examiner, "nip": subject, "method": method, "reason": f"Tertukar {step.name}"}


def with_approvals(change: Callable[[list[str]], list[str]]) -> Change:
    return with_payload("lock_scheme", lambda told: {**told, "approvals": change(told["approvals"])})


def borrowed(steps: list[AnyStep]) -> Sequence[AnyStep]:
    """Return two voids of which the second names approvals that were given for another reason."""
    *agreed, act = void("second")
    bent_act = replace(act, payload=lambda book: {**act_payload(act, book), "reason": "Lain sama sekali"})
    return edited(steps, "close_scoring", lambda one: [*agreed, bent_act, one])


def act_payload(step: Step, book: Book) -> Json:
    return step.payload(book) if callable(step.payload) else step.payload


def used_again(steps: list[AnyStep]) -> Sequence[AnyStep]:
    *agreed, act = reveal()
    again = replace(act, name="again")
    return [*steps, *agreed, act, again, Checkpoint()]


def more_devices(people: Sequence[str]) -> list[Step]:
    """Return the enrolments of those people whose devices the honest event lacks: a chair's second device,
    under the secretariat's role, and a second chair's."""
    seed = honest().book.seed
    holders = {"KP2": ("KP", "SK"), "KP3": ("KP3", "KP")}
    return [
        Step(
            type=EntryType.ENROLMENT,
            payload={**enrolment_payload(seed, one, holders[one][1]), "holder": holders[one][0]},
            by=one,
            name=f"enrolment/{one}",
        )
        for one in people
        if one in holders
    ]


def locked_by(people: tuple[str, str]) -> Change:
    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        extra = more_devices(people)
        lock = honest().lock
        payload = {"from": "design", "to": "ready", "verb": "lock_scheme", "scheme": lock.digest}
        step = Step(type=EntryType.PHASE, payload=payload, form=lock.digest)
        told = without_lock(steps)
        opening = "open_scoring"
        return edited(
            list(told),
            opening,
            lambda one: [*extra, *by_two_people(step, Act.LOCK, name="lock_scheme", people=people), one],
        )

    return change


def in_anothers_name(steps: list[AnyStep]) -> Sequence[AnyStep]:
    """Return the lock approved twice by one person, who writes the other's name into the second approval."""

    def claimed(told: Json) -> Json:
        return {**told, "holder": {"holder": "SK", "role": "SK"}, "role": "SK"}

    twice = locked_by(("KP", "KP2"))(steps)
    return with_payload("lock_scheme/KP2", claimed)(list(twice))
