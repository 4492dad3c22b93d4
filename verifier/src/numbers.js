/** Every number of one person and of the event, computed again from the entries (docs/evidence-format.md, section 13). */
import { byCodePoint } from "./bytes.js";
import { whole, written } from "./rational.js";
import { at } from "./refusal.js";
import { categoryOf, hasPassed, ranksOf, scoreOf, withoutConflicts } from "./scoring.js";
import { readLeaf } from "./sources.js";
import { boxOf, levelsOf, matchOf } from "./talent.js";

const SHUT = "feedback-360";

/** @typedef {import("./rational.js").Fraction} Fraction */
/** @typedef {import("./dossier.js").Dossier} Dossier */
/** @typedef {{formula: string, id: string, value: string}} PublishedNumber */
/** @typedef {Map<string, {formula: string, value: string}>} Numbers by id */
/** @typedef {import("./scoring.js").Score} Score */

/**
 * @typedef {{rank?: {rank: number, tied: string[]}, apart?: {score: Fraction, rank: number},
 *   withRanks: boolean}} Place
 */

/** @param {Dossier} dossier @param {string} code @param {Score} score @param {Place} place @param {Numbers} out */
function ofScore(dossier, code, score, place, out) {
  const { scheme } = dossier;
  const put = (/** @type {string} */ formula, /** @type {string} */ id, /** @type {string} */ value) => out.set(id, { formula, value });
  for (const [component, reading] of score.readings) {
    for (const [examiner, points] of reading?.byExaminer ?? []) {
      put("form", `examiner.${examiner}.${component}.points`, written(points, 2));
    }
  }
  for (const { code: component } of scheme.components) {
    const points = score.points.get(component) ?? null;
    if (points !== null) put("component", `component.${component}.points`, written(points, 2));
    put("share", `component.${component}.share`, written(score.shares.get(component) ?? whole(0), 2));
  }
  put("root", "score", written(score.score, scheme.places));
  if (place.rank !== undefined) {
    put("rank", "rank", String(place.rank.rank));
    if (place.rank.tied.length) put("rank", "tied", place.rank.tied.join(","));
  }
  if (place.apart !== undefined) {
    put("root", "without-conflict.score", written(place.apart.score, scheme.places));
    if (place.withRanks) put("rank", "without-conflict.rank", String(place.apart.rank));
  }
  const category = categoryOf(scheme, score.score);
  put("category", "category", category);
  put("category", "passed", String(hasPassed(scheme, category)));
  ofTalent(dossier, code, score, put);
}

/** @param {Dossier} dossier @param {string} code @param {Score} score @param {(formula: string, id: string, value: string) => void} put */
function ofTalent(dossier, code, score, put) {
  const match = matchOf(dossier, code, levelsOf(dossier, code, score.byCriterion));
  if (match !== null) {
    for (const [competence, level] of match.levels) put("level", `level.${competence}`, written(level, 2));
    put("match", "match.percent", written(match.percent, 2));
    put("match", "match.evidenced", written(match.evidenced, 2));
    put("match", "match.category", match.category);
    put("match", "match.thin", String(match.isThin));
  }
  const box = boxOf(dossier, code, score, match);
  if (box !== null) {
    if (box.performance !== null) put("axis", "axis.performance", written(box.performance, 2));
    put("axis", "axis.potential", written(box.potential, 2));
    put("box", "box", String(box.number));
  }
}

/**
 * Of somebody whose 360° feedback stays shut: forms and points of the other leaves.
 * @param {Dossier} dossier @param {string} code @param {Numbers} out
 */
function ofOpenLeaves(dossier, code, out) {
  for (const leaf of dossier.scheme.components) {
    if (leaf.method === null || leaf.method === SHUT) continue;
    const reading = readLeaf(dossier, code, leaf, false);
    if (reading === null) continue;
    for (const [examiner, points] of reading.byExaminer) {
      out.set(`examiner.${examiner}.${leaf.code}.points`, { formula: "form", value: written(points, 2) });
    }
    out.set(`component.${leaf.code}.points`, { formula: "component", value: written(reading.points, 2) });
  }
}

/**
 * Numbers of everybody who is known; without ranks where not everybody is.
 * @param {Dossier} dossier @param {boolean} isWhole whether all people are known
 * @param {boolean} isInParts whether a component stays shut, so that nobody has a score here
 * @param {import("./bundle.js").Breathe} breathe
 * @returns {Promise<Map<string, Numbers>>}
 */
export async function numbersOfPeople(dossier, isWhole, isInParts, breathe) {
  /** @type {Map<string, Score>} */
  const scores = new Map();
  const people = dossier.isScored ? dossier.participants : [];
  for (const code of isInParts ? [] : people) {
    scores.set(code, at({ subject: code }, () => scoreOf(dossier, code)));
    await breathe(scores.size, 2 * people.length);
  }
  const ranks = isWhole ? ranksOf(dossier.scheme, scores) : new Map();
  const apart = withoutConflicts(dossier, scores);
  /** @type {Map<string, Numbers>} */
  const out = new Map();
  for (const code of dossier.officials.keys()) {
    /** @type {Numbers} */
    const numbers = new Map();
    const score = scores.get(code);
    if (isInParts && people.includes(code)) ofOpenLeaves(dossier, code, numbers);
    if (score !== undefined) {
      ofScore(dossier, code, score, { rank: ranks.get(code), apart: apart.get(code), withRanks: isWhole }, numbers);
    }
    out.set(code, numbers);
    await breathe(people.length + out.size, 2 * people.length);
  }
  return out;
}

/**
 * Numbers of the event itself.
 * @param {Dossier} dossier @param {Map<string, Numbers>} people
 * @returns {Numbers}
 */
export function numbersOfEvent(dossier, people) {
  /** @type {Numbers} */
  const out = new Map();
  const put = (/** @type {string} */ name, /** @type {number | string} */ value) =>
    out.set(`summary.${name}`, { formula: "summary", value: String(value) });
  const standings = [...dossier.officials.keys()].map((code) => dossier.law.get(code)?.status);
  const count = (/** @type {string} */ status) => standings.filter((one) => one === status).length;
  const values = (/** @type {string} */ id) => [...people.values()].map((one) => one.get(id)?.value);
  put("officials", standings.length);
  put("participants", count("participant"));
  for (const status of ["exempt", "ineligible", "not_assessed"]) put(status, count(status));
  const states = [...dossier.positions.values()].map((one) => one.state);
  const acting = states.filter((one) => one === "acting").length;
  put("examiners", dossier.entered.of("examiner").size);
  put("vacant_positions", acting + states.filter((one) => one === "vacant").length);
  put("acting_positions", acting);
  const passed = values("passed").filter((one) => one === "true").length;
  const failed = values("passed").filter((one) => one === "false").length;
  put("passed", passed);
  put("failed", failed);
  if (passed + failed) put("passed_percent", written(whole(100 * passed).over(whole(passed + failed)), 1));
  const boxes = values("box");
  for (let n = 1; n <= 9; n++) put(`boxes.${n}`, boxes.filter((one) => one === String(n)).length);
  return out;
}

/** @param {Iterable<string>} ids */
export const ascending = (ids) => [...ids].sort(byCodePoint);
