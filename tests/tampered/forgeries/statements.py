"""Data checks, minutes and objections that nobody may enter, and honest ones: check `life`."""

from collections.abc import Iterator

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from tests.tampered.book import AnyStep, Later, Step
from tests.tampered.deciding import (
    PERSON,
    SCAN,
    answered,
    data_check,
    objection,
    panel_minutes,
    with_person,
)
from tests.tampered.forgeries.conformance import Case, at_end, changed, honest, refused
from tests.tampered.forgeries.honest_ones import forget
from tests.tampered.signed_event import Change, SignedEvent, move, result_steps


def cases() -> Iterator[Case]:
    yield from honest_ones()
    yield from checks()
    yield from minutes()
    yield from objections()
    yield from erasures()


def case(name: str, reason: str, event: SignedEvent, at: str, **told: Json) -> Case:
    return refused(name, reason, event.bundle(), index=event.book.index_of[at], **told)


def whole(*steps: Step) -> SignedEvent:
    """Return an event with a result whose participant has a device, and steps behind it."""
    return changed(both(with_person(data_check()), at_end(*steps)), frozen=True)


def both(first: Change, second: Change) -> Change:
    return lambda steps: second(list(first(steps)))


def signing(*, signed: bool = True) -> tuple[Step, ...]:
    return move(Phase.CLOSED, "sign_minutes", honest().lock, signed=signed)


def honest_ones() -> Iterator[Case]:
    event = whole(
        objection(), panel_minutes(), *signing(), answered(), answered(name="again", answer="partly")
    )
    yield Case(name="statements_hold", data=event.bundle(), policy=event.policy)
    own = event.bundle("R3", subject=PERSON)
    yield Case(name="statements_in_an_own_bundle_hold", data=own, warnings=("own_only",))
    yield Case(name="statements_without_names_hold", data=event.bundle("R2"))
    bare = changed(at_end(*signing()), frozen=True)
    yield Case(name="minutes_left_out_hold", data=bare.bundle(), warnings=("review_without_minutes",))
    paper = data_check(by="SK", scan=SCAN)
    yield Case(name="data_check_on_paper_hold", data=changed(with_person(paper)).bundle())
    imported = changed(at_end(panel_minutes(scan=None), *signing(signed=False)), frozen=True, signed=False)
    yield Case(name="minutes_of_an_import_hold", data=imported.bundle(), warnings=("imported",))


def checks() -> Iterator[Case]:
    def check(name: str, reason: str, step: Step, **told: Json) -> Case:
        return case(name, reason, changed(with_person(step)), "check", **told)

    late = changed(with_person(data_check(), at="close_scoring"))
    yield case("data_check_while_scoring", "data_check_out_of_place", late, "check")
    yield check("data_check_of_no_answer", "data_check_wrong", data_check(answer="yes"), part="fields")
    stranger = data_check(official="P-009", subject="P-009")
    yield check("data_check_of_a_stranger", "data_check_wrong", stranger, part="subject")
    yield check("data_check_under_another", "data_check_wrong", data_check(subject="P-002"), part="subject")
    yield check("data_check_with_words_for_a_scan", "data_check_wrong", data_check(scan="ada"), part="scan")
    other = data_check(data="ab" * 32)
    yield check("data_check_of_other_data", "data_check_of_other_data", other, subject=PERSON)
    yield check("data_check_by_an_examiner", "said_by_another", data_check(by="P1"))
    yield check("data_check_by_the_server", "said_by_another", data_check(by="server"))
    yield check("data_check_without_a_sheet", "said_without_scan", data_check(by="SK"))


