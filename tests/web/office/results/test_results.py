"""Results on pages: every number is the frozen result's, and only who may see it sees it."""

import json
import re

import pytest

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import listed_event
from selaras.queries.office.panel.standings import standings_of
from selaras.records import models as rows
from selaras.web.office.held import held
from tests.actions.test_placement import scored
from tests.web.office import offices
from tests.web.office.results import reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def ref() -> EventRef:
    found, _ = scored()
    return found


def page(ref: EventRef, end: str, role: Role = Role.CHAIR) -> str:
    answer = offices.browser_of(ref, role).get(f"/k/{ref.agency}/{ref.key}/{end}")
    assert answer.status_code == 200, answer.content[-400:]
    return answer.content.decode()


def published(ref: EventRef) -> tuple[dict[str, object], dict[str, str]]:
    row = rows.Result.objects.get(event__key=ref.key)
    codes = rows.Participant.objects.filter(event__key=ref.key).values_list("official__nip", "code")
    return json.loads(row.document), dict(codes)


def test_every_number_of_the_ranking_is_the_published_one(ref: EventRef) -> None:
    document, codes = published(ref)
    expected = reading.ranking_as_published(document, codes)

    found = reading.values_in(page(ref, "hasil/"))

    assert {code: {name: row.get(name) for name in expected[code]} for code, row in found.items()} == expected
    assert list(found) == sorted(expected, key=lambda code: (int(expected[code]["rank"].split("–")[0]), code))


def test_a_changed_number_on_a_page_would_be_noticed(ref: EventRef) -> None:
    document, codes = published(ref)
    expected = reading.ranking_as_published(document, codes)
    code, row = next(iter(expected.items()))

    forged = page(ref, "hasil/").replace(f'data-is="score">{row["score"]}', 'data-is="score">99,99')

    assert reading.values_in(forged)[code]["score"] == "99,99" != row["score"]


def test_every_number_of_a_person_is_the_published_one(ref: EventRef) -> None:
    document, codes = published(ref)

    for one in reading.ranked(document):
        html = page(ref, f"hasil/{codes[one['nip']]}/")
        assert reading.figures_in(html)["score"] == reading.written(one["score"])
        found = reading.values_in(html)
        for code, told in reading.of_one(document, one).items():
            assert {name: found[code][name] for name in told} == told


def test_the_filter_works_without_a_script(ref: EventRef) -> None:
    everybody = reading.values_in(page(ref, "hasil/"))
    box = next(row["box"] for row in everybody.values())

    found = reading.values_in(page(ref, f"hasil/?kotak={box}"))
    nobody = page(ref, "hasil/?kotak=1&rekomendasi=demote")

    assert set(found) == {code for code, row in everybody.items() if row["box"] == box}
    assert "Tidak ada peserta dengan saringan ini" in nobody


def test_a_filter_that_nobody_knows_filters_nothing(ref: EventRef) -> None:
    assert len(reading.values_in(page(ref, "hasil/?kotak=77&kategori=%3Cb%3E"))) == 3


def test_the_boxes_are_a_table_with_the_published_counts(ref: EventRef) -> None:
    document, _ = published(ref)
    html = page(ref, "hasil/kotak/")

    box = r'data-box="(\d)">\s*<a [^>]*>\s*<span class="no">[^<]*</span>\s*<b>(\d+)</b>'
    counts = dict(re.findall(box, html))

    assert counts == {box: str(n) for box, n in document["summary"]["boxes"].items()}  # type: ignore[index]
    assert html.count('scope="row"') == 3
    assert html.count('scope="col"') == 3


def test_reading_a_person_is_noted(ref: EventRef) -> None:
    page(ref, "hasil/P-001/")

    noted = rows.PersonRead.objects.filter(event__key=ref.key).values_list("participant__code", "thing")
    assert list(noted) == [("P-001", "result")]


def test_who_has_no_right_to_results_sees_none_in_review(ref: EventRef) -> None:
    offices.put_into(ref, Phase.REVIEW)
    ends = ("hasil/", "hasil/kotak/", "hasil/lampiran/", "hasil/P-001/", "ringkasan/", "usulan/")

    for role in (Role.EXAMINER, Role.ASSESSOR, Role.RESPONDENT, Role.SYSTEM_ADMIN):
        browser = offices.browser_of(ref, role)
        assert {browser.get(one).status_code for one in offices.paths(ref, *ends)} == {403}


def test_a_participant_sees_the_own_result_once_announced_and_nobody_else(ref: EventRef) -> None:
    browser = offices.participant_browser(ref, "P-001")
    own, other = offices.paths(ref, "hasil/P-001/", "hasil/P-002/")
    before = browser.get(own).status_code
    offices.put_into(ref, Phase.FOLLOW_UP)

    answer = browser.get(own)

    names = dict(rows.Participant.objects.filter(event__key=ref.key).values_list("code", "official__name"))
    html = answer.content.decode()
    assert (before, answer.status_code, browser.get(other).status_code) == (403, 200, 403)
    assert names["P-001"] in html
    assert not any(names[code] in html for code in names if code != "P-001")


def test_before_a_result_the_page_says_so(db: None) -> None:
    from selaras.actions.events import import_event
    from selaras.actions.ratings import import_marks
    from tests.actions.test_import import by
    from tests.core.building import rulebook_on
    from tests.core.placement.placed_events import placed_case

    case = placed_case()
    ref = import_event(case, rulebook_on(), **by())
    import_marks(ref, case, rulebook_on(), **by())
    offices.put_into(ref, Phase.REVIEW)

    for end in ("hasil/", "hasil/kotak/", "hasil/lampiran/", "ringkasan/", "usulan/"):
        assert "Hasil belum ditetapkan" in page(ref, end)


def test_equals_share_their_rank_and_stand_by_code(ref: EventRef) -> None:
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    shown = held(listed).shown
    assert shown is not None

    found = standings_of(shown)

    assert [(one.rank, one.result.code) for one in found.ranked] == sorted(
        (one.rank, one.result.code) for one in found.ranked
    )
    assert sum(len(one) for one in found.by_box.values()) + len(found.unboxed) == len(found.ranked)


def test_pages_speak_english_too(ref: EventRef) -> None:
    browser = offices.browser_of(ref, Role.CHAIR)
    browser.post("/bahasa/", {"bahasa": "en", "next": "/"})

    html = "".join(browser.get(one).content.decode() for one in offices.paths(ref, "hasil/", "hasil/P-001/"))

    for word in ("Peringkat", "Rekomendasi", "Kekuatan", "Mengapa", "Tidak ada", "selisih"):
        assert word not in html
