"""Surat: which letters are needed and there, which gate each opens; recording one by two people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse

from selaras.actions.office.desk.uploads import LARGEST, keep_upload
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.core.casefile import Permission
from selaras.core.codec import from_json
from selaras.core.entries import EntryDraft, EntryType, letter_alone, scan_of_letter
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.permissions import judge_permissions
from selaras.core.vocabulary import PermissionKind, PermissionState
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.uploads import Uploaded, UploadKind, upload_of, uploads_of
from selaras.queries.office.pending import Pending, pending_acts
from selaras.web.office.files import file_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.signing.reading import title_of_letter
from selaras.web.office.telling import Line, line_of, people_in, posts_in
from selaras.web.office.terms import term_word
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
    found = [one for one in pending_acts(visit.here) if one.act is Act.RECORD_LETTER and one.is_waiting]
    gates = gates_of(visit)
    return visit.render(
        "review/letters.html",
        {
            "gates": gates,
            "n_open": sum(one.is_met for one in gates),
            "n_shut": sum(one.is_shut for one in gates),
            "filed": list(_filed(visit)) if here.entries else [],
            "waiting": [_waiting(one) for one in found],
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
    scan = scan_in(visit, typed, errors)
    typed["scan"] = str(scan.number) if scan else ""
    form = _read(typed, scan, errors)
    if form is not None and not errors:
        try:
            draft = draft_of_letter(visit.ref, form)
        except CoreError as wrong:
            errors[str(wrong.facts.get("field", _FIELD_BY_CODE.get(wrong.code, "kind")))] = sentence(wrong)
        else:
            return wait_for_second(visit, [draft], scan=scan)
    return _form(visit, typed, errors)


def wait_for_second(visit: Visit, drafts: Sequence[EntryDraft], *, scan: Uploaded | None) -> HttpResponse:
    """Let the letters of one paper wait until a second person has compared them with its scan."""
    messages.success(
        visit.request,
        say(
            "Surat menunggu dicocokkan oleh orang kedua.", "The letter waits for a second person to check it."
        ),
    )
    return to_be_signed(
        visit,
        drafts,
        told=(),
        back=reverse("letters", args=_names(visit)),
        act=Act.RECORD_LETTER,
        scan=scan.number if scan else None,
    )


def scan_in(visit: Visit, typed: Mapping[str, str], errors: dict[str, str]) -> Uploaded | None:
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
            "kinds": [(one.value, term_word(one)) for one in PermissionKind],
            "states": [(one.value, term_word(one)) for one in PermissionState],
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
        one = from_json(Permission, letter_alone(entry.payload))
        digest = scan_of_letter(entry.payload, entry.note)
        who = people.get(entry.subject)
        about = [who.name if who else "", posts.get(one.position or "", one.position or "")]
        tags = {PermissionState.GRANTED: "good", PermissionState.REFUSED: "bad"}
        yield Filed(
            kind=term_word(one.kind),
            state=term_word(one.state),
            tag=tags.get(one.state, "wait"),
            paper=" · ".join(part for part in (one.issuer, one.number, day(one.dated_on)) if part),
            about=", ".join(part for part in about if part),
            note=one.note,
            scan=scans.get(digest),
            has_scan=bool(digest),
        )


def _waiting(found: Pending) -> dict[str, object]:
    title, about = title_of_letter(found.drafts[0])
    if (n := len(found.drafts)) > 1:
        title = say("{title} ({n})", "{title} ({n})", title=title, n=n)
    return {"act": found, "title": title, "about": about}


def _names(visit: Visit) -> tuple[str, str]:
    return (visit.here.agency, visit.here.key)
