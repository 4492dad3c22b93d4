/** Envelopes (docs/evidence-format.md, sections 2, 4 and 6). */
import { hexOf } from "./bytes.js";
import { readJson } from "./json.js";
import { refuse } from "./refusal.js";
import { sha256 } from "./sha256.js";

const MOST_BYTES = 4_096;
const EMPTY_TREE = hexOf(sha256());
const PART = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
const HEX = /^[0-9a-f]{64}$/;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
export const LOG_NAME = new RegExp(`^selaras/${PART}/${PART}$`);

export const TYPES = (
  "rulebook agency event competence position official post-held permission examiner conflict assignment scheme " +
  "phase attendance rating-sheet reconfirmation void feedback performance track-record assessment measurement " +
  "numbers result placement slate proposal data-check minutes decision objection timetable paper enrolment revocation " +
  "approval reveal export restoration log-key erasure"
).split(" ");
const KINDS = ["imported", "server-ed25519", "device-p256", "webauthn"];
const SIGNATURE_BYTES = new Map([["imported", 0], ["server-ed25519", 64], ["device-p256", 64]]);

/**
 * @typedef {{version: number, type: string, log: string, id: string, device: string, dseq: number, prev: string,
 *   subject: string, method: string, form: string, commit: string, note_commit: string, sig_alg: string,
 *   actor: string, declared_at: string, device_at: string, seen: {size: number, root: string}}} Envelope
 */

/** @param {string} text whether it is a date that exists */
export function isDate(text) {
  const told = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (told === null) return false;
  const [year, month, day] = told.slice(1).map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/** @param {string} text */
function isMoment(text) {
  const told = MOMENT.exec(text);
  return told !== null && isDate(told[1]);
}

/** @param {string} text @param {number} least @param {number} most */
function isName(text, least, most) {
  const length = [...text].length;
  return length >= least && length <= most && !CONTROL.test(text);
}

/** @type {Record<string, (told: string) => boolean>} */
const TEXTS = {
  type: (told) => TYPES.includes(told),
  log: (told) => LOG_NAME.test(told),
  id: (told) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(told),
  device: (told) => new RegExp(`^${PART}$`).test(told),
  prev: (told) => told === "" || HEX.test(told),
  subject: (told) => isName(told, 0, 120),
  method: (told) => /^[a-z0-9-]{0,40}$/.test(told),
  form: (told) => told === "" || HEX.test(told),
  commit: (told) => HEX.test(told),
  note_commit: (told) => HEX.test(told),
  sig_alg: (told) => KINDS.includes(told),
  actor: (told) => isName(told, 1, 120),
  declared_at: (told) => isDate(told) || isMoment(told),
  device_at: isMoment,
};
const FIELDS = ["version", ...Object.keys(TEXTS), "dseq", "seen"];

/** @param {unknown} told @param {string[]} names @param {string} field */
function checkFields(told, names, field) {
  if (told === null || typeof told !== "object" || Array.isArray(told)) return refuse("envelope_field_wrong", { field });
  const unknown = Object.keys(told).filter((name) => !names.includes(name)).sort();
  if (unknown.length) refuse("envelope_field_unknown", { field: unknown[0] });
  const missing = names.filter((name) => !(name in told)).sort();
  if (missing.length) refuse("envelope_field_missing", { field: missing[0] });
}

/**
 * What an entry says openly, from the bytes that are hashed and signed.
 * @param {Uint8Array} bytes
 * @returns {Envelope}
 */
export function readEnvelope(bytes) {
  if (bytes.length > MOST_BYTES) refuse("envelope_too_large");
  if (bytes.some((byte) => byte < 0x20)) refuse("envelope_control_byte");
  const told = /** @type {any} */ (readJson(bytes));
  checkFields(told, FIELDS, "envelope");
  checkFields(told.seen, ["size", "root"], "seen");
  const wrong = (/** @type {string} */ field) => refuse("envelope_field_wrong", { field });
  if (typeof told.version !== "number") wrong("version");
  if (told.version !== 1) refuse("envelope_version_unknown");
  for (const [field, holds] of Object.entries(TEXTS)) {
    if (typeof told[field] !== "string" || !holds(told[field])) wrong(field);
  }
  if (typeof told.dseq !== "number" || told.dseq < 1) wrong("dseq");
  if ((told.prev === "") !== (told.dseq === 1)) wrong("prev");
  const { size, root } = told.seen;
  if (typeof size !== "number" || size < 0 || typeof root !== "string" || !HEX.test(root)) wrong("seen");
  if (size === 0 && root !== EMPTY_TREE) wrong("seen");
  return told;
}

/** @param {string} kind bytes of a signature of this class; undefined: any number */
export const signatureLength = (kind) => SIGNATURE_BYTES.get(kind);
