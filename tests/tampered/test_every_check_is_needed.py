"""Verifiers broken on purpose, one check each: bundles of the conformance set pass that must not.

So every check is needed, and the set tells a verifier that lacks it from one that has it.
"""

import io
import zipfile
from collections.abc import Callable, Sequence

import pytest

from selaras.core.decisions import Decisions
from selaras.core.entries import EntryType
from selaras.core.evidence.keyring import Keyring
from selaras.core.life import Life
from selaras.core.move_policy import MovePolicy
from selaras.core.proposing import Proposals
from selaras.core.statements import Statements
from selaras.core.verification import archive, commitments, published, roots, signing, verifying
from selaras.core.verification.found import Found
from selaras.core.verification.placements import asking, slates
from selaras.core.verification.verdict import Outcome, Status
from tests.tampered.conformance_set import conformance_set

Patch = pytest.MonkeyPatch
BY_NAME = {one.name: one for one in conformance_set()}


def nothing(*_: object, **__: object) -> None:
    """Accept whatever is given."""


def holding(name: str) -> Callable[[Patch], None]:
    """Return a breakage that lets one whole check hold."""
    return lambda patch: patch.setitem(verifying._JUDGES, name, lambda _: Status.HOLDS)  # type: ignore[arg-type]


def without(of: object, name: str, instead: object = nothing) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(of, name, instead)


class Whatever(str):
    """Equal to every digest."""

    __slots__ = ()

    def __ne__(self, _: object) -> bool:
        return False

    def __eq__(self, _: object) -> bool:
        return True

    __hash__ = str.__hash__