def minutes() -> Iterator[Case]:
    def one(name: str, reason: str, step: Step, **told: Json) -> Case:
        return case(name, reason, changed(at_end(step), frozen=True), "minutes", **told)

    early = changed(with_person(panel_minutes(), at="close_scoring"))
    yield case("minutes_while_scoring", "minutes_out_of_place", early, "minutes")
    yield one("minutes_of_no_version", "minutes_wrong", panel_minutes(version="1"), part="fields")
    yield one("minutes_about_somebody", "minutes_wrong", panel_minutes(subject=PERSON), part="subject")
    yield one("minutes_of_another_result", "minutes_of_another_result", panel_minutes(version=2))
    silent = panel_minutes(present=["P1"], absent=["P3"], dissent=[])
    yield one("minutes_without_a_member", "minutes_wrong", silent, part="panel")
    twice = panel_minutes(present=["P1", "P2", "P3"])
    yield one("minutes_with_one_in_both", "minutes_wrong", twice, part="panel")
    nobody = panel_minutes(present=[], absent=["P1", "P2", "P3"], dissent=[])
    yield one("minutes_of_nobody", "minutes_wrong", nobody, part="panel")
    yield one(
        "minutes_with_an_absent_dissent", "minutes_wrong", panel_minutes(dissent=["P3"]), part="dissent"
    )
    yield one("minutes_without_a_digest", "minutes_wrong", panel_minutes(scan="5C" * 32), part="scan")
    yield one("minutes_by_an_examiner", "said_by_another", panel_minutes(by="P1"))
    yield one("minutes_without_a_scan", "said_without_scan", panel_minutes(scan=None))
    lock = honest().lock
    anew: list[AnyStep] = [Later(lambda book: result_steps(book, lock, version=2))]
    older = changed(at_end(panel_minutes(), *anew, *signing()), frozen=True)
    yield case("signed_for_an_older_result", "minutes_of_another_result", older, "sign_minutes")


def objections() -> Iterator[Case]:
    def one(name: str, reason: str, *steps: Step, **told: Json) -> Case:
        return case(name, reason, whole(*steps), steps[-1].name, **told)

    yield one("objection_about_nothing", "objection_wrong", objection(about="all"), part="fields")
    yield one("objection_under_another", "objection_wrong", objection(subject="P-002"), part="subject")
    yield one("objection_with_a_word_for_a_scan", "objection_wrong", objection(scan=""), part="scan")
    yield one(
        "objection_answered_never", "objection_wrong", objection(), answered(answered_on=None), part="answer"
    )
    other = answered(about="test")
    yield one("objection_answered_as_another", "objection_wrong", objection(), other, part="changed")
    yield one("objection_left_out", "objection_out_of_order", objection(number=2), number=2)
    yield one(
        "objection_made_twice", "objection_out_of_order", objection(), objection(name="again"), number=1
    )
    yield one("objection_never_made", "objection_out_of_order", answered(), number=1)
    yield one("objection_by_the_chair_without_a_letter", "said_without_scan", objection(by="KP"))
    yield one("objection_by_an_examiner", "said_by_another", objection(by="P2"))
    yield one("objection_answered_by_the_person", "said_by_another", objection(), answered(by=PERSON))


def erasures() -> Iterator[Case]:
    """Yield a person who was erased with what the person said, and one whose objection was kept back."""
    yield Case(name="erased_with_the_own_words_hold", data=erased().bundle())
    kept = erased(EntryType.OBJECTION)
    at = kept.book.index_of["erasure"]
    yield refused("erased_but_for_the_objection", "erasure_wrong", kept.bundle(), index=at)


def erased(*but: EntryType) -> SignedEvent:
    """Return the event after the person's entries were destroyed, but for those of some types."""
    envelopes = whole(objection()).book.envelopes
    gone = [n for n, one in enumerate(envelopes) if one.subject == PERSON and one.type not in but]
    told = {"entries": gone, "reason": "Masa simpan berakhir"}
    made = whole(objection(), Step(type=EntryType.ERASURE, payload=told, name="erasure"))
    held = list(made.book.entries)
    forget(made, PERSON)
    for n, one in enumerate(made.book.envelopes):
        if one.subject == PERSON and one.type in but:
            made.book.entries[n] = held[n]
    return made
