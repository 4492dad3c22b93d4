/** Manifest, digests and lines of a bundle (docs/evidence-format.md, sections 10 and 11). */
import { byCodePoint, bytesOfHex, hexOf, sameBytes, textOf, utf8 } from "./bytes.js";
import { LOG_NAME } from "./envelope.js";
import { canonical, hasExactly, readJson } from "./json.js";
import { Refusal, refuse } from "./refusal.js";

/** @typedef {Map<string, Uint8Array>} Files */
/**
 * @typedef {{files: Record<string, string>, grade: string, log: string, made_by: string, root: string,
 *   size: number, subject?: string}} Manifest
 */
/** @typedef {{index: number, salt: Uint8Array, text: string, line: number}} Salted */
/** @typedef {(done: number, of: number) => Promise<void>} Breathe lets the page live while much is read */

const FIELDS = ["files", "format", "grade", "log", "made_by", "root", "size", "version"];
const HEX = /^[0-9a-f]{64}$/;
const CHECKPOINT = /^checkpoints\/[0-9]{10}\.txt$/;
const ALWAYS = ["policy.json", "entries.jsonl", "payloads.jsonl"];

/**
 * @param {Files} files
 * @returns {Manifest}
 */
export function readManifest(files) {
  const data = files.get("manifest.json");
  if (data === undefined) return refuse("manifest_wrong");
  let told;
  try {
    told = readJson(data);
  } catch (error) {
    if (error instanceof Refusal) return refuse("manifest_wrong");
    throw error;
  }
  const isOwn = told !== null && typeof told === "object" && !Array.isArray(told) && told.grade === "R3";
  if (!hasExactly(told, isOwn ? [...FIELDS, "subject"] : FIELDS)) return refuse("manifest_wrong");
  const listed = told.files;
  const isSound =
    listed !== null &&
    typeof listed === "object" &&
    !Array.isArray(listed) &&
    Object.values(listed).every((one) => typeof one === "string" && HEX.test(one)) &&
    told.format === "selaras-bundle" &&
    typeof told.grade === "string" &&
    ["R1", "R2", "R3"].includes(told.grade) &&
    typeof told.log === "string" &&
    LOG_NAME.test(told.log) &&
    typeof told.made_by === "string" &&
    typeof told.root === "string" &&
    HEX.test(told.root) &&
    typeof told.size === "number" &&
    told.size >= 0 &&
    told.version === 1 &&
    (!isOwn || typeof told.subject === "string");
  if (!isSound || !sameBytes(utf8(canonical(told)), data)) refuse("manifest_wrong");
  return /** @type {Manifest} */ (/** @type {unknown} */ (told));
}

/**
 * Each file listed and as listed, then what the grade demands and allows.
 * @param {Files} files @param {Manifest} manifest
 */
export async function checkDigests(files, manifest) {
  const { grade } = manifest;
  const names = Object.keys(manifest.files).sort(byCodePoint);
  const held = [...files.keys()].filter((name) => name !== "manifest.json").sort(byCodePoint);
  for (const file of names) if (!files.has(file)) refuse("file_missing", { file });
  for (const file of held) if (!Object.hasOwn(manifest.files, file)) refuse("file_unknown", { file });
  for (const file of names) {
    // The browser's own digest: it does not hold up the page while 500 MB go by.
    const digest = await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (files.get(file)));
    if (hexOf(new Uint8Array(digest)) !== manifest.files[file]) refuse("file_digest_wrong", { file });
  }
  const demanded = [...ALWAYS, ...(grade === "R1" ? ["notes.jsonl"] : []), ...(grade === "R3" ? ["proofs.json"] : [])];
  for (const file of demanded) if (!files.has(file)) refuse("file_missing", { file });
  const last = `checkpoints/${String(manifest.size).padStart(10, "0")}.txt`;
  for (const file of held) {
    const isBeside = grade === "R3" && CHECKPOINT.test(file) && file !== last;
    if (isBeside || !isOfGrade(file, grade)) refuse("file_not_of_this_grade", { file, grade });
  }
}

/** @param {string} file @param {string} grade */
function isOfGrade(file, grade) {
  if (ALWAYS.includes(file) || CHECKPOINT.test(file) || file === "publish/numbers.json") return true;
  if (file === "proofs.json") return grade === "R3";
  const isForFull = file === "notes.jsonl" || file === "publish/results.json" || file.startsWith("papers/");
  return isForFull && grade === "R1";
}

/** @param {Files} files @returns {[number, string][]} size by name and name, ascending */
export function checkpointFiles(files) {
  const names = [...files.keys()].filter((name) => CHECKPOINT.test(name)).sort();
  return names.map((name) => [Number(name.slice(12, 22)), name]);
}

