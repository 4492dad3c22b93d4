/** Bytes and their spellings: hex, base64 with padding (RFC 4648), UTF-8 without leniency. */
import { refuse } from "./refusal.js";

const HEX = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_VALUE = new Map([...BASE64].map((letter, n) => [letter, n]));
const ENCODER = new TextEncoder();
// A byte order mark is text like any other here, so that it is refused as JSON and kept as a note.
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @param {Uint8Array} bytes */
export function hexOf(bytes) {
  let out = "";
  for (const byte of bytes) out += HEX[byte];
  return out;
}

/**
 * Bytes of lower-case hex digits; null when the text is not such.
 * @param {string} text
 */
export function bytesOfHex(text) {
  if (text.length % 2 || !/^[0-9a-f]*$/.test(text)) return null;
  const out = new Uint8Array(text.length / 2);
  for (let n = 0; n < out.length; n++) out[n] = parseInt(text.substr(2 * n, 2), 16);
  return out;
}

/** @param {Uint8Array} bytes */
export function base64Of(bytes) {
  let out = "";
  for (let n = 0; n < bytes.length; n += 3) {
    const word = (bytes[n] << 16) | ((bytes[n + 1] ?? 0) << 8) | (bytes[n + 2] ?? 0);
    out += BASE64[word >> 18] + BASE64[(word >> 12) & 63];
    out += n + 1 < bytes.length ? BASE64[(word >> 6) & 63] : "=";
    out += n + 2 < bytes.length ? BASE64[word & 63] : "=";
  }
  return out;
}

/**
 * Bytes of base64 with padding; null for any other spelling, also one whose unused bits are not zero.
 * @param {string} text
 */
export function bytesOfBase64(text) {
  if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  for (let n = 0, at = 0; n < text.length; n += 4) {
    let word = 0;
    for (let k = 0; k < 4; k++) word = (word << 6) | (BASE64_VALUE.get(text[n + k]) ?? 0);
    for (let k = 2; k >= 0 && at < out.length; k--) out[at++] = (word >> (8 * k)) & 255;
  }
  return base64Of(out) === text ? out : null;
}

/** @param {string} text */
export function utf8(text) {
  return ENCODER.encode(text);
}

/**
 * Text of UTF-8 bytes; what is not UTF-8 is refused.
 * @param {Uint8Array} bytes
 * @param {string} [code]
 */
export function textOf(bytes, code = "json_not_unicode") {
  try {
    return DECODER.decode(bytes);
  } catch {
    return refuse(code);
  }
}

/**
 * Whether a text holds no half surrogate, and so is what its UTF-8 bytes say.
 * @param {string} text
 */
export function isWhole(text) {
  return !/\p{Surrogate}/u.test(text); // by code points a whole pair is none
}

/** @param {...Uint8Array} parts */
export function joined(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/**
 * @param {Uint8Array} a
 * @param {Uint8Array} b
 */
export function sameBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return false;
  return true;
}

/**
 * Order of texts by code point. JavaScript compares UTF-16 units, which puts U+FF00 after U+1F600.
 * @param {string} a
 * @param {string} b
 */
export function byCodePoint(a, b) {
  const n = Math.min(a.length, b.length);
  for (let at = 0; at < n; at++) {
    let x = a.charCodeAt(at);
    let y = b.charCodeAt(at);
    if (x !== y) {
      if (x >= 0xd800 && y >= 0xd800) {
        if (x >= 0xe000) x -= 0x2000;
        else x += 0x800;
        if (y >= 0xe000) y -= 0x2000;
        else y += 0x800;
      }
      return x - y;
    }
  }
  return a.length - b.length;
}
