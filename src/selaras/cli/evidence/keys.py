"""``selaras key``: make, show, rotate, recover and replace the log key; write an event's policy."""

from pathlib import Path
from typing import Annotated

import typer

from selaras.cli.evidence.custody import ending, option
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.cli.words import Words


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the group of commands to an application."""
    words = CustodyWords(say.language)
    group = typer.Typer(help=words("key"), no_args_is_help=True, add_completion=False)
    app.add_typer(group, name="key")
    for add in (_add_make, _add_show, _add_policy, _add_rotate, _add_recover, _add_replace):
        add(group, words)


def _add_make(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("make", help=say("key_make"))
    def command(
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        shares: Annotated[Path | None, option("--shares", told=say("key_shares"), metavar="DIR")] = None,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import key_making

        raise typer.Exit(ending(lambda: key_making.make(path, shares=shares, say=say), say=say))


def _add_show(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("show", help=say("key_show"))
    def command(
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        log: Annotated[str | None, option("--log", told=say("key_log"), metavar="LOG")] = None,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import key_making

        raise typer.Exit(ending(lambda: key_making.show(path, log=log, say=say), say=say))


def _add_policy(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("policy", help=say("key_policy"))
    def command(
        event: Annotated[str, option("--event", told=say("event_option"), metavar="AGENCY/KEY")],
        out: Annotated[Path, option("--out", told=say("policy_out"), metavar="policy.json")],
        witness: Annotated[
            list[str] | None, option("--witness", told=say("policy_witness"), metavar="WHO=KEY")
        ] = None,
        quorum: Annotated[int, option("--quorum", told=say("policy_quorum"))] = 0,
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        keep: Annotated[bool, option("--keep", told=say("policy_keep"))] = False,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import key_making

        asked = key_making.PolicyAsked(event=event, witnesses=tuple(witness or ()), quorum=quorum, keep=keep)
        raise typer.Exit(ending(lambda: key_making.policy(asked, path=path, out=out, say=say), say=say))


def _add_rotate(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("rotate", help=say("key_rotate"))
    def command(
        reason: Annotated[str, option("--reason", told=say("reason_option"))],
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        shares: Annotated[Path | None, option("--shares", told=say("key_shares"), metavar="DIR")] = None,
        other: Annotated[bool, option("--new-passphrase", told=say("key_other_passphrase"))] = False,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import key_changes

        asked = key_changes.RotationAsked(reason=reason, shares=shares, other_passphrase=other)
        raise typer.Exit(ending(lambda: key_changes.rotate(path, asked, say=say), say=say))


def _add_recover(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("recover", help=say("key_recover"))
    def command(
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        share: Annotated[list[Path] | None, option("--share", told=say("share_file"), metavar="FILE")] = None,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import key_changes

        raise typer.Exit(
            ending(lambda: key_changes.recover(path, sheets=tuple(share or ()), say=say), say=say)
        )


def _add_replace(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("replace", help=say("key_replace"))
    def command(
        event: Annotated[str, option("--event", told=say("event_option"), metavar="AGENCY/KEY")],
        reason: Annotated[str, option("--reason", told=say("reason_option"))],
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import key_changes

        raise typer.Exit(
            ending(lambda: key_changes.replace(event, path=path, reason=reason, say=say), say=say)
        )
