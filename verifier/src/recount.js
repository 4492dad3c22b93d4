/** Published numbers held against those of the entries (docs/evidence-format.md, section 13). */
import { byCodePoint, sameBytes, utf8 } from "./bytes.js";
import { Dossier, Entered } from "./dossier.js";
import { canonical, hasExactly, readJson } from "./json.js";
import { ascending, numbersOfEvent, numbersOfPeople } from "./numbers.js";
import { Refusal, refuse } from "./refusal.js";

/** @typedef {import("./dossier.js").Entry} Entry */
/** @typedef {import("./numbers.js").Numbers} Numbers */
/** @typedef {import("./numbers.js").PublishedNumber} PublishedNumber */
/** @typedef {{version: number, people: Map<string, PublishedNumber[]>, event: PublishedNumber[]}} Published */
/** @typedef {{recomputed: number, notHere: Record<string, number>}} Count */

/** What stands as published: law is taken as given, the others are for the Python verifier. */
const NOT_HERE = /** @type {Record<string, RegExp>} */ ({
  law: /^(status|assessment)$/,
  recommendation: /^recommendation(\.position)?$/,
  alternative: /^alternative\.[0-9]+\.(position|percent|rank)$/,
  margin: /^margin\./,
});
const FORMULAS = "law form component share root rank category level match axis box recommendation alternative margin summary".split(" ");
const OF_EVERYBODY = ["rank", "summary", "margin"];

/** @param {unknown} told @returns {told is PublishedNumber[]} */
function isList(told) {
  if (!Array.isArray(told)) return false;
  const fields = ["formula", "id", "value"];
  const isWritten = told.every((one) => hasExactly(one, fields) && fields.every((name) => typeof one[name] === "string"));
  return isWritten && told.every((one, n) => n === 0 || byCodePoint(told[n - 1].id, one.id) < 0);
}

/**
 * @param {Uint8Array} data of publish/numbers.json
 * @returns {Published}
 */
export function readPublished(data) {
  let told;
  try {
    told = readJson(data);
  } catch (error) {
    if (error instanceof Refusal) return refuse("numbers_wrong");
    throw error;
  }
  if (!hasExactly(told, ["event", "people", "version"]) || typeof told.version !== "number") return refuse("numbers_wrong");
  const { event, people, version } = told;
  if (people === null || typeof people !== "object" || Array.isArray(people) || "" in people) return refuse("numbers_wrong");
  if (!isList(event) || !sameBytes(utf8(canonical(told)), data)) return refuse("numbers_wrong");
  /** @type {Published["people"]} */
  const lists = new Map();
  for (const code of ascending(Object.keys(people))) {
    const list = people[code];
    if (!isList(list)) return refuse("numbers_wrong");
    lists.set(code, list);
  }
  return { version, people: lists, event };
}

/** @param {Published} published @returns {Map<string, {status?: string, assessment?: string}>} */
function lawOf({ people }) {
  return new Map(
    [...people].map(([code, list]) => {
      const law = list.filter((one) => one.formula === "law").map((one) => [one.id, one.value]);
      return [code, Object.fromEntries(law)];
    }),
  );
}

/**
 * Compare one list, id by id.
 * @param {string} subject @param {PublishedNumber[]} published @param {Numbers} made
 * @param {(formula: string) => boolean} isComputed @param {Count} count
 */
function compareList(subject, published, made, isComputed, count) {
  const told = new Map(published.map((one) => [one.id, one]));
  for (const id of ascending(new Set([...told.keys(), ...made.keys()]))) {
    const there = told.get(id);
    const own = made.get(id);
    if (there === undefined) refuse("number_missing", { subject, id });
    else if (own !== undefined) {
      count.recomputed++;
      const isSame = there.value === own.value && there.formula === own.formula;
      if (!isSame) refuse("number_differs", { subject, id, published: there.value, recomputed: own.value });
    } else {
      const isKnown = FORMULAS.includes(there.formula);
      const mayStand = NOT_HERE[there.formula]?.test(id) ?? !isComputed(there.formula);
      if (isKnown && !mayStand) refuse("number_unknown", { subject, id });
      count.notHere[there.formula] = (count.notHere[there.formula] ?? 0) + 1;
    }
  }
}

