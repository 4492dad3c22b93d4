"""The leader's page on one sheet of paper: the same words and numbers, set as a PDF in Indonesian."""

from typing import Any

from django.http import HttpResponse
from django.utils import translation

from selaras.documents import office
from selaras.documents.content.placing.shown import NO_DECISION
from selaras.web.office.files import PDF, file_answer
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.placing import telling
from selaras.web.office.placing.leading import asked_tab, intact_at, leaders_facts
from selaras.web.office.results.docketing import docket_at
from selaras.web.office.results.keeping import kept
from selaras.web.office.wording import count, day, moment, say

_MOST_MOVES, _MOST_GATES = 9, 9
NAME = "ringkasan-pimpinan.pdf"


@page("summary", "read")
def leading_pdf(visit: Visit) -> HttpResponse:
    """Return the leader's page as one sheet of A4."""
    if held(visit.here).shown is None:
        return visit.render("results/none.html")
    tab = asked_tab(visit, telling.tabs_of(visit.here))
    with translation.override("id"):
        content = brief(visit)
        pdf = kept(visit.here, f"brief/{tab.key if tab else ''}", lambda: _set(content))
    return file_answer(pdf, file_name=NAME, media_type=PDF)


def _set(content: office.Json) -> bytes:
    from selaras.documents.render import Job, render

    return next(iter(render([Job(template="leading", content=content)])))


def brief(visit: Visit) -> office.Json:
    """Return the content of the sheet: what the leader's page shows, with more moves where there are more."""
    told = leaders_facts(visit, intact_at(visit.here))
    tab = asked_tab(visit, telling.tabs_of(visit.here))
    moved = telling.moves(tab, telling.cast_in(visit.here, tab.offer)) if tab else []
    docket = docket_at(visit.here)
    more = len(moved) - _MOST_MOVES
    return {
        **office.paper(docket, title="Ringkasan untuk Pimpinan", subtitle="", is_result=True),
        "headline": told["headline"],
        "verdict": {"more": "", **told["verdict"]},
        "columns": told["columns"],
        "boxes": [
            {
                "title": row["title"],
                "cells": [
                    {"number": str(one["number"]), "tier": one["tier"], "n": count(len(one["people"]))}
                    for one in row["cells"]
                ],
            }
            for row in told["rows"]
        ],
        "sure": told["sure"],
        "dissent": [
            f"{one['name']}: {one['words']}" if one["words"] else one["name"] for one in told["dissent"]
        ],
        "dates": [f"{day(one['on'])}: {one['kind']}, {one['subject']}" for one in told["dates"]],
        "slate": _title(tab.title if tab else "", is_choice=bool(tab and tab.key == telling.CHOSEN)),
        "nobody": say("Semua pejabat tetap pada jabatannya.", "Everybody stays in post.")
        if tab
        else say("Belum ada usulan penempatan.", "No moves are proposed yet."),
        "moves": [_move(one) for one in moved[:_MOST_MOVES]],
        "n_more": say("Dan {n} perpindahan lain.", "And {n} more moves.", n=more) if more > 0 else "",
        "gates": [{"word": one["word"], "text": one["text"]} for one in told["gate_rows"][:_MOST_GATES]],
        "intact": say(
            "{words} Diperiksa {at}, kode {code}.",
            "{words} Checked {at}, code {code}.",
            words=told["intact_words"],
            at=moment(told["intact"].at),
            code=told["intact"].code,
        ),
        "not_a_ground": office.NOT_A_GROUND,
        "no_decision": NO_DECISION,
    }


def _title(title: str, *, is_choice: bool) -> str:
    return title if is_choice or not title else f"Usulan: {title.lower()}"


def _move(one: dict[str, Any]) -> dict[str, str]:
    if one["is_exchange"]:
        how = say("bertukar", "in exchange")
    elif one["succeeds"]:
        how = say("menggantikan {who}", "succeeds {who}", who=one["succeeds"])
    else:
        how = say("semula lowong", "was vacant")
    more = f"{how} · {one['in_short']}" if one["in_short"] else how
    return {
        "name": one["name"],
        "start": one["start"],
        "end": one["end"],
        "more": more,
        "often": one["often"],
    }
