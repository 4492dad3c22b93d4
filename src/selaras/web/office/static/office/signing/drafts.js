/**
 * Input that was not sent yet, sealed with a key that no script can read out: it survives a reload, and goes
 * with the receipt, with signing out, and with the next person's signing in.
 */
import { opened, read, sealed, unsealed, write } from "./keeping.js";

const NAME = "selaras-isian";
const base = () => opened(NAME, ["drafts", "sealing"]);

/** @param {string} id @param {unknown} value */
export async function keepDraft(id, value) {
  const store = await base();
  await write(store, "drafts", id, await sealed(store, "sealing", value));
  store.close();
}

/** @param {string} id @returns {Promise<any>} */
export async function draftOf(id) {
  const store = await base();
  const kept = await read(store, "drafts", id);
  const value = kept ? await unsealed(store, "sealing", kept).catch(() => null) : null;
  store.close();
  return value;
}

/** @param {string} id */
export async function forgotten(id) {
  const store = await base();
  await write(store, "drafts", id, undefined);
  store.close();
}

/** Forget everything that belongs to another sitting at this browser. @param {string} session */
export async function onlyOf(session) {
  const store = await base();
  const before = await read(store, "sealing", "session");
  store.close();
  if (before === session) return;
  if (before !== undefined) await allForgotten();
  const fresh = await base();
  await write(fresh, "sealing", "session", session);
  fresh.close();
}

/** @returns {Promise<void>} */
export function allForgotten() {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  });
}
