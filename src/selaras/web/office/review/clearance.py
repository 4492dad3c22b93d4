"""Telaah peserta: the reviewer clears or refuses each planned participant, before the test, with reasons."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from selaras.actions.office.letters import draft_of_clearance
from selaras.core.casefile import Letter
from selaras.core.entries import EntryDraft
from selaras.core.errors import CoreError
from selaras.core.said import said_in
from selaras.core.vocabulary import ParticipantStatus, PermissionState
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.review.checklist import officials_by_code, reviewer_of
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.telling import line_of, people_in
from selaras.web.office.wording import say, sentence

ACCEPT, REFUSE = "accept", "refuse"


@page("clearance", "read", post=("clearance", "give"))
def clearance(visit: Visit) -> HttpResponse:
    """List who is planned to take part, with what the rules say; let the reviewer sign the answers."""
    here = held(visit.here)
    post = visit.request.POST
    typed = {name: value.strip() for name, value in post.items() if isinstance(value, str)}
    if visit.request.method != "POST":
        return _page(visit, here, {"issuer": reviewer_of(here)}, {})
    errors: dict[str, str] = {}
    letter = letter_in(typed, errors)
    drafts: list[EntryDraft] = []
    for code in planned_in(here):
        answer, reason = typed.get(f"answer-{code}", ""), typed.get(f"reason-{code}", "")
        if answer not in (ACCEPT, REFUSE):
            continue
        if answer == REFUSE and not reason:
            errors[f"reason-{code}"] = say("{c}: tulis alasan penolakan.", "{c}: give the reason.", c=code)
        elif letter is not None and not errors:
            try:
                draft = draft_of_clearance(
                    visit.ref, code, accepts=answer == ACCEPT, reason=reason, letter=letter
                )
            except CoreError as wrong:
                errors[f"answer-{code}"] = sentence(wrong)
            else:
                drafts.append(draft)
    if not drafts and not errors:
        errors["people"] = say("Pilih jawaban untuk paling sedikit satu peserta.", "Answer for at least one.")
    if errors:
        return _page(visit, here, typed, errors)
    told = say(
        "{n} jawaban telaah atas peserta, dengan surat {number}.",
        "{n} answers on participants, by letter {number}.",
        n=len(drafts),
        number=typed["number"],
    )
    back = reverse("clearance", args=(visit.here.agency, visit.here.key))
    return to_be_signed(visit, drafts, told=[told, *refusals_in(drafts)], back=back)


def refusals_in(drafts: Sequence[EntryDraft]) -> list[str]:
    """Return what is refused, each with its reason, for whoever is about to sign."""
    refused = PermissionState.REFUSED.value
    return [
        say(
            "{c}: tidak disetujui, karena {why}",
            "{c}: not agreed, because {why}",
            c=one.subject or say("Prosedur", "Procedure"),
            why=one.payload["note"],
        )
        for one in drafts
        if one.payload["state"] == refused
    ]


def letter_in(typed: Mapping[str, str], errors: dict[str, str]) -> Letter | None:
    """Return the reviewer's letter of a form; what is missing is named by its field."""
    wanted = {
        "issuer": say("Tulis penerbit surat.", "Say who issued the letter."),
        "number": say("Tulis nomor surat.", "Give the number of the letter."),
        "dated_on": say("Tulis tanggal surat.", "Give the date of the letter."),
    }
    errors |= {name: text for name, text in wanted.items() if not typed.get(name)}
    if errors:
        return None
    try:
        dated_on = date.fromisoformat(typed["dated_on"])
    except ValueError:
        errors["dated_on"] = wanted["dated_on"]
        return None
    return Letter(number=typed["number"][:120], dated_on=dated_on, issuer=typed["issuer"][:200])


def planned_in(here: Held) -> list[str]:
    """Return the codes of those who are to take part, or whom the reviewer took out."""
    answered = said_in(here.entries).clearances
    standings = here.dossier.standings
    return [
        code
        for code, one in officials_by_code(here.case).items()
        if standings[one.nip].status is ParticipantStatus.PARTICIPANT or code in answered
    ]


def _page(visit: Visit, here: Held, typed: Mapping[str, str], errors: Mapping[str, str]) -> HttpResponse:
    people, officials = people_in(here.case), officials_by_code(here.case)
    answered = said_in(here.entries).clearances
    rows = [
        {
            "person": people[code],
            "flags": [
                line_of(one)
                for one in here.dossier.standings[officials[code].nip].findings
                if one.needs_attention
            ],
            "given": answered.get(code),
            "answer": typed.get(f"answer-{code}", ""),
            "reason": typed.get(f"reason-{code}", ""),
            "error": errors.get(f"reason-{code}") or errors.get(f"answer-{code}"),
        }
        for code in planned_in(here)
    ]
    return visit.render(
        "review/clearance.html",
        {
            "rows": rows,
            "n_answered": sum(row["given"] is not None for row in rows),
            "typed": typed,
            "errors": errors,
            "reviewer": reviewer_of(here),
            "may_give": visit.may("clearance", "give"),
            "words": {
                "yes": say("Setuju diikutkan", "May take part"),
                "no": say("Tolak", "Refuse"),
            },
        },
        status=422 if errors else 200,
    )
