"""Two agencies, four events and somebody for each role: the world in which every cell is asked.

What holds between somebody and somebody else is said here once, by hand, and read from no query.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.actions.evidence.live import open_event
from selaras.actions.office.events.importing import make_event
from selaras.core import casefile as c
from selaras.core.vocabulary import ParticipantStatus, Role
from selaras.outside.chance import SeededChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.core.building import rulebook_on
from tests.core.placement.placed_events import placed_case
from tests.web.office import offices

# An imported event tells its marks from the close on, a signed one never here: nobody reveals them.
IMPORTED, SIGNED, STRANGE = "uji-impor", "uji-tanda-tangan", "uji-orang-lain"
OWN_PERSON, OTHER_PERSON = "P-001", "P-003"
NOBODY, ANONYMOUS = "none", "anonymous"
PERSONAS = (*(one.value for one in Role), NOBODY, ANONYMOUS)
SESSIONS = ("fresh", "stale", "factorless")
WITH_SECOND_FACTOR = frozenset({"SA", "SK", "KP", "RV", "PK"})


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """agency, other : codes; ``examiner`` is the own code of whoever marks, ``other_examiner`` another's."""

    agency: str
    other: str
    examiner: Mapping[str, str]
    other_examiner: str
    browsers: Mapping[tuple[str, bool, str], Client]

    def prove_again(self) -> None:
        """Let whoever proved it just now have done so just now again: many cells take many minutes."""
        for (persona, _, session), browser in self.browsers.items():
            if persona != ANONYMOUS and session != "stale":
                offices.prove(browser)

    def browser(self, persona: str, *, is_of_events: bool, session: str) -> Client:
        """Return a browser; ``is_of_events``: the role is held in two events, not in the whole agency."""
        return self.browsers[persona, is_of_events, session]


def facts(persona: str, event: str, phase: str, *, person: str | None, examiner: str | None) -> set[str]:
    """Return what holds; ``person`` and ``examiner`` are "own", "other", or None where the address has none.

    Whoever marks is assigned P-001 alone, and in the imported event has handed in for it; only there is a
    slate, and an announcement of results.
    """
    number = ("design", "ready", "scoring", "closed", "review", "decision", "follow-up").index(phase)
    marks = persona in ("PG", "AS")
    found = {
        "revealed": event == IMPORTED and number >= 3,
        "announced": event == IMPORTED or number == 6,
        "own": (persona == "PS" and examiner is None and person != "other")
        or (marks and (examiner == "own" or (examiner is None and person is None))),
        "assigned": marks and person != "other",
        "handed_in": marks and person == "own" and event == IMPORTED,
        "finalist": persona == "PK" and (person is None or (event == IMPORTED and number >= 4)),
    }
    return {name for name, holds in found.items() if holds}


def made(told: Callable[[c.CaseFile], c.CaseFile] = lambda case: case) -> World:
    """Make the world on the tests' database; ``told`` may put other words into the event that is imported."""
    case = told(_case(IMPORTED))
    make_event(case, upload=0, agency=case.agency.code, log_key=None, acting=live_events.acting())
    signed = _designed(_case(SIGNED))
    _designed(_case(STRANGE))
    # The same events by name, in another agency.
    _designed(_case(IMPORTED, agency="lain"))
    _designed(_case(SIGNED, agency="lain"))
    assert rows.Entry.objects.filter(event__key=IMPORTED, type="slate").exists()
    codes = [one.code for one in case.examiners]
    marking = {"PG": codes[0], "AS": codes[1]}
    agency = rows.Agency.objects.get(code=case.agency.code)
    _announce(agency, case.event.key)
    return World(
        agency=agency.code,
        other="lain",
        examiner=marking,
        other_examiner=codes[2],
        browsers=_browsers(agency, signed, marking),
    )


def _case(key: str, *, agency: str = "") -> c.CaseFile:
    case = placed_case()
    first = case.officials[0].nip
    few = {case.examiners[0].code, case.examiners[1].code}
    assigned = tuple(replace(one, nip=first if one.examiner in few else None) for one in case.assignments)
    sheets = tuple(one for one in case.rating_sheets if one.examiner not in few or one.nip == first)
    where = replace(case.agency, code=agency) if agency else case.agency
    held = key == IMPORTED and not agency
    return replace(
        case,
        agency=where,
        event=replace(case.event, key=key),
        assignments=assigned,
        rating_sheets=sheets if held else (),
    )


def _designed(case: c.CaseFile) -> EventRef:
    ref = EventRef(agency=case.agency.code, key=case.event.key)
    chance = SeededChance(f"{ref.agency}/{ref.key}")
    policy = live_events.policy_for(ref)
    return open_event(case, rulebook_on(), policy=policy, acting=live_events.acting(chance=chance))


def _announce(agency: rows.Agency, key: str) -> None:
    now = SystemClock().now()
    rows.Announcement.objects.create(
        agency=agency,
        event=rows.Event.objects.get(agency=agency, key=key),
        thing="own-result",
        visible_from=now - timedelta(days=1),
        made_by=offices.account(agency, "pengumum"),
        made_at=now,
    )


def _browsers(
    agency: rows.Agency, signed: EventRef, marking: Mapping[str, str]
) -> Mapping[tuple[str, bool, str], Client]:
    events = [rows.Event.objects.get(agency=agency, key=key) for key in (IMPORTED, signed.key)]
    found: dict[tuple[str, bool, str], Client] = {}
    for persona in PERSONAS:
        for is_of_events in (True, False):
            for session in SESSIONS:
                found[persona, is_of_events, session] = (
                    Client(raise_request_exception=False)
                    if persona == ANONYMOUS
                    else _somebody(agency, events, persona, is_of_events, session, marking.get(persona, ""))
                )
    return found


def _somebody(
    agency: rows.Agency, events: list[rows.Event], persona: str, is_of_events: bool, session: str, code: str
) -> Client:
    name = f"{persona.lower()}-{'kegiatan' if is_of_events else 'instansi'}-{session}"
    who = offices.account(agency, name, has_second_factor=session != "factorless")
    if persona == Role.PARTICIPANT and is_of_events and session == "fresh":
        # One official has one account; the events know the same three people.
        one = rows.Participant.objects.get(
            event=events[0], code=OWN_PERSON, status=ParticipantStatus.PARTICIPANT.value
        )
        rows.Account.objects.filter(pk=who.pk).update(official=one.official)
    if persona != NOBODY:
        for event in events if is_of_events else [None]:
            offices.member(who, Role(persona), event=event, holder=code if event else "")
    browser = offices.signed_in(who, is_fresh=session != "stale")
    browser.raise_request_exception = False
    return browser
