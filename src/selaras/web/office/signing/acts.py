"""Waiting for a second person: what waits, what exactly would be done, and the two signatures for it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.approvals import approvals_of_each
from selaras.actions.evidence.devices import devices_of
from selaras.actions.office.acts_of_two import agree_to_act, wants_devices, withdraw_act
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import BOTH, Act
from selaras.core.evidence.signatures import fingerprint
from selaras.core.vocabulary import Role
from selaras.queries.office.desk.uploads import upload_of
from selaras.queries.office.pending import Pending, counting_from, pending_act, pending_acts
from selaras.web.office.acting import acting_of, code_of
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import Signing, signing_of
from selaras.web.office.signing.describing import says
from selaras.web.office.signing.reading import read_drafts, scans_named
from selaras.web.office.signing.whose import holders_of
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

# What the second person must besides be allowed to do, in this phase.
RIGHTS = {
    Act.LOCK: ("design", "lock"),
    Act.REOPEN: ("plenary", "reopen"),
    Act.VOID: ("sheet", "void"),
    Act.REVEAL: ("reveal", "agree"),
    Act.EXPORT: ("bundle", "agree_R1"),
    Act.RECORD_PROPOSAL: ("proposal", "record"),
    Act.RECORD_DECISION: ("decision", "record"),
    Act.RECORD_LETTER: ("letter", "check"),
}


@page("pending", "list")
def waiting(visit: Visit) -> HttpResponse:
    """List what waits for a second person, and what two people did."""
    found = pending_acts(visit.here)
    told: list[dict[str, Any]] = [
        {
            "act": one,
            "says": says(visit.here, one),
            "own": _is_own(visit, one),
            "may": visit.may(*_right(one.act)),
        }
        for one in found
    ]
    starts = [one for one in _STARTS if visit.may("pending", "ask") and visit.may(*_right(one))]
    starts = [one for one in starts if visit.here.is_signed or one not in (Act.LOCK, Act.REVEAL)]
    return visit.render(
        "signing/waiting.html",
        {
            "waiting": [one for one in told if one["act"].is_waiting],
            "ended": [one for one in told if not one["act"].is_waiting],
            "starts": [{"act": one, "title": says(visit.here, one).title} for one in starts],
        },
    )


@page("pending", "agree", post=("pending", "agree"))
def one_act(visit: Visit, number: int) -> HttpResponse:
    """Show exactly what would be done; take the second person's agreement."""
    found = pending_act(visit.here, number)
    if found is None:
        raise Http404
    if visit.request.method == "POST":
        return _agreed(visit, found)
    own = _is_own(visit, found)
    is_first = _is_first(own, found)
    by_devices = wants_devices(found.act, is_signed=visit.here.is_signed, phase=visit.here.phase)
    asked = [Asked(act=found.act, draft=one) for one in found.drafts]
    given = _counting(visit, found, asked) if by_devices else [frozenset[str]() for _ in asked]
    signed = sorted(frozenset.intersection(*given))
    lacking = [one for one, holders in zip(asked, given, strict=True) if not holders & _own_codes(visit)]
    has_signed = by_devices and not lacking
    may_agree = found.is_waiting and visit.may(*_right(found.act))
    # Who asked signs first, so that the second person sees what the first one stands for.
    is_turn = is_first or bool(signed) or found.act is Act.ENROL_LATE
    signing = None
    if may_agree and by_devices and not has_signed and is_turn:
        signing = _approving(visit, lacking, then="agree" if signed and not is_first else "")
    holders = holders_of(visit.here)
    scan = upload_of(visit.here, found.scan) if found.scan else None
    if scan is not None and scan.sha256 not in scans_named(found.drafts):
        # What would be signed is another file than this page hands out.
        raise CoreError("scan_wrong", field="scan")
    told = {
        "act": found,
        "says": says(visit.here, found),
        "read": read_drafts(visit, found.drafts),
        "scan": scan,
        "is_letter": found.act is Act.RECORD_LETTER,
        "by_devices": by_devices,
        "own": own,
        "is_first": is_first,
        "signing": signing,
        "has_signed": has_signed,
        "signed": [holders.get(one, one) for one in signed],
        "may_finish": may_agree and not is_first and (has_signed or signing or not by_devices),
        "waits_for_first": may_agree and by_devices and not is_turn,
        "devices": _devices(visit) if found.act is Act.LOCK else (),
        "fingerprint": _late_device(found),
    }
    return visit.render("signing/act.html", told)


