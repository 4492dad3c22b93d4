"""Making a log key with its shares, showing it, and writing the policy that names it."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from selaras.cli import screen
from selaras.cli.evidence.custody import DONE, Misused, event_of, installation, key_file, new_passphrase, tell
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import KeyKind, VerifierKey, verifier_key
from selaras.core.evidence.policy import Policy, Witness, policy_bytes, policy_of
from selaras.outside.chance import SystemChance
from selaras.outside.key_shares import N_LINES, Share, key_mark, share_of, shares_of
from selaras.outside.sealing import write_new_private_file
from selaras.outside.signing import LogKey, create_log_key, read_key_file

if TYPE_CHECKING:
    from selaras.actions.event_ref import EventRef


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyAsked:
    """What a policy shall say, as it was typed."""

    event: str
    witnesses: tuple[str, ...]
    quorum: int
    keep: bool


def make(path: Path | None, *, shares: Path | None, say: CustodyWords) -> int:
    """Make the key; the shares are handed out before anything else is said."""
    path = key_file(path, say=say)
    if path.exists():
        raise CoreError("key_file_there_already", path=str(path))
    key = create_log_key(path, passphrase=new_passphrase(say=say))
    hand_out(key, shares, say=say)
    mark = key_mark(key.public_key)
    tell(say("key_made", path=path), say("key_mark", mark=mark), say("key_compare"))
    return DONE


def show(path: Path | None, *, log: str | None, say: CustodyWords) -> int:
    """Tell what everybody may know of a key; a witness's has its name, the log's needs the ledger's."""
    kept = read_key_file(key_file(path, say=say))
    mark = key_mark(kept.public_key)
    tell(say("key_mark", mark=mark), say("key_public", hex=kept.public_key.hex()))
    name, kind = (kept.witness, KeyKind.COSIGNER) if kept.witness else (log, KeyKind.LOG)
    if name:
        text = VerifierKey(name=name, kind=kind, public_key=kept.public_key).text
        tell(say("key_vkey", text=text))
    return DONE


def policy(asked: PolicyAsked, *, path: Path | None, out: Path, say: CustodyWords) -> int:
    """Write the policy of one event; whoever verifies needs a copy from before the event."""
    if asked.keep:
        with installation():
            ref = event_of(asked.event, say=say)
            made = _from_the_beginning(ref, _policy_of(asked, ref, path, say))
            # First of all: a policy that was refused must not lie about as if it were in force.
            version = _kept(ref, made)
            content = _written(made, out)
        tell(say("policy_kept", event=asked.event, version=version))
    else:
        content = _written(_policy_of(asked, event_of(asked.event, say=say), path, say), out)
    tell(say("policy_done", path=out, digest=hashlib.sha256(content).hexdigest()))
    return DONE


def hand_out(key: LogKey, folder: Path | None, *, say: CustodyWords) -> None:
    """Give the three shares: as files to print, or one by one on the screen."""
    mark = key_mark(key.public_key)
    for share in shares_of(key, chance=SystemChance()):
        sheet = sheet_of(share, mark, say)
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_new_private_file(
                folder / f"bagian-{share.number}.txt", [sheet.encode()], exists="key_file_there_already"
            )
        else:
            screen.out.clear()
            tell(sheet)
            typer.prompt(say("share_next", number=share.number), default="", show_default=False)
    screen.out.clear()
    if folder is not None:
        tell(say("shares_written", folder=folder))


def sheet_of(share: Share, mark: str, say: CustodyWords) -> str:
    """Return what is printed for one holder."""
    lines = "\n".join(f"  {n}  {line}" for n, line in enumerate(share.lines(), start=1))
    title = say("share_title", number=share.number)
    return f"{title}\n{say('share_mark', mark=mark)}\n\n{lines}\n\n{say('share_rule')}\n"


def share_in(path: Path, *, say: CustodyWords) -> tuple[str, Share]:
    """Return the mark and the share of a printed sheet."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        raise Misused(say("share_file_wrong", path=path)) from wrong
    number = re.search(r"\b(?:bagian|part) ([1-3])\b", text)
    mark = re.search(r"\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){2}\b", text)
    lines = re.findall(r"^\s*([1-4])\s+((?:[A-Pa-p]{4}\s+){4}[A-Pa-p]{2})\s*$", text, re.MULTILINE)
    if number is None or mark is None or [n for n, _ in lines] != [str(n + 1) for n in range(N_LINES)]:
        raise Misused(say("share_file_wrong", path=path))
    return mark[0], share_of(int(number[1]), tuple(line for _, line in lines))


def _policy_of(asked: PolicyAsked, ref: "EventRef", path: Path | None, say: CustodyWords) -> Policy:
    kept = read_key_file(key_file(path, say=say))
    if kept.witness:
        raise CoreError("key_file_of_other_use", path=str(key_file(path, say=say)))
    own = VerifierKey(name=ref.origin, kind=KeyKind.LOG, public_key=kept.public_key)
    return Policy(
        log=ref.origin,
        log_keys=(own,),
        witnesses=tuple(_witness(text, say) for text in asked.witnesses),
        quorum=asked.quorum,
        signed_marks=True,
    )


def _witness(text: str, say: CustodyWords) -> Witness:
    who, divided, key = text.partition("=")
    if not divided or not who.strip():
        raise Misused(say("witness_wrong", got=text))
    return Witness(key=verifier_key(key), who=who.strip())


def _written(made: Policy, out: Path) -> bytes:
    content = policy_bytes(made)
    out.write_bytes(content)
    return content


def _from_the_beginning(ref: "EventRef", made: Policy) -> Policy:
    """Return the policy with the log keys that the event began with: later ones stand in its ledger."""
    from selaras.actions.evidence.policies import policy_content

    content = policy_content(ref)
    return made if content is None else replace(made, log_keys=policy_of(content).log_keys)


def _kept(ref: "EventRef", made: Policy) -> int:
    from selaras.actions.access import IMPORTER
    from selaras.actions.evidence.policies import keep_policy
    from selaras.outside.clock import SystemClock

    return keep_policy(ref, made, actor=IMPORTER, clock=SystemClock())
