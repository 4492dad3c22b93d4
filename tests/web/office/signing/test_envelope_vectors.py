"""What the browser signs is byte for byte what Python would sign: envelopes, commitments, fingerprints."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Route

from selaras.core.entries import EntryDraft, EntryType
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.packet import Seen, envelope_of
from selaras.core.evidence.signatures import check_p256, fingerprint
from selaras.core.evidence.writing import moment
from tests.actions.evidence.live_events import Tablet
from tests.verifier.browser import a_browser, browser_path

pytestmark = pytest.mark.browser

MODULES = Path(__file__).parents[4] / "src/selaras/web/office/static/office/signing"
# A page that may sign: browsers give no keys to pages without https but on this machine.
HERE = "http://localhost:9/"


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    with a_browser() as browser:
        opened = browser.new_page()
        opened.route("**/*", answer)
        opened.goto(HERE)
        yield opened
        opened.close()


def answer(route: Route) -> None:
    name = route.request.url.removeprefix(HERE)
    if name:
        route.fulfill(body=(MODULES / name).read_text(), content_type="text/javascript")
    else:
        route.fulfill(body="<!doctype html><title>.</title>", content_type="text/html")


SIGNED = """async ([draft, chain, given]) => {
  const { signed } = await import("/envelope.js");
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (one) => parseInt(one, 16));
  const [salt, noteSalt, id] = [given.salt, given.note, given.id].map(bytes);
  const drawn = { salt, noteSalt, id, at: new Date(given.at) };
  return signed(draft, chain, async () => new Uint8Array(64), drawn);
}"""


def draft_of(payload: Any, note: str = "") -> EntryDraft:
    return EntryDraft(
        type=EntryType.RATING_SHEET,
        subject="P-001",
        method="interview",
        form="ab" * 32,
        payload=payload,
        note=note,
    )


def in_the_browser(page: Page, tablet: Tablet, draft: EntryDraft) -> Any:
    told = {**{name: getattr(draft, name) for name in ("subject", "method", "form", "payload", "note")}}
    chain = {
        "log": tablet.log,
        "device": tablet.device,
        "holder": tablet.holder,
        "dseq": tablet.dseq,
        "prev": tablet.prev,
        "seen": {"size": tablet.seen.size, "root": tablet.seen.root},
    }
    drawn = {
        "salt": tablet.draws("salt").hex(),
        "note": tablet.draws("note").hex(),
        "id": tablet.draws("id")[:10].hex(),
        "at": moment(tablet.at),
    }
    return page.evaluate(SIGNED, [{**told, "type": draft.type.value}, chain, drawn])


def tablet() -> Tablet:
    return Tablet("selaras/bengkulu/bengkulu-2021", "PG-1", "PG")


def test_a_chain_of_entries_is_written_as_python_writes_it(page: Page) -> None:
    one = tablet()
    payloads: list[Any] = [
        {"b": 1, "a": [True, None, "é\u2028\u0085"], "nip": "P-001"},
        {"\ufb01": "ligature", "\U0001f600": "beyond the first plane", "zz": {"": -7850}},
        {"quotes": 'a"b\\c/\n\t\u0001', "empty": {}, "list": [], "big": 2**53 - 1},
    ]

    for n, payload in enumerate(payloads):
        draft = draft_of(payload, note="Tenang, runtut – “baik”.")
        found = in_the_browser(page, one, draft)
        # The tablet stamps its entries a second apart.
        expected = one.sign(draft, id=json.loads(found["packet"]["envelope"])["id"])

        assert found["packet"]["envelope"].encode() == expected.envelope
        assert found["packet"]["payload"].encode() == expected.payload
        assert (found["packet"]["salt"], found["packet"]["note_salt"]) == (
            expected.salt.hex(),
            expected.note_salt.hex(),
        )
        assert (found["next"]["dseq"], found["next"]["prev"]) == (n + 1, one.prev)
        one.seen = Seen(size=n + 5, root=f"{n:064x}")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(values=st.lists(JSON, min_size=20, max_size=40))
@settings(max_examples=10)
def test_canonical_json_is_the_same_in_both_languages(page: Page, values: list[Any]) -> None:
    source = (
        'async (all) => { const { canonical } = await import("/canonical.js"); return all.map(canonical); }'
    )

    found = page.evaluate(
        source.replace("(all)", "(text)").replace("all.map", "JSON.parse(text).map"), json.dumps(values)
    )

    assert [one.encode() for one in found] == [canonical(one) for one in values]


def test_an_id_is_a_ulid_of_its_millisecond(page: Page) -> None:
    source = (
        """async () => (await import("/envelope.js")).ulid(new Date(1469922850259), new Uint8Array(10))"""
    )

    assert page.evaluate(source) == "01ARZ3NDEK0000000000000000"


def test_a_key_of_the_browser_signs_what_the_ledger_accepts(page: Page) -> None:
    source = """async (draft) => {
      const { Keys, signerOf } = await import("/keeping.js");
      const { signed } = await import("/envelope.js");
      const keys = await Keys.open();
      const whose = { log: "selaras/bengkulu/bengkulu-2021", holder: "PG-1", role: "PG" };
      const own = await keys.make("one", whose);
      const kept = await keys.own("one");
      const { packet } = await signed(draft, own.chain, signerOf(kept.privateKey));
      const readable = await crypto.subtle.exportKey("jwk", kept.privateKey).then(() => true, () => false);
      return { packet, publicKey: own.publicKey, device: own.chain.device, readable };
    }"""
    draft = {
        "type": "rating-sheet",
        "subject": "P-001",
        "method": "interview",
        "form": "",
        "payload": {"a": 1},
        "note": "",
    }

    found = page.evaluate(source, draft)

    point = bytes.fromhex(found["publicKey"])
    envelope = found["packet"]["envelope"].encode()
    assert found["device"] == fingerprint(point) == envelope_of(envelope).device
    check_p256(point, message=envelope, signature=bytes.fromhex(found["packet"]["signature"]))
    assert not found["readable"]


def test_a_number_that_python_would_refuse_is_not_signed(page: Page) -> None:
    source = """async () => {
      const { canonical } = await import("/canonical.js");
      const refused = (value) => {
        try { return canonical(value); } catch (wrong) { return wrong.message; }
      };
      return [refused({ mark: 78.5 }), refused(2 ** 53), refused("\\ud800")];
    }"""

    assert page.evaluate(source) == ["json_not_an_integer", "json_not_an_integer", "json_not_unicode"]


def test_unsent_input_is_sealed_and_goes_with_the_next_person(page: Page) -> None:
    source = """async () => {
      const drafts = await import("/drafts.js");
      await drafts.onlyOf("7");
      await drafts.keepDraft("one", { "n-K1": "4", catatan: "rahasia" });
      const back = await drafts.draftOf("one");
      const base = await new Promise((done) => {
        const asked = indexedDB.open("selaras-isian");
        asked.onsuccess = () => done(asked.result);
      });
      const raw = await new Promise((done) => {
        const asked = base.transaction("drafts").objectStore("drafts").get("one");
        asked.onsuccess = () => done(asked.result);
      });
      base.close();
      const text = new TextDecoder("latin1").decode(raw.data);
      await drafts.onlyOf("8");
      return { back, isOpen: text.includes("rahasia"), after: await drafts.draftOf("one") };
    }"""

    found = page.evaluate(source)

    assert found == {"back": {"n-K1": "4", "catatan": "rahasia"}, "isOpen": False, "after": None}
