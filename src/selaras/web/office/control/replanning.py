"""The form of the timetable: days, rooms, lengths, absences; what was found is shown before it is entered."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.timetable import enter_timetable
from selaras.core.dossier import Dossier
from selaras.core.errors import CoreError
from selaras.core.timetable import Timetable, Wish, WishKind
from selaras.core.timetable.people import told_of
from selaras.core.timetable.settings import USUAL_DAY, USUAL_FRIDAY, Settings
from selaras.core.timetable.wanted import Wanted
from selaras.core.vocabulary import Method
from selaras.exchange.timetable_settings import settings_of
from selaras.web.office.acting import acting_of
from selaras.web.office.control.board import board_of, changes, told_at, weekday
from selaras.web.office.control.planning import Job, begin, forget, held_before, job_of, settings_again
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.terms import term_word
from selaras.web.office.wording import office_zone, say, sentence

_FIELDS = ("hari", "ruang", "jeda", "absen", "sampai", "benih")
_MOST_LINES = {"hari": 60, "ruang": 60, "absen": 400}  # more than any test of officials ever had
_LONGEST_LINE = 100  # the pattern below takes a time that grows with the square of it
_ABSENCE = re.compile(r"(\S+)\s*[=;,\s]\s*(\d{4}-\d{2}-\d{2})")


@page("timetable", "plan", post=("timetable", "plan"))
def plan(visit: Visit) -> HttpResponse:
    """Show the form, the wait, or what was found; POST begins, enters or throws away."""
    here = visit.here
    job = job_of(here.agency, here.key)
    action = visit.request.POST.get("aksi", "") if visit.request.method == "POST" else ""
    if action == "susun":
        return _begun(visit)
    if action == "catat" and job is not None and job.timetable is not None:
        return _entered(visit, job)
    if action:
        forget(here.agency, here.key)
        return HttpResponseRedirect(_url(visit))
    if job is None:
        return _form(visit, _typed_at_first(visit), [])
    return visit.render("control/plan.html", _shown(visit, job))


@page("timetable", "plan")
def state(visit: Visit) -> HttpResponse:
    """Tell a waiting browser to look again once the plan is made."""
    job = job_of(visit.here.agency, visit.here.key)
    answer = visit.render("control/_waiting.html", {})
    if job is None or not job.is_running:
        answer["HX-Refresh"] = "true"
    return answer


def _begun(visit: Visit) -> HttpResponse:
    sent = visit.request.POST
    typed = {
        name: sent.get(name, "").strip() for name in ("hari", "ruang", "jeda", "absen", "sampai", "benih")
    }
    minutes = {
        one.value: sent.get(f"menit-{one.value}", "").strip() for one in _methods(held(visit.here).dossier)
    }
    shown = {**typed, "minutes": minutes}
    told = told_at(visit)
    before = told.timetable if told else None
    try:
        settings = _settings(typed, minutes, before)
        keep_before = date.fromisoformat(typed["sampai"]) if typed["sampai"] else None
        keep = [one for one in before.placed if keep_before and one.on < keep_before] if before else []
        begin(
            visit.here.agency,
            visit.here.key,
            dossier=held(visit.here).dossier,
            settings=settings,
            before=before,
            keep=keep,
        )
    except CoreError as wrong:
        leaves = getattr(wrong, "errors", (wrong,))
        return _form(visit, shown, [sentence(one) for one in leaves])
    except ValueError:
        told_so = say("Tulis tanggal sebagai TTTT-BB-HH.", "Write the day as YYYY-MM-DD.")
        return _form(visit, shown, [told_so])
    return HttpResponseRedirect(_url(visit))


def _settings(typed: Mapping[str, str], minutes: Mapping[str, str], before: Timetable | None) -> Settings:
    """Return what the form says, read as the settings file of the command line is read."""
    for name, most in _MOST_LINES.items():
        if typed[name].count("\n") >= most:
            raise CoreError("timetable_setting_wrong", at=name, got=f"> {most}", expected=str(most))
    told: dict[str, Any] = {"zona": office_zone()}
    told |= {name: typed[name] for name in ("jeda", "benih") if typed[name]}
    rooms = {}
    for n, line in enumerate(filter(None, map(str.strip, typed["ruang"].splitlines())), start=1):
        name, _, seats = line.partition(";")
        code = next((r.code for r in before.wanted.rooms if r.name == name.strip()), "") if before else ""
        rooms[code or f"R{n}"] = {"nama": name, **({"kapasitas": seats.strip()} if seats.strip() else {})}
    told["ruang"] = rooms
    days = {}
    for line in filter(None, map(str.strip, typed["hari"].splitlines())):
        on, _, span = line.partition(" ")
        opens, _, closes = span.strip().replace("–", "-").partition("-")
        hours = {"buka": opens.strip(), "tutup": closes.strip()} if closes else {}
        days[on] = hours
    told["hari"] = days
    told["metode"] = {
        Method(code).istilah: {"menit": text} for code, text in minutes.items() if text and before is None
    }
    absences = []
    for line in filter(None, map(str.strip, typed["absen"].splitlines())):
        found = _ABSENCE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if found is None:
            raise CoreError(
                "timetable_setting_wrong", at="berhalangan", got=line[:60], expected="P-001 2024-01-30"
            )
        absences.append({"siapa": found[1], "tanggal": found[2]})
    told["berhalangan"] = absences
    settings = settings_again(settings_of(told), before, ())
    return settings if before is None else _with_minutes(settings, minutes)


def _with_minutes(settings: Settings, minutes: Mapping[str, str]) -> Settings:
    """Return settings in which methods last as the form says and stay otherwise as they were held."""
    methods = dict(settings.methods)
    for code, text in minutes.items():
        one = Method(code)
        if text and not text.isdecimal():
            raise CoreError("timetable_setting_wrong", at=one.istilah, got=text[:60], expected="30")
        if text and one in methods:
            methods[one] = replace(methods[one], minutes=int(text))
    return replace(settings, methods=methods)


def _entered(visit: Visit, job: Job) -> HttpResponse:
    assert job.timetable is not None
    told = told_at(visit)
    if (told.timetable if told else None) != job.before:
        forget(visit.here.agency, visit.here.key)
        text = say(
            "Sementara itu jadwal lain dicatat. Susun lagi dari jadwal itu.",
            "Meanwhile another timetable was entered. Plan again from that one.",
        )
        messages.error(visit.request, text)
        return HttpResponseRedirect(_url(visit))
    acting = acting_of(visit)
    enter_timetable(
        visit.ref,
        job.timetable,
        actor=acting.actor,
        declared_at=acting.clock.now().date(),
        clock=acting.clock,
        chance=acting.chance,
        signer=acting.signer,
    )
    forget(visit.here.agency, visit.here.key)
    messages.success(
        visit.request, say("Jadwal dicatat dan kini berlaku.", "The timetable is entered and now stands.")
    )
    return HttpResponseRedirect(reverse("timetable", args=(visit.here.agency, visit.here.key)))


def _shown(visit: Visit, job: Job) -> dict[str, Any]:
    """Return what was found: a timetable beside the one before, or why there is none."""
    shown: dict[str, Any] = {"job": job}
    if job.timetable is not None:
        told = told_of(held(visit.here).case, job.timetable, zone=job.zone, before=job.before)
        shown |= {**board_of(told), "changes": changes(told)}
    elif job.conflict:
        shown["reasons"] = _reasons(visit, job.conflict, job.wanted)
    elif job.wrong is not None:
        shown["wrong"] = sentence(job.wrong)
    return shown


def _form(visit: Visit, typed: Mapping[str, Any], errors: list[str]) -> HttpResponse:
    minutes = typed["minutes"]
    told = {
        "typed": typed,
        "errors": errors,
        "methods": [
            {"code": one.value, "name": term_word(one), "minutes": minutes.get(one.value, "")}
            for one in _methods(held(visit.here).dossier)
        ],
        "is_again": told_at(visit) is not None,
        "seed": held(visit.here).case.scheme.timetable_seed,
        "pauses": [
            (say("Hari biasa", "Ordinary days"), USUAL_DAY.breaks),
            (say("Jumat", "Fridays"), USUAL_FRIDAY.breaks),
        ],
    }
    return visit.render("control/plan_form.html", told, status=400 if errors else 200)


def _typed_at_first(visit: Visit) -> dict[str, Any]:
    """Return the form as it begins: as people were told, or as the event says."""
    case, told = held(visit.here).case, told_at(visit)
    if told is not None:
        wanted = told.timetable.wanted
        held_so = held_before(told.timetable)
        return {
            "hari": "\n".join(
                f"{one.on.isoformat()} {_hour(one.opens)}-{_hour(one.closes)}" for one in wanted.days
            ),
            "ruang": "\n".join(f"{one.name}; {one.seats}" for one in wanted.rooms),
            "jeda": str(wanted.changeover or ""),
            "absen": "\n".join(f"{one.who} {one.on.isoformat()}" for one in wanted.absences),
            "sampai": "",
            "benih": str(wanted.seed),
            "minutes": {one.value: str(said.minutes) for one, said in held_so.items()},
        }
    days = case.event.scoring_days
    return {
        "hari": "\n".join(one.isoformat() for one in days),
        "ruang": f"{case.event.venue}; {len(case.officials)}",
        "jeda": "",
        "absen": "",
        "sampai": "",
        "benih": "",
        "minutes": {},
    }


def _methods(dossier: Dossier) -> list[Method]:
    """Return the methods that have sittings, in their order."""
    given = {one.method for one in dossier.case.assignments if one.withdrawn_because is None}
    read = {one.method for one in dossier.case.scheme.components}
    return [one for one in Method if one in given and one in read and one.is_rated_by_panel]


def _hour(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def _reasons(visit: Visit, conflict: tuple[Wish, ...], wanted: Wanted) -> list[str]:
    """Return the wishes that cannot hold together, each as a phrase."""
    told = told_of(held(visit.here).case, Timetable(format=1, wanted=wanted, placed=(), reached=()))
    names = {code: one.name for code, one in told.officials.items()}
    names |= {code: one.name for code, one in told.examiners.items()}
    names |= {one.code: one.name for one in wanted.rooms}
    names |= {one.code: one.name for one in wanted.panels}

    def name(code: str) -> str:
        if code in told.sittings:
            one = told.sittings[code]
            who = ", ".join(names.get(each, each) for each in one.officials[:3])
            return f"{term_word(one.method)} {who}"
        return " – ".join(names.get(each, each) for each in code.split("/"))

    alike = [told.sittings[one.about] for one in conflict if one.kind is WishKind.SITTING]
    reasons = [
        say(
            "{n} dari {all} sesi {method} ({minutes} menit): sebanyak ini tidak muat",
            "{n} of {all} sittings of {method} ({minutes} minutes): so many do not fit",
            n=n,
            all=sum((one.method, one.minutes) == (method, minutes) for one in wanted.sittings),
            method=term_word(method),
            minutes=minutes,
        )
        for (method, minutes), n in Counter((one.method, one.minutes) for one in alike).items()
    ]
    return reasons + [
        say(*_WISHES[one.kind], about=name(one.about), on=_on(one), name=one.name)
        for one in conflict
        if one.kind is not WishKind.SITTING
    ]


def _on(wish: Wish) -> str:
    return weekday(date.fromisoformat(wish.on)) if wish.on else ""


_WISHES: Mapping[WishKind, tuple[str, str]] = {
    WishKind.PIN: ("sesi {about} tetap pada tempatnya", "the sitting {about} stays where it is"),
    WishKind.ABSENCE: ("{about} berhalangan pada {on}", "{about} cannot come on {on}"),
    WishKind.HOURS: ("jam pelaksanaan pada {on}", "the hours of {on}"),
    WishKind.BREAK: ("“{name}” pada {on}", "“{name}” on {on}"),
    WishKind.QUORUM: (
        "jumlah penguji paling sedikit dalam {about}",
        "the least number of examiners in {about}",
    ),
    WishKind.EQUIPMENT: ("perlengkapan untuk sesi {about}", "the equipment for the sitting {about}"),
    WishKind.SEATS: ("kapasitas {about}", "the seats of {about}"),
    WishKind.BEFORE: ("sesi {about} sesudah metode lain", "the sitting {about} after another method"),
    WishKind.LINKED: (
        "tim satu metode saling terhubung, agar keketatan penguji dapat dibandingkan",
        "panels of one method hang together, so that examiners can be compared",
    ),
    WishKind.CHANGEOVER: ("jeda antarsesi dalam satu ruang", "the changeover between sittings in a room"),
    WishKind.WAY: ("waktu berpindah antara {about}", "the time to walk between {about}"),
}


def _url(visit: Visit) -> str:
    return reverse("timetable_plan", args=(visit.here.agency, visit.here.key))
