"""The blocks of a paper as typst writes it in HTML: paragraphs, lists, tables, pictures, room for a hand.

Typst reads the very template and content that the PDF is set from, so no sentence is written a second time.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TypeAlias

_VOID = frozenset({"meta", "br", "img", "link", "hr"})
_INLINE = frozenset({"strong", "em", "span", "br", "a", "sub", "sup", "b", "i", "code"})
_HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3, "h5": 3, "h6": 3}
_SVG = "data:image/svg+xml;base64,"
_SPACES = re.compile(r"[ \t\n\r]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """level : of a heading, else 0; mark : what stands before an item of a list."""

    runs: tuple[Run, ...]
    align: str = ""
    level: int = 0
    mark: str = ""

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    blocks: "tuple[Block, ...]"
    across: int = 1
    down: int = 1
    is_head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """has_lines : a table of data; without lines it only puts words beside each other."""

    rows: tuple[tuple[Cell, ...], ...]
    has_lines: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """svg : of a chart; empty where the original alone may carry the picture."""

    svg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where a hand signs."""


Block: TypeAlias = Paragraph | Table | Picture | Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole paper; is_wide : it lies on its side."""

    title: str
    is_wide: bool
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class _Node:
    tag: str
    attrs: dict[str, str]
    children: "list[_Node | str]" = field(default_factory=list)


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = _Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in _VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def sheet_of(html: str) -> Sheet:
    """Return the blocks of one paper."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    title = next(_all(tree.root, "title"), _Node("", {}))
    body = next(_all(tree.root, "body"), tree.root)
    return Sheet(
        title=_words(title),
        is_wide=any(one.attrs.get("class") == "wide" for one in _all(body, "div")),
        blocks=tuple(_blocks(body.children, "")),
    )


def _all(node: _Node, tag: str) -> Iterator[_Node]:
    for one in node.children:
        if isinstance(one, _Node):
            if one.tag == tag:
                yield one
            yield from _all(one, tag)


def _words(node: _Node) -> str:
    return "".join(one if isinstance(one, str) else _words(one) for one in node.children)


def _blocks(children: "Sequence[_Node | str]", align: str) -> Iterator[Block]:
    """Yield blocks; words that stand between them are paragraphs of their own."""
    loose: list[_Node | str] = []
    for one in children:
        if isinstance(one, str) or _is_inline(one):
            loose.append(one)
            continue
        yield from _paragraph(loose, align)
        loose = []
        yield from _block(one, align)
    yield from _paragraph(loose, align)


def _is_inline(node: _Node) -> bool:
    if node.tag not in _INLINE:
        return False
    return all(isinstance(one, str) or _is_inline(one) for one in node.children)


def _block(node: _Node, align: str) -> Iterator[Block]:
    if node.tag == "div" and node.attrs.get("class") == "room":
        yield Room()
    elif node.tag in _HEADINGS:
        yield from _paragraph(node.children, align, level=_HEADINGS[node.tag])
    elif node.tag in ("ol", "ul"):
        yield from _list(node, align)
    elif node.tag == "table":
        yield _table(node)
    elif node.tag == "img":
        source = node.attrs.get("src", "")
        yield Picture(svg=b64decode(source.removeprefix(_SVG)) if source.startswith(_SVG) else b"")
    else:
        own = node.attrs.get("class", "") if node.tag == "div" else ""
        yield from _blocks(node.children, own if own in ("center", "right", "left") else align)


def _list(node: _Node, align: str) -> Iterator[Block]:
    pattern = node.attrs.get("class", "1.") if node.tag == "ol" else ""
    items = [one for one in node.children if isinstance(one, _Node) and one.tag == "li"]
    for n, item in enumerate(items):
        mark = _mark(pattern, n)
        for k, block in enumerate(_blocks(item.children, align)):
            if k == 0 and isinstance(block, Paragraph):
                yield Paragraph(runs=block.runs, align=block.align, mark=mark)
            else:
                yield block


def _mark(pattern: str, n: int) -> str:
    """Return what stands before an item.

    >>> _mark("a.", 1), _mark("1.", 1), _mark("", 1)
    ('b.', '2.', '•')
    """
    if not pattern:
        return "•"
    if "a" in pattern:
        return pattern.replace("a", chr(ord("a") + n % 26))
    return pattern.replace("1", str(n + 1))


def _table(node: _Node) -> Table:
    rows = tuple(
        tuple(_cell(cell) for cell in row.children if isinstance(cell, _Node) and cell.tag in ("td", "th"))
        for row in _rows(node)
    )
    return Table(rows=tuple(row for row in rows if row), has_lines=node.attrs.get("class") != "grid")


def _rows(node: _Node) -> Iterator[_Node]:
    """Yield the table's own rows, not those of a table inside one of its cells."""
    for one in node.children:
        if isinstance(one, _Node) and one.tag == "tr":
            yield one
        elif isinstance(one, _Node) and one.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(one)


def _cell(node: _Node) -> Cell:
    return Cell(
        blocks=tuple(_blocks(node.children, "")),
        across=int(node.attrs.get("colspan", "1")),
        down=int(node.attrs.get("rowspan", "1")),
        is_head=node.tag == "th",
    )


def _paragraph(children: "Sequence[_Node | str]", align: str, *, level: int = 0) -> Iterator[Paragraph]:
    runs = tuple(one for one in _runs(children, is_bold=False, is_italic=False) if one.text)
    if "".join(one.text for one in runs).strip():
        yield Paragraph(runs=runs, align=align, level=level)


def _runs(children: "Sequence[_Node | str]", *, is_bold: bool, is_italic: bool) -> Iterator[Run]:
    for one in children:
        if isinstance(one, str):
            yield Run(text=_SPACES.sub(" ", one), is_bold=is_bold, is_italic=is_italic)
        elif one.tag == "br":
            yield Run(text="\n")
        else:
            yield from _runs(
                one.children,
                is_bold=is_bold or one.tag in ("strong", "b"),
                is_italic=is_italic or one.tag in ("em", "i"),
            )
