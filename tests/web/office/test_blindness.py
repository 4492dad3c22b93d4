"""Nothing that one examiner can call tells anything of another's mark before the discussion is opened."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from selaras.records import models as rows
from selaras.web.office.page import Visit
from tests.web.office import blindness

# Both events are made and undone in one database; only there do rows get the same numbers twice.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("log_key")]

SAMPLE = 40
OPEN = "GET /k/bengkulu/bengkulu-kecil/"


def test_the_addresses_are_those_of_every_room() -> None:
    case = blindness.case_with("")

    found = blindness.addresses(case, case.agency.code, case.event.key)

    ends = (
        "nilai/",
        "kendali/",
        "pleno/",
        "pleno/P-001/",
        "hasil/",
        "penguji/P2/",
        "jejak/P-002/",
        "jadwal/",
    )
    assert {f"/k/{case.agency.code}/{case.event.key}/{end}" for end in ends} <= set(found)
    assert len(found) > 100


@pytest.mark.parametrize("state", blindness.STATES)
def test_two_events_that_differ_in_others_marks_answer_alike(state: str) -> None:
    n, leaks = blindness.probed(state, seed=1, most=SAMPLE)

    assert n == SAMPLE
    assert not leaks, "\n".join(map(str, leaks))


def _count(answer: HttpResponse) -> None:
    n = rows.Rating.objects.filter(mark_hundredths__gte=400).count()
    answer.content = answer.content.replace(b"</main>", b"<p>%d</p></main>" % n)


def _tag(answer: HttpResponse) -> None:
    marks = rows.Rating.objects.order_by("pk").values_list("mark_hundredths", flat=True)
    answer["ETag"] = hashlib.sha256(repr(list(marks)).encode()).hexdigest()[:16]


def _size(answer: HttpResponse) -> None:
    n = sum(rows.Rating.objects.values_list("mark_hundredths", flat=True)) // 100
    answer.content += b" " * n


@pytest.mark.parametrize("leak", [_count, _tag, _size])
def test_a_build_that_leaks_is_caught(
    leak: Callable[[HttpResponse], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Visit.render

    def leaking(visit: Visit, *arguments: Any, **named: Any) -> HttpResponse:
        answer = honest(visit, *arguments, **named)
        leak(answer)
        return answer

    monkeypatch.setattr(Visit, "render", leaking)
    calls = [f"{OPEN}nilai/", OPEN]

    first, second = (blindness.answers_in("all-in", marks, calls) for marks in ("1/a", "1/b"))

    assert all(one.status == 200 for one in first.values())
    assert [call for call in calls if first[call] != second[call]] == calls
