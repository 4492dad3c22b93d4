"""What a page says to somebody, each piece with the language that the page says it is in."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

# Attributes that somebody reads or hears.
_SPOKEN = ("title", "alt", "placeholder", "aria-label", "aria-description", "aria-roledescription", "label")
_VOID = frozenset(
    {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "use", "path"}
)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, str, bool]] = []

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        language = told.get("lang", self._language)
        spoken = [told[name] for name in _SPOKEN if name in told]
        spoken += [value for name, value in told.items() if name.startswith("data-say")]
        if tag == "input" and told.get("type") in ("submit", "button"):
            spoken.append(told.get("value", ""))
        self.said += [(language, one) for one in spoken]
        is_silent = tag in ("script", "style", "code") or (bool(self._open) and self._open[-1][2])
        if tag not in _VOID:
            self._open.append((tag, language, is_silent))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        # Elements whose end may be left out end with whatever they stand in.
        for n in range(len(self._open) - 1, -1, -1):
            if self._open[n][0] == tag:
                del self._open[n:]
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and not (self._open and self._open[-1][2]):
            self.said.append((self._language, " ".join(data.split())))


def said(html: str) -> Iterator[tuple[str, str]]:
    """Yield pieces of a page as (language, text), in their order."""
    reader = _Reader()
    reader.feed(html)
    yield from reader.said
