"""Which other posts a paper may name for a person, and how equals among them are marked."""

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.documents import facts
from selaras.documents.docket import Docket


def develops_first(result: o.OfficialResult) -> bool:
    """Whether the person cannot be moved now: another post is then no proposal."""
    return result.recommendation.kind in (v.Move.DEVELOP, v.Move.DEMOTE)


def named_for(docket: Docket, result: o.OfficialResult) -> tuple[o.Alternative, ...]:
    """Return the posts to print: for who develops first, only those better beyond the frozen margin."""
    match = result.match
    if not develops_first(result) or match is None:
        return result.alternatives
    margin = docket.case.scheme.match.marginal_percent
    return tuple(one for one in result.alternatives if one.percent - match.percent > margin)


def percent_and_tie(one: o.Alternative) -> str:
    """Return the match, marked where another post has the same: their order then says nothing."""
    return f"{facts.percent(one.percent)}{', setara' if one.same_as else ''}"


def margin_words(docket: Docket) -> str:
    return f"{facts.plain(docket.case.scheme.match.marginal_percent)} poin persen"
