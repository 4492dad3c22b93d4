"""``selaras place --choose``: the deciding officer's choice, from a letter, into an imported ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from selaras.cli import screen
from selaras.cli.placing.words import PlacingWords
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Nip

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef
    from selaras.actions.evidence.acting import Acting
    from selaras.actions.placement import Choice
    from selaras.core.entries import Opened
    from selaras.core.placement.told import ProblemTold
    from selaras.queries.results import Shown

DONE, CANNOT = 0, 2
FEWEST_SIGNS = 8  # of a digest that is not typed in full
USUL = "usul-pertek"


class Misused(Exception):
    """What was typed cannot be meant: a sentence that is ready to be shown."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a choice, in the order of the options."""

    slate: str | None
    because: str | None
    letter: str | None
    letter_date: str | None
    changes: Sequence[str]
    minutes_signed: bool

    @property
    def is_given(self) -> bool:
        texts = (self.slate, self.because, self.letter, self.letter_date)
        return any(one is not None for one in texts) or bool(self.changes) or self.minutes_signed


def choose(
    typed: Typed, *, event: str | None, out: Path | None, others: Sequence[object], say: PlacingWords
) -> int:
    """Enter the choice and tell of it; return 0, or 2 where nothing was entered.

    out : folder for the usul as it now is; its digest is entered too
    others : options that have nothing to do with a choice, as they were typed
    """
    try:
        if typed.slate is None or event is None or any(others):
            raise Misused(say("choose_alone"))
        from selaras.cli.evidence.custody import event_of, installation
        from selaras.cli.evidence.custody_words import CustodyWords

        ref = event_of(event, say=CustodyWords(say.language))
        with installation():
            _enter(ref, typed, out, say)
    except Misused as wrong:
        screen.err.print(str(wrong), markup=False, soft_wrap=True)
    except CoreError as wrong:
        screen.tell_error(wrong, say)
    except OSError as wrong:
        why = wrong.strerror or str(wrong)
        screen.err.print(say("cannot_write", folder=wrong.filename or "?", why=why), markup=False)
    else:
        return DONE
    return CANNOT


def _enter(ref: "EventRef", typed: Typed, out: Path | None, say: PlacingWords) -> None:
    from selaras.actions.exports import kept_ledger
    from selaras.actions.placement import choose_of_import
    from selaras.cli.evidence.custody import acting_with
    from selaras.cli.log_key import log_key_at_hand
    from selaras.core.evidence.opening import opened_ledger
    from selaras.queries.results import result_in

    entries = opened_ledger(kept_ledger(ref))
    shown = result_in(entries)
    choice = _choice(typed, entries, shown, say)
    key = log_key_at_hand()
    if key is None:
        raise Misused(say("choose_without_key"))
    acting = acting_with(key)
    choose_of_import(ref, choice, minutes_signed=typed.minutes_signed, acting=acting)
    screen.out.print(say("chosen", digest=choice.slate), markup=False, soft_wrap=True)
    if out is not None:
        _write_usul(ref, shown, out, acting, say)


def _choice(typed: Typed, entries: "Sequence[Opened]", shown: "Shown", say: PlacingWords) -> "Choice":
    from selaras.actions.placement import Choice
    from selaras.core.casefile import Letter
    from selaras.core.entries import person_codes
    from selaras.queries.placement import slates_in

    problem, slates = slates_in(entries)
    wanted = (typed.slate or "").strip()
    found = [
        digest
        for digest, told in slates.items()
        if told.name.value == wanted or (len(wanted) >= FEWEST_SIGNS and digest.startswith(wanted.lower()))
    ]
    if len(found) != 1:
        known = "; ".join(f"{told.name.value} {digest[:12]}" for digest, told in slates.items())
        raise Misused(say("choose_which", got=wanted, known=known))
    dated_on = screen.parse_day(typed.letter_date or "")
    if not (typed.letter or "").strip() or dated_on is None:
        raise Misused(say("choose_letter"))
    reasons = (typed.because or "").strip()
    if typed.changes and not reasons:
        raise Misused(say("choose_because"))
    codes = person_codes(shown.case.officials, shown.case.codes)
    officer = shown.case.event.deciding_officer.office
    return Choice(
        slate=found[0],
        seats=tuple(_seat(text, codes, problem, say) for text in typed.changes),
        reasons=reasons,
        letter=Letter(number=(typed.letter or "").strip(), dated_on=dated_on, issuer=officer),
    )


def _seat(text: str, codes: dict[Nip, str], problem: "ProblemTold", say: PlacingWords) -> tuple[str, str]:
    """Return an official's code and the post of NIP=POST."""
    typed, divided, post = text.partition("=")
    nip, post = Nip("".join(typed.split())), post.strip()
    if not divided or not nip or not post:
        raise Misused(say("place_pair_wrong", got=text))
    if codes.get(nip) not in problem.officials:
        raise Misused(say("place_official_unknown", nip=nip))
    if post not in problem.posts:
        raise Misused(say("place_post_unknown", post=post))
    return codes[nip], post


def _write_usul(ref: "EventRef", shown: "Shown", out: Path, acting: "Acting", say: PlacingWords) -> None:
    """Make the usul anew from what was chosen, and enter it in place of the draft."""
    from selaras.actions.exports import kept_ledger
    from selaras.actions.papers import issue_papers, make_papers
    from selaras.actions.results import Frozen
    from selaras.core.evidence.opening import opened_ledger
    from selaras.queries.placement import offer_in

    ledger = kept_ledger(ref)
    size = shown.frozen_at_size
    frozen = Frozen(
        case=shown.case,
        rulebook=shown.rulebook,
        results=shown.results,
        document=shown.document,
        ledger_size=size,
        ledger_root=ledger.root_at(size),
    )
    offer = offer_in(opened_ledger(ledger), shown)
    made = list(make_papers(ref, frozen, offer=offer, only=(USUL,)))
    out.mkdir(parents=True, exist_ok=True)
    for paper in made:
        (out / paper.file_name).write_bytes(paper.content)
        screen.err.print(say("place_written", path=out / paper.file_name), markup=False, soft_wrap=True)
    issue_papers(
        ref,
        made,
        actor=acting.actor,
        declared_at=acting.clock.now().date(),
        clock=acting.clock,
        chance=acting.chance,
        signer=acting.signer,
    )
