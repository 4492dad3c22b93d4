"""The matrix of people and posts: every match, who is seated where, and why a cell is closed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from selaras.core.outcome import Reason
from selaras.core.placement.offer import Pair
from selaras.core.rules import Finding
from selaras.documents import facts, office
from selaras.documents.charts.lettering import shortened, width_of
from selaras.documents.content.placing.matrix_ground import Kind, ground
from selaras.documents.content.placing.shown import Shown

# At most so many on one page; a larger event is laid out over several.
_MOST_ROWS, _MOST_COLUMNS = 48, 50
_ON_A4 = (26, 22)  # rows and columns that still read well on the smaller paper
# Room across and down, beside the rows and above the columns, in points.
_ROOM = {"a3": (1116.0, 520.0, 130.0, 159.0), "a4": (762.0, 266.0, 125.0, 130.0)}
_KEY = (21.0, 10.5)
_KEYS = {
    "seat": Kind(seat=True, own=False, mark="", tint=0),
    "own": Kind(seat=False, own=True, mark="", tint=2),
    "tint1": Kind(seat=False, own=False, mark="", tint=1),
    "tint2": Kind(seat=False, own=False, mark="", tint=2),
    "tint3": Kind(seat=False, own=False, mark="", tint=3),
    "shut": Kind(seat=False, own=False, mark=" ", tint=0),
}
# What has room in two upright lines, and beside a row.
_TITLE, _TITLE_ROOM = 6.6, 240.0
_NAME, _NAME_ROOM = 8.0, 120.0
_SMALLER = 0.82  # codes of closed cells beside figures
# From this percent on, a tint; the figure itself stands in every cell.
_TINTS = (Decimal(70), Decimal(80), Decimal(90))
_OF_RULES: Mapping[str, str] = {
    "MUT-LEVEL": "J",
    "MUT-132-MIN2": "2T",
    "MUT-2Y-BAN": "2T",
    "MUT-LT2Y-SE19": "2T",
    "MUT-190-GENERAL": "2T",
    "MUT-5Y": "5T",
    "ELIG-POST-EDU": "P",
    "ELIG-POST-FIELD": "B",
    "ELIG-POST-RANK": "G",
    "ELIG-POST-EXP": "L",
    "ELIG-JPTP-AGE": "U",
    "ELIG-RETIRE": "U",
    "ELIG-REMAINING": "U",
}
_OF_CODES: Mapping[str, str] = {
    "not_a_participant": "X",
    "below_the_mark": "K",
    "performance_below": "K",
    "knocked_out": "W",
    "no_standard": "S",
    "no_level": "S",
    "not_in_play": "–",
    "not_among_three": "3",
    "banned": "M",
}
_CODE_WORDS: Mapping[str, str] = {
    "X": "tidak dinilai dalam kegiatan ini",
    "K": "di bawah batas kelulusan atau kinerja di bawah ekspektasi: dikembangkan dahulu",
    "W": "syarat wajib kompetensi belum terpenuhi",
    "S": "tanpa standar atau tanpa bukti kompetensi",
    "–": "tidak diisi dalam kegiatan ini",
    "3": "bukan tiga calon terbaik pada seleksi terbuka",
    "M": "atas permintaan pejabat pembina kepegawaian",
}


def matrices(one: Shown) -> list[office.Json]:
    """Return the pages of the matrix, each a part of rows and columns that reads well."""
    n, m = len(one.cast.people), len(one.posts)
    paper = "a4" if n <= _ON_A4[0] and m <= _ON_A4[1] else "a3"
    return [
        _page(one, rows, columns, paper=paper)
        for rows in _parts(n, _MOST_ROWS)
        for columns in _parts(m, _MOST_COLUMNS)
    ]


def _parts(count: int, most: int) -> list[range]:
    """Return consecutive parts, as equal as can be and none longer than allowed.

    >>> _parts(100, 48)
    [range(0, 34), range(34, 67), range(67, 100)]
    """
    pages = max(1, -(-count // most))
    ends = [-(-count * k // pages) for k in range(pages + 1)]
    return [range(first, end) for first, end in pairwise(ends)]


def _page(one: Shown, rows: range, columns: range, *, paper: str) -> office.Json:
    marks = closing_marks(one)
    used = {marks[row, column] for row in rows for column in columns if (row, column) in marks}
    kinds = [[_kind(one, row, column, marks) for column in columns] for row in rows]
    size = _sizes(len(rows), len(columns), paper=paper)
    return {
        "paper": paper,
        **size,
        "finding": _finding(one),
        "heads": [
            [one.posts[column].code, shortened(one.cast.post(column), room=_TITLE_ROOM, size=_TITLE)]
            for column in columns
        ],
        "names": [shortened(one.cast.people[row].name, room=_NAME_ROOM, size=_NAME) for row in rows],
        **_words_upon(one, rows, columns, kinds, wide=size["wide"], size=size["size"]),
        "ground": ground(kinds, wide=size["wide"], high=size["high"]),
        "keys": {name: ground([[kind]], wide=_KEY[0], high=_KEY[1]) for name, kind in _KEYS.items()},
        "legend": [[mark, words] for mark, words in _legend(one, marks).items() if mark in used],
    }


def _words_upon(
    one: Shown, rows: range, columns: range, kinds: Sequence[Sequence[Kind]], *, wide: float, size: float
) -> office.Json:
    """Return the words of the cells: row, column, words, and where they begin in units of their size."""
    upon: dict[str, list[list[object]]] = {"open": [], "shut": [], "seats": []}
    for n, row in enumerate(rows):
        for k, column in enumerate(columns):
            kind = kinds[n][k]
            if kind.mark and not kind.seat:
                upon["shut"].append([n, k, kind.mark, _begin(kind.mark, wide, size * _SMALLER)])
            else:
                words = facts.number(one.cast.matches.get((row, column)), 1)
                begin = _begin(words, wide, size, bold=kind.seat)
                upon["seats" if kind.seat else "open"].append([n, k, words, begin])
    return {**upon, "smaller": _SMALLER}


def _begin(words: str, wide: float, size: float, *, bold: bool = False) -> float:
    """Return where centred words begin, in units of their size."""
    return round((wide / size - width_of(words, size=1.0, bold=bold)) / 2, 3)


def _sizes(n: int, m: int, *, paper: str) -> dict[str, float]:
    """Return the sizes of a page's matrix in points, from what the paper has room for."""
    across, down, label, head = _ROOM[paper]
    wide, high = min((across - label) / m, 42.0), min(down / n, 20.0)
    return {
        "label": label,
        "head": head,
        "wide": round(wide, 2),
        "high": round(high, 2),
        "size": round(max(4.6, min(8.4, high * 0.62, wide * 0.36)), 2),
    }


