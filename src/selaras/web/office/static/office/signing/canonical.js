/** Bytes as the ledger writes them: canonical JSON (docs/evidence-format.md, sections 1 and 3), hex, SHA-256. */

/** @typedef {null | boolean | number | string | Json[] | {[key: string]: Json}} Json */

const ENCODER = new TextEncoder();

/** @param {string} text */
export const bytesOf = (text) => ENCODER.encode(text);

/** @param {Uint8Array | ArrayBuffer} bytes */
export function hexOf(bytes) {
  return Array.from(new Uint8Array(bytes), (one) => one.toString(16).padStart(2, "0")).join("");
}

/** @param {Uint8Array} bytes */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/**
 * Text order by code point, as Python sorts; JavaScript's own goes by halves of a pair.
 * @param {string} one @param {string} other
 */
function byCodePoint(one, other) {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (let n = 0; n < left.length && n < right.length; n++) {
    const apart = /** @type {number} */ (left[n].codePointAt(0)) - /** @type {number} */ (right[n].codePointAt(0));
    if (apart) return apart;
  }
  return left.length - right.length;
}

/**
 * Canonical JSON: keys sorted by code point, no blanks, nothing escaped that JSON lets stand.
 * @param {Json} value
 * @returns {string}
 */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort(byCodePoint);
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error("json_not_an_integer");
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new Error("json_not_unicode");
  return JSON.stringify(value);
}
