"""Two verifiers on one bundle: where they agree, and where only one of them can look."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from selaras.core.codec import Json
from selaras.core.verification.verifying import verify

# What rests on law, proposals, margins or measures, or on every word of the document.
OF_ONE_VERIFIER = {"result_differs", "measurement_not_reproduced", "measurement_missing"}
OF_ONE_VERIFIER |= {"measurement_of_other_marks", "measurement_of_other_model", "payload_field_wrong"}
# Refusals of the rules themselves, which the page does not ask.
REASONS_OF_LAW = ("rule_", "rulebook_format_unknown", "date_out_of_calendar", "end_before_start")
NUMBERS_OF_ONE = ("status", "assessment", "recommendation", "alternative.", "margin.")


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: str
    reason: str | None
    place: tuple[object, ...]


def judged(verdict: Mapping[str, Json]) -> Judged:
    return Judged(verdict["verdict"], verdict["reason"], place_in(verdict["where"]))


def place_in(where: Mapping[str, Json]) -> tuple[object, ...]:
    """Return the place as the document has it: an entry, a line, a file or a number."""
    if where.get("index") is not None:
        return ("index", where["index"])
    if where.get("line") is not None:
        return ("line", where.get("file"), where["line"])
    if where.get("file") is not None:
        return ("file", where["file"])
    if where.get("id") is not None:
        return ("number", where.get("subject"), where["id"])
    return ()


def is_left_to_one(verdict: Mapping[str, Json]) -> bool:
    """Return whether only the verifier that recomputes law and proposals can find this."""
    reason, where = verdict["reason"], verdict["where"]
    if reason in OF_ONE_VERIFIER:
        return True
    if reason == "result_not_computable" and str(where.get("because")).startswith(REASONS_OF_LAW):
        return True
    name = str(where.get("id"))
    return reason in ("number_differs", "number_missing", "number_unknown") and name.startswith(
        NUMBERS_OF_ONE
    )


def compared(
    bundles: Iterable[tuple[str, bytes, bytes | None, str | None]],
    other: Callable[..., Json],
    *,
    left_to_one: Collection[str] = (),
) -> dict[str, Json]:
    """Return how often this verifier and another one said the same of bundles, each with policy and paper.

    left_to_one : names of those that only this verifier need refuse
    """
    n, left, differing, reasons = 0, 0, [], Counter[str]()
    for name, data, policy, paper in bundles:
        mine = verify(data, policy=policy, paper=paper).to_json()
        theirs = other(data, policy=policy, paper=paper)
        n += 1
        reasons[str(mine["reason"])] += 1
        if judged(mine) == judged(theirs):
            continue
        if name in left_to_one or is_left_to_one(mine):
            left += 1
        else:
            differing.append(f"{name}: {told_of(mine)} | {told_of(theirs)}")
    return {"bundles": n, "left_to_one": left, "differing": differing, "by_reason": dict(reasons)}


def told_of(verdict: Mapping[str, Json]) -> str:
    return f"{verdict['verdict']} {verdict['reason']} {verdict['where']}"
