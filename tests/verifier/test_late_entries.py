"""What may come after the lock, asked of the page's own module: rule 7, 8 and 10 of section 12."""

import pytest

from selaras.core.codec import Json
from tests.verifier.browser import OpenPage

pytestmark = pytest.mark.browser
# An event that is locked, with the devices of chair (K), secretariat (S) and an examiner (P); no rulebook.
BEGUN = """
  const life = new parts.Life(true);
  let n = 0;
  const take = (type, payload, { device = "K", sig_alg = "device-p256", subject = "" } = {}) => {
    life.take(n, { type, device, sig_alg, subject, id: `e${n}`, method: "", form: "" }, payload);
    return `e${n++}`;
  };
  const server = { device: "server", sig_alg: "server-ed25519" };
  const agreed = (verb, type, payload, who = ["K", "S"]) => who.map((device) => take("approval",
    { verb, about: parts.sha256Hex(parts.canonical({ payload, subject: "", type })) }, { device }));
  const roles = { K: "KP", S: "SK", P: "PG" };
  for (const [device, role] of Object.entries(roles))
    take("enrolment", { holder: `${device}-1`, role }, { device });
  take("scheme", { criteria: [] });
  take("official", { nip: "1" }, { subject: "P-001", ...server });
  const scheme = life.lockedDigest(life.design);
  const lock = { from: "design", to: "ready", verb: "lock_scheme", scheme };
  const move = (from, verb, to) => take("phase", { from, verb, to, scheme }, server);
"""
LOCKED = """
  take("phase", { ...lock, approvals: agreed("lock_scheme", "phase", lock) }, server);
"""
CLOSED = """
  move("ready", "open_scoring", "scoring"); move("scoring", "close_scoring", "closed");
"""
REVIEWER = "life.devices.get('P').role = 'RV';"
LETTER = """
  const letter = { kind: "result", state: "granted", issuer: "BKN", number: "7", nip: null, position: null };
  const enter = (told, approvals = agreed("record_letter", "permission", told)) =>
    take("permission", { ...told, approvals }, server);
"""
CASES = [
    ("", "take('agency', {}, { device: 'import', sig_alg: 'imported' })", "entry_not_signed"),
    ("", "take('enrolment', { holder: '-', role: 'PG' }, { device: 'Q' })", "enrolment_wrong"),
    ("", "take('enrolment', { holder: 'A', role: 'XX' }, { device: 'Q' })", "enrolment_wrong"),
    (
        "",
        """const approvals = agreed("lock_scheme", "phase", lock); take("agency", {}, server);
        take("phase", { ...lock, approvals }, server)""",
        "approval_too_old",
    ),
    (
        "",
        """const approvals = agreed("lock_scheme", "phase", lock); life.revoked.add("S");
        take("phase", { ...lock, approvals }, server)""",
        "approval_unknown",
    ),
    (LOCKED, "take('attendance', {}, server)", "marked_outside_scoring"),
    (LOCKED, "take('assignment', {}, server)", "not_by_the_office"),
    (LOCKED, "take('assignment', {}, { device: 'P' })", "not_by_the_office"),
    (LOCKED, "take('assignment', {}, { device: 'S' })", None),
    (LOCKED, "take('permission', { kind: 'result' }, server)", "approval_missing"),
    (LOCKED, "take('permission', { kind: 'result' }, { device: 'S' })", "approval_missing"),
    (
        LOCKED,
        "life.devices.get('P').role = 'RV'; take('permission', { kind: 'result' }, { device: 'P' })",
        None,
    ),
    (LOCKED + REVIEWER, "take('permission', { kind: 'pertek' }, { device: 'P' })", "approval_missing"),
    (LOCKED, "take('permission', undefined, server)", None),
    (LOCKED, LETTER + "enter(letter)", None),
    (
        LOCKED,
        LETTER + "const kept = agreed('record_letter', 'permission', letter);"
        "enter({ ...letter, state: 'refused' }); enter(letter, kept)",
        "approval_too_old",
    ),
    (LOCKED, LETTER + "enter(letter); enter({ ...letter, state: 'asked' })", "letter_asked_after_answer"),
    (LOCKED, "take('performance', {}, server)", None),
    (LOCKED, "take('official', { nip: '2' }, { subject: 'P-001' })", "person_exchanged"),
    (LOCKED, "take('official', { nip: '1' }, { subject: 'P-001' })", "corrected_after_lock"),
    (LOCKED, "take('official', { nip: '1' }, { subject: 'P-002' })", None),
    (
        LOCKED + CLOSED,
        "take('official', { nip: '2' }, { subject: 'P-001', ...server })",
        "entered_after_close",
    ),
    (LOCKED + CLOSED, "take('performance', {}, server)", "entered_after_close"),
    (
        LOCKED + CLOSED,
        """const act = { grade: "R1" }, approvals = agreed("export", "export", act);
        move("closed", "sign_minutes", "review"); take("export", { ...act, approvals }, server)""",
        "approval_too_old",
    ),
    (
        LOCKED + CLOSED,
        """const act = { grade: "R1" }, approvals = agreed("export", "export", act);
        take("export", { ...act, approvals }, server)""",
        None,
    ),
]


@pytest.mark.parametrize(("before", "act", "code"), CASES)
def test_what_comes_late_is_judged_as_the_document_says(
    before: str, act: str, code: str | None, parts: OpenPage
) -> None:
    found: Json = parts.page.evaluate(
        f"""() => {{ {BEGUN} {before} try {{ {act}; }} catch (error) {{ return error.code ?? String(error); }}
        return life.warnings[0]?.code ?? null; }}"""
    )

    assert found == code


@pytest.mark.parametrize(
    ("ranked", "code"),
    [
        ([("A", "90.00", "1"), ("B", "80.00", "2"), ("C", "80.00", "2"), ("D", "70.00", "4")], None),
        ([("A", "90.00", "1"), ("B", "80.00", "2"), ("C", "80.00", "3")], None),
        ([("A", "90.00", "2"), ("B", "80.00", "1")], "ranks_contradict_scores"),
        ([("A", "90.00", "1"), ("B", "80.00", "1")], "ranks_contradict_scores"),
        ([("A", "90.00", "3"), ("B", "9.00", "4"), ("C", "80.00", "3")], "ranks_contradict_scores"),
    ],
)
def test_ranks_must_fit_the_scores_beside_them(
    ranked: list[tuple[str, str, str]], code: str | None, parts: OpenPage
) -> None:
    found: Json = parts.page.evaluate(
        """(ranked) => {
          const people = new Map(ranked.map(([code, score, rank]) =>
            [code, [{ id: "rank", value: rank }, { id: "score", value: score }]]));
          try { parts.checkRanks({ people }); } catch (error) { return error.code ?? String(error); }
          return null;
        }""",
        ranked,
    )

    assert found == code
