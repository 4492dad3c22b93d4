"""Jejak satu nilai: from the tick on a sheet to the decree, entry by entry, with every proof."""

from fractions import Fraction
from typing import Any

from django.http import HttpResponse

from selaras.core.codec import Json
from selaras.core.entries import EntryType, person_codes
from selaras.core.outcome import OfficialResult
from selaras.core.scheme import Scheme
from selaras.core.vocabulary import MarkState, Method, Role
from selaras.queries.office.panel.trail import Link, trail_of
from selaras.queries.results import Shown
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.results import words
from selaras.web.office.results.keeping import kept
from selaras.web.office.terms import term_word
from selaras.web.office.wording import decimal, is_english, say

_MARKS = (EntryType.RATING_SHEET, EntryType.RECONFIRMATION, EntryType.VOID, EntryType.FEEDBACK)
_STAGES: tuple[tuple[tuple[str, str], tuple[EntryType, ...]], ...] = (
    (("Ditetapkan sebelumnya", "Fixed beforehand"), (EntryType.RULEBOOK, EntryType.SCHEME)),
    (
        ("Data dan penugasan", "Data and assignments"),
        (
            EntryType.OFFICIAL, EntryType.POST_HELD, EntryType.DATA_CHECK, EntryType.CONFLICT,
            EntryType.ASSIGNMENT, EntryType.ATTENDANCE, EntryType.PERMISSION,
        ),
    ),
    (("Nilai", "Marks"), _MARKS),
    (
        ("Catatan dan asesmen", "Records and assessments"),
        (EntryType.PERFORMANCE, EntryType.TRACK_RECORD, EntryType.ASSESSMENT),
    ),
    (
        ("Hasil", "Result"),
        (EntryType.REVEAL, EntryType.MEASUREMENT, EntryType.NUMBERS, EntryType.RESULT, EntryType.MINUTES),
    ),
    (
        ("Keputusan", "Decision"),
        (EntryType.PROPOSAL, EntryType.DECISION, EntryType.OBJECTION, EntryType.PAPER),
    ),
    (("Perpindahan tahap dan lainnya", "Moves between phases and other entries"), ()),
)  # fmt: skip


@page("ledger", "trail", is_logged=True)
def trail(visit: Visit, person: str) -> HttpResponse:
    """Show every entry that one participant's result rests on, and the steps of its computation."""
    here = held(visit.here)
    found = kept(visit.here, f"trail {person}", lambda: trail_of(visit.here, here.ledger, person))
    shown = here.shown if visit.may("result", "person") else None
    result = next((one for one in shown.results.officials if one.code == person), None) if shown else None
    # An auditor follows codes; whose they are is for others to say.
    is_named = bool(visit.roles - {Role.AUDITOR})
    name = next((one.name for one in here.dossier.case.officials if _code(visit, one.nip) == person), person)
    sees_marks = visit.may("sheet", "read_others")
    return visit.render(
        "plenary/trail.html",
        {
            "person": person,
            "name": name if is_named else "",
            "trail": found,
            "stages": _stages(found.links, here.case.scheme, sees_marks=sees_marks),
            "computed": _computed(shown, result) if shown and result and result.score is not None else None,
            "sees_marks": sees_marks,
        },
    )


def _code(visit: Visit, nip: str) -> str:
    return kept(visit.here, "codes", lambda: _codes(visit)).get(nip, "")


def _codes(visit: Visit) -> dict[str, str]:
    case = held(visit.here).case
    return {str(nip): code for nip, code in person_codes(case.officials, case.codes).items()}


def _stages(links: tuple[Link, ...], scheme: Scheme, *, sees_marks: bool) -> list[dict[str, Any]]:
    named = {kind for _, kinds in _STAGES for kind in kinds}
    stages = []
    for title, kinds in _STAGES:
        those = [one for one in links if (one.type in kinds if kinds else one.type not in named)]
        if those:
            stages.append(
                {
                    "title": say(*title),
                    "links": [_link(one, scheme, sees_marks=sees_marks) for one in those],
                }
            )
    return stages


def _link(one: Link, scheme: Scheme, *, sees_marks: bool) -> dict[str, Any]:
    method = term_word(Method(one.method)) if one.method else ""
    is_mark = one.type in _MARKS
    return {
        "link": one,
        "title": term_word(one.type),
        "method": method,
        "actor": _actor(one.actor),
        "device": _device(one.device),
        "signature": _SIGNED[is_english()].get(one.signature.value, one.signature.value),
        "ticks": _ticks(one.payload, scheme) if is_mark and sees_marks else (),
        "reason": _reason(one.payload) if is_mark and sees_marks else "",
        "is_erased": one.payload is None,
    }


def _actor(code: str) -> str:
    """Return who entered it: the word of a role; of a person the code."""
    return next((term_word(one) for one in Role if one.value == code), code)


def _device(code: str) -> str:
    """Return what made it: the server and an import have a name, a device has its code."""
    named = {"server": say("peladen", "server"), "import": say("impor", "import")}
    return named.get(code, code)


_SIGNED = {
    False: {
        "imported": "diimpor, tanpa tanda tangan",
        "server-ed25519": "dijamin kunci peladen",
        "device-p256": "ditandatangani perangkat",
        "webauthn": "ditandatangani kunci sandi",
    },
    True: {
        "imported": "imported, not signed",
        "server-ed25519": "vouched for by the server's key",
        "device-p256": "signed by a device",
        "webauthn": "signed by a passkey",
    },
}


def _ticks(payload: Json | None, scheme: Scheme) -> tuple[tuple[str, str], ...]:
    """Return the criteria of a sheet with what was ticked, in words."""
    if not isinstance(payload, dict) or not isinstance(payload.get("ratings"), list):
        return ()
    names = {str(one.code): one.name for one in scheme.criteria}
    told = []
    for one in payload["ratings"]:
        mark, state = one.get("mark"), MarkState(one["state"])
        shown = term_word(state) if mark is None else _plain(mark)
        told.append((names.get(one["criterion"], one["criterion"]), shown))
    return tuple(told)


def _plain(mark: Json) -> str:
    # Numbers stand in payloads as hundredths.
    whole, rest = divmod(int(mark), 100)
    return str(whole) if not rest else decimal(f"{whole}.{rest:02}")


def _reason(payload: Json | None) -> str:
    found = payload.get("reason") if isinstance(payload, dict) else None
    return found if isinstance(found, str) else ""


def _computed(shown: Shown, result: OfficialResult) -> dict[str, Any]:
    """Return the steps from components to score, as published: points times effective share."""
    by_code = {one.code: one for one in result.components}
    steps = []
    for one in result.components:
        if not one.is_leaf or one.points is None:
            continue
        share, node = Fraction(1), one
        while node.parent is not None:
            share, node = share * node.effective_weight / 100, by_code[node.parent]
        share = share * node.effective_weight / 100
        steps.append(
            {
                "name": one.name,
                "points": words.places(one.points, 4),
                "share": words.percent(share * 100, 4),
                "product": words.places(one.points * share, 4),
            }
        )
    return {
        "steps": steps,
        "score": words.places(result.score, shown.case.scheme.places),
        "category": words.name(result.category),
        "rank": words.plain(result.rank),
    }
