/** A slate held against the ones before it: each name once, the frozen few moves, draws that agree (section 16). */
import { isLawful } from "./slate.js";
import { refuse } from "./refusal.js";

/** @typedef {import("./problem.js").Problem} Problem */
/** @typedef {import("./slate.js").Offered} Offered */

/** @param {number} sum @param {number} more */
const add = (sum, more) => sum + more;
/** @param {Problem} problem @param {number[]} seats */
const movesOf = ({ told }, seats) => seats.filter((j, i) => j !== told.home[i]).length;

/**
 * Refuse a slate that cannot stand beside those offered before it on the same problem.
 * @param {Offered} one @param {Offered[]} earlier @param {Problem} problem @param {number | null} fewMoves of the frozen policy
 */
export function checkTogether(one, earlier, problem, fewMoves) {
  const { name, draws } = one.slate;
  if (name !== "wished" && earlier.some((other) => other.slate.name === name)) refuse("slate_wrong", { part: "name" });
  if (name === "few-moves") checkFewMoves(one, earlier[0], problem, fewMoves);
  const drawn = [...earlier, one].filter(({ slate }) => slate.draws !== null);
  const isSilent = name === "robust" && !draws?.regret.length;
  const agrees = () => draws === null || (countsAgree(drawn) && regretsAgree(drawn));
  if (isSilent || !agrees()) refuse("slate_wrong", { part: "draws" });
}

/** Another limit than the frozen one counts only where rules let nobody stay at home. */
/** @param {Offered} one @param {Offered} best @param {Problem} problem @param {number | null} fewMoves */
function checkFewMoves(one, best, problem, fewMoves) {
  const moves = movesOf(problem, best.seats);
  const most = Number(one.slate.wishes.most_moves);
  const frozen = fewMoves ?? Math.ceil(moves / 2);
  const isNeeded = frozen < most && most === movesOf(problem, one.seats) && most <= moves;
  if (most !== frozen && !(isNeeded && !isLawful(problem, problem.told.home))) refuse("slate_wrong", { part: "most_moves" });
}

/** @param {Offered[]} drawn whether one set of draws can have all these counts: a draw seats everybody once, a post once */
function countsAgree(drawn) {
  const n = drawn[0].slate.draws?.n ?? 0;
  /** @type {Map<number, Map<number, number>>} by official and post */
  const counts = new Map();
  /** @type {Map<number, number>} */
  const byPost = new Map();
  for (const { slate, seats } of drawn) {
    if (slate.draws?.n !== n) return false;
    for (const [i, j] of seats.entries()) {
      const own = counts.get(i) ?? new Map();
      const count = slate.draws.chosen_in[i];
      if (own.has(j)) {
        if (own.get(j) !== count) return false;
      } else if (j >= 0) byPost.set(j, (byPost.get(j) ?? 0) + count);
      counts.set(i, own.set(j, count));
    }
  }
  const byOfficial = [...counts.values()].map((own) => [...own.values()].reduce(add, 0));
  return [...byOfficial, ...byPost.values()].every((count) => count <= n);
}

/** @param {Offered[]} drawn whether nothing unwished is better than the optima of the draws, nor safer than the safest */
function regretsAgree(drawn) {
  const told = drawn.flatMap(({ slate }) => (slate.draws === null ? [] : [{ name: slate.name, ...slate.draws }]));
  const lawful = told.filter(({ name }) => name !== "wished");
  if (told.some(({ name, regret_bound: bound }) => bound !== null && name !== "robust")) return false;
  if (lawful.some(({ regret }) => regret.length && regret[0] < 0)) return false;
  const worst = lawful.flatMap(({ regret }) => (regret.length ? [regret[1]] : []));
  const robust = lawful.filter(({ name }) => name === "robust");
  return robust.every(({ regret, regret_bound: bound }) => worst.every((one) => regret[1] <= one) && (bound ?? 0) <= regret[1]);
}
