"""Words of the pages, in both languages where they stand, so that none can be forgotten.

``{% say "Simpan" "Save" %}`` in a template, ``say("Simpan", "Save")`` in Python; longer text between
``{% id %} … {% en %} … {% end %}``. Dates, numbers and NIP as Indonesian offices write them.
"""

import re
import time
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from allauth.account.authentication import get_authentication_records
from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from selaras.core.errors import CoreError
from selaras.core.lifecycle import Phase
from selaras.core.rules import Finding
from selaras.core.rules.citing import article_in_english
from selaras.core.vocabulary import Term
from selaras.refusals import sentence_of
from selaras.web.office.helping import help_for
from selaras.web.office.terms import term_word
from selaras.web.office.ways import AT_A_GLANCE, WAYS

register = template.Library()

WARNED_SECONDS = 10 * 60

MONTHS = (
    ("Januari", "January"), ("Februari", "February"), ("Maret", "March"), ("April", "April"),
    ("Mei", "May"), ("Juni", "June"), ("Juli", "July"), ("Agustus", "August"),
    ("September", "September"), ("Oktober", "October"), ("November", "November"), ("Desember", "December"),
)  # fmt: skip


def is_english() -> bool:
    return translation.get_language() == "en"


def say(indonesian: str, english: str, **facts: object) -> str:
    """Return a text in the language of this page; ``facts`` fill its places."""
    text = english if is_english() else indonesian
    return text.format(**facts) if facts else text


class _Say(Node):
    def __init__(self, texts: Sequence[FilterExpression], facts: dict[str, FilterExpression]) -> None:
        self._texts, self._facts = texts, facts

    def render(self, context: template.Context) -> SafeString | str:
        text = str(self._texts[1 if is_english() else 0].resolve(context))
        facts = {name: conditional_escape(one.resolve(context)) for name, one in self._facts.items()}
        return conditional_escape(text).format(**facts) if facts else conditional_escape(text)


@register.tag("say")
def _say(parser: Parser, token: Token) -> Node:
    """``{% say "{n} pejabat" "{n} officials" n=total %}``: both languages, or the template does not load."""
    _, *words = token.split_contents()
    texts = [parser.compile_filter(one) for one in words if "=" not in one.split('"')[0]]
    facts = dict(one.split("=", 1) for one in words if "=" in one.split('"')[0])
    if len(texts) != 2:
        raise template.TemplateSyntaxError("say wants an Indonesian and an English text")
    return _Say(texts, {name: parser.compile_filter(one) for name, one in facts.items()})


class _Both(Node):
    def __init__(self, indonesian: NodeList, english: NodeList) -> None:
        self.nodelist_id, self.nodelist_en = indonesian, english

    child_nodelists = ("nodelist_id", "nodelist_en")

    def render(self, context: template.Context) -> SafeString:
        return (self.nodelist_en if is_english() else self.nodelist_id).render(context)


@register.tag("id")
def _both(parser: Parser, token: Token) -> Node:
    indonesian = parser.parse(("en",))
    parser.delete_first_token()
    english = parser.parse(("end",))
    parser.delete_first_token()
    return _Both(indonesian, english)


class _Stacks(Node):
    def __init__(self, inner: NodeList) -> None:
        self.nodelist = inner

    def render(self, context: template.Context) -> SafeString:
        return SafeString(stacked(self.nodelist.render(context)))  # as it was rendered, with attributes more


@register.tag("stacks")
def _stacks(parser: Parser, token: Token) -> Node:
    """``{% stacks %}<table>…</table>{% endstacks %}``: on a phone each row stands as a small card."""
    inner = parser.parse(("endstacks",))
    parser.delete_first_token()
    return _Stacks(inner)


def stacked(table: str) -> str:
    """Return a table whose cells know their headings, and which stays a table when it is shown as cards.

    Cells before the heading of a row are the card's title: they stand without a label.

    >>> head = "<table><thead><tr><th>A</th><th>B</th></tr></thead>"
    >>> stacked(head + "<tr><th>1</th><td>2</td></tr></table>").partition("</thead>")[2]
    '<tr role="row"><th role="rowheader">1</th><td role="cell" data-label="B">2</td></tr></table>'
    """
    head, thead, body = table.partition("</thead>")
    names = [_TAG.sub("", one).strip() for one in re.findall(r"<th\b[^>]*>(.*?)</th>", head, re.S)]
    head = re.sub(r"<th(?=[ >])", '<th role="columnheader"', _ROLES["tr"](_ROLES["thead"](head)))
    if " class=" in head.split(">", 1)[0]:
        head = re.sub(r'<table([^>]*?) class="', r'<table role="table"\1 class="stacks ', head, count=1)
    else:
        head = head.replace("<table", '<table role="table" class="stacks"', 1)
    rows = _ROW.sub(lambda row: _labelled(row[0], names), _ROLES["tr"](_ROLES["tbody"](body)))
    return head + thead + rows


_TAG = re.compile(r"<[^>]+>")
_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_CELL = re.compile(r"<(td|th)\b([^>]*)>(.*?)</\1>", re.S)
_ROLES = {
    tag: partial(re.compile(rf"<{tag}(?=[ >])").sub, f'<{tag} role="{role}"')
    for tag, role in (("tr", "row"), ("thead", "rowgroup"), ("tbody", "rowgroup"))
}


