"""The page as an auditor holds it: by mouse and keyboard, large and small, in both languages."""

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.tampered.conformance_set import conformance_set
from tests.tampered.forgeries.conformance import Case
from tests.verifier.browser import OpenPage

pytestmark = pytest.mark.browser
CASES = {one.name: one for one in conformance_set()}
HOLDS, FAILS = CASES["signed_r1"], CASES["sheet_dropped_fail"]
LEAST_CONTRAST = 7.0
# Contrast of each text with the nearest background behind it: WCAG 2.2, success criterion 1.4.6.
CONTRASTS = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = rgb(getComputedStyle(at).backgroundColor);
      if (color.length < 4 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const out = [];
  for (const one of document.querySelectorAll("body *")) {
    const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !one.checkVisibility() || one.closest("script,style,noscript,.skip,.unseen")) continue;
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(behind(one))].sort((x, y) => y - x);
    out.push([one.textContent.trim().slice(0, 40), (a + 0.05) / (b + 0.05)]);
  }
  return out;
}"""


@pytest.fixture
def held(browser: Browser) -> Iterator[OpenPage]:
    opened = OpenPage(browser)
    yield opened
    opened.close()


@pytest.fixture
def small(browser: Browser) -> Iterator[OpenPage]:
    opened = OpenPage(browser, width=360, height=740)
    yield opened
    opened.close()


def give(opened: OpenPage, case: Case, *, name: str = "bukti.zip") -> None:
    opened.page.set_input_files("#bundle", {"name": name, "mimeType": "application/zip", "buffer": case.data})
    opened.page.wait_for_selector("#verdict")


def test_a_bundle_that_holds_is_said_to_hold_and_what_was_compared(held: OpenPage) -> None:
    give(held, HOLDS)

    assert held.page.inner_text("#verdict") == "Semua sesuai"
    assert "angka dihitung ulang" in held.page.inner_text(".verdict")
    assert "policy.json" in held.page.inner_text(".note")
    assert held.page.locator(".checks li").count() == 11
    assert held.page.locator("tbody tr").count() == 5
    assert (held.errors, held.asked) == ([], [])


def test_a_forged_bundle_is_named_with_its_reason_and_place(held: OpenPage) -> None:
    give(held, FAILS)

    told = held.page.inner_text(".verdict")
    assert held.page.inner_text("#verdict") == "Tidak sesuai"
    assert f"Catatan ke-{FAILS.where['index']}" in told
    assert str(FAILS.reason) in told
    assert held.page.locator(".checks .is-fails").count() == 1


def test_what_is_no_bundle_is_called_unreadable(held: OpenPage) -> None:
    give(held, CASES["zip_no_archive_fail"])

    assert held.page.inner_text("#verdict") == "Tidak dapat dibaca"
    told = held.page.inner_text(".verdict")
    assert "Berkas ini bukan berkas bukti asli: " in told
    assert "Tidak ada yang diubah atau dikirim." in told
    # One sentence stands for all that was not reached.
    assert held.page.locator(".checks li").count() == 1
    assert held.page.inner_text(".checks + p").startswith("11 pemeriksaan berikutnya tidak dilakukan")


def test_what_cannot_be_proved_is_said_in_the_first_line(held: OpenPage) -> None:
    give(held, CASES["imported_r1"])

    checks = held.page.locator(".checks li")
    open_ones = held.page.locator(".checks .is-not-provable").count()
    assert held.page.inner_text("#verdict") == "Utuh, dengan catatan"
    counted = f"{checks.count() - open_ones} dari {checks.count()} pemeriksaan sesuai; {open_ones} tidak"
    assert counted in held.page.inner_text(".verdict")


def test_the_verdict_is_announced_and_takes_the_focus(held: OpenPage) -> None:
    give(held, HOLDS)

    assert held.page.evaluate("document.activeElement.id") == "verdict"
    live = held.page.locator("#live")
    assert live.get_attribute("aria-live") == "polite"
    assert "Semua sesuai" in str(live.text_content())


def test_english_is_one_press_away_and_back(held: OpenPage) -> None:
    give(held, FAILS)
    held.page.focus("#language")
    held.page.keyboard.press("Enter")

    assert held.page.inner_text("#verdict") == "Something does not hold"
    assert held.page.evaluate("document.documentElement.lang") == "en"
    held.page.keyboard.press("Enter")
    assert held.page.inner_text("#verdict") == "Tidak sesuai"


def test_the_given_policy_and_the_paper_code_are_asked_too(held: OpenPage) -> None:
    case = CASES["signed_with_paper"]
    policy = CASES["signed_with_given_policy"].policy or b""
    told = {"name": "policy.json", "mimeType": "application/json", "buffer": policy}
    held.page.set_input_files("#policy", told)
    held.page.fill("#paper", str(case.paper).lower().replace(" ", "-"))
    give(held, case)
    assert held.page.inner_text("#verdict") == "Semua sesuai"
    assert held.page.locator(".note").count() == 0

    assert not held.page.locator("#stale").is_visible()

    held.page.fill("#paper", "ABCD EFGH")
    assert "Periksa ulang" in held.page.inner_text("#stale")
    assert min(one for _, one in held.page.evaluate(CONTRASTS)) >= LEAST_CONTRAST
    held.page.click("#again")
    assert not held.page.locator("#stale").is_visible()
    held.page.wait_for_selector(".fails #verdict")
    assert "paper_code_wrong" in held.page.inner_text(".verdict")


def test_files_may_be_dropped_together(held: OpenPage) -> None:
    policy = CASES["signed_with_given_policy"].policy or b""
    files = [
        ["bukti.zip", base64.b64encode(HOLDS.data).decode()],
        ["policy.json", base64.b64encode(policy).decode()],
    ]
    held.page.evaluate(
        """(files) => {
          const told = new DataTransfer();
          for (const [name, data] of files)
            told.items.add(new File([Uint8Array.from(atob(data), (one) => one.charCodeAt(0))], name));
          document.dispatchEvent(new DragEvent("dragover", { dataTransfer: told, cancelable: true }));
          window.wasDragging = document.body.classList.contains("dragging");
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: told, cancelable: true }));
        }""",
        files,
    )
    held.page.wait_for_selector("#verdict")

    assert held.page.evaluate("window.wasDragging") is True
    assert held.page.inner_text("#verdict") == "Semua sesuai"
    assert held.page.locator(".note").count() == 0


def test_everything_is_reached_by_the_keyboard_alone(held: OpenPage) -> None:
    reached = []
    for _ in range(6):
        held.page.keyboard.press("Tab")
        reached.append(held.page.evaluate("document.activeElement.id || document.activeElement.className"))

    assert reached[:5] == ["skip", "language", "bundle", "policy", "paper"]


@pytest.mark.parametrize("case", [None, HOLDS, FAILS], ids=["empty", "holds", "fails"])
def test_every_text_stands_out_from_its_ground(case: Case | None, held: OpenPage) -> None:
    if case is not None:
        give(held, case)
    found = held.page.evaluate(CONTRASTS)

    assert len(found) > 10
    assert [one for one in found if one[1] < LEAST_CONTRAST] == []


@pytest.mark.parametrize("case", [HOLDS, FAILS], ids=["holds", "fails"])
def test_nothing_is_cut_off_on_a_small_telephone(case: Case, small: OpenPage) -> None:
    give(small, case, name="berkas-bukti-uji-kompetensi-jpt-pratama-tahun-2024-lengkap-sekali.zip")
    wide = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
      && !one.closest(".unseen,.skip,thead,svg") && one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.className || one.tagName)"""

    assert small.page.evaluate("document.documentElement.scrollWidth") == 360
    assert small.page.evaluate(wide) == []


def test_on_paper_there_is_the_verdict_and_no_button(held: OpenPage) -> None:
    give(held, HOLDS)
    held.page.emulate_media(media="print")

    assert held.page.locator("#verdict").is_visible()
    assert not held.page.locator("#form").is_visible()
    assert held.page.locator("button:visible").count() == 0


def test_a_browser_without_cryptography_gives_no_verdict(held: OpenPage) -> None:
    held.page.evaluate("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    give(held, HOLDS)

    assert held.page.inner_text("#verdict") == "Belum dapat disimpulkan"
