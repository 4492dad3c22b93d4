/** The last checks: the event's life, its numbers, its files and the paper's code (docs/evidence-format.md, section 11). */
import { hexOf } from "./bytes.js";
import { Life } from "./life.js";
import { rootOfCode } from "./note.js";
import { checkPapers, checkResults } from "./published.js";
import { checkNumbers, readPublished } from "./recount.js";
import { at, refuse } from "./refusal.js";
import { Growing } from "./tree.js";

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
  for (const { index, envelope } of found.entries) {
    if (envelope.type === "result" && index !== result.index) found.warn("result_superseded", { index });
  }
  if (!isThere) refuse("file_missing", { file: NUMBERS });
  found.published = readPublished(found.file(NUMBERS));
  await found.breathe(0, 1);
  found.count = await checkNumbers({
    entries: found.entries,
    result,
    published: found.published,
    isWhole: found.isComputable,
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
  const missing = await checkPapers(found.files, found.entries);
  if (missing) found.warn("paper_not_here", { n: missing });
  return "holds";
}

/** @param {Found} found @returns {Promise<Outcome>} */
export async function checkPaper(found) {
  if (found.paper === undefined) return "not-provable";
  const wanted = rootOfCode(found.paper);
  if (wanted === null) return refuse("paper_code_wrong");
  if (!found.isWhole) return found.told.root === wanted ? "holds" : refuse("paper_code_unknown");
  const tree = new Growing();
  for (const { leaf } of found.entries) {
    tree.add(leaf);
    if (hexOf(tree.root) === wanted) return "holds";
    await found.breathe(tree.size, found.entries.length);
  }
  return refuse("paper_code_unknown");
}
