"""A placement on the screen: who goes where and why, who stays, what is left, and how the slates differ."""

from decimal import Decimal
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from selaras.cli import screen
from selaras.cli.placing.words import PlacingWords
from selaras.core.casefile import CaseFile
from selaras.core.outcome import Results
from selaras.core.placement.model import Impossible, Slate, SlateName
from selaras.core.placement.offer import MoveKind, Offer, Problem
from selaras.core.vocabulary import Extent
from selaras.documents.content.placing.extent import extent_of
from selaras.documents.placing_sentences import (
    ENGLISH,
    INDONESIAN,
    Cast,
    Language,
    cast_of,
    reasons,
    requirement,
)

_STAYING = (MoveKind.STAY, MoveKind.EXTEND)


def tell_offer(
    case: CaseFile, results: Results, offer: Offer, say: PlacingWords, *, best: Offer | None = None
) -> None:
    """Print an offer; ``best`` : the one without wishes, where this one has some."""
    cast = cast_of(case, results, offer.problem)
    first = offer.slates[0]
    wished = first.name is SlateName.WISHED
    screen.out.rule(Text(say("place_title_wished" if wished else "place_title"), style="bold"))
    _tell_worth(first, offer, say)
    if best is not None:
        difference = first.solution.objective - best.slates[0].solution.objective
        screen.out.print(say("place_compared", difference=_signed(difference, say)), markup=False)
    _tell_moves(offer, cast, say)
    staying = [one for one in offer.seats if one.kind in _STAYING]
    if staying:
        names = ", ".join(cast.people[one.official].name for one in staying)
        _line(say("place_staying", n=len(staying), names=names))
    vacant = [cast.post(one.post) for one in offer.posts if one.goes_to_selection]
    if vacant:
        _line(say("place_selection", posts="; ".join(vacant)))
    if len(offer.slates) > 1 and extent_of(case, results) is Extent.FULL:
        _tell_slates(offer, cast, say)
    _line(say("place_note"))


def tell_conflict(
    case: CaseFile, results: Results, problem: Problem, impossible: Impossible, say: PlacingWords
) -> None:
    """Print the requirements that cannot hold together, each as a sentence."""
    cast = cast_of(case, results, problem)
    screen.err.print(say("place_impossible"), markup=False, soft_wrap=True)
    for one in impossible.conflict:
        sentence = requirement(cast, problem.instance, one, _language(say))
        screen.err.print(f"  • {sentence}", markup=False, soft_wrap=True)


def tell_in_short(offer: Offer | None, path: Path, say: PlacingWords) -> None:
    """Print in one line what a run proposes, and where it is written."""
    if offer is None:
        _line(say("unplaced_line", path=path))
        return
    first = offer.slates[0]
    key = "placed_line" if first.solution.is_optimal else "placed_bounded_line"
    _line(say(key, moves=n_moves(offer, first), path=path))


def n_moves(offer: Offer, slate: Slate) -> int:
    """Return how many officials sit elsewhere than today."""
    return int((slate.solution.seat != offer.instance.home).sum())


def _language(say: PlacingWords) -> Language:
    return ENGLISH if say.language == "en" else INDONESIAN


def _line(text: str) -> None:
    screen.out.print(text, markup=False, soft_wrap=True)


def _amount(hundredths: int, say: PlacingWords) -> str:
    """Return hundredths as points: "2.526,51" in Indonesian, "2,526.51" in English."""
    text = f"{Decimal(hundredths).scaleb(-2):,.2f}"
    return text if say.language == "en" else text.translate(str.maketrans(",.", ".,"))


def _signed(hundredths: int, say: PlacingWords) -> str:
    return f"{'−' if hundredths < 0 else '+'}{_amount(abs(hundredths), say)}"


def _tell_worth(slate: Slate, offer: Offer, say: PlacingWords) -> None:
    _line(
        say(
            "place_optimal" if slate.solution.is_optimal else "place_bounded",
            moves=n_moves(offer, slate),
            objective=_amount(slate.solution.objective, say),
            bound=_amount(slate.solution.bound, say),
        )
    )


def _tell_moves(offer: Offer, cast: Cast, say: PlacingWords) -> None:
    """Print who goes where, then for each of them why here and what speaks against other posts."""
    moving = [one for one in offer.seats if one.kind not in _STAYING]
    if not moving:
        _line(say("place_no_move"))
        screen.out.print()
        return
    language = _language(say)
    screen.out.print()
    for one in moving:
        person = cast.people[one.official]
        screen.out.print(Text(f"{person.name} · {language.kinds[one.kind]}", style="bold"))
        screen.out.print(Text(f"  {say('place_from')} {person.post or say('place_outside')}"))
        screen.out.print(Text(f"  {say('place_to')} {cast.post(one.post) or say('place_nowhere')}"))
    screen.out.print()
    screen.out.rule(Text(say("place_why"), style="bold"))
    for one in moving:
        told = reasons(offer, cast, one, language)
        screen.out.print(Text(cast.people[one.official].name, style="bold"))
        for sentence in (told.here, told.changes, *told.not_elsewhere, *told.notes):
            if sentence:
                screen.out.print(Padding(Text(sentence), (0, 0, 0, 4)))
        screen.out.print()


def _tell_slates(offer: Offer, cast: Cast, say: PlacingWords) -> None:
    """Print the other slates, each with its seats that are not the first one's."""
    language, best = _language(say), offer.slates[0].solution.seat.tolist()
    screen.out.print()
    for slate in offer.slates[1:]:
        line = say(
            "place_slate",
            name=language.slates[slate.name],
            moves=n_moves(offer, slate),
            objective=_amount(slate.solution.objective, say),
        )
        if slate.regret is not None:
            line = f"{line}; {say('place_regret', regret=_amount(slate.regret[1], say))}"
        screen.out.print(Text(f"{line}.", style="bold"))
        others = [
            f"{cast.people[row].name} → {cast.post(seat) or say('place_nowhere')}"
            for row, seat in enumerate(slate.solution.seat.tolist())
            if seat != best[row]
        ]
        for other in others or [say("place_same")]:
            screen.out.print(Padding(Text(other), (0, 0, 0, 4)))
    screen.out.print()
