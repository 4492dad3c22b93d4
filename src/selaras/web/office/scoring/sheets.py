"""The score sheet in a browser: the right person first, then the form, then one's own signature under it."""

import hashlib
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from selaras.core import casefile as c
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import ExaminerCode, Nip, Role
from selaras.queries.office.sheets import (
    Form,
    Task,
    form_of,
    is_changed,
    own_marks,
    own_note,
    task_of,
    tasks_of,
)
from selaras.web.office.page import Visit, page
from selaras.web.office.scoring.choices import Asked, asked_of, ratings_of, typed_of
from selaras.web.office.signing.asking import signing_of, to_be_signed
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

_LONGEST_NOTE = 2000
_LONGEST_REASON = 600


@page("sheet", "read_own")
def own_list(visit: Visit) -> HttpResponse:
    """List the own sheets: whom, on what, in which state; nothing of anybody else's."""
    tasks = tasks_of(visit.here, _codes(visit))
    people: dict[str, dict[str, Any]] = {}
    for one in tasks:
        room = people.setdefault(one.ratee.person, {"ratee": one.ratee, "tasks": []})
        room["tasks"].append({"task": one, "draft": _draft_id(visit, one)})
    n_in = sum(one.is_in for one in tasks)
    return visit.render(
        "scoring/list.html",
        {
            "people": list(people.values()),
            "n_in": n_in,
            "n_all": len(tasks),
            "next": next((one for one in tasks if not one.is_in), None),
            "is_open": visit.here.phase is Phase.SCORING and visit.here.is_signed,
            "account": str(visit.visitor.account),
        },
    )


@page("sheet", "read_own", is_logged=True)
def own_sheet(visit: Visit, examiner: str, person: str, method: str) -> HttpResponse:
    """Show whom this sheet is about, to be sure of the person, and the own sheet where it is in."""
    task = _task(visit, examiner, person, method)
    told: dict[str, Any] = {"task": task, "is_open": _is_open(visit), "asked": (), "note": ""}
    if task.is_in:
        form = form_of(visit.here, task.method)
        told["asked"] = asked_of(form, typed_of(form, own_marks(visit.here, task)), {})
        told["note"] = own_note(visit.here, task)
    return visit.render("scoring/person.html", told)


@page("sheet", "write", post=("sheet", "write"), is_logged=True)
def fill(visit: Visit, examiner: str, person: str, method: str) -> HttpResponse:
    """Show the form once the person was confirmed; POST checks it and shows what will be signed."""
    task = _task(visit, examiner, person, method)
    if not visit.here.is_signed:
        raise CoreError("mark_not_signed", type=EntryType.RATING_SHEET.value)
    sent = visit.request.POST
    if visit.request.method == "POST" and sent.get("langkah") == "orang":
        visit.request.session[_confirmed(visit, task)] = True
        return HttpResponseRedirect(visit.request.path)
    if not visit.request.session.get(_confirmed(visit, task)):
        return HttpResponseRedirect(_url("own_sheet", visit, task))
    form = form_of(visit.here, task.method)
    if visit.request.method != "POST":
        typed = typed_of(form, own_marks(visit.here, task)) if task.is_in else {}
        note = own_note(visit.here, task)
        return _form_page(
            visit, task, asked_of(form, typed, {}), note=note, reason="", is_fresh=not task.is_in
        )
    return _sent(visit, task, form)


@page("plenary", "confirm", post=("plenary", "confirm"), is_logged=True)
def confirm(visit: Visit, examiner: str, person: str, method: str) -> HttpResponse:
    """Let an examiner stand by an own sheet that a rule marked, once and with a reason."""
    task = _task(visit, examiner, person, method)
    if not task.is_in:
        raise CoreError("confirmed_without_sheet", examiner=examiner, nip=person, method=method)
    if visit.here.phase is not Phase.SCORING:
        raise CoreError("marked_outside_scoring", phase=visit.here.phase.value)
    reason = visit.request.POST.get("alasan", "").strip()
    error = ""
    if visit.request.method == "POST":
        if 5 <= len(reason) <= _LONGEST_REASON:
            return _confirming(visit, task, reason)
        error = say("Alasan: tulis 5–600 huruf.", "Reason: write 5–600 letters.")
    form = form_of(visit.here, task.method)
    asked = asked_of(form, typed_of(form, own_marks(visit.here, task)), {})
    told = {"task": task, "asked": asked, "reason": reason, "error": error}
    return visit.render("scoring/confirm.html", told, status=400 if error else 200)


