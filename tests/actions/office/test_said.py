"""What is said and decided beside marks: drawn up from a form, signed by the right device, read back."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import append, opened_entries
from selaras.actions.evidence.live import move_event
from selaras.actions.evidence.packets import Refused
from selaras.actions.office.checks import data_of, draft_of_check
from selaras.actions.office.decisions import (
    DecisionForm,
    Numbered,
    asked_to_record,
    deciding,
    draft_of_decision,
    drafts_as_proposed,
)
from selaras.actions.office.entering import enter_drafts
from selaras.actions.office.letters import LetterForm, draft_of_clearance, draft_of_letter
from selaras.actions.office.minutes import draft_of_minutes
from selaras.actions.office.objections import draft_of_answer, draft_of_objection
from selaras.actions.placement import Choice, asked_to_choose, choose, propose
from selaras.core.decided import (
    CheckAnswer,
    GroundKind,
    LawfulGround,
    MoveKind,
    ObjectionAbout,
    ObjectionAnswer,
)
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.said import Said, said_in
from selaras.core.vocabulary import PermissionKind, PermissionState
from tests.actions.evidence.live_events import Live, acting, designed
from tests.actions.evidence.test_live import doing, freeze, records
from tests.actions.test_import import by
from tests.actions.test_placement import scored
from tests.core.building import letter
from tests.core.placement.placed_events import EMPTY, placed_case

ANI, CITRA = "P-001", "P-003"
SCAN = hashlib.sha256(b"pindaian").hexdigest()
DAY = date(2024, 3, 5)
DECREE = Numbered(number="821.2/44/2024", dated_on=DAY)
GROUND = LawfulGround(kind=GroundKind.OWN_WISH, number="12/2024", dated_on=DAY, issuer="Citra")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        act()
    return refused.value.code


def said(ref: EventRef) -> Said:
    return said_in(opened_entries(event_row(ref)))


def answer_to(live: Live, holder: str, draft: EntryDraft, role: str = "PG") -> str | None:
    """Let a device sign a draft and send it; return the refusal's code, None where it was taken in."""
    tablet = live.tablet(holder, role)
    before = (tablet.dseq, tablet.prev)
    (answer,) = live.receive(tablet.sign(draft))
    if isinstance(answer, Refused):
        tablet.dseq, tablet.prev = before
        return answer.code
    return None


@pytest.fixture
def live(db: None) -> Live:
    """A signed event in its design, with devices of the office, the officer and one participant."""
    one = designed(placed_case())
    one.enrol_all()
    for holder, role in (("PK", "PK"), (ANI, "PS")):
        tablet = one.tablet(holder, role)
        one.received(tablet.sign(tablet.enrolment()))
    return one


@pytest.fixture
def closed(live: Live) -> Live:
    live.lock_by_two()
    live.open_scoring()
    live.received(*live.signed_sheets())
    records(live)
    freeze(live)
    return live


def chosen(live: Live, *, seed: str = "choose", slate: str | None = None) -> str:
    """Let the officer's choice be recorded; return the slate."""
    signed = doing(f"propose/{seed}")
    if slate is None:
        frozen = freeze(live, seed=f"again/{seed}")
        slate = propose(live.ref, frozen, **{**signed.by, "actor": signed.actor}).slates[0]
        live.sign_minutes()
    asked = asked_to_choose(Choice(slate=slate, letter=letter(number=f"800/{seed}")))
    choose(live.ref, asked, approvals=live.agreed(asked), acting=doing(seed))
    return slate


@pytest.fixture
def deciding_now(closed: Live) -> Live:
    """The event whose proposal was chosen and cleared: P-003 goes to the empty post, or stays."""
    chosen(closed)
    move_event(closed.ref, "record_verdict", acting=doing("verdict"))
    return closed


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


def test_everybody_of_the_proposal_is_decided_before_decrees_are_issued(deciding_now: Live) -> None:
    live = deciding_now
    drafts = drafts_as_proposed(live.ref)
    issue = lambda: move_event(live.ref, "issue_decrees", acting=doing("issue"))  # noqa: E731

    assert code_of(issue) == "decrees_before_decisions"
    assert answer_to(live, "KP", drafts[0]) == "not_by_the_deciding_officer"
    for one in drafts[:-1]:
        assert answer_to(live, "PK", one) is None
    assert deciding(live.ref).undecided == (drafts[-1].subject,)
    assert code_of(issue) == "decrees_before_decisions"
    assert answer_to(live, "PK", drafts[-1]) is None
    issue()

    decisions = said(live.ref).decisions
    assert list(decisions) == ["P-001", "P-002", "P-003"]
    proposed = deciding(live.ref).proposed
    assert proposed is not None
    assert {code: one.position for code, one in decisions.items()} == dict(proposed.seats)


