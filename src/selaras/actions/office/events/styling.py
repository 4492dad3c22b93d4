"""How an agency's pages look, its colour and crest, and by which pattern its letters are numbered."""

import hashlib
import re

from django.db import transaction

from selaras.actions.access import Actor, may
from selaras.core.errors import CoreError
from selaras.documents.printing.crests import drawn_crest
from selaras.outside.clock import Clock
from selaras.records import models as rows
from selaras.records.office.uploads import UploadKind

LEAST_CONTRAST = 7.0  # WCAG 2.2, 1.4.6: what a body text asks, at arm's length and in bad light
SURFACES = ("#ffffff", "#f3f6f6")  # --paper and --ground of selaras.css
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def contrast_of(brand: str) -> float:
    """Return the lowest contrast that a colour has on any page, from 1 to 21 (WCAG 2.2).

    White stands on it; it stands itself on paper, on the ground of a page, and on its own tint.

    >>> round(contrast_of("#0f4c5c"), 1), round(contrast_of("#777777"), 1)
    (8.1, 4.0)
    """
    own = _luminance(_parts(brand)) + 0.05
    return min((_luminance(_parts(one)) + 0.05) / own for one in (*SURFACES, lighter(brand)))


def readable(brand: str) -> str:
    """Return the same colour so much darker that it can be read wherever it stands.

    >>> readable("#0f4c5c"), readable("#d02020")
    ('#0f4c5c', '#981717')
    """
    parts = _parts(brand)
    told = ("#" + "".join(f"{one * (64 - step) // 64:02x}" for one in parts) for step in range(65))
    return next(one for one in told if contrast_of(one) >= LEAST_CONTRAST)


def darker(colour: str) -> str:
    """Return a colour a third darker, for what is pointed at.

    >>> darker("#0f4c5c")
    '#0a323d'
    """
    return "#" + "".join(f"{one * 2 // 3:02x}" for one in _parts(colour))


def lighter(colour: str) -> str:
    """Return a tint on which the colour itself can be read.

    >>> lighter("#0f4c5c")
    '#e7eeef'
    """
    return "#" + "".join(f"{255 - (255 - one) // 10:02x}" for one in _parts(colour))


def style_agency(
    agency: str,
    *,
    brand: str,
    letter_pattern: str,
    crest: bytes,
    account: int,
    actor: Actor,
    clock: Clock,
) -> None:
    """Keep how an agency looks; a colour that cannot be read is refused, with the nearest one that can.

    crest : a picture (PNG, JPEG or SVG), which is drawn anew; empty leaves the one that is there
    """
    if not may(actor.roles, "agency", "style"):
        raise CoreError("not_permitted", actor=actor.name, verb="style")
    if not _COLOUR.fullmatch(brand):
        raise CoreError("style_colour_wrong", got=brand)
    contrast = contrast_of(brand)
    if contrast < LEAST_CONTRAST:
        raise CoreError(
            "style_contrast_low",
            got=f"{contrast:.1f}",
            least=f"{LEAST_CONTRAST:g}",
            instead=readable(brand),
        )
    if letter_pattern and "{serial}" not in letter_pattern:
        raise CoreError("style_pattern_wrong", got=letter_pattern)
    picture = drawn_crest(crest) if crest else b""
    with transaction.atomic():
        owner = rows.Agency.objects.get(code=agency)
        style, _ = rows.AgencyStyle.objects.get_or_create(agency=owner)
        style.settings = {
            **style.settings,
            "brand": brand,
            "letter_pattern": letter_pattern,
        }
        style.save()
        if picture:
            old = rows.Upload.objects.filter(agency=owner, kind=UploadKind.CREST.value, superseded_at=None)
            old.update(superseded_at=clock.now())
            rows.Upload.objects.create(
                agency=owner,
                kind=UploadKind.CREST.value,
                file_name="lambang",
                media_type="image/png",
                sha256=hashlib.sha256(picture).hexdigest(),
                content=picture,
                uploaded_by_id=account,
                uploaded_at=clock.now(),
            )


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(parts: tuple[int, int, int]) -> float:
    """Return the relative luminance of a colour in sRGB."""
    straight = [
        one / 255 / 12.92 if one / 255 <= 0.04045 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in parts
    ]
    return 0.2126 * straight[0] + 0.7152 * straight[1] + 0.0722 * straight[2]
