"""One question of one file: what holds, what does not, what cannot be shown, what must be said."""

import hashlib
import json
import sys

import pytest

from selaras.core.codec import Json
from selaras.core.evidence.exact_json import canonical
from selaras.core.verification.verdict import Outcome, Status, Verdict
from selaras.core.verification.verifying import verify
from tests.tampered.packing import repacked
from tests.tampered.signed_event import SignedEvent, signed_event


def small(**changes: Json) -> SignedEvent:
    return signed_event(**{"officials": 2, "methods": 1, "examiners": 3, **changes})


def not_provable(verdict: Verdict) -> set[str]:
    return {name for name, status in verdict.checks.items() if status is Status.NOT_PROVABLE}


def warned(verdict: Verdict) -> set[str]:
    return {one.code for one in verdict.warnings}


def test_a_whole_signed_event_holds_in_every_check() -> None:
    event = small()
    found = verify(event.bundle(), policy=event.policy, paper=event.paper_code)

    assert (found.verdict, found.reason, found.warnings) == (Outcome.HOLDS, None, ())
    assert set(found.checks.values()) == {Status.HOLDS}
    assert found.code == event.paper_code
    assert {(one.holder, one.role) for one in found.devices} >= {("KP", "KP"), ("P1", "PG")}


def test_every_published_number_of_a_whole_bundle_is_recomputed() -> None:
    event = small()
    for grade in ("R1", "R2"):
        found = verify(event.bundle(grade))
        told = json.loads(event.book.publish["numbers.json"])
        n = len(told["event"]) + sum(len(one) for one in told["people"].values())

        assert (found.recount.recomputed, found.recount.not_here) == (n, {})


def test_a_participant_alone_recomputes_what_is_the_own_and_is_told_the_rest() -> None:
    found = verify(small().bundle("R3", subject="P-002"))

    assert (found.verdict, found.subject) == (Outcome.HOLDS, "P-002")
    assert not_provable(found) == {"chains", "files"}
    assert found.recount.recomputed >= 20
    assert {"law", "rank", "recommendation"} <= set(found.recount.not_here)
    assert not {"root", "component", "form"} & set(found.recount.not_here)


def test_an_import_proves_no_person_and_no_order_and_says_so() -> None:
    found = verify(small(signed=False).bundle())

    assert found.verdict is Outcome.HOLDS
    assert not_provable(found) == {"signatures", "chains", "quorum", "life"}
    assert warned(found) == {"policy_from_bundle", "imported", "no_checkpoint", "no_quorum"}


def test_before_a_result_nothing_is_recomputed_and_that_is_said() -> None:
    found = verify(small(frozen=False).bundle())

    assert (found.verdict, found.recount.recomputed) == (Outcome.HOLDS, 0)
    assert "no_result" in warned(found)


def test_whose_policy_it_was_is_told_unless_it_was_given() -> None:
    event = small()

    assert "policy_from_bundle" in warned(verify(event.bundle()))
    assert warned(verify(event.bundle(), policy=event.policy)) == set()
    other = verify(event.bundle(), policy=event.policy + b" ")
    assert (other.verdict, other.reason) == (Outcome.FAILS, "policy_not_the_given_one")


def test_a_code_from_paper_is_compared_with_every_checkpoint() -> None:
    event = small()
    early = min(event.book.checkpoints)
    root = event.ledger.root_at(early)
    letters = "".join("ABCDEFGHIJKLMNOP"[one >> 4] + "ABCDEFGHIJKLMNOP"[one & 15] for one in root)

    assert verify(event.bundle(), paper=letters.lower()).checks["paper"] is Status.HOLDS
    wrong = verify(event.bundle(), paper=letters[::-1])
    assert (wrong.reason, wrong.checks["paper"]) == ("paper_code_unknown", Status.FAILS)
    assert "paper" not in verify(event.bundle()).checks


def changed_number(event: SignedEvent, code: str, place: int) -> tuple[Json, Json]:
    """Return one number and the list with its last digit or letter changed."""
    told = json.loads(event.book.publish["numbers.json"])
    one = told["people"][code][place] if code else told["event"][place]
    last = one["value"][-1]
    one["value"] = one["value"][:-1] + ("1" if last == "0" else "0" if last.isdigit() else "x")
    return one, told


@pytest.mark.no_cover  # the same lines again for every number
@pytest.mark.parametrize("code", ["P-001", "P-002", ""])
def test_every_single_changed_digit_of_a_published_number_is_found(code: str) -> None:
    event = small()
    told = json.loads(event.book.publish["numbers.json"])
    for place in range(len(told["people"][code] if code else told["event"])):
        one, forged = changed_number(event, code, place)
        files = {**event.files("R2"), "publish/numbers.json": canonical(forged)}
        found = verify(repacked(files))

        # A standing that there is not is no other standing.
        reason = "number_unknown" if one["id"] == "status" else "number_differs"
        assert (found.reason, found.where["id"]) == (reason, one["id"])
        assert found.where["published"] == one["value"]


def test_a_number_changed_in_entry_and_list_alike_is_found_all_the_same() -> None:
    # With the log key alone: the entry, the root, the checkpoints and the quorum would be another's.
    event = small()
    one, forged = changed_number(event, "P-001", 0)
    found = verify(repacked({**event.files(), "publish/numbers.json": canonical(forged)}))

    assert (found.verdict, found.where["id"]) == (Outcome.FAILS, one["id"])


def test_a_missing_file_is_unreadable_and_a_forged_one_is_not() -> None:
    files = small().files()
    missing = verify(repacked({name: data for name, data in files.items() if "numbers" not in name}))
    assert (missing.verdict, missing.reason) == (Outcome.UNREADABLE, "file_missing")

    paper = next(name for name in files if name.startswith("papers/"))
    forged = verify(repacked({**files, paper: files[paper] + b" "}))
    assert (forged.verdict, forged.reason, forged.where["file"]) == (Outcome.FAILS, "paper_differs", paper)


def test_what_a_ledger_never_froze_is_no_publication() -> None:
    files = small(frozen=False).files()
    numbers = {"event": [], "people": {}, "version": 1}
    found = verify(repacked({**files, "publish/numbers.json": canonical(numbers)}))

    assert (found.reason, found.where["file"]) == ("file_unknown", "publish/numbers.json")


def test_the_answer_is_json_of_texts_integers_lists_and_objects() -> None:
    for data in (small().bundle(), b"no bundle"):
        told = verify(data).to_json()
        assert json.loads(json.dumps(told)) == told
    assert told["verdict"] == "unreadable"


def test_the_same_bundle_gives_the_same_answer() -> None:
    data = small().bundle()
    both = {hashlib.sha256(json.dumps(verify(data).to_json()).encode()).hexdigest() for _ in range(2)}

    assert len(both) == 1


@pytest.mark.parametrize("cut", [0, 1, 22, 1000, 100_000])
def test_a_cut_off_file_is_refused_without_a_crash(cut: int) -> None:
    assert verify(small().bundle()[:cut]).verdict is Outcome.UNREADABLE


def test_deeply_nested_payloads_are_an_answer_and_no_crash() -> None:
    files = small().files()
    deep = b'{"index":0,"salt":"' + b"00" * 32 + b'","payload":"' + b"[" * 50_000 + b'"}\n'
    rest = files["payloads.jsonl"].split(b"\n", 1)[1]
    depth = sys.getrecursionlimit()
    found = verify(repacked({**files, "payloads.jsonl": deep + rest}))

    assert (found.verdict, found.where.get("index")) == (Outcome.FAILS, 0)
    assert sys.getrecursionlimit() == depth
