"""The one Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RecordsConfig(AppConfig):
    name = "selaras.records"
    label = "records"
    verbose_name = "Selaras"

    def ready(self) -> None:
        # The one signal of the house: SQLite changes a table by remaking it, and a remade
        # table has lost its triggers, so they are laid anew after every migration.
        post_migrate.connect(_lay_guards, sender=self)


def _lay_guards(*, using: str, **_: Any) -> None:
    from selaras.records import guards

    guards.lay(connections[using])
