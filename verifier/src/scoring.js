/** The tree of components, the score, ranks and categories (docs/method/scoring.md, steps 7 to 9). */
import { HUNDRED, ZERO, hundredths, rounded, sum, whole } from "./rational.js";
import { Refusal, refuse } from "./refusal.js";
import { readLeaf } from "./sources.js";

/** @typedef {import("./rational.js").Fraction} Fraction */
/** @typedef {import("./dossier.js").Dossier} Dossier */
/** @typedef {import("./sources.js").Reading} Reading */
/**
 * @typedef {{score: Fraction, points: Map<string, Fraction | null>, shares: Map<string, Fraction>,
 *   readings: Map<string, Reading | null>, byCriterion: Map<string, Fraction>}} Score
 */

/**
 * Points of a node from its children; fills in points and effective weights below it.
 * @param {any} scheme @param {string | null} node @param {Score["readings"]} readings
 * @param {Score["points"]} points @param {Score["shares"]} shares @returns {Fraction | null}
 */
function nodePoints(scheme, node, readings, points, shares) {
  const children = scheme.components.filter((/** @type {any} */ one) => one.parent === node);
  for (const child of children) {
    const found = child.method === null ? nodePoints(scheme, child.code, readings, points, shares) : readings.get(child.code)?.points;
    points.set(child.code, found ?? null);
  }
  const held = children.filter((/** @type {any} */ one) => points.get(one.code) !== null);
  const all = sum(held.map((/** @type {any} */ one) => hundredths(one.weight)));
  let total = ZERO;
  for (const child of children) {
    const found = points.get(child.code) ?? null;
    const share = found === null ? ZERO : hundredths(child.weight).times(HUNDRED).over(all);
    shares.set(child.code, share);
    if (found !== null) total = total.plus(share.times(found));
  }
  return held.length ? total.over(HUNDRED) : null;
}

/** @param {Dossier} dossier @param {string} code @param {boolean} [isApart] @returns {Score} */
export function scoreOf(dossier, code, isApart = false) {
  const { scheme } = dossier;
  const leaves = scheme.components.filter((/** @type {any} */ one) => one.method !== null);
  /** @type {Score["readings"]} */
  const readings = new Map(leaves.map((/** @type {any} */ one) => [one.code, readLeaf(dossier, code, one, isApart)]));
  for (const leaf of leaves) {
    if (readings.get(leaf.code) === null && leaf.when_missing === "required") refuse("component_missing");
  }
  const points = new Map();
  const shares = new Map();
  const exact = nodePoints(scheme, null, readings, points, shares);
  if (exact === null) return refuse("nothing_to_score");
  const byCriterion = new Map([...readings.values()].flatMap((one) => (one === null ? [] : [...one.byCriterion])));
  return { score: rounded(exact, scheme.places), points, shares, readings, byCriterion };
}

/** @param {any} scheme @param {Score} a @param {Score} b negative when a comes first */
function byPlace(scheme, a, b) {
  const first = b.score.compare(a.score);
  if (first) return first;
  for (const code of scheme.tie_break) {
    const [x, y] = [a, b].map((one) => {
      const points = one.points.get(code) ?? null;
      return points === null ? whole(-1) : rounded(points, scheme.places);
    });
    const order = y.compare(x);
    if (order) return order;
  }
  return 0;
}

/**
 * Places 1, 2, 2, 4, and with whom each is shared.
 * @param {any} scheme @param {Map<string, Score>} scores
 * @returns {Map<string, {rank: number, tied: string[]}>}
 */
export function ranksOf(scheme, scores) {
  const ordered = [...scores].sort(([, a], [, b]) => byPlace(scheme, a, b));
  const out = new Map();
  for (let from = 0; from < ordered.length; ) {
    let to = from + 1;
    while (to < ordered.length && byPlace(scheme, ordered[from][1], ordered[to][1]) === 0) to++;
    const codes = ordered.slice(from, to).map(([code]) => code);
    for (const code of codes) out.set(code, { rank: from + 1, tied: codes.filter((other) => other !== code).sort() });
    from = to;
  }
  return out;
}

/**
 * Score and place without sheets under a disclosed conflict, for whoever has one.
 * @param {Dossier} dossier @param {Map<string, Score>} scores
 * @returns {Map<string, {score: Fraction, rank: number}>}
 */
export function withoutConflicts(dossier, scores) {
  const clean = new Map(scores);
  const touched = new Set();
  for (const [key, examiners] of dossier.expected) {
    const [code] = JSON.parse(key);
    if (scores.has(code) && [...examiners.values()].some(Boolean)) touched.add(code);
  }
  if (!touched.size) return new Map();
  for (const code of [...touched]) {
    try {
      clean.set(code, scoreOf(dossier, code, true));
    } catch (error) {
      const isNobody = error instanceof Refusal && ["nobody_assigned", "too_few_examiners_to_trim"].includes(error.code);
      if (!isNobody) throw error;
      touched.delete(code);
    }
  }
  const ranks = ranksOf(dossier.scheme, clean);
  return new Map(
    [...touched].map((code) => [code, { score: /** @type {Score} */ (clean.get(code)).score, rank: ranks.get(code)?.rank ?? 0 }]),
  );
}

/** @param {any} scheme @param {Fraction} score rounded @returns {string} */
export function categoryOf(scheme, score) {
  const cut = scheme.cuts.find((/** @type {any} */ one) => score.compare(hundredths(one.at_least)) >= 0);
  return cut === undefined ? refuse("score_below_every_cut") : cut.category;
}

/** @param {any} scheme @param {string} category */
export function hasPassed(scheme, category) {
  const order = scheme.cuts.map((/** @type {any} */ one) => one.category);
  return order.indexOf(category) <= order.indexOf(scheme.pass_from);
}
