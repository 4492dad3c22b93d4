"""What was published, held against what the entries make: first each number, then result and papers."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from selaras.core.codec import Json, from_json, objects_in
from selaras.core.dossier import dossier_of
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import NUMBERS, PAPERS, RESULTS, Grade
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.numbers import FORMULAS, OF_ONE_PERSON, RANK, Number, PublishedNumbers, payload_of
from selaras.core.publication import SCHEMA_VERSION
from selaras.core.verification.found import Found, Grounds
from selaras.core.verification.recount import (
    EVENT,
    Numbers,
    Recomputed,
    code_by_nip,
    frozen_at,
    recomputed,
)
from selaras.core.verification.verdict import Recount, Status
from selaras.core.vocabulary import ParticipantStatus

# A number of one person as ``results.json`` has it: where it stands there, and its id.
_IN_DOCUMENT = (
    *(("score", "score"), ("rank", "rank"), ("category", "category")),
    *(("passed", "passed"), ("box", "box")),
)


def check_numbers(found: Found) -> Status:
    """Compare every published number with the one computed here, then each list with its entry."""
    at = found.last_result
    for index, one in found.entries.items():
        if one.envelope.type is EntryType.RESULT and index != at:
            found.warn("result_superseded", index=index)
    if at is None:
        if NUMBERS in found.files:
            raise CoreError("file_unknown", file=NUMBERS)
        found.warn("no_result")
        return Status.NOT_PROVABLE
    if NUMBERS not in found.files:
        raise CoreError("file_missing", file=NUMBERS)
    version, published = _published(found.files[NUMBERS])
    frozen = frozen_at(found, at)
    if version != frozen.version:
        raise CoreError("numbers_wrong", part="version")
    if frozen.schema != SCHEMA_VERSION:
        # Another program publishes other numbers: what is missing there would look like a forgery.
        raise CoreError("result_not_computable", because="schema")
    if not found.is_whole and (published[EVENT] or published.keys() - {EVENT, found.told.subject}):
        raise CoreError("numbers_wrong", part="grade")
    made = recomputed(found, frozen, at=at)
    n, not_here = _compare(found, published, made)
    _compare_entries(found, at, published, version)
    found.numbers, found.grounds = published, made.grounds
    drawn = made.grounds is not None and _draw_anew(made.grounds)
    found.recount = Recount(recomputed=n, not_here=not_here, estimates_drawn_anew=drawn)
    return Status.HOLDS if n else Status.NOT_PROVABLE


def check_files(found: Found) -> Status:
    """Compare the document and the papers of a full bundle with the ledger and with the numbers."""
    if found.told.grade is not Grade.FULL:
        return Status.NOT_PROVABLE
    at = found.last_result
    if RESULTS in found.files:
        if at is None:
            raise CoreError("file_unknown", file=RESULTS)
        _check_document(found, at)
    elif at is not None and not found.erased:
        raise CoreError("file_missing", file=RESULTS)
    _check_papers(found)
    return Status.HOLDS


def _published(data: bytes) -> tuple[int, Numbers]:
    """Return what ``publish/numbers.json`` lists by person, the event last."""
    try:
        told = read_exact(data)
    except CoreError as wrong:
        raise CoreError("numbers_wrong", part=wrong.code) from wrong
    if not isinstance(told, dict) or set(told) != {"event", "people", "version"}:
        raise CoreError("numbers_wrong", part="fields")
    people, version = told["people"], told["version"]
    if type(version) is not int or not isinstance(people, dict) or EVENT in people:
        raise CoreError("numbers_wrong", part="fields")
    if canonical(told) != data:
        raise CoreError("numbers_wrong", part="form")
    lists = {code: people[code] for code in sorted(people)} | {EVENT: told["event"]}
    return version, {code: _numbers_in(code, listed, version) for code, listed in lists.items()}


def _numbers_in(code: str, listed: Json, version: int) -> tuple[Number, ...]:
    try:
        found = from_json(PublishedNumbers, {"version": version, "numbers": listed}).numbers
    except CoreError as wrong:
        raise CoreError("numbers_wrong", subject=code, part=wrong.code) from wrong
    ids = [one.id for one in found]
    if ids != sorted(set(ids)):
        raise CoreError("numbers_wrong", subject=code, part="order")
    return found


def _compare(found: Found, published: Numbers, made: Recomputed) -> tuple[int, dict[str, int]]:
    """Return how many numbers were held against one computed here, and of which formulas how many not."""
    n, not_here = 0, Counter[str]()
    people = [one for one in sorted(published.keys() | made.numbers.keys()) if one != EVENT]
    for code in (*people, EVENT):
        shown = {one.id: one for one in published.get(code, ())}
        own = {one.id: one for one in made.numbers.get(code, ())}
        standing = shown["status"].value if "status" in shown else None
        if standing is None and "status" in own and code not in found.erased_people.people:
            _compare_one(code, None, own["status"])
        for name in _nearest_first(shown):
            _check_listed(code, shown[name], standing=standing)
        if code in found.erased_people.people or _judged_otherwise(made, shown, own):
            not_here.update(one.formula for one in shown.values())
            continue
        for name in _nearest_first({**shown, **own}):
            if name in own and own[name].formula in made.formulas:
                _compare_one(code, shown.get(name), own[name])
                n += 1
            elif name in shown and shown[name].formula in made.formulas and not made.in_parts:
                raise CoreError("number_unknown", subject=code, id=name, published=shown[name].value)
            elif name in shown:
                not_here[shown[name].formula] += 1
    if RANK not in made.formulas and found.is_whole:
        _check_ranks(published)
    return n, dict(sorted(not_here.items()))


def _check_listed(code: str, one: Number, *, standing: str | None) -> None:
    """Refuse a number of no formula, a standing that there is not, and scores of who did not take part."""
    known = one.formula in FORMULAS
    if known and code != EVENT:
        took_part = standing == ParticipantStatus.PARTICIPANT.value
        known = took_part or one.formula not in {*OF_ONE_PERSON, RANK}
        known = known and (one.id != "status" or standing in tuple(map(str, ParticipantStatus)))
    if not known:
        raise CoreError("number_unknown", subject=code, id=one.id, published=one.value)


def _check_ranks(published: Numbers) -> None:
    """Refuse ranks that contradict the scores beside them, where nobody can compute them anew."""
    ranked: list[tuple[Decimal, str, int]] = []
    for code, listed in published.items():
        told = {one.id: one.value for one in listed}
        if code != EVENT and "score" in told and "rank" in told:
            ranked.append((-Decimal(told["score"]), code, int(told["rank"])))
    above = highest = 0
    before: Decimal | None = None
    for score, code, rank in sorted(ranked):
        if score != before:
            above, before = highest, score
        if rank <= above:
            raise CoreError("ranks_contradict_scores", subject=code)
        highest = max(highest, rank)


def _nearest_first(listed: Mapping[str, Number]) -> list[str]:
    """Return ids in the order of their formulas: of what one mark changes, the nearest to it is named."""
    place = {formula: n for n, formula in enumerate(FORMULAS)}
    return sorted(
        listed, key=lambda name: (name != "status", place.get(listed[name].formula, len(place)), name)
    )


def _judged_otherwise(made: Recomputed, shown: Mapping[str, Number], own: Mapping[str, Number]) -> bool:
    """Return whether the rules, asked without what is not shown, judge this person otherwise."""
    if made.grounds is not None or "status" not in shown:
        return False
    return "status" not in own or shown["status"].value != own["status"].value


def _compare_one(code: str, shown: Number | None, own: Number) -> None:
    if shown is None:
        raise CoreError("number_missing", subject=code, id=own.id, recomputed=own.value)
    if shown != own:
        raise CoreError(
            "number_differs", subject=code, id=own.id, published=shown.value, recomputed=own.value
        )


def _compare_entries(found: Found, at: int, published: Numbers, version: int) -> None:
    """Compare each list with the entry directly before the result that keeps it."""
    entered: dict[str, int] = {}
    for index in range(at - 1, -1, -1):
        entry = found.entries.get(index)
        if entry is None and not found.is_whole:
            continue
        if entry is None or entry.envelope.type is not EntryType.NUMBERS:
            break
        entered.setdefault(entry.envelope.subject, index)
    for code, numbers in published.items():
        if code == EVENT and not found.is_whole:
            continue
        if code not in entered:
            raise CoreError("numbers_entry_missing", subject=code)
        index = entered[code]
        if index in found.erased:
            continue
        if found.entries[index].payload != payload_of(numbers, version=version):
            raise CoreError("numbers_entry_differs", index=index, subject=code)


def _draw_anew(grounds: Grounds) -> bool:
    """Draw the estimates again and refuse others; return whether there was anything to draw."""
    if grounds.case.scheme.measurement is None or not grounds.case.has_marks:
        return False
    from selaras.core.measuring import measure_units, reproduced

    dossier = dossier_of(grounds.case, grounds.rulebook)
    made = measure_units(dossier, scheme_digest=grounds.scheme_digest, drawn=grounds.drawn)
    if not reproduced(grounds.measured, made):
        raise CoreError("measurement_not_reproduced")
    return True


def _check_document(found: Found, at: int) -> None:
    data = found.files[RESULTS]
    if hashlib.sha256(data).hexdigest() != frozen_at(found, at).document:
        raise CoreError("result_document_differs", file=RESULTS)
    try:
        told = json.loads(data, object_pairs_hook=_once)
    except (ValueError, RecursionError) as wrong:
        raise CoreError("result_differs", path="") from wrong
    codes = code_by_nip(found)
    shown = {codes.get(str(one.get("nip"))): one for one in objects_in(told, "officials")}
    for code in sorted(found.numbers.keys() - {EVENT, *found.erased_people.people}):
        if code not in shown:
            raise CoreError("result_differs", path="officials", subject=code)
        _compare_person(code, shown[code], {one.id: one.value for one in found.numbers[code]})
    grounds = found.grounds
    if grounds is not None and _sorted(told) != _sorted(grounds.document):
        raise CoreError("result_differs", path=next(_differences(told, grounds.document, ""), ""))


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    # Of a key that stands twice one reader takes the first, another the last.
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("key twice")
    return told


def _compare_person(code: str, told: Mapping[str, Json], numbers: Mapping[str, str]) -> None:
    wanted = [(told.get(name), id) for name, id in _IN_DOCUMENT]
    parts = told.get("components")
    if isinstance(parts, dict):
        wanted += [
            (part.get("points"), f"component.{name}.points")
            for name, part in parts.items()
            if isinstance(part, dict)
        ]
    match = told.get("match")
    wanted.append((match.get("percent") if isinstance(match, dict) else None, "match.percent"))
    for value, id in wanted:
        text = json.dumps(value) if isinstance(value, bool) else value if value is None else str(value)
        if text != numbers.get(id):
            raise CoreError("result_number_differs", subject=code, id=id)


def _sorted(told: Json) -> str:
    # As texts, because Python takes 1 and true for the same.
    return json.dumps(told, sort_keys=True)


def _differences(one: Json, other: Json, path: str) -> Iterator[str]:
    """Yield where two trees differ; a path may lead through people, so it names them by their place."""
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            yield from _differences(one.get(name), other.get(name), f"{path}.{name}".lstrip("."))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for n, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _differences(left, right, f"{path}.{n}")
    elif one != other or type(one) is not type(other):
        yield path


def _check_papers(found: Found) -> None:
    issued: dict[str, Json] = {}
    for one in found.entries.values():
        if one.envelope.type is EntryType.PAPER and isinstance(one.payload, dict):
            issued[str(one.payload.get("file_name"))] = one.payload.get("sha256")
    for name in sorted(found.files):
        if name.startswith(PAPERS):
            digest = issued.get(name.removeprefix(PAPERS))
            if digest is None:
                raise CoreError("paper_not_issued", file=name)
            if digest != hashlib.sha256(found.files[name]).hexdigest():
                raise CoreError("paper_differs", file=name)
    missing = [one for one in issued if PAPERS + one not in found.files]
    if missing:
        found.warn("paper_not_here", n=len(missing))
