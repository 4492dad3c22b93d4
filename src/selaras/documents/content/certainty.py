"""How sure a result is, for readers without statistics: ranges, chances, and differences without meaning."""

from decimal import Decimal

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.margins import Margin
from selaras.documents import chances, charts, facts, findings, office
from selaras.documents.content import recap
from selaras.documents.docket import Docket
from selaras.documents.illustrating import Picture, picture

_MOST_ROWS = 45  # people in one picture; more would not be legible on a page
_SURE = Decimal(95)
_WORTH_NAMING = Decimal(5)  # a box less likely than this is not named

UNCHANGED = (
    "Nilai menurut aturan tetap yang berlaku; rentang dan kemungkinan hanya menunjukkan ketelitiannya."
)


def section(docket: Docket) -> office.Json | None:
    """Return the report's section "Seberapa pasti hasil ini"; None where nothing was measured."""
    measured = docket.results.measured
    ranked = [one for one in docket.ranked() if one.margin is not None]
    if measured is None or not ranked:
        return None
    return {
        "unchanged": UNCHANGED,
        "meaning": _meaning(docket, ranked),
        "ranks": rank_pictures(docket),
        "groups": _groups(docket),
        "categories": _unsure_categories(docket, ranked),
    }


def _meaning(docket: Docket, ranked: list[o.OfficialResult]) -> list[str]:
    """Return what the ranges refer to, and what they leave out."""
    lines = [
        "Rentang 95% menunjukkan di mana nilai atau peringkat seorang peserta akan berada bila ia dinilai "
        "oleh penguji dengan keketatan rata-rata: selisih keketatan penguji, kesan umum penguji, dan jumlah "
        "nilai yang terbatas sudah diperhitungkan.",
        "Bila selisih dua peserta tidak bermakna, urutan keduanya dapat terbalik pada penilaian ulang; "
        "pilihan di antara keduanya sebaiknya bertumpu pada pertimbangan lain.",
    ]
    fixed = list(dict.fromkeys(code for one in ranked if one.margin for code in one.margin.fixed))
    if fixed:
        lines.append(_fixed_words(docket, fixed))
    return lines


def _fixed_words(docket: Docket, codes: list[v.ComponentCode]) -> str:
    names = {one.code: one.name.lower() for one in docket.case.scheme.components}
    told = facts.listed(names.get(code, code) for code in codes)
    return f"Komponen {told} diambil apa adanya, tanpa ketidakpastian di dalamnya."


def rank_pictures(docket: Docket) -> list[Picture]:
    """Return the rank intervals, in portions that stay legible."""
    ranked = docket.ranked()
    people = [
        charts.RankSpan(
            name=facts.bare_name(one.name),
            rank=facts.rank_label(one.rank, len(one.tied_with)),
            place=one.rank or len(ranked),
            span=_span(one.margin),
        )
        for one in ranked
    ]
    runs = _runs(docket)
    finding = findings.of_ranks(people, runs)
    made = []
    for start in range(0, len(people), _MOST_ROWS):
        part = people[start : start + _MOST_ROWS]
        moved = [charts.Alike(first=one.first - start, last=one.last - start) for one in runs]
        spec = charts.rank_intervals(part, moved, n_ranks=len(people))
        made.append(
            picture(spec, finding if start == 0 else "Lanjutan rentang peringkat.", how_to_read=_READ)
        )
    return made


_READ = (
    "Titik: peringkat menurut aturan. Batang: rentang 95% peringkat. Garis tegak di sebelah nama "
    "menghubungkan peserta yang selisih nilainya tidak bermakna."
)


def _span(margin: Margin | None) -> tuple[int, int] | None:
    return None if margin is None or margin.rank is None else (margin.rank.best, margin.rank.worst)


def _runs(docket: Docket) -> list[charts.Alike]:
    """Return the groups as rows of the ranking."""
    row_of = {one.nip: n for n, one in enumerate(docket.ranked())}
    measured = docket.results.measured
    groups = measured.groups if measured else ()
    rows = [[row_of[nip] for nip in group if nip in row_of] for group in groups]
    return [charts.Alike(first=min(one), last=max(one)) for one in rows if len(one) > 1]


def _groups(docket: Docket) -> str:
    """Return the groups by the ranks they reach over."""
    ranked = docket.ranked()
    runs = _runs(docket)
    if not runs:
        return "Selisih nilai antara semua peserta bermakna."
    told = "; ".join(f"{_rank(ranked[one.first])}–{_last_rank(ranked[one.last])}" for one in runs)
    return f"Selisih nilai tidak bermakna di dalam tiap kelompok peringkat berikut: {told}."


def _rank(one: o.OfficialResult) -> int:
    return one.rank or 0


def _last_rank(one: o.OfficialResult) -> int:
    return _rank(one) + len(one.tied_with)


