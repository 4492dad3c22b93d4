"""``selaras place --fit``: the best assignment of anybody's matrix, with the price of every other wish."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from selaras.cli import screen
from selaras.cli.measuring import saving
from selaras.cli.placing.matrix_words import MatrixWords
from selaras.cli.words import Words
from selaras.core.errors import CoreError
from selaras.core.plain_text import plain

if TYPE_CHECKING:
    from selaras.cli.placing.matrix_solved import Assigned, Move

DONE, WRONG, CANNOT = 0, 1, 2
# Wrong are cells that somebody must mend; with these, nothing was there to be read.
_UNREADABLE = frozenset({"ratings_file_missing", "ratings_file_empty", "ratings_not_text"})
_MOST_ROWS = 60  # of a table on the screen
_MOST_NAMED = 12  # of a conflict
_MOST_CHAINS = 20
_SCREEN = Path("-")


def place_matrix(fit: Path, *, current: Path | None, json_out: Path | None, say: Words) -> int:
    """Assign and tell; return 0, 1 where the files must be mended, 2 where they cannot be read or written.

    fit : a matrix as ``read_fit`` knows it; current : official and present post, for chains and for equals
    json_out : "-" is the screen
    """
    words = MatrixWords(say.language)
    out = None if json_out == _SCREEN else json_out
    if any(saving.refused((out,), read=read, say=words) for read in (fit, current) if read is not None):
        return CANNOT
    try:
        return _placed(fit, current=current, json_out=json_out, say=words)
    except CoreError as wrong:
        screen.tell_error(wrong, words)
        return CANNOT if wrong.code in _UNREADABLE else WRONG


def _placed(fit: Path, *, current: Path | None, json_out: Path | None, say: MatrixWords) -> int:
    from selaras.cli.placing.matrix_json import json_of
    from selaras.cli.placing.matrix_solved import assigned
    from selaras.exchange.fit_matrix import read_current, read_fit

    matrix = read_fit(fit)
    held = None if current is None else read_current(current, matrix)
    found = assigned(matrix, held)
    if json_out is None:
        _tell(found, held, say)
    _tell_conflict(found, say)
    if json_out == _SCREEN:
        sys.stdout.write(json_of(found).decode())
    elif json_out is not None and not saving.saved(json_out, json_of(found), say=say):
        return CANNOT
    return DONE


def _tell_conflict(found: "Assigned", say: MatrixWords) -> None:
    if found.conflict is None:
        return
    officials, posts = found.conflict
    line = say(
        "matrix_conflict",
        n=len(officials),
        officials=_named(officials),
        m=len(posts),
        posts=_named(posts) or say("matrix_no_post"),
    )
    screen.err.print(f"! {line}", markup=False)


def _named(names: tuple[str, ...]) -> str:
    told = ", ".join(map(plain, names[:_MOST_NAMED]))
    return f"{told}, …" if len(names) > _MOST_NAMED else told


def _tell(found: "Assigned", held: Mapping[str, str] | None, say: MatrixWords) -> None:
    title = say(
        "matrix_title",
        officials=screen.count(len(found.officials), say),
        posts=screen.count(len(found.posts), say),
        objective=_number(found.objective, found.places, say),
    )
    screen.out.print(title, markup=False)
    _tell_table(found, held, say)
    for key, moved in (("matrix_chains", found.chains), ("matrix_cycles", found.cycles)):
        if moved:
            screen.out.print(say(key), markup=False)
        for chain in moved[:_MOST_CHAINS]:
            screen.out.print("  " + "; ".join(_step(one, say) for one in chain), markup=False)
        if len(moved) > _MOST_CHAINS:
            screen.out.print("  " + say("matrix_more", n=len(moved) - _MOST_CHAINS), markup=False)
    if found.conflict is None:
        screen.out.print(say("matrix_proven"), markup=False)


def _tell_table(found: "Assigned", held: Mapping[str, str] | None, say: MatrixWords) -> None:
    names = ["matrix_official", *(["matrix_from"] if held is not None else []), "matrix_to"]
    table = Table(*map(say, names))
    table.add_column(say("matrix_value"), justify="right")
    table.add_column(say("matrix_next"))
    table.add_column(say("matrix_loss"), justify="right")
    for official in found.officials[:_MOST_ROWS]:
        following, loss = _next_choice(found, official)
        cells = [official, found.assignment[official] or say("matrix_nowhere")]
        if held is not None:
            cells.insert(1, held.get(official, say("matrix_outside")))
        value = found.value[official]
        numbers = ("–" if one is None else _number(one, found.places, say) for one in (value, loss))
        shown_value, shown_loss = numbers
        cells += [shown_value, following, shown_loss]
        # As text: names come from a file, and none of their signs is markup.
        table.add_row(*(Text(plain(one)) for one in cells))
    screen.out.print(table)
    if len(found.officials) > _MOST_ROWS:
        screen.out.print(say("matrix_more", n=len(found.officials) - _MOST_ROWS), markup=False)


def _next_choice(found: "Assigned", official: str) -> tuple[str, int | None]:
    """Return the other post that costs all together the least, and what it costs."""
    seat = found.assignment[official]
    losses = found.losses_of(official).items()
    others = [(loss, post) for post, loss in losses if loss is not None and post != seat]
    if not others:
        return "–", None
    loss, post = min(others, key=lambda one: one[0])
    return post, loss


def _step(move: "Move", say: MatrixWords) -> str:
    official, start, end = move
    return say(
        "matrix_step",
        official=plain(official),
        start=say("matrix_outside") if start is None else plain(start),
        end=say("matrix_nowhere") if end is None else plain(end),
    )


def _number(value: int, places: int, say: MatrixWords) -> str:
    from selaras.cli.placing.matrix_json import decimal_of

    text = decimal_of(value, places).replace("-", "−")
    return text if say.language == "en" else text.replace(".", ",")
