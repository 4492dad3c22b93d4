/** Match with the own post and the nine boxes (docs/method/matching.md, talent-map.md). */
import { folded, matchPercent, pointsOfLabel, pointsOfMark } from "./points.js";
import { Fraction, HUNDRED, ZERO, hundredths, rounded, sum, whole } from "./rational.js";
import { refuse } from "./refusal.js";
import { categoryOf } from "./scoring.js";

/** @typedef {import("./dossier.js").Dossier} Dossier */
/** @typedef {import("./scoring.js").Score} Score */
/**
 * @typedef {{percent: Fraction, evidenced: Fraction, isThin: boolean, category: string,
 *   levels: [string, Fraction][]}} Match
 */
/** @typedef {{performance: Fraction | null, potential: Fraction, number: number}} Box */

const POTENTIAL = ["RENDAH", "MENENGAH", "TINGGI"];
const PERFORMANCE = ["DI_BAWAH", "SESUAI", "DI_ATAS"];

/** @param {Dossier} dossier @param {string} code @param {Map<string, Fraction>} byCriterion @returns {Map<string, Fraction>} */
export function levelsOf(dossier, code, byCriterion) {
  /** @type {Map<string, {sum: Fraction, weight: Fraction}>} */
  const held = new Map();
  for (const criterion of dossier.scheme.criteria) {
    const points = byCriterion.get(criterion.code);
    if (points === undefined) continue;
    for (const { competence, weight } of criterion.speaks_for) {
      const before = held.get(competence) ?? { sum: ZERO, weight: ZERO };
      const more = hundredths(weight);
      held.set(competence, { sum: before.sum.plus(more.times(points)), weight: before.weight.plus(more) });
    }
  }
  /** @type {Map<string, Fraction>} */
  const levels = new Map();
  for (const [competence, one] of held) {
    if (one.weight.n) levels.set(competence, rounded(one.sum.times(whole(5)).over(one.weight.times(HUNDRED)), 2));
  }
  for (const [competence, level] of Object.entries(dossier.assessment(code)?.levels ?? {})) {
    levels.set(competence, hundredths(/** @type {number} */ (level)));
  }
  return levels;
}

/** @param {Dossier} dossier @param {string} code @param {Map<string, Fraction>} levels @returns {Match | null} */
export const matchOf = (dossier, code, levels) => matchWith(dossier, dossier.ownPost(code), levels);

/** @param {Dossier} dossier @param {any} post @param {Map<string, Fraction>} levels @returns {Match | null} */
export function matchWith(dossier, post, levels) {
  const policy = dossier.scheme.match;
  const known = [];
  const unknown = [];
  /** @type {[string, Fraction][]} */
  const told = [];
  for (const { competence, level } of post?.standard ?? []) {
    if (!dossier.competences.has(competence)) refuse("competence_unknown");
    const held = levels.get(competence);
    if (held === undefined) unknown.push({ level: hundredths(policy.thin_evidence_level), required: whole(level) });
    else {
      known.push({ level: held, required: whole(level) });
      told.push([competence, held]);
    }
  }
  if (!known.length) return null;
  const required = sum(known.map((one) => one.required));
  const evidenced = required.times(HUNDRED).over(required.plus(sum(unknown.map((one) => one.required))));
  const isThin = evidenced.compare(hundredths(policy.thin_evidence_share)) < 0;
  const percent = rounded(matchPercent(policy.cap, isThin ? [...known, ...unknown] : known), 2);
  return { percent, evidenced, isThin, category: categoryOf(dossier.scheme, percent), levels: told };
}

/** @param {Dossier} dossier @param {string} code @returns {any} the latest period with a predicate */
export function latestAppraisal(dossier, code) {
  const told = dossier.rows("performance", code).filter((one) => one.predicate !== null);
  const place = (/** @type {any} */ one) => one.year * 4 + (one.half || 2);
  return told.reduce((best, one) => (best === undefined || place(one) > place(best) ? one : best), undefined);
}

