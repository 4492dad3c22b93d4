"""The look of an agency: a page to set it, and the stylesheet and crest that every page of it uses."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.events.styling import (
    contrast_of,
    darker,
    lighter,
    style_agency,
)
from selaras.core.errors import CoreError
from selaras.documents.printing.crests import LARGEST as LARGEST_CREST
from selaras.outside.clock import SystemClock
from selaras.queries.office.styles import crest_of, style_of
from selaras.web.access import Rule, allowed_by
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import say

USUAL_BRAND = "#0f4c5c"


@page("agency", "style", post=("agency", "style"))
def settings(visit: Visit) -> HttpResponse:
    """Show colour, crest and numbering; POST keeps them."""
    kept = style_of(visit.visitor.agency)
    typed = {
        "brand": str(kept.get("brand", USUAL_BRAND)),
        "letter_pattern": str(kept.get("letter_pattern", "")),
    }
    wrong: CoreError | None = None
    if visit.request.method == "POST":
        typed = {name: visit.request.POST.get(name, "").strip() for name in typed}
        try:
            _keep(visit, typed)
        except CoreError as refused:
            wrong = refused
        else:
            messages.success(visit.request, say("Tampilan disimpan.", "The look was saved."))
            return HttpResponseRedirect(reverse("agency_style"))
    brand = typed["brand"].lower()
    return visit.render(
        "events/style.html",
        {
            "typed": typed,
            "wrong": wrong,
            "has_crest": crest_of(visit.visitor.agency) is not None,
            "contrast": None if wrong else contrast_of(brand),
            "most": LARGEST_CREST // 1024,
        },
        status=400 if wrong else 200,
    )


def _keep(visit: Visit, typed: dict[str, str]) -> None:
    came = visit.request.FILES.get("crest")
    if came is not None and (came.size or 0) > LARGEST_CREST:
        raise CoreError("style_crest_wrong", kilobytes=LARGEST_CREST // 1024)
    style_agency(
        visit.visitor.agency,
        brand=typed["brand"].lower(),
        letter_pattern=typed["letter_pattern"],
        crest=came.read() if came is not None else b"",
        account=visit.visitor.account,
        actor=visit.actor,
        clock=SystemClock(),
    )


@allowed_by(Rule.SIGN_IN)
def stylesheet(request: HttpRequest, agency: str) -> HttpResponse:
    """Give the colours of an agency, made here from the one that it chose; an unknown one gets the usual."""
    kept = style_of(agency)
    brand = kept.get("brand")
    lines = []
    if isinstance(brand, str) and brand != USUAL_BRAND:
        lines.append(
            f":root {{ --brand: {brand}; --brand-deep: {darker(brand)}; --brand-2: {lighter(brand)} }}"
        )
    if crest_of(agency) is not None:
        picture = reverse("agency_crest", args=(agency,))
        lines.append(f'.crest {{ background: url("{picture}") center / contain no-repeat; clip-path: none }}')
    return HttpResponse("\n".join(lines) + "\n", content_type="text/css; charset=utf-8")


@allowed_by(Rule.SIGN_IN)
def crest(request: HttpRequest, agency: str) -> HttpResponse:
    """Give an agency's crest, a picture that stands on each of its letters."""
    found = crest_of(agency)
    if found is None:
        raise Http404
    return HttpResponse(found[0], content_type=found[1])
