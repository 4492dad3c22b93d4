"""Slates on pages: proposed once, told with their reasons; what if costs exactly what it costs."""

import re
from typing import Any

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import ListedEvent, listed_event
from selaras.web.office.held import held
from selaras.web.office.results.words import points
from tests.actions.test_placement import scored
from tests.core.placement.placed_events import EMPTY
from tests.web.office import offices
from tests.web.office.placing.proposed import imported, in_review, n_of, url

pytestmark = pytest.mark.django_db


def listed(ref: EventRef) -> ListedEvent:
    found = listed_event(ref.agency, ref.key)
    assert found is not None
    return found


def get(ref: EventRef, end: str, role: Role = Role.CHAIR) -> str:
    answer = offices.browser_of(ref, role).get(url(ref, end))
    assert answer.status_code == 200, answer.content[-600:]
    return answer.content.decode()


def test_the_chair_lets_slates_be_made_where_none_are() -> None:
    ref, _ = scored()
    browser = offices.browser_of(ref, Role.CHAIR)
    before = browser.get(url(ref, "usulan/")).content.decode()

    answer: Any = browser.post(url(ref, "usulan/susun/"))

    assert "Usulan belum disusun" in before
    assert (answer.status_code, answer["Location"]) == (302, url(ref, "usulan/"))
    assert (n_of(ref, EntryType.PLACEMENT), n_of(ref, EntryType.SLATE)) == (1, 2)
    assert 'data-move="P-003"' in browser.get(url(ref, "usulan/")).content.decode()


def test_nobody_else_makes_slates() -> None:
    ref, _ = scored()

    for role in (Role.DECIDING_OFFICER, Role.REVIEWER, Role.AUDITOR, Role.EXAMINER):
        answer: Any = offices.browser_of(ref, role).post(url(ref, "usulan/susun/"))
        assert (answer.status_code, n_of(ref, EntryType.PLACEMENT)) == (403, 0)


def test_a_move_tells_what_it_changes_and_why() -> None:
    ref = imported()
    offer = held(listed(ref)).offer
    assert offer is not None

    html = get(ref, "usulan/")

    seat = offer.seats[2]
    assert seat.worth is not None
    assert seat.worth.match is not None
    assert f'data-is="match">{str(seat.worth.match).replace(".", ",")}%' in html
    for word in ("Eselon", "Kelas jabatan", "Kelas tunjangan", "Mengapa tidak di tempat lain?"):
        assert word in html
    assert html.count('class="chain"') == len(offer.slates[0].chains)


def test_one_person_is_told_every_other_post() -> None:
    ref = imported()
    offer = held(listed(ref)).offer
    assert offer is not None

    html = get(ref, "usulan/P-001/")

    posts = re.findall(r'<tr [^>]*data-post="([^"]+)"', html)
    assert set(posts) == set(offer.instance.posts) - {"J-01"}
    assert points(int(offer.losses.loss[0, 3])) in html


def test_what_if_costs_what_the_offer_says_and_enters_nothing() -> None:
    ref = imported()
    offer = held(listed(ref)).offer
    assert offer is not None
    before = listed(ref).size

    html = get(ref, f"usulan/andai/?pin=P-001:{EMPTY}")

    lost = re.search(r'data-is="lost">\s*Turun ([\d,]+) poin', html)
    assert lost is not None
    assert lost[1] == points(int(offer.losses.loss[0, 3]))
    assert listed(ref).size == before
    assert "P-001 " not in html.split("<title>")[1].split("</title>")[0]


def test_every_open_seat_costs_what_the_offer_says() -> None:
    ref = imported()
    offer = held(listed(ref)).offer
    assert offer is not None
    browser = offices.browser_of(ref, Role.CHAIR)
    told, expected = {}, {}

    for row, person in enumerate(offer.instance.officials):
        for column, post in enumerate(offer.instance.posts):
            lost = int(offer.losses.loss[row, column])
            if lost <= 0:
                continue
            html = browser.get(url(ref, f"usulan/andai/?pin={person}:{post}")).content.decode()
            found = re.search(r'data-is="lost">\s*Turun ([\d,]+) poin', html)
            told[person, post], expected[person, post] = found and found[1], points(lost)

    assert len(expected) > 4
    assert told == expected


def test_a_wish_is_added_by_the_form_and_removed_by_a_link() -> None:
    ref = imported()

    added = get(ref, f"usulan/andai/?orang=P-001&cara=larang&jabatan={EMPTY}&paling=1")

    assert "tidak sebagai" in added
    assert "Paling banyak 1 perpindahan" in added
    assert f'href="?larang=P-001%3A{EMPTY}"' in added
    assert 'href="?paling=1"' in added


def test_wishes_that_cannot_hold_together_are_named() -> None:
    ref = imported()

    html = get(ref, f"usulan/andai/?pin=P-001:{EMPTY}&pin=P-002:{EMPTY}")

    assert "tidak dapat dipenuhi bersama" in html
    assert html.count("Atas permintaan") == 2
    assert 'data-is="lost"' not in html


def test_what_is_not_understood_names_its_field() -> None:
    ref = imported()
    browser = offices.browser_of(ref, Role.CHAIR)
    cases = (
        ("pin=P-999:J-01", "tidak dikenal"),
        ("paling=banyak", "bilangan bulat"),
        ("paling=-1", "bilangan bulat"),
        ("paling=%D9%A3", "bilangan bulat"),
        ("buka=%3Cscript%3E", "tidak dikenal"),
        ("orang=P-001&cara=pin&jabatan=X", "jabatan dari daftar"),
    )

    for asked, told in cases:
        answer = browser.get(url(ref, f"usulan/andai/?{asked}"))
        html = answer.content.decode()
        assert (answer.status_code, told in html, "<script>" in html) == (400, True, False), asked


def test_the_officer_may_ask_what_if_only_in_the_review() -> None:
    ref = in_review()
    browser = offices.browser_of(ref, Role.DECIDING_OFFICER)
    during = browser.get(url(ref, "usulan/andai/")).status_code
    offices.put_into(ref, Phase.CLOSED)

    assert (during, browser.get(url(ref, "usulan/andai/")).status_code) == (200, 403)
