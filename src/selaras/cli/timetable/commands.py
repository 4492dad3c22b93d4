"""The options of ``selaras timetable``; the work is imported when it is called."""

from pathlib import Path
from typing import Annotated, Any

import typer

from selaras.cli import screen
from selaras.cli.timetable.words import TimetableWords
from selaras.cli.words import Words

CANNOT = 2


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""
    words = TimetableWords(say.language)

    def option(*names: str, told: str, metavar: str | None = None) -> Any:
        return typer.Option(*names, help=words(told), metavar=metavar)

    @app.command("timetable", help=words("timetable_help"))
    def command(
        out: Annotated[Path, option("--out", told="timetable_out", metavar="DIR")],
        workbook: Annotated[
            Path | None, typer.Argument(help=words("timetable_workbook"), metavar="WORKBOOK")
        ] = None,
        event: Annotated[str | None, option("--event", told="timetable_event", metavar="AGENCY/KEY")] = None,
        settings: Annotated[
            Path | None, option("--settings", told="timetable_settings", metavar="FILE")
        ] = None,
        absent: Annotated[
            list[str] | None, option("--absent", told="timetable_absent", metavar="WHO=DATE")
        ] = None,
        previous: Annotated[
            Path | None, option("--previous", told="timetable_previous", metavar="JADWAL.json")
        ] = None,
        keep_before: Annotated[
            str | None, option("--keep-before", told="timetable_keep", metavar="DATE")
        ] = None,
        enter: Annotated[bool, option("--enter", told="timetable_enter")] = False,
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        from selaras.cli.timetable import plan

        asked = plan.Asked(
            workbook=workbook,
            event=event,
            out=out,
            settings=settings,
            absent=tuple(absent or ()),
            previous=previous,
            keep_before=keep_before,
            enter=enter,
        )
        if wrong := plan.misused(asked, words):
            screen.err.print(wrong, markup=False, soft_wrap=True)
            raise typer.Exit(CANNOT)
        raise typer.Exit(plan.plan(asked, say=words))
