"""Proposing moves on a frozen result, and the deciding officer's choice among what was proposed."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from django.db import transaction

from selaras.actions.access import Actor, require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row, locked_scheme
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import append, locked_head, opened_entries
from selaras.actions.evidence.checkpoints import checkpoint_by, checkpoint_now
from selaras.actions.evidence.live import move_event
from selaras.actions.evidence.receptions import wants_signatures
from selaras.core import casefile as c
from selaras.core import custody
from selaras.core import vocabulary as v
from selaras.core.codec import Json, from_json, to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.outcome import Results
from selaras.core.placement.model import Slate
from selaras.core.placement.offer import Offer
from selaras.core.placement.offering import offer_of
from selaras.core.placement.problem import problem_of
from selaras.core.placement.told import (
    ProblemTold,
    SlateTold,
    instance_of,
    problem_told,
    slate_told,
    told_of,
)
from selaras.core.proposing import digest_of
from selaras.core.rules import Rulebook
from selaras.outside.chance import Chance
from selaras.outside.clock import Clock
from selaras.outside.signing import Signer
from selaras.records import models as rows

Makes = Callable[[], Offer | None]


class Standing(Protocol):
    """A frozen result as it was just computed from the ledger."""

    @property
    def case(self) -> c.CaseFile: ...
    @property
    def rulebook(self) -> Rulebook: ...
    @property
    def results(self) -> Results: ...
    @property
    def document(self) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An offer as it was entered; ``slates`` are the digests by which the officer chooses."""

    offer: Offer
    slates: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A proposal that is only to be entered: what it rests on, the offer, and its entries."""

    document: bytes
    version: int
    offer: Offer
    drafts: tuple[EntryDraft, ...]


def propose(
    ref: EventRef,
    frozen: Standing,
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
    signer: Signer | None = None,
    made: Makes = lambda: None,
    ready: Ready | None = None,
) -> Proposed:
    """Enter the problem of the event's last result and the slates offered for it.

    frozen : the result, which must be the one that the ledger froze last
    made : an offer that the caller made of the same result beforehand; asked for when needed, and taken
        only if its problem is the one that is set up here
    ready : all of it, prepared beforehand; taken only for this very result
    Raises ``placement_of_another_result``, CoreError where the event has no proposal, ``Impossible`` where no
    set of seats is lawful; then nothing is entered.
    """
    require(actor, "propose_moves")
    event = event_row(ref)
    version = _version_of(event, frozen)
    if ready is None or (ready.document, ready.version) != (frozen.document, version):
        ready = proposal_on(frozen, version=version, made=made)
    with transaction.atomic():
        locked_head(event)
        if (now := _version_of(event, frozen)) != version:
            raise CoreError("placement_of_another_result", expected=now)
        append(
            event,
            ready.drafts,
            actor=actor.name,
            declared_at=declared_at,
            clock=clock,
            chance=chance,
            signer=signer,
        )
        if signer is not None:
            checkpoint_now(event, log_key=signer, clock=clock)
    slates = tuple(digest_of(one.payload) for one in ready.drafts if one.type is EntryType.SLATE)
    return Proposed(offer=ready.offer, slates=slates)


def proposal_on(frozen: Standing, *, version: int, made: Makes = lambda: None) -> Ready:
    """Return what ``propose`` will enter on a result of this version; nothing is read or held for it.

    Raises ``Impossible`` where no set of seats is lawful.
    """
    case, results = frozen.case, frozen.results
    problem = problem_told(problem_of(case, frozen.rulebook, results), case=case, version=version)
    offer = made()
    if offer is None or problem_told(offer.problem, case=case, version=version) != problem:
        offer = offer_of(case, frozen.rulebook, results)
    drafts = told_of(offer, case=case, scheme_digest=results.scheme_digest, result_version=version)
    return Ready(document=frozen.document, version=version, offer=offer, drafts=tuple(drafts))


def offer_wished(
    ref: EventRef,
    slate: Slate,
    *,
    actor: Actor,
    declared_at: date,
    clock: Clock,
    chance: Chance,
    signer: Signer | None = None,
) -> str:
    """Enter a slate that the deciding officer asked for, on the problem that stands; return its digest.

    Only what was entered can be chosen. Raises ``slate_of_another_problem`` where no problem stands, and
    whatever the verifier says of a slate that does not hold.
    """
    # Loaded only here: a run proposes and has nothing to check yet.
    from selaras.core.verification.placements.problems import posed
    from selaras.core.verification.placements.slates import check_slate

    require(actor, "propose_moves")
    with transaction.atomic():
        event = event_row(ref)
        problem, _ = _proposed(event)
        digest = digest_of(to_json(problem))
        told = slate_told(slate, instance_of(problem), problem=digest)
        check_slate(told, posed(problem), is_first=False)
        payload = to_json(told)
        draft = _draft(EntryType.SLATE, payload, form=locked_scheme(event))
        append(
            event,
            [draft],
            actor=actor.name,
            declared_at=declared_at,
            clock=clock,
            chance=chance,
            signer=signer,
        )
        if signer is not None:
            checkpoint_now(event, log_key=signer, clock=clock)
    return digest_of(payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the deciding officer chose: a slate by its digest, as it is or with other seats.

    seats : (official's code, post or None) where the officer departs from the slate, with reasons then
    letter : by which the officer said so; None where a device of the officer's own signs
    """

    slate: str
    seats: Sequence[tuple[str, str | None]] = ()
    reasons: str = ""
    letter: c.Letter | None = None


