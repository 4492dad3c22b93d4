"""``selaras minutes``: the ledger's state at the last checkpoint, on paper that leaves the building."""

from pathlib import Path
from typing import Annotated

import typer

from selaras.cli.evidence.custody import DONE, ending, event_of, installation, option, tell
from selaras.cli.evidence.keeping.words import KeepingWords
from selaras.cli.words import Words
from selaras.core.evidence.ledger_code import ledger_code


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add the command to an application."""
    words = KeepingWords(say.language)

    @app.command("minutes", help=words("minutes"))
    def command(
        event: Annotated[str, option("--event", told=words("minutes_event"), metavar="AGENCY/KEY")],
        out: Annotated[Path, option("--out", told=words("minutes_out"), metavar="DIR")],
        with_marks: Annotated[bool, option("--with-marks", told=words("minutes_marks"))] = False,
        lang: Annotated[str, option("--lang", told=words("lang"), metavar="id|en")] = say.language,
    ) -> None:
        def work() -> int:
            return minutes(event, out=out, with_marks=with_marks, say=words)

        raise typer.Exit(ending(work, say=words))


def minutes(event: str, *, out: Path, with_marks: bool, say: KeepingWords) -> int:
    """Write the papers and tell the code that whoever signs compares."""
    with installation():
        # Its imports reach models, and Django had to know its database first.
        ref = event_of(event, say=say)
        from selaras.actions.access import Actor
        from selaras.actions.papers import make_witness_papers
        from selaras.core.vocabulary import Role

        # At the server's own command line there is nobody to ask who somebody is.
        chair = Actor(name="chair", roles=frozenset({Role.CHAIR}))
        stamp, papers = make_witness_papers(ref, actor=chair, with_marks=with_marks)
        out.mkdir(parents=True, exist_ok=True)
        made = 0
        for paper in papers:
            (out / paper.file_name).write_bytes(paper.content)
            made += 1
    tell(say("minutes_done", n=made, folder=out, size=stamp.size))
    tell(say("minutes_code", code=ledger_code(bytes.fromhex(stamp.root_hex))))
    return DONE