/**
 * Lines of a file without their line feeds.
 * @param {Uint8Array} data @param {string} file @param {boolean} [isLenient] the last may lack its own
 * @returns {Uint8Array[]}
 */
function linesOf(data, file, isLenient = false) {
  const lines = [];
  for (let from = 0; from < data.length; ) {
    let end = data.indexOf(10, from);
    if (end < 0 && !isLenient) refuse("line_wrong", { file, line: lines.length + 1 });
    if (end < 0) end = data.length;
    lines.push(data.subarray(from, end));
    from = end + 1;
  }
  return lines;
}

/**
 * A line's fields, refused unless it is written exactly so.
 * @param {Uint8Array} bytes @param {string[]} names in their order @param {{file: string, line: number}} where
 * @returns {any}
 */
function fieldsOf(bytes, names, where) {
  let told;
  let text = "";
  try {
    text = textOf(bytes);
    told = readJson(text);
  } catch (error) {
    if (error instanceof Refusal) return refuse("line_wrong", where);
    throw error;
  }
  if (!hasExactly(told, names)) return refuse("line_wrong", where);
  const fields = /** @type {Record<string, any>} */ (told);
  const again = names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(fields[name])}`);
  const isTyped = typeof fields.index === "number" && fields.index >= 0 && names.slice(1).every((name) => typeof fields[name] === "string");
  return isTyped && `{${again.join(",")}}` === text ? fields : refuse("line_wrong", where);
}

/**
 * @param {Uint8Array} data
 * @param {{isWhole: boolean, breathe: Breathe}} given isWhole: every entry must be there
 * @returns {Promise<{index: number, bytes: Uint8Array, signature: Uint8Array}[]>}
 */
export async function readEntries(data, { isWhole, breathe }) {
  const file = "entries.jsonl";
  const lines = linesOf(data, file);
  const out = [];
  let before = -1;
  for (const [n, bytes] of lines.entries()) {
    const where = { file, line: n + 1 };
    const { index, envelope, signature } = fieldsOf(bytes, ["index", "envelope", "signature"], where);
    const signed = bytesOfHex(signature);
    if (signed === null || index <= before) return refuse("line_wrong", where);
    before = index;
    out.push({ index, bytes: utf8(envelope), signature: signed });
    await breathe(n, 4 * lines.length);
  }
  const gap = isWhole ? out.findIndex((one, n) => one.index !== n) : -1;
  if (gap >= 0) refuse("line_wrong", { file, line: gap + 1 });
  return out;
}

/**
 * Payloads or notes with their salts. With `isLenient` a wrong line is passed over.
 * @param {Uint8Array} data
 * @param {{file: string, field: string, breathe: Breathe, isLenient?: boolean}} given
 * @returns {Promise<Salted[]>}
 */
export async function readSalted(data, { file, field, breathe, isLenient = false }) {
  const out = [];
  let before = -1;
  for (const [n, bytes] of linesOf(data, file, isLenient).entries()) {
    const where = { file, line: n + 1 };
    try {
      const told = saltedIn(bytes, field, where);
      if (told.index <= before && !isLenient) refuse("line_wrong", where);
      before = told.index;
      out.push(told);
    } catch (error) {
      if (!isLenient || !(error instanceof Refusal)) throw error;
    }
    await breathe(0, 1);
  }
  return out;
}

/** @param {Uint8Array} bytes @param {string} field @param {{file: string, line: number}} where @returns {Salted} */
function saltedIn(bytes, field, where) {
  const told = fieldsOf(bytes, ["index", "salt", field], where);
  if (!HEX.test(told.salt)) refuse("line_wrong", where);
  const salt = /** @type {Uint8Array} */ (bytesOfHex(told.salt));
  return { index: told.index, salt, text: told[field], line: where.line };
}

/**
 * Proofs of inclusion by index.
 * @param {Uint8Array} data
 * @returns {Map<number, Uint8Array[]>}
 */
export function readProofs(data) {
  const where = { file: "proofs.json", line: 1 };
  let told;
  try {
    told = readJson(data);
  } catch (error) {
    if (error instanceof Refusal) return refuse("line_wrong", where);
    throw error;
  }
  if (told === null || typeof told !== "object" || Array.isArray(told)) return refuse("line_wrong", where);
  if (!sameBytes(utf8(canonical(told)), data)) refuse("line_wrong", where);
  /** @type {Map<number, Uint8Array[]>} */
  const out = new Map();
  for (const [index, path] of Object.entries(told)) {
    const isSound = /^(0|[1-9][0-9]*)$/.test(index) && Array.isArray(path) && path.every((one) => typeof one === "string" && HEX.test(one));
    if (!isSound) return refuse("line_wrong", where);
    out.set(Number(index), path.map((one) => /** @type {Uint8Array} */ (bytesOfHex(String(one)))));
  }
  return out;
}
