"""Putusan: the reviewer's answer on procedure, and on each person with the post that was proposed."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse

from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.core.casefile import Letter
from selaras.core.decisions import decisions_in
from selaras.core.entries import EntryDraft
from selaras.core.errors import CoreError
from selaras.core.vocabulary import PermissionKind, PermissionState
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.review.checklist import reviewer_of
from selaras.web.office.review.clearance import ACCEPT, REFUSE, letter_in, refusals_in
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.telling import people_in, posts_in
from selaras.web.office.wording import say, sentence


@page("review", "verdict", post=("review", "verdict"))
def verdict(visit: Visit) -> HttpResponse:
    """Let the reviewer sign the verdict: one letter on the procedure, one for each move."""
    here = held(visit.here)
    if visit.request.method != "POST":
        return _page(visit, here, {"issuer": reviewer_of(here)}, {})
    typed = {name: value.strip() for name, value in visit.request.POST.items() if isinstance(value, str)}
    errors: dict[str, str] = {}
    letter = letter_in(typed, errors)
    drafts = _drafts(visit, here, typed, letter, errors)
    if errors:
        return _page(visit, here, typed, errors)
    told = say(
        "Putusan atas prosedur dan {m} perpindahan, dengan surat {number}.",
        "The verdict on the procedure and on {m} moves, by letter {number}.",
        m=len(drafts) - 1,
        number=typed["number"],
    )
    back = reverse("review_desk", args=(visit.here.agency, visit.here.key))
    return to_be_signed(visit, drafts, told=[told, *refusals_in(drafts)], back=back)


def _drafts(
    visit: Visit, here: Held, typed: Mapping[str, str], letter: Letter | None, errors: dict[str, str]
) -> list[EntryDraft]:
    wanted: list[tuple[str, str | None, str | None, str]] = [("procedure", None, None, "")]
    wanted += [(code, code, post, code) for code, _, post in moves_in(here)]
    drafts: list[EntryDraft] = []
    for field, person, post, name in wanted:
        answer, reason = typed.get(f"answer-{field}", ""), typed.get(f"reason-{field}", "")
        if answer not in (ACCEPT, REFUSE):
            errors[f"answer-{field}"] = say("{c}: pilih jawaban.", "{c}: choose.", c=name or _procedure())
        elif answer == REFUSE and not reason:
            errors[f"reason-{field}"] = say("{c}: tulis alasan.", "{c}: say why.", c=name or _procedure())
        elif letter is not None and not errors:
            try:
                drafts.append(_draft(visit, person, post, answer, reason, letter))
            except CoreError as wrong:
                errors[f"answer-{field}"] = sentence(wrong)
    return drafts


def _draft(
    visit: Visit, person: str | None, post: str | None, answer: str, reason: str, letter: Letter
) -> EntryDraft:
    form = LetterForm(
        kind=PermissionKind.RESULT,
        state=PermissionState.GRANTED if answer == ACCEPT else PermissionState.REFUSED,
        issuer=letter.issuer,
        number=letter.number,
        dated_on=letter.dated_on,
        person=person,
        post=post,
        note=reason,
    )
    return draft_of_letter(visit.ref, form)


def _procedure() -> str:
    return say("Prosedur", "Procedure")


def moves_in(here: Held) -> list[tuple[str, str | None, str]]:
    """Return (person, own post, proposed post) of everybody whom the chosen proposal moves."""
    proposed = decisions_in(here.entries).proposed
    if proposed is None:
        return []
    return [
        (code, proposed.homes[code], post)
        for code, post in proposed.seats.items()
        if post is not None and post != proposed.homes[code]
    ]


def _page(visit: Visit, here: Held, typed: Mapping[str, str], errors: Mapping[str, str]) -> HttpResponse:
    people, posts = people_in(here.case), posts_in(here.case)
    rows = [
        {
            "person": people[code],
            "target": posts.get(target, target),
            "answer": typed.get(f"answer-{code}", ""),
            "reason": typed.get(f"reason-{code}", ""),
            "error": errors.get(f"answer-{code}") or errors.get(f"reason-{code}"),
        }
        for code, _, target in moves_in(here)
    ]
    return visit.render(
        "review/verdict.html",
        {
            "rows": rows,
            "typed": typed,
            "errors": errors,
            "reviewer": reviewer_of(here),
            "has_choice": here.choice is not None,
            "words": {
                "procedure": _procedure(),
                "proper": say("Prosedur sesuai", "The procedure is in order"),
                "improper": say("Prosedur tidak sesuai", "The procedure is not in order"),
                "yes": say("Setuju", "Agreed"),
                "no": say("Tidak setuju", "Not agreed"),
            },
            "procedure": typed.get("answer-procedure", ""),
            "procedure_reason": typed.get("reason-procedure", ""),
            "procedure_error": errors.get("answer-procedure") or errors.get("reason-procedure"),
        },
        status=422 if errors else 200,
    )
