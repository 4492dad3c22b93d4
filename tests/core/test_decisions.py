"""Who may be decided where: clearance, levels, grounds and what an earlier decision is still worth."""

from collections.abc import Sequence

import pytest

from selaras.core.codec import Json
from selaras.core.decided import Decision, GroundKind, LawfulGround, MoveKind
from selaras.core.decisions import Decisions, decisions_in
from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.proposing import digest_of
from tests.core.building import TEST_ON

ANI, BUDI, CITRA = "P-001", "P-002", "P-003"
PROBLEM: dict[str, Json] = {
    "version": 1,
    "officials": [ANI, BUDI, CITRA],
    "posts": ["J-01", "J-02", "J-03", "J-04"],
    "home": [0, 1, -1],
}
GROUND = LawfulGround(kind=GroundKind.DISCIPLINE, number="7/2024", dated_on=TEST_ON, issuer="Bupati")


def letter(
    person: str | None,
    state: str = "granted",
    *,
    kind: str = "result",
    number: str = "1",
    post: str | None = None,
) -> Opened:
    told = {"kind": kind, "state": state, "issuer": "BKN", "nip": person, "position": post, "number": number}
    return Opened(EntryType.PERMISSION, person or "", told)


def slate(*seats: str | None) -> Opened:
    return Opened(EntryType.SLATE, "", {"problem": digest_of(PROBLEM), "seats": list(seats)})


def proposal(of: Opened, *seats: Json) -> Opened:
    return Opened(EntryType.PROPOSAL, "", {"slate": digest_of(of.payload), "seats": list(seats)})


def ledger(
    *,
    seats: Sequence[str | None] = ("J-02", "J-01", "J-04"),
    levels: Sequence[str] = ("jpt-pratama",) * 4,
    assessed: str = "jpt-pratama",
    rest: Sequence[Opened] = (),
) -> list[Opened]:
    of = slate(*seats)
    posts = zip(("J-01", "J-02", "J-03", "J-04"), levels, strict=True)
    return [
        Opened(EntryType.EVENT, "", {"assessed_level": assessed}),
        *(Opened(EntryType.POSITION, code, {"code": code, "level": level}) for code, level in posts),
        *(Opened(EntryType.OFFICIAL, code, {"level": "jpt-pratama"}) for code in (ANI, BUDI, CITRA)),
        Opened(EntryType.RESULT, "", {"version": 1}),
        Opened(EntryType.PLACEMENT, "", PROBLEM),
        of,
        proposal(of),
        *rest,
    ]


def known(**told: object) -> Decisions:
    return decisions_in(ledger(**{"rest": [letter(None)], **told}))  # type: ignore[arg-type]


def decision(one: Decisions, official: str, post: str | None, **told: object) -> Decision:
    assert one.proposed is not None
    fields = {
        "official": official,
        "proposal": one.proposed.digest,
        "kind": one.kind_of(official, post),
        "position": post,
        "reasons": "",
        "decree": None,
        "decree_on": None,
        "letter": None,
        "letter_on": None,
        "ground": None,
        **told,
    }
    return Decision(**fields)  # type: ignore[arg-type]


def refusal(one: Decisions, official: str, post: str | None, **told: object) -> str | None:
    try:
        one.judge_seat(decision(one, official, post, **told))
    except CoreError as wrong:
        return wrong.code
    return None


def decided(one: Decisions, official: str, post: str | None) -> Opened:
    assert one.proposed is not None
    told = {"official": official, "proposal": one.proposed.digest, "position": post}
    return Opened(EntryType.DECISION, official, told)


@pytest.mark.parametrize(
    ("own", "there", "kind"),
    [
        ("jpt-pratama", "jpt-pratama", MoveKind.ROTATED),
        ("jpt-pratama", "jpt-madya", MoveKind.PROMOTED),
        ("jpt-pratama", "administrator", MoveKind.DEMOTED),
        ("administrator", "pelaksana", MoveKind.DEMOTED),
        # Functional levels stand in no order with the others: the office says what such a move is.
        ("jpt-pratama", "jf-ahli-utama", MoveKind.ROTATED),
    ],
)
def test_a_move_is_called_by_the_levels(own: str, there: str, kind: MoveKind) -> None:
    entries = ledger(levels=("jpt-pratama", there, "jpt-pratama", "jpt-pratama"), rest=[letter(None)])
    entries.insert(8, Opened(EntryType.OFFICIAL, ANI, {"level": own}))
    one = decisions_in(entries)

    assert one.kind_of(ANI, "J-02") is kind
    assert one.kind_of(ANI, "J-01") is MoveKind.KEPT
    assert one.kind_of(ANI, None) is MoveKind.RELEASED
    assert one.kind_of(CITRA, "J-04") is MoveKind.APPOINTED
    assert one.kind_of(CITRA, None) is MoveKind.KEPT


