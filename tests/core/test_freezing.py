"""Locking: one digest over scheme, standards and rulebook; every mark carries it through its form."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.codec import to_json
from selaras.core.entries import DESIGN_TYPES, EntryType, Opened, casefile_of, drafts_of
from selaras.core.freezing import Locked, locked
from selaras.core.move_policy import CouplingKind, CouplingRule, MovePolicy
from tests.core.building import ANI, BUDI, position, scheme, small_case, standard

RULEBOOK = "ab" * 32


def lock(case: c.CaseFile | None = None, rulebook: str = RULEBOOK) -> Locked:
    return locked(case or small_case(), rulebook_digest=rulebook)


CHANGES: dict[str, Callable[[s.Scheme], s.Scheme]] = {
    "a weight": lambda one: replace(
        one, components=(*one.components[:3], replace(one.components[3], weight=Decimal("60.01")))
    ),
    "a cut": lambda one: replace(
        one, cuts=(one.cuts[0], replace(one.cuts[1], at_least=Decimal(65)), one.cuts[2])
    ),
    "an anchor": lambda one: replace(
        one,
        criteria=(
            replace(one.criteria[0], anchors=(s.Anchor(mark=Decimal(1), words="Belum terlihat"),)),
            *one.criteria[1:],
        ),
    ),
    "the places": lambda one: replace(one, places=1),
    "the rule across examiners": lambda one: replace(one, examiner_rule=s.ExaminerRule.MEDIAN),
    "the treatment of no evidence": lambda one: replace(one, no_evidence=s.NoEvidence.LOWEST),
    "the tie-break": lambda one: replace(one, tie_break=(v.ComponentCode("KINERJA"),)),
    "the talent profile": lambda one: replace(one, talent=replace(one.talent, code="lain")),
    "the match policy": lambda one: replace(one, match=replace(one.match, cap=s.MatchCap.EACH)),
    "the seed of the timetable": lambda one: replace(one, timetable_seed=7),
    "the price of a move": lambda one: replace(one, placement=MovePolicy(move_price=Decimal(3))),
    "the version": lambda one: replace(one, version=2),
}


def test_a_rule_about_people_is_locked_by_their_codes_and_keeps_no_nip() -> None:
    rule = CouplingRule(kind=CouplingKind.APART, officials=(ANI.nip, BUDI.nip))
    case = replace(small_case(), scheme=scheme(placement=MovePolicy(rules=(rule,))))
    drafts = drafts_of(case, DESIGN_TYPES, lock=lock(case))
    entry = next(one for one in drafts if one.type is EntryType.SCHEME)
    opened = [Opened(one.type, one.subject, one.payload, one.note) for one in drafts]
    without_budi = [one for one in opened if one.subject != "P-002"]

    assert entry.payload["placement"]["rules"][0]["officials"] == ["P-001", "P-002"]
    assert casefile_of(opened).scheme == case.scheme
    assert lock(casefile_of(opened)).digest == lock(case).digest
    # Whoever was erased stays a code, and the lock holds.
    assert lock(casefile_of(without_budi)).digest == lock(case).digest


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_of_the_scheme_can_change_a_number_changes_the_digest(
    change: Callable[[s.Scheme], s.Scheme],
) -> None:
    changed = lock(small_case(scheme=change(scheme())))

    assert changed.digest != lock().digest
    assert changed.forms[v.Method.PAPER] != lock().forms[v.Method.PAPER]


def test_another_standard_of_a_post_changes_the_digest() -> None:
    lower = position("J-01", standard=(standard("M.01", 3), *position("J-01").standard[1:]))
    case = small_case(positions=(lower, *small_case().positions[1:]))

    assert lock(case).digest != lock().digest


def test_another_rulebook_changes_the_digest_and_every_form() -> None:
    other = lock(rulebook="cd" * 32)

    assert other.digest != lock().digest
    assert not set(other.forms.values()) & set(lock().forms.values())


def test_the_digest_is_of_the_meaning_and_not_of_the_spelling() -> None:
    cuts = tuple(replace(one, at_least=one.at_least * Decimal("1.00")) for one in scheme().cuts)

    assert lock(small_case(scheme=replace(scheme(), cuts=cuts))) == lock()


def test_the_digest_is_the_one_that_an_outsider_computes() -> None:
    case = small_case()
    whole = {
        "rulebook": RULEBOOK,
        "scheme": to_json(case.scheme),
        "standards": {one.code: to_json(one.standard) for one in case.positions},
    }
    canonical = json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    assert lock().digest == hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def test_every_method_has_a_form_of_its_own() -> None:
    forms = lock().forms

    assert {v.Method.PAPER, v.Method.INTERVIEW} <= set(forms)
    assert len(set(forms.values())) == len(forms)
    assert all(len(digest) == 64 for digest in forms.values())
