"""Three people in three browsers: keys are made, two lock, one marks, and the ledger holds it."""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test import Client
from playwright.sync_api import BrowserContext, Page, sync_playwright

from selaras.actions.evidence.live import move_event
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.records import models as rows
from tests.actions.evidence import live_events
from tests.actions.evidence.live_events import Live
from tests.verifier.browser import browser_path
from tests.web import serving_halls
from tests.web.office import offices

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]


class Quiet(WSGIRequestHandler):
    def log_message(self, *told: object) -> None:
        pass


@contextmanager
def office_at() -> Iterator[str]:
    """Serve pages and calls of this test's own database."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(WSGIHandler()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        with serving_halls.serving():
            yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Outside:
    """A thread of its own for the browser: Django lets nobody ask the database beside Playwright's loop."""

    def __init__(self) -> None:
        self._asked: queue.Queue[tuple[Callable[[], Any], Future[Any]] | None] = queue.Queue()

    def here(self, what: Callable[[], Any]) -> Any:
        """Called by the browser's thread: do something with the database in the test's own."""
        answer: Future[Any] = Future()
        self._asked.put((what, answer))
        return answer.result(timeout=60)

    def run(self, story: Callable[[], None]) -> None:
        with ThreadPoolExecutor(max_workers=1) as pool:
            done = pool.submit(story)
            done.add_done_callback(lambda _: self._asked.put(None))
            while (asked := self._asked.get(timeout=120)) is not None:
                what, answer = asked
                try:
                    answer.set_result(what())
                except BaseException as wrong:
                    answer.set_exception(wrong)
            done.result()


def cookie_of(browser: Client, at: str) -> Any:
    (one,) = (value for name, value in browser.cookies.items() if "sesi" in name)
    return {"name": one.key, "value": one.value, "url": at}


def enrolled(page: Page, root: str) -> None:
    page.goto(f"{root}perangkat/")
    page.click("[data-begin-now]")
    page.wait_for_selector("[data-ready]:visible")


def signed(page: Page) -> None:
    page.wait_for_selector("[data-sign]:visible")
    page.click("[data-sign]")


def test_a_scheme_is_locked_and_a_sheet_signed_in_browsers(
    committed_db: None, log_key: None, settings: Any
) -> None:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "selaras_sesi", "selaras_csrf"
    live = live_events.designed(officials=2, methods=1, examiners=1)
    signed_in = {
        name: offices.browser_of(live.ref, role, name=name, holder=holder)
        for name, role, holder in (
            ("sekretaris", Role.SECRETARIAT, "SK"),
            ("ketua", Role.CHAIR, "KP"),
            ("penguji", Role.EXAMINER, "P1"),
        )
    }
    outside = Outside()
    with office_at() as at:
        outside.run(lambda: story(outside, live, at, {n: cookie_of(b, at) for n, b in signed_in.items()}))

    assert rows.Event.objects.get(key=live.ref.key).phase == "scoring"
    sheet = rows.Entry.objects.get(type="rating-sheet")
    holder = rows.Device.objects.get(device=sheet.device).holder
    assert (sheet.subject, holder) == ("P-001", "P1")
    assert rows.Alarm.objects.count() == 0


def story(outside: Outside, live: Live, at: str, cookies: dict[str, Any]) -> None:
    root = f"{at}/k/{live.ref.agency}/{live.ref.key}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        faults: list[str] = []

        def person(name: str) -> Page:
            room: BrowserContext = browser.new_context()
            room.add_cookies([cookies[name]])
            page = room.new_page()
            page.on("pageerror", lambda wrong: faults.append(str(wrong)))
            return page

        secretary, chair, examiner = (person(one) for one in ("sekretaris", "ketua", "penguji"))
        for one in (secretary, chair, examiner):
            enrolled(one, root)
        lock(secretary, chair, root)
        outside.here(
            lambda: move_event(
                live.ref, "open_scoring", acting=live_events.acting(chance=SeededChance("open"))
            )
        )
        mark(examiner, root)
        browser.close()
        assert faults == []


def lock(secretary: Page, chair: Page, root: str) -> None:
    secretary.goto(f"{root}tindakan/ajukan/lock_scheme/")
    secretary.click("main form button.btn")
    signed(secretary)
    secretary.wait_for_selector("[data-receipt]:visible")
    chair.goto(secretary.url)
    # Without comparing every device nothing is signed at all.
    signed(chair)
    assert chair.locator("[data-receipt]:visible").count() == 0
    for box in chair.locator("input[name=device]").all():
        box.check()
    signed(chair)
    chair.wait_for_url("**/tindakan/")


def mark(examiner: Page, root: str) -> None:
    examiner.goto(f"{root}nilai/P1/P-001/paper/")
    examiner.click("button[value=orang]")
    examiner.locator("fieldset").nth(0).locator("input[value='4']").check()
    examiner.wait_for_function("document.querySelector('[data-kept]').textContent !== ''")
    # A reload loses nothing of what was ticked.
    examiner.reload()
    examiner.wait_for_function("document.querySelector('[data-filled]').textContent.startsWith('1 ')")
    examiner.locator("fieldset").nth(1).locator("input[value='tanpa-bukti']").check()
    examiner.click("button[value=periksa]")
    signed(examiner)
    examiner.wait_for_selector("[data-receipt]:visible")
    assert examiner.locator("[data-numbers]").inner_text()
    assert examiner.locator("[name=ubah]:visible").count() == 0
    assert examiner.locator("[data-receipt] a").first.get_attribute("href").endswith("/P1/P-002/paper/")
    examiner.goto(f"{root}nilai/P1/P-001/paper/")
    assert "Diterima no." in examiner.locator("main").inner_text()
