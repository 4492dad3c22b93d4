"""Keputusan: what the deciding officer decides about each person of the proposal, and the steps around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.evidence.live import move_event
from selaras.actions.office.decisions import (
    DecisionForm,
    Numbered,
    asked_to_record,
    draft_of_decision,
    set_apart,
)
from selaras.core.decided import Decision, GroundKind, LawfulGround, MoveKind
from selaras.core.decisions import Decisions, decisions_in
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.permissions import judge_permissions
from selaras.core.said import said_in
from selaras.core.vocabulary import Role
from selaras.documents.content.decree import DecreeDocket, has_moves, render_decree
from selaras.documents.stamping import stamp_of
from selaras.web.office.acting import acting_of
from selaras.web.office.failures import refused
from selaras.web.office.files import PDF, file_answer
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.telling import Named, line_of, people_in, posts_in
from selaras.web.office.terms import term_word
from selaras.web.office.wording import phase as phase_name
from selaras.web.office.wording import say, sentence

_FIELDS = (
    "target", "reasons", "decree", "decree_on", "letter", "letter_on",
    "ground", "ground_number", "ground_on", "ground_issuer",
)  # fmt: skip
WITH_GROUND = (MoveKind.RELEASED, MoveKind.DEMOTED)
NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One official of the proposal: from where to where, cleared or not, decided or not."""

    person: Named
    home: str
    target: str
    is_move: bool
    is_cleared: bool
    decision: Decision | None
    kind: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """One official who is not decided with the others, and what the proposal lacks for it."""

    seat: Seat
    why: str


@page("decision", "read")
def decisions(visit: Visit) -> HttpResponse:
    """Show the gates, the proposal seat by seat, and what is decided."""
    if visit.roles == {Role.PARTICIPANT}:
        return HttpResponseRedirect(reverse("own_page", args=_names(visit)))
    here = held(visit.here)
    known = decisions_in(here.entries)
    seats = seats_in(here, known)
    gates = [line_of(one, is_gate=True) for one in judge_permissions(here.case, here.rulebook)]
    phase = visit.here.phase
    apart = apart_in(seats, known)
    return visit.render(
        "deciding/decisions.html",
        {
            "seats": seats,
            "has_proposal": known.proposed is not None,
            "n_moves": sum(one.is_move for one in seats),
            "n_decided": sum(one.decision is not None for one in seats),
            "shut": [one for one in gates if not one.is_met],
            "n_gates": len(gates),
            "in_review": phase is Phase.REVIEW,
            "in_decision": phase is Phase.DECISION,
            "in_follow_up": phase is Phase.FOLLOW_UP,
            "may_decide": visit.may("decision", "decide"),
            "may_record": visit.may("decision", "record"),
            "may_begin": visit.may("decision", "begin"),
            "may_issue": visit.may("decision", "issue"),
            "may_change": visit.may("decision", "change_target"),
            "may_announce": visit.may("announcement", "read"),
            "may_develop": visit.may("development", "read"),
            "may_hear": visit.may("objection", "list"),
            "undecided": len(known.undecided),
            "apart": apart,
            "at_once": len(known.undecided) - len(apart),
            "has_decree": known.proposed is not None and has_moves(_decree(visit)),
            "words": {"movers": say("Berpindah", "Moving"), "stayers": say("Tetap", "Staying")},
            "movers": [one for one in seats if one.is_move],
            "stayers": [one for one in seats if not one.is_move],
        },
    )


@page("decision", "decide", post=("decision", "decide"), is_logged=True)
def decide(visit: Visit, person: str) -> HttpResponse:
    """Let the deciding officer decide about one person, and sign it."""
    return _one(visit, person, is_recorded=False)


@page("decision", "record", post=("decision", "record"), is_logged=True)
def record(visit: Visit, person: str) -> HttpResponse:
    """Record a decision from its disposition or decree; two people agree to it."""
    return _one(visit, person, is_recorded=True)


@page("paper", "read")
def decree_draft(visit: Visit) -> HttpResponse:
    """Make the draft of the decree from the decisions that stand, with its annex."""
    if not visit.may("decision", "read"):
        return refused(visit.request, "not_permitted", status=403)
    docket = _decree(visit)
    if not has_moves(docket):
        raise Http404
    content = render_decree(docket)
    return file_answer(content, file_name=f"rancangan-sk-{visit.here.key}.pdf", media_type=PDF)


