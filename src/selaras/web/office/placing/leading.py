"""Ringkasan untuk Pimpinan: who, where, how sure, whether it is intact and lawful, on one screen."""

import json
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.policies import policy_content
from selaras.core import vocabulary as v
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.policy import policy_of
from selaras.core.rules import Finding
from selaras.queries.office.gates import Gates, coming_dates, gates_of
from selaras.queries.office.intact import Intact, intact
from selaras.queries.office.listing import ListedEvent
from selaras.queries.office.panel.standings import Standings
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.placing import telling
from selaras.web.office.placing.permitted import ways_of
from selaras.web.office.placing.telling import Tab
from selaras.web.office.results import words
from selaras.web.office.results.keeping import kept, shown_of, standings_in
from selaras.web.office.results.ranking import COLUMNS, box_rows, finding
from selaras.web.office.showing.extents import is_full
from selaras.web.office.wording import count, say

_MOST_MOVES = 4  # as many as are seen without scrolling
_MOST_DATES = 5
_KEEPS = (v.Move.STAY, v.Move.EXTEND)
_MOVES = (v.Move.ROTATE, v.Move.PROMOTE)


@page("summary", "read")
def leading(visit: Visit) -> HttpResponse:
    """Show the leader's page; of a ledger that is not intact nothing is shown but what is wrong with it."""
    here = held(visit.here)
    try:
        if here.shown is None:
            return visit.render("results/none.html")
        found = intact_at(visit.here)
    except CoreError as wrong:
        return visit.render("placing/broken.html", {"wrong": wrong}, status=409)
    return visit.render("placing/leading.html", leaders_facts(visit, found))


def leaders_facts(visit: Visit, found: Intact) -> dict[str, Any]:
    """Return everything that the leader's page tells."""
    listed = visit.here
    standings, gates = standings_in(listed), gates_at(listed)
    tabs = telling.tabs_of(listed)
    tab = asked_tab(visit, tabs)
    return {
        "headline": headline(listed, standings, tabs),
        "gates": gates,
        "verdict": _verdict(gates),
        "gate_rows": [_gate(one) for one in (*gates.shut, *gates.doubtful, *gates.open)],
        "until": _decree_until(gates),
        "rows": box_rows(standings),
        "columns": [words.name(one) for one in COLUMNS],
        "n_unsure": standings.n_unsure_boxes,
        "tabs": shown_tabs(listed, tabs, tab),
        "tab": _tab(listed, tab) if tab else None,
        "sure": _sure(standings, tab),
        "dissent": dissent_in(listed),
        "dates": _dates(listed),
        "intact": found,
        **ways_of(visit),
        "intact_words": intact_words(found, is_signed=listed.is_signed),
    }


def headline(listed: ListedEvent, standings: Standings, tabs: tuple[Tab, ...]) -> list[dict[str, Any]]:
    """Return the sentence for the governor in pieces; those that count are strong."""
    counts = standings.moves
    kept_there = sum(counts.get(one, 0) for one in _KEEPS)
    moving = sum(counts.get(one, 0) for one in _MOVES)
    develop, lowered = counts.get(v.Move.DEVELOP, 0), counts.get(v.Move.DEMOTE, 0)
    pieces: list[tuple[str, bool]] = [
        (say("Dari {n} peserta, ", "Of {n} participants, ", n=len(standings.ranked)), False),
        (say("{n} disarankan tetap", "{n} are recommended to stay", n=kept_there), True),
        (", ", False),
        (say("{n} dirotasi atau promosi", "{n} to rotate or rise", n=moving), True),
    ]
    if lowered:
        # Nobody is lowered by a test: it is told apart from those who develop.
        develop_first = say(
            ", {n} dikembangkan dahulu, dan {m} menempuh prosedur penurunan jabatan. ",
            ", {n} to develop first, and {m} before the procedure of a demotion. ",
            n=develop,
            m=lowered,
        )
    else:
        develop_first = say(", dan {n} dikembangkan dahulu. ", ", and {n} to develop first. ", n=develop)
    pieces.append((develop_first, False))
    if tabs:
        filled, open_posts = telling.filled_and_open(tabs[0].offer)
        told = say(
            "Susunan bersama: {n} perpindahan mengisi {filled} jabatan lowong; {open} jabatan untuk "
            "seleksi terbuka.",
            "All together: {n} moves fill {filled} vacant posts; {open} posts are left to open selection.",
            n=tabs[0].n_moves,
            filled=filled,
            open=open_posts,
        )
        pieces.append((told, False))
    return [{"text": text, "strong": strong} for text, strong in pieces]


def asked_tab(visit: Visit, tabs: tuple[Tab, ...]) -> Tab | None:
    """Return the slate that was asked for; else the officer's choice, or the best."""
    asked = visit.request.GET.get("susunan", "")
    return next((one for one in tabs if one.key == asked), tabs[0] if tabs else None)


def shown_tabs(listed: ListedEvent, tabs: tuple[Tab, ...], here: Tab | None) -> list[dict[str, Any]]:
    """Return the tabs of this event: in Mode Ringkas the best alone, and the choice once there is one."""
    shows_all = is_full(listed)
    return [
        {"key": one.key, "title": one.title, "n": one.n_moves, "is_here": one is here, "same_as": one.same_as}
        for one in tabs
        if shows_all or one.is_best or one.key == telling.CHOSEN or one is here
    ]


