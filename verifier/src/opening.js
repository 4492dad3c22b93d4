/** Payloads and notes open their commitments, and who is missing was erased (docs/evidence-format.md, section 11). */
import { hexOf, utf8 } from "./bytes.js";
import { readSalted } from "./bundle.js";
import { readJson } from "./json.js";
import { at, refuse } from "./refusal.js";
import { sha256 } from "./sha256.js";

/** @typedef {import("./found.js").Found} Found */
/** @typedef {import("./found.js").Shown} Shown */
/** @typedef {import("./found.js").Outcome} Outcome */

/** What is about a person and may be destroyed (section 5). */
const ERASABLE = (
  "official post-held permission conflict assignment attendance rating-sheet reconfirmation void feedback " +
  "performance track-record assessment numbers data-check decision objection"
).split(" ");

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkCommitments(found) {
  if (found.payloadsWrong !== null) throw found.payloadsWrong;
  const byIndex = new Map(found.entries.map((one) => [one.index, one]));
  for (const { index, line } of found.payloads.values()) {
    if (!byIndex.has(index)) refuse("line_wrong", { file: "payloads.jsonl", line });
  }
  for (const { index, salt, text } of found.payloads.values()) {
    const entry = /** @type {Shown} */ (byIndex.get(index));
    if (hexOf(sha256(salt, utf8(text))) !== entry.envelope.commit) refuse("commitment_does_not_open", { index });
    entry.payload = at({ index }, () => readJson(text));
    await found.breathe(index, 2 * found.entries.length);
  }
  if (found.told.grade === "R1") await openNotes(found, byIndex);
  checkErasures(found);
  return "holds";
}

/** @param {Found} found @param {Map<number, Shown>} byIndex */
async function openNotes(found, byIndex) {
  const file = "notes.jsonl";
  const notes = await readSalted(found.file(file), { file, field: "note", breathe: found.breathe.bind(found) });
  for (const { index, line } of notes) if (!found.payloads.has(index)) refuse("line_wrong", { file, line });
  const shown = [...found.payloads.keys()];
  notes.forEach(({ index, line }, n) => index === shown[n] || refuse("line_wrong", { file, line }));
  if (notes.length !== shown.length) refuse("line_wrong", { file, line: notes.length + 1 });
  for (const { index, salt, text } of notes) {
    const commit = byIndex.get(index)?.envelope.note_commit;
    if (hexOf(sha256(salt, utf8(text))) !== commit) refuse("commitment_does_not_open", { index });
    await found.breathe(found.entries.length + index, 2 * found.entries.length);
  }
}

/** @param {Found} found */
function checkErasures(found) {
  const orders = found.entries.filter((one) => one.envelope.type === "erasure");
  const erased = new Set(orders.flatMap(erasedBy));
  for (const { index, envelope } of found.entries) {
    const isShut = !found.isWhole && envelope.type === "feedback";
    if (!found.payloads.has(index) && !erased.has(index) && !isShut) refuse("payload_missing", { index });
  }
  const gone = new Set();
  for (const order of orders) {
    erasedBy(order).forEach((index) => gone.add(index));
    if (!erasesPeople(found.entries, order, gone)) refuse("erasure_wrong", { index: order.index });
  }
  for (const index of [...erased].sort((a, b) => a - b)) {
    if (found.payloads.has(index)) refuse("erased_payload_there", { index });
  }
  found.erased = erased;
}

/**
 * Whole people go, or nobody: a revocation or a single sheet must not be made to disappear.
 * @param {Shown[]} entries @param {Shown} order @param {Set<number>} gone by this order and those before
 * @returns {boolean}
 */
function erasesPeople(entries, order, gone) {
  const indices = new Set(erasedBy(order));
  const named = entries.filter((one) => indices.has(one.index));
  const subjects = new Set(named.map((one) => one.envelope.subject));
  const persons = new Set(entries.filter((one) => one.envelope.type === "official").map((one) => one.envelope.subject));
  const mustGo = entries.filter(
    ({ index, envelope }) => index < order.index && ERASABLE.includes(envelope.type) && subjects.has(envelope.subject),
  );
  return (
    indices.size > 0 &&
    named.every(({ envelope }) => persons.has(envelope.subject) && ERASABLE.includes(envelope.type)) &&
    mustGo.every((one) => gone.has(one.index))
  );
}

/** @param {Shown} order @returns {number[]} indices that an erasure names; none where it is not as it must be */
function erasedBy({ index, payload }) {
  const told = payload ?? {};
  const names = Object.keys(told).sort().join();
  if (names !== "entries,reason" || typeof told.reason !== "string" || !Array.isArray(told.entries)) return [];
  const isSound = told.entries.every(
    (/** @type {unknown} */ one, /** @type {number} */ n) =>
      typeof one === "number" && one >= 0 && one < index && (n === 0 || one > told.entries[n - 1]),
  );
  return isSound ? told.entries : [];
}
