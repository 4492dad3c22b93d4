"""Every bundle of the conformance set, in the browser: the same verdict, reason and place as in Python."""

import pytest

from selaras.core.verification.verifying import verify
from tests.tampered.conformance_set import conformance_set
from tests.tampered.forgeries.conformance import Case
from tests.verifier.browser import OpenPage

pytestmark = pytest.mark.browser
HERE = [one for one in conformance_set() if not one.python_only]
ELSEWHERE = [one for one in conformance_set() if one.python_only]
HONEST = [one for one in HERE if one.verdict == "holds"]
# What both verifiers must say of an honest bundle, word for word; numbers differ by what each recomputes.
ALIKE = (
    "verdict",
    "checks",
    "warnings",
    "log",
    "grade",
    "subject",
    "size",
    "root",
    "code",
    "devices",
    "erased",
)


@pytest.mark.parametrize("case", HERE, ids=lambda one: one.name)
def test_a_bundle_gets_its_verdict_its_reason_and_its_place(case: Case, opened: OpenPage) -> None:
    found = opened.verdict_of(case)

    assert (found["verdict"], found["reason"]) == (case.verdict, case.reason)
    assert {name: found["where"].get(name) for name in case.where} == dict(case.where)
    assert set(case.warnings) <= {one["code"] for one in found["warnings"]}
    if case.verdict == "holds":
        there = verify(case.data, policy=case.policy, paper=case.paper).to_json()
        assert {name: found[name] for name in ALIKE} == {name: there[name] for name in ALIKE}
        assert found["numbers"]["recomputed"] <= there["numbers"]["recomputed"]


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda one: one.name)
def test_what_only_the_other_verifier_recomputes_is_never_called_recomputed(
    case: Case, opened: OpenPage
) -> None:
    found = opened.verdict_of(case)

    assert found["verdict"] in ("holds", case.verdict)
    if found["verdict"] == "holds":
        assert found["numbers"]["not_recomputed_here"]
        assert not found["numbers"]["estimates_drawn_anew"]


def test_the_page_asks_nobody_for_anything(opened: OpenPage) -> None:
    opened.verdict_of(HONEST[0])
    opened.page.evaluate("() => fetch('https://example.invalid/').catch(() => null)")
    opened.page.evaluate("() => { new Image().src = 'https://example.invalid/a.png' }")

    # Not even the handler was reached: the page's own policy held both back.
    assert opened.asked == []
