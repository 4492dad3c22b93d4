"""A case file as ledger entries and back: nothing lost, nobody's NIP but in the own entry."""

import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.codec import to_json
from selaras.core.entries import (
    DESIGN_TYPES,
    RECORD_TYPES,
    SCORING_TYPES,
    EntryDraft,
    EntryType,
    Opened,
    casefile_of,
    drafts_of,
    identity_of,
    listed_in,
    person_codes,
)
from selaras.core.errors import CoreError
from selaras.core.freezing import Locked, locked
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    assessment,
    event,
    examiner,
    panel,
    permission,
    rating,
    scheme,
    sheet,
    small_case,
)

ALL_TYPES = (*DESIGN_TYPES, *RECORD_TYPES, *SCORING_TYPES)


def full_case() -> c.CaseFile:
    """Return a case with something in every list, and NIPs wherever one may stand."""
    signs = c.Signatory(name="Citra", office="Kepala BKD", nip=CITRA.nip)
    elsewhere = c.Signatory(name="Dewi", office="Sekda", nip="196801011993032001")
    kin = c.Conflict(nip=BUDI.nip, kind=v.ConflictKind.KIN, note="ipar")
    return small_case(
        event=event(personnel_head=signs, authorised_officer=elsewhere),
        examiners=(*panel()[:4], examiner("P5", conflicts=(kin,))),
        assignments=(
            *small_case().assignments,
            c.Assignment(
                examiner=v.ExaminerCode("P5"),
                method=v.Method.PAPER,
                nip=BUDI.nip,
                withdrawn_because="Konflik",
            ),
        ),
        reconfirmations=(
            c.Reconfirmation(
                examiner=v.ExaminerCode("P1"),
                nip=ANI.nip,
                method=v.Method.PAPER,
                changed=False,
                reason="Sesuai catatan",
                dated_on=date(2024, 1, 31),
            ),
        ),
        feedback=(
            c.FeedbackSheet(nip=ANI.nip, group=v.RaterGroup.PEER, sheet=1, ratings=(rating("U1", "4"),)),
        ),
        track_record=(
            c.TrackRecordItem(
                nip=ANI.nip,
                criterion=v.CriterionCode("RJ1"),
                item="Pendidikan",
                value="S-2",
                source="Ijazah",
                dated_on=None,
                verifier="BKD",
                verification=v.Verification.VERIFIED,
            ),
        ),
        assessments=(assessment(ANI.nip),),
        permissions=(*small_case().permissions, permission(v.PermissionKind.EARLY_MOVE, nip=CITRA.nip)),
    )


def lock(case: c.CaseFile) -> Locked:
    return locked(case, rulebook_digest="ab" * 32)


def opened(drafts: list[EntryDraft]) -> list[Opened]:
    return [Opened(one.type, one.subject, one.payload, one.note) for one in drafts]


def entries(case: c.CaseFile) -> list[Opened]:
    return opened(drafts_of(case, ALL_TYPES, lock=lock(case)))


def test_a_case_is_read_back_from_its_entries_to_the_last_field() -> None:
    assert casefile_of(entries(full_case())) == full_case()


def test_entries_survive_being_written_as_text() -> None:
    text = json.dumps([[one.type, one.subject, one.payload, one.note] for one in entries(full_case())])
    again = [
        Opened(EntryType(kind), subject, payload, note) for kind, subject, payload, note in json.loads(text)
    ]  # type: ignore[call-arg]

    assert casefile_of(again) == full_case()


def test_a_payload_has_no_nip_but_that_of_the_official_itself() -> None:
    drafts = drafts_of(full_case(), ALL_TYPES, lock=lock(full_case()))

    for draft in drafts:
        text = json.dumps([draft.payload, draft.subject, draft.method])
        own = {draft.payload["nip"]} if draft.type is EntryType.OFFICIAL else set()
        # Who signs but is no official of the event is printed under the papers, and is nobody's secret.
        signs = {"196801011993032001"} if draft.type is EntryType.EVENT else set()
        assert set(re.findall(r"\d{18}", text)) == own | signs, draft.type


