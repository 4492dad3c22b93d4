"""How an agency prints its papers, as it last said."""

from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from selaras.queries.office.styles import crest_of, style_of

if TYPE_CHECKING:
    from selaras.documents.printing.dressing import Dress

PNG = "image/png"


def dress_of(agency: str) -> "Dress":
    """Return an agency's letterhead and format; what it never said stays as the ledger tells it."""
    from selaras.documents.printing.crests import drawn_crest
    from selaras.documents.printing.dressing import Dress

    kept: Mapping[str, Any] = style_of(agency).get("paper", {})
    told = {one.name: kept[one.name] for one in fields(Dress) if one.name in kept}
    if told.get("margins") is not None:
        told["margins"] = tuple(told["margins"])
    found = crest_of(agency)
    crest = b""
    if found is not None:
        content, media_type = found
        # Crests that were handed in before they were drawn anew.
        crest = content if media_type == PNG else drawn_crest(content)
    return Dress(**{**told, "copies": tuple(told.get("copies", ())), "crest": crest})


def patterns_of(agency: str) -> Mapping[str, str]:
    """Return the patterns of letter numbers that an agency set for single kinds of papers."""
    found = style_of(agency).get("patterns", {})
    return found if isinstance(found, dict) else {}
