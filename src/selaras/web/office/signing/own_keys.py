"""Keys that are still to be made before the lock: this visitor's own, and whose else are missing."""

from typing import Any

from selaras.actions.evidence.devices import devices_of
from selaras.core.dossier import Dossier
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.holding import names_by_code
from selaras.web.office.page import Visit
from selaras.web.office.signing.asking import signing_of
from selaras.web.office.signing.devices import own_roles

# Of a session that began with an invitation: the event that it was for.
ARRIVED_IN = "arrived_in"
# Who has a key before the lock needs nobody's leave. The secretariat and a participant make one with the
# first signature; a deciding officer mostly writes letters: each more is one more for the chair to compare.
_BEFORE_THE_LOCK = (Role.CHAIR, Role.EXAMINER, Role.ASSESSOR, Role.REVIEWER)


def keys_to_make(visit: Visit) -> list[dict[str, Any]]:
    """Return the roles in which this visitor has no key yet, while keys come in without being asked for.

    Right after an invitation was accepted the page makes the key by itself: accepting it said so.
    """
    if not visit.here.is_signed or visit.here.phase is not Phase.DESIGN or not visit.may("device", "own"):
        return []
    known = _holders(visit)
    has_arrived = visit.request.session.get(ARRIVED_IN) == visit.here.key
    return [
        {
            "is": one,
            "told": {**signing_of(visit, (), back="", as_own=(one.role, one.code)).told, "late": []},
            "at_once": has_arrived,
        }
        for one in own_roles(visit)
        if one.role in _BEFORE_THE_LOCK and one.code not in known
    ]


def keys_in_own_name(visit: Visit) -> list[str]:
    """Return the fingerprints that stand in this visitor's name before the lock.

    Until then nobody is asked before a key comes in, so its holder must see whatever came in under the name.
    """
    if not visit.here.is_signed or visit.here.phase is not Phase.DESIGN or not visit.may("device", "own"):
        return []
    own = {(one.role.value, one.code) for one in own_roles(visit)}
    found = (one for one in devices_of(visit.ref) if one.revoked_at_index is None)
    return [one.device for one in found if (one.role, one.holder) in own]


def without_key(visit: Visit, dossier: Dossier) -> list[str]:
    """Return examiners of the panel who could not sign a sheet after the lock, by name and code."""
    if not visit.here.is_signed or visit.here.phase is not Phase.DESIGN:
        return []
    known, names = _holders(visit), names_by_code(visit.here)
    asked = sorted({one.examiner for one in dossier.expected} - known)
    return [f"{names.get(code, code)} ({code})" for code in asked]


def _holders(visit: Visit) -> set[str]:
    return {one.holder for one in devices_of(visit.ref) if one.revoked_at_index is None}
