"""What a governor with one minute sees of the leader's page without scrolling, at 1280 × 800."""

from __future__ import annotations

from playwright.sync_api import Page

WINDOW = {"width": 1280, "height": 800}
# The four questions, each with where its answer stands.
ANSWERS = {
    "who": "h1#judul",
    "where": "#susunan :is([data-move], .empty) >> nth=0",
    "how sure": ".sure-lines",
    "is it intact": ".verdict.intact",
}


def below_the_fold(page: Page) -> dict[str, str]:
    """Return the questions that the first window leaves open, and why; none on a good page."""
    open_questions = {}
    for question, where in ANSWERS.items():
        found = page.locator(where)
        box = found.bounding_box() if found.count() else None
        if box is None:
            open_questions[question] = "not there"
        elif box["y"] < 0 or box["y"] + box["height"] > WINDOW["height"]:
            open_questions[question] = f"ends at {box['y'] + box['height']:.0f} px"
        elif not found.inner_text().strip():
            open_questions[question] = "says nothing"
    return open_questions