def test_a_person_is_the_subject_by_code() -> None:
    subjects = {
        (draft.type, draft.subject)
        for draft in drafts_of(full_case(), ALL_TYPES, lock=lock(full_case()))
        if draft.type in (EntryType.OFFICIAL, EntryType.FEEDBACK, EntryType.PERFORMANCE)
    }

    assert subjects == {
        (EntryType.OFFICIAL, "P-001"),
        (EntryType.OFFICIAL, "P-002"),
        (EntryType.OFFICIAL, "P-003"),
        (EntryType.FEEDBACK, "P-001"),
        (EntryType.PERFORMANCE, "P-001"),
        (EntryType.PERFORMANCE, "P-002"),
        (EntryType.PERFORMANCE, "P-003"),
    }


def test_posts_and_examiners_are_subjects_by_their_own_codes() -> None:
    drafts = drafts_of(
        small_case(), (EntryType.POSITION, EntryType.EXAMINER, EntryType.EVENT), lock=lock(small_case())
    )

    assert [one.subject for one in drafts] == [
        "J-01",
        "J-02",
        "J-03",
        "J-04",
        "P1",
        "P2",
        "P3",
        "P4",
        "P5",
        "",
    ]


def test_codes_grow_in_width_so_that_they_sort_as_they_count() -> None:
    thousand = [replace(ANI, nip=v.Nip(str(n))) for n in range(1000)]

    assert person_codes([ANI, BUDI]) == {ANI.nip: "P-001", BUDI.nip: "P-002"}
    assert list(person_codes(thousand).values())[::999] == ["P-0001", "P-1000"]


def test_every_mark_carries_the_digest_of_the_form_it_was_given_on() -> None:
    case = full_case()

    forms = {
        (one.type, one.method, one.form) for one in drafts_of(case, ALL_TYPES, lock=lock(case)) if one.form
    }

    assert forms == {
        (EntryType.RATING_SHEET, "paper", lock(case).forms[v.Method.PAPER]),
        (EntryType.RATING_SHEET, "interview", lock(case).forms[v.Method.INTERVIEW]),
        (EntryType.FEEDBACK, "feedback-360", lock(case).forms[v.Method.FEEDBACK_360]),
    }


def test_design_comes_before_records_and_marks() -> None:
    drafts = drafts_of(full_case(), ALL_TYPES, lock=lock(full_case()))

    kinds = list(dict.fromkeys(one.type for one in drafts))
    assert kinds == list(ALL_TYPES)
    assert len(set(ALL_TYPES)) == len(ALL_TYPES)


def test_somebody_unknown_cannot_be_entered() -> None:
    stranger = small_case(rating_sheets=(sheet("P1", v.Nip("0"), v.Method.PAPER, M1="5"),))

    with pytest.raises(CoreError) as refused:
        drafts_of(stranger, (EntryType.RATING_SHEET,), lock=lock(stranger))

    assert (refused.value.code, dict(refused.value.facts)) == (
        "official_unknown",
        {"nip": "0", "entry": "rating-sheet"},
    )


# Later entries ------------------------------------------------------------------------------------


def superseding(case: c.CaseFile, **changes: Any) -> list[Opened]:
    """Return the entries of a case and then those of what changed in it."""
    changed = replace(case, **changes)
    before = entries(case)
    return [*before, *(one for one in entries(changed) if one not in before)]


def test_a_later_sheet_of_the_same_examiner_supersedes_the_earlier() -> None:
    case = small_case()
    revised = replace(sheet("P1", ANI.nip, v.Method.PAPER, M1="2", M2="2"), reason="Salah baca")

    found = casefile_of(superseding(case, rating_sheets=(revised, *case.rating_sheets[1:])))

    assert found == replace(case, rating_sheets=(revised, *case.rating_sheets[1:]))


def test_a_mistyped_nip_can_be_corrected() -> None:
    corrected = replace(ANI, nip=v.Nip("197505172000031999"))
    entry = Opened(EntryType.OFFICIAL, "P-001", to_json(corrected))

    found = casefile_of([*entries(small_case()), entry])

    assert found.officials == (corrected, BUDI, CITRA)
    assert {one.nip for one in found.performances} == {corrected.nip, BUDI.nip, CITRA.nip}


def test_officials_stand_in_the_order_of_their_codes() -> None:
    shuffled = sorted(entries(small_case()), key=lambda one: one.subject, reverse=True)
    legal = sorted(shuffled, key=lambda one: ALL_TYPES.index(one.type))

    assert [one.name for one in casefile_of(legal).officials] == ["Ani", "Budi", "Citra"]


