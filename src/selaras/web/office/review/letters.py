"""Surat: which letters are needed and there, which gate each opens; recording one by two people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.desk.letters_of_two import checked_letter, end_letter, record_letter
from selaras.actions.office.desk.uploads import LARGEST, keep_upload
from selaras.actions.office.entering import enter_drafts, signs_on_own_device
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.core.casefile import Permission
from selaras.core.codec import from_json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.permissions import judge_permissions
from selaras.core.vocabulary import PermissionKind, PermissionState
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.oversight import WaitingLetter, letter_recorded, letters_recorded
from selaras.queries.office.desk.uploads import Uploaded, UploadKind, upload_of, uploads_of
from selaras.web.office.acting import acting_of
from selaras.web.office.files import file_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import signing_of
from selaras.web.office.telling import Line, line_of, people_in, posts_in, term
from selaras.web.office.wording import day, say, sentence

# Anything but a letter's own fields would be for a rule's confirmation, which needs the rule's name.
_FIELDS = ("kind", "state", "issuer", "number", "dated_on", "person", "post", "rule", "note", "scan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One letter of the register, told for a reader."""

    kind: str
    state: str
    tag: str
    paper: str
    about: str
    note: str
    scan: Uploaded | None
    has_scan: bool


@page("letter", "list")
def letters(visit: Visit) -> HttpResponse:
    """Show the gates with their letters, what waits for a second person, and the register."""
    here = held(visit.here)
    found = letters_recorded(visit.here)
    waiting = [_waiting(visit, one) for one in found if one.is_waiting and not _is_entered(visit, one)]
    gates = gates_of(visit)
    return visit.render(
        "review/letters.html",
        {
            "gates": gates,
            "n_open": sum(one.is_met for one in gates),
            "filed": list(_filed(visit)) if here.entries else [],
            "waiting": waiting,
            "may_record": visit.may("letter", "record"),
            "may_check": visit.may("letter", "check"),
        },
    )


def gates_of(visit: Visit) -> list[Line]:
    """Return every gate as all letters now leave it: what is shut first."""
    here = held(visit.here)
    lines = [line_of(one, is_gate=True) for one in judge_permissions(here.case, here.rulebook)]
    return sorted(lines, key=lambda one: one.is_met)


@page("letter", "record", post=("letter", "record"))
def record(visit: Visit) -> HttpResponse:
    """Take down what a letter says, with its scan; a second person then holds one against the other."""
    request = visit.request
    typed = {name: request.POST.get(name, "").strip() for name in _FIELDS}
    if request.method != "POST":
        typed = {"kind": request.GET.get("jenis", ""), "state": PermissionState.GRANTED.value}
        return _form(visit, typed, {})
    errors: dict[str, str] = {}
    scan = _scan(visit, typed, errors)
    typed["scan"] = str(scan.number) if scan else ""
    form = _read(typed, scan, errors)
    if form is not None and not errors:
        try:
            draft = draft_of_letter(visit.ref, form)
            number = record_letter(
                visit.ref,
                draft,
                scan=scan.number if scan else None,
                account=visit.visitor.account,
                actor=visit.actor,
                clock=SystemClock(),
            )
        except CoreError as wrong:
            errors[str(wrong.facts.get("field", _FIELD_BY_CODE.get(wrong.code, "kind")))] = sentence(wrong)
        else:
            messages.success(
                request,
                say(
                    "Surat menunggu dicocokkan oleh orang kedua.",
                    "The letter waits for a second person to check it.",
                ),
            )
            return HttpResponseRedirect(reverse("letter", args=(*_names(visit), number)))
    return _form(visit, typed, errors)


