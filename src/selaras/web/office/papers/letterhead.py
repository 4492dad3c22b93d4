"""Kop surat: how an agency prints its papers, with a sample beside the form."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.desk.letterhead import LONGEST, dress_agency
from selaras.core.errors import CoreError
from selaras.documents.printing.dressing import MARGINS, Dress
from selaras.documents.printing.sample import sample_png
from selaras.queries.office.desk.letterheads import PNG, dress_of, patterns_of
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say, sentence

# Kinds of papers that carry a number of their own, in the order of their files.
NUMBERED = (
    ("berita-acara", ("Berita acara rapat", "Minutes of the plenary")),
    ("surat-permohonan-rekomendasi", ("Surat permohonan rekomendasi", "Letter asking for a recommendation")),
    ("surat-pengantar", ("Surat pengantar", "Covering letter")),
    ("usul-pertek", ("Usul pertimbangan teknis", "Proposal for the technical consideration")),
    ("rancangan-sk", ("Keputusan pengangkatan", "Decree")),
    ("ba-pelantikan", ("Berita acara pelantikan", "Minutes of the inauguration")),
    ("spmt", ("Surat pernyataan melaksanakan tugas", "Statement of taking up the post")),
)


@page("agency", "style", post=("agency", "style"))
def settings(visit: Visit) -> HttpResponse:
    """Show letterhead, format, signatory, copies and patterns of numbers; POST keeps them."""
    agency = visit.visitor.agency
    kept = dress_of(agency)
    errors: dict[str, str] = {}
    typed = _typed(kept, patterns_of(agency))
    if visit.request.method == "POST":
        typed = {name: visit.request.POST.get(name, "") for name in typed}
        dress = _read(typed, kept, errors)
        patterns = {code: typed[f"pattern_{code}"].strip() for code, _ in NUMBERED}
        if dress is not None:
            try:
                dress_agency(agency, dress, patterns=patterns, actor=visit.actor)
            except CoreError as wrong:
                errors[str(wrong.facts.get("field", "agency"))] = sentence(wrong)
            else:
                messages.success(visit.request, say("Kop surat disimpan.", "The letterhead was saved."))
                return HttpResponseRedirect(reverse("agency_letterhead"))
    return visit.render(
        "papers/letterhead.html",
        {
            "typed": typed,
            "errors": errors,
            "has_crest": bool(kept.crest),
            "lines": [_line(name, told, typed, errors) for name, told in _LINES],
            "margins": [_margin(side, typed, errors) for side in MARGINS],
            "patterns": [_pattern(code, told, typed, errors) for code, told in NUMBERED],
            "signing": [_line(name, told, typed, errors) for name, told in _SIGNING],
        },
        status=422 if errors else 200,
    )


@page("agency", "style")
def sample(visit: Visit) -> HttpResponse:
    """Give a picture of a letter as the agency would print it now."""
    agency = visit.visitor.agency
    made = sample_png(dress_of(agency), agency=visit.visitor.agency_name)
    answer = HttpResponse(made, content_type=PNG)
    answer["Cache-Control"] = "no-store"
    return answer


_LINES = (
    ("agency", ("Nama instansi", "Name of the agency")),
    ("office", ("Nama perangkat daerah", "Name of the personnel office")),
    ("address", ("Alamat", "Address")),
    ("contact", ("Telepon, laman, pos-el", "Telephone, website, mail")),
    ("place", ("Tempat penandatanganan", "Place of signing")),
)
_SIGNING = (
    ("signatory_office", ("Penanda tangan surat: jabatan", "Signatory of letters: office")),
    ("signatory", ("Nama penanda tangan", "Name of the signatory")),
    ("signatory_nip", ("NIP penanda tangan", "NIP of the signatory")),
)
_SIDES: Mapping[str, tuple[str, str]] = {
    "top": ("Atas", "Top"),
    "right": ("Kanan", "Right"),
    "bottom": ("Bawah", "Bottom"),
    "left": ("Kiri", "Left"),
}


def _line(
    name: str, told: tuple[str, str], typed: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "name": name,
        "label": say(*told),
        "value": typed[name],
        "most": LONGEST.get(name, 30),
        "error": errors.get(name, ""),
        "is_long": name == "signatory_office",
    }


def _margin(side: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    name, (least, most) = f"margin_{side}", MARGINS[side]
    return {
        "name": name,
        "label": say(*_SIDES[side]),
        "value": typed[name],
        "least": least,
        "most": most,
        "error": errors.get(name, ""),
    }


def _pattern(
    code: str, told: tuple[str, str], typed: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, Any]:
    name = f"pattern_{code}"
    return {"name": name, "label": say(*told), "value": typed[name], "error": errors.get(name, "")}


def _typed(kept: Dress, patterns: Mapping[str, str]) -> dict[str, str]:
    sides = dict(zip(MARGINS, kept.margins or (), strict=False))
    return {
        **{name: str(getattr(kept, name)) for name in (*LONGEST, "signatory_nip", "page", "face")},
        "is_crest_for_officer": "1" if kept.is_crest_for_officer else "",
        "copies": "\n".join(kept.copies),
        **{f"margin_{side}": str(sides.get(side, "")) for side in MARGINS},
        **{f"pattern_{code}": patterns.get(code, "") for code, _ in NUMBERED},
    }


def _read(typed: Mapping[str, str], kept: Dress, errors: dict[str, str]) -> Dress | None:
    words = {name: "\n".join(typed[name].split("\r\n")).strip() for name in LONGEST}
    given = {side: typed[f"margin_{side}"].strip() for side in MARGINS}
    margins = None
    if any(given.values()):
        for side, one in given.items():
            if not (one.isdecimal() and len(one) <= 3):
                errors[f"margin_{side}"] = say(
                    "Tulis keempat tepi dalam milimeter, atau kosongkan semuanya.",
                    "Give all four margins in millimetres, or none.",
                )
                break
        if errors:
            return None
        top, right, bottom, left = (int(given[side]) for side in MARGINS)
        margins = (top, right, bottom, left)
    return Dress(
        crest=kept.crest,
        is_crest_for_officer=bool(typed["is_crest_for_officer"]),
        **words,
        page=typed["page"] or "a4",
        face=typed["face"],
        margins=margins,
        signatory_nip="".join(typed["signatory_nip"].split()),
        copies=tuple(line for one in typed["copies"].splitlines() if (line := one.strip().rstrip(";."))),
    )
