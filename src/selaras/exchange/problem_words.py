"""What was expected and how to mend it, per code, in the officer's two languages."""

INDONESIAN: dict[str, tuple[str, str]] = {}
ENGLISH: dict[str, tuple[str, str]] = {}
