/** Published numbers held against those of the entries (docs/evidence-format.md, section 13). */
import { byCodePoint, sameBytes, utf8 } from "./bytes.js";
import { Dossier, Entered } from "./dossier.js";
import { checkEntered, checkMarks } from "./completeness.js";
import { canonical, hasExactly, readJson } from "./json.js";
import { ascending, numbersOfEvent, numbersOfPeople } from "./numbers.js";
import { Refusal, refuse } from "./refusal.js";
import { checkShape } from "./shapes.js";

/** @typedef {import("./dossier.js").Entry} Entry */
/** @typedef {import("./numbers.js").Numbers} Numbers */
/** @typedef {import("./numbers.js").PublishedNumber} PublishedNumber */
/** The schema whose numbers these modules know (section 13). */
const SCHEMA = "1.2";

/** @typedef {{version: number, people: Map<string, PublishedNumber[]>, event: PublishedNumber[]}} Published */
/** @typedef {{recomputed: number, notHere: Record<string, number>}} Count */
/** @typedef {{isComputed: (formula: string) => boolean, isInParts: boolean, isWhole: boolean}} Scope */
/**
 * @typedef {{entries: Entry[], result: Entry, published: Published, isWhole: boolean, isOwn: boolean,
 *   subject?: string, erasedPeople: Set<string>, breathe: import("./bundle.js").Breathe}} Given isWhole: nothing erased, and not of one person alone
 */

/** What stands as published: law is taken as given, the others are for the Python verifier. */
const NOT_HERE = /** @type {Record<string, RegExp>} */ ({
  law: /^(status|assessment)$/,
  recommendation: /^recommendation(\.position)?$/,
  alternative: /^alternative\.[0-9]+\.(position|percent|rank)$/,
  margin: /^margin\./,
});
const FORMULAS = "law form component share root rank category level match axis box recommendation alternative margin summary".split(" ");
const OF_LAW = ["status", "assessment"];
/** What only somebody who took part has. */
const OF_A_PARTICIPANT = FORMULAS.slice(FORMULAS.indexOf("form"), FORMULAS.indexOf("box") + 1);
const STANDINGS = ["participant", "exempt", "ineligible", "not_assessed"];
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
    if (error instanceof Refusal) return refuse("numbers_wrong", { part: "json" });
    throw error;
  }
  if (!hasExactly(told, ["event", "people", "version"]) || typeof told.version !== "number") return refuse("numbers_wrong", { part: "fields" });
  const { event, people, version } = told;
  if (people === null || typeof people !== "object" || Array.isArray(people) || "" in people) return refuse("numbers_wrong", { part: "fields" });
  if (!sameBytes(utf8(canonical(told)), data)) return refuse("numbers_wrong", { part: "form" });
  /** @type {Published["people"]} */
  const lists = new Map();
  for (const subject of ascending(Object.keys(people))) {
    const list = people[subject];
    if (!isList(list)) return refuse("numbers_wrong", { part: "list", subject });
    lists.set(subject, list);
  }
  if (!isList(event)) return refuse("numbers_wrong", { part: "list", subject: "" });
  return { version, people: lists, event };
}

/** @param {Published} published @returns {Map<string, {status?: string, assessment?: string}>} */
export function lawOf({ people }) {
  return new Map(
    [...people].map(([code, list]) => {
      const law = list.filter((one) => OF_LAW.includes(one.id)).map((one) => [one.id, one.value]);
      return [code, Object.fromEntries(law)];
    }),
  );
}

/** @param {Iterable<{formula: string, id: string}>} numbers ids, nearest to the marks first */
function inOrder(numbers) {
  const found = [...new Map([...numbers].map((one) => [one.id, one])).values()];
  const place = (/** @type {{formula: string}} */ one) => (FORMULAS.indexOf(one.formula) + FORMULAS.length + 1) % (FORMULAS.length + 1);
  return found.sort((a, b) => place(a) - place(b) || byCodePoint(a.id, b.id)).map((one) => one.id);
}

