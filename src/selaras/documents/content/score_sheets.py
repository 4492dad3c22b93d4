"""Lembar penilaian kosong: one file per examiner, one sheet per participant."""

from collections.abc import Iterable
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core import vocabulary as v

from selaras.core.dossier import ExpectedSheet
from selaras.core.scheme import Criterion
from selaras.documents import facts, office
from selaras.documents.docket import Docket

_FORM_CODE_LENGTH = 8
# A digit box takes any mark; more ovals than this would no longer be told apart on paper.
_MOST_OVALS = 7
# Rows that are never torn apart by the end of a page.
_ROWS_TOGETHER = 4


def content(
    docket: Docket,
    *,
    examiner: c.Examiner,
    sheets: Iterable[ExpectedSheet],
    forms: Iterable[office.Json],
) -> office.Json:
    own = list(sheets)
    used = _in_order(docket, {one.method for one in own})
    disclosed = {one.nip for one in own if one.disclosed}
    return {
        **office.paper(docket, title="Lembar Penilaian", is_result=False),
        "examiner": {
            "code": examiner.code,
            "name": examiner.name,
            "role": examiner.role.istilah,
            "institution": examiner.institution,
        },
        "period": facts.period(docket.case.event.starts_on, docket.case.event.ends_on),
        "forms": {
            one["method"]: {"name": one["name"], "code": one["code"], "n_chunks": len(one["chunks"])}
            for one in forms
        },
        "sheets": [
            {
                "forms": [m.value for m in used if (one.nip, m) in {(s.nip, s.method) for s in own}],
                "number": f"{examiner.code}-{one.code}",
                "code": one.code,
                "name": one.name,
                "nip": facts.grouped_nip(one.nip),
                "position": one.position_title,
                "disclosed": one.nip in disclosed,
            }
            for one in docket.results.officials
            if one.nip in {sheet.nip for sheet in own}
        ],
    }


def forms(docket: Docket, methods: Iterable[v.Method]) -> list[office.Json]:
    """Return the form of each method: its criteria with anchors, which all sheets share."""
    return [_form(docket, one) for one in _in_order(docket, set(methods))]


def _in_order(docket: Docket, methods: set[v.Method]) -> list[v.Method]:
    leaves = dict.fromkeys(one.method for one in docket.leaves())
    return [one for one in leaves if one is not None and one in methods]


def _form(docket: Docket, method: v.Method) -> office.Json:
    criteria = docket.case.scheme.criteria_of(method)
    code = docket.case.scheme.form_digest(method)[:_FORM_CODE_LENGTH].upper()
    return {
        "method": method.value,
        "name": method.istilah,
        "code": f"{code[:4]} {code[4:]}",
        "chunks": [
            [_criterion(one) for one in criteria[start : start + _ROWS_TOGETHER]]
            for start in range(0, len(criteria), _ROWS_TOGETHER)
        ],
    }


def _criterion(one: Criterion) -> office.Json:
    words = {anchor.mark: anchor.words for anchor in one.anchors}
    marks = one.marks or _whole_marks(one)
    scale = f"{facts.plain(one.lowest)}–{facts.plain(one.highest)}"
    return {
        "name": one.name,
        "weight": facts.weight(one.weight),
        "scale": scale,
        "ovals": [{"mark": facts.plain(mark), "words": words.get(mark, "")} for mark in marks],
        "anchors": [
            {"mark": facts.plain(mark), "words": words[mark]} for mark in sorted(words, reverse=True)
        ],
    }


def _whole_marks(one: Criterion) -> tuple[Decimal, ...]:
    if one.lowest is None or one.highest is None:
        return ()
    if one.highest - one.lowest >= _MOST_OVALS:
        return ()
    return tuple(one.lowest + n for n in range(int(one.highest - one.lowest) + 1))
