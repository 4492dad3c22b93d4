"""What a reader of cells raises."""


class Unreadable(Exception):
    """A cell that does not hold what its column asks for."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