/**
 * Refuse a number that nobody knows, a standing that there is not, and what only a participant has.
 * @param {string} subject @param {PublishedNumber[]} published
 */
function checkListed(subject, published) {
  const told = new Map(published.map((one) => [one.id, one]));
  const status = told.get("status")?.value ?? "";
  for (const id of inOrder(published)) {
    const { formula, value } = /** @type {PublishedNumber} */ (told.get(id));
    const isKnown = FORMULAS.includes(formula) && (subject === "" || id !== "status" || STANDINGS.includes(value));
    const isOfOthers = subject !== "" && status !== "participant" && OF_A_PARTICIPANT.includes(formula);
    if (!isKnown || isOfOthers) refuse("number_unknown", { subject, id, published: value });
  }
}

/** @param {Published} published refused where ranks that cannot be computed here contradict the scores beside them */
export function checkRanks({ people }) {
  const ranked = [];
  for (const [subject, list] of people) {
    const told = new Map(list.map((one) => [one.id, one.value]));
    const [score, rank] = [told.get("score"), told.get("rank")];
    if (score === undefined || rank === undefined) continue;
    if (!/^-?[0-9]+(\.[0-9]+)?$/.test(score) || !/^[0-9]+$/.test(rank)) throw new TypeError("a score or rank that is no number");
    ranked.push({ subject, score: Number(score), rank: Number(rank) });
  }
  ranked.sort((a, b) => b.score - a.score || byCodePoint(a.subject, b.subject));
  let above = 0; // greatest rank of a higher score
  let greatest = 0;
  for (const [n, { subject, score, rank }] of ranked.entries()) {
    if (n && score !== ranked[n - 1].score) above = greatest;
    if (rank <= above) refuse("ranks_contradict_scores", { subject });
    greatest = Math.max(greatest, rank);
  }
}

/**
 * Compare one list, formula by formula.
 * @param {string} subject @param {PublishedNumber[]} published @param {Numbers} made
 * @param {Scope} scope @param {Count} count
 */
function compareList(subject, published, made, scope, count) {
  const told = new Map(published.map((one) => [one.id, one]));
  const own = [...made].map(([id, { formula }]) => ({ id, formula }));
  for (const id of inOrder([...published, ...own])) {
    const there = told.get(id);
    const here = made.get(id);
    if (there === undefined) refuse("number_missing", { subject, id, recomputed: made.get(id)?.value });
    else if (here !== undefined) {
      count.recomputed++;
      const isSame = there.value === here.value && there.formula === here.formula;
      if (!isSame) refuse("number_differs", { subject, id, published: there.value, recomputed: here.value });
    } else if (scope.isWhole && OF_LAW.includes(id) && there.formula !== "law") {
      refuse("number_differs", { subject, id, published: there.value, recomputed: there.value });
    } else {
      const isNamedSo = scope.isWhole ? NOT_HERE[there.formula]?.test(id) : there.formula in NOT_HERE || undefined;
      const mayStand = isNamedSo ?? !scope.isComputed(there.formula);
      if (!mayStand && !scope.isInParts) {
        refuse("number_unknown", { subject, id, published: there.value });
      }
      count.notHere[there.formula] = (count.notHere[there.formula] ?? 0) + 1;
    }
  }
}

/** @param {unknown} error what a forged payload can bring a computation to is an answer, and no crash */
function notComputable(error) {
  if (!(error instanceof Refusal)) return new Refusal("result_not_computable", { because: error instanceof Error ? error.name : "unknown" });
  const { subject } = error.facts;
  return new Refusal("result_not_computable", { because: error.code, ...(subject === undefined ? {} : { subject }) });
}

/** @param {Dossier} dossier @param {string} code @returns {boolean} */
const isStanding = ({ law }, code) => STANDINGS.includes(law.get(code)?.status ?? "participant");

/**
 * What the entries before a result make.
 * @param {Given} given
 */
