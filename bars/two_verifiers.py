"""Bar of two verifiers: written apart from one document, they say the same of every bundle.

What rests on law, proposals, margins or measures the page leaves to the other; that is counted apart.
"""

from __future__ import annotations

from pathlib import Path

from bars.bar import Bar, Outcome
from bars.parts import Part, counted, listed, parts, summed

FUZZED, CHUNK, CHUNK_OF_SET = 2_000, 200, 100


def compared_set(first: int, count: int) -> Part:
    from tests.tampered.attacks.comparing import compared
    from tests.tampered.conformance_set import conformance_set
    from tests.verifier.browser import OpenPage, a_browser

    with a_browser() as browser:
        page = OpenPage(browser)
        cases = conformance_set()[first : first + count]
        told = ((one.name, one.data, one.policy, one.paper) for one in cases)
        left = {one.name for one in cases if one.python_only}
        return compared(told, page.verdict, left_to_one=left)


def compared_fuzzed(first: int, count: int) -> Part:
    from tests.tampered.attacks.comparing import compared
    from tests.tampered.attacks.fuzz import fuzzed
    from tests.verifier.browser import OpenPage, a_browser

    with a_browser() as browser:
        page = OpenPage(browser)
        told = ((str(number), fuzzed(number), None, None) for number in range(first, first + count))
        return compared(told, page.verdict)


def verifiers_agree(_: Path) -> Outcome:
    from tests.tampered.conformance_set import conformance_set

    n_set = len(conformance_set())
    known = parts("two-verifiers/set", compared_set, n_set, CHUNK_OF_SET)
    fuzzed = parts("two-verifiers/fuzzed", compared_fuzzed, FUZZED, CHUNK)
    differing = listed(known, "differing") + listed(fuzzed, "differing")
    n = summed(known, "bundles"), summed(fuzzed, "bundles")
    return Outcome(
        holds=not differing and n == (n_set, FUZZED),
        figures={
            "conformance_set": n[0],
            "fuzzed": n[1],
            "left_to_one": summed(known, "left_to_one") + summed(fuzzed, "left_to_one"),
            "differing": len(differing),
            "first_differing": differing[:10],
            "reasons_of_fuzzed": counted(fuzzed, "by_reason"),
        },
    )


BARS = (
    Bar(
        name="two-verifiers",
        bound="same verdict, reason and place in Python and in the browser on the conformance set "
        f"and on {FUZZED} fuzzed bundles",
        measure=verifiers_agree,
    ),
)
