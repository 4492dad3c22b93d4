"""Reading a page as a browser would: its elements, its forms, and what a person could type into them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from selaras.web.guarding import PAGE_HEADERS

TYPED = frozenset({"text", "search", "textarea", "email", "tel", "url"})


@dataclass(slots=True)
class Field:
    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Form:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def filled(self, words: str) -> Iterator[tuple[str, str]]:
        """Return what is sent when ``words`` stand in every field that takes words."""
        for one in self.fields:
            if one.kind in TYPED:
                yield one.name, words
            elif one.kind == "select":
                yield one.name, next((value for value in one.options if value), "")
            elif one.kind != "file":
                yield one.name, one.value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.elements.append((tag, told))
        name = told.get("name", "")
        if tag == "form":
            self.forms.append(Form(action=told.get("action", ""), method=told.get("method", "get").lower()))
        elif not self.forms or (not name and tag != "option"):
            return
        elif tag == "input":
            self.forms[-1].fields.append(Field(name, told.get("type", "text"), told.get("value", "on")))
        elif tag in ("textarea", "select"):
            self.forms[-1].fields.append(Field(name, tag))
        elif tag == "button":
            self.forms[-1].fields.append(Field(name, "button", told.get("value", "")))
        elif tag == "option" and self.forms[-1].fields:
            self.forms[-1].fields[-1].options.append(told.get("value", ""))


def forms_in(html: str) -> list[Form]:
    return _read(html).forms


def foreign_elements(html: str) -> list[str]:
    """Return elements that no page of ours has: run from within the page, or brought in by words."""
    wrong = []
    for tag, told in _read(html).elements:
        handlers = [name for name in told if name.startswith("on")]
        runs = tag == "script" and (
            "src" not in told and told.get("type", "") not in ("application/json", "speculationrules")
        )
        leads = any(
            told.get(name, "").strip().lower().startswith(("javascript:", "vbscript:", "data:text"))
            for name in ("href", "src", "action", "formaction", "data", "xlink:href")
        )
        away = any(told.get(name, "").startswith(("http:", "//", "https:")) for name in ("src", "action"))
        is_brought = tag in ("iframe", "object", "embed", "base", "canary-element") or told.get("src") == "x"
        if handlers or runs or leads or away or is_brought or "style" in told or tag == "style":
            wrong.append(f"<{tag} {told}>")
    return wrong


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def wrong_in(answer: Any) -> Iterator[str]:
    """Return what no answer may be or carry."""
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    for name, value in PAGE_HEADERS.items():
        if answer.get(name) != value:
            yield f"{name}: {answer.get(name)}"
    if answer.get("Content-Type", "").startswith("text/html"):
        yield from foreign_elements(answer.content.decode())
    if answer.status_code in (301, 302) and not answer["Location"].startswith("/"):
        yield f"sent to {answer['Location']}"
