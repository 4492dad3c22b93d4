"""What is said and decided, bent in ways nobody thought of: steps dropped, doubled and moved, fields changed.

Every signature, chain and root holds, so that only the meaning is left for two verifiers to disagree about.
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from random import Random

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from tests.tampered.attacks.fuzz import VALUES
from tests.tampered.book import Book, Step
from tests.tampered.deciding import (
    GROUND,
    MOVED,
    SCAN,
    answered,
    decided,
    decided_by_officer,
    decrees,
    letter,
    objection,
    of_everybody,
    panel_minutes,
    target_changed,
    to_decision,
)
from tests.tampered.placing import placed_event
from tests.tampered.signed_event import SignedEvent

CODES = ("P-001", "P-002", "P-003", "P-005", "P-009", "J-03", "J-99", "J-98", "P1", "P3", "best")
WORDS = (
    *("kept", "rotated", "promoted", "demoted", "released", "appointed", "right", "granted", "refused"),
    *("asked", "result", "pertek", "test-plan", "accepted", "data", " ", "\n", "\u00a0", SCAN, "jpt-pratama"),
)


def bent_proceedings(number: int, *, seed: str = "acak") -> SignedEvent:
    """Return the event of this number, always the same."""
    for attempt in range(20):
        chance = Random(f"proceedings/{seed}/{number}/{attempt}")
        try:
            steps = _moved(_story(chance), chance)
            for _ in range(chance.choice((0, 1, 1, 2))):
                place = chance.randrange(len(steps))
                steps[place] = _changed(steps[place], chance)
            return placed_event(then=steps, pose=_posing(chance), bend=_bending(chance))
        except (KeyError, CoreError):
            continue  # approvals or a proposal were left out, or a number is none of section 1
    raise AssertionError("no event can be made of this seed")


def _story(chance: Random) -> list[Step]:
    minutes = [panel_minutes()] if chance.random() < 0.7 else []
    letters = letter(chance.choice((None, MOVED)), state=chance.choice(("granted", "refused", "asked")))
    return [
        *minutes,
        *(objection(by="SK", scan=SCAN) for _ in range(chance.choice((0, 1)))),
        *to_decision(),
        *(letters if chance.random() < 0.4 else ()),
        *(answered() for _ in range(chance.choice((0, 1)))),
        *_decisions(chance),
        *(target_changed() if chance.random() < 0.2 else ()),
        *(decrees() if chance.random() < 0.6 else ()),
    ]


def _decisions(chance: Random) -> Sequence[Step]:
    gone = decided_by_officer(kind="released", position=None, reasons="Permohonan", ground=GROUND)
    stays = decided_by_officer(kind="kept", position="J-03", reasons="Masih dibutuhkan")
    few = of_everybody(*chance.sample(("P-001", "P-002"), chance.choice((0, 0, 1))))
    return chance.choice(([], decided(), [gone], [stays], few, few, [*of_everybody(MOVED), stays]))


def _moved(steps: list[Step], chance: Random) -> list[Step]:
    """Return the steps with one dropped, doubled or put elsewhere, or as they are."""
    place = chance.randrange(len(steps))
    one = steps[place]
    match chance.randrange(6):
        case 0:
            return [*steps[:place], *steps[place + 1 :]]
        case 1:
            return [*steps[: place + 1], *steps[place:]]
        case 2:
            rest = [*steps[:place], *steps[place + 1 :]]
            rest.insert(chance.randrange(len(rest) + 1), one)
            return rest
        case _:
            return steps


def _changed(step: Step, chance: Random) -> Step:
    if chance.random() < 0.1:
        return replace(step, subject=chance.choice(CODES))
    if chance.random() < 0.1:
        return replace(step, by=chance.choice(("SK", "KP", "PK", "P1", "server")))

    seeded = chance.random()

    def told(book: Book) -> Json:
        payload = step.payload(book) if callable(step.payload) else step.payload
        return with_other_field(payload, Random(seeded))

    return replace(step, payload=told)


def with_other_field(payload: Json, chance: Random) -> Json:
    """Return a payload with one field changed, dropped or added, at any depth."""
    told = deepcopy(payload)
    at: Json = told
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        if not keys:
            break
        key = chance.choice(keys)
        if isinstance(at[key], dict | list) and at[key] and chance.random() < 0.8:
            at = at[key]
            continue
        match chance.randrange(8):
            case 0:
                del at[key]
            case 1 | 2:
                at[key] = chance.choice(VALUES)
            case 3 | 4:
                at[key] = chance.choice(CODES)
            case _:
                at[key] = chance.choice((*WORDS, None))
        break
    return told


def _posing(chance: Random) -> Callable[[dict[str, Json]], None]:
    """Return what bends the lists by which seats are read; most often nothing."""

    def pose(told: dict[str, Json]) -> None:
        if chance.random() < 0.1:
            name = chance.choice(("officials", "posts", "home"))
            told[name] = with_other_field({name: told[name]}, chance).get(name, [])

    return pose


def _bending(chance: Random) -> Callable[[dict[str, dict[str, Json]]], None]:
    def bend(slates: dict[str, dict[str, Json]]) -> None:
        for one in slates.values() if chance.random() < 0.1 else ():
            one["seats"] = with_other_field({"seats": one["seats"]}, chance).get("seats", [])

    return bend