async function recompute({ entries, result, published, isWhole, isOwn, erasedPeople, breathe }) {
  try {
    checkShape("result", result.payload);
    const before = entries.filter((one) => one.index < result.index && !erasedPeople.has(one.envelope.subject));
    const dossier = new Dossier(new Entered(before), lawOf(published));
    const unjudged = ascending(dossier.officials.keys()).find((code) => dossier.law.get(code)?.status === undefined);
    if (unjudged !== undefined) return refuse("number_missing", { subject: unjudged, id: "status" });
    const misjudged = isWhole && ascending(published.people.keys()).find((code) => !isStanding(dossier, code));
    if (misjudged) return refuse("number_unknown", { subject: misjudged, id: "status", published: dossier.law.get(misjudged)?.status });
    if (isWhole) checkEntered(dossier);
    if (isWhole && dossier.isScored) checkMarks(dossier);
    const isInParts = isOwn && dossier.scheme.components.some((/** @type {any} */ one) => one.method === "feedback-360");
    const people = await numbersOfPeople(dossier, isWhole, isInParts, breathe);
    const event = isWhole ? numbersOfEvent(dossier, people) : new Map();
    return { people, event, isInParts };
  } catch (error) {
    throw error instanceof Refusal && error.facts.id === "status" ? error : notComputable(error);
  }
}

/**
 * Recompute and compare all.
 * @param {Given} given
 * @returns {Promise<Count>}
 */
export async function checkNumbers(given) {
  const { entries, result, published, isWhole, isOwn, subject, erasedPeople } = given;
  const others = [...published.people.keys()].filter((code) => code !== subject);
  if (published.version !== result.payload?.version) refuse("numbers_wrong", { part: "version" });
  if (result.payload?.schema !== SCHEMA) refuse("result_not_computable", { because: "schema" });
  if (isOwn && (published.event.length || others.length)) refuse("numbers_wrong", { part: "grade" });
  const made = await recompute(given);
  /** @type {Count} */
  const count = { recomputed: 0, notHere: {} };
  const isComputed = (/** @type {string} */ formula) => {
    if (made.isInParts) return formula === "form" || formula === "component";
    return isWhole || !OF_EVERYBODY.includes(formula);
  };
  const scope = { isComputed, isInParts: made.isInParts, isWhole };
  for (const code of ascending(new Set([...published.people.keys(), ...made.people.keys()]))) {
    const list = published.people.get(code) ?? [];
    checkListed(code, list);
    if (erasedPeople.has(code)) {
      for (const { formula } of list) count.notHere[formula] = (count.notHere[formula] ?? 0) + 1;
      continue;
    }
    const own = made.people.get(code) ?? new Map();
    if (!made.people.has(code) && list.length) refuse("number_unknown", { subject: code, id: list[0].id, published: list[0].value });
    compareList(code, list, own, scope, count);
  }
  checkListed("", published.event);
  compareList("", published.event, made.event, scope, count);
  if (!isWhole && !isOwn) checkRanks(published);
  compareWithEntries(entries, result, published, isOwn);
  return count;
}

/** @param {Entry[]} entries @param {Entry} result @param {Published} published @param {boolean} isOwn */
function compareWithEntries(entries, result, { version, people, event }, isOwn) {
  /** @type {Map<string, Entry>} */
  const entered = new Map();
  for (let n = entries.indexOf(result) - 1; n >= 0 && entries[n].envelope.type === "numbers"; n--) {
    const { subject } = entries[n].envelope;
    if (!entered.has(subject)) entered.set(subject, entries[n]);
  }
  /** @type {[string, PublishedNumber[]][]} */
  const lists = isOwn ? [...people] : [...people, ["", event]];
  for (const [subject, list] of lists) {
    const entry = entered.get(subject) ?? refuse("numbers_entry_missing", { subject });
    if (entry.payload === undefined) continue; // erased, or it would have been missed before
    const wanted = canonical({ numbers: /** @type {any} */ (list), version });
    if (canonical(entry.payload) !== wanted) refuse("numbers_entry_differs", { subject, index: entry.index });
  }
}
