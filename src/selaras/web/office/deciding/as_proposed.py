"""Putuskan sesuai usulan: the proposal carried out for all of whom it can be at once, in one signature."""

from django.http import HttpResponse
from django.urls import reverse

from selaras.actions.office.decisions import drafts_as_proposed
from selaras.core.decisions import decisions_in
from selaras.core.errors import CoreError
from selaras.web.office.deciding.decisions import apart_in, paper_in, paper_words, seats_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.wording import say, sentence


@page("decision", "decide", post=("decision", "decide"))
def as_proposed(visit: Visit) -> HttpResponse:
    """Let the deciding officer carry out the proposal; who needs a decision of one's own is named."""
    errors: dict[str, str] = {}
    post = visit.request.POST
    typed = {name: post.get(name, "").strip() for name in ("decree", "decree_on")}
    if visit.request.method == "POST":
        decree = paper_in(typed, "decree", errors)
        if not errors:
            try:
                drafts = drafts_as_proposed(visit.ref, decree=decree)
            except CoreError as wrong:
                errors["decree_on" if wrong.code == "decree_barred" else "decree"] = sentence(wrong)
            else:
                if drafts:
                    told = say(
                        "Keputusan sesuai usulan untuk {n} pejabat.",
                        "Decisions as proposed for {n} officials.",
                        n=len(drafts),
                    )
                    names = (visit.here.agency, visit.here.key)
                    return to_be_signed(visit, drafts, told=told, back=reverse("decisions", args=names))
                errors["apart"] = say(
                    "Tidak seorang pun dapat diputuskan sekaligus.", "Nobody can be decided with the others."
                )
    here = held(visit.here)
    known = decisions_in(here.entries)
    waiting = [one for one in seats_in(here, known) if one.person.code in known.undecided]
    apart = apart_in(waiting, known)
    alone = {one.seat.person.code for one in apart}
    return visit.render(
        "deciding/all.html",
        {
            "seats": [one for one in waiting if one.person.code not in alone],
            "apart": apart,
            "typed": typed,
            "errors": errors,
            "words": paper_words(),
        },
        status=422 if errors else 200,
    )
