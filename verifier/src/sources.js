/** What each component of a person rests on (docs/method/scoring.md, steps 3 to 6). */
import { keyOf } from "./dossier.js";
import { acrossExaminers, conversionOf, formPoints, matchPercent, pointsOfLabel, pointsOfMark } from "./points.js";
import { ZERO, hundredths, mean, sum, whole } from "./rational.js";
import { refuse } from "./refusal.js";

/** @typedef {import("./rational.js").Fraction} Fraction */
/** @typedef {import("./dossier.js").Dossier} Dossier */
/**
 * @typedef {{points: Fraction, byCriterion: Map<string, Fraction>, byExaminer: Map<string, Fraction>}} Reading
 */

const GENERAL = ["managerial", "sociocultural"];
const ANONYMOUS = ["peer", "staff"];

/** @param {Dossier} dossier @param {any} leaf */
function formOf({ scheme }, leaf) {
  return scheme.criteria.filter(
    (/** @type {any} */ one) => one.method === leaf.method && (!leaf.criteria.length || leaf.criteria.includes(one.code)),
  );
}

/** @param {Map<string, Fraction[]>} lists */
function means(lists) {
  return new Map([...lists].map(([code, found]) => [code, mean(found)]));
}

/**
 * @param {Dossier} dossier @param {string} code @param {any} leaf @param {boolean} isApart without disclosed conflicts
 * @returns {Reading | null}
 */
function readPanel(dossier, code, leaf, isApart) {
  const expected = dossier.expected.get(keyOf(code, leaf.method)) ?? new Map();
  if (!expected.size && leaf.when_missing === "rescale") return null;
  const wanted = [...expected].filter(([, isDisclosed]) => !(isApart && isDisclosed)).map(([examiner]) => examiner);
  if (!wanted.length) refuse("nobody_assigned");
  const form = formOf(dossier, leaf);
  /** @type {Map<string, Fraction>} */
  const byExaminer = new Map();
  /** @type {Map<string, Fraction[]>} */
  const criteria = new Map();
  for (const examiner of wanted) {
    const sheet = dossier.sheets.get(keyOf(examiner, code, leaf.method)) ?? refuse("sheet_missing");
    const { total, byCriterion } = formPoints(dossier.scheme, form, sheet.ratings);
    byExaminer.set(examiner, total);
    for (const [name, points] of byCriterion) criteria.set(name, [...(criteria.get(name) ?? []), points]);
  }
  const points = acrossExaminers(dossier.scheme.examiner_rule, [...byExaminer.values()]);
  return { points, byCriterion: means(criteria), byExaminer };
}

/** @typedef {ReturnType<typeof formPoints>} Answer */

/**
 * Groups whose members nobody can be told from, each with the names that it stands for.
 * @param {number} smallest @param {Map<string, Answer[]>} groups
 * @returns {{names: string[], answers: Answer[]}[]}
 */
function groupsLargeEnough(smallest, groups) {
  const superior = groups.get("superior") ?? [];
  if (!superior.length) refuse("superior_feedback_missing");
  if (superior.length > 1) refuse("superior_feedback_twice");
  const apart = ANONYMOUS.map((name) => ({ names: [name], answers: groups.get(name) ?? [] }));
  const first = { names: ["superior"], answers: superior };
  if (apart.every((one) => one.answers.length >= smallest)) return [first, ...apart];
  const together = apart.flatMap((one) => one.answers);
  if (together.length < smallest) refuse("group_too_small");
  return [first, { names: ANONYMOUS, answers: together }];
}

/** @param {Dossier} dossier @param {string} code @param {any} leaf @returns {Reading | null} */
function readFeedback(dossier, code, leaf) {
  const sheets = dossier.rows("feedback", code);
  if (!sheets.length) return null;
  const { scheme } = dossier;
  const form = formOf(dossier, leaf);
  /** @type {Map<string, Answer[]>} */
  const groups = new Map();
  for (const one of sheets) {
    groups.set(one.group, [...(groups.get(one.group) ?? []), formPoints(scheme, form, one.ratings)]);
  }
  /** @type {Map<string, Fraction>} */
  const weights = new Map(scheme.feedback_weights.map((/** @type {any} */ one) => [one.group, hundredths(one.weight)]));
  let total = ZERO;
  /** @type {Map<string, {sum: Fraction, share: Fraction}>} */
  const criteria = new Map();
  for (const { names, answers } of groupsLargeEnough(scheme.smallest_group, groups)) {
    const weight = sum(names.map((name) => weights.get(name) ?? ZERO));
    total = total.plus(weight.times(mean(answers.map((one) => one.total))));
    for (const one of form) {
      const told = answers.map((answer) => answer.byCriterion.get(one.code)).filter((found) => found !== undefined);
      if (!told.length) continue;
      const held = criteria.get(one.code) ?? { sum: ZERO, share: ZERO };
      criteria.set(one.code, { sum: held.sum.plus(weight.times(mean(told))), share: held.share.plus(weight) });
    }
  }
  const known = [...criteria].filter(([, { share }]) => share.n !== 0n);
  return {
    points: total.over(sum([...weights.values()])),
    byCriterion: new Map(known.map(([name, held]) => [name, held.sum.over(held.share)])),
    byExaminer: new Map(),
  };
}

