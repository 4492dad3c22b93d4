"""What other systems do: ask, answer, read papers, hand in people; lists in parts, tags, problems."""

import hashlib
import json

import pytest
from django.core.cache import cache

from selaras.actions.event_ref import EventRef
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from tests.web.office import offices
from tests.web.office.api.systems import call, closed_event, event_token, token

pytestmark = pytest.mark.django_db
EXPORT = b"NIP;Nama Lengkap;Gol\n197505172000031001;Ani;IV/b\nsalah;Budi;IV/c\n"


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


@pytest.fixture
def ref() -> EventRef:
    return closed_event()


def sent(path: str, key: str, told: object, *, method: str = "POST") -> tuple[int, dict[str, object]]:
    answer = call(path, key, method=method, body=json.dumps(told).encode())
    return answer.status_code, json.loads(answer.content) if answer.content else {}


def test_a_question_is_asked_answered_once_and_read_by_both(ref: EventRef) -> None:
    reviewer, office = event_token(ref, Role.REVIEWER), event_token(ref, Role.SECRETARIAT)
    questions = f"events/{ref.key}/questions"

    status, made = sent(questions, reviewer, {"about": "Panel", "text": "Mengapa tiga orang?"})
    own = f"{questions}/{made['number']}/answer"

    assert status == 201
    assert sent(questions, office, {"text": "x"})[0] == 403
    assert sent(own, reviewer, {"answer": "x"})[0] == 403
    assert sent(own, office, {"answer": "Karena itu jumlah paling sedikit."}) == (204, {})
    assert sent(own, office, {"answer": "Lagi."})[1]["code"] == "question_answered"
    (told,) = json.loads(call(questions, reviewer).content)
    assert (told["text"], told["answer"]) == ("Mengapa tiga orang?", "Karena itu jumlah paling sedikit.")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"text": ""},
        {"text": "  "},
        {"text": "\0x"},
        {"text": "x" * 4001},
        {"text": 1},
        {"text": "x", "event": 1},
        {"text": "x", "asked_by": 1},
        [],
    ],
)
def test_words_that_cannot_be_kept_are_refused_by_field(told: object, ref: EventRef) -> None:
    status, problem = sent(f"events/{ref.key}/questions", event_token(ref, Role.REVIEWER), told)

    assert (status, problem["code"], problem["status"]) == (422, "request_wrong", 422)
    assert not rows.Question.objects.exists()


def test_no_token_gives_a_verdict(ref: EventRef) -> None:
    """A verdict carries a device's signature: there is no call for one, by whatever method."""
    key = event_token(ref, Role.REVIEWER)
    before = rows.Entry.objects.count()
    for end in ("letters", "verdict", "verdicts", "clearance"):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = call(f"events/{ref.key}/{end}", key, method=method, body=b'{"state": "granted"}')
            assert answer.status_code in (404, 405)
            assert answer["Content-Type"] == "application/problem+json"

    assert rows.Entry.objects.count() == before


def test_a_paper_is_the_bytes_that_the_ledger_names(ref: EventRef) -> None:
    key = token(ref)
    offices.browser_of(ref, Role.SECRETARIAT).post(f"/k/{ref.agency}/{ref.key}/naskah/terbitkan/")
    listed = json.loads(call(f"events/{ref.key}/papers", key).content)
    about_one = next(one for one in listed if "P-001" in one["file_name"])

    answer = call(f"events/{ref.key}/papers/{about_one['file_name']}", key)

    assert answer.content.startswith(b"%PDF-")
    assert hashlib.sha256(answer.content).hexdigest() == about_one["sha256"]
    assert answer["ETag"] == f'"{about_one["sha256"]}"'
    assert rows.PersonRead.objects.filter(participant__code="P-001", thing="result").exists()
    for name in ("tidak-ada.pdf", "..pdf", "results.json"):
        assert call(f"events/{ref.key}/papers/{name}", key).status_code in (404, 422)
    # A token that was made for lists alone downloads nothing.
    lists = token(ref, "papers")
    assert call(f"events/{ref.key}/papers/{about_one['file_name']}", lists).status_code == 403


def test_a_paper_is_found_by_its_number(ref: EventRef) -> None:
    key = token(ref)
    office = offices.browser_of(ref, Role.SECRETARIAT)
    office.post(f"/k/{ref.agency}/{ref.key}/naskah/terbitkan/")
    name = json.loads(call(f"events/{ref.key}/papers", key).content)[0]["file_name"]
    office.post(f"/k/{ref.agency}/{ref.key}/naskah/", {"paper": name, "serial": "7"})
    number = rows.LetterNumber.objects.get().number

    (found,) = json.loads(call(f"events/{ref.key}/papers?number={number}", key).content)

    assert (found["file_name"], found["number"]) == (name, number)
    assert json.loads(call(f"events/{ref.key}/papers?number=lain", key).content) == []


