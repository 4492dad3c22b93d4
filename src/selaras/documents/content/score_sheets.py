"""Lembar penilaian kosong: one file per examiner, one sheet per participant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """An empty sheet: which forms stand on it, and whether a relation was declared."""

    methods: tuple[v.Method, ...]
    disclosed: bool

    @property
    def key(self) -> str:
        return "+".join(one.value for one in self.methods) + ("+disclosed" if self.disclosed else "")


def blanks_by_person(docket: Docket, sheets: Iterable[ExpectedSheet]) -> dict[v.Nip, Blank]:
    """Return which empty sheet each of an examiner's participants gets, in the participants' order."""
    own = list(sheets)
    order = [one.method for one in docket.leaves()]
    found: dict[v.Nip, Blank] = {}
    for person in docket.results.officials:
        mine = [one for one in own if one.nip == person.nip]
        if mine:
            methods = sorted({one.method for one in mine}, key=order.index)
            disclosed = any(one.disclosed for one in mine)
            found[person.nip] = Blank(methods=tuple(methods), disclosed=disclosed)
    return found


def blank_content(docket: Docket, *, examiner: c.Examiner, blank: Blank) -> office.Json:
    """Return what is the same on the sheets of all participants."""
    return {
        **frame(docket),
        "examiner": {
            "code": examiner.code,
            "name": examiner.name,
            "role": examiner.role.istilah,
            "institution": examiner.institution,
        },
        "period": facts.period(docket.case.event.starts_on, docket.case.event.ends_on),
        "disclosed": blank.disclosed,
        "forms": [_form(docket, one) for one in blank.methods],
    }


def content(
    docket: Docket,
    *,
    examiner: c.Examiner,
    blanks: Mapping[v.Nip, Blank],
    pages: Mapping[str, int],
) -> office.Json:
    """Return what is laid over the empty sheets; ``pages`` says how many each of them has."""
    return {
        **frame(docket),
        "examiner": examiner.name,
        "pages": dict(pages),
        "sheets": [
            {
                "blank": blanks[one.nip].key,
                "number": f"{examiner.code}-{one.code}",
                "code": one.code,
                "name": one.name,
                "nip": facts.grouped_nip(one.nip),
                "position": one.position_title,
            }
            for one in docket.results.officials
            if one.nip in blanks
        ],
    }


def frame(docket: Docket) -> office.Json:
    """Return the frame that an empty sheet and what is laid over it share."""
    return office.paper(docket, title="Lembar Penilaian", is_result=False)


def _form(docket: Docket, method: v.Method) -> office.Json:
    criteria = docket.case.scheme.criteria_of(method)
    code = docket.lock.forms[method][:_FORM_CODE_LENGTH].upper()
    return {
        "name": method.istilah,
        "code": f"{code[:4]} {code[4:]}",
        "criteria": [_criterion(one) for one in criteria],
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
