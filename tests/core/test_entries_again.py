"""What a later entry does to an earlier one, and what is read when parts stay shut or are gone."""

from dataclasses import replace

import pytest

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.entries import EntryType, casefile_of, drafts_of, person_codes
from selaras.core.errors import CoreError
from tests.core.building import ANI, BUDI, CITRA, sheet, small_case
from tests.core.test_entries import entries, full_case, lock, opened, superseding


def test_a_sheet_given_anew_without_a_reason_is_refused() -> None:
    case = small_case()
    revised = sheet("P1", ANI.nip, v.Method.PAPER, M1="2", M2="2")

    with pytest.raises(CoreError) as refused:
        casefile_of(superseding(case, rating_sheets=(revised, *case.rating_sheets[1:])))

    assert refused.value.code == "revision_without_reason"


def test_a_voided_sheet_is_gone_until_it_is_given_anew() -> None:
    case = small_case()
    told = case.rating_sheets[0]
    void = c.VoidedSheet(
        examiner=told.examiner, nip=told.nip, method=told.method, reason="Salah peserta", approvals=()
    )
    voided = replace(case, voided=(void,))
    entry = opened(drafts_of(voided, (EntryType.VOID,), lock=lock(case)))
    again = opened(drafts_of(case, (EntryType.RATING_SHEET,), lock=lock(case)))[:1]

    assert casefile_of([*entries(case), *entry]) == replace(voided, rating_sheets=case.rating_sheets[1:])
    assert set(casefile_of([*entries(case), *entry, *again]).rating_sheets) == set(case.rating_sheets)
    with pytest.raises(CoreError) as refused:
        casefile_of([*entries(case), *entry, *entry])
    assert refused.value.code == "void_without_sheet"


def test_without_its_note_an_examiner_is_known_by_the_code_alone() -> None:
    shut = [replace(one, note="") for one in entries(full_case())]

    found = casefile_of(shut)

    assert {(one.name, one.function, one.institution) for one in found.examiners} == {
        (one.code, "", "") for one in full_case().examiners
    }
    assert [one.kind for one in found.conflicts] == [one.kind for one in full_case().conflicts]
    assert not any(examiner.name in str([one.payload for one in shut]) for examiner in full_case().examiners)


def test_who_is_left_keeps_the_own_code() -> None:
    case = small_case()
    left = [one for one in entries(case) if one.subject != "P-001"]

    found = casefile_of(left)

    assert person_codes(found.officials, found.codes) == {BUDI.nip: "P-002", CITRA.nip: "P-003"}
