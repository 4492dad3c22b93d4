"""How an agency prints its papers: letterhead, format, margins, signatory, copies, patterns of numbers."""

import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from selaras.actions.access import Actor, may
from selaras.core.errors import CoreError
from selaras.documents.printing.dressing import FACES, MARGINS, PAGES, Dress
from selaras.records import models as rows

# How long each text may be: as much as fits its place on the paper.
LONGEST: Mapping[str, int] = {
    "agency": 80,
    "office": 80,
    "address": 120,
    "contact": 140,
    "place": 60,
    "signatory_office": 120,
    "signatory": 120,
}
MOST_COPIES = 12
_LONGEST_COPY = 120
_LONGEST_PATTERN = 100
_PLACES = re.compile(r"\{[^}]*\}?")
_KNOWN_PLACES = {"{serial}", "{year}", "{month}"}
_NIP = re.compile(r"[0-9]{18}")


def dress_agency(agency: str, dress: Dress, *, patterns: Mapping[str, str], actor: Actor) -> None:
    """Keep how an agency prints; the crest is kept apart, with the colours of its pages.

    patterns : of letter numbers by the code of the paper; one that is empty follows the agency's own
    Raises ``letterhead_words``, ``letterhead_margin``, ``letterhead_nip``, ``style_pattern_wrong``.
    """
    if not may(actor.roles, "agency", "style"):
        raise CoreError("not_permitted", actor=actor.name, verb="style")
    _check(dress)
    for code, pattern in patterns.items():
        if pattern and not _is_pattern(pattern):
            raise CoreError("style_pattern_wrong", got=pattern, field=f"pattern_{code}")
    with transaction.atomic():
        owner = rows.Agency.objects.get(code=agency)
        style, _ = rows.AgencyStyle.objects.get_or_create(agency=owner)
        style.settings = {
            **style.settings,
            "paper": _told(dress),
            "patterns": {code: one for code, one in patterns.items() if one},
        }
        style.save()


def _check(dress: Dress) -> None:
    for field, most in LONGEST.items():
        words = str(getattr(dress, field))
        lines = words.split("\n")
        is_long = len(words) > most or len(lines) > (2 if field == "signatory_office" else 1)
        if is_long or any(not line.isprintable() for line in lines):
            raise CoreError("letterhead_words", field=field, most=most)
    if dress.page not in PAGES or dress.face not in FACES:
        raise CoreError("letterhead_words", field="page", most=2)
    if bool(dress.signatory) != bool(dress.signatory_office):
        field = "signatory_office" if dress.signatory else "signatory"
        raise CoreError("letterhead_words", field=field, most=LONGEST[field])
    if dress.signatory_nip and not _NIP.fullmatch(dress.signatory_nip):
        raise CoreError("letterhead_nip", field="signatory_nip")
    if len(dress.copies) > MOST_COPIES or any(
        len(one) > _LONGEST_COPY or not one.isprintable() for one in dress.copies
    ):
        raise CoreError("letterhead_words", field="copies", most=_LONGEST_COPY)
    if dress.margins is not None:
        for got, (side, (least, most)) in zip(dress.margins, MARGINS.items(), strict=True):
            if not least <= got <= most:
                raise CoreError("letterhead_margin", field=f"margin_{side}", got=got, least=least, most=most)


def _is_pattern(pattern: str) -> bool:
    """Return whether a pattern has the serial's place and no place that is not known.

    >>> _is_pattern("800/{serial}/BKD/{year}"), _is_pattern("800/BKD"), _is_pattern("{serial}/{tahun}")
    (True, False, False)
    """
    places = _PLACES.findall(pattern)
    fits = "{serial}" in places and set(places) <= _KNOWN_PLACES
    return fits and pattern.isprintable() and len(pattern) <= _LONGEST_PATTERN


def _told(dress: Dress) -> dict[str, Any]:
    return {
        **{name: getattr(dress, name) for name in LONGEST},
        "is_crest_for_officer": dress.is_crest_for_officer,
        "page": dress.page,
        "face": dress.face,
        "margins": None if dress.margins is None else list(dress.margins),
        "signatory_nip": dress.signatory_nip,
        "copies": list(dress.copies),
    }
