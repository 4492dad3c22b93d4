"""Seven phases and the moves between them."""

from itertools import product

import pytest

from selaras.core.errors import CoreError
from selaras.core.lifecycle import TRANSITIONS, Phase, diagram, next_phase

ALLOWED = {
    (Phase.DESIGN, "lock_scheme"): Phase.READY,
    (Phase.READY, "open_scoring"): Phase.SCORING,
    (Phase.SCORING, "close_scoring"): Phase.CLOSED,
    (Phase.CLOSED, "reopen_scoring"): Phase.SCORING,
    (Phase.CLOSED, "sign_minutes"): Phase.REVIEW,
    (Phase.REVIEW, "record_verdict"): Phase.DECISION,
    (Phase.DECISION, "change_target"): Phase.REVIEW,
    (Phase.DECISION, "issue_decrees"): Phase.FOLLOW_UP,
}
VERBS = sorted({verb for _, verb in ALLOWED})


@pytest.mark.parametrize(("phase", "verb"), list(product(Phase, VERBS)))
def test_only_the_listed_moves_are_allowed(phase: Phase, verb: str) -> None:
    if (phase, verb) in ALLOWED:
        assert next_phase(current=phase, verb=verb) is ALLOWED[phase, verb]
        return
    with pytest.raises(CoreError) as refused:
        next_phase(current=phase, verb=verb)

    assert (refused.value.code, dict(refused.value.facts)) == (
        "move_not_allowed",
        {"phase": phase.value, "verb": verb},
    )


def test_locking_the_scheme_and_opening_again_need_two_people() -> None:
    assert {move.verb for move in TRANSITIONS if move.people == 2} == {"lock_scheme", "reopen_scoring"}
    assert {move.people for move in TRANSITIONS} == {1, 2}


def test_every_phase_is_reached_from_the_first() -> None:
    reached = {Phase.DESIGN}
    for _ in Phase:
        reached |= {move.end for move in TRANSITIONS if move.start in reached}

    assert reached == set(Phase)


def test_a_changed_target_returns_to_the_reviewer() -> None:
    assert next_phase(current=Phase.DECISION, verb="change_target") is Phase.REVIEW


def test_the_diagram_is_drawn_from_the_table() -> None:
    assert diagram() == "\n".join(
        (
            "stateDiagram-v2",
            "    [*] --> design",
            "    design: Perencanaan",
            "    ready: Siap",
            "    scoring: Berlangsung",
            "    closed: Pleno",
            "    review: Usulan dan telaah",
            "    decision: Penetapan",
            "    follow_up: Tindak lanjut",
            "    design --> ready: Tetapkan dan kunci (dua orang)",
            "    ready --> scoring: Buka penilaian",
            "    scoring --> closed: Tutup penilaian",
            "    closed --> scoring: Buka kembali (dua orang)",
            "    closed --> review: Tanda tangani berita acara",
            "    review --> decision: Catat rekomendasi",
            "    decision --> review: Ubah sasaran",
            "    decision --> follow_up: Terbitkan keputusan",
            "    follow_up --> [*]",
        )
    )
