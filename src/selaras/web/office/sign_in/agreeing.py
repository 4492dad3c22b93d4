"""The second person of an invitation: looks at who is invited as what, agrees, and hands the link over."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from selaras.actions.office import agreements
from selaras.actions.office.memberships import others_with_power
from selaras.core.errors import CoreError
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.queries.office import people as asked
from selaras.queries.office.people import OpenLink
from selaras.web.office.failures import not_found
from selaras.web.office.page import Visit, page
from selaras.web.office.sign_in.people import handed_over, officer_of, url_of
from selaras.web.office.terms import term_word
from selaras.web.office.wording import moment, say, sentence


@page("account", "agree_invitation", post=("account", "agree_invitation"))
def agreeing(visit: Visit, link: int) -> HttpResponse:
    """Say who asked for what, then agree, and show the link once; where nobody else is left, take a token."""
    clock, agency = SystemClock(), visit.visitor.agency
    waiting = agreements.waiting_for_two(agency, clock=clock)
    found = next((one for one in asked.open_links(agency, clock.now()) if one.link == link), None)
    if found is None or link not in waiting:
        return not_found(visit.request)
    if visit.request.method != "POST":
        return _shown(visit, found)
    token = visit.request.POST.get("token", "").strip()
    try:
        if token:
            officer = officer_of(visit, "invite")
            shown = agreements.agree_by_server(officer, link, token, clock=clock, chance=SystemChance())
        else:
            officer = officer_of(visit, "agree_invitation")
            shown = agreements.agree_invitation(officer, link, clock=clock, chance=SystemChance())
    except CoreError as wrong:
        return _shown(visit, found, refusal=sentence(wrong))
    if shown is None:
        messages.success(visit.request, say("Peran diberikan.", "The role was given."))
        return HttpResponseRedirect(url_of(visit, "people"))
    text = say(
        "Yth. {name}, Anda diundang sebagai {role}. Buka tautan ini untuk membuat akun. Tautan berlaku satu "
        "kali sampai {until}; mohon tidak diteruskan kepada orang lain.",
        "Dear {name}, you are invited as {role}. Open this link to make your account. It works once, until "
        "{until}; please do not pass it on.",
        name=shown.name,
        role=term_word(found.role) if found.role else "",
        until=moment(shown.expires_at),
    )
    handed = [handed_over(visit, shown, text)]
    back = url_of(visit, "people")
    return visit.render("sign_in/handed.html", {"role": found.role, "handed": handed, "back": back})


def _shown(visit: Visit, found: OpenLink, *, refusal: str = "") -> HttpResponse:
    own = visit.visitor.account in (found.made_by, found.account)
    asker = visit.visitor.account if found.made_by is None else found.made_by
    is_alone = not others_with_power(visit.visitor.agency, but=asker, is_lasting=True)
    return visit.render(
        "sign_in/agree_invitation.html",
        {
            "told": found,
            "own": own,
            "by_token": own and is_alone and visit.may("account", "invite"),
            "refusal": refusal,
            "back": url_of(visit, "people"),
        },
        status=409 if refusal else 200,
    )
