/**
 * What this browser keeps: its signing keys, which no script can read out, and what was signed but not yet
 * received. One database for both; what is kept of content is sealed with a key that cannot be read out either.
 */
import { fingerprint } from "./envelope.js";
import { hexOf } from "./canonical.js";

const NAME = "selaras-kunci";
const EMPTY_ROOT = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const P256 = { name: "ECDSA", namedCurve: "P-256" };

/** One key of one person, in one event and role.
 * @typedef {{id: string, privateKey: CryptoKey, publicKey: string, isEnrolled: boolean,
 *   chain: import("./envelope.js").Chain, role: string, pending: Sealed | null, restored?: number | null}} Own
 * @typedef {{iv: Uint8Array, data: ArrayBuffer}} Sealed
 */

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** @param {string} name @param {string[]} stores @returns {Promise<IDBDatabase>} */
export function opened(name, stores) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => stores.forEach((one) => request.result.createObjectStore(one));
  return done(request);
}

/** @template T @param {IDBDatabase} base @param {string} store @param {string} key @returns {Promise<T | undefined>} */
export const read = (base, store, key) => done(base.transaction(store).objectStore(store).get(key));

/** @param {IDBDatabase} base @param {string} store @param {string} key @param {unknown} value undefined: forget it */
export function write(base, store, key, value) {
  const change = base.transaction(store, "readwrite", { durability: "strict" });
  if (value === undefined) change.objectStore(store).delete(key);
  else change.objectStore(store).put(value, key);
  return new Promise((resolve, reject) => {
    change.oncomplete = () => resolve(undefined);
    change.onabort = change.onerror = () => reject(change.error);
  });
}

/** The sealing key of a database, made when it is first asked for. @param {IDBDatabase} base @param {string} store */
async function sealing(base, store) {
  const there = await read(base, store, "sealing");
  if (there) return /** @type {CryptoKey} */ (there);
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await write(base, store, "sealing", made);
  return made;
}

/** @param {IDBDatabase} base @param {string} store @param {unknown} value @returns {Promise<Sealed>} */
export async function sealed(base, store, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealing(base, store), text) };
}

/** @param {IDBDatabase} base @param {string} store @param {Sealed} kept */
export async function unsealed(base, store, kept) {
  const key = await sealing(base, store);
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.data);
  return JSON.parse(new TextDecoder().decode(text));
}

/** Signing keys of this browser. */
export class Keys {
  /** @param {IDBDatabase} base */
  constructor(base) {
    this.base = base;
  }

  static async open() {
    return new Keys(await opened(NAME, ["keys", "sealing"]));
  }

  /** @param {string} id @returns {Promise<Own | undefined>} */
  own(id) {
    return read(this.base, "keys", id);
  }

  /** @param {Own} own */
  keep(own) {
    return write(this.base, "keys", own.id, own);
  }

  /** @param {string} id */
  forget(id) {
    return write(this.base, "keys", id, undefined);
  }

  /** @param {Own} own @param {unknown[] | null} packets @returns {Promise<Own>} */
  async withPending(own, packets) {
    const pending = packets && packets.length ? await sealed(this.base, "sealing", packets) : null;
    const kept = { ...own, pending };
    await this.keep(kept);
    return kept;
  }

  /** @param {Own} own @returns {Promise<any[]>} */
  async pendingOf(own) {
    return own.pending ? unsealed(this.base, "sealing", own.pending) : [];
  }

  /**
   * Make a key that never leaves this browser; it counts once the event took its enrolment in.
   * @param {string} id @param {{log: string, holder: string, role: string}} whose @returns {Promise<Own>}
   */
  async make(id, { log, holder, role }) {
    const pair = await crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const device = await fingerprint(point);
    const chain = { log, device, holder, dseq: 0, prev: "", seen: { size: 0, root: EMPTY_ROOT } };
    const own = { id, privateKey: pair.privateKey, publicKey: hexOf(point), isEnrolled: false, chain, role };
    await this.keep({ ...own, pending: null });
    // Asked once, so that a browser short of space does not throw a person's key away.
    await navigator.storage?.persist?.().catch(() => false);
    return { ...own, pending: null };
  }
}

/** @param {CryptoKey} key @returns {(bytes: Uint8Array) => Promise<Uint8Array>} */
export const signerOf = (key) => async (bytes) =>
  new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, bytes));
