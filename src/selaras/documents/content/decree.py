"""Rancangan SK: the draft of the decree that carries the decisions out, with its annex of names and posts.

A draft: number and day are the office's to give, its wording the legal section's to check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.decided import Decision, MoveKind
from selaras.core.entries import person_codes
from selaras.core.rules import Rulebook
from selaras.documents import facts, office
from selaras.documents.docket import LedgerStamp
from selaras.documents.render import Job, render

CODE = "rancangan-sk"
# What a decree of moves rests on, where it was in force on the event's day; told by the rulebook's articles.
_GROUNDS_JPT = ("MUT-131-ORIG", "MUT-132-MIN2")
_GROUNDS_BELOW = ("MUT-190-GENERAL", "MUT-191-TPK")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecreeDocket:
    """What the draft is made from; ``decisions`` by the codes of the officials, those that stand."""

    case: c.CaseFile
    rulebook: Rulebook
    stamp: LedgerStamp
    decisions: Mapping[str, Decision]

    @property
    def dated(self) -> date:
        return self.case.event.ends_on


def has_moves(docket: DecreeDocket) -> bool:
    """Return whether anybody changes posts: without that there is nothing to decree."""
    return bool(_moving(docket))


def content(docket: DecreeDocket) -> office.Json:
    """Return the draft: considerations, grounds, letters, what is decided, and the annex."""
    case, event = docket.case, docket.case.event
    signatory = event.deciding_officer
    return {
        **office.paper(docket, title="Rancangan Keputusan", is_result=True, serif=True),
        "kop": office.officer_letterhead(case.agency, signatory),
        "office": signatory.office.upper(),
        "number": facts.letter_number(case.agency.letter_pattern, on=docket.dated),
        "about": f"Pengangkatan dalam Jabatan di Lingkungan {case.agency.name}",
        "considering": [
            f"bahwa {case.agency.name} telah melaksanakan {event.title} dan hasilnya telah ditelaah;",
            "bahwa pejabat dalam lampiran keputusan ini dipandang cakap dan memenuhi syarat untuk diangkat "
            "dalam jabatan yang ditetapkan;",
        ],
        "grounds": [f"{one};" for one in _articles(docket)],
        "noting": [f"{one};" for one in _letters(case)],
        "decided": [
            "Mengangkat pejabat yang namanya tercantum dalam lampiran keputusan ini dalam jabatan yang "
            "disebut pada lajur jabatan baru.",
            "Kepada pejabat tersebut diberikan tunjangan jabatan sesuai dengan ketentuan peraturan "
            "perundang-undangan.",
            "Keputusan ini mulai berlaku pada tanggal pelantikan.",
        ],
        "rows": [_row(docket, code, one) for code, one in _moving(docket).items()],
        "officer": signatory.office,
        "signature": office.signature(signatory, place=office.place_and_date(docket)),
    }


def _moving(docket: DecreeDocket) -> dict[str, Decision]:
    return {
        code: one
        for code, one in docket.decisions.items()
        if one.kind not in (MoveKind.KEPT, MoveKind.RELEASED)
    }


def _articles(docket: DecreeDocket) -> list[str]:
    rulebook = docket.rulebook
    names = _GROUNDS_JPT if docket.case.event.assessed_level.is_jpt else _GROUNDS_BELOW
    found = [rulebook.rule(name).article for name in names if rulebook.has(name)]
    return list(dict.fromkeys(found)) or ["ketentuan peraturan perundang-undangan"]


def _letters(case: c.CaseFile) -> list[str]:
    """Return the letters that were granted, in the order of their days."""
    granted = [
        one
        for one in case.permissions
        if one.state is v.PermissionState.GRANTED
        and one.dated_on
        and one.kind is not v.PermissionKind.RULE_CONFIRMATION
    ]
    told = {
        f"{one.kind.istilah}: surat {one.issuer} nomor {one.number or facts.DOTS} tanggal "
        f"{facts.long_date(one.dated_on)}": None
        for one in sorted(granted, key=lambda one: one.dated_on or date.max)
        if one.dated_on
    }
    return list(told) or [facts.NOTHING]


def _row(docket: DecreeDocket, code: str, one: Decision) -> list[object]:
    case = docket.case
    codes = person_codes(case.officials, case.codes)
    person = next(each for each in case.officials if codes[each.nip] == code)
    post = next((each for each in case.positions if each.code == one.position), None)
    new = [post.title, post.unit, post.echelon] if post else [str(one.position)]
    return [
        office.person_cell(person.name, person.nip),
        person.grade,
        [person.position_title, person.unit],
        [part for part in new if part],
    ]


def render_decree(docket: DecreeDocket) -> bytes:
    """Return the draft as a PDF; the same bytes from the same decisions."""
    (made,) = render([Job(template="decree", content=content(docket))])
    return made
