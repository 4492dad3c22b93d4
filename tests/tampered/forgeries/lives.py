"""Unlawful lives of an event, with every signature, chain and root in order: check `life`."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from tests.tampered.book import (
    SERVER,
    AnyStep,
    Bent,
    Step,
    by_two_people,
    enrolment_payload,
)
from tests.tampered.forgeries.conformance import (
    Case,
    after,
    at_end,
    before,
    bent,
    changed,
    edited,
    honest,
    last_sheet_of,
    refused,
    with_payload,
)
from tests.tampered.forgeries.signatures import new_log_key
from tests.tampered.signed_event import Change, SignedEvent, move, revision

SHEET_REASON = "Salah baca"


def cases() -> Iterator[Case]:
    yield from phases()
    yield from locks()
    yield from marks()
    yield from keepers()
    yield from office()


def case(name: str, reason: str, change: Change, at: str, *, signed: bool = True) -> Case:
    """Return a case in which the entry of the name ``at`` must be named."""
    event = changed(change, signed=signed)
    return refused(name, reason, event.bundle(), index=event.book.index_of[at])


def removed(name: str) -> Callable[[Sequence[AnyStep]], list[AnyStep]]:
    return lambda steps: edited(steps, name, lambda one: [])


def moved(name: str, *, to: str) -> Change:
    """Return a change that puts one entry behind another."""

    def change(steps: list[AnyStep]) -> list[AnyStep]:
        (one,) = [step for step in steps if isinstance(step, Step) and step.name == name]
        return edited(edited(steps, name, lambda _: []), to, lambda other: [other, one])

    return change


def phases() -> Iterator[Case]:
    lock = honest().lock
    yield case("opened_without_lock", "phase_out_of_order", without_lock, "open_scoring")
    again = move(Phase.SCORING, "close_scoring", lock, signed=True, name="again")
    yield case("closed_twice", "phase_out_of_order", at_end(*again), "again")
    yield case(
        "closed_into_decision",
        "phase_out_of_order",
        with_payload("close_scoring", lambda told: {**told, "to": "decision"}),
        "close_scoring",
    )
    yield case(
        "a_verb_that_is_none",
        "phase_out_of_order",
        with_payload("close_scoring", lambda told: {**told, "verb": "finish"}),
        "close_scoring",
    )
    yield case("closed_without_opening", "phase_out_of_order", never_opened, "close_scoring")
    yield case("result_while_scoring", "result_before_close", early_result, "early")
    yield case("revealed_while_scoring", "reveal_before_close", before("close_scoring", *reveal()), "reveal")
    yield case(
        "marked_before_the_lock", "marked_before_lock", before("lock_scheme/KP", early_sheet()), "early"
    )
    yield case("marked_after_the_close", "marked_outside_scoring", at_end(late_sheet()), "late")
    yield case(
        "attended_before_opening",
        "marked_outside_scoring",
        moved("attendance/P-001", to="lock_scheme"),
        "attendance/P-001",
    )
    yield case(
        "marked_after_the_close_in_an_import",
        "marked_outside_scoring",
        at_end(late_sheet()),
        "late",
        signed=False,
    )


def without_lock(steps: list[AnyStep]) -> Sequence[AnyStep]:
    told = steps
    for name in ("lock_scheme/KP", "lock_scheme/SK", "lock_scheme"):
        told = removed(name)(told)
    return told


def never_opened(steps: list[AnyStep]) -> Sequence[AnyStep]:
    """Return the event without opening, attendance and marks: only the close that follows them."""
    return [
        one
        for one in steps
        if not isinstance(one, Step)
        or (
            one.name not in ("open_scoring", "revision")
            and one.type not in (EntryType.ATTENDANCE, EntryType.RATING_SHEET)
        )
    ]


def result_payload() -> Json:
    event = honest()
    opening = event.book.entries[event.book.index_of["result/1"]].opening
    assert opening is not None
    return json.loads(opening.payload)


def early_result(steps: list[AnyStep]) -> Sequence[AnyStep]:
    return edited(
        steps,
        "close_scoring",
        lambda one: [Step(type=EntryType.RESULT, payload=result_payload(), name="early"), one],
    )


def sheet_step(name: str) -> Step:
    """Return the last sheet of the third examiner under another name, to be entered elsewhere."""
    event = honest()
    at = event.book.index_of[last_sheet_of(event, "P3")]
    envelope, opening = event.book.envelopes[at], event.book.entries[at].opening
    assert opening is not None
    return Step(
        type=EntryType.RATING_SHEET,
        payload={**json.loads(opening.payload), "reason": SHEET_REASON},
        by="P3",
        subject=envelope.subject,
        method=envelope.method,
        form=envelope.form,
        name=name,
    )


def early_sheet() -> Step:
    return sheet_step("early")


def late_sheet() -> Step:
    return sheet_step("late")


def locks() -> Iterator[Case]:
    yield case(
        "locked_another_scheme",
        "scheme_not_the_locked_one",
        with_payload("open_scoring", lambda told: {**told, "scheme": "ab" * 32}),
        "open_scoring",
    )
    yield case(
        "weight_changed_before_marks",
        "scheme_not_the_locked_one",
        after("open_scoring", other_scheme()),
        "other",
    )
    yield case(
        "standard_changed_after_lock",
        "scheme_not_the_locked_one",
        after("open_scoring", other_post()),
        "other",
    )
    yield case("scheme_after_the_first_mark", "scheme_after_first_mark", at_end(other_scheme()), "other")
    yield case(
        "rulebook_changed_under_its_digest",
        "rulebook_digest_wrong",
        with_payload("rulebook", lambda told: {**told, "on": "2024-01-31"}),
        "rulebook",
    )
    sheet = last_sheet_of(honest(), "P3")
    for name, fields in (
        ("mark_on_another_form", {"form": "ab" * 32}),
        ("mark_on_no_form", {"form": ""}),
    ):
        event = bent(sheet, Bent(fields=fields))
        yield refused(name, "form_not_the_locked_one", event.bundle(), index=event.book.index_of[sheet])
    yield case(
        "mark_of_another_method_than_its_form",
        "form_not_the_locked_one",
        with_payload(sheet, lambda told: {**told, "method": "interview"}),
        sheet,
    )


def other_scheme() -> Step:
    event = honest()
    told = payload_of(event, "scheme/")
    told["cuts"][0]["at_least"] -= 500
    return Step(type=EntryType.SCHEME, payload=told, name="other")


def other_post() -> Step:
    told = payload_of(honest(), "position/J-01")
    told["standard"][0]["level"] = 1
    return Step(type=EntryType.POSITION, payload=told, subject="J-01", name="other")


def payload_of(event: SignedEvent, name: str) -> Json:
    opening = event.book.entries[event.book.index_of[name]].opening
    assert opening is not None
    return json.loads(opening.payload)


def marks() -> Iterator[Case]:
    event = honest()
    sheet = last_sheet_of(event, "P3")
    yield case(
        "mark_entered_by_the_server",
        "mark_not_signed",
        lambda steps: edited(steps, sheet, lambda one: [replace(one, by=SERVER)]),
        sheet,
    )
    yield case(
        "mark_of_a_colleague",
        "mark_of_another_examiner",
        lambda steps: edited(steps, sheet, lambda one: [replace(one, by="P2")]),
        sheet,
    )
    yield case(
        "mark_by_the_secretariat",
        "mark_of_another_examiner",
        lambda steps: edited(steps, sheet, lambda one: [replace(one, by="SK")]),
        sheet,
    )
    yield case(
        "examiner_enrolled_as_secretariat",
        "mark_of_another_examiner",
        with_payload("enrolment/P1", lambda told: {**told, "role": "SK"}),
        next(name for name in event.book.index_of if name.startswith("sheet/P1/")),
    )
    examiner, subject = sheet.split("/")[1:3]
    conflict = Step(
        type=EntryType.CONFLICT,
        payload={"examiner": examiner, "nip": subject, "kind": "kin"},
        subject=subject,
        note='{"note":"saudara"}',
        name="conflict",
    )
    yield case(
        "conflict_declared_and_marked", "conflicted_pair_marked", before("lock_scheme/KP", conflict), sheet
    )
    late = before("close_scoring", replace(conflict, by="KP"))
    yield case("conflict_declared_after_the_marks", "conflicted_pair_marked", late, sheet)
    yield case(
        "conflict_in_an_import",
        "conflicted_pair_marked",
        before("lock_scheme", conflict),
        sheet,
        signed=False,
    )
    seed = event.book.seed
    silent = revision(event.case, event.lock, seed, reason=None)
    yield case(
        "revised_without_reason",
        "revision_without_reason",
        lambda steps: edited(steps, "revision", lambda one: [replace(silent, name="revision")]),
        "revision",
    )
    yield case(
        "voided_twice",
        "void_without_sheet",
        before("close_scoring", *void("first"), *void("second")),
        "second",
    )


def void(name: str, **changes: Json) -> tuple[Step, ...]:
    """Return the entries by which two people take out the third examiner's last sheet."""
    _, examiner, subject, method = last_sheet_of(honest(), "P3").split("/")
    payload = {"examiner": examiner, "nip": subject, "method": method, "reason": f"Tertukar {name}"}
    step = Step(type=EntryType.VOID, payload={**payload, **changes}, subject=subject, method=method)
    return by_two_people(step, Act.VOID, name=name)


