"""An event in which an act of two people waits; chair and secretariat have accounts and devices."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.live import move_event
from selaras.actions.office.acts_of_two import ask_act
from selaras.actions.office.decisions import DecisionForm, asked_to_record, deciding
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.actions.placement import Choice, asked_to_choose, propose
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.evidence.exact_json import read_exact
from selaras.core.proposing import digest_of
from selaras.core.vocabulary import PermissionKind, PermissionState, Role
from selaras.outside.chance import SeededChance
from selaras.queries.office.listing import ListedEvent, listed_event
from selaras.queries.office.pending import pending_act
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.actions.evidence.test_live import doing, freeze, records
from tests.actions.office.saying import ANI, DECREE, chosen
from tests.core.building import letter
from tests.core.placement.placed_events import placed_case
from tests.web.office import offices

TYPE = {
    Act.LOCK: EntryType.PHASE,
    Act.REOPEN: EntryType.PHASE,
    Act.VOID: EntryType.VOID,
    Act.REVEAL: EntryType.REVEAL,
    Act.EXPORT: EntryType.EXPORT,
    Act.RESTORE: EntryType.RESTORATION,
    Act.RECORD_PROPOSAL: EntryType.PROPOSAL,
    Act.RECORD_DECISION: EntryType.DECISION,
    Act.RECORD_LETTER: EntryType.PERMISSION,
}
FROM_LETTERS = (Act.RECORD_PROPOSAL, Act.RECORD_DECISION, Act.RECORD_LETTER)
REASON = "Lembar diisi untuk orang yang keliru."


def event_for(act: Act) -> Live:
    """Return an event in the phase in which an act may be done."""
    if act is Act.LOCK:
        live = live_events.designed()
        live.enrol_all()
        return live
    if act in (Act.RECORD_PROPOSAL, Act.RECORD_DECISION):
        return with_proposal(chosen_too=act is Act.RECORD_DECISION)
    live = live_events.scoring(officials=2, methods=1, examiners=2)
    live.received(*live.signed_sheets())
    if act not in (Act.VOID, Act.RECORD_LETTER):
        move_event(live.ref, "close_scoring", acting=live_events.acting(chance=SeededChance("close")))
    return live


def with_proposal(*, chosen_too: bool) -> Live:
    """Return an event whose slates wait for the officer's choice, or whose choice waits for decisions."""
    live = live_events.designed(placed_case())
    live.enrol_all()
    live.lock_by_two()
    live.open_scoring()
    live.received(*live.signed_sheets())
    records(live)
    freeze(live)
    if chosen_too:
        chosen(live)
        move_event(live.ref, "record_verdict", acting=doing("verdict"))
    else:
        signed = doing("propose")
        propose(live.ref, freeze(live, seed="again"), **{**signed.by, "actor": signed.actor})
        live.sign_minutes()
    return live


def asked_from_letter(act: Act, live: Live) -> Asked:
    """Return what a page of the office asks two people to record from a letter."""
    if act is Act.RECORD_LETTER:
        consent = LetterForm(
            kind=PermissionKind.MINISTER_CONSENT,
            state=PermissionState.GRANTED,
            issuer="Menteri Dalam Negeri",
            number="800/9/SJ",
            dated_on=date(2024, 3, 1),
        )
        return Asked(act=act, draft=draft_of_letter(live.ref, consent))
    if act is Act.RECORD_PROPOSAL:
        slates = rows.Payload.objects.filter(entry__type=EntryType.SLATE.value).order_by("entry__index")
        slate = digest_of(read_exact(bytes(slates.values_list("payload", flat=True)[0])))
        return asked_to_choose(Choice(slate=slate, letter=letter(number="800/7")))
    proposed = deciding(live.ref).proposed
    assert proposed is not None
    form = DecisionForm(official=ANI, position=proposed.seats[ANI], decree=DECREE)
    return asked_to_record(live.ref, form)


@dataclass(slots=True)
class Waiting:
    """An act that the secretariat asked for and signed; the chair has not."""

    live: Live
    act: Act
    number: int
    chair: rows.Account
    secretary: rows.Account

    @property
    def listed(self) -> ListedEvent:
        found = listed_event(self.live.ref.agency, self.live.ref.key)
        assert found is not None
        return found

    @property
    def url(self) -> str:
        return f"/k/{self.live.ref.agency}/{self.live.ref.key}/tindakan/{self.number}/"

    @property
    def asked(self) -> Asked:
        found = pending_act(self.listed, self.number)
        assert found is not None
        return Asked(act=found.act, draft=found.drafts[0])

    @property
    def n_done(self) -> int:
        """How often the act stands in the ledger."""
        found = rows.Entry.objects.filter(event=event_row(self.live.ref), type=TYPE[self.act].value)
        return found.count()

    def agree(self, browser: Client, **more: Any) -> HttpResponse:
        answer: Any = browser.post(self.url, {"device": sorted(self.live.devices)}, **more)
        return answer

    def sign(self, holder: str) -> None:
        self.live.received(self.live.tablet(holder).approves(self.asked))


def waiting(act: Act) -> Waiting:
    """Return an act that waits for its second person."""
    live = event_for(act)
    event = event_row(live.ref)
    secretary = offices.account(event.agency, "sekretaris")
    chair = offices.account(event.agency, "ketua")
    offices.member(secretary, Role.SECRETARIAT, event=event, holder="SK")
    offices.member(chair, Role.CHAIR, event=event, holder="KP")
    told = {}
    if act is Act.VOID:
        sheet = live.sheets()[0].payload
        told = {"sheet": f"{sheet['examiner']}|{sheet['nip']}|{sheet['method']}", "reason": REASON}
    elif act is Act.RESTORE:
        head = rows.LedgerHead.objects.get(event=event)
        told = {"size": str(head.size), "root": bytes(head.root).hex(), "reason": "Server diganti."}
    if act in FROM_LETTERS:
        acting = live_events.acting()
        number = ask_act(live.ref, asked_from_letter(act, live), told=(), account=secretary.pk, acting=acting)
        one = Waiting(live=live, act=act, number=number, chair=chair, secretary=secretary)
        one.sign("SK")
        return one
    path = f"/k/{live.ref.agency}/{live.ref.key}/tindakan/ajukan/{act.value}/"
    answer = offices.signed_in(secretary).post(path, told)
    assert answer.status_code == 302, answer.content.decode()
    number = int(answer["Location"].rstrip("/").rsplit("/", 1)[1])
    one = Waiting(live=live, act=act, number=number, chair=chair, secretary=secretary)
    one.sign("SK")
    return one
