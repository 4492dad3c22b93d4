"""``selaras rebuild``: tables held against their ledger and made anew from it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from selaras.cli import screen
from selaras.cli.evidence.custody import ending, event_of, installation, option, tell
from selaras.cli.evidence.keeping.words import KeepingWords
from selaras.cli.words import Words

if TYPE_CHECKING:
    from selaras.actions.custody.rebuilding import Difference
    from selaras.actions.event_ref import EventRef

SAME, DIFFERED = 0, 1
_MOST_SHOWN = 10


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""
    words = KeepingWords(say.language)

    @app.command("rebuild", help=words("rebuild"))
    def command(
        event: Annotated[
            str | None, option("--event", told=words("rebuild_event"), metavar="AGENCY/KEY")
        ] = None,
        check: Annotated[bool, option("--check", told=words("rebuild_check"))] = False,
        lang: Annotated[str, option("--lang", told=words("lang"), metavar="id|en")] = say.language,
    ) -> None:
        raise typer.Exit(ending(lambda: rebuild(event, only_check=check, say=words), say=words))


def rebuild(event: str | None, *, only_check: bool, say: KeepingWords) -> int:
    """Rebuild one event or all; return 1 when a row had said something else than its ledger."""
    with installation():
        # Only now: its imports reach models, and Django had to know its database first.
        from selaras.actions.custody.rebuilding import all_events

        wanted = all_events() if event is None else (event_of(event, say=say),)
        results = [_one(ref, only_check, say) for ref in wanted]
    if any(results):
        screen.err.print(say("rebuild_look"), markup=False)
        return DIFFERED
    return SAME


def _one(ref: "EventRef", only_check: bool, say: KeepingWords) -> bool:
    from selaras.actions.access import IMPORTER
    from selaras.actions.custody import rebuilding

    name = f"{ref.agency}/{ref.key}"
    checked = rebuilding.looked_at(ref) if only_check else rebuilding.rebuild(ref, actor=IMPORTER)
    n = sum(checked.n_rows.values())
    if not checked.mended:
        tell(say("rebuild_same", event=name, n=n))
        return False
    key = "rebuild_differs" if only_check else "rebuild_mended"
    tell(say(key, event=name, n=n, differed=len(checked.mended)))
    _tell_rows(checked.mended, say)
    return True


def _tell_rows(found: Sequence["Difference"], say: KeepingWords) -> None:
    for one in found[:_MOST_SHOWN]:
        key = "/".join(str(part) for part in one.key)
        tell(say("rebuild_row", table=one.table, key=key, how=say(f"rebuild_{one.how}")))
    if len(found) > _MOST_SHOWN:
        tell(f"  … +{len(found) - _MOST_SHOWN}")
