/** The result as published and the papers, held against the entries (docs/evidence-format.md, section 13). */
import { hexOf } from "./bytes.js";
import { readJson } from "./json.js";
import { Refusal, refuse } from "./refusal.js";

/** @typedef {import("./dossier.js").Entry} Entry */
/** @typedef {import("./recount.js").Published} Published */

const RESULTS = "publish/results.json";
const PAPERS = "papers/";

/** @param {Uint8Array} data the browser's own digest: it does not hold up the page */
async function digestOf(data) {
  return hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (data))));
}

/**
 * What `results.json` says of a person, by the id of the number.
 * @param {any} told @returns {Map<string, string | null>}
 */
function numbersIn(told) {
  const out = new Map();
  const put = (/** @type {string} */ id, /** @type {unknown} */ value) =>
    out.set(id, value === null || value === undefined ? null : typeof value === "object" ? JSON.stringify(value) : String(value));
  for (const id of ["score", "rank", "category", "passed", "box"]) put(id, told[id]);
  for (const [code, one] of Object.entries(told.components ?? {})) {
    put(`component.${code}.points`, /** @type {any} */ (one)?.points);
  }
  put("match.percent", told.match?.percent);
  return out;
}

/**
 * @param {Uint8Array} data @param {Entry} result @param {Entry[]} entries @param {Published} published
 * @param {string[]} erasedPeople of whom nothing is compared
 */
export async function checkResults(data, result, entries, published, erasedPeople) {
  if ((await digestOf(data)) !== result.payload?.document) refuse("result_document_differs", { file: RESULTS });
  const told = /** @type {any} */ (readWhole(data));
  const officials = Array.isArray(told?.officials) ? told.officials : [];
  const codes = new Map();
  for (const { envelope, payload } of entries) if (envelope.type === "official" && payload) codes.set(payload.nip, envelope.subject);
  const shown = new Set(erasedPeople);
  for (const one of officials) {
    const subject = codes.get(one?.nip);
    const list = published.people.get(subject);
    if (list === undefined || shown.has(subject)) continue;
    shown.add(subject);
    const numbers = new Map(list.map((told) => [told.id, told.value]));
    for (const [id, value] of numbersIn(one)) {
      if ((numbers.get(id) ?? null) !== value) refuse("result_number_differs", { subject, id });
    }
  }
  if ([...published.people.keys()].some((code) => !shown.has(code))) refuse("result_differs", { path: "officials" });
}

/** @param {Uint8Array} data */
function readWhole(data) {
  try {
    return readJson(data, { withFractions: true });
  } catch (error) {
    if (error instanceof Refusal) return refuse("result_differs", { path: "" });
    throw error;
  }
}

/**
 * Every paper of the bundle is the last one issued under its name.
 * @param {Map<string, Uint8Array>} files @param {Entry[]} entries
 * @returns {Promise<number>} of how many names the bundle has none
 */
export async function checkPapers(files, entries) {
  const issued = new Map();
  for (const { envelope, payload } of entries) {
    if (envelope.type === "paper" && payload) issued.set(payload.file_name, payload.sha256);
  }
  for (const [file, data] of files) {
    if (!file.startsWith(PAPERS)) continue;
    const digest = issued.get(file.slice(PAPERS.length));
    if (digest === undefined) refuse("paper_not_issued", { file });
    if (digest !== (await digestOf(data))) refuse("paper_differs", { file });
  }
  return [...issued.keys()].filter((name) => !files.has(`${PAPERS}${name}`)).length;
}
