/** The page that asks for a signature: it shows what is signed, signs with this browser's key, tells the receipt. */
import { Keys } from "./keeping.js";
import { NotSent, Refused, afterRestoration, alone, sendPending, signAndSend } from "./sending.js";
import { forgotten } from "./drafts.js";

/**
 * A refusal in words; its code where nobody can be asked, as after the sign-in ran out.
 * @param {string} url @param {URLSearchParams} query @param {string} code @returns {Promise<string>}
 */
export async function sentenceOf(url, query, code) {
  try {
    const answer = await fetch(`${url}?${query}`, { redirect: "error" });
    return answer.ok ? (await answer.json()).sentence : code;
  } catch {
    return code;
  }
}

/** @param {HTMLElement} room */
export function asking(room) {
  const told = JSON.parse(/** @type {HTMLElement} */ (room.querySelector('script[type="application/json"]')).textContent ?? "{}");
  const id = `${told.account}|${told.log}|${told.role}`;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement | null} */ (room.querySelector(`[data-${name}]`));
  const button = /** @type {HTMLButtonElement} */ (part("sign"));

  // Whoever agrees as the second person has a key before the first one signs: a key that comes in between would
  // undo the first signature.
  const signsAtOnce = told.can_enrol && !told.then;

  const show = (/** @type {string} */ name, isShown = true) => {
    const found = part(name);
    if (found) found.hidden = !isShown;
    return found;
  };

  /** @param {string} text @param {string} kind good, warn or bad */
  const say = (text, kind) => {
    const state = /** @type {HTMLElement} */ (part("state"));
    state.className = `strip ${kind}`;
    state.textContent = text;
    state.hidden = !text;
  };

  /** @param {unknown} wrong */
  const failed = async (wrong) => {
    if (wrong instanceof NotSent) return say(told.words.not_sent, "warn");
    if (!(wrong instanceof Refused)) {
      console.error(wrong);
      return say(told.words.no_key_store, "bad");
    }
    const facts = Object.entries(wrong.facts).filter(([, value]) => ["string", "number"].includes(typeof value));
    const query = new URLSearchParams([...facts.map(([name, value]) => [name, String(value)]), ["code", wrong.code]]);
    say(`${told.words.refused} ${await sentenceOf(told.sentences, query, wrong.code)}`, "bad");
    if (["device_revoked", "device_not_enrolled", "chain_broken"].includes(wrong.code)) show("new-key");
  };

  /** @param {() => Promise<void>} what */
  const busy = (what) => async () => {
    button.disabled = true;
    say(told.words.working, "");
    try {
      await alone(id, what);
    } catch (wrong) {
      await failed(wrong);
      button.disabled = false;
    }
  };

  const enrol = async () => {
    const keys = await Keys.open();
    let own = (await keys.own(id)) ?? (await keys.make(id, told));
    const payload = { public_key: own.publicKey, holder: told.holder, role: told.role, late_because: null, approvals: [] };
    const draft = { type: "enrolment", subject: "", method: "", form: "", note: "", payload };
    ({ own } = own.pending
      ? await sendPending(keys, own, told.api, "enrol")
      : await signAndSend(keys, own, [draft], told.api, "enrol"));
    await keys.keep({ ...own, isEnrolled: true, restored: told.restored });
    say("", "");
    await look();
  };

  const sign = async () => {
    const keys = await Keys.open();
    let kept = await keys.own(id);
    if (!kept?.isEnrolled) {
      if (!signsAtOnce) return look();
      await enrol();
      kept = await keys.own(id);
      if (!kept?.isEnrolled) return;
      say(told.words.working, "");
      button.disabled = true;
    }
    const own = await afterRestoration(keys, kept, told);
    const then = /** @type {HTMLFormElement | null} */ (told.then ? document.getElementById(told.then) : null);
    if (then && !then.reportValidity()) return look();
    const { receipts } = await signAndSend(keys, own, told.drafts, told.api);
    if (told.forgets) await forgotten(told.forgets);
    if (then) return then.requestSubmit();
    say("", "");
    show("asks", false);
    for (const each of document.querySelectorAll("[data-until-signed]")) each.setAttribute("hidden", "");
    const last = receipts.at(-1);
    const numbers = receipts.map((one) => Number(one.index) + 1);
    const list = /** @type {HTMLElement} */ (part("numbers"));
    list.textContent = numbers.map((one) => new Intl.NumberFormat(document.documentElement.lang).format(one)).join(", ");
    /** @type {HTMLElement} */ (part("leaf")).textContent = last.leaf_hash.slice(0, 16);
    const receipt = /** @type {HTMLElement} */ (show("receipt"));
    receipt.tabIndex = -1;
    receipt.focus();
  };

  /** Show what this browser can do now: sign, enrol, or neither. */
  const look = async () => {
    const keys = await Keys.open();
    const own = await keys.own(id);
    const isReady = Boolean(own?.isEnrolled);
    show("enrol", !isReady && told.can_enrol);
    show("enrol-now", !signsAtOnce);
    show("late", !isReady && !told.can_enrol);
    const finger = part("fingerprint");
    if (finger) finger.textContent = isReady && own ? own.chain.device : "";
    show("own-key", isReady);
    button.hidden = !isReady && !signsAtOnce;
    button.disabled = false;
    if (own?.pending) say(told.words.pending, "warn");
  };

  const again = async () => {
    const keys = await Keys.open();
    await keys.forget(id);
    show("new-key", false);
    say("", "");
    await look();
  };

  button.addEventListener("click", busy(sign));
  part("enrol-now")?.addEventListener("click", busy(enrol));
  part("new-key-now")?.addEventListener("click", busy(again));
  const isAble = window.isSecureContext && "indexedDB" in window && "locks" in navigator && crypto.subtle;
  if (isAble) look().catch(failed);
  else say(told.words.not_able, "bad");
}

for (const room of document.querySelectorAll("[data-signing]")) asking(/** @type {HTMLElement} */ (room));
