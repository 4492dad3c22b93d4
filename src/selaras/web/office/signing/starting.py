"""Asking for an act of two people: what has to be said first, and then it waits."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse

from selaras.actions.evidence.acts import (
    Asked,
    asked_to_export,
    asked_to_lock,
    asked_to_reopen,
    asked_to_restore,
    asked_to_reveal,
    asked_to_void,
)
from selaras.core.evidence.acts import Act
from selaras.core.vocabulary import Method
from selaras.queries.office.holding import standing_sheets
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.acts import RIGHTS
from selaras.web.office.signing.describing import says
from selaras.web.office.signing.requesting import ask_for
from selaras.web.office.signing.whose import holders_of
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

_ROOT = re.compile(r"[0-9a-f]{64}")
_WITH_REASON = (Act.VOID, Act.RESTORE)
_OPEN = (Act.LOCK, Act.REOPEN, Act.REVEAL, Act.EXPORT, Act.VOID, Act.RESTORE)


@page("pending", "ask", post=("pending", "ask"))
def start(visit: Visit, verb: str) -> HttpResponse:
    """Show what an act would do and what it needs; POST lets it wait for two people."""
    act = next((one for one in _OPEN if one.value == verb), None)
    if act is None:
        raise Http404
    if not visit.may(*RIGHTS.get(act, ("pending", "agree"))):
        from selaras.web.office.failures import refused

        return refused(visit.request, "not_permitted", status=403)
    typed = {name: visit.request.POST.get(name, "").strip() for name in ("sheet", "size", "root", "reason")}
    errors: Mapping[str, str] = {}
    if visit.request.method == "POST":
        errors = _errors(visit, act, typed)
        if not errors:
            asked = _asked(visit, act, typed)
            return ask_for(visit, asked, told=())
    return visit.render(
        "signing/ask_for.html", _shown(visit, act, typed, errors), status=400 if errors else 200
    )


def _asked(visit: Visit, act: Act, typed: Mapping[str, str]) -> Asked:
    match act:
        case Act.LOCK:
            return asked_to_lock(visit.ref)
        case Act.REOPEN:
            return asked_to_reopen(visit.ref)
        case Act.REVEAL:
            return asked_to_reveal()
        case Act.EXPORT:
            return asked_to_export()
        case Act.VOID:
            examiner, person, method = typed["sheet"].split("|")
            return asked_to_void(examiner=examiner, person=person, method=method, reason=typed["reason"])
        case _:
            size, root = int(typed["size"]), bytes.fromhex(typed["root"])
            return asked_to_restore(size=size, root=root, reason=typed["reason"])


def _errors(visit: Visit, act: Act, typed: Mapping[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if act is Act.VOID and typed["sheet"] not in {one["value"] for one in _sheets(visit)}:
        errors["sheet"] = say("Pilih lembar yang dibatalkan.", "Choose the sheet to void.")
    if act is Act.RESTORE:
        if not typed["size"].isdecimal() or len(typed["size"]) > 9:
            errors["size"] = say(
                "Tulis jumlah catatan sebagai angka.", "Write the number of entries in digits."
            )
        if not _ROOT.fullmatch(typed["root"]):
            errors["root"] = say(
                "Akar terdiri atas 64 angka atau huruf a–f.", "The root is 64 digits or letters a–f."
            )
    if act in _WITH_REASON and not 5 <= len(typed["reason"]) <= 600:
        errors["reason"] = say("Tulis alasannya (5–600 huruf).", "Write the reason (5–600 letters).")
    return errors


def _shown(visit: Visit, act: Act, typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    return {
        "says": says(visit.here, act),
        "verb": act.value,
        "typed": typed,
        "errors": errors,
        "needs_reason": act in _WITH_REASON,
        "sheets": _sheets(visit) if act is Act.VOID else (),
    }


def _sheets(visit: Visit) -> list[dict[str, str]]:
    holders = holders_of(visit.here)
    return [
        {
            "value": f"{examiner}|{person}|{method}",
            "text": f"{person} · {term_word(Method(method))} · {holders.get(examiner, examiner)}",
        }
        for examiner, person, method in standing_sheets(visit.here)
    ]
