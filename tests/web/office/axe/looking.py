"""Looking at pages in a browser with axe: nothing that keeps somebody from reading or using them."""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import Route as Request

import selaras.web.office
from tests.web.office.axe.rendering import Rendered

WIDTHS = {1280: 800, 768: 1024, 360: 740}
ORIGIN = "http://kantor.test"
_AXE = Path(__file__).with_name("axe.min.js")
_STATIC = Path(selaras.web.office.__file__).parent / "static"
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
    browser: Browser, pages: Iterable[tuple[Rendered, int]], styles: Mapping[str, bytes]
) -> list[str]:
    """Return what axe finds on pages at widths, one line for each rule of each page.

    styles : answers to addresses that the server makes and that are no files
    """
    found = []
    source = _AXE.read_text(encoding="utf-8")
    opened: dict[int, Page] = {}
    for one, width in pages:
        if width not in opened:
            opened[width] = browser.new_page(viewport={"width": width, "height": WIDTHS[width]})
        page = opened[width]
        page.unroute_all()
        page.route("**/*", _answering(one, styles))
        page.goto(f"{ORIGIN}{one.path}", wait_until="load")
        page.evaluate(source)
        for told in json.loads(page.evaluate(_ASK)):
            found.append(f"{told['rule']} at {width}: {one.told}: {'; '.join(told['where'][:3])}")
    for page in opened.values():
        page.close()
    return found


def _answering(one: Rendered, styles: Mapping[str, bytes]) -> Callable[[Request], None]:
    def answer(asked: Request) -> None:
        path = asked.request.url.removeprefix(ORIGIN).split("?")[0]
        if asked.request.is_navigation_request():
            asked.fulfill(status=200, body=one.html, headers=one.headers)
        elif path in styles:
            asked.fulfill(status=200, body=styles[path], content_type="text/css")
        elif path.startswith("/statis/") and (file := _STATIC / path.removeprefix("/statis/")).is_file():
            kind = _TYPES.get(file.suffix, "text/plain")
            asked.fulfill(status=200, body=file.read_bytes(), content_type=kind)
        else:
            asked.fulfill(status=404, body=b"")

    return answer
