"""What leaves the house was frozen and issued; everything of a signed event leaves when two people agreed."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from selaras.actions.access import IMPORTER, Actor, Role
from selaras.actions.event_ref import EventRef
from selaras.actions.events import import_event
from selaras.actions.evidence.acts import asked_to_export, enter_export
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.exports import BundleExport, export_bundle, export_ledger, only_event
from selaras.actions.papers import issue_papers
from selaras.actions.ratings import import_marks
from selaras.actions.results import freeze_result
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade, Manifest, files_of, read_entries
from selaras.core.evidence.policy import policy_of
from selaras.documents.papers import Paper
from selaras.outside.chance import SeededChance, SystemChance
from selaras.outside.clock import StoppedClock
from selaras.records import models as rows
from tests.actions.evidence.live_events import LOG_KEY, OFFICE, acting, clock, scoring
from tests.core.building import rulebook_on, small_case

BY: dict[str, Any] = {
    "actor": IMPORTER,
    "declared_at": date(2024, 2, 1),
    "clock": StoppedClock(datetime(2024, 2, 2, 9, 30, tzinfo=UTC)),
    "chance": SystemChance(),
}
PAPER = Paper(code="daftar-peserta", file_name="01-daftar-peserta.pdf", title="Daftar", content=b"%PDF 1")


def imported() -> EventRef:
    ref = import_event(small_case(), rulebook_on(), **BY)
    import_marks(ref, small_case(), rulebook_on(), **BY)
    return ref


def frozen() -> EventRef:
    ref = imported()
    freeze_result(ref, as_of=date(2024, 1, 30), **BY)
    issue_papers(ref, [PAPER], **BY)
    return ref


def bundle(ref: EventRef, grade: Grade = Grade.FULL, **changes: Any) -> BundleExport:
    return export_bundle(ref, **{"grade": grade, "actor": OFFICE, "papers": {}, **changes})


def test_a_full_bundle_holds_the_frozen_result_and_its_numbers(db: None) -> None:
    ref = frozen()
    files = files_of(bundle(ref).content)

    document = rows.Result.objects.get().document.encode()
    numbers = json.loads(files["publish/numbers.json"])
    assert files["publish/results.json"] == document
    assert numbers["version"] == 1
    assert sorted(numbers["people"]) == ["P-001", "P-002", "P-003"]
    assert {one["id"] for one in numbers["people"]["P-001"]} >= {"score", "rank", "category"}
    assert any(one["id"] == "summary.passed" for one in numbers["event"])


def test_of_two_results_the_numbers_of_the_last_are_shown(db: None) -> None:
    ref = frozen()
    freeze_result(ref, as_of=date(2024, 1, 31), **BY)
    files = files_of(bundle(ref).content)

    last = rows.Result.objects.get(version=2)
    assert json.loads(files["publish/numbers.json"])["version"] == 2
    assert hashlib.sha256(files["publish/results.json"]).hexdigest() == last.document_digest


def test_before_a_result_nothing_is_published(db: None) -> None:
    files = files_of(bundle(imported()).content)

    assert [name for name in files if name.startswith("publish")] == []


def test_the_bundle_is_of_the_ledger_as_it_stands(db: None) -> None:
    ref = frozen()
    made, whole = bundle(ref), export_ledger(ref)
    manifest = Manifest.of(files_of(made.content)["manifest.json"])

    assert (made.size, made.root) == (whole.size, whole.root)
    assert (manifest.log, manifest.size, manifest.root) == (ref.origin, whole.size, whole.root)


def test_the_same_ledger_gives_the_same_bytes(db: None) -> None:
    ref = frozen()

    assert bundle(ref).content == bundle(ref).content


def test_only_papers_that_were_issued_are_taken(db: None) -> None:
    ref = frozen()
    papers = {
        PAPER.file_name: PAPER.content,
        "02-tambahan.pdf": PAPER.content,
        "../keluar.pdf": b"",
    }
    made = bundle(ref, papers=papers)

    assert [name for name in files_of(made.content) if name.startswith("papers/")] == [
        "papers/01-daftar-peserta.pdf"
    ]
    assert made.left_out == ("../keluar.pdf", "02-tambahan.pdf")


def test_an_altered_paper_is_left_out_and_told(db: None) -> None:
    made = bundle(frozen(), papers={PAPER.file_name: PAPER.content + b"x"})

    assert made.left_out == (PAPER.file_name,)


def test_a_paper_that_was_issued_again_is_taken_as_it_is_now(db: None) -> None:
    ref = frozen()
    again = replace(PAPER, content=b"%PDF 2")
    issue_papers(ref, [again], **BY)

    assert bundle(ref, papers={PAPER.file_name: PAPER.content}).left_out == (PAPER.file_name,)
    assert bundle(ref, papers={PAPER.file_name: again.content}).left_out == ()


def test_an_import_names_nobody_to_believe(db: None) -> None:
    made = bundle(frozen())
    policy = policy_of(files_of(made.content)["policy.json"])

    assert (policy.log_keys, policy.quorum, policy.signed_marks) == ((), 0, False)
    assert (made.is_signed, made.has_checkpoint) == (False, False)


def test_the_other_grades_hold_no_papers(db: None) -> None:
    ref, papers = frozen(), {PAPER.file_name: PAPER.content}
    without_names = bundle(ref, Grade.WITHOUT_NAMES, papers=papers)
    own = bundle(ref, Grade.OWN, papers=papers, subject="P-002")

    for made in (without_names, own):
        assert PAPER.content not in files_of(made.content).values()
        assert made.left_out == ()
    assert Manifest.of(files_of(own.content)["manifest.json"]).subject == "P-002"


def test_a_bundle_for_somebody_who_does_not_take_part_is_refused(db: None) -> None:
    with pytest.raises(CoreError) as refused:
        bundle(frozen(), Grade.OWN, subject="P-009")

    assert refused.value.code == "person_code_unknown"


@pytest.mark.parametrize(
    ("grade", "allowed"),
    [
        (Grade.FULL, {"SK", "KP", "RV", "AU"}),
        (Grade.WITHOUT_NAMES, {"SK", "KP", "RV", "AU", "PK"}),
        (Grade.OWN, {"SK", "PS"}),  # whose own it is, the page asks
    ],
)
def test_each_grade_is_for_those_whom_the_table_names(db: None, grade: Grade, allowed: set[str]) -> None:
    ref = imported()
    subject = "P-001" if grade is Grade.OWN else None
    refused: dict[str, str] = {}
    for role in Role:
        try:
            bundle(ref, grade, actor=Actor(name="x", roles=frozenset({role})), subject=subject)
        except CoreError as refusal:
            refused[role.value] = refusal.code

    assert {role.value for role in Role} - refused.keys() == allowed
    assert set(refused.values()) == {"not_permitted"}


def test_everything_of_a_signed_event_leaves_only_when_two_people_agreed(db: None) -> None:
    live = scoring()
    make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock())
    with pytest.raises(CoreError) as refused:
        bundle(live.ref)
    assert refused.value.code == "export_not_approved"

    enter_export(
        live.ref, approvals=live.agreed(asked_to_export()), acting=acting(chance=SeededChance("export"))
    )
    make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock())
    made = bundle(live.ref)

    assert (made.is_signed, made.has_checkpoint) == (True, True)


def test_what_shows_nobody_else_leaves_a_signed_event_without_two_people(db: None) -> None:
    live = scoring()
    make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock())

    assert bundle(live.ref, Grade.WITHOUT_NAMES).is_signed
    assert bundle(live.ref, Grade.OWN, subject="P-001").is_signed


def test_a_ledger_that_its_key_did_not_sign_as_it_stands_does_not_leave(db: None) -> None:
    live = scoring()
    make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock())
    size = export_ledger(live.ref).size
    live.received(*live.signed_sheets(live.sheets()[:1]))
    with pytest.raises(CoreError) as refused:
        bundle(live.ref, Grade.WITHOUT_NAMES)

    assert (refused.value.code, refused.value.facts["last"]) == ("checkpoint_behind", size)
    made = make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock())
    files = files_of(bundle(live.ref, Grade.WITHOUT_NAMES).content)
    assert files[f"checkpoints/{size + 1:010d}.txt"] == made.note
    assert f"checkpoints/{size:010d}.txt" in files
    assert len(read_entries(files["entries.jsonl"])) == size + 1


def test_a_dossier_holds_one_event(db: None) -> None:
    with pytest.raises(CoreError) as none:
        only_event()
    ref = imported()

    assert none.value.code == "dossier_without_its_event"
    assert only_event() == ref
    import_event(replace(small_case(), event=replace(small_case().event, key="lain")), rulebook_on(), **BY)
    with pytest.raises(CoreError):
        only_event()
