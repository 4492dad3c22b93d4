/** Checkpoints as signed notes (C2SP signed-note, tlog-checkpoint, tlog-cosignature) and verifier keys. */
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, joined, textOf, utf8 } from "./bytes.js";
import { verifyEd25519 } from "./ed25519.js";
import { refuse } from "./refusal.js";
import { sha256 } from "./sha256.js";

const MOST_BYTES = 16_384;
const MOST_SIGNATURES = 64;
const NAME = /^[!-*,-~]{1,200}$/;
export const LOG = 0x01;
export const COSIGNER = 0x04;

/** @typedef {{name: string, id: string, kind: number, key: Uint8Array}} VerifierKey id: 8 hex digits */
/** @typedef {{name: string, id: string, signature: Uint8Array}} SignatureLine */
/** @typedef {{text: string, log: string, size: number, root: Uint8Array, lines: SignatureLine[]}} Checkpoint */

/**
 * @param {string} name
 * @param {number} kind
 * @param {Uint8Array} key 32 bytes
 * @returns {VerifierKey}
 */
export function verifierKey(name, kind, key) {
  const id = sha256(utf8(name), Uint8Array.of(10, kind), key).subarray(0, 4);
  return { name, id: hexOf(id), kind, key };
}

/**
 * A verifier key in its one spelling, `name+hex8+base64`.
 * @param {string} text
 * @returns {VerifierKey}
 */
export function readVerifierKey(text) {
  const [, name, id, base64] = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  const told = base64 === undefined ? null : bytesOfBase64(base64);
  if (told === null || told.length !== 33 || !NAME.test(name)) return refuse("key_wrong");
  if (told[0] !== LOG && told[0] !== COSIGNER) return refuse("key_wrong");
  const key = verifierKey(name, told[0], told.slice(1));
  return key.id === id ? key : refuse("key_wrong");
}

/** @param {string} line @returns {SignatureLine} */
function signatureLine(line) {
  const [, name, base64] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? [];
  const told = base64 === undefined ? null : bytesOfBase64(base64);
  if (told === null || told.length < 5 || !NAME.test(name)) return refuse("checkpoint_wrong");
  return { name, id: hexOf(told.subarray(0, 4)), signature: told.slice(4) };
}

/**
 * @param {Uint8Array} data
 * @returns {Checkpoint}
 */
export function readCheckpoint(data) {
  if (data.length > MOST_BYTES) refuse("checkpoint_wrong");
  const whole = textOf(data, "checkpoint_wrong");
  const middle = whole.lastIndexOf("\n\n");
  if (/[\u0000-\u0009\u000b-\u001f]/.test(whole) || middle < 0 || !whole.endsWith("\n")) refuse("checkpoint_wrong");
  const text = whole.slice(0, middle + 1);
  const told = whole.slice(middle + 2, -1).split("\n");
  if (told.length > MOST_SIGNATURES) refuse("checkpoint_wrong");
  const lines = told.map(signatureLine);
  const [, log, size, base64] = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([^\n]+)\n$/.exec(text) ?? [];
  const root = base64 === undefined ? null : bytesOfBase64(base64);
  if (root === null || root.length !== 32 || !NAME.test(log) || !Number.isSafeInteger(Number(size))) {
    return refuse("checkpoint_wrong");
  }
  return { text, log, size: Number(size), root, lines };
}

/**
 * Whether the log signed it: at least one line of its keys, and none of them that does not hold.
 * @param {Checkpoint} checkpoint
 * @param {Uint8Array[]} keys of the log, those in force
 */
export async function isSignedByLog(checkpoint, keys) {
  const known = keys.map((key) => verifierKey(checkpoint.log, LOG, key));
  let signed = 0;
  for (const line of checkpoint.lines) {
    const key = known.find((one) => one.name === line.name && one.id === line.id);
    if (key === undefined) continue;
    if (!(await verifyEd25519(key.key, utf8(checkpoint.text), line.signature))) return false;
    signed++;
  }
  return signed > 0;
}

/**
 * Names of the witnesses who cosigned; a line of one that does not hold is refused.
 * @param {Checkpoint} checkpoint
 * @param {VerifierKey[]} witnesses
 * @param {string} file
 * @returns {Promise<Set<string>>}
 */
export async function cosignersOf(checkpoint, witnesses, file) {
  /** @type {Set<string>} */
  const out = new Set();
  for (const line of checkpoint.lines) {
    const key = witnesses.find((one) => one.name === line.name && one.id === line.id);
    if (key === undefined) continue;
    const wrong = { file, witness: key.name };
    if (line.signature.length !== 72) refuse("cosignature_wrong", wrong);
    const time = new DataView(line.signature.buffer, line.signature.byteOffset, 8).getBigUint64(0);
    const message = utf8(`cosignature/v1\ntime ${time}\n${checkpoint.text}`);
    const holds = time < 1n << 63n && (await verifyEd25519(key.key, message, line.signature.subarray(8)));
    if (!holds) refuse("cosignature_wrong", wrong);
    out.add(key.name);
  }
  return out;
}

/**
 * Ledger code of a root: 64 letters A–P in sixteen groups.
 * @param {Uint8Array} root
 */
export function ledgerCode(root) {
  const letters = [...hexOf(root)].map((digit) => String.fromCharCode(65 + parseInt(digit, 16))).join("");
  return letters.replace(/.{4}(?=.)/g, "$& ");
}

/** @param {string} code as somebody typed it from a paper */
export function codeTyped(code) {
  return code.replace(/[\s-]/g, "").toUpperCase();
}

/** @param {string} code as typed @returns {string | null} the root in hex; null where it is no ledger code */
export function rootOfCode(code) {
  const letters = codeTyped(code);
  if (!/^[A-P]{64}$/.test(letters)) return null;
  return [...letters].map((letter) => (letter.charCodeAt(0) - 65).toString(16)).join("");
}

/** @param {unknown} hex @returns {Uint8Array | null} 32 bytes of 64 hex digits */
export function logKeyOfHex(hex) {
  const key = typeof hex === "string" ? bytesOfHex(hex) : null;
  return key !== null && key.length === 32 ? key : null;
}

/** @param {VerifierKey} key */
export function writtenKey(key) {
  return `${key.name}+${key.id}+${base64Of(joined(Uint8Array.of(key.kind), key.key))}`;
}
