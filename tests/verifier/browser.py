"""The page in a real browser: one for all tests, and no request of it ever answered but for itself."""

import base64
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Route, sync_playwright

from selaras.core.codec import Json
from tests.tampered.forgeries.conformance import Case

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "verifier" / "verifikasi.html"
_RUNNING: list[Browser] = []
_VERIFY = """async ([data, policy, paper]) => {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const given = {};
  if (policy !== null) given.policy = bytes(policy);
  if (paper !== null) given.paper = paper;
  return selaras.verify(bytes(data), given);
}"""


def browser_path() -> str | None:
    return shutil.which("chromium") or shutil.which("google-chrome")


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start a browser, or share the one that runs: Playwright's loop allows no second one beside it."""
    if _RUNNING:
        yield _RUNNING[0]
        return
    with sync_playwright() as playwright:
        # Without its sandbox: CI runs as root, where Chromium has none; the page is our own.
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        _RUNNING.append(browser)
        try:
            yield browser
        finally:
            _RUNNING.clear()
            browser.close()


class OpenPage:
    """The page, and every address that it asked for beyond itself."""

    def __init__(self, browser: Browser, path: Path = PAGE, *, width: int = 1280, height: int = 900) -> None:
        self.page: Page = browser.new_page(viewport={"width": width, "height": height})
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page.route("**/*", lambda route: self._answer(route, path.as_uri()))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)
        self.page.goto(path.as_uri())

    def _answer(self, route: Route, own: str) -> None:
        if route.request.url == own:
            route.continue_()
        else:
            self.asked.append(route.request.url)
            route.abort()

    def verdict(self, data: bytes, *, policy: bytes | None = None, paper: str | None = None) -> Json:
        policy_text = None if policy is None else base64.b64encode(policy).decode()
        return self.page.evaluate(_VERIFY, [base64.b64encode(data).decode(), policy_text, paper])

    def verdict_of(self, case: Case) -> Json:
        return self.verdict(case.data, policy=case.policy, paper=case.paper)

    def close(self) -> None:
        self.page.close()


def with_modules(sources: Mapping[str, str]) -> dict[str, str]:
    """Return the page's modules with all that they export in reach of a test, as ``parts``."""
    names = sorted(name for name in sources if name != "page.js")
    exported = {name: _exports(sources[name]) for name in names}
    taken = "".join(
        f'import {{ {", ".join(exported[name])} }} from "./{name}";\n' for name in names if exported[name]
    )
    # The page's own imports go: a name is imported once.
    own = "\n".join(line for line in sources["page.js"].splitlines() if not line.startswith("import "))
    every = ", ".join(sorted({one for told in exported.values() for one in told}))
    return {**sources, "page.js": f"{taken}{own}\nObject.assign(window, {{ parts: {{ {every} }} }});\n"}


def _exports(source: str) -> list[str]:
    words = (line.split() for line in source.splitlines() if line.startswith("export "))
    return [(told[3] if told[1] == "async" else told[2]).split("(")[0] for told in words]
