"""The look of the sheets: few colours, much air, what may be typed in is white."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK = "#16212b"
INK_2 = "#4a5a68"
RULE = "#d9e0e5"
BRAND = "#0f4c5c"
BRAND_2 = "#e6f0f1"
GROUND = "#f4f6f5"
GOOD_2, WARN_2, BAD_2 = "#e3f3ea", "#fdf1dc", "#fbe9e7"
GOOD, WARN, BAD = "#1b6e4a", "#8a5300", "#a3231f"

FONT = "Arial"
DAY = "[$-421]d mmmm yyyy"  # Indonesian month names, whatever the computer's language
TWO_PLACES = "0.00"  # shown with a comma by an Indonesian office program
TEXT = "@"


def height_for(text: str, width: int) -> float:
    """Return a row's height for wrapped text in a column of some characters."""
    lines = sum(max(1, -(-len(line) * 11 // (10 * max(width - 2, 1)))) for line in text.split("\n"))
    return max(18.0, 13.5 * lines + 5)


class Looks:
    """Formats of one workbook, made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {}

    def __call__(self, **more: Any) -> Format:
        key = repr(sorted(more.items()))
        if key not in self._made:
            given = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **more}
            self._made[key] = self._book.add_format(given)
        return self._made[key]

    @property
    def title(self) -> Format:
        return self(bold=True, font_size=16, font_color=BRAND)

    @property
    def words(self) -> Format:
        return self(font_color=INK_2, text_wrap=True, valign="top")

    @property
    def beside(self) -> Format:
        return self(font_color=INK_2, text_wrap=True, indent=1)

    @property
    def hint(self) -> Format:
        return self(font_color=INK_2, font_size=8, text_wrap=True, valign="bottom", italic=True)

    @property
    def needed(self) -> Format:
        return self(
            indent=1,
            bold=True,
            font_color="#ffffff",
            bg_color=BRAND,
            text_wrap=True,
            border=1,
            border_color=RULE,
        )

    @property
    def welcome(self) -> Format:
        return self(
            indent=1,
            bold=True,
            font_color=BRAND,
            bg_color=BRAND_2,
            text_wrap=True,
            border=1,
            border_color=RULE,
        )

    @property
    def band(self) -> Format:
        return self(
            bold=True, font_color=BRAND, bg_color=BRAND_2, align="center", border=1, border_color=RULE
        )

    @property
    def own(self) -> Format:
        return self(
            indent=1,
            bold=True,
            font_color=INK,
            bg_color=WARN_2,
            text_wrap=True,
            border=1,
            border_color=RULE,
            locked=False,
        )

    @property
    def section(self) -> Format:
        return self(bold=True, font_size=11, font_color=BRAND, bottom=2, bottom_color=BRAND)

    def entry(
        self, num_format: str = "General", *, wrap: bool = False, shown: bool = False, centred: bool = False
    ) -> Format:
        """Return the look of a cell that is typed in; a shown one is grey."""
        more: dict[str, Any] = {"num_format": num_format, "border": 1, "border_color": RULE}
        more |= {"align": "center"} if centred else {"align": "left", "indent": 1}
        if wrap:
            more["text_wrap"] = True
        if shown:
            return self(**more, font_color=INK_2, bg_color=GROUND, locked=False)
        return self(**more, locked=False)
