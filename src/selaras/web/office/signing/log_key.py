"""The log key of an event: which one is in force, what to do when it is lost, and the two who say so.

Shares of a key are never typed into a page. Two of them are the key; a server that somebody else holds
would keep them for good, and so might a browser. They are joined at the console, away from the network.
What is done here needs two people with their own devices: saying openly that another key takes the lost
one's place.
"""

from dataclasses import dataclass

from django.http import HttpResponse

from selaras.actions.custody.log_keys import asked_to_recover
from selaras.actions.evidence.policies import policy_content
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.policy import policy_of
from selaras.outside.key_shares import key_mark
from selaras.web.office.acting import log_key_at_hand
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.requesting import ask_for
from selaras.web.office.wording import sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the key: as which entry, to which, and whether the former was lost."""

    entry: int
    mark: str
    is_recovered: bool
    reason: str


@page("ledger", "read", post=("pending", "ask"))
def log_key(visit: Visit) -> HttpResponse:
    """Show key and changes; POST lets the key at hand wait for two people to put it in force."""
    if visit.request.method != "POST":
        return _shown(visit)
    typed = visit.request.POST.get("reason", "")
    try:
        key = log_key_at_hand()
        if key is None:
            raise CoreError("log_key_missing")
        if key.public_key in _in_force(visit):
            raise CoreError("log_key_in_force")
        return ask_for(visit, asked_to_recover(new=key.public_key, reason=typed.strip()), told=())
    except CoreError as wrong:
        return _shown(visit, wrong, reason=typed)


def _in_force(visit: Visit) -> tuple[bytes, ...]:
    changed = [one for one in held(visit.here).entries if one.type is EntryType.LOG_KEY and one.payload]
    if changed:
        return (bytes.fromhex(str(changed[-1].payload["public_key"])),)
    content = policy_content(visit.ref)
    return tuple(one.public_key for one in policy_of(content).log_keys) if content else ()


def _shown(visit: Visit, wrong: CoreError | None = None, *, reason: str = "") -> HttpResponse:
    changes = [
        Change(
            entry=index,
            mark=key_mark(bytes.fromhex(str(one.payload["public_key"]))),
            is_recovered=bool(one.payload["recovered"]),
            reason=str(one.payload["reason"]),
        )
        for index, one in enumerate(held(visit.here).entries)
        if one.type is EntryType.LOG_KEY and one.payload
    ]
    in_force = _in_force(visit)
    found: bytes | None = None
    trouble = ""
    try:
        key = log_key_at_hand()
        found = key.public_key if key else None
    except CoreError as unreadable:
        trouble = sentence(unreadable)
    told = {
        "marks": [key_mark(one) for one in in_force],
        "changes": changes,
        "at_hand": key_mark(found) if found else "",
        "is_same": found in in_force,
        "trouble": trouble,
        "may_ask": bool(found) and found not in in_force and bool(in_force) and visit.may("pending", "ask"),
        "reason": reason,
        "errors": {"reason": sentence(wrong)} if wrong else {},
    }
    return visit.render("signing/log_key.html", told, status=422 if wrong else 200)
