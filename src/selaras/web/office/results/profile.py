"""One person's competences against the standard of the own post, with what to do about the gaps."""

from collections.abc import Mapping
from typing import Any

from selaras.core import vocabulary as v
from selaras.core.outcome import Gap, Match
from selaras.documents import advice, facts
from selaras.web.office.results import words
from selaras.web.office.wording import say

HIGHEST_LEVEL = 5
_SOURCES = {
    "assessor": ("Asesor", "Assessor"),
    "criteria": ("Penilaian penguji", "Marks of examiners"),
    "none": ("Belum ada bukti", "No evidence yet"),
}
# The advice of the individual report in English, by the same codes of PermenPANRB 38/2017.
_ADVICE_EN: Mapping[str, str] = {
    "M.01": "Write and follow a plan for the control of gifts and conflicts of interest in the own unit.",
    "M.02": "Lead one team across agencies with shared targets and a review among the units.",
    "M.03": "Practise explaining policy to those concerned, with written feedback.",
    "M.04": "Set measurable quarterly targets and go through what was reached with the superior.",
    "M.05": "Lead the improvement of one service, starting from complaints and surveys of citizens.",
    "M.06": "Coach two subordinate officials with a written plan and a monthly talk.",
    "M.07": "Lead one project of change, with a map of support, risks and results.",
    "M.08": "Go through real decisions with a mentor: the options, the data and what came of them.",
    "SK.01": "Run an activity with diverse groups of the community and document its results.",
}
_ADVICE_BY_CLUSTER_EN: Mapping[v.Cluster, str] = {
    v.Cluster.MANAGERIAL: "Take part in leadership training with real assignments and a mentor.",
    v.Cluster.SOCIOCULTURAL: "Take on more assignments that involve diverse groups of the community.",
    v.Cluster.TECHNICAL: "Take technical training or certification in this field and apply it at work.",
}


def profile(match: Match) -> dict[str, Any]:
    """Return the competence table in the clusters of the standard, strengths, gaps and what is unknown."""
    gaps = match.gaps
    met = [one for one in gaps if one.level is not None and one.level >= one.required]
    below = [one for one in gaps if one.level is not None and one.level < one.required]
    return {
        "clusters": [
            {"title": words.name(cluster), "rows": [_row(one) for one in gaps if one.cluster is cluster]}
            for cluster in dict.fromkeys(one.cluster for one in gaps)
        ],
        "levels": range(1, HIGHEST_LEVEL + 1),
        "strengths": [_strength(one) for one in sorted(met, key=_by_strength)],
        "developments": [
            _development(one) for one in sorted(below, key=lambda one: (-one.shortfall, one.competence))
        ],
        "has_priority": any(map(advice.is_priority, below)),
        "unknown": [one.name for one in gaps if one.level is None],
        "sentence": _sentence(match),
    }


def _by_strength(one: Gap) -> tuple[Any, str]:
    return one.required - (one.level or 0), one.competence


def _row(one: Gap) -> dict[str, Any]:
    nearest = None if one.level is None else min(max(int(facts.rounded(one.level, 0)), 1), HIGHEST_LEVEL)
    return {
        "name": one.name,
        "required": one.required,
        "level": words.plain(one.level),
        "gap": _gap(one),
        "is_below": one.level is not None and one.level < one.required,
        "source": say(*_SOURCES[one.source]),
        "mandatory": one.mandatory,
        "cells": [
            {"level": n, "standard": n <= one.required, "here": n == nearest}
            for n in range(1, HIGHEST_LEVEL + 1)
        ],
    }


def _gap(one: Gap) -> str:
    if one.level is None:
        return facts.NOTHING
    difference = one.level - one.required
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{words.plain(abs(difference))}"


def _strength(one: Gap) -> str:
    told = {"name": one.name, "level": words.plain(one.level), "required": one.required}
    if (one.level or 0) > one.required:
        return say(
            "{name}: level {level}, melampaui standar {required}.",
            "{name}: level {level}, above the {required} required.",
            **told,
        )
    return say(
        "{name}: level {level}, memenuhi standar {required}.", "{name}: level {level}, as required.", **told
    )


def _development(one: Gap) -> dict[str, Any]:
    english = _ADVICE_EN.get(one.competence, _ADVICE_BY_CLUSTER_EN[one.cluster])
    return {
        "name": one.name,
        "where": say(
            "level {level} dari standar {required}",
            "level {level} of {required} required",
            level=words.plain(one.level),
            required=one.required,
        ),
        "mandatory": one.mandatory,
        "is_priority": advice.is_priority(one),
        "advice": say(advice.for_gap(one), english),
    }


def _sentence(match: Match) -> str:
    known = [one for one in match.gaps if one.level is not None]
    told = say(
        "JPM {percent} atas {n} kompetensi yang memiliki bukti: {category}.",
        "Match {percent} over {n} competences with evidence: {category}.",
        percent=words.percent(match.percent),
        n=len(known),
        category=words.name(match.category),
    )
    if match.is_thin:
        told += " " + say(
            "Bukti hanya mencakup {percent} dari standar, sehingga JPM bersifat sementara.",
            "Evidence covers only {percent} of the standard, so this is provisional.",
            percent=words.percent(match.evidenced_percent),
        )
    return told
