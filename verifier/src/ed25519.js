/**
 * Ed25519 verification (RFC 8032, section 5.1.7, without the cofactor) in integers of any length.
 *
 * The browser's own is used where it exists, because a ledger may hold thousands of signatures; what it might
 * judge differently from others is refused before: S not below the order, a key that is no canonical point
 * or one of the eight of small order.
 */
import { joined, sameBytes } from "./bytes.js";

const P = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (/** @type {bigint} */ a) => {
  const r = a % P;
  return r < 0n ? r + P : r;
};

/** @param {bigint} base @param {bigint} exponent */
function power(base, exponent) {
  let out = 1n;
  let square = mod(base);
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) out = (out * square) % P;
    square = (square * square) % P;
  }
  return out;
}

const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);

/** @typedef {[bigint, bigint, bigint, bigint]} Point extended coordinates X, Y, Z, T (RFC 8032, 5.1.4) */

/** @type {Point} */
const NEUTRAL = [0n, 1n, 1n, 0n];

/** @param {Point} p @param {Point} q @returns {Point} */
function add(p, q) {
  const a = ((p[1] - p[0]) * (q[1] - q[0])) % P;
  const b = ((p[1] + p[0]) * (q[1] + q[0])) % P;
  const c = (((2n * p[3] * q[3]) % P) * D) % P;
  const d = (2n * p[2] * q[2]) % P;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

/** @param {Point} p @returns {Point} */
function doubled(p) {
  const a = (p[0] * p[0]) % P;
  const b = (p[1] * p[1]) % P;
  const c = (2n * p[2] * p[2]) % P;
  const h = a + b;
  const s = p[0] + p[1];
  const e = h - ((s * s) % P);
  const g = a - b;
  const f = c + g;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

/** @param {Point} p @returns {Point} */
const negated = (p) => [mod(-p[0]), p[1], p[2], mod(-p[3])];

/** @param {Uint8Array} bytes little endian */
function integerOf(bytes) {
  let out = 0n;
  for (let n = bytes.length - 1; n >= 0; n--) out = (out << 8n) | BigInt(bytes[n]);
  return out;
}

/** @param {bigint} y @param {bigint} sign @returns {Point | null} */
function pointAt(y, sign) {
  if (y >= P) return null;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  const v3 = (((v * v) % P) * v) % P;
  let x = (((u * v3) % P) * power(u * v3 * v3 * v, (P - 5n) / 8n)) % P;
  const vxx = mod(v * x * x);
  if (vxx === mod(-u)) x = (x * ROOT_OF_MINUS_ONE) % P;
  else if (vxx !== u) return null;
  if (x === 0n && sign === 1n) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, (x * y) % P];
}

/** @param {Uint8Array} bytes @returns {Point | null} */
function pointOf(bytes) {
  const y = integerOf(bytes);
  return pointAt(y & (2n ** 255n - 1n), y >> 255n);
}

/** @param {Point} p */
function bytesOfPoint(p) {
  const inverse = power(p[2], P - 2n);
  const x = (p[0] * inverse) % P;
  let y = (p[1] * inverse) % P;
  y |= (x & 1n) << 255n;
  const out = new Uint8Array(32);
  for (let n = 0; n < 32; n++, y >>= 8n) out[n] = Number(y & 255n);
  return out;
}

/** @param {Point} p multiples 0–15 of a point, for four bits at a time */
function multiples(p) {
  const out = [NEUTRAL];
  for (let n = 1; n < 16; n++) out.push(add(out[n - 1], p));
  return out;
}

const BASE = multiples(/** @type {Point} */ (pointAt(mod(4n * power(5n, P - 2n)), 0n)));

/** @type {Map<string, Point[] | null>} a key judged and prepared once, the multiples of its negation */
const KEYS = new Map();

/** @param {Uint8Array} key @returns {Point[] | null} null for a key that no signature can be of */
function prepared(key) {
  const name = key.join();
  if (!KEYS.has(name)) {
    const point = key.length === 32 ? pointOf(key) : null;
    const isSmall = point !== null && sameBytes(bytesOfPoint(doubled(doubled(doubled(point)))), bytesOfPoint(NEUTRAL));
    KEYS.set(name, point === null || isSmall ? null : multiples(negated(point)));
  }
  return KEYS.get(name) ?? null;
}

/**
 * Whether 32 bytes are a public key: canonical, on the curve, not of small order.
 * @param {Uint8Array} key
 */
export function isEd25519Key(key) {
  return prepared(key) !== null;
}

/** @param {Uint8Array} signature */
function isWellFormed(signature) {
  return signature.length === 64 && integerOf(signature.subarray(32)) < ORDER;
}

/**
 * Whether the signature is of this key over this message; own arithmetic, SHA-512 of the browser.
 * @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature
 * @returns {Promise<boolean>}
 */
export async function verifyEd25519Alone(key, message, signature) {
  const minusKey = prepared(key);
  if (minusKey === null || !isWellFormed(signature)) return false;
  const r = signature.subarray(0, 32);
  const digest = await crypto.subtle.digest("SHA-512", joined(r, key, message));
  const k = integerOf(new Uint8Array(digest)) % ORDER;
  const s = integerOf(signature.subarray(32));
  let sum = NEUTRAL;
  for (let shift = 252n; shift >= 0n; shift -= 4n) {
    sum = doubled(doubled(doubled(doubled(sum))));
    sum = add(sum, BASE[Number((s >> shift) & 15n)]);
    sum = add(sum, minusKey[Number((k >> shift) & 15n)]);
  }
  return sameBytes(bytesOfPoint(sum), r);
}

/** @type {Map<string, Promise<CryptoKey | null>>} */
const IMPORTED = new Map();

/** @param {Uint8Array} key */
function imported(key) {
  const name = key.join();
  let found = IMPORTED.get(name);
  if (!found) {
    found = crypto.subtle.importKey("raw", /** @type {BufferSource} */ (key), "Ed25519", false, ["verify"]).catch(() => null);
    IMPORTED.set(name, found);
  }
  return found;
}

/**
 * As `verifyEd25519Alone`, by the browser where it knows Ed25519.
 * @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature
 * @returns {Promise<boolean>}
 */
export async function verifyEd25519(key, message, signature) {
  if (!isEd25519Key(key) || !isWellFormed(signature)) return false;
  const native = await imported(key);
  if (native === null) return verifyEd25519Alone(key, message, signature);
  return crypto.subtle.verify("Ed25519", native, /** @type {BufferSource} */ (signature), /** @type {BufferSource} */ (message));
}
