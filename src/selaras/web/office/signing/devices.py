"""Devices of an event: this browser's own key, who holds which, comparing before the lock, revoking."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.devices import asked_to_enrol_late, devices_of, revoke_device
from selaras.actions.office.acts_of_two import late_enrolment
from selaras.core import custody
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.core.evidence.signatures import check_p256_key
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.holding import chain_of, holder_of
from selaras.queries.office.pending import pending_acts
from selaras.web.office.acting import acting_of, code_of
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import signing_of
from selaras.web.office.signing.requesting import ask_for
from selaras.web.office.signing.whose import holders_of
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

# Roles that sign something of their own in an event.
_SIGNING = (
    Role.SECRETARIAT,
    Role.CHAIR,
    Role.EXAMINER,
    Role.ASSESSOR,
    Role.DECIDING_OFFICER,
    Role.REVIEWER,
    Role.PARTICIPANT,
)
_KEY = re.compile(r"04[0-9a-f]{128}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """One role in which this visitor may sign here, and the code that the ledger knows."""

    role: Role
    code: str

    @property
    def value(self) -> str:
        return f"{self.role.value}|{self.code}"


@page("device", "own", post=("device", "enrol"))
def devices(visit: Visit) -> HttpResponse:
    """Show this browser's keys and, to the office, all devices; POST asks for a late enrolment."""
    own = own_roles(visit)
    typed = {name: visit.request.POST.get(name, "").strip() for name in ("own", "public_key", "reason")}
    error = ""
    if visit.request.method == "POST":
        chosen = next((one for one in own if one.value == typed["own"]), None)
        if chosen is None or not _KEY.fullmatch(typed["public_key"]):
            raise CoreError("device_key_wrong", device="", index=0)
        if len(typed["reason"]) >= 5:
            return _asked_late(visit, chosen, typed)
        error = say("Tulis alasannya (paling sedikit 5 huruf).", "Write the reason (5 letters at least).")
    told = {
        "own": [{"is": one, "told": _told(visit, one)} for one in own],
        "is_before_lock": visit.here.phase is Phase.DESIGN,
        "devices": _listed(visit) if visit.may("device", "list") else (),
        "may_list": visit.may("device", "list"),
        "may_revoke": visit.may("device", "revoke"),
        "error": error,
        "typed": typed,
    }
    return visit.render("signing/devices.html", told, status=400 if error else 200)


@page("device", "revoke", post=("device", "revoke"))
def revoke(visit: Visit, device: str) -> HttpResponse:
    """Ask why a device is revoked, then let its entries count for nothing from here on."""
    found = next((one for one in _listed(visit) if one["device"] == device and not one["is_revoked"]), None)
    if found is None:
        raise CoreError("device_not_enrolled", device=device[:64], index="–")
    reason = visit.request.POST.get("reason", "").strip()
    error = ""
    if visit.request.method == "POST":
        if len(reason) >= 5:
            revoke_device(visit.ref, device, reason=reason[:600], acting=acting_of(visit))
            messages.success(visit.request, say("Perangkat dicabut.", "The device is revoked."))
            return HttpResponseRedirect(reverse("devices", args=(visit.here.agency, visit.here.key)))
        error = say("Tulis alasannya (paling sedikit 5 huruf).", "Write the reason (5 letters at least).")
    told = {"device": found, "reason": reason, "error": error}
    return visit.render("signing/revoke.html", told, status=400 if error else 200)


@page("device", "own")
def chain(visit: Visit, device: str) -> HttpResponse:
    """Tell a device of this visitor where the ledger stands: after a restoration it goes on from there."""
    holder = holder_of(visit.here, device)
    if holder is None or holder not in {one.code for one in own_roles(visit)}:
        raise Http404
    found = chain_of(visit.here, device)
    seen = {"size": found.size, "root": found.root}
    return JsonResponse({"dseq": found.dseq, "prev": found.prev, "seen": seen})


def own_roles(visit: Visit) -> list[Own]:
    """Return every role and code in which this visitor may sign in the event."""
    held = visit.visitor.roles_in(visit.here.key)
    return [
        Own(role=role, code=code)
        for role in _SIGNING
        if role in held
        for code in sorted(visit.visitor.holders_in(visit.here.key, role)) or [code_of(visit, role)]
    ]


def _asked_late(visit: Visit, own: Own, typed: dict[str, str]) -> HttpResponse:
    check_p256_key(bytes.fromhex(typed["public_key"]))
    told = custody.Enrolment(
        public_key=typed["public_key"],
        holder=own.code,
        role=own.role,
        late_because=typed["reason"][:600],
    )
    asked = asked_to_enrol_late(told)
    if visit.may("pending", "list"):
        return ask_for(visit, asked, told=())
    ask_for(visit, asked, told=())
    messages.success(
        visit.request,
        say(
            "Permintaan sampai kepada ketua dan sekretariat. Buka halaman ini lagi sesudah "
            "keduanya menyetujui.",
            "The request is with the chair and the secretariat. Open this page again once both agreed.",
        ),
    )
    return HttpResponseRedirect(reverse("devices", args=(visit.here.agency, visit.here.key)))


def _told(visit: Visit, own: Own) -> dict[str, Any]:
    """Return what the script needs to know of one role: where to send, what two people agreed to."""
    signing = signing_of(visit, (), back="", as_own=(own.role, own.code))
    late = []
    if visit.here.is_signed:
        for one in pending_acts(visit.here):
            if one.act is not Act.ENROL_LATE or one.payload.get("holder") != own.code:
                continue
            payload = late_enrolment(visit.ref, Asked(act=one.act, draft=one.drafts[0]))
            late.append(
                {"public_key": one.payload["public_key"], "payload": payload, "waits": one.is_waiting}
            )
    return {**signing.told, "late": late}


def _listed(visit: Visit) -> list[dict[str, Any]]:
    # Whom a code stands for is not the auditor's to know: sheets are read there by pseudonyms.
    holders = (
        holders_of(visit.here) if visit.may("device", "revoke") or visit.may("account", "invite") else None
    )
    return [
        {
            "device": one.device,
            "who": one.holder if holders is None else holders.get(one.holder),
            "holder": one.holder,
            "role": term_word(Role(one.role)),
            "is_revoked": one.revoked_at_index is not None,
            "entry": one.enrolled_at_index + 1,
        }
        for one in devices_of(visit.ref)
    ]
