"""The deciding officer's choice held against what is proposed, before anybody is asked to sign it."""

from collections.abc import Mapping, Sequence

from selaras.core.codec import to_json
from selaras.core.custody import Proposal
from selaras.core.entries import Opened
from selaras.core.errors import CoreError
from selaras.core.placement.model import SlateName
from selaras.core.proposing import digest_of
from selaras.queries.placement import slates_in


def digests_by_name(entries: Sequence[Opened]) -> Mapping[str, str]:
    """Return the digest of each slate that is offered, by the slate's name."""
    _, slates = slates_in(entries)
    return {one.name.value: digest for digest, one in slates.items() if one.name is not SlateName.WISHED}


def check_chosen(entries: Sequence[Opened], told: Proposal) -> None:
    """Refuse what a verifier would refuse of a choice: another slate, seats that are not lawful."""
    # Loaded only here: most pages check nothing.
    from selaras.core.verification.placements.choices import check_choice
    from selaras.core.verification.placements.problems import posed
    from selaras.core.verification.placements.slates import check_slate

    problem, slates = slates_in(entries)
    if told.slate not in slates:
        raise CoreError("proposal_of_no_slate")
    chosen = slates[told.slate]
    if digest_of(to_json(chosen)) != told.slate:
        raise CoreError("proposal_of_no_slate")
    stands = posed(problem)
    check_choice(told, check_slate(chosen, stands, is_first=False), stands)