def test_a_decision_is_recorded_from_its_decree_by_two(deciding_now: Live) -> None:
    live = deciding_now
    form = DecisionForm(official=ANI, position=deciding(live.ref).proposed.seats[ANI], decree=DECREE)  # type: ignore[union-attr]
    asked = asked_to_record(live.ref, form)
    ids = live.agreed(asked)

    def enter(approvals: list[str]) -> None:
        told = {**asked.draft.payload, "approvals": approvals}
        draft = EntryDraft(type=EntryType.DECISION, subject=ANI, method="", form="", payload=told)
        append(event_row(live.ref), [draft], **doing("record").by)

    assert code_of(lambda: enter(ids[:1])) == "approval_missing"
    enter(ids)
    assert said(live.ref).decisions[ANI].decree == DECREE.number
    bare = DecisionForm(official=ANI, position=form.position)
    assert code_of(lambda: asked_to_record(live.ref, bare)) == "decision_without_letter"


def test_nobody_loses_a_post_by_the_test_alone(deciding_now: Live) -> None:
    live = deciding_now

    def drawn(**told: object) -> Callable[[], EntryDraft]:
        return lambda: draft_of_decision(live.ref, DecisionForm(official=CITRA, **told))  # type: ignore[arg-type]

    assert code_of(drawn(position=None, reasons="Hasil uji")) == "decision_without_ground"
    assert code_of(drawn(position=None, reasons=" ", ground=GROUND)) == "decision_without_reasons"
    assert code_of(drawn(position="J-02")) == "decision_of_another_target"
    gone = drawn(position=None, reasons="Permohonan sendiri", ground=GROUND)()
    assert gone.payload["kind"] == MoveKind.RELEASED
    assert answer_to(live, "PK", gone) is None


def test_a_person_the_reviewer_refuses_is_not_moved(deciding_now: Live) -> None:
    live = deciding_now
    move = next(
        code
        for code, seat in deciding(live.ref).proposed.seats.items()  # type: ignore[union-attr]
        if seat == EMPTY
    )
    refusal = LetterForm(
        kind=PermissionKind.RESULT,
        state=PermissionState.REFUSED,
        issuer="BKN",
        number="R-7/2024",
        dated_on=DAY,
        person=move,
        note="Belum dua tahun",
        scan=SCAN,
    )
    drafted = draft_of_decision(live.ref, DecisionForm(official=move, position=EMPTY))

    letter_draft = draft_of_letter(live.ref, refusal)
    assert letter_draft.note == f"sha256:{SCAN}"
    assert answer_to(live, "SK", letter_draft) is None

    assert answer_to(live, "PK", drafted) == "decision_not_cleared"
    assert (
        code_of(lambda: draft_of_decision(live.ref, DecisionForm(official=move, position=EMPTY)))
        == "decision_not_cleared"
    )


def test_a_changed_target_goes_back_and_old_decisions_of_the_same_seat_stand(deciding_now: Live) -> None:
    live = deciding_now
    for one in drafts_as_proposed(live.ref):
        live.received(live.tablet("PK").sign(one))
    slate = next(
        one.payload["slate"] for one in opened_entries(event_row(live.ref)) if one.type is EntryType.PROPOSAL
    )

    move_event(live.ref, "change_target", acting=doing("back"))
    chosen(live, seed="second", slate=slate)
    move_event(live.ref, "record_verdict", acting=doing("verdict/2"))

    assert deciding(live.ref).undecided == ()
    move_event(live.ref, "issue_decrees", acting=doing("issue"))


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
    assert answer_to(live, "RV-1", draft_of_letter(live.ref, consent)) == "not_by_the_office"
    assert answer_to(live, "P1", refusal) == "not_by_the_office"


def test_an_import_goes_on_with_every_decision_or_with_none(db: None) -> None:
    ref, frozen = scored()
    slate = propose(ref, frozen, **by()).slates[0]
    unsigned = {"signer": None}

    def move(verb: str) -> None:
        move_event(ref, verb, acting=doing(verb, **unsigned))

    move("sign_minutes")
    choice = asked_to_choose(Choice(slate=slate, letter=letter(number="800/17/2024")))
    enter_drafts(ref, [choice.draft], acting=doing("choose", **unsigned))
    move("record_verdict")
    drafts = drafts_as_proposed(ref, decree=DECREE)

    enter_drafts(ref, drafts[:1], acting=doing("first", **unsigned))
    assert code_of(lambda: move("issue_decrees")) == "decrees_before_decisions"
    enter_drafts(ref, drafts[1:], acting=doing("rest", **unsigned))
    move("issue_decrees")

    assert set(said(ref).decisions) == {"P-001", "P-002", "P-003"}