def _counting(visit: Visit, found: Pending, asked: Sequence[Asked]) -> list[frozenset[str]]:
    """Return of each act who signed it; what was signed too early is signed again."""
    floors = counting_from(visit.here, found)
    return [
        frozenset(one.holder for one in given if one.index > floor)
        for given, floor in zip(approvals_of_each(visit.ref, asked), floors, strict=True)
    ]


def _approving(visit: Visit, asked: Sequence[Asked], *, then: str) -> Signing:
    """Return the signing of an approval of each act, all of them in one ceremony."""
    drafts = [
        EntryDraft(type=EntryType.APPROVAL, subject="", method="", form="", payload=to_json(one.approval()))
        for one in asked
    ]
    return signing_of(
        visit,
        drafts,
        back=reverse("pending_acts", args=_names(visit)),
        label=say("Setujui dan tanda tangani", "Agree and sign"),
        then=then,
    )


def _late_device(found: Pending) -> str:
    """Return the fingerprint that people compare before they let a late device in."""
    if found.act is not Act.ENROL_LATE:
        return ""
    return fingerprint(bytes.fromhex(str(found.payload["public_key"])))


@page("pending", "list", post=("pending", "ask"))
def withdraw(visit: Visit, number: int) -> HttpResponse:
    """Let an act wait no longer."""
    back = HttpResponseRedirect(reverse("pending_acts", args=_names(visit)))
    if visit.request.method == "POST":
        withdraw_act(visit.ref, number, acting=acting_of(visit))
        messages.success(visit.request, say("Permintaan ditarik.", "The request is withdrawn."))
    return back


def _agreed(visit: Visit, found: Pending) -> HttpResponse:
    here = HttpResponseRedirect(_url(visit, found.number))
    if not visit.may(*_right(found.act)):
        from selaras.web.office.failures import refused

        return refused(visit.request, "not_permitted", status=403)
    if _is_first(_is_own(visit, found), found):
        messages.info(
            visit.request,
            say(
                "Menunggu orang kedua; Anda yang meminta.", "Waiting for the second person; you asked for it."
            ),
        )
        return here
    agree_to_act(
        visit.ref,
        found.number,
        account=visit.visitor.account,
        acting=acting_of(visit),
        compared=frozenset(one for told in visit.request.POST.getlist("device") for one in told.split()),
    )
    done = says(visit.here, found).done
    messages.success(visit.request, done)
    return HttpResponseRedirect(reverse("pending_acts", args=_names(visit)))


def _is_first(own: bool, found: Pending) -> bool:
    return own and found.act is not Act.ENROL_LATE


def _is_own(visit: Visit, found: Pending) -> bool:
    return found.asked_by == visit.visitor.account


def _own_codes(visit: Visit) -> set[str]:
    held = visit.visitor.roles_in(visit.here.key) & BOTH
    return {code_of(visit, role) for role in held}


def _devices(visit: Visit) -> list[dict[str, object]]:
    holders = holders_of(visit.here)
    there = [one for one in devices_of(visit.ref) if one.revoked_at_index is None]
    n_by_holder = Counter(one.holder for one in there)
    return [
        {
            "device": one.device,
            "role": term_word(Role(one.role)),
            "who": holders.get(one.holder),
            "holder": one.holder,
            "n": n_by_holder[one.holder],
        }
        for one in there
    ]


def _right(act: Act) -> tuple[str, str]:
    return RIGHTS.get(act, ("pending", "agree"))


def _names(visit: Visit) -> tuple[str, str]:
    return (visit.here.agency, visit.here.key)


def _url(visit: Visit, number: int) -> str:
    return reverse("pending_act", args=(*_names(visit), number))


_STARTS = (Act.LOCK, Act.REVEAL, Act.REOPEN, Act.VOID, Act.EXPORT, Act.RESTORE)
