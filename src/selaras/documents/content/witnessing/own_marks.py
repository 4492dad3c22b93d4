"""Rekap nilai saya: what the ledger holds as one examiner's marks, to be compared with what was really given.

A page that lies to the examiner can make a tablet sign other marks. Only the examiner's own eye finds that,
so the list is on paper, and the sentence above it says what to compare it with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.entries import person_codes
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import IMPORT_DEVICE
from selaras.core.points import form_points
from selaras.core.scheme import Component, Criterion
from selaras.documents import facts, office
from selaras.documents.content.witnessing import daily
from selaras.documents.docket import ChainHead, Stamped

CODE = "rekap-nilai-saya"
COMPARE = (
    "Daftar ini memuat semua nilai yang tercatat atas nama Bapak/Ibu di dalam buku induk. Bandingkan setiap "
    "angka dengan lembar atau catatan Bapak/Ibu sendiri, bukan dengan layar tablet. Bila semuanya sama "
    "dengan yang Bapak/Ibu berikan, mohon ditandatangani. Bila ada satu saja yang berbeda, jangan "
    "ditandatangani: lingkari angka itu dan sampaikan kepada ketua serta Inspektorat pada hari yang sama."
)
IMPORTED_HEAD = (
    "Nilai ini dicatat dari berkas impor, bukan dikirim dari tablet Bapak/Ibu. Sidik di bawah ini adalah "
    "sidik catatan terakhir yang memuat nilai Bapak/Ibu."
)
NO_EVIDENCE = "t.b."
# Signs that a narrow column holds; widths in hundredths of a centimetre; above the last the page is turned.
_SHORT, _NARROW, _BROAD, _UPRIGHT = 4, 72, 115, 1150


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One component that the panel marks, and the criteria that it reads."""

    leaf: Component
    method: v.Method
    criteria: tuple[Criterion, ...]


def content(docket: Stamped, examiner: c.Examiner) -> office.Json | None:
    """Return the list of one examiner's marks; None for who gave none."""
    own = {(one.nip, one.method): one for one in docket.case.rating_sheets if one.examiner == examiner.code}
    if not own:
        return None
    forms = [one for one in _forms(docket.case) if any(method is one.method for _, method in own)]
    rows = _rows(docket.case, forms, own)
    widths = _widths(rows)
    stamp = docket.stamp
    return {
        **office.paper(
            docket,
            title="Rekap Nilai Saya",
            subtitle=docket.case.event.title,
            is_result=True,
            confidential=office.only_for("penguji yang bersangkutan"),
        ),
        "examiner": {
            "code": examiner.code,
            "name": examiner.name,
            "role": examiner.role.istilah,
            "institution": examiner.institution,
        },
        "period": facts.period(docket.case.event.starts_on, docket.case.event.ends_on),
        "compare": COMPARE,
        "forms": [_form(one) for one in forms],
        "widths": [f"{width / 100:.2f}" for width in widths],
        "flipped": sum(widths) > _UPRIGHT,
        "rows": rows,
        "signs": f"{NO_EVIDENCE} = tidak ada bukti; {facts.NOTHING} = tidak ada lembar atau belum dinilai.",
        "counted": f"Jumlah lembar nilai Bapak/Ibu yang berlaku: {facts.number(len(own), 0)}.",
        "imported": IMPORTED_HEAD if stamp.imported else "",
        "chains": [_chain(one) for one in stamp.chains.get(examiner.code, ())],
        "root": list(facts.root_groups(stamp.root_hex)),
        "ledger": f"{stamp.origin}, {facts.number(stamp.size, 0)} catatan, {facts.clock_time(stamp.last_at)}",
        "command": daily.COMMAND,
        "signature": {
            "place": office.place_and_date(docket),
            "office": f"Penguji {examiner.code},",
            "name": examiner.name,
            "nip": "",
        },
    }


def _forms(case: c.CaseFile) -> list[_Form]:
    found = []
    for leaf in case.scheme.components:
        if leaf.method is not None and leaf.method.is_rated_by_panel:
            whole = case.scheme.criteria_of(leaf.method)
            read = tuple(one for one in whole if not leaf.criteria or one.code in leaf.criteria)
            found.append(_Form(leaf=leaf, method=leaf.method, criteria=read))
    return found


def _form(form: _Form) -> office.Json:
    return {
        "name": form.leaf.name,
        "codes": [one.code for one in form.criteria],
        "legend": "; ".join(f"{one.code} {one.name}" for one in form.criteria),
    }


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of every column after the name: narrow for marks such as 4 or 100."""
    columns = list(zip(*rows, strict=True))[2:]
    return [_NARROW if max(map(len, cells)) <= _SHORT else _BROAD for cells in columns]


def _rows(
    case: c.CaseFile, forms: Sequence[_Form], own: Mapping[tuple[v.Nip, v.Method], c.RatingSheet]
) -> list[list[str]]:
    codes = person_codes(case.officials, case.codes)
    marked = {nip for nip, _ in own}
    rows = []
    for person in case.officials:
        if person.nip in marked:
            cells = [
                cell for form in forms for cell in _cells(case, form, own.get((person.nip, form.method)))
            ]
            rows.append([codes[person.nip], person.name, *cells])
    return rows


def _cells(case: c.CaseFile, form: _Form, sheet: c.RatingSheet | None) -> list[str]:
    """Return each mark as it was given and what the sheet comes to, before any weight of its component."""
    if sheet is None:
        return [facts.NOTHING] * (len(form.criteria) + 1)
    marks = {one.criterion: (one.state, one.mark) for one in sheet.ratings}
    cells = []
    for one in form.criteria:
        state, mark = marks.get(one.code, (v.MarkState.NOT_SCORED, None))
        cells.append(NO_EVIDENCE if state is v.MarkState.NO_EVIDENCE else facts.plain(mark))
    try:
        total, _ = form_points(case.scheme, form.criteria, marks)
    except CoreError:
        # A form that is not complete yet comes to nothing, and says so by its empty cells.
        return [*cells, facts.NOTHING]
    return [*cells, facts.number(total)]


def _chain(head: ChainHead) -> office.Json:
    entries = f"{facts.number(head.n_entries, 0)} catatan"
    device = entries if head.device == IMPORT_DEVICE else f"Perangkat {head.device}, {entries}"
    return {"device": device, "digest": list(facts.digest_groups(head.digest))}