@page("letter", "check", post=("letter", "check"))
def letter(visit: Visit, number: int) -> HttpResponse:
    """Show a recorded letter beside its scan; the second person enters it, or sends it back."""
    found = letter_recorded(visit.here, number)
    if found is None:
        raise Http404
    if visit.request.method == "POST":
        return _settle(visit, found)
    is_first = found.asked_by == visit.visitor.account
    is_entered = _is_entered(visit, found)
    signing = None
    if found.is_waiting and not is_first and not is_entered and _signs(visit):
        draft = checked_letter(visit.ref, number, account=visit.visitor.account, actor=visit.actor)
        signing = signing_of(
            visit,
            [draft],
            back=reverse("letters", args=_names(visit)),
            label=say("Cocok: tanda tangani dan catat", "They agree: sign and enter"),
            then="settle",
        )
    scan = upload_of(visit.here, found.scan) if found.scan else None
    return visit.render(
        "review/letter.html",
        {
            "one": found,
            "facts": _facts(visit, found.payload),
            "scan": scan,
            "is_first": is_first,
            "is_entered": is_entered or not found.is_waiting,
            "signing": signing,
        },
    )


def _settle(visit: Visit, found: WaitingLetter) -> HttpResponse:
    back = HttpResponseRedirect(reverse("letters", args=_names(visit)))
    account, actor, clock = visit.visitor.account, visit.actor, SystemClock()
    if visit.request.POST.get("do") == "withdraw":
        end_letter(visit.ref, found.number, was_entered=False, account=account, actor=actor, clock=clock)
        messages.success(
            visit.request, say("Catatan surat ditarik.", "The record of the letter is withdrawn.")
        )
        return back
    draft = checked_letter(visit.ref, found.number, account=account, actor=actor)
    if not _is_entered(visit, found):
        # In a signed event the signature came in before this form: without it nothing is entered here.
        enter_drafts(visit.ref, [draft], acting=acting_of(visit))
    end_letter(visit.ref, found.number, was_entered=True, account=account, actor=actor, clock=clock)
    messages.success(visit.request, say("Surat tercatat di buku induk.", "The letter stands in the ledger."))
    return back


def _signs(visit: Visit) -> bool:
    here = visit.here
    return signs_on_own_device([EntryType.PERMISSION], is_signed=here.is_signed, phase=here.phase)


def _is_entered(visit: Visit, found: WaitingLetter) -> bool:
    wanted = (found.draft["subject"], found.draft["payload"], found.draft["note"])
    return any(
        (one.subject, one.payload, one.note) == wanted
        for one in held(visit.here).entries
        if one.type is EntryType.PERMISSION
    )


def _scan(visit: Visit, typed: Mapping[str, str], errors: dict[str, str]) -> Uploaded | None:
    """Keep the scan that came, or find the one that came with an earlier try: nothing is sent twice."""
    try:
        content, name = file_in(visit.request, "file", most=LARGEST)
        if not content:
            kept = upload_of(visit.here, int(typed["scan"])) if typed["scan"].isdecimal() else None
            return kept if kept and kept.kind is UploadKind.LETTER else None
        made = keep_upload(
            visit.ref,
            content,
            kind=UploadKind.LETTER,
            file_name=name,
            about=f"{typed['kind']} {typed['number']}".strip(),
            account=visit.visitor.account,
            actor=visit.actor,
            clock=SystemClock(),
            replaces=False,
        )
    except CoreError as wrong:
        errors["file"] = sentence(wrong)
        return None
    return upload_of(visit.here, made.number)


