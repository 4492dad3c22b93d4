"""Paper that witnesses an event while it goes on: a checkpoint of it, and no mark that nobody may see yet."""

from typing import Any

import pytest

from selaras.actions.access import IMPORTER, Actor, Role
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import ledger_of
from selaras.actions.evidence.checkpoints import checkpoints_of
from selaras.actions.evidence.live import move_event
from selaras.actions.papers import make_papers, make_witness_papers
from selaras.actions.results import freeze_result
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import signed_note_of
from selaras.core.evidence.ledger_code import ledger_code
from selaras.documents.stamping import log_note, stamp_of
from tests.actions.evidence.live_events import Live, acting, scoring
from tests.actions.evidence.test_live import freeze, records
from tests.actions.test_import import AS_OF, by, imported
from tests.documents.reading import plain, text_of

CHAIR = Actor(name="ketua", roles=frozenset({Role.CHAIR}))


def sitting() -> Live:
    """Return an event in the middle of its marks, with a checkpoint before the last of them."""
    live = scoring()
    records(live)
    live.received(*live.signed_sheets())
    return live


def test_minutes_of_a_sitting_show_the_last_checkpoint_and_no_mark(db: None) -> None:
    live = sitting()
    last = max(checkpoints_of(live.ref))

    stamp, papers = make_witness_papers(live.ref, actor=IMPORTER)

    (minutes,) = papers
    text = plain(text_of(minutes))
    assert stamp.size == last < ledger_of(event_row(live.ref)).size
    assert plain(ledger_code(ledger_of(event_row(live.ref)).root_at(last))) in text
    assert minutes.file_name == f"berita-acara-harian-{last:06}.pdf"
    assert plain("ditandatangani dengan kunci buku induk") in text
    assert "berkasimpor" not in text
    for one in live.case.officials:
        assert plain(one.name) not in text


def test_nobody_prints_marks_while_scoring_goes_on(db: None) -> None:
    live = sitting()

    with pytest.raises(CoreError) as refused:
        make_witness_papers(live.ref, actor=CHAIR, with_marks=True)

    assert refused.value.code == "marks_not_closed"


def test_once_closed_the_chair_prints_each_examiners_own_marks(db: None) -> None:
    live = sitting()
    move_event(live.ref, "close_scoring", acting=acting())

    stamp, papers = make_witness_papers(live.ref, actor=CHAIR, with_marks=True)

    made = {one.file_name: one for one in papers}
    assert len(made) == 1 + len(live.case.examiners)
    for one in live.case.examiners:
        (head,) = stamp.chains[one.code]
        text = plain(text_of(made[f"rekap-nilai-saya-{one.code.lower()}-{stamp.size:06}.pdf"]))
        assert head.device == live.tablet(one.code).device
        assert head.digest in text
        assert plain(f"Perangkat {head.device}") in text


def test_the_secretariat_prints_no_marks(db: None) -> None:
    live = sitting()
    move_event(live.ref, "close_scoring", acting=acting())

    with pytest.raises(CoreError) as refused:
        make_witness_papers(live.ref, actor=IMPORTER, with_marks=True)

    assert refused.value.code == "not_permitted"


def minutes_in(papers: Any) -> bytes:
    return next(one.content for one in papers if one.code == "berita-acara-harian")


def test_the_kept_checkpoint_stands_in_the_papers_of_the_result_whatever_witnesses_add(db: None) -> None:
    live = sitting()
    frozen = freeze(live)
    note = checkpoints_of(live.ref)[frozen.ledger_size]

    by_default = minutes_in(make_papers(live.ref, frozen))

    assert signed_note_of(note).checkpoint.size == frozen.ledger_size
    assert by_default == minutes_in(make_papers(live.ref, frozen, note=log_note(note)))
    assert by_default != minutes_in(make_papers(live.ref, frozen, note=""))


def test_an_imported_event_is_witnessed_as_it_stands(db: None) -> None:
    ref = imported()
    freeze_result(ref, as_of=AS_OF, **by())

    stamp, papers = make_witness_papers(ref, actor=CHAIR, with_marks=True)

    assert stamp == stamp_of(ledger_of(event_row(ref)))
    assert all("berkasimpor" in plain(text_of(one)) for one in papers)
