"""The options of ``selaras serve`` and ``selaras token-set-up``; the work is imported when it is called."""

from pathlib import Path
from typing import Annotated, Any

import typer

from selaras.cli import screen
from selaras.cli.serving.words import ServingWords
from selaras.cli.words import Words
from selaras.core.errors import CoreError

CANNOT = 2


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add both commands to an application."""
    words = ServingWords(say.language)

    def option(*names: str, told: str, metavar: str | None = None) -> Any:
        return typer.Option(*names, help=words(told), metavar=metavar)

    @app.command("serve", help=words("serve"))
    def serve(
        host: Annotated[str, option("--host", told="serve_host")] = "127.0.0.1",
        port: Annotated[int, option("--port", told="serve_port")] = 8000,
        local: Annotated[bool, option("--local", told="serve_local")] = False,
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.serving import serve as work

        try:
            raise typer.Exit(work.serve(host, port, is_local=local, say=words))
        except CoreError as wrong:
            screen.tell_error(wrong, words)
            raise typer.Exit(CANNOT) from wrong

    @app.command("demo", help=words("demo"))
    def demo(
        examples: Annotated[Path, option("--examples", told="demo_examples")] = Path("examples"),
        out: Annotated[Path, option("--out", told="demo_out")] = Path("out/kantor-contoh"),
        port: Annotated[int, option("--port", told="serve_port")] = 8000,
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.serving import practice

        try:
            raise typer.Exit(practice.demo(examples, out, port, say=words))
        except CoreError as wrong:
            screen.tell_error(wrong, words)
            raise typer.Exit(CANNOT) from wrong

    @app.command("token-set-up", help=words("token_set_up"))
    def token_set_up(
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.serving import serve as work

        try:
            raise typer.Exit(work.token_set_up(say=words))
        except CoreError as wrong:
            screen.tell_error(wrong, words)
            raise typer.Exit(CANNOT) from wrong
