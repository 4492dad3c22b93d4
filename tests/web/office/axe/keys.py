"""Walking over a page with the keyboard alone: everything is reached, in the order it is read, and seen."""

import json
from collections import Counter
from collections.abc import Mapping

from playwright.sync_api import Page

from tests.web.office.axe.looking import ORIGIN, answering
from tests.web.office.axe.rendering import Rendered

# Of radios that belong together Tab reaches one; the arrows do the rest.
_STOPS = """() => {
  const radios = new Set();
  const stops = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex='0'], area[href]")].filter((one) => {
    if (one.disabled || one.type === "hidden" || one.tabIndex < 0 || !one.checkVisibility()) return false;
    if (one.type !== "radio") return true;
    const key = `${one.form?.action} ${one.name}`;
    const first = !radios.has(key);
    radios.add(key);
    return first;
  });
  stops.forEach((one, n) => { one.dataset.stop = n; });
  return stops.length;
}"""
_HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const group = one.type === "radio"
    ? [...document.getElementsByName(one.name)].find((each) => "stop" in each.dataset) : one;
  const look = getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return JSON.stringify({
    stop: Number(group?.dataset.stop ?? -1),
    ring: look.boxShadow !== "none" || (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2),
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    // Day, month, year, hours, minutes and the picker of a date are stops of their own.
    parts: one.type === "date" ? 4 : one.type === "datetime-local" ? 7 : 1,
    told: one.outerHTML.slice(0, 120),
  });
}"""


def walked(page: Page, one: Rendered, styles: Mapping[str, bytes]) -> list[str]:
    """Return what hinders somebody who has no pointer on a page, one line each.

    Every stop is met once by Tab, in the order of the page, with a ring around it and within the window;
    the first leads past the frame to the content; after the last one is out again.
    """
    page.unroute_all()
    page.route("**/*", answering(one, styles))
    page.goto(f"{ORIGIN}{one.path}", wait_until="load")
    page.evaluate("() => document.activeElement?.blur()")
    stops = page.evaluate(_STOPS)
    found: list[str] = []
    met: list[int] = []
    times = Counter[int]()
    outside = 0
    while outside < 2 and len(met) < stops:
        page.keyboard.press("Tab")
        told = page.evaluate(_HERE)
        if told is None:
            outside += 1  # from the last stop one is out of the page, and the next press begins it again
            continue
        here = json.loads(told)
        times[here["stop"]] += 1
        if times[here["stop"]] > here["parts"]:
            return [*found, f"{one.told}: one does not get on from {here['told']}"]
        if times[here["stop"]] > 1:
            continue
        met.append(here["stop"])
        for name, words in (("ring", "nothing shows that one is at"), ("seen", "one cannot see")):
            if not here[name]:
                found.append(f"{one.told}: {words} {here['told']}")
    # A page that puts one into its first field begins there, and goes round by the frame.
    if met and met != [(met[0] + n) % stops for n in range(len(met))]:
        found.append(f"{one.told}: read in one order, walked in another: {met}")
    if set(range(stops)) - set(met):
        found.append(f"{one.told}: never reached: {sorted(set(range(stops)) - set(met))} of {stops}")
    return found


def leads_past_the_frame(page: Page, one: Rendered, styles: Mapping[str, bytes]) -> bool:
    """Return whether the first stop brings whoever presses Enter on it to the content."""
    page.unroute_all()
    page.route("**/*", answering(one, styles))
    page.goto(f"{ORIGIN}{one.path}", wait_until="load")
    page.evaluate("() => { document.activeElement?.blur(); getSelection()?.removeAllRanges(); }")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return bool(page.evaluate("() => document.activeElement?.id === 'isi'"))
