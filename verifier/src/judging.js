/** The last checks: the event's life, its numbers, its files and the paper's code (docs/evidence-format.md, section 11). */
import { Life } from "./life.js";
import { codeTyped, ledgerCode } from "./note.js";
import { checkPapers, checkResults } from "./published.js";
import { checkNumbers, readPublished } from "./recount.js";
import { at, refuse } from "./refusal.js";

/** @typedef {import("./found.js").Found} Found */
/** @typedef {import("./found.js").Shown} Shown */
/** @typedef {import("./found.js").Outcome} Outcome */

const NUMBERS = "publish/numbers.json";
const RESULTS = "publish/results.json";

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkLife(found) {
  const isSigned = Boolean(found.policy?.signedMarks) || found.entries.some((one) => one.envelope.type === "enrolment");
  const life = new Life(isSigned);
  for (const { index, envelope, payload } of found.entries) {
    at({ index }, () => life.take(index, envelope, payload));
    await found.breathe(index, found.entries.length);
  }
  life.finish();
  for (const { code, index } of life.warnings) found.warn(code, { index });
  found.devices = [...life.devices].map(([device, one]) => ({ device, ...one }));
  return isSigned ? "holds" : "not-provable";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkPublished(found) {
  const result = found.result;
  const isThere = Boolean(found.files.has(NUMBERS));
  if (result === undefined) {
    if (isThere) refuse("file_unknown", { file: NUMBERS });
    found.warn("no_result");
    return "not-provable";
  }
  if (!isThere) refuse("file_missing", { file: NUMBERS });
  found.published = readPublished(found.file(NUMBERS));
  await found.breathe(0, 1);
  found.count = await checkNumbers({
    entries: found.entries,
    result,
    published: found.published,
    isWhole: found.isWhole && !found.erased.size,
    isOwn: !found.isWhole,
    subject: found.told.subject,
    erasedPeople: new Set(found.erasedPeople),
    breathe: found.breathe.bind(found),
  });
  return found.count.recomputed ? "holds" : "not-provable";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkDocuments(found) {
  if (found.told.grade !== "R1") return "not-provable";
  const result = found.result;
  const isThere = Boolean(found.files.has(RESULTS));
  if (result === undefined && isThere) refuse("file_unknown", { file: RESULTS });
  if (result !== undefined && found.published !== null) {
    if (isThere) await checkResults(found.file(RESULTS), result, found.entries, found.published, found.erasedPeople);
    else if (!found.erased.size) refuse("file_missing", { file: RESULTS });
  }
  await checkPapers(found.files ?? new Map(), found.entries);
  return "holds";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkPaper(found) {
  if (found.paper === undefined) return "not-provable";
  const code = codeTyped(found.paper);
  const isKnown = found.rootsNamed.some((root) => codeTyped(ledgerCode(root)) === code);
  return isKnown ? "holds" : refuse("paper_code_unknown");
}
