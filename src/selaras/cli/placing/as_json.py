"""A placement as JSON: what is proposed, what it is worth, why, and what everything else would lose.

Decimals are strings, as in ``results.json``; people stand with code, NIP and name, posts with code and title.
"""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from selaras.core.casefile import CaseFile
from selaras.core.codec import decimal_of
from selaras.core.outcome import Reason, Results
from selaras.core.placement.model import NOWHERE, Requirement, Slate, Step
from selaras.core.placement.offer import Offer, PostTold, Problem, SeatTold, WhyNot
from selaras.core.rules import Finding
from selaras.documents.placing_sentences import ENGLISH, INDONESIAN, Cast, cast_of, requirement, why

SCHEMA = "selaras-placement-1"
Json = Any


def placement_bytes(case: CaseFile, results: Results, offer: Offer) -> bytes:
    """Return an offer as it is written to ``penempatan.json``."""
    return as_bytes(placement_json(case, results, offer))


def unplaced_bytes(case: CaseFile, *, because: str, conflict: Sequence[Json] = ()) -> bytes:
    """Return why an event has no proposal: a code, and the requirements that cannot hold together."""
    return as_bytes(
        {"schema": SCHEMA, "event": case.event.key, "unplaced_because": because, "conflict": list(conflict)}
    )


def as_bytes(told: Json) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def placement_json(case: CaseFile, results: Results, offer: Offer) -> dict[str, Json]:
    """Return an offer with its first slate in full and the others by their seats."""
    telling = _Telling(case, results, offer.problem)
    return {
        "schema": SCHEMA,
        "event": case.event.key,
        "scheme": results.scheme_digest,
        "unplaced_because": None,
        "conflict": [],
        "slates": [telling.slate(one, offer) for one in offer.slates],
        "officials": [telling.seat(one, offer) for one in offer.seats],
        "posts": [telling.post_told(one) for one in offer.posts],
        "frontier": [
            {
                "moves": one.moves,
                "objective": points(one.objective),
                "is_supported": one.is_supported,
            }
            for one in offer.frontier
        ],
    }


def conflict_json(
    case: CaseFile, results: Results, problem: Problem, conflict: Sequence[Requirement]
) -> list[dict[str, Json]]:
    """Return requirements that cannot hold together, each with its sentences."""
    telling = _Telling(case, results, problem)
    return [
        {
            "kind": one.kind.value,
            "officials": [telling.official(row) for row in one.officials],
            "posts": [telling.post(column) for column in one.posts],
            "rule": None if one.rule == NOWHERE else one.rule,
            "text_id": requirement(telling.cast, problem.instance, one, INDONESIAN),
            "text_en": requirement(telling.cast, problem.instance, one, ENGLISH),
        }
        for one in conflict
    ]


def points(hundredths: int) -> str:
    """Return hundredths of a point as a decimal with two places.

    >>> points(9231)
    '92.31'
    """
    return str(decimal_of(hundredths))


class _Telling:
    """Rows and columns by the names that a reader knows."""

    def __init__(self, case: CaseFile, results: Results, problem: Problem) -> None:
        self.cast: Cast = cast_of(case, results, problem)
        self._problem = problem
        self._names = {one.nip: one.name for one in case.officials}

    def official(self, row: int) -> dict[str, Json]:
        nip = self._problem.nips[row]
        return {"code": self._problem.instance.officials[row], "nip": nip, "name": self._names[nip]}

    def post(self, column: int) -> dict[str, Json] | None:
        if column == NOWHERE:
            return None
        return {"code": self._problem.positions[column], "title": self.cast.post(column)}

    def step(self, one: Step) -> dict[str, Json]:
        return {
            "official": self.official(one.official),
            "from": self.post(one.start),
            "to": self.post(one.end),
        }

    def slate(self, one: Slate, offer: Offer) -> dict[str, Json]:
        seats = one.solution.seat.tolist()
        home = offer.instance.home.tolist()
        return {
            "name": one.name.value,
            "wishes": {
                "most_moves": one.wishes.most_moves,
                "pins": [list(pair) for pair in one.wishes.pins],
                "bans": [list(pair) for pair in one.wishes.bans],
                "opened": list(one.wishes.opened),
            },
            "objective": points(one.solution.objective),
            "bound": points(one.solution.bound),
            "is_optimal": one.solution.is_optimal,
            "moves": sum(seat != own for seat, own in zip(seats, home, strict=True)),
            "seats": {
                code: None if seat == NOWHERE else offer.instance.posts[seat]
                for code, seat in zip(offer.instance.officials, seats, strict=True)
            },
            "chains": [[self.step(step) for step in each.steps] for each in one.chains if not each.is_cycle],
            "cycles": [[self.step(step) for step in each.steps] for each in one.chains if each.is_cycle],
            "tied": [offer.instance.officials[row] for row in one.tied],
            "draws": one.n_draws,
            "regret": None if one.regret is None else [points(part) for part in one.regret],
        }

    def seat(self, one: SeatTold, offer: Offer) -> dict[str, Json]:
        worth = one.worth
        return {
            **self.official(one.official),
            "from": self.post(int(offer.instance.home[one.official])),
            "to": self.post(one.post),
            "kind": one.kind.value,
            "change": {
                "echelon": list(one.change.echelon),
                "job_class": list(one.change.job_class),
                "allowance_class": list(one.change.allowance_class),
            },
            "match": _text(worth.match if worth else None),
            "expected": _text(worth.expected if worth else None),
            "experience": _text(worth.experience if worth else None),
            "price": _text(worth.price if worth else None),
            "value": points(worth.value) if worth else None,
            "flags": [{"rule": each.rule, "article": each.article} for each in one.flags],
            "margin": None if one.margin is None else points(one.margin),
            "chosen_percent": _text(one.chosen_percent),
            "others": [self.why_not(each) for each in one.others],
            "wished": None if one.wished is None else self.why_not(one.wished),
            "why_id": why(offer, self.cast, one, INDONESIAN),
            "why_en": why(offer, self.cast, one, ENGLISH),
        }

    def why_not(self, one: WhyNot) -> dict[str, Json]:
        if one.closed:
            return {"post": self.post(one.post), "closed": [_ground(each) for each in one.closed]}
        if one.never:
            return {"post": self.post(one.post), "never": True}
        return {
            "post": self.post(one.post),
            "loss": points(one.loss),
            "is_bound": one.is_bound,
            "path": [self.step(each) for each in one.path],
        }

    def post_told(self, one: PostTold) -> dict[str, Json]:
        return {
            "post": self.post(one.post),
            "holder": None if one.holder == NOWHERE else self.official(one.holder),
            "goes_to_selection": one.goes_to_selection,
            "candidates": [
                {**self.official(each.official), "value": points(each.worth.value), "loss": points(each.loss)}
                for each in one.candidates
            ],
        }


def _ground(one: Finding | Reason) -> dict[str, Json]:
    if isinstance(one, Finding):
        return {"rule": one.rule, "article": one.article}
    return {"code": one.code, "facts": dict(one.facts)}


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
