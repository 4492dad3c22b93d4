"""Entries by whoever may not make them, or when it is too late: check `life`."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from tests.tampered.book import IMPORT, Bent, Step, by_two_people
from tests.tampered.forgeries.conformance import (
    Case,
    after,
    at_end,
    before,
    bent,
    edited,
    honest,
    index_of,
    last_sheet_of,
    refused,
    with_payload,
)
from tests.tampered.forgeries.lives import case, payload_of, reveal, void
from tests.tampered.forgeries.signatures import revocation
from tests.tampered.keys import device_key
from tests.tampered.signed_event import Change

DEEP = 70


def cases() -> Iterator[Case]:
    yield from stale_approvals()
    yield from people()
    yield from late_entries()
    yield from depths()


def stale_approvals() -> Iterator[Case]:
    """Yield acts that two people agreed to before they could know what they agreed to."""
    permission = Step(type=EntryType.PERMISSION, payload=first_payload(EntryType.PERMISSION))
    yield case(
        "locked_after_one_more_change", "approval_too_old", before("lock_scheme", permission), "lock_scheme"
    )
    sheet = last_sheet_of(honest(), "P3")
    *agreed, act = void("first")
    yield case("voided_before_it_was_given", "approval_too_old", around(sheet, agreed, act), "first")
    *agreed, act = reveal()
    yield case(
        "revealed_by_what_was_agreed_before",
        "approval_too_old",
        around("close_scoring", agreed, act),
        "reveal",
    )
    *agreed, act = reveal()
    lost = revocation(device_key(honest().book.seed, "SK").device)
    yield case("agreed_and_then_revoked", "approval_unknown", at_end(*agreed, lost, act), "reveal")


def around(name: str, agreed: Sequence[Step], act: Step) -> Change:
    """Return a change that has the approvals before an entry, and their act behind it."""
    return lambda steps: edited(steps, name, lambda one: [*agreed, one, act])


def first_payload(kind: EntryType) -> Json:
    opening = honest().book.entries[index_of(honest(), kind)].opening
    assert opening is not None
    return json.loads(opening.payload)


def people() -> Iterator[Case]:
    for name, changes in (
        ("enrolled_under_no_role", {"role": "XX"}),
        ("enrolled_without_holder", {"holder": ""}),
        ("enrolled_under_a_name_with_blanks", {"holder": "Ketua Panitia"}),
        ("enrolled_under_a_number", {"holder": 7}),
    ):
        yield case(name, "enrolment_wrong", with_payload("enrolment/P3", told_also(changes)), "enrolment/P3")
    one, other = (payload_of(honest(), f"official/{code}") for code in ("P-001", "P-002"))
    exchanged = Step(
        type=EntryType.OFFICIAL,
        payload={**one, "nip": other["nip"]},
        by="SK",
        subject="P-001",
        name="exchanged",
    )
    yield case(
        "person_exchanged_after_the_marks",
        "person_exchanged",
        before("close_scoring", exchanged),
        "exchanged",
    )
    by_server = replace(exchanged, payload={**one, "name": "Orang lain"}, by="server")
    yield case(
        "official_renamed_by_the_server", "not_by_the_office", after("open_scoring", by_server), "exchanged"
    )


def told_also(changes: Json) -> Callable[[Json], Json]:
    return lambda told: {**told, **changes}


def late_entries() -> Iterator[Case]:
    record = replace(performance(), name="late")
    yield case("achievement_raised_after_the_close", "entered_after_close", at_end(record), "late")
    told = payload_of(honest(), "official/P-001")
    renamed = Step(type=EntryType.OFFICIAL, payload=told, by="SK", subject="P-001", name="late")
    yield case("official_corrected_after_the_close", "entered_after_close", at_end(renamed), "late")
    imported = Step(
        type=EntryType.EXPORT, payload={"grade": "R3", "approvals": []}, by=IMPORT, name="imported"
    )
    yield case("import_into_a_signed_ledger", "entry_not_signed", at_end(imported), "imported")
    export = Step(type=EntryType.EXPORT, payload={"grade": "R1"}, by=IMPORT)
    imported_act = by_two_people(export, Act.EXPORT, name="imported")
    yield case("imported_act_of_two_people", "entry_not_signed", at_end(*imported_act), "imported")


def performance() -> Step:
    told = payload_of(honest(), "performance/P-001")
    return Step(
        type=EntryType.PERFORMANCE,
        payload={**told, "achievement": 12_000},
        subject="P-001",
        method="",
    )


def depths() -> Iterator[Case]:
    nested = b"[" * DEEP + b"]" * DEEP
    for name, how in (
        (
            "envelope_too_deep",
            Bent(text=lambda text: text.replace(b'"dseq":', b'"dseq":' + nested + b',"zz":', 1)),
        ),
        ("payload_too_deep", Bent(payload=lambda data: data.replace(b'{"', b'{"aa":' + nested + b',"', 1))),
    ):
        made = bent("event/", how)
        yield refused(name, "json_too_deep", made.bundle(), index=made.book.index_of["event/"])
