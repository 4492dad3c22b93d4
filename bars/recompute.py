"""Bar of recomputing: every published number follows from the marks, and no changed digit goes unseen."""

from __future__ import annotations

from pathlib import Path

from bars.bar import Bar, Outcome
from bars.parts import Part, listed, parts, summed

EVENTS, OFFICIALS, LEAST_NUMBERS = 50, 6, 10_000
IN_WHOLE_BUNDLES = 4  # changed digits of each event that are looked for through a whole bundle


def recounted_events(first: int, count: int) -> Part:
    from random import Random

    from tests.tampered.random_events import random_event
    from tests.tampered.recounting import any_change, is_refused_in_the_bundle, recounted

    total: dict[str, int] = dict.fromkeys(("numbers", "recomputed", "by_oracle", "digits", "in_bundles"), 0)
    wrong: list[str] = []
    missed: list[str] = []
    for number in range(first, first + count):
        event = random_event(number, officials=OFFICIALS)
        found = recounted(event, seed=str(number))
        for name in ("numbers", "recomputed", "by_oracle", "digits"):
            total[name] += getattr(found, name)
        wrong += [f"{number}: {one}" for one in found.wrong]
        missed += [f"{number}: {one}" for one in found.missed]
        chance = Random(f"berkas/{number}")
        for _ in range(IN_WHOLE_BUNDLES):
            change = any_change(event, chance)
            total["in_bundles"] += 1
            if not is_refused_in_the_bundle(event, change):
                missed.append(f"{number}: {change} in the bundle")
    return {**total, "wrong": wrong, "missed": missed}


def numbers_follow_from_marks(_: Path) -> Outcome:
    found = parts("recompute/events", recounted_events, EVENTS, 1)
    figures: dict[str, object] = {
        name: summed(found, name) for name in ("numbers", "recomputed", "by_oracle", "digits", "in_bundles")
    }
    wrong, missed = listed(found, "wrong"), listed(found, "missed")
    enough = summed(found, "recomputed") >= LEAST_NUMBERS
    return Outcome(
        holds=enough and summed(found, "recomputed") == summed(found, "numbers") and not wrong and not missed,
        figures={"events": len(found), **figures, "wrong": wrong[:10], "missed": missed[:10]},
    )


BARS = (
    Bar(
        name="recompute",
        bound=f"{LEAST_NUMBERS} published numbers over {EVENTS} random events are recomputed exactly, "
        "legal scores by an oracle too; every digit changed alone is found at its number",
        measure=numbers_follow_from_marks,
    ),
)
