"""Bundles in which all holds: every grade, class and turn that an event may lawfully take."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.evidence.opening import Sealed
from selaras.core.lifecycle import Phase
from tests.tampered.book import (
    AnyStep,
    Bent,
    Book,
    Checkpoint,
    Later,
    Step,
    by_two_people,
    enrolment_payload,
)
from tests.tampered.forgeries.conformance import (
    SEED,
    Case,
    after,
    at_end,
    before,
    bent,
    changed,
    edited,
    harmless_step,
    honest,
    last_sheet_of,
    small_case_file,
    told_of,
    with_file,
)
from tests.tampered.forgeries.lives import late_sheet, reveal, void
from tests.tampered.forgeries.policies import last_checkpoint
from tests.tampered.forgeries.signatures import new_log_key, revocation
from tests.tampered.keys import P256_ORDER, device_key, ledger_code, log_key, witness_key
from tests.tampered.packing import repacked
from tests.tampered.signed_event import (
    Change,
    SignedEvent,
    enrolment,
    event_of,
    move,
    policy_of,
    result_steps,
    signed_event,
)
from tests.tampered.tiny import tiny_event

FROM_BUNDLE = "policy_from_bundle"


def cases() -> Iterator[Case]:
    yield from grades()
    yield from beginnings()
    yield from keys()
    yield from devices()
    yield from turns()
    yield from results()
    yield from spellings()


def holds(name: str, data: bytes, *warnings: str, **told: Json) -> Case:
    expected = warnings if "policy" in told else (FROM_BUNDLE, *warnings)
    return Case(name=name, data=data, warnings=expected, **told)


def grades() -> Iterator[Case]:
    event = honest()
    yield holds("signed_r1", event.bundle())
    yield holds("signed_r2", event.bundle("R2"))
    yield holds("signed_r3", event.bundle("R3", subject="P-001"))
    yield holds("signed_r3_of_the_other", event.bundle("R3", subject="P-002"))
    yield holds("signed_with_given_policy", event.bundle(), policy=event.policy)
    yield holds("signed_with_paper", event.bundle(), paper=event.paper_code)
    yield holds(
        "signed_with_paper_typed_by_hand", event.bundle(), paper=event.paper_code.lower().replace(" ", "-")
    )
    early = signed_code(event, sorted(event.book.checkpoints)[0])
    yield holds("signed_with_paper_of_an_earlier_day", event.bundle(), paper=early, policy=event.policy)
    yield holds("signed_r3_with_paper", event.bundle("R3", subject="P-001"), paper=event.paper_code)
    imported = honest(signed=False)
    yield holds("imported_r1", imported.bundle(), "imported", "no_checkpoint")
    yield holds("imported_r2", imported.bundle("R2"), "imported")
    yield holds("imported_r3", imported.bundle("R3", subject="P-001"), "imported")
    yield holds("imported_with_paper", imported.bundle(), "imported", paper=imported.paper_code)


def signed_code(event: SignedEvent, size: int) -> str:
    return ledger_code(event.ledger.root_at(size))


def beginnings() -> Iterator[Case]:
    yield holds("just_begun", tiny_event().bundle(), "no_result")
    for name, until in (
        ("designed", "lock_scheme/KP"),
        ("locked", "open_scoring"),
        ("opened", "attendance/P-001"),
    ):
        event = changed(cut_before(until))
        yield holds(f"event_only_{name}", event.bundle(), "no_result")
    yield holds("event_not_yet_frozen", honest(frozen=False).bundle(), "no_result")
    half = changed(cut_before(last_sheet_of(honest(), "P2")))
    yield holds("event_half_marked", half.bundle(), "no_result")
    yield holds("event_half_marked_r2", half.bundle("R2"), "no_result")
    empty = Book(seed=SEED, log=honest().book.log, is_signed=False)
    nothing = replace(
        honest(), book=empty, policy=policy_of(SEED, empty.log, quorum=0, signed=False, keyed=False)
    )
    yield holds("nothing_entered", nothing.bundle(), "no_result", "no_checkpoint")


def cut_before(name: str) -> Change:
    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        at = next(n for n, one in enumerate(steps) if isinstance(one, Step) and one.name == name)
        return [*steps[:at], Checkpoint()]

    return change


def keys() -> Iterator[Case]:
    event = honest()
    later = harmless_step()
    rotated = changed(at_end(new_log_key(event), later))
    yield holds("log_key_rotated", rotated.bundle())
    recovered = changed(at_end(*recovered_key(event), later))
    yield holds("log_key_recovered", recovered.bundle(), "log_key_recovered")
    both = policy_of(
        SEED,
        event.book.log,
        log_keys=[log_key(SEED, event.book.log).vkey, log_key(SEED, event.book.log, 7).vkey],
    )
    yield holds("policy_of_two_log_keys", repacked({**event.files(), "policy.json": both}))
    lenient = policy_of(SEED, event.book.log, quorum=0)
    yield holds("policy_without_quorum", repacked({**event.files(), "policy.json": lenient}), "no_quorum")
    one_of_two = policy_of(SEED, event.book.log, quorum=1)
    files = {**event.files(), "policy.json": one_of_two}
    name = last_checkpoint(files)
    text, lines = files[name].split(b"\n\n")
    kept = b"".join(lines.splitlines(keepends=True)[:2])
    yield holds("quorum_of_one", repacked({**files, name: text + b"\n\n" + kept}))
    stranger = witness_key("orang lain", "orang-lain").cosignature_line(text + b"\n", at=1)
    told = with_file(event.files(), name, lambda data: data + stranger)
    yield holds("cosigned_by_a_stranger_too", told)
    at = min(n for n in event.files() if n.startswith("checkpoints/"))
    fewer = {name: data for name, data in event.files().items() if name != at}
    yield holds("an_earlier_checkpoint_left_out", repacked(fewer))


def recovered_key(event: SignedEvent) -> tuple[AnyStep, ...]:
    """Return a new log key that two people vouch for, because the former one is lost: signed by a device."""
    step = new_log_key(event, recovered=True)
    payload = {name: told for name, told in told_of(step).items() if name != "approvals"}
    return by_two_people(replace(step, payload=payload, by="KP"), Act.RECOVER_LOG_KEY, name="log-key")


def devices() -> Iterator[Case]:
    event = honest()
    lost = device_key(SEED, "P3").device
    revoked = changed(after("revision", revocation(lost)))
    yield holds("device_revoked_after_its_marks", revoked.bundle(), "no_result")
    sheet = last_sheet_of(event, "P3")
    second = enrolment_payload(SEED, "P3-2", "PG", late_because="Tablet pertama rusak")
    late = by_two_people(
        Step(type=EntryType.ENROLMENT, payload={**without_approvals(second), "holder": "P3"}, by="P3-2"),
        Act.ENROL_LATE,
        name="late",
    )
    replaced = event_of(
        small_case_file(),
        seed=SEED,
        change=lambda steps: edited(
            steps, sheet, lambda one: [*late, revocation(lost), replace(one, by="P3-2")]
        ),
    )
    yield holds("tablet_replaced_in_the_middle", replaced.bundle(), "late_device")
    yield holds("tablet_replaced_r2", replaced.bundle("R2"), "late_device")
    yield holds("tablet_replaced_r3", replaced.bundle("R3", subject="P-002"), "late_device")
    spare = changed(before("lock_scheme/KP", enrolment(SEED, "P4", "PG")))
    yield holds("device_enrolled_and_never_used", spare.bundle(), "no_result")


def without_approvals(payload: Json) -> dict[str, Json]:
    return {name: told for name, told in payload.items() if name != "approvals"}


def turns() -> Iterator[Case]:
    event = honest()
    yield holds("revealed", changed(at_end(*reveal())).bundle())
    yield holds("exported", changed(at_end(*export("R1"))).bundle())
    yield holds(
        "exported_for_one",
        changed(at_end(Step(type=EntryType.EXPORT, payload={"grade": "R3", "approvals": []}))).bundle(),
    )
    yield holds("restored", changed(at_end(*restoration(event))).bundle(), "restored")
    again = replace(late_sheet(), name="again", payload={**told_of(late_sheet()), "reason": None})
    voided = event_of(small_case_file(), seed=SEED, change=before("close_scoring", *void("first"), again))
    yield holds("sheet_voided_and_given_again", voided.bundle())
    yield holds("sheet_voided_r2", voided.bundle("R2"))
    kin = c.Conflict(nip=event.case.officials[1].nip, kind=v.ConflictKind.SUPERIOR, note="atasan")
    first, *others = event.case.examiners
    disclosed = replace(event.case, examiners=(replace(first, conflicts=(kin,)), *others))
    for grade in ("R1", "R2"):
        yield holds(f"conflict_disclosed_{grade.lower()}", event_of(disclosed, seed=SEED).bundle(grade))
    shut = event_of(disclosed, seed=SEED).bundle("R3", subject="P-002")
    yield holds("conflict_disclosed_r3", shut)
    told = {"examiner": "P3", "method": "paper", "nip": None, "withdrawn_because": "Berhalangan"}
    withdrawn = Step(type=EntryType.ASSIGNMENT, payload=told, method="paper", by="KP")
    fewer = event_of(small_case_file(), seed=SEED, change=lambda steps: without_third(steps, withdrawn))
    yield holds("assignment_withdrawn_by_the_chair", fewer.bundle())
    corrected = after("open_scoring", corrected_official(event))
    mended = event_of(small_case_file(), seed=SEED, change=corrected)
    yield holds("official_corrected_after_the_lock", mended.bundle(), "corrected_after_lock")


def without_third(steps: list[AnyStep], withdrawn: Step) -> Sequence[AnyStep]:
    """Return the steps in which the third examiner is withdrawn before having marked anybody."""
    told = [one for one in steps if not (isinstance(one, Step) and one.name.startswith("sheet/P3/"))]
    return before("attendance/P-001", withdrawn)(told)


def export(grade: str) -> tuple[Step, ...]:
    return by_two_people(Step(type=EntryType.EXPORT, payload={"grade": grade}), Act.EXPORT, name="export")


def restoration(event: SignedEvent) -> tuple[Step, ...]:
    size = sorted(event.book.checkpoints)[1]
    payload = {"size": size, "root": event.ledger.root_at(size).hex(), "reason": "Cakram rusak"}
    return by_two_people(Step(type=EntryType.RESTORATION, payload=payload), Act.RESTORE, name="restoration")


def corrected_official(event: SignedEvent) -> Step:
    index = event.book.index_of["official/P-001"]
    opening = event.book.entries[index].opening
    assert opening is not None
    payload = {**json.loads(opening.payload), "name": "Andi, M.Si."}
    return Step(type=EntryType.OFFICIAL, payload=payload, by="SK", subject="P-001", name="corrected")


def results() -> Iterator[Case]:
    event = honest()
    two = changed(second_result, frozen=True)
    for grade in ("R1", "R2"):
        yield holds(f"two_results_{grade.lower()}", two.bundle(grade))
    yield holds("two_results_r3", two.bundle("R3", subject="P-001"))
    erased = erase(event, "P-002")
    for grade in ("R1", "R2"):
        yield holds(f"person_erased_{grade.lower()}", erased.bundle(grade))
    yield holds("person_erased_r3_of_another", erased.bundle("R3", subject="P-001"))
    absent = absent_case()
    yield holds("participant_absent", event_of(absent, seed=SEED).bundle())
    yield holds("participant_absent_r3", event_of(absent, seed=SEED).bundle("R3", subject="P-002"))
    for name, size in (
        ("one_official", {"officials": 1, "methods": 1, "examiners": 1}),
        ("three_methods", {"officials": 3, "methods": 3, "examiners": 2}),
        ("twelve_officials", {"officials": 12, "methods": 1, "examiners": 2}),
    ):
        yield holds(f"event_of_{name}", signed_event(**size).bundle())


def second_result(steps: list[AnyStep]) -> Sequence[AnyStep]:
    """Reopen after the first result, let the second examiner revise, close and freeze anew."""
    event = honest()
    sheet = late_sheet()
    return [
        *steps,
        *move(Phase.CLOSED, "reopen_scoring", event.lock, signed=True),
        replace(sheet, name="after all"),
        *move(Phase.SCORING, "close_scoring", event.lock, signed=True, name="closed again"),
        Later(lambda book: result_steps(book, event.lock, version=2)),
        Checkpoint(),
    ]


def erase(event: SignedEvent, person: str) -> SignedEvent:
    """Return the event after one person's payloads, notes and salts were destroyed."""
    gone = [n for n, one in enumerate(event.book.envelopes) if one.subject == person]
    order = Step(
        type=EntryType.ERASURE, payload={"entries": gone, "reason": "Masa simpan berakhir"}, name="erasure"
    )
    return forget(changed(at_end(order), frozen=True), person)


