"""People and roles of an agency, or of one event: who has a part, who is invited, whose part ended."""

from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.access import may
from selaras.actions.office import agreements, invitations, memberships
from selaras.actions.office.invitations import Shown
from selaras.actions.office.memberships import Officer, Seat
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.queries.office import people as asked
from selaras.web.office.failures import not_found
from selaras.web.office.page import WITH_SECOND_FACTOR, Visit, page
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, say, sentence

# What each role is there for, in the order in which an office fills them.
_ABOUT: dict[Role, tuple[str, str]] = {
    Role.SYSTEM_ADMIN: (
        "Menjaga peladen dan akun; tidak melihat nilai.",
        "Keeps server and accounts; sees no marks.",
    ),
    Role.SECRETARIAT: (
        "Menyiapkan kegiatan, data, jadwal, dan naskah.",
        "Prepares the event, its data, timetable and papers.",
    ),
    Role.CHAIR: ("Memimpin panel dan pleno.", "Leads the panel and its plenary."),
    Role.EXAMINER: ("Memberi nilai.", "Gives marks."),
    Role.ASSESSOR: ("Menetapkan level kompetensi.", "Determines competence levels."),
    Role.PARTICIPANT: ("Pejabat yang diuji.", "The official who is tested."),
    Role.RESPONDENT: ("Mengisi umpan balik 360.", "Answers the 360 feedback."),
    Role.REVIEWER: ("Menelaah tata cara dan hasil (BKN, KASN).", "Reviews procedure and result (BKN, KASN)."),
    Role.DECIDING_OFFICER: ("Memilih usulan dan menetapkan.", "Chooses the proposal and decides."),
    Role.AUDITOR: ("Melihat catatan, tidak mengubah.", "Sees the records, changes nothing."),
}
_OF_THE_AGENCY = (
    Role.SECRETARIAT,
    Role.REVIEWER,
    Role.DECIDING_OFFICER,
    Role.AUDITOR,
    Role.SYSTEM_ADMIN,
)
_OF_AN_EVENT = tuple(one for one in _ABOUT if one is not Role.SYSTEM_ADMIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """One link as it is handed over: shown once, then known to nobody here."""

    shown: Shown
    url: str
    text: str
    picture: str


def officer_of(visit: Visit, verb: str) -> Officer:
    """Return who acts: with the roles of the agency where they suffice, else with those of the event."""
    of_agency = visit.visitor.roles_in(None)
    key = visit.event.key if visit.event else None
    is_wide = key is None or may(of_agency, "account", verb)
    return Officer(
        account=visit.visitor.account,
        agency=visit.visitor.agency,
        event=None if is_wide else key,
        roles=of_agency if is_wide else visit.visitor.roles_in(key),
    )


def url_of(visit: Visit, name: str, *more: int) -> str:
    """Return the address of a page of people: of this event, or of the agency."""
    if visit.event is None:
        return reverse(name, args=more)
    return reverse(f"event_{name}", args=(visit.event.agency, visit.event.key, *more))


@page("account", "list")
def listed(visit: Visit) -> HttpResponse:
    """List who has a part, who is invited, and whose recovery waits."""
    event = visit.event.key if visit.event else None
    now = SystemClock().now()
    everybody = asked.people_of(visit.visitor.agency, event)
    links = asked.open_links(visit.visitor.agency, now, event)
    waiting = agreements.waiting_for_two(visit.visitor.agency, clock=SystemClock())
    may_end, may_recover = visit.may("account", "end"), visit.may("account", "ask_recovery")
    own = visit.visitor.account
    return visit.render(
        "sign_in/people.html",
        {
            "people": [
                {
                    "told": one,
                    "is_own": one.account == own,
                    "lacks_factor": not one.has_second_factor
                    and bool({held.role for held in one.roles} & WITH_SECOND_FACTOR),
                    "roles": [
                        (held, url_of(visit, "people_end", held.membership) if may_end else "")
                        for held in one.roles
                    ],
                    "recover": url_of(visit, "people_recover", one.account)
                    if may_recover and one.account != own
                    else "",
                }
                for one in everybody
            ],
            "waiting": _waiting(visit, waiting),
            "invited": [
                (one, url_of(visit, "people_withdraw", one.link), one.link in waiting)
                for one in links
                if not one.is_recovery
            ],
            "recoveries": [
                {
                    "told": one,
                    "agree": url_of(visit, "people_agree", one.link)
                    if not one.is_agreed and own not in (one.made_by, one.account)
                    else "",
                    "withdraw": url_of(visit, "people_withdraw", one.link),
                }
                for one in links
                if one.is_recovery
            ],
            "invite_url": url_of(visit, "people_invite") if visit.may("account", "invite") else "",
            "may_withdraw": visit.may("account", "invite"),
            "may_recover": may_recover,
        },
    )


def _waiting(visit: Visit, waiting: frozenset[int]) -> list[tuple[asked.OpenLink, str]]:
    """Return what waits for a second person in the whole agency, for whoever may be that person."""
    if not visit.may("account", "agree_invitation"):
        return []
    found = asked.open_links(visit.visitor.agency, SystemClock().now())
    return [(one, url_of(visit, "people_agree_invitation", one.link)) for one in found if one.link in waiting]


@page("account", "invite", post=("account", "invite"))
def inviting(visit: Visit) -> HttpResponse:
    """Choose a role, then whom; show each link once."""
    roles = _roles_here(visit)
    given = visit.request.POST if visit.request.method == "POST" else visit.request.GET
    role = next((one for one in roles if one.value == given.get("role")), None)
    if role is None:
        cards = [(one, say(*_ABOUT[one])) for one in roles]
        return visit.render("sign_in/invite_role.html", {"cards": cards, "back": url_of(visit, "people")})
    if visit.request.method != "POST":
        return _ask_whom(visit, role)
    try:
        if given.get("account"):
            return _grant(visit, role)
        made = _invite(visit, role)
    except CoreError as wrong:
        return _ask_whom(visit, role, refusal=sentence(wrong), status=409)
    if not made:
        told = say("Pilih sedikitnya satu orang.", "Choose at least one person.")
        return _ask_whom(visit, role, refusal=told, status=422)
    if not all(one.code for one in made):
        return _waits(visit)
    # Shown here and now: an address to come back to would have to keep the codes.
    handed = [_handed(visit, role, one) for one in made]
    return visit.render(
        "sign_in/handed.html", {"role": role, "handed": handed, "back": url_of(visit, "people")}
    )


@page("account", "end", post=("account", "end"))
def ending(visit: Visit, membership: int) -> HttpResponse:
    """Ask once more, then end a role."""
    event = visit.event.key if visit.event else None
    found = next(
        (
            (one, held)
            for one in asked.people_of(visit.visitor.agency, event)
            for held in one.roles
            if held.membership == membership
        ),
        None,
    )
    if found is None:
        return not_found(visit.request)
    person, held = found
    if visit.request.method == "POST":
        memberships.end_membership(officer_of(visit, "end"), membership, clock=SystemClock())
        told = say("Peran {role} diakhiri.", "The role {role} has ended.", role=term_word(held.role))
        messages.success(visit.request, told)
        return HttpResponseRedirect(url_of(visit, "people"))
    back = url_of(visit, "people")
    return visit.render("sign_in/end_role.html", {"person": person, "held": held, "back": back})


@page("account", "list", post=("account", "ask_recovery"))
def withdrawing(visit: Visit, link: int) -> HttpResponse:
    """Ask once more, then withdraw a link."""
    event = visit.event.key if visit.event else None
    links = asked.open_links(visit.visitor.agency, SystemClock().now(), event)
    found = next((one for one in links if one.link == link), None)
    if found is None:
        return not_found(visit.request)
    if visit.request.method == "POST":
        verb = "ask_recovery" if found.is_recovery else "invite"
        invitations.withdraw(officer_of(visit, verb), link, clock=SystemClock())
        messages.success(visit.request, say("Tautan ditarik.", "The link was withdrawn."))
        return HttpResponseRedirect(url_of(visit, "people"))
    return visit.render("sign_in/withdraw.html", {"told": found, "back": url_of(visit, "people")})


def handed_over(visit: Visit, shown: Shown, text: str) -> Handed:
    """Return a link with the text that carries it and the picture that a telephone reads.

    Without a picture where the office serves its own computer alone: a telephone would find nothing there.
    """
    url = visit.request.build_absolute_uri(reverse("link")) + f"#{shown.code}"
    picture = ""
    if not settings.IS_LOCAL:
        picture = segno.make(url, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff")
    return Handed(shown=shown, url=url, text=f"{text}\n{url}", picture=picture)


def _roles_here(visit: Visit) -> tuple[Role, ...]:
    if visit.event is not None:
        return _OF_AN_EVENT
    is_admin = visit.may("account", "invite_admin")
    return tuple(one for one in _OF_THE_AGENCY if is_admin or one is not Role.SYSTEM_ADMIN)


def _ask_whom(visit: Visit, role: Role, *, refusal: str = "", status: int = 200) -> HttpResponse:
    agency, key = visit.visitor.agency, visit.event.key if visit.event else None
    chairs = asked.chairs_of(agency, key, role, SystemClock().now()) if key else ()
    given: Any = visit.request.POST
    free = [one for one in chairs if not one.is_held]
    return visit.render(
        "sign_in/invite.html",
        {
            "role": role,
            "about": say(*_ABOUT[role]),
            "is_guarded": role in memberships.GUARDED,
            "wants_two": memberships.wants_two(agency, role, asked_by=visit.visitor.account),
            "is_of_list": bool(key) and role in (Role.EXAMINER, Role.ASSESSOR, Role.PARTICIPANT),
            "free": free,
            "n_held": len(chairs) - len(free),
            "chosen": set(given.getlist("holder")),
            "accounts": [
                one
                for one in asked.people_of(agency, officer_of(visit, "invite").event)
                if one.account != visit.visitor.account
            ],
            "account": given.get("account", ""),
            "name": given.get("name", ""),
            "refusal": refusal,
            "back": url_of(visit, "people_invite"),
        },
        status=status,
    )


def _grant(visit: Visit, role: Role) -> HttpResponse:
    account = visit.request.POST["account"]
    if not account.isdecimal():
        raise CoreError("account_unknown")
    holder = visit.request.POST.get("own_holder", "")
    seat = Seat(role=role, event=visit.event.key if visit.event else None, holder=holder)
    officer, clock, chance = officer_of(visit, "invite"), SystemClock(), SystemChance()
    if not agreements.give(officer, int(account), seat, clock=clock, chance=chance):
        return _waits(visit)
    messages.success(visit.request, say("Peran diberikan.", "The role was given."))
    return HttpResponseRedirect(url_of(visit, "people"))


def _waits(visit: Visit) -> HttpResponse:
    told = say(
        "Menunggu persetujuan orang kedua, yang lalu menyerahkan tautannya.",
        "It waits for a second person, who agrees and hands the link over.",
    )
    messages.success(visit.request, told)
    return HttpResponseRedirect(url_of(visit, "people"))


def _invite(visit: Visit, role: Role) -> list[Shown]:
    """Return an invitation for each code that was chosen, or for the one name that was typed."""
    event = visit.event.key if visit.event else None
    officer, clock, chance = officer_of(visit, "invite"), SystemClock(), SystemChance()
    if event and role in (Role.EXAMINER, Role.ASSESSOR, Role.PARTICIPANT):
        chosen = visit.request.POST.getlist("holder")
        invited = [("", Seat(role=role, event=event, holder=holder)) for holder in chosen]
    else:
        invited = [(visit.request.POST.get("name", ""), Seat(role=role, event=event))]
    return list(invitations.invite_all(officer, invited, clock=clock, chance=chance))


def _handed(visit: Visit, role: Role, shown: Shown) -> Handed:
    where = visit.event.title if visit.event else visit.visitor.agency_name
    text = say(
        "Yth. {name}, Anda diundang sebagai {role} pada {where}. Buka tautan ini untuk membuat akun. Tautan "
        "berlaku satu kali sampai {until}; mohon tidak diteruskan kepada orang lain.",
        "Dear {name}, you are invited as {role} in {where}. Open this link to make your account. It works "
        "once, until {until}; please do not pass it on.",
        name=shown.name,
        role=term_word(role),
        where=where,
        until=day(shown.expires_at),
    )
    return handed_over(visit, shown, text)
