/** The page of devices: makes this browser's key, enrols it, asks for a late enrolment and completes it. */
import { sentenceOf } from "./ask.js";
import { Keys } from "./keeping.js";
import { NotSent, Refused, alone, sendPending, signAndSend } from "./sending.js";

const STAGES = ["ready", "finish", "asked", "begin", "ask"];

/** @param {HTMLElement} room */
async function one(room) {
  const told = JSON.parse(room.querySelector('script[type="application/json"]')?.textContent ?? "{}");
  const id = `${told.account}|${told.log}|${told.role}`;
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (room.querySelector(`[data-${name}]`));
  const say = (/** @type {string} */ text, kind = "warn") => {
    part("state").textContent = text;
    part("state").className = `strip ${kind}`;
    part("state").hidden = !text;
  };
  const keys = await Keys.open();

  const enrolled = async (/** @type {any} */ payload) => {
    let own = (await keys.own(id)) ?? (await keys.make(id, told));
    const plain = { public_key: own.publicKey, holder: told.holder, role: told.role, late_because: null, approvals: [] };
    const draft = { type: "enrolment", subject: "", method: "", form: "", note: "", payload: payload ?? plain };
    ({ own } = own.pending
      ? await sendPending(keys, own, told.api, "enrol")
      : await signAndSend(keys, own, [draft], told.api, "enrol"));
    await keys.keep({ ...own, isEnrolled: true, restored: told.restored });
  };

  const look = async () => {
    const own = await keys.own(id);
    const late = told.late.find((/** @type {any} */ each) => each.public_key === own?.publicKey);
    const stage = own?.isEnrolled ? "ready" : late?.payload ? "finish" : late?.waits ? "asked" : told.can_enrol ? "begin" : "ask";
    for (const name of STAGES) if (part(name)) part(name).hidden = name !== stage;
    for (const each of room.querySelectorAll("[data-fingerprint]")) each.textContent = own?.chain.device ?? "";
    const field = /** @type {HTMLInputElement | null} */ (room.querySelector("[name=public_key]"));
    if (field && stage === "ask") field.value = (own ?? (await keys.make(id, told))).publicKey;
    return { late, stage };
  };

  const press = (/** @type {string} */ name, /** @type {() => Promise<void>} */ what) =>
    part(name)?.addEventListener("click", async () => {
      say(told.words.working);
      try {
        await alone(id, what);
        say("");
      } catch (wrong) {
        if (wrong instanceof Refused) {
          const query = new URLSearchParams({ code: wrong.code });
          say(`${told.words.refused} ${await sentenceOf(told.sentences, query, wrong.code)}`, "bad");
        } else say(wrong instanceof NotSent ? told.words.not_sent : told.words.no_key_store, "bad");
      }
      await look();
    });

  press("begin-now", () => enrolled(null));
  press("finish-now", async () => enrolled((await look()).late?.payload));
  press("forget-now", () => keys.forget(id).then(() => undefined));
  const { stage } = await look();
  // Whoever has just accepted the invitation was told that this browser gets its key now.
  if (stage === "begin" && room.hasAttribute("data-at-once")) part("begin-now").click();
}

const isAble = window.isSecureContext && "indexedDB" in window && "locks" in navigator;
for (const room of document.querySelectorAll("[data-own]")) {
  if (isAble) one(/** @type {HTMLElement} */ (room)).catch(console.error);
}
