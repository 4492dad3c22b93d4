"""The five calls of a tablet."""

from django.urls import path, register_converter

from selaras.web.tablet_api import calls


class NamePart:
    """One part of a ledger's name, as ``docs/evidence-format.md`` limits it."""

    regex = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NamePart, "part")

urlpatterns = [
    path("health", calls.health),
    path("<part:agency>/<part:event>/enrol", calls.enrol),
    path("<part:agency>/<part:event>/batch", calls.batch),
    path("<part:agency>/<part:event>/receipts", calls.receipts),
    path("<part:agency>/<part:event>/checkpoint", calls.checkpoint),
]
