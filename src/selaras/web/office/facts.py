"""What holds between a visitor and what a page is about; the table of permissions asks for these words."""

from selaras.core.vocabulary import Role
from selaras.queries.office import standing
from selaras.queries.office.listing import ListedEvent, participant_code
from selaras.queries.office.visiting import Visitor


def facts_of(
    visitor: Visitor, listed: ListedEvent | None, *, person: str | None, examiner: str | None
) -> frozenset[str]:
    """Return the facts that hold here.

    person, examiner : whom the page is about; without either, ``own`` and ``assigned`` say that there is
        something of one's own, or somebody whom one marks: the page then shows only that
    """
    if listed is None:
        return frozenset()
    facts = set()
    roles = visitor.roles_in(listed.key)
    if listed.is_revealed:
        facts.add("revealed")
    own = participant_code(visitor.account, listed.agency, listed.key) if Role.PARTICIPANT in roles else None
    codes = visitor.holders_in(listed.key, Role.EXAMINER) | visitor.holders_in(listed.key, Role.ASSESSOR)
    if person is not None and examiner is None and person == own:
        facts.add("own")
    if examiner is not None and examiner in codes:
        facts.add("own")
    if person is None and examiner is None and (own is not None or codes):
        facts.add("own")
    if codes:
        marked = standing.marked_by(listed, codes)
        if marked if person is None else person in marked:
            facts.add("assigned")
        if person is not None and standing.has_handed_in(listed, codes, person):
            facts.add("handed_in")
    if Role.DECIDING_OFFICER in roles and (person is None or standing.is_finalist(listed, person)):
        facts.add("finalist")
    if standing.is_announced(listed):
        facts.add("announced")
    return frozenset(facts)
