"""Reading numbers out of pages, and what results.json says they must be."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any

_VALUE = re.compile(r'data-is="(?P<name>[a-z_]+)"[^>]*>(?P<value>[^<]*)<')
_ROW = re.compile(
    r'data-(?:person|move|component|post)="(?P<code>[^"]+)".*?(?=data-(?:person|move|component|post)=|</table>|</ol>)',
    re.S,
)


def values_in(html: str) -> dict[str, dict[str, str]]:
    """Return the numbers of a page by row and name."""
    return {
        row["code"]: {one["name"]: unescape(one["value"]) for one in _VALUE.finditer(row[0])}
        for row in _ROW.finditer(html)
    }


def figures_in(html: str) -> dict[str, str]:
    """Return the first value of each name on a page about one person."""
    found: dict[str, str] = {}
    for one in _VALUE.finditer(html):
        found.setdefault(one["name"], unescape(one["value"]))
    return found


def written(value: str | None, places: int | None = None) -> str:
    """Return a published decimal as an Indonesian page writes it."""
    if value is None:
        return "–"
    number = Decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{number:,f}".translate(str.maketrans(",.", ".,"))


def ranked(published: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in published["officials"] if one["rank"] is not None]


def ranking_as_published(
    published: Mapping[str, Any], code_of: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return what the ranking must say of everybody, from results.json alone."""
    told = {}
    for one in ranked(published):
        tied = len(one["tied_with"])
        row = {
            "rank": str(one["rank"]) if not tied else f"{one['rank']}–{one['rank'] + tied}",
            "score": written(one["score"]),
            "match": f"{written(one['match']['percent'])}%" if one["match"] else "–",
            "box": str(one["box"] or "–"),
        }
        if margin := one["margin"]:
            row["span"] = "–".join(written(margin["score"][end], 1) for end in ("lower", "upper"))
            if margin["rank"]:
                best, worst = margin["rank"]["best"], margin["rank"]["worst"]
                row["ranks"] = str(best) if best == worst else f"{best}–{worst}"
        told[code_of[one["nip"]]] = row
    return told


def of_one(published: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return what the page of one person must say of components and other posts."""
    told = {code: {"points": written(part["points"])} for code, part in one["components"].items()}
    for other in one["alternatives"]:
        told[other["position"]] = {"alternative": f"{written(other['percent'])}%"}
    return told
