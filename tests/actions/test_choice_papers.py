"""After the officer's choice the usul is of it; the panel's own papers stay as they were."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from selaras.actions.event_rows import event_row
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.papers import make_papers
from selaras.actions.placement import Choice, asked_to_choose, choose, choose_of_import, propose
from selaras.actions.results import Frozen
from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.placement.choosing import Chosen
from selaras.core.placement.offer import Offer
from selaras.documents.papers import Paper
from selaras.queries.placement import choice_in, offer_in
from selaras.queries.results import result_in
from tests.actions.evidence.live_events import Live, designed
from tests.actions.evidence.test_live import doing, freeze, records
from tests.core.building import letter
from tests.core.placement.placed_events import EMPTY, placed_case
from tests.documents.reading import text_of

LETTER = letter(number="800/17/BKD/2024", issuer="Gubernur Bengkulu")
USUL = ("usul-pertek",)
# Ani takes the empty post, Citra stays: the slate has it the other way about.
CHANGE = (("P-001", EMPTY), ("P-003", "J-03"))


@pytest.fixture
def proposed(db: None) -> tuple[Live, Frozen, Offer, tuple[str, ...]]:
    """A signed event in its review, with what is offered and the slates' digests."""
    live = designed(placed_case())
    live.enrol_all()
    live.lock_by_two()
    live.open_scoring()
    live.received(*live.signed_sheets())
    records(live)
    frozen, signed = freeze(live), doing("propose")
    made = propose(live.ref, frozen, **{**signed.by, "actor": signed.actor})
    live.sign_minutes()
    return live, frozen, made.offer, made.slates


def chosen(live: Live, choice: Choice, seed: str = "choose") -> None:
    asked = asked_to_choose(choice)
    choose(live.ref, asked, approvals=live.agreed(asked), acting=doing(seed))


def read(live: Live) -> Chosen | None:
    return read_of(opened_entries(event_row(live.ref)))


def read_of(entries: tuple[Opened, ...]) -> Chosen | None:
    shown = result_in(entries)
    return choice_in(entries, shown, offer_in(entries, shown))


def by_code(papers: Iterable[Paper]) -> dict[str, Paper]:
    return {one.code: one for one in papers}


def test_the_usul_is_a_draft_until_the_choice_and_then_the_officer_s_own(proposed) -> None:
    live, frozen, offer, slates = proposed
    wanted = ("laporan-hasil", "profil-jabatan-lowong", *USUL)
    before = by_code(make_papers(live.ref, frozen, offer=offer, only=wanted))
    assert "RANCANGAN" in text_of(before["usul-pertek"])

    changed = Choice(slate=slates[0], seats=CHANGE, reasons="Kebutuhan organisasi", letter=LETTER)
    chosen(live, changed)
    after = by_code(make_papers(live.ref, frozen, offer=offer, only=wanted))
    again = by_code(make_papers(live.ref, frozen, offer=offer, only=USUL))

    told = " ".join(text_of(after["usul-pertek"]).split())
    assert "RANCANGAN" not in told
    assert "surat nomor 800/17/BKD/2024" in told
    assert (
        "Diubah dari susunan yang diusulkan: Ani pada Kepala Dinas J-04; Citra tetap pada Kepala Dinas J-03"
    ) in told
    assert told.count("Lembar usul") == 1
    assert "Jabatan ini dipilih Gubernur Bengkulu, berbeda dari susunan yang diusulkan" in told
    assert after["usul-pertek"] == again["usul-pertek"]
    assert after["laporan-hasil"] == before["laporan-hasil"]
    assert after["profil-jabatan-lowong"] == before["profil-jabatan-lowong"]


def test_the_last_choice_counts_and_is_read_with_its_changed_seats(proposed) -> None:
    live, _, _, slates = proposed
    assert read(live) is None

    chosen(live, Choice(slate=slates[1], letter=LETTER))
    first = read(live)
    other = replace(LETTER, number="800/18/BKD/2024")
    chosen(live, Choice(slate=slates[0], seats=CHANGE, reasons="Kebutuhan", letter=other), seed="again")
    last = read(live)

    assert first is not None
    assert (first.proposal.letter, first.offer.slates[0].name.value) == ("800/17/BKD/2024", "few-moves")
    assert last is not None
    assert last.proposal.letter == "800/18/BKD/2024"
    assert [one.post for one in last.offer.seats] == [3, 1, 2]
    slate = last.offer.slates[0].solution
    values = last.offer.instance.values
    assert slate.objective == sum(int(values[i, j]) for i, j in enumerate((3, 1, 2)))
    assert slate.bound >= slate.objective


def test_forged_seats_and_slates_are_refused(proposed) -> None:
    live, _, _, slates = proposed
    chosen(live, Choice(slate=slates[0], letter=LETTER))
    entries = opened_entries(event_row(live.ref))

    def forged(**changes: object) -> tuple[Opened, ...]:
        return tuple(
            Opened(one.type, one.subject, {**one.payload, **changes})
            if one.type is EntryType.PROPOSAL
            else one
            for one in entries
        )

    for seat in ({"official": "P-001", "position": None}, {"official": "P-009", "position": EMPTY}):
        with pytest.raises(CoreError, match="proposal_wrong"):
            read_of(forged(seats=[seat], reasons="x"))
    with pytest.raises(CoreError, match="proposal_wrong"):
        read_of(forged(seats=[{"official": "P-001", "position": EMPTY}], reasons="x"))
    with pytest.raises(CoreError, match="proposal_of_no_slate"):
        read_of(forged(slate="0" * 64))
    result = next(one for one in entries if one.type is EntryType.RESULT)
    placement = max(n for n, one in enumerate(entries) if one.type is EntryType.PLACEMENT)
    assert read_of((*entries[:placement], result)) is None


def test_of_a_signed_event_no_single_person_records_a_choice(proposed) -> None:
    live, _, _, slates = proposed

    with pytest.raises(CoreError, match="choice_of_signed_event"):
        choose_of_import(
            live.ref, Choice(slate=slates[0], letter=LETTER), minutes_signed=True, acting=doing("choose")
        )
    assert read(live) is None
