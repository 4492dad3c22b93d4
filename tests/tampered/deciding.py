"""What is said and decided beside marks, as entries behind a signed event; forgers bend it."""

import json
from collections.abc import Callable, Sequence

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.core.proposing import digest_of
from selaras.core.statements import OF_ONES_DATA, digest_of_data
from tests.tampered.book import AnyStep, Book, Step, by_two_people
from tests.tampered.forgeries.conformance import SEED, after
from tests.tampered.placing import OFFICER, chosen, lock_of, minutes, placed_case, placed_event, proposal
from tests.tampered.signed_event import Change, SignedEvent, enrolment, move

SCAN = "5c" * 32
PERSON = "P-001"
Told = dict[str, Json]
# What the officer proposes in these events: P-003 goes to the vacant J-99, everybody else stays.
MOVED = "P-003"
STAYING = {"P-001": "J-01", "P-002": "J-02", "P-004": "J-04"}
GROUND: Told = {
    "kind": "own-wish",
    "number": "112/2024",
    "dated_on": "2024-03-18",
    "issuer": "Pejabat yang bersangkutan",
}


def with_person(*steps: Step, at: str = "lock_scheme/KP") -> Change:
    """Return a change that enrols the participant's own device and adds steps before an entry."""

    def change(told: list[AnyStep]) -> Sequence[AnyStep]:
        known = after("enrolment/SK", enrolment(SEED, PERSON, "PS"))(told)
        found: list[AnyStep] = []
        for one in known:
            found += [*steps, one] if isinstance(one, Step) and one.name == at else [one]
        return found

    return change


def data_check(*, by: str = PERSON, subject: str = PERSON, name: str = "check", **changes: Json) -> Step:
    def told(book: Book) -> Json:
        kinds = [one for one in book.envelopes if one.subject == PERSON and one.type in OF_ONES_DATA]
        data = digest_of_data([one.commit for one in kinds])
        return {"official": PERSON, "data": data, "answer": "right", "scan": None, **changes}

    return Step(type=EntryType.DATA_CHECK, payload=told, by=by, subject=subject, name=name)


def panel_minutes(*, by: str = "KP", name: str = "minutes", subject: str = "", **changes: Json) -> Step:
    """Return the minutes of a panel of three, of whom one dissents."""
    told: Told = {
        "version": 1,
        "held_on": "2024-03-05",
        "present": ["P1", "P2"],
        "absent": ["P3"],
        "dissent": ["P2"],
        "scan": SCAN,
    }
    note = json.dumps({"absent": {"P3": "Sakit"}, "dissent": {"P2": "Bobot wawancara terlalu kecil."}})
    return Step(
        type=EntryType.MINUTES, payload={**told, **changes}, by=by, subject=subject, note=note, name=name
    )


def objection(*, by: str = PERSON, subject: str = PERSON, name: str = "objection", **changes: Json) -> Step:
    told: Told = {
        "official": PERSON,
        "number": 1,
        "about": "result",
        "made_on": "2024-03-08",
        "answer": None,
        "answered_on": None,
        "scan": None,
    }
    note = json.dumps({"words": "Nilai wawancara saya keliru."})
    return Step(
        type=EntryType.OBJECTION, payload={**told, **changes}, by=by, subject=subject, note=note, name=name
    )


def answered(*, by: str = "SK", name: str = "answer", **changes: Json) -> Step:
    told = {"answer": "rejected", "answered_on": "2024-03-11", **changes}
    return objection(by=by, name=name, **told)


def decision(official: str = MOVED, *, proposed: str = "proposal", **changes: Json) -> Callable[[Book], Json]:
    """Return the payload of a decision that carries out the proposal of a name."""

    def told(book: Book) -> Json:
        opening = book.entries[book.index_of[proposed]].opening
        assert opening is not None
        stays = official in STAYING
        return {
            "official": official,
            "proposal": digest_of(json.loads(opening.payload)),
            "kind": "kept" if stays or official == "P-005" else "rotated",
            "position": STAYING.get(official, "J-99" if official == MOVED else None),
            "reasons": "",
            "decree": "821.2/44/2024",
            "decree_on": "2024-03-25",
            "letter": None,
            "letter_on": None,
            "ground": None,
            **changes,
        }

    return told


def decided(
    official: str = MOVED, *, people: Sequence[str] = ("KP", "SK"), subject: str = "", **changes: Json
) -> tuple[Step, ...]:
    """Return a decision as two people record it from its decree."""
    name = f"decision/{official}"
    step = Step(type=EntryType.DECISION, payload=decision(official, **changes), subject=subject or official)
    return by_two_people(step, Act.RECORD_DECISION, name=name, people=people)


def decided_by_officer(official: str = MOVED, *, by: str = OFFICER, **changes: Json) -> Step:
    """Return a decision as the officer's own device signs it, before there is a decree."""
    bare = {"decree": None, "decree_on": None, "approvals": [], **changes}
    payload = decision(official, **bare)
    return Step(
        type=EntryType.DECISION, payload=payload, by=by, subject=official, name=f"decision/{official}"
    )


def of_everybody(*but: str) -> list[Step]:
    everybody = (*STAYING, MOVED, "P-005")
    return [decided_by_officer(one) for one in sorted(everybody) if one not in but]


def letter(
    person: str | None, *, people: Sequence[str] = ("KP", "SK"), name: str = "", **changes: Json
) -> tuple[Step, ...]:
    """Return the reviewer's letter on the result as two people of the office record it."""
    one = letter_alone(person, by="server", **changes)
    return by_two_people(one, Act.RECORD_LETTER, name=name or one.name, people=people)


def letter_alone(person: str | None, *, by: str, state: str = "granted", **changes: Json) -> Step:
    """Return the same letter as one device, or the server, enters it."""
    told: Told = {
        "kind": "result",
        "state": state,
        "issuer": "Badan Kepegawaian Negara",
        "number": f"R-7/{person}",
        "dated_on": "2024-03-21",
        "nip": person,
        "position": None,
        "rule": None,
        "note": "",
        **changes,
    }
    return Step(type=EntryType.PERMISSION, payload=told, by=by, subject=person or "", name=f"letter/{person}")


def to_decision(choice: Callable[[Book], Json] | None = None) -> list[Step]:
    """Return the minutes' signing, the choice of few moves and the verdict."""
    verdict = move(Phase.REVIEW, "record_verdict", lock_of(placed_case()), signed=True)
    return [*minutes(), *chosen(choice or proposal("few-moves")), *verdict]


def decrees(*, name: str = "decrees") -> tuple[Step, ...]:
    return move(Phase.DECISION, "issue_decrees", lock_of(placed_case()), signed=True, name=name)


def target_changed(*, name: str = "back") -> tuple[Step, ...]:
    return move(Phase.DECISION, "change_target", lock_of(placed_case()), signed=True, name=name)


def decided_event(*then: AnyStep) -> SignedEvent:
    """Return the placed event in the phase of decision, and what comes then."""
    return placed_event(then=[*to_decision(), *then])
