"""Data checks, minutes, objections and letters: drawn up, signed by the right device, read back."""

from collections.abc import Callable

import pytest

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.evidence.live import move_event
from selaras.actions.office.checks import data_of, draft_of_check
from selaras.actions.office.decisions import (
    deciding,
    drafts_as_proposed,
)
from selaras.actions.office.entering import enter_drafts
from selaras.actions.office.letters import LetterForm, draft_of_clearance, draft_of_letter
from selaras.actions.office.minutes import draft_of_minutes
from selaras.actions.office.objections import draft_of_answer, draft_of_objection
from selaras.core.decided import (
    CheckAnswer,
    ObjectionAbout,
    ObjectionAnswer,
)
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.vocabulary import PermissionKind, PermissionState
from tests.actions.evidence.live_events import Live, acting
from tests.actions.evidence.test_live import doing, freeze
from tests.actions.office.saying import (
    ANI,
    CITRA,
    DAY,
    SCAN,
    answer_to,
    code_of,
    said,
)
from tests.actions.test_placement import scored
from tests.core.building import letter


def test_a_participant_signs_the_own_data_and_later_data_need_another_check(live: Live) -> None:
    seen = data_of(live.ref, ANI)
    draft = draft_of_check(
        live.ref, ANI, answer=CheckAnswer.REMARKS, remarks="Gelar belum benar", looked_at=seen
    )

    assert answer_to(live, ANI, draft) is None
    assert answer_to(live, "P1", draft) == "said_by_another"
    assert answer_to(live, "SK", draft) == "said_without_scan"
    found = said(live.ref).checks[ANI]
    assert (found.check.answer, found.words, found.is_current) == (
        CheckAnswer.REMARKS,
        "Gelar belum benar",
        True,
    )

    # The office corrects the title; what was signed no longer stands.
    official = next(
        one for one in opened_entries(event_row(live.ref)) if (one.type, one.subject) == ("official", ANI)
    )
    corrected = EntryDraft(
        type=EntryType.OFFICIAL,
        subject=ANI,
        method="",
        form="",
        payload={**official.payload, "name": "Ani, S.H."},
    )
    append(event_row(live.ref), [corrected], **acting().by)
    assert not said(live.ref).checks[ANI].is_current
    again = code_of(lambda: draft_of_check(live.ref, ANI, answer=CheckAnswer.RIGHT, looked_at=seen))
    assert again == "data_check_of_other_data"
    assert answer_to(live, ANI, draft) == "data_check_of_other_data"
    paper = draft_of_check(
        live.ref, ANI, answer=CheckAnswer.RIGHT, looked_at=data_of(live.ref, ANI), scan=SCAN
    )
    assert answer_to(live, "SK", paper) is None


def test_remarks_without_words_are_refused_before_anything_is_signed(live: Live) -> None:
    seen = data_of(live.ref, ANI)

    with pytest.raises(CoreError) as refused:
        draft_of_check(live.ref, ANI, answer=CheckAnswer.REMARKS, remarks=" ", looked_at=seen)
    assert (refused.value.code, refused.value.facts["field"]) == ("words_missing", "remarks")
    assert code_of(lambda: data_of(live.ref, "P-099")) == "person_code_unknown"


def test_a_signed_event_goes_to_the_review_with_minutes_of_its_last_result(closed: Live) -> None:
    def move() -> None:
        move_event(closed.ref, "sign_minutes", acting=doing("move"))

    assert code_of(move) == "minutes_missing"
    draft = draft_of_minutes(
        closed.ref, held_on=DAY, absent={"P5": "Sakit"}, dissent={"P2": "Bobot."}, scan=SCAN
    )
    assert answer_to(closed, "P1", draft) == "said_by_another"
    assert answer_to(closed, "KP", draft) is None
    found = said(closed.ref).plenary
    assert found is not None
    assert found.minutes.present == ("P1", "P2", "P3", "P4")
    assert (found.absent, found.dissent) == ({"P5": "Sakit"}, {"P2": "Bobot."})

    freeze(closed, seed="anew")
    assert said(closed.ref).plenary is None
    assert code_of(move) == "minutes_of_another_result"
    closed.sign_minutes(seed="minutes/2")


def test_minutes_name_who_is_wrong_in_them(closed: Live) -> None:
    def drawn(**changes: dict[str, str]) -> Callable[[], object]:
        told = {"absent": {}, "dissent": {}, **changes}
        return lambda: draft_of_minutes(closed.ref, held_on=DAY, scan=SCAN, **told)

    assert code_of(drawn(absent={"P9": "Sakit"})) == "examiner_unknown"
    assert code_of(drawn(absent={"P1": " "})) == "words_missing"
    assert code_of(drawn(absent={"P1": "Sakit"}, dissent={"P1": "Tidak setuju"})) == "minutes_wrong"


