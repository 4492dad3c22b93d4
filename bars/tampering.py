"""Bar of tampering: whatever somebody with root and the log key does to an event is found, at its place.

Not counted as tampering is what a bundle may lawfully leave out: an earlier checkpoint, a paper, a line of a
witness under an earlier checkpoint.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from bars.bar import RESULTS, Bar, Outcome, commit, git

OFFICIALS, METHODS, EXAMINERS = 41, 3, 5
MUTATIONS, CLEAN, CHUNK, PROCESSES = 5_000, 200, 50, 2
CLEAN_OFFICIALS = (1, 3, 6, 12, OFFICIALS)
# What the figures hang on: the verifier, and who attacks it.
CODE = ("src/selaras/core", "tests/tampered")

Part = dict[str, object]


def code_tree() -> str:
    """Return the state of the code that is measured, as git knows it; marked where it is changed."""
    trees = "-".join(git("rev-parse", f"HEAD:{one}")[:8] for one in CODE)
    changed = git("status", "--porcelain", "--untracked-files=no", "--", *CODE)
    return trees + ("+changes" if changed else "")


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


def parts(folder: str, chunk: object, n: int) -> list[Part]:
    """Return the parts of a long measurement: those kept from this code, and the missing ones made now."""
    assert callable(chunk)
    path = RESULTS / "tampering" / f"{folder}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    tree = code_tree()
    kept: dict[str, Part] = {}
    if path.exists():
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["code"] == tree and not tree.endswith("+changes"):
            kept = content["parts"]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        waiting = {
            first: pool.submit(chunk, first, min(CHUNK, n - first))
            for first in range(0, n, CHUNK)
            if str(first) not in kept
        }
        for first, one in waiting.items():
            kept[str(first)] = one.result()
            draft = path.with_suffix(".draft")
            draft.write_text(json.dumps({"commit": commit(), "code": tree, "parts": kept}) + "\n")
            draft.replace(path)
    return [kept[str(first)] for first in range(0, n, CHUNK)]


def listed(found: Sequence[Part], name: str) -> list[str]:
    told: list[str] = []
    for one in found:
        values = one[name]
        assert isinstance(values, list)
        told += values
    return told


def counted(found: Sequence[Part], name: str) -> dict[str, int]:
    total = Counter[str]()
    for one in found:
        values = one[name]
        assert isinstance(values, dict)
        total.update(values)
    return dict(total.most_common())


def summed(found: Sequence[Part], name: str) -> int:
    return sum(int(str(one[name])) for one in found)


def tampering_found(_: Path) -> Outcome:
    attacked = parts("attacked", attacked_chunk, MUTATIONS)
    clean = parts("clean", clean_chunk, CLEAN)
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
