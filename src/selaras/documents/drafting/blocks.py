"""The blocks that a paper of the office is told in; the template ``sheet`` sets them one below the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selaras.core.casefile import Official, Position
from selaras.core.decided import Decision, MoveKind
from selaras.core.entries import person_codes
from selaras.documents import facts, office
from selaras.documents.docket import Docket
from selaras.documents.office import Json
from selaras.documents.render import Job

_STAYING = frozenset({MoveKind.KEPT, MoveKind.RELEASED})
OPEN = facts.DOTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What the office's papers are drawn from; ``decisions`` by the codes of the officials."""

    docket: Docket
    decisions: Mapping[str, Decision]

    def moving(self) -> list[tuple[str, Official, Decision, Position | None]]:
        """Return who changes posts, in the order of the codes, with the new post where it is known."""
        case = self.docket.case
        codes = person_codes(case.officials, case.codes)
        by_code = {codes[one.nip]: one for one in case.officials}
        return [
            (
                code,
                by_code[code],
                one,
                self.docket.positions.get(one.position) if one.position is not None else None,
            )
            for code, one in sorted(self.decisions.items())
            if one.kind not in _STAYING and code in by_code
        ]


def sheet(
    docket: Docket,
    blocks: Sequence[Json],
    *,
    title: str,
    subtitle: str = "",
    is_numbered: bool = False,
    is_result: bool = False,
    by_officer: bool = False,
    flipped: bool = False,
    serif: bool = True,
) -> Job:
    """Return a paper of blocks.

    by_officer : under the deciding officer's letterhead, not under the personnel office's
    """
    agency = docket.case.agency
    content: Json = {
        **office.paper(docket, title=title, subtitle=subtitle, is_result=is_result, serif=serif),
        "number": number(docket) if is_numbered else None,
        "blocks": list(blocks),
        "flipped": flipped,
    }
    if by_officer:
        content["kop"] = office.officer_letterhead(agency, docket.case.event.deciding_officer)
    return Job(template="sheet", content=content)


def number(docket: Docket) -> str:
    return facts.letter_number(docket.case.agency.letter_pattern, on=docket.dated)


def heading(text: str) -> Json:
    return {"kind": "heading", "text": text}


def par(text: str) -> Json:
    return {"kind": "par", "text": text}


def centred(text: str) -> Json:
    return {"kind": "centred", "text": text}


def quoted(*texts: str) -> Json:
    return {"kind": "quoted", "texts": list(texts)}


def pairs(rows: Sequence[Sequence[object]], *, width: float = 4.6) -> Json:
    return {"kind": "pairs", "rows": [list(row) for row in rows], "width": width}


def items(texts: Sequence[str], *, marks: str = "1.") -> Json:
    return {"kind": "items", "texts": list(texts), "marks": marks}


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[object]],
    *,
    widths: Sequence[float],
    align: str = "",
    is_signed: bool = False,
) -> Json:
    """Return a table; a width of 0 takes what is left, ``align`` has a letter (l, c, r) for each column.

    is_signed : a hand signs in every row
    """
    named = {"c": "center", "r": "right"}
    return {
        "kind": "table",
        "header": list(header),
        "rows": [list(row) for row in rows],
        "widths": list(widths),
        "align": [named.get(one, "left") for one in (align or "l" * len(header))],
        "tall": is_signed,
    }


def room(lines: int) -> Json:
    return {"kind": "room", "lines": lines}


def note(text: str) -> Json:
    return {"kind": "note", "text": text}


def signatures(*signs: Json, text: str = "") -> Json:
    return {"kind": "signatures", "signs": list(signs), "text": text}


def open_signature(told: str, *, place: str = "") -> Json:
    """Return a block for somebody whom the program does not know."""
    return {"place": place, "office": f"{told},", "name": OPEN, "nip": ""}


def person(one: Official, *, post: str | None = None) -> list[list[object]]:
    """Return the lines by which an official is told on a paper."""
    return [
        ["Nama", one.name],
        ["NIP", facts.grouped_nip(one.nip)],
        ["Golongan/ruang", one.grade],
        ["Jabatan", post or one.position_title],
        ["Unit kerja", one.unit],
    ]