def test_a_long_list_comes_in_parts(ref: EventRef) -> None:
    key = token(ref)
    path = f"events/{ref.key}/participants"

    first = call(f"{path}?limit=2", key)
    rest = call(first["Link"].split(">")[0].removeprefix("</api/v1/"), key)

    told = [one["code"] for answer in (first, rest) for one in json.loads(answer.content)]
    assert told == ["P-001", "P-002", "P-003"]
    assert (first["X-Total-Count"], rest["X-Total-Count"]) == ("3", "3")
    assert "Link" not in rest
    assert [call(f"{path}?{one}", key).status_code for one in ("limit=0", "limit=x", "offset=-1")] == [
        422
    ] * 3


def test_whoever_holds_the_same_bytes_gets_none(ref: EventRef) -> None:
    key = token(ref)
    path = f"events/{ref.key}/results"
    tag = call(path, key)["ETag"]

    same = call(path, key, **{"if-none-match": tag})
    other = call(path, key, **{"if-none-match": '"lain"'})

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert other.status_code == 200
    # A tag opens nothing: without a right there is no answer that it could stand for.
    assert call(path, "salah", **{"if-none-match": tag}).status_code == 401


def test_an_export_is_understood_and_a_person_goes_on_from_there(ref: EventRef) -> None:
    key = token(ref)
    offices.member(rows.ApiToken.objects.get().account, Role.SECRETARIAT)
    events = rows.Event.objects.count()

    made = json.loads(call("personnel", key, method="POST", body=EXPORT).content)
    again = json.loads(call("personnel", key, method="POST", body=EXPORT).content)
    told = json.loads(call(f"personnel/{made['number']}", key).content)
    headings = {"NIP": "nip", "Nama Lengkap": "name", "Gol": "grade"}
    status, kept = sent(f"personnel/{made['number']}/columns", key, {"columns": headings}, method="PUT")

    assert made == again
    assert (told["people"], told["is_remembered"]) == (2, False)
    assert {one["cell"] for one in told["wrong"]} >= {"A3"}
    assert "salah" not in json.dumps(told["wrong"])  # cells are named, their content is not repeated
    assert (status, kept["is_remembered"]) == (200, True)
    assert rows.ColumnMapping.objects.get().mapping == headings
    assert rows.Event.objects.count() == events
    office = offices.signed_in(rows.ApiToken.objects.get().account)
    assert office.get(str(made["continue_at"])).status_code == 200


@pytest.mark.parametrize("columns", [{"NIP": "rahasia"}, {"Lain": "nip"}, {"NIP": "nip", "Gol": "nip"}])
def test_a_mapping_that_means_nothing_is_refused(columns: dict[str, str], ref: EventRef) -> None:
    key = token(ref)
    offices.member(rows.ApiToken.objects.get().account, Role.SECRETARIAT)
    number = json.loads(call("personnel", key, method="POST", body=EXPORT).content)["number"]

    status, _ = sent(f"personnel/{number}/columns", key, {"columns": columns}, method="PUT")

    assert status == 422
    assert not rows.ColumnMapping.objects.exists()


def test_an_export_of_another_agency_is_not_there(ref: EventRef) -> None:
    key = token(ref)
    offices.member(rows.ApiToken.objects.get().account, Role.SECRETARIAT)
    number = json.loads(call("personnel", key, method="POST", body=EXPORT).content)["number"]
    rows.Upload.objects.filter(pk=number).update(agency=offices.agency_row("lain"))

    assert call(f"personnel/{number}", key).status_code == 404
    assert sent(f"personnel/{number}/columns", key, {"columns": {"NIP": "nip"}}, method="PUT")[0] == 404


def test_a_flood_of_exports_is_stopped(ref: EventRef) -> None:
    key = token(ref)
    offices.member(rows.ApiToken.objects.get().account, Role.SECRETARIAT)

    came = [call("personnel", key, method="POST", body=EXPORT + b"%d;x;y\n" % n) for n in range(21)]

    assert [one.status_code for one in came] == [201] * 20 + [409]
    assert json.loads(came[-1].content)["code"] == "too_many_exports_wait"


def test_invented_tokens_push_out_no_count(ref: EventRef) -> None:
    """Counts of calls and of failed sign-ins share one store: guessing tokens must not fill it."""
    for n in range(3):
        assert call("events", f"selaras_{n:064x}").status_code == 401

    assert cache._cache == {}
