"""Pemberitahuan: invitation, hours and reminder, to be mailed or copied into WhatsApp. Never a result."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.office.desk.notices import MAIL, WHATSAPP, Message, end_notice, write_notices
from selaras.core.vocabulary import ParticipantStatus
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.papers import NoticeState, notices_of
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.participant.showing import Hours, sittings_of
from selaras.web.office.review.checklist import officials_by_code
from selaras.web.office.wording import MONTHS, say

INVITATION, SCHEDULE, REMINDER = "undangan", "jadwal", "pengingat"
# What is sent is Indonesian, whatever the language of whoever sends it.
_SUBJECTS = {INVITATION: "Undangan", SCHEDULE: "Jadwal", REMINDER: "Pengingat"}
_OPENINGS = {
    INVITATION: "Dengan hormat, kami mengundang Bapak/Ibu mengikuti {title} pada {when} di {venue}.",
    SCHEDULE: "Dengan hormat, berikut jadwal Bapak/Ibu pada {title} di {venue}.",
    REMINDER: "Dengan hormat, kami mengingatkan bahwa {title} dilaksanakan pada {when} di {venue}.",
}


@page("notice", "list", post=("notice", "send"))
def notices(visit: Visit) -> HttpResponse:
    """Show what waits and what was sent; write new ones from a template, or end one."""
    post = visit.request.POST
    if visit.request.method == "POST":
        if (template := post.get("template", "")) in _SUBJECTS:
            channel = WHATSAPP if post.get("channel") == WHATSAPP else MAIL
            n = write_notices(
                visit.ref, _messages(visit, template, channel), actor=visit.actor, clock=SystemClock()
            )
            messages.success(
                visit.request,
                say("{n} pemberitahuan siap dikirim.", "{n} notices are ready to be sent.", n=n),
            )
        elif post.get("notice", "").isdecimal():
            end_notice(
                visit.ref,
                int(post["notice"]),
                was_sent=post.get("do") == "sent",
                account=visit.visitor.account,
                actor=visit.actor,
                clock=SystemClock(),
            )
            messages.success(visit.request, say("Tercatat.", "Noted."))
        return HttpResponseRedirect(reverse("notices", args=(visit.here.agency, visit.here.key)))
    found = notices_of(visit.here)
    waiting = [one for one in found if one.state is NoticeState.READY]
    return visit.render(
        "papers/notices.html",
        {
            "waiting": [
                {
                    "one": one,
                    "mail": f"mailto:?subject={quote(one.subject)}&body={quote(one.body)}"
                    if one.channel == MAIL
                    else "",
                }
                for one in waiting
            ],
            "ended": [one for one in found if one.state is not NoticeState.READY],
            "n_sent": sum(one.state is NoticeState.SENT for one in found),
            "templates": [(code, say(text, _ENGLISH[code])) for code, text in _SUBJECTS.items()],
        },
    )


_ENGLISH = {INVITATION: "Invitation", SCHEDULE: "Own hours", REMINDER: "Reminder"}


def _messages(visit: Visit, template: str, channel: str) -> list[Message]:
    here = held(visit.here)
    standings = here.dossier.standings
    found = []
    for code, one in officials_by_code(here.case).items():
        if standings[one.nip].status is not ParticipantStatus.PARTICIPANT:
            continue
        hours = sittings_of(here.entries, code)
        if template == SCHEDULE and not hours:
            continue
        subject = f"{_SUBJECTS[template]} {here.case.event.title} ({code})"
        body = notice_text(here, template, name=one.name, hours=hours, is_brief=channel == WHATSAPP)
        found.append(Message(channel=channel, recipient=one.name, subject=subject, body=body))
    return found


def notice_text(here: Held, template: str, *, name: str, hours: Sequence[Hours], is_brief: bool) -> str:
    """Return the text to one person: when and where, and nothing that was marked or decided."""
    event, agency = here.case.event, here.case.agency
    when = _day(event.starts_on)
    if event.ends_on != event.starts_on:
        when += f" sampai {_day(event.ends_on)}"
    opening = _OPENINGS[template].format(title=event.title, when=when, venue=event.venue)
    lines = [f"Yth. Bapak/Ibu {name}", "", opening]
    if hours and template != INVITATION:
        lines += [
            "",
            *(f"• {_day(one.on)}, pukul {one.hours}: {one.method.istilah}, {one.room}" for one in hours),
        ]
    lines += ["", "Mohon hadir 15 menit sebelumnya dengan membawa kartu pegawai."]
    if is_brief:
        return "\n".join([*lines, f"– {agency.personnel_office}, {agency.name}"])
    lines += [
        "Rincian, aturan uji, dan penyerahan makalah tersedia pada halaman Bapak/Ibu di Selaras.",
        "",
        "Atas perhatian dan kehadiran Bapak/Ibu, kami ucapkan terima kasih.",
        "",
        agency.personnel_office,
        agency.name,
        agency.contact,
    ]
    return "\n".join(lines)


def _day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1][0]} {when.year}"
