"""The published form of a result: ``results.json``, whose schema stands in docs/results.schema.json.

Decimals are strings; ids, times, ledger root and version stand in ``provenance.json`` instead, so the same
workbook always gives the same bytes.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from selaras.core import casefile as c
from selaras.core.outcome import (
    Alternative,
    ComponentScore,
    Deadline,
    Match,
    OfficialResult,
    Recommendation,
    Results,
)
from selaras.core.points import rounded
from selaras.core.publication_margins import margin, measured_event, robustness
from selaras.core.rules import Finding

SCHEMA_VERSION = "1.2"
SHOWN_PLACES = 2  # components are shown rounded; only the root was ever rounded in computing


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenResult:
    """The entry that freezes a result: which document, and by which program it was computed."""

    version: int
    as_of: date
    document: str  # SHA-256 of the published bytes, hex
    program: str  # "selaras 0.2.0"
    schema: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPaper:
    """The entry that names a paper by the digest of its bytes."""

    code: str
    file_name: str
    title: str
    sha256: str


def publication(case: c.CaseFile, results: Results) -> dict[str, Any]:
    """Return everything published about one event, as JSON of strings, integers, lists and mappings."""
    event = case.event
    return {
        "schema_version": SCHEMA_VERSION,
        "event": {
            "key": event.key,
            "kind": event.kind.value,
            "title": event.title,
            "agency": case.agency.name,
            "dates": {"starts_on": event.starts_on.isoformat(), "ends_on": event.ends_on.isoformat()},
            "venue": event.venue,
            "purpose": case.scheme.purpose.value,
            "reviewer": results.reviewer,
            "deciding_officer": {
                "name": event.deciding_officer.name,
                "office": event.deciding_officer.office,
                "status": event.head.status.value,
            },
            "follows": event.follows.key if event.follows else None,
            "stage": "scored" if results.is_scored else "ready",
        },
        "rulebook": {"digest": results.rulebook_digest, "on": results.rulebook_on.isoformat()},
        "scheme": {"digest": results.scheme_digest, "version": case.scheme.version},
        "officials": [_official(case, one) for one in results.officials],
        "voided": [_voided(one) for one in case.voided],
        "panel": _findings(results.panel),
        "permissions": _findings(results.permissions),
        "deadlines": [_deadline(one) for one in results.deadlines],
        "summary": _summary(results),
        "measurement": measured_event(results.measured) if results.measured else None,
        "robustness": robustness(results.robustness) if results.robustness else None,
        "notices": notices(case, results),
    }


NOT_A_GROUND = "Hasil ini bukan dasar pembebasan dari jabatan."
NOT_PROVABLE = (
    "Berkas ini diimpor: tindakan dua orang, urutan penilaian, dan tanda tangan perangkat "
    "tidak dapat dibuktikan dari catatannya."
)

VOIDED = "{n} lembar nilai dibatalkan oleh dua orang, dengan alasan yang disebut di berkas hasil."


def notices(case: c.CaseFile, results: Results) -> list[str]:
    """Return what every reader must be told first."""
    told = [NOT_A_GROUND] if results.is_scored else []
    if case.voided:
        told.append(VOIDED.format(n=len(case.voided)))
    return told if case.is_signed else [*told, NOT_PROVABLE]


def publication_bytes(case: c.CaseFile, results: Results) -> bytes:
    """Return ``results.json``: UTF-8, sorted keys, one newline at the end."""
    text = json.dumps(publication(case, results), ensure_ascii=False, sort_keys=True, indent=1)
    return (text + "\n").encode()


def _official(case: c.CaseFile, one: OfficialResult) -> dict[str, Any]:
    return {
        "nip": one.nip,
        "name": one.name,
        "position": one.position,
        "position_title": one.position_title,
        "status": one.status.value,
        "reasons": _findings(one.reasons),
        "components": {part.code: _component(part) for part in one.components},
        "examiners": [
            {
                "examiner": score.examiner,
                "component": score.component,
                "points": str(rounded(score.points, SHOWN_PLACES)),
                "disclosed_conflict": score.disclosed,
                "discrepant": score.discrepant,
                "discrepant_by": list(score.discrepant_by),
                "reconfirmed": score.reconfirmed,
            }
            for score in one.examiners
        ],
        "score": _text(one.score),
        "rank": one.rank,
        "tied_with": list(one.tied_with),
        "category": one.category.value if one.category else None,
        "category_name": one.category.istilah if one.category else None,
        "passed": one.passed,
        "without_conflict": (
            {"score": str(one.without_conflict.score), "rank": one.without_conflict.rank}
            if one.without_conflict
            else None
        ),
        "match": _match(one.match) if one.match else None,
        "no_match_because": one.no_match_because,
        "alternatives": [_alternative(case, other) for other in one.alternatives],
        "box": one.box.number if one.box else None,
        "talent": (
            {
                "performance": one.box.performance.value,
                "potential": one.box.potential.value,
                "performance_points": _text(one.box.performance_points),
                "potential_points": str(one.box.potential_points),
                "actions": list(one.box.actions),
            }
            if one.box
            else None
        ),
        "no_box_because": one.no_box_because,
        "recommendation": _recommendation(one.recommendation),
        "margin": margin(one.margin) if one.margin else None,
    }


def _voided(one: c.VoidedSheet) -> dict[str, Any]:
    return {"examiner": one.examiner, "nip": one.nip, "method": one.method.value, "reason": one.reason}


def _component(part: ComponentScore) -> dict[str, Any]:
    return {
        "name": part.name,
        "parent": part.parent,
        "weight": _two(part.weight),
        "effective_weight": str(rounded(part.effective_weight, SHOWN_PLACES)),
        "points": str(rounded(part.points, SHOWN_PLACES)) if part.points is not None else None,
    }


def _match(match: Match) -> dict[str, Any]:
    return {
        "position": match.position,
        "percent": str(match.percent),
        "category": match.category.value,
        "category_name": match.category.istilah,
        "evidenced_percent": str(match.evidenced_percent),
        "is_thin": match.is_thin,
        "knocked_out_by": list(match.knocked_out_by),
        "gaps": [
            {
                "competence": gap.competence,
                "name": gap.name,
                "required": gap.required,
                "level": _two(gap.level),
                "source": gap.source,
                "mandatory": gap.mandatory,
                "shortfall": _two(gap.shortfall),
            }
            for gap in match.gaps
        ],
    }


def _alternative(case: c.CaseFile, one: Alternative) -> dict[str, Any]:
    title = next(post.title for post in case.positions if post.code == one.position)
    return {
        "position": one.position,
        "title": title,
        "rank": one.rank,
        "percent": str(one.percent),
        "same_as": list(one.same_as),
        "flags": _findings(one.findings),
    }


def _recommendation(one: Recommendation) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "name": one.kind.istilah,
        "position": one.position,
        "reasons": [{"code": reason.code, "facts": dict(reason.facts)} for reason in one.reasons],
    }


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [
        {
            "rule": one.rule,
            "article": one.article,
            "outcome": one.outcome.value,
            "text": one.text_id(),
            "facts": dict(one.facts),
        }
        for one in findings
    ]


def _deadline(one: Deadline) -> dict[str, Any]:
    return {
        "on": one.on.isoformat(),
        "kind": one.kind,
        "subject": one.subject,
        "nip": one.nip,
        "position": one.position,
        "rule": one.rule,
        "article": one.article,
        "certain": one.certain,
        "text": one.text,
    }


def _summary(results: Results) -> dict[str, Any]:
    told = results.summary
    return {
        "officials": told.officials,
        "participants": told.participants,
        "exempt": told.exempt,
        "ineligible": told.ineligible,
        "not_assessed": told.not_assessed,
        "examiners": told.examiners,
        "vacant_positions": told.vacant_positions,
        "acting_positions": told.acting_positions,
        "passed": told.passed,
        "failed": told.failed,
        "passed_percent": _text(told.passed_percent),
        "boxes": dict(told.boxes),
    }


def _two(number: Decimal | None) -> str | None:
    """Return two places always: a weight of 40 and one of 40.00 are one, before the ledger and after."""
    return None if number is None else str(rounded(Fraction(number), SHOWN_PLACES))


def _text(number: object | None) -> str | None:
    return None if number is None else str(number)