def forget(made: SignedEvent, person: str) -> SignedEvent:
    """Take out what an erasure says is gone, and whatever else tells of the person."""
    for index, envelope in enumerate(made.book.envelopes):
        if envelope.subject == person:
            made.book.entries[index] = Sealed(made.book.entries[index].packet, None)
    told = json.loads(made.book.publish["numbers.json"])
    del told["people"][person]
    made.book.publish["numbers.json"] = canonical_json(told)
    del made.book.publish["results.json"]
    return made


def canonical_json(told: Json) -> bytes:
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def absent_case() -> c.CaseFile:
    case: c.CaseFile = small_case_file()
    second = case.officials[1].nip
    away = replace(case.attendances[1], state=v.AttendanceState.ILL, document="Surat keterangan dokter")
    return replace(
        case,
        attendances=(case.attendances[0], away),
        rating_sheets=tuple(one for one in case.rating_sheets if one.nip != second),
    )


def spellings() -> Iterator[Case]:
    """Yield what looks odd and is allowed all the same."""
    event = honest(frozen=False)
    spaced = Bent(text=lambda text: text.replace(b",", b", "))
    yield holds("envelope_with_blanks", bent("event/", spaced).bundle())
    yield holds("envelope_in_another_order", bent("event/", Bent(text=reversed_fields)).bundle())
    yield holds(
        "envelope_with_escapes",
        bent("event/", Bent(text=lambda text: text.replace(b'"server"', b'"\\u0073erver"'))).bundle(),
    )
    sheet = last_sheet_of(event, "P3")
    yield holds("signature_with_a_high_s", bent(sheet, Bent(signature=high_s)).bundle())
    unusual = bent("event/", Bent(payload=lambda data: data.replace(b'{"', b'{ "', 1)))
    yield holds("payload_with_a_blank", unusual.bundle())


def reversed_fields(text: bytes) -> bytes:
    told = json.loads(text)
    return json.dumps(dict(reversed(told.items())), separators=(",", ":"), ensure_ascii=False).encode()


def high_s(signature: bytes) -> bytes:
    s = P256_ORDER - int.from_bytes(signature[32:])
    return signature[:32] + s.to_bytes(32)
