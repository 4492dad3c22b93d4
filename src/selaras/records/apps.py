"""The one Django app."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class RecordsConfig(AppConfig):
    name = "selaras.records"
    label = "records"
    verbose_name = "Selaras"

    def ready(self) -> None:
        # The one pair of signals in the house: SQLite changes a table by remaking it, and a
        # remade table has lost its triggers, so they are laid anew after every migration.
        pre_migrate.connect(_lift_guards, sender=self)
        post_migrate.connect(_lay_guards, sender=self)


def _lift_guards(*, using: str, plan: Sequence[object] = (), **_: Any) -> None:
    from selaras.records import guards

    if plan:
        guards.lift_for_migration(connections[using])


def _lay_guards(*, using: str, **_: Any) -> None:
    from selaras.records import guards

    guards.lay(connections[using])
