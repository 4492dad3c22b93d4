"""Published numbers are entries: of everybody and of the event, directly before the result they are of."""

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.results import freeze_result
from selaras.core.codec import from_json
from selaras.core.entries import EntryType
from selaras.core.numbers import PublishedNumbers, numbers_of_event, numbers_of_people
from tests.actions.test_import import AS_OF, by, imported


def test_every_number_is_entered_directly_before_its_result(db: None) -> None:
    ref = imported()
    frozen = freeze_result(ref, as_of=AS_OF, **by())

    entries = opened_entries(event_row(ref))
    at = next(n for n, one in enumerate(entries) if one.type is EntryType.RESULT)
    wanted = {**numbers_of_people(frozen.results), "": numbers_of_event(frozen.results)}
    kept = entries[at - len(wanted) : at]
    assert {one.type for one in kept} == {EntryType.NUMBERS}
    assert [one.subject for one in kept] == list(wanted)
    told = {one.subject: from_json(PublishedNumbers, one.payload) for one in kept}
    assert {code: (one.version, one.numbers) for code, one in told.items()} == {
        code: (1, numbers) for code, numbers in wanted.items()
    }


def test_a_second_result_has_numbers_of_its_own(db: None) -> None:
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())
    freeze_result(ref, as_of=AS_OF, **by())

    entries = opened_entries(event_row(ref))
    versions = [one.payload["version"] for one in entries if one.type is EntryType.NUMBERS]
    assert versions == sorted(versions)
    assert set(versions) == {1, 2}
