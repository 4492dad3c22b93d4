"""Looking at pages in a browser with axe: nothing that keeps somebody from reading or using them."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import Route as Request

import selaras.web.office
from tests.web.office.axe.rendering import Rendered


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A window and what its owner prefers; ``scale`` is how many dots of the screen one pixel takes."""

    name: str
    width: int
    height: int
    scale: int = 1
    has_forced_colours: bool = False
    is_still: bool = False


DESK = View(name="1280", width=1280, height=800)
WIDTHS = (DESK, View(name="768", width=768, height=1024), View(name="360", width=360, height=740))
# What people set who see or move less well: 400 % and 200 % of a window of 1280, own colours, no motion.
PREFERENCES = (
    View(name="reflow at 320", width=320, height=640),
    View(name="zoom of 200 %", width=640, height=400, scale=2),
    View(name="forced colours", width=1280, height=800, has_forced_colours=True),
    View(name="reduced motion", width=1280, height=800, is_still=True),
)


def views_of(language: str) -> tuple[View, ...]:
    """Return the windows in which pages of a language are looked at: the first one in all of them."""
    return (*WIDTHS, *PREFERENCES) if language == "id" else WIDTHS


ORIGIN = "http://kantor.test"
_AXE = Path(__file__).with_name("axe.min.js")
STATIC = Path(selaras.web.office.__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
# What the law of accessible pages asks for (WCAG 2.2 AA), what is known to help, and the contrast of AAA for
# words to be read: 7 : 1.
_ASK = """async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: {"color-contrast-enhanced": {enabled: true}},
    resultTypes: ["violations"],
  });
  const told = found.violations.map((one) => ({
    rule: one.id, where: one.nodes.map((node) => node.target.join(" ") + " | " + node.html.slice(0, 160)),
  }));
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) told.push({rule: "wider-than-the-screen", where: [`${wide} px`]});
  return JSON.stringify(told);
}"""


def violations(
    browser: Browser, pages: Iterable[tuple[Rendered, View]], styles: Mapping[str, bytes]
) -> list[str]:
    """Return what axe finds on pages in windows, one line for each rule of each page.

    styles : answers to addresses that the server makes and that are no files
    """
    found = []
    source = _AXE.read_text(encoding="utf-8")
    opened: dict[View, Page] = {}
    for one, view in pages:
        page = opened.setdefault(view, opened.get(view) or _window(browser, view))
        page.unroute_all()
        page.route("**/*", answering(one, styles))
        page.goto(f"{ORIGIN}{one.path}", wait_until="load")
        page.evaluate(source)
        for told in json.loads(page.evaluate(_ASK)):
            found.append(f"{told['rule']} at {view.name}: {one.told}: {'; '.join(told['where'][:3])}")
    for page in opened.values():
        page.close()
    return found


def _window(browser: Browser, view: View) -> Page:
    return browser.new_page(
        viewport={"width": view.width, "height": view.height},
        device_scale_factor=view.scale,
        forced_colors="active" if view.has_forced_colours else "none",
        reduced_motion="reduce" if view.is_still else "no-preference",
    )


def answering(one: Rendered, styles: Mapping[str, bytes]) -> Callable[[Request], None]:
    """Return what answers whatever a page asks for: itself, the office's files, nothing of anybody else."""

    def answer(asked: Request) -> None:
        path = asked.request.url.removeprefix(ORIGIN).split("?")[0]
        if asked.request.is_navigation_request():
            asked.fulfill(status=200, body=one.html, headers=one.headers)
        elif path in styles:
            asked.fulfill(status=200, body=styles[path], content_type=_TYPES[Path(path).suffix])
        elif path.startswith("/statis/") and (file := STATIC / path.removeprefix("/statis/")).is_file():
            kind = _TYPES.get(file.suffix, "text/plain")
            asked.fulfill(status=200, body=file.read_bytes(), content_type=kind)
        else:
            asked.fulfill(status=404, body=b"")

    return answer
