"""Published numbers, documents and papers that do not follow from the marks: checks `numbers` and `files`."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from selaras.core.codec import Json
from selaras.core.entries import EntryType, Opened
from selaras.core.evidence.exact_json import canonical
from selaras.core.numbers import ALTERNATIVE, LAW, RECOMMENDATION
from tests.tampered.book import AnyStep, Checkpoint, Later, Step
from tests.tampered.cases import case_of
from tests.tampered.forgeries.conformance import (
    SEED,
    Case,
    Files,
    edited,
    honest,
    instead,
    last_sheet_of,
    refused,
    told_of,
    with_file,
    with_result,
)
from tests.tampered.forgeries.honest_ones import forget
from tests.tampered.packing import repacked
from tests.tampered.signed_event import Change, SignedEvent, event_of, result_steps

PERSON = "P-001"
NUMBERS = "publish/numbers.json"
ONE_VERIFIER = (LAW, RECOMMENDATION, ALTERNATIVE)


def cases() -> Iterator[Case]:
    yield from changed_numbers()
    yield from lists()
    yield from entries()
    yield from not_computable()
    yield from schemas()
    yield from documents()
    yield from papers()
    yield ranks_exchanged()


@cache
def published() -> Json:
    return json.loads(honest().files()[NUMBERS])


def raised(value: str) -> str:
    """Return another value of the same kind."""
    others = {
        "true": "false",
        "false": "true",
        "MS": "KMS",
        "MMS": "MS",
        "KMS": "MS",
        "participant": "exempt",
    }
    if value in others:
        return others[value]
    last = value[-1]
    return value[:-1] + (str((int(last) + 1) % 10) if last.isdigit() else "x")


def changed_numbers() -> Iterator[Case]:
    """Yield one case for every formula: its first number of a person, changed wherever it stands."""
    seen: set[str] = set()
    for subject, listed in ((PERSON, published()["people"][PERSON]), ("", published()["event"])):
        for one in listed:
            kind = one["formula"] + "_" + ("rest" if one["id"] in ("passed", "match.thin") else "")
            if kind in seen:
                continue
            seen.add(kind)
            yield changed_number(one["formula"], subject, one["id"], one["value"])


def changed_number(formula: str, subject: str, name: str, value: str) -> Case:
    def bend(numbers: Json, document: Json) -> None:
        listed = numbers["people"][subject] if subject else numbers["event"]
        next(one for one in listed if one["id"] == name)["value"] = raised(value)

    forged, called = with_result(bend).bundle(), f"number_{formula}_{name.replace('.', '_').lower()}"
    if name == "status":
        # Who took no part has no score; a verifier without the law may say that nothing can be computed.
        first = min(one["id"] for one in published()["people"][subject] if one["formula"] == "form")
        return refused(called, "number_unknown", forged, subject=subject, id=first, python_only=True)
    only_here = formula in ONE_VERIFIER
    return refused(called, "number_differs", forged, subject=subject, id=name, python_only=only_here)


def in_list(change: Callable[[list[Json]], None], subject: str = PERSON) -> Callable[[Json, Json], None]:
    return lambda numbers, _: change(numbers["people"][subject])


def lists() -> Iterator[Case]:
    at = {one["id"]: n for n, one in enumerate(published()["people"][PERSON])}

    def drop(listed: list[Json]) -> None:
        del listed[at["score"]]

    def drop_standing(listed: list[Json]) -> None:
        del listed[at["status"]]

    def slip_in(listed: list[Json]) -> None:
        listed.append({"formula": "root", "id": "score.zz", "value": "99.00"})
        listed.sort(key=lambda one: str(one["id"]))

    def rename(listed: list[Json]) -> None:
        listed[at["score"]]["formula"] = "category"

    def three_places(listed: list[Json]) -> None:
        listed[at["score"]]["value"] += "0"

    for name, reason, change, place in (
        ("number_left_out", "number_missing", drop, "score"),
        ("standing_left_out", "number_missing", drop_standing, "status"),
        ("number_too_many", "number_unknown", slip_in, "score.zz"),
        ("number_of_another_formula", "number_differs", rename, "score"),
        ("number_with_three_places", "number_differs", three_places, "score"),
    ):
        yield refused(name, reason, with_result(in_list(change)).bundle(), subject=PERSON, id=place)

    def nobody(numbers: Json, _: Json) -> None:
        del numbers["people"]["P-002"]

    yield refused(
        "person_left_out", "number_missing", with_result(nobody).bundle(), subject="P-002", id="status"
    )

    def somebody(numbers: Json, _: Json) -> None:
        numbers["people"]["P-003"] = [{"formula": "root", "id": "score", "value": "99.00"}]

    yield refused(
        "person_too_many", "number_unknown", with_result(somebody).bundle(), subject="P-003", id="score"
    )
    files = honest().files()
    told = published()
    for name, wrong in (
        ("with_blanks", json.dumps(told, sort_keys=True).encode()),
        ("key_twice", files[NUMBERS].replace(b'{"event"', b'{"version":1,"event"', 1)),
        ("of_another_version", canonical({**told, "version": 2})),
        ("field_too_many", canonical({**told, "comment": ""})),
        ("unsorted", canonical({**told, "event": list(reversed(told["event"]))})),
        (
            "number_as_integer",
            canonical({**told, "event": [{**told["event"][0], "value": 1}, *told["event"][1:]]}),
        ),
        ("no_json", b"{"),
    ):
        yield refused(f"numbers_{name}", "numbers_wrong", with_file(files, NUMBERS, instead(wrong)))
    own = honest().files("R3", subject=PERSON)
    yield refused("numbers_of_another_in_r3", "numbers_wrong", repacked({**own, NUMBERS: files[NUMBERS]}))


def entries() -> Iterator[Case]:
    honest_numbers = honest().files()[NUMBERS]

    def bend(numbers: Json, _: Json) -> None:
        listed = numbers["people"][PERSON]
        next(one for one in listed if one["id"] == "score")["value"] = "99.00"

    event = with_result(bend)
    data = repacked({**event.files(), NUMBERS: honest_numbers})
    name = f"numbers/{PERSON}/1"
    yield refused(
        "entered_otherwise_than_published", "numbers_entry_differs", data, index=event.book.index_of[name]
    )

    def bend_event(numbers: Json, _: Json) -> None:
        numbers["event"][0]["value"] = "99"

    event = with_result(bend_event)
    data = repacked({**event.files(), NUMBERS: honest_numbers})
    yield refused(
        "summary_entered_otherwise", "numbers_entry_differs", data, index=event.book.index_of["numbers//1"]
    )
    dropped = with_result(edit=lambda steps: edited(steps, name, lambda one: []))
    yield refused("numbers_not_entered", "numbers_entry_missing", dropped.bundle(), subject=PERSON)

    def apart(steps: list[AnyStep]) -> list[AnyStep]:
        """Enter something between the numbers and their result."""
        other = Step(type=EntryType.EXPORT, payload={"grade": "R3", "approvals": []})
        return edited(steps, "result/1", lambda one: [other, one])

    yield refused("numbers_not_directly_before", "numbers_entry_missing", with_result(edit=apart).bundle())


def without_step(name: str) -> Change:
    return lambda steps: edited(steps, name, lambda one: [])


def before_result() -> list[Opened]:
    at = honest().book.index_of[f"numbers/{PERSON}/1"]
    return honest().book.opened()[:at]


def not_computable() -> Iterator[Case]:
    sheet = last_sheet_of(honest(), "P3")
    event = with_result(also=lambda steps: edited(steps, sheet, lambda one: []), entries=before_result())
    yield refused("last_sheet_dropped", "result_not_computable", event.bundle())
    event = with_result(also=lambda steps: edited(steps, "revision", lambda one: []), entries=before_result())
    first = next(one["id"] for one in published()["people"][PERSON] if one["id"].startswith("examiner.P2."))
    yield refused("revision_dropped", "number_differs", event.bundle(), subject=PERSON, id=first)
    for name, what in (
        ("attendance_dropped", "attendance/P-001"),
        ("performance_dropped", "performance/P-001"),
    ):
        event = with_result(also=without_step(what), entries=before_result())
        yield refused(name, "result_not_computable", event.bundle())

    def garbled(steps: list[AnyStep]) -> list[AnyStep]:
        return edited(
            steps,
            "official/P-002",
            lambda one: [replace(one, payload={**told_of(one), "born_on": "kemarin"})],
        )

    event = with_result(also=garbled, entries=before_result())
    yield refused("official_not_readable", "result_not_computable", event.bundle())


def schemas() -> Iterator[Case]:
    def of_another(steps: list[AnyStep]) -> list[AnyStep]:
        return edited(
            steps, "result/1", lambda one: [replace(one, payload={**told_of(one), "schema": "9.9"})]
        )

    yield refused("result_of_another_schema", "result_not_computable", with_result(edit=of_another).bundle())


def documents() -> Iterator[Case]:
    def other_score(_: Json, document: Json) -> None:
        document["officials"][0]["score"] = "99.00"

    event = with_result(other_score)
    other = event.book.publish["results.json"]
    yield refused(
        "document_exchanged",
        "result_document_differs",
        repacked({**honest().files(), "publish/results.json": other}),
        file="publish/results.json",
    )
    for key, change in (
        ("score", "99.00"),
        ("rank", 9),
        ("category", "KMS"),
        ("passed", None),
        ("box", 1),
    ):

        def bend(_: Json, document: Json, key: str = key, change: Json = change) -> None:
            document["officials"][0][key] = change

        yield refused(
            f"document_with_another_{key}",
            "result_number_differs",
            with_result(bend).bundle(),
            subject=PERSON,
            id=key,
        )

    def other_part(_: Json, document: Json) -> None:
        document["officials"][1]["components"]["C1"]["points"] = "1.00"

    def other_match(_: Json, document: Json) -> None:
        document["officials"][1]["match"]["percent"] = "1.00"

    for name, bend_two, place in (
        ("document_with_another_component", other_part, "component.C1.points"),
        ("document_with_another_match", other_match, "match.percent"),
    ):
        yield refused(
            name, "result_number_differs", with_result(bend_two).bundle(), subject="P-002", id=place
        )

    def other_name(_: Json, document: Json) -> None:
        document["officials"][0]["name"] = "Orang lain"

    def other_weight(_: Json, document: Json) -> None:
        document["officials"][0]["components"]["C1"]["weight"] = "1.00"

    def other_reason(_: Json, document: Json) -> None:
        document["officials"][0]["recommendation"]["reasons"] = []

    for name, bend_two, path in (
        ("document_with_another_name", other_name, "officials.0.name"),
        ("document_with_another_weight", other_weight, "officials.0.components.C1.weight"),
        ("document_without_reasons", other_reason, "officials.0.recommendation.reasons"),
    ):
        yield refused(name, "result_differs", with_result(bend_two).bundle(), path=path, python_only=True)


def papers() -> Iterator[Case]:
    files: Files = honest().files()
    paper = next(name for name in files if name.startswith("papers/"))
    yield refused(
        "paper_never_issued",
        "paper_not_issued",
        repacked({**files, "papers/lain.pdf": b"%PDF"}),
        file="papers/lain.pdf",
    )
    yield refused(
        "paper_changed", "paper_differs", repacked({**files, paper: b"%PDF-1.7 lain\n"}), file=paper
    )
    yield refused("result_published_before_any", "file_unknown", published_before_any(), file=NUMBERS)


def published_before_any() -> bytes:
    files = honest(frozen=False).files()
    return repacked({**files, NUMBERS: honest().files()[NUMBERS]})


def ranks_exchanged() -> Case:
    """Return an event of which one person was erased, so that ranks are taken as told, with two exchanged."""
    case = case_of(officials=3, methods=1, examiners=3, seed=SEED)
    whole = event_of(case, seed=SEED)
    gone = [n for n, one in enumerate(whole.book.envelopes) if one.subject == "P-002"]
    order = Step(type=EntryType.ERASURE, payload={"entries": gone, "reason": "Masa simpan berakhir"})

    def exchange(numbers: Json, _: Json) -> None:
        one, other = (rank_of(numbers["people"][code]) for code in ("P-001", "P-003"))
        one["value"], other["value"] = other["value"], one["value"]

    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        *kept, last = (one for one in steps if not isinstance(one, Later))
        bent = Later(lambda book: result_steps(book, whole.lock, version=1, bend=exchange))
        return [*kept, bent, last, order, Checkpoint()]

    made = forget(event_of(case, seed=SEED, change=change), "P-002")
    best, worse = sorted(("P-001", "P-003"), key=lambda code: -score_of(made, code))
    assert score_of(made, best) > score_of(made, worse)
    return refused("ranks_exchanged", "ranks_contradict_scores", made.bundle(), subject=worse)


def rank_of(listed: Json) -> Json:
    return next(one for one in listed if one["id"] == "rank")


def score_of(event: SignedEvent, code: str) -> Decimal:
    told = json.loads(event.book.publish["numbers.json"])["people"][code]
    return Decimal(next(one["value"] for one in told if one["id"] == "score"))
