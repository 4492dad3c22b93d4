"""Recovery of an account without mail: one person asks, another agrees, the owner sets a new password."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from selaras.actions.office import recovery
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.queries.office import people as asked
from selaras.web.office.failures import not_found
from selaras.web.office.page import Visit, page
from selaras.web.office.sign_in.people import handed_over, officer_of, url_of
from selaras.web.office.wording import moment, say


@page("account", "ask_recovery", post=("account", "ask_recovery"))
def asking(visit: Visit, account: int) -> HttpResponse:
    """Say what a recovery does, then ask for it."""
    person = asked.person_of(visit.visitor.agency, account)
    if person is None:
        return not_found(visit.request)
    if visit.request.method == "POST":
        recovery.ask_recovery(
            officer_of(visit, "ask_recovery"), account, clock=SystemClock(), chance=SystemChance()
        )
        told = say(
            "Pemulihan diajukan. Orang kedua yang berwenang perlu menyetujuinya.",
            "The recovery was asked. A second person must agree to it.",
        )
        messages.success(visit.request, told)
        return HttpResponseRedirect(url_of(visit, "people"))
    return visit.render("sign_in/ask_recovery.html", {"person": person, "back": url_of(visit, "people")})


@page("account", "agree_recovery", post=("account", "agree_recovery"))
def agreeing(visit: Visit, link: int) -> HttpResponse:
    """Say who asked for what, then agree, and show the link for the owner once."""
    event = visit.event.key if visit.event else None
    links = asked.open_links(visit.visitor.agency, SystemClock().now(), event)
    found = next((one for one in links if one.link == link and one.is_recovery), None)
    if found is None:
        return not_found(visit.request)
    back = url_of(visit, "people")
    if visit.request.method != "POST":
        return visit.render("sign_in/agree_recovery.html", {"told": found, "back": back})
    shown = recovery.agree_recovery(
        officer_of(visit, "agree_recovery"), link, clock=SystemClock(), chance=SystemChance()
    )
    text = say(
        "Yth. {name}, dengan tautan ini Anda membuat kata sandi baru untuk akun Selaras Anda. Berlaku satu "
        "kali sampai {until}; mohon tidak diteruskan kepada orang lain.",
        "Dear {name}, with this link you set a new password for your Selaras account. It works once, until "
        "{until}; please do not pass it on.",
        name=shown.name,
        until=moment(shown.expires_at),
    )
    handed = [handed_over(visit, shown, text)]
    return visit.render("sign_in/handed.html", {"role": None, "handed": handed, "back": back})
