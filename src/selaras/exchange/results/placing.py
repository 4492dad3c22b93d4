"""Match of people with posts, and the talent map."""

from typing import Any

from xlsxwriter import Workbook

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.outcome import OfficialResult, Results
from selaras.core.vocabulary import grouped_nip
from selaras.exchange.results.page import FIRST_ROW, Head, Page, Shown
from selaras.exchange.results.people import scored_officials
from selaras.exchange.writing.looks import BRAND, BRAND_2, GOOD_2, GROUND, WARN_2, Looks

_PERFORMANCE = (v.PerformanceAxis.ABOVE, v.PerformanceAxis.MEETS, v.PerformanceAxis.BELOW)
_POTENTIAL = (v.PotentialAxis.LOW, v.PotentialAxis.MIDDLE, v.PotentialAxis.HIGH)


def draw_matches(book: Workbook, looks: Looks, case: CaseFile, results: Results) -> None:
    """Draw people against posts in percent."""
    people = scored_officials(results)
    if not people:
        return
    page = Page(
        book,
        looks,
        "Kesesuaian Jabatan",
        "Kesesuaian orang dengan jabatan (%)",
        "Tebal: jabatan sekarang. Tanda *: bukti kurang. Tanda ×: syarat wajib tidak terpenuhi. "
        "Kosong: tidak dihitung.",
    )
    posts = [one for one in case.positions if one.is_in_play]
    heads = [Head("Nama", 36), Head("NIP", 24), *(Head(f"{p.code} {p.title}", 16) for p in posts)]
    rows = []
    for one in people:
        rows.append([one.name, grouped_nip(one.nip), *(_percent(one, p.code) for p in posts)])
    page.table(heads, rows)
    page.sheet.conditional_format(
        FIRST_ROW,
        2,
        FIRST_ROW + len(rows) - 1,
        1 + len(posts),
        {
            "type": "3_color_scale",
            "min_color": "#f7d9d3",
            "mid_color": "#fdf1dc",
            "max_color": "#cfe8da",
            "mid_type": "num",
            "mid_value": 80,
            "min_type": "num",
            "min_value": 60,
            "max_type": "num",
            "max_value": 100,
        },
    )


def _percent(one: OfficialResult, post: v.PositionCode) -> Shown | None:
    match = one.fits.get(post)
    if match is None:
        return None
    signs = ("*" if match.is_thin else "") + ("×" if match.knocked_out_by else "")
    look: dict[str, Any] = {"num_format": f'0.00"{signs}"' if signs else "0.00"}
    if one.position == post:
        look["bold"] = True
    return Shown(match.percent, look)


def draw_talent_map(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw the nine boxes with names, and below them the table."""
    people = [one for one in results.officials if one.box is not None]
    if not people:
        return
    page = Page(
        book,
        looks,
        "Peta Talenta",
        "Peta talenta",
        "Kinerja dari atas ke bawah, potensi dari kiri ke kanan; penomoran menurut PermenPANRB 3/2020.",
    )
    sheet = page.sheet
    sheet.write_string(3, 0, "Kinerja \\ Potensi", looks.needed)
    for col, potential in enumerate(_POTENTIAL, start=1):
        sheet.write_string(3, col, potential.istilah, looks.needed)
    for row, performance in enumerate(_PERFORMANCE, start=4):
        crowd = max(len(_inside(people, performance, one)) for one in _POTENTIAL)
        sheet.set_row(row, max(90, 14 * (crowd + 2)))
        sheet.write_string(row, 0, performance.istilah, looks.needed)
        for col, potential in enumerate(_POTENTIAL, start=1):
            inside = _inside(people, performance, potential)
            sheet.write_string(row, col, _box_text(inside), _box_look(looks, row - 4, col - 1))
    sheet.set_column(0, 0, 24, looks())
    sheet.set_column(1, 3, 44, looks())
    sheet.freeze_panes(4, 1)


def draw_talent_details(book: Workbook, looks: Looks, results: Results) -> None:
    """Draw the table under the map: box, both axes, what to do."""
    people = [(one, one.box) for one in results.officials if one.box is not None]
    if not people:
        return
    page = Page(book, looks, "Rincian Talenta", "Rincian peta talenta", "Diurutkan dari kotak tertinggi.")
    heads = [
        Head("Nama", 30),
        Head("NIP", 23),
        Head("Kotak", 8),
        Head("Kinerja", 20),
        Head("Potensi", 12),
        Head("Nilai kinerja", 11),
        Head("Nilai potensi", 11),
        Head("Tindak lanjut", 60),
    ]
    rows = [
        [
            one.name,
            grouped_nip(one.nip),
            box.number,
            box.performance.istilah,
            box.potential.istilah,
            box.performance_points,
            box.potential_points,
            "\n".join(box.actions),
        ]
        for one, box in sorted(people, key=lambda pair: -pair[1].number)
    ]
    page.table(heads, rows)


def _inside(
    people: list[OfficialResult], performance: v.PerformanceAxis, potential: v.PotentialAxis
) -> list[OfficialResult]:
    wanted = (performance, potential)
    return [p for p in people if p.box and (p.box.performance, p.box.potential) == wanted]


def _box_text(inside: list[OfficialResult]) -> str:
    if not inside:
        return "–"
    number = inside[0].box.number if inside[0].box else 0
    names = "\n".join(f"• {one.name}" for one in inside)
    return f"Kotak {number}: {len(inside)} orang\n{names}"


def _box_look(looks: Looks, row: int, col: int) -> Any:
    # From lower left to upper right: ground, warm, green; the words carry the meaning, not the colour.
    shade = (GROUND, WARN_2, BRAND_2, GOOD_2, GOOD_2)[col + (2 - row)]
    return looks(
        bg_color=shade, text_wrap=True, valign="top", align="left", indent=1, border=1, border_color=BRAND
    )
