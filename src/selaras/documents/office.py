"""What every paper carries: letterhead, footer, closing lines, signature blocks."""

from typing import Any

from selaras.core import casefile as c
from selaras.documents import facts
from selaras.documents.docket import Docket, Stamped

Json = dict[str, Any]

NOT_A_GROUND = "Hasil ini bukan dasar pembebasan dari jabatan."
NOT_PROVABLE = (
    "Data kegiatan ini berasal dari berkas impor. Tindakan oleh dua orang, urutan pengisian nilai, "
    "dan tanda tangan perangkat tidak dapat dibuktikan dari berkas impor."
)
NOT_ENTERED = "Belum dicatat dalam buku induk."
CONFIDENTIAL = "RAHASIA"
_SHORT_CODE_GROUPS = 4


def paper(
    docket: Stamped,
    *,
    title: str,
    is_result: bool,
    subtitle: str = "",
    serif: bool = False,
    confidential: str = CONFIDENTIAL,
) -> Json:
    """Return the frame of a paper; its own content stands beside it under ``body``."""
    return {
        "title": title,
        "subtitle": subtitle,
        "agency": docket.case.agency.name,
        "event": docket.case.event.title,
        "date": [docket.dated.year, docket.dated.month, docket.dated.day],
        "serif": serif,
        "confidential": confidential if is_result else "",
        "footer": footer(docket, is_result=is_result),
        "kop": letterhead(docket.case.agency),
    }


def only_for(reader: str) -> str:
    """Return the mark of a paper that one reader alone may have.

    >>> only_for("penguji yang bersangkutan")
    'Rahasia – hanya untuk penguji yang bersangkutan'
    """
    return f"Rahasia – hanya untuk {reader}"


def footer(docket: Stamped, *, is_result: bool) -> list[str]:
    lines = [NOT_A_GROUND] if is_result else []
    if docket.stamp.size == 0:
        # Nothing was entered, so there is no code, and no entry whose order could be doubted.
        return [*lines, NOT_ENTERED]
    if docket.stamp.imported:
        lines.append(NOT_PROVABLE)
    lines.append(f"Kode buku induk: {short_code(docket)}")
    return lines


def short_code(docket: Stamped) -> str:
    return " ".join(facts.root_groups(docket.stamp.root_hex)[:_SHORT_CODE_GROUPS])


def letterhead(agency: c.Agency) -> list[str]:
    """Return the lines of the personnel office's letterhead, the largest second."""
    return [agency.name.upper(), agency.personnel_office.upper(), agency.address, agency.contact]


def officer_letterhead(agency: c.Agency, signatory: c.Signatory) -> list[str]:
    """Return the letterhead of the deciding officer, who signs under the own office's name."""
    return ["", signatory.office.upper(), agency.address, agency.contact]


def signature(signatory: c.Signatory, *, place: str = "") -> Json:
    """Return one signature block: where and when, in which office, who."""
    return {
        "place": place,
        "office": f"{signatory.office},",
        "name": signatory.name,
        "nip": f"NIP {facts.grouped_nip(signatory.nip)}" if signatory.nip else "",
    }


def chair_signature(docket: Docket) -> Json:
    chair = docket.chair()
    return {
        "place": place_and_date(docket),
        "office": f"Ketua {panel_name(docket)},",
        "name": chair.name if chair else facts.DOTS,
        "nip": "",
    }


def place_and_date(docket: Stamped) -> str:
    """Return the place with an open date: the day of signing is not the program's to say."""
    return f"{docket.case.agency.seat}, {facts.DOTS} {docket.dated.year}"


def panel_name(docket: Stamped) -> str:
    """Return what the examiners are called: a selection panel tests JPT, a team everybody else."""
    return "Panitia Seleksi" if docket.case.event.assessed_level.is_jpt else "Tim Penguji"


def reviewer_title(reviewer: str) -> str:
    """Return the addressee of a letter to the reviewer."""
    named = {
        "KASN": "Ketua Komisi Aparatur Sipil Negara",
        "BKN": "Kepala Badan Kepegawaian Negara",
    }
    return named.get(reviewer, f"Pimpinan {reviewer}")


def event_facts(docket: Docket) -> list[list[str]]:
    """Return the lines that open a list or report."""
    event = docket.case.event
    return [
        ["Jenis", event.kind.istilah],
        ["Waktu", facts.period(event.starts_on, event.ends_on)],
        ["Tempat", event.venue],
        ["Posisi data", facts.long_date(event.data_on)],
    ]


def position_cell(title: str, unit: str) -> list[str]:
    """Return post and unit; the unit only where the post's title does not already name it."""
    return [title] if unit.casefold() in title.casefold() else [title, unit]


def person_cell(name: str, nip: str) -> list[str]:
    """Return name and NIP for a cell of two lines."""
    return [name, facts.grouped_nip(nip)]
