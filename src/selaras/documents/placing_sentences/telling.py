"""Why here, why not there: an offer's facts in the order in which a reader asks for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Reason, Results
from selaras.core.placement.model import NOWHERE, Instance, Requirement, RequirementKind, Step
from selaras.core.placement.offer import Change, MoveKind, Offer, Problem, SeatTold, WhyNot, Worth
from selaras.core.rules import Finding
from selaras.documents.placing_sentences.language import Language
from selaras.documents.placing_sentences.naming import Cast, cast_of

_STAYING = (MoveKind.STAY, MoveKind.EXTEND)
_MOST_ALIKE = 2  # posts of equal match that are named; dozens can have one standard
# Of the person, hence the same for every post.
OF_A_PERSON = ("not_a_participant", "below_the_mark", "performance_below")
_CHANGES = ("echelon", "job_class", "allowance_class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasons:
    """All that is said of one official; lists are empty where there is nothing to say."""

    here: str
    changes: str
    not_elsewhere: tuple[str, ...]
    notes: tuple[str, ...]  # how sure it is, and what the law warns of


def reasons(offer: Offer, cast: Cast, seat: SeatTold, language: Language) -> Reasons:
    """Return why here, what changes, why not elsewhere, how sure: each in sentences of its own."""
    notes = []
    # Whoever has one seat only is seated there in any case.
    if seat.chosen_percent is not None and seat.margin is not None:
        notes.append(language.chosen(seat.chosen_percent))
    if seat.flags:
        notes.append(language.flags(seat.flags))
    return Reasons(
        here=why_here(offer, cast, seat, language),
        changes=changes(seat, language),
        not_elsewhere=tuple(why_not_elsewhere(offer, cast, seat, language)),
        notes=tuple(notes),
    )


def why(offer: Offer, cast: Cast, seat: SeatTold, language: Language) -> str:
    """Return the same as one paragraph."""
    told = reasons(offer, cast, seat, language)
    return " ".join(one for one in (told.here, told.changes, *told.not_elsewhere, *told.notes) if one)


def paragraphs(case: CaseFile, results: Results, offer: Offer, language: Language) -> tuple[str, ...]:
    """Return the paragraph of every official, by row of the offer."""
    cast = cast_of(case, results, offer.problem)
    return tuple(why(offer, cast, seat, language) for seat in offer.seats)


def why_here(offer: Offer, cast: Cast, seat: SeatTold, language: Language) -> str:
    """Return what becomes of an official, and what speaks for it, as one sentence."""
    person = cast.people[seat.official]
    opening = language.openings[seat.kind].format(post=cast.post(seat.post), start=person.post)
    exchanged = _partners(offer, seat.official)
    if seat.kind is MoveKind.ROTATION and exchanged:
        partners = [language.person(cast.people[one]) for one in exchanged]
        opening += f", {language.in_exchange_clause(partners)}"
    if seat.worth is None:
        return f"{opening}. {language.no_seat_because()}" if seat.post == NOWHERE else f"{opening}."
    home = cast.home[seat.official]
    own = cast.matches.get((seat.official, home)) if home not in (NOWHERE, seat.post) else None
    clauses = [language.match_clause(seat.worth.match, own=own)]
    if seat.worth.expected is not None:
        before = cast.expected.get((seat.official, home)) if home not in (NOWHERE, seat.post) else None
        clauses.append(language.estimate_clause(seat.worth.expected, own=before))
    standing = _standing(offer.problem, cast, seat, language)
    if standing:
        clauses.append(standing)
    if seat.worth.knocked_out_by:
        missing = [cast.competences.get(code, code) for code in seat.worth.knocked_out_by]
        clauses.append(language.knocked_out_clause(missing))
    told = f"{opening}: {', '.join(clauses)}"
    parts = language.worth_clause(
        experience=seat.worth.experience, price=seat.worth.price, value=seat.worth.value
    )
    return f"{told}; {parts}." if parts else f"{told}."


def _partners(offer: Offer, official: int) -> list[int]:
    """Return who else is in the same exchange, in its order from this official on."""
    for chain in offer.slates[0].chains:
        people = [one.official for one in chain.steps]
        if chain.is_cycle and official in people:
            at = people.index(official)
            return [*people[at + 1 :], *people[:at]]
    return []


def _standing(problem: Problem, cast: Cast, seat: SeatTold, language: Language) -> str:
    """Return where the match stands among the open posts: alone, highest, equal; nothing where lower."""
    others = {
        column: counted(worth)
        for (row, column), worth in problem.worth.items()
        # What only a wish could open is no choice.
        if row == seat.official and column != seat.post and (row, column) not in problem.closed
    }
    if not others:
        return language.highest_clause([], is_only=True)
    own = counted(seat.worth) if seat.worth is not None else None
    if own is None or any(one is not None and one > own for one in others.values()):
        return ""
    alike = [cast.post(column) for column, one in sorted(others.items()) if one == own]
    more = len(alike) - _MOST_ALIKE - 1
    if more > 0:
        alike = [*alike[:_MOST_ALIKE], language.more_posts(more + 1)]
    return language.highest_clause(alike, is_only=False)


def counted(worth: Worth) -> Decimal | None:
    """Return the match that counts in a value: the estimate where there is one."""
    return worth.match if worth.expected is None else worth.expected


def changes(seat: SeatTold, language: Language) -> str:
    """Return what a move changes; nothing where the official stays or gets no post."""
    if seat.kind in _STAYING or seat.post == NOWHERE:
        return ""
    told = "; ".join(change_clauses(seat.change, language))
    return f"{told[:1].upper()}{told[1:]}."


def change_clauses(change: Change, language: Language) -> list[str]:
    """Return echelon, class and allowance class, each as a clause."""
    made = []
    for what in _CHANGES:
        before, after = getattr(change, what)
        made.append(language.change_clause(what, _text(before), _text(after)))
    return made


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def why_not_elsewhere(offer: Offer, cast: Cast, seat: SeatTold, language: Language) -> list[str]:
    """Return a sentence for the wished post and each of the nearest others, least loss first.

    Where no other post is open it is said on which grounds they are closed.
    """
    those = [*([seat.wished] if seat.wished is not None else []), *seat.others]
    once = {one.post: one for one in reversed(those)}
    told = dict.fromkeys(one.post for one in those)
    lines = [
        why_not(
            cast,
            once[post],
            language,
            leaves=seat.post,
            bound_holder=_bound_holder(offer, cast, post, language) if once[post].never else "",
        )
        for post in told
    ]
    if seat.others:
        return lines
    if seat.wished is not None and _is_of_the_person(seat.wished.closed):
        lines = []  # said of all other posts at once
    return lines + grounds_closed(offer.problem, cast, seat.official, language, besides=seat.post)


def _is_of_the_person(closed: Sequence[Finding | Reason]) -> bool:
    return bool(closed) and isinstance(closed[0], Reason) and closed[0].code in OF_A_PERSON


def _bound_holder(offer: Offer, cast: Cast, post: int, language: Language) -> str:
    """Return who sits on a post and may sit nowhere else; empty where that is not the reason."""
    instance = offer.instance
    holder = next((one.official for one in offer.seats if one.post == post), NOWHERE)
    if holder == NOWHERE or not instance.must[holder] or instance.open[holder].sum() != 1:
        return ""
    return language.person(cast.people[holder])


def why_not(
    cast: Cast, one: WhyNot, language: Language, *, leaves: int = NOWHERE, bound_holder: str = ""
) -> str:
    """Return why an official does not get a post.

    leaves : column of the post that the official has in the slate and would leave
    bound_holder : where it can never be, who sits there and may sit nowhere else
    """
    post = cast.post(one.post)
    match = cast.matches.get((one.official, one.post))
    if one.closed:
        reasons = " ".join(language.closing(each, cast.competences) for each in one.closed)
        return language.closed(post, match, reasons)
    if one.never:
        return language.never(post, match, bound_holder=bound_holder)
    expected = cast.expected.get((one.official, one.post))
    condition = language.if_there(
        post,
        match if expected is None else expected,
        stays=one.post == cast.home[one.official],
        is_estimate=expected is not None,
    )
    if one.is_bound and one.loss == 0:
        return language.may_lose(condition)
    moves = _displaced(cast, one.path[1:], language)
    ends = {step.end for step in one.path}
    vacant = cast.post(leaves) if one.path and leaves not in ends else ""
    if moves and vacant:
        moves, vacant = [*moves, language.falls_vacant(vacant)], ""
    because = language.clauses(moves)
    if one.loss == 0:
        return language.ties(condition, because=because, vacant=vacant)
    # Of a bound without a path nobody knows yet who would have to move.
    who = because if one.path else None
    return language.loses(condition, one.loss, is_bound=one.is_bound, because=who, vacant=vacant)


def _displaced(cast: Cast, steps: Sequence[Step], language: Language) -> list[str]:
    return [
        language.displaced(
            language.person(cast.people[one.official]),
            cast.post(one.end),
            stays=one.end == cast.home[one.official],
        )
        for one in steps
    ]


def grounds_closed(
    problem: Problem, cast: Cast, official: int, language: Language, *, besides: int
) -> list[str]:
    """Return on which grounds the other posts are closed to somebody, the most frequent first."""
    columns = [one for one in range(len(cast.posts)) if one != besides]
    groups: dict[str, list[Finding | Reason]] = {}
    for column in columns:
        reasons = problem.closed.get((official, column), ())
        if reasons:
            first = reasons[0]
            groups.setdefault(first.rule if isinstance(first, Finding) else first.code, []).append(first)
    ordered = sorted(groups.values(), key=lambda one: -len(one))
    return [
        language.closed_group(one[0], cast.competences, count=len(one), of=len(columns)) for one in ordered
    ]


def requirement(cast: Cast, instance: Instance, one: Requirement, language: Language) -> str:
    """Return one of several requirements that cannot hold together, as a sentence."""
    people = [language.person(cast.people[row]) for row in one.officials]
    posts = [cast.post(column) for column in one.posts]
    if one.kind is RequirementKind.GUARD:
        return language.must_have_seat(people[0])
    if one.kind is RequirementKind.GATES:
        return language.only_open(people[0], posts)
    if one.kind is RequirementKind.PIN:
        return language.pinned(people[0], posts[0])
    if one.kind is RequirementKind.RULE:
        rule = instance.rules[one.rule]
        return language.coupled(rule.kind, rule.because)
    if one.kind is RequirementKind.MOST_MOVES:
        return language.most_moves()
    return language.one_holder(posts[0])
