"""How sure each person's result is: intervals, ranges and probabilities beside the score of the rulebook."""

from collections.abc import Callable
from functools import partial
from typing import Any

from xlsxwriter import Workbook

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.margins import FairComponent, Interval, Margin
from selaras.core.outcome import OfficialResult, Results
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.results.page import FIRST_ROW, Column, Head, Page, Shown, drawn
from selaras.exchange.results.people import places, scored_officials
from selaras.exchange.writing.looks import Looks

# A thousand draws never make anything sure: the ends are shown as limits.
PERCENT = '[>=99.5]">99";[<0.5]"<1";0'
MOST_NAMES = 3
_PRINTED_AT = 70  # percent at which each part below fits on the width of a page
_BOXES = tuple(str(number) for number in range(1, 10))


def has_margins(results: Results) -> bool:
    return any(one.margin is not None for one in results.officials)


def beside(read: Callable[[Margin], Any]) -> Callable[[OfficialResult], Any]:
    """Return what reads a person's margin; nothing where there is none."""
    return lambda one: read(one.margin) if one.margin is not None else None


def interval(read: Callable[[Margin], Interval | None], band: str) -> list[Column]:
    """Return the two columns of an interval."""

    def end(name: str, margin: Margin) -> Any:
        return getattr(read(margin), name, None)

    return [
        (Head("Bawah", 9, band), beside(partial(end, "lower"))),
        (Head("Atas", 9, band), beside(partial(end, "upper"))),
    ]


def rank_range(margin: Margin) -> str:
    """Return the range of ranks in words; people whom no examiner links have none."""
    if margin.rank is None:
        return "Tidak dapat dibandingkan"
    best, worst = margin.rank.best, margin.rank.worst
    return str(best) if best == worst else f"{best}–{worst}"


def not_apart_from(one: OfficialResult, results: Results) -> str:
    """Return the names of the nearest who cannot be told apart, in order of rank, and how many more."""
    if one.margin is None:
        return ""
    by_nip = {other.nip: other for other in results.officials}
    others = [by_nip[nip] for nip in one.margin.not_apart_from]
    own = one.rank or 0
    near = sorted(others, key=lambda other: abs((other.rank or 0) - own))[:MOST_NAMES]
    kept = {other.nip for other in near}
    told = [other.name for other in others if other.nip in kept]
    rest = len(others) - len(told)
    return "; ".join([*told, f"dan {rest} lainnya"] if rest else told)


def percent(share: Any) -> Shown | None:
    """Return a probability in percent; nothing where it never happened."""
    return Shown(share, {"num_format": PERCENT}) if share else None


def draw_margins(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw, per person, how sure score, rank, categories, match, box and rated components are."""
    people = [one for one in scored_officials(results) if one.margin is not None]
    if not people:
        return
    page = Page(
        book,
        looks,
        "Ketelitian",
        "Ketelitian hasil",
        "Perkiraan: nilai yang diharapkan dari penguji dengan keketatan rata-rata. Rentang memuatnya dengan "
        "kemungkinan 95%. Nilai akhir menurut aturan tetap. Kosong: tidak ada atau tidak pernah terjadi.",
    )
    score = {"num_format": places(case), "bold": True}
    first: list[Column] = [
        (Head("Peringkat", 10), lambda one: one.rank),
        (Head("Nama", 30), lambda one: one.name),
        (Head("NIP", 23), lambda one: grouped_nip(one.nip)),
        (Head("Nilai akhir", 9), lambda one: Shown(one.score, score)),
        (Head("Perkiraan", 11, "Nilai"), beside(lambda margin: margin.expected)),
        *interval(lambda margin: margin.score, "Nilai"),
        (Head("Rentang peringkat", 12), beside(rank_range)),
        *_categories(case),
    ]
    second = [*_matches(people), *_boxes(people)]
    columns = [*first, *second, *_components(case, people)]
    page.table(*drawn(columns, people))
    page.break_before(sorted({len(first), len(first) + len(second)}), scale=_PRINTED_AT)
    for col, (head, _) in enumerate(columns):
        if head.band.startswith("Kemungkinan"):
            _shade(page, col, len(people))


def _categories(case: CaseFile) -> list[Column]:
    def share(category: v.Category, margin: Margin) -> Shown | None:
        return percent(margin.category_percents.get(category))

    found = (cut.category for cut in case.scheme.cuts)
    band = "Kemungkinan kategori (%)"
    return [(Head(one.istilah, 12, band), beside(partial(share, one))) for one in found]


def _matches(people: list[OfficialResult]) -> list[Column]:
    if all(one.margin is None or one.margin.match is None for one in people):
        return []

    def share(category: v.Category, margin: Margin) -> Shown | None:
        return percent(margin.match_percents.get(category))

    band = "Kesesuaian jabatan (%)"
    named = {name for one in people if one.margin for name in one.margin.match_percents}
    return [
        (Head("Hasil", 9, band), lambda one: one.match.percent if one.match else None),
        *interval(lambda margin: margin.match, band),
        *(
            (Head(one.istilah, 12, "Kemungkinan kategori kesesuaian (%)"), beside(partial(share, one)))
            for one in v.Category
            if one in named
        ),
    ]


def _boxes(people: list[OfficialResult]) -> list[Column]:
    """Return one column for every box that anybody may fall into."""

    def share(number: str, margin: Margin) -> Shown | None:
        return percent(margin.box_percents.get(number))

    met = {number for one in people if one.margin for number, part in one.margin.box_percents.items() if part}
    band = "Kemungkinan kotak (%)"
    return [(Head(one, 8, band), beside(partial(share, one))) for one in _BOXES if one in met]


def _components(case: CaseFile, people: list[OfficialResult]) -> list[Column]:
    names = {one.code: one.name for one in case.scheme.components}

    def part(code: v.ComponentCode, margin: Margin) -> FairComponent | None:
        return next((one for one in margin.components if one.component == code), None)

    def expected(code: v.ComponentCode, margin: Margin) -> Any:
        return getattr(part(code, margin), "expected", None)

    def around(code: v.ComponentCode, margin: Margin) -> Interval | None:
        return getattr(part(code, margin), "interval", None)

    measured = {each.component for one in people if one.margin for each in one.margin.components}
    columns: list[Column] = []
    for code in (code for code in names if code in measured):
        columns.append((Head("Perkiraan", 11, names[code]), beside(partial(expected, code))))
        columns += interval(partial(around, code), names[code])
    fixed = beside(lambda margin: ", ".join(names[code] for code in margin.fixed))
    return [*columns, (Head("Diambil apa adanya", 24), fixed)]


def _shade(page: Page, col: int, n_people: int) -> None:
    scale = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100}
    colors = {"min_color": "#ffffff", "max_color": "#9cc9c9"}
    page.sheet.conditional_format(FIRST_ROW, col, FIRST_ROW + n_people - 1, col, scale | colors)
