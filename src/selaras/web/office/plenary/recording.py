"""Berita acara pleno: who was there, who holds otherwise and why, with the scan that the panel signed."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from selaras.actions.office.desk.uploads import LARGEST, keep_upload
from selaras.actions.office.minutes import draft_of_minutes
from selaras.core.errors import CoreError
from selaras.queries.office.desk.uploads import UploadKind, uploads_of
from selaras.web.office.acting import acting_of
from selaras.web.office.files import file_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.plenary.keeping import course_at
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.wording import day, say

ABOUT = "berita-acara-pleno"
_MOST = 2000


@page("plenary", "sign", post=("plenary", "sign"))
def minutes(visit: Visit) -> HttpResponse:
    """Take down the minutes; POST shows what will be signed, or what is missing."""
    typed = _typed(visit)
    if visit.request.method != "POST":
        return _form(visit, typed, {})
    errors = _errors(visit, typed)
    kept = "" if errors else _scan(visit, errors)
    if errors:
        return _form(visit, typed, errors)
    absent = {one["code"]: one["why"] for one in typed["panel"] if one["is_absent"]}
    dissent = {
        one["code"]: one["dissent"] for one in typed["panel"] if one["dissent"] and not one["is_absent"]
    }
    try:
        draft = draft_of_minutes(
            visit.ref, held_on=typed["on"], absent=absent, dissent=dissent, scan=kept or None
        )
    except CoreError as wrong:
        if wrong.code != "minutes_wrong":
            raise
        return _form(
            visit, typed, {"panel": say("Paling sedikit satu penguji hadir.", "At least one was present.")}
        )
    present = [one["name"] for one in typed["panel"] if not one["is_absent"]]
    return to_be_signed(
        visit,
        [draft],
        told=_sentences(typed, present, dissent),
        back=reverse("plenary", args=(visit.here.agency, visit.here.key)),
    )


def _sentences(typed: dict[str, Any], present: list[str], dissent: dict[str, str]) -> list[str]:
    names = {one["code"]: one["name"] for one in typed["panel"]}
    told = [
        say("Pleno dilaksanakan pada {on}.", "The plenary was held on {on}.", on=day(typed["on"])),
        say("Hadir: {names}.", "Present: {names}.", names="; ".join(present)),
    ]
    told += [
        say("{name} berhalangan: {why}", "{name} was absent: {why}", name=one["name"], why=one["why"])
        for one in typed["panel"]
        if one["is_absent"]
    ]
    told += [
        say(
            "{name} berpendapat lain: {words}",
            "{name} holds otherwise: {words}",
            name=names[code],
            words=words,
        )
        for code, words in dissent.items()
    ]
    if not dissent:
        told.append(say("Tidak ada pendapat yang berbeda.", "Nobody holds otherwise."))
    return told


def _typed(visit: Visit) -> dict[str, Any]:
    """Return the form as it was typed, or as it begins: today, everybody present."""
    sent = visit.request.POST
    is_sent = visit.request.method == "POST"
    panel = [
        {
            "code": str(one.code),
            "name": one.name,
            "is_absent": sent.get(f"hadir-{one.code}") == "tidak",
            "why": sent.get(f"sebab-{one.code}", "").strip(),
            "dissent": sent.get(f"lain-{one.code}", "").strip(),
        }
        for one in held(visit.here).case.examiners
    ]
    text = sent.get("tanggal", "") if is_sent else timezone.localdate().isoformat()
    try:
        on = date.fromisoformat(text.strip())
    except ValueError:
        on = None
    return {"panel": panel, "text": text, "on": on}


def _errors(visit: Visit, typed: dict[str, Any]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if typed["on"] is None:
        errors["tanggal"] = say("Tulis tanggal pleno.", "Write the day of the plenary.")
    elif typed["on"] > timezone.localdate():
        errors["tanggal"] = say("Tanggal pleno belum tiba.", "The day of the plenary has not come yet.")
    for one in typed["panel"]:
        if one["is_absent"] and not one["why"]:
            errors[f"sebab-{one['code']}"] = say(
                "Tulis mengapa {name} berhalangan.", "Write why {name} was absent.", name=one["name"]
            )
        if one["is_absent"] and one["dissent"]:
            errors[f"lain-{one['code']}"] = say(
                "{name} tidak hadir, jadi tidak dapat berpendapat lain di pleno.",
                "{name} was absent and cannot have dissented there.",
                name=one["name"],
            )
        if max(len(one["why"]), len(one["dissent"])) > _MOST:
            errors[f"lain-{one['code']}"] = say("Paling banyak 2.000 huruf.", "2,000 letters at most.")
    return errors


def _scan(visit: Visit, errors: dict[str, str]) -> str:
    """Keep the scan that came and return its digest, or that of the one that was kept before."""
    try:
        content, name = file_in(visit.request, "pindaian", most=LARGEST)
        if not content:
            before = _kept_scan(visit)
            if not before and visit.here.is_signed:
                errors["pindaian"] = say(
                    "Sertakan pindaian berita acara yang ditandatangani panitia.",
                    "Add the scan of the minutes that the panel signed.",
                )
            return before
        acting = acting_of(visit)
        made = keep_upload(
            visit.ref,
            content,
            kind=UploadKind.SIGNED_PAPER,
            file_name=name,
            about=ABOUT,
            account=visit.visitor.account,
            actor=acting.actor,
            clock=acting.clock,
        )
    except CoreError as wrong:
        if not wrong.code.startswith("upload_"):
            raise
        from selaras.web.office.wording import sentence

        errors["pindaian"] = sentence(wrong)
        return ""
    return made.sha256


def _kept_scan(visit: Visit) -> str:
    found = uploads_of(visit.here, UploadKind.SIGNED_PAPER, about=ABOUT)
    return next((one.sha256 for one in found if one.superseded_at is None), "")


def _form(visit: Visit, typed: dict[str, Any], errors: dict[str, str]) -> HttpResponse:
    panel = [
        {
            **one,
            "why_error": errors.get(f"sebab-{one['code']}", ""),
            "dissent_error": errors.get(f"lain-{one['code']}", ""),
        }
        for one in typed["panel"]
    ]
    told = {
        "panel": panel,
        "text": typed["text"],
        "errors": errors,
        "course": course_at(visit.here),
        "has_scan": bool(_kept_scan(visit)),
        "needs_scan": visit.here.is_signed,
    }
    return visit.render("plenary/minutes.html", told, status=400 if errors else 200)
