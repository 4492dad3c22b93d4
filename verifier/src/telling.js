/** Sentences about a verdict, in Indonesian (0) or English (1); `sentences.js` is written by the build. */
import { SENTENCES } from "./sentences.js";
import { CHECK_NAMES, OWN_SENTENCES } from "./words.js";

const PLACES = /** @type {Record<string, [string, string]>} */ ({
  line: ["{file} baris {line}", "{file} line {line}"],
  file: ["{file}", "{file}"],
  index: ["catatan ke-{index}", "entry {index}"],
  number: ["angka {id} untuk {subject}", "number {id} of {subject}"],
  ofEvent: ["angka {id}", "number {id}"],
  subject: ["{subject}", "{subject}"],
});

/** @param {string} text with facts in braces @param {Record<string, unknown>} [facts] */
export function told(text, facts = {}) {
  return text.replace(/\{(\w+)\}/g, (_, name) => String(facts[name] ?? "–"));
}

/** @param {Record<string, unknown>} where @returns {string[]} names of the places it speaks of */
function placesOf(where) {
  const out = [];
  if ("line" in where) out.push("line");
  else if ("file" in where) out.push("file");
  if ("index" in where) out.push("index");
  if ("id" in where) out.push(where.subject ? "number" : "ofEvent");
  else if (where.subject) out.push("subject");
  return out;
}

/**
 * What a reason or a warning says, its place first, as it stands within a sentence.
 * @param {string} code @param {Record<string, unknown>} where @param {0 | 1} language
 */
export function becauseOf(code, where, language) {
  const check = CHECK_NAMES[String(where.check)]?.[language];
  const facts = check === undefined ? where : { ...where, check: `“${check}”` };
  const text = told((OWN_SENTENCES[code] ?? SENTENCES[code])?.[language] ?? `${code}.`, facts);
  const places = placesOf(where).map((name) => told(PLACES[name][language], where));
  return places.length ? `${places.join(", ")}: ${text}` : text;
}

/**
 * The same as a sentence of its own.
 * @param {string} code @param {Record<string, unknown>} where @param {0 | 1} language
 */
export function sentenceOf(code, where, language) {
  const whole = becauseOf(code, where, language);
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}
