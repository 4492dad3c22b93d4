"""Every published number of an event held against other code, and every digit of it changed once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from selaras.core import casefile as c
from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import canonical
from selaras.core.results import read_entries
from selaras.core.verification import published, verifying
from selaras.core.verification.found import Found
from selaras.core.verification.recount import frozen_at, recomputed
from selaras.core.verification.verifying import verify
from tests.references import oracle_scoring as oracle
from tests.tampered.packing import repacked
from tests.tampered.signed_event import SignedEvent

NUMBERS = "publish/numbers.json"
PLACES = 2


@dataclass(frozen=True, slots=True)
class Recounted:
    """numbers : published; recomputed : by the verifier; by_oracle : by code that shares nothing with it

    digits : changed one at a time; missed : of these, not refused at their own number
    """

    numbers: int
    recomputed: int
    by_oracle: int
    wrong: tuple[str, ...]
    digits: int
    missed: tuple[str, ...]


def recounted(event: SignedEvent, *, seed: str) -> Recounted:
    data = event.bundle()
    verdict = verify(data, policy=event.policy, paper=event.paper_code)
    told = json.loads(event.book.publish["numbers.json"])
    wrong = [] if verdict.reason is None else [f"{verdict.reason} {dict(verdict.where)}"]
    n, differing = against_oracle(event, told)
    digits, missed = digits_changed(event, told, Random(f"angka/{seed}"))
    return Recounted(
        numbers=sum(len(one) for one in (*told["people"].values(), told["event"])),
        recomputed=verdict.recount.recomputed,
        by_oracle=n,
        wrong=(*wrong, *differing),
        digits=digits,
        missed=tuple(missed),
    )


def against_oracle(event: SignedEvent, told: Json) -> tuple[int, list[str]]:
    """Return how many numbers the oracle of the legal score has as well, and which of them otherwise."""
    case, _ = read_entries(event.book.opened())
    nips = dict(zip(told["people"], (one.nip for one in case.officials), strict=True))
    n, differing = 0, []
    for code, listed in told["people"].items():
        for one in listed:
            expected = expected_of(case, nips[code], one["id"])
            if expected is not None:
                n += 1
                if expected != one["value"]:
                    differing.append(f"{code} {one['id']}: {one['value']}, oracle {expected}")
    return n, differing


def expected_of(case: c.CaseFile, nip: str, name: str) -> str | None:
    """Return what the oracle says of one number; None where it knows nothing of the kind."""
    parts = name.split(".")
    if name == "score":
        return oracle.printed(oracle.score_of(case, nip), case.scheme.places)
    if name == "category":
        return oracle.category_at(case, oracle.score_of(case, nip))
    if parts[0] == "component" and parts[-1] == "points":
        code = ".".join(parts[1:-1])
        (node,) = [one for one in case.scheme.components if one.code == code]
        value = oracle.value_of(case, nip, code) if node.method is None else oracle.leaf_of(case, nip, node)
        return None if value is None else oracle.printed(value, PLACES)
    if parts[0] == "examiner":
        return oracle.printed(form_of(case, nip, parts[1], ".".join(parts[2:-1])), PLACES)
    return None


def form_of(case: c.CaseFile, nip: str, examiner: str, component: str) -> Fraction:
    (leaf,) = [one for one in case.scheme.components if one.code == component]
    (sheet,) = [
        one
        for one in case.rating_sheets
        if (one.examiner, one.nip, one.method) == (examiner, nip, leaf.method)
    ]
    form = [
        one
        for one in case.scheme.criteria
        if one.method is leaf.method and (not leaf.criteria or one.code in leaf.criteria)
    ]
    return oracle.form_of(case, form, sheet.ratings)


def digits_changed(event: SignedEvent, told: Json, chance: Random) -> tuple[int, list[str]]:
    """Change every digit of every number once and compare; return how many, and what was not refused.

    What the entries make is computed once: it does not depend on what is published.
    """
    found, made = computed(event)
    version, honest = published._published(event.book.publish["numbers.json"])
    published._compare(found, honest, made)
    digits, missed = 0, []
    for subject, name, value in every_number(told):
        for place in (n for n, letter in enumerate(value) if letter.isdigit()):
            digits += 1
            other = str((int(value[place]) + chance.randrange(1, 10)) % 10)
            text = value[:place] + other + value[place + 1 :]
            if not is_refused(found, made, honest, (subject, name, text)):
                missed.append(f"{subject} {name}: {value} as {text}")
    assert version == told["version"]
    return digits, missed


def every_number(told: Json) -> Iterator[tuple[str, str, str]]:
    lists: Mapping[str, Json] = {**told["people"], "": told["event"]}
    for subject, listed in lists.items():
        for one in listed:
            yield subject, one["id"], one["value"]


def is_refused(found: Found, made: Json, honest: Json, change: tuple[str, str, str]) -> bool:
    """Return whether the comparison refuses a number at its own place."""
    subject, name, text = change
    changed = {
        **honest,
        subject: tuple(replace(one, value=text) if one.id == name else one for one in honest[subject]),
    }
    try:
        published._compare(found, changed, made)
    except CoreError as refused:
        facts = refused.facts
        return refused.code == "number_differs" and (facts["subject"], facts["id"]) == (subject, name)
    return False


def computed(event: SignedEvent) -> tuple[Found, Json]:
    """Return what a verifier knows of a bundle when it compares the numbers."""
    found = Found(data=event.bundle(), given_policy=event.policy, paper=None)
    for name, judge in verifying._JUDGES.items():
        if name == "numbers":
            break
        judge(found)
    at = found.last_result
    assert at is not None
    return found, recomputed(found, frozen_at(found, at), at=at)


def any_change(event: SignedEvent, chance: Random) -> tuple[str, str, str]:
    """Return a number of the event with one of its digits changed."""
    told = json.loads(event.book.publish["numbers.json"])
    subject, name, value = chance.choice([one for one in every_number(told) if any(map(str.isdigit, one[2]))])
    place = chance.choice([n for n, letter in enumerate(value) if letter.isdigit()])
    other = str((int(value[place]) + chance.randrange(1, 10)) % 10)
    return subject, name, value[:place] + other + value[place + 1 :]


def is_refused_in_the_bundle(event: SignedEvent, change: tuple[str, str, str]) -> bool:
    """Return whether a whole bundle with this number is refused there: slow, for a sample."""
    subject, name, text = change
    told = json.loads(event.book.publish["numbers.json"])
    listed = told["people"][subject] if subject else told["event"]
    next(one for one in listed if one["id"] == name)["value"] = text
    data = repacked({**event.files(), NUMBERS: canonical(told)})
    verdict = verify(data, policy=event.policy)
    return verdict.reason == "number_differs" and (verdict.where["subject"], verdict.where["id"]) == (
        subject,
        name,
    )
