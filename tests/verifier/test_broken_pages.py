"""Each guard of the page, taken out: the same bundle then gets another verdict, so some test would see it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.tampered.conformance_set import conformance_set
from tests.tampered.forgeries.conformance import Case
from tests.verifier.browser import OpenPage
from tools.build_verifier import page, read_sources

pytestmark = pytest.mark.browser
CASES = conformance_set()
SOURCES = read_sources()
# Where a guard stands, how it refuses there, and its reason: the broken page says nothing instead.
GUARDS = (
    ("zip.js", 'refuse("zip_not_canonical")', "zip_not_canonical"),
    ("bundle.js", 'refuse("file_digest_wrong", { file })', "file_digest_wrong"),
    ("entering.js", 'refuse("policy_not_the_given_one")', "policy_not_the_given_one"),
    ("entering.js", 'refuse("signature_wrong", { index, device: envelope.device })', "signature_wrong"),
    ("keyring.js", 'refuse("device_revoked")', "device_revoked"),
    ("rooting.js", 'refuse("chain_broken", { index, device: envelope.device })', "chain_broken"),
    ("rooting.js", 'refuse("seen_ahead", where)', "seen_ahead"),
    ("rooting.js", 'refuse("seen_another_ledger", where)', "seen_another_ledger"),
    ("rooting.js", 'refuse("ledger_root_wrong")', "ledger_root_wrong"),
    (
        "rooting.js",
        'refuse("checkpoint_root_wrong", { file, size: checkpoint.size })',
        "checkpoint_root_wrong",
    ),
    ("rooting.js", 'refuse("checkpoint_not_signed", { file })', "checkpoint_not_signed"),
    ("rooting.js", 'refuse("checkpoint_missing", { size })', "checkpoint_missing"),
    (
        "rooting.js",
        'refuse("quorum_missing", { file, expected: quorum, got: signed.size })',
        "quorum_missing",
    ),
    ("note.js", 'if (!holds) refuse("cosignature_wrong", wrong)', "cosignature_wrong"),
    ("opening.js", 'refuse("payload_missing", { index })', "payload_missing"),
    ("opening.js", 'refuse("erased_payload_there", { index })', "erased_payload_there"),
    ("life.js", 'refuse("phase_out_of_order", { phase: this.phase })', "phase_out_of_order"),
    ("life.js", 'refuse("form_not_the_locked_one", { method: envelope.method })', "form_not_the_locked_one"),
    ("life.js", 'refuse("mark_not_signed", { device })', "mark_not_signed"),
    ("life.js", 'refuse("mark_of_another_examiner", { device })', "mark_of_another_examiner"),
    ("life.js", 'refuse("scheme_after_first_mark")', "scheme_after_first_mark"),
    ("life.js", 'refuse("rulebook_digest_wrong")', "rulebook_digest_wrong"),
    ("life.js", 'refuse("not_by_the_office")', "not_by_the_office"),
    ("life.js", 'refuse("entry_not_signed")', "entry_not_signed"),
    ("life.js", 'refuse("entered_after_close", { phase: this.phase })', "entered_after_close"),
    ("life.js", 'refuse("person_exchanged", { subject })', "person_exchanged"),
    ("life.js", 'refuse("enrolment_wrong", { device: envelope.device })', "enrolment_wrong"),
    ("life.js", 'refuse("approval_too_old", { verb })', "approval_too_old"),
    ("recount.js", 'refuse("ranks_contradict_scores", { subject })', "ranks_contradict_scores"),
    ("opening.js", 'refuse("erasure_wrong", { index: order.index })', "erasure_wrong"),
    ("life.js", 'refuse("revision_without_reason")', "revision_without_reason"),
    (
        "life.js",
        'refuse("conflicted_pair_marked", { index, examiner, subject: nip })',
        "conflicted_pair_marked",
    ),
    ("life.js", 'refuse("approval_used_twice", { verb })', "approval_used_twice"),
    ("life.js", 'refuse("approval_same_person", { verb })', "approval_same_person"),
    ("life.js", 'refuse("approval_of_something_else", { verb })', "approval_of_something_else"),
    ("life.js", 'refuse("approval_wrong_role", { verb })', "approval_wrong_role"),
    ("life.js", 'refuse("log_key_not_vouched")', "log_key_not_vouched"),
    ("life.js", 'refuse("reveal_before_close")', "reveal_before_close"),
    ("life.js", 'refuse("result_before_close")', "result_before_close"),
    ("recount.js", 'refuse("number_unknown", { subject, id, published: there.value })', "number_unknown"),
    (
        "recount.js",
        'refuse("numbers_entry_differs", { subject, index: entry.index })',
        "numbers_entry_differs",
    ),
    ("published.js", 'refuse("result_document_differs", { file: RESULTS })', "result_document_differs"),
    ("published.js", 'refuse("result_number_differs", { subject, id })', "result_number_differs"),
    ("published.js", 'refuse("paper_differs", { file })', "paper_differs"),
    ("proposing.js", 'refuse("placement_out_of_place", { phase })', "placement_out_of_place"),
    ("proposing.js", 'refuse("proposal_outside_review", { phase })', "proposal_outside_review"),
    ("proposing.js", 'refuse("proposal_without_reasons")', "proposal_without_reasons"),
    ("proposing.js", 'refuse("proposal_without_letter")', "proposal_without_letter"),
    ("proposing.js", 'refuse("not_by_the_server", { device })', "not_by_the_server"),
    ("proposing.js", 'refuse("timetable_after_close", { phase })', "timetable_after_close"),
    (
        "statements.js",
        'refuse("data_check_of_other_data", { subject: told.official })',
        "data_check_of_other_data",
    ),
    ("statements.js", 'refuse("said_by_another", { device })', "said_by_another"),
    ("statements.js", 'refuse("minutes_wrong", { part: "panel" })', "minutes_wrong"),
    ("statements.js", 'refuse("minutes_wrong", { part: "dissent" })', "minutes_wrong"),
    (
        "statements.js",
        'refuse("minutes_of_another_result", { expected: this.version })',
        "minutes_of_another_result",
    ),
    ("statements.js", 'refuse("objection_out_of_order", { number })', "objection_out_of_order"),
    ("decisions.js", 'refuse("decision_out_of_place", { phase })', "decision_out_of_place"),
    ("decisions.js", 'refuse("decision_without_letter")', "decision_without_letter"),
    ("decisions.js", 'refuse("decision_of_another_target", { position })', "decision_of_another_target"),
    ("decisions.js", 'refuse("decision_wrong", { part: "kind" })', "decision_wrong"),
    ("decisions.js", 'refuse("decision_without_ground", { subject: official })', "decision_without_ground"),
    ("decisions.js", 'refuse("decision_post_taken", { position })', "decision_post_taken"),
    ("decisions.js", 'refuse("decrees_before_decisions", { subject: code })', "decrees_before_decisions"),
    ("problem.js", 'refuse("placement_differs", { part: "rules" })', "placement_differs"),
    (
        "gates.js",
        'refuse("placement_gate_differs", { subject, position, because })',
        "placement_gate_differs",
    ),
    ("together.js", 'refuse("slate_wrong", { part: "name" })', "slate_wrong"),
    ("together.js", 'refuse("slate_wrong", { part: "most_moves" })', "slate_wrong"),
    ("together.js", 'refuse("slate_wrong", { part: "draws" })', "slate_wrong"),
    ("placing.js", 'refuse("slate_wrong", { part: "draws" })', "slate_wrong"),
    ("placing.js", 'refuse(`${envelope.type}_wrong`, { part: "subject" })', "slate_wrong"),
    ("placing.js", 'refuse("best_slate_missing", { index })', "best_slate_missing"),
    ("placing.js", 'refuse("placement_differs", { part: "knocked_out" })', "placement_differs"),
    ("slate.js", 'refuse("guard_broken", { subject })', "guard_broken"),
    ("slate.js", 'refuse("seat_closed", { subject, position })', "seat_closed"),
    ("slate.js", 'refuse("post_taken_twice", { subject, position })', "post_taken_twice"),
    ("slate.js", 'refuse("best_slate_missing")', "best_slate_missing"),
    ("slate.js", 'refuse("coupling_broken", { rule: row.rule })', "coupling_broken"),
    ("slate.js", 'refuse("coupling_broken", { rule })', "coupling_broken"),
    (
        "slate.js",
        'refuse("objective_differs", { published: objective, recomputed: Number(sum) })',
        "objective_differs",
    ),
    ("slate.js", 'refuse("proof_row_unknown", { row })', "proof_row_unknown"),
    (
        "slate.js",
        'refuse("proof_misses_going", { official: told.officials[unwilling] })',
        "proof_misses_going",
    ),
    (
        "slate.js",
        'refuse("proof_misses_pair", { official: told.officials[i], post: told.posts[j] })',
        "proof_misses_pair",
    ),
    (
        "slate.js",
        'refuse("bound_not_proved", { published: bound, recomputed: Number(proved) })',
        "bound_not_proved",
    ),
    (
        "slate.js",
        'refuse("best_is_not_best", { published: objective, recomputed: bound })',
        "best_is_not_best",
    ),
    ("placing.js", 'refuse("proposal_wrong", { subject: official })', "proposal_wrong"),
)
# Guards that are more than a refusal: what stands there, and what the broken page does instead.
BENT = (
    ("p256.js", "return crypto.subtle.verify(kind", "return Boolean(kind", "signature_wrong"),
    ("opening.js", "!== entry.envelope.commit)", "=== null)", "commitment_does_not_open"),
    ("tree.js", "!sameBytes(r, root)", "false", "inclusion_not_proved"),
    ("json.js", "isTwice ||= keys.has(key);", "", "json_key_twice"),
    ("recount.js", "there.value === here.value", "true", "number_differs"),
    ("life.js", 'by?.role !== "PG"', "false", "mark_of_another_examiner"),
    ("judging.js", "hexOf(tree.root) === wanted", "true", "paper_code_unknown"),
    ("rational.js", "2n * value.n * scale + value.d", "2n * value.n * scale", None),
    ("numbers.js", "100 * passed", "10 * passed", None),
    ("problem.js", "2n * (BigInt(match)", "1n * (BigInt(match)", None),
    ("coupling.js", "most - held, rule", "most, rule", "coupling_broken"),
    ("life.js", 'role === DECIDING_OFFICER ? null : "record_proposal"', "null", "approval_missing"),
    ("points.js", 'if (rule !== "trimmed") return mean(ordered);', "return ordered[0];", None),
)


def first_that_differs(opened: OpenPage, reason: str | None) -> Case | None:
    """Return the first bundle of a reason that the page judges otherwise than it must."""
    for one in CASES:
        if one.reason != reason or one.python_only:
            continue
        try:
            if opened.verdict_of(one)["reason"] != reason:
                return one
        except Error:
            return one  # a page that breaks down is seen, too
    return None


def broken(browser: Browser, folder: Path, file: str, *, guard: str, instead: str) -> OpenPage:
    assert SOURCES[file].count(guard) == 1, "the guard is written otherwise now"
    path = folder / "broken.html"
    path.write_text(page({**SOURCES, file: SOURCES[file].replace(guard, instead)}), encoding="utf-8")
    return OpenPage(browser, path)


@pytest.mark.parametrize(("file", "guard", "reason"), GUARDS, ids=lambda one: one.split("(")[0])
def test_a_guard_that_says_nothing_is_seen(
    file: str, guard: str, reason: str, browser: Browser, tmp_path: Path
) -> None:
    opened = broken(browser, tmp_path, file, guard=guard, instead="void 0")

    assert first_that_differs(opened, reason)
    opened.close()


@pytest.mark.parametrize(("file", "guard", "instead", "reason"), BENT, ids=lambda one: str(one)[:30])
def test_a_bent_page_is_seen(
    file: str, guard: str, instead: str, reason: str | None, browser: Browser, tmp_path: Path
) -> None:
    opened = broken(browser, tmp_path, file, guard=guard, instead=instead)

    assert first_that_differs(opened, reason)
    opened.close()