def test_after_the_first_mark_no_other_scheme_is_taken() -> None:
    easier = scheme(version=2, cuts=(replace(scheme().cuts[0], at_least=Decimal(70)), *scheme().cuts[1:]))

    with pytest.raises(CoreError) as refused:
        casefile_of(superseding(small_case(), scheme=easier))

    assert (refused.value.code, dict(refused.value.facts)) == ("scheme_after_first_mark", {"version": 2})


def test_before_the_first_mark_a_new_version_replaces_the_scheme() -> None:
    ready = small_case(rating_sheets=())
    easier = scheme(version=2)

    assert casefile_of(superseding(ready, scheme=easier)).scheme == easier


def test_the_same_scheme_once_more_does_no_harm() -> None:
    again = [one for one in entries(small_case()) if one.type is EntryType.SCHEME]

    assert casefile_of([*entries(small_case()), *again]) == small_case()


@pytest.mark.parametrize("missing", [EntryType.AGENCY, EntryType.EVENT, EntryType.SCHEME])
def test_what_every_event_has_must_be_there(missing: EntryType) -> None:
    with pytest.raises(CoreError) as refused:
        casefile_of([one for one in entries(small_case()) if one.type is not missing])

    assert (refused.value.code, dict(refused.value.facts)) == (
        "entries_incomplete",
        {"missing": missing.value},
    )


def test_a_code_of_nobody_is_refused() -> None:
    orphan = [
        one for one in entries(small_case()) if one.subject != "P-002" or one.type is not EntryType.OFFICIAL
    ]

    with pytest.raises(CoreError) as refused:
        casefile_of(orphan)

    assert (refused.value.code, dict(refused.value.facts)) == ("person_code_unknown", {"code": "P-002"})


def test_entries_of_other_kinds_are_left_aside() -> None:
    other = Opened(EntryType.PAPER, "", {"digest": "00"})

    assert casefile_of([other, *entries(small_case()), other]) == small_case()


def test_a_printed_nip_is_recognised_with_its_blanks() -> None:
    spaced = f"{CITRA.nip[:8]} {CITRA.nip[8:14]} {CITRA.nip[14]} {CITRA.nip[15:]}"
    signs = c.Signatory(name="Citra", office="Kepala BKD", nip=spaced)

    case = small_case(event=event(personnel_head=signs))

    (draft,) = drafts_of(case, (EntryType.EVENT,), lock=lock(case))

    assert draft.payload["personnel_head"]["nip"] == "P-003"


def test_what_two_lines_are_about_is_told_by_their_kind() -> None:
    letters = (
        permission(v.PermissionKind.PERTEK, date(2024, 1, 1), number="1"),
        permission(v.PermissionKind.PERTEK, date(2024, 2, 2), number="1", state=v.PermissionState.ASKED),
        permission(v.PermissionKind.PERTEK, number="2"),
    )

    first, second, third = (identity_of(EntryType.PERMISSION, one) for one in letters)

    assert first == second != third
    assert listed_in(small_case(), EntryType.OFFICIAL) == (ANI, BUDI, CITRA)
    assert listed_in(small_case(), EntryType.SCHEME) == ()


def confirmation() -> c.Reconfirmation:
    return c.Reconfirmation(
        examiner=v.ExaminerCode("P1"),
        nip=ANI.nip,
        method=v.Method.PAPER,
        changed=False,
        reason="Sesuai catatan",
        dated_on=None,
    )


def entered(case: c.CaseFile) -> list[Opened]:
    return [
        Opened(one.type, one.subject, one.payload, one.note)
        for one in drafts_of(case, ALL_TYPES, lock=lock(case))
    ]


def test_a_sheet_changed_after_its_confirmation_is_not_confirmed_any_more() -> None:
    case = small_case(reconfirmations=(confirmation(),))
    entries = entered(case)
    sheet_again = next(one for one in entries if one.type is EntryType.RATING_SHEET)
    sheet_again = replace(sheet_again, payload={**sheet_again.payload, "reason": "Salah baca"})

    assert casefile_of(entries).reconfirmations == (confirmation(),)
    assert casefile_of([*entries, sheet_again]).reconfirmations == ()


def test_a_sheet_is_confirmed_once() -> None:
    entries = entered(small_case(reconfirmations=(confirmation(),)))
    again = next(one for one in entries if one.type is EntryType.RECONFIRMATION)

    with pytest.raises(CoreError) as refused:
        casefile_of([*entries, again])

    assert refused.value.code == "reconfirmed_twice"
