"""The colours of the pages, read from their stylesheet: what is read on what keeps 7 : 1, whoever chose."""

import re
from pathlib import Path
from random import Random

import pytest

import selaras.web.office
from selaras.actions.office.events.styling import LEAST_CONTRAST, SURFACES, contrast_of, lighter, readable

SHEET = Path(selaras.web.office.__file__).parent / "static" / "office" / "selaras.css"
# What is written, and on what it may stand.
PAIRS = {
    "ink": ("paper", "ground", "quiet", "brand-2", "good-2", "warn-2", "bad-2"),
    "ink-2": ("paper", "ground", "quiet"),
    "brand": ("paper", "ground", "brand-2"),
    "brand-deep": ("paper",),
    "on-brand": ("brand", "brand-deep"),
    "good": ("paper", "good-2"),
    "warn": ("paper", "warn-2"),
    "bad": ("paper", "bad-2"),
}


def tokens(sheet: str) -> dict[str, str]:
    root = sheet[sheet.index(":root {") : sheet.index("}", sheet.index(":root {"))]
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})\b", root))
    return {
        name: one if len(one) == 7 else "#" + "".join(2 * sign for sign in one[1:])
        for name, one in found.items()
    }


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 writes it down; a second writing of it, by hand."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def too_pale(sheet: str) -> list[str]:
    known = tokens(sheet)
    return [
        f"{words} on {ground}: {contrast(known[words], known[ground]):.2f}"
        for words, grounds in PAIRS.items()
        for ground in grounds
        if contrast(known[words], known[ground]) < LEAST_CONTRAST
    ]


def test_every_pair_of_colours_that_is_read_keeps_seven_to_one() -> None:
    assert too_pale(SHEET.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("paler", ["--ink-2: #67757f", "--good: #2a8a5c", "--brand: #2f7c8c"])
def test_a_paler_colour_is_found(paler: str) -> None:
    name = paler.split(":")[0]
    sheet = re.sub(rf"{name}: #[0-9a-f]+", paler, SHEET.read_text(encoding="utf-8"), count=1)

    assert too_pale(sheet) != []


def test_an_agencys_colours_are_measured_on_the_surfaces_that_pages_have() -> None:
    known = tokens(SHEET.read_text(encoding="utf-8"))

    assert (known["paper"], known["ground"]) == SURFACES


def test_any_colour_becomes_one_that_keeps_seven_to_one_wherever_it_stands() -> None:
    chance = Random("colours")
    for _ in range(300):
        brand = readable(f"#{chance.randrange(1 << 24):06x}")

        assert contrast_of(brand) >= LEAST_CONTRAST
        assert min(contrast(brand, one) for one in (*SURFACES, lighter(brand))) == pytest.approx(
            contrast_of(brand)
        )
