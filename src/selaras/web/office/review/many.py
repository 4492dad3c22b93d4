"""Surat penelaah tentang banyak orang: one letter typed once for all whom it names, recorded by two."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.core.casefile import Letter
from selaras.core.entries import EntryDraft
from selaras.core.errors import CoreError
from selaras.core.vocabulary import PermissionKind, PermissionState
from selaras.queries.office.desk.uploads import upload_of
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.review.checklist import reviewer_of
from selaras.web.office.review.clearance import ACCEPT, REFUSE, letter_in, planned_in
from selaras.web.office.review.letters import scan_in, wait_for_second
from selaras.web.office.review.verdicts import moves_in
from selaras.web.office.telling import people_in, posts_in
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say, sentence

# What a reviewer answers about one by one: before the test who takes part, after it who moves where.
_KINDS = (PermissionKind.RESULT, PermissionKind.PERTEK, PermissionKind.TEST_PLAN)
_EVERYBODY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One answer that the letter may give: about a person and a post, or about everybody else."""

    field: str
    person: str | None
    post: str | None


@page("letter", "record", post=("letter", "record"))
def record_many(visit: Visit) -> HttpResponse:
    """Take down what one letter answers about each person; a second person compares all of it at once."""
    here, request = held(visit.here), visit.request
    if request.method != "POST":
        kind = _kind(request.GET.get("jenis", ""))
        return _page(visit, here, kind, {"issuer": reviewer_of(here)}, {})
    typed = {name: value.strip() for name, value in request.POST.items() if isinstance(value, str)}
    typed.setdefault("scan", "")
    kind = _kind(typed.get("kind", ""))
    errors: dict[str, str] = {}
    letter = letter_in(typed, errors)
    scan = scan_in(visit, {**typed, "kind": kind.value, "number": typed.get("number", "")}, errors)
    typed["scan"] = str(scan.number) if scan else ""
    if scan is None:
        errors.setdefault("file", say("Lampirkan pindaian surat.", "Attach the scan of the letter."))
    drafts: list[EntryDraft] = []
    for one in _asked(here, kind):
        draft = _draft(visit, one, kind, typed, letter, scan.sha256 if scan else None, errors)
        drafts += [draft] if draft else []
    if not drafts and not errors:
        errors["people"] = say("Pilih paling sedikit satu jawaban.", "Choose at least one answer.")
    if errors:
        return _page(visit, here, kind, typed, errors)
    return wait_for_second(visit, drafts, scan=scan)


def _kind(typed: str) -> PermissionKind:
    return next((one for one in _KINDS if one.value == typed), PermissionKind.RESULT)


def _asked(here: Held, kind: PermissionKind) -> list[_Asked]:
    everybody = _Asked(field=_EVERYBODY, person=None, post=None)
    if kind is PermissionKind.TEST_PLAN:
        named = [_Asked(field=code, person=code, post=None) for code in planned_in(here)]
    else:
        named = [_Asked(field=code, person=code, post=post) for code, _, post in moves_in(here)]
    return [everybody, *named]


def _draft(
    visit: Visit,
    one: _Asked,
    kind: PermissionKind,
    typed: Mapping[str, str],
    letter: Letter | None,
    scan: str | None,
    errors: dict[str, str],
) -> EntryDraft | None:
    """Return the letter on one person, or nothing where it says nothing of this one."""
    answer, reason = typed.get(f"answer-{one.field}", ""), typed.get(f"reason-{one.field}", "")
    if answer not in (ACCEPT, REFUSE):
        return None
    if answer == REFUSE and not reason:
        who = one.person or say("Semua", "Everybody")
        errors[f"reason-{one.field}"] = say("{c}: tulis alasan.", "{c}: say why.", c=who)
    if errors or letter is None:
        return None
    form = LetterForm(
        kind=kind,
        state=PermissionState.GRANTED if answer == ACCEPT else PermissionState.REFUSED,
        issuer=letter.issuer,
        number=letter.number,
        dated_on=letter.dated_on,
        person=one.person,
        post=one.post,
        note=reason,
        scan=scan,
    )
    try:
        return draft_of_letter(visit.ref, form)
    except CoreError as wrong:
        errors[f"answer-{one.field}"] = sentence(wrong)
        return None


def _page(
    visit: Visit, here: Held, kind: PermissionKind, typed: Mapping[str, str], errors: Mapping[str, str]
) -> HttpResponse:
    people, posts = people_in(here.case), posts_in(here.case)
    rows = [
        {
            "field": one.field,
            "person": people[one.person] if one.person else None,
            "target": posts.get(one.post or "", one.post or ""),
            "answer": typed.get(f"answer-{one.field}", ""),
            "reason": typed.get(f"reason-{one.field}", ""),
            "error": errors.get(f"reason-{one.field}") or errors.get(f"answer-{one.field}"),
        }
        for one in _asked(here, kind)
    ]
    kept = upload_of(visit.here, int(typed["scan"])) if typed.get("scan", "").isdecimal() else None
    return visit.render(
        "review/many.html",
        {
            "kind": kind.value,
            "kinds": [(one.value, term_word(one)) for one in _KINDS],
            "title": term_word(kind),
            "rows": rows,
            "typed": typed,
            "errors": errors,
            "kept": kept,
            "has_posts": kind is not PermissionKind.TEST_PLAN,
            "words": {"yes": say("Setuju", "Agreed"), "no": say("Tidak setuju", "Not agreed")},
        },
        status=422 if errors else 200,
    )
