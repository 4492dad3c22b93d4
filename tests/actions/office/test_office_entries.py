"""After the lock the office enters letters, conflicts, careers and corrections by its own devices alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType, drafts_of
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.actions.office.saying import answer_to

PERMISSION: dict[str, Json] = {
    "kind": "test-plan",
    "state": "granted",
    "issuer": "BKN",
    "number": "R-1/2024",
    "dated_on": "2024-01-15",
    "nip": "P-001",
    "position": None,
    "rule": None,
    "note": "",
}


OF_NOBODY: dict[str, Json] = {**PERMISSION, "nip": "P-999"}


@pytest.fixture
def live(db: None) -> Live:
    return live_events.scoring(officials=2, methods=1, examiners=2)


def entry(kind: EntryType, payload: dict[str, Json], *, subject: str = "P-001", note: str = "") -> EntryDraft:
    return EntryDraft(type=kind, subject=subject, method="", form="", payload=payload, note=note)


def conflict(examiner: str = "P1") -> EntryDraft:
    told: dict[str, Json] = {"examiner": examiner, "nip": "P-001", "kind": "kin"}
    return entry(EntryType.CONFLICT, told, note='{"note":"Saudara kandung"}')


def official(live: Live) -> EntryDraft:
    (first, *_) = drafts_of(live.case, (EntryType.OFFICIAL,), lock=live.lock)
    return replace(first, payload={**first.payload, "grade": "IV/d"})


def test_a_career_and_a_correction_are_taken_in_from_the_secretariat(live: Live) -> None:
    post: dict[str, Json] = {
        "nip": "P-001",
        "title": "Sekretaris Dinas",
        "unit": "Dinas Contoh",
        "level": "administrator",
        "field": "umum",
        "since": "2015-01-01",
        "until": None,
    }

    entries = (entry(EntryType.POST_HELD, post), official(live))

    assert [answer_to(live, "SK", one, "SK") for one in entries] == [None, None]


def test_a_conflict_that_was_declared_late_bars_its_pair(live: Live) -> None:
    assert answer_to(live, "KP", conflict(), "KP") is None

    sheets = [one for one in live.sheets("P1") if one.subject == "P-001"]
    assert [answer_to(live, "P1", one) for one in sheets] == ["conflicted_pair_marked"]


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (lambda live: entry(EntryType.PERMISSION, OF_NOBODY, subject="P-999"), "person_code_unknown"),
        (lambda live: entry(EntryType.PERMISSION, PERMISSION, subject="P-002"), "subject_not_of_payload"),
        (lambda live: entry(EntryType.PERMISSION, {"kind": "test-plan"}), "payload_field_missing"),
        (lambda live: entry(EntryType.PERMISSION, {**PERMISSION, "kind": "x"}), "payload_field_wrong"),
        (lambda live: conflict("P9"), "examiner_unknown"),
        (lambda live: replace(official(live), subject="P-009"), "person_code_unknown"),
        (lambda live: replace(official(live), subject="P-002"), "person_exchanged"),
    ],
)  # fmt: skip
def test_what_the_office_cannot_mean_is_refused_by_name(
    live: Live, bend: Callable[[Live], EntryDraft], code: str
) -> None:
    assert answer_to(live, "SK", bend(live), "SK") == code


def test_an_examiners_device_enters_nothing_of_the_offices(live: Live) -> None:
    assert answer_to(live, "P1", entry(EntryType.PERMISSION, PERMISSION)) == "not_by_the_office"
