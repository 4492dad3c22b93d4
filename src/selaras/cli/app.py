"""The commands and their options; the work of each stands in its own module, imported when called."""

from pathlib import Path
from typing import Annotated

import typer

from selaras.cli.words import Language, Words
from selaras.core.vocabulary import EventKind

KINDS = [kind.value for kind in EventKind]


def build_app(language: Language) -> typer.Typer:
    """Return the application with its help in one language."""
    say = Words(language)
    app = typer.Typer(help=say("about"), no_args_is_help=True, add_completion=False, rich_markup_mode=None)
    lang_option = typer.Option("--lang", help=say("lang"), metavar="id|en")
    workbook = typer.Argument(help=say("workbook"), metavar="WORKBOOK")

    @app.callback()
    def everything(lang: Annotated[str, lang_option] = language) -> None:
        """Read by ``language_of`` before the options are parsed."""

    @app.command("template", help=say("template"))
    def template(
        out: Annotated[Path, typer.Option("--out", help=say("template_out"))],
        kind: Annotated[
            str, typer.Option("--kind", help=f"{say('template_kind')} {', '.join(KINDS)}")
        ] = "job-fit",
        lang: Annotated[str, lang_option] = language,
    ) -> None:
        from selaras.cli import template as command

        raise typer.Exit(command.template(kind=kind, out=out, say=say))

    @app.command("check", help=say("check"))
    def check(
        path: Annotated[Path, workbook],
        annotated: Annotated[Path | None, typer.Option("--annotated", help=say("annotated"))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
        lang: Annotated[str, lang_option] = language,
    ) -> None:
        from selaras.cli import check as command

        raise typer.Exit(command.check(path, annotated=annotated, as_json=as_json, say=say))

    @app.command("run", help=say("run"))
    def run(
        path: Annotated[Path, workbook],
        out: Annotated[Path, typer.Option("--out", help=say("run_out"))],
        as_of: Annotated[str | None, typer.Option("--as-of", help=say("as_of"))] = None,
        lang: Annotated[str, lang_option] = language,
    ) -> None:
        from selaras.cli import run as command

        raise typer.Exit(command.run(path, out=out, as_of=as_of, say=say))

    @app.command("papers", help=say("papers"))
    def papers(
        folder: Annotated[Path, typer.Argument(help=say("papers_dir"), metavar="DIR")],
        out: Annotated[Path, typer.Option("--out", help=say("papers_out"))],
        lang: Annotated[str, lang_option] = language,
    ) -> None:
        from selaras.cli import papers as command

        raise typer.Exit(command.papers(folder, out=out, say=say))

    @app.command("rules", help=say("rules"))
    def rules(
        on: Annotated[str, typer.Option("--on", help=say("rules_on"))],
        topic: Annotated[str | None, typer.Option("--topic", help=say("rules_topic"))] = None,
        lang: Annotated[str, lang_option] = language,
    ) -> None:
        from selaras.cli import rules as command

        raise typer.Exit(command.rules(on=on, topic=topic, say=say))

    @app.command("calendar", help=say("calendar"))
    def calendar(
        path: Annotated[Path, workbook],
        out: Annotated[Path | None, typer.Option("--out", help=say("calendar_out"))] = None,
        as_of: Annotated[str | None, typer.Option("--as-of", help=say("as_of"))] = None,
        lang: Annotated[str, lang_option] = language,
    ) -> None:
        from selaras.cli import calendar as command

        raise typer.Exit(command.calendar(path, out=out, as_of=as_of, say=say))

    return app