def _finding(one: Shown) -> str:
    n_open = int(one.offer.instance.open.sum())
    every = len(one.cast.people) * len(one.posts)
    n_seated = sum(1 for seat in one.offer.seats if seat.post >= 0)
    return (
        f"Kesesuaian {len(one.cast.people)} pejabat dengan {len(one.posts)} jabatan, dalam persen: "
        f"{facts.number(n_open, 0)} dari {facts.number(every, 0)} pasangan terbuka, {n_seated} di antaranya "
        "diusulkan."
    )


def _kind(one: Shown, row: int, column: int, marks: Mapping[Pair, str]) -> Kind:
    match = one.cast.matches.get((row, column))
    return Kind(
        seat=one.offer.seats[row].post == column,
        own=one.cast.home[row] == column,
        mark=marks.get((row, column), ""),
        tint=sum(1 for least in _TINTS if match is not None and match >= least),
    )


def closing_marks(one: Shown) -> dict[Pair, str]:
    """Return the short code of what closes each closed pair."""
    others = _numbered(one)
    return {pair: _mark(reasons[0], others) for pair, reasons in one.offer.problem.closed.items() if reasons}


def _numbered(one: Shown) -> dict[str, str]:
    """Return codes for rules that have none of their own, in the order of their names."""
    firsts = (reasons[0] for reasons in one.offer.problem.closed.values() if reasons)
    names = {each.rule for each in firsts if isinstance(each, Finding)} - set(_OF_RULES)
    return {name: f"A{k}" for k, name in enumerate(sorted(names), start=1)}


def _mark(reason: Finding | Reason, others: Mapping[str, str]) -> str:
    if isinstance(reason, Finding):
        return _OF_RULES.get(reason.rule) or others[reason.rule]
    return _OF_CODES[reason.code]


def _legend(one: Shown, marks: Mapping[Pair, str]) -> dict[str, str]:
    """Return the meaning of every code: ours in words, a rule's in its own statement with the article."""
    told: dict[str, dict[str, None]] = {}
    for pair, mark in marks.items():
        reason = one.offer.problem.closed[pair][0]
        if isinstance(reason, Finding):
            words = f"{reason.statement_id.rstrip('.')} [{reason.article}]"
        else:
            words = _CODE_WORDS[mark]
        told.setdefault(mark, {})[words] = None
    return {mark: "; ".join(words) for mark, words in sorted(told.items())}


def marks_of_codes() -> Mapping[str, str]:
    """Return the short code of every closing code, each of which has its words."""
    return {code: _CODE_WORDS[mark] for code, mark in _OF_CODES.items()}