def any_archive(data: bytes) -> dict[str, bytes]:
    """Read a ZIP file as everybody's reader does."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return {name: found.read(name) for name in sorted(found.namelist())}


def no_policy_given(patch: Patch) -> None:
    def check(found: Found) -> Status:
        found.given_policy = None
        return signing.check_keys(found)

    patch.setitem(verifying._JUDGES, "keys", check)  # type: ignore[arg-type]


def never_revoked(patch: Patch) -> None:
    take = Keyring.take

    def learn(self: Keyring, index: int, envelope: object, payload: object) -> None:
        if envelope.type is not EntryType.REVOCATION:  # type: ignore[attr-defined]
            take(self, index, envelope, payload)  # type: ignore[arg-type]

    patch.setattr(Keyring, "take", learn)


BROKEN: dict[str, tuple[Callable[[Patch], None], Sequence[str]]] = {
    "any form of archive": (without(archive, "files_of", any_archive), ("zip_compressed", "zip_hidden_file")),
    "no digests": (holding("digests"), ("grade_r1_with_an_unknown_file", "grade_r1_with_proofs")),
    "the bundle's own policy": (no_policy_given, ("policy_exchanged",)),
    "no signatures": (
        without(Keyring, "check"),
        ("mark_changed_under_its_signature", "mark_signed_with_the_log_key", "signed_by_the_former_log_key"),
    ),
    "no revocations": (never_revoked, ("mark_of_a_revoked_device",)),
    "no chains": (
        holding("chains"),
        ("sheet_dropped", "rewritten_behind_the_tablets", "sheet_saw_far_ahead"),
    ),
    "no roots": (holding("roots"), ("manifest_tells_another_root", "checkpoint_of_another_root")),
    "anybody's checkpoints": (without(roots, "check_log_signature"), ("checkpoint_signed_by_a_stranger",)),
    "no inclusion": (without(roots, "check_inclusion"), ("proof_changed", "own_mark_of_another_time")),
    "no quorum": (holding("quorum"), ("quorum_nobody", "quorum_one_witness_twice")),
    "no commitments": (
        without(commitments, "commitment", lambda **_: Whatever()),
        ("note_added", "salt_changed"),
    ),
    "no erasures": (without(commitments, "_check_erasures"), ("erased_and_still_there", "erasure_of_words")),
    "one person for two": (
        without(Life, "_agreed", lambda *_: ()),
        (
            *("locked_by_nobody", "locked_by_same_person", "exported_by_one", "enrolled_late_by_one"),
            *("choice_recorded_by_one", "choice_by_the_chair_alone", "choice_by_an_examiner"),
        ),
    ),
    "marks whenever": (
        without(Life, "_judge_marks"),
        ("marked_after_the_close", "mark_entered_by_the_server"),
    ),
    "moves whenever": (without(Life, "_judge_move"), ("closed_twice",)),
    "designs whenever": (without(Life, "_judge_design"), ("scheme_after_the_first_mark",)),
    "conflicts unseen": (without(Life, "finish"), ("conflict_declared_after_the_marks",)),
    "no life": (holding("life"), ("attendance_by_the_server", "revealed_while_scoring", "enrolled_twice")),
    "numbers as told": (
        without(published, "_compare", lambda *_: (1, {})),
        ("number_form_examiner_p1_c1_points", "number_summary_summary_acting_positions"),
    ),
    "numbers not entered": (without(published, "_compare_entries"), ("entered_otherwise_than_published",)),
    "proposals whenever": (
        without(Proposals, "judge"),
        (
            *("target_changed_after_the_decision", "choice_before_the_minutes", "choice_without_a_letter"),
            *("placement_by_the_chair", "placed_after_the_decision", "timetable_after_the_close"),
        ),
    ),
    "anybody says anything": (
        without(Statements, "judge"),
        (
            *("data_check_of_other_data", "data_check_by_an_examiner", "data_check_while_scoring"),
            *("minutes_without_a_member", "minutes_without_a_scan", "signed_for_an_older_result"),
            *("objection_left_out", "objection_answered_by_the_person"),
        ),
    ),
    "anything is decided": (
        without(Decisions, "judge"),
        (
            *("decided_in_the_review", "decided_without_a_letter", "released_by_the_test_alone"),
            *("decrees_before_all_decisions", "decided_on_no_proposal", "two_decided_on_one_post"),
        ),
    ),
    "seats decided as told": (
        without(Decisions, "judge_seat"),
        ("decided_on_another_target", "decided_to_stay_in_silence", "decided_as_a_promotion"),
    ),
    "everybody cleared": (
        without(Decisions, "is_cleared", lambda *_: True),
        ("decided_though_refused", "decided_though_refused_by_name", "decided_against_the_pertek"),
    ),
    "no placement": (holding("placement"), ("seat_on_a_closed_pair", "placement_value_raised")),
    "gates and values as told": (
        without(asking, "compare"),
        ("gate_of_law_removed", "gate_invented", "placement_experience_lowered", "placement_match_lowered"),
    ),
    "any policy of moves": (
        without(asking, "check_parts", lambda *_: MovePolicy(few_moves=1)),
        ("placement_of_another_policy",),
    ),
    "any seats": (without(slates, "check_seats"), ("two_on_one_post",)),
    "any wishes": (without(slates, "_check_obeys"), ("pin_not_obeyed",)),
    "any name": (without(slates, "_check_name"), ("best_with_a_wish",)),
    "rules that nobody asks": (
        without(slates, "check_coupling"),
        (
            *("rule_of_most_moves_broken", "rule_of_a_units_quota_broken", "rule_of_not_both_broken"),
            *("rule_of_apart_broken", "rule_of_a_long_chain_broken", "rule_of_a_long_cycle_broken"),
        ),
    ),
    "bounds as told": (
        without(slates, "_bound_proved", lambda told, _: told.bound),
        ("dual_lowered", "price_of_a_post_negative", "row_of_the_proof_tightened", "better_slate_hidden"),
    ),
    "any row of a proof": (without(slates, "follows", lambda *_: True), ("row_of_the_proof_tightened",)),
    "slates that nobody compares": (
        without(asking, "check_together"),
        ("best_slate_twice", "few_moves_twice", "few_moves_are_2", "few_moves_are_3"),
    ),
    "problems that nobody answers": (
        without(asking.Asking, "_check_answered"),
        ("problem_without_slates",),
    ),
    "draws as told": (
        without(asking.Redrawn, "recounts", lambda *_: False),
        ("measured_draws_counted_to_please", "measured_regret_told_to_please"),
    ),
    "any choice": (
        without(asking, "check_choice"),
        ("choice_of_a_closed_post", "choice_of_one_post_for_two", "choice_that_leaves_one_out"),
    ),
    "estimates as told": (without(published, "_draw_anew", lambda _: True), ("measure_drawn_to_please",)),
    "any document": (
        without(published, "_check_document"),
        ("document_exchanged", "document_with_another_name"),
    ),
    "any paper": (without(published, "_check_papers"), ("paper_changed", "paper_never_issued")),
    "no comparison with paper": (
        holding("paper"),
        ("paper_of_another_ledger", "rolled_back_behind_the_paper"),
    ),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_verifier_without_one_check_lets_a_forgery_pass(how: str, monkeypatch: Patch) -> None:
    breaking, names = BROKEN[how]
    forgeries = [BY_NAME[f"{name}_fail"] for name in names]
    whole = [verifying.verify(one.data, policy=one.policy, paper=one.paper) for one in forgeries]

    breaking(monkeypatch)
    blind = [verifying.verify(one.data, policy=one.policy, paper=one.paper) for one in forgeries]

    assert Outcome.HOLDS not in {one.verdict for one in whole}
    assert {one.name: found.reason for one, found in zip(forgeries, blind, strict=True)} == dict.fromkeys(
        (one.name for one in forgeries), None
    )
