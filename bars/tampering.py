"""Bar of tampering: whatever somebody with root and the log key does to an event is found, at its place.

Not counted as tampering is what a bundle may lawfully leave out: an earlier checkpoint, a paper, a line of a
witness under an earlier checkpoint.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bars.bar import Bar, Outcome
from bars.parts import Part, counted, listed, parts, summed

OFFICIALS, METHODS, EXAMINERS = 41, 3, 5
MUTATIONS, CLEAN, CHUNK = 5_000, 200, 50
CLEAN_OFFICIALS = (1, 3, 6, 12, OFFICIALS)


@cache
def _base() -> object:
    from tests.tampered.attacks.mutation import Structure
    from tests.tampered.signed_event import signed_event

    return Structure(signed_event(officials=OFFICIALS, methods=METHODS, examiners=EXAMINERS))


def attacked_chunk(first: int, count: int) -> Part:
    from tests.tampered.attacks.campaign import attacked
    from tests.tampered.attacks.mutation import Structure

    base = _base()
    assert isinstance(base, Structure)
    found = attacked(base, range(first, first + count))
    return {
        "mutations": found.mutations,
        "judged": found.judged,
        "not_found": found.not_found,
        "misplaced": found.misplaced,
        "by_attack": found.by_attack,
        "by_reason": found.by_reason,
    }


def clean_bundle(number: int) -> str | None:
    """Return the reason for which an honest bundle is refused; None when all holds."""
    from selaras.core.verification.verifying import verify
    from tests.tampered.signed_event import signed_event

    event = signed_event(
        officials=CLEAN_OFFICIALS[number % len(CLEAN_OFFICIALS)],
        methods=1 + number % METHODS,
        examiners=3 + number % 3,
        seed=f"bersih {number}",
        signed=number % 7 != 0,
    )
    grade = ("R1", "R1", "R2", "R3")[number % 4]
    data = event.bundle(grade, subject="P-001" if grade == "R3" else None)
    found = verify(data, policy=event.policy, paper=event.paper_code)
    return None if found.reason is None else f"{number}: {found.reason} {dict(found.where)}"


def clean_chunk(first: int, count: int) -> Part:
    from tests.tampered.signed_event import signed_event

    refused = [told for number in range(first, first + count) if (told := clean_bundle(number)) is not None]
    signed_event.cache_clear()
    return {"clean": count, "false_alarms": refused}


def tampering_found(_: Path) -> Outcome:
    attacked = parts("tampering/attacked", attacked_chunk, MUTATIONS, CHUNK)
    clean = parts("tampering/clean", clean_chunk, CLEAN, CHUNK)
    n, judged = summed(attacked, "mutations"), summed(attacked, "judged")
    not_found, misplaced = listed(attacked, "not_found"), listed(attacked, "misplaced")
    false_alarms = listed(clean, "false_alarms")
    right = 1 - len(misplaced) / judged
    return Outcome(
        holds=n == MUTATIONS
        and not not_found
        and right >= 0.99
        and summed(clean, "clean") == CLEAN
        and not false_alarms,
        figures={
            "mutations": n,
            "found": n - len(not_found),
            "with_one_right_place": judged,
            "right_place_percent": round(100 * right, 2),
            "clean_bundles": summed(clean, "clean"),
            "false_alarms": len(false_alarms),
            "not_found": not_found[:10],
            "misplaced": misplaced[:10],
            "by_reason": counted(attacked, "by_reason"),
            "by_attack": counted(attacked, "by_attack"),
        },
    )


BARS = (
    Bar(
        name="tampering",
        bound="of 5,000 mutations of a 41 x 5 x 3 event by whoever has root and the log key all are found, "
        "99 % at the right place; no false alarm on 200 clean bundles",
        measure=tampering_found,
    ),
)
