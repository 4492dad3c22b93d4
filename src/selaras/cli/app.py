"""The commands and their options; the work of each stands in its own module, imported when called."""

from pathlib import Path
from typing import Annotated

import typer

from selaras.cli.agreement.commands import add_commands as _add_agreement
from selaras.cli.evidence.commands import add_commands as _add_evidence
from selaras.cli.measuring.commands import add_commands as _add_measuring
from selaras.cli.placing.commands import add_commands as _add_placing
from selaras.cli.serving.commands import add_commands as _add_serving
from selaras.cli.timetable.commands import add_commands as _add_timetable
from selaras.cli.words import Language, Words
from selaras.core.vocabulary import EventKind

KINDS = ", ".join(kind.value for kind in EventKind)


def build_app(language: Language) -> typer.Typer:
    """Return the application with its help in one language."""
    say = Words(language)
    app = typer.Typer(
        help=say("about"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )

    @app.callback()
    def everything(lang: Annotated[str, _lang(say)] = language) -> None:
        """Read by ``language_of`` before the options are parsed."""

    for add in (
        _add_template,
        _add_check,
        _add_run,
        _add_papers,
        _add_rules,
        _add_calendar,
        _add_measuring,
        _add_agreement,
        _add_placing,
        _add_timetable,
        _add_evidence,
        _add_serving,
    ):
        add(app, say)
    return app


def _lang(say: Words) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option("--lang", help=say("lang"), metavar="id|en")
    return option


def _workbook(say: Words) -> typer.models.ArgumentInfo:
    argument: typer.models.ArgumentInfo = typer.Argument(help=say("workbook"), metavar="WORKBOOK")
    return argument


def _add_template(app: typer.Typer, say: Words) -> None:
    @app.command("template", help=say("template"))
    def template(
        out: Annotated[Path, typer.Option("--out", help=say("template_out"))],
        kind: Annotated[str, typer.Option("--kind", help=f"{say('template_kind')} {KINDS}")] = "job-fit",
        lang: Annotated[str, _lang(say)] = say.language,
    ) -> None:
        from selaras.cli import template as command

        raise typer.Exit(command.template(kind=kind, out=out, say=say))


def _add_check(app: typer.Typer, say: Words) -> None:
    @app.command("check", help=say("check"))
    def check(
        path: Annotated[Path, _workbook(say)],
        annotated: Annotated[Path | None, typer.Option("--annotated", help=say("annotated"))] = None,
        as_json: Annotated[bool, typer.Option("--json", help=say("json"))] = False,
        lang: Annotated[str, _lang(say)] = say.language,
    ) -> None:
        from selaras.cli import check as command

        raise typer.Exit(command.check(path, annotated=annotated, as_json=as_json, say=say))


def _add_run(app: typer.Typer, say: Words) -> None:
    @app.command("run", help=say("run"))
    def run(
        path: Annotated[Path, _workbook(say)],
        out: Annotated[Path, typer.Option("--out", help=say("run_out"))],
        as_of: Annotated[str | None, typer.Option("--as-of", help=say("as_of"))] = None,
        lang: Annotated[str, _lang(say)] = say.language,
    ) -> None:
        from selaras.cli import run as command

        raise typer.Exit(command.run(path, out=out, as_of=as_of, say=say))


def _add_papers(app: typer.Typer, say: Words) -> None:
    @app.command("papers", help=say("papers"))
    def papers(
        folder: Annotated[Path, typer.Argument(help=say("papers_dir"), metavar="DIR")],
        out: Annotated[Path, typer.Option("--out", help=say("papers_out"))],
        lang: Annotated[str, _lang(say)] = say.language,
    ) -> None:
        from selaras.cli import papers as command

        raise typer.Exit(command.papers(folder, out=out, say=say))


def _add_rules(app: typer.Typer, say: Words) -> None:
    @app.command("rules", help=say("rules"))
    def rules(
        on: Annotated[str, typer.Option("--on", help=say("rules_on"))],
        topic: Annotated[str | None, typer.Option("--topic", help=say("rules_topic"))] = None,
        lang: Annotated[str, _lang(say)] = say.language,
    ) -> None:
        from selaras.cli import rules as command

        raise typer.Exit(command.rules(on=on, topic=topic, say=say))


def _add_calendar(app: typer.Typer, say: Words) -> None:
    @app.command("calendar", help=say("calendar"))
    def calendar(
        path: Annotated[Path, _workbook(say)],
        out: Annotated[Path | None, typer.Option("--out", help=say("calendar_out"))] = None,
        as_of: Annotated[str | None, typer.Option("--as-of", help=say("as_of"))] = None,
        lang: Annotated[str, _lang(say)] = say.language,
    ) -> None:
        from selaras.cli import calendar as command

        raise typer.Exit(command.calendar(path, out=out, as_of=as_of, say=say))
