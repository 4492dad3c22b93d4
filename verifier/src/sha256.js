/** SHA-256 (FIPS 180-4), synchronous: a tree of 20,000 leaves is no place for a promise per node. */
import { hexOf, utf8 } from "./bytes.js";

/** The first 32 bits of the fractional parts of square (1/2) or cube (1/3) roots of the first primes. */
function constants(/** @type {number} */ count, /** @type {bigint} */ root) {
  const out = new Uint32Array(count);
  let found = 0;
  for (let prime = 2n; found < count; prime++) {
    let isPrime = true;
    for (let d = 2n; d * d <= prime; d++) if (prime % d === 0n) isPrime = false;
    if (!isPrime) continue;
    const target = prime << (32n * root);
    let low = 0n;
    let high = 1n << 40n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** root <= target) low = middle;
      else high = middle;
    }
    out[found++] = Number(low & 0xffffffffn);
  }
  return out;
}

const K = Int32Array.from(constants(64, 3n));
const START = Int32Array.from(constants(8, 2n));
const W = new Int32Array(64);

/**
 * @param {Int32Array} state
 * @param {Uint8Array} data
 * @param {number} from
 */
function block(state, data, from) {
  for (let t = 0, n = from; t < 16; t++, n += 4) {
    W[t] = (data[n] << 24) | (data[n + 1] << 16) | (data[n + 2] << 8) | data[n + 3];
  }
  for (let t = 16; t < 64; t++) {
    const x = W[t - 15];
    const y = W[t - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[t] = (W[t - 16] + s0 + W[t - 7] + s1) | 0;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[t] + W[t]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/**
 * SHA-256 of the parts one after the other.
 * @param {...Uint8Array} parts
 * @returns {Uint8Array}
 */
export function sha256(...parts) {
  const state = START.slice();
  const rest = new Uint8Array(128);
  let held = 0;
  let length = 0;
  for (const part of parts) {
    length += part.length;
    let at = 0;
    if (held) {
      at = Math.min(64 - held, part.length);
      rest.set(part.subarray(0, at), held);
      held += at;
      if (held === 64) {
        block(state, rest, 0);
        held = 0;
      }
    }
    if (at < part.length) {
      for (; at + 64 <= part.length; at += 64) block(state, part, at);
      rest.set(part.subarray(at), 0);
      held = part.length - at;
    }
  }
  rest.fill(0, held);
  rest[held] = 0x80;
  const end = held < 56 ? 64 : 128;
  const view = new DataView(rest.buffer);
  view.setUint32(end - 8, Math.floor(length / 0x20000000));
  view.setUint32(end - 4, (length << 3) >>> 0);
  for (let at = 0; at < end; at += 64) block(state, rest, at);
  const out = new Uint8Array(32);
  const words = new DataView(out.buffer);
  state.forEach((word, n) => words.setInt32(4 * n, word));
  return out;
}

/** @param {string | Uint8Array} data text is taken as its UTF-8 bytes */
export function sha256Hex(data) {
  return hexOf(sha256(typeof data === "string" ? utf8(data) : data));
}