def asked_to_choose(choice: Choice) -> Asked:
    """Return the recording of a choice from a letter; two people agree to it first."""
    letter = choice.letter
    told = custody.Proposal(
        slate=choice.slate,
        seats=tuple(
            custody.Reseated(official=official, position=None if post is None else v.PositionCode(post))
            for official, post in choice.seats
        ),
        reasons=choice.reasons,
        letter=None if letter is None else letter.number,
        letter_on=None if letter is None else letter.dated_on,
    )
    return Asked(act=Act.RECORD_PROPOSAL, draft=_draft(EntryType.PROPOSAL, to_json(told), form=""))


def choose(ref: EventRef, asked: Asked, *, approvals: Sequence[str], acting: Acting) -> None:
    """Enter the deciding officer's choice (usulan), which the reviewer reads.

    Only in the review: a target that is changed after the verdict goes back there first (the event's move
    ``change_target``), and the two people agree anew.
    Raises what the verifier would say of unlawful seats, and the refusals of the event's life.
    """
    from selaras.core.verification.placements.choices import check_choice
    from selaras.core.verification.placements.problems import posed
    from selaras.core.verification.placements.slates import check_slate

    require(acting.actor, "act_of_two")
    if asked.act is not Act.RECORD_PROPOSAL:
        raise CoreError("approval_of_something_else", verb=asked.act.value)
    with transaction.atomic():
        event = event_row(ref)
        told = from_json(custody.Proposal, asked.draft.payload)
        problem, slates = _proposed(event)
        chosen = next((one for one in slates if digest_of(to_json(one)) == told.slate), None)
        if chosen is None:
            raise CoreError("proposal_of_no_slate")
        stands = posed(problem)
        check_choice(told, check_slate(chosen, stands, is_first=False), stands)
        payload = {**asked.draft.payload, "approvals": list(approvals)}
        append(event, [replace(asked.draft, payload=payload)], **acting.by)
        checkpoint_by(event, acting=acting)


def choose_of_import(ref: EventRef, choice: Choice, *, minutes_signed: bool, acting: Acting) -> None:
    """Enter the officer's choice into an imported event, which has no devices for two people to sign on.

    minutes_signed : whether the minutes are said to be signed, which brings a closed event to the review
    Raises ``choice_of_signed_event``, ``choice_before_minutes`` and what ``choose`` refuses; then the event
    stands where it stood.
    """
    with transaction.atomic():
        event = event_row(ref)
        if wants_signatures(event):
            raise CoreError("choice_of_signed_event", key=ref.key)
        if choice.letter is None:
            raise CoreError("proposal_without_letter")
        if (phase := Phase(event.phase)) is Phase.CLOSED:
            if not minutes_signed:
                raise CoreError("choice_before_minutes", key=ref.key, phase=phase.istilah)
            move_event(ref, "sign_minutes", acting=acting)
        choose(ref, asked_to_choose(choice), approvals=(), acting=acting)


def _version_of(event: rows.Event, frozen: Standing) -> int:
    """Return the version of the result, which must be the last one of the event."""
    last = rows.Result.objects.filter(event=event).order_by("-version").first()
    if last is None:
        raise CoreError("result_not_frozen")
    if last.document_digest != hashlib.sha256(frozen.document).hexdigest():
        raise CoreError("placement_of_another_result", expected=last.version)
    return int(last.version)


def _proposed(event: rows.Event) -> tuple[ProblemTold, list[SlateTold]]:
    """Return the problem that stands, and its slates as they were entered."""
    entries = opened_entries(event)
    at = max((n for n, one in enumerate(entries) if one.type is EntryType.PLACEMENT), default=None)
    if at is None:
        raise CoreError("slate_of_another_problem")
    slates = [from_json(SlateTold, one.payload) for one in entries[at:] if one.type is EntryType.SLATE]
    return from_json(ProblemTold, entries[at].payload), slates


def _draft(kind: EntryType, payload: Json, *, form: str) -> EntryDraft:
    return EntryDraft(type=kind, subject="", method="", form=form, payload=payload)
