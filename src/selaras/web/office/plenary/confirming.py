"""Looking once more at an own sheet that lies far from the others: kept or changed, with a reason, once."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from selaras.core import casefile as c
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import ExaminerCode, Nip, Role
from selaras.queries.office.panel.plenary import Flagged
from selaras.queries.office.sheets import Form, Task, form_of, own_marks, own_note, task_of
from selaras.web.office.page import Visit, page
from selaras.web.office.plenary import telling
from selaras.web.office.plenary.keeping import own_flagged
from selaras.web.office.scoring.choices import Asked, asked_of, ratings_of, typed_of
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

_LEAST, _MOST = 5, 600


@page("plenary", "own_flagged")
def own_list(visit: Visit) -> HttpResponse:
    """List the own sheets that wait to be looked at again."""
    found = own_flagged(visit.here, _codes(visit))
    return visit.render(
        "plenary/own_flagged.html",
        {"flagged": [telling.flagged(visit, one) for one in found], "is_open": _is_open(visit)},
    )


@page("plenary", "own_flagged", post=("plenary", "confirm"), is_logged=True)
def confirm(visit: Visit, examiner: str, person: str, method: str) -> HttpResponse:
    """Show the own anchors and notes of one sheet; POST signs that it stays, or what it becomes."""
    flagged, task = _found(visit, examiner, person, method)
    form = form_of(visit.here, task.method)
    given = own_marks(visit.here, task)
    asked = asked_of(form, typed_of(form, given), {})
    told: dict[str, Any] = {
        "task": task,
        "flagged": telling.flagged(visit, flagged),
        "given": asked,
        "asked": asked,
        "note": own_note(visit.here, task),
        "is_open": _is_open(visit) and flagged.is_open and task.is_in,
        "errors": {},
        "reason": "",
        "wants_change": False,
    }
    if visit.request.method != "POST" or not told["is_open"]:
        return visit.render("plenary/confirm.html", told)
    return _answered(visit, task, form, told)


def _answered(visit: Visit, task: Task, form: Form, told: dict[str, Any]) -> HttpResponse:
    sent = visit.request.POST
    reason = sent.get("alasan", "").strip()
    changes = sent.get("aksi") == "ubah"
    errors: dict[str, str] = {}
    asked: tuple[Asked, ...] = told["asked"]
    ratings: tuple[c.Rating, ...] = ()
    if changes:
        typed = {name: value for name, value in sent.items() if isinstance(value, str)}
        asked = asked_of(form, typed, {})
        ratings, errors = ratings_of(asked, form)
        if not errors and [one.shown for one in asked] == [one.shown for one in told["given"]]:
            errors["sama"] = say(
                "Belum ada nilai yang diubah. Bila nilainya tetap, pilih “Nilai tetap”.",
                "No mark was changed. If the marks stay, choose “Keep the marks”.",
            )
    if not _LEAST <= len(reason) <= _MOST:
        errors["alasan"] = say("Alasan: tulis 5–600 huruf.", "Reason: write 5–600 letters.")
    if errors:
        told |= {"errors": errors, "reason": reason, "asked": asked, "wants_change": changes}
        return visit.render("plenary/confirm.html", told, status=400)
    drafts = [_confirmation(task, reason, changed=changes)]
    if changes:
        drafts.insert(0, _sheet(task, form, ratings, note=told["note"], reason=reason))
    return to_be_signed(
        visit,
        drafts,
        told=_sentences(task, asked, reason, changes=changes),
        back=reverse("own_flagged", args=(visit.here.agency, visit.here.key)),
    )


def _sentences(task: Task, asked: tuple[Asked, ...], reason: str, *, changes: bool) -> list[str]:
    about = {"method": term_word(task.method), "person": task.ratee.person, "name": task.ratee.name}
    if not changes:
        first = say(
            "Setelah melihat kembali lembar {method} untuk {person} {name}, nilai saya tetap.",
            "Having looked again at my sheet on {method} for {person} {name}, I keep my marks.",
            **about,
        )
        return [first, say("Alasan: {reason}", "Reason: {reason}", reason=reason)]
    first = say(
        "Setelah melihat kembali lembar {method} untuk {person} {name}, saya mengubah nilai saya.",
        "Having looked again at my sheet on {method} for {person} {name}, I change my marks.",
        **about,
    )
    marks = [f"{one.criterion.name}: {one.shown}" for one in asked]
    once = say(
        "Ini hanya dapat dilakukan satu kali; lembar sebelumnya tetap tersimpan.",
        "This can be done once; the earlier sheet stays in the ledger.",
    )
    return [first, *marks, say("Alasan: {reason}", "Reason: {reason}", reason=reason), once]


def _confirmation(task: Task, reason: str, *, changed: bool) -> EntryDraft:
    one = c.Reconfirmation(
        examiner=ExaminerCode(task.examiner),
        nip=Nip(task.ratee.person),
        method=task.method,
        changed=changed,
        reason=reason,
        dated_on=timezone.localdate(),
    )
    return EntryDraft(
        type=EntryType.RECONFIRMATION,
        subject=task.ratee.person,
        method=task.method.value,
        form="",
        payload=to_json(one),
    )


def _sheet(task: Task, form: Form, ratings: tuple[c.Rating, ...], *, note: str, reason: str) -> EntryDraft:
    one = c.RatingSheet(
        examiner=ExaminerCode(task.examiner),
        nip=Nip(task.ratee.person),
        method=task.method,
        paper_sheet=None,
        ratings=ratings,
        reason=reason,
    )
    return EntryDraft(
        type=EntryType.RATING_SHEET,
        subject=task.ratee.person,
        method=task.method.value,
        form=form.digest,
        payload=to_json(one),
        note=note,
    )


def _found(visit: Visit, examiner: str, person: str, method: str) -> tuple[Flagged, Task]:
    own = own_flagged(visit.here, _codes(visit)) if examiner in _codes(visit) else ()
    flagged = next((one for one in own if one.key == (examiner, person, method)), None)
    task = task_of(visit.here, examiner, person, method) if flagged else None
    if flagged is None or task is None:
        raise Http404
    return flagged, task


def _codes(visit: Visit) -> frozenset[str]:
    return visit.visitor.holders_in(visit.here.key, Role.EXAMINER)


def _is_open(visit: Visit) -> bool:
    """Whether sheets can be signed now: while scoring is open, on the examiner's own device."""
    return visit.here.is_signed and visit.here.phase is Phase.SCORING
