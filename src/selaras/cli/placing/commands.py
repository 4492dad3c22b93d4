"""The options of ``selaras place``; the work is imported when it is called."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from selaras.cli import screen
from selaras.cli.placing.choosing import Typed, choose
from selaras.cli.placing.words import PlacingWords
from selaras.cli.words import Words
from selaras.core.vocabulary import Nip

if TYPE_CHECKING:
    from selaras.cli.placing.place import Asked

CANNOT = 2


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""
    words = PlacingWords(say.language)

    def option(*names: str, told: str, metavar: str | None = None) -> Any:
        return typer.Option(*names, help=words(told), metavar=metavar)

    @app.command("place", help=words("place_help"))
    def command(
        workbook: Annotated[
            Path | None, typer.Argument(help=words("place_workbook"), metavar="WORKBOOK")
        ] = None,
        event: Annotated[str | None, option("--event", told="place_event", metavar="AGENCY/KEY")] = None,
        out: Annotated[Path | None, option("--out", told="place_out", metavar="DIR")] = None,
        max_moves: Annotated[
            int | None, typer.Option("--max-moves", help=words("place_max_moves"), metavar="K", min=0)
        ] = None,
        pin: Annotated[list[str] | None, option("--pin", told="place_pin", metavar="NIP=POST")] = None,
        ban: Annotated[list[str] | None, option("--ban", told="place_ban", metavar="NIP=POST")] = None,
        opened: Annotated[list[str] | None, option("--open", told="place_open", metavar="POST")] = None,
        enter: Annotated[bool, option("--enter", told="place_enter")] = False,
        fit: Annotated[Path | None, option("--fit", told="place_fit", metavar="MATRIX.csv")] = None,
        current: Annotated[Path | None, option("--current", told="place_current", metavar="CSV")] = None,
        slate: Annotated[str | None, option("--choose", told="place_choose", metavar="NAME|CODE")] = None,
        because: Annotated[str | None, option("--because", told="place_because")] = None,
        letter: Annotated[str | None, option("--letter", told="place_letter", metavar="NO")] = None,
        dated: Annotated[str | None, option("--letter-date", told="place_dated", metavar="DATE")] = None,
        change: Annotated[
            list[str] | None, option("--change", told="place_change", metavar="NIP=POST")
        ] = None,
        signed: Annotated[bool, option("--minutes-signed", told="place_minutes")] = False,
        json_out: Annotated[str | None, option("--json", told="place_json", metavar="OUT")] = None,
        lang: Annotated[str, option("--lang", told="lang", metavar="id|en")] = say.language,
    ) -> None:
        typed = Typed(slate, because, letter, dated, change or (), signed)
        if typed.is_given:
            others = (workbook, fit, current, json_out, max_moves is not None, pin, ban, opened, enter)
            raise typer.Exit(choose(typed, event=event, out=out, others=others, say=words))
        of_events = {"--out": out, "--max-moves": max_moves, "--pin": pin, "--ban": ban}
        of_events |= {"--open": opened, "--enter": enter}
        wrong = _misused(words, sources=(workbook, event, fit), of_events=of_events, current=current)
        if wrong:
            screen.err.print(wrong, markup=False, soft_wrap=True)
            raise typer.Exit(CANNOT)
        if fit is not None:
            from selaras.cli.placing.matrix import place_matrix

            target = None if json_out is None else Path(json_out)
            raise typer.Exit(place_matrix(fit, current=current, json_out=target, say=words))
        places = {"workbook": workbook, "event": event, "out": out, "json_out": json_out}
        wished = {"max_moves": max_moves, "opened": tuple(dict.fromkeys(one.strip() for one in opened or ()))}
        asked = _asked(words, pins=pin or (), bans=ban or (), enter=enter, **wished, **places)
        if asked is None:
            raise typer.Exit(CANNOT)
        from selaras.cli.placing import place as work

        raise typer.Exit(work.place(asked, say=words))


def _misused(
    say: PlacingWords,
    *,
    sources: Sequence[object],
    of_events: Mapping[str, object],
    current: Path | None,
) -> str | None:
    """Return what is wrong with the options together, as a sentence."""
    workbook, event, fit = sources
    if sum(one is not None for one in sources) != 1:
        return say("place_one_source")
    if fit is None:
        if current is not None:
            return say("place_only_fit", option="--current")
        if of_events["--enter"] and event is None:
            return say("place_only_entered")
        if isinstance(workbook, Path) and not workbook.is_file():
            return say("workbook_missing", path=workbook)
        return None
    given = next((name for name, value in of_events.items() if value), None)
    if of_events["--max-moves"] == 0:
        given = "--max-moves"
    return say("place_only_events", option=given) if given else None


def _asked(say: PlacingWords, *, pins: Sequence[str], bans: Sequence[str], **others: Any) -> "Asked | None":
    from selaras.cli.placing.place import Asked

    pairs: dict[str, list[tuple[Nip, str]]] = {}
    for name, given in (("pins", pins), ("bans", bans)):
        pairs[name] = []
        for text in given:
            nip, divided, post = text.partition("=")
            if not divided or not nip.strip() or not post.strip():
                screen.err.print(say("place_pair_wrong", got=text), markup=False)
                return None
            # As offices print it, a NIP stands in groups.
            pairs[name].append((Nip("".join(nip.split())), post.strip()))
    return Asked(pins=tuple(pairs["pins"]), bans=tuple(pairs["bans"]), **others)