def _read(typed: Mapping[str, str], scan: Uploaded | None, errors: dict[str, str]) -> LetterForm | None:
    kind = next((one for one in PermissionKind if one.value == typed["kind"]), None)
    state = next((one for one in PermissionState if one.value == typed["state"]), None)
    if kind is None:
        errors["kind"] = say("Pilih jenis surat.", "Choose the kind of letter.")
    if state is None:
        errors["state"] = say("Pilih keadaan surat.", "Choose what the letter says.")
    dated_on = None
    try:
        dated_on = date.fromisoformat(typed["dated_on"]) if typed["dated_on"] else None
    except ValueError:
        errors["dated_on"] = say("Tulis tanggal surat.", "Give the date of the letter.")
    if scan is None and state is not PermissionState.ASKED:
        errors.setdefault("file", say("Lampirkan pindaian surat.", "Attach the scan of the letter."))
    if not typed["issuer"]:
        errors["issuer"] = say("Tulis penerbit surat.", "Say who issued the letter.")
    if state is not None and state is not PermissionState.ASKED:
        if not typed["number"]:
            errors["number"] = say("Tulis nomor surat.", "Give the number of the letter.")
        if dated_on is None:
            errors.setdefault("dated_on", say("Tulis tanggal surat.", "Give the date of the letter."))
    if kind is None or state is None:
        return None
    return LetterForm(
        kind=kind,
        state=state,
        issuer=typed["issuer"],
        number=typed["number"],
        dated_on=dated_on,
        person=typed["person"] or None,
        post=typed["post"] or None,
        rule=typed["rule"] or None,
        note=typed["note"],
        scan=scan.sha256 if scan else None,
    )


_FIELD_BY_CODE = {"person_code_unknown": "person", "post_code_unknown": "post", "scan_wrong": "file"}


def _form(visit: Visit, typed: Mapping[str, str], errors: Mapping[str, str]) -> HttpResponse:
    case = held(visit.here).case
    kept = upload_of(visit.here, int(typed["scan"])) if typed.get("scan", "").isdecimal() else None
    return visit.render(
        "review/record.html",
        {
            "typed": typed,
            "errors": errors,
            "kinds": [(one.value, term(one)) for one in PermissionKind],
            "states": [(one.value, term(one)) for one in PermissionState],
            "people": sorted(people_in(case).values(), key=lambda one: one.code),
            "posts": sorted(posts_in(case).items()),
            "kept": kept,
        },
        status=422 if errors else 200,
    )


def _filed(visit: Visit) -> Iterator[Filed]:
    here = held(visit.here)
    people, posts = people_in(here.case), posts_in(here.case)
    scans = {one.sha256: one for one in uploads_of(visit.here, UploadKind.LETTER)}
    for entry in reversed(here.entries):
        if entry.type is not EntryType.PERMISSION:
            continue
        one = from_json(Permission, entry.payload)
        digest = entry.note.removeprefix("sha256:")
        who = people.get(entry.subject)
        about = [who.name if who else "", posts.get(one.position or "", one.position or "")]
        tags = {PermissionState.GRANTED: "good", PermissionState.REFUSED: "bad"}
        yield Filed(
            kind=term(one.kind),
            state=term(one.state),
            tag=tags.get(one.state, "wait"),
            paper=" · ".join(part for part in (one.issuer, one.number, day(one.dated_on)) if part),
            about=", ".join(part for part in about if part),
            note=one.note,
            scan=scans.get(digest),
            has_scan=bool(digest),
        )


def _waiting(visit: Visit, one: WaitingLetter) -> dict[str, object]:
    told = _facts(visit, one.payload)
    return {"one": one, "title": told[0][1], "about": " · ".join(value for _, value in told[1:5] if value)}


def _facts(visit: Visit, payload: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return the fields of a letter as people compare them with its scan."""
    one = from_json(Permission, dict(payload))
    case = held(visit.here).case
    who = people_in(case).get(str(one.nip)) if one.nip else None
    everybody, every_post = say("Semua peserta", "Everybody"), say("Semua jabatan", "Every post")
    return [
        (say("Jenis surat", "Kind"), term(one.kind)),
        (say("Isi", "It says"), term(one.state)),
        (say("Penerbit", "Issuer"), one.issuer),
        (say("Nomor", "Number"), one.number or "–"),
        (say("Tanggal", "Date"), day(one.dated_on)),
        (say("Tentang", "About"), f"{who.name} ({who.code})" if who else everybody),
        (say("Jabatan", "Post"), posts_in(case).get(one.position or "", one.position or every_post)),
        (say("Catatan", "Note"), one.note or "–"),
    ]


def _names(visit: Visit) -> tuple[str, str]:
    return (visit.here.agency, visit.here.key)
