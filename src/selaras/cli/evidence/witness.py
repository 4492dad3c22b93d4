"""``selaras witness``: witnesses make a key and cosign on their own computer; offices request and accept."""

from pathlib import Path
from typing import Annotated

import typer

from selaras.cli.evidence.custody import ending, option
from selaras.cli.evidence.custody_words import CustodyWords
from selaras.cli.words import Words


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the group of commands to an application."""
    words = CustodyWords(say.language)
    group = typer.Typer(help=words("witness"), no_args_is_help=True, add_completion=False)
    app.add_typer(group, name="witness")
    for add in (_add_make, _add_request, _add_cosign, _add_accept):
        add(group, words)


def _add_make(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("make", help=say("witness_make"))
    def command(
        path: Annotated[Path, typer.Argument(help=say("witness_path"), metavar="FILE")],
        name: Annotated[str, option("--name", told=say("witness_name"))],
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import witnessing

        raise typer.Exit(ending(lambda: witnessing.make(path, name=name, say=say), say=say))


def _add_request(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("request", help=say("witness_request"))
    def command(
        event: Annotated[str, option("--event", told=say("event_option"), metavar="AGENCY/KEY")],
        out: Annotated[Path, option("--out", told=say("out_file"), metavar="FILE")],
        old: Annotated[int, option("--old", told=say("witness_old"))] = 0,
        sign: Annotated[bool, option("--sign", told=say("witness_sign"))] = False,
        path: Annotated[Path | None, option("--path", told=say("key_path"), metavar="FILE")] = None,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import witnessing

        asked = witnessing.RequestAsked(event=event, old=old, sign=sign, path=path)
        raise typer.Exit(ending(lambda: witnessing.request(asked, out=out, say=say), say=say))


def _add_cosign(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("cosign", help=say("witness_cosign"))
    def command(
        checkpoint: Annotated[Path, typer.Argument(help=say("checkpoint_file"), metavar="CHECKPOINT")],
        key: Annotated[Path, option("--key", told=say("witness_path"), metavar="FILE")],
        policy: Annotated[Path, option("--policy", told=say("cosign_policy"), metavar="policy.json")],
        out: Annotated[Path, option("--out", told=say("out_file"), metavar="FILE")],
        bundle: Annotated[
            Path | None, option("--bundle", told=say("cosign_bundle"), metavar="BUNDLE.zip")
        ] = None,
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import witnessing

        asked = witnessing.CosignAsked(checkpoint=checkpoint, key=key, policy=policy, bundle=bundle)
        raise typer.Exit(ending(lambda: witnessing.cosign(asked, out=out, say=say), say=say))


def _add_accept(app: typer.Typer, say: CustodyWords) -> None:
    @app.command("accept", help=say("witness_accept"))
    def command(
        note: Annotated[Path, typer.Argument(help=say("checkpoint_file"), metavar="CHECKPOINT")],
        event: Annotated[str, option("--event", told=say("event_option"), metavar="AGENCY/KEY")],
        lang: Annotated[str, option("--lang", told=say("lang"), metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.evidence import witnessing

        raise typer.Exit(ending(lambda: witnessing.accept(note, event=event, say=say), say=say))
