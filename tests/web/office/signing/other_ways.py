"""Ways of one person that are no page: the device's own way in, a packet sent again, a token of a system."""

from selaras.actions.access import Actor
from selaras.actions.event_ref import EventRef
from selaras.actions.office.tokens import OF_THE_HOUSE, SCOPES, make_token
from selaras.core.codec import to_json
from selaras.core.entries import EntryType
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from selaras.web.office.api.describing import described
from tests.actions.evidence.live_events import Tablet, plain
from tests.web.office import offices
from tests.web.office.api.systems import call
from tests.web.office.signing.two_people import Waiting


def own_approval_sent_again(one: Waiting) -> None:
    """The very same bytes, and one more approval of the same device: still one person's."""
    sent = one.live.tablet("SK").approves(one.asked)
    one.live.received(sent)
    one.live.receive(sent)
    one.agree(offices.signed_in(one.secretary))


def own_device_under_the_other_name(one: Waiting) -> None:
    """One key signs, and says that it is the chair's."""
    draft = plain(EntryType.APPROVAL, to_json(one.asked.approval()))
    (answer,) = one.live.receive(one.live.tablet("SK").sign(draft, stays=True, actor="KP"))
    assert getattr(answer, "code", "")
    one.agree(offices.signed_in(one.secretary))


def own_key_enrolled_a_second_time(one: Waiting) -> None:
    """One key, enrolled once more as the chair's: a key belongs to one person."""
    tablet = one.live.tablet("SK")
    told = tablet.enrolment(holder="KP", role="KP")
    (answer,) = one.live.receive(tablet.sign(told, stays=True))
    assert getattr(answer, "code", "")


def an_approval_for_another_event(one: Waiting) -> None:
    """What the chair signed elsewhere is signed for another ledger."""
    other = EventRef(agency=one.live.ref.agency, key="kegiatan-lain")
    (answer,) = one.live.receive(Tablet(other.origin, "KP", "KP").approves(one.asked))
    assert getattr(answer, "code", "")
    one.agree(offices.signed_in(one.secretary))


def a_token_of_a_system(one: Waiting) -> None:
    """Every call with a token that may all that its person may, and the page itself with one."""
    agency = one.live.ref.agency
    key = make_token(
        "Sistem",
        [name for name in SCOPES if name not in OF_THE_HOUSE],
        7,
        account=one.secretary.pk,
        agency=agency,
        actor=Actor(name="SK", roles=frozenset({Role.SECRETARIAT})),
        clock=SystemClock(),
        chance=SeededChance(f"{one.number}/{rows.ApiToken.objects.count()}"),
        event=one.live.ref.key,
    )
    for path, methods in described()["paths"].items():
        where = path.replace("{key}", one.live.ref.key).replace("{number}", str(one.number))
        for method in methods:
            call(where.removeprefix("/api/v1/"), key, method=method.upper(), body=b"{}")
    assert call(f"events/{one.live.ref.key}/bundle/whole", key).status_code == 403
    answer = call(f"../..{one.url}", key, method="POST", body=b"")
    assert answer.status_code in (302, 403, 404)


WITHOUT_A_PAGE = (
    own_approval_sent_again,
    own_device_under_the_other_name,
    own_key_enrolled_a_second_time,
    an_approval_for_another_event,
    a_token_of_a_system,
)