/** @param {string} from @param {string} to completed years; 29 February comes round on the 28th */
function yearsBetween(from, to) {
  if (to < from) refuse("end_before_start");
  const [year, month, day] = from.split("-").map(Number);
  const [endYear, endMonth, endDay] = to.split("-").map(Number);
  const last = new Date(Date.UTC(endYear, endMonth, 0)).getUTCDate();
  const months = (endYear - year) * 12 + endMonth - month - (Math.min(day, last) > endDay ? 1 : 0);
  return Math.floor(months / 12);
}

/** @param {Dossier} dossier @param {string} code @param {string} source @returns {string | null} */
function wordOf(dossier, code, source) {
  const official = dossier.officials.get(code);
  if (source === "predicate") {
    const appraisal = latestAppraisal(dossier, code);
    return appraisal?.verification === "verified" ? appraisal.predicate : null;
  }
  if (source === "education") return official.education;
  if (source === "field") {
    const wanted = dossier.ownPost(code)?.study_fields ?? [];
    if (!wanted.length) return null;
    return wanted.map(folded).includes(folded(official.field_of_study)) ? "sesuai" : "tidak";
  }
  const { level, until } = official.sanction;
  return until !== null && dossier.event.starts_on < until && level !== "none" ? "running" : level;
}

/** @param {Dossier} dossier @param {string} code @param {any} part @param {Score} score @param {Match | null} match */
function partPoints(dossier, code, part, score, match) {
  const { tables } = dossier.scheme.talent;
  const table = () => tables.find((/** @type {any} */ one) => one.code === part.source) ?? refuse("talent_table_missing");
  switch (part.source) {
    case "score":
      return score.score;
    case "component":
      return score.points.get(part.component) ?? null;
    case "competence":
      return match?.percent ?? null;
    case "potential": {
      const potential = dossier.assessment(code)?.potential ?? null;
      return potential === null ? null : hundredths(potential);
    }
    case "tenure":
      return pointsOfMark(table(), whole(yearsBetween(dossier.officials.get(code).in_position_since, dossier.event.starts_on)));
    default: {
      const word = wordOf(dossier, code, part.source);
      return word === null ? null : pointsOfLabel(table(), word);
    }
  }
}

/** @param {any} axis @param {(part: any) => Fraction | null} read @returns {Fraction | null} */
function axisPoints(axis, read) {
  let total = ZERO;
  let all = ZERO;
  for (const part of axis.parts) {
    const points = read(part);
    if (points === null) continue;
    total = total.plus(hundredths(part.weight).times(points));
    all = all.plus(hundredths(part.weight));
  }
  return all.n ? rounded(total.over(all), 2) : null;
}

/** @param {any} axis @param {Fraction} points 0, 1 or 2 */
function thirdOf(axis, points) {
  const isReached = (/** @type {number} */ cut) => points.compare(hundredths(cut)) > (axis.boundary_is_higher ? -1 : 0);
  return Number(isReached(axis.middle_from)) + Number(isReached(axis.high_from));
}

/** @param {Dossier} dossier @param {string} code @returns {string | null} row of the matrix by the predicate's label */
function rowByLabel(dossier, code) {
  const appraisal = latestAppraisal(dossier, code);
  if (appraisal?.verification !== "verified") return null;
  const wanted = folded(appraisal.predicate);
  const axis = dossier.value("TAL-PREDICATE-AXIS", "axis");
  const label = Object.keys(axis).find((one) => folded(one) === wanted) ?? refuse("label_unknown");
  return axis[label];
}

/** @param {Dossier} dossier @param {string} code @param {Score} score @param {Match | null} match @returns {Box | null} */
export function boxOf(dossier, code, score, match) {
  const profile = dossier.scheme.talent;
  const read = (/** @type {any} */ part) => partPoints(dossier, code, part, score, match);
  const performance = axisPoints(profile.performance, read);
  const potential = axisPoints(profile.potential, read);
  if (potential === null) return null;
  const byPoints = () => (performance === null ? null : PERFORMANCE[thirdOf(profile.performance, performance)]);
  const row = profile.performance_by_label ? rowByLabel(dossier, code) : byPoints();
  if (row === null) return null;
  const number = dossier.value("TAL-BOX", "matrix", row, POTENTIAL[thirdOf(profile.potential, potential)]);
  return { performance, potential, number };
}