/** @param {unknown} error what a forged payload can bring a computation to is an answer, and no crash */
function notComputable(error) {
  if (error instanceof Refusal) return new Refusal("result_not_computable", { because: error.code });
  return new Refusal("result_not_computable", { because: error instanceof Error ? error.name : "unknown" });
}

/**
 * What is known of the people before the last result.
 * @param {Entry[]} entries before it @param {Published} published @param {boolean} isWhole
 */
function recompute(entries, published, isWhole) {
  try {
    const shut = isWhole ? new Map() : shutOf(entries);
    const dossier = new Dossier(new Entered(entries), lawOf(published));
    const people = numbersOfPeople(dossier, isWhole, shut);
    const event = isWhole ? numbersOfEvent(dossier, people) : new Map();
    return { people, event, shut };
  } catch (error) {
    throw notComputable(error);
  }
}

/** @param {Entry[]} entries @returns {Map<string, Set<string>>} types of which something about a person is not shown */
function shutOf(entries) {
  /** @type {Map<string, Set<string>>} */
  const out = new Map();
  for (const { envelope, payload } of entries) {
    if (payload !== undefined || envelope.subject === "") continue;
    const held = out.get(envelope.subject) ?? new Set();
    out.set(envelope.subject, held.add(envelope.type));
  }
  return out;
}

/**
 * Recompute and compare all.
 * @param {{entries: Entry[], before: Entry[], published: Published, version: unknown, isWhole: boolean,
 *   isOwn: boolean}} given before: the last result, which has this version
 * @returns {Count}
 */
export function checkNumbers({ entries, before, published, version, isWhole, isOwn }) {
  const made = recompute(before, published, isWhole);
  if (published.version !== version) refuse("numbers_wrong");
  /** @type {Count} */
  const count = { recomputed: 0, notHere: {} };
  const officials = new Set(entries.filter((one) => one.envelope.type === "official").map((one) => one.envelope.subject));
  const codes = isWhole ? [...published.people.keys(), ...made.people.keys()] : [...published.people.keys()];
  for (const code of ascending(new Set(codes))) {
    const list = published.people.get(code) ?? [];
    const own = made.people.get(code);
    if (own === undefined && !isWhole && officials.has(code)) {
      for (const { formula } of list) count.notHere[formula] = (count.notHere[formula] ?? 0) + 1;
      continue;
    }
    const held = own ?? new Map();
    const isShut = made.shut.has(code);
    const isComputed = (/** @type {string} */ formula) => !isShut && (isWhole || !OF_EVERYBODY.includes(formula));
    if (own !== undefined && !list.some((one) => one.id === "status")) held.set("status", { formula: "law", value: "" });
    compareList(code, list, held, isComputed, count);
  }
  if (!isOwn) compareList("", published.event, made.event, (formula) => isWhole || formula !== "summary", count);
  compareWithEntries(entries, published, isOwn);
  return count;
}

/** @param {Entry[]} entries @param {Published} published @param {boolean} isOwn */
function compareWithEntries(entries, { version, people, event }, isOwn) {
  const lists = [...people, ...(isOwn ? [] : [/** @type {[string, PublishedNumber[]]} */ (["", event])])];
  for (const [subject, list] of lists) {
    const own = entries.filter((one) => one.envelope.type === "numbers" && one.envelope.subject === subject);
    const entry = own.findLast((one) => one.payload?.version === version);
    if (entry === undefined) refuse("numbers_entry_missing", { subject });
    else if (canonical(entry.payload.numbers) !== canonical(list)) refuse("numbers_entry_differs", { subject, index: entry.index });
  }
}