@page("decision", "begin", post=("decision", "begin"))
def begin(visit: Visit) -> HttpResponse:
    """Go on from the review to the decisions: the reviewer's answer is on file."""
    return _move(visit, "record_verdict")


@page("decision", "issue", post=("decision", "issue"))
def issue(visit: Visit) -> HttpResponse:
    """Say that the decrees are issued: everybody of the proposal has a decision."""
    return _move(visit, "issue_decrees")


@page("decision", "change_target", post=("decision", "change_target"))
def change_target(visit: Visit) -> HttpResponse:
    """Go back to the review, because somebody is to sit elsewhere than was cleared."""
    return _move(visit, "change_target")


def _decree(visit: Visit) -> DecreeDocket:
    here = held(visit.here)
    known = decisions_in(here.entries)
    made = said_in(here.entries).decisions
    return DecreeDocket(
        case=here.case,
        rulebook=here.rulebook,
        stamp=stamp_of(here.ledger),
        decisions={code: made[code] for code in known.standing if code in made},
    )


def _move(visit: Visit, verb: str) -> HttpResponse:
    if visit.request.method == "POST":
        try:
            phase = move_event(visit.ref, verb, acting=acting_of(visit))
        except CoreError as wrong:
            if wrong.code != "decree_barred":
                raise
            messages.error(visit.request, sentence(wrong))
        else:
            told = say("Tahap kegiatan: {phase}.", "Phase of the event: {phase}.", phase=phase_name(phase))
            messages.success(visit.request, told)
    return HttpResponseRedirect(reverse("decisions", args=_names(visit)))


def _one(visit: Visit, person: str, *, is_recorded: bool) -> HttpResponse:
    here = held(visit.here)
    known = decisions_in(here.entries)
    seat = next((one for one in seats_in(here, known) if one.person.code == person), None)
    if seat is None:
        raise Http404
    errors: dict[str, str] = {}
    typed = {name: visit.request.POST.get(name, "").strip() for name in _FIELDS}
    if visit.request.method == "POST":
        form = _read(typed, person, known, errors, is_recorded=is_recorded)
        if form is not None and not errors:
            answer = _drafted(visit, form, known, seat, errors, is_recorded=is_recorded)
            if answer is not None:
                return answer
    elif known.proposed is not None:
        typed["target"] = known.proposed.seats[person] or NOBODY
    return visit.render(
        "deciding/decide.html",
        {
            "seat": seat,
            "choices": choices_of(here, known, person),
            "grounds": [(one.value, term_word(one)) for one in GroundKind],
            "typed": typed,
            "errors": errors,
            "is_recorded": is_recorded,
            "words": paper_words(),
        },
        status=422 if errors else 200,
    )


def paper_words() -> dict[str, str]:
    return {
        "decree": say("Nomor SK", "Number of the decree"),
        "decree_help": say("Boleh kosong bila belum bernomor.", "May be empty while it has none."),
        "letter": say("Nomor disposisi atau surat PPK", "Number of the officer's disposition or letter"),
        "letter_help": say("Diperlukan bila SK belum bernomor.", "Needed while the decree has no number."),
    }


def _drafted(
    visit: Visit,
    form: DecisionForm,
    known: Decisions,
    seat: Seat,
    errors: dict[str, str],
    *,
    is_recorded: bool,
) -> HttpResponse | None:
    """Return the page that asks for the signature, or nothing where the ledger would refuse it."""
    kind = term_word(known.kind_of(form.official, form.position))
    told = say("{who}: {kind}.", "{who}: {kind}.", who=seat.person.name, kind=kind)
    lines = [told, *([form.reasons] if form.reasons else [])]
    back = reverse("decisions", args=_names(visit))
    try:
        if is_recorded:
            asked = asked_to_record(visit.ref, form, known=known)
            return to_be_signed(visit, [asked.draft], told=lines, back=back, act=Act.RECORD_DECISION)
        draft = draft_of_decision(visit.ref, form, known=known)
        return to_be_signed(visit, [draft], told=lines, back=back)
    except CoreError as wrong:
        errors[FIELD_BY_CODE.get(wrong.code, "target")] = sentence(wrong)
        return None


FIELD_BY_CODE: Mapping[str, str] = {
    "decision_without_reasons": "reasons",
    "decision_without_ground": "ground",
    "decision_without_letter": "letter",
    "decree_barred": "decree_on",
}