def test_an_objection_is_answered_by_the_office(closed: Live) -> None:
    live = closed
    made = draft_of_objection(
        live.ref, ANI, about=ObjectionAbout.RESULT, words="Nilai saya keliru", made_on=DAY
    )

    assert answer_to(live, "P1", made) == "said_by_another"
    assert answer_to(live, ANI, made) is None
    assert answer_to(live, ANI, made) == "objection_out_of_order"
    answer = draft_of_answer(
        live.ref, ANI, 1, answer=ObjectionAnswer.REJECTED, words="Sudah diperiksa", answered_on=DAY
    )
    assert answer_to(live, ANI, answer) == "said_by_another"
    assert answer_to(live, "SK", answer) is None

    (found,) = said(live.ref).objections
    assert (found.words, found.answer_words) == ("Nilai saya keliru", "Sudah diperiksa")
    assert found.answer is not None
    assert found.answer.answer is ObjectionAnswer.REJECTED
    second = draft_of_objection(live.ref, ANI, about=ObjectionAbout.DATA, words="Lagi", made_on=DAY)
    assert second.payload["number"] == 2
    with pytest.raises(CoreError, match="objection_out_of_order"):
        draft_of_answer(live.ref, ANI, 7, answer=ObjectionAnswer.PARTLY, words="Ya", answered_on=DAY)


def test_the_reviewer_clears_or_refuses_each_person_with_a_reason(live: Live) -> None:
    answer = letter(number="R-3/2024", issuer="BKN")
    drafts = [
        draft_of_clearance(live.ref, ANI, accepts=True, letter=answer),
        draft_of_clearance(live.ref, CITRA, accepts=False, reason="Sedang dijatuhi hukuman", letter=answer),
    ]

    append(event_row(live.ref), drafts, **acting().by)

    found = said(live.ref).clearances
    assert {code: one.state for code, one in found.items()} == {
        ANI: PermissionState.GRANTED,
        CITRA: PermissionState.REFUSED,
    }
    assert (
        code_of(lambda: draft_of_clearance(live.ref, CITRA, accepts=False, letter=answer))
        == "letter_part_missing"
    )


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"issuer": " "}, "letter_part_missing"),
        ({"number": ""}, "letter_part_missing"),
        ({"dated_on": None}, "letter_part_missing"),
        ({"person": "P-099"}, "person_code_unknown"),
        ({"post": "J-77"}, "post_code_unknown"),
        ({"scan": "ada"}, "scan_wrong"),
    ],
)
def test_a_letter_names_the_part_that_is_missing(live: Live, told: dict[str, object], code: str) -> None:
    form = {
        "kind": PermissionKind.PERTEK,
        "state": PermissionState.GRANTED,
        "issuer": "BKN",
        "number": "1",
        "dated_on": DAY,
    }

    assert code_of(lambda: draft_of_letter(live.ref, LetterForm(**{**form, **told}))) == code  # type: ignore[arg-type]
    asked = LetterForm(kind=PermissionKind.PERTEK, state=PermissionState.ASKED, issuer="BKN")
    assert draft_of_letter(live.ref, asked).payload["number"] is None


def test_an_import_takes_them_in_at_once_and_judges_them_all_the_same(db: None) -> None:
    ref, _ = scored()
    before = len(opened_entries(event_row(ref)))

    def enter(draft: EntryDraft, seed: str = "one") -> int:
        return enter_drafts(ref, [draft], acting=doing(seed, signer=None))

    made = draft_of_objection(ref, ANI, about=ObjectionAbout.RESULT, words="Keliru", made_on=DAY)
    assert enter(made) == before + 1
    assert code_of(lambda: enter(made, "two")) == "objection_out_of_order"
    assert len(opened_entries(event_row(ref))) == before + 1
    assert code_of(lambda: deciding(ref) and drafts_as_proposed(ref)) == "decision_of_another_proposal"


def test_the_reviewer_s_own_device_answers_about_plan_and_result_alone(live: Live) -> None:
    reviewer = live.tablet("RV-1", "RV")
    live.received(reviewer.sign(reviewer.enrolment()))
    live.lock_by_two()
    answer = letter(number="R-3/2024", issuer="BKN")
    refusal = draft_of_clearance(live.ref, CITRA, accepts=False, reason="Dijatuhi hukuman", letter=answer)
    consent = LetterForm(
        kind=PermissionKind.MINISTER_CONSENT,
        state=PermissionState.GRANTED,
        issuer="Mendagri",
        number="1",
        dated_on=DAY,
    )

    assert answer_to(live, "RV-1", refusal) is None
    assert answer_to(live, "RV-1", draft_of_letter(live.ref, consent)) == "approval_missing"
    assert answer_to(live, "P1", refusal) == "not_by_the_office"
