"""Which event is meant; known without a database."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRef:
    """Which event of the installation is meant."""

    agency: str
    key: str

    @property
    def origin(self) -> str:
        """The name of its ledger."""
        return f"selaras/{self.agency}/{self.key}"