def test_a_lower_post_needs_a_ground_even_where_it_was_proposed() -> None:
    one = known(levels=("jpt-pratama", "administrator", "jpt-pratama", "jpt-pratama"))

    assert refusal(one, ANI, "J-02") == "decision_without_ground"
    assert refusal(one, ANI, "J-02", ground=GROUND) is None
    assert refusal(one, ANI, "J-02", kind=MoveKind.ROTATED) == "decision_wrong"
    assert refusal(one, BUDI, "J-01", ground=GROUND) == "decision_wrong"


def test_only_the_proposed_the_own_or_no_post_is_decided() -> None:
    one = known()

    assert refusal(one, ANI, "J-02") is None
    assert refusal(one, ANI, "J-01") == "decision_without_reasons"
    assert refusal(one, ANI, "J-01", reasons="Masih dibutuhkan") is None
    assert refusal(one, ANI, "J-04") == "decision_of_another_target"
    assert refusal(one, CITRA, None, reasons="Berkas belum lengkap") is None


@pytest.mark.parametrize(
    ("letters", "code"),
    [
        ([], "decision_not_cleared"),
        ([letter(None)], None),
        ([letter(None, kind="pertek")], None),
        ([letter(None, "asked")], "decision_not_cleared"),
        ([letter(BUDI)], "decision_not_cleared"),
        ([letter(None, post="J-04")], "decision_not_cleared"),
        ([letter(ANI, post="J-02")], None),
        ([letter(None), letter(ANI, "refused")], "decision_not_cleared"),
        # A letter for everybody does not take back what was said of one, whichever came last.
        ([letter(ANI, "refused"), letter(None)], "decision_not_cleared"),
        ([letter(None, "refused"), letter(ANI)], None),
        ([letter(ANI, "refused"), letter(ANI, number="2")], None),
        ([letter(ANI, "refused"), letter(ANI)], None),
        ([letter(None), letter(ANI, "refused", kind="pertek")], "decision_not_cleared"),
        ([letter(None), letter(ANI, "refused", post="J-04")], None),
        ([letter(None), letter(ANI, "refused", kind="test-plan")], None),
    ],
)
def test_who_is_cleared(letters: list[Opened], code: str | None) -> None:
    assert refusal(known(rest=letters), ANI, "J-02") == code


def test_below_the_reviewer_s_levels_letters_are_asked_for_only_where_there_are_some() -> None:
    assert refusal(known(assessed="administrator", rest=[]), ANI, "J-02") is None
    refused = [letter(ANI, "refused")]
    assert refusal(known(assessed="administrator", rest=refused), ANI, "J-02") == "decision_not_cleared"


def test_who_stays_needs_no_letter() -> None:
    one = known(rest=[letter(ANI, "refused")])

    assert refusal(one, ANI, "J-01", reasons="Ditolak penelaah") is None


def test_one_post_is_decided_once() -> None:
    entries = ledger(rest=[letter(None)])
    one = decisions_in(entries)
    one = decisions_in([*entries, decided(one, ANI, "J-01")])

    assert refusal(one, BUDI, "J-01") == "decision_post_taken"
    assert one.undecided == (BUDI, CITRA)


def test_a_decision_of_an_earlier_proposal_stands_while_its_post_is_proposed_again() -> None:
    entries = ledger(rest=[letter(None)])
    one = decisions_in(entries)
    made = [decided(one, ANI, "J-02"), decided(one, BUDI, "J-01"), decided(one, CITRA, "J-04")]
    of = slate("J-02", "J-01", "J-04")
    changed = proposal(of, {"official": BUDI, "position": "J-03"})

    assert decisions_in([*entries, *made]).undecided == ()
    after = decisions_in([*entries, *made, changed])
    assert after.undecided == (BUDI,)
    assert after.standing == {ANI: "J-02", CITRA: "J-04"}
    assert refusal(after, BUDI, "J-03") is None


def test_another_result_takes_the_proposal_away() -> None:
    one = decisions_in([*ledger(), Opened(EntryType.RESULT, "", {"version": 2})])

    assert one.proposed is None
    assert one.undecided == ()


@pytest.mark.parametrize("field", ["officials", "posts", "home"])
def test_of_lists_that_do_not_fit_nobody_is_proposed(field: str) -> None:
    wrong = {**PROBLEM, field: [*PROBLEM[field][:-1], 7] if field != "home" else PROBLEM[field][:-1]}
    entries = [
        Opened(one.type, one.subject, wrong if one.type is EntryType.PLACEMENT else one.payload)
        for one in ledger()
    ]

    proposed = decisions_in(entries).proposed

    assert proposed is not None
    assert dict(proposed.seats) == {}