def _confirming(visit: Visit, task: Task, reason: str) -> HttpResponse:
    again = c.Reconfirmation(
        examiner=ExaminerCode(task.examiner),
        nip=Nip(task.ratee.person),
        method=task.method,
        changed=is_changed(visit.here, task),
        reason=reason,
        dated_on=timezone.localdate(),
    )
    draft = EntryDraft(
        type=EntryType.RECONFIRMATION,
        subject=task.ratee.person,
        method=task.method.value,
        form="",
        payload=to_json(again),
    )
    told = [
        say(
            "Anda melihat lagi lembar {method} untuk {name} ({person}) dan tetap pada isinya.",
            "You looked again at the sheet on {method} for {name} ({person}) and stand by it.",
            method=term_word(task.method),
            name=task.ratee.name,
            person=task.ratee.person,
        ),
        say("Alasan: {reason}", "Reason: {reason}", reason=reason),
    ]
    back = reverse("own_sheets", args=(visit.here.agency, visit.here.key))
    return to_be_signed(visit, [draft], told=told, back=back)


def _sent(visit: Visit, task: Task, form: Form) -> HttpResponse:
    sent = visit.request.POST
    typed = {name: value for name, value in sent.items() if isinstance(value, str)}
    note, reason = sent.get("catatan", "").strip(), sent.get("alasan", "").strip()
    asked = asked_of(form, typed, {})
    ratings, errors = ratings_of(asked, form)
    if task.is_in and not 5 <= len(reason) <= _LONGEST_REASON:
        errors["alasan"] = say(
            "Alasan perubahan: tulis 5–600 huruf.", "Reason for the change: write 5–600 letters."
        )
    if len(note) > _LONGEST_NOTE:
        errors["catatan"] = say("Catatan: paling banyak 2.000 huruf.", "Note: 2,000 letters at most.")
    if "ubah" in sent or errors:
        shown = asked_of(form, typed, {} if "ubah" in sent else errors)
        return _form_page(
            visit,
            task,
            shown,
            note=note,
            reason=reason,
            errors={} if "ubah" in sent else errors,
            change=sent.get("ubah", ""),
        )
    draft = _draft(task, form, ratings, note=note, reason=reason)
    told = {
        "task": task,
        "asked": asked,
        "note": note,
        "reason": reason,
        "signing": signing_of(
            visit,
            [draft],
            back=reverse("own_sheets", args=(visit.here.agency, visit.here.key)),
            label=say("Kirim dan tanda tangani", "Send and sign"),
            forgets=_draft_id(visit, task),
            onward=_onward(visit, task),
        ),
    }
    return visit.render("scoring/check.html", told)


def _onward(visit: Visit, task: Task) -> tuple[str, str] | None:
    """Return where to go after the receipt: to the next sheet that is owed, while there is one."""
    owed = (one for one in tasks_of(visit.here, {task.examiner}) if not one.is_in and one != task)
    following = next(owed, None)
    if following is None:
        return None
    return _url("own_sheet", visit, following), say("Peserta berikutnya", "Next participant")


def _form_page(
    visit: Visit,
    task: Task,
    asked: tuple[Asked, ...],
    *,
    note: str,
    reason: str,
    errors: dict[str, str] | None = None,
    change: str = "",
    is_fresh: bool = False,
) -> HttpResponse:
    told = {
        "task": task,
        "asked": asked,
        "note": note,
        "reason": reason,
        "errors": errors or {},
        "change": change,
        "n_filled": sum(one.is_filled for one in asked),
        "draft": _draft_id(visit, task),
        "account": str(visit.visitor.account),
        "is_fresh": is_fresh,
    }
    return visit.render("scoring/form.html", told, status=400 if errors else 200)


def _draft(task: Task, form: Form, ratings: tuple[c.Rating, ...], *, note: str, reason: str) -> EntryDraft:
    sheet = c.RatingSheet(
        examiner=ExaminerCode(task.examiner),
        nip=Nip(task.ratee.person),
        method=task.method,
        paper_sheet=None,
        ratings=ratings,
        reason=reason or None,
    )
    return EntryDraft(
        type=EntryType.RATING_SHEET,
        subject=task.ratee.person,
        method=task.method.value,
        form=form.digest,
        payload=to_json(sheet),
        note=note,
    )


def _task(visit: Visit, examiner: str, person: str, method: str) -> Task:
    found = task_of(visit.here, examiner, person, method) if examiner in _codes(visit) else None
    if found is None:
        raise Http404
    return found


def _codes(visit: Visit) -> frozenset[str]:
    return visit.visitor.holders_in(visit.here.key, Role.EXAMINER)


def _is_open(visit: Visit) -> bool:
    return visit.here.is_signed and visit.may("sheet", "write")


def _confirmed(visit: Visit, task: Task) -> str:
    return f"orang/{visit.ref.origin}/{task.examiner}/{task.ratee.person}"


def _draft_id(visit: Visit, task: Task) -> str:
    told = (
        f"{visit.visitor.account}|{visit.ref.origin}|{task.examiner}|{task.ratee.person}|{task.method.value}"
    )
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _url(name: str, visit: Visit, task: Task) -> str:
    here = visit.here
    return reverse(name, args=(here.agency, here.key, task.examiner, task.ratee.person, task.method.value))
