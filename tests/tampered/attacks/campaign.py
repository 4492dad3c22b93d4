"""Many mutations of one event: each found or not, and the right place named or not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from tests.tampered.attacks import files, keys, rows
from tests.tampered.attacks.mutation import Attack, Mutated, Structure

ATTACKS: tuple[Attack, ...] = (*rows.ATTACKS, *keys.ATTACKS, *files.ATTACKS)


@dataclass(slots=True)
class Campaign:
    """What became of the mutations so far; ``not_found`` and ``misplaced`` name attack and number."""

    mutations: int = 0
    judged: int = 0  # of these, those of which one place is the right one
    not_found: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    by_attack: Counter[str] = field(default_factory=Counter)
    by_reason: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Campaign") -> None:
        self.mutations += other.mutations
        self.judged += other.judged
        self.not_found += other.not_found
        self.misplaced += other.misplaced
        self.by_attack += other.by_attack
        self.by_reason += other.by_reason


def attacked(base: Structure, numbers: Iterable[int], *, seed: str = "serangan") -> Campaign:
    """Return how these mutations fared; whoever verifies has the policy and the paper that left."""
    found = Campaign()
    event = base.event
    for number in numbers:
        chance = Random(f"{seed}/{number}")
        name, mutated = chosen(base, chance)
        verdict = verify(mutated.data, policy=event.policy, paper=event.paper_code)
        told = f"{name} {number}: {verdict.reason} {dict(verdict.where)}"
        found.mutations += 1
        found.by_attack[name] += 1
        found.by_reason[str(verdict.reason)] += 1
        if verdict.verdict is Outcome.HOLDS:
            found.not_found.append(told)
        elif not mutated.place.anywhere:
            found.judged += 1
            if not mutated.place.is_named_by(verdict.where):
                found.misplaced.append(f"{told}, not {mutated.place}")
    return found


def chosen(base: Structure, chance: Random) -> tuple[str, Mutated]:
    """Return an attack and what it made; some attacks find nothing to do where they are led."""
    while True:
        attack: Attack = chance.choice(ATTACKS)
        mutated = attack(base, chance)
        if mutated is not None:
            return getattr(attack, "__name__", ""), mutated
