"""Catat satu surat untuk banyak keputusan: what one disposition or decree decides, recorded by two."""

from collections.abc import Mapping

from django.http import HttpResponse

from selaras.actions.office.decisions import DecisionForm, asked_from_one_paper
from selaras.core.decisions import Decisions, decisions_in
from selaras.core.errors import CoreError
from selaras.web.office.deciding.decisions import (
    FIELD_BY_CODE,
    NOBODY,
    WITH_GROUND,
    choices_of,
    paper_in,
    paper_words,
    seats_in,
)
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.requesting import ask_for
from selaras.web.office.wording import say, sentence

_PAPERS = ("letter", "letter_on", "decree", "decree_on")
_OF_THE_PAPER = ("decision_without_letter", "decree_barred")


@page("decision", "record", post=("decision", "record"))
def record_many(visit: Visit) -> HttpResponse:
    """Record what one paper decides about everybody whom it names; two people agree to all of it at once."""
    here = held(visit.here)
    known = decisions_in(here.entries)
    if visit.request.method != "POST":
        return _page(visit, here, known, _as_proposed(here, known), {})
    typed = {name: value.strip() for name, value in visit.request.POST.items() if isinstance(value, str)}
    errors: dict[str, str] = {}
    forms = _read(known, typed, errors)
    if not errors:
        try:
            asked = asked_from_one_paper(visit.ref, forms)
        except CoreError as wrong:
            errors[_field(wrong)] = sentence(wrong)
        else:
            told = say(
                "{n} keputusan menurut satu surat atau SK.",
                "{n} decisions by one letter or decree.",
                n=len(asked),
            )
            return ask_for(visit, *asked, told=(told,))
    return _page(visit, here, known, typed, errors)


def _as_proposed(here: Held, known: Decisions) -> dict[str, str]:
    """Return the form as it opens: the proposal for everybody who may be decided by the paper alone."""
    proposed = known.proposed
    if proposed is None:
        return {}
    typed: dict[str, str] = {}
    for code in known.undecided:
        target = proposed.seats[code]
        typed[f"target-{code}"] = target or NOBODY
        is_cleared = target in (None, proposed.homes[code]) or known.is_cleared(code, target)
        if is_cleared and known.kind_of(code, target) not in WITH_GROUND:
            typed[f"in-{code}"] = "1"
    return typed


def _read(known: Decisions, typed: Mapping[str, str], errors: dict[str, str]) -> list[DecisionForm]:
    papers = {name: typed.get(name, "") for name in _PAPERS}
    letter, decree = paper_in(papers, "letter", errors), paper_in(papers, "decree", errors)
    if letter is None and decree is None:
        errors.setdefault(
            "letter",
            say("Tulis nomor surat atau nomor SK.", "Give the number of the letter or of the decree."),
        )
    chosen = [code for code in known.undecided if typed.get(f"in-{code}")]
    if not chosen:
        errors["people"] = say("Centang paling sedikit satu pejabat.", "Tick at least one official.")
    forms: list[DecisionForm] = []
    for code in chosen:
        target = typed.get(f"target-{code}", "")
        position = None if target == NOBODY else target
        if not target:
            errors[f"target-{code}"] = say("{c}: pilih jabatan.", "{c}: choose a post.", c=code)
        elif known.kind_of(code, position) in WITH_GROUND:
            errors[f"target-{code}"] = say(
                "{c}: pembebasan atau penurunan memerlukan dasar hukum; catat tersendiri.",
                "{c}: a release or a demotion needs its lawful ground; record it on its own.",
                c=code,
            )
        reasons = typed.get(f"reasons-{code}", "")
        forms.append(
            DecisionForm(official=code, position=position, reasons=reasons, decree=decree, letter=letter)
        )
    return forms


def _field(wrong: CoreError) -> str:
    name = FIELD_BY_CODE.get(wrong.code, "target")
    return "letter" if wrong.code in _OF_THE_PAPER else f"{name}-{wrong.facts.get('subject', '')}"


def _page(
    visit: Visit, here: Held, known: Decisions, typed: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    waiting = set(known.undecided)
    rows = [
        {
            "seat": seat,
            "code": seat.person.code,
            "choices": choices_of(here, known, seat.person.code),
            "is_in": bool(typed.get(f"in-{seat.person.code}")),
            "target": typed.get(f"target-{seat.person.code}", ""),
            "reasons": typed.get(f"reasons-{seat.person.code}", ""),
            "error": errors.get(f"target-{seat.person.code}") or errors.get(f"reasons-{seat.person.code}"),
        }
        for seat in seats_in(here, known)
        if seat.person.code in waiting
    ]
    return visit.render(
        "deciding/from_paper.html",
        {"rows": rows, "typed": typed, "errors": errors, "words": paper_words()},
        status=422 if errors else 200,
    )
