"""Parts of addresses, known before any room names its own."""

from django.urls import register_converter

from selaras.web.tablet_api import routes as routes  # makes ``part``, one part of a ledger's name, known


class PersonCode:
    """A participant's code in one event: ``P-001``, never a name or a NIP."""

    regex = "P-[0-9]{3,6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PersonCode, "person")