def _unsure_categories(docket: Docket, ranked: list[o.OfficialResult]) -> Picture | None:
    """Return the bars of those whose category is not sure; None where all are."""
    order = [cut.category for cut in docket.case.scheme.cuts]
    people = [
        charts.Chances(
            name=facts.bare_name(one.name),
            percents=[one.margin.category_percents.get(each, Decimal(0)) for each in order],
            told=chances.in_percent(one.margin.pass_percent),
        )
        for one in ranked
        if one.margin is not None and max(one.margin.category_percents.values(), default=_SURE) < _SURE
    ]
    if not people:
        return None
    # The others stand in the table of ranks.
    shown = people[:_MOST_ROWS]
    spec = charts.category_bars(shown, [one.istilah for one in order], head="Kemungkinan lulus")
    cut = f"Ditampilkan {len(shown)} orang dengan peringkat tertinggi." if len(shown) < len(people) else ""
    return picture(spec, findings.of_categories(people, n_all=len(ranked)), how_to_read=cut)


def score_lines(docket: Docket, one: o.OfficialResult) -> list[str]:
    """Return score and, below it, its range."""
    told = [facts.number(one.score, docket.case.scheme.places)]
    return told if one.margin is None else [*told, chances.span(one.margin.score)]


def rank_lines(one: o.OfficialResult) -> list[str]:
    told = [facts.rank_label(one.rank, len(one.tied_with))]
    if one.margin is None or one.margin.rank is None:
        return told
    return [*told, f"({chances.ranks(one.margin.rank)})"]


def category_lines(one: o.OfficialResult) -> list[str]:
    told = [recap.short_category(one.category)]
    return told if one.margin is None else [*told, f"lulus {chances.in_percent(one.margin.pass_percent)}"]


def own_words(docket: Docket, result: o.OfficialResult) -> list[str]:
    """Return what a participant is told of how sure the own score is; no other person is named."""
    margin = result.margin
    if margin is None:
        return []
    n = len(docket.ranked())
    lines = [
        f"Nilai akhir menurut aturan {facts.number(result.score, docket.case.scheme.places)} tetap berlaku. "
        "Bila dinilai oleh penguji dengan keketatan rata-rata, nilai diperkirakan "
        f"{facts.number(margin.expected, 1)} (rentang 95% {chances.between(margin.score)})"
        f"{_rank_words(margin, n)}.",
        _category_words(docket, margin),
        _apart_words(margin, n),
    ]
    if margin.rank is None:
        lines.append(_NOT_LINKED)
    if margin.fixed:
        lines.append(_fixed_words(docket, list(margin.fixed)))
    return lines


_NOT_LINKED = (
    "Rentang peringkat tidak dapat dihitung, karena tidak semua peserta dihubungkan oleh penguji yang sama."
)


def _rank_words(margin: Margin, n: int) -> str:
    if margin.rank is None:
        return ""
    if margin.rank.best == margin.rank.worst:
        return f", dan peringkat {margin.rank.best} dari {n} peserta hampir pasti"
    return f" dan peringkat antara {margin.rank.best} dan {margin.rank.worst} dari {n} peserta"


def _category_words(docket: Docket, margin: Margin) -> str:
    order = [cut.category for cut in docket.case.scheme.cuts]
    named = [one for one in order if margin.category_percents.get(one, Decimal(0)) >= 1]
    told = facts.listed(
        f"{one.istilah} ({chances.out_of_hundred(margin.category_percents[one])})" for one in named
    )
    passing = margin.pass_percent
    lulus = f"Kemungkinan lulus {chances.out_of_hundred(passing)} ({chances.in_words(passing)})"
    return f"{lulus}; kemungkinan kategori: {told}."


def _apart_words(margin: Margin, n: int) -> str:
    count = len(margin.not_apart_from)
    if count == 0:
        return "Selisih nilai dengan semua peserta lain bermakna."
    total = n - 1
    others = f"semua peserta lain ({count} orang)" if count == total else f"{count} dari {total} peserta lain"
    return f"Selisih nilai dengan {others} tidak bermakna: urutannya dapat terbalik."


def match_words(margin: Margin | None) -> str:
    """Return how sure the match with the own post is; nothing where it rests on records alone."""
    if margin is None or margin.match is None or margin.match.lower == margin.match.upper:
        return ""
    likely = max(margin.match_percents.items(), key=lambda one: one[1], default=None)
    told = f"Rentang 95% JPM {chances.between(margin.match)}"
    if likely is None:
        return f"{told}."
    category, percent = likely
    return f"{told}; kemungkinan {recap.category_words(category)} {chances.out_of_hundred(percent)}."


def box_words(margin: Margin | None) -> str:
    """Return the chances of the boxes, the likeliest first."""
    if margin is None:
        return ""
    likely = sorted(margin.box_percents.items(), key=lambda one: (-one[1], one[0]))
    named = [(box, percent) for box, percent in likely if percent >= _WORTH_NAMING]
    if not named:
        return ""
    told = facts.listed(f"kotak {box} ({chances.out_of_hundred(percent)})" for box, percent in named)
    return f"Kemungkinan: {told}."