def reveal() -> tuple[Step, ...]:
    return by_two_people(Step(type=EntryType.REVEAL, payload={}), Act.REVEAL, name="reveal")


def keepers() -> Iterator[Case]:
    event = honest()
    seed = event.book.seed
    again = Step(type=EntryType.ENROLMENT, payload=enrolment_payload(seed, "P3", "PG"), by="P3", name="again")
    yield case("enrolled_twice", "enrolled_twice", before("lock_scheme/KP", again), "again")
    other = replace(again, payload=enrolment_payload(seed, "P9", "PG"))
    yield case("enrolled_twice_with_another_key", "enrolled_twice", before("lock_scheme/KP", other), "again")
    yield case(
        "enrolled_late_by_one", "approval_missing", after("open_scoring", late("P9", "Tablet rusak")), "late"
    )
    yield case(
        "enrolled_late_without_reason",
        "late_device_without_reason",
        after("open_scoring", *agreed_late("P9", None)),
        "late",
    )
    imported = replace(new_log_key(event), by="KP")
    yield case("log_key_by_the_chair", "log_key_not_vouched", at_end(imported), "log-key")
    yield case(
        "log_key_recovered_by_one", "approval_missing", at_end(new_log_key(event, recovered=True)), "log-key"
    )


def late(holder: str, because: str | None) -> Step:
    payload = enrolment_payload(honest().book.seed, holder, "PG", late_because=because)
    return Step(type=EntryType.ENROLMENT, payload=payload, by=holder, name="late")


def agreed_late(holder: str, because: str | None) -> tuple[Step, ...]:
    return by_two_people(late(holder, because), Act.ENROL_LATE, name="late")


def office() -> Iterator[Case]:
    """Yield attendance and assignments by others than the office: they decide whose marks count."""
    first = "attendance/P-001"
    for name, by in (("server", SERVER), ("examiner", "P1")):
        yield case(
            f"attendance_by_the_{name}",
            "not_by_the_office",
            entered_by(first, by),
            first,
        )
    told = {"examiner": "P3", "method": "paper", "nip": None, "withdrawn_because": "Berhalangan"}
    withdrawn = Step(type=EntryType.ASSIGNMENT, payload=told, method="paper", name="withdrawn")
    by_server = before("close_scoring", withdrawn)
    yield case("assignment_withdrawn_by_the_server", "not_by_the_office", by_server, "withdrawn")


def entered_by(name: str, by: str) -> Change:
    return lambda steps: edited(steps, name, lambda one: [replace(one, by=by)])
