"""The papers of a placement: everybody with a reason, what is no decision called none, laws with articles."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from selaras.core import vocabulary as v
from selaras.core.custody import Proposal
from selaras.core.placement.choosing import Chosen
from selaras.core.placement.model import NOWHERE, Solution
from selaras.core.placement.offer import CLOSING_CODES
from selaras.core.vocabulary import Extent
from selaras.documents import office
from selaras.documents.content.placing import matrix, pertek, pictures, section, vacancies
from selaras.documents.content.placing.extent import extent_of
from selaras.documents.content.placing.shown import Shown, is_move, shown
from selaras.documents.docket import docket_of
from selaras.documents.papers import Paper, render_papers
from tests.documents import building as t
from tests.documents.building_offers import Offered, offered
from tests.documents.reading import pages_of, plain, text_of

CHOICE = Proposal(
    slate="ab" * 32,
    seats=(),
    reasons="Perpindahan paling sedikit.",
    letter="800/77/GUB/2024",
    letter_on=date(2024, 2, 9),
)
CODES = ("laporan-hasil", "usul-pertek", "profil-jabatan-lowong")


@cache
def event() -> Offered:
    return offered(7, 2)


def shown_of(one: Offered, **changes: Any) -> Shown:
    case = replace(one.case, **changes)
    found = shown(docket_of(case, one.results, t.rulebook(), t.stamp(), offer=one.offer))
    assert found is not None
    return found


def made(one: Offered, *, choice: Proposal | None = None, **changes: Any) -> dict[str, Paper]:
    case = replace(one.case, **changes)
    chosen = None if choice is None else Chosen(proposal=choice, offer=one.offer)
    papers = render_papers(
        case, one.results, t.rulebook(), t.stamp(), only=CODES, offer=one.offer, choice=chosen
    )
    return {paper.code: paper for paper in papers}


@cache
def drafts() -> dict[str, Paper]:
    return made(event())


def test_without_an_offer_nothing_of_a_placement_is_printed():
    one = event()

    papers = tuple(render_papers(one.case, one.results, t.rulebook(), t.stamp(), only=CODES))

    assert [paper.code for paper in papers] == ["laporan-hasil"]
    assert "Usulan penempatan" not in text_of(papers[0])


@pytest.mark.parametrize("code", CODES)
def test_every_page_says_what_the_result_is_not(code):
    for page in pages_of(drafts()[code]):
        assert plain(office.NOT_A_GROUND) in plain(page)


def test_the_report_says_that_it_is_no_decision_and_what_is_proven():
    text = text_of(drafts()["laporan-hasil"])

    assert "Rekomendasi panel, bukan keputusan." in text
    assert "terbukti tidak ada susunan lain yang sah bernilai lebih tinggi" in text


def test_a_bound_that_is_not_reached_is_told_as_one():
    best = event().offer.slates[0]
    slate = replace(best, solution=replace(best.solution, bound=best.solution.objective + 250))

    assert section.proof(slate).endswith("(selisih paling banyak 2,50 poin).")
    assert "terbukti tidak ada susunan lain" not in section.proof(slate)


def test_everybody_has_a_reason_in_the_report():
    one = shown_of(event())
    text = plain(text_of(drafts()["laporan-hasil"]))

    shown_reasons = section.section(one.docket)["reasons"]

    assert [each["name"] for each in shown_reasons] == [person.name for person in one.officials]
    for seat, each in zip(one.offer.seats, shown_reasons, strict=True):
        told = one.reasons(seat)
        assert each["here"] == f"{told.here} {told.changes}".strip()
        assert each["not_there"] == list(told.not_elsewhere)
        # The footer of a page may stand within a sentence, but not within its first words.
        assert plain(told.here)[:40] in text
        assert all(plain(line)[:40] in text for line in told.not_elsewhere)


def test_mode_ringkas_shows_one_slate_and_mode_lengkap_all_of_them():
    one = event()
    brief = shown_of(one)
    first, *others = one.case.rating_sheets
    elsewhere = replace(first, examiner=v.ExaminerCode("P9"), nip=one.case.officials[1].nip)
    apart = [other for other in others if other.nip != elsewhere.nip or other.method is not first.method]
    two_panels = (first, elsewhere, *(each for each in apart if each.method is not first.method))

    full = shown_of(one, rating_sheets=two_panels)

    assert section.section(brief.docket)["slates"] is None
    assert section.section(brief.docket)["frontier"] is None
    assert section.section(full.docket)["slates"]["heads"] == [
        "Terbaik",
        "Perpindahan terbatas",
        "Paling tahan ketidakpastian",
    ]
    assert section.section(full.docket)["frontier"] is not None


@pytest.mark.parametrize(("participants", "extent"), [(39, Extent.BRIEF), (40, Extent.FULL)])
def test_forty_participants_make_a_large_event(participants, extent):
    one = event()
    summary = replace(one.results.summary, participants=participants)

    assert extent_of(one.case, replace(one.results, summary=summary)) is extent


def test_one_examiner_who_withdrew_from_one_person_makes_no_second_panel():
    one = event()
    first = one.case.rating_sheets[0]
    fewer = tuple(
        sheet
        for sheet in one.case.rating_sheets
        if (sheet.nip, sheet.examiner) != (first.nip, first.examiner)
    )

    assert extent_of(replace(one.case, rating_sheets=fewer), one.results) is Extent.BRIEF


def test_the_slates_differ_only_where_they_are_said_to():
    one = shown_of(event())
    slates = section._slates(one)

    names = [row[0][0] for row in slates["differing"]]
    seats = [slate.solution.seat.tolist() for slate in one.offer.slates]
    differing = [
        one.cast.people[row].name for row in range(len(seats[0])) if len({seat[row] for seat in seats}) > 1
    ]
    assert names == differing
    assert 0 < len(differing) < len(seats[0])
    assert slates["alike"] == f"Bagi {7 - len(differing)} pejabat lain tiga susunan ini sama."


def test_two_slates_are_not_called_three():
    one = event()
    two = shown_of(replace(one, offer=replace(one.offer, slates=one.offer.slates[:2])))

    assert section._slates(two)["alike"].endswith("pejabat lain dua susunan ini sama.")
    assert len(section._slates(two)["heads"]) == 2


def test_every_pair_stands_in_the_matrix_once_and_is_what_the_offer_says():
    one = shown_of(event())
    (page,) = matrix.matrices(one)

    cells = {(n, k): "open" for n, k, *_ in page["open"]}
    cells |= {(n, k): "shut" for n, k, *_ in page["shut"]}
    cells |= {(n, k): "seat" for n, k, *_ in page["seats"]}
    assert len(cells) == len(page["open"]) + len(page["shut"]) + len(page["seats"]) == 7 * 9
    assert {pair for pair, what in cells.items() if what == "shut"} == set(one.offer.problem.closed)
    assert {pair for pair, what in cells.items() if what == "seat"} == {
        (seat.official, seat.post) for seat in one.offer.seats
    }


def test_every_short_code_of_the_matrix_is_explained_a_rule_with_its_article():
    one = shown_of(event())
    (page,) = matrix.matrices(one)

    explained = dict(page["legend"])
    assert set(explained) == {mark for _, _, mark, _ in page["shut"]}
    assert any("[PP 11/2017 Pasal 132" in words for words in explained.values())
    assert set(matrix.marks_of_codes()) == set(CLOSING_CODES)


def test_a_large_matrix_is_parted_so_that_every_pair_is_on_one_page():
    assert [len(part) for part in matrix._parts(108, 48)] == [36, 36, 36]
    assert [one for part in matrix._parts(111, 50) for one in part] == list(range(111))
    assert matrix._parts(41, 48) == [range(41)]


def test_a_matrix_of_many_posts_is_on_the_larger_paper():
    assert matrix.matrices(shown_of(event()))[0]["paper"] == "a4"
    assert matrix._sizes(41, 47, paper="a3")["size"] >= 6.5


def test_every_move_of_the_slate_is_in_the_picture():
    one = shown_of(event())
    tracks = pictures.tracks(one, one.best.chains)

    moves = sum(len(each.stations) - (0 if each.is_cycle else 1) for each in tracks)
    assert moves == len(one.moves())
    told = {station.after for each in tracks for station in each.stations}
    assert {one.cast.people[seat.official].name for seat in one.moves()} <= told


def test_the_usul_has_one_page_for_each_move_and_nobody_who_stays():
    one = shown_of(event())
    pages = pages_of(drafts()["usul-pertek"])

    sheets = [page for page in pages if "Lembar usul" in page]
    assert len(sheets) == len(one.moves())
    for seat, sheet in zip(one.moves(), sheets, strict=True):
        person, target = one.officials[seat.official], one.posts[seat.post]
        for told in (person.name, person.position_title, target.title, "Eselon", "Kelas tunjangan"):
            assert plain(told) in plain(sheet)
        assert "Pasal" in sheet or "Ps " in sheet
    stays = [one.officials[seat.official].name for seat in one.offer.seats if not is_move(seat)]
    assert stays
    assert all(plain(name) not in plain(" ".join(pages)) for name in stays)


def test_a_sheet_of_the_usul_says_who_leaves_the_post_for_it():
    one = shown_of(event())
    home = one.cast.home
    leaving = {home[seat.official]: one.officials[seat.official].name for seat in one.moves()}
    told = {seat.post: pertek._state(one, seat.post) for seat in one.moves()}

    assert set(told) & set(leaving)
    for post, state in told.items():
        assert (leaving.get(post, "lowong") in state) or state.startswith("Plt.")
        assert "terisi" not in state


def test_until_the_officer_has_chosen_the_usul_is_a_draft():
    draft = text_of(drafts()["usul-pertek"])
    chosen = text_of(made(event(), choice=CHOICE)["usul-pertek"])

    assert "RANCANGAN" in draft
    assert "Belum ada pilihan Gubernur Bengkulu" in draft
    assert "RANCANGAN" not in chosen
    assert (
        "surat nomor 800/77/GUB/2024 tanggal 9 Februari 2024. Alasan: perpindahan paling sedikit." in chosen
    )


def test_a_choice_signed_on_the_officers_own_device_needs_no_letter():
    one = event()
    choice = replace(CHOICE, letter=None, letter_on=None, reasons="")
    docket = replace(shown_of(one).docket, choice=Chosen(proposal=choice, offer=one.offer))

    assert pertek.content(docket)["standing"] == (
        "Sesuai pilihan Gubernur Bengkulu yang ditandatangani dalam buku induk."
    )
    assert pertek.content(docket)["draft"] == ""


def test_no_move_makes_no_usul():
    one = event()
    home = one.offer.instance.home
    best = one.offer.slates[0]
    still = replace(best, solution=Solution(seat=home, objective=1, bound=1), chains=())
    seats = tuple(
        replace(seat, post=int(home[seat.official]), kind=one.offer.seats[-1].kind)
        for seat in one.offer.seats
    )
    offer = replace(one.offer, slates=(still,), seats=seats)

    found = shown_of(replace(one, offer=offer))

    assert not pertek.has_moves(found.docket)
    assert pictures.moves(found) == []
    assert section.headline(found) == "Susunan yang diusulkan mempertahankan semua pejabat pada jabatannya."


def test_a_vacancy_tells_its_requirements_its_standard_and_who_may_take_it():
    one = shown_of(event())
    text = plain(text_of(drafts()["profil-jabatan-lowong"]))

    open_posts = [each.post for each in one.offer.posts if each.goes_to_selection]
    assert open_posts
    for post in open_posts:
        assert plain(one.posts[post].title) in text
        allowed = [row for row in range(7) if one.offer.instance.open[row, post]]
        assert plain(f"Dari 7 pejabat kegiatan ini, {len(allowed)} boleh menduduki jabatan ini") in text
    assert plain("paling sedikit 5 tahun di bidang Perencanaan") in text
    assert "Integritas4" in text


def test_nobody_stands_in_a_profile_to_whom_the_post_is_closed():
    one = shown_of(event())

    for told in one.offer.posts:
        listed = [row[1][0] for row in vacancies._inside(one, told)]
        closed = [one.officials[row].name for row in range(7) if not one.offer.instance.open[row, told.post]]
        assert not set(listed) & set(closed)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (v.PermissionState.GRANTED, r"Izin seleksi terbuka: .* nomor .* tanggal"),
        (v.PermissionState.ASKED, r"Izin seleksi terbuka sudah diajukan kepada .*, belum diterima\."),
        (v.PermissionState.REFUSED, r"Izin seleksi terbuka ditolak oleh"),
        (None, r"Izin seleksi terbuka belum ada\. Seleksi belum dapat diumumkan\."),
    ],
)
def test_a_profile_says_whether_the_letter_of_permission_is_there(state, told):
    one = event()
    others = [
        each for each in one.case.permissions if each.kind is not v.PermissionKind.OPEN_SELECTION_CONSENT
    ]
    kept = next(each for each in one.case.permissions if each.kind is v.PermissionKind.OPEN_SELECTION_CONSENT)
    letters = others if state is None else [*others, replace(kept, state=state)]
    docket = shown_of(one, permissions=tuple(letters)).docket

    (text, *_) = [profile["permission"]["text"] for profile in vacancies.content(docket)["posts"]]

    assert re.search(told, text)


def test_whoever_comes_from_outside_begins_a_chain():
    one = shown_of(event())
    chain = next(each for each in one.best.chains if not each.is_cycle)
    first = replace(chain.steps[0], start=NOWHERE)

    (track,) = pictures.tracks(one, [replace(chain, steps=(first, *chain.steps[1:]))])

    assert track.stations[0].before == f"dari luar: {one.cast.people[first.official].name}"


def test_the_same_offer_gives_the_same_bytes():
    again = made(event())

    assert {code: paper.content for code, paper in again.items()} == {
        code: paper.content for code, paper in drafts().items()
    }
