/** Exact JSON (docs/evidence-format.md, section 1): a reader without leniency, and the canonical writer. */
import { byCodePoint, isWhole, textOf } from "./bytes.js";
import { refuse } from "./refusal.js";

/** @typedef {null | boolean | number | string | Json[] | {[key: string]: Json}} Json */

const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const WORDS = /true|false|null|NaN|Infinity|-Infinity/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const BLANK = /[ \t\n\r]*/y;
const MOST_LEVELS = 64;
const ESCAPES = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Reads one text from its beginning to its end. */
class Reader {
  /** @param {string} text @param {boolean} withFractions */
  constructor(text, withFractions) {
    this.text = text;
    this.withFractions = withFractions;
    this.at = 0;
    this.isWhole = true;
  }

  /** @param {RegExp} pattern sticky */
  take(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  /** @returns {Json} */
  value() {
    this.take(BLANK);
    const first = this.text[this.at];
    if (first === "{") return this.object();
    if (first === "[") return this.array();
    if (first === '"') return this.string();
    const word = this.take(WORDS);
    if (word) {
      if (word[0] === "true") return true;
      if (word[0] === "false") return false;
      return word[0] === "null" ? null : refuse("json_not_an_integer");
    }
    return this.number();
  }

  /** @returns {number} */
  number() {
    const found = this.take(NUMBER);
    if (!found) return refuse("json_not_readable");
    const value = Number(found[0]);
    if (this.withFractions && Number.isFinite(value)) return value;
    if (found[1] || found[2] || found[0] === "-0" || !Number.isSafeInteger(value)) {
      return refuse("json_not_an_integer");
    }
    return value;
  }

  /** @returns {string} */
  string() {
    this.at++;
    let out = "";
    for (;;) {
      out += this.take(PLAIN)?.[0] ?? "";
      const letter = this.text[this.at++];
      if (letter === '"') break;
      if (letter !== "\\") return refuse("json_not_readable");
      const kind = this.text[this.at++];
      if (kind === "u") {
        const digits = this.text.slice(this.at, this.at + 4);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) return refuse("json_not_readable");
        out += String.fromCharCode(parseInt(digits, 16));
        this.at += 4;
      } else if (kind !== undefined && Object.hasOwn(ESCAPES, kind)) {
        out += ESCAPES[/** @type {keyof typeof ESCAPES} */ (kind)];
      } else return refuse("json_not_readable");
    }
    if (!isWhole(out)) this.isWhole = false;
    return out;
  }

  /** @returns {Json[]} */
  array() {
    this.at++;
    /** @type {Json[]} */
    const out = [];
    this.take(BLANK);
    if (this.text[this.at] === "]") {
      this.at++;
      return out;
    }
    for (;;) {
      out.push(this.value());
      this.take(BLANK);
      const letter = this.text[this.at++];
      if (letter === "]") return out;
      if (letter !== ",") return refuse("json_not_readable");
    }
  }

  /** @returns {{[key: string]: Json}} */
  object() {
    this.at++;
    /** @type {{[key: string]: Json}} */
    const out = Object.create(null); // no inherited names: a key "__proto__" is a key like any other
    let isTwice = false;
    const keys = new Set(); // many keys in one object must not cost their square
    this.take(BLANK);
    if (this.text[this.at] === "}") {
      this.at++;
      return out;
    }
    for (;;) {
      this.take(BLANK);
      if (this.text[this.at] !== '"') return refuse("json_not_readable");
      const key = this.string();
      this.take(BLANK);
      if (this.text[this.at++] !== ":") return refuse("json_not_readable");
      const value = this.value();
      isTwice ||= keys.has(key);
      keys.add(key);
      out[key] = value;
      this.take(BLANK);
      const letter = this.text[this.at++];
      if (letter === "}") break;
      if (letter !== ",") return refuse("json_not_readable");
    }
    return isTwice ? refuse("json_key_twice") : out;
  }
}

/** @param {string} text refused before anything is read: no reader's stack then decides what it says */
function refuseDepth(text) {
  let level = 0;
  let isInText = false;
  for (let n = 0; n < text.length; n++) {
    const letter = text[n];
    if (isInText && letter === "\\") n++;
    else if (letter === '"') isInText = !isInText;
    else if (isInText) continue;
    else if (letter === "]" || letter === "}") level--;
    else if ((letter === "[" || letter === "{") && ++level > MOST_LEVELS) refuse("json_too_deep");
  }
}

/**
 * The value of exact JSON; everything else is refused with the code of section 1.
 * @param {Uint8Array | string} data
 * @param {{withFractions?: boolean}} [given] withFractions: of a document beside the ledger
 * @returns {Json}
 */
export function readJson(data, { withFractions = false } = {}) {
  const text = typeof data === "string" ? data : textOf(data);
  refuseDepth(text);
  const reader = new Reader(text, withFractions);
  const value = reader.value();
  reader.take(BLANK);
  if (reader.at !== text.length) return refuse("json_not_readable");
  if (!reader.isWhole) return refuse("json_not_unicode");
  return value;
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
  return JSON.stringify(value);
}

/**
 * Whether a value is an object with exactly these keys.
 * @param {unknown} value
 * @param {string[]} keys
 * @returns {value is {[key: string]: Json}}
 */
export function hasExactly(value, keys) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  return Object.keys(value).length === keys.length && keys.every((key) => key in value);
}
