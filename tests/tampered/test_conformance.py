"""Every bundle of the conformance set gets the verdict, the reason and the place that it must get."""

import re
from pathlib import Path

import pytest

from selaras.core.verification.sentences_of_events import WARNINGS
from selaras.core.verification.sentences_of_placements import OF_PROCEEDINGS, OF_PROPOSALS
from selaras.core.verification.verifying import verify
from tests.tampered.conformance_set import conformance_set, expectation, forged
from tests.tampered.forgeries.conformance import Case

DOCUMENT = (Path(__file__).parents[2] / "docs" / "evidence-format.md").read_text(encoding="utf-8")
# Words of sections 11 to 13 that are written like a reason and are none: warnings, verbs, fields.
# A result is not computed under such rules.
NEVER_MET = {"coupling_rule_incomplete", "coupling_unit_unknown"}
NO_REASONS = {
    *WARNINGS,
    *("lock_scheme", "reopen_scoring", "void_sheet", "enrol_late", "recover_log_key"),
    *("late_because", "signed_marks", "passed_percent", "not_assessed", "close_scoring"),
    *("record_proposal", "record_decision", "record_letter", "change_target", "letter_on"),
    *(
        "pairs_recomputed",
        "pairs_not_recomputed_here",
        "draws_recomputed",
        "draws_not_recomputed_here",
        "most_moves",
    ),
    # A fault of the verifier itself: no bundle may bring it about.
    "check_not_possible",
}


@pytest.mark.parametrize("case", conformance_set(), ids=lambda one: one.name)
def test_a_bundle_gets_its_verdict_its_reason_and_its_place(case: Case) -> None:
    found = verify(case.data, policy=case.policy, paper=case.paper).to_json()

    assert (found["verdict"], found["reason"]) == (case.verdict, case.reason)
    assert {name: found["where"].get(name) for name in case.where} == dict(case.where)
    assert set(case.warnings) <= {one["code"] for one in found["warnings"]}


def test_the_set_is_large_and_names_its_forgeries() -> None:
    refused = [one for one in conformance_set() if one.verdict != "holds"]

    assert len(conformance_set()) >= 100
    assert len(refused) >= 75
    assert {one.name for one in refused} == {
        one.name for one in conformance_set() if one.name.endswith("_fail")
    }
    assert len({one.name for one in conformance_set()}) == len(conformance_set())


def test_every_reason_of_the_document_has_a_forgery_of_its_own() -> None:
    sections = DOCUMENT.split("## 11. ")[1].split("## 14. ")[0]
    told = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", sections)) - NO_REASONS
    told |= set(re.findall(r"`((?:json|envelope|zip)_[a-z_]+)`", DOCUMENT))
    told |= (OF_PROPOSALS.keys() | OF_PROCEEDINGS.keys()) - NEVER_MET

    assert told - {one.reason for one in conformance_set()} == set()


def test_the_set_is_what_the_forgers_make() -> None:
    # Estimates are floats before they are quantised: another processor may make them otherwise.
    kept = {one.name: expectation(one) for one in conformance_set() if not is_measured(one)}
    made = {one.name: expectation(one) for one in forged() if not is_measured(one)}

    assert made == kept


def is_measured(case: Case) -> bool:
    return case.name.startswith("measure") or case.name == "number_margin_fail"
