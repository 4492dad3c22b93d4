"""The drill: what was backed up comes back to the byte, what is older than somebody saw is noticed."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management.color import no_style
from django.db import connection

from selaras.actions.access import Actor
from selaras.actions.custody import rows_as_lines
from selaras.actions.custody.backups import PutBack, make_backup, put_back
from selaras.actions.custody.manifests import BackedUp, read_manifest
from selaras.actions.evidence.acts import asked_to_restore, enter_restoration
from selaras.actions.evidence.checkpoints import make_checkpoint
from selaras.actions.evidence.packets import Receipt, Refused
from selaras.actions.exports import export_bundle
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade
from selaras.core.evidence.checkpoint import Checkpoint, checkpoint_text, signed_note_of
from selaras.core.evidence.packet import Packet, Seen
from selaras.core.verification.verifying import verify
from selaras.outside.backup_file import BLOCK_BYTES, backup_lines, write_backup
from selaras.outside.chance import SeededChance, SystemChance
from selaras.outside.sealing import Cost
from selaras.outside.signing import LogKey
from selaras.records import guards, models
from tests.actions.evidence.live_events import LOG_KEY, OFFICE, Live, acting, clock, scoring

pytestmark = pytest.mark.django_db

QUICK = Cost(n=1 << 4)
PASSPHRASE = "sepeda tua di bawah pohon"


def backed_up(path: Path) -> BackedUp:
    return make_backup(
        path, passphrase=PASSPHRASE, actor=OFFICE, clock=clock(), chance=SystemChance(), cost=QUICK
    )


def restored(path: Path, **changes: Any) -> PutBack:
    return put_back(path, **{"passphrase": PASSPHRASE, "actor": OFFICE, **changes})


def reason(path: Path, **changes: Any) -> str:
    try:
        restored(path, **changes)
    except CoreError as refused:
        return refused.code
    return "restored"


def empty_database() -> None:
    """Take every row away, as a new computer has none; the guards refuse that to everybody else."""
    guards.lift(connection)
    for table in reversed(rows_as_lines.tables()):
        table._base_manager.all()._raw_delete("default")
    # A new database counts from one again.
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_by_name_sql(
            no_style(), connection.introspection.sequence_list()
        ):
            cursor.execute(statement)
    guards.lay(connection)


def rows() -> list[bytes]:
    return list(rows_as_lines.lines_of_rows())


def checkpoint(live: Live) -> bytes:
    return make_checkpoint(live.ref, log_key=LOG_KEY, actor=OFFICE, clock=clock()).note


@pytest.fixture
def live() -> Live:
    one = scoring()
    first, *_ = one.signed_sheets(one.sheets()[:1])
    one.received(first)
    return one


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "selaras.cadangan"


def test_every_row_comes_back_to_the_byte_and_the_guards_stand(live: Live, path: Path) -> None:
    before, made = rows(), backed_up(path)
    (ledger,) = made.ledgers
    assert (ledger.log, ledger.is_signed, ledger.size) == (
        live.ref.origin,
        True,
        models.Entry.objects.count(),
    )
    empty_database()
    assert rows_as_lines.is_empty()

    done = restored(path, latest=[])

    assert rows() == before
    assert done.backup == made == read_manifest(path, passphrase=PASSPHRASE)
    assert done.n_rows == sum(not line.startswith(b"{") for line in before)
    guards.check_database(connection)


def test_work_goes_on_after_a_restoration(live: Live, path: Path) -> None:
    """New rows get new numbers: a sequence that begins at one again would collide."""
    backed_up(path)
    empty_database()
    restored(path)

    rest = live.received(*live.signed_sheets(live.sheets()[1:]))

    assert rest[-1].index == models.Entry.objects.count() - 1


def test_a_database_that_holds_something_is_never_overwritten(live: Live, path: Path) -> None:
    backed_up(path)

    assert reason(path) == "database_not_empty"


def test_a_backup_is_never_overwritten(live: Live, path: Path) -> None:
    backed_up(path)

    with pytest.raises(CoreError, match="backup_there_already"):
        backed_up(path)


def test_what_is_wrong_with_a_backup_is_told_apart_and_enters_nothing(live: Live, path: Path) -> None:
    backed_up(path)
    empty_database()
    whole = path.read_bytes()

    def of(data: bytes, **changes: Any) -> str:
        path.write_bytes(data)
        return reason(path, **changes)

    assert of(whole, passphrase=PASSPHRASE + "!") == "passphrase_wrong"
    assert of(whole.replace(b'"version":1', b'"version":2')) == "backup_version_unknown"
    assert of(whole.replace(b"selaras-backup", b"selaras-bakcup")) == "backup_unreadable"
    for length in (0, 10):
        assert of(whole[:length]) == "backup_unreadable"
    for length in (400, len(whole) // 2, len(whole) - 1):
        assert of(whole[:length]) == "backup_damaged"
    for at in range(300, len(whole), len(whole) // 40):
        assert of(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]) == "backup_damaged"
    assert of(whole + b"\n") == "backup_damaged"
    path.unlink()
    assert reason(path) == "backup_missing"
    assert rows_as_lines.is_empty()


def test_a_backup_of_many_blocks_comes_back(live: Live, path: Path, tmp_path: Path) -> None:
    many = [b"%d " % n * 5000 + b"\n" for n in range(300)]
    assert sum(map(len, many)) > 3 * BLOCK_BYTES
    write_backup(path, many, passphrase=PASSPHRASE, chance=SystemChance(), cost=QUICK)

    with backup_lines(path, passphrase=PASSPHRASE) as lines:
        assert list(lines) == many


def rewritten(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> Path:
    """Return a backup that somebody with the passphrase made from another one."""
    with backup_lines(path, passphrase=PASSPHRASE) as lines:
        told = change(list(lines))
    forged = path.with_suffix(".palsu")
    forged.unlink(missing_ok=True)
    write_backup(forged, told, passphrase=PASSPHRASE, chance=SystemChance(), cost=QUICK)
    return forged


def rows_of(told: list[bytes], table: str) -> range:
    """Return where the rows of a table stand."""
    starts = [n for n, line in enumerate(told) if line.startswith(b'{"table"')]
    begin = next(n for n in starts if f'"{table}"'.encode() in told[n])
    return range(begin + 1, next((n for n in starts if n > begin), len(told)))


def without_a_ledgers_end(told: list[bytes]) -> list[bytes]:
    last = {rows_of(told, name)[-1] for name in ("records_entry", "records_payload")}
    rated = set(rows_of(told, "records_rating"))
    return [line for n, line in enumerate(told) if n not in last | rated]


def with_another_payload(told: list[bytes]) -> list[bytes]:
    at = rows_of(told, "records_payload")[-1]
    row = json.loads(told[at])
    row[3] = ["bytes", base64.b64encode(b"{}").decode()]
    return [*told[:at], json.dumps(row).encode() + b"\n", *told[at + 1 :]]


def with_another_root(told: list[bytes]) -> list[bytes]:
    manifest = json.loads(told[0])
    manifest["ledgers"][0]["root"] = "00" * 32
    return [json.dumps(manifest).encode() + b"\n", *told[1:]]


def with_another_envelope(told: list[bytes]) -> list[bytes]:
    at = rows_of(told, "records_entry")[0]
    row = json.loads(told[at])
    row[4][1] = base64.b64encode(base64.b64decode(row[4][1]).replace(b"SK", b"KS")).decode()
    return [*told[:at], json.dumps(row).encode() + b"\n", *told[at + 1 :]]


def with_rows_without_their_event(told: list[bytes]) -> list[bytes]:
    left_out = set(rows_of(told, "records_event"))
    return [line for n, line in enumerate(told) if n not in left_out]


def with_another_schema(told: list[bytes]) -> list[bytes]:
    return [told[0].replace(b"0001_initial", b"0001_other"), *told[1:]]


def with_another_column(told: list[bytes]) -> list[bytes]:
    return [line.replace(b'"envelope"', b'"surat"') for line in told]


FORGED = (
    (without_a_ledgers_end, "ledger_size_wrong"),
    (with_another_payload, "commitment_does_not_open"),
    (with_another_root, "backup_of_another_ledger"),
    (with_another_envelope, "chain_broken"),
    (with_rows_without_their_event, "backup_rows_refused"),
    (with_another_schema, "backup_of_another_program"),
    (with_another_column, "backup_of_another_schema"),
    (lambda told: told[1:], "backup_unreadable"),
    (lambda told: [b"[]\n"], "backup_unreadable"),
)


def test_whoever_has_the_passphrase_still_forges_no_ledger(live: Live, path: Path) -> None:
    backed_up(path)
    empty_database()

    assert [reason(rewritten(path, change)) for change, _ in FORGED] == [expected for _, expected in FORGED]
    assert rows_as_lines.is_empty()
    assert reason(rewritten(path, list)) == "restored"


def test_who_may_not_back_up_or_restore_is_refused(live: Live, path: Path) -> None:
    examiner = Actor(name="PG-1", roles=frozenset())

    with pytest.raises(CoreError, match="not_permitted"):
        make_backup(
            path, passphrase=PASSPHRASE, actor=examiner, clock=clock(), chance=SystemChance(), cost=QUICK
        )
    assert reason(path, actor=examiner) == "not_permitted"


def test_a_backup_older_than_a_checkpoint_is_told_with_what_would_be_lost(live: Live, path: Path) -> None:
    earlier = checkpoint(live)
    kept = backed_up(path).ledgers[0].size
    more = live.received(*live.signed_sheets(live.sheets()[1:3]))
    later = checkpoint(live)
    empty_database()

    with pytest.raises(CoreError) as refused:
        restored(path, latest=[earlier, later])
    assert refused.value.code == "backup_older_than_seen"
    assert refused.value.facts == {"log": live.ref.origin, "kept": kept, "n_lost": len(more)}
    assert rows_as_lines.is_empty()

    done = restored(path, latest=[earlier, later], is_loss_accepted=True)
    (lost,) = done.lost
    assert (lost.kept, lost.seen) == (kept, kept + len(more))


def test_a_checkpoint_of_another_past_stops_the_restoration(live: Live, path: Path) -> None:
    backed_up(path)
    note = signed_note_of(checkpoint(live))
    empty_database()
    other = checkpoint_text(Checkpoint(live.ref.origin, note.checkpoint.size, bytes(32)))
    forged = replace(note, text=other, lines=(replace(note.lines[0], signature=LOG_KEY.sign(other)),))
    by_stranger = replace(note, lines=(replace(note.lines[0], signature=LogKey(bytes(32)).sign(note.text)),))
    elsewhere = checkpoint_text(Checkpoint("selaras/bengkulu/lain", 5, bytes(32)))

    assert reason(path, latest=[forged.to_bytes()]) == "backup_of_another_ledger"
    assert reason(path, latest=[by_stranger.to_bytes()]) == "checkpoint_not_signed"
    assert reason(path, latest=[replace(note, text=elsewhere).to_bytes()]) == "backup_without_event"
    assert reason(path, latest=[note.to_bytes()]) == "restored"


def test_the_whole_drill_from_an_old_backup_to_the_collected_marks(live: Live, path: Path) -> None:
    """A tablet that saw more stops the event; two people say that it was put back; marks come in again."""
    backup = backed_up(path).ledgers[0]
    submitted = live.signed_sheets(live.sheets()[1:3])
    live.received(*submitted)
    seen = signed_note_of(checkpoint(live)).checkpoint
    empty_database()
    restored(path)
    ani, draft = live.tablet(live.sheets()[-1].payload["examiner"]), live.sheets()[-1]
    knows_more = Seen(size=seen.size, root=seen.root.hex())

    alarming = ani.sign(draft, stays=True, seen=knows_more, dseq=1, prev="")
    (answer,) = live.receive(_as_next(live, alarming, draft, knows_more))
    assert isinstance(answer, Refused)
    assert answer.code == "seen_ahead"
    assert {one.code for one in live.receive(*submitted) if isinstance(one, Refused)} == {"event_read_only"}

    asked = asked_to_restore(
        size=backup.size, root=backup.root, reason="cakram rusak, cadangan malam sebelumnya"
    )
    approvals = live.agreed(asked)
    with pytest.raises(CoreError, match="approval_missing"):
        enter_restoration(live.ref, asked, approvals=approvals[:1], acting=acting(chance=SeededChance("r1")))
    enter_restoration(live.ref, asked, approvals=approvals, acting=acting(chance=SeededChance("r2")))

    again = live.receive(*submitted)
    assert all(isinstance(one, Receipt) for one in again), again
    checkpoint(live)
    bundle = export_bundle(live.ref, grade=Grade.WITHOUT_NAMES, actor=OFFICE, papers={}).content
    found = verify(bundle)
    assert (found.verdict, found.reason) == ("holds", None)
    assert "restored" in {one.code for one in found.warnings}


def _as_next(live: Live, told: Any, draft: Any, seen: Seen) -> Any:
    """Return a mark that continues what the restored ledger holds of this tablet."""
    tablet = live.tablet(draft.payload["examiner"])
    found = models.Entry.objects.filter(device=tablet.device).order_by("-dseq").first()
    assert found is not None
    prev = Packet(bytes(found.envelope), b"").digest
    return tablet.sign(draft, stays=True, seen=seen, dseq=found.dseq + 1, prev=prev)
