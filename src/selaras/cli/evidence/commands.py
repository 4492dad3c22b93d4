"""The commands of the proof, each in a module of its own with ``add_commands``."""

from collections.abc import Callable

import typer

from selaras.cli.evidence import backup, bundle, keys, verify, witness
from selaras.cli.evidence.keeping import erase, minutes, rebuild
from selaras.cli.words import Words

_ADDING: tuple[Callable[[typer.Typer, Words], None], ...] = (
    bundle.add_commands,
    verify.add_commands,
    keys.add_commands,
    witness.add_commands,
    backup.add_commands,
    minutes.add_commands,
    rebuild.add_commands,
    erase.add_commands,
)


def add_commands(app: typer.Typer, say: Words) -> None:
    """Add every command of this room to an application."""
    for add in _ADDING:
        add(app, say)