def _labelled(row: str, names: Sequence[str]) -> str:
    at, is_told = 0, "<th" not in row

    def cell(one: re.Match[str]) -> str:
        nonlocal at, is_told
        tag, attributes, inside = one.groups()
        name = names[at] if at < len(names) else ""
        wide = re.search(r'colspan="(\d+)"', attributes)
        at += int(wide[1]) if wide else 1
        if tag == "th":
            is_told = True
            return f'<th role="rowheader"{attributes}>{inside}</th>'
        label = f' data-label="{name}"' if is_told and name and not wide else ""
        # Several things in a cell stand together beside its label; words alone need nothing around them.
        kept = f"<div>{inside}</div>" if "<" in inside else inside
        return f'<td role="cell"{attributes}{label}>{kept}</td>'

    return _CELL.sub(cell, row)


@register.filter
def day(when: date | datetime | None) -> str:
    """``30 Januari 2024``; a moment is told as its day in the office's zone."""
    if when is None:
        return "–"
    if isinstance(when, datetime):
        when = timezone.localtime(when).date()
    return f"{when.day} {MONTHS[when.month - 1][1 if is_english() else 0]} {when.year}"


@register.filter
def held_on(event: Any) -> str:
    """``30 Januari – 1 Februari 2024``: from when to when an event is held, nothing said twice."""
    starts, ends = event.starts_on, event.ends_on
    if starts == ends:
        return day(starts)
    if starts.year != ends.year:
        return f"{day(starts)} – {day(ends)}"
    month = "" if starts.month == ends.month else f" {MONTHS[starts.month - 1][1 if is_english() else 0]}"
    return f"{starts.day}{month} – {day(ends)}"


@register.filter
def moment(when: datetime | None) -> str:
    """``30 Januari 2024 pukul 17.05``, in the office's zone."""
    if when is None:
        return "–"
    here = timezone.localtime(when)
    clock = f"{here:%H:%M}" if is_english() else f"pukul {here:%H.%M}"
    return f"{day(here)} {clock}"


@register.filter
def decimal(value: Decimal | str | int | float | None, places: int = 2) -> str:
    """``78,50``: a comma in Indonesian, a point in English."""
    if value is None:
        return "–"
    text = f"{Decimal(str(value)):,.{places}f}"
    return text if is_english() else text.translate(str.maketrans(",.", ".,"))


@register.filter
def count(value: int | None) -> str:
    """``1.204``: thousands as the language parts them."""
    return "–" if value is None else decimal(value, 0)


@register.filter
def nip(value: Any) -> str:
    """A NIP in its groups of 8, 6, 1 and 3 digits."""
    text = str(value)
    if len(text) != 18 or not text.isdigit():
        return text
    return " ".join((text[:8], text[8:14], text[14], text[15:]))


@register.simple_tag
def is_demo() -> bool:
    """Return whether this server shows invented events and must say so on every page."""
    return bool(getattr(settings, "IS_DEMO", False))


@register.simple_tag
def office_zone() -> str:
    """Return what is told with an hour: the zone of the office's server."""
    return {"Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}.get(settings.TIME_ZONE, "WIB")


@register.simple_tag
def warns_in(request: Any) -> int | None:
    """Return in how many seconds somebody is told that the session ends; None: nobody is signed in."""
    proved = [float(one.get("at", 0)) for one in get_authentication_records(request, request.user)]
    left = max(proved, default=0.0) + settings.SESSION_COOKIE_AGE - WARNED_SECONDS - time.time()
    return max(0, round(left)) if proved else None


@register.simple_tag
def help_url(request: Any) -> str:
    """Return the address of the help that belongs to this page."""
    room = help_for(request.path)
    return reverse("help_room", args=(room,)) if room else reverse("help")


@register.inclusion_tag("office/way.html")
def way(visit: Any) -> dict[str, Any]:
    """The rooms of an event that this visitor may enter, in the order of its steps."""
    match = visit.request.resolver_match
    here = match.url_name if match else ""
    roles = visit.visitor.roles_in(visit.here.key)
    # The library of words is read before there are tables to ask.
    from selaras.queries.office.pending import is_something_waiting
    from selaras.web.office.showing.extents import is_full

    shows_all = is_full(visit.here)
    ways = [
        {
            "text": say(*one.text),
            "url": one.url,
            "is_here": here == one.url or here in one.beneath,
            "is_aside": not one.is_in_front(visit.here.phase, roles),
        }
        for one in WAYS
        if visit.may(one.thing, one.verb, *one.facts)
        and (shows_all or not one.is_of_full or one.own & roles or here in (one.url, *one.beneath))
    ]
    hidden = [one for one in ways if one["is_aside"]] if len(ways) > AT_A_GLANCE else []
    if any(one["url"] == "pending_acts" for one in hidden) and is_something_waiting(visit.here):
        hidden = [one for one in hidden if one["url"] != "pending_acts"]
    return {
        "event": visit.event,
        "ways": [one for one in ways if one not in hidden],
        "aside": hidden,
        "aside_here": next((one["text"] for one in hidden if one["is_here"]), ""),
    }


@register.simple_tag
def phase(one: Phase) -> str:
    """``{% phase visit.event.phase %}``: the name of a phase in the language of this page."""
    return term_word(one)


@register.filter
def term(one: Term) -> str:
    """Return the word of a closed list in the language of this page."""
    return term_word(one)


@register.filter
def finding(one: Finding) -> str:
    """Return what a rule found, in words; its article stands beside (``one.article``)."""
    return one.text_en() if is_english() else one.text_id()


@register.filter
def cited(article: str) -> str:
    """Return what a rule rests on: law keeps its names, the words around them are told."""
    return article_in_english(article) if is_english() else article


@register.filter
def sentence(wrong: CoreError) -> str:
    """Return a refusal in words, in the language of this page."""
    return sentence_of(wrong, "en" if is_english() else "id")
