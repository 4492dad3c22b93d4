/** One entry as a device signs it: commitments, envelope, signature (docs/evidence-format.md, sections 2 to 4). */
import { bytesOf, canonical, hexOf, sha256 } from "./canonical.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const SALT_BYTES = 32;
export const ID_BYTES = 10;

/**
 * What an entry will say, as the server drafted it.
 * @typedef {{type: string, subject: string, method: string, form: string,
 *   payload: import("./canonical.js").Json, note: string}} Draft
 */

/** Where a device's chain stands, and what it last saw of the ledger.
 * @typedef {{log: string, device: string, holder: string, dseq: number, prev: string,
 *   seen: {size: number, root: string}}} Chain
 */

/** Bytes that nobody could foresee, and the moment.
 * @typedef {{salt: Uint8Array, noteSalt: Uint8Array, id: Uint8Array, at: Date}} Drawn
 */

/** @returns {Drawn} */
export function drawn() {
  const draw = (/** @type {number} */ n) => crypto.getRandomValues(new Uint8Array(n));
  return { salt: draw(SALT_BYTES), noteSalt: draw(SALT_BYTES), id: draw(ID_BYTES), at: new Date() };
}

/**
 * An id that sorts by its millisecond: 48 bits of time, 80 of chance, five bits a letter.
 * @param {Date} at @param {Uint8Array} chance ten bytes
 */
export function ulid(at, chance) {
  let number = BigInt(at.getTime());
  for (const byte of chance) number = (number << 8n) | BigInt(byte);
  let out = "";
  for (let shift = 125n; shift >= 0n; shift -= 5n) out += LETTERS[Number((number >> shift) & 31n)];
  return out;
}

/** The twelve characters by which people compare a key. @param {Uint8Array} point 65 bytes */
export async function fingerprint(point) {
  const digest = await sha256(point);
  let number = 0n;
  for (const byte of digest.subarray(0, 8)) number = (number << 8n) | BigInt(byte);
  number >>= 4n;
  let letters = "";
  for (let shift = 55n; shift >= 0n; shift -= 5n) letters += LETTERS[Number((number >> shift) & 31n)];
  return [0, 4, 8].map((at) => letters.slice(at, at + 4)).join("-");
}

/** @param {Uint8Array} salt @param {Uint8Array} content */
async function commitment(salt, content) {
  const both = new Uint8Array(salt.length + content.length);
  both.set(salt);
  both.set(content, salt.length);
  return hexOf(await sha256(both));
}

/**
 * The packet of a draft, and where the chain stands once it is in the ledger.
 * @param {Draft} draft @param {Chain} chain
 * @param {(bytes: Uint8Array) => Promise<Uint8Array>} sign P1363: r and s, 64 bytes
 * @param {Drawn} [given]
 */
export async function signed(draft, chain, sign, given = drawn()) {
  const payload = canonical(draft.payload);
  const at = given.at.toISOString();
  // In the order in which envelopes are written; these very bytes are hashed, signed and kept.
  const envelope = JSON.stringify({
    version: 1,
    type: draft.type,
    log: chain.log,
    id: ulid(given.at, given.id),
    device: chain.device,
    dseq: chain.dseq + 1,
    prev: chain.prev,
    subject: draft.subject,
    method: draft.method,
    form: draft.form,
    commit: await commitment(given.salt, bytesOf(payload)),
    note_commit: await commitment(given.noteSalt, bytesOf(draft.note)),
    sig_alg: "device-p256",
    actor: chain.holder,
    declared_at: at,
    device_at: at,
    seen: { size: chain.seen.size, root: chain.seen.root },
  });
  const bytes = bytesOf(envelope);
  const packet = {
    envelope,
    signature: hexOf(await sign(bytes)),
    salt: hexOf(given.salt),
    payload,
    note_salt: hexOf(given.noteSalt),
    note: draft.note,
  };
  const next = { ...chain, dseq: chain.dseq + 1, prev: hexOf(await sha256(bytes)) };
  return { packet, next };
}