def _tab(listed: ListedEvent, tab: Tab) -> dict[str, Any]:
    moved = telling.moves(tab, telling.cast_in(listed, tab.offer))
    return {
        "key": tab.key,
        "title": tab.title,
        "moves": moved[:_MOST_MOVES],
        "n_more": max(0, len(moved) - _MOST_MOVES),
        "n": len(moved),
        "has_meters": any(one["meter"] for one in moved[:_MOST_MOVES]),
        "is_choice": tab.key == telling.CHOSEN,
        "keeps_everybody": telling.keeps_everybody(tab.offer),
    }


def gates_at(listed: ListedEvent) -> Gates:
    here = held(listed)
    return kept(listed, "gates", lambda: gates_of(here.case, here.rulebook))


def _verdict(gates: Gates) -> dict[str, Any]:
    """Return whether a decree is lawful now and, where it is not, the first reason."""
    if gates.may_decree:
        return {
            "colour": "good",
            "word": say("Boleh ditetapkan", "May be decreed"),
            "because": say("semua syarat terpenuhi.", "all conditions are met."),
        }
    first = (*gates.shut, *gates.doubtful)[0]
    more = len(gates.shut) + len(gates.doubtful) - 1
    return {
        "colour": "bad" if gates.shut else "warn",
        "word": say("Belum boleh ditetapkan", "May not be decreed yet")
        if gates.shut
        else say("Belum siap ditetapkan", "Not ready to be decreed"),
        "because": words.finding(first),
        # A finding is a whole sentence, so what follows it is one too.
        "more": say("Masih ada {n} hal lain.", "There are {n} more.", n=more) if more else "",
    }


def _gate(one: Finding) -> dict[str, str]:
    word, colour = words.gate(one)
    return {"word": word, "colour": colour, "text": words.finding(one), "article": one.article}


def _decree_until(gates: Gates) -> str:
    """Return the rule of an election that leaves only some days for a decree, where it speaks of one."""
    return next((words.finding(one) for one in gates.open if one.rule.startswith("PILK-71")), "")


def _sure(standings: Standings, tab: Tab | None) -> list[str]:
    """Return how sure all this is in at most three sentences."""
    lines = [finding(standings)]
    n = len(standings.ranked)
    if standings.is_measured:
        unsure = standings.n_unsure_categories
        lines.append(
            say(
                "Kategori {sure} dari {n} peserta hampir pasti; {unsure} masih dapat berubah.",
                "The category of {sure} of {n} participants is as good as certain; {unsure} could change.",
                sure=n - unsure,
                n=n,
                unsure=unsure,
            )
        )
    steady = telling.steadiness(tab.slate) if tab else None
    if steady is not None:
        lines.append(
            say(
                "Bila nilai dihitung ulang dalam batas ketidakpastiannya, {often} penempatan tetap sama.",
                "Computed anew within its uncertainty, {often} of the seats stay the same.",
                often=words.in_percent(steady),
            )
        )
    return lines


def dissent_in(listed: ListedEvent) -> list[dict[str, str]]:
    """Return who of the panel holds another opinion in the last minutes, with the words."""
    return kept(listed, "dissent", lambda: _dissent(listed))


def _dissent(listed: ListedEvent) -> list[dict[str, str]]:
    entries = held(listed).entries
    last = next((one for one in reversed(entries) if one.type is EntryType.MINUTES), None)
    if last is None:
        return []
    names = {one.code: one.name for one in held(listed).case.examiners}
    told = json.loads(last.note) if last.note else {}
    said = told.get("dissent", {})
    return [
        {"name": names.get(code, code), "words": str(said.get(code, ""))} for code in last.payload["dissent"]
    ]


def _dates(listed: ListedEvent) -> list[dict[str, Any]]:
    shown = shown_of(listed)
    today = timezone.localdate()
    since = shown.case.event.ends_on
    return [
        {
            "on": one.on,
            "kind": words.deadline(one.kind),
            "subject": one.subject,
            "is_past": one.on < today,
            "in_days": _in_days(one.on, today),
        }
        for one in coming_dates(shown.results, since=since, most=_MOST_DATES)
    ]


def _in_days(on: date, today: date) -> str:
    days = (on - today).days
    if days < 0:
        return say("sudah lewat", "past")
    return say("hari ini", "today") if days == 0 else say("{n} hari lagi", "in {n} days", n=days)


def intact_at(listed: ListedEvent) -> Intact:
    """Return the check of the ledger as it stands, made when it was first read at this size and root."""
    return kept(listed, "intact", lambda: _intact(listed))


def _intact(listed: ListedEvent) -> Intact:
    here = held(listed)
    _ = here.shown  # recomputed from the entries and compared: a result that does not follow is refused
    content = policy_content(EventRef(agency=listed.agency, key=listed.key))
    keys = [one.public_key for one in policy_of(content).log_keys] if content is not None else []
    return intact(here.ledger, here.entries, log_keys=keys, at=here.checked_at)


def intact_words(found: Intact, *, is_signed: bool) -> str:
    counts = {
        "marks": count(found.n_marks),
        "sheets": count(found.n_sheets),
        "signed": count(found.n_signed),
    }
    if is_signed:
        return say(
            "Semua {marks} nilai cocok dengan {sheets} lembar penguji, {signed} tanda tangan sah, dan hasil "
            "dihitung ulang sama.",
            "All {marks} marks match the {sheets} sheets of examiners, {signed} signatures hold, and the "
            "result was recomputed alike.",
            **counts,
        )
    return say(
        "Semua {marks} nilai cocok dengan {sheets} lembar impor dan hasil dihitung ulang sama; tanda tangan "
        "tidak dapat dibuktikan dari berkas impor.",
        "All {marks} marks match the {sheets} imported sheets and the result was recomputed alike; an import "
        "proves no signatures.",
        **counts,
    )
