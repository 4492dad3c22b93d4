"""A log key that changes: rotated by the old one, recovered from shares, or replaced where it was lost."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from selaras.cli import screen
from selaras.cli.evidence.custody import (
    DONE,
    WAITING,
    Misused,
    acting_with,
    event_of,
    installation,
    key_file,
    new_passphrase,
    passphrase_for,
    tell,
)
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.cli.evidence.key_making import hand_out, share_in
from selaras.core.errors import CoreError
from selaras.outside.key_shares import (
    N_LINES,
    N_SHARES,
    Share,
    key_from_shares,
    key_mark,
    share_line,
    share_of,
)
from selaras.outside.sealing import sync_folder
from selaras.outside.signing import LogKey, create_log_key, keep_log_key, open_log_key, read_key_file

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef
    from selaras.actions.evidence.acts import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationAsked:
    """Why the key changes, where its shares go, and whether the next one gets another passphrase."""

    reason: str
    shares: Path | None
    other_passphrase: bool


def rotate(path: Path | None, asked: RotationAsked, *, say: CustodyWords) -> int:
    """Put a new key in the old one's place; broken off anywhere, the same command goes on from there."""
    path = key_file(path, say=say)
    coming = path.with_name(path.name + ".baru")
    if not path.exists() and coming.exists():  # broken off between the two renamings
        _move(coming, path)
        tell(say("key_made", path=path), say("key_mark", mark=key_mark(read_key_file(path).public_key)))
        return DONE
    passphrase = passphrase_for(path, say=say)
    old = open_log_key(path, passphrase=passphrase)
    if asked.other_passphrase:
        passphrase = new_passphrase(say=say, from_environment=False)
    new = _next_key(coming, passphrase, asked.shares, say)
    with installation():
        from selaras.actions.custody.log_keys import rotate_log_key

        changed = rotate_log_key(new=new.public_key, reason=asked.reason, acting=acting_with(old))
    retired = path.with_name(f"{path.name}.lama-{key_mark(old.public_key)}")
    _move(path, retired)
    _move(coming, path)
    events = ", ".join(f"{one.agency}/{one.key}" for one in changed)
    tell(say("key_rotated", n=len(changed), events=events) if changed else say("key_rotated_none"))
    tell(say("key_mark", mark=key_mark(new.public_key)), say("key_old_kept", path=retired))
    return DONE


def recover(path: Path | None, *, sheets: tuple[Path, ...], say: CustodyWords) -> int:
    """Make the key file again from two shares; the key is the same, so the ledger learns nothing of it."""
    path = key_file(path, say=say)
    if path.exists():
        raise CoreError("key_file_there_already", path=str(path))
    if sheets:
        told = [share_in(one, say=say) for one in sheets[:2]]
        if len(told) < 2:
            raise Misused(say("share_file_wrong", path=sheets[0]))
        mark, (one, other) = told[0][0], (told[0][1], told[1][1])
    else:
        mark = typer.prompt(say("ask_mark"))
        one, other = _asked_share(say), _asked_share(say)
    key = key_from_shares(one, other, mark=mark)
    keep_log_key(key, path, passphrase=new_passphrase(say=say))
    tell(say("key_recovered", path=path), say("key_mark", mark=key_mark(key.public_key)))
    return DONE


def replace(event: str, *, path: Path | None, reason: str, say: CustodyWords) -> int:
    """Put a key that two people approved in force where the former is lost; asks until both did."""
    path = key_file(path, say=say)
    new = open_log_key(path, passphrase=passphrase_for(path, say=say))
    with installation():
        from selaras.actions.custody.log_keys import asked_to_recover, recover_log_key

        ref = event_of(event, say=say)
        asked = asked_to_recover(new=new.public_key, reason=reason)
        approvals = approvals_or_wait(ref, asked, say=say)
        if approvals is None:
            return WAITING
        recover_log_key(ref, asked, approvals=approvals, acting=acting_with(new))
    tell(say("key_replaced", event=event), say("key_mark", mark=key_mark(new.public_key)))
    return DONE


def approvals_or_wait(ref: "EventRef", asked: "Asked", *, say: CustodyWords) -> tuple[str, ...] | None:
    """Return the approvals of chair and secretariat; None, and what is waited for, while one is missing."""
    from selaras.actions.evidence.approvals import approvals_of

    given = {one.role: one for one in approvals_of(ref, asked)}
    both = [given[role].id for role in ("KP", "SK") if role in given]
    if len(both) == 2:
        return tuple(both)
    names = ", ".join(one.holder for one in given.values()) or say("nobody")
    told = {"verb": asked.act.value, "about": asked.about, "given": names}
    tell(say("approvals_wanted", event=f"{ref.agency}/{ref.key}", **told))
    return None


def _next_key(coming: Path, passphrase: str, shares: Path | None, say: CustodyWords) -> LogKey:
    """Return the key that was begun before, or a new one with its shares handed out."""
    if coming.exists():
        return open_log_key(coming, passphrase=passphrase)
    new = create_log_key(coming, passphrase=passphrase)
    hand_out(new, shares, say=say)
    return new


def _move(old: Path, new: Path) -> None:
    os.rename(old, new)
    sync_folder(new.parent)


def _asked_share(say: CustodyWords) -> Share:
    number = 0
    while not 1 <= number <= N_SHARES:
        number = typer.prompt(say("ask_number"), type=int)
    lines: list[str] = []
    while len(lines) < N_LINES:
        line = len(lines) + 1
        text = typer.prompt(say("ask_line", number=number, line=line))
        try:
            share_line(text, number=number, line=line)
        except CoreError as wrong:
            screen.tell_error(wrong, say)
        else:
            lines.append(text)
    return share_of(number, tuple(lines))
