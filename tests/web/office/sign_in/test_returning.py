"""What was typed comes back with the page after a proof: in this tab, once, and to the same person alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from selaras.web import office
from tests.verifier.browser import a_browser, browser_path

pytestmark = [pytest.mark.sqlite, pytest.mark.browser]

SCRIPT = (Path(office.__file__).parent / "static/office/returning.js").read_text(encoding="utf-8")
HOUSE = "http://kantor.test"
FORM = """<form method="post" action="{action}"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<input name="nomor"><textarea name="alasan"></textarea><input type="password" name="sandi">
<input type="radio" name="jawab" value="ya"><input type="radio" name="jawab" value="tidak">
<select name="jabatan"><option value="">-</option><option value="J-01">J-01</option></select>
<button>Kirim</button></form>"""


class Office:
    """Pages of one office as a browser sees them; a sent form leads to the proof while ``asks`` is true."""

    def __init__(self, script: str) -> None:
        self.script, self.asks, self.who = script, True, "Ani"

    def answer(self, route: Route) -> None:
        asked = route.request
        path = asked.url.removeprefix(HOUSE)
        if path.endswith(".js"):
            route.fulfill(body=self.script, content_type="text/javascript")
        elif asked.method == "POST":
            to = "/akun/pastikan/" if self.asks and not path.startswith("/akun/") else "/surat/catat/"
            route.fulfill(status=302, headers={"Location": to})
        else:
            body = FORM.format(action="/akun/pastikan/" if path.startswith("/akun/") else "/surat/catat/")
            top = f'<header class="top"><div class="who"><a><span>{self.who}</span></a></div></header>'
            page = (
                f'<!doctype html>{top}<main>{body}</main><script type="module" src="/returning.js"></script>'
            )
            route.fulfill(body=page, content_type="text/html")


@pytest.fixture
def page() -> Iterator[Page]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as browser:
        one = browser.new_page()
        yield one
        one.close()


def opened(page: Page, script: str = SCRIPT) -> Office:
    here = Office(script)
    page.route("**/*", here.answer)
    page.goto(f"{HOUSE}/surat/catat/")
    return here


def typed_and_sent(page: Page) -> None:
    page.fill("[name=nomor]", "B-12/2024")
    page.fill("[name=alasan]", "Sesuai telaah.\nBaris kedua.")
    page.fill("[name=sandi]", "rahasia")
    page.check("[name=jawab][value=tidak]")
    page.select_option("[name=jabatan]", "J-01")
    page.click("button")


def shown(page: Page) -> tuple[str, str, str, bool, str]:
    return (
        page.input_value("[name=nomor]"),
        page.input_value("[name=alasan]"),
        page.input_value("[name=sandi]"),
        page.is_checked("[name=jawab][value=tidak]"),
        page.input_value("[name=jabatan]"),
    )


TYPED = ("B-12/2024", "Sesuai telaah.\nBaris kedua.", "", True, "J-01")
EMPTY = ("", "", "", False, "")


def test_what_was_typed_comes_back_after_the_proof_and_only_once(page: Page) -> None:
    opened(page)
    typed_and_sent(page)
    page.wait_for_url("**/akun/pastikan/")
    assert "rahasia" not in page.evaluate("sessionStorage.getItem('selaras-typed')")
    page.click("button")
    page.wait_for_url("**/surat/catat/")

    assert shown(page) == TYPED
    page.goto(f"{HOUSE}/surat/catat/?lagi=1")
    assert shown(page) == EMPTY


def test_what_was_taken_does_not_come_back(page: Page) -> None:
    here = opened(page)
    here.asks = False
    typed_and_sent(page)
    page.wait_for_url("**/surat/catat/")

    assert shown(page) == EMPTY
    assert page.evaluate("sessionStorage.length") == 0


def test_somebody_else_finds_nothing(page: Page) -> None:
    here = opened(page)
    typed_and_sent(page)
    page.wait_for_url("**/akun/pastikan/")
    here.who = "Budi"
    page.click("button")
    page.wait_for_url("**/surat/catat/")

    assert shown(page) == EMPTY
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize(
    ("whole", "broken", "held"),
    [
        ("kept.wasAsked && ", "", test_what_was_taken_does_not_come_back),
        (" && kept.who === whoIsHere()", "", test_somebody_else_finds_nothing),
        ("password|", "", test_what_was_typed_comes_back_after_the_proof_and_only_once),
    ],
    ids=["filled-after-taking", "to-anybody", "password-kept"],
)
def test_a_build_that_gives_back_too_much_is_caught(
    page: Page, monkeypatch: pytest.MonkeyPatch, whole: str, broken: str, held: object
) -> None:
    assert whole in SCRIPT
    monkeypatch.setattr(opened, "__defaults__", (SCRIPT.replace(whole, broken),))

    with pytest.raises(AssertionError):
        held(page)  # type: ignore[operator]
