"""The deciding officer's decision about each official of the proposal, and the way back to the review."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.live import check_decrees
from selaras.core.codec import to_json
from selaras.core.decided import Decision, LawfulGround, MoveKind
from selaras.core.decisions import Decisions, decisions_in
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.statements import is_word
from selaras.core.vocabulary import PositionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A paper by its number and day."""

    number: str
    dated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionForm:
    """What is decided about one official; kind and proposal follow from the ledger.

    position : the post proposed, the own post, or None: without a post, which needs a ground
    reasons : needed where the post is not the proposed one
    decree : None while it has no number; letter : the disposition, where no device of the officer signs
    """

    official: str
    position: str | None
    reasons: str = ""
    decree: Numbered | None = None
    letter: Numbered | None = None
    ground: LawfulGround | None = None


def deciding(ref: EventRef) -> Decisions:
    """Return what stands to be decided: the proposal's seats, who is cleared for what, who is undecided."""
    return decisions_in(opened_entries(event_row(ref)))


def draft_of_decision(ref: EventRef, form: DecisionForm, *, known: Decisions | None = None) -> EntryDraft:
    """Return a decision for the officer's own device to sign.

    known : ``deciding``, where many are drawn up one after the other
    Raises whatever the ledger would say of it: another target, a post not cleared or taken, no reasons, no
    lawful ground; and refuses a decree before which a gate is shut (``decree_barred``).
    """
    known = known or deciding(ref)
    draft = _drafted(ref, form, known)
    _check_decree(ref, (form,), known)
    return draft


def _check_decree(ref: EventRef, forms: Iterable[DecisionForm], known: Decisions) -> None:
    """Refuse what forbids the decrees of forms that move somebody; one without a number is no decree yet."""
    days = {
        one.decree.dated_on
        for one in forms
        if one.decree is not None and known.kind_of(one.official, one.position) is not MoveKind.KEPT
    }
    if days:
        check_decrees(opened_entries(event_row(ref)), days)


def _drafted(ref: EventRef, form: DecisionForm, known: Decisions) -> EntryDraft:
    phase = Phase(event_row(ref).phase)
    if phase is not Phase.DECISION:
        raise CoreError("decision_out_of_place", phase=phase.value)
    told = _judged(form, known)
    return EntryDraft(
        type=EntryType.DECISION, subject=form.official, method="", form="", payload=to_json(told)
    )


def _judged(form: DecisionForm, known: Decisions) -> Decision:
    """Return what a form decides, once the proposal, the letters and the other decisions bear it."""
    if known.proposed is None:
        raise CoreError("decision_of_another_proposal")
    for name, paper in (("decree", form.decree), ("letter", form.letter)):
        if paper is not None and not is_word(paper.number):
            raise CoreError("decision_wrong", part=name)
    ground = form.ground
    if ground is not None and not (is_word(ground.number) and is_word(ground.issuer)):
        raise CoreError("decision_wrong", part="ground")
    decree, letter = form.decree, form.letter
    told = Decision(
        official=form.official,
        proposal=known.proposed.digest,
        kind=known.kind_of(form.official, form.position),
        position=None if form.position is None else PositionCode(form.position),
        reasons=form.reasons.strip(),
        decree=None if decree is None else decree.number.strip(),
        decree_on=None if decree is None else decree.dated_on,
        letter=None if letter is None else letter.number.strip(),
        letter_on=None if letter is None else letter.dated_on,
        ground=ground,
    )
    known.judge_seat(told)
    return told


def asked_to_record(ref: EventRef, form: DecisionForm, *, known: Decisions | None = None) -> Asked:
    """Return the recording of a decision from its disposition or decree; two people agree to it first."""
    if form.decree is None and form.letter is None:
        raise CoreError("decision_without_letter")
    return Asked(act=Act.RECORD_DECISION, draft=draft_of_decision(ref, form, known=known))


def asked_from_one_paper(ref: EventRef, forms: Sequence[DecisionForm]) -> tuple[Asked, ...]:
    """Return the recording of all that one disposition or decree decides, in this order, for two people.

    Each is judged as if those before it stood. What is refused names its person as ``subject``.
    """
    known = deciding(ref)
    found: list[Asked] = []
    for form in forms:
        try:
            if form.decree is None and form.letter is None:
                raise CoreError("decision_without_letter")
            draft = _drafted(ref, form, known)
        except CoreError as wrong:
            raise CoreError(wrong.code, **{**wrong.facts, "subject": form.official}) from wrong
        tuple(known.remember(draft.type, draft.subject, draft.payload))
        found.append(Asked(act=Act.RECORD_DECISION, draft=draft))
    _check_decree(ref, forms, known)
    return tuple(found)


def drafts_as_proposed(ref: EventRef, *, decree: Numbered | None = None) -> tuple[EntryDraft, ...]:
    """Return decisions that carry out the proposal for all of whom it can be carried out at once.

    Whoever is not cleared or loses a post is left out, and needs a decision of one's own: ``set_apart``.
    """
    known = deciding(ref)
    if known.proposed is None:
        raise CoreError("decision_of_another_proposal")
    apart = set_apart(known)
    forms = [_as_proposed(code, known, decree) for code in known.undecided if code not in apart]
    drafts = tuple(_drafted(ref, one, known) for one in forms)
    _check_decree(ref, forms, known)
    return drafts


def set_apart(known: Decisions) -> dict[str, CoreError]:
    """Return who of the undecided needs a decision of one's own, by code, and what the proposal lacks."""
    found: dict[str, CoreError] = {}
    for code in known.undecided:
        try:
            _judged(_as_proposed(code, known), known)
        except CoreError as wrong:
            found[code] = wrong
    return found


def _as_proposed(code: str, known: Decisions, decree: Numbered | None = None) -> DecisionForm:
    seats = {} if known.proposed is None else known.proposed.seats
    return DecisionForm(official=code, position=seats.get(code), decree=decree)