/** @param {any[]} form @param {Map<string, Fraction>} byCriterion @returns {Reading} */
function weighted(form, byCriterion) {
  const parts = form.map((one) => hundredths(one.weight).times(byCriterion.get(one.code) ?? refuse("record_missing")));
  const points = sum(parts).over(sum(form.map((one) => hundredths(one.weight))));
  return { points, byCriterion, byExaminer: new Map() };
}

/** @param {any} conversion @param {any[]} rows @returns {Fraction} */
function performancePoints(conversion, rows) {
  /** @type {Map<number, Fraction[]>} */
  const byYear = new Map();
  for (const row of rows) {
    const found = byYear.get(row.year) ?? [];
    byYear.set(row.year, found);
    const isWord = conversion.kind === "table";
    const value = isWord ? row.predicate : row.achievement;
    if (value === null) continue;
    if (row.verification !== "verified") refuse("record_not_verified");
    found.push(isWord ? pointsOfLabel(conversion, value) : pointsOfMark(conversion, hundredths(value)));
  }
  if ([...byYear.values()].some((found) => !found.length)) refuse("record_missing");
  return mean([...byYear.values()].map(mean));
}

/** @param {Dossier} dossier @param {string} code @param {any} leaf @returns {Reading | null} */
function readPerformance(dossier, code, leaf) {
  const rows = dossier.rows("performance", code);
  if (!rows.length) return null;
  const form = formOf(dossier, leaf);
  const read = (/** @type {any} */ one) => performancePoints(conversionOf(dossier.scheme, one.conversion), rows);
  return weighted(form, new Map(form.map((/** @type {any} */ one) => [one.code, read(one)])));
}

/** @param {Dossier} dossier @param {string} code @param {any} leaf @returns {Reading | null} */
function readTrackRecord(dossier, code, leaf) {
  const form = formOf(dossier, leaf);
  const codes = new Set(form.map((/** @type {any} */ one) => one.code));
  const rows = dossier.rows("track-record", code).filter((row) => codes.has(row.criterion) && row.value !== null);
  if (!rows.length) return null;
  /** @type {Map<string, Fraction>} */
  const byCriterion = new Map();
  for (const one of form) {
    const valued = rows.filter((row) => row.criterion === one.code);
    if (!valued.length) refuse("record_missing");
    if (valued.length > 1) refuse("record_twice");
    if (valued[0].verification !== "verified") refuse("record_not_verified");
    byCriterion.set(one.code, pointsOfLabel(conversionOf(dossier.scheme, one.conversion), valued[0].value));
  }
  return weighted(form, byCriterion);
}

/** @param {Dossier} dossier @param {string} code @returns {[string, number][]} competence and required level */
function standardOf(dossier, code) {
  const own = dossier.ownPost(code);
  if (own?.standard.length) return own.standard.map((/** @type {any} */ one) => [one.competence, one.level]);
  const level = dossier.value("AC-LEVEL", dossier.event.assessed_level.toUpperCase().replaceAll("-", "_"));
  const general = [...dossier.competences.values()].filter((one) => GENERAL.includes(one.cluster));
  return general.map((one) => [one.code, level]);
}

/** @param {Dossier} dossier @param {string} code @returns {Reading | null} */
function readAssessment(dossier, code) {
  const report = dossier.assessment(code);
  if (report === undefined) return null;
  const pairs = [];
  for (const [competence, required] of standardOf(dossier, code)) {
    const level = report.levels[competence];
    if (level !== undefined) pairs.push({ level: hundredths(level), required: whole(required) });
    else if (GENERAL.includes(dossier.competences.get(competence)?.cluster)) refuse("assessment_incomplete");
  }
  if (!pairs.length) refuse("assessment_without_standard");
  return { points: matchPercent(dossier.scheme.match.cap, pairs), byCriterion: new Map(), byExaminer: new Map() };
}

/**
 * What a leaf of the tree reads of one person; null where there lawfully is nothing.
 * @param {Dossier} dossier @param {string} code @param {any} leaf @param {boolean} isApart
 * @returns {Reading | null}
 */
export function readLeaf(dossier, code, leaf, isApart) {
  if (leaf.method === "feedback-360") return readFeedback(dossier, code, leaf);
  if (leaf.method === "performance") return readPerformance(dossier, code, leaf);
  if (leaf.method === "track-record") return readTrackRecord(dossier, code, leaf);
  if (leaf.method === "assessment-centre") return readAssessment(dossier, code);
  return readPanel(dossier, code, leaf, isApart);
}
