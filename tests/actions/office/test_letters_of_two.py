"""After the lock no person alone enters a letter: every kind, in every phase, from whichever device."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.live import move_event
from selaras.actions.office.acts_of_two import agree_to_act, ask_act
from selaras.actions.office.decisions import (
    DecisionForm,
    Numbered,
    asked_from_one_paper,
    deciding,
    drafts_as_proposed,
)
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.core import life
from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence import acts
from selaras.core.evidence.acts import Act
from selaras.core.evidence.exact_json import read_exact
from selaras.core.lifecycle import Phase
from selaras.core.verification.verifying import verify
from selaras.core.vocabulary import PermissionKind, PermissionState, Role
from selaras.outside.chance import SeededChance
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live, acting
from tests.actions.evidence.test_live import doing, freeze, records
from tests.actions.office.saying import answer_to, chosen, code_of
from tests.tampered.conformance_set import conformance_set
from tests.web.office import offices

pytestmark = pytest.mark.django_db

LETTER: dict[str, Json] = {
    "state": "granted",
    "issuer": "Instansi Contoh",
    "number": "R-1/2024",
    "dated_on": "2024-01-15",
    "nip": "P-001",
    "position": None,
    "rule": None,
    "note": "",
}
OWN = (PermissionKind.TEST_PLAN, PermissionKind.RESULT)


def letter(kind: PermissionKind, **changes: Json) -> EntryDraft:
    payload = {**LETTER, "kind": kind.value, **changes}
    return EntryDraft(type=EntryType.PERMISSION, subject="P-001", method="", form="", payload=payload)


def n_letters(live: Live) -> int:
    return rows.Entry.objects.filter(event=event_row(live.ref), type=EntryType.PERMISSION.value).count()


def nobody_alone(live: Live) -> None:
    before = n_letters(live)
    for kind in PermissionKind:
        assert (kind, answer_to(live, "SK", letter(kind), "SK")) == (kind, "approval_missing")
        empty = letter(kind, approvals=[])
        assert (kind, answer_to(live, "KP", empty, "KP")) == (kind, "approval_missing")
        if kind not in OWN:
            assert (kind, answer_to(live, "RV-1", letter(kind), "RV")) == (kind, "approval_missing")
    assert answer_to(live, "P1", letter(PermissionKind.RESULT)) == "not_by_the_office"
    twice = Asked(act=Act.RECORD_LETTER, draft=letter(PermissionKind.RESULT))
    (own,) = live.agreed(twice, "SK")
    for named, code in (([own], "approval_missing"), ([own, own], "approval_missing")):
        told = letter(PermissionKind.RESULT, approvals=named)
        assert answer_to(live, "SK", told, "SK") == code
    assert n_letters(live) == before


def test_no_device_alone_enters_a_letter_in_any_phase_after_the_lock(live: Live) -> None:
    reviewer = live.tablet("RV-1", "RV")
    live.received(reviewer.sign(reviewer.enrolment()))
    phases: list[Phase] = []

    def at_this_phase() -> None:
        phases.append(Phase(event_row(live.ref).phase))
        nobody_alone(live)

    live.lock_by_two()
    at_this_phase()
    live.open_scoring()
    at_this_phase()
    live.received(*live.signed_sheets())
    records(live)
    freeze(live)
    at_this_phase()
    chosen(live)
    at_this_phase()
    move_event(live.ref, "record_verdict", acting=doing("verdict"))
    at_this_phase()
    for one in drafts_as_proposed(live.ref):
        live.received(live.tablet("PK").sign(one))
    move_event(live.ref, "issue_decrees", acting=doing("issue"))
    at_this_phase()

    assert phases == [one for one in Phase if one is not Phase.DESIGN]


def test_a_build_that_forgets_letters_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_events.scoring(officials=2, methods=1, examiners=2)
    judged = acts.act_in

    def forgetful(kind: EntryType, told: dict[str, Json], *, is_locked: bool, role: str | None) -> Act | None:
        return None if kind is EntryType.PERMISSION else judged(kind, told, is_locked=is_locked, role=role)

    monkeypatch.setattr(life, "act_in", forgetful)

    assert answer_to(live, "SK", letter(PermissionKind.MINISTER_CONSENT), "SK") is None
    forged = next(one for one in conformance_set() if one.name == "letter_result_by_one_fail")
    assert verify(forged.data).reason != forged.reason


class Office:
    """Secretary and chair of an event, with accounts and devices."""

    def __init__(self, live: Live) -> None:
        self.live = live
        event = event_row(live.ref)
        self.secretary, self.chair = (offices.account(event.agency, one) for one in ("sekretaris", "ketua"))
        offices.member(self.secretary, Role.SECRETARIAT, event=event, holder="SK")
        offices.member(self.chair, Role.CHAIR, event=event, holder="KP")

    def asks(self, asked: Sequence[Asked]) -> int:
        return ask_act(self.live.ref, *asked, told=(), account=self.secretary.pk, acting=acting())

    def agrees(self, number: int) -> None:
        chance = SeededChance(f"agree/{number}")
        agree_to_act(self.live.ref, number, account=self.chair.pk, acting=acting(chance=chance))


def recorded(live: Live, kind: EntryType) -> list[dict[str, Json]]:
    found = rows.Payload.objects.filter(entry__event=event_row(live.ref), entry__type=kind.value)
    return [
        read_exact(bytes(one)) for one in found.order_by("entry__index").values_list("payload", flat=True)
    ]


def test_all_decisions_of_one_paper_are_agreed_to_at_once_each_by_its_own_two(deciding_now: Live) -> None:
    live, office = deciding_now, Office(deciding_now)
    proposed = deciding(live.ref).proposed
    assert proposed is not None
    paper = Numbered(number="800/31/2024", dated_on=date(2024, 3, 5))
    forms = [
        DecisionForm(official=code, position=post, letter=paper) for code, post in proposed.seats.items()
    ]
    asked = asked_from_one_paper(live.ref, forms)
    number = office.asks(asked)

    for one in asked:
        live.agreed(one, "SK")
    for one in asked[:-1]:
        live.agreed(one, "KP")
    assert code_of(lambda: office.agrees(number)) == "act_waits_for_signature"
    assert recorded(live, EntryType.DECISION) == []
    live.agreed(asked[-1], "KP")
    office.agrees(number)

    decisions = recorded(live, EntryType.DECISION)
    assert [one["official"] for one in decisions] == list(proposed.seats)
    used = [approval for one in decisions for approval in one["approvals"]]
    assert len(set(used)) == 2 * len(decisions)
    assert deciding(live.ref).undecided == ()


def test_what_one_paper_may_not_decide_names_its_person(deciding_now: Live) -> None:
    live = deciding_now
    proposed = deciding(live.ref).proposed
    assert proposed is not None
    mover = next(code for code, post in proposed.seats.items() if post != proposed.homes[code])
    paper = Numbered(number="800/31/2024", dated_on=date(2024, 3, 5))
    forms = [DecisionForm(official=one, position=proposed.homes[one], letter=paper) for one in proposed.seats]

    with pytest.raises(CoreError) as refused:
        asked_from_one_paper(live.ref, forms)
    assert (refused.value.code, refused.value.facts["subject"]) == ("decision_without_reasons", mover)
    bare = [replace(one, letter=None) for one in forms]
    assert code_of(lambda: asked_from_one_paper(live.ref, bare)) == "decision_without_letter"


def letters_of(live: Live, *people: str, number: str = "R-9/2024", **told: object) -> list[Asked]:
    common = {"kind": PermissionKind.RESULT, "state": PermissionState.GRANTED, "issuer": "BKN"}
    forms = [
        LetterForm(**{**common, "number": number, "dated_on": date(2024, 3, 5), "person": one, **told})  # type: ignore[arg-type]
        for one in people
    ]
    return [Asked(act=Act.RECORD_LETTER, draft=draft_of_letter(live.ref, one)) for one in forms]


def test_all_answers_of_one_letter_are_agreed_to_at_once(deciding_now: Live) -> None:
    live, office = deciding_now, Office(deciding_now)
    asked = letters_of(live, "P-001", "P-002", "P-003")
    number = office.asks(asked)
    for one in asked:
        live.agreed(one)

    office.agrees(number)

    assert [one["nip"] for one in recorded(live, EntryType.PERMISSION)[-3:]] == ["P-001", "P-002", "P-003"]


def test_a_letter_that_answers_one_question_twice_is_refused(deciding_now: Live) -> None:
    asked = [*letters_of(deciding_now, "P-001"), *letters_of(deciding_now, "P-001", note="lagi")]

    assert code_of(lambda: Office(deciding_now).asks(asked)) == "letters_of_one_question"


def test_what_two_agreed_to_before_a_refusal_undoes_it_no_more(deciding_now: Live) -> None:
    live, office = deciding_now, Office(deciding_now)
    (grant,) = letters_of(live, "P-001")
    (refusal,) = letters_of(
        live, "P-001", number="R-10/2024", state=PermissionState.REFUSED, note="Belum dua tahun"
    )
    kept_back = office.asks([grant])
    live.agreed(grant)
    number = office.asks([refusal])
    live.agreed(refusal)
    office.agrees(number)

    assert code_of(lambda: office.agrees(kept_back)) == "approval_too_old"
    (asking,) = letters_of(live, "P-001", number="R-10/2024", state=PermissionState.ASKED)
    again = office.asks([asking])
    live.agreed(asking)
    assert code_of(lambda: office.agrees(again)) == "letter_asked_after_answer"