def _read(
    typed: Mapping[str, str],
    person: str,
    known: Decisions,
    errors: dict[str, str],
    *,
    is_recorded: bool,
) -> DecisionForm | None:
    decree = paper_in(typed, "decree", errors)
    letter = paper_in(typed, "letter", errors) if is_recorded else None
    if not typed["target"]:
        errors["target"] = say("Pilih jabatan.", "Choose a post.")
    if errors:
        return None
    position = None if typed["target"] == NOBODY else typed["target"]
    ground = None
    if known.kind_of(person, position) in WITH_GROUND:
        ground = _ground(typed, errors)
    if errors:
        return None
    return DecisionForm(
        official=person,
        position=position,
        reasons=typed["reasons"],
        decree=decree,
        letter=letter,
        ground=ground,
    )


def paper_in(typed: Mapping[str, str], name: str, errors: dict[str, str]) -> Numbered | None:
    """Return a number with its day; one without the other is named."""
    number, day = typed[name], typed[f"{name}_on"]
    if not number and not day:
        return None
    if not number:
        errors[name] = say("Tulis nomornya.", "Give its number.")
        return None
    try:
        return Numbered(number=number[:120], dated_on=date.fromisoformat(day))
    except ValueError:
        errors[f"{name}_on"] = say("Tulis tanggalnya.", "Give its date.")
        return None


def _ground(typed: Mapping[str, str], errors: dict[str, str]) -> LawfulGround | None:
    kind = next((one for one in GroundKind if one.value == typed["ground"]), None)
    if kind is None:
        errors["ground"] = say(
            "Hasil uji saja bukan dasar pembebasan: pilih dasar hukum dan dokumennya.",
            "The test alone is no ground: choose the lawful ground and its document.",
        )
        return None
    for name in ("ground_number", "ground_issuer"):
        if not typed[name]:
            errors[name] = say("Isian ini diperlukan.", "This is needed.")
    try:
        dated_on = date.fromisoformat(typed["ground_on"])
    except ValueError:
        errors["ground_on"] = say("Tulis tanggalnya.", "Give its date.")
        return None
    if errors:
        return None
    return LawfulGround(
        kind=kind,
        number=typed["ground_number"][:120],
        dated_on=dated_on,
        issuer=typed["ground_issuer"][:200],
    )


def choices_of(here: Held, known: Decisions, person: str) -> list[tuple[str, str]]:
    proposed, posts = known.proposed, posts_in(here.case)
    if proposed is None:
        return []
    target, home = proposed.seats[person], proposed.homes[person]
    found: list[tuple[str, str]] = []
    if target is not None:
        found.append((target, say("Usulan: {p}", "Proposed: {p}", p=posts.get(target, target))))
    if home is not None and home != target:
        found.append((home, say("Tetap: {p}", "Stays: {p}", p=posts.get(home, home))))
    without = say("Tanpa jabatan (perlu dasar hukum)", "Without a post (needs a lawful ground)")
    return [*found, (NOBODY, without)]


def seats_in(here: Held, known: Decisions) -> list[Seat]:
    proposed = known.proposed
    if proposed is None:
        return []
    people, posts = people_in(here.case), posts_in(here.case)
    made, standing = said_in(here.entries).decisions, known.standing
    found = []
    for code, target in proposed.seats.items():
        home = proposed.homes[code]
        decision = made.get(code) if code in standing else None
        found.append(
            Seat(
                person=people[code],
                home=posts.get(home or "", people[code].post),
                target=posts.get(target, target) if target else say("tanpa jabatan", "without a post"),
                is_move=target != home,
                is_cleared=target == home or target is None or known.is_cleared(code, target),
                decision=decision,
                kind=term_word(known.kind_of(code, target)),
                decided=term_word(decision.kind) if decision else "",
            )
        )
    return found


def apart_in(seats: Iterable[Seat], known: Decisions) -> list[Apart]:
    """Return who of these seats needs a decision of one's own."""
    lacking = set_apart(known)
    found = ((one, lacking.get(one.person.code)) for one in seats)
    return [Apart(seat=one, why=sentence(wrong)) for one, wrong in found if wrong is not None]


def _names(visit: Visit) -> tuple[str, str]:
    return (visit.here.agency, visit.here.key)
